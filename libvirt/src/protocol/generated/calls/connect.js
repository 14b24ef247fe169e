// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import { remote } from '../remote.js'
import { charsToText, countersToObject, make, paramsFromObject, paramsToObject } from '../../../api/values.ts'
export class ConnectCalls {
  async getType(options) {
    const r = await this.call(remote.connectGetType, undefined, options)
    return r.type
  }

  async getVersion(options) {
    const r = await this.call(remote.connectGetVersion, undefined, options)
    return Number(r.hvVer)
  }

  async getMaxVcpus(type = null, options) {
    const r = await this.call(remote.connectGetMaxVcpus, { type }, options)
    return r.maxVcpus
  }

  async nodeGetInfo(options) {
    const r = await this.call(remote.nodeGetInfo, undefined, options)
    return ({ model: charsToText(r.model), memory: Number(r.memory), cpus: r.cpus, mhz: r.mhz, nodes: r.nodes, sockets: r.sockets, cores: r.cores, threads: r.threads })
  }

  async getCapabilities(options) {
    const r = await this.call(remote.connectGetCapabilities, undefined, options)
    return r.capabilities
  }

  async domainCreateXml(xmlDesc, flags = 0, options) {
    const r = await this.call(remote.domainCreateXml, { xmlDesc, flags }, options)
    return make.domain(this, r.dom)
  }

  async domainDefineXml(xml, options) {
    const r = await this.call(remote.domainDefineXml, { xml }, options)
    return make.domain(this, r.dom)
  }

  async listDefinedDomains(options) {
    const r = await this.call(remote.connectListDefinedDomains, { maxnames: 16384 }, options)
    return [...r.names]
  }

  async domainLookupById(id, options) {
    const r = await this.call(remote.domainLookupById, { id }, options)
    return make.domain(this, r.dom)
  }

  async domainLookupByName(name, options) {
    const r = await this.call(remote.domainLookupByName, { name }, options)
    return make.domain(this, r.dom)
  }

  async domainLookupByUuid(uuid, options) {
    const r = await this.call(remote.domainLookupByUuid, { uuid }, options)
    return make.domain(this, r.dom)
  }

  async numOfDefinedDomains(options) {
    const r = await this.call(remote.connectNumOfDefinedDomains, undefined, options)
    return r.num
  }

  async listDefinedNetworks(options) {
    const r = await this.call(remote.connectListDefinedNetworks, { maxnames: 16384 }, options)
    return [...r.names]
  }

  async listDomains(options) {
    const r = await this.call(remote.connectListDomains, { maxids: 16384 }, options)
    return [...r.ids]
  }

  async listNetworks(options) {
    const r = await this.call(remote.connectListNetworks, { maxnames: 16384 }, options)
    return [...r.names]
  }

  async networkCreateXml(xml, options) {
    const r = await this.call(remote.networkCreateXml, { xml }, options)
    return make.network(this, r.net)
  }

  async networkDefineXml(xml, options) {
    const r = await this.call(remote.networkDefineXml, { xml }, options)
    return make.network(this, r.net)
  }

  async networkLookupByName(name, options) {
    const r = await this.call(remote.networkLookupByName, { name }, options)
    return make.network(this, r.net)
  }

  async networkLookupByUuid(uuid, options) {
    const r = await this.call(remote.networkLookupByUuid, { uuid }, options)
    return make.network(this, r.net)
  }

  async numOfDefinedNetworks(options) {
    const r = await this.call(remote.connectNumOfDefinedNetworks, undefined, options)
    return r.num
  }

  async numOfDomains(options) {
    const r = await this.call(remote.connectNumOfDomains, undefined, options)
    return r.num
  }

  async numOfNetworks(options) {
    const r = await this.call(remote.connectNumOfNetworks, undefined, options)
    return r.num
  }

  async domainRestore(from, options) {
    await this.call(remote.domainRestore, { from }, options)
  }

  async getHostname(options) {
    const r = await this.call(remote.connectGetHostname, undefined, options)
    return r.hostname
  }

