import { open, stat } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault, type Progress } from '@kilonova/core'
import { explainNoSpace, spaceAt } from '../../programs/no-space.ts'
import { convertImage } from '../../programs/qemu-img.ts'
import { ProgramError, runProgram } from '../../programs/run-program.ts'
import { type DiskMap, type DiskSource, mapDisk } from './disk-map.ts'
import { layOutQcow2 } from './qcow2-layout.ts'
import {
  fileEnd,
  firstHash,
  isComplete,
  makeSharedProgress,
  placeOf,
  setComplete,
  setPlace,
  type SharedProgress,
  written,
} from './shared-progress.ts'
import { ThreadPool } from './thread-pool.ts'

export interface ExtractJob {
  readonly source: DiskSource
  /** An empty file that is there already. */
  readonly target: string
  readonly format: 'raw' | 'qcow2'
  /** qcow2 only: smaller, and many times slower. */
  readonly compress: boolean
  /** Longest file that is wanted. */
  readonly maxBytes: number
  /** 0: as fast as it goes. */
  readonly bytesPerSec: number
}

export interface ExtractOptions {
  readonly signal: AbortSignal
  readonly onProgress?: (progress: Progress) => void
  /** Called once the source is not needed any more; hashing goes on. */
  readonly onRead?: () => void
}

/** What the image store keeps of a file. */
export interface Extracted {
  readonly sizeBytes: number
  readonly virtualSizeBytes: number
  readonly md5: string
  readonly sha256: string
  readonly sha512: string
}

const algorithms = ['md5', 'sha256', 'sha512'] as const
const tellEveryMs = 100
const releaseEachMs = 50
/** So many written bytes are left to the page cache before they are pushed to the disk, while more are written. */
const syncEveryBytes = 64 * 2 ** 20
const mostLeadBytes = 2 * 2 ** 30

/**
 * Copies a disk that nobody writes, with all that its chain of files holds, into one standalone file, and hashes that
 * file while it is being written; resolves once the bytes are on stable storage. On abort or failure the target holds
 * whatever was written so far.
 *
 * One thread reads and writes; one for each hash follows it through the page cache, so that the source, which a guest
 * may be waiting for, is free as soon as it is read, however slow the hashes are.
 * @throws {Fault} `noSpace`, `overLimit` before anything is written, or the reason of the signal.
 */
export function extractDisk(job: ExtractJob, options: ExtractOptions): Promise<Extracted> {
  return hashWhile(job.target, options, (shared, signal) => fill(job, shared, signal))
}

/** The same for a file that a program writes in whatever order: it is hashed when it is written. */
export function hashWhenWritten(
  target: string,
  options: ExtractOptions,
  write: () => Promise<number>,
): Promise<Extracted> {
  return hashWhile(target, options, write)
}

/** The same for a file that is there already, read as slowly as it must be. */
export function hashWhole(
  path: string,
  virtualSizeBytes: number,
  bytesPerSec: number,
  options: ExtractOptions,
): Promise<Extracted> {
  return hashWhile(path, options, async (shared, signal) => {
    const { size } = await stat(path)
    setPlace(shared, fileEnd, size)
    const stride = bytesPerSec === 0 ? size : (bytesPerSec * releaseEachMs) / 1000
    for (let at = stride; at < size; at += stride) {
      setPlace(shared, written, Math.floor(at))
      await sleep(releaseEachMs, undefined, { signal })
    }
    return virtualSizeBytes
  })
}

const pool = new ThreadPool()

/** Starts the threads of an extraction that is about to come. */
export const warmThreads = (): void => pool.warm(algorithms.length + 1)

async function hashWhile(
  target: string,
  options: ExtractOptions,
  /** @returns the size of the disk in it. */
  write: (shared: SharedProgress, signal: AbortSignal) => Promise<number>,
): Promise<Extracted> {
  options.signal.throwIfAborted()
  const shared = makeSharedProgress(algorithms.length)
  const failed = new AbortController()
  const signal = AbortSignal.any([options.signal, failed.signal])
  const hashes = algorithms.map((algorithm, index) =>
    pool.run({ hash: { path: target, algorithm, shared, index: firstHash + index } }, signal),
  )
  const all = Promise.all(hashes)
  all.catch(() => {}) // told below, after the writer
  using _watch = watch(target, shared, options)
  try {
    const virtualSizeBytes = await write(shared, signal)
    if (!isComplete(shared)) setComplete(shared, (await stat(target)).size)
    options.onRead?.()
    const [[md5 = '', sha256 = '', sha512 = '']] = await Promise.all([all, sync(target)])
    return { sizeBytes: placeOf(shared, fileEnd), virtualSizeBytes, md5, sha256, sha512 }
  } catch (error) {
    failed.abort(error) // a hash waits for bytes that will not come
    await Promise.allSettled(hashes)
    options.signal.throwIfAborted()
    throw await explainNoSpace(error, target)
  }
}

