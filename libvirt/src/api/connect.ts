/**
 * An open connection.
 *
 *   open ──daemon gone──▶ closed                        without `reconnect`
 *   open ──daemon gone──▶ reconnecting ──▶ open         with it; calls made meanwhile wait
 *   any  ──close()──────▶ closed                        for good
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { CredentialSource } from '../auth/authenticate.ts'
import { connectionLost } from '../errors/local.ts'
import { LibvirtError } from '../errors/libvirt-error.ts'
import { tooOld } from '../errors/too-old.ts'
import type { Procedure } from '../protocol/procedure.ts'
import { remote } from '../protocol/generated/remote.js'
import type { CallOptions } from '../session/pending-call.ts'
import type { Session, SessionHooks } from '../session/session.ts'
import { resolveUri } from './client-config.ts'
import { parseConnectionUri } from './connection-uri.ts'
import { EventHub } from './events/hub.ts'
import { HostCalls } from './host-calls.ts'
import { LanePool, laneOf } from './lanes.ts'
import { openSession, type Target } from './open-session.ts'
import { paramsFromObject, type TypedParamsInput } from './values.ts'

export interface ConnectOptions {
  /** Opens for reading only: the daemon refuses every change. */
  readonly readOnly?: boolean
  /** Gives up connecting. */
  readonly signal?: AbortSignal
  /** Longest time for connecting and opening; default 30,000 ms. */
  readonly connectTimeoutMs?: number
  /** Longest wait of a call that names none itself; default 0, for ever (keepalive finds a dead daemon). */
  readonly timeoutMs?: number
  /** Default 5,000 ms; 0 turns keepalive off. */
  readonly keepaliveIntervalMs?: number
  /** Unanswered keepalive questions until the daemon is taken for dead; default 5. */
  readonly keepaliveCount?: number
  /** Calls that may block in the daemon, in flight at a time: its max_client_requests less one; default 4. */
  readonly maxSlowCalls?: number
  /**
   * Connections for calls that may take minutes, besides the main one; default 3, 0 keeps all on the main one. With
   * `maxSlowCalls` each they must leave the daemon some of its workers (max_workers, 20).
   */
  readonly maxLongConnections?: number
  /** User name and password, where the daemon asks for them (SASL). */
  readonly credentials?: CredentialSource
  /** Opens again when the daemon goes away: after 100 ms, then twice as long each time up to 30 s. Default false. */
  readonly reconnect?: boolean
  /** Told when the connection is lost, at each failed attempt, and when it is back. */
  readonly onConnectionChange?: (change: ConnectionChange) => void
}

export type ConnectionChange =
  | { readonly state: 'lost'; readonly reason: LibvirtError }
  | { readonly state: 'failed'; readonly attempt: number; readonly reason: unknown; readonly nextInMs: number }
  | { readonly state: 'back'; readonly attempt: number }

const firstDelayMs = 100
const maxDelayMs = 30_000
/** Long enough busy to believe that something blocks, and not merely that there is much to do. */
const stalledMs = 250

/**
 * Opens a connection.
 * @param uri as libvirt's own clients take it: `qemu:///system`, `test:///default`, `qemu+tls://host/system?pkipath=…`,
 * an alias of libvirt.conf, or '' for the default.
 * @throws LibvirtError when the daemon cannot be reached or does not let us in.
 * @remarks virConnectOpen, virConnectOpenReadOnly, virConnectOpenAuth; remote procedure 1
 */
export async function connect(uri: string, options: ConnectOptions = {}): Promise<Connect> {
  const target = await targetOf(uri, options)
  const conn = new Connect(target, options)
  await conn.open(options.signal)
  return conn
}

/** What `connect` would open; the same for the daemon's administration. */
export async function targetOf(uri: string, options: ConnectOptions): Promise<Target> {
  return {
    uri: parseConnectionUri(await resolveUri(uri)),
    readOnly: options.readOnly ?? false,
    credentials: options.credentials,
    connectTimeoutMs: options.connectTimeoutMs ?? 30_000,
    pingsWanted: true,
    session: {
      maxSlowCalls: options.maxSlowCalls ?? 4,
      timeoutMs: options.timeoutMs ?? 0,
      keepalive: { intervalMs: options.keepaliveIntervalMs ?? 5000, count: options.keepaliveCount ?? 5 },
    },
  }
}

