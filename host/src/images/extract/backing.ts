import { open } from 'node:fs/promises'

export interface Backing {
  readonly path: string
  readonly format: 'raw' | 'qcow2'
}

/** Source of the offsets and numbers: QEMU's docs/interop/qcow2.txt. */
const extensionBackingFormat = 0xe2792aca

/** What a qcow2 file of ours stands on, by its header; undefined when on nothing. */
export async function readBacking(path: string): Promise<Backing | undefined> {
  await using file = await open(path, 'r')
  const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0)
  if (bytesRead < 104 || buffer.toString('latin1', 0, 4) !== 'QFI\xfb') throw new Error(`${path} is not a qcow2 file`)
  const offset = Number(buffer.readBigUInt64BE(8))
  const length = buffer.readUInt32BE(16)
  if (offset === 0 || length === 0) return undefined
  if (offset + length > bytesRead) throw new Error(`${path} names its backing file outside of its header`)
  const format = formatOf(buffer, offset)
  if (format !== 'raw' && format !== 'qcow2') throw new Error(`${path} says no format of its backing file`)
  return { path: buffer.toString('utf8', offset, offset + length), format }
}

function formatOf(header: Buffer, end: number): string | undefined {
  for (let at = header.readUInt32BE(4) === 2 ? 72 : header.readUInt32BE(100); at + 8 <= end; ) {
    const [kind, length] = [header.readUInt32BE(at), header.readUInt32BE(at + 4)]
    if (kind === 0) return undefined
    if (kind === extensionBackingFormat) return header.toString('latin1', at + 8, at + 8 + length)
    at += 8 + Math.ceil(length / 8) * 8
  }
  return undefined
}
