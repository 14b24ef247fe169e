import type { FormatFacts } from './image-facts.ts'
import type { ByteReader } from './reader.ts'
import { need, refuse, safe, within } from './refusal.ts'

/** Source: QEMU's docs/interop/parallels.txt. Little-endian; sizes in sectors. */
export const ploopMagics = ['WithoutFreeSpace', 'WithouFreSpacExt'] as const
const headerSize = 64
const inUseMark = 0x746f_6e59

/** @throws {Fault} `imageRefused`. */
export async function inspectPloop(reader: ByteReader): Promise<FormatFacts> {
  const header = await need(reader, 0, headerSize, 'ploop header')
  const extended = header.toString('latin1', 0, 16) === ploopMagics[1]
  if (header.readUInt32LE(16) !== 2) throw refuse('unknown-feature', `is of ploop version ${header.readUInt32LE(16)}`)
  const trackSectors = header.readUInt32LE(28)
  const entries = header.readUInt32LE(32)
  const sectors = extended ? safe(header.readBigUInt64LE(36), 'virtual size') : header.readUInt32LE(36)
  if (header.readUInt32LE(44) === inUseMark) throw refuse('corrupt', 'is a ploop image that was not closed cleanly')
  if (trackSectors === 0 || trackSectors > 2 ** 20)
    throw refuse('lying-header', `claims ploop clusters of ${trackSectors} sectors`)
  if (entries * trackSectors < sectors)
    throw refuse('lying-header', `has ${entries} ploop clusters, fewer than its size needs`)
  within(reader, headerSize, entries * 4, 'ploop block table')
  return { virtualSizeBytes: sectors * 512, clusterSizeBytes: trackSectors * 512 }
}