  async numOfStoragePools(options) {
    const r = await this.call(remote.connectNumOfStoragePools, undefined, options)
    return r.num
  }

  async listStoragePools(options) {
    const r = await this.call(remote.connectListStoragePools, { maxnames: 16384 }, options)
    return [...r.names]
  }

  async numOfDefinedStoragePools(options) {
    const r = await this.call(remote.connectNumOfDefinedStoragePools, undefined, options)
    return r.num
  }

  async listDefinedStoragePools(options) {
    const r = await this.call(remote.connectListDefinedStoragePools, { maxnames: 16384 }, options)
    return [...r.names]
  }

  async findStoragePoolSources(type, srcSpec = null, flags = 0, options) {
    const r = await this.call(remote.connectFindStoragePoolSources, { type, srcSpec, flags }, options)
    return r.xml
  }

  async storagePoolCreateXml(xml, flags = 0, options) {
    const r = await this.call(remote.storagePoolCreateXml, { xml, flags }, options)
    return make.storagePool(this, r.pool)
  }

  async storagePoolDefineXml(xml, flags = 0, options) {
    const r = await this.call(remote.storagePoolDefineXml, { xml, flags }, options)
    return make.storagePool(this, r.pool)
  }

  async storagePoolLookupByName(name, options) {
    const r = await this.call(remote.storagePoolLookupByName, { name }, options)
    return make.storagePool(this, r.pool)
  }

  async storagePoolLookupByUuid(uuid, options) {
    const r = await this.call(remote.storagePoolLookupByUuid, { uuid }, options)
    return make.storagePool(this, r.pool)
  }

  async storageVolLookupByKey(key, options) {
    const r = await this.call(remote.storageVolLookupByKey, { key }, options)
    return make.storageVol(this, r.vol)
  }

  async storageVolLookupByPath(path, options) {
    const r = await this.call(remote.storageVolLookupByPath, { path }, options)
    return make.storageVol(this, r.vol)
  }

  async nodeGetCellsFreeMemory(startCell, maxcells, options) {
    const r = await this.call(remote.nodeGetCellsFreeMemory, { startCell, maxcells }, options)
    return r.cells.map(Number)
  }

  async nodeGetFreeMemory(options) {
    const r = await this.call(remote.nodeGetFreeMemory, undefined, options)
    return Number(r.freeMem)
  }

  async getUri(options) {
    const r = await this.call(remote.connectGetUri, undefined, options)
    return r.uri
  }

  async nodeNumOfDevices(cap = null, flags = 0, options) {
    const r = await this.call(remote.nodeNumOfDevices, { cap, flags }, options)
    return r.num
  }

  async nodeListDevices(cap = null, flags = 0, options) {
    const r = await this.call(remote.nodeListDevices, { cap, maxnames: 65536, flags }, options)
    return [...r.names]
  }

  async nodeDeviceLookupByName(name, options) {
    const r = await this.call(remote.nodeDeviceLookupByName, { name }, options)
    return make.nodeDevice(this, r.dev)
  }

  async nodeDeviceCreateXml(xmlDesc, flags = 0, options) {
    const r = await this.call(remote.nodeDeviceCreateXml, { xmlDesc, flags }, options)
    return make.nodeDevice(this, r.dev)
  }

  async numOfInterfaces(options) {
    const r = await this.call(remote.connectNumOfInterfaces, undefined, options)
    return r.num
  }

  async listInterfaces(options) {
    const r = await this.call(remote.connectListInterfaces, { maxnames: 16384 }, options)
    return [...r.names]
  }

  async interfaceLookupByName(name, options) {
    const r = await this.call(remote.interfaceLookupByName, { name }, options)
    return make.interface(this, r.iface)
  }

  async interfaceLookupByMacString(mac, options) {
    const r = await this.call(remote.interfaceLookupByMacString, { mac }, options)
    return make.interface(this, r.iface)
  }

