import { setTimeout as sleep } from 'node:timers/promises'
import {
  type DiskCopy,
  Fault,
  type HostAnswer,
  type LiveState,
  type MovingGuest,
  type ServerId,
  type ServerSpec,
} from '@kilonova/core'
import { type Connect, type Domain, DomainGetJobStatsFlags, DomainXmlFlags } from '@kilonova/libvirt'
import { isLeftBy } from '../../images/moving/leaving-mark.ts'
import { keepDirectory } from '../../images/moving/receive-disks.ts'
import type { FileOptions } from '../../images/server-files.ts'
import { undefineGuest } from '../destroy/undefine-guest.ts'
import { findDomain } from '../hypervisor/find-domain.ts'
import type { DriverParts, OperationOptions } from '../parts.ts'
import { writeDomainXml } from '../plan/fixed-devices.ts'
import { removeProbe } from './check-destination.ts'
import { liveState, stateOf } from './live-state.ts'
import { readStats } from './move-stats.ts'
import { needsTargetXml, targetXml } from './target-xml.ts'

export interface Arrival {
  readonly migrationId: string
  readonly spec: ServerSpec
  readonly guest: MovingGuest
  readonly shared: boolean
}

/** Disks and networks, side by side: all that must be here before the guest comes. */
export async function prepareLive(
  parts: DriverParts,
  { migrationId, spec, guest, shared, copy, probe }: Arrival & { copy: DiskCopy; probe: string },
  options: FileOptions,
): Promise<void> {
  const began = performance.now()
  const failing = new AbortController()
  const signal = AbortSignal.any([options.signal, failing.signal])
  const stopOther = (error: unknown): never => {
    failing.abort(error)
    throw error
  }
  const move = { migrationId, guest, copy: copy === 'whole' ? ('whole' as const) : ('layer' as const) }
  const ends = await Promise.allSettled([
    (shared ? Promise.resolve() : parts.files.receive(spec, move, { ...options, signal })).catch(stopOther),
    parts.networks.plug(spec, signal).catch(stopOther),
    removeProbe(parts.instancesDirectory, probe),
    giveCephKey(parts, guest, signal),
  ])
  if (failing.signal.aborted) throw failing.signal.reason
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  // Its first event comes before libvirt could be asked whose guest it is.
  parts.guests.expect(spec.id)
  const tookMs = Math.round(performance.now() - began)
  parts.log.info('host is ready for a guest', { serverId: spec.id, copy, shared, tookMs })
}

/** libvirt here opens the guest's disks with the same login as its source's. */
async function giveCephKey(parts: DriverParts, { disks }: MovingGuest, signal: AbortSignal): Promise<void> {
  const { cephSecret } = parts
  if (cephSecret === undefined || disks.every(({ ceph }) => ceph === undefined)) return
  await parts.connection.use(
    'a guest with disks in Ceph can not come to this host',
    (connection) => cephSecret.need(connection),
    signal,
  )
}

/** Takes back what was prepared. Nothing there is success. */
export async function undoPrepareLive(
  parts: DriverParts,
  request: {
    migrationId: string
    serverId: ServerId
    shared: boolean
    probe?: string | undefined
    runsAtSource: boolean
    endIncoming?: boolean | undefined
  },
  { signal }: OperationOptions,
): Promise<void> {
  const { serverId, migrationId } = request
  await parts.connection.use(
    `what server ${serverId} has here was not removed`,
    async (connection) => {
      const state = await liveState(connection, serverId)
      if (state === 'absent') return
      const unused =
        state === 'off' ||
        (state === 'paused' && request.runsAtSource) ||
        (state === 'incoming' && request.endIncoming === true)
      if (!unused) throw isThere(serverId, state)
      const domain = await findDomain(connection, serverId)
      if (domain !== undefined) await undefineGuest(domain)
    },
    signal,
  )
  parts.guests.forget(serverId)
  if (request.probe !== undefined) await removeProbe(parts.instancesDirectory, request.probe)
  if (!request.shared) await parts.files.removeReceived(serverId, migrationId)
  await parts.networks.unplug(serverId)
}

function isThere(serverId: ServerId, state: LiveState): Fault {
  return new Fault('conflict', `server ${serverId} is ${state} on this host: nothing of it is removed`, {
    next: 'wait: what libvirt still does about it ends by itself',
    fields: { state },
  })
}

const arriveMs = 10_000

