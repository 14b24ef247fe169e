import type { ByteReader } from './reader.ts'
import { need, quote, refuse } from './refusal.ts'

/** Formats that no image may have: read far enough to say what is in them. */

/** Source: QEMU's docs/interop/qed_spec.txt. */
export async function refuseQed(reader: ByteReader): Promise<Error> {
  const header = await need(reader, 0, 64, 'QED header')
  const features = header.readBigUInt64LE(16)
  if ((features & 1n) !== 0n) {
    const offset = header.readUInt32LE(56)
    const length = Math.min(header.readUInt32LE(60), 1023)
    return refuse('backing-file', `is a QED image with a backing file (${quote(await reader.read(offset, length))})`)
  }
  return refuse('unsupported', 'is a QED image, a format that is given up', 'convert it: qemu-img convert -O qcow2')
}

/** LUKS 1 and 2. Source: LUKS On-Disk Format Specification. */
export async function refuseLuks(reader: ByteReader): Promise<Error> {
  const version = (await need(reader, 0, 8, 'LUKS header')).readUInt16BE(6)
  return refuse('encrypted', `is a LUKS ${version} container, which could not be opened here`, 'upload it decrypted')
}
