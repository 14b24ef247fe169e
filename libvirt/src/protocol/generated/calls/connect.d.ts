// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import type { CallOptions } from '../../../session/pending-call.ts'
import type { TypedParams, TypedParamsInput } from '../../../api/values.ts'
import type { Domain } from '../../../api/domain.ts'
import type { Network } from '../../../api/network.ts'
import type { StoragePool } from '../../../api/storage-pool.ts'
import type { StorageVol } from '../../../api/storage-vol.ts'
import type { Interface } from '../../../api/interface.ts'
import type { NodeDevice } from '../../../api/node-device.ts'
import type { NwFilter } from '../../../api/nw-filter.ts'
import type { NwFilterBinding } from '../../../api/nw-filter-binding.ts'
import type { Secret } from '../../../api/secret.ts'



/** What `Connect.nodeGetInfo` gives. memory in KiB, mhz of the CPUs, nodes are NUMA cells */
export interface NodeInfo {
  readonly model: string
  readonly memory: number
  readonly cpus: number
  readonly mhz: number
  readonly nodes: number
  readonly sockets: number
  readonly cores: number
  readonly threads: number
}
export declare abstract class ConnectCalls {

  /**
   * Name of the driver, as `QEMU` or `Test`.
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectGetType, since libvirt 0.0.3; remote procedure 3
   */
  getType(options?: CallOptions): Promise<string>

  /**
   * Version of the hypervisor.
   * @returns major × 1,000,000 + minor × 1,000 + release
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectGetVersion, since libvirt 0.0.3; remote procedure 4
   */
  getVersion(options?: CallOptions): Promise<number>

  /**
   * Most virtual CPUs that one guest may have.
   * @param type kind of guest, as `kvm`; null for the driver's default
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectGetMaxVcpus, since libvirt 0.2.1; remote procedure 5
   */
  getMaxVcpus(type?: string | null, options?: CallOptions): Promise<number>

  /**
   * CPUs and memory of the host.
   * @returns memory in KiB, mhz of the CPUs, nodes are NUMA cells
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeGetInfo, since libvirt 0.1.0; remote procedure 6
   */
  nodeGetInfo(options?: CallOptions): Promise<NodeInfo>

  /**
   * What host and driver can do, as capabilities XML.
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectGetCapabilities, since libvirt 0.2.1; remote procedure 7
   */
  getCapabilities(options?: CallOptions): Promise<string>

  /**
   * Starts a transient guest: it is gone once it stops.
   * @param xmlDesc domain XML
   * @param flags `DomainCreateFlags` values, added up
   * @throws LibvirtError VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainCreateXML, since libvirt 0.5.0; remote procedure 10
   */
  domainCreateXml(xmlDesc: string, flags?: number, options?: CallOptions): Promise<Domain>

  /**
   * Defines a guest, or changes the definition of one with that name and UUID.
   * @param xml domain XML
   * @throws LibvirtError VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainDefineXML, since libvirt 0.1.1; remote procedure 11
   */
  domainDefineXml(xml: string, options?: CallOptions): Promise<Domain>

  /**
   * Names of the guests that are defined and not running.
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectListDefinedDomains, since libvirt 0.1.1; remote procedure 21
   */
  listDefinedDomains(options?: CallOptions): Promise<string[]>

  /**
   * The running guest with this id.
   * @param id changes at each start
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when there is none; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainLookupByID, since libvirt 0.0.3; remote procedure 22
   */
  domainLookupById(id: number, options?: CallOptions): Promise<Domain>

  /**
   * The guest with this name.
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when there is none; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainLookupByName, since libvirt 0.0.3; remote procedure 23
   */
  domainLookupByName(name: string, options?: CallOptions): Promise<Domain>

  /**
   * The guest with this UUID.
   * @param uuid 32 hexadecimal digits, with or without dashes
   * @throws LibvirtError VIR_ERR_NO_DOMAIN when there is none; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainLookupByUUID, since libvirt 0.0.5; remote procedure 24
   */
  domainLookupByUuid(uuid: string, options?: CallOptions): Promise<Domain>

