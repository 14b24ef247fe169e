/**
 * Events of one connection. Each event id is registered with the daemon once, whoever listens, and fanned out here
 * (libvirt refuses a second registration).
 *
 *   absent ──first listener──▶ registering ──reply with callback id──▶ registered ──last one leaves──▶ absent
 *
 * An event may come before the reply that tells its callback id: it waits in `early` while anything is registering.
 */
import type { Procedure } from '../../protocol/procedure.ts'
import type { CallOptions } from '../../session/pending-call.ts'
import type { XdrReader } from '../../xdr/reader.ts'
import type { Connect } from '../connect.ts'
import { type EventDefinition, eventDefinitions } from './definitions.ts'
import type { EventMap, EventName } from './types.ts'
import { EventStream, type MissedEvents, type Subscription } from './event-stream.ts'

export interface ListenOptions extends CallOptions {
  /** Only events of this object: a domain, network, pool, device or secret. */
  readonly of?: { readonly name?: string; readonly uuid?: string } | undefined
}

type Listener = {
  readonly deliver: (event: never) => void
  readonly end: (error?: unknown) => void
  readonly missed: (event: MissedEvents) => void
}

interface Registration {
  readonly definition: EventDefinition
  readonly listeners: Set<Listener>
  callbackId: number | undefined
  /** The daemon took it once: from then on a new connection is given it by `restore`, not by its first listener. */
  taken: boolean
  ready: Promise<void>
}

type Call = <Args, Ret>(procedure: Procedure<Args, Ret>, args: Args, options?: CallOptions) => Promise<Ret>

export class EventHub {
  readonly #conn: Connect
  readonly #call: Call
  readonly #registrations = new Map<EventName, Registration>()
  readonly #byMessage = new Map<string, EventName>()
  /**
   * Registrations being taken back. The daemon's workers may serve calls of one connection out of order, and it refuses
   * an event that it still has: who registers it again waits for this.
   */
  readonly #leaving = new Map<EventName, Promise<void>>()
  #registering = 0
  #early: { readonly name: EventName; readonly callbackId: number; readonly event: object }[] = []

  constructor(conn: Connect, call: Call) {
    this.#conn = conn
    this.#call = call
    for (const [name, { message }] of Object.entries(eventDefinitions)) {
      this.#byMessage.set(`${message.program}:${message.number}`, name as EventName)
    }
  }

  /** Domain started, stopped, suspended, defined …: short for `stream('domain.lifecycle')`. */
  lifecycle(options?: ListenOptions): Promise<EventStream<EventMap['domain.lifecycle']>> {
    return this.stream('domain.lifecycle', options)
  }

  /**
   * Events as an async iterator. When the promise resolves the daemon has registered it: nothing after that is lost.
   * @throws LibvirtError when the daemon does not know the event.
   */
  async stream<N extends EventName>(name: N, options?: ListenOptions): Promise<EventStream<EventMap[N]>> {
    let stop: () => Promise<void> = () => Promise.resolve()
    const stream = new EventStream<EventMap[N]>(() => stop())
    const listener: Listener = {
      deliver: (event) => stream.push(event),
      missed: (event) => stream.push(event),
      end: (error) => stream.finish(error),
    }
    stop = await this.#listen(name, listener, options)
    return stream
  }

  /** Calls `listener` for each event, in the order they came; an event it throws at is its own affair (uncaught). */
  async on<N extends EventName>(
    name: N,
    listener: (event: EventMap[N] | MissedEvents) => void,
    options?: ListenOptions,
  ): Promise<Subscription> {
    const close = await this.#listen(name, { deliver: listener, missed: listener, end: () => undefined }, options)
    return { close, [Symbol.asyncDispose]: close }
  }

