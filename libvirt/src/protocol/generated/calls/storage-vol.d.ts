// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import type { CallOptions } from '../../../session/pending-call.ts'
import type { TypedParams, TypedParamsInput } from '../../../api/values.ts'
import type { StoragePool } from '../../../api/storage-pool.ts'
import type { Connect } from '../../../api/connect.ts'


/** What `StorageVol.getInfo` gives. `type` is a `StorageVolType`; sizes in bytes */
export interface StorageVolInfo {
  readonly type: number
  readonly capacity: number
  readonly allocation: number
}
/** What `StorageVol.getInfoFlags` gives. `type` is a `StorageVolType`; sizes in bytes */
export interface StorageVolInfoFlagsResult {
  readonly type: number
  readonly capacity: number
  readonly allocation: number
}
export declare abstract class StorageVolCalls {
  /** The connection it belongs to. */
  abstract readonly conn: Connect

  /**
   * The pool that the volume is in.
   * @throws LibvirtError VIR_ERR_NO_STORAGE_POOL when there is none; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStoragePoolLookupByVolume, since libvirt 0.4.1; remote procedure 86
   */
  storagePoolLookupByVolume(options?: CallOptions): Promise<StoragePool>

  /**
   * Deletes the volume and its data.
   * @param flags `StorageVolDeleteFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_STORAGE_VOL when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStorageVolDelete, since libvirt 0.4.1; remote procedure 94
   */
  delete(flags?: number, options?: CallOptions): Promise<void>

  /**
   * Type and sizes.
   * @returns `type` is a `StorageVolType`; sizes in bytes
   * @throws LibvirtError VIR_ERR_NO_STORAGE_VOL when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStorageVolGetInfo, since libvirt 0.4.1; remote procedure 98
   */
  getInfo(options?: CallOptions): Promise<StorageVolInfo>

  /**
   * The volume as XML.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_STORAGE_VOL when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStorageVolGetXMLDesc, since libvirt 0.4.1; remote procedure 99
   */
  getXmlDesc(flags?: number, options?: CallOptions): Promise<string>

  /**
   * Path of the volume on the host.
   * @throws LibvirtError VIR_ERR_NO_STORAGE_VOL when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStorageVolGetPath, since libvirt 0.4.1; remote procedure 100
   */
  getPath(options?: CallOptions): Promise<string>

  /**
   * Overwrites the volume with zeros.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_STORAGE_VOL when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStorageVolWipe, since libvirt 0.8.0; remote procedure 165
   */
  wipe(flags?: number, options?: CallOptions): Promise<void>

  /**
   * Overwrites the volume.
   * @param algorithm a `StorageVolWipeAlgorithm`
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_STORAGE_VOL when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStorageVolWipePattern, since libvirt 0.9.10; remote procedure 259
   */
  wipePattern(algorithm: number, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Changes the volume's size.
   * @param capacity bytes
   * @param flags `StorageVolResizeFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_STORAGE_VOL when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStorageVolResize, since libvirt 0.9.10; remote procedure 260
   */
  resize(capacity: number | bigint, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Type and sizes.
   * @param flags `StorageVolInfoFlags` values, added up
   * @returns `type` is a `StorageVolType`; sizes in bytes
   * @throws LibvirtError VIR_ERR_NO_STORAGE_VOL when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStorageVolGetInfoFlags, since libvirt 3.0.0; remote procedure 378
   */
  getInfoFlags(flags?: number, options?: CallOptions): Promise<StorageVolInfoFlagsResult>
}