  /**
   * Number of guests that are defined and not running.
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectNumOfDefinedDomains, since libvirt 0.1.5; remote procedure 25
   */
  numOfDefinedDomains(options?: CallOptions): Promise<number>

  /**
   * Names of the inactive virtual networks.
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectListDefinedNetworks, since libvirt 0.2.0; remote procedure 36
   */
  listDefinedNetworks(options?: CallOptions): Promise<string[]>

  /**
   * Ids of the running guests.
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectListDomains, since libvirt 0.0.3; remote procedure 37
   */
  listDomains(options?: CallOptions): Promise<number[]>

  /**
   * Names of the active virtual networks.
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectListNetworks, since libvirt 0.2.0; remote procedure 38
   */
  listNetworks(options?: CallOptions): Promise<string[]>

  /**
   * Starts a transient network.
   * @param xml network XML
   * @throws LibvirtError VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNetworkCreateXML, since libvirt 0.2.0; remote procedure 40
   */
  networkCreateXml(xml: string, options?: CallOptions): Promise<Network>

  /**
   * Defines a network, or changes its definition.
   * @param xml network XML
   * @throws LibvirtError VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNetworkDefineXML, since libvirt 0.2.0; remote procedure 41
   */
  networkDefineXml(xml: string, options?: CallOptions): Promise<Network>

  /**
   * The network with this name.
   * @throws LibvirtError VIR_ERR_NO_NETWORK when there is none; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNetworkLookupByName, since libvirt 0.2.0; remote procedure 46
   */
  networkLookupByName(name: string, options?: CallOptions): Promise<Network>

  /**
   * The network with this UUID.
   * @param uuid 32 hexadecimal digits, with or without dashes
   * @throws LibvirtError VIR_ERR_NO_NETWORK when there is none; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNetworkLookupByUUID, since libvirt 0.2.0; remote procedure 47
   */
  networkLookupByUuid(uuid: string, options?: CallOptions): Promise<Network>

  /**
   * Number of inactive virtual networks.
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectNumOfDefinedNetworks, since libvirt 0.2.0; remote procedure 50
   */
  numOfDefinedNetworks(options?: CallOptions): Promise<number>

  /**
   * Number of running guests.
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectNumOfDomains, since libvirt 0.0.3; remote procedure 51
   */
  numOfDomains(options?: CallOptions): Promise<number>

  /**
   * Number of active virtual networks.
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectNumOfNetworks, since libvirt 0.2.0; remote procedure 52
   */
  numOfNetworks(options?: CallOptions): Promise<number>

  /**
   * Starts a guest from a file that `save` wrote.
   * @param from path on the host
   * @throws LibvirtError VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainRestore, since libvirt 0.0.3; remote procedure 54
   */
  domainRestore(from: string, options?: CallOptions): Promise<void>

  /**
   * The host's own name.
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectGetHostname, since libvirt 0.3.0; remote procedure 59
   */
  getHostname(options?: CallOptions): Promise<string>

  /**
   * Number of active storage pools.
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectNumOfStoragePools, since libvirt 0.4.1; remote procedure 71
   */
  numOfStoragePools(options?: CallOptions): Promise<number>

  /**
   * Names of the active storage pools.
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectListStoragePools, since libvirt 0.4.1; remote procedure 72
   */
  listStoragePools(options?: CallOptions): Promise<string[]>

  /**
   * Number of inactive storage pools.
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectNumOfDefinedStoragePools, since libvirt 0.4.1; remote procedure 73
   */
  numOfDefinedStoragePools(options?: CallOptions): Promise<number>

  /**
   * Names of the inactive storage pools.
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectListDefinedStoragePools, since libvirt 0.4.1; remote procedure 74
   */
  listDefinedStoragePools(options?: CallOptions): Promise<string[]>

  /**
   * Looks for things a pool could be made of, such as iSCSI targets or LVM groups.
   * @param type pool type, as `logical`
   * @param srcSpec `<source>` XML that says where to look
   * @param flags must be 0
   * @returns XML with `<source>` elements
   * @throws LibvirtError VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectFindStoragePoolSources, since libvirt 0.4.5; remote procedure 75
   */
  findStoragePoolSources(type: string, srcSpec?: string | null, flags?: number, options?: CallOptions): Promise<string>

