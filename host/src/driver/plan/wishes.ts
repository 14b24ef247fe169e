import { diskBuses, nicModels, videoModels, watchdogActions } from './guest-plan.ts'
import {
  oneLine,
  oneOf,
  plainName,
  type PropertyReader,
  refuseProperty,
  truth,
  wholeNumber,
} from './property-reader.ts'

/** What image and flavor ask of the guest's devices and firmware; absent: the host decides. */
export type DeviceWishes = ReturnType<typeof readDeviceWishes>

const scsiModels = ['virtio-scsi', 'lsilogic', 'lsisas1068', 'lsisas1078', 'vmpvscsi'] as const
const usbModels = ['nec-xhci', 'qemu-xhci', 'piix3-uhci', 'ich9-ehci1', 'vt82c686b-uhci'] as const
const soundModels = ['ac97', 'es1370', 'ich6', 'ich9', 'sb16', 'usb'] as const

/** Reads the wishes for devices; each refusal names its property. */
export function readDeviceWishes(from: PropertyReader) {
  refuseUnserved(from)
  return {
    ...readPlatform(from),
    /** Under which name each of these was asked for. */
    names: {
      tpm: from.said('hw_tpm_version', 'hw:tpm_version'),
      iommu: from.said('hw_viommu_model', 'hw:viommu_model'),
      secureBoot: from.said('os_secure_boot', 'os:secure_boot'),
    },
    diskBus: from.image('hw_disk_bus', oneOf(diskBuses)),
    cdromBus: from.image('hw_cdrom_bus', oneOf(diskBuses)),
    scsiModel: from.image('hw_scsi_model', oneOf(scsiModels)),
    nicModel: from.image('hw_vif_model', oneOf(nicModels)),
    multiqueue: from.get(both('vif_multiqueue_enabled'), truth) ?? false,
    packedRing: from.get(both('virtio_packed_ring'), truth) ?? false,
    videoModel: from.image('hw_video_model', oneOf(videoModels)),
    videoMemoryMiB: readVideoMemory(from),
    inputBus: from.image('hw_input_bus', oneOf(['usb', 'virtio'] as const)),
    pointerModel: from.image('hw_pointer_model', oneOf(['usbtablet', 'ps2mouse'] as const)),
    sound: from.get(both('sound_model'), oneOf(soundModels)),
    usbModel: from.get(both('usb_model'), oneOf(usbModels)),
    serialPorts: readSerialPorts(from),
    watchdog: from.get({ ...both('watchdog_action'), both: 'image' }, oneOf([...watchdogActions, 'disabled'] as const)),
    agent: from.image('hw_qemu_guest_agent', truth) ?? false,
    rng: readRng(from),
    tpm: readTpm(from),
    iommu: from.get(both('viommu_model'), oneOf(['auto', 'intel', 'virtio', 'smmuv3'] as const)),
  }
}

function readPlatform(from: PropertyReader) {
  const hidden = from.get({ ...both('hide_hypervisor_id'), image: 'img_hide_hypervisor_id', both: 'image' }, truth)
  return {
    architecture: from.image('hw_architecture', plainName) ?? from.image('architecture', plainName),
    machine: from.image('hw_machine_type', plainName),
    firmware: from.image('hw_firmware_type', oneOf(['bios', 'uefi'] as const)),
    secureBoot: from.get(
      { image: 'os_secure_boot', flavor: 'os:secure_boot' },
      oneOf(['disabled', 'optional', 'required'] as const),
    ),
    bootMenu: from.get({ ...both('boot_menu'), both: 'image' }, truth) ?? false,
    commandLine: from.image('os_command_line', oneLine),
    windows: (from.image('os_type', plainName) ?? 'linux').toLowerCase() === 'windows',
    hpet: from.image('hw_time_hpet', truth) ?? false,
    performanceCounters: from.get(both('pmu'), truth),
    hideHypervisor: hidden ?? false,
  }
}

