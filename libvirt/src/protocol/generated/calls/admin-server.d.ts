// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import type { CallOptions } from '../../../session/pending-call.ts'
import type { TypedParams, TypedParamsInput } from '../../../api/values.ts'
import type { AdminClient } from '../../../api/admin-client.ts'

import type { Admin } from '../../../api/admin.ts'

export declare abstract class AdminServerCalls {
  /** The connection it belongs to. */
  abstract readonly admin: Admin

  /**
   * Sizes of the server's pool of workers.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_SERVER when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virAdmServerGetThreadPoolParameters, since libvirt 2.0.0; admin procedure 6
   */
  getThreadPoolParameters(flags?: number, options?: CallOptions): Promise<TypedParams>

  /**
   * Changes the sizes of the server's pool of workers.
   * @param params fields `ParamName.VIR_THREADPOOL_WORKERS_…`
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_SERVER when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virAdmServerSetThreadPoolParameters, since libvirt 2.0.0; admin procedure 7
   */
  setThreadPoolParameters(params: TypedParamsInput, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Who is connected.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_SERVER when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virAdmServerListClients, since libvirt 2.0.0; admin procedure 8
   */
  listClients(flags?: number, options?: CallOptions): Promise<AdminClient[]>

  /**
   * The client with this number.
   * @param id as `listClients` gives it
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_SERVER when there is none; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virAdmServerLookupClient, since libvirt 2.0.0; admin procedure 9
   */
  lookupClient(id: number | bigint, flags?: number, options?: CallOptions): Promise<AdminClient>

  /**
   * How many clients the server admits.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_SERVER when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virAdmServerGetClientLimits, since libvirt 2.0.0; admin procedure 12
   */
  getClientLimits(flags?: number, options?: CallOptions): Promise<TypedParams>

  /**
   * Changes how many clients the server admits.
   * @param params `nclients_max`, `nclients_unauth_max`
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_SERVER when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virAdmServerSetClientLimits, since libvirt 2.0.0; admin procedure 13
   */
  setClientLimits(params: TypedParamsInput, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Makes the server read its certificates again.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_SERVER when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virAdmServerUpdateTlsFiles, since libvirt 2.0.0; admin procedure 18
   */
  updateTlsFiles(flags?: number, options?: CallOptions): Promise<void>
}
