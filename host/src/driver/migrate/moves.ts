import { setTimeout as sleep } from 'node:timers/promises'
import {
  type DiskCopy,
  Fault,
  type HostAnswer,
  type LiveDestination,
  type MoveResult,
  type MovingGuest,
  type Progress,
  type ServerId,
} from '@kilonova/core'
import {
  atPath,
  type Connect,
  ConnectionLostError,
  type Domain,
  DomainEventType,
  type DomainLifecycleEvent,
  DomainXmlFlags,
  LibvirtError,
  type MissedEvents,
  parseElement,
  type TypedParams,
} from '@kilonova/libvirt'
import { markLeaving } from '../../images/moving/leaving-mark.ts'
import { findDomain } from '../hypervisor/find-domain.ts'
import type { DriverParts } from '../parts.ts'
import { writableDisks } from './describe-guest.ts'
import { gibToMove } from './downtime-steps.ts'
import type { LinkRates } from './link-rates.ts'
import { liveState, moveJob, stateOf } from './live-state.ts'
import { type MoveCall, moveCall, moveParams } from './move-call.ts'
import { MoveMonitor } from './move-monitor.ts'
import { linkOf, type MoveStats, readStats, resultOf } from './move-stats.ts'
import { untilMonitorClosed } from '../hypervisor/monitor-socket.ts'
import { qemuPid, untilEnding } from '../hypervisor/qemu-process.ts'
import { targetXml } from './target-xml.ts'

export interface MoveRequest {
  readonly migrationId: string
  readonly serverId: ServerId
  readonly guest: MovingGuest
  readonly destination: LiveDestination
  readonly copy: DiskCopy
  readonly shared: boolean
}

export interface MoveOptions {
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
}

/** One move that this process asked libvirt for. */
interface Running {
  readonly monitor: MoveMonitor
  readonly began: number
  /** How libvirt's call ended. */
  readonly called: Promise<void>
  stats: MoveStats | undefined
  /** When its CPUs were stopped to hand it over. */
  stoppedAt: number | undefined
}

/** The guest's XML now, and for its next start. */
interface GuestXml {
  readonly live: string
  readonly inactive: string
}

/**
 * Guests that leave this host.
 *
 *   running here ─ job ─┬─ libvirt here can not let it go on any more: gone; the destination may
 *                       └─ failed, aborted, timed out: running here
 *
 * The job is libvirt's and outlives us: a request that ends, or an agent that is killed, leaves it alone, and the next
 * request for the same guest watches the job that it finds.
 */
export class Moves {
  readonly #parts: DriverParts
  readonly #rates: LinkRates
  readonly #running = new Map<ServerId, Running>()

  constructor(parts: DriverParts, rates: LinkRates) {
    this.#parts = parts
    this.#rates = rates
  }

  /**
   * Resolves when the guest is gone from here.
   * @throws {Fault} the guest is still here; `fields.paused` when it should run and does not.
   */
  async move(request: MoveRequest, options: MoveOptions): Promise<MoveResult> {
    const { serverId } = request
    const what = `server ${serverId} was not moved; it is still on this host`
    const own = this.#running.get(serverId)
    if (own !== undefined) return this.#watch(request, own, options)
    const found = await this.#parts.connection.use(
      what,
      async (connection) => {
        const domain = await findDomain(connection, serverId)
        if (domain === undefined) return 'gone' as const
        const reading = readXml(domain)
        reading.catch(() => undefined)
        const state = await stateOf(domain)
        if (state === 'absent' || state === 'off') return 'gone' as const
        if (state === 'leaving' || state === 'postcopy-failed') return 'moving' as const
        const marking = request.shared
          ? undefined
          : markLeaving(this.#parts.files.directoryOf(serverId), request.migrationId)
        const [xml] = await Promise.all([reading, marking])
        return { connection, domain, xml }
      },
      options.signal,
    )
    if (found === 'gone') return { seen: false }
    if (found === 'moving') return this.#attach(request, options)
    options.signal.throwIfAborted()
    return this.#watch(request, this.#begin(request, found), options)
  }

