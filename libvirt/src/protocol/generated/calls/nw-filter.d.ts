// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import type { CallOptions } from '../../../session/pending-call.ts'
import type { TypedParams, TypedParamsInput } from '../../../api/values.ts'
import type { Connect } from '../../../api/connect.ts'


export declare abstract class NwFilterCalls {
  /** The connection it belongs to. */
  abstract readonly conn: Connect

  /**
   * The filter as XML.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_NWFILTER when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNWFilterGetXMLDesc, since libvirt 0.8.0; remote procedure 177
   */
  getXmlDesc(flags?: number, options?: CallOptions): Promise<string>

  /**
   * Deletes the filter; refused while something uses it.
   * @throws LibvirtError VIR_ERR_NO_NWFILTER when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNWFilterUndefine, since libvirt 0.8.0; remote procedure 181
   */
  undefine(options?: CallOptions): Promise<void>
}
