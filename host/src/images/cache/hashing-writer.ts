import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { filledRuns } from '../filled-runs.ts'

/** Zeros are left out in units of this size. */
const holeUnit = 64 * 1024
/** So many bytes are left to the page cache before they are pushed to the disk, while more are read and hashed. */
const syncEvery = 64 * 2 ** 20

/**
 * Hashes bytes and writes them in one pass, holes kept: while one piece is hashed the one before it is being written,
 * and what was written before is on its way to the disk.
 */
export class HashingWriter {
  readonly #file: FileHandle | undefined
  readonly #hash = createHash('sha256')
  #offset = 0
  #writing: Promise<void> = Promise.resolve()
  #syncing: Promise<void> | undefined
  #sinceSync = 0
  /** @param file written from its start; left out, the bytes are hashed only. */
  constructor(file: FileHandle | undefined) {
    this.#file = file
  }

  get bytes(): number {
    return this.#offset
  }

  /** Takes bytes that the file has already: hashed, not written. */
  skip(chunk: Buffer): void {
    this.#hash.update(chunk)
    this.#offset += chunk.length
  }

  /** The buffer may be used again after the push that follows this one. */
  async push(chunk: Buffer): Promise<void> {
    this.#hash.update(chunk)
    await this.#writing
    const at = this.#offset
    this.#offset += chunk.length
    if (this.#file === undefined) return
    this.#writing = this.#write(this.#file, chunk, at)
    // Its failure is told by the next push or by finish; without this it would be called unhandled until then.
    this.#writing.catch(() => {})
  }

  /** @returns the SHA-256 of all, with the file on stable storage at its full length. */
  async finish(): Promise<string> {
    await this.#writing
    await this.#syncing
    if (this.#file !== undefined) {
      await this.#file.truncate(this.#offset)
      await this.#file.sync()
    }
    return this.#hash.digest('hex')
  }

  async #write(file: FileHandle, chunk: Buffer, at: number): Promise<void> {
    for (const [from, to] of filledRuns(chunk, at, holeUnit)) {
      let done = from
      while (done < to) done += (await file.write(chunk, done, to - done, at + done)).bytesWritten
    }
    this.#sinceSync += chunk.length
    if (this.#sinceSync >= syncEvery && this.#syncing === undefined) {
      this.#sinceSync = 0
      this.#syncing = file.datasync().finally(() => (this.#syncing = undefined))
      this.#syncing.catch(() => {})
    }
  }
}
