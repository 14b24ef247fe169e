import { Fault, type ServerSpec } from '@kilonova/core'
import type { ServerDisks } from '../../images/server-files.ts'
import type { HostSettings } from '../../settings.ts'
import { chooseDevices } from './choose-devices.ts'
import type { BootPlan, FirmwarePlan, FixedDevices, GuestPlan, TimerPlan } from './guest-plan.ts'
import type { HostCapabilities, HostUse } from './host-capabilities.ts'
import { planCpu } from './plan-cpu.ts'
import { planDiskLimits, planDisks } from './plan-disks.ts'
import { planMetadata } from './plan-metadata.ts'
import { planNics } from './plan-nics.ts'
import { planRootPorts } from './plan-root-ports.ts'
import { planRescue, type Rescue } from './plan-rescue.ts'
import { planPlacement } from './plan-numa.ts'
import { hasControls, PropertyReader, refuseProperty } from './property-reader.ts'
import { type DeviceWishes, readDeviceWishes } from './wishes.ts'

export interface GuestRequest {
  readonly spec: ServerSpec
  readonly disks: ServerDisks
  readonly host: HostCapabilities
  readonly use: HostUse
  readonly settings: HostSettings
  readonly instancesDirectory: string
  /** Whether the instances' file system can be read past the page cache. */
  readonly directIo: boolean
  /** Of this program, told to the guest's SMBIOS and the domain's metadata. */
  readonly version: string
  readonly networkName: (networkId: string) => string
  /** What the guest got at its first boot; absent then. */
  readonly fixed?: FixedDevices
  /** Present while it is rescued. */
  readonly rescue?: Rescue
}

/**
 * Decides a guest, once: server, image, flavor, host and settings in, a plain value out. Nothing is read or written.
 * @throws {Fault} `invalid`, with the property's name in `fields.property`, when image or flavor ask for what cannot
 * be had here.
 */
export function planGuest(request: GuestRequest): GuestPlan {
  const { spec, host, settings } = request
  const from = new PropertyReader(spec.image.properties, spec.flavor.extraSpecs)
  const wishes = readDeviceWishes(from)
  refuseUnwritable(spec)
  refuseTooMany(spec, host)
  const usual = chooseDevices(wishes, host, settings, request.fixed)
  const rescue = request.rescue === undefined ? undefined : planRescue(request.rescue, request.disks, usual.fixed)
  const devices = rescue === undefined ? usual : chooseDevices(wishes, host, settings, rescue.fixed)
  const disks = rescue?.disks ?? request.disks
  const placement = planPlacement(from, spec.flavor, host, request.use)
  const boot = planBoot(disks, rescue?.commandLine ?? wishes.commandLine, wishes.bootMenu)
  const ioThreads = devices.fixed.diskBus === 'virtio' ? 1 : 0
  const limits = planDiskLimits(from)
  const queues = wishes.multiqueue ? Math.min(spec.flavor.vcpus, 256) : 1
  const plan: GuestPlan = {
    serverId: spec.id,
    domainName: spec.domainName,
    instancesDirectory: request.instancesDirectory,
    virtType: host.virtType,
    architecture: host.architecture,
    machine: devices.fixed.machine,
    vcpus: spec.flavor.vcpus,
    memoryMiB: spec.flavor.memoryMiB,
    memory: placement.memory,
    cpu: planCpu(from, spec.flavor.vcpus, host, settings.libvirt),
    cells: placement.cells,
    cpuTuning: placement.tuning,
    firmware: planFirmware(devices.fixed, wishes, host),
    boot,
    ...planFeatures(wishes, host, settings),
    clock: planClock(wishes, host),
    ioThreads,
    ...scsiOf(devices.scsiModel, rescue?.bootDisk?.bus),
    ...(wishes.usbModel === undefined ? {} : { usbModel: wishes.usbModel }),
    disks: planDisks(disks, {
      diskBus: devices.fixed.diskBus,
      cdromBus: devices.fixed.cdromBus,
      cache: settings.libvirt.diskCache === 'none' && !request.directIo ? 'writeback' : settings.libvirt.diskCache,
      ...(settings.libvirt.diskDiscard === 'unset' ? {} : { discard: settings.libvirt.diskDiscard }),
      ...(limits === undefined ? {} : { limits }),
      preallocated: settings.images.preallocate === 'space',
      ioThreads,
      bootFromDisk: boot.kind === 'firmware',
      ...(rescue?.bootDisk === undefined ? {} : { bootDisk: rescue.bootDisk }),
    }),
    nics: planNics(spec.nics, from, {
      model: devices.fixed.nicModel,
      queues,
      packedRing: wishes.packedRing,
      networkName: request.networkName,
    }),
    serial: { logPath: disks.consoleLogPath, ports: wishes.serialPorts },
    ...devices.others,
    vnc: { listen: settings.libvirt.vncListen },
    balloon: { statsPeriodSec: settings.libvirt.memoryStatsPeriodSec },
    agentChannel: wishes.agent,
    sysinfo: {
      manufacturer: 'OpenStack Foundation',
      product: 'OpenStack Nova',
      version: request.version,
      serial: spec.id,
      uuid: spec.id,
      family: 'Virtual Machine',
    },
    metadata: planMetadata(spec, request.version),
    fixed: usual.fixed,
  }
  return { ...plan, ...planRootPorts(plan, settings.libvirt.sparePciePorts) }
}

