import { harmlessBytes, maxExpansion } from './image-facts.ts'
import type { Qcow2Header } from './qcow2.ts'
import { type ByteReader, largestRead } from './reader.ts'
import { need, refuse } from './refusal.ts'

/** Bits 9 to 55 of an L1 or standard L2 entry are the offset; the high word has bits 32 to 55 of it. */
const offsetHighMask = 0x00ff_ffff
const compressedBit = 0x4000_0000

/**
 * Walks the active L1 and L2 tables and counts the guest's filled bytes. Every L2 table is read at most once, and a
 * table used twice is refused, so that the work is bounded by the file's own size.
 * @throws {Fault} `imageRefused` for offsets beyond the file, shared tables, and data that expands beyond all measure.
 */
export async function countMapped(reader: ByteReader, header: Qcow2Header, signal?: AbortSignal): Promise<number> {
  const seen = new Set<number>()
  let mapped = 0
  const perRead = largestRead / 8
  for (let first = 0; first < header.l1Entries; first += perRead) {
    const count = Math.min(perRead, header.l1Entries - first)
    const l1 = await need(reader, header.l1Offset + first * 8, count * 8, 'L1 table')
    for (let index = 0; index < count; index += 1) {
      const offset = offsetOf(l1, index * 8)
      if (offset === 0) continue
      if (offset % header.clusterSizeBytes !== 0) throw refuse('lying-header', `has an L2 table at ${offset}`)
      if (seen.has(offset)) throw refuse('bomb', `uses one L2 table (at ${offset}) for several parts of its disk`)
      seen.add(offset)
      signal?.throwIfAborted()
      const table = await need(reader, offset, header.clusterSizeBytes, 'L2 table')
      mapped += countTable(table, header, reader.sizeBytes)
      refuseExpansion(mapped, reader.sizeBytes)
    }
  }
  return mapped
}

/** @throws {Fault} `imageRefused` when a small file would fill a large disk. */
export function refuseExpansion(mappedBytes: number, fileBytes: number): void {
  if (mappedBytes <= harmlessBytes || mappedBytes <= fileBytes * maxExpansion) return
  throw refuse(
    'bomb',
    `would fill more than ${Math.floor(mappedBytes / 2 ** 20)} MiB from a file of ${Math.ceil(fileBytes / 2 ** 20)} MiB`,
    `upload an image that grows less than ${maxExpansion} times when unpacked`,
  )
}

/** @returns the bytes of the guest's disk that one L2 table fills. */
function countTable(table: Buffer, header: Qcow2Header, fileBytes: number): number {
  const step = header.extendedL2 ? 16 : 8
  let clusters = 0
  for (let at = 0; at < table.length; at += step) {
    const high = table.readUInt32BE(at)
    const low = table.readUInt32BE(at + 4)
    if (high === 0 && low <= 1) continue // unallocated, or reads as zeros
    const compressed = (high & compressedBit) !== 0
    const offset = compressed ? compressedOffset(high, low, header.clusterSizeBytes) : offsetOf(table, at)
    if (!compressed && offset === 0) continue
    if (offset >= fileBytes) throw refuse('lying-header', `has data at ${offset}, beyond its end at ${fileBytes}`)
    if (!compressed && (low & 1) !== 0 && !header.extendedL2) continue // allocated but reads as zeros
    clusters += 1
  }
  return clusters * header.clusterSizeBytes
}

function offsetOf(table: Buffer, at: number): number {
  return (table.readUInt32BE(at) & offsetHighMask) * 2 ** 32 + ((table.readUInt32BE(at + 4) & 0xffff_fe00) >>> 0)
}

/** The offset has 62 - (cluster bits - 8) bits; what is above counts sectors. */
function compressedOffset(high: number, low: number, clusterSize: number): number {
  const bits = 62 - (Math.log2(clusterSize) - 8)
  return (high & (2 ** (bits - 32) - 1)) * 2 ** 32 + low
}
