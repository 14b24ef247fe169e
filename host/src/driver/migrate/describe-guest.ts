import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault, type MovingGuest, type ServerSpec } from '@kilonova/core'
import {
  allAtPath,
  atPath,
  childOf,
  childrenOf,
  type Connect,
  type Domain,
  DomainState,
  DomainStatsTypes,
  DomainXmlFlags,
  parseElement,
  printXml,
  type XmlElement,
} from '@kilonova/libvirt'
import { findDomain } from '../hypervisor/find-domain.ts'
import type { DriverParts, OperationOptions } from '../parts.ts'

/** The guest as it is now, with all that another host must have to take it. */
export async function describeMovingGuest(
  parts: DriverParts,
  spec: ServerSpec,
  measureSec: number,
  { signal }: OperationOptions,
): Promise<MovingGuest> {
  const what = `server ${spec.id} was not moved`
  const directory = parts.files.directoryOf(spec.id)
  const [seen, files, fixedDevices, host] = await Promise.all([
    parts.connection.use(what, (connection) => look(connection, spec, measureSec, what, signal), signal),
    parts.files.describeMoving(spec, { signal }),
    readFile(join(directory, 'guest-devices.json'), 'utf8').catch(() => undefined),
    parts.describeHost(signal),
  ])
  return {
    serverId: spec.id,
    ...seen,
    ...files,
    architecture: host.architecture,
    virtType: host.virtType,
    instancesDirectory: parts.instancesDirectory,
    ...(fixedDevices === undefined ? {} : { fixedDevices }),
  }
}

async function look(connection: Connect, spec: ServerSpec, measureSec: number, what: string, signal: AbortSignal) {
  const domain = await findDomain(connection, spec.id)
  if (domain === undefined) throw new Fault('conflict', `${what}: this host has no such guest`)
  const flags = DomainXmlFlags.VIR_DOMAIN_XML_MIGRATABLE | DomainXmlFlags.VIR_DOMAIN_XML_UPDATE_CPU
  const [{ state }, xml, libvirtVersion, qemuVersion, snapshots, dirty] = await Promise.all([
    domain.getState(),
    domain.getXmlDesc(flags),
    connection.getLibVersion(),
    connection.getVersion(),
    domain.snapshotNum().catch(() => 0),
    measureSec === 0 ? undefined : measureDirtyRate(connection, domain, measureSec, signal),
  ])
  const running = state === DomainState.VIR_DOMAIN_RUNNING || state === DomainState.VIR_DOMAIN_BLOCKED
  if (!running && state !== DomainState.VIR_DOMAIN_PAUSED) {
    throw new Fault('conflict', `${what}: its guest does not run`, { next: 'start it, or move it cold' })
  }
  const root = parseElement(xml)
  const stuck = stuckDevices(root)
  if (snapshots > 0) stuck.push(`libvirt keeps ${snapshots} snapshot(s) of it, which do not travel`)
  return {
    power: running ? ('running' as const) : ('paused' as const),
    libvirtVersion,
    qemuVersion,
    machine: atPath(root, 'os/type@machine') ?? '',
    cpuXml: comparableCpu(root),
    memoryMiB: Math.ceil(Number(atPath(root, 'memory') ?? 0) / 1024),
    cacheModes: writableDisks(root).map((disk) => atPath(disk, 'driver@cache') ?? 'default'),
    listenAddresses: allAtPath(root, 'devices/graphics/listen').flatMap((one) => one.attributes.get('address') ?? []),
    stuck,
    ...(dirty === undefined ? {} : { dirtyBytesPerSec: dirty, ...(await usedMemory(domain)) }),
  }
}

/** A CPU without a model (QEMU's own maximum) has nothing that libvirt could compare. */
function comparableCpu(root: XmlElement): string {
  const cpu = childOf(root, 'cpu')
  return cpu !== undefined && childOf(cpu, 'model') !== undefined ? printXml(cpu) : ''
}

export const writableDisks = (root: XmlElement): XmlElement[] =>
  allAtPath(root, 'devices/disk').filter(
    (disk) => childOf(disk, 'readonly') === undefined && disk.attributes.get('device') !== 'cdrom',
  )

/** By the element's name; QEMU can not carry their state, or they are a part of this machine. */
const immovable: Readonly<Record<string, (device: XmlElement) => string | undefined>> = {
  hostdev: (device) => `a device of this host (${device.attributes.get('type') ?? 'hostdev'}) is passed through to it`,
  filesystem: () => 'a directory of this host is shared with it',
  shmem: () => 'it shares memory with other programs of this host',
  redirdev: () => 'a USB device is redirected to it',
  smartcard: (device) => (device.attributes.get('mode') === 'host' ? 'it uses this host’s smart card' : undefined),
  interface: (device) =>
    ['hostdev', 'direct', 'vhostuser', 'vdpa'].includes(device.attributes.get('type') ?? '')
      ? `a network card of type ${device.attributes.get('type') ?? ''} is bound to this host`
      : undefined,
  tpm: (device) => (atPath(device, 'backend@type') === 'passthrough' ? 'it uses this host’s TPM' : undefined),
  disk: (device) =>
    ['dir', 'nvme', 'vhostuser'].includes(device.attributes.get('type') ?? '') ||
    device.attributes.get('device') === 'lun'
      ? `disk ${atPath(device, 'target@dev') ?? ''} is a device of this host`
      : undefined,
}

export function stuckDevices(root: XmlElement): string[] {
  const devices = childOf(root, 'devices')
  const reasons = devices === undefined ? [] : childrenOf(devices).map((device) => immovable[device.name]?.(device))
  if (childOf(root, 'launchSecurity') !== undefined) reasons.push('its memory is encrypted for this host’s CPU')
  return [...new Set(reasons.filter((reason) => reason !== undefined))]
}

/** Bytes of memory that the guest writes a second, by QEMU's sampling of its pages. */
async function measureDirtyRate(
  connection: Connect,
  domain: Domain,
  seconds: number,
  signal: AbortSignal,
): Promise<number | undefined> {
  await domain.startDirtyRateCalc(seconds)
  const until = performance.now() + seconds * 1000 + 5000
  for (let waitMs = seconds * 1000; performance.now() < until; waitMs = 50) {
    await sleep(waitMs, undefined, { signal })
    const [stats] = await connection.domainListGetStats([domain], DomainStatsTypes.VIR_DOMAIN_STATS_DIRTYRATE)
    if (stats?.params['dirtyrate.calc_status'] === measured) {
      return Number(stats.params['dirtyrate.megabytes_per_second'] ?? 0) * 2 ** 20
    }
  }
  return undefined
}

/** What the guest's balloon driver last said; nothing when it has none. */
async function usedMemory(domain: Domain): Promise<{ usedMemoryBytes?: number }> {
  const { actualBalloon: actual, unused } = await domain.memoryStats()
  if (actual === undefined || unused === undefined) return {}
  return { usedMemoryBytes: Math.max(0, Number(actual) - Number(unused)) * 1024 }
}

/** VIR_DOMAIN_DIRTYRATE_MEASURED. */
const measured = 2
