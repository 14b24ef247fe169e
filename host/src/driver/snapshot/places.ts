import type { FileOptions } from '../../images/server-files.ts'

/** So many at once; the others wait in the order they came, and may give up. */
export class Places {
  readonly #most: number
  #used = 0
  readonly #waiting: (() => void)[] = []
  constructor(most: number) {
    this.#most = most
  }

  async use<T>({ signal, onProgress }: FileOptions, work: () => Promise<T>): Promise<T> {
    signal.throwIfAborted()
    if (this.#used >= this.#most) {
      onProgress?.({ label: 'waiting for other snapshots on this host', done: 0, unit: 'bytes' })
      await this.#turn(signal)
    } else this.#used += 1
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#used -= 1
      else next() // has our place
    }
  }

  #turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const mine = (): void => {
        signal.removeEventListener('abort', gaveUp)
        resolve()
      }
      const gaveUp = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(mine), 1)
        reject(signal.reason as Error)
      }
      signal.addEventListener('abort', gaveUp, { once: true })
      this.#waiting.push(mine)
    })
  }
}
