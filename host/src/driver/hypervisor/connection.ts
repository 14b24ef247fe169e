import { setTimeout as sleep } from 'node:timers/promises'
import { chain, type Log } from '@kilonova/core'
import { connect, type Connect, LibvirtError } from '@kilonova/libvirt'
import { awayFault, hypervisorFault } from './hypervisor-fault.ts'

/** What the owner does with each new connection; when it throws, the connection is given up and made again. */
export interface ConnectionListener {
  /** Called before anyone else may use the connection. */
  up(connection: Connect): Promise<void>
  down(reason: unknown): void
}

const firstDelayMs = 50
const lastDelayMs = 2000
/** How long a request waits for a daemon that is being restarted. */
const graceMs = 3000

/**
 * The host's one connection to libvirt.
 *
 *   connecting ──opened, listener up──▶ open ──lost──▶ connecting (after a pause that grows to 2 s)
 *        └────────────────────────── stop ──────────────────────────▶ stopped
 *
 * Two callers never open two; a request that comes while it is down waits a moment, since libvirtd is often only
 * being restarted, and is then refused as `hypervisorAway`.
 */
export class HypervisorConnection {
  readonly uri: string
  readonly #log: Log
  readonly #listener: ConnectionListener
  readonly #stopping = new AbortController()
  #open: Connect | undefined
  #lastFailure: unknown
  #waiting: (() => void)[] = []
  #loop: Promise<void> | undefined

  constructor(uri: string, listener: ConnectionListener, log: Log) {
    this.uri = uri
    this.#listener = listener
    this.#log = log
  }

  start(): void {
    this.#loop ??= this.#run()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#loop
  }

  get isOpen(): boolean {
    return this.#open !== undefined
  }

  /**
   * Works with the connection.
   * @param what what to say became of the user's thing when it fails: `server … was not started`.
   * @throws {Fault} `hypervisorAway`, `hypervisorRefused` or `deadline`; what is no libvirt error passes unchanged.
   */
  async use<T>(what: string, work: (connection: Connect) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const connection = await this.#connection(what, signal)
    try {
      return await work(connection)
    } catch (cause) {
      throw hypervisorFault(what, cause, this.uri)
    }
  }

  async #connection(what: string, signal?: AbortSignal): Promise<Connect> {
    if (this.#open === undefined) await this.#untilOpen(signal)
    signal?.throwIfAborted()
    if (this.#open === undefined) throw awayFault(what, this.#lastFailure, this.uri)
    return this.#open
  }

  #untilOpen(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', done)
        this.#waiting = this.#waiting.filter((one) => one !== done)
        resolve()
      }
      const timer = setTimeout(done, graceMs)
      signal?.addEventListener('abort', done, { once: true })
      this.#waiting.push(done)
    })
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping
    let delayMs = firstDelayMs
    while (!signal.aborted) {
      try {
        await this.#once(signal, () => (delayMs = firstDelayMs))
      } catch (error) {
        if (!(error instanceof LibvirtError) && !signal.aborted) {
          this.#log.error('libvirt connection unusable', { uri: this.uri, error })
        }
        if (chain(error) !== chain(this.#lastFailure)) this.#log.warn('libvirt away', { uri: this.uri, error })
        this.#lastFailure = error
      }
      await sleep(delayMs, undefined, { signal, ref: true }).catch(() => undefined)
      delayMs = Math.min(delayMs * 2, lastDelayMs)
    }
    for (const done of this.#waiting) done()
  }

  /** One connection's life, from opening to its loss. */
  async #once(signal: AbortSignal, opened: () => void): Promise<void> {
    await using connection = await connect(this.uri, { signal, connectTimeoutMs: 10_000, timeoutMs: 60_000 })
    await this.#listener.up(connection)
    opened()
    this.#open = connection
    this.#lastFailure = undefined
    for (const done of this.#waiting) done()
    this.#log.info('libvirt connected', { uri: this.uri })
    const aborted = new Promise<undefined>((resolve) => {
      if (signal.aborted) resolve(undefined)
      signal.addEventListener('abort', () => resolve(undefined), { once: true })
    })
    const reason = await Promise.race([connection.closed, aborted])
    this.#open = undefined
    if (reason === undefined) return
    this.#listener.down(reason)
    throw reason
  }
}
