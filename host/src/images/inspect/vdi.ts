import type { FormatFacts } from './image-facts.ts'
import type { ByteReader } from './reader.ts'
import { need, refuse, safe, within } from './refusal.ts'

/** Source: VirtualBox's VDICore.h as read by QEMU's block/vdi.c. Little-endian. */
const version11 = 0x0001_0001
const kinds = { dynamic: 1, fixed: 2 } as const

/** @throws {Fault} `imageRefused`. */
export async function inspectVdi(reader: ByteReader): Promise<FormatFacts> {
  const header = await need(reader, 0, 512, 'VDI header')
  const version = header.readUInt32LE(68)
  if (version !== version11)
    throw refuse('unknown-feature', `is of VDI version 0x${version.toString(16)}; 1.1 is known`)
  const kind = header.readUInt32LE(76)
  if (kind !== kinds.dynamic && kind !== kinds.fixed) {
    throw refuse('backing-file', `is a VDI of type ${kind}, which is a difference to another file`)
  }
  const mapOffset = header.readUInt32LE(340)
  const dataOffset = header.readUInt32LE(344)
  const virtualSizeBytes = safe(header.readBigUInt64LE(368), 'virtual size')
  const blockSize = header.readUInt32LE(376)
  const blocks = header.readUInt32LE(384)
  const allocated = header.readUInt32LE(388)
  // The identities of a parent image and of its last change: both are zero in an image that stands alone.
  if (header.subarray(424, 456).some((byte) => byte !== 0)) throw refuse('backing-file', 'is a VDI that names a parent')
  if (blockSize !== 2 ** 20) throw refuse('lying-header', `claims VDI blocks of ${blockSize} bytes`)
  if (blocks * blockSize < virtualSizeBytes)
    throw refuse('lying-header', `has ${blocks} VDI blocks, fewer than its size needs`)
  if (allocated > blocks) throw refuse('lying-header', `claims ${allocated} of ${blocks} VDI blocks in use`)
  within(reader, mapOffset, blocks * 4, 'VDI block map')
  within(reader, dataOffset, allocated * blockSize, 'VDI data')
  return { virtualSizeBytes, clusterSizeBytes: blockSize, mappedBytes: allocated * blockSize }
}