/** Fills the target in the quickest way that there is for it. @returns the disk's size. */
async function fill(job: ExtractJob, shared: SharedProgress, signal: AbortSignal): Promise<number> {
  const { source, target, format, compress } = job
  const map = compress ? undefined : await mapDisk(source, { signal })
  if (map === undefined) {
    const { path, sizeBytes } = source
    await convertImage(
      {
        from: { path, format: source.format },
        to: { path: target, format },
        virtualSizeBytes: sizeBytes,
        compress: compress && format === 'qcow2',
      },
      { signal },
    )
    checkSize((await stat(target)).size, job)
    return sizeBytes
  }
  await checkRoom(map, job)
  if (format === 'raw' && source.format === 'raw' && (await cloneInto(source.path, target, signal)))
    return map.sizeBytes
  const leadBytes = Math.min(mostLeadBytes, Math.floor(totalmem() / 8))
  const { sizeBytes, files, runs } = map
  await pool.run(
    { write: { target, format, sizeBytes, files, runs, shared, leadBytes, bytesPerSec: job.bytesPerSec } },
    signal,
  )
  return Math.ceil(sizeBytes / 512) * 512
}

/** @throws {Fault} `overLimit` when an image of that size is not wanted. */
export function checkSize(sizeBytes: number, { maxBytes }: Pick<ExtractJob, 'maxBytes'>): void {
  if (sizeBytes > maxBytes) {
    throw new Fault('overLimit', `the image has ${sizeBytes} bytes, and ${maxBytes} is the limit of this cloud`, {
      next: 'raise images.maxSizeGiB of the service, or free space in the guest',
    })
  }
}

/** Both are known before the first byte: a copy that cannot end well is not begun. */
async function checkRoom(map: DiskMap, job: ExtractJob): Promise<void> {
  checkSize(job.format === 'raw' ? map.sizeBytes : layOutQcow2(map).fileBytes, job)
  const { freeBytes, mountPoint } = await spaceAt(job.target)
  if (map.dataBytes > freeBytes) {
    throw new Fault(
      'noSpace',
      `the image needs ${Math.ceil(map.dataBytes / 2 ** 20)} MiB, and ${mountPoint} has ${Math.floor(freeBytes / 2 ** 20)} MiB free`,
      { next: 'Delete images that nobody needs, or give the image store more space', fields: { freeBytes } },
    )
  }
}

/** Shares the blocks instead of copying them, where the file system can (XFS, btrfs). The target keeps its identity. */
async function cloneInto(source: string, target: string, signal: AbortSignal): Promise<boolean> {
  try {
    await runProgram('cp', ['--reflink=always', '--', source, target], { signal, writesTo: target })
    return true
  } catch (error) {
    if (error instanceof ProgramError) return false // another file system, or one that cannot: it is copied
    throw error
  }
}

async function sync(path: string): Promise<void> {
  await using file = await open(path, 'r+')
  await file.sync()
}

/** Tells progress, and pushes what is written to the disk meanwhile. */
function watch(target: string, shared: SharedProgress, { onProgress }: ExtractOptions): Disposable {
  let pushed = 0
  let pushing = false
  const push = async (to: number): Promise<void> => {
    pushing = true
    pushed = to
    try {
      await using file = await open(target, 'r+')
      await file.datasync()
    } catch {
      // The sync at the end tells of it.
    } finally {
      pushing = false
    }
  }
  const timer = setInterval(() => {
    const at = placeOf(shared, written)
    if (!pushing && at - pushed >= syncEveryBytes && !isComplete(shared)) void push(at)
    const total = placeOf(shared, fileEnd)
    const slowest = Math.min(...algorithms.map((_, index) => placeOf(shared, firstHash + index)))
    if (total > 0) onProgress?.({ label: 'storing the image', done: slowest, total, unit: 'bytes' })
  }, tellEveryMs)
  return { [Symbol.dispose]: () => clearInterval(timer) }
}
