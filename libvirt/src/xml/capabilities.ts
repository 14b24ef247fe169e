import { cpuXml } from './domain/cpu.ts'
import { cpuList, flag, integer, memoryMiB, onOff, size, text, word, yesNo } from './field.ts'
import { childNames, list, one, section, values } from './nested.ts'
import { type ElementType, type Input, type Read, record } from './record.ts'

const hostCpuNumberXml = record('cpu', {
  id: integer('@id'),
  socket: integer('@socket_id'),
  die: integer('@die_id'),
  core: integer('@core_id'),
  /** The host CPUs that share this one's core, itself included. */
  siblings: cpuList('@siblings'),
})

const pageCountXml = record('pages', {
  pageMiB: size('@size', { in: 'MiB', written: 'KiB', unit: 'unit' }),
  count: integer(''),
})

/** A NUMA node of the host. */
const hostCellXml = record('cell', {
  id: integer('@id'),
  memoryMiB: memoryMiB('memory'),
  pages: list('pages', pageCountXml),
  distances: list('distances/sibling', record('sibling', { cell: integer('@id'), distance: integer('@value') })),
  cpus: list('cpus/cpu', hostCpuNumberXml),
})

const cacheBankXml = record('bank', {
  id: integer('@id'),
  level: integer('@level'),
  type: word<'both' | 'data' | 'code'>('@type'),
  sizeBytes: size('@size', { in: 'bytes', written: 'KiB', unit: 'unit' }),
  cpus: cpuList('@cpus'),
})

const securityModelXml = record('secmodel', {
  model: word<'none' | 'dac' | 'selinux' | 'apparmor'>('model'),
  doi: text('doi'),
  baseLabels: list('baselabel', record('baselabel', { domainType: text('@type'), label: text('') })),
})

/** The host's CPU and the page sizes it has. */
const hostCpuXml = record('cpu', { ...cpuXml.fields, pages: list('pages', pageCountXml) })

const hostXml = record('host', {
  uuid: text('uuid'),
  cpu: one('cpu', hostCpuXml),
  powerManagement: childNames('power_management'),
  iommu: yesNo('iommu@support'),
  liveMigration: flag('migration_features/live'),
  migrationTransports: values('migration_features/uri_transports/uri_transport'),
  cells: list('topology/cells/cell', hostCellXml),
  cacheBanks: list('cache/bank', cacheBankXml),
  securityModels: list('secmodel', securityModelXml),
})

const machineXml = record('machine', {
  /** The versioned name that an alias such as `q35` stands for. */
  canonical: text('@canonical'),
  maxCpus: integer('@maxCpus'),
  deprecated: yesNo('@deprecated'),
  name: text(''),
})

const guestDomainXml = record('domain', {
  type: word<'qemu' | 'kvm' | 'test' | 'xen' | 'lxc'>('@type'),
  emulator: text('emulator'),
  machines: list('machine', machineXml),
})

const guestXml = record('guest', {
  osType: text('os_type'),
  arch: text('arch@name'),
  wordBits: integer('arch/wordsize'),
  emulator: text('arch/emulator'),
  machines: list('arch/machine', machineXml),
  domains: list('arch/domain', guestDomainXml),
  pae: flag('features/pae'),
  nonPae: flag('features/nonpae'),
  acpiDefault: onOff('features/acpi@default'),
  acpiToggle: yesNo('features/acpi@toggle'),
  apicDefault: onOff('features/apic@default'),
  apicToggle: yesNo('features/apic@toggle'),
  cpuSelection: flag('features/cpuselection'),
  deviceBoot: flag('features/deviceboot'),
  diskSnapshotDefault: onOff('features/disksnapshot@default'),
  diskSnapshotToggle: yesNo('features/disksnapshot@toggle'),
})

