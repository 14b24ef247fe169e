import { setTimeout as sleep } from 'node:timers/promises'

/** Lets bytes pass at no more than a rate, over all who share it; 0 is without limit. */
export class Bandwidth {
  readonly #bytesPerMs: number
  #free = performance.now()

  constructor(bytesPerSecond: number) {
    this.#bytesPerMs = bytesPerSecond / 1000
  }

  /** Resolves when so many bytes may go. */
  async take(bytes: number, signal: AbortSignal): Promise<void> {
    if (this.#bytesPerMs === 0) return
    const now = performance.now()
    // What was not used is not saved up: after a pause the rate is what it was.
    this.#free = Math.max(this.#free, now - 100) + bytes / this.#bytesPerMs
    const waitMs = this.#free - now
    if (waitMs > 0) await sleep(waitMs, undefined, { signal })
  }
}