  /** Ends a job, or has it end. */
  async steer(serverId: ServerId, to: 'abort' | 'force-complete'): Promise<HostAnswer<'steerLive'>> {
    return this.#parts.connection.use(`the move of server ${serverId} goes on`, async (connection) => {
      const domain = await findDomain(connection, serverId)
      if (domain === undefined || (await moveJob(domain)) !== 'out') return { did: 'none' }
      const monitor = this.#running.get(serverId)?.monitor ?? new MoveMonitor(domain, this.#parts.settings.migration, 0)
      return { did: to === 'abort' ? await monitor.abort('asked for') : await monitor.forceComplete() }
    })
  }

  #begin(
    request: MoveRequest,
    { connection, domain, xml: now }: { connection: Connect; domain: Domain; xml: GuestXml },
  ): Running {
    const { settings, log } = this.#parts
    const { guest, destination } = request
    const call = moveCall({ ...request, settings: settings.migration })
    const changes = {
      fromDirectory: this.#parts.instancesDirectory,
      toDirectory: destination.instancesDirectory,
      vncListen: destination.vncListen,
    }
    const xml = { target: targetXml(now.live, changes), persistent: targetXml(now.inactive, changes) }
    const travelling = request.copy === 'none' ? [] : travellingDisks(now.live)
    const gib = gibToMove(guest, request.copy !== 'none')
    const monitor = new MoveMonitor(domain, settings.migration, gib)
    log.info('guest leaves', {
      serverId: request.serverId,
      to: call.uri,
      flags: call.flagNames.join(' '),
      by: call.call,
    })
    const running: Running = {
      monitor,
      began: performance.now(),
      stats: undefined,
      stoppedAt: undefined,
      called: this.#call(connection, domain, call, xml, travelling).finally(() => {
        this.#running.delete(request.serverId)
      }),
    }
    void this.#follow(request, running)
    this.#running.set(request.serverId, running)
    return running
  }

  /** libvirt's three calls. Without time limit: the monitor ends what takes too long. */
  async #call(
    connection: Connect,
    domain: Domain,
    call: MoveCall,
    xml: { readonly target: string; readonly persistent: string },
    travelling: readonly string[],
  ): Promise<void> {
    const options = { timeoutMs: 0 }
    const { migration } = this.#parts.settings
    switch (call.call) {
      case 'uri3':
        return domain.migrateToUri3(call.uri, moveParams(call, xml, travelling, migration), call.flags, options)
      case 'uri2':
        return domain.migrateToUri2(call.uri, call.dataUri, xml.target, call.flags, null, call.bandwidthMiBps, options)
      case 'uri':
        return domain.migrateToUri(call.uri, call.flags, null, call.bandwidthMiBps, options)
      default:
        return call.call satisfies never
    }
  }

  /** Follows a job of this process until the guest can not go on here any more, or the job has ended. */
  async #watch(request: MoveRequest, running: Running, { signal, onProgress }: MoveOptions): Promise<MoveResult> {
    const over = new AbortController()
    const watching = AbortSignal.any([signal, over.signal])
    try {
      const { name } = running.monitor.domain
      const pid = await qemuPid(name)
      const left =
        pid === undefined
          ? running.called
          : Promise.race([running.called, untilMonitorClosed(name, watching), untilEnding(pid, watching)])
      left.catch(() => undefined)
      await Promise.race([left, running.monitor.run(onProgress, watching), rejectOn(signal)])
    } catch (error) {
      if (signal.aborted) throw error
      return await this.#afterFailure(request, running, error, { signal, onProgress })
    } finally {
      over.abort()
    }
    const ended = performance.now()
    const callMs = Math.round(ended - running.began)
    const { flagNames } = moveCall({ ...request, settings: this.#parts.settings.migration })
    const standing = running.stoppedAt === undefined ? {} : { standingMs: Math.round(ended - running.stoppedAt) }
    return { ...resultOf(running.stats ?? running.monitor.last, flagNames), callMs, ...standing }
  }

  /**
   * By libvirt's events: when its CPUs stop, and the last figures, which come with the job's end, when nobody may be
   * watching any more.
   */
  async #follow(request: MoveRequest, running: Running): Promise<void> {
    const { conn } = running.monitor.domain
    const take = (event: { readonly type: string; readonly params?: TypedParams }): void => {
      if (event.params !== undefined) running.stats = readStats(event.params)
    }
    const stops = (event: DomainLifecycleEvent | MissedEvents): void => {
      if (event.type === 'missed') return
      if (event.event === DomainEventType.VIR_DOMAIN_EVENT_SUSPENDED) running.stoppedAt = performance.now()
      if (event.event === DomainEventType.VIR_DOMAIN_EVENT_RESUMED) running.stoppedAt = undefined
    }
    const of = { uuid: request.serverId }
    const listening = Promise.all([
      conn.events.on('domain.jobCompleted', take, { of }),
      ...(request.guest.power === 'running' ? [conn.events.on('domain.lifecycle', stops, { of })] : []),
    ])
    listening.catch((error: unknown) => this.#parts.log.debug('a move is followed by its figures alone', { error }))
    try {
      await running.called
      await this.#noteRate(request, running.stats ?? running.monitor.last)
    } catch {
      // Told by whoever watches.
    } finally {
      await listening.then((all) => Promise.all(all.map((one) => one.close()))).catch(() => undefined)
    }
  }

  /** A job that this process did not begin, or whose call was lost with libvirt's connection: asked for until it ends. */
  async #attach(request: MoveRequest, options: MoveOptions): Promise<MoveResult> {
    const { serverId } = request
    this.#parts.log.info('watching a move that is under way', { serverId })
    let monitor: MoveMonitor | undefined
    let stats: MoveStats | undefined
    for (;;) {
      options.signal.throwIfAborted()
      const state = await this.#stateNow(serverId, options.signal)
      if (state === undefined) {
        await sleep(attachEveryMs, undefined, { signal: options.signal })
        continue
      }
      if (state.state === 'absent' || state.state === 'off') {
        const { flagNames } = moveCall({ ...request, settings: this.#parts.settings.migration })
        await this.#noteRate(request, stats)
        return { ...resultOf(stats, flagNames), seen: false }
      }
      if (state.state !== 'leaving' || state.domain === undefined) {
        throw await this.#stillHere(request, new Error('the job ended while nobody watched it'), monitor)
      }
      const { migration } = this.#parts.settings
      monitor ??= new MoveMonitor(state.domain, migration, gibToMove(request.guest, request.copy !== 'none'))
      monitor.domain = state.domain
      stats = (await monitor.look(options.onProgress).catch(() => undefined)) ?? stats
      await sleep(attachEveryMs, undefined, { signal: options.signal })
    }
  }

  /** Undefined while libvirt is away. */
  async #stateNow(serverId: ServerId, signal: AbortSignal) {
    try {
      return await this.#parts.connection.use(
        `the move of server ${serverId} is not seen`,
        async (connection) => {
          const state = await liveState(connection, serverId)
          return { state, domain: state === 'absent' ? undefined : await findDomain(connection, serverId) }
        },
        signal,
      )
    } catch (error) {
      if (error instanceof Fault && (error.kind === 'hypervisorAway' || error.kind === 'deadline')) return undefined
      throw error
    }
  }

  async #afterFailure(
    request: MoveRequest,
    running: Running,
    error: unknown,
    options: MoveOptions,
  ): Promise<MoveResult> {
    // A libvirtd that was killed: the next one takes the guest back, or finds it gone.
    if (error instanceof ConnectionLostError) return this.#attach(request, options)
    if (!(error instanceof LibvirtError)) throw error
    const state = await this.#stateNow(request.serverId, options.signal)
    if (state === undefined || state.state === 'leaving') return this.#attach(request, options)
    if (state.state === 'absent' || state.state === 'off') return { seen: false }
    throw await this.#stillHere(request, error, running.monitor)
  }

  /** What to say of a guest that did not go. */
  async #stillHere(request: MoveRequest, cause: unknown, monitor: MoveMonitor | undefined): Promise<Fault> {
    const { serverId, guest } = request
    const state = (await this.#stateNow(serverId, AbortSignal.timeout(5000)).catch(() => undefined))?.state
    if (state === 'postcopy-failed') {
      return new Fault('hypervisorRefused', `server ${serverId} was torn apart: post-copy failed half-way`, {
        cause,
        next: 'bring the network between the two hosts back; if that can not be, reboot the server hard',
        fields: { postCopyFailed: true },
      })
    }
    const fields = { paused: state === 'paused' && guest.power === 'running' }
    const what = `server ${serverId} was not moved; it still ${fields.paused ? 'is' : 'runs'} on its host`
    const ended = monitor?.endedBy
    if (ended === 'asked for') return new Fault('cancelled', what, { cause: new Error('it was asked to stay'), fields })
    if (ended === 'timeout') {
      return new Fault('deadline', what, {
        cause: new Error(`it was not over within ${Math.round((monitor?.timeoutMs ?? 0) / 1000)} s`),
        next: 'try again when the guest writes less memory, allow a longer pause, or force it to complete',
        fields,
      })
    }
    return new Fault('hypervisorRefused', what, { cause, next: nextStep(cause), fields })
  }

  /** For the next forecast. */
  async #noteRate({ destination }: MoveRequest, stats: MoveStats | undefined): Promise<void> {
    const link = stats === undefined ? undefined : linkOf(stats)
    if (link === undefined) return
    const { migration } = this.#parts.settings
    try {
      await this.#rates.note(destination.uri, migration, link.bytesPerSec)
      await this.#rates.noteOverhead(destination.uri, migration, link.overheadMs)
    } catch (error) {
      this.#parts.log.debug('link rate not kept', { error })
    }
  }
}

const attachEveryMs = 100

async function readXml(domain: Domain): Promise<GuestXml> {
  const { VIR_DOMAIN_XML_MIGRATABLE: migratable, VIR_DOMAIN_XML_SECURE: secure } = DomainXmlFlags
  const [live, inactive] = await Promise.all([
    domain.getXmlDesc(migratable | secure),
    domain.getXmlDesc(migratable | secure | DomainXmlFlags.VIR_DOMAIN_XML_INACTIVE),
  ])
  return { live, inactive }
}

const travellingDisks = (xml: string): string[] =>
  writableDisks(parseElement(xml))
    .filter((disk) => ['file', 'block'].includes(disk.attributes.get('type') ?? ''))
    .flatMap((disk) => atPath(disk, 'target@dev') ?? [])

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = (): void => reject(signal.reason as Error)
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
}

function nextStep(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : ''
  if (/certificate|TLS|handshake/i.test(text)) return 'look at both hosts’ certificates, then try again'
  if (/no space/i.test(text)) return 'free disk on the destination, or choose another with --to'
  return 'look at the reason above and at libvirtd’s log on both hosts, then try again'
}