const capabilitiesFields = {
  host: section('host', hostXml),
  guests: list('guest', guestXml),
}
export interface CapabilitiesXml extends Read<typeof capabilitiesFields> {}
export interface CapabilitiesXmlInput extends Input<typeof capabilitiesFields> {}
/** What the host is and which guests its drivers can run. */
export const capabilitiesXml: ElementType<CapabilitiesXml, CapabilitiesXmlInput, typeof capabilitiesFields> = record(
  'capabilities',
  capabilitiesFields,
)

/** A list of values that an attribute or element may take here. */
export const enumXml = record('enum', { name: text('@name'), values: values('value') })
const supported = { supported: yesNo('@supported') }
const offered = { ...supported, enums: list('enum', enumXml) }
const offer = (name: string) => one(name, record(name, offered))

const cpuModelXml = record('model', {
  usable: word<'yes' | 'no' | 'unknown'>('@usable'),
  vendor: text('@vendor'),
  deprecated: yesNo('@deprecated'),
  fallback: text('@fallback'),
  name: text(''),
})

const cpuModeXml = record('mode', {
  name: word<'host-passthrough' | 'host-model' | 'maximum' | 'custom'>('@name'),
  ...supported,
  enums: list('enum', enumXml),
  models: list('model', cpuModelXml),
  vendor: text('vendor'),
  physicalAddressMode: text('maxphysaddr@mode'),
  physicalAddressLimit: integer('maxphysaddr@limit'),
  features: list('feature', record('feature', { policy: text('@policy'), name: text('@name') })),
})

const sevXml = record('sev', {
  ...supported,
  cBitPosition: integer('cbitpos'),
  reducedPhysicalBits: integer('reducedPhysBits'),
  maxGuests: integer('maxGuests'),
  maxEsGuests: integer('maxESGuests'),
})

const domainCapabilitiesFields = {
  emulator: text('path'),
  domainType: word<'kvm' | 'qemu'>('domain'),
  machine: text('machine'),
  arch: text('arch'),
  maxVcpus: integer('vcpu@max'),
  iothreads: yesNo('iothreads@supported'),
  os: section(
    'os',
    record('os', {
      ...offered,
      loader: section(
        'loader',
        record('loader', { ...supported, paths: values('value'), enums: list('enum', enumXml) }),
      ),
    }),
  ),
  cpuModes: list('cpu/mode', cpuModeXml),
  memoryBacking: offer('memoryBacking'),
  devices: section(
    'devices',
    record('devices', {
      disk: offer('disk'),
      graphics: offer('graphics'),
      video: offer('video'),
      hostdev: offer('hostdev'),
      rng: offer('rng'),
      filesystem: offer('filesystem'),
      tpm: offer('tpm'),
      redirdev: offer('redirdev'),
      channel: offer('channel'),
      crypto: offer('crypto'),
      interface: offer('interface'),
      panic: offer('panic'),
      console: offer('console'),
    }),
  ),
  features: section(
    'features',
    record('features', {
      gic: offer('gic'),
      vmcoreinfo: yesNo('vmcoreinfo@supported'),
      generationId: yesNo('genid@supported'),
      backingStoreInput: yesNo('backingStoreInput@supported'),
      backup: yesNo('backup@supported'),
      asyncTeardown: yesNo('async-teardown@supported'),
      sev: one('sev', sevXml),
      sgx: offer('sgx'),
      hyperv: offer('hyperv'),
    }),
  ),
}
export interface DomainCapabilitiesXml extends Read<typeof domainCapabilitiesFields> {}
export interface DomainCapabilitiesXmlInput extends Input<typeof domainCapabilitiesFields> {}
/** What one emulator offers for one machine type, architecture and kind of virtualization. */
export const domainCapabilitiesXml: ElementType<
  DomainCapabilitiesXml,
  DomainCapabilitiesXmlInput,
  typeof domainCapabilitiesFields
> = record('domainCapabilities', domainCapabilitiesFields)

/** The values that the enum of that name lists; empty when there is no such enum. */
export function enumValues(
  from: { readonly enums?: readonly { name?: string | undefined; values?: readonly string[] }[] } | undefined,
  name: string,
): readonly string[] {
  return from?.enums?.find((found) => found.name === name)?.values ?? []
}
