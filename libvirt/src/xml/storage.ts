import { diskAuthXml, diskEncryptionXml } from './domain/disk.ts'
import { flag, integer, number, required, sizeBytes, text, word, yesNo } from './field.ts'
import { list, one, rawChildren, values } from './nested.ts'
import { type ElementType, type Input, type Read, record } from './record.ts'

const permissionsXml = record('permissions', {
  /** Octal, as `0644`. */
  mode: text('mode'),
  /** A number; -1 asks for the default. */
  owner: integer('owner'),
  group: integer('group'),
  label: text('label'),
})

const poolSourceXml = record('source', {
  hosts: list('host', record('host', { name: text('@name'), port: integer('@port') })),
  devices: values('device@path'),
  dir: text('dir@path'),
  adapterType: text('adapter@type'),
  adapterName: text('adapter@name'),
  initiatorName: text('initiator/iqn@name'),
  /** Ceph pool, volume group, and so on. */
  name: text('name'),
  format: text('format@type'),
  auth: one('auth', diskAuthXml),
  vendor: text('vendor@name'),
  product: text('product@name'),
})

const storagePoolFields = {
  type: required(
    word<
      | 'dir'
      | 'fs'
      | 'netfs'
      | 'logical'
      | 'disk'
      | 'iscsi'
      | 'iscsi-direct'
      | 'scsi'
      | 'mpath'
      | 'rbd'
      | 'gluster'
      | 'zfs'
      | 'vstorage'
    >('@type'),
  ),
  name: required(text('name')),
  uuid: text('uuid'),
  capacityBytes: sizeBytes('capacity'),
  allocationBytes: sizeBytes('allocation'),
  availableBytes: sizeBytes('available'),
  /** Whether files are copied on write. */
  copyOnWrite: yesNo('features/cow@state'),
  source: one('source', poolSourceXml),
  targetPath: text('target/path'),
  permissions: one('target/permissions', permissionsXml),
}
export interface StoragePoolXml extends Read<typeof storagePoolFields> {}
export interface StoragePoolXmlInput extends Input<typeof storagePoolFields> {}
export const storagePoolXml: ElementType<StoragePoolXml, StoragePoolXmlInput, typeof storagePoolFields> = record(
  'pool',
  storagePoolFields,
)

const timestampsXml = record('timestamps', {
  /** Seconds since 1970. */
  accessed: number('atime'),
  modified: number('mtime'),
  changed: number('ctime'),
  created: number('btime'),
})

const targetFields = {
  path: text('path'),
  format: word<'raw' | 'qcow2' | 'qed' | 'vmdk' | 'vdi' | 'iso' | 'dir'>('format@type'),
  permissions: one('permissions', permissionsXml),
  timestamps: one('timestamps', timestampsXml),
}

const volumeTargetXml = record('target', {
  ...targetFields,
  encryption: one('encryption', diskEncryptionXml),
  /** qcow2's version: `0.10` or `1.1`. */
  compat: text('compat'),
  noCow: flag('nocow'),
  clusterBytes: sizeBytes('clusterSize'),
  lazyRefcounts: flag('features/lazy_refcounts'),
  extendedL2: flag('features/extended_l2'),
})

const storageVolumeFields = {
  type: word<'file' | 'block' | 'dir' | 'network' | 'netdir' | 'ploop'>('@type'),
  name: required(text('name')),
  key: text('key'),
  sourceMetadata: rawChildren('source'),
  capacityBytes: sizeBytes('capacity'),
  allocationBytes: sizeBytes('allocation'),
  physicalBytes: sizeBytes('physical'),
  target: one('target', volumeTargetXml),
  backingStore: one('backingStore', record('backingStore', targetFields)),
}
export interface StorageVolumeXml extends Read<typeof storageVolumeFields> {}
export interface StorageVolumeXmlInput extends Input<typeof storageVolumeFields> {}
export const storageVolumeXml: ElementType<StorageVolumeXml, StorageVolumeXmlInput, typeof storageVolumeFields> =
  record('volume', storageVolumeFields)
