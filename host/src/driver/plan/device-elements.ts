import { el, type XmlElement } from '@kilonova/libvirt'
import type { DiskLimits, DiskPlan, GuestPlan, NicLimit, NicPlan } from './guest-plan.ts'

/** Everything in `<devices>`. */
export function deviceElements(plan: GuestPlan): (XmlElement | undefined)[] {
  return [
    ...plan.disks.map(diskElement),
    plan.scsiModel === undefined ? undefined : el('controller', { type: 'scsi', index: 0, model: plan.scsiModel }),
    plan.usbModel === undefined ? undefined : el('controller', { type: 'usb', index: 0, model: plan.usbModel }),
    ...rootPorts(plan.pcieRootPorts ?? 0),
    ...plan.nics.map(nicElement),
    ...consoleElements(plan),
    plan.agentChannel
      ? el('channel', { type: 'unix' }, el('target', { type: 'virtio', name: 'org.qemu.guest_agent.0' }))
      : undefined,
    ...inputElements(plan),
    tpmElement(plan),
    plan.vnc === undefined
      ? undefined
      : el('graphics', { type: 'vnc', autoport: 'yes' }, el('listen', { type: 'address', address: plan.vnc.listen })),
    // Without an audio device libvirt would make one for VNC, which costs nothing but a line; it is left to it.
    plan.sound === undefined ? undefined : el('sound', { model: plan.sound }),
    videoElement(plan),
    plan.watchdog === undefined
      ? undefined
      : el('watchdog', { model: plan.watchdog.model, action: plan.watchdog.action }),
    balloonElement(plan),
    rngElement(plan),
    iommuElement(plan),
  ]
}

function diskElement(disk: DiskPlan): XmlElement {
  return el(
    'disk',
    { type: disk.rbd === undefined ? (disk.block === true ? 'block' : 'file') : 'network', device: disk.device },
    el('driver', {
      name: 'qemu',
      type: disk.format,
      cache: disk.cache,
      io: disk.io,
      discard: disk.discard,
      iothread: disk.ioThread,
    }),
    ...sourceElements(disk),
    el('target', { dev: disk.target, bus: disk.bus }),
    disk.limits === undefined ? undefined : limitsElement(disk.limits),
    disk.readOnly ? el('readonly') : undefined,
    disk.bootOrder === undefined ? undefined : el('boot', { order: disk.bootOrder }),
  )
}

/** Where the bytes are. libvirt takes the login beside the source. */
function sourceElements({ path, block, rbd }: DiskPlan): (XmlElement | undefined)[] {
  if (rbd === undefined) return [el('source', block === true ? { dev: path } : { file: path })]
  const auth =
    rbd.secretUuid === undefined
      ? undefined
      : el('auth', { username: rbd.user }, el('secret', { type: 'ceph', uuid: rbd.secretUuid }))
  const hosts = rbd.monitors.map(({ host, port }) => el('host', { name: host, port }))
  const config = rbd.configPath === undefined ? undefined : el('config', { file: rbd.configPath })
  return [auth, el('source', { protocol: 'rbd', name: `${rbd.pool}/${rbd.image}` }, hosts, config)]
}

const limitNames: Record<keyof DiskLimits, string> = {
  totalBytesPerSec: 'total_bytes_sec',
  readBytesPerSec: 'read_bytes_sec',
  writeBytesPerSec: 'write_bytes_sec',
  totalIopsPerSec: 'total_iops_sec',
  readIopsPerSec: 'read_iops_sec',
  writeIopsPerSec: 'write_iops_sec',
  totalBytesPerSecMax: 'total_bytes_sec_max',
  readBytesPerSecMax: 'read_bytes_sec_max',
  writeBytesPerSecMax: 'write_bytes_sec_max',
  totalIopsPerSecMax: 'total_iops_sec_max',
  readIopsPerSecMax: 'read_iops_sec_max',
  writeIopsPerSecMax: 'write_iops_sec_max',
  totalBytesPerSecMaxLengthSec: 'total_bytes_sec_max_length',
  readBytesPerSecMaxLengthSec: 'read_bytes_sec_max_length',
  writeBytesPerSecMaxLengthSec: 'write_bytes_sec_max_length',
  totalIopsPerSecMaxLengthSec: 'total_iops_sec_max_length',
  readIopsPerSecMaxLengthSec: 'read_iops_sec_max_length',
  writeIopsPerSecMaxLengthSec: 'write_iops_sec_max_length',
}

