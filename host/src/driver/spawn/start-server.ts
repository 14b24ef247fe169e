import { setTimeout as sleep } from 'node:timers/promises'
import { Fault, type GuestState, type ServerId, type ServerSpec } from '@kilonova/core'
import {
  type Connect,
  type Domain,
  DomainCreateFlags,
  DomainPausedReason,
  DomainState,
  DomainXmlFlags,
} from '@kilonova/libvirt'
import { abortable } from '../../images/cache/shared-jobs.ts'
import { networkName } from '../../network/network-names.ts'
import { powerOffNow, undefineGuest } from '../destroy/undefine-guest.ts'
import { findDomain } from '../hypervisor/find-domain.ts'
import { type Power, powerOf } from '../hypervisor/power-state.ts'
import { type DriverParts, type OperationOptions, whatFailed } from '../parts.ts'
import { readFixedDevices, writeDomainXml, writeFixedDevices } from '../plan/fixed-devices.ts'
import type { GuestPlan } from '../plan/guest-plan.ts'
import { planGuest } from '../plan/plan-guest.ts'
import type { Rescue } from '../plan/plan-rescue.ts'
import { planToDomain } from '../plan/plan-to-domain.ts'
import { readHostUse } from './host-use.ts'

export interface StartOptions extends OperationOptions {
  /** The guest is there and its CPUs wait: its network is not ready yet. */
  readonly paused?: boolean
}

/**
 * Defines and starts the guest of a prepared server; resolves once libvirt says that it runs. A guest that runs
 * already is success. On failure or abort the domain is as before: not defined, or off with its former definition.
 * Hence libvirt has as long for the definition as it takes: given up on, it could still come, and stay.
 */
export async function startServer(
  parts: DriverParts,
  spec: ServerSpec,
  { signal, paused = false }: StartOptions,
  rescue?: Rescue,
): Promise<GuestState> {
  const what = whatFailed(spec.id, 'started')
  const stamps: Stamps = { began: performance.now() }
  const before = await parts.connection.use(what, (connection) => look(connection, spec.id, signal), signal)
  if (before?.running !== undefined) return { serverId: spec.id, power: before.running }
  // A guest that was off for long: its network may have been removed with a reboot of the host.
  if (before !== undefined) await parts.networks.plug(spec, signal)
  const host = await parts.describeHost(signal)
  const plan = await decide(parts, spec, host, rescue)
  const xml = planToDomain(plan)
  stamps.planned = performance.now()
  const work: Work = { plan, xml, before, stamps, rescued: rescue !== undefined, paused }
  await parts.connection.use(what, (connection) => defineAndStart(parts, connection, work, signal), signal)
  logSteps(parts, spec, host.virtType, stamps)
  return { serverId: spec.id, power: paused ? 'paused' : 'running' }
}

/** A guest that libvirt knows already. */
interface Before {
  readonly running: Power | undefined
  /** Its definition, to go back to. */
  readonly xml: string
}

interface Work {
  readonly plan: GuestPlan
  readonly xml: string
  readonly before: Before | undefined
  /** It starts from rescue disks: what is kept of it stays as its own disks made it. */
  readonly rescued: boolean
  readonly paused: boolean
  readonly stamps: Stamps
}

interface Stamps {
  readonly began: number
  planned?: number
  defined?: number
  started?: number
}

async function look(connection: Connect, serverId: ServerId, signal: AbortSignal): Promise<Before | undefined> {
  const domain = await findDomain(connection, serverId)
  if (domain === undefined) return undefined
  const power = powerOf(await stateOnceStarted(domain, signal))
  if (power === 'running' || power === 'paused') return { running: power, xml: '' }
  const flags = DomainXmlFlags.VIR_DOMAIN_XML_INACTIVE | DomainXmlFlags.VIR_DOMAIN_XML_SECURE
  return { running: undefined, xml: await domain.getXmlDesc(flags) }
}

const startingEveryMs = 100

/** libvirt may still be starting the guest for an agent that was killed meanwhile, and calls it paused until then. */
async function stateOnceStarted(domain: Domain, signal: AbortSignal): Promise<number> {
  for (;;) {
    const { state, reason } = await domain.getState(0)
    const isStarting = reason === DomainPausedReason.VIR_DOMAIN_PAUSED_STARTING_UP
    if (state !== DomainState.VIR_DOMAIN_PAUSED || !isStarting) return state
    await sleep(startingEveryMs, undefined, { signal })
  }
}

