// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import type { CallOptions } from '../../../session/pending-call.ts'
import type { TypedParams, TypedParamsInput } from '../../../api/values.ts'
import type { NetworkPort } from '../../../api/network-port.ts'
import type { Connect } from '../../../api/connect.ts'

import type { NetworkDhcpLease } from '../remote.js'
export declare abstract class NetworkCalls {
  /** The connection it belongs to. */
  abstract readonly conn: Connect

  /**
   * Starts a defined network.
   * @throws LibvirtError VIR_ERR_NO_NETWORK when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNetworkCreate, since libvirt 0.2.0; remote procedure 39
   */
  create(options?: CallOptions): Promise<void>

  /**
   * Stops the network at once.
   * @throws LibvirtError VIR_ERR_NO_NETWORK when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNetworkDestroy, since libvirt 0.2.0; remote procedure 42
   */
  destroy(options?: CallOptions): Promise<void>

  /**
   * The network as XML.
   * @param flags `NetworkXmlFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_NETWORK when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNetworkGetXMLDesc, since libvirt 0.2.0; remote procedure 43
   */
  getXmlDesc(flags?: number, options?: CallOptions): Promise<string>

  /**
   * Whether the network starts with the daemon.
   * @throws LibvirtError VIR_ERR_NO_NETWORK when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNetworkGetAutostart, since libvirt 0.2.1; remote procedure 44
   */
  getAutostart(options?: CallOptions): Promise<boolean>

  /**
   * Name of the network's bridge on the host.
   * @throws LibvirtError VIR_ERR_NO_NETWORK when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNetworkGetBridgeName, since libvirt 0.2.0; remote procedure 45
   */
  getBridgeName(options?: CallOptions): Promise<string>

  /**
   * Chooses whether the network starts with the daemon.
   * @throws LibvirtError VIR_ERR_NO_NETWORK when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNetworkSetAutostart, since libvirt 0.2.1; remote procedure 48
   */
  setAutostart(autostart: boolean, options?: CallOptions): Promise<void>

  /**
   * Forgets the network's definition.
   * @throws LibvirtError VIR_ERR_NO_NETWORK when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNetworkUndefine, since libvirt 0.2.0; remote procedure 49
   */
  undefine(options?: CallOptions): Promise<void>

  /**
   * Whether the network runs.
   * @throws LibvirtError VIR_ERR_NO_NETWORK when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNetworkIsActive, since libvirt 0.7.3; remote procedure 152
   */
  isActive(options?: CallOptions): Promise<boolean>

  /**
   * Whether the network is defined, and so stays when it stops.
   * @throws LibvirtError VIR_ERR_NO_NETWORK when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNetworkIsPersistent, since libvirt 0.7.3; remote procedure 153
   */
  isPersistent(options?: CallOptions): Promise<boolean>

  /**
   * Changes one part of the network.
   * @param command a `NetworkUpdateCommand`
   * @param section a `NetworkUpdateSection`
   * @param parentIndex which of several parents, -1 for any
   * @param xml the element
   * @param flags `NetworkUpdateFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_NETWORK when it is gone; VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNetworkUpdate, since libvirt 0.10.2; remote procedure 291
   */
  update(command: number, section: number, parentIndex: number, xml: string, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Addresses that the network gave out.
   * @param mac only this card's; null for all
   * @param flags must be 0
   * @returns expirytime in seconds since 1970, 0 for never; type is an `IpAddrType`
   * @throws LibvirtError VIR_ERR_NO_NETWORK when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNetworkGetDHCPLeases, since libvirt 1.2.6; remote procedure 341
   */
  getDhcpLeases(mac?: string | null, flags?: number, options?: CallOptions): Promise<(Omit<NetworkDhcpLease, 'expiryTime'> & { readonly expiryTime: number })[]>

  /**
   * The network's ports.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_NETWORK when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNetworkListAllPorts, since libvirt 5.5.0; remote procedure 404
   */
  listAllPorts(flags?: number, options?: CallOptions): Promise<NetworkPort[]>

  /**
   * The port with this UUID.
   * @param uuid 32 hexadecimal digits, with or without dashes
   * @throws LibvirtError VIR_ERR_NO_NETWORK_PORT when there is none; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNetworkPortLookupByUUID, since libvirt 5.5.0; remote procedure 405
   */
  portLookupByUuid(uuid: string, options?: CallOptions): Promise<NetworkPort>

  /**
   * Adds a port to the network.
   * @param xml port XML
   * @param flags `NetworkPortCreateFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_NETWORK when it is gone; VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNetworkPortCreateXML, since libvirt 5.5.0; remote procedure 406
   */
  portCreateXml(xml: string, flags?: number, options?: CallOptions): Promise<NetworkPort>

  /**
   * Changes the network's title, description or an element of a program's own.
   * @param type a `NetworkMetadataType`
   * @param metadata text or element, null to remove
   * @param key namespace prefix
   * @param uri namespace
   * @param flags `NetworkUpdateFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_NETWORK when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNetworkSetMetadata, since libvirt 9.7.0; remote procedure 444
   */
  setMetadata(type: number, metadata?: string | null, key?: string | null, uri?: string | null, flags?: number, options?: CallOptions): Promise<void>

  /**
   * The network's title, description or an element of a program's own.
   * @param type a `NetworkMetadataType`
   * @param uri namespace of the element
   * @param flags `NetworkUpdateFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_NETWORK when it is gone; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNetworkGetMetadata, since libvirt 9.7.0; remote procedure 445
   */
  getMetadata(type: number, uri?: string | null, flags?: number, options?: CallOptions): Promise<string>
}
