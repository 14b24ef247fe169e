import { type FileHandle, open } from 'node:fs/promises'
import { runProgram } from '../programs/run-program.ts'
import { type Interval, joined } from './intervals.ts'

/** Files of up to this size are looked through for zeros; asking a program for their holes takes longer. */
const smallBytes = 16 * 2 ** 20

/**
 * Which parts of a file can hold something: of a qcow2 file the clusters that are in use, of any other what the file
 * system has not left out. It may name more than there is (the sender leaves out zeros), never less.
 */
export async function allocationMap(path: string, signal: AbortSignal): Promise<Interval[]> {
  await using file = await open(path, 'r')
  const { size } = await file.stat()
  const qcow2 = await clustersInUse(file, size)
  if (qcow2 !== undefined) return qcow2
  if (size <= smallBytes) return size === 0 ? [] : [{ from: 0, to: size }]
  return dataOf(path, size, signal)
}

const headerBytes = 104
const largestTable = 8 * 2 ** 20

/**
 * Reads the reference counts of a qcow2 file. Source of all offsets: QEMU's docs/interop/qcow2.txt.
 * @returns undefined when it is none, or one whose tables are too strange to rely on.
 */
async function clustersInUse(file: FileHandle, size: number): Promise<Interval[] | undefined> {
  const header = await readAt(file, 0, headerBytes)
  if (header.length < headerBytes || header.toString('latin1', 0, 4) !== 'QFI\xfb') return undefined
  const clusterBits = header.readUInt32BE(20)
  const tableOffset = Number(header.readBigUInt64BE(48))
  const tableClusters = header.readUInt32BE(56)
  const order = header.readUInt32BE(4) >= 3 ? header.readUInt32BE(96) : 4
  if (clusterBits < 9 || clusterBits > 21 || order !== 4) return undefined
  const clusterSize = 2 ** clusterBits
  if (tableClusters * clusterSize > largestTable) return undefined
  const table = await readAt(file, tableOffset, tableClusters * clusterSize)
  const perBlock = clusterSize / 2
  const used: Interval[] = []
  for (let index = 0; index + 8 <= table.length; index += 8) {
    const blockOffset = Number(table.readBigUInt64BE(index))
    const firstCluster = (index / 8) * perBlock
    if (firstCluster * clusterSize >= size) break
    if (blockOffset === 0) continue
    const block = await readAt(file, blockOffset, clusterSize)
    if (block.length < clusterSize) return undefined
    addRuns(used, block, firstCluster, clusterSize, size)
  }
  return joined(used)
}

function addRuns(used: Interval[], block: Buffer, firstCluster: number, clusterSize: number, size: number): void {
  let from = -1
  for (let at = 0; at <= block.length; at += 2) {
    const inUse = at < block.length && (block[at] !== 0 || block[at + 1] !== 0)
    const offset = (firstCluster + at / 2) * clusterSize
    if (inUse && from === -1) from = offset
    if (!inUse && from !== -1) {
      used.push({ from, to: Math.min(offset, size) })
      from = -1
    }
  }
}

async function readAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, offset + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}

const mapLine = /"start": (\d+), "length": (\d+), .*"data": (true|false)/

/** Asks the file system by qemu-img, since Node has no SEEK_HOLE. A map that is too long to be told is one whole file. */
async function dataOf(path: string, size: number, signal: AbortSignal): Promise<Interval[]> {
  const data: Interval[] = []
  try {
    await runProgram('qemu-img', ['map', '--output=json', '-U', '-f', 'raw', path], {
      signal,
      onLine: (line) => {
        const [, start, length, filled] = mapLine.exec(line) ?? []
        if (filled === 'true') data.push({ from: Number(start), to: Math.min(size, Number(start) + Number(length)) })
      },
    })
  } catch {
    signal.throwIfAborted()
    return [{ from: 0, to: size }]
  }
  return joined(data)
}
