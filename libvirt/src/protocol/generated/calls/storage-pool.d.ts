// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import type { CallOptions } from '../../../session/pending-call.ts'
import type { TypedParams, TypedParamsInput } from '../../../api/values.ts'
import type { StorageVol } from '../../../api/storage-vol.ts'
import type { Connect } from '../../../api/connect.ts'


/** What `StoragePool.getInfo` gives. `state` is a `StoragePoolState`; sizes in bytes */
export interface StoragePoolInfo {
  readonly state: number
  readonly capacity: number
  readonly allocation: number
  readonly available: number
}
export declare abstract class StoragePoolCalls {
  /** The connection it belongs to. */
  abstract readonly conn: Connect

  /**
   * Starts a defined pool.
   * @param flags `StoragePoolCreateFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_STORAGE_POOL when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStoragePoolCreate, since libvirt 0.4.1; remote procedure 78
   */
  create(flags?: number, options?: CallOptions): Promise<void>

  /**
   * Makes the storage under the pool: directory, file system, volume group.
   * @param flags `StoragePoolBuildFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_STORAGE_POOL when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStoragePoolBuild, since libvirt 0.4.1; remote procedure 79
   */
  build(flags?: number, options?: CallOptions): Promise<void>

  /**
   * Stops the pool; its volumes stay.
   * @throws LibvirtError VIR_ERR_NO_STORAGE_POOL when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStoragePoolDestroy, since libvirt 0.4.1; remote procedure 80
   */
  destroy(options?: CallOptions): Promise<void>

  /**
   * Deletes the storage under a stopped pool. Its data is lost.
   * @param flags `StoragePoolDeleteFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_STORAGE_POOL when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStoragePoolDelete, since libvirt 0.4.1; remote procedure 81
   */
  delete(flags?: number, options?: CallOptions): Promise<void>

  /**
   * Forgets the pool's definition.
   * @throws LibvirtError VIR_ERR_NO_STORAGE_POOL when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStoragePoolUndefine, since libvirt 0.4.1; remote procedure 82
   */
  undefine(options?: CallOptions): Promise<void>

  /**
   * Reads anew which volumes the pool has.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_STORAGE_POOL when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStoragePoolRefresh, since libvirt 0.4.1; remote procedure 83
   */
  refresh(flags?: number, options?: CallOptions): Promise<void>

  /**
   * State and sizes.
   * @returns `state` is a `StoragePoolState`; sizes in bytes
   * @throws LibvirtError VIR_ERR_NO_STORAGE_POOL when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStoragePoolGetInfo, since libvirt 0.4.1; remote procedure 87
   */
  getInfo(options?: CallOptions): Promise<StoragePoolInfo>

  /**
   * The pool as XML.
   * @param flags `StorageXmlFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_STORAGE_POOL when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStoragePoolGetXMLDesc, since libvirt 0.4.1; remote procedure 88
   */
  getXmlDesc(flags?: number, options?: CallOptions): Promise<string>

  /**
   * Whether the pool starts with the daemon.
   * @throws LibvirtError VIR_ERR_NO_STORAGE_POOL when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStoragePoolGetAutostart, since libvirt 0.4.1; remote procedure 89
   */
  getAutostart(options?: CallOptions): Promise<boolean>

  /**
   * Chooses whether the pool starts with the daemon.
   * @throws LibvirtError VIR_ERR_NO_STORAGE_POOL when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStoragePoolSetAutostart, since libvirt 0.4.1; remote procedure 90
   */
  setAutostart(autostart: boolean, options?: CallOptions): Promise<void>

  /**
   * Number of volumes.
   * @throws LibvirtError VIR_ERR_NO_STORAGE_POOL when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStoragePoolNumOfVolumes, since libvirt 0.4.1; remote procedure 91
   */
  numOfVolumes(options?: CallOptions): Promise<number>

  /**
   * Names of the volumes.
   * @throws LibvirtError VIR_ERR_NO_STORAGE_POOL when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStoragePoolListVolumes, since libvirt 0.4.1; remote procedure 92
   */
  listVolumes(options?: CallOptions): Promise<string[]>

  /**
   * Makes a volume.
   * @param xml volume XML
   * @param flags `StorageVolCreateFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_STORAGE_POOL when it is gone; VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStorageVolCreateXML, since libvirt 0.4.1; remote procedure 93
   */
  storageVolCreateXml(xml: string, flags?: number, options?: CallOptions): Promise<StorageVol>

  /**
   * The volume with this name.
   * @throws LibvirtError VIR_ERR_NO_STORAGE_VOL when there is none; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStorageVolLookupByName, since libvirt 0.4.1; remote procedure 95
   */
  storageVolLookupByName(name: string, options?: CallOptions): Promise<StorageVol>

  /**
   * Makes a volume as a copy of another.
   * @param xml volume XML
   * @param clonevol the volume to copy
   * @param flags `StorageVolCreateFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_STORAGE_POOL when it is gone; VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStorageVolCreateXMLFrom, since libvirt 0.6.4; remote procedure 125
   */
  storageVolCreateXmlFrom(xml: string, clonevol: StorageVol, flags?: number, options?: CallOptions): Promise<StorageVol>

  /**
   * Whether the pool runs.
   * @throws LibvirtError VIR_ERR_NO_STORAGE_POOL when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStoragePoolIsActive, since libvirt 0.7.3; remote procedure 154
   */
  isActive(options?: CallOptions): Promise<boolean>

  /**
   * Whether the pool is defined, and so stays when it stops.
   * @throws LibvirtError VIR_ERR_NO_STORAGE_POOL when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStoragePoolIsPersistent, since libvirt 0.7.3; remote procedure 155
   */
  isPersistent(options?: CallOptions): Promise<boolean>

  /**
   * The volumes.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_STORAGE_POOL when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStoragePoolListAllVolumes, since libvirt 0.10.2; remote procedure 282
   */
  listAllVolumes(flags?: number, options?: CallOptions): Promise<StorageVol[]>
}