  /** Takes an event packet from the session. */
  message(program: number, procedure: number, reader: XdrReader): void {
    const name = this.#byMessage.get(`${program}:${procedure}`)
    if (name === undefined) return
    const definition: EventDefinition = eventDefinitions[name]
    const message = definition.message.read(reader) as { readonly callbackId?: number }
    const event = { type: name, ...definition.event(message as never, this.#conn) }
    const registration = this.#registrations.get(name)
    const callbackId = message.callbackId ?? -1
    if (registration?.callbackId === callbackId) this.#deliver(registration, event)
    else if (this.#registering > 0) this.#early.push({ name, callbackId, event })
  }

  /** Registers everything again on a new connection, and tells each listener that events may be missing. */
  async restore(): Promise<void> {
    this.#early = []
    // What was registered with the old connection ended with it.
    this.#leaving.clear()
    for (const registration of this.#registrations.values()) registration.callbackId = undefined
    for (const [name, registration] of [...this.#registrations]) {
      if (!registration.taken || this.#registrations.get(name) !== registration) continue
      registration.ready = this.#register(name, registration)
      await registration.ready
      for (const listener of registration.listeners) listener.missed({ type: 'missed', reason: 'reconnected' })
    }
  }

  /** The connection is over for good. */
  end(error?: unknown): void {
    for (const { listeners } of this.#registrations.values()) for (const listener of listeners) listener.end(error)
    this.#registrations.clear()
  }

  async #listen(name: EventName, listener: Listener, options: ListenOptions = {}): Promise<() => Promise<void>> {
    const { signal } = options
    signal?.throwIfAborted()
    const filtered = options.of === undefined ? listener : onlyOf(options.of, listener)
    let registration = this.#registrations.get(name)
    if (registration === undefined) {
      registration = {
        definition: eventDefinitions[name],
        listeners: new Set(),
        callbackId: undefined,
        taken: false,
        ready: Promise.resolve(),
      }
      this.#registrations.set(name, registration)
      registration.listeners.add(filtered)
      registration.ready = this.#register(name, registration)
    } else {
      registration.listeners.add(filtered)
    }
    const mine = registration
    try {
      await mine.ready
    } catch (cause) {
      mine.listeners.delete(filtered)
      // One that the daemon took before has listeners that a connection which comes back gives it to again.
      const isOver = !mine.taken || mine.listeners.size === 0
      if (isOver && this.#registrations.get(name) === mine) this.#registrations.delete(name)
      throw cause
    }
    let stopped: Promise<void> | undefined
    const stop = (): Promise<void> => {
      signal?.removeEventListener('abort', aborted)
      return (stopped ??= this.#stop(name, mine, filtered))
    }
    const aborted = (): void => void stop().catch(() => undefined)
    signal?.addEventListener('abort', aborted, { once: true })
    if (signal?.aborted !== true) return stop
    // It aborted while the daemon was asked.
    aborted()
    throw signal.reason
  }

  async #stop(name: EventName, registration: Registration, listener: Listener): Promise<void> {
    registration.listeners.delete(listener)
    listener.end()
    if (registration.listeners.size > 0 || this.#registrations.get(name) !== registration) return
    this.#registrations.delete(name)
    const leaving = this.#deregister(registration).finally(() => {
      if (this.#leaving.get(name) === leaving) this.#leaving.delete(name)
    })
    this.#leaving.set(name, leaving)
    await leaving
  }

  async #deregister(registration: Registration): Promise<void> {
    await registration.ready.catch(() => undefined)
    if (registration.callbackId === undefined || !this.#conn.isAlive()) return
    await registration.definition.deregister(this.#call, registration.callbackId)
  }

  async #register(name: EventName, registration: Registration): Promise<void> {
    this.#registering += 1
    try {
      await this.#leaving.get(name)?.catch(() => undefined)
      registration.callbackId = await registration.definition.register(this.#call)
      registration.taken = true
      const mine = this.#early.filter((one) => one.name === name && one.callbackId === registration.callbackId)
      for (const { event } of mine) this.#deliver(registration, event)
    } finally {
      this.#registering -= 1
      if (this.#registering === 0) this.#early = []
    }
  }

  #deliver(registration: Registration, event: object): void {
    for (const listener of registration.listeners) listener.deliver(event as never)
  }
}

type Named = { readonly name?: string; readonly uuid?: string }
type AnySubject = {
  readonly domain?: Named
  readonly network?: Named
  readonly pool?: Named
  readonly device?: Named
  readonly secret?: Named
}

function onlyOf(wanted: Named, listener: Listener): Listener {
  const deliver = (event: AnySubject): void => {
    const subject = event.domain ?? event.network ?? event.pool ?? event.device ?? event.secret
    const same = wanted.uuid === undefined ? subject?.name === wanted.name : subject?.uuid === wanted.uuid
    if (same) listener.deliver(event as never)
  }
  return { ...listener, deliver }
}
