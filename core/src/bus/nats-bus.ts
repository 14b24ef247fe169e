import { setTimeout as sleep } from 'node:timers/promises'
import {
  AuthorizationError,
  connect,
  nkeyAuthenticator,
  type NatsConnection,
  PermissionViolationError,
  TimeoutError,
} from '@nats-io/transport-node'
import { type Log, silentLog } from '../log/log.ts'
import { Fault } from '../model/fault.ts'
import type { Bus, Handler, RequestOptions, Subject } from './bus.ts'
import { busClosed, cancelled } from './bus-faults.ts'
import { decodeBody, encodeBody } from './message.ts'
import { flushed } from './nats-flushed.ts'
import { toHeaders } from './nats-message.ts'
import { NatsRequests } from './nats-requests.ts'
import { inboxPrefixOf } from './nats-rights.ts'
import { NatsServing } from './nats-serving.ts'
import { type FinishedRequests, ServedRequests } from './served-requests.ts'
import { checkSubject } from './subject.ts'

export interface NatsBusOptions {
  /** `tls://host:4222`, more than one for a cluster. */
  readonly servers: readonly string[]
  /** Who we are on the bus: a host's word, or `control`. It decides subjects and inbox, and the server checks it. */
  readonly identity: string
  /** The nkey seed that proves it. */
  readonly seed: string
  /** PEM texts. `certificate` and `key` are ours, where the server asks for one. */
  readonly tls: { readonly authority: string; readonly certificate?: string; readonly key?: string }
  /** Where answers are kept for repeated requests: on disk for a host, in memory when left out. */
  readonly finished?: FinishedRequests
  /** Shared with another bus on which the same subjects are served; goes before `finished`. */
  readonly served?: ServedRequests
  readonly log?: Log
}

/**
 * Refusals in a row are believed once there were so many in so long, and one is not: nats-server refuses whoever is in the
 * middle of connecting while it reads a new list of identities, which takes its time on a busy machine; and that is when
 * hosts come back to a controller that was started again.
 */
const believed = { count: 8, afterMs: 5000 }
const retryMs = 100
/** Closed on in the middle of a handshake, the client may wait until its time is over; if not, it is cut off. */
const believedTimeouts = 3

/**
 * The bus between machines: core NATS, no streams. A lost connection is made again for ever; requests under way are
 * then sent again under their id, which is done once.
 */
export class NatsBus implements Bus {
  readonly #connection: NatsConnection
  readonly #requests: NatsRequests
  readonly #serving: NatsServing
  readonly #log: Log
  #closed = false
  /** In a row, without a connection that came about. */
  readonly #refusals = new Refusals()

  readonly #tls: ClientTls

  private constructor(
    connection: NatsConnection,
    tls: ClientTls,
    { identity, finished, served, log = silentLog }: NatsBusOptions,
  ) {
    this.#connection = connection
    this.#tls = tls
    this.#log = log.child({ part: 'bus' })
    this.#requests = new NatsRequests(connection, inboxPrefixOf(identity), this.#log)
    this.#serving = new NatsServing(connection, served ?? new ServedRequests(finished), this.#log)
  }

  /** @throws {Fault} `forbidden` when the bus refuses this identity; `hostAway` when it does not answer. */
  static async connect(options: NatsBusOptions): Promise<NatsBus> {
    const tls = clientTls(options.tls)
    const connection = await firstConnection(options, tls)
    const bus = new NatsBus(connection, tls, options)
    void bus.#watch()
    await bus.#requests.start()
    return bus
  }