  /**
   * Starts a transient storage pool.
   * @param xml pool XML
   * @param flags `StoragePoolCreateFlags` values, added up
   * @throws LibvirtError VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStoragePoolCreateXML, since libvirt 0.4.1; remote procedure 76
   */
  storagePoolCreateXml(xml: string, flags?: number, options?: CallOptions): Promise<StoragePool>

  /**
   * Defines a storage pool, or changes its definition.
   * @param xml pool XML
   * @param flags `StoragePoolDefineFlags` values, added up
   * @throws LibvirtError VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStoragePoolDefineXML, since libvirt 0.4.1; remote procedure 77
   */
  storagePoolDefineXml(xml: string, flags?: number, options?: CallOptions): Promise<StoragePool>

  /**
   * The storage pool with this name.
   * @throws LibvirtError VIR_ERR_NO_STORAGE_POOL when there is none; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStoragePoolLookupByName, since libvirt 0.4.1; remote procedure 84
   */
  storagePoolLookupByName(name: string, options?: CallOptions): Promise<StoragePool>

  /**
   * The storage pool with this UUID.
   * @param uuid 32 hexadecimal digits, with or without dashes
   * @throws LibvirtError VIR_ERR_NO_STORAGE_POOL when there is none; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStoragePoolLookupByUUID, since libvirt 0.4.1; remote procedure 85
   */
  storagePoolLookupByUuid(uuid: string, options?: CallOptions): Promise<StoragePool>

  /**
   * The volume with this key, in whichever pool.
   * @throws LibvirtError VIR_ERR_NO_STORAGE_VOL when there is none; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStorageVolLookupByKey, since libvirt 0.4.1; remote procedure 96
   */
  storageVolLookupByKey(key: string, options?: CallOptions): Promise<StorageVol>

  /**
   * The volume at this path, in whichever pool.
   * @param path on the host
   * @throws LibvirtError VIR_ERR_NO_STORAGE_VOL when there is none; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStorageVolLookupByPath, since libvirt 0.4.1; remote procedure 97
   */
  storageVolLookupByPath(path: string, options?: CallOptions): Promise<StorageVol>

  /**
   * Free memory of NUMA cells.
   * @param startCell the first one
   * @param maxcells how many at most
   * @returns bytes for each cell
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeGetCellsFreeMemory, since libvirt 0.3.3; remote procedure 101
   */
  nodeGetCellsFreeMemory(startCell: number, maxcells: number, options?: CallOptions): Promise<number[]>

  /**
   * Free memory of the host.
   * @returns bytes
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeGetFreeMemory, since libvirt 0.3.3; remote procedure 102
   */
  nodeGetFreeMemory(options?: CallOptions): Promise<number>

  /**
   * The URI that the daemon opened, as another client on that host would write it.
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectGetURI, since libvirt 0.3.0; remote procedure 110
   */
  getUri(options?: CallOptions): Promise<string>

  /**
   * Number of host devices.
   * @param cap only those with this capability, as `net`; null for all
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeNumOfDevices, since libvirt 0.5.0; remote procedure 111
   */
  nodeNumOfDevices(cap?: string | null, flags?: number, options?: CallOptions): Promise<number>

  /**
   * Names of the host devices.
   * @param cap only those with this capability, as `net`; null for all
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeListDevices, since libvirt 0.5.0; remote procedure 112
   */
  nodeListDevices(cap?: string | null, flags?: number, options?: CallOptions): Promise<string[]>

  /**
   * The host device with this name.
   * @throws LibvirtError VIR_ERR_NO_NODE_DEVICE when there is none; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeDeviceLookupByName, since libvirt 0.5.0; remote procedure 113
   */
  nodeDeviceLookupByName(name: string, options?: CallOptions): Promise<NodeDevice>

  /**
   * Makes a device, such as a mediated device or a virtual HBA.
   * @param xmlDesc device XML
   * @param flags `NodeDeviceCreateXmlFlags` values, added up
   * @throws LibvirtError VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeDeviceCreateXML, since libvirt 0.6.3; remote procedure 123
   */
  nodeDeviceCreateXml(xmlDesc: string, flags?: number, options?: CallOptions): Promise<NodeDevice>

