import type { FileHandle } from 'node:fs/promises'
import type { ReceiveJournal } from './receive-journal.ts'

const bufferBytes = 2 ** 20
/** So many buffers may wait to be written before whoever sends is asked to wait. */
const mostBehind = 2
/** So many bytes are left to the page cache before they are put on stable storage and noted. */
const noteEvery = 16 * 2 ** 20

/**
 * Writes what arrives at its place: small pieces are gathered, and while one buffer is written the next is filled. What
 * was checked is noted in the journal once it is on stable storage; that happens beside the receiving.
 */
export class PartWriter {
  readonly #file: FileHandle
  readonly #journal: ReceiveJournal
  readonly #spare: Buffer[] = []
  #buffer: Buffer | undefined
  #at = 0
  #filled = 0
  #behind = 0
  #noted: number
  #sinceNote = 0
  #writing: Promise<void> = Promise.resolve()
  #noting: Promise<void> | undefined
  #failure: { readonly error: unknown } | undefined

  constructor(file: FileHandle, journal: ReceiveJournal, from: number) {
    this.#file = file
    this.#journal = journal
    this.#noted = from
  }

  /** Takes the bytes at once. @returns what to wait for when the disk is slower than they come. */
  push(offset: number, bytes: Buffer): void | Promise<void> {
    if (this.#failure !== undefined) throw this.#failure.error
    if (this.#filled > 0 && offset !== this.#at + this.#filled) this.#handOver()
    for (let used = 0; used < bytes.length; ) {
      this.#buffer ??= this.#spare.pop() ?? Buffer.allocUnsafeSlow(bufferBytes)
      if (this.#filled === 0) this.#at = offset + used
      const copied = bytes.copy(this.#buffer, this.#filled, used)
      this.#filled += copied
      used += copied
      if (this.#filled === bufferBytes) this.#handOver()
    }
    this.#sinceNote += bytes.length
    return this.#behind < mostBehind ? undefined : this.#writing
  }

  /** All before `offset` has come and was right. */
  checkpoint(offset: number): void {
    this.#handOver()
    if (this.#sinceNote < noteEvery || this.#noting !== undefined) return
    const written = this.#writing
    const interval = { from: this.#noted, to: offset }
    this.#sinceNote = 0
    this.#noted = offset
    this.#noting = this.#note(written, interval).finally(() => (this.#noting = undefined))
    this.#noting.catch(() => undefined)
  }

  /** Writes what is left. */
  async finish(): Promise<void> {
    this.#handOver()
    await this.#writing
    await this.#noting
  }

  async #note(written: Promise<void>, interval: { from: number; to: number }): Promise<void> {
    await written
    await this.#file.datasync()
    await this.#journal.note(interval)
  }

  #handOver(): void {
    const [buffer, length, at] = [this.#buffer, this.#filled, this.#at]
    if (buffer === undefined || length === 0) return
    this.#buffer = undefined
    this.#filled = 0
    this.#behind += 1
    this.#writing = this.#writing.then(() => this.#write(buffer, length, at))
    // Its failure is told by the next push, or at the end; without this it would be called unhandled until then.
    this.#writing.catch(() => undefined)
  }

  async #write(buffer: Buffer, length: number, at: number): Promise<void> {
    try {
      let done = 0
      while (done < length) {
        done += (await this.#file.write(buffer, done, length - done, at + done)).bytesWritten
      }
    } catch (error) {
      this.#failure ??= { error }
      throw error
    }
    this.#behind -= 1
    if (this.#spare.length < mostBehind) this.#spare.push(buffer)
  }
}
