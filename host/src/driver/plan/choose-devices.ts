import type { HostSettings } from '../../settings.ts'
import type { FixedDevices, GuestPlan, VideoModel } from './guest-plan.ts'
import type { HostCapabilities } from './host-capabilities.ts'
import { refuseProperty } from './property-reader.ts'
import type { DeviceWishes } from './wishes.ts'

type Others = Pick<GuestPlan, 'pointer' | 'video' | 'sound' | 'rng' | 'watchdog' | 'tpm' | 'iommu'>

export interface ChosenDevices {
  readonly fixed: FixedDevices
  readonly scsiModel?: string
  readonly others: Others
}

/** Machine, firmware and device models: as kept from the first boot, else as wished, else Nova's defaults. */
export function chooseDevices(
  wishes: DeviceWishes,
  host: HostCapabilities,
  settings: HostSettings,
  kept: FixedDevices | undefined,
): ChosenDevices {
  refuseForeignArchitecture(wishes, host)
  const fixed = kept ?? chooseFixed(wishes, host, settings)
  const q35 = fixed.machine.includes('q35')
  refuseFirmware(wishes, host, fixed, q35)
  refuseBuses(wishes, fixed, q35)
  const scsi = fixed.diskBus === 'scsi' || fixed.cdromBus === 'scsi'
  return {
    fixed,
    ...(scsi ? { scsiModel: wishes.scsiModel ?? 'virtio-scsi' } : {}),
    others: chooseOthers(wishes, host, fixed, q35),
  }
}

function chooseFixed(wishes: DeviceWishes, host: HostCapabilities, settings: HostSettings): FixedDevices {
  const machine = chooseMachine(wishes, host, settings)
  const q35 = machine.includes('q35')
  const secure = wishes.secureBoot === 'required'
  return {
    machine,
    firmware: wishes.firmware ?? (secure ? 'uefi' : 'bios'),
    diskBus: wishes.diskBus ?? 'virtio',
    cdromBus: wishes.cdromBus ?? (q35 ? 'sata' : 'ide'),
    inputBus: wishes.pointerModel === 'ps2mouse' ? 'ps2' : (wishes.inputBus ?? 'usb'),
    pointer: wishes.pointerModel === 'ps2mouse' ? 'mouse' : 'tablet',
    videoModel: chooseVideo(wishes, host),
    nicModel: wishes.nicModel ?? 'virtio',
  }
}

/**
 * What needs PCI Express chooses q35, unless a machine is named: then it is up to that one. An alias becomes the type
 * that it stands for today, which the guest keeps.
 */
function chooseMachine(wishes: DeviceWishes, host: HostCapabilities, settings: HostSettings): string {
  const byDefault =
    wishes.secureBoot === 'required' || wishes.iommu !== undefined ? 'q35' : settings.libvirt.machineType
  const name = wishes.machine ?? byDefault
  const machine = Object.hasOwn(host.machines, name) ? host.machines[name] : undefined
  const property = wishes.machine === undefined ? 'libvirt.machineType' : 'hw_machine_type'
  if (machine === undefined) {
    throw refuseProperty(property, name, 'this host’s QEMU does not know it', 'use pc or q35')
  }
  if (!/^pc-(q35|i440fx)-/.test(machine)) {
    throw refuseProperty(property, name, 'guests here are of the families pc and q35', 'use pc or q35')
  }
  return machine
}

function chooseVideo(wishes: DeviceWishes, host: HostCapabilities): VideoModel {
  const wished = wishes.videoModel
  if (wished === undefined) return host.videoModels.includes('virtio') ? 'virtio' : 'vga'
  if (wished !== 'none' && !host.videoModels.includes(wished)) {
    throw refuseProperty(
      'hw_video_model',
      wished,
      'this host’s QEMU does not have it',
      `use one of ${host.videoModels.join(', ')}`,
    )
  }
  return wished
}

function refuseForeignArchitecture(wishes: DeviceWishes, host: HostCapabilities): void {
  const wanted = wishes.architecture
  const same =
    wanted === undefined || wanted === host.architecture || (wanted === 'amd64' && host.architecture === 'x86_64')
  if (!same)
    throw refuseProperty('hw_architecture', wanted, `this host is ${host.architecture}`, 'choose another host or image')
}