  async interfaceDefineXml(xml, flags = 0, options) {
    const r = await this.call(remote.interfaceDefineXml, { xml, flags }, options)
    return make.interface(this, r.iface)
  }

  async domainXmlFromNative(nativeFormat, nativeConfig, flags = 0, options) {
    const r = await this.call(remote.connectDomainXmlFromNative, { nativeFormat, nativeConfig, flags }, options)
    return r.domainXml
  }

  async domainXmlToNative(nativeFormat, domainXml, flags = 0, options) {
    const r = await this.call(remote.connectDomainXmlToNative, { nativeFormat, domainXml, flags }, options)
    return r.nativeConfig
  }

  async numOfDefinedInterfaces(options) {
    const r = await this.call(remote.connectNumOfDefinedInterfaces, undefined, options)
    return r.num
  }

  async listDefinedInterfaces(options) {
    const r = await this.call(remote.connectListDefinedInterfaces, { maxnames: 16384 }, options)
    return [...r.names]
  }

  async numOfSecrets(options) {
    const r = await this.call(remote.connectNumOfSecrets, undefined, options)
    return r.num
  }

  async listSecrets(options) {
    const r = await this.call(remote.connectListSecrets, { maxuuids: 16384 }, options)
    return [...r.uuids]
  }

  async secretLookupByUuid(uuid, options) {
    const r = await this.call(remote.secretLookupByUuid, { uuid }, options)
    return make.secret(this, r.secret)
  }

  async secretDefineXml(xml, flags = 0, options) {
    const r = await this.call(remote.secretDefineXml, { xml, flags }, options)
    return make.secret(this, r.secret)
  }

  async secretLookupByUsage(usageType, usageId, options) {
    const r = await this.call(remote.secretLookupByUsage, { usageType, usageId }, options)
    return make.secret(this, r.secret)
  }

  async isSecure(options) {
    const r = await this.call(remote.connectIsSecure, undefined, options)
    return r.secure !== 0
  }

  async getLibVersion(options) {
    const r = await this.call(remote.connectGetLibVersion, undefined, options)
    return Number(r.libVer)
  }

  async compareCpu(xml, flags = 0, options) {
    const r = await this.call(remote.connectCompareCpu, { xml, flags }, options)
    return r.result
  }

  async baselineCpu(xmlCpus, flags = 0, options) {
    const r = await this.call(remote.connectBaselineCpu, { xmlCpus, flags }, options)
    return r.cpu
  }

  async nwFilterLookupByName(name, options) {
    const r = await this.call(remote.nwfilterLookupByName, { name }, options)
    return make.nwFilter(this, r.nwfilter)
  }

  async nwFilterLookupByUuid(uuid, options) {
    const r = await this.call(remote.nwfilterLookupByUuid, { uuid }, options)
    return make.nwFilter(this, r.nwfilter)
  }

  async numOfNwFilters(options) {
    const r = await this.call(remote.connectNumOfNwfilters, undefined, options)
    return r.num
  }

  async listNwFilters(options) {
    const r = await this.call(remote.connectListNwfilters, { maxnames: 16384 }, options)
    return [...r.names]
  }

  async nwFilterDefineXml(xml, options) {
    const r = await this.call(remote.nwfilterDefineXml, { xml }, options)
    return make.nwFilter(this, r.nwfilter)
  }

  async getSysinfo(flags = 0, options) {
    const r = await this.call(remote.connectGetSysinfo, { flags }, options)
    return r.sysinfo
  }

  async interfaceChangeBegin(flags = 0, options) {
    await this.call(remote.interfaceChangeBegin, { flags }, options)
  }

  async interfaceChangeCommit(flags = 0, options) {
    await this.call(remote.interfaceChangeCommit, { flags }, options)
  }

  async interfaceChangeRollback(flags = 0, options) {
    await this.call(remote.interfaceChangeRollback, { flags }, options)
  }

