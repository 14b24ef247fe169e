import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
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

const chunk = Buffer.allocUnsafe(2 ** 20)

/** Blocks until the file is complete and hashed. */
export function hashFile({ path, algorithm, shared, index }: HashJob): string {
  const hash = createHash(algorithm)
  const file = openSync(path, 'r')
  try {
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
        return hash.digest('hex')
      } else {
        waitForChange(shared, seen)
      }
    }
  } finally {
    closeSync(file)
  }
}
