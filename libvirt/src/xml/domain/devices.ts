import { flag, hex, integer, kibAsMiB, memoryMiB, onOff, size, text, word, yesNo } from '../field.ts'
import { list, one } from '../nested.ts'
import { type ElementType, type Input, type Read, record } from '../record.ts'
import { deviceAddressXml } from './address.ts'
import { channelXml, consoleXml, parallelXml, serialXml } from './character.ts'
import { diskXml } from './disk.ts'
import { domainInterfaceXml } from './network-interface.ts'

/** Present on any device. */
const placed = { alias: text('alias@name'), address: one('address', deviceAddressXml) }
/** Switches of a virtio device's driver. */
const virtioDriver = {
  driverIommu: onOff('driver@iommu'),
  driverAts: onOff('driver@ats'),
  driverPacked: onOff('driver@packed'),
}

export const controllerXml = record('controller', {
  type: word<'pci' | 'scsi' | 'usb' | 'sata' | 'ide' | 'virtio-serial' | 'fdc' | 'ccid' | 'isa'>('@type'),
  index: integer('@index'),
  model: text('@model'),
  ports: integer('@ports'),
  vectors: integer('@vectors'),
  driverQueues: integer('driver@queues'),
  driverCommandsPerLun: integer('driver@cmd_per_lun'),
  driverMaxSectors: integer('driver@max_sectors'),
  driverIoeventfd: onOff('driver@ioeventfd'),
  driverIothread: integer('driver@iothread'),
  ...virtioDriver,
  master: integer('master@startport'),
  pciModel: text('model@name'),
  pciChassis: integer('target@chassis'),
  pciChassisNumber: integer('target@chassisNr'),
  pciPort: hex('target@port'),
  pciBusNumber: integer('target@busNr'),
  pciHotplug: onOff('target@hotplug'),
  pciNumaNode: integer('target/node'),
  pciHole64MiB: memoryMiB('pcihole64'),
  ...placed,
})

const filesystemXml = record('filesystem', {
  type: word<'mount' | 'file' | 'block' | 'ram' | 'template' | 'bind'>('@type'),
  accessMode: word<'passthrough' | 'mapped' | 'squash'>('@accessmode'),
  driver: word<'virtiofs' | 'path' | 'handle' | 'loop' | 'nbd'>('driver@type'),
  driverQueueSize: integer('driver@queue'),
  binaryPath: text('binary@path'),
  binaryXattr: onOff('binary@xattr'),
  binaryCache: word<'none' | 'always'>('binary/cache@mode'),
  sourceDir: text('source@dir'),
  sourceSocket: text('source@socket'),
  /** The tag by which the guest mounts it. */
  target: text('target@dir'),
  readonly: flag('readonly'),
  ...placed,
})

const inputXml = record('input', {
  type: word<'tablet' | 'mouse' | 'keyboard' | 'passthrough' | 'evdev'>('@type'),
  bus: word<'usb' | 'virtio' | 'ps2' | 'xen'>('@bus'),
  model: text('@model'),
  sourceEvdev: text('source@evdev'),
  ...placed,
})

const tpmXml = record('tpm', {
  model: word<'tpm-tis' | 'tpm-crb' | 'tpm-spapr' | 'tpm-tis-device'>('@model'),
  backend: word<'emulator' | 'passthrough' | 'external'>('backend@type'),
  version: word<'1.2' | '2.0'>('backend@version'),
  persistentState: yesNo('backend@persistent_state'),
  encryptionSecret: text('backend/encryption@secret'),
  devicePath: text('backend/device@path'),
  ...placed,
})

const listenXml = record('listen', {
  type: word<'address' | 'network' | 'socket' | 'none'>('@type'),
  address: text('@address'),
  network: text('@network'),
  socket: text('@socket'),
})