/** The guest as it is to be; its disks must be there. */
export async function decide(
  parts: DriverParts,
  spec: ServerSpec,
  host: Awaited<ReturnType<DriverParts['describeHost']>>,
  rescue?: Rescue,
): Promise<GuestPlan> {
  const directory = parts.files.directoryOf(spec.id)
  const [disks, fixed, use] = await Promise.all([
    parts.files.find(spec.id),
    readFixedDevices(directory),
    readHostUse(parts, spec),
  ])
  if (disks === undefined) {
    throw new Fault('conflict', `${whatFailed(spec.id, 'started')}: its disks are not on this host`, {
      next: 'prepare it first',
    })
  }
  return planGuest({
    spec,
    disks,
    host,
    use,
    settings: parts.settings,
    instancesDirectory: parts.instancesDirectory,
    directIo: parts.directIo,
    version: parts.version,
    networkName,
    ...(fixed === undefined ? {} : { fixed }),
    ...(rescue === undefined ? {} : { rescue }),
  })
}

async function defineAndStart(
  parts: DriverParts,
  connection: Connect,
  { plan, xml, before, stamps, rescued, paused }: Work,
  signal: AbortSignal,
): Promise<void> {
  const serverId = plan.serverId as ServerId
  const directory = parts.files.directoryOf(serverId)
  if (plan.disks.some((disk) => disk.rbd !== undefined)) await parts.cephSecret?.need(connection)
  parts.guests.expect(serverId)
  const defining = connection.domainDefineXmlFlags(xml, 0, { timeoutMs: 0 })
  let creating: Promise<void> | undefined
  const create: Create = (domain, flags) => {
    creating = domain.createWithFlags(flags, { timeoutMs: parts.settings.libvirt.startTimeoutSec * 1000 })
    return abortable(creating, signal)
  }
  try {
    const [domain] = await Promise.all([
      defining,
      writeDomainXml(directory, xml),
      rescued ? undefined : writeFixedDevices(directory, plan.fixed),
    ])
    stamps.defined = performance.now()
    signal.throwIfAborted()
    if (paused) await create(domain, forceBoot | DomainCreateFlags.VIR_DOMAIN_START_PAUSED)
    else await untilRunning(parts, domain, serverId, create, signal)
    // Whoever gave up while libvirt answered was told so, and finds no guest.
    signal.throwIfAborted()
    stamps.started = performance.now()
  } catch (cause) {
    // libvirt serves calls side by side: a definition that came after we looked for it would stay.
    await defining.catch(() => undefined)
    await undo(parts, connection, serverId, before)
    // The same of a start that it took up only then; one that was under way has been ended by this.
    const cameLate = await creating?.then(
      () => true,
      () => false,
    )
    if (cameLate === true) await undo(parts, connection, serverId, before)
    throw cause
  }
}

/** A saved memory, if there is one, is of a life that this start ends. */
const forceBoot = DomainCreateFlags.VIR_DOMAIN_START_FORCE_BOOT

/** Has libvirt start the guest; an abort ends the waiting, and libvirt goes on. */
type Create = (domain: Domain, flags: number) => Promise<void>

/** libvirt answers once QEMU runs its CPUs; should it still be paused then, its event tells when it goes on. */
async function untilRunning(
  parts: DriverParts,
  domain: Domain,
  serverId: ServerId,
  create: Create,
  signal: AbortSignal,
): Promise<void> {
  const timeoutMs = parts.settings.libvirt.startTimeoutSec * 1000
  const done = new AbortController()
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs), done.signal])
  const running = parts.guests.until(serverId, ['running'], limit)
  running.catch(() => undefined)
  try {
    await create(domain, forceBoot)
    if (powerOf((await domain.getState()).state) !== 'running') await running
  } finally {
    done.abort()
  }
}

/**
 * Takes back what was done, also when the daemon is still busy starting: it carries out one after the other. Never
 * throws: the failure that brought us here is what the user must hear.
 */
async function undo(
  parts: DriverParts,
  connection: Connect,
  serverId: ServerId,
  before: Before | undefined,
): Promise<void> {
  try {
    const domain = await findDomain(connection, serverId)
    if (before === undefined) {
      if (domain !== undefined) await undefineGuest(domain)
      parts.guests.forget(serverId)
      return
    }
    if (domain !== undefined) await powerOffNow(domain)
    await connection.domainDefineXmlFlags(before.xml, 0)
  } catch (error) {
    parts.log.warn('failed guest not taken back yet', { serverId, error })
  }
}

function logSteps(parts: DriverParts, spec: ServerSpec, virtType: string, stamps: Stamps): void {
  const { began, planned = began, defined = planned, started = defined } = stamps
  parts.log.info('guest started', {
    serverId: spec.id,
    virtType,
    planMs: Math.round(planned - began),
    defineMs: Math.round(defined - planned),
    startMs: Math.round(started - defined),
    tookMs: Math.round(started - began),
  })
}
