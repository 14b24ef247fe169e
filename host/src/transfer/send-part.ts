import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import type { Bandwidth } from './bandwidth.ts'
import { checkpoint, dataHeader, longestPayload } from './frames.ts'
import { type Interval, within } from './intervals.ts'
import { filledRuns } from '../images/filled-runs.ts'

const chunkBytes = longestPayload
const checkpointEvery = 8 * 2 ** 20
/** Zeros are left out in units of this size: what a file system can leave out. */
const holeUnit = 4096
const buffersInFlight = 4

export interface SendPart {
  readonly file: FileHandle
  readonly map: readonly Interval[]
  readonly part: Interval
  readonly to: Writable
  readonly bandwidth: Bandwidth
  readonly signal: AbortSignal
}

/** Writes the filled bytes of one part of a file as frames. Each byte is read once, and hashed as it passes. */
export async function sendPart({ file, map, part, to, bandwidth, signal }: SendPart): Promise<void> {
  const pool = new BufferPool()
  let hash = createHash('sha256')
  let sinceCheckpoint = 0
  const mark = async (offset: number): Promise<void> => {
    const free = to.write(checkpoint(offset, hash.digest()))
    hash = createHash('sha256')
    sinceCheckpoint = 0
    if (!free) await drained(to, signal)
  }
  for (const extent of within(map, part)) {
    for (let at = extent.from; at < extent.to; ) {
      signal.throwIfAborted()
      const buffer = await pool.take(signal)
      const wanted = Math.min(chunkBytes, extent.to - at)
      const { bytesRead } = await file.read(buffer, 0, wanted, at)
      if (bytesRead === 0) throw new Error(`the file ended at ${at}, before ${extent.to}`)
      const runs = [...filledRuns(buffer.subarray(0, bytesRead), at, holeUnit)]
      await bandwidth.take(
        runs.reduce((sum, [from, end]) => sum + end - from, 0),
        signal,
      )
      let writing = runs.length
      if (writing === 0) pool.give(buffer)
      if (to.destroyed) throw new Error('the receiver went away')
      let free = true
      // All of a chunk in one go: small pieces would each become a record of TLS.
      to.cork()
      for (const [from, end] of runs) {
        const header = dataHeader(at + from, end - from)
        const bytes = buffer.subarray(from, end)
        hash.update(header).update(bytes)
        sinceCheckpoint += bytes.length
        to.write(header)
        free = to.write(bytes, () => {
          writing -= 1
          if (writing === 0) pool.give(buffer)
        })
      }
      to.uncork()
      if (!free) await drained(to, signal)
      at += bytesRead
      if (sinceCheckpoint >= checkpointEvery) await mark(at)
    }
  }
  await mark(part.to)
}

/** A few buffers that go round: memory does not grow with the file. */
class BufferPool {
  readonly #free: Buffer[] = []
  #made = 0
  #waiting: ((buffer: Buffer) => void) | undefined

  async take(signal: AbortSignal): Promise<Buffer> {
    const free = this.#free.pop()
    if (free !== undefined) return free
    if (this.#made < buffersInFlight) {
      this.#made += 1
      return Buffer.allocUnsafeSlow(chunkBytes)
    }
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
    const aborted = () => reject(signal.reason as Error)
    signal.addEventListener('abort', aborted, { once: true })
    this.#waiting = resolve
    try {
      return await promise
    } finally {
      signal.removeEventListener('abort', aborted)
    }
  }

  give(buffer: Buffer): void {
    const waiting = this.#waiting
    this.#waiting = undefined
    if (waiting === undefined) this.#free.push(buffer)
    else waiting(buffer)
  }
}

/** Waits until the stream takes more; its end is the caller's to see. */
function drained(to: Writable, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const over = () => {
      to.off('drain', done).off('close', closed)
      signal.removeEventListener('abort', aborted)
    }
    const done = () => (over(), resolve())
    const closed = () => (over(), reject(new Error('the receiver went away')))
    const aborted = () => (over(), reject(signal.reason as Error))
    to.once('drain', done).once('close', closed)
    signal.addEventListener('abort', aborted, { once: true })
  })
}
