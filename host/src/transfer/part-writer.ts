import type { FileHandle } from 'node:fs/promises'
import type { ReceiveJournal } from './receive-journal.ts'

const bufferBytes = 2 ** 20
/** So many bytes are left to the page cache before they are put on stable storage and noted. */
const noteEvery = 32 * 2 ** 20

/**
 * Writes what arrives at its place: small pieces are gathered, and while one buffer is written the next is filled. What
 * was checked is noted in the journal once it is on stable storage; that happens beside the receiving.
 */
export class PartWriter {
  readonly #file: FileHandle
  readonly #journal: ReceiveJournal
  readonly #buffers = [0, 1].map(() => Buffer.allocUnsafeSlow(bufferBytes))
  #turn = 0
  #at = 0
  #filled = 0
  #noted: number
  #sinceNote = 0
  #writing: Promise<void> = Promise.resolve()
  #noting: Promise<void> | undefined

  constructor(file: FileHandle, journal: ReceiveJournal, from: number) {
    this.#file = file
    this.#journal = journal
    this.#noted = from
  }

  async push(offset: number, bytes: Buffer): Promise<void> {
    if (this.#filled > 0 && offset !== this.#at + this.#filled) await this.#flush()
    for (let used = 0; used < bytes.length; ) {
      if (this.#filled === 0) this.#at = offset + used
      const copied = bytes.copy(this.#buffer, this.#filled, used)
      this.#filled += copied
      used += copied
      if (this.#filled === bufferBytes) await this.#flush()
    }
    this.#sinceNote += bytes.length
  }

  /** All before `offset` has come and was right. */
  async checkpoint(offset: number): Promise<void> {
    await this.#flush()
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
    await this.#flush()
    await this.#writing
    await this.#noting
  }

  get #buffer(): Buffer {
    return this.#buffers[this.#turn] as Buffer
  }

  async #note(written: Promise<void>, interval: { from: number; to: number }): Promise<void> {
    await written
    await this.#file.datasync()
    await this.#journal.note(interval)
  }

  async #flush(): Promise<void> {
    const [bytes, at] = [this.#buffer.subarray(0, this.#filled), this.#at]
    this.#filled = 0
    await this.#writing
    if (bytes.length === 0) return
    this.#turn = 1 - this.#turn
    this.#writing = this.#write(bytes, at)
    // Its failure is told by the next flush; without this it would be called unhandled until then.
    this.#writing.catch(() => undefined)
  }

  async #write(bytes: Buffer, at: number): Promise<void> {
    let done = 0
    while (done < bytes.length) {
      done += (await this.#file.write(bytes, done, bytes.length - done, at + done)).bytesWritten
    }
  }
}
