// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import type { CallOptions } from '../../../session/pending-call.ts'
import type { TypedParams, TypedParamsInput } from '../../../api/values.ts'

import type { Admin } from '../../../api/admin.ts'

export declare abstract class AdminClientCalls {
  /** The connection it belongs to. */
  abstract readonly admin: Admin

  /**
   * What is known of the client.
   * @param flags must be 0
   * @returns fields `ParamName.VIR_CLIENT_INFO_…`
   * @throws LibvirtError VIR_ERR_NO_CLIENT when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virAdmClientGetInfo, since libvirt 2.0.0; admin procedure 10
   */
  getInfo(flags?: number, options?: CallOptions): Promise<TypedParams>

  /**
   * Throws the client out.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_CLIENT when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virAdmClientClose, since libvirt 2.0.0; admin procedure 11
   */
  close(flags?: number, options?: CallOptions): Promise<void>
}
