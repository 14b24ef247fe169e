import { big, cpuList, flag, integer, memoryMiB, onOff, size, text, word, yesNo } from '../field.ts'
import { list, one, values } from '../nested.ts'
import { record } from '../record.ts'

const namedEntryXml = record('entry', {
  name: text('@name'),
  /** For `fwcfg`: the file whose bytes are meant, in place of `value`. */
  file: text('@file'),
  value: text(''),
})

/** What the guest sees in SMBIOS (`type: 'smbios'`) or fw_cfg. */
export const sysinfoXml = record('sysinfo', {
  type: word<'smbios' | 'fwcfg'>('@type'),
  bios: list('bios/entry', namedEntryXml),
  system: list('system/entry', namedEntryXml),
  baseBoard: list('baseBoard/entry', namedEntryXml),
  chassis: list('chassis/entry', namedEntryXml),
  oemStrings: values('oemStrings/entry'),
  entries: list('entry', namedEntryXml),
})

const loaderXml = record('loader', {
  readonly: yesNo('@readonly'),
  secure: yesNo('@secure'),
  type: word<'rom' | 'pflash'>('@type'),
  stateless: yesNo('@stateless'),
  format: word<'raw' | 'qcow2'>('@format'),
  path: text(''),
})

const nvramXml = record('nvram', {
  template: text('@template'),
  /** `type='file'` and so on, when the store is described by a `source`. */
  type: text('@type'),
  format: word<'raw' | 'qcow2'>('@format'),
  path: text(''),
})

/** How the guest starts: firmware and its choice of disks, or a kernel of the host's. */
export const osXml = record('os', {
  /** `efi` or `bios`: libvirt picks the firmware that fits `firmwareFeatures`. */
  firmware: word<'efi' | 'bios'>('@firmware'),
  arch: text('type@arch'),
  /** `pc`, `q35`, or a versioned name such as `pc-q35-7.2`. */
  machine: text('type@machine'),
  type: word<'hvm' | 'xen' | 'linux' | 'exe'>('type'),
  firmwareFeatures: list(
    'firmware/feature',
    record('feature', {
      enabled: yesNo('@enabled'),
      name: word<'enrolled-keys' | 'secure-boot'>('@name'),
    }),
  ),
  init: text('init'),
  initArguments: values('initarg'),
  loader: one('loader', loaderXml),
  nvram: one('nvram', nvramXml),
  kernelPath: text('kernel'),
  initrdPath: text('initrd'),
  commandLine: text('cmdline'),
  deviceTreePath: text('dtb'),
  /** Device classes in order. Devices may have a boot order of their own instead, never both. */
  bootDevices: values<'hd' | 'cdrom' | 'network' | 'fd' | (string & {})>('boot@dev'),
  bootMenu: yesNo('bootmenu@enable'),
  bootMenuTimeoutMs: integer('bootmenu@timeout'),
  biosUseSerial: yesNo('bios@useserial'),
  rebootTimeoutMs: integer('bios@rebootTimeout'),
  smbiosMode: word<'emulate' | 'host' | 'sysinfo'>('smbios@mode'),
})

const spinlocksXml = record('spinlocks', { state: onOff('@state'), retries: integer('@retries') })
const vendorIdXml = record('vendor_id', { state: onOff('@state'), value: text('@value') })
const stimerXml = record('stimer', { state: onOff('@state'), direct: onOff('direct@state') })

const hypervXml = record('hyperv', {
  mode: word<'custom' | 'passthrough'>('@mode'),
  relaxed: onOff('relaxed@state'),
  vapic: onOff('vapic@state'),
  spinlocks: one('spinlocks', spinlocksXml),
  vpindex: onOff('vpindex@state'),
  runtime: onOff('runtime@state'),
  synic: onOff('synic@state'),
  stimer: one('stimer', stimerXml),
  reset: onOff('reset@state'),
  vendorId: one('vendor_id', vendorIdXml),
  frequencies: onOff('frequencies@state'),
  reenlightenment: onOff('reenlightenment@state'),
  tlbflush: onOff('tlbflush@state'),
  ipi: onOff('ipi@state'),
  evmcs: onOff('evmcs@state'),
  avic: onOff('avic@state'),
})

/** What the machine and the hypervisor offer to the guest. */
export const featuresXml = record('features', {
  acpi: flag('acpi'),
  /** `{}` is a plain `<apic/>`. */
  apic: one('apic', record('apic', { eoi: onOff('@eoi') })),
  pae: flag('pae'),
  hap: one('hap', record('hap', { state: onOff('@state') })),
  viridian: flag('viridian'),
  privateNetwork: flag('privnet'),
  hyperv: one('hyperv', hypervXml),
  /** Hides KVM's signature from the guest. */
  kvmHidden: onOff('kvm/hidden@state'),
  kvmHintDedicated: onOff('kvm/hint-dedicated@state'),
  kvmPollControl: onOff('kvm/poll-control@state'),
  pvSpinlock: onOff('pvspinlock@state'),
  pmu: onOff('pmu@state'),
  vmPort: onOff('vmport@state'),
  gic: one('gic', record('gic', { version: text('@version') })),
  smm: onOff('smm@state'),
  ioapicDriver: word<'kvm' | 'qemu'>('ioapic@driver'),
  vmcoreinfo: onOff('vmcoreinfo@state'),
  msrsUnknown: word<'ignore' | 'fault'>('msrs@unknown'),
  /** Memory for translated code, of a guest without KVM. */
  tcgCacheMiB: size('tcg/tb-cache', { in: 'MiB', written: 'KiB', unit: 'unit' }),
})