  /**
   * Number of active host interfaces.
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectNumOfInterfaces, since libvirt 0.6.4; remote procedure 126
   */
  numOfInterfaces(options?: CallOptions): Promise<number>

  /**
   * Names of the active host interfaces.
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectListInterfaces, since libvirt 0.6.4; remote procedure 127
   */
  listInterfaces(options?: CallOptions): Promise<string[]>

  /**
   * The host interface with this name.
   * @throws LibvirtError VIR_ERR_NO_INTERFACE when there is none; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virInterfaceLookupByName, since libvirt 0.6.4; remote procedure 128
   */
  interfaceLookupByName(name: string, options?: CallOptions): Promise<Interface>

  /**
   * The host interface with this address.
   * @param mac as `52:54:00:…`
   * @throws LibvirtError VIR_ERR_NO_INTERFACE when there is none; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virInterfaceLookupByMACString, since libvirt 0.6.4; remote procedure 129
   */
  interfaceLookupByMacString(mac: string, options?: CallOptions): Promise<Interface>

  /**
   * Defines a host interface, or changes its definition.
   * @param xml interface XML
   * @param flags `InterfaceDefineFlags` values, added up
   * @throws LibvirtError VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virInterfaceDefineXML, since libvirt 0.6.4; remote procedure 131
   */
  interfaceDefineXml(xml: string, flags?: number, options?: CallOptions): Promise<Interface>

  /**
   * Turns a hypervisor's own configuration into domain XML.
   * @param nativeFormat as `qemu-argv`
   * @param nativeConfig its text
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectDomainXMLFromNative, since libvirt 0.6.4; remote procedure 135
   */
  domainXmlFromNative(nativeFormat: string, nativeConfig: string, flags?: number, options?: CallOptions): Promise<string>

  /**
   * Turns domain XML into the hypervisor's own configuration.
   * @param nativeFormat as `qemu-argv`
   * @param domainXml the domain
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectDomainXMLToNative, since libvirt 0.6.4; remote procedure 136
   */
  domainXmlToNative(nativeFormat: string, domainXml: string, flags?: number, options?: CallOptions): Promise<string>

  /**
   * Number of inactive host interfaces.
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectNumOfDefinedInterfaces, since libvirt 0.7.0; remote procedure 137
   */
  numOfDefinedInterfaces(options?: CallOptions): Promise<number>

  /**
   * Names of the inactive host interfaces.
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectListDefinedInterfaces, since libvirt 0.7.0; remote procedure 138
   */
  listDefinedInterfaces(options?: CallOptions): Promise<string[]>

  /**
   * Number of secrets.
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectNumOfSecrets, since libvirt 0.7.1; remote procedure 139
   */
  numOfSecrets(options?: CallOptions): Promise<number>

  /**
   * UUIDs of the secrets.
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectListSecrets, since libvirt 0.7.1; remote procedure 140
   */
  listSecrets(options?: CallOptions): Promise<string[]>

  /**
   * The secret with this UUID.
   * @param uuid 32 hexadecimal digits, with or without dashes
   * @throws LibvirtError VIR_ERR_NO_SECRET when there is none; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virSecretLookupByUUID, since libvirt 0.7.1; remote procedure 141
   */
  secretLookupByUuid(uuid: string, options?: CallOptions): Promise<Secret>

  /**
   * Defines a secret, or changes its definition; the value is set apart.
   * @param xml secret XML
   * @param flags `SecretDefineFlags` values, added up
   * @throws LibvirtError VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virSecretDefineXML, since libvirt 0.7.1; remote procedure 142
   */
  secretDefineXml(xml: string, flags?: number, options?: CallOptions): Promise<Secret>

  /**
   * The secret for this use.
   * @param usageType a `SecretUsageType`
   * @param usageId the volume, target or name it serves
   * @throws LibvirtError VIR_ERR_NO_SECRET when there is none; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virSecretLookupByUsage, since libvirt 0.7.1; remote procedure 147
   */
  secretLookupByUsage(usageType: number, usageId: string, options?: CallOptions): Promise<Secret>

