// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import type { CallOptions } from '../../../session/pending-call.ts'
import type { TypedParams, TypedParamsInput } from '../../../api/values.ts'
import type { Connect } from '../../../api/connect.ts'


export declare abstract class SecretCalls {
  /** The connection it belongs to. */
  abstract readonly conn: Connect

  /**
   * The secret as XML, without its value.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_SECRET when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virSecretGetXMLDesc, since libvirt 0.7.1; remote procedure 143
   */
  getXmlDesc(flags?: number, options?: CallOptions): Promise<string>

  /**
   * Sets the secret's value.
   * @param value bytes
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_SECRET when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virSecretSetValue, since libvirt 0.7.1; remote procedure 144
   */
  setValue(value: Uint8Array, flags?: number, options?: CallOptions): Promise<void>

  /**
   * The secret's value; refused for a private one.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_SECRET when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virSecretGetValue, since libvirt 0.7.1; remote procedure 145
   */
  getValue(flags?: number, options?: CallOptions): Promise<Uint8Array>

  /**
   * Deletes the secret and its value.
   * @throws LibvirtError VIR_ERR_NO_SECRET when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virSecretUndefine, since libvirt 0.7.1; remote procedure 146
   */
  undefine(options?: CallOptions): Promise<void>
}
