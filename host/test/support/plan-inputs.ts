import { type ImageSpec, ServerSpec } from '@kilonova/core'
import type { HostCapabilities } from '../../src/driver/plan/host-capabilities.ts'
import type { GuestRequest } from '../../src/driver/plan/plan-guest.ts'
import type { Rescue } from '../../src/driver/plan/plan-rescue.ts'
import type { Disk, ServerDisks } from '../../src/images/server-files.ts'
import { networkName } from '../../src/network/network-names.ts'
import { HostSettings } from '../../src/settings.ts'

/** A host of fixed abilities: two NUMA cells of four threads, 2 MiB and 1 GiB pages, firmware, TPM. */
export const bigHost: HostCapabilities = {
  virtType: 'qemu',
  architecture: 'x86_64',
  machines: {
    pc: 'pc-i440fx-7.2',
    'pc-i440fx-7.2': 'pc-i440fx-7.2',
    'pc-i440fx-6.2': 'pc-i440fx-6.2',
    q35: 'pc-q35-7.2',
    'pc-q35-7.2': 'pc-q35-7.2',
    microvm: 'microvm',
    isapc: 'isapc',
  },
  cpuModels: ['qemu64', 'Nehalem', 'EPYC'],
  cpuModes: ['host-passthrough', 'maximum', 'host-model', 'custom'],
  uefi: { available: true, secureBoot: true },
  videoModels: ['vga', 'cirrus', 'vmvga', 'qxl', 'virtio', 'none', 'bochs', 'ramfb'],
  tpmModels: ['tpm-tis', 'tpm-crb'],
  maxVcpus: 255,
  cells: [0, 1].map((id) => ({
    id,
    memoryMiB: 65_536,
    cpus: [0, 1, 2, 3].map((cpu) => ({
      id: id * 4 + cpu,
      siblings: [id * 4 + cpu - (cpu % 2), id * 4 + cpu - (cpu % 2) + 1],
    })),
    hugePages: [
      { sizeKiB: 2048, total: 4096 },
      { sizeKiB: 1_048_576, total: 8 },
    ],
  })),
}

/** What differs from the plain server: one virtio disk, one NIC, a config drive, BIOS, one vCPU, 512 MiB. */
export interface GuestInput {
  readonly image?: Readonly<Record<string, string>>
  readonly extraSpecs?: Readonly<Record<string, string>>
  readonly vcpus?: number
  readonly memoryMiB?: number
  readonly nics?: number
  readonly mtu?: number
  readonly ephemerals?: number
  readonly swap?: boolean
  readonly configDrive?: boolean
  readonly kernel?: 'kernel' | 'kernel and ramdisk'
  readonly host?: Partial<HostCapabilities>
  readonly pinnedCpus?: readonly number[]
  readonly settings?: object
  readonly directIo?: boolean
  readonly name?: string
  /** Where the server's own disks are, when not in files. */
  readonly disksOn?: 'block' | 'rbd' | 'rbd with login' | 'rbd by configuration'
  /** Properties of the image that it is rescued with. */
  readonly rescue?: Readonly<Record<string, string>>
}

