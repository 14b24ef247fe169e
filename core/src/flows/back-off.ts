/** Waits of a flow that can not go on: a quarter of a second, doubled up to half a minute, and a little by chance. */
export function backOffMs(failures: number): number {
  const waitMs = Math.min(250 * 2 ** Math.min(failures - 1, 10), 30_000)
  return Math.round(waitMs * (0.8 + Math.random() * 0.4))
}

/** After this many failures in a row the operator is shown the flow as stuck; it is tried again all the same. */
export const stuckAfter = 3

/** Waits that can be cut short from outside. */
export class Pause {
  #wake: (() => void) | undefined

  /** @returns when the time is over, when `wake` is called, or when the signal aborts. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, ms)
    const over = new AbortController()
    signal.addEventListener('abort', () => resolve(), { once: true, signal: over.signal })
    this.#wake = resolve
    try {
      await promise
    } finally {
      clearTimeout(timer)
      over.abort()
      this.#wake = undefined
    }
  }

  wake(): void {
    this.#wake?.()
  }
}
