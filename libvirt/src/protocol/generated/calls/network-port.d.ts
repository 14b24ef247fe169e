// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import type { CallOptions } from '../../../session/pending-call.ts'
import type { TypedParams, TypedParamsInput } from '../../../api/values.ts'
import type { Connect } from '../../../api/connect.ts'


export declare abstract class NetworkPortCalls {
  /** The connection it belongs to. */
  abstract readonly conn: Connect

  /**
   * Bandwidth of the port.
   * @param flags must be 0
   * @returns average and peak in KiB/s, burst in KiB
   * @throws LibvirtError VIR_ERR_NO_NETWORK_PORT when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNetworkPortGetParameters, since libvirt 5.5.0; remote procedure 407
   */
  getParameters(flags?: number, options?: CallOptions): Promise<TypedParams>

  /**
   * Limits the bandwidth of the port.
   * @param params fields `ParamName.VIR_NETWORK_PORT_BANDWIDTH_…`, average and peak in KiB/s, burst in KiB
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_NETWORK_PORT when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNetworkPortSetParameters, since libvirt 5.5.0; remote procedure 408
   */
  setParameters(params: TypedParamsInput, flags?: number, options?: CallOptions): Promise<void>

  /**
   * The port as XML.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_NETWORK_PORT when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNetworkPortGetXMLDesc, since libvirt 5.5.0; remote procedure 409
   */
  getXmlDesc(flags?: number, options?: CallOptions): Promise<string>

  /**
   * Removes the port.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_NETWORK_PORT when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNetworkPortDelete, since libvirt 5.5.0; remote procedure 410
   */
  delete(flags?: number, options?: CallOptions): Promise<void>
}
