import type { DiskMap } from './disk-map.ts'

/** QEMU's default, and what every tool expects of an image. */
const clusterSize = 65_536
const entriesPerTable = clusterSize / 8
const refcountsPerBlock = clusterSize / 2
const copied = 1n << 63n

export interface Qcow2Layout {
  readonly fileBytes: number
  /** First byte of the data clusters. */
  readonly dataStart: number
  /** Header and tables: everything before the data, in order, in pieces of at most a cluster. */
  tables(): Generator<Buffer>
  /** Three numbers a stretch: place in the disk, length, place in the file. In both orders ascending. */
  readonly stretches: Float64Array
}

/**
 * How a standalone qcow2 file of a disk looks when it is written from front to back in one go: all tables are known
 * before the first byte of data, so that the file can be hashed, or sent away, while it is being written.
 *
 *     header · refcount table · refcount blocks · L1 · L2 tables · data clusters in the order of the disk
 *
 * Source of all offsets: QEMU's docs/interop/qcow2.txt.
 */
export function layOutQcow2(map: Pick<DiskMap, 'sizeBytes' | 'runs'>): Qcow2Layout {
  const sizeBytes = Math.ceil(map.sizeBytes / 512) * 512
  const spans = clusterSpans(map.runs, sizeBytes)
  const dataClusters = spans.reduce((sum, [from, to]) => sum + (to - from), 0)
  const l1Entries = Math.max(1, Math.ceil(sizeBytes / (clusterSize * entriesPerTable)))
  const l1Clusters = Math.ceil((l1Entries * 8) / clusterSize)
  const l2Used = usedTables(spans)
  const fixed = 1 + l1Clusters + l2Used.length + dataClusters
  const { blocks, tableClusters } = refcountSize(fixed)
  const l1Start = (1 + tableClusters + blocks) * clusterSize
  const l2Start = l1Start + l1Clusters * clusterSize
  const dataStart = l2Start + l2Used.length * clusterSize
  const totalClusters = fixed + tableClusters + blocks
  const places = { sizeBytes, l1Entries, l1Start, tableClusters }
  return {
    fileBytes: dataStart + dataClusters * clusterSize,
    dataStart,
    stretches: stretchesOf(spans, sizeBytes, dataStart),
    *tables() {
      yield header(places)
      yield* refcountTable(blocks, tableClusters)
      for (let block = 0; block < blocks; block += 1) yield refcountBlock(totalClusters - block * refcountsPerBlock)
      yield* l1Table(l2Used, l2Start, l1Clusters)
      yield* l2Tables(spans, l2Used, dataStart)
    },
  }
}

/** Clusters that hold anything, as [first, behind the last], merged and ascending. */
function clusterSpans(runs: Float64Array, sizeBytes: number): [number, number][] {
  const spans: [number, number][] = []
  for (let at = 0; at < runs.length; at += 4) {
    const start = runs[at] as number
    const end = Math.min(start + (runs[at + 1] as number), sizeBytes)
    const [from, to] = [Math.floor(start / clusterSize), Math.ceil(end / clusterSize)]
    const last = spans.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else if (to > from) spans.push([from, to])
  }
  return spans
}

function usedTables(spans: readonly [number, number][]): number[] {
  const used: number[] = []
  for (const [from, to] of spans) {
    const last = Math.floor((to - 1) / entriesPerTable)
    for (let table = Math.floor(from / entriesPerTable); table <= last; table += 1) {
      if (used.at(-1) !== table) used.push(table)
    }
  }
  return used
}

/** The reference counts are counted themselves. */
function refcountSize(fixedClusters: number): { blocks: number; tableClusters: number } {
  let [blocks, tableClusters] = [0, 0]
  for (;;) {
    const total = fixedClusters + blocks + tableClusters
    const needBlocks = Math.ceil(total / refcountsPerBlock)
    const needTable = Math.ceil((needBlocks * 8) / clusterSize)
    if (needBlocks === blocks && needTable === tableClusters) return { blocks, tableClusters }
    ;[blocks, tableClusters] = [Math.max(blocks, needBlocks), Math.max(tableClusters, needTable)]
  }
}

function header(places: { sizeBytes: number; l1Entries: number; l1Start: number; tableClusters: number }): Buffer {
  const bytes = Buffer.alloc(clusterSize)
  bytes.write('QFI\xfb', 0, 'latin1')
  bytes.writeUInt32BE(3, 4)
  bytes.writeUInt32BE(Math.log2(clusterSize), 20)
  bytes.writeBigUInt64BE(BigInt(places.sizeBytes), 24)
  bytes.writeUInt32BE(places.l1Entries, 36)
  bytes.writeBigUInt64BE(BigInt(places.l1Start), 40)
  bytes.writeBigUInt64BE(BigInt(clusterSize), 48)
  bytes.writeUInt32BE(places.tableClusters, 56)
  bytes.writeUInt32BE(4, 96) // reference counts of 2^4 bits
  bytes.writeUInt32BE(112, 100) // length of this header; all zero behind it ends its extensions
  return bytes
}

function* refcountTable(blocks: number, clusters: number): Generator<Buffer> {
  const first = 1 + clusters
  for (let cluster = 0; cluster < clusters; cluster += 1) {
    const bytes = Buffer.alloc(clusterSize)
    const from = cluster * entriesPerTable
    for (let at = from; at < Math.min(blocks, from + entriesPerTable); at += 1) {
      bytes.writeBigUInt64BE(BigInt((first + at) * clusterSize), (at - from) * 8)
    }
    yield bytes
  }
}

function refcountBlock(clustersLeft: number): Buffer {
  const bytes = Buffer.alloc(clusterSize)
  const used = Math.min(clustersLeft, refcountsPerBlock) * 2
  for (let at = 1; at < used; at += 2) bytes[at] = 1
  return bytes
}

function* l1Table(used: readonly number[], l2Start: number, clusters: number): Generator<Buffer> {
  let next = 0
  for (let cluster = 0; cluster < clusters; cluster += 1) {
    const bytes = Buffer.alloc(clusterSize)
    const from = cluster * entriesPerTable
    for (; next < used.length && (used[next] as number) < from + entriesPerTable; next += 1) {
      const entry = BigInt(l2Start + next * clusterSize) | copied
      bytes.writeBigUInt64BE(entry, ((used[next] as number) - from) * 8)
    }
    yield bytes
  }
}

function* l2Tables(spans: readonly [number, number][], used: readonly number[], dataStart: number): Generator<Buffer> {
  let place = dataStart
  let at = 0
  for (const table of used) {
    const bytes = Buffer.alloc(clusterSize)
    const [first, behind] = [table * entriesPerTable, (table + 1) * entriesPerTable]
    for (; at < spans.length; at += 1) {
      const [from, to] = spans[at] as [number, number]
      for (let cluster = Math.max(from, first); cluster < Math.min(to, behind); cluster += 1) {
        bytes.writeBigUInt64BE(BigInt(place) | copied, (cluster - first) * 8)
        place += clusterSize
      }
      if (to > behind) break // goes on in the next table
    }
    yield bytes
  }
}

function stretchesOf(spans: readonly [number, number][], sizeBytes: number, dataStart: number): Float64Array {
  const stretches = new Float64Array(spans.length * 3)
  let place = dataStart
  for (const [index, [from, to]] of spans.entries()) {
    const start = from * clusterSize
    stretches.set([start, Math.min(to * clusterSize, sizeBytes) - start, place], index * 3)
    place += (to - from) * clusterSize
  }
  return stretches
}
