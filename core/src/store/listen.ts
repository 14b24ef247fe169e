import { setTimeout as sleep } from 'node:timers/promises'
import { Client, type ClientConfig, escapeIdentifier } from 'pg'
import type { Log } from '../log/log.ts'

/** One connection that hears notifications for as long as it lives, made again when it breaks. */
export class Listener implements AsyncDisposable {
  readonly #config: ClientConfig
  readonly #log: Log
  readonly #channel: string
  readonly #listener: (payload: string) => void
  readonly #onGap: (() => void) | undefined
  readonly #closed = new AbortController()
  #client: Client | undefined

  constructor(
    config: ClientConfig,
    log: Log,
    channel: string,
    listener: (payload: string) => void,
    onGap?: () => void,
  ) {
    this.#config = config
    this.#log = log
    this.#channel = channel
    this.#listener = listener
    this.#onGap = onGap
  }

  async connect(): Promise<void> {
    const client = new Client(this.#config)
    client.on('error', () => {}) // 'end' follows and is what we act on
    client.on('notification', ({ payload }) => this.#listener(payload ?? ''))
    client.once('end', () => void this.#connectAgain(client))
    try {
      await client.connect()
      await client.query(`listen ${escapeIdentifier(this.#channel)}`)
    } catch (error) {
      void client.end().catch(() => undefined)
      throw error
    }
    // From here on its end is ours to act on; before that it was an error of this call.
    this.#client = client
    if (this.#closed.signal.aborted) await this[Symbol.asyncDispose]()
  }

  async #connectAgain(lost: Client): Promise<void> {
    if (this.#client !== lost) return
    this.#client = undefined
    for (let waitMs = 50; !this.#closed.signal.aborted; waitMs = Math.min(waitMs * 2, 2000)) {
      await sleep(waitMs)
      if (this.#closed.signal.aborted) return
      try {
        await this.connect()
        if (!this.#closed.signal.aborted) this.#onGap?.()
        return
      } catch (error) {
        this.#log.debug('the store can not be listened to yet', { error, channel: this.#channel })
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed.abort()
    const client = this.#client
    this.#client = undefined
    await client?.end()
  }
}