/** An open connection to a libvirt daemon. Its methods carry libvirt's names; `call` makes any call of the tables. */
export class Connect extends HostCalls {
  /** As it was resolved: an alias or '' is replaced by what it stands for. */
  readonly uri: string
  readonly events: EventHub
  /** Resolves with the reason when the connection is over for good; never rejects. */
  readonly closed: Promise<LibvirtError>
  readonly #target: Target
  readonly #options: ConnectOptions
  readonly #lanes: LanePool | undefined
  readonly #stop = new AbortController()
  #session: Session | undefined
  #returning: Promise<Session> | undefined
  #comingBack = false
  #end: LibvirtError | undefined
  #resolveClosed: (reason: LibvirtError) => void = () => {}
  #daemonVersion = 0
  #identity: { params: TypedParamsInput; flags: number } | undefined

  constructor(target: Target, options: ConnectOptions) {
    super()
    this.uri = target.uri.text
    this.#target = target
    this.#options = options
    this.closed = new Promise((resolve) => (this.#resolveClosed = resolve))
    this.events = new EventHub(this, (procedure, args, callOptions) => this.call(procedure, args, callOptions))
    const max = options.maxLongConnections ?? (isPrivateState(target) ? 0 : 3)
    this.#lanes = max === 0 ? undefined : new LanePool(() => this.openLane(), max, target.session.maxSlowCalls)
  }

  /** `connect` does this. */
  async open(signal?: AbortSignal): Promise<void> {
    const session = await openSession(this.#target, this.#hooks, signal)
    this.#adopt(session)
    try {
      this.#daemonVersion = await this.getLibVersion(signal === undefined ? {} : { signal })
    } catch (cause) {
      const reason = connectionLost('the connection was not opened', '', cause)
      this.#finish(reason)
      session.fail(reason)
      throw cause
    }
  }

  /**
   * Any call of the tables `remote`, `qemu`, `lxc`. The named methods are made of this.
   * @throws LibvirtError from the daemon; CallTimeoutError; ConnectionLostError; the signal's reason.
   */
  call<Args, Ret>(procedure: Procedure<Args, Ret>, args: Args, options?: CallOptions): Promise<Ret> {
    const session = this.#session
    if (session !== undefined && (!procedure.slow || this.#fitsMain(procedure, args, session))) {
      return session.call(procedure, args, options)
    }
    return this.#callElsewhere(procedure, args, options)
  }

  isAlive(): boolean {
    return this.#session !== undefined
  }

  /** Whether others on the way cannot read or change what travels. @remarks virConnectIsEncrypted */
  isEncrypted(): boolean {
    return this.#target.uri.transport === 'tls' || this.#target.uri.transport === 'ssh'
  }

  /** The daemon's version as major × 1,000,000 + minor × 1,000 + release, known since opening. */
  get daemonVersion(): number {
    return this.#daemonVersion
  }

  /** True when every method that changes something is refused. */
  get readOnly(): boolean {
    return this.#target.readOnly
  }

  /**
   * A further connection to the same daemon, for what would block this one. The caller ends it.
   * @param forStream its reading may pause for long
   */
  async openLane(signal?: AbortSignal, forStream = false): Promise<Session> {
    if (this.#end !== undefined) throw this.#end
    const session = await openSession(
      { ...this.#target, pingsWanted: !forStream },
      { ...this.#hooks, message: () => undefined },
      signal,
    )
    if (this.#identity !== undefined) {
      const { params, flags } = this.#identity
      await session.call(remote.connectSetIdentity, { params: paramsFromObject(params), flags })
    }
    return session
  }

  /** As in libvirt; further connections of this object follow. */
  override async setIdentity(params: TypedParamsInput, flags = 0, options?: CallOptions): Promise<void> {
    await super.setIdentity(params, flags, options)
    this.#identity = { params, flags }
  }

  /** Closes in order: the daemon is told, then the socket ends. Calls in flight are rejected. Safe to repeat. */
  async close(): Promise<void> {
    if (this.#end !== undefined) return
    const session = this.#session
    this.#finish(connectionLost('the connection was closed by this program'))
    if (session === undefined) return
    await session.call(remote.connectClose, undefined, { timeoutMs: 2000 }).catch(() => undefined)
    session.fail(connectionLost('the connection was closed by this program'))
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /** Every handle holds its connection: shown whole with each, it would hide what is looked for. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `<Connect ${this.uri}>`
  }

  async #callElsewhere<Args, Ret>(procedure: Procedure<Args, Ret>, args: Args, options?: CallOptions): Promise<Ret> {
    if (this.#end !== undefined) throw connectionLost(this.#end.text, procedure.name, this.#end)
    const main = this.#session ?? (await within(this.#returning, procedure.name, options))
    if (!procedure.slow || this.#lanes === undefined || this.#fitsMain(procedure, args, main)) {
      return main.call(procedure, args, options)
    }
    const lane = laneOf(procedure, args) === 'control' ? this.#lanes.control() : this.#lanes.long()
    return (await lane).call(procedure, args, options)
  }

  #fitsMain(procedure: Procedure<never, unknown>, args: unknown, main: Session): boolean {
    if (this.#lanes === undefined) return true
    const lane = laneOf(procedure, args)
    if (lane === 'long') return false
    if (main.slowCalls < this.#target.session.maxSlowCalls) return true
    return lane === 'main' && main.slowSince(performance.now()) < stalledMs
  }

  /** "Unknown procedure" of an old daemon becomes a message that says what to do. */
  readonly #hooks: SessionHooks = {
    message: (program, procedure, reader) => this.events.message(program, procedure, reader),
    explain: (error, procedure) => tooOld(error, procedure, this.#daemonVersion) ?? error,
  }

  #adopt(session: Session): void {
    this.#session = session
    void session.whenEnded.then((reason) => this.#left(session, reason))
  }

  #left(session: Session, reason: LibvirtError): void {
    if (this.#session !== session) return
    this.#session = undefined
    if (!this.#comingBack) this.#lost(reason)
  }

  #lost(reason: LibvirtError): void {
    if (this.#end !== undefined) return
    if (this.#options.reconnect !== true) return this.#finish(reason)
    this.#lanes?.close(reason)
    this.#comingBack = true
    this.#returning = this.#comeBack().finally(() => (this.#comingBack = false))
    this.#returning.catch(() => undefined)
    this.#options.onConnectionChange?.({ state: 'lost', reason })
  }

  async #comeBack(): Promise<Session> {
    for (let attempt = 1, delayMs = firstDelayMs; ; attempt += 1, delayMs = Math.min(delayMs * 2, maxDelayMs)) {
      // Not all clients of a host at the same instant.
      await sleep(delayMs * (0.75 + Math.random() / 2), undefined, { signal: this.#stop.signal })
      let session: Session | undefined
      try {
        session = await openSession(this.#target, this.#hooks, this.#stop.signal)
        const { libVer } = await session.call(remote.connectGetLibVersion, undefined)
        this.#daemonVersion = Number(libVer)
        this.#adopt(session)
        await this.events.restore()
        if (session.endReason !== undefined) throw session.endReason // it broke meanwhile: nobody else would act on that
        this.#options.onConnectionChange?.({ state: 'back', attempt })
        return session
      } catch (reason) {
        this.#session = undefined
        session?.fail(connectionLost('the connection could not be restored', '', reason))
        if (this.#end !== undefined) throw reason
        this.#options.onConnectionChange?.({ state: 'failed', attempt, reason, nextInMs: delayMs * 2 })
      }
    }
  }

  #finish(reason: LibvirtError): void {
    if (this.#end !== undefined) return
    this.#end = reason
    this.#session = undefined
    this.#stop.abort(reason)
    this.#lanes?.close(reason)
    this.events.end(reason)
    this.#resolveClosed(reason)
  }
}

/** `test:///some/file.xml` is a world of its own for each connection. */
function isPrivateState({ uri }: Target): boolean {
  return uri.driver === 'test' && uri.path !== '/default'
}

/** Waits for the connection to come back, but no longer than the call may take. */
async function within(
  returning: Promise<Session> | undefined,
  procedure: string,
  options?: CallOptions,
): Promise<Session> {
  if (returning === undefined) throw connectionLost('the connection is not open', procedure)
  const { signal, timeoutMs } = options ?? {}
  if (signal === undefined && !timeoutMs) return returning
  const limit = [signal, timeoutMs ? AbortSignal.timeout(timeoutMs) : undefined].filter((one) => one !== undefined)
  const ended = AbortSignal.any(limit)
  return new Promise((resolve, reject) => {
    const over = (): void =>
      reject(signal?.aborted ? signal.reason : connectionLost('the connection is not back in time', procedure))
    if (ended.aborted) return over()
    ended.addEventListener('abort', over, { once: true })
    returning.then(resolve, reject)
  })
}