/** Lets a guest that is here whole go on. */
export async function resumeLive(
  parts: DriverParts,
  { serverId, power }: { serverId: ServerId; power: 'running' | 'paused' },
  { signal }: OperationOptions,
): Promise<LiveState> {
  return parts.connection.use(
    `server ${serverId} does not run at its destination yet`,
    async (connection) => {
      const domain = await findDomain(connection, serverId)
      if (domain === undefined) return 'absent'
      // Mostly it waits for us; asked to go on before it is all there, it would wait longer.
      const state = await untilArrived(domain, signal)
      if (state !== 'paused' || power !== 'running') return state
      await domain.resume()
      return 'running'
    },
    signal,
  )
}

/** The source may be done a moment before libvirt here is. */
async function untilArrived(domain: Domain, signal: AbortSignal): Promise<LiveState> {
  const until = performance.now() + arriveMs
  for (;;) {
    const state = await stateOf(domain)
    if (state !== 'incoming' || performance.now() > until) return state
    await sleep(2, undefined, { signal })
  }
}

/** The guest is ours: its files are marked so, its definition is kept, and it is told how long it stood still. */
export async function finishLive(
  parts: DriverParts,
  { spec, guest, shared, torn }: Arrival & { readonly torn?: boolean | undefined },
  { signal }: OperationOptions,
): Promise<HostAnswer<'finishLive'>> {
  return parts.connection.use(
    `server ${spec.id} runs on this host, but is not all set up here`,
    async (connection) => {
      const domain = await findDomain(connection, spec.id)
      const directory = parts.files.directoryOf(spec.id)
      if (domain === undefined && torn === true) {
        if (!shared) await keepDirectory(directory)
        return { power: 'paused' }
      }
      if (domain === undefined) throw new Fault('conflict', `server ${spec.id} did not arrive on this host`)
      const [state, cost, xml] = await Promise.all([
        liveState(connection, spec.id),
        downtimeOf(domain),
        keepDefinition(parts, connection, domain, guest),
        shared ? undefined : keepDirectory(directory),
      ])
      await writeDomainXml(directory, xml)
      return { power: state === 'running' ? 'running' : 'paused', ...(cost === undefined ? {} : { downtimeMs: cost }) }
    },
    signal,
  )
}

async function downtimeOf(domain: Domain): Promise<number | undefined> {
  const { VIR_DOMAIN_JOB_STATS_COMPLETED: completed, VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED: keep } =
    DomainGetJobStatsFlags
  const stats = await domain.getJobStats(completed | keep).catch(() => undefined)
  const downtimeMs = stats === undefined ? 0 : readStats(stats.params).downtimeMs
  return downtimeMs > 0 ? downtimeMs : undefined
}

/** libvirt's older calls carry one XML only: the definition for the next start is then still the source's. */
async function keepDefinition(
  parts: DriverParts,
  connection: Connect,
  domain: Domain,
  { instancesDirectory }: MovingGuest,
): Promise<string> {
  const flags = DomainXmlFlags.VIR_DOMAIN_XML_INACTIVE | DomainXmlFlags.VIR_DOMAIN_XML_SECURE
  const [persistent, xml] = await Promise.all([domain.isPersistent(), domain.getXmlDesc(flags)])
  const changes = {
    fromDirectory: instancesDirectory,
    toDirectory: parts.instancesDirectory,
    vncListen: parts.settings.libvirt.vncListen,
  }
  if (persistent && !needsTargetXml(xml, changes)) return xml
  const corrected = targetXml(xml, changes)
  await connection.domainDefineXmlFlags(corrected, 0)
  return corrected
}

export interface Leave {
  readonly migrationId: string
  readonly serverId: ServerId
  readonly shared: boolean
  readonly torn?: boolean | undefined
}

/** Source: nothing of the guest stays here that this move left. */
export async function leaveLive(
  parts: DriverParts,
  { migrationId, serverId, shared, torn }: Leave,
  { signal }: OperationOptions,
): Promise<void> {
  if (!shared && !(await isLeftBy(parts.files.directoryOf(serverId), migrationId))) {
    parts.log.warn('what lies here of a server was not left by this move, and stays', { serverId, migrationId })
    return
  }
  await parts.connection.use(
    `server ${serverId} has left this host, but not all of it`,
    async (connection) => {
      const until = performance.now() + arriveMs
      // libvirt ends the job a moment after the guest's QEMU has ended.
      let state = await liveState(connection, serverId)
      const gone = (): boolean =>
        state === 'absent' || state === 'off' || (torn === true && state === 'postcopy-failed')
      for (; !gone(); state = await liveState(connection, serverId)) {
        if (performance.now() > until) throw isThere(serverId, state)
        await sleep(20, undefined, { signal })
      }
      const domain = state === 'absent' ? undefined : await findDomain(connection, serverId)
      if (domain !== undefined) await undefineGuest(domain)
    },
    signal,
  )
  parts.guests.forget(serverId)
  await Promise.all([shared ? undefined : parts.files.leave(serverId), parts.networks.unplug(serverId)])
}