  /**
   * Whether nobody on the way to the hypervisor can listen.
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectIsSecure, since libvirt 0.7.3; remote procedure 149
   */
  isSecure(options?: CallOptions): Promise<boolean>

  /**
   * Version of the daemon's libvirt.
   * @returns major × 1,000,000 + minor × 1,000 + release
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectGetLibVersion, since libvirt 0.7.3; remote procedure 157
   */
  getLibVersion(options?: CallOptions): Promise<number>

  /**
   * Compares a CPU description with the host's CPU.
   * @param xml a `<cpu>` element
   * @param flags `ConnectCompareCpuFlags` values, added up
   * @returns a `CpuCompareResult`
   * @throws LibvirtError VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectCompareCPU, since libvirt 0.7.5; remote procedure 158
   */
  compareCpu(xml: string, flags?: number, options?: CallOptions): Promise<number>

  /**
   * The richest CPU that all given ones can run, as XML.
   * @param xmlCpus `<cpu>` elements or whole capabilities
   * @param flags `ConnectBaselineCpuFlags` values, added up
   * @throws LibvirtError VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectBaselineCPU, since libvirt 0.7.7; remote procedure 162
   */
  baselineCpu(xmlCpus: readonly string[], flags?: number, options?: CallOptions): Promise<string>

  /**
   * The network filter with this name.
   * @throws LibvirtError VIR_ERR_NO_NWFILTER when there is none; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNWFilterLookupByName, since libvirt 0.8.0; remote procedure 175
   */
  nwFilterLookupByName(name: string, options?: CallOptions): Promise<NwFilter>

  /**
   * The network filter with this UUID.
   * @param uuid 32 hexadecimal digits, with or without dashes
   * @throws LibvirtError VIR_ERR_NO_NWFILTER when there is none; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNWFilterLookupByUUID, since libvirt 0.8.0; remote procedure 176
   */
  nwFilterLookupByUuid(uuid: string, options?: CallOptions): Promise<NwFilter>

  /**
   * Number of network filters.
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectNumOfNWFilters, since libvirt 0.8.0; remote procedure 178
   */
  numOfNwFilters(options?: CallOptions): Promise<number>

  /**
   * Names of the network filters.
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectListNWFilters, since libvirt 0.8.0; remote procedure 179
   */
  listNwFilters(options?: CallOptions): Promise<string[]>

  /**
   * Defines a network filter, or changes it.
   * @param xml filter XML
   * @throws LibvirtError VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNWFilterDefineXML, since libvirt 0.8.0; remote procedure 180
   */
  nwFilterDefineXml(xml: string, options?: CallOptions): Promise<NwFilter>

  /**
   * The host's SMBIOS tables as XML.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectGetSysinfo, since libvirt 0.8.8; remote procedure 203
   */
  getSysinfo(flags?: number, options?: CallOptions): Promise<string>

  /**
   * Remembers how the host's interfaces are set up now, for `interfaceChangeRollback`.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virInterfaceChangeBegin, since libvirt 0.9.2; remote procedure 220
   */
  interfaceChangeBegin(flags?: number, options?: CallOptions): Promise<void>

  /**
   * Keeps the changes made since `interfaceChangeBegin`.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virInterfaceChangeCommit, since libvirt 0.9.2; remote procedure 221
   */
  interfaceChangeCommit(flags?: number, options?: CallOptions): Promise<void>

  /**
   * Takes back the changes made since `interfaceChangeBegin`.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virInterfaceChangeRollback, since libvirt 0.9.2; remote procedure 222
   */
  interfaceChangeRollback(flags?: number, options?: CallOptions): Promise<void>

  /**
   * Time that the host's CPUs spent.
   * @param cpuNum one CPU, or `NodeGetCpuStatsAllCpus`
   * @param flags must be 0
   * @returns nanoseconds by field
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeGetCPUStats, since libvirt 0.9.3; remote procedure 227
   */
  nodeGetCpuStats(cpuNum: number, flags?: number, options?: CallOptions): Promise<Record<string, number | bigint>>

  /**
   * How the host's memory is used.
   * @param cellNum one NUMA cell, or `NodeGetMemoryStatsAllCells`
   * @param flags must be 0
   * @returns KiB by field
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeGetMemoryStats, since libvirt 0.9.3; remote procedure 228
   */
  nodeGetMemoryStats(cellNum: number, flags?: number, options?: CallOptions): Promise<Record<string, number | bigint>>

