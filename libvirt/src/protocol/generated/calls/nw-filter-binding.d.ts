// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import type { CallOptions } from '../../../session/pending-call.ts'
import type { TypedParams, TypedParamsInput } from '../../../api/values.ts'
import type { Connect } from '../../../api/connect.ts'


export declare abstract class NwFilterBindingCalls {
  /** The connection it belongs to. */
  abstract readonly conn: Connect

  /**
   * The binding as XML.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_NWFILTER_BINDING when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNWFilterBindingGetXMLDesc, since libvirt 4.5.0; remote procedure 398
   */
  getXmlDesc(flags?: number, options?: CallOptions): Promise<string>

  /**
   * Takes the filter off the port.
   * @throws LibvirtError VIR_ERR_NO_NWFILTER_BINDING when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNWFilterBindingDelete, since libvirt 4.5.0; remote procedure 400
   */
  delete(options?: CallOptions): Promise<void>
}
