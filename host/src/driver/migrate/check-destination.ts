import { randomUUID } from 'node:crypto'
import { readdir, readFile, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type DiskCopy, type HostAnswer, type MovingGuest, probeName, type ServerSpec } from '@kilonova/core'
import { type Connect, CpuCompareResult, versionText } from '@kilonova/libvirt'
import { moveThatMade } from '../../images/moving/receive-disks.ts'
import { exists } from '../../images/files.ts'
import type { BasePlace } from '../../images/server-files.ts'
import { checkCeph } from './check-ceph.ts'
import { findDomain } from '../hypervisor/find-domain.ts'
import type { DriverParts, OperationOptions } from '../parts.ts'

type Answer = HostAnswer<'checkLiveDestination'>

/**
 * Measures this host against a guest that would come: CPU, QEMU and machine type, disk space, memory, network. Every
 * reason is told, in that order. What it leaves is a probe file, by which the source proves whether storage is shared.
 */
export async function checkLiveDestination(
  parts: DriverParts,
  { migrationId, spec, guest }: { migrationId: string; spec: ServerSpec; guest: MovingGuest },
  { signal }: OperationOptions,
): Promise<Answer> {
  const what = `host cannot take server ${spec.id}`
  const host = await parts.describeHost(signal)
  const { copy, lacksBase } = await copyNeeded(parts, spec, guest, signal)
  const [hypervisor, disk, ceph, memory, network, probe] = await Promise.all([
    parts.connection.use(what, (connection) => checkHypervisor(connection, guest, host), signal),
    checkDisk(parts, spec, guest, copy, migrationId),
    checkCeph(parts.files.ceph, guest, signal),
    checkMemory(guest),
    parts.networks.refusals(spec),
    writeProbe(parts.instancesDirectory, migrationId),
  ])
  const { migration, libvirt } = parts.settings
  const told = migration.address ?? parts.membership()?.record.addresses[0]
  const name = told ?? host.hypervisorHostname
  const address = name.includes(':') ? `[${name}]` : name
  return {
    refusals: [...hypervisor.refusals, ...disk.refusals, ...ceph, ...memory, ...network],
    copy,
    ...(lacksBase && disk.roomForBase ? { baseFromSource: true } : {}),
    freeDiskBytes: disk.freeBytes,
    destination: {
      uri: `qemu+tls://${address}/system`,
      ...(told === undefined ? {} : { dataUri: `tcp://${address}` }),
      libvirtVersion: hypervisor.libvirtVersion,
      instancesDirectory: parts.instancesDirectory,
      vncListen: libvirt.vncListen,
      probe,
    },
  }
}

async function checkHypervisor(
  connection: Connect,
  guest: MovingGuest,
  host: Awaited<ReturnType<DriverParts['describeHost']>>,
): Promise<{ refusals: string[]; libvirtVersion: number }> {
  const [cpu, libvirtVersion, qemuVersion, domain] = await Promise.all([
    checkCpu(connection, guest),
    connection.getLibVersion(),
    connection.getVersion(),
    findDomain(connection, guest.serverId),
  ])
  const refusals = [...cpu]
  if (host.architecture !== guest.architecture)
    refusals.push(`it is ${host.architecture}, the guest ${guest.architecture}`)
  if (host.virtType !== guest.virtType)
    refusals.push(`its guests run by ${host.virtType}, this one by ${guest.virtType}`)
  if (qemuVersion < guest.qemuVersion) {
    refusals.push(`its QEMU ${versionText(qemuVersion)} is older than the guest’s ${versionText(guest.qemuVersion)}`)
  }
  if (!Object.values(host.machines).includes(guest.machine)) {
    refusals.push(`its QEMU has no machine type ${guest.machine}`)
  }
  if (domain !== undefined) refusals.push('its libvirt knows a guest of that id already')
  return { refusals, libvirtVersion }
}

const enough: ReadonlySet<number> = new Set([
  CpuCompareResult.VIR_CPU_COMPARE_IDENTICAL,
  CpuCompareResult.VIR_CPU_COMPARE_SUPERSET,
])

/** libvirt compares what the guest really has with what QEMU can give here. */
async function checkCpu(connection: Connect, guest: MovingGuest): Promise<string[]> {
  if (guest.cpuXml === '') return []
  const { architecture, machine, virtType } = guest
  try {
    const answer = await connection.compareHypervisorCpu(null, architecture, machine, virtType, guest.cpuXml, 0)
    return enough.has(answer) ? [] : ['its CPU lacks features that the guest uses']
  } catch (error) {
    return [
      `its CPU could not be compared with the guest’s (${error instanceof Error ? error.message : String(error)})`,
    ]
  }
}

/** What libvirt copies: not what every host reaches, nor what no guest writes, which is made at the destination beforehand. */
export const travels = (disk: MovingGuest['disks'][number]): boolean =>
  !disk.anywhere && !disk.readOnly && disk.device === 'disk'

/**
 * Only their own layers, when every base is here or can be had; else disks travel whole.
 * @returns also whether nothing but a base stands against layers that the source's cache has.
 */
