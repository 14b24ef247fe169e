import type { ImageSpec } from '@kilonova/core'
import type { Disk, ServerDisks } from '../../images/server-files.ts'
import { diskBuses, type DiskBus, type FixedDevices } from './guest-plan.ts'
import { oneLine, oneOf, PropertyReader, refuseProperty } from './property-reader.ts'

/** A server that is rescued: the second set of disks, and the image that they were made from. */
export interface Rescue {
  readonly image: ImageSpec
  readonly disks: ServerDisks
}

/** What a rescued guest has in place of what it would have. */
export interface RescuePlan {
  readonly disks: ServerDisks
  readonly fixed: FixedDevices
  readonly commandLine?: string
  /** Boots first and stands last, so that the server's own disks keep their names. */
  readonly bootDisk?: { readonly disk: Disk; readonly bus: DiskBus }
}

/**
 * Nova's two ways. An image that says how it wants to be attached (`hw_rescue_device`, `hw_rescue_bus`) is added as the
 * last disk and booted first. Any other becomes the first disk, and the server's root disk the second.
 */
export function planRescue({ image, disks }: Rescue, own: ServerDisks, fixed: FixedDevices): RescuePlan {
  const from = new PropertyReader(image.properties, {})
  const device = from.image('hw_rescue_device', oneOf(['disk', 'cdrom'] as const))
  const bus = from.image('hw_rescue_bus', oneOf(diskBuses))
  const commandLine = from.image('os_command_line', oneLine)
  const boot = {
    ...(disks.kernelPath === undefined ? {} : { kernelPath: disks.kernelPath }),
    ...(disks.ramdiskPath === undefined ? {} : { ramdiskPath: disks.ramdiskPath }),
  }
  const configDrive = disks.configDrive ?? own.configDrive
  const drive = configDrive === undefined ? {} : { configDrive }
  const words = commandLine === undefined ? {} : { commandLine }
  if (device === undefined && bus === undefined) {
    const { consoleLogPath } = own
    const diskBus = from.image('hw_disk_bus', oneOf(diskBuses)) ?? fixed.diskBus
    const cdromBus = from.image('hw_cdrom_bus', oneOf(diskBuses)) ?? fixed.cdromBus
    return {
      disks: { root: disks.root, ephemerals: [own.root], ...drive, ...boot, consoleLogPath },
      fixed: { ...fixed, diskBus, cdromBus },
      ...words,
    }
  }
  const kind = device ?? 'disk'
  const attached = bus ?? (kind === 'cdrom' ? fixed.cdromBus : fixed.diskBus)
  refuseBus(kind, attached, fixed.machine)
  const { kernelPath: _kernel, ramdiskPath: _ramdisk, ...ownDisks } = own
  const disk: Disk = { ...disks.root, device: kind, readOnly: kind === 'cdrom' }
  return {
    disks: { ...ownDisks, ...drive, ...boot },
    fixed,
    ...words,
    bootDisk: { disk, bus: attached },
  }
}

function refuseBus(kind: 'disk' | 'cdrom', bus: DiskBus, machine: string): void {
  const refuse = (why: string, next: string) => refuseProperty('hw_rescue_bus', bus, why, next)
  if (bus === 'ide' && machine.includes('q35')) throw refuse('a q35 machine has no IDE', 'use sata or virtio')
  if (bus === 'virtio' && kind === 'cdrom') throw refuse('a CD-ROM cannot be on it', 'use sata, scsi, ide or usb')
}
