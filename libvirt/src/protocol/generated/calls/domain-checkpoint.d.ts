// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import type { CallOptions } from '../../../session/pending-call.ts'
import type { TypedParams, TypedParamsInput } from '../../../api/values.ts'
import type { Connect } from '../../../api/connect.ts'


export declare abstract class DomainCheckpointCalls {
  /** The connection it belongs to. */
  abstract readonly conn: Connect

  /**
   * The checkpoint as XML.
   * @param flags `DomainCheckpointXmlFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN_CHECKPOINT when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainCheckpointGetXMLDesc, since libvirt 5.6.0; remote procedure 412
   */
  getXmlDesc(flags?: number, options?: CallOptions): Promise<string>

  /**
   * The checkpoints that follow this one.
   * @param flags `DomainCheckpointListFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN_CHECKPOINT when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainCheckpointListAllChildren, since libvirt 5.6.0; remote procedure 414
   */
  listAllChildren(flags?: number, options?: CallOptions): Promise<DomainCheckpoint[]>

  /**
   * The checkpoint that this one follows.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_DOMAIN_CHECKPOINT when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainCheckpointGetParent, since libvirt 5.6.0; remote procedure 416
   */
  getParent(flags?: number, options?: CallOptions): Promise<DomainCheckpoint>

  /**
   * Deletes the checkpoint.
   * @param flags `DomainCheckpointDeleteFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN_CHECKPOINT when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainCheckpointDelete, since libvirt 5.6.0; remote procedure 417
   */
  delete(flags?: number, options?: CallOptions): Promise<void>
}
