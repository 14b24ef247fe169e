// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import type { CallOptions } from '../../../session/pending-call.ts'
import type { TypedParams, TypedParamsInput } from '../../../api/values.ts'
import type { AdminServer } from '../../../api/admin-server.ts'



/** What `Admin.getLoggingOutputs` gives. `outputs` as in the daemon's configuration, and their number */
export interface AdminLoggingOutputs {
  readonly outputs: string
  readonly noutputs: number
}
/** What `Admin.getLoggingFilters` gives. `filters` as in the daemon's configuration, and their number */
export interface AdminLoggingFilters {
  readonly filters: string | null
  readonly nfilters: number
}
export declare abstract class AdminCalls {

  /**
   * Version of the daemon's libvirt.
   * @returns major × 1,000,000 + minor × 1,000 + release
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virAdmConnectGetLibVersion, since libvirt 2.0.0; admin procedure 3
   */
  getLibVersion(options?: CallOptions): Promise<number>

  /**
   * The servers inside the daemon.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virAdmConnectListServers, since libvirt 2.0.0; admin procedure 4
   */
  listServers(flags?: number, options?: CallOptions): Promise<AdminServer[]>

  /**
   * The server with this name, as `libvirtd`.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virAdmConnectLookupServer, since libvirt 2.0.0; admin procedure 5
   */
  lookupServer(name: string, flags?: number, options?: CallOptions): Promise<AdminServer>

  /**
   * Where the daemon logs to.
   * @param flags must be 0
   * @returns `outputs` as in the daemon's configuration, and their number
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virAdmConnectGetLoggingOutputs, since libvirt 3.0.0; admin procedure 14
   */
  getLoggingOutputs(flags?: number, options?: CallOptions): Promise<AdminLoggingOutputs>

  /**
   * What the daemon logs.
   * @param flags must be 0
   * @returns `filters` as in the daemon's configuration, and their number
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virAdmConnectGetLoggingFilters, since libvirt 3.0.0; admin procedure 15
   */
  getLoggingFilters(flags?: number, options?: CallOptions): Promise<AdminLoggingFilters>

  /**
   * Changes where the daemon logs to.
   * @param outputs as in its configuration; null for the default
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virAdmConnectSetLoggingOutputs, since libvirt 3.0.0; admin procedure 16
   */
  setLoggingOutputs(outputs?: string | null, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Changes what the daemon logs.
   * @param filters as in its configuration; null for none
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virAdmConnectSetLoggingFilters, since libvirt 3.0.0; admin procedure 17
   */
  setLoggingFilters(filters?: string | null, flags?: number, options?: CallOptions): Promise<void>

  /**
   * After how long without clients the daemon ends.
   * @param timeout seconds; 0 for never
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virAdmConnectSetDaemonTimeout, since libvirt 8.6.0; admin procedure 19
   */
  setDaemonTimeout(timeout: number, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Ends the daemon; guests go on.
   * @param flags `AdmConnectDaemonShutdownFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virAdmConnectDaemonShutdown, since libvirt 11.2.0; admin procedure 20
   */
  daemonShutdown(flags?: number, options?: CallOptions): Promise<void>
}
