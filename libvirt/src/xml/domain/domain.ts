import { cpuList, integer, memoryMiB, onOff, required, text, word, yesNo } from '../field.ts'
import { list, one, rawChildren, section } from '../nested.ts'
import { type ElementType, type Input, type Read, record } from '../record.ts'
import {
  blkiotuneXml,
  clockXml,
  cputuneXml,
  featuresXml,
  launchSecurityXml,
  memoryBackingXml,
  memtuneXml,
  numatuneXml,
  osXml,
  perfEventXml,
  securityLabelXml,
  sysinfoXml,
  vcpuStateXml,
} from './basics.ts'
import { cpuXml } from './cpu.ts'
import { devicesXml } from './devices.ts'

type Lifecycle = 'destroy' | 'restart' | 'preserve' | 'rename-restart' | 'coredump-destroy' | 'coredump-restart'

const domainFields = {
  type: required(word<'kvm' | 'qemu' | 'xen' | 'lxc' | 'test' | 'hvf'>('@type')),
  /** Of a running guest. */
  id: integer('@id'),
  name: required(text('name')),
  uuid: text('uuid'),
  generationId: text('genid'),
  title: text('title'),
  description: text('description'),
  /** One element for each namespace, as it is: `el('nova:instance', { 'xmlns:nova': '…' }, …)`. */
  metadata: rawChildren('metadata'),
  /** What memory may grow to by hotplug, in `maxMemorySlots` slots. */
  maxMemorySlots: integer('maxMemory@slots'),
  maxMemoryMiB: memoryMiB('maxMemory'),
  memoryDumpCore: onOff('memory@dumpCore'),
  memoryMiB: memoryMiB('memory'),
  /** What the balloon leaves to the guest. */
  currentMemoryMiB: memoryMiB('currentMemory'),
  blkiotune: one('blkiotune', blkiotuneXml),
  memtune: one('memtune', memtuneXml),
  memoryBacking: one('memoryBacking', memoryBackingXml),
  vcpuPlacement: word<'static' | 'auto'>('vcpu@placement'),
  /** The host's CPUs that vCPUs without a pin of their own may use. */
  vcpuHostCpus: cpuList('vcpu@cpuset'),
  /** How many vCPUs are there at the start, when fewer than `vcpus`. */
  vcpusOnline: integer('vcpu@current'),
  vcpus: integer('vcpu'),
  vcpuStates: list('vcpus/vcpu', vcpuStateXml),
  iothreads: integer('iothreads'),
  iothreadIds: list('iothreadids/iothread', record('iothread', { id: integer('@id') })),
  cputune: one('cputune', cputuneXml),
  numatune: one('numatune', numatuneXml),
  resourcePartition: text('resource/partition'),
  sysinfos: list('sysinfo', sysinfoXml),
  bootloader: text('bootloader'),
  os: section('os', osXml),
  features: section('features', featuresXml),
  cpu: one('cpu', cpuXml),
  clock: one('clock', clockXml),
  onPoweroff: word<Lifecycle>('on_poweroff'),
  onReboot: word<Lifecycle>('on_reboot'),
  onCrash: word<Lifecycle>('on_crash'),
  onLockFailure: word<'poweroff' | 'restart' | 'pause' | 'ignore'>('on_lockfailure'),
  suspendToMemory: yesNo('pm/suspend-to-mem@enabled'),
  suspendToDisk: yesNo('pm/suspend-to-disk@enabled'),
  perfEvents: list('perf/event', perfEventXml),
  devices: section('devices', devicesXml),
  securityLabels: list('seclabel', securityLabelXml),
  launchSecurity: one('launchSecurity', launchSecurityXml),
}
export interface DomainXml extends Read<typeof domainFields> {}
export interface DomainXmlInput extends Input<typeof domainFields> {}
/** A guest. */
export const domainXml: ElementType<DomainXml, DomainXmlInput, typeof domainFields> = record('domain', domainFields)