  async nodeGetCpuStats(cpuNum, flags = 0, options) {
    const n = await this.call(remote.nodeGetCpuStats, { cpuNum, nparams: 0, flags }, options)
    const r = await this.call(remote.nodeGetCpuStats, { cpuNum, nparams: n.nparams, flags }, options)
    return countersToObject(r.params)
  }

  async nodeGetMemoryStats(cellNum, flags = 0, options) {
    const n = await this.call(remote.nodeGetMemoryStats, { nparams: 0, cellNum, flags }, options)
    const r = await this.call(remote.nodeGetMemoryStats, { nparams: n.nparams, cellNum, flags }, options)
    return countersToObject(r.params)
  }

  async domainRestoreFlags(from, dxml = null, flags = 0, options) {
    await this.call(remote.domainRestoreFlags, { from, dxml, flags }, options)
  }

  async domainSaveImageGetXmlDesc(file, flags = 0, options) {
    const r = await this.call(remote.domainSaveImageGetXmlDesc, { file, flags }, options)
    return r.xml
  }

  async domainSaveImageDefineXml(file, dxml, flags = 0, options) {
    await this.call(remote.domainSaveImageDefineXml, { file, dxml, flags }, options)
  }

  async nodeSuspendForDuration(target, duration, flags = 0, options) {
    await this.call(remote.nodeSuspendForDuration, { target, duration, flags }, options)
  }

  async listAllDomains(flags = 0, options) {
    const r = await this.call(remote.connectListAllDomains, { needResults: 1, flags }, options)
    return r.domains.map((one) => make.domain(this, one))
  }

  async listAllStoragePools(flags = 0, options) {
    const r = await this.call(remote.connectListAllStoragePools, { needResults: 1, flags }, options)
    return r.pools.map((one) => make.storagePool(this, one))
  }

  async listAllNetworks(flags = 0, options) {
    const r = await this.call(remote.connectListAllNetworks, { needResults: 1, flags }, options)
    return r.nets.map((one) => make.network(this, one))
  }

  async listAllInterfaces(flags = 0, options) {
    const r = await this.call(remote.connectListAllInterfaces, { needResults: 1, flags }, options)
    return r.ifaces.map((one) => make.interface(this, one))
  }

  async listAllNodeDevices(flags = 0, options) {
    const r = await this.call(remote.connectListAllNodeDevices, { needResults: 1, flags }, options)
    return r.devices.map((one) => make.nodeDevice(this, one))
  }

  async listAllNwFilters(flags = 0, options) {
    const r = await this.call(remote.connectListAllNwfilters, { needResults: 1, flags }, options)
    return r.filters.map((one) => make.nwFilter(this, one))
  }

  async listAllSecrets(flags = 0, options) {
    const r = await this.call(remote.connectListAllSecrets, { needResults: 1, flags }, options)
    return r.secrets.map((one) => make.secret(this, one))
  }

  async nodeSetMemoryParameters(params, flags = 0, options) {
    await this.call(remote.nodeSetMemoryParameters, { params: paramsFromObject(params), flags }, options)
  }

  async nodeGetMemoryParameters(flags = 0, options) {
    const n = await this.call(remote.nodeGetMemoryParameters, { nparams: 0, flags: flags | 4 }, options)
    const r = await this.call(remote.nodeGetMemoryParameters, { nparams: n.nparams, flags: flags | 4 }, options)
    return paramsToObject(r.params)
  }

  async nodeDeviceLookupScsiHostByWwn(wwnn, wwpn, flags = 0, options) {
    const r = await this.call(remote.nodeDeviceLookupScsiHostByWwn, { wwnn, wwpn, flags }, options)
    return make.nodeDevice(this, r.dev)
  }

  async getCpuModelNames(arch, flags = 0, options) {
    const r = await this.call(remote.connectGetCpuModelNames, { arch, needResults: 1, flags }, options)
    return [...r.models]
  }

  async nodeGetFreePages(pages, startCell, cellCount, flags = 0, options) {
    const r = await this.call(remote.nodeGetFreePages, { pages, startCell, cellCount, flags }, options)
    return r.counts.map(Number)
  }

