// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import type { CallOptions } from '../../../session/pending-call.ts'
import type { TypedParams, TypedParamsInput } from '../../../api/values.ts'
import type { Connect } from '../../../api/connect.ts'


export declare abstract class NodeDeviceCalls {
  /** The connection it belongs to. */
  abstract readonly conn: Connect

  /**
   * The device as XML.
   * @param flags `NodeDeviceXmlFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_NODE_DEVICE when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeDeviceGetXMLDesc, since libvirt 0.5.0; remote procedure 114
   */
  getXmlDesc(flags?: number, options?: CallOptions): Promise<string>

  /**
   * Name of the device above it; null for the host itself.
   * @throws LibvirtError VIR_ERR_NO_NODE_DEVICE when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeDeviceGetParent, since libvirt 0.5.0; remote procedure 115
   */
  getParent(options?: CallOptions): Promise<string | null>

  /**
   * Number of capabilities.
   * @throws LibvirtError VIR_ERR_NO_NODE_DEVICE when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeDeviceNumOfCaps, since libvirt 0.5.0; remote procedure 116
   */
  numOfCaps(options?: CallOptions): Promise<number>

  /**
   * Names of the capabilities, as `pci`.
   * @throws LibvirtError VIR_ERR_NO_NODE_DEVICE when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeDeviceListCaps, since libvirt 0.5.0; remote procedure 117
   */
  listCaps(options?: CallOptions): Promise<string[]>

  /**
   * Takes the device from the host's driver, so that a guest can have it.
   * @throws LibvirtError VIR_ERR_NO_NODE_DEVICE when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeDeviceDettach, since libvirt 0.6.1; remote procedure 118
   */
  dettach(options?: CallOptions): Promise<void>

  /**
   * Gives the device back to the host's driver.
   * @throws LibvirtError VIR_ERR_NO_NODE_DEVICE when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeDeviceReAttach, since libvirt 0.6.1; remote procedure 119
   */
  reAttach(options?: CallOptions): Promise<void>

  /**
   * Resets the device.
   * @throws LibvirtError VIR_ERR_NO_NODE_DEVICE when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeDeviceReset, since libvirt 0.6.1; remote procedure 120
   */
  reset(options?: CallOptions): Promise<void>

  /**
   * Removes the device from the host.
   * @throws LibvirtError VIR_ERR_NO_NODE_DEVICE when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeDeviceDestroy, since libvirt 0.6.3; remote procedure 124
   */
  destroy(options?: CallOptions): Promise<void>

  /**
   * Takes the device from the host's driver, so that a guest can have it.
   * @param driverName driver that takes it, as `vfio`; null for the default
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_NODE_DEVICE when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeDeviceDetachFlags, since libvirt 1.0.5; remote procedure 301
   */
  detachFlags(driverName?: string | null, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Forgets a mediated device's definition.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_NODE_DEVICE when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeDeviceUndefine, since libvirt 7.3.0; remote procedure 429
   */
  undefine(flags?: number, options?: CallOptions): Promise<void>

  /**
   * Starts a defined mediated device.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_NODE_DEVICE when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeDeviceCreate, since libvirt 7.3.0; remote procedure 430
   */
  create(flags?: number, options?: CallOptions): Promise<void>

  /**
   * Whether the device starts with the host.
   * @throws LibvirtError VIR_ERR_NO_NODE_DEVICE when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeDeviceGetAutostart, since libvirt 7.8.0; remote procedure 433
   */
  getAutostart(options?: CallOptions): Promise<boolean>

  /**
   * Chooses whether the device starts with the host.
   * @throws LibvirtError VIR_ERR_NO_NODE_DEVICE when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeDeviceSetAutostart, since libvirt 7.8.0; remote procedure 434
   */
  setAutostart(autostart: boolean, options?: CallOptions): Promise<void>

  /**
   * Whether the device is defined, and so stays when it stops.
   * @throws LibvirtError VIR_ERR_NO_NODE_DEVICE when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeDeviceIsPersistent, since libvirt 7.8.0; remote procedure 435
   */
  isPersistent(options?: CallOptions): Promise<boolean>

  /**
   * Whether the device is there now.
   * @throws LibvirtError VIR_ERR_NO_NODE_DEVICE when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeDeviceIsActive, since libvirt 7.8.0; remote procedure 436
   */
  isActive(options?: CallOptions): Promise<boolean>

  /**
   * Changes a mediated device.
   * @param xmlDesc device XML
   * @param flags `NodeDeviceUpdateFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_NODE_DEVICE when it is gone; VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeDeviceUpdate, since libvirt 10.1.0; remote procedure 447
   */
  update(xmlDesc: string, flags?: number, options?: CallOptions): Promise<void>
}
