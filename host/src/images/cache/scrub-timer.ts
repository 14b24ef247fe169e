import type { Log } from '@kilonova/core'
import type { CacheKeeper } from './cache-keeper.ts'

/** How often it looks whether an image is due. */
const lookEveryMs = 60_000

/**
 * Reads the cached images through in the background, each once per `everySec`, at a pace that leaves the disk to the
 * guests. What a stop breaks off begins again with the image that is longest due.
 */
export class ScrubTimer implements AsyncDisposable {
  readonly #stopping = new AbortController()
  readonly #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined

  constructor(cache: CacheKeeper, { everySec, log }: { everySec: number; log: Log }) {
    if (everySec === 0) return
    const look = (): void => {
      this.#running ??= this.#scrub(cache, everySec, log).finally(() => (this.#running = undefined))
    }
    this.#timer = setInterval(look, Math.min(lookEveryMs, everySec * 1000))
    this.#timer.unref()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer)
    this.#stopping.abort()
    await this.#running
  }

  async #scrub(cache: CacheKeeper, everySec: number, log: Log): Promise<void> {
    const { signal } = this.#stopping
    try {
      await cache.scrub({ signal, dueBefore: new Date(Date.now() - everySec * 1000) })
    } catch (error) {
      if (!signal.aborted) log.warn('cached images not read through', { error })
    }
  }
}
