import type { Disk, ServerDisks } from '../../images/server-files.ts'
import type { DiskBus, DiskLimits, DiskPlan } from './guest-plan.ts'
import { type PropertyReader, refuseProperty, wholeNumber } from './property-reader.ts'

export interface DiskChoices {
  readonly diskBus: DiskBus
  readonly cdromBus: DiskBus
  readonly cache: DiskPlan['cache']
  readonly discard?: 'unmap' | 'ignore'
  /** The disks have all their space from the start. */
  readonly preallocated: boolean
  readonly limits?: DiskLimits
  readonly ioThreads: number
  /** False when a kernel is given: firmware then boots nothing. */
  readonly bootFromDisk: boolean
  /** A rescue disk: the last one by name, the first to boot from. */
  readonly bootDisk?: { readonly disk: Disk; readonly bus: DiskBus }
}

const prefixOf: Record<DiskBus, string> = { virtio: 'vd', scsi: 'sd', sata: 'sd', usb: 'sd', ide: 'hd' }

/** Nova's order and names: root, ephemerals, swap, config drive last; `vda`, `sdb`, `hdc` counted per prefix. */
export function planDisks(disks: ServerDisks, choices: DiskChoices): DiskPlan[] {
  const { bootDisk } = choices
  const all: Disk[] = [disks.root, ...disks.ephemerals]
  if (disks.swap !== undefined) all.push(disks.swap)
  if (disks.configDrive !== undefined) all.push(disks.configDrive)
  if (bootDisk !== undefined) all.push(bootDisk.disk)
  const first = bootDisk?.disk ?? disks.root
  const used = new Map<string, number>()
  return all.map((disk) => {
    const usual = disk.device === 'cdrom' ? choices.cdromBus : choices.diskBus
    const bus = disk === bootDisk?.disk ? bootDisk.bus : usual
    const prefix = prefixOf[bus]
    const number = used.get(prefix) ?? 0
    used.set(prefix, number + 1)
    if (bus === 'ide' && number >= 4) {
      throw refuseProperty(
        disk === bootDisk?.disk ? 'hw_rescue_bus' : 'hw_disk_bus',
        bus,
        `there is no room for ${disk.name}: IDE carries four disks`,
        'use virtio, or fewer disks',
      )
    }
    return planDisk(disk, bus, `${prefix}${letters(number)}`, disk === first, choices)
  })
}

function planDisk(disk: Disk, bus: DiskBus, target: string, first: boolean, choices: DiskChoices): DiskPlan {
  const threaded = bus === 'virtio' && choices.ioThreads > 0
  const real = disk.device === 'disk'
  return {
    device: disk.device,
    path: disk.path,
    format: disk.format,
    ...(disk.block === true ? { block: true } : {}),
    ...(disk.rbd === undefined ? {} : { rbd: disk.rbd }),
    bus,
    target,
    readOnly: disk.readOnly || !real,
    // A config drive is small and read once; direct I/O would only forbid sizes that are no whole block.
    cache: real ? choices.cache : 'writeback',
    // Source: Nova. Asynchronous I/O of the kernel works past the page cache only.
    ...(real && choices.preallocated && (choices.cache === 'none' || choices.cache === 'directsync')
      ? { io: 'native' as const }
      : {}),
    ...(real && choices.discard !== undefined ? { discard: choices.discard } : {}),
    ...(first && choices.bootFromDisk ? { bootOrder: 1 } : {}),
    ...(threaded ? { ioThread: 1 } : {}),
    ...(real && choices.limits !== undefined ? { limits: choices.limits } : {}),
  }
}

/** 0 → a, 25 → z, 26 → aa. */
export function letters(index: number): string {
  const rest = Math.floor(index / 26) - 1
  return (rest < 0 ? '' : letters(rest)) + String.fromCodePoint(0x61 + (index % 26))
}

const kinds = ['total', 'read', 'write'] as const
const units = [
  ['bytes', 'BytesPerSec'],
  ['iops', 'IopsPerSec'],
] as const
const suffixes = [
  ['', ''],
  ['_max', 'Max'],
  ['_max_length', 'MaxLengthSec'],
] as const

/** `quota:disk_read_bytes_sec` and its kin. What libvirt would refuse is refused here, by the key's name. */
export function planDiskLimits(from: PropertyReader): DiskLimits | undefined {
  const limits: Record<string, number> = {}
  for (const [unit, field] of units) {
    for (const kind of kinds) {
      for (const [suffix, ending] of suffixes) {
        const key = `quota:disk_${kind}_${unit}_sec${suffix}`
        const value = from.flavor(key, wholeNumber(0, ending === 'MaxLengthSec' ? 86_400 : 1_000_000_000_000))
        if (value === undefined || value === 0) continue
        const missing = suffix === '_max_length' ? `${kind}${field}Max` : `${kind}${field}`
        if (suffix !== '' && limits[missing] === undefined) {
          const needed = suffix === '_max_length' ? key.slice(0, -'_length'.length) : key.slice(0, -'_max'.length)
          throw refuseProperty(key, String(value), `it goes with ${needed}`, `set ${needed} too`)
        }
        const base = limits[`${kind}${field}`]
        if (suffix === '_max' && base !== undefined && value < base) {
          throw refuseProperty(key, String(value), `it is below the ${base} that it may exceed`, 'make it larger')
        }
        if (kind !== 'total' && limits[`total${field}`] !== undefined) {
          throw refuseProperty(key, String(value), `the total is limited too`, 'limit the total, or reads and writes')
        }
        limits[`${kind}${field}${ending}`] = value
      }
    }
  }
  return Object.keys(limits).length === 0 ? undefined : limits
}
