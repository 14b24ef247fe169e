import type { Bus, Handler, RequestOptions, Subject } from './bus.ts'
import type { InProcessBus } from './in-process-bus.ts'

/**
 * A controller's bus: the host of its own process is reached without a network, all others over the remote bus once
 * there is one. Before that it is the in-process bus and nothing else.
 */
export class ControllerBus implements Bus {
  readonly #local: InProcessBus
  readonly #ownEvents: string | undefined
  readonly #listeners = new Set<{ pattern: Subject; listener: Listener; remote?: AsyncDisposable }>()
  #remote: Bus | undefined

  /** @param ownHost the word of the host in this process: what it tells is heard once, from the process itself. */
  constructor(local: InProcessBus, ownHost?: string) {
    this.#local = local
    this.#ownEvents = ownHost === undefined ? undefined : `events.${ownHost}.`
  }

  /** From now on the others are reached by `remote`, which stays the caller's to close. */
  async connect(remote: Bus): Promise<void> {
    this.#remote = remote
    for (const one of this.#listeners) one.remote = await this.#listen(remote, one.pattern, one.listener)
  }

  request(subject: Subject, body: unknown, options: RequestOptions): Promise<unknown> {
    const bus = this.#remote === undefined || this.#local.serves(subject) ? this.#local : this.#remote
    return bus.request(subject, body, options)
  }

  serve(subject: Subject, handler: Handler): Promise<AsyncDisposable> {
    return this.#local.serve(subject, handler)
  }

  publish(subject: Subject, body: unknown): void {
    this.#local.publish(subject, body)
    this.#remote?.publish(subject, body)
  }

  async subscribe(pattern: Subject, listener: Listener): Promise<AsyncDisposable> {
    const one: { pattern: Subject; listener: Listener; remote?: AsyncDisposable } = { pattern, listener }
    const local = await this.#local.subscribe(pattern, listener)
    if (this.#remote !== undefined) one.remote = await this.#listen(this.#remote, pattern, listener)
    this.#listeners.add(one)
    return {
      [Symbol.asyncDispose]: async () => {
        this.#listeners.delete(one)
        await local[Symbol.asyncDispose]()
        await one.remote?.[Symbol.asyncDispose]()
      },
    }
  }

  async close(): Promise<void> {
    await this.#local.close()
  }

  #listen(remote: Bus, pattern: Subject, listener: Listener): Promise<AsyncDisposable> {
    const own = this.#ownEvents
    return remote.subscribe(pattern, (subject, body) => {
      if (own === undefined || !subject.startsWith(own)) listener(subject, body)
    })
  }
}

type Listener = (subject: Subject, body: unknown) => void

/**
 * The bus of the agent that lives in a controller's process: it serves that controller directly, and other controllers
 * over the remote bus once there is one. Both must share one `ServedRequests`, so that an effect is had once.
 */
export class LocalAgentBus implements Bus {
  readonly #local: InProcessBus
  readonly #served = new Map<Subject, { handler: Handler; remote?: AsyncDisposable }>()
  #remote: Bus | undefined

  constructor(local: InProcessBus) {
    this.#local = local
  }

  /** @throws {Fault} `conflict` when another agent has this host's name on the remote bus. */
  async connect(remote: Bus): Promise<void> {
    for (const [subject, one] of this.#served) one.remote = await remote.serve(subject, one.handler)
    this.#remote = remote
  }

  request(subject: Subject, body: unknown, options: RequestOptions): Promise<unknown> {
    return this.#local.request(subject, body, options)
  }

  async serve(subject: Subject, handler: Handler): Promise<AsyncDisposable> {
    const local = await this.#local.serve(subject, handler)
    const one: { handler: Handler; remote?: AsyncDisposable } = { handler }
    if (this.#remote !== undefined) one.remote = await this.#remote.serve(subject, handler)
    this.#served.set(subject, one)
    return {
      [Symbol.asyncDispose]: async () => {
        this.#served.delete(subject)
        await Promise.all([local[Symbol.asyncDispose](), one.remote?.[Symbol.asyncDispose]()])
      },
    }
  }

  publish(subject: Subject, body: unknown): void {
    this.#local.publish(subject, body)
    this.#remote?.publish(subject, body)
  }

  subscribe(pattern: Subject, listener: Listener): Promise<AsyncDisposable> {
    return (this.#remote ?? this.#local).subscribe(pattern, listener)
  }

  async close(): Promise<void> {}
}