  /**
   * Starts a guest from a file that `save` wrote.
   * @param from path on the host
   * @param dxml domain XML to use instead, changed only where a running guest may change
   * @param flags `DomainSaveRestoreFlags` values, added up
   * @throws LibvirtError VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainRestoreFlags, since libvirt 0.9.4; remote procedure 233
   */
  domainRestoreFlags(from: string, dxml?: string | null, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Domain XML inside a file that `save` wrote.
   * @param file path on the host
   * @param flags `DomainSaveImageXmlFlags` values, added up
   * @throws LibvirtError VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSaveImageGetXMLDesc, since libvirt 0.9.4; remote procedure 235
   */
  domainSaveImageGetXmlDesc(file: string, flags?: number, options?: CallOptions): Promise<string>

  /**
   * Changes the domain XML inside a file that `save` wrote.
   * @param file path on the host
   * @param dxml domain XML
   * @param flags `DomainSaveRestoreFlags` values, added up
   * @throws LibvirtError VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainSaveImageDefineXML, since libvirt 0.9.4; remote procedure 236
   */
  domainSaveImageDefineXml(file: string, dxml: string, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Puts the host to sleep.
   * @param target a `NodeSuspendTarget`
   * @param duration seconds
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeSuspendForDuration, since libvirt 0.9.8; remote procedure 250
   */
  nodeSuspendForDuration(target: number, duration: number | bigint, flags?: number, options?: CallOptions): Promise<void>

  /**
   * All guests, or those that the flags choose.
   * @param flags `ConnectListAllDomainsFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectListAllDomains, since libvirt 0.9.13; remote procedure 273
   */
  listAllDomains(flags?: number, options?: CallOptions): Promise<Domain[]>

  /**
   * All storage pools, or those that the flags choose.
   * @param flags `ConnectListAllStoragePoolsFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectListAllStoragePools, since libvirt 0.10.2; remote procedure 281
   */
  listAllStoragePools(flags?: number, options?: CallOptions): Promise<StoragePool[]>

  /**
   * All virtual networks, or those that the flags choose.
   * @param flags `ConnectListAllNetworksFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectListAllNetworks, since libvirt 0.10.2; remote procedure 283
   */
  listAllNetworks(flags?: number, options?: CallOptions): Promise<Network[]>

  /**
   * All host interfaces, or those that the flags choose.
   * @param flags `ConnectListAllInterfacesFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectListAllInterfaces, since libvirt 0.10.2; remote procedure 284
   */
  listAllInterfaces(flags?: number, options?: CallOptions): Promise<Interface[]>

  /**
   * All host devices, or those that the flags choose.
   * @param flags `ConnectListAllNodeDeviceFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectListAllNodeDevices, since libvirt 0.10.2; remote procedure 285
   */
  listAllNodeDevices(flags?: number, options?: CallOptions): Promise<NodeDevice[]>

  /**
   * All network filters.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectListAllNWFilters, since libvirt 0.10.2; remote procedure 286
   */
  listAllNwFilters(flags?: number, options?: CallOptions): Promise<NwFilter[]>

  /**
   * All secrets, or those that the flags choose.
   * @param flags `ConnectListAllSecretsFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectListAllSecrets, since libvirt 0.10.2; remote procedure 287
   */
  listAllSecrets(flags?: number, options?: CallOptions): Promise<Secret[]>

  /**
   * Changes how the host merges equal pages.
   * @param params fields `ParamName.VIR_NODE_MEMORY_SHARED_…`
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeSetMemoryParameters, since libvirt 0.10.2; remote procedure 288
   */
  nodeSetMemoryParameters(params: TypedParamsInput, flags?: number, options?: CallOptions): Promise<void>

  /**
   * How the host merges equal pages.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeGetMemoryParameters, since libvirt 0.10.2; remote procedure 289
   */
  nodeGetMemoryParameters(flags?: number, options?: CallOptions): Promise<TypedParams>

  /**
   * The SCSI host with these world wide names.
   * @param wwnn of the node
   * @param wwpn of the port
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_NODE_DEVICE when there is none; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeDeviceLookupSCSIHostByWWN, since libvirt 1.0.3; remote procedure 297
   */
  nodeDeviceLookupScsiHostByWwn(wwnn: string, wwpn: string, flags?: number, options?: CallOptions): Promise<NodeDevice>

  /**
   * CPU models that libvirt knows for an architecture.
   * @param arch as `x86_64`
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectGetCPUModelNames, since libvirt 1.1.3; remote procedure 312
   */
  getCpuModelNames(arch: string, flags?: number, options?: CallOptions): Promise<string[]>

  /**
   * Free pages by size for NUMA cells.
   * @param pages page sizes in KiB
   * @param startCell the first cell
   * @param cellCount how many cells
   * @param flags must be 0
   * @returns for each cell its count for each size
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeGetFreePages, since libvirt 1.2.6; remote procedure 340
   */
  nodeGetFreePages(pages: readonly number[], startCell: number, cellCount: number, flags?: number, options?: CallOptions): Promise<number[]>

  /**
   * What a guest of this kind may have, as domain capabilities XML.
   * @param emulatorbin path of the emulator; null for the default
   * @param arch as `x86_64`
   * @param machine as `q35`
   * @param virttype `kvm` or `qemu`
   * @param flags `ConnectGetDomainCapabilitiesFlags` values, added up
   * @throws LibvirtError VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectGetDomainCapabilities, since libvirt 1.2.7; remote procedure 342
   */
  getDomainCapabilities(emulatorbin?: string | null, arch?: string | null, machine?: string | null, virttype?: string | null, flags?: number, options?: CallOptions): Promise<string>

  /**
   * Takes or gives back huge pages.
   * @param pageSizes in KiB
   * @param pageCounts one for each size
   * @param startCell first NUMA cell, -1 for all
   * @param cellCount how many
   * @param flags `NodeAllocPagesFlags` values, added up
   * @returns how many sizes were changed
   * @throws LibvirtError VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeAllocPages, since libvirt 1.2.9; remote procedure 347
   */
  nodeAllocPages(pageSizes: readonly number[], pageCounts: readonly number | bigint[], startCell: number, cellCount: number, flags?: number, options?: CallOptions): Promise<number>

  /**
   * Defines a guest, or changes the definition of one with that name and UUID.
   * @param xml domain XML
   * @param flags `DomainDefineFlags` values, added up
   * @throws LibvirtError VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainDefineXMLFlags, since libvirt 1.2.12; remote procedure 350
   */
  domainDefineXmlFlags(xml: string, flags?: number, options?: CallOptions): Promise<Domain>

  /**
   * The storage pool whose target is this path.
   * @param path on the host
   * @throws LibvirtError VIR_ERR_NO_STORAGE_POOL when there is none; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virStoragePoolLookupByTargetPath, since libvirt 4.1.0; remote procedure 391
   */
  storagePoolLookupByTargetPath(path: string, options?: CallOptions): Promise<StoragePool>

  /**
   * Compares a CPU description with what this hypervisor can give a guest.
   * @param emulator path; null for the default
   * @param arch as `x86_64`
   * @param machine as `q35`
   * @param virttype `kvm` or `qemu`
   * @param xmlCpu a `<cpu>` element
   * @param flags `ConnectCompareCpuFlags` values, added up
   * @returns a `CpuCompareResult`
   * @throws LibvirtError VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectCompareHypervisorCPU, since libvirt 4.4.0; remote procedure 393
   */
  compareHypervisorCpu(emulator: string | null, arch: string | null, machine: string | null, virttype: string | null, xmlCpu: string, flags?: number, options?: CallOptions): Promise<number>

  /**
   * The richest CPU that all given ones can run and this hypervisor can give, as XML.
   * @param emulator path; null for the default
   * @param arch as `x86_64`
   * @param machine as `q35`
   * @param virttype `kvm` or `qemu`
   * @param xmlCpus `<cpu>` elements
   * @param flags `ConnectBaselineCpuFlags` values, added up
   * @throws LibvirtError VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectBaselineHypervisorCPU, since libvirt 4.4.0; remote procedure 394
   */
  baselineHypervisorCpu(emulator: string | null, arch: string | null, machine: string | null, virttype: string | null, xmlCpus: readonly string[], flags?: number, options?: CallOptions): Promise<string>

  /**
   * What AMD SEV offers on this host.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeGetSEVInfo, since libvirt 4.5.0; remote procedure 395
   */
  nodeGetSevInfo(flags?: number, options?: CallOptions): Promise<TypedParams>

  /**
   * The filter binding of this port.
   * @param name the port's device, as `vnet0`
   * @throws LibvirtError VIR_ERR_NO_NWFILTER_BINDING when there is none; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNWFilterBindingLookupByPortDev, since libvirt 4.5.0; remote procedure 397
   */
  nwFilterBindingLookupByPortDev(name: string, options?: CallOptions): Promise<NwFilterBinding>

  /**
   * Binds a filter to a port.
   * @param xml binding XML
   * @param flags `NwFilterBindingCreateFlags` values, added up
   * @throws LibvirtError VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNWFilterBindingCreateXML, since libvirt 4.5.0; remote procedure 399
   */
  nwFilterBindingCreateXml(xml: string, flags?: number, options?: CallOptions): Promise<NwFilterBinding>

  /**
   * All bindings of network filters to ports.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectListAllNWFilterBindings, since libvirt 4.5.0; remote procedure 401
   */
  listAllNwFilterBindings(flags?: number, options?: CallOptions): Promise<NwFilterBinding[]>

  /**
   * Which kinds of storage pool the driver has, as XML.
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectGetStoragePoolCapabilities, since libvirt 5.2.0; remote procedure 403
   */
  getStoragePoolCapabilities(flags?: number, options?: CallOptions): Promise<string>

  /**
   * Says on whose behalf this connection works; the daemon allows it to privileged users only.
   * @param params fields `ParamName.VIR_CONNECT_IDENTITY_…`
   * @param flags must be 0
   * @throws LibvirtError VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virConnectSetIdentity, since libvirt 5.8.0; remote procedure 419
   */
  setIdentity(params: TypedParamsInput, flags?: number, options?: CallOptions): Promise<void>

  /**
   * Defines a mediated device that stays after a reboot.
   * @param xmlDesc device XML
   * @param flags `NodeDeviceDefineXmlFlags` values, added up
   * @throws LibvirtError VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNodeDeviceDefineXML, since libvirt 7.3.0; remote procedure 428
   */
  nodeDeviceDefineXml(xmlDesc: string, flags?: number, options?: CallOptions): Promise<NodeDevice>

  /**
   * Defines a network filter, or changes it.
   * @param xml filter XML
   * @param flags `NwFilterDefineFlags` values, added up
   * @throws LibvirtError VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNWFilterDefineXMLFlags, since libvirt 7.7.0; remote procedure 431
   */
  nwFilterDefineXmlFlags(xml: string, flags?: number, options?: CallOptions): Promise<NwFilter>

  /**
   * Defines a network, or changes its definition.
   * @param xml network XML
   * @param flags `NetworkDefineFlags` values, added up
   * @throws LibvirtError VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNetworkDefineXMLFlags, since libvirt 7.7.0; remote procedure 432
   */
  networkDefineXmlFlags(xml: string, flags?: number, options?: CallOptions): Promise<Network>

  /**
   * Starts a transient network.
   * @param xml network XML
   * @param flags `NetworkCreateFlags` values, added up
   * @throws LibvirtError VIR_ERR_XML_ERROR when the XML cannot be used; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virNetworkCreateXMLFlags, since libvirt 7.8.0; remote procedure 437
   */
  networkCreateXmlFlags(xml: string, flags?: number, options?: CallOptions): Promise<Network>

  /**
   * Starts a guest from a file that `save` wrote.
   * @param params fields `ParamName.VIR_DOMAIN_SAVE_PARAM_…`
   * @param flags `DomainSaveRestoreFlags` values, added up
   * @throws LibvirtError VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT when the driver has no such function
   * @remarks virDomainRestoreParams, since libvirt 8.4.0; remote procedure 441
   */
  domainRestoreParams(params: TypedParamsInput, flags?: number, options?: CallOptions): Promise<void>
}
