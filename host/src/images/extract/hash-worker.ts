import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import {
  changes,
  fileEnd,
  isComplete,
  placeOf,
  setPlace,
  type SharedProgress,
  waitForChange,
  written,
} from './shared-progress.ts'

/** A hash of a file that another thread, or a program, is just writing. */
export interface HashJob {
  readonly path: string
  readonly algorithm: string
  readonly shared: SharedProgress
  /** Its own place in the shared progress. */
  readonly index: number
}

const port = parentPort
if (port === null) throw new Error('this file is a thread, not a program')
const { path, algorithm, shared, index } = workerData as HashJob
const hash = createHash(algorithm)
const chunk = Buffer.allocUnsafe(2 ** 20)
const file = openSync(path, 'r')
for (let at = 0; ; ) {
  const seen = changes(shared)
  const whole = isComplete(shared)
  const ready = placeOf(shared, written)
  if (at < ready) {
    const bytes = readSync(file, chunk, 0, Math.min(chunk.length, ready - at), at)
    if (bytes === 0) throw new Error(`${path} is shorter than what was written to it`)
    hash.update(chunk.subarray(0, bytes))
    at += bytes
    setPlace(shared, index, at)
  } else if (whole && at === placeOf(shared, fileEnd)) {
    break
  } else {
    waitForChange(shared, seen)
  }
}
closeSync(file)
port.postMessage(hash.digest('hex'))
