import { el, printXml, type XmlElement } from '@kilonova/libvirt'
import { deviceElements } from './device-elements.ts'
import type { CpuPlan, CpuTuningPlan, FirmwarePlan, GuestPlan, TimerPlan } from './guest-plan.ts'
import { metadataElement } from './metadata-elements.ts'

/** The domain XML of a decided guest. It decides nothing itself: the same plan is always the same text. */
export function planToDomain(plan: GuestPlan): string {
  return printXml(planToElement(plan))
}

/** Element by element as libvirt documents them, in the order in which it prints them. */
export function planToElement(plan: GuestPlan): XmlElement {
  return el(
    'domain',
    { type: plan.virtType },
    el('name', {}, plan.domainName),
    el('uuid', {}, plan.serverId),
    metadataElement(plan),
    el('memory', { unit: 'MiB' }, plan.memoryMiB),
    memoryBacking(plan),
    el('vcpu', { placement: 'static' }, plan.vcpus),
    plan.ioThreads > 0 ? el('iothreads', {}, plan.ioThreads) : undefined,
    cpuTuning(plan.cpuTuning),
    numaTuning(plan),
    sysinfo(plan),
    operatingSystem(plan),
    features(plan),
    cpu(plan),
    el('clock', { offset: plan.clock.offset }, plan.clock.timers.map(timer)),
    el('on_poweroff', {}, 'destroy'),
    el('on_reboot', {}, 'restart'),
    el('on_crash', {}, 'destroy'),
    el('devices', {}, deviceElements(plan)),
  )
}

const cpuSet = (cpus: readonly number[]) => cpus.join(',')

function memoryBacking({ memory, cells }: GuestPlan): XmlElement | undefined {
  const { hugePageKiB } = memory
  if (hugePageKiB === undefined && !memory.locked) return undefined
  const nodeset = cells.length === 0 ? undefined : cpuSet(cells.map((cell) => cell.id))
  return el(
    'memoryBacking',
    {},
    hugePageKiB === undefined
      ? undefined
      : el('hugepages', {}, el('page', { size: hugePageKiB, unit: 'KiB', nodeset })),
    memory.locked ? [el('nosharepages'), el('locked')] : undefined,
  )
}

function cpuTuning(tuning: CpuTuningPlan): XmlElement | undefined {
  const { emulatorHostCpus, realtimeVcpus } = tuning
  const children = [
    tuning.shares === undefined ? undefined : el('shares', {}, tuning.shares),
    tuning.periodUs === undefined ? undefined : el('period', {}, tuning.periodUs),
    tuning.quotaUs === undefined ? undefined : el('quota', {}, tuning.quotaUs),
    ...tuning.pins.map((pin) => el('vcpupin', { vcpu: pin.vcpu, cpuset: cpuSet(pin.hostCpus) })),
    emulatorHostCpus === undefined ? undefined : el('emulatorpin', { cpuset: cpuSet(emulatorHostCpus) }),
    realtimeVcpus === undefined
      ? undefined
      : el('vcpusched', { vcpus: cpuSet(realtimeVcpus), scheduler: 'fifo', priority: 1 }),
  ]
  return children.every((child) => child === undefined) ? undefined : el('cputune', {}, children)
}

function numaTuning({ cells }: GuestPlan): XmlElement | undefined {
  const bound = cells.filter((cell) => cell.hostCell !== undefined)
  if (bound.length === 0) return undefined
  const hostCells = [...new Set(bound.flatMap((cell) => cell.hostCell ?? []))]
  return el(
    'numatune',
    {},
    el('memory', { mode: 'strict', nodeset: cpuSet(hostCells) }),
    bound.map((cell) => el('memnode', { cellid: cell.id, mode: 'strict', nodeset: cell.hostCell })),
  )
}

function sysinfo({ sysinfo: facts }: GuestPlan): XmlElement {
  const entry = (name: string, text: string) => el('entry', { name }, text)
  return el(
    'sysinfo',
    { type: 'smbios' },
    el(
      'system',
      {},
      entry('manufacturer', facts.manufacturer),
      entry('product', facts.product),
      entry('version', facts.version),
      entry('serial', facts.serial),
      entry('uuid', facts.uuid),
      entry('family', facts.family),
    ),
  )
}

