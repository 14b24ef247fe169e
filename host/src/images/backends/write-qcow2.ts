import { open } from 'node:fs/promises'

export interface EmptyQcow2 {
  readonly sizeBytes: number
  readonly clusterSizeBytes: number
  readonly backing?: { readonly path: string; readonly format: 'raw' | 'qcow2' }
}

/** Source of all offsets: QEMU's docs/interop/qcow2.txt. */
const headerLength = 112
const extensionBackingFormat = 0xe2792aca
const maxL1Bytes = 32 * 2 ** 20
const maxNameBytes = 1023

interface Layout {
  readonly header: Buffer
  readonly refcounts: Buffer
  readonly clusterSize: number
  readonly clusters: number
}

/**
 * Writes an empty qcow2 file: what `qemu-img create` writes, without starting a program for each disk.
 * Clusters: header, refcount table, one refcount block, then the L1 table, all of it zeros and so a hole.
 * @returns false when the wanted file needs more than this simplest layout; qemu-img knows the rest.
 */
export async function writeEmptyQcow2(path: string, wanted: EmptyQcow2, mode: number): Promise<boolean> {
  const layout = layoutOf(wanted)
  if (layout === undefined) return false
  const { header, refcounts, clusterSize, clusters } = layout
  await using file = await open(path, 'wx', mode)
  const table = Buffer.alloc(8)
  table.writeBigUInt64BE(BigInt(2 * clusterSize))
  await file.truncate(clusters * clusterSize)
  await file.write(header, 0, header.length, 0)
  await file.write(table, 0, table.length, clusterSize)
  await file.write(refcounts, 0, refcounts.length, 2 * clusterSize)
  await file.datasync()
  return true
}

function layoutOf({ sizeBytes, clusterSizeBytes: clusterSize, backing }: EmptyQcow2): Layout | undefined {
  const size = Math.ceil(sizeBytes / 512) * 512
  const l1Entries = Math.ceil(size / (clusterSize * (clusterSize / 8)))
  const l1Clusters = Math.max(1, Math.ceil((l1Entries * 8) / clusterSize))
  const clusters = 3 + l1Clusters
  const refcounts = Buffer.alloc(clusters * 2)
  for (let index = 0; index < clusters; index += 1) refcounts.writeUInt16BE(1, index * 2)
  const backingBytes = backingPart(backing)
  const header = Buffer.alloc(headerLength + backingBytes.length)
  const fits = refcounts.length <= clusterSize && header.length <= clusterSize && l1Entries * 8 <= maxL1Bytes
  if (!fits || (backing !== undefined && Buffer.byteLength(backing.path) > maxNameBytes)) return undefined
  header.write('QFI\xfb', 0, 'latin1')
  header.writeUInt32BE(3, 4)
  if (backing !== undefined) {
    header.writeBigUInt64BE(BigInt(header.length - Buffer.byteLength(backing.path)), 8)
    header.writeUInt32BE(Buffer.byteLength(backing.path), 16)
  }
  header.writeUInt32BE(Math.log2(clusterSize), 20)
  header.writeBigUInt64BE(BigInt(size), 24)
  header.writeUInt32BE(l1Entries, 36)
  header.writeBigUInt64BE(BigInt(3 * clusterSize), 40)
  header.writeBigUInt64BE(BigInt(clusterSize), 48)
  header.writeUInt32BE(1, 56)
  header.writeUInt32BE(4, 96) // reference counts of 2^4 bits
  header.writeUInt32BE(headerLength, 100)
  backingBytes.copy(header, headerLength)
  return { header, refcounts, clusterSize, clusters }
}

/** The header extensions (format of the backing file, end) and behind them the backing file's name. */
function backingPart(backing: EmptyQcow2['backing']): Buffer {
  const end = Buffer.alloc(8)
  if (backing === undefined) return end
  const format = Buffer.alloc(8 + Math.ceil(backing.format.length / 8) * 8)
  format.writeUInt32BE(extensionBackingFormat)
  format.writeUInt32BE(backing.format.length, 4)
  format.write(backing.format, 8, 'latin1')
  return Buffer.concat([format, end, Buffer.from(backing.path)])
}
