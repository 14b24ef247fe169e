import { flag, integer, onOff, sizeBytes, text, word, yesNo } from '../field.ts'
import { list, one, section } from '../nested.ts'
import { type ElementType, type Input, type Read, record } from '../record.ts'
import { deviceAddressXml } from './address.ts'

type DiskType = 'file' | 'block' | 'dir' | 'network' | 'volume' | 'nvme' | 'vhostuser' | 'vhostvdpa'
type DiskFormat = 'raw' | 'qcow2' | 'vmdk' | 'vdi' | 'vhdx' | 'qed' | 'luks'

/** A server that offers a network disk. */
export const diskHostXml = record('host', {
  name: text('@name'),
  port: integer('@port'),
  transport: word<'tcp' | 'unix' | 'rdma'>('@transport'),
  socket: text('@socket'),
})

const secretReferenceXml = record('secret', {
  /** `ceph`, `iscsi`, or `passphrase` for encryption. */
  type: word<'ceph' | 'iscsi' | 'passphrase'>('@type'),
  uuid: text('@uuid'),
  usage: text('@usage'),
})

export const diskAuthXml = record('auth', {
  /** Of a pool's source: `ceph` or `chap`. */
  type: word<'ceph' | 'chap'>('@type'),
  username: text('@username'),
  secret: one('secret', secretReferenceXml),
})

export const diskEncryptionXml = record('encryption', {
  format: word<'luks' | 'luks2' | 'qcow' | 'default'>('@format'),
  engine: word<'qemu' | 'librbd'>('@engine'),
  secrets: list('secret', secretReferenceXml),
})

const reservationsXml = record('reservations', {
  managed: yesNo('@managed'),
  sourceType: text('source@type'),
  sourcePath: text('source@path'),
  sourceMode: text('source@mode'),
})

const diskSourceFields = {
  /** A path of the host, for the type `file`. */
  file: text('@file'),
  /** A block device, for the type `block`. */
  dev: text('@dev'),
  dir: text('@dir'),
  /** For the type `network`. */
  protocol: word<'rbd' | 'nbd' | 'iscsi' | 'gluster' | 'http' | 'https' | 'ftp' | 'ftps' | 'nfs' | 'ssh' | 'vxhs'>(
    '@protocol',
  ),
  /** Pool and image of rbd, export of nbd, target of iscsi. */
  name: text('@name'),
  query: text('@query'),
  tls: yesNo('@tls'),
  tlsHostname: text('@tlsHostname'),
  /** For the type `volume`. */
  pool: text('@pool'),
  volume: text('@volume'),
  mode: word<'host' | 'direct'>('@mode'),
  startupPolicy: word<'mandatory' | 'requisite' | 'optional'>('@startupPolicy'),
  /** libvirt's number of this layer in a running guest, as in the block job target `vda[2]`. */
  index: integer('@index'),
  hosts: list('host', diskHostXml),
  snapshotName: text('snapshot@name'),
  configFile: text('config@file'),
  initiatorName: text('initiator/iqn@name'),
  auth: one('auth', diskAuthXml),
  reservations: one('reservations', reservationsXml),
  encryption: one('encryption', diskEncryptionXml),
  sliceOffsetBytes: integer('slices/slice@offset'),
  sliceSizeBytes: integer('slices/slice@size'),
}
export interface DiskSourceXml extends Read<typeof diskSourceFields> {}
export interface DiskSourceXmlInput extends Input<typeof diskSourceFields> {}
/** Where a disk's bytes are. Which fields mean something hangs on the disk's type. */
export const diskSourceXml: ElementType<DiskSourceXml, DiskSourceXmlInput, typeof diskSourceFields> = record(
  'source',
  diskSourceFields,
)

const layerFields = {
  /** Absent, with everything else, in the empty element that ends a chain. */
  type: word<DiskType>('@type'),
  index: integer('@index'),
  format: word<DiskFormat>('format@type'),
  metadataCacheBytes: sizeBytes('format/metadata_cache/max_size'),
  source: one('source', diskSourceXml),
}

/** A layer below a disk's top image. */
export interface BackingStoreXml extends Read<typeof layerFields> {
  backingStore?: BackingStoreXml | undefined
}
export interface BackingStoreXmlInput extends Input<typeof layerFields> {
  readonly backingStore?: BackingStoreXmlInput | undefined
}
export const backingStoreXml: ElementType<BackingStoreXml, BackingStoreXmlInput> = record('backingStore', {
  ...layerFields,
  /** The next layer; an empty object says that there is none, and libvirt does not look for itself. */
  backingStore: one('backingStore', () => backingStoreXml),
})

