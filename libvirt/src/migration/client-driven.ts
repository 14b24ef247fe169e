/**
 * Migration in five phases, driven from here over two connections (libvirt's protocol version 3 with parameters):
 *
 *   begin (source) ─ prepare (destination) ─ perform (source) ─ finish (destination) ─ confirm (source)
 *
 *   prepare fails     → confirm(cancelled): the guest goes on at its source
 *   perform fails     → finish(cancelled), confirm(cancelled): the same
 *   finish fails      → confirm(cancelled): the guest goes on at its source
 *   finish unanswered → the destination is asked on a new connection; while it cannot tell, nothing is confirmed and
 *                       the source stays paused: two hosts never run one guest
 *
 * Each side has a connection of its own from begin to confirm: the daemons tie the job to it, and clean up when it
 * ends.
 */
import { DomainMigrateFlags, DomainState, ParamName } from '../protocol/generated/enums.js'
import { remote } from '../protocol/generated/remote.js'
import type { Domain as WireDomain } from '../protocol/generated/remote.js'
import type { TypedParam } from '../protocol/typed-param.ts'
import { connectionLost, localError } from '../errors/local.ts'
import { ConnectionLostError, LibvirtError } from '../errors/libvirt-error.ts'
import type { CallOptions } from '../session/pending-call.ts'
import type { Session } from '../session/session.ts'
import type { Connect } from '../api/connect.ts'
import type { Domain } from '../api/domain.ts'

const empty = new Uint8Array(0)
/** Set by libvirt's client when the source can guard its definition from change during the job. */
const changeProtection = DomainMigrateFlags.VIR_MIGRATE_CHANGE_PROTECTION
const changeProtectionFeature = 7
const offline = DomainMigrateFlags.VIR_MIGRATE_OFFLINE
/** Of no meaning to the destination. */
const sourceOnly = DomainMigrateFlags.VIR_MIGRATE_ABORT_ON_ERROR | DomainMigrateFlags.VIR_MIGRATE_AUTO_CONVERGE

type Params = readonly TypedParam[]

/** @returns the guest as the destination names it. */
export async function migrateDriven(
  domain: Domain,
  destination: Connect,
  params: Params,
  flags: number,
  options: CallOptions = {},
): Promise<WireDomain> {
  options.signal?.throwIfAborted()
  const source = await domain.conn.openLane(options.signal)
  try {
    const target = await destination.openLane(options.signal)
    const stopAborting = abortJobWith(domain, options.signal)
    try {
      const run = new DrivenMigration(domain, destination, { source, target, flags, options })
      return await run.run(params)
    } catch (cause) {
      if (options.signal?.aborted === true) throw aborted(domain, options.signal, cause)
      throw cause
    } finally {
      stopAborting()
      target.fail(connectionLost('the migration is over'))
    }
  } finally {
    source.fail(connectionLost('the migration is over'))
  }
}

interface Ends {
  readonly source: Session
  readonly target: Session
  readonly flags: number
  readonly options: CallOptions
}

class DrivenMigration {
  readonly #domain: Domain
  readonly #destination: Connect
  readonly #ends: Ends
  readonly #targetFlags: number
  #sourceFlags: number

  constructor(domain: Domain, destination: Connect, ends: Ends) {
    this.#domain = domain
    this.#destination = destination
    this.#ends = ends
    this.#sourceFlags = ends.flags
    this.#targetFlags = ends.flags & ~sourceOnly
  }