export const graphicsXml = record('graphics', {
  type: word<'vnc' | 'spice' | 'sdl' | 'rdp' | 'egl-headless' | 'dbus'>('@type'),
  socket: text('@socket'),
  /** -1 lets libvirt choose one at the guest's start. */
  port: integer('@port'),
  tlsPort: integer('@tlsPort'),
  autoport: yesNo('@autoport'),
  websocketPort: integer('@websocket'),
  listenAddress: text('@listen'),
  keymap: text('@keymap'),
  /** In the XML only when asked for with the flag for secrets. */
  password: text('@passwd'),
  passwordValidTo: text('@passwdValidTo'),
  passwordWhenConnected: word<'fail' | 'disconnect' | 'keep'>('@connected'),
  sharePolicy: word<'allow-exclusive' | 'force-shared' | 'ignore'>('@sharePolicy'),
  defaultMode: word<'secure' | 'insecure' | 'any'>('@defaultMode'),
  listens: list('listen', listenXml),
  imageCompression: text('image@compression'),
  gl: yesNo('gl@enable'),
  glRenderNode: text('gl@rendernode'),
})

const soundXml = record('sound', { model: text('@model'), audioId: integer('audio@id'), ...placed })

const audioXml = record('audio', { id: integer('@id'), type: text('@type') })

export const videoXml = record('video', {
  driver: word<'qemu' | 'vhostuser'>('driver@name'),
  model: word<'virtio' | 'vga' | 'qxl' | 'cirrus' | 'bochs' | 'none' | 'vmvga' | 'ramfb' | 'gop'>('model@type'),
  ramMiB: kibAsMiB('model@ram'),
  vramMiB: kibAsMiB('model@vram'),
  vram64MiB: kibAsMiB('model@vram64'),
  vgaMemoryMiB: kibAsMiB('model@vgamem'),
  heads: integer('model@heads'),
  primary: yesNo('model@primary'),
  blob: onOff('model@blob'),
  accel3d: yesNo('model/acceleration@accel3d'),
  widthPixels: integer('model/resolution@x'),
  heightPixels: integer('model/resolution@y'),
  ...placed,
})

/** A device of the host, given to the guest. */
export const hostdevXml = record('hostdev', {
  mode: word<'subsystem' | 'capabilities'>('@mode'),
  type: word<'pci' | 'usb' | 'scsi' | 'scsi_host' | 'mdev'>('@type'),
  /** libvirt detaches it from the host and gives it back. */
  managed: yesNo('@managed'),
  model: text('@model'),
  display: onOff('@display'),
  driver: word<'vfio'>('driver@name'),
  usbVendor: hex('source/vendor@id', 4),
  usbProduct: hex('source/product@id', 4),
  scsiAdapter: text('source/adapter@name'),
  /** The host's device: a PCI address, `bus` and `device` of USB, the `uuid` of a mediated device. */
  sourceAddress: one('source/address', deviceAddressXml),
  readonly: flag('readonly'),
  shareable: flag('shareable'),
  bootOrder: integer('boot@order'),
  romFile: text('rom@file'),
  romBar: onOff('rom@bar'),
  ...placed,
})

const redirdevXml = record('redirdev', {
  bus: word<'usb'>('@bus'),
  type: word<'spicevmc' | 'tcp' | 'unix'>('@type'),
  sourceMode: word<'bind' | 'connect'>('source@mode'),
  sourceHost: text('source@host'),
  sourceService: text('source@service'),
  sourcePath: text('source@path'),
  bootOrder: integer('boot@order'),
  ...placed,
})

const watchdogXml = record('watchdog', {
  model: word<'i6300esb' | 'itco' | 'ib700' | 'diag288'>('@model'),
  action: word<'reset' | 'shutdown' | 'poweroff' | 'pause' | 'none' | 'dump' | 'inject-nmi'>('@action'),
  ...placed,
})

const memballoonXml = record('memballoon', {
  model: word<'virtio' | 'none' | 'xen'>('@model'),
  autodeflate: onOff('@autodeflate'),
  freePageReporting: onOff('@freePageReporting'),
  /** How often the guest reports its memory; 0 or absent is never. */
  statsPeriodSec: integer('stats@period'),
  ...virtioDriver,
  ...placed,
})