  /** A new certificate: for the next time that the connection is made. */
  renew(tls: NatsBusOptions['tls']): void {
    Object.assign(this.#tls, clientTls(tls))
  }

  /** Resolves when the bus is at its end: closed by us, or refused for good by its server. */
  async closed(): Promise<void> {
    await this.#connection.closed()
  }

  async request(subject: Subject, body: unknown, options: RequestOptions): Promise<unknown> {
    checkSubject(subject)
    const text = encodeBody(body, `the request to ${subject}`)
    if (options.signal?.aborted === true) throw cancelled(subject, options.signal.reason)
    this.#mustBeOpen()
    return this.#requests.request(subject, text, options)
  }

  async serve(subject: Subject, handler: Handler): Promise<AsyncDisposable> {
    checkSubject(subject)
    this.#mustBeOpen()
    return this.#serving.serve(subject, handler)
  }

  publish(subject: Subject, body: unknown): void {
    checkSubject(subject)
    const text = encodeBody(body, `the event ${subject}`)
    this.#mustBeOpen()
    this.#connection.publish(subject, text, { headers: toHeaders({ kind: 'event' }) })
  }

  /** @throws {Fault} `forbidden` when this identity may not hear it. */
  async subscribe(pattern: Subject, listener: (subject: Subject, body: unknown) => void): Promise<AsyncDisposable> {
    this.#mustBeOpen()
    let refused: Error | undefined
    const subscription = this.#connection.subscribe(pattern, {
      callback: (error, message) => {
        if (error !== null) {
          refused = error
          return
        }
        try {
          listener(message.subject, decodeBody(message.string()))
        } catch (failure) {
          this.#log.error('a listener of events failed', { error: failure, subject: message.subject })
        }
      },
    })
    await flushed(this.#connection)
    if (refused !== undefined) throw new Fault('forbidden', `this identity may not hear ${pattern}`, { cause: refused })
    return {
      [Symbol.asyncDispose]: async () => {
        subscription.unsubscribe()
      },
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    this.#requests.failAll(busClosed())
    await this.#serving.abortAll(busClosed())
    // The last answers leave before the connection does; a server that is away is not waited for.
    await Promise.race([this.#connection.flush().catch(() => {}), new Promise((resolve) => setTimeout(resolve, 500))])
    await this.#connection.close()
  }

  async #watch(): Promise<void> {
    for await (const status of this.#connection.status()) {
      if (status.type === 'disconnect') this.#log.warn('the bus is away; connecting again', { server: status.server })
      if (status.type === 'reconnect') {
        this.#refusals.clear()
        this.#log.info('the bus is back', { server: status.server })
        this.#requests.reconnected()
      }
      if (status.type === 'error') this.#refused(status.error)
    }
    if (this.#closed) return
    this.#closed = true
    this.#log.error('the bus has ended this connection', {})
    this.#requests.failAll(busClosed())
    await this.#serving.abortAll(busClosed())
  }

  #refused(error: Error): void {
    this.#log.warn('the bus refused something', { error })
    if (isRefusal(error) && this.#refusals.add()) void this.#connection.close() // #watch goes on from there
    if (error instanceof PermissionViolationError && error.operation === 'publish') {
      this.#requests.refused(error.subject, error)
    }
  }

  #mustBeOpen(): void {
    if (this.#closed || this.#connection.isClosed()) throw busClosed()
  }
}

/** The client reads it at each connection that it makes, so what changes in it counts from the next one on. */
interface ClientTls {
  ca: string
  cert?: string
  key?: string
}

const clientTls = ({ authority, certificate, key }: NatsBusOptions['tls']): ClientTls => ({
  ca: authority,
  ...(certificate === undefined ? {} : { cert: certificate }),
  ...(key === undefined ? {} : { key }),
})

async function firstConnection({ servers, identity, seed }: NatsBusOptions, tls: ClientTls): Promise<NatsConnection> {
  let timeouts = 0
  for (const refusals = new Refusals(); ; await sleep(retryMs)) {
    try {
      return await connect({
        servers: [...servers],
        name: identity,
        inboxPrefix: inboxPrefixOf(identity),
        authenticator: nkeyAuthenticator(new TextEncoder().encode(seed)),
        tls,
        timeout: 5000, // as long as the server lets a handshake last
        ...{ maxReconnectAttempts: -1, reconnectTimeWait: retryMs, reconnectJitter: 50, reconnectJitterTLS: 50 },
        ignoreAuthErrorAbort: true, // it takes any two refusals of a connection's life for the end; we count
        ...{ pingInterval: 5000, maxPingOut: 2 },
      })
    } catch (cause) {
      if (cause instanceof TimeoutError) timeouts += 1
      const isNo = isRefusal(cause) || isCutOff(cause)
      const mayPass = cause instanceof TimeoutError ? timeouts < believedTimeouts : isNo && !refusals.add()
      if (!mayPass) throw connectFault(servers, cause)
    }
  }
}

/** Those in a row, without a connection between them. */
class Refusals {
  #count = 0
  #since = 0

  /** One more. @returns whether they are believed now. */
  add(): boolean {
    if (this.#count === 0) this.#since = performance.now()
    this.#count += 1
    return this.#count >= believed.count && performance.now() - this.#since >= believed.afterMs
  }

  clear(): void {
    this.#count = 0
  }
}

/** Not that the server was too busy to hear us out. */
function isRefusal(error: unknown): boolean {
  if (error instanceof AuthorizationError) return !/timeout/i.test(error.message)
  return error instanceof Error && error.cause instanceof AuthorizationError && isRefusal(error.cause)
}

const isCutOff = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ECONNRESET'

function connectFault(servers: readonly string[], cause: unknown): Fault {
  if (isRefusal(cause)) {
    return new Fault('forbidden', `the bus at ${servers.join(', ')} refuses this identity`, {
      cause,
      next: 'the host may have been removed: make a new token with `kilonova host token`, and join again',
    })
  }
  return new Fault('hostAway', `the bus at ${servers.join(', ')} does not answer`, {
    cause,
    next: 'see that the controller runs and that its address and port can be reached from here',
  })
}