  async run(given: Params): Promise<WireDomain> {
    const { source, target } = this.#ends
    const dom = this.#domain
    const feature = { feature: changeProtectionFeature }
    const { supported } = await source.call(remote.connectSupportsFeature, feature, this.#limits())
    if (supported !== 0) this.#sourceFlags |= changeProtection
    const flags = this.#sourceFlags
    const begun = await source.call(remote.domainMigrateBegin3Params, { dom, params: given, flags }, this.#limits())
    let params = withString(given, ParamName.VIR_MIGRATE_PARAM_DEST_XML, begun.xml)
    let cookie = begun.cookieOut
    try {
      const args = { params, cookieIn: cookie, flags: this.#targetFlags }
      const prepared = await target.call(remote.domainMigratePrepare3Params, args, this.#limits())
      cookie = prepared.cookieOut
      const named = params.find(({ field }) => field === ParamName.VIR_MIGRATE_PARAM_URI)
      const uri = prepared.uriOut ?? named?.value
      if (typeof uri === 'string') params = withString(params, ParamName.VIR_MIGRATE_PARAM_URI, uri)
      else if ((flags & offline) === 0)
        throw localError('VIR_ERR_INTERNAL_ERROR', 'the destination named no address to copy to')
    } catch (cause) {
      // Without protection begin has started no job that would have to be ended.
      if ((flags & changeProtection) !== 0) await this.#confirm(given, empty, true).catch(() => undefined)
      throw cause
    }
    return this.#move(withDefaultName(params, dom.name), cookie)
  }

  async #move(params: Params, prepared: Uint8Array): Promise<WireDomain> {
    let failure: unknown
    let cookie: Uint8Array = prepared
    if ((this.#sourceFlags & offline) === 0) {
      const args = { dom: this.#domain, dconnuri: null, params, cookieIn: prepared, flags: this.#sourceFlags }
      try {
        // No signal here: an abort ends the job in the daemon, and this call then returns its failure.
        cookie = (await this.#ends.source.call(remote.domainMigratePerform3Params, args)).cookieOut
      } catch (cause) {
        failure = cause
      }
    }
    const finished = await this.#finish(params, cookie, failure !== undefined)
    if ('error' in finished) failure ??= finished.error
    else cookie = finished.cookie
    const cancelled = 'error' in finished || failure !== undefined
    // Where the guest is has been decided: what confirm cannot tidy up at the source changes that no more.
    await this.#confirm(params, cancelled ? empty : cookie, cancelled).catch(() => undefined)
    if ('error' in finished || failure !== undefined) throw failure
    return finished.dom
  }

  /** Starts the guest at the destination, or clears away what prepare has made there. */
  async #finish(
    params: Params,
    cookieIn: Uint8Array,
    cancelled: boolean,
  ): Promise<{ dom: WireDomain; cookie: Uint8Array } | { error: unknown }> {
    const args = { params, cookieIn, flags: this.#targetFlags, cancelled: cancelled ? 1 : 0 }
    try {
      const { dom, cookieOut } = await this.#ends.target.call(remote.domainMigrateFinish3Params, args)
      return { dom, cookie: cookieOut }
    } catch (error) {
      if (cancelled || !(error instanceof ConnectionLostError)) return { error }
      const dom = await this.#askDestination(params, error)
      return dom === undefined ? { error } : { dom, cookie: empty }
    }
  }

  /** The connection broke before finish was answered. @returns the guest when it runs there, undefined when it is not there. */
  async #askDestination(params: Params, lost: ConnectionLostError): Promise<WireDomain | undefined> {
    const name = String(params.find(({ field }) => field === ParamName.VIR_MIGRATE_PARAM_DEST_NAME)?.value)
    let lane: Session | undefined
    try {
      lane = await this.#destination.openLane()
      const { dom } = await lane.call(remote.domainLookupByName, { name })
      const { state } = await lane.call(remote.domainGetState, { dom, flags: 0 })
      if (state === DomainState.VIR_DOMAIN_RUNNING) return dom
      throw new Error(`it is there in state ${state}`)
    } catch (cause) {
      if (cause instanceof LibvirtError && cause.is('VIR_ERR_NO_DOMAIN')) return undefined
      const message = `the connection to ${this.#destination.uri} broke at the end of the migration, and whether ${name} runs there is not known; it stays paused here: look there, then resume it here or destroy it`
      throw localError(
        'VIR_ERR_OPERATION_FAILED',
        message,
        'domainMigrateFinish3Params',
        new AggregateError([lost, cause]),
      )
    } finally {
      lane?.fail(connectionLost('asked'))
    }
  }

  /** Forgets the guest at the source, or lets it go on there. */
  async #confirm(params: Params, cookieIn: Uint8Array, cancelled: boolean): Promise<void> {
    const args = { dom: this.#domain, params, cookieIn, flags: this.#sourceFlags, cancelled: cancelled ? 1 : 0 }
    await this.#ends.source.call(remote.domainMigrateConfirm3Params, args)
  }

  /** Only the first steps end with the signal or the deadline; later ones must reach a known end. */
  #limits(): CallOptions {
    return this.#ends.options
  }
}

/** Aborting ends the job in the daemon; the phases then undo themselves. */
export function abortJobWith(domain: Domain, signal: AbortSignal | undefined): () => void {
  const abort = (): void => void domain.abortJob().catch(() => undefined)
  signal?.addEventListener('abort', abort, { once: true })
  return () => signal?.removeEventListener('abort', abort)
}

export function aborted(domain: Domain, signal: AbortSignal, cause: unknown): LibvirtError {
  const reason: unknown = signal.reason
  const message = `the migration of ${domain.name} was aborted; it runs on at its source`
  return localError('VIR_ERR_OPERATION_ABORTED', message, 'domainMigrate', new AggregateError([reason, cause]))
}

function withString(params: Params, field: string, value: string): Params {
  return [...params.filter((param) => param.field !== field), { field, kind: 'string', value }]
}

function withDefaultName(params: Params, name: string): Params {
  const field = ParamName.VIR_MIGRATE_PARAM_DEST_NAME
  return params.some((param) => param.field === field) ? params : withString(params, field, name)
}
