import { type FetchHooks, type FetchPlan, withoutGrant } from './fetch-bytes.ts'
import type { HashingWriter } from './hashing-writer.ts'

export const chunkSize = 2 ** 20

/** Gathers what the network brings into large pieces. */
export class Gathered {
  readonly #plan: FetchPlan
  readonly #writer: HashingWriter
  readonly #hooks: FetchHooks
  readonly #buffers = [0, 1, 2].map(() => Buffer.allocUnsafe(chunkSize))
  #turn = 0
  #filled = 0

  constructor(plan: FetchPlan, writer: HashingWriter, hooks: FetchHooks) {
    this.#plan = plan
    this.#writer = writer
    this.#hooks = hooks
  }

  /** Has read the piece when it returns; a promise says when the next may come. */
  take(piece: Buffer): void | Promise<void> {
    const { location, sizeBytes } = this.#plan
    if (this.#writer.bytes + this.#filled + piece.length > sizeBytes) {
      throw new Error(`${withoutGrant(location)} sends more than the ${sizeBytes} bytes that the image has`)
    }
    let written: Promise<void> | undefined
    for (let from = 0; from < piece.length; ) {
      const copied = piece.copy(this.#buffers[this.#turn % 3] as Buffer, this.#filled, from)
      from += copied
      this.#filled += copied
      // Once at most: a piece is far smaller than what is gathered.
      if (this.#filled === chunkSize) written = this.flush()
    }
    return written
  }

  async flush(): Promise<void> {
    if (this.#filled === 0) return
    const chunk = (this.#buffers[this.#turn % 3] as Buffer).subarray(0, this.#filled)
    this.#turn += 1
    this.#filled = 0
    await this.#writer.push(chunk)
    this.#hooks.onBytes(this.#writer.bytes)
  }
}