/** A running copy of the disk. */
export const diskMirrorXml = record('mirror', {
  type: word<DiskType>('@type'),
  job: word<'copy' | 'active-commit'>('@job'),
  ready: word<'yes' | 'abort' | 'pivot'>('@ready'),
  format: word<DiskFormat>('format@type'),
  source: one('source', diskSourceXml),
  backingStore: one('backingStore', backingStoreXml),
})

/** Limits on a disk's traffic; bursts may reach the `Max` values for the `MaxLength` seconds. */
export const ioTuneXml = record('iotune', {
  totalBytesPerSec: integer('total_bytes_sec'),
  readBytesPerSec: integer('read_bytes_sec'),
  writeBytesPerSec: integer('write_bytes_sec'),
  totalOpsPerSec: integer('total_iops_sec'),
  readOpsPerSec: integer('read_iops_sec'),
  writeOpsPerSec: integer('write_iops_sec'),
  totalBytesPerSecMax: integer('total_bytes_sec_max'),
  readBytesPerSecMax: integer('read_bytes_sec_max'),
  writeBytesPerSecMax: integer('write_bytes_sec_max'),
  totalOpsPerSecMax: integer('total_iops_sec_max'),
  readOpsPerSecMax: integer('read_iops_sec_max'),
  writeOpsPerSecMax: integer('write_iops_sec_max'),
  opSizeBytes: integer('size_iops_sec'),
  group: text('group_name'),
  totalBytesMaxLengthSec: integer('total_bytes_sec_max_length'),
  readBytesMaxLengthSec: integer('read_bytes_sec_max_length'),
  writeBytesMaxLengthSec: integer('write_bytes_sec_max_length'),
  totalOpsMaxLengthSec: integer('total_iops_sec_max_length'),
  readOpsMaxLengthSec: integer('read_iops_sec_max_length'),
  writeOpsMaxLengthSec: integer('write_iops_sec_max_length'),
})

const diskDriverXml = record('driver', {
  name: word<'qemu'>('@name'),
  /** The format of the top image. */
  type: word<DiskFormat>('@type'),
  cache: word<'none' | 'writeback' | 'writethrough' | 'directsync' | 'unsafe' | 'default'>('@cache'),
  errorPolicy: word<'stop' | 'report' | 'ignore' | 'enospace'>('@error_policy'),
  readErrorPolicy: word<'stop' | 'report' | 'ignore'>('@rerror_policy'),
  io: word<'native' | 'threads' | 'io_uring'>('@io'),
  ioeventfd: onOff('@ioeventfd'),
  eventIdx: onOff('@event_idx'),
  copyOnRead: onOff('@copy_on_read'),
  discard: word<'unmap' | 'ignore'>('@discard'),
  iothread: integer('@iothread'),
  detectZeroes: word<'off' | 'on' | 'unmap'>('@detect_zeroes'),
  queues: integer('@queues'),
  queueSize: integer('@queue_size'),
  iommu: onOff('@iommu'),
  ats: onOff('@ats'),
  packed: onOff('@packed'),
  pagePerVq: onOff('@page_per_vq'),
  metadataCacheBytes: sizeBytes('metadata_cache/max_size'),
})

const diskFields = {
  type: word<DiskType>('@type'),
  device: word<'disk' | 'cdrom' | 'floppy' | 'lun'>('@device'),
  model: text('@model'),
  rawio: yesNo('@rawio'),
  snapshot: word<'internal' | 'external' | 'no' | 'manual'>('@snapshot'),
  driver: section('driver', diskDriverXml),
  auth: one('auth', diskAuthXml),
  /** Absent for an empty CD or floppy drive. */
  source: one('source', diskSourceXml),
  backingStore: one('backingStore', backingStoreXml),
  logicalBlockBytes: integer('blockio@logical_block_size'),
  physicalBlockBytes: integer('blockio@physical_block_size'),
  mirror: one('mirror', diskMirrorXml),
  /** The name by which libvirt's calls mean this disk: `vda`. */
  target: text('target@dev'),
  bus: word<'virtio' | 'scsi' | 'sata' | 'ide' | 'usb' | 'fdc' | 'sd'>('target@bus'),
  tray: word<'open' | 'closed'>('target@tray'),
  removable: onOff('target@removable'),
  rotationRateRpm: integer('target@rotation_rate'),
  ioTune: one('iotune', ioTuneXml),
  readonly: flag('readonly'),
  shareable: flag('shareable'),
  transient: flag('transient'),
  serial: text('serial'),
  wwn: text('wwn'),
  vendor: text('vendor'),
  product: text('product'),
  encryption: one('encryption', diskEncryptionXml),
  bootOrder: integer('boot@order'),
  alias: text('alias@name'),
  address: one('address', deviceAddressXml),
}
export interface DiskXml extends Read<typeof diskFields> {}
export interface DiskXmlInput extends Input<typeof diskFields> {}
export const diskXml: ElementType<DiskXml, DiskXmlInput, typeof diskFields> = record('disk', diskFields)