const id = (last: number): string => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`
const instances = '/var/lib/kilonova/instances'
const directory = `${instances}/${id(1)}`

function disksOf(input: GuestInput): ServerDisks {
  const disk = (name: string, changes: Partial<Disk> = {}): Disk => ({
    name,
    path: `${directory}/${name}`,
    format: 'qcow2',
    sizeBytes: 1024 ** 3,
    readOnly: false,
    device: 'disk',
    ...placeOf(name, input.disksOn),
    ...changes,
  })
  const ephemerals = Array.from({ length: input.ephemerals ?? 0 }, (_, index) => disk(`disk.eph${index}`))
  return {
    root: disk('disk'),
    ephemerals,
    consoleLogPath: `${directory}/console.log`,
    ...(input.swap === true ? { swap: disk('disk.swap') } : {}),
    ...(input.configDrive === false
      ? {}
      : { configDrive: disk('disk.config', { format: 'raw', device: 'cdrom', readOnly: true, sizeBytes: 475_136 }) }),
    ...(input.kernel === undefined ? {} : { kernelPath: `${directory}/kernel` }),
    ...(input.kernel === 'kernel and ramdisk' ? { ramdiskPath: `${directory}/ramdisk` } : {}),
  }
}

function placeOf(name: string, on: GuestInput['disksOn']): Partial<Disk> {
  if (on === undefined || name === 'disk.config') return {}
  if (on === 'block') return { path: `/dev/kilonova/${id(1)}_${name}`, format: 'raw', block: true }
  const source = { pool: 'vms', image: `${id(1)}_${name}`, user: 'kilonova' }
  const login = {
    monitors: [
      { host: '192.0.2.1', port: 6789 },
      { host: '2001:db8::2', port: 3300 },
    ],
    secretUuid: id(9),
  }
  const byFile = { monitors: [], configPath: '/etc/ceph/other.conf', secretUuid: id(9) }
  const rbd = { ...source, ...(on === 'rbd' ? { monitors: [] } : on === 'rbd with login' ? login : byFile) }
  return { path: `${source.pool}/${source.image}`, format: 'raw', rbd }
}

/** The whole question to `planGuest` for one input. */
export function guestRequest(input: GuestInput): GuestRequest {
  const nics = Array.from({ length: input.nics ?? 1 }, (_, index) => ({
    portId: `0${index}345678-9abc-4def-8000-000000000000`,
    network: {
      id: id(7),
      name: 'private',
      kind: 'nat',
      cidr: '10.42.0.0/24',
      gateway: '10.42.0.1',
      dnsServers: [],
      ...(input.mtu === undefined ? {} : { mtu: input.mtu }),
    },
    mac: `fa:16:3e:00:00:0${index}`,
    address: `10.42.0.${10 + index}`,
  }))
  const spec = ServerSpec.parse({
    id: id(1),
    domainName: 'instance-00000001',
    name: input.name ?? 'web-1',
    hostname: 'web-1',
    userId: 'a'.repeat(32),
    projectId: 'b'.repeat(32),
    userName: 'ada',
    projectName: 'lab',
    createdAt: '2026-01-31T09:10:11.123Z',
    flavor: {
      id: '42',
      name: 'm1.golden',
      vcpus: input.vcpus ?? 1,
      memoryMiB: input.memoryMiB ?? 512,
      rootGiB: 1,
      ephemeralGiB: 0,
      swapMiB: 0,
      extraSpecs: input.extraSpecs ?? {},
    },
    image: {
      id: id(2),
      name: 'golden',
      diskFormat: 'qcow2',
      containerFormat: 'bare',
      sizeBytes: 1,
      sha256: '0'.repeat(64),
      minDiskGiB: 0,
      minRamMiB: 0,
      properties: input.image ?? {},
      locations: ['file:///image'],
    },
    nics,
    configDrive: input.configDrive !== false,
    metadata: {},
    publicKeys: {},
    availabilityZone: 'nova',
  })
  return {
    spec,
    disks: disksOf(input),
    host: { ...bigHost, ...input.host },
    use: { pinnedCpus: input.pinnedCpus ?? [] },
    settings: HostSettings.parse(input.settings ?? {}),
    instancesDirectory: instances,
    directIo: input.directIo ?? true,
    version: '0.1.0',
    networkName,
    ...(input.rescue === undefined ? {} : { rescue: rescueOf(input.rescue, spec.image, input.kernel !== undefined) }),
  }
}

function rescueOf(properties: Readonly<Record<string, string>>, image: ImageSpec, kernel: boolean): Rescue {
  const disk = (name: string): Disk => ({
    name,
    path: `${directory}/${name}`,
    format: 'qcow2',
    sizeBytes: 512 * 1024 ** 2,
    readOnly: false,
    device: 'disk',
  })
  const root = disk('disk.rescue')
  const configDrive: Disk = { ...disk('disk.config.rescue'), format: 'raw', device: 'cdrom', readOnly: true }
  const disks: ServerDisks = {
    root,
    ephemerals: [],
    configDrive,
    consoleLogPath: `${directory}/console.log`,
    ...(kernel ? { kernelPath: `${directory}/kernel.rescue`, ramdiskPath: `${directory}/ramdisk.rescue` } : {}),
  }
  return { image: { ...image, properties: { ...properties } }, disks }
}
