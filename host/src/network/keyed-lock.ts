/** Runs work on one key in the order it was asked for; work on different keys runs side by side. */
export class KeyedLock<Key> {
  readonly #tails = new Map<Key, Promise<unknown>>()

  /** @param signal gives up a turn that has not come yet; work under way is its own affair. */
  run<T>(key: Key, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const before = this.#tails.get(key) ?? Promise.resolve()
    const turn = before.then(() => {
      signal?.throwIfAborted()
      return work()
    })
    const tail: Promise<unknown> = turn
      .catch(() => undefined)
      .finally(() => {
        if (this.#tails.get(key) === tail) this.#tails.delete(key)
      })
    this.#tails.set(key, tail)
    return turn
  }
}