const timerXml = record('timer', {
  name: word<'rtc' | 'pit' | 'hpet' | 'kvmclock' | 'hypervclock' | 'tsc' | 'platform' | 'armvtimer'>('@name'),
  present: yesNo('@present'),
  tickPolicy: word<'delay' | 'catchup' | 'merge' | 'discard'>('@tickpolicy'),
  track: word<'guest' | 'wall' | 'boot' | 'realtime'>('@track'),
  frequencyHz: big('@frequency'),
  mode: text('@mode'),
  catchupThreshold: integer('catchup@threshold'),
  catchupSlew: integer('catchup@slew'),
  catchupLimit: integer('catchup@limit'),
})

export const clockXml = record('clock', {
  offset: word<'utc' | 'localtime' | 'timezone' | 'variable' | 'absolute'>('@offset'),
  /** Seconds, or `reset`. */
  adjustment: text('@adjustment'),
  basis: word<'utc' | 'localtime'>('@basis'),
  timezone: text('@timezone'),
  /** Seconds since 1970, for the offset `absolute`. */
  startSec: integer('@start'),
  timers: list('timer', timerXml),
})

const hugepageXml = record('page', {
  sizeMiB: size('@size', { in: 'MiB', written: 'KiB', unit: 'unit' }),
  /** Guest NUMA nodes that it is for. */
  nodes: cpuList('@nodeset'),
})

export const memoryBackingXml = record('memoryBacking', {
  /** `{}` is any size of huge pages. */
  hugepages: one('hugepages', record('hugepages', { pages: list('page', hugepageXml) })),
  noSharePages: flag('nosharepages'),
  locked: flag('locked'),
  source: word<'file' | 'anonymous' | 'memfd'>('source@type'),
  access: word<'shared' | 'private'>('access@mode'),
  allocation: word<'immediate' | 'ondemand'>('allocation@mode'),
  allocationThreads: integer('allocation@threads'),
  discard: flag('discard'),
})

/** Limits on the guest's memory as the host sees it. */
export const memtuneXml = record('memtune', {
  hardLimitMiB: memoryMiB('hard_limit'),
  softLimitMiB: memoryMiB('soft_limit'),
  minGuaranteeMiB: memoryMiB('min_guarantee'),
  swapHardLimitMiB: memoryMiB('swap_hard_limit'),
})

export const blkiotuneXml = record('blkiotune', {
  weight: integer('weight'),
  devices: list(
    'device',
    record('device', {
      path: text('path'),
      weight: integer('weight'),
      readBytesPerSec: integer('read_bytes_sec'),
      writeBytesPerSec: integer('write_bytes_sec'),
      readOpsPerSec: integer('read_iops_sec'),
      writeOpsPerSec: integer('write_iops_sec'),
    }),
  ),
})

const scheduler = {
  scheduler: word<'batch' | 'idle' | 'fifo' | 'rr'>('@scheduler'),
  priority: integer('@priority'),
}

/** CPU time and where it comes from. Periods and quotas are in microseconds; a quota of -1 is no limit. */
export const cputuneXml = record('cputune', {
  shares: integer('shares'),
  periodUs: integer('period'),
  quotaUs: integer('quota'),
  globalPeriodUs: integer('global_period'),
  globalQuotaUs: integer('global_quota'),
  emulatorPeriodUs: integer('emulator_period'),
  emulatorQuotaUs: integer('emulator_quota'),
  iothreadPeriodUs: integer('iothread_period'),
  iothreadQuotaUs: integer('iothread_quota'),
  vcpuPins: list('vcpupin', record('vcpupin', { vcpu: integer('@vcpu'), cpus: cpuList('@cpuset') })),
  emulatorPin: cpuList('emulatorpin@cpuset'),
  iothreadPins: list(
    'iothreadpin',
    record('iothreadpin', { iothread: integer('@iothread'), cpus: cpuList('@cpuset') }),
  ),
  vcpuSchedulers: list('vcpusched', record('vcpusched', { vcpus: cpuList('@vcpus'), ...scheduler })),
  iothreadSchedulers: list(
    'iothreadsched',
    record('iothreadsched', { iothreads: cpuList('@iothreads'), ...scheduler }),
  ),
  emulatorScheduler: one('emulatorsched', record('emulatorsched', scheduler)),
})

export const numatuneXml = record('numatune', {
  mode: word<'strict' | 'preferred' | 'interleave' | 'restrictive'>('memory@mode'),
  hostNodes: cpuList('memory@nodeset'),
  placement: word<'static' | 'auto'>('memory@placement'),
  cells: list(
    'memnode',
    record('memnode', {
      cell: integer('@cellid'),
      mode: word<'strict' | 'preferred' | 'interleave' | 'restrictive'>('@mode'),
      hostNodes: cpuList('@nodeset'),
    }),
  ),
})

export const securityLabelXml = record('seclabel', {
  type: word<'dynamic' | 'static' | 'none'>('@type'),
  model: text('@model'),
  relabel: yesNo('@relabel'),
  label: text('label'),
  imageLabel: text('imagelabel'),
  baseLabel: text('baselabel'),
})

/** Encrypted memory (AMD SEV and others). */
export const launchSecurityXml = record('launchSecurity', {
  type: word<'sev' | 's390-pv'>('@type'),
  kernelHashes: yesNo('@kernelHashes'),
  cBitPosition: integer('cbitpos'),
  reducedPhysicalBits: integer('reducedPhysBits'),
  policy: text('policy'),
  dhCertificate: text('dhCert'),
  session: text('session'),
})

export const perfEventXml = record('event', { name: text('@name'), enabled: yesNo('@enabled') })
export const vcpuStateXml = record('vcpu', {
  id: integer('@id'),
  enabled: yesNo('@enabled'),
  hotpluggable: yesNo('@hotpluggable'),
  order: integer('@order'),
})