async function copyNeeded(
  parts: DriverParts,
  spec: ServerSpec,
  guest: MovingGuest,
  signal: AbortSignal,
): Promise<{ copy: DiskCopy; lacksBase: boolean }> {
  const local = guest.disks.filter(travels)
  if (local.length === 0) return { copy: 'none', lacksBase: false }
  if (local.some(({ backing }) => backing.kind === 'other')) return { copy: 'whole', lacksBase: false }
  const places = new Set<BasePlace>()
  for (const { backing } of local) {
    if (backing.kind === 'image') places.add(await parts.files.whereBaseIs(spec.image, backing, { signal }))
  }
  const lacks = places.has('source') || places.has('nowhere')
  return { copy: lacks ? 'whole' : 'layer', lacksBase: lacks && !places.has('nowhere') }
}

const spareBytes = 64 * 2 ** 20

async function checkDisk(
  parts: DriverParts,
  spec: ServerSpec,
  guest: MovingGuest,
  copy: DiskCopy,
  migrationId: string,
): Promise<{ refusals: string[]; freeBytes: number; roomForBase: boolean }> {
  const directory = parts.files.directoryOf(spec.id)
  const [facts, there, made] = await Promise.all([
    statfs(parts.instancesDirectory),
    exists(directory),
    moveThatMade(directory),
  ])
  const freeBytes = facts.bavail * facts.bsize
  const needs = guest.disks.map((disk) => {
    if (disk.anywhere) return { needed: 0, withBase: 0 }
    const own = Math.min(disk.allocatedBytes, disk.sizeBytes + spareBytes)
    const base = disk.backing.kind === 'image' ? disk.backing.virtualSizeBytes : 0
    const needed = copy === 'whole' ? Math.max(own, Math.min(disk.sizeBytes, own + base)) : own
    return { needed, withBase: own + base }
  })
  const needed = needs.reduce((sum, one) => sum + one.needed, 0)
  const withBase = needs.reduce((sum, one) => sum + one.withBase, 0)
  const refusals: string[] = []
  const direct = guest.cacheModes.some((mode) => mode === 'none' || mode === 'directsync')
  if (direct && !parts.directIo && guest.disks.some((disk) => !disk.anywhere)) {
    refusals.push('its disks are opened past the page cache, which the file system of the instances there can not do')
  }
  if (there && made !== migrationId) refusals.push(`${diskExists} ${directory}`)
  if (needed > 0 && needed + spareBytes > freeBytes) {
    refusals.push(`needs ${mib(needed + spareBytes)} MiB of disk, ${mib(freeBytes)} MiB free`)
  }
  return { refusals, freeBytes, roomForBase: withBase + spareBytes <= freeBytes }
}

/** How a refusal begins that is none when storage turns out to be shared: the directory is then the guest's own. */
export const diskExists = 'DestinationDiskExists:'

const mib = (bytes: number): number => Math.ceil(bytes / 2 ** 20)

/** What the kernel would still give out. The scheduler's sums do not see what other programs of the host use. */
async function checkMemory(guest: MovingGuest): Promise<string[]> {
  const text = await readFile('/proc/meminfo', 'utf8')
  const available = Number(/^MemAvailable:\s+(\d+) kB$/m.exec(text)?.[1] ?? Number.POSITIVE_INFINITY) / 1024
  return available >= guest.memoryMiB
    ? []
    : [`needs ${guest.memoryMiB} MiB of memory, ${Math.floor(available)} MiB free`]
}

/** One for each move: a check that is repeated after a crash leaves no second. */
async function writeProbe(directory: string, migrationId: string): Promise<{ name: string; token: string }> {
  await removeProbes(directory, probeLivesMs)
  const probe = { name: probeName(migrationId), token: randomUUID() }
  await writeFile(join(directory, probe.name), probe.token, { mode: 0o600 })
  return probe
}

/** Long after every deadline of a check: what is older was left by a controller that ended meanwhile. */
const probeLivesMs = 600_000

export async function readsProbe(directory: string, probe: { name: string; token: string }): Promise<boolean> {
  try {
    return (await readFile(join(directory, probe.name), 'utf8')) === probe.token
  } catch {
    return false
  }
}

export const removeProbe = (directory: string, name: string): Promise<void> =>
  /^\.probe-[0-9a-f-]{36}$/.test(name) ? rm(join(directory, name), { force: true }) : Promise.resolve()

/** What crashes left of checks: at an agent's start no check of its own is under way. */
export async function removeProbes(directory: string, olderThanMs = Number.NEGATIVE_INFINITY): Promise<void> {
  const names = await readdir(directory).catch(() => [])
  const probes = names.filter((name) => name.startsWith('.probe-'))
  await Promise.all(
    probes.map(async (name) => {
      const facts = await stat(join(directory, name)).catch(() => undefined)
      if (facts !== undefined && Date.now() - facts.mtimeMs >= olderThanMs) await removeProbe(directory, name)
    }),
  )
}
