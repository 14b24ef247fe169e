import { Fault, type GuestState, type ServerId, type ServerSpec } from '@kilonova/core'
import type { Connect, Domain } from '@kilonova/libvirt'
import { networkName } from '../../network/network-names.ts'
import { findDomain, isGone } from '../hypervisor/find-domain.ts'
import { powerOf } from '../hypervisor/power-state.ts'
import { type DriverParts, type OperationOptions, whatFailed } from '../parts.ts'
import { readFixedDevices, writeDomainXml, writeFixedDevices } from '../plan/fixed-devices.ts'
import type { GuestPlan } from '../plan/guest-plan.ts'
import { planGuest } from '../plan/plan-guest.ts'
import { planToDomain } from '../plan/plan-to-domain.ts'
import { readHostUse } from './host-use.ts'
import { undefineGuest } from '../destroy/undefine-guest.ts'

/**
 * Defines and starts the guest of a prepared server; resolves once libvirt says that it runs. A guest that runs
 * already is success. On failure or abort nothing is left defined.
 */
export async function startServer(
  parts: DriverParts,
  spec: ServerSpec,
  { signal }: OperationOptions,
): Promise<GuestState> {
  const what = whatFailed(spec.id, 'started')
  const stamps: Stamps = { began: performance.now() }
  const running = await parts.connection.use(what, (connection) => runningGuest(connection, spec.id), signal)
  if (running !== undefined) return running
  const host = await parts.describeHost(signal)
  const plan = await decide(parts, spec, host)
  const xml = planToDomain(plan)
  stamps.planned = performance.now()
  await parts.connection.use(what, (connection) => defineAndStart(parts, connection, plan, xml, stamps, signal), signal)
  logSteps(parts, spec, host.virtType, stamps)
  return { serverId: spec.id, power: 'running' }
}

interface Stamps {
  readonly began: number
  planned?: number
  defined?: number
  started?: number
}

async function runningGuest(connection: Connect, serverId: ServerId): Promise<GuestState | undefined> {
  const domain = await findDomain(connection, serverId)
  if (domain === undefined) return undefined
  const power = powerOf((await domain.getState()).state)
  return power === 'running' || power === 'paused' ? { serverId, power } : undefined
}

async function decide(
  parts: DriverParts,
  spec: ServerSpec,
  host: Awaited<ReturnType<DriverParts['describeHost']>>,
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
  })
}

async function defineAndStart(
  parts: DriverParts,
  connection: Connect,
  plan: GuestPlan,
  xml: string,
  stamps: Stamps,
  signal: AbortSignal,
): Promise<void> {
  const serverId = plan.serverId as ServerId
  const directory = parts.files.directoryOf(serverId)
  parts.guests.expect(serverId)
  let domain: Domain | undefined
  try {
    const [defined] = await Promise.all([
      connection.domainDefineXmlFlags(xml, 0, { signal }),
      writeDomainXml(directory, xml),
      writeFixedDevices(directory, plan.fixed),
    ])
    domain = defined
    stamps.defined = performance.now()
    await untilRunning(parts, domain, serverId, signal)
    stamps.started = performance.now()
  } catch (cause) {
    throw await undo(parts, connection, serverId, cause)
  }
}

/** libvirt answers once QEMU runs its CPUs; should it still be paused then, its event tells when it goes on. */
async function untilRunning(
  parts: DriverParts,
  domain: Domain,
  serverId: ServerId,
  signal: AbortSignal,
): Promise<void> {
  const timeoutMs = parts.settings.libvirt.startTimeoutSec * 1000
  const done = new AbortController()
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs), done.signal])
  const running = parts.guests.until(serverId, ['running'], limit)
  running.catch(() => undefined)
  try {
    await domain.createWithFlags(0, { signal, timeoutMs })
    if (powerOf((await domain.getState()).state) !== 'running') await running
  } finally {
    done.abort()
  }
}

/** Takes the definition back, also when the daemon is still busy starting: it carries out one after the other. */
async function undo(parts: DriverParts, connection: Connect, serverId: ServerId, cause: unknown): Promise<unknown> {
  try {
    const domain = await findDomain(connection, serverId)
    if (domain !== undefined) await undefineGuest(domain)
    parts.guests.forget(serverId)
    return cause
  } catch (error) {
    if (isGone(error)) return cause
    parts.log.warn('failed guest not undefined yet', { serverId, error })
    return cause
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
