import { closeSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'
import { filledRuns } from '../filled-runs.ts'
import { layOutQcow2 } from './qcow2-layout.ts'
import {
  changes,
  firstHash,
  placeOf,
  setComplete,
  setPlace,
  type SharedProgress,
  waitForChange,
  written,
} from './shared-progress.ts'

/** What a thread is to write: a disk's data, as one file. */
export interface WriteJob {
  /** There already; its content is replaced. */
  readonly target: string
  readonly format: 'raw' | 'qcow2'
  readonly sizeBytes: number
  readonly files: readonly string[]
  readonly runs: Float64Array
  readonly shared: SharedProgress
  /** How far the slowest hash may be behind, in bytes, so that it still finds what it reads in memory. */
  readonly leadBytes: number
  /** 0: as fast as it goes. */
  readonly bytesPerSec: number
}

const chunkBytes = 2 ** 20
const holeUnit = 65_536
const scratch = Buffer.allocUnsafe(chunkBytes)

/** Blocks until the file is written. */
export function writeDisk(job: WriteJob): void {
  const target = openSync(job.target, 'r+')
  const sources = job.files.map((path) => openSync(path, 'r'))
  try {
    ftruncateSync(target, 0)
    const pace = makePace(job)
    if (job.format === 'raw') writeRaw(job, target, sources, pace)
    else writeQcow2(job, target, sources, pace)
  } finally {
    for (const fd of [target, ...sources]) closeSync(fd)
  }
}

function writeRaw(job: WriteJob, target: number, sources: number[], pace: (bytes: number) => void): void {
  ftruncateSync(target, job.sizeBytes)
  for (let at = 0; at < job.runs.length; at += 4) {
    const [start, length, file, offset] = job.runs.subarray(at, at + 4) as unknown as [number, number, number, number]
    setPlace(job.shared, written, start)
    copyRun(job, { from: sources[file] as number, offset, to: target, place: start, length }, pace)
  }
  setComplete(job.shared, job.sizeBytes)
}

function writeQcow2(job: WriteJob, target: number, sources: number[], pace: (bytes: number) => void): void {
  const layout = layOutQcow2(job)
  ftruncateSync(target, layout.fileBytes)
  let at = 0
  for (const table of layout.tables()) {
    writeAll(target, table, at)
    at += table.length
    setPlace(job.shared, written, at)
  }
  let stretch = 0
  for (let run = 0; run < job.runs.length; run += 4) {
    const [start, length, file, offset] = job.runs.subarray(run, run + 4) as unknown as [number, number, number, number]
    const stretchAt = (index: number) =>
      layout.stretches.subarray(index * 3, index * 3 + 3) as unknown as [number, number, number]
    while (start >= stretchAt(stretch)[0] + stretchAt(stretch)[1]) stretch += 1
    const [first, , base] = stretchAt(stretch)
    const place = base + (start - first)
    setPlace(job.shared, written, place)
    copyRun(job, { from: sources[file] as number, offset, to: target, place, length }, pace)
  }
  setComplete(job.shared, layout.fileBytes)
}

interface Run {
  readonly from: number
  readonly offset: number
  readonly to: number
  readonly place: number
  readonly length: number
}

function copyRun(job: WriteJob, { from, offset, to, place, length }: Run, pace: (bytes: number) => void): void {
  for (let done = 0; done < length; ) {
    waitForHashes(job, place + done)
    const bytes = readSync(from, scratch, 0, Math.min(chunkBytes, length - done), offset + done)
    if (bytes === 0) break // behind the end of a base that is shorter: zeros, which the file has already
    writeFilled(to, scratch.subarray(0, bytes), place + done)
    done += bytes
    setPlace(job.shared, written, place + done)
    pace(bytes)
  }
}

/** Writes what is not zero, in whole units of the file; the rest stays a hole. */
function writeFilled(to: number, chunk: Buffer, place: number): void {
  for (const [from, end] of filledRuns(chunk, place, holeUnit)) writeAll(to, chunk.subarray(from, end), place + from)
}

function writeAll(to: number, chunk: Buffer, place: number): void {
  for (let done = 0; done < chunk.length; ) done += writeSync(to, chunk, done, chunk.length - done, place + done)
}

function waitForHashes({ shared, leadBytes }: WriteJob, place: number): void {
  const hashes = shared.places.length - firstHash
  for (;;) {
    const seen = changes(shared)
    let slowest = Number.POSITIVE_INFINITY
    for (let index = 0; index < hashes; index += 1) slowest = Math.min(slowest, placeOf(shared, firstHash + index))
    if (place - slowest <= leadBytes) return
    waitForChange(shared, seen)
  }
}

/** Sleeps as long as it takes to stay under the limit, counted from the start. */
function makePace({ bytesPerSec }: WriteJob): (bytes: number) => void {
  if (bytesPerSec === 0) return () => {}
  const began = performance.now()
  const never = new Int32Array(new SharedArrayBuffer(4))
  let total = 0
  return (bytes) => {
    total += bytes
    const aheadMs = (total / bytesPerSec) * 1000 - (performance.now() - began)
    if (aheadMs > 1) Atomics.wait(never, 0, 0, aheadMs)
  }
}