function refuseFirmware(wishes: DeviceWishes, host: HostCapabilities, fixed: FixedDevices, q35: boolean): void {
  if (fixed.firmware === 'uefi' && !host.uefi.available) {
    throw refuseProperty(
      'hw_firmware_type',
      'uefi',
      'this host has no UEFI firmware',
      'install OVMF on the host, or choose another',
    )
  }
  if (wishes.secureBoot !== 'required') return
  const refuse = (why: string, next: string) => refuseProperty(wishes.names.secureBoot, 'required', why, next)
  if (fixed.firmware !== 'uefi') throw refuse('it needs UEFI', 'set hw_firmware_type to uefi')
  if (!q35) throw refuse(`it needs a q35 machine, not ${fixed.machine}`, 'set hw_machine_type to q35')
  if (!host.uefi.secureBoot) throw refuse('this host has no firmware with secure boot', 'choose another host')
}

function refuseBuses(wishes: DeviceWishes, fixed: FixedDevices, q35: boolean): void {
  const chosen: [string, string, string | undefined][] = [
    ['hw_disk_bus', fixed.diskBus, wishes.diskBus],
    ['hw_cdrom_bus', fixed.cdromBus, wishes.cdromBus],
  ]
  for (const [name, bus] of chosen) {
    if (q35 && bus === 'ide') throw refuseProperty(name, bus, 'a q35 machine has no IDE', 'use sata or virtio')
  }
  if (fixed.cdromBus === 'virtio') {
    throw refuseProperty('hw_cdrom_bus', 'virtio', 'a CD-ROM cannot be on it', 'use sata, scsi, ide or usb')
  }
}

function chooseOthers(wishes: DeviceWishes, host: HostCapabilities, fixed: FixedDevices, q35: boolean): Others {
  const iommu = chooseIommu(wishes, host, q35)
  const watchdog = wishes.watchdog === undefined || wishes.watchdog === 'disabled' ? undefined : wishes.watchdog
  if (wishes.tpm !== undefined && !host.tpmModels.includes(wishes.tpm.model)) {
    throw refuseProperty(
      wishes.names.tpm,
      wishes.tpm.version,
      `this host offers no ${wishes.tpm.model}`,
      'install swtpm on the host, or choose another',
    )
  }
  const { rng } = wishes
  return {
    ...(fixed.pointer === 'mouse' ? {} : { pointer: { kind: fixed.pointer, bus: fixed.inputBus } }),
    video: {
      model: fixed.videoModel,
      ...(wishes.videoMemoryMiB === undefined ? {} : { memoryKiB: wishes.videoMemoryMiB * 1024 }),
    },
    ...(wishes.sound === undefined ? {} : { sound: wishes.sound }),
    ...(rng.allowed
      ? {
          rng: {
            source: '/dev/urandom',
            ...(rng.rateBytes === undefined
              ? {}
              : { rateBytes: rng.rateBytes, ratePeriodMs: rng.ratePeriodMs ?? 1000 }),
          },
        }
      : {}),
    ...(watchdog === undefined ? {} : { watchdog: { model: 'i6300esb', action: watchdog } }),
    ...(wishes.tpm === undefined ? {} : { tpm: wishes.tpm }),
    ...(iommu === undefined ? {} : { iommu: { model: iommu } }),
  }
}

function chooseIommu(wishes: DeviceWishes, host: HostCapabilities, q35: boolean): 'intel' | 'virtio' | undefined {
  if (wishes.iommu === undefined) return undefined
  const refuse = (why: string, next: string) => refuseProperty(wishes.names.iommu, String(wishes.iommu), why, next)
  if (wishes.iommu === 'smmuv3')
    throw refuse(`it is for aarch64, this host is ${host.architecture}`, 'use intel, virtio or auto')
  if (!q35) throw refuse('it needs a q35 machine', 'set hw_machine_type to q35')
  return wishes.iommu === 'virtio' ? 'virtio' : 'intel'
}
