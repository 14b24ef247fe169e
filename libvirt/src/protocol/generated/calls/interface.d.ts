// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import type { CallOptions } from '../../../session/pending-call.ts'
import type { TypedParams, TypedParamsInput } from '../../../api/values.ts'
import type { Connect } from '../../../api/connect.ts'


export declare abstract class InterfaceCalls {
  /** The connection it belongs to. */
  abstract readonly conn: Connect

  /**
   * The interface as XML.
   * @param flags `InterfaceXmlFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_INTERFACE when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virInterfaceGetXMLDesc, since libvirt 0.6.4; remote procedure 130
   */
  getXmlDesc(flags?: number, options?: CallOptions): Promise<string>

  /**
   * Forgets the interface's definition.
   * @throws LibvirtError VIR_ERR_NO_INTERFACE when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virInterfaceUndefine, since libvirt 0.6.4; remote procedure 132
   */
  undefine(options?: CallOptions): Promise<void>

  /**
   * Brings the interface up.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_INTERFACE when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virInterfaceCreate, since libvirt 0.6.4; remote procedure 133
   */
  create(flags?: number, options?: CallOptions): Promise<void>

  /**
   * Takes the interface down.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_INTERFACE when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virInterfaceDestroy, since libvirt 0.6.4; remote procedure 134
   */
  destroy(flags?: number, options?: CallOptions): Promise<void>

  /**
   * Whether the interface is up.
   * @throws LibvirtError VIR_ERR_NO_INTERFACE when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virInterfaceIsActive, since libvirt 0.7.3; remote procedure 156
   */
  isActive(options?: CallOptions): Promise<boolean>
}
