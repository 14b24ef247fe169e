/** Runs work on one key in the order it was asked for; work on different keys runs side by side. */
export class KeyedLock<Key> {
  readonly #tails = new Map<Key, Promise<unknown>>()

  /** @param signal gives up a turn that has not come yet, at once; work under way is its own affair. */
  run<T>(key: Key, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const before = this.#tails.get(key) ?? Promise.resolve()
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const giveUp = (): void => reject(signal?.reason)
    if (signal?.aborted === true) giveUp()
    signal?.addEventListener('abort', giveUp, { once: true })
    const tail: Promise<unknown> = before
      .then(() => {
        signal?.removeEventListener('abort', giveUp)
        signal?.throwIfAborted()
        return work()
      })
      .then(resolve, reject)
      .finally(() => {
        if (this.#tails.get(key) === tail) this.#tails.delete(key)
      })
    this.#tails.set(key, tail)
    return promise
  }
}
