/**
 * Reads of the store that many want at one moment. Whoever comes while one is under way shares the next, which begins
 * after they came: so nobody is told what was true before they asked, and a burst costs two reads and not hundreds.
 */
export class SharedReads {
  readonly #underWay = new Map<string, { readonly reading: Promise<unknown>; next?: Promise<unknown> }>()

  /** @param key names what is read, with all that it depends on: one key is one kind of answer. */
  read<T>(key: string, work: () => Promise<T>): Promise<T> {
    const now = this.#underWay.get(key)
    if (now === undefined) return this.#begin(key, work)
    now.next ??= now.reading.catch(() => {}).then(() => this.#begin(key, work))
    return now.next as Promise<T>
  }

  #begin<T>(key: string, work: () => Promise<T>): Promise<T> {
    const reading = work()
    const one = { reading }
    this.#underWay.set(key, one)
    const over = () => {
      if (this.#underWay.get(key) === one) this.#underWay.delete(key)
    }
    reading.then(over, over)
    return reading
  }
}
