import { hex, integer, required, text, word, yesNo } from './field.ts'
import { list, values } from './nested.ts'
import { type ElementType, type Input, type Read, record } from './record.ts'
import { deviceAddressXml } from './domain/address.ts'

/** One side of what a device is: a PCI function, the network interface on it, a disk. */
export const nodeDeviceCapabilityXml = record('capability', {
  type: word<
    | 'system'
    | 'pci'
    | 'usb_device'
    | 'usb'
    | 'net'
    | 'scsi_host'
    | 'scsi_target'
    | 'scsi'
    | 'storage'
    | 'drm'
    | 'mdev'
    | 'mdev_types'
    | 'css'
    | 'vdpa'
  >('@type'),
  /** PCI: the class code, such as 0x030000. */
  pciClass: hex('class', 6),
  domain: integer('domain'),
  bus: integer('bus'),
  slot: integer('slot'),
  function: integer('function'),
  device: integer('device'),
  productId: hex('product@id', 4),
  product: text('product'),
  vendorId: hex('vendor@id', 4),
  vendor: text('vendor'),
  /** The devices that cannot be given away apart from this one. */
  iommuGroup: integer('iommuGroup@number'),
  iommuGroupDevices: list('iommuGroup/address', deviceAddressXml),
  numaNode: integer('numa@node'),
  /** Net. */
  interface: text('interface'),
  mac: text('address'),
  linkSpeedMbps: text('link@speed'),
  linkState: text('link@state'),
  netFeatures: values('feature@name'),
  /** Storage. */
  block: text('block'),
  storageBus: text('bus_type'),
  driveType: text('drive_type'),
  model: text('model'),
  serial: text('serial'),
  sizeBytes: integer('size'),
  logicalBlockBytes: integer('logical_block_size'),
  blockCount: integer('num_blocks'),
  /** System. */
  hardwareVendor: text('hardware/vendor'),
  hardwareSerial: text('hardware/serial'),
  hardwareUuid: text('hardware/uuid'),
  firmwareVersion: text('firmware/version'),
  /** Mediated device. */
  mdevType: text('type@id'),
  mdevUuid: text('uuid'),
  mdevParent: text('parent_addr'),
  /** SCSI. */
  scsiHost: integer('host'),
  uniqueId: integer('unique_id'),
  managed: yesNo('@managed'),
})

const nodeDeviceFields = {
  name: required(text('name')),
  path: text('path'),
  deviceNodes: list('devnode', record('devnode', { type: word<'dev' | 'link'>('@type'), path: text('') })),
  parent: text('parent'),
  driver: text('driver/name'),
  capabilities: list('capability', nodeDeviceCapabilityXml),
}
export interface NodeDeviceXml extends Read<typeof nodeDeviceFields> {}
export interface NodeDeviceXmlInput extends Input<typeof nodeDeviceFields> {}
export const nodeDeviceXml: ElementType<NodeDeviceXml, NodeDeviceXmlInput, typeof nodeDeviceFields> = record(
  'device',
  nodeDeviceFields,
)