  async getDomainCapabilities(emulatorbin = null, arch = null, machine = null, virttype = null, flags = 0, options) {
    const r = await this.call(remote.connectGetDomainCapabilities, { emulatorbin, arch, machine, virttype, flags }, options)
    return r.capabilities
  }

  async nodeAllocPages(pageSizes, pageCounts, startCell, cellCount, flags = 0, options) {
    const r = await this.call(remote.nodeAllocPages, { pageSizes, pageCounts, startCell, cellCount, flags }, options)
    return r.ret
  }

  async domainDefineXmlFlags(xml, flags = 0, options) {
    const r = await this.call(remote.domainDefineXmlFlags, { xml, flags }, options)
    return make.domain(this, r.dom)
  }

  async storagePoolLookupByTargetPath(path, options) {
    const r = await this.call(remote.storagePoolLookupByTargetPath, { path }, options)
    return make.storagePool(this, r.pool)
  }

  async compareHypervisorCpu(emulator, arch, machine, virttype, xmlCpu, flags = 0, options) {
    const r = await this.call(remote.connectCompareHypervisorCpu, { emulator, arch, machine, virttype, xmlCpu, flags }, options)
    return r.result
  }

  async baselineHypervisorCpu(emulator, arch, machine, virttype, xmlCpus, flags = 0, options) {
    const r = await this.call(remote.connectBaselineHypervisorCpu, { emulator, arch, machine, virttype, xmlCpus, flags }, options)
    return r.cpu
  }

  async nodeGetSevInfo(flags = 0, options) {
    const n = await this.call(remote.nodeGetSevInfo, { nparams: 0, flags: flags | 4 }, options)
    const r = await this.call(remote.nodeGetSevInfo, { nparams: n.nparams, flags: flags | 4 }, options)
    return paramsToObject(r.params)
  }

  async nwFilterBindingLookupByPortDev(name, options) {
    const r = await this.call(remote.nwfilterBindingLookupByPortDev, { name }, options)
    return make.nwFilterBinding(this, r.nwfilter)
  }

  async nwFilterBindingCreateXml(xml, flags = 0, options) {
    const r = await this.call(remote.nwfilterBindingCreateXml, { xml, flags }, options)
    return make.nwFilterBinding(this, r.nwfilter)
  }

  async listAllNwFilterBindings(flags = 0, options) {
    const r = await this.call(remote.connectListAllNwfilterBindings, { needResults: 1, flags }, options)
    return r.bindings.map((one) => make.nwFilterBinding(this, one))
  }

  async getStoragePoolCapabilities(flags = 0, options) {
    const r = await this.call(remote.connectGetStoragePoolCapabilities, { flags }, options)
    return r.capabilities
  }

  async setIdentity(params, flags = 0, options) {
    await this.call(remote.connectSetIdentity, { params: paramsFromObject(params), flags }, options)
  }

  async nodeDeviceDefineXml(xmlDesc, flags = 0, options) {
    const r = await this.call(remote.nodeDeviceDefineXml, { xmlDesc, flags }, options)
    return make.nodeDevice(this, r.dev)
  }

  async nwFilterDefineXmlFlags(xml, flags = 0, options) {
    const r = await this.call(remote.nwfilterDefineXmlFlags, { xml, flags }, options)
    return make.nwFilter(this, r.nwfilter)
  }

  async networkDefineXmlFlags(xml, flags = 0, options) {
    const r = await this.call(remote.networkDefineXmlFlags, { xml, flags }, options)
    return make.network(this, r.net)
  }

  async networkCreateXmlFlags(xml, flags = 0, options) {
    const r = await this.call(remote.networkCreateXmlFlags, { xml, flags }, options)
    return make.network(this, r.net)
  }

  async domainRestoreParams(params, flags = 0, options) {
    await this.call(remote.domainRestoreParams, { params: paramsFromObject(params), flags }, options)
  }
}