const rngXml = record('rng', {
  model: word<'virtio' | 'virtio-transitional' | 'virtio-non-transitional'>('@model'),
  ...virtioDriver,
  rateBytes: integer('rate@bytes'),
  ratePeriodMs: integer('rate@period'),
  backend: word<'random' | 'egd' | 'builtin'>('backend@model'),
  /** `/dev/urandom`, for the backend `random`. */
  backendPath: text('backend'),
  ...placed,
})

const panicXml = record('panic', {
  model: word<'isa' | 'pvpanic' | 'hyperv' | 'pseries' | 's390'>('@model'),
  ...placed,
})

const megabytes = { in: 'MiB', written: 'KiB', unit: 'unit' } as const

/** A memory module. */
export const memoryDeviceXml = record('memory', {
  model: word<'dimm' | 'nvdimm' | 'virtio-mem' | 'virtio-pmem' | 'sgx-epc'>('@model'),
  access: word<'shared' | 'private'>('@access'),
  discard: yesNo('@discard'),
  uuid: text('uuid'),
  sourcePageMiB: size('source/pagesize', megabytes),
  sourceNodes: text('source/nodemask'),
  sourcePath: text('source/path'),
  sourceAlignMiB: size('source/alignsize', megabytes),
  sourcePersistent: flag('source/pmem'),
  sizeMiB: size('target/size', megabytes),
  guestNode: integer('target/node'),
  labelMiB: size('target/label/size', megabytes),
  blockMiB: size('target/block', megabytes),
  requestedMiB: size('target/requested', megabytes),
  currentMiB: size('target/current', megabytes),
  readonly: flag('target/readonly'),
  ...placed,
})

const iommuXml = record('iommu', {
  model: word<'intel' | 'smmuv3' | 'virtio'>('@model'),
  interruptRemapping: onOff('driver@intremap'),
  cachingMode: onOff('driver@caching_mode'),
  extendedInterruptMode: onOff('driver@eim'),
  iotlb: onOff('driver@iotlb'),
  addressBits: integer('driver@aw_bits'),
  ...placed,
})

const vsockXml = record('vsock', {
  model: text('@model'),
  cidAuto: yesNo('cid@auto'),
  cid: integer('cid@address'),
  ...placed,
})

const devicesFields = {
  /** The program that runs the guest. */
  emulator: text('emulator'),
  disks: list('disk', diskXml),
  controllers: list('controller', controllerXml),
  filesystems: list('filesystem', filesystemXml),
  interfaces: list('interface', domainInterfaceXml),
  serials: list('serial', serialXml),
  parallels: list('parallel', parallelXml),
  consoles: list('console', consoleXml),
  channels: list('channel', channelXml),
  inputs: list('input', inputXml),
  tpms: list('tpm', tpmXml),
  graphics: list('graphics', graphicsXml),
  sounds: list('sound', soundXml),
  audios: list('audio', audioXml),
  videos: list('video', videoXml),
  hostdevs: list('hostdev', hostdevXml),
  redirdevs: list('redirdev', redirdevXml),
  watchdogs: list('watchdog', watchdogXml),
  memballoon: one('memballoon', memballoonXml),
  rngs: list('rng', rngXml),
  panics: list('panic', panicXml),
  memories: list('memory', memoryDeviceXml),
  iommu: one('iommu', iommuXml),
  vsock: one('vsock', vsockXml),
}
export interface DevicesXml extends Read<typeof devicesFields> {}
export interface DevicesXmlInput extends Input<typeof devicesFields> {}
/** In the order in which libvirt prints them. Kinds of device that are not here stay in their places when written. */
export const devicesXml: ElementType<DevicesXml, DevicesXmlInput, typeof devicesFields> = record(
  'devices',
  devicesFields,
)
