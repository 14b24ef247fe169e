/** Put into a stream where events may be missing: look at the state again instead of trusting what came before. */
export interface MissedEvents {
  readonly type: 'missed'
  /** `reconnected`: the connection was lost for a while; `overflow`: nobody read and the buffer was full. */
  readonly reason: 'reconnected' | 'overflow'
}

/** What was subscribed to; ends with `close`, the signal, or the connection. */
export interface Subscription {
  /** Stops; the daemon is told when this was the last one for its event. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** Events that nobody has read yet, in one stream; past this many they are dropped and a marker says so. */
const maxBuffered = 100_000

/** Events in the order they came, kept until they are read. Ends when closed; throws when the connection is lost. */
export class EventStream<T> implements AsyncIterableIterator<T | MissedEvents, undefined>, Subscription {
  readonly #close: () => Promise<void>
  readonly #buffer: (T | MissedEvents)[] = []
  #head = 0
  #waiting: {
    resolve: (result: IteratorResult<T | MissedEvents, undefined>) => void
    reject: (error: unknown) => void
  }[] = []
  #over: { error: unknown } | undefined

  constructor(close: () => Promise<void>) {
    this.#close = close
  }

  push(event: T | MissedEvents): void {
    if (this.#over !== undefined) return
    const reader = this.#waiting.shift()
    if (reader !== undefined) return reader.resolve({ value: event, done: false })
    if (this.#buffer.length - this.#head < maxBuffered) this.#buffer.push(event)
    else this.#buffer[this.#buffer.length - 1] = { type: 'missed', reason: 'overflow' }
  }

  /** Ends the stream after what is buffered; with an error, reading on throws it. */
  finish(error?: unknown): void {
    if (this.#over !== undefined) return
    this.#over = { error }
    for (const reader of this.#waiting.splice(0)) {
      if (error === undefined) reader.resolve({ value: undefined, done: true })
      else reader.reject(error)
    }
  }

  next(): Promise<IteratorResult<T | MissedEvents, undefined>> {
    if (this.#head < this.#buffer.length) {
      const value = this.#buffer[this.#head] as T | MissedEvents
      this.#head += 1
      if (this.#head === this.#buffer.length || this.#head > 1024) {
        this.#buffer.splice(0, this.#head)
        this.#head = 0
      }
      return Promise.resolve({ value, done: false })
    }
    if (this.#over !== undefined) {
      if (this.#over.error === undefined) return Promise.resolve({ value: undefined, done: true })
      return Promise.reject(this.#over.error)
    }
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }))
  }

  /** Closes for a reader who has left: what is buffered is dropped. */
  async return(): Promise<IteratorResult<T | MissedEvents, undefined>> {
    this.#buffer.length = 0
    this.#head = 0
    await this.close()
    return { value: undefined, done: true }
  }

  async close(): Promise<void> {
    this.finish()
    await this.#close()
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}