function operatingSystem(plan: GuestPlan): XmlElement {
  const { boot, firmware } = plan
  return el(
    'os',
    firmware.kind === 'uefi' ? { firmware: 'efi' } : {},
    el('type', { arch: plan.architecture, machine: plan.machine }, 'hvm'),
    firmwareFeatures(firmware),
    boot.kind === 'kernel'
      ? [
          el('kernel', {}, boot.kernelPath),
          boot.ramdiskPath === undefined ? undefined : el('initrd', {}, boot.ramdiskPath),
          el('cmdline', {}, boot.commandLine),
        ]
      : undefined,
    boot.kind === 'firmware' && boot.menu ? el('bootmenu', { enable: 'yes' }) : undefined,
    el('smbios', { mode: 'sysinfo' }),
  )
}

/** libvirt finds the firmware files of a host by these features. */
function firmwareFeatures(firmware: FirmwarePlan): XmlElement | undefined {
  if (firmware.kind !== 'uefi') return undefined
  const feature = (name: string, on: boolean) => el('feature', { enabled: on ? 'yes' : 'no', name })
  return el(
    'firmware',
    {},
    feature('secure-boot', firmware.secureBoot),
    feature('enrolled-keys', firmware.enrolledKeys),
  )
}

/** Windows' list is Nova's. */
const hypervFeatures: readonly [string, Record<string, string>][] = [
  ['relaxed', { state: 'on' }],
  ['vapic', { state: 'on' }],
  ['spinlocks', { state: 'on', retries: '8191' }],
  ['vpindex', { state: 'on' }],
  ['runtime', { state: 'on' }],
  ['synic', { state: 'on' }],
  ['reset', { state: 'on' }],
  ['frequencies', { state: 'on' }],
  ['tlbflush', { state: 'on' }],
  ['ipi', { state: 'on' }],
]

function features(plan: GuestPlan): XmlElement {
  const vendor = plan.hideHypervisor ? el('vendor_id', { state: 'on', value: '1234567890ab' }) : undefined
  const hyperv = plan.hyperv
    ? el(
        'hyperv',
        {},
        hypervFeatures.map(([name, attributes]) => el(name, attributes)),
        vendor,
      )
    : undefined
  return el(
    'features',
    {},
    el('acpi'),
    el('apic'),
    hyperv,
    plan.hideHypervisor ? el('kvm', {}, el('hidden', { state: 'on' })) : undefined,
    plan.performanceCounters === undefined ? undefined : el('pmu', { state: plan.performanceCounters ? 'on' : 'off' }),
    plan.firmware.kind === 'uefi' && plan.firmware.secureBoot ? el('smm', { state: 'on' }) : undefined,
    plan.iommu?.model === 'intel' ? el('ioapic', { driver: 'qemu' }) : undefined,
    plan.vmcoreinfo ? el('vmcoreinfo', { state: 'on' }) : undefined,
    plan.tcgCacheMiB === undefined ? undefined : el('tcg', {}, el('tb-cache', { unit: 'MiB' }, plan.tcgCacheMiB)),
  )
}

function cpu(plan: GuestPlan): XmlElement {
  const { mode, model, topology, physicalAddress } = plan.cpu
  return el(
    'cpu',
    {
      mode,
      ...(mode === 'custom' ? { match: 'exact' } : {}),
      ...(mode === 'host-passthrough' ? { check: 'none' } : {}),
    },
    model === undefined ? undefined : el('model', { fallback: 'forbid' }, model),
    el('topology', { sockets: topology.sockets, dies: 1, cores: topology.cores, threads: topology.threads }),
    physicalAddress === undefined
      ? undefined
      : el('maxphysaddr', { mode: physicalAddress.mode, bits: physicalAddress.bits }),
    plan.cpu.features.map((feature: CpuPlan['features'][number]) =>
      el('feature', { policy: feature.policy, name: feature.name }),
    ),
    plan.cells.length === 0
      ? undefined
      : el(
          'numa',
          {},
          plan.cells.map((cell) =>
            el('cell', { id: cell.id, cpus: cpuSet(cell.vcpus), memory: cell.memoryMiB, unit: 'MiB' }),
          ),
        ),
  )
}

function timer(plan: TimerPlan): XmlElement {
  return el('timer', {
    name: plan.name,
    tickpolicy: plan.tickPolicy,
    present: plan.present === undefined ? undefined : plan.present ? 'yes' : 'no',
  })
}
