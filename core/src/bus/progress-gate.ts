import type { Progress } from './bus.ts'

const spacingMs = 100

/** Lets progress through at most every 100 ms, and the last one always: by a timer, or by `flush` before the answer. */
export class ProgressGate {
  readonly #send: (progress: Progress) => void
  #waiting: Progress | undefined
  #sentAt = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | undefined
  constructor(send: (progress: Progress) => void) {
    this.#send = send
  }

  report(progress: Progress): void {
    this.#waiting = progress
    const waitMs = this.#sentAt + spacingMs - performance.now()
    if (waitMs <= 0) this.flush()
    else this.#timer ??= setTimeout(() => this.flush(), waitMs)
  }

  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const progress = this.#waiting
    if (progress === undefined) return
    this.#waiting = undefined
    this.#sentAt = performance.now()
    this.#send(progress)
  }
}
