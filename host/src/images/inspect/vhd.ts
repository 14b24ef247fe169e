import type { FormatFacts } from './image-facts.ts'
import type { ByteReader } from './reader.ts'
import { need, refuse, safe, within } from './refusal.ts'

/** Source: Microsoft's Virtual Hard Disk Image Format Specification 1.0. All numbers are big-endian. */
const footerSize = 512
export const vhdCookie = 'conectix'
const kinds = { 2: 'fixed', 3: 'dynamic', 4: 'differencing' } as const
const noOffset = 0xffff_ffff_ffff_ffffn

/** @throws {Fault} `imageRefused`. */
export async function inspectVhd(reader: ByteReader): Promise<FormatFacts> {
  const footer = await need(reader, Math.max(0, reader.sizeBytes - footerSize), footerSize, 'VHD footer')
  if (footer.toString('latin1', 0, 8) !== vhdCookie) throw refuse('cut-short', 'is a VHD without its footer')
  if (!checksumHolds(footer, 64)) throw refuse('lying-header', 'is a VHD whose footer has a wrong checksum')
  const virtualSizeBytes = safe(footer.readBigUInt64BE(48), 'virtual size')
  const kind = kinds[footer.readUInt32BE(60) as keyof typeof kinds]
  if (kind === 'differencing') throw refuse('backing-file', 'is a VHD with a parent (differencing disk)')
  if (kind === undefined) throw refuse('unknown-feature', `is a VHD of the unknown type ${footer.readUInt32BE(60)}`)
  if (kind === 'fixed') {
    within(reader, 0, virtualSizeBytes + footerSize, 'VHD data')
    return { virtualSizeBytes }
  }
  return inspectDynamic(reader, footer, virtualSizeBytes)
}

async function inspectDynamic(reader: ByteReader, footer: Buffer, virtualSizeBytes: number): Promise<FormatFacts> {
  const copy = await need(reader, 0, footerSize, 'VHD header')
  if (copy.toString('latin1', 0, 8) !== vhdCookie) throw refuse('cut-short', 'is a dynamic VHD without its header')
  if (copy.readBigUInt64BE(48) !== footer.readBigUInt64BE(48) || copy.readUInt32BE(60) !== footer.readUInt32BE(60)) {
    throw refuse('lying-header', 'is a VHD whose header and footer contradict each other')
  }
  const offset = footer.readBigUInt64BE(16)
  if (offset === noOffset) throw refuse('lying-header', 'is a dynamic VHD without a dynamic header')
  const header = await need(reader, safe(offset, 'dynamic header offset'), 1024, 'VHD dynamic header')
  if (header.toString('latin1', 0, 8) !== 'cxsparse')
    throw refuse('lying-header', 'is a VHD with a broken dynamic header')
  if (!checksumHolds(header, 36)) throw refuse('lying-header', 'is a VHD whose dynamic header has a wrong checksum')
  if (header.subarray(40, 56).some((byte) => byte !== 0)) throw refuse('backing-file', 'is a VHD that names a parent')
  const entries = header.readUInt32BE(28)
  const blockSize = header.readUInt32BE(32)
  if (blockSize < 512 || blockSize > 256 * 2 ** 20 || (blockSize & (blockSize - 1)) !== 0) {
    throw refuse('lying-header', `claims VHD blocks of ${blockSize} bytes`)
  }
  if (entries * blockSize < virtualSizeBytes)
    throw refuse('lying-header', `has ${entries} VHD blocks, fewer than its size needs`)
  within(reader, safe(header.readBigUInt64BE(16), 'block table offset'), entries * 4, 'VHD block table')
  return { virtualSizeBytes, clusterSizeBytes: blockSize }
}

/** The checksum is the complement of the sum of all bytes but its own four. */
function checksumHolds(bytes: Buffer, at: number): boolean {
  let sum = 0
  for (let index = 0; index < bytes.length; index += 1) {
    if (index < at || index >= at + 4) sum += bytes[index] ?? 0
  }
  return ~sum >>> 0 === bytes.readUInt32BE(at)
}