/** A rescue disk may need a controller that the server itself has no use for. */
function scsiOf(model: string | undefined, rescueBus: string | undefined): Pick<GuestPlan, 'scsiModel'> {
  const wanted = model ?? (rescueBus === 'scsi' ? 'virtio-scsi' : undefined)
  return wanted === undefined ? {} : { scsiModel: wanted }
}

/** Text that XML cannot carry at all is refused by name; all else is escaped when it is written. */
function refuseUnwritable(spec: ServerSpec): void {
  const lines: [string, Record<string, string>][] = [
    ['image property', spec.image.properties],
    ['extra spec', spec.flavor.extraSpecs],
  ]
  for (const [kind, record] of lines) {
    for (const [name, value] of Object.entries(record)) {
      if (hasControls(name) || hasControls(value.replaceAll(/[\t\n\r]/g, ' '))) {
        throw refuseProperty(name, value, `an ${kind} may hold no control characters`, 'take them out')
      }
    }
  }
  const texts = { name: spec.name, userName: spec.userName, projectName: spec.projectName, flavor: spec.flavor.name }
  for (const [name, value] of Object.entries(texts)) {
    if (hasControls(value.replaceAll(/[\t\n\r]/g, ' '))) {
      throw refuseProperty(name, value, 'it holds control characters', 'take them out')
    }
  }
}

function refuseTooMany(spec: ServerSpec, host: HostCapabilities): void {
  if (spec.flavor.vcpus <= host.maxVcpus) return
  throw new Fault(
    'invalid',
    `flavor ${spec.flavor.name} has ${spec.flavor.vcpus} vCPUs; this host starts at most ${host.maxVcpus}`,
    {
      next: 'choose a smaller flavor or another host',
      fields: { property: 'vcpus', value: String(spec.flavor.vcpus) },
    },
  )
}

function planBoot(disks: ServerDisks, commandLine: string | undefined, menu: boolean): BootPlan {
  if (disks.kernelPath === undefined) return { kind: 'firmware', menu }
  return {
    kind: 'kernel',
    kernelPath: disks.kernelPath,
    ...(disks.ramdiskPath === undefined ? {} : { ramdiskPath: disks.ramdiskPath }),
    commandLine: commandLine ?? 'root=/dev/vda console=ttyS0',
  }
}

function planFirmware(fixed: FixedDevices, wishes: DeviceWishes, host: HostCapabilities): FirmwarePlan {
  if (fixed.firmware === 'bios') return { kind: 'bios' }
  const able = host.uefi.secureBoot && fixed.machine.includes('q35')
  const secureBoot = wishes.secureBoot === 'required' || (wishes.secureBoot === 'optional' && able)
  return { kind: 'uefi', secureBoot, enrolledKeys: secureBoot }
}

function planFeatures(wishes: DeviceWishes, host: HostCapabilities, settings: HostSettings) {
  const emulated = host.virtType === 'qemu'
  return {
    hyperv: wishes.windows && !emulated,
    hideHypervisor: wishes.hideHypervisor,
    vmcoreinfo: true,
    ...(wishes.performanceCounters === undefined ? {} : { performanceCounters: wishes.performanceCounters }),
    ...(emulated && settings.libvirt.tcgCacheMiB > 0 ? { tcgCacheMiB: settings.libvirt.tcgCacheMiB } : {}),
  }
}

function planClock(wishes: DeviceWishes, host: HostCapabilities): GuestPlan['clock'] {
  const timers: TimerPlan[] = [
    { name: 'pit', tickPolicy: 'delay' },
    { name: 'rtc', tickPolicy: 'catchup' },
    { name: 'hpet', present: wishes.hpet },
  ]
  if (wishes.windows && host.virtType === 'kvm') timers.push({ name: 'hypervclock', present: true })
  return { offset: wishes.windows ? 'localtime' : 'utc', timers }
}