function limitsElement(limits: DiskLimits): XmlElement {
  const names = Object.keys(limitNames) as (keyof DiskLimits)[]
  return el(
    'iotune',
    {},
    names.filter((name) => limits[name] !== undefined).map((name) => el(limitNames[name], {}, limits[name])),
  )
}

export function nicElement(nic: NicPlan): XmlElement {
  const tuned = nic.queues !== undefined || nic.packedRing === true
  return el(
    'interface',
    { type: 'network' },
    el('mac', { address: nic.mac }),
    el('source', { network: nic.network }),
    nic.inbound === undefined && nic.outbound === undefined
      ? undefined
      : el('bandwidth', {}, limitElement('inbound', nic.inbound), limitElement('outbound', nic.outbound)),
    el('target', { dev: nic.device }),
    el('model', { type: nic.model }),
    tuned ? el('driver', { queues: nic.queues, packed: nic.packedRing === true ? 'on' : undefined }) : undefined,
    nic.mtu === undefined ? undefined : el('mtu', { size: nic.mtu }),
  )
}

function limitElement(direction: 'inbound' | 'outbound', limit: NicLimit | undefined): XmlElement | undefined {
  if (limit === undefined) return undefined
  return el(direction, { average: limit.averageKiBPerSec, peak: limit.peakKiBPerSec, burst: limit.burstKiB })
}

/** The first port logs to the file that `console log show` reads, anew at each start, and is interactive too. */
function consoleElements({ serial }: GuestPlan): XmlElement[] {
  const log = el('log', { file: serial.logPath, append: 'off' })
  const ports = Array.from({ length: serial.ports }, (_, port) =>
    el('serial', { type: 'pty' }, port === 0 ? log : undefined, el('target', { port })),
  )
  return [...ports, el('console', { type: 'pty' }, log, el('target', { type: 'serial', port: 0 }))]
}

function inputElements({ pointer }: GuestPlan): XmlElement[] {
  if (pointer === undefined || pointer.bus === 'ps2') return []
  const devices = [el('input', { type: pointer.kind, bus: pointer.bus })]
  if (pointer.bus === 'virtio') devices.push(el('input', { type: 'keyboard', bus: 'virtio' }))
  return devices
}

function tpmElement({ tpm }: GuestPlan): XmlElement | undefined {
  return tpm === undefined
    ? undefined
    : el('tpm', { model: tpm.model }, el('backend', { type: 'emulator', version: tpm.version }))
}

function videoElement({ video }: GuestPlan): XmlElement {
  // Only qxl, vga and vmvga have memory of a size to choose; libvirt refuses it for the others.
  const sized = ['qxl', 'vga', 'vmvga'].includes(video.model)
  return el('video', {}, el('model', { type: video.model, vram: sized ? video.memoryKiB : undefined }))
}

function balloonElement({ balloon }: GuestPlan): XmlElement {
  return el(
    'memballoon',
    { model: 'virtio', autodeflate: 'on', freePageReporting: 'on' },
    balloon.statsPeriodSec > 0 ? el('stats', { period: balloon.statsPeriodSec }) : undefined,
  )
}

function rngElement({ rng }: GuestPlan): XmlElement | undefined {
  if (rng === undefined) return undefined
  return el(
    'rng',
    { model: 'virtio' },
    rng.rateBytes === undefined ? undefined : el('rate', { bytes: rng.rateBytes, period: rng.ratePeriodMs }),
    el('backend', { model: 'random' }, rng.source),
  )
}

function iommuElement({ iommu }: GuestPlan): XmlElement | undefined {
  if (iommu === undefined) return undefined
  if (iommu.model !== 'intel') return el('iommu', { model: iommu.model })
  return el('iommu', { model: 'intel' }, el('driver', { intremap: 'on', caching_mode: 'on', iotlb: 'on' }))
}

/** libvirt makes as many as the devices need and no more: without spare ones nothing can be added to a running guest. */
function rootPorts(count: number): XmlElement[] {
  if (count === 0) return []
  const ports = Array.from({ length: count }, () => el('controller', { type: 'pci', model: 'pcie-root-port' }))
  return [el('controller', { type: 'pci', index: 0, model: 'pcie-root' }), ...ports]
}