const both = (name: string) => ({ image: `hw_${name}`, flavor: `hw:${name}` })

function readSerialPorts(from: PropertyReader): number {
  const ports = wholeNumber(1, 4)
  const most = from.flavor('hw:serial_port_count', ports)
  const wanted = from.image('hw_serial_port_count', ports)
  if (most !== undefined && wanted !== undefined && wanted > most) {
    throw refuseProperty('hw_serial_port_count', String(wanted), `the flavor allows ${most}`, 'ask for fewer ports')
  }
  return wanted ?? most ?? 1
}

/** The image asks for video memory only within what the flavor allows; no allowance, no wish. */
function readVideoMemory(from: PropertyReader): number | undefined {
  const wanted = from.image('hw_video_ram', wholeNumber(1, 2048))
  const most = from.flavor('hw_video:ram_max_mb', wholeNumber(0, 2048)) ?? 0
  if (wanted !== undefined && wanted > most) {
    throw refuseProperty(
      'hw_video_ram',
      String(wanted),
      `the flavor allows ${most} MiB`,
      'ask for less, or raise the flavor’s hw_video:ram_max_mb',
    )
  }
  return wanted
}

function readRng(from: PropertyReader) {
  from.image('hw_rng_model', oneOf(['virtio'] as const))
  return {
    allowed: from.flavor('hw_rng:allowed', truth) ?? true,
    rateBytes: from.flavor('hw_rng:rate_bytes', wholeNumber(1, 2 ** 30)),
    ratePeriodMs: from.flavor('hw_rng:rate_period', wholeNumber(1, 2 ** 30)),
  }
}

function readTpm(from: PropertyReader) {
  const version = from.get(both('tpm_version'), oneOf(['1.2', '2.0'] as const))
  const model = from.get(both('tpm_model'), oneOf(['tpm-tis', 'tpm-crb'] as const))
  if (version === undefined) {
    if (model !== undefined) {
      const name = from.said('hw_tpm_model', 'hw:tpm_model')
      throw refuseProperty(name, model, 'no TPM version is asked for', 'set hw:tpm_version to 2.0 or 1.2')
    }
    return undefined
  }
  if (version === '1.2' && model === 'tpm-crb') {
    const name = from.said('hw_tpm_model', 'hw:tpm_model')
    throw refuseProperty(name, model, 'tpm-crb needs TPM 2.0', 'use tpm-tis, or version 2.0')
  }
  return { version, model: model ?? 'tpm-tis' }
}

/** Wishes that this driver cannot grant: said at once, rather than a guest that lacks what was asked for. */
function refuseUnserved(from: PropertyReader): void {
  const unserved = 'this driver does not offer it'
  const next = 'leave the property out'
  const truths = ['hw_mem_encryption', 'hw_firmware_stateless', 'hw_ephemeral_encryption']
  for (const name of truths) {
    if (from.image(name, truth) === true) throw refuseProperty(name, 'true', unserved, next)
  }
  for (const name of ['hw:mem_encryption', 'hw:ephemeral_encryption']) {
    if (from.flavor(name, truth) === true) throw refuseProperty(name, 'true', unserved, next)
  }
  for (const name of ['hw:pmem', 'pci_passthrough:alias', 'accel:device_profile']) {
    const text = from.flavorText(name)
    if (text !== undefined && text !== '') throw refuseProperty(name, text, unserved, next)
  }
  const mode = from.imageText('hw_vm_mode') ?? from.imageText('vm_mode')
  if (mode !== undefined && mode !== 'hvm')
    throw refuseProperty('hw_vm_mode', mode, 'only hvm guests run here', 'set it to hvm')
  const type = from.imageText('img_hv_type')
  if (type !== undefined && type !== 'kvm' && type !== 'qemu') {
    throw refuseProperty('img_hv_type', type, 'this host runs kvm and qemu guests', 'choose another image')
  }
}
