// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import type { CallOptions } from '../../../session/pending-call.ts'
import type { TypedParams, TypedParamsInput } from '../../../api/values.ts'
import type { Connect } from '../../../api/connect.ts'


export declare abstract class DomainSnapshotCalls {
  /** The connection it belongs to. */
  abstract readonly conn: Connect

  /**
   * The snapshot as XML.
   * @param flags `DomainSnapshotXmlFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN_SNAPSHOT when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSnapshotGetXMLDesc, since libvirt 0.8.0; remote procedure 186
   */
  getXmlDesc(flags?: number, options?: CallOptions): Promise<string>

  /**
   * Deletes the snapshot.
   * @param flags `DomainSnapshotDeleteFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN_SNAPSHOT when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSnapshotDelete, since libvirt 0.8.0; remote procedure 193
   */
  delete(flags?: number, options?: CallOptions): Promise<void>

  /**
   * The snapshot that this one follows.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN_SNAPSHOT when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSnapshotGetParent, since libvirt 0.9.7; remote procedure 244
   */
  getParent(flags?: number, options?: CallOptions): Promise<DomainSnapshot>

  /**
   * Number of snapshots that follow this one.
   * @param flags `DomainSnapshotListFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN_SNAPSHOT when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSnapshotNumChildren, since libvirt 0.9.7; remote procedure 246
   */
  numChildren(flags?: number, options?: CallOptions): Promise<number>

  /**
   * Names of the snapshots that follow this one.
   * @param flags `DomainSnapshotListFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN_SNAPSHOT when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSnapshotListChildrenNames, since libvirt 0.9.7; remote procedure 247
   */
  listChildrenNames(flags?: number, options?: CallOptions): Promise<string[]>

  /**
   * Whether the guest goes on from this snapshot.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN_SNAPSHOT when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSnapshotIsCurrent, since libvirt 0.9.13; remote procedure 271
   */
  isCurrent(flags?: number, options?: CallOptions): Promise<boolean>

  /**
   * Whether libvirt keeps data about it that deleting the guest must remove.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN_SNAPSHOT when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSnapshotHasMetadata, since libvirt 0.9.13; remote procedure 272
   */
  hasMetadata(flags?: number, options?: CallOptions): Promise<boolean>

  /**
   * The snapshots that follow this one.
   * @param flags `DomainSnapshotListFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN_SNAPSHOT when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSnapshotListAllChildren, since libvirt 0.9.13; remote procedure 275
   */
  listAllChildren(flags?: number, options?: CallOptions): Promise<DomainSnapshot[]>
}
