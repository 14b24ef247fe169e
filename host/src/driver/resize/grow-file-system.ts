import { chmod, readFile, rm, truncate } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { chain } from '@kilonova/core'
import { makeWhole, partialPath, syncPath } from '../../images/files.ts'
import { findPartitions } from '../../images/inspect/partitions.ts'
import { bufferReader } from '../../images/inspect/reader.ts'
import type { Disk, FileOptions } from '../../images/server-files.ts'
import { saysNoSpace } from '../../programs/no-space.ts'
import { convertImage, readDiskHead } from '../../programs/qemu-img.ts'
import { ProgramError, runProgram } from '../../programs/run-program.ts'
import type { DriverParts } from '../parts.ts'

/**
 * Grows a disk that no guest has open. A disk that is one ext file system without partitions gets it grown too, since
 * nothing in its guest may do that; a disk with partitions is left to its guest.
 */
export async function growFileSystem(
  parts: DriverParts,
  disk: Disk,
  sizeBytes: number,
  options: FileOptions,
): Promise<Disk> {
  const grown = await parts.files.backend.grow(disk, sizeBytes, options)
  await syncPath(grown.path)
  const extBytes = await extSizeOf(grown, options)
  if (extBytes === undefined || extBytes >= grown.sizeBytes) return grown
  try {
    await throughRaw(grown, options)
    parts.log.info('file system grown', { disk: disk.path, fromBytes: extBytes, toBytes: grown.sizeBytes })
  } catch (error) {
    options.signal.throwIfAborted()
    if (!(error instanceof ProgramError) || saysNoSpace(error)) throw error
    // Damaged, or of a newer kind: it is the guest's own, and as it was.
    parts.log.warn('file system left as it is', { disk: disk.path, error: chain(error) })
  }
  return grown
}

/** Source of the offsets: the kernel's Documentation/filesystems/ext4/super.rst. */
const superblockAt = 1024
const extMagic = 0xef53

/** @returns the length of the ext file system that is the whole disk; undefined when the disk is anything else. */
async function extSizeOf(disk: Disk, { signal }: FileOptions): Promise<number | undefined> {
  const head = await headOf(disk, signal)
  if (head.length < superblockAt + 1024 || head.readUInt16LE(superblockAt + 56) !== extMagic) return undefined
  if ((await findPartitions(bufferReader(head))) !== 'none') return undefined
  const blockSize = 1024 * 2 ** head.readUInt32LE(superblockAt + 24)
  const has64Bit = (head.readUInt32LE(superblockAt + 96) & 0x80) !== 0
  const high = has64Bit ? head.readUInt32LE(superblockAt + 0x150) : 0
  const blocks = head.readUInt32LE(superblockAt + 4) + high * 2 ** 32
  return blockSize > 65_536 ? undefined : blocks * blockSize
}

async function headOf(disk: Disk, signal: AbortSignal): Promise<Buffer> {
  const path = partialPath(join(dirname(disk.path), 'head'))
  try {
    await readDiskHead(disk, path, { signal })
    return await readFile(path)
  } finally {
    await rm(path, { force: true })
  }
}

/** Into a raw file, where e2fsck and resize2fs reach it, and back: the disk stands alone after that. */
async function throughRaw(disk: Disk, { signal }: FileOptions): Promise<void> {
  const raw = partialPath(`${disk.path}.raw`)
  const virtualSizeBytes = disk.sizeBytes
  try {
    await convertImage(
      { from: { path: disk.path, format: disk.format }, to: { path: raw, format: 'raw' }, virtualSizeBytes },
      { signal },
    )
    await truncate(raw, virtualSizeBytes)
    await growExt(raw, signal)
    await makeWhole(disk.path, async (partial) => {
      const to = { path: partial, format: disk.format }
      await convertImage({ from: { path: raw, format: 'raw' }, to, virtualSizeBytes }, { signal })
      await chmod(partial, 0o600)
      await syncPath(partial)
    })
  } finally {
    await rm(raw, { force: true })
  }
}

const limits = { cpuSeconds: 600, addressSpaceBytes: 4 * 2 ** 30, timeoutMs: 1_800_000 }

async function growExt(path: string, signal: AbortSignal): Promise<void> {
  try {
    await runProgram('e2fsck', ['-f', '-p', path], { ...limits, signal, writesTo: path })
  } catch (error) {
    // 1: errors were corrected. Source: e2fsck(8).
    if (!(error instanceof ProgramError) || error.exitCode !== 1) throw error
  }
  await runProgram('resize2fs', [path], { ...limits, signal, writesTo: path })
}
