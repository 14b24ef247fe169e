// Generated from libvirt/protocol by dev/protocol/generate.ts; edit the generator, not this file.

import { procedure } from '../procedure.ts'
import { readTypedParam, writeTypedParam } from '../typed-param.ts'

const readDomain = (r) => ({ name: r.string(4194304), uuid: r.uuid(), id: r.i32() })
const writeDomain = (w, v) => {
  w.string(v.name, 4194304)
  w.uuid(v.uuid)
  w.i32(v.id)
}
const readNetwork = (r) => ({ name: r.string(4194304), uuid: r.uuid() })
const writeNetwork = (w, v) => {
  w.string(v.name, 4194304)
  w.uuid(v.uuid)
}
const readNetworkPort = (r) => ({ net: readNetwork(r), uuid: r.uuid() })
const writeNetworkPort = (w, v) => {
  writeNetwork(w, v.net)
  w.uuid(v.uuid)
}
const readNwfilter = (r) => ({ name: r.string(4194304), uuid: r.uuid() })
const writeNwfilter = (w, v) => {
  w.string(v.name, 4194304)
  w.uuid(v.uuid)
}
const readNwfilterBinding = (r) => ({ portdev: r.string(4194304), filtername: r.string(4194304) })
const writeNwfilterBinding = (w, v) => {
  w.string(v.portdev, 4194304)
  w.string(v.filtername, 4194304)
}
const readInterface = (r) => ({ name: r.string(4194304), mac: r.string(4194304) })
const writeInterface = (w, v) => {
  w.string(v.name, 4194304)
  w.string(v.mac, 4194304)
}
const readStoragePool = (r) => ({ name: r.string(4194304), uuid: r.uuid() })
const writeStoragePool = (w, v) => {
  w.string(v.name, 4194304)
  w.uuid(v.uuid)
}
const readStorageVol = (r) => ({ pool: r.string(4194304), name: r.string(4194304), key: r.string(4194304) })
const writeStorageVol = (w, v) => {
  w.string(v.pool, 4194304)
  w.string(v.name, 4194304)
  w.string(v.key, 4194304)
}
const readNodeDevice = (r) => ({ name: r.string(4194304) })
const writeNodeDevice = (w, v) => {
  w.string(v.name, 4194304)
}
const readSecret = (r) => ({ uuid: r.uuid(), usageType: r.i32(), usageId: r.string(4194304) })
const writeSecret = (w, v) => {
  w.uuid(v.uuid)
  w.i32(v.usageType)
  w.string(v.usageId, 4194304)
}
const readDomainCheckpoint = (r) => ({ name: r.string(4194304), dom: readDomain(r) })
const writeDomainCheckpoint = (w, v) => {
  w.string(v.name, 4194304)
  writeDomain(w, v.dom)
}
const readDomainSnapshot = (r) => ({ name: r.string(4194304), dom: readDomain(r) })
const writeDomainSnapshot = (w, v) => {
  w.string(v.name, 4194304)
  writeDomain(w, v.dom)
}
const readError = (r) => ({ code: r.i32(), domain: r.i32(), message: r.optionalString(4194304), level: r.i32(), dom: r.optional(readDomain), str1: r.optionalString(4194304), str2: r.optionalString(4194304), str3: r.optionalString(4194304), int1: r.i32(), int2: r.i32(), net: r.optional(readNetwork) })
const writeError = (w, v) => {
  w.i32(v.code)
  w.i32(v.domain)
  w.optionalString(v.message, 4194304)
  w.i32(v.level)
  w.optional(v.dom, writeDomain)
  w.optionalString(v.str1, 4194304)
  w.optionalString(v.str2, 4194304)
  w.optionalString(v.str3, 4194304)
  w.i32(v.int1)
  w.i32(v.int2)
  w.optional(v.net, writeNetwork)
}
const readVcpuInfo = (r) => ({ number: r.u32(), state: r.i32(), cpuTime: r.u64(), cpu: r.i32() })
const writeVcpuInfo = (w, v) => {
  w.u32(v.number)
  w.i32(v.state)
  w.u64(v.cpuTime)
  w.i32(v.cpu)
}
const readNodeGetCpuStats = (r) => ({ field: r.string(4194304), value: r.u64() })
const writeNodeGetCpuStats = (w, v) => {
  w.string(v.field, 4194304)
  w.u64(v.value)
}
const readNodeGetMemoryStats = (r) => ({ field: r.string(4194304), value: r.u64() })
const writeNodeGetMemoryStats = (w, v) => {
  w.string(v.field, 4194304)
  w.u64(v.value)
}
const readDomainDiskError = (r) => ({ disk: r.string(4194304), error: r.i32() })
const writeDomainDiskError = (w, v) => {
  w.string(v.disk, 4194304)
  w.i32(v.error)
}
const readConnectOpenArgs = (r) => ({ name: r.optionalString(4194304), flags: r.u32() })
const writeConnectOpenArgs = (w, v) => {
  w.optionalString(v.name, 4194304)
  w.u32(v.flags)
}
const readConnectSupportsFeatureArgs = (r) => ({ feature: r.i32() })
const writeConnectSupportsFeatureArgs = (w, v) => {
  w.i32(v.feature)
}
const readConnectSupportsFeatureRet = (r) => ({ supported: r.i32() })
const writeConnectSupportsFeatureRet = (w, v) => {
  w.i32(v.supported)
}
const readConnectGetTypeRet = (r) => ({ type: r.string(4194304) })
const writeConnectGetTypeRet = (w, v) => {
  w.string(v.type, 4194304)
}
const readConnectGetVersionRet = (r) => ({ hvVer: r.u64() })
const writeConnectGetVersionRet = (w, v) => {
  w.u64(v.hvVer)
}
const readConnectGetLibVersionRet = (r) => ({ libVer: r.u64() })
const writeConnectGetLibVersionRet = (w, v) => {
  w.u64(v.libVer)
}
const readConnectGetHostnameRet = (r) => ({ hostname: r.string(4194304) })
const writeConnectGetHostnameRet = (w, v) => {
  w.string(v.hostname, 4194304)
}
const readConnectGetSysinfoArgs = (r) => ({ flags: r.u32() })
const writeConnectGetSysinfoArgs = (w, v) => {
  w.u32(v.flags)
}
const readConnectGetSysinfoRet = (r) => ({ sysinfo: r.string(4194304) })
const writeConnectGetSysinfoRet = (w, v) => {
  w.string(v.sysinfo, 4194304)
}
const readConnectGetUriRet = (r) => ({ uri: r.string(4194304) })
const writeConnectGetUriRet = (w, v) => {
  w.string(v.uri, 4194304)
}
const readConnectGetMaxVcpusArgs = (r) => ({ type: r.optionalString(4194304) })
const writeConnectGetMaxVcpusArgs = (w, v) => {
  w.optionalString(v.type, 4194304)
}
const readConnectGetMaxVcpusRet = (r) => ({ maxVcpus: r.i32() })
const writeConnectGetMaxVcpusRet = (w, v) => {
  w.i32(v.maxVcpus)
}
const readNodeGetInfoRet = (r) => ({ model: r.charsFixed(32), memory: r.u64(), cpus: r.i32(), mhz: r.i32(), nodes: r.i32(), sockets: r.i32(), cores: r.i32(), threads: r.i32() })
const writeNodeGetInfoRet = (w, v) => {
  w.charsFixed(v.model, 32)
  w.u64(v.memory)
  w.i32(v.cpus)
  w.i32(v.mhz)
  w.i32(v.nodes)
  w.i32(v.sockets)
  w.i32(v.cores)
  w.i32(v.threads)
}
const readConnectGetCapabilitiesRet = (r) => ({ capabilities: r.string(4194304) })
const writeConnectGetCapabilitiesRet = (w, v) => {
  w.string(v.capabilities, 4194304)
}
const readConnectGetDomainCapabilitiesArgs = (r) => ({ emulatorbin: r.optionalString(4194304), arch: r.optionalString(4194304), machine: r.optionalString(4194304), virttype: r.optionalString(4194304), flags: r.u32() })
const writeConnectGetDomainCapabilitiesArgs = (w, v) => {
  w.optionalString(v.emulatorbin, 4194304)
  w.optionalString(v.arch, 4194304)
  w.optionalString(v.machine, 4194304)
  w.optionalString(v.virttype, 4194304)
  w.u32(v.flags)
}
const readConnectGetDomainCapabilitiesRet = (r) => ({ capabilities: r.string(4194304) })
const writeConnectGetDomainCapabilitiesRet = (w, v) => {
  w.string(v.capabilities, 4194304)
}
const readNodeGetCpuStatsArgs = (r) => ({ cpuNum: r.i32(), nparams: r.i32(), flags: r.u32() })
const writeNodeGetCpuStatsArgs = (w, v) => {
  w.i32(v.cpuNum)
  w.i32(v.nparams)
  w.u32(v.flags)
}
const readNodeGetCpuStatsRet = (r) => ({ params: r.array(readNodeGetCpuStats, 16), nparams: r.i32() })
const writeNodeGetCpuStatsRet = (w, v) => {
  w.array(v.params, writeNodeGetCpuStats, 16)
  w.i32(v.nparams)
}
const readNodeGetMemoryStatsArgs = (r) => ({ nparams: r.i32(), cellNum: r.i32(), flags: r.u32() })
const writeNodeGetMemoryStatsArgs = (w, v) => {
  w.i32(v.nparams)
  w.i32(v.cellNum)
  w.u32(v.flags)
}
const readNodeGetMemoryStatsRet = (r) => ({ params: r.array(readNodeGetMemoryStats, 16), nparams: r.i32() })
const writeNodeGetMemoryStatsRet = (w, v) => {
  w.array(v.params, writeNodeGetMemoryStats, 16)
  w.i32(v.nparams)
}
const readNodeGetCellsFreeMemoryArgs = (r) => ({ startCell: r.i32(), maxcells: r.i32() })
const writeNodeGetCellsFreeMemoryArgs = (w, v) => {
  w.i32(v.startCell)
  w.i32(v.maxcells)
}
const readNodeGetCellsFreeMemoryRet = (r) => ({ cells: r.array((r) => r.u64(), 1024) })
const writeNodeGetCellsFreeMemoryRet = (w, v) => {
  w.array(v.cells, (w, v) => w.u64(v), 1024)
}
const readNodeGetFreeMemoryRet = (r) => ({ freeMem: r.u64() })
const writeNodeGetFreeMemoryRet = (w, v) => {
  w.u64(v.freeMem)
}
const readDomainGetSchedulerTypeArgs = (r) => ({ dom: readDomain(r) })
const writeDomainGetSchedulerTypeArgs = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainGetSchedulerTypeRet = (r) => ({ type: r.string(4194304), nparams: r.i32() })
const writeDomainGetSchedulerTypeRet = (w, v) => {
  w.string(v.type, 4194304)
  w.i32(v.nparams)
}
const readDomainGetSchedulerParametersArgs = (r) => ({ dom: readDomain(r), nparams: r.i32() })
const writeDomainGetSchedulerParametersArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.i32(v.nparams)
}
const readDomainGetSchedulerParametersRet = (r) => ({ params: r.array(readTypedParam, 16) })
const writeDomainGetSchedulerParametersRet = (w, v) => {
  w.array(v.params, writeTypedParam, 16)
}
const readDomainGetSchedulerParametersFlagsArgs = (r) => ({ dom: readDomain(r), nparams: r.i32(), flags: r.u32() })
const writeDomainGetSchedulerParametersFlagsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.i32(v.nparams)
  w.u32(v.flags)
}
const readDomainGetSchedulerParametersFlagsRet = (r) => ({ params: r.array(readTypedParam, 16) })
const writeDomainGetSchedulerParametersFlagsRet = (w, v) => {
  w.array(v.params, writeTypedParam, 16)
}
const readDomainSetSchedulerParametersArgs = (r) => ({ dom: readDomain(r), params: r.array(readTypedParam, 16) })
const writeDomainSetSchedulerParametersArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.array(v.params, writeTypedParam, 16)
}
const readDomainSetSchedulerParametersFlagsArgs = (r) => ({ dom: readDomain(r), params: r.array(readTypedParam, 16), flags: r.u32() })
const writeDomainSetSchedulerParametersFlagsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.array(v.params, writeTypedParam, 16)
  w.u32(v.flags)
}
const readDomainSetBlkioParametersArgs = (r) => ({ dom: readDomain(r), params: r.array(readTypedParam, 16), flags: r.u32() })
const writeDomainSetBlkioParametersArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.array(v.params, writeTypedParam, 16)
  w.u32(v.flags)
}
const readDomainGetBlkioParametersArgs = (r) => ({ dom: readDomain(r), nparams: r.i32(), flags: r.u32() })
const writeDomainGetBlkioParametersArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.i32(v.nparams)
  w.u32(v.flags)
}
const readDomainGetBlkioParametersRet = (r) => ({ params: r.array(readTypedParam, 16), nparams: r.i32() })
const writeDomainGetBlkioParametersRet = (w, v) => {
  w.array(v.params, writeTypedParam, 16)
  w.i32(v.nparams)
}
const readDomainSetMemoryParametersArgs = (r) => ({ dom: readDomain(r), params: r.array(readTypedParam, 16), flags: r.u32() })
const writeDomainSetMemoryParametersArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.array(v.params, writeTypedParam, 16)
  w.u32(v.flags)
}
const readDomainGetMemoryParametersArgs = (r) => ({ dom: readDomain(r), nparams: r.i32(), flags: r.u32() })
const writeDomainGetMemoryParametersArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.i32(v.nparams)
  w.u32(v.flags)
}
const readDomainGetMemoryParametersRet = (r) => ({ params: r.array(readTypedParam, 16), nparams: r.i32() })
const writeDomainGetMemoryParametersRet = (w, v) => {
  w.array(v.params, writeTypedParam, 16)
  w.i32(v.nparams)
}
const readDomainBlockResizeArgs = (r) => ({ dom: readDomain(r), disk: r.string(4194304), size: r.u64(), flags: r.u32() })
const writeDomainBlockResizeArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.disk, 4194304)
  w.u64(v.size)
  w.u32(v.flags)
}
const readDomainSetNumaParametersArgs = (r) => ({ dom: readDomain(r), params: r.array(readTypedParam, 16), flags: r.u32() })
const writeDomainSetNumaParametersArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.array(v.params, writeTypedParam, 16)
  w.u32(v.flags)
}
const readDomainGetNumaParametersArgs = (r) => ({ dom: readDomain(r), nparams: r.i32(), flags: r.u32() })
const writeDomainGetNumaParametersArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.i32(v.nparams)
  w.u32(v.flags)
}
const readDomainGetNumaParametersRet = (r) => ({ params: r.array(readTypedParam, 16), nparams: r.i32() })
const writeDomainGetNumaParametersRet = (w, v) => {
  w.array(v.params, writeTypedParam, 16)
  w.i32(v.nparams)
}
const readDomainSetPerfEventsArgs = (r) => ({ dom: readDomain(r), params: r.array(readTypedParam, 64), flags: r.u32() })
const writeDomainSetPerfEventsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.array(v.params, writeTypedParam, 64)
  w.u32(v.flags)
}
const readDomainGetPerfEventsArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainGetPerfEventsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainGetPerfEventsRet = (r) => ({ params: r.array(readTypedParam, 64) })
const writeDomainGetPerfEventsRet = (w, v) => {
  w.array(v.params, writeTypedParam, 64)
}
const readDomainBlockStatsArgs = (r) => ({ dom: readDomain(r), path: r.string(4194304) })
const writeDomainBlockStatsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.path, 4194304)
}
const readDomainBlockStatsRet = (r) => ({ rdReq: r.i64(), rdBytes: r.i64(), wrReq: r.i64(), wrBytes: r.i64(), errs: r.i64() })
const writeDomainBlockStatsRet = (w, v) => {
  w.i64(v.rdReq)
  w.i64(v.rdBytes)
  w.i64(v.wrReq)
  w.i64(v.wrBytes)
  w.i64(v.errs)
}
const readDomainBlockStatsFlagsArgs = (r) => ({ dom: readDomain(r), path: r.string(4194304), nparams: r.i32(), flags: r.u32() })
const writeDomainBlockStatsFlagsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.path, 4194304)
  w.i32(v.nparams)
  w.u32(v.flags)
}
const readDomainBlockStatsFlagsRet = (r) => ({ params: r.array(readTypedParam, 16), nparams: r.i32() })
const writeDomainBlockStatsFlagsRet = (w, v) => {
  w.array(v.params, writeTypedParam, 16)
  w.i32(v.nparams)
}
const readDomainInterfaceStatsArgs = (r) => ({ dom: readDomain(r), device: r.string(4194304) })
const writeDomainInterfaceStatsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.device, 4194304)
}
const readDomainInterfaceStatsRet = (r) => ({ rxBytes: r.i64(), rxPackets: r.i64(), rxErrs: r.i64(), rxDrop: r.i64(), txBytes: r.i64(), txPackets: r.i64(), txErrs: r.i64(), txDrop: r.i64() })
const writeDomainInterfaceStatsRet = (w, v) => {
  w.i64(v.rxBytes)
  w.i64(v.rxPackets)
  w.i64(v.rxErrs)
  w.i64(v.rxDrop)
  w.i64(v.txBytes)
  w.i64(v.txPackets)
  w.i64(v.txErrs)
  w.i64(v.txDrop)
}
const readDomainSetInterfaceParametersArgs = (r) => ({ dom: readDomain(r), device: r.string(4194304), params: r.array(readTypedParam, 16), flags: r.u32() })
const writeDomainSetInterfaceParametersArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.device, 4194304)
  w.array(v.params, writeTypedParam, 16)
  w.u32(v.flags)
}
const readDomainGetInterfaceParametersArgs = (r) => ({ dom: readDomain(r), device: r.string(4194304), nparams: r.i32(), flags: r.u32() })
const writeDomainGetInterfaceParametersArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.device, 4194304)
  w.i32(v.nparams)
  w.u32(v.flags)
}
const readDomainGetInterfaceParametersRet = (r) => ({ params: r.array(readTypedParam, 16), nparams: r.i32() })
const writeDomainGetInterfaceParametersRet = (w, v) => {
  w.array(v.params, writeTypedParam, 16)
  w.i32(v.nparams)
}
const readDomainMemoryStatsArgs = (r) => ({ dom: readDomain(r), maxStats: r.u32(), flags: r.u32() })
const writeDomainMemoryStatsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.maxStats)
  w.u32(v.flags)
}
const readDomainMemoryStat = (r) => ({ tag: r.i32(), val: r.u64() })
const writeDomainMemoryStat = (w, v) => {
  w.i32(v.tag)
  w.u64(v.val)
}
const readDomainMemoryStatsRet = (r) => ({ stats: r.array(readDomainMemoryStat, 1024) })
const writeDomainMemoryStatsRet = (w, v) => {
  w.array(v.stats, writeDomainMemoryStat, 1024)
}
const readDomainBlockPeekArgs = (r) => ({ dom: readDomain(r), path: r.string(4194304), offset: r.u64(), size: r.u32(), flags: r.u32() })
const writeDomainBlockPeekArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.path, 4194304)
  w.u64(v.offset)
  w.u32(v.size)
  w.u32(v.flags)
}
const readDomainBlockPeekRet = (r) => ({ buffer: r.opaque(4194304) })
const writeDomainBlockPeekRet = (w, v) => {
  w.opaque(v.buffer, 4194304)
}
const readDomainMemoryPeekArgs = (r) => ({ dom: readDomain(r), offset: r.u64(), size: r.u32(), flags: r.u32() })
const writeDomainMemoryPeekArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u64(v.offset)
  w.u32(v.size)
  w.u32(v.flags)
}
const readDomainMemoryPeekRet = (r) => ({ buffer: r.opaque(4194304) })
const writeDomainMemoryPeekRet = (w, v) => {
  w.opaque(v.buffer, 4194304)
}
const readDomainGetBlockInfoArgs = (r) => ({ dom: readDomain(r), path: r.string(4194304), flags: r.u32() })
const writeDomainGetBlockInfoArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.path, 4194304)
  w.u32(v.flags)
}
const readDomainGetBlockInfoRet = (r) => ({ allocation: r.u64(), capacity: r.u64(), physical: r.u64() })
const writeDomainGetBlockInfoRet = (w, v) => {
  w.u64(v.allocation)
  w.u64(v.capacity)
  w.u64(v.physical)
}
const readConnectListDomainsArgs = (r) => ({ maxids: r.i32() })
const writeConnectListDomainsArgs = (w, v) => {
  w.i32(v.maxids)
}
const readConnectListDomainsRet = (r) => ({ ids: r.array((r) => r.i32(), 16384) })
const writeConnectListDomainsRet = (w, v) => {
  w.array(v.ids, (w, v) => w.i32(v), 16384)
}
const readConnectNumOfDomainsRet = (r) => ({ num: r.i32() })
const writeConnectNumOfDomainsRet = (w, v) => {
  w.i32(v.num)
}
const readDomainCreateXmlArgs = (r) => ({ xmlDesc: r.string(4194304), flags: r.u32() })
const writeDomainCreateXmlArgs = (w, v) => {
  w.string(v.xmlDesc, 4194304)
  w.u32(v.flags)
}
const readDomainCreateXmlRet = (r) => ({ dom: readDomain(r) })
const writeDomainCreateXmlRet = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainCreateXmlWithFilesArgs = (r) => ({ xmlDesc: r.string(4194304), flags: r.u32() })
const writeDomainCreateXmlWithFilesArgs = (w, v) => {
  w.string(v.xmlDesc, 4194304)
  w.u32(v.flags)
}
const readDomainCreateXmlWithFilesRet = (r) => ({ dom: readDomain(r) })
const writeDomainCreateXmlWithFilesRet = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainLookupByIdArgs = (r) => ({ id: r.i32() })
const writeDomainLookupByIdArgs = (w, v) => {
  w.i32(v.id)
}
const readDomainLookupByIdRet = (r) => ({ dom: readDomain(r) })
const writeDomainLookupByIdRet = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainLookupByUuidArgs = (r) => ({ uuid: r.uuid() })
const writeDomainLookupByUuidArgs = (w, v) => {
  w.uuid(v.uuid)
}
const readDomainLookupByUuidRet = (r) => ({ dom: readDomain(r) })
const writeDomainLookupByUuidRet = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainLookupByNameArgs = (r) => ({ name: r.string(4194304) })
const writeDomainLookupByNameArgs = (w, v) => {
  w.string(v.name, 4194304)
}
const readDomainLookupByNameRet = (r) => ({ dom: readDomain(r) })
const writeDomainLookupByNameRet = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainSuspendArgs = (r) => ({ dom: readDomain(r) })
const writeDomainSuspendArgs = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainResumeArgs = (r) => ({ dom: readDomain(r) })
const writeDomainResumeArgs = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainPmSuspendForDurationArgs = (r) => ({ dom: readDomain(r), target: r.u32(), duration: r.u64(), flags: r.u32() })
const writeDomainPmSuspendForDurationArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.target)
  w.u64(v.duration)
  w.u32(v.flags)
}
const readDomainPmWakeupArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainPmWakeupArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainShutdownArgs = (r) => ({ dom: readDomain(r) })
const writeDomainShutdownArgs = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainRebootArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainRebootArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainResetArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainResetArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainDestroyArgs = (r) => ({ dom: readDomain(r) })
const writeDomainDestroyArgs = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainDestroyFlagsArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainDestroyFlagsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainGetOsTypeArgs = (r) => ({ dom: readDomain(r) })
const writeDomainGetOsTypeArgs = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainGetOsTypeRet = (r) => ({ type: r.string(4194304) })
const writeDomainGetOsTypeRet = (w, v) => {
  w.string(v.type, 4194304)
}
const readDomainGetMaxMemoryArgs = (r) => ({ dom: readDomain(r) })
const writeDomainGetMaxMemoryArgs = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainGetMaxMemoryRet = (r) => ({ memory: r.u64() })
const writeDomainGetMaxMemoryRet = (w, v) => {
  w.u64(v.memory)
}
const readDomainSetMaxMemoryArgs = (r) => ({ dom: readDomain(r), memory: r.u64() })
const writeDomainSetMaxMemoryArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u64(v.memory)
}
const readDomainSetMemoryArgs = (r) => ({ dom: readDomain(r), memory: r.u64() })
const writeDomainSetMemoryArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u64(v.memory)
}
const readDomainSetMemoryFlagsArgs = (r) => ({ dom: readDomain(r), memory: r.u64(), flags: r.u32() })
const writeDomainSetMemoryFlagsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u64(v.memory)
  w.u32(v.flags)
}
const readDomainSetMemoryStatsPeriodArgs = (r) => ({ dom: readDomain(r), period: r.i32(), flags: r.u32() })
const writeDomainSetMemoryStatsPeriodArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.i32(v.period)
  w.u32(v.flags)
}
const readDomainGetInfoArgs = (r) => ({ dom: readDomain(r) })
const writeDomainGetInfoArgs = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainGetInfoRet = (r) => ({ state: r.u32(), maxMem: r.u64(), memory: r.u64(), nrVirtCpu: r.u32(), cpuTime: r.u64() })
const writeDomainGetInfoRet = (w, v) => {
  w.small(v.state, 0, 255)
  w.u64(v.maxMem)
  w.u64(v.memory)
  w.small(v.nrVirtCpu, 0, 65535)
  w.u64(v.cpuTime)
}
const readDomainSaveArgs = (r) => ({ dom: readDomain(r), to: r.string(4194304) })
const writeDomainSaveArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.to, 4194304)
}
const readDomainSaveFlagsArgs = (r) => ({ dom: readDomain(r), to: r.string(4194304), dxml: r.optionalString(4194304), flags: r.u32() })
const writeDomainSaveFlagsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.to, 4194304)
  w.optionalString(v.dxml, 4194304)
  w.u32(v.flags)
}
const readDomainSaveParamsArgs = (r) => ({ dom: readDomain(r), params: r.array(readTypedParam, 64), flags: r.u32() })
const writeDomainSaveParamsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.array(v.params, writeTypedParam, 64)
  w.u32(v.flags)
}
const readDomainRestoreArgs = (r) => ({ from: r.string(4194304) })
const writeDomainRestoreArgs = (w, v) => {
  w.string(v.from, 4194304)
}
const readDomainRestoreFlagsArgs = (r) => ({ from: r.string(4194304), dxml: r.optionalString(4194304), flags: r.u32() })
const writeDomainRestoreFlagsArgs = (w, v) => {
  w.string(v.from, 4194304)
  w.optionalString(v.dxml, 4194304)
  w.u32(v.flags)
}
const readDomainRestoreParamsArgs = (r) => ({ params: r.array(readTypedParam, 64), flags: r.u32() })
const writeDomainRestoreParamsArgs = (w, v) => {
  w.array(v.params, writeTypedParam, 64)
  w.u32(v.flags)
}
const readDomainSaveImageGetXmlDescArgs = (r) => ({ file: r.string(4194304), flags: r.u32() })
const writeDomainSaveImageGetXmlDescArgs = (w, v) => {
  w.string(v.file, 4194304)
  w.u32(v.flags)
}
const readDomainSaveImageGetXmlDescRet = (r) => ({ xml: r.string(4194304) })
const writeDomainSaveImageGetXmlDescRet = (w, v) => {
  w.string(v.xml, 4194304)
}
const readDomainSaveImageDefineXmlArgs = (r) => ({ file: r.string(4194304), dxml: r.string(4194304), flags: r.u32() })
const writeDomainSaveImageDefineXmlArgs = (w, v) => {
  w.string(v.file, 4194304)
  w.string(v.dxml, 4194304)
  w.u32(v.flags)
}
const readDomainCoreDumpArgs = (r) => ({ dom: readDomain(r), to: r.string(4194304), flags: r.u32() })
const writeDomainCoreDumpArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.to, 4194304)
  w.u32(v.flags)
}
const readDomainCoreDumpWithFormatArgs = (r) => ({ dom: readDomain(r), to: r.string(4194304), dumpformat: r.u32(), flags: r.u32() })
const writeDomainCoreDumpWithFormatArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.to, 4194304)
  w.u32(v.dumpformat)
  w.u32(v.flags)
}
const readDomainScreenshotArgs = (r) => ({ dom: readDomain(r), screen: r.u32(), flags: r.u32() })
const writeDomainScreenshotArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.screen)
  w.u32(v.flags)
}
const readDomainScreenshotRet = (r) => ({ mime: r.optionalString(4194304) })
const writeDomainScreenshotRet = (w, v) => {
  w.optionalString(v.mime, 4194304)
}
const readDomainGetXmlDescArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainGetXmlDescArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainGetXmlDescRet = (r) => ({ xml: r.string(4194304) })
const writeDomainGetXmlDescRet = (w, v) => {
  w.string(v.xml, 4194304)
}
const readDomainMigratePrepareArgs = (r) => ({ uriIn: r.optionalString(4194304), flags: r.u64(), dname: r.optionalString(4194304), resource: r.u64() })
const writeDomainMigratePrepareArgs = (w, v) => {
  w.optionalString(v.uriIn, 4194304)
  w.u64(v.flags)
  w.optionalString(v.dname, 4194304)
  w.u64(v.resource)
}
const readDomainMigratePrepareRet = (r) => ({ cookie: r.opaque(4194304), uriOut: r.optionalString(4194304) })
const writeDomainMigratePrepareRet = (w, v) => {
  w.opaque(v.cookie, 4194304)
  w.optionalString(v.uriOut, 4194304)
}
const readDomainMigratePerformArgs = (r) => ({ dom: readDomain(r), cookie: r.opaque(4194304), uri: r.string(4194304), flags: r.u64(), dname: r.optionalString(4194304), resource: r.u64() })
const writeDomainMigratePerformArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.opaque(v.cookie, 4194304)
  w.string(v.uri, 4194304)
  w.u64(v.flags)
  w.optionalString(v.dname, 4194304)
  w.u64(v.resource)
}
const readDomainMigrateFinishArgs = (r) => ({ dname: r.string(4194304), cookie: r.opaque(4194304), uri: r.string(4194304), flags: r.u64() })
const writeDomainMigrateFinishArgs = (w, v) => {
  w.string(v.dname, 4194304)
  w.opaque(v.cookie, 4194304)
  w.string(v.uri, 4194304)
  w.u64(v.flags)
}
const readDomainMigrateFinishRet = (r) => ({ ddom: readDomain(r) })
const writeDomainMigrateFinishRet = (w, v) => {
  writeDomain(w, v.ddom)
}
const readDomainMigratePrepare2Args = (r) => ({ uriIn: r.optionalString(4194304), flags: r.u64(), dname: r.optionalString(4194304), resource: r.u64(), domXml: r.string(4194304) })
const writeDomainMigratePrepare2Args = (w, v) => {
  w.optionalString(v.uriIn, 4194304)
  w.u64(v.flags)
  w.optionalString(v.dname, 4194304)
  w.u64(v.resource)
  w.string(v.domXml, 4194304)
}
const readDomainMigratePrepare2Ret = (r) => ({ cookie: r.opaque(4194304), uriOut: r.optionalString(4194304) })
const writeDomainMigratePrepare2Ret = (w, v) => {
  w.opaque(v.cookie, 4194304)
  w.optionalString(v.uriOut, 4194304)
}
const readDomainMigrateFinish2Args = (r) => ({ dname: r.string(4194304), cookie: r.opaque(4194304), uri: r.string(4194304), flags: r.u64(), retcode: r.i32() })
const writeDomainMigrateFinish2Args = (w, v) => {
  w.string(v.dname, 4194304)
  w.opaque(v.cookie, 4194304)
  w.string(v.uri, 4194304)
  w.u64(v.flags)
  w.i32(v.retcode)
}
const readDomainMigrateFinish2Ret = (r) => ({ ddom: readDomain(r) })
const writeDomainMigrateFinish2Ret = (w, v) => {
  writeDomain(w, v.ddom)
}
const readConnectListDefinedDomainsArgs = (r) => ({ maxnames: r.i32() })
const writeConnectListDefinedDomainsArgs = (w, v) => {
  w.i32(v.maxnames)
}
const readConnectListDefinedDomainsRet = (r) => ({ names: r.array((r) => r.string(4194304), 16384) })
const writeConnectListDefinedDomainsRet = (w, v) => {
  w.array(v.names, (w, v) => w.string(v, 4194304), 16384)
}
const readConnectNumOfDefinedDomainsRet = (r) => ({ num: r.i32() })
const writeConnectNumOfDefinedDomainsRet = (w, v) => {
  w.i32(v.num)
}
const readDomainCreateArgs = (r) => ({ dom: readDomain(r) })
const writeDomainCreateArgs = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainCreateWithFlagsArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainCreateWithFlagsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainCreateWithFlagsRet = (r) => ({ dom: readDomain(r) })
const writeDomainCreateWithFlagsRet = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainCreateWithFilesArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainCreateWithFilesArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainCreateWithFilesRet = (r) => ({ dom: readDomain(r) })
const writeDomainCreateWithFilesRet = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainDefineXmlArgs = (r) => ({ xml: r.string(4194304) })
const writeDomainDefineXmlArgs = (w, v) => {
  w.string(v.xml, 4194304)
}
const readDomainDefineXmlRet = (r) => ({ dom: readDomain(r) })
const writeDomainDefineXmlRet = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainDefineXmlFlagsArgs = (r) => ({ xml: r.string(4194304), flags: r.u32() })
const writeDomainDefineXmlFlagsArgs = (w, v) => {
  w.string(v.xml, 4194304)
  w.u32(v.flags)
}
const readDomainDefineXmlFlagsRet = (r) => ({ dom: readDomain(r) })
const writeDomainDefineXmlFlagsRet = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainUndefineArgs = (r) => ({ dom: readDomain(r) })
const writeDomainUndefineArgs = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainUndefineFlagsArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainUndefineFlagsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainInjectNmiArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainInjectNmiArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainSendKeyArgs = (r) => ({ dom: readDomain(r), codeset: r.u32(), holdtime: r.u32(), keycodes: r.array((r) => r.u32(), 16), flags: r.u32() })
const writeDomainSendKeyArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.codeset)
  w.u32(v.holdtime)
  w.array(v.keycodes, (w, v) => w.u32(v), 16)
  w.u32(v.flags)
}
const readDomainSendProcessSignalArgs = (r) => ({ dom: readDomain(r), pidValue: r.i64(), signum: r.u32(), flags: r.u32() })
const writeDomainSendProcessSignalArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.i64(v.pidValue)
  w.u32(v.signum)
  w.u32(v.flags)
}
const readDomainSetVcpusArgs = (r) => ({ dom: readDomain(r), nvcpus: r.u32() })
const writeDomainSetVcpusArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.nvcpus)
}
const readDomainSetVcpusFlagsArgs = (r) => ({ dom: readDomain(r), nvcpus: r.u32(), flags: r.u32() })
const writeDomainSetVcpusFlagsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.nvcpus)
  w.u32(v.flags)
}
const readDomainGetVcpusFlagsArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainGetVcpusFlagsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainGetVcpusFlagsRet = (r) => ({ num: r.i32() })
const writeDomainGetVcpusFlagsRet = (w, v) => {
  w.i32(v.num)
}
const readDomainPinVcpuArgs = (r) => ({ dom: readDomain(r), vcpu: r.u32(), cpumap: r.opaque(2048) })
const writeDomainPinVcpuArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.vcpu)
  w.opaque(v.cpumap, 2048)
}
const readDomainPinVcpuFlagsArgs = (r) => ({ dom: readDomain(r), vcpu: r.u32(), cpumap: r.opaque(2048), flags: r.u32() })
const writeDomainPinVcpuFlagsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.vcpu)
  w.opaque(v.cpumap, 2048)
  w.u32(v.flags)
}
const readDomainGetVcpuPinInfoArgs = (r) => ({ dom: readDomain(r), ncpumaps: r.i32(), maplen: r.i32(), flags: r.u32() })
const writeDomainGetVcpuPinInfoArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.i32(v.ncpumaps)
  w.i32(v.maplen)
  w.u32(v.flags)
}
const readDomainGetVcpuPinInfoRet = (r) => ({ cpumaps: r.opaque(8388608), num: r.i32() })
const writeDomainGetVcpuPinInfoRet = (w, v) => {
  w.opaque(v.cpumaps, 8388608)
  w.i32(v.num)
}
const readDomainPinEmulatorArgs = (r) => ({ dom: readDomain(r), cpumap: r.opaque(2048), flags: r.u32() })
const writeDomainPinEmulatorArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.opaque(v.cpumap, 2048)
  w.u32(v.flags)
}
const readDomainGetEmulatorPinInfoArgs = (r) => ({ dom: readDomain(r), maplen: r.i32(), flags: r.u32() })
const writeDomainGetEmulatorPinInfoArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.i32(v.maplen)
  w.u32(v.flags)
}
const readDomainGetEmulatorPinInfoRet = (r) => ({ cpumaps: r.opaque(8388608), ret: r.i32() })
const writeDomainGetEmulatorPinInfoRet = (w, v) => {
  w.opaque(v.cpumaps, 8388608)
  w.i32(v.ret)
}
const readDomainGetVcpusArgs = (r) => ({ dom: readDomain(r), maxinfo: r.i32(), maplen: r.i32() })
const writeDomainGetVcpusArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.i32(v.maxinfo)
  w.i32(v.maplen)
}
const readDomainGetVcpusRet = (r) => ({ info: r.array(readVcpuInfo, 16384), cpumaps: r.opaque(8388608) })
const writeDomainGetVcpusRet = (w, v) => {
  w.array(v.info, writeVcpuInfo, 16384)
  w.opaque(v.cpumaps, 8388608)
}
const readDomainGetMaxVcpusArgs = (r) => ({ dom: readDomain(r) })
const writeDomainGetMaxVcpusArgs = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainGetMaxVcpusRet = (r) => ({ num: r.i32() })
const writeDomainGetMaxVcpusRet = (w, v) => {
  w.i32(v.num)
}
const readDomainIothreadInfo = (r) => ({ iothreadId: r.u32(), cpumap: r.opaque(2048) })
const writeDomainIothreadInfo = (w, v) => {
  w.u32(v.iothreadId)
  w.opaque(v.cpumap, 2048)
}
const readDomainGetIothreadInfoArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainGetIothreadInfoArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainGetIothreadInfoRet = (r) => ({ info: r.array(readDomainIothreadInfo, 16384), ret: r.u32() })
const writeDomainGetIothreadInfoRet = (w, v) => {
  w.array(v.info, writeDomainIothreadInfo, 16384)
  w.u32(v.ret)
}
const readDomainPinIothreadArgs = (r) => ({ dom: readDomain(r), iothreadsId: r.u32(), cpumap: r.opaque(2048), flags: r.u32() })
const writeDomainPinIothreadArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.iothreadsId)
  w.opaque(v.cpumap, 2048)
  w.u32(v.flags)
}
const readDomainAddIothreadArgs = (r) => ({ dom: readDomain(r), iothreadId: r.u32(), flags: r.u32() })
const writeDomainAddIothreadArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.iothreadId)
  w.u32(v.flags)
}
const readDomainDelIothreadArgs = (r) => ({ dom: readDomain(r), iothreadId: r.u32(), flags: r.u32() })
const writeDomainDelIothreadArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.iothreadId)
  w.u32(v.flags)
}
const readDomainSetIothreadParamsArgs = (r) => ({ dom: readDomain(r), iothreadId: r.u32(), params: r.array(readTypedParam, 64), flags: r.u32() })
const writeDomainSetIothreadParamsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.iothreadId)
  w.array(v.params, writeTypedParam, 64)
  w.u32(v.flags)
}
const readDomainGetSecurityLabelArgs = (r) => ({ dom: readDomain(r) })
const writeDomainGetSecurityLabelArgs = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainGetSecurityLabelRet = (r) => ({ label: r.chars(4097), enforcing: r.i32() })
const writeDomainGetSecurityLabelRet = (w, v) => {
  w.chars(v.label, 4097)
  w.i32(v.enforcing)
}
const readDomainGetSecurityLabelListArgs = (r) => ({ dom: readDomain(r) })
const writeDomainGetSecurityLabelListArgs = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainGetSecurityLabelListRet = (r) => ({ labels: r.array(readDomainGetSecurityLabelRet, 64), ret: r.i32() })
const writeDomainGetSecurityLabelListRet = (w, v) => {
  w.array(v.labels, writeDomainGetSecurityLabelRet, 64)
  w.i32(v.ret)
}
const readNodeGetSecurityModelRet = (r) => ({ model: r.chars(257), doi: r.chars(257) })
const writeNodeGetSecurityModelRet = (w, v) => {
  w.chars(v.model, 257)
  w.chars(v.doi, 257)
}
const readDomainAttachDeviceArgs = (r) => ({ dom: readDomain(r), xml: r.string(4194304) })
const writeDomainAttachDeviceArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.xml, 4194304)
}
const readDomainAttachDeviceFlagsArgs = (r) => ({ dom: readDomain(r), xml: r.string(4194304), flags: r.u32() })
const writeDomainAttachDeviceFlagsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.xml, 4194304)
  w.u32(v.flags)
}
const readDomainDetachDeviceArgs = (r) => ({ dom: readDomain(r), xml: r.string(4194304) })
const writeDomainDetachDeviceArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.xml, 4194304)
}
const readDomainDetachDeviceFlagsArgs = (r) => ({ dom: readDomain(r), xml: r.string(4194304), flags: r.u32() })
const writeDomainDetachDeviceFlagsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.xml, 4194304)
  w.u32(v.flags)
}
const readDomainUpdateDeviceFlagsArgs = (r) => ({ dom: readDomain(r), xml: r.string(4194304), flags: r.u32() })
const writeDomainUpdateDeviceFlagsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.xml, 4194304)
  w.u32(v.flags)
}
const readDomainDetachDeviceAliasArgs = (r) => ({ dom: readDomain(r), alias: r.string(4194304), flags: r.u32() })
const writeDomainDetachDeviceAliasArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.alias, 4194304)
  w.u32(v.flags)
}
const readDomainGetAutostartArgs = (r) => ({ dom: readDomain(r) })
const writeDomainGetAutostartArgs = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainGetAutostartRet = (r) => ({ autostart: r.i32() })
const writeDomainGetAutostartRet = (w, v) => {
  w.i32(v.autostart)
}
const readDomainSetAutostartArgs = (r) => ({ dom: readDomain(r), autostart: r.i32() })
const writeDomainSetAutostartArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.i32(v.autostart)
}
const readDomainSetMetadataArgs = (r) => ({ dom: readDomain(r), type: r.i32(), metadata: r.optionalString(4194304), key: r.optionalString(4194304), uri: r.optionalString(4194304), flags: r.u32() })
const writeDomainSetMetadataArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.i32(v.type)
  w.optionalString(v.metadata, 4194304)
  w.optionalString(v.key, 4194304)
  w.optionalString(v.uri, 4194304)
  w.u32(v.flags)
}
const readDomainGetMetadataArgs = (r) => ({ dom: readDomain(r), type: r.i32(), uri: r.optionalString(4194304), flags: r.u32() })
const writeDomainGetMetadataArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.i32(v.type)
  w.optionalString(v.uri, 4194304)
  w.u32(v.flags)
}
const readDomainGetMetadataRet = (r) => ({ metadata: r.string(4194304) })
const writeDomainGetMetadataRet = (w, v) => {
  w.string(v.metadata, 4194304)
}
const readDomainBlockJobAbortArgs = (r) => ({ dom: readDomain(r), path: r.string(4194304), flags: r.u32() })
const writeDomainBlockJobAbortArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.path, 4194304)
  w.u32(v.flags)
}
const readDomainGetBlockJobInfoArgs = (r) => ({ dom: readDomain(r), path: r.string(4194304), flags: r.u32() })
const writeDomainGetBlockJobInfoArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.path, 4194304)
  w.u32(v.flags)
}
const readDomainGetBlockJobInfoRet = (r) => ({ found: r.i32(), type: r.i32(), bandwidth: r.u64(), cur: r.u64(), end: r.u64() })
const writeDomainGetBlockJobInfoRet = (w, v) => {
  w.i32(v.found)
  w.i32(v.type)
  w.u64(v.bandwidth)
  w.u64(v.cur)
  w.u64(v.end)
}
const readDomainBlockJobSetSpeedArgs = (r) => ({ dom: readDomain(r), path: r.string(4194304), bandwidth: r.u64(), flags: r.u32() })
const writeDomainBlockJobSetSpeedArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.path, 4194304)
  w.u64(v.bandwidth)
  w.u32(v.flags)
}
const readDomainBlockPullArgs = (r) => ({ dom: readDomain(r), path: r.string(4194304), bandwidth: r.u64(), flags: r.u32() })
const writeDomainBlockPullArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.path, 4194304)
  w.u64(v.bandwidth)
  w.u32(v.flags)
}
const readDomainBlockRebaseArgs = (r) => ({ dom: readDomain(r), path: r.string(4194304), base: r.optionalString(4194304), bandwidth: r.u64(), flags: r.u32() })
const writeDomainBlockRebaseArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.path, 4194304)
  w.optionalString(v.base, 4194304)
  w.u64(v.bandwidth)
  w.u32(v.flags)
}
const readDomainBlockCopyArgs = (r) => ({ dom: readDomain(r), path: r.string(4194304), destxml: r.string(4194304), params: r.array(readTypedParam, 16), flags: r.u32() })
const writeDomainBlockCopyArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.path, 4194304)
  w.string(v.destxml, 4194304)
  w.array(v.params, writeTypedParam, 16)
  w.u32(v.flags)
}
const readDomainBlockCommitArgs = (r) => ({ dom: readDomain(r), disk: r.string(4194304), base: r.optionalString(4194304), top: r.optionalString(4194304), bandwidth: r.u64(), flags: r.u32() })
const writeDomainBlockCommitArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.disk, 4194304)
  w.optionalString(v.base, 4194304)
  w.optionalString(v.top, 4194304)
  w.u64(v.bandwidth)
  w.u32(v.flags)
}
const readDomainSetBlockIoTuneArgs = (r) => ({ dom: readDomain(r), disk: r.string(4194304), params: r.array(readTypedParam, 32), flags: r.u32() })
const writeDomainSetBlockIoTuneArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.disk, 4194304)
  w.array(v.params, writeTypedParam, 32)
  w.u32(v.flags)
}
const readDomainGetBlockIoTuneArgs = (r) => ({ dom: readDomain(r), disk: r.optionalString(4194304), nparams: r.i32(), flags: r.u32() })
const writeDomainGetBlockIoTuneArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.optionalString(v.disk, 4194304)
  w.i32(v.nparams)
  w.u32(v.flags)
}
const readDomainGetBlockIoTuneRet = (r) => ({ params: r.array(readTypedParam, 32), nparams: r.i32() })
const writeDomainGetBlockIoTuneRet = (w, v) => {
  w.array(v.params, writeTypedParam, 32)
  w.i32(v.nparams)
}
const readDomainSetThrottleGroupArgs = (r) => ({ dom: readDomain(r), group: r.string(4194304), params: r.array(readTypedParam, 32), flags: r.u32() })
const writeDomainSetThrottleGroupArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.group, 4194304)
  w.array(v.params, writeTypedParam, 32)
  w.u32(v.flags)
}
const readDomainDelThrottleGroupArgs = (r) => ({ dom: readDomain(r), group: r.optionalString(4194304), flags: r.u32() })
const writeDomainDelThrottleGroupArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.optionalString(v.group, 4194304)
  w.u32(v.flags)
}
const readDomainGetCpuStatsArgs = (r) => ({ dom: readDomain(r), nparams: r.u32(), startCpu: r.i32(), ncpus: r.u32(), flags: r.u32() })
const writeDomainGetCpuStatsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.nparams)
  w.i32(v.startCpu)
  w.u32(v.ncpus)
  w.u32(v.flags)
}
const readDomainGetCpuStatsRet = (r) => ({ params: r.array(readTypedParam, 2048), nparams: r.i32() })
const writeDomainGetCpuStatsRet = (w, v) => {
  w.array(v.params, writeTypedParam, 2048)
  w.i32(v.nparams)
}
const readDomainGetHostnameArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainGetHostnameArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainGetHostnameRet = (r) => ({ hostname: r.string(4194304) })
const writeDomainGetHostnameRet = (w, v) => {
  w.string(v.hostname, 4194304)
}
const readConnectNumOfNetworksRet = (r) => ({ num: r.i32() })
const writeConnectNumOfNetworksRet = (w, v) => {
  w.i32(v.num)
}
const readConnectListNetworksArgs = (r) => ({ maxnames: r.i32() })
const writeConnectListNetworksArgs = (w, v) => {
  w.i32(v.maxnames)
}
const readConnectListNetworksRet = (r) => ({ names: r.array((r) => r.string(4194304), 16384) })
const writeConnectListNetworksRet = (w, v) => {
  w.array(v.names, (w, v) => w.string(v, 4194304), 16384)
}
const readConnectNumOfDefinedNetworksRet = (r) => ({ num: r.i32() })
const writeConnectNumOfDefinedNetworksRet = (w, v) => {
  w.i32(v.num)
}
const readConnectListDefinedNetworksArgs = (r) => ({ maxnames: r.i32() })
const writeConnectListDefinedNetworksArgs = (w, v) => {
  w.i32(v.maxnames)
}
const readConnectListDefinedNetworksRet = (r) => ({ names: r.array((r) => r.string(4194304), 16384) })
const writeConnectListDefinedNetworksRet = (w, v) => {
  w.array(v.names, (w, v) => w.string(v, 4194304), 16384)
}
const readNetworkLookupByUuidArgs = (r) => ({ uuid: r.uuid() })
const writeNetworkLookupByUuidArgs = (w, v) => {
  w.uuid(v.uuid)
}
const readNetworkLookupByUuidRet = (r) => ({ net: readNetwork(r) })
const writeNetworkLookupByUuidRet = (w, v) => {
  writeNetwork(w, v.net)
}
const readNetworkLookupByNameArgs = (r) => ({ name: r.string(4194304) })
const writeNetworkLookupByNameArgs = (w, v) => {
  w.string(v.name, 4194304)
}
const readNetworkLookupByNameRet = (r) => ({ net: readNetwork(r) })
const writeNetworkLookupByNameRet = (w, v) => {
  writeNetwork(w, v.net)
}
const readNetworkCreateXmlArgs = (r) => ({ xml: r.string(4194304) })
const writeNetworkCreateXmlArgs = (w, v) => {
  w.string(v.xml, 4194304)
}
const readNetworkCreateXmlRet = (r) => ({ net: readNetwork(r) })
const writeNetworkCreateXmlRet = (w, v) => {
  writeNetwork(w, v.net)
}
const readNetworkCreateXmlFlagsArgs = (r) => ({ xml: r.string(4194304), flags: r.u32() })
const writeNetworkCreateXmlFlagsArgs = (w, v) => {
  w.string(v.xml, 4194304)
  w.u32(v.flags)
}
const readNetworkCreateXmlFlagsRet = (r) => ({ net: readNetwork(r) })
const writeNetworkCreateXmlFlagsRet = (w, v) => {
  writeNetwork(w, v.net)
}
const readNetworkDefineXmlArgs = (r) => ({ xml: r.string(4194304) })
const writeNetworkDefineXmlArgs = (w, v) => {
  w.string(v.xml, 4194304)
}
const readNetworkDefineXmlRet = (r) => ({ net: readNetwork(r) })
const writeNetworkDefineXmlRet = (w, v) => {
  writeNetwork(w, v.net)
}
const readNetworkDefineXmlFlagsArgs = (r) => ({ xml: r.string(4194304), flags: r.u32() })
const writeNetworkDefineXmlFlagsArgs = (w, v) => {
  w.string(v.xml, 4194304)
  w.u32(v.flags)
}
const readNetworkDefineXmlFlagsRet = (r) => ({ net: readNetwork(r) })
const writeNetworkDefineXmlFlagsRet = (w, v) => {
  writeNetwork(w, v.net)
}
const readNetworkUndefineArgs = (r) => ({ net: readNetwork(r) })
const writeNetworkUndefineArgs = (w, v) => {
  writeNetwork(w, v.net)
}
const readNetworkUpdateArgs = (r) => ({ net: readNetwork(r), command: r.u32(), section: r.u32(), parentIndex: r.i32(), xml: r.string(4194304), flags: r.u32() })
const writeNetworkUpdateArgs = (w, v) => {
  writeNetwork(w, v.net)
  w.u32(v.command)
  w.u32(v.section)
  w.i32(v.parentIndex)
  w.string(v.xml, 4194304)
  w.u32(v.flags)
}
const readNetworkCreateArgs = (r) => ({ net: readNetwork(r) })
const writeNetworkCreateArgs = (w, v) => {
  writeNetwork(w, v.net)
}
const readNetworkDestroyArgs = (r) => ({ net: readNetwork(r) })
const writeNetworkDestroyArgs = (w, v) => {
  writeNetwork(w, v.net)
}
const readNetworkGetXmlDescArgs = (r) => ({ net: readNetwork(r), flags: r.u32() })
const writeNetworkGetXmlDescArgs = (w, v) => {
  writeNetwork(w, v.net)
  w.u32(v.flags)
}
const readNetworkGetXmlDescRet = (r) => ({ xml: r.string(4194304) })
const writeNetworkGetXmlDescRet = (w, v) => {
  w.string(v.xml, 4194304)
}
const readNetworkGetBridgeNameArgs = (r) => ({ net: readNetwork(r) })
const writeNetworkGetBridgeNameArgs = (w, v) => {
  writeNetwork(w, v.net)
}
const readNetworkGetBridgeNameRet = (r) => ({ name: r.string(4194304) })
const writeNetworkGetBridgeNameRet = (w, v) => {
  w.string(v.name, 4194304)
}
const readNetworkGetAutostartArgs = (r) => ({ net: readNetwork(r) })
const writeNetworkGetAutostartArgs = (w, v) => {
  writeNetwork(w, v.net)
}
const readNetworkGetAutostartRet = (r) => ({ autostart: r.i32() })
const writeNetworkGetAutostartRet = (w, v) => {
  w.i32(v.autostart)
}
const readNetworkSetAutostartArgs = (r) => ({ net: readNetwork(r), autostart: r.i32() })
const writeNetworkSetAutostartArgs = (w, v) => {
  writeNetwork(w, v.net)
  w.i32(v.autostart)
}
const readConnectNumOfNwfiltersRet = (r) => ({ num: r.i32() })
const writeConnectNumOfNwfiltersRet = (w, v) => {
  w.i32(v.num)
}
const readConnectListNwfiltersArgs = (r) => ({ maxnames: r.i32() })
const writeConnectListNwfiltersArgs = (w, v) => {
  w.i32(v.maxnames)
}
const readConnectListNwfiltersRet = (r) => ({ names: r.array((r) => r.string(4194304), 16384) })
const writeConnectListNwfiltersRet = (w, v) => {
  w.array(v.names, (w, v) => w.string(v, 4194304), 16384)
}
const readNwfilterLookupByUuidArgs = (r) => ({ uuid: r.uuid() })
const writeNwfilterLookupByUuidArgs = (w, v) => {
  w.uuid(v.uuid)
}
const readNwfilterLookupByUuidRet = (r) => ({ nwfilter: readNwfilter(r) })
const writeNwfilterLookupByUuidRet = (w, v) => {
  writeNwfilter(w, v.nwfilter)
}
const readNwfilterLookupByNameArgs = (r) => ({ name: r.string(4194304) })
const writeNwfilterLookupByNameArgs = (w, v) => {
  w.string(v.name, 4194304)
}
const readNwfilterLookupByNameRet = (r) => ({ nwfilter: readNwfilter(r) })
const writeNwfilterLookupByNameRet = (w, v) => {
  writeNwfilter(w, v.nwfilter)
}
const readNwfilterDefineXmlArgs = (r) => ({ xml: r.string(4194304) })
const writeNwfilterDefineXmlArgs = (w, v) => {
  w.string(v.xml, 4194304)
}
const readNwfilterDefineXmlRet = (r) => ({ nwfilter: readNwfilter(r) })
const writeNwfilterDefineXmlRet = (w, v) => {
  writeNwfilter(w, v.nwfilter)
}
const readNwfilterDefineXmlFlagsArgs = (r) => ({ xml: r.string(4194304), flags: r.u32() })
const writeNwfilterDefineXmlFlagsArgs = (w, v) => {
  w.string(v.xml, 4194304)
  w.u32(v.flags)
}
const readNwfilterDefineXmlFlagsRet = (r) => ({ nwfilter: readNwfilter(r) })
const writeNwfilterDefineXmlFlagsRet = (w, v) => {
  writeNwfilter(w, v.nwfilter)
}
const readNwfilterUndefineArgs = (r) => ({ nwfilter: readNwfilter(r) })
const writeNwfilterUndefineArgs = (w, v) => {
  writeNwfilter(w, v.nwfilter)
}
const readNwfilterGetXmlDescArgs = (r) => ({ nwfilter: readNwfilter(r), flags: r.u32() })
const writeNwfilterGetXmlDescArgs = (w, v) => {
  writeNwfilter(w, v.nwfilter)
  w.u32(v.flags)
}
const readNwfilterGetXmlDescRet = (r) => ({ xml: r.string(4194304) })
const writeNwfilterGetXmlDescRet = (w, v) => {
  w.string(v.xml, 4194304)
}
const readConnectNumOfInterfacesRet = (r) => ({ num: r.i32() })
const writeConnectNumOfInterfacesRet = (w, v) => {
  w.i32(v.num)
}
const readConnectListInterfacesArgs = (r) => ({ maxnames: r.i32() })
const writeConnectListInterfacesArgs = (w, v) => {
  w.i32(v.maxnames)
}
const readConnectListInterfacesRet = (r) => ({ names: r.array((r) => r.string(4194304), 16384) })
const writeConnectListInterfacesRet = (w, v) => {
  w.array(v.names, (w, v) => w.string(v, 4194304), 16384)
}
const readConnectNumOfDefinedInterfacesRet = (r) => ({ num: r.i32() })
const writeConnectNumOfDefinedInterfacesRet = (w, v) => {
  w.i32(v.num)
}
const readConnectListDefinedInterfacesArgs = (r) => ({ maxnames: r.i32() })
const writeConnectListDefinedInterfacesArgs = (w, v) => {
  w.i32(v.maxnames)
}
const readConnectListDefinedInterfacesRet = (r) => ({ names: r.array((r) => r.string(4194304), 16384) })
const writeConnectListDefinedInterfacesRet = (w, v) => {
  w.array(v.names, (w, v) => w.string(v, 4194304), 16384)
}
const readInterfaceLookupByNameArgs = (r) => ({ name: r.string(4194304) })
const writeInterfaceLookupByNameArgs = (w, v) => {
  w.string(v.name, 4194304)
}
const readInterfaceLookupByNameRet = (r) => ({ iface: readInterface(r) })
const writeInterfaceLookupByNameRet = (w, v) => {
  writeInterface(w, v.iface)
}
const readInterfaceLookupByMacStringArgs = (r) => ({ mac: r.string(4194304) })
const writeInterfaceLookupByMacStringArgs = (w, v) => {
  w.string(v.mac, 4194304)
}
const readInterfaceLookupByMacStringRet = (r) => ({ iface: readInterface(r) })
const writeInterfaceLookupByMacStringRet = (w, v) => {
  writeInterface(w, v.iface)
}
const readInterfaceGetXmlDescArgs = (r) => ({ iface: readInterface(r), flags: r.u32() })
const writeInterfaceGetXmlDescArgs = (w, v) => {
  writeInterface(w, v.iface)
  w.u32(v.flags)
}
const readInterfaceGetXmlDescRet = (r) => ({ xml: r.string(4194304) })
const writeInterfaceGetXmlDescRet = (w, v) => {
  w.string(v.xml, 4194304)
}
const readInterfaceDefineXmlArgs = (r) => ({ xml: r.string(4194304), flags: r.u32() })
const writeInterfaceDefineXmlArgs = (w, v) => {
  w.string(v.xml, 4194304)
  w.u32(v.flags)
}
const readInterfaceDefineXmlRet = (r) => ({ iface: readInterface(r) })
const writeInterfaceDefineXmlRet = (w, v) => {
  writeInterface(w, v.iface)
}
const readInterfaceUndefineArgs = (r) => ({ iface: readInterface(r) })
const writeInterfaceUndefineArgs = (w, v) => {
  writeInterface(w, v.iface)
}
const readInterfaceCreateArgs = (r) => ({ iface: readInterface(r), flags: r.u32() })
const writeInterfaceCreateArgs = (w, v) => {
  writeInterface(w, v.iface)
  w.u32(v.flags)
}
const readInterfaceDestroyArgs = (r) => ({ iface: readInterface(r), flags: r.u32() })
const writeInterfaceDestroyArgs = (w, v) => {
  writeInterface(w, v.iface)
  w.u32(v.flags)
}
const readInterfaceChangeBeginArgs = (r) => ({ flags: r.u32() })
const writeInterfaceChangeBeginArgs = (w, v) => {
  w.u32(v.flags)
}
const readInterfaceChangeCommitArgs = (r) => ({ flags: r.u32() })
const writeInterfaceChangeCommitArgs = (w, v) => {
  w.u32(v.flags)
}
const readInterfaceChangeRollbackArgs = (r) => ({ flags: r.u32() })
const writeInterfaceChangeRollbackArgs = (w, v) => {
  w.u32(v.flags)
}
const readAuthListRet = (r) => ({ types: r.array((r) => r.i32(), 20) })
const writeAuthListRet = (w, v) => {
  w.array(v.types, (w, v) => w.i32(v), 20)
}
const readAuthSaslInitRet = (r) => ({ mechlist: r.string(4194304) })
const writeAuthSaslInitRet = (w, v) => {
  w.string(v.mechlist, 4194304)
}
const readAuthSaslStartArgs = (r) => ({ mech: r.string(4194304), nil: r.i32(), data: r.chars(65536) })
const writeAuthSaslStartArgs = (w, v) => {
  w.string(v.mech, 4194304)
  w.i32(v.nil)
  w.chars(v.data, 65536)
}
const readAuthSaslStartRet = (r) => ({ complete: r.i32(), nil: r.i32(), data: r.chars(65536) })
const writeAuthSaslStartRet = (w, v) => {
  w.i32(v.complete)
  w.i32(v.nil)
  w.chars(v.data, 65536)
}
const readAuthSaslStepArgs = (r) => ({ nil: r.i32(), data: r.chars(65536) })
const writeAuthSaslStepArgs = (w, v) => {
  w.i32(v.nil)
  w.chars(v.data, 65536)
}
const readAuthSaslStepRet = (r) => ({ complete: r.i32(), nil: r.i32(), data: r.chars(65536) })
const writeAuthSaslStepRet = (w, v) => {
  w.i32(v.complete)
  w.i32(v.nil)
  w.chars(v.data, 65536)
}
const readAuthPolkitRet = (r) => ({ complete: r.i32() })
const writeAuthPolkitRet = (w, v) => {
  w.i32(v.complete)
}
const readConnectNumOfStoragePoolsRet = (r) => ({ num: r.i32() })
const writeConnectNumOfStoragePoolsRet = (w, v) => {
  w.i32(v.num)
}
const readConnectListStoragePoolsArgs = (r) => ({ maxnames: r.i32() })
const writeConnectListStoragePoolsArgs = (w, v) => {
  w.i32(v.maxnames)
}
const readConnectListStoragePoolsRet = (r) => ({ names: r.array((r) => r.string(4194304), 16384) })
const writeConnectListStoragePoolsRet = (w, v) => {
  w.array(v.names, (w, v) => w.string(v, 4194304), 16384)
}
const readConnectNumOfDefinedStoragePoolsRet = (r) => ({ num: r.i32() })
const writeConnectNumOfDefinedStoragePoolsRet = (w, v) => {
  w.i32(v.num)
}
const readConnectListDefinedStoragePoolsArgs = (r) => ({ maxnames: r.i32() })
const writeConnectListDefinedStoragePoolsArgs = (w, v) => {
  w.i32(v.maxnames)
}
const readConnectListDefinedStoragePoolsRet = (r) => ({ names: r.array((r) => r.string(4194304), 16384) })
const writeConnectListDefinedStoragePoolsRet = (w, v) => {
  w.array(v.names, (w, v) => w.string(v, 4194304), 16384)
}
const readConnectFindStoragePoolSourcesArgs = (r) => ({ type: r.string(4194304), srcSpec: r.optionalString(4194304), flags: r.u32() })
const writeConnectFindStoragePoolSourcesArgs = (w, v) => {
  w.string(v.type, 4194304)
  w.optionalString(v.srcSpec, 4194304)
  w.u32(v.flags)
}
const readConnectFindStoragePoolSourcesRet = (r) => ({ xml: r.string(4194304) })
const writeConnectFindStoragePoolSourcesRet = (w, v) => {
  w.string(v.xml, 4194304)
}
const readStoragePoolLookupByUuidArgs = (r) => ({ uuid: r.uuid() })
const writeStoragePoolLookupByUuidArgs = (w, v) => {
  w.uuid(v.uuid)
}
const readStoragePoolLookupByUuidRet = (r) => ({ pool: readStoragePool(r) })
const writeStoragePoolLookupByUuidRet = (w, v) => {
  writeStoragePool(w, v.pool)
}
const readStoragePoolLookupByNameArgs = (r) => ({ name: r.string(4194304) })
const writeStoragePoolLookupByNameArgs = (w, v) => {
  w.string(v.name, 4194304)
}
const readStoragePoolLookupByNameRet = (r) => ({ pool: readStoragePool(r) })
const writeStoragePoolLookupByNameRet = (w, v) => {
  writeStoragePool(w, v.pool)
}
const readStoragePoolLookupByVolumeArgs = (r) => ({ vol: readStorageVol(r) })
const writeStoragePoolLookupByVolumeArgs = (w, v) => {
  writeStorageVol(w, v.vol)
}
const readStoragePoolLookupByVolumeRet = (r) => ({ pool: readStoragePool(r) })
const writeStoragePoolLookupByVolumeRet = (w, v) => {
  writeStoragePool(w, v.pool)
}
const readStoragePoolLookupByTargetPathArgs = (r) => ({ path: r.string(4194304) })
const writeStoragePoolLookupByTargetPathArgs = (w, v) => {
  w.string(v.path, 4194304)
}
const readStoragePoolLookupByTargetPathRet = (r) => ({ pool: readStoragePool(r) })
const writeStoragePoolLookupByTargetPathRet = (w, v) => {
  writeStoragePool(w, v.pool)
}
const readStoragePoolCreateXmlArgs = (r) => ({ xml: r.string(4194304), flags: r.u32() })
const writeStoragePoolCreateXmlArgs = (w, v) => {
  w.string(v.xml, 4194304)
  w.u32(v.flags)
}
const readStoragePoolCreateXmlRet = (r) => ({ pool: readStoragePool(r) })
const writeStoragePoolCreateXmlRet = (w, v) => {
  writeStoragePool(w, v.pool)
}
const readStoragePoolDefineXmlArgs = (r) => ({ xml: r.string(4194304), flags: r.u32() })
const writeStoragePoolDefineXmlArgs = (w, v) => {
  w.string(v.xml, 4194304)
  w.u32(v.flags)
}
const readStoragePoolDefineXmlRet = (r) => ({ pool: readStoragePool(r) })
const writeStoragePoolDefineXmlRet = (w, v) => {
  writeStoragePool(w, v.pool)
}
const readStoragePoolBuildArgs = (r) => ({ pool: readStoragePool(r), flags: r.u32() })
const writeStoragePoolBuildArgs = (w, v) => {
  writeStoragePool(w, v.pool)
  w.u32(v.flags)
}
const readStoragePoolUndefineArgs = (r) => ({ pool: readStoragePool(r) })
const writeStoragePoolUndefineArgs = (w, v) => {
  writeStoragePool(w, v.pool)
}
const readStoragePoolCreateArgs = (r) => ({ pool: readStoragePool(r), flags: r.u32() })
const writeStoragePoolCreateArgs = (w, v) => {
  writeStoragePool(w, v.pool)
  w.u32(v.flags)
}
const readStoragePoolDestroyArgs = (r) => ({ pool: readStoragePool(r) })
const writeStoragePoolDestroyArgs = (w, v) => {
  writeStoragePool(w, v.pool)
}
const readStoragePoolDeleteArgs = (r) => ({ pool: readStoragePool(r), flags: r.u32() })
const writeStoragePoolDeleteArgs = (w, v) => {
  writeStoragePool(w, v.pool)
  w.u32(v.flags)
}
const readStoragePoolRefreshArgs = (r) => ({ pool: readStoragePool(r), flags: r.u32() })
const writeStoragePoolRefreshArgs = (w, v) => {
  writeStoragePool(w, v.pool)
  w.u32(v.flags)
}
const readStoragePoolGetXmlDescArgs = (r) => ({ pool: readStoragePool(r), flags: r.u32() })
const writeStoragePoolGetXmlDescArgs = (w, v) => {
  writeStoragePool(w, v.pool)
  w.u32(v.flags)
}
const readStoragePoolGetXmlDescRet = (r) => ({ xml: r.string(4194304) })
const writeStoragePoolGetXmlDescRet = (w, v) => {
  w.string(v.xml, 4194304)
}
const readStoragePoolGetInfoArgs = (r) => ({ pool: readStoragePool(r) })
const writeStoragePoolGetInfoArgs = (w, v) => {
  writeStoragePool(w, v.pool)
}
const readStoragePoolGetInfoRet = (r) => ({ state: r.u32(), capacity: r.u64(), allocation: r.u64(), available: r.u64() })
const writeStoragePoolGetInfoRet = (w, v) => {
  w.small(v.state, 0, 255)
  w.u64(v.capacity)
  w.u64(v.allocation)
  w.u64(v.available)
}
const readStoragePoolGetAutostartArgs = (r) => ({ pool: readStoragePool(r) })
const writeStoragePoolGetAutostartArgs = (w, v) => {
  writeStoragePool(w, v.pool)
}
const readStoragePoolGetAutostartRet = (r) => ({ autostart: r.i32() })
const writeStoragePoolGetAutostartRet = (w, v) => {
  w.i32(v.autostart)
}
const readStoragePoolSetAutostartArgs = (r) => ({ pool: readStoragePool(r), autostart: r.i32() })
const writeStoragePoolSetAutostartArgs = (w, v) => {
  writeStoragePool(w, v.pool)
  w.i32(v.autostart)
}
const readStoragePoolNumOfVolumesArgs = (r) => ({ pool: readStoragePool(r) })
const writeStoragePoolNumOfVolumesArgs = (w, v) => {
  writeStoragePool(w, v.pool)
}
const readStoragePoolNumOfVolumesRet = (r) => ({ num: r.i32() })
const writeStoragePoolNumOfVolumesRet = (w, v) => {
  w.i32(v.num)
}
const readStoragePoolListVolumesArgs = (r) => ({ pool: readStoragePool(r), maxnames: r.i32() })
const writeStoragePoolListVolumesArgs = (w, v) => {
  writeStoragePool(w, v.pool)
  w.i32(v.maxnames)
}
const readStoragePoolListVolumesRet = (r) => ({ names: r.array((r) => r.string(4194304), 16384) })
const writeStoragePoolListVolumesRet = (w, v) => {
  w.array(v.names, (w, v) => w.string(v, 4194304), 16384)
}
const readStorageVolLookupByNameArgs = (r) => ({ pool: readStoragePool(r), name: r.string(4194304) })
const writeStorageVolLookupByNameArgs = (w, v) => {
  writeStoragePool(w, v.pool)
  w.string(v.name, 4194304)
}
const readStorageVolLookupByNameRet = (r) => ({ vol: readStorageVol(r) })
const writeStorageVolLookupByNameRet = (w, v) => {
  writeStorageVol(w, v.vol)
}
const readStorageVolLookupByKeyArgs = (r) => ({ key: r.string(4194304) })
const writeStorageVolLookupByKeyArgs = (w, v) => {
  w.string(v.key, 4194304)
}
const readStorageVolLookupByKeyRet = (r) => ({ vol: readStorageVol(r) })
const writeStorageVolLookupByKeyRet = (w, v) => {
  writeStorageVol(w, v.vol)
}
const readStorageVolLookupByPathArgs = (r) => ({ path: r.string(4194304) })
const writeStorageVolLookupByPathArgs = (w, v) => {
  w.string(v.path, 4194304)
}
const readStorageVolLookupByPathRet = (r) => ({ vol: readStorageVol(r) })
const writeStorageVolLookupByPathRet = (w, v) => {
  writeStorageVol(w, v.vol)
}
const readStorageVolCreateXmlArgs = (r) => ({ pool: readStoragePool(r), xml: r.string(4194304), flags: r.u32() })
const writeStorageVolCreateXmlArgs = (w, v) => {
  writeStoragePool(w, v.pool)
  w.string(v.xml, 4194304)
  w.u32(v.flags)
}
const readStorageVolCreateXmlRet = (r) => ({ vol: readStorageVol(r) })
const writeStorageVolCreateXmlRet = (w, v) => {
  writeStorageVol(w, v.vol)
}
const readStorageVolCreateXmlFromArgs = (r) => ({ pool: readStoragePool(r), xml: r.string(4194304), clonevol: readStorageVol(r), flags: r.u32() })
const writeStorageVolCreateXmlFromArgs = (w, v) => {
  writeStoragePool(w, v.pool)
  w.string(v.xml, 4194304)
  writeStorageVol(w, v.clonevol)
  w.u32(v.flags)
}
const readStorageVolCreateXmlFromRet = (r) => ({ vol: readStorageVol(r) })
const writeStorageVolCreateXmlFromRet = (w, v) => {
  writeStorageVol(w, v.vol)
}
const readStorageVolDeleteArgs = (r) => ({ vol: readStorageVol(r), flags: r.u32() })
const writeStorageVolDeleteArgs = (w, v) => {
  writeStorageVol(w, v.vol)
  w.u32(v.flags)
}
const readStorageVolWipeArgs = (r) => ({ vol: readStorageVol(r), flags: r.u32() })
const writeStorageVolWipeArgs = (w, v) => {
  writeStorageVol(w, v.vol)
  w.u32(v.flags)
}
const readStorageVolWipePatternArgs = (r) => ({ vol: readStorageVol(r), algorithm: r.u32(), flags: r.u32() })
const writeStorageVolWipePatternArgs = (w, v) => {
  writeStorageVol(w, v.vol)
  w.u32(v.algorithm)
  w.u32(v.flags)
}
const readStorageVolGetXmlDescArgs = (r) => ({ vol: readStorageVol(r), flags: r.u32() })
const writeStorageVolGetXmlDescArgs = (w, v) => {
  writeStorageVol(w, v.vol)
  w.u32(v.flags)
}
const readStorageVolGetXmlDescRet = (r) => ({ xml: r.string(4194304) })
const writeStorageVolGetXmlDescRet = (w, v) => {
  w.string(v.xml, 4194304)
}
const readStorageVolGetInfoArgs = (r) => ({ vol: readStorageVol(r) })
const writeStorageVolGetInfoArgs = (w, v) => {
  writeStorageVol(w, v.vol)
}
const readStorageVolGetInfoRet = (r) => ({ type: r.i32(), capacity: r.u64(), allocation: r.u64() })
const writeStorageVolGetInfoRet = (w, v) => {
  w.small(v.type, -128, 127)
  w.u64(v.capacity)
  w.u64(v.allocation)
}
const readStorageVolGetInfoFlagsArgs = (r) => ({ vol: readStorageVol(r), flags: r.u32() })
const writeStorageVolGetInfoFlagsArgs = (w, v) => {
  writeStorageVol(w, v.vol)
  w.u32(v.flags)
}
const readStorageVolGetInfoFlagsRet = (r) => ({ type: r.i32(), capacity: r.u64(), allocation: r.u64() })
const writeStorageVolGetInfoFlagsRet = (w, v) => {
  w.small(v.type, -128, 127)
  w.u64(v.capacity)
  w.u64(v.allocation)
}
const readStorageVolGetPathArgs = (r) => ({ vol: readStorageVol(r) })
const writeStorageVolGetPathArgs = (w, v) => {
  writeStorageVol(w, v.vol)
}
const readStorageVolGetPathRet = (r) => ({ name: r.string(4194304) })
const writeStorageVolGetPathRet = (w, v) => {
  w.string(v.name, 4194304)
}
const readStorageVolResizeArgs = (r) => ({ vol: readStorageVol(r), capacity: r.u64(), flags: r.u32() })
const writeStorageVolResizeArgs = (w, v) => {
  writeStorageVol(w, v.vol)
  w.u64(v.capacity)
  w.u32(v.flags)
}
const readNodeNumOfDevicesArgs = (r) => ({ cap: r.optionalString(4194304), flags: r.u32() })
const writeNodeNumOfDevicesArgs = (w, v) => {
  w.optionalString(v.cap, 4194304)
  w.u32(v.flags)
}
const readNodeNumOfDevicesRet = (r) => ({ num: r.i32() })
const writeNodeNumOfDevicesRet = (w, v) => {
  w.i32(v.num)
}
const readNodeListDevicesArgs = (r) => ({ cap: r.optionalString(4194304), maxnames: r.i32(), flags: r.u32() })
const writeNodeListDevicesArgs = (w, v) => {
  w.optionalString(v.cap, 4194304)
  w.i32(v.maxnames)
  w.u32(v.flags)
}
const readNodeListDevicesRet = (r) => ({ names: r.array((r) => r.string(4194304), 65536) })
const writeNodeListDevicesRet = (w, v) => {
  w.array(v.names, (w, v) => w.string(v, 4194304), 65536)
}
const readNodeDeviceLookupByNameArgs = (r) => ({ name: r.string(4194304) })
const writeNodeDeviceLookupByNameArgs = (w, v) => {
  w.string(v.name, 4194304)
}
const readNodeDeviceLookupByNameRet = (r) => ({ dev: readNodeDevice(r) })
const writeNodeDeviceLookupByNameRet = (w, v) => {
  writeNodeDevice(w, v.dev)
}
const readNodeDeviceLookupScsiHostByWwnArgs = (r) => ({ wwnn: r.string(4194304), wwpn: r.string(4194304), flags: r.u32() })
const writeNodeDeviceLookupScsiHostByWwnArgs = (w, v) => {
  w.string(v.wwnn, 4194304)
  w.string(v.wwpn, 4194304)
  w.u32(v.flags)
}
const readNodeDeviceLookupScsiHostByWwnRet = (r) => ({ dev: readNodeDevice(r) })
const writeNodeDeviceLookupScsiHostByWwnRet = (w, v) => {
  writeNodeDevice(w, v.dev)
}
const readNodeDeviceGetXmlDescArgs = (r) => ({ name: r.string(4194304), flags: r.u32() })
const writeNodeDeviceGetXmlDescArgs = (w, v) => {
  w.string(v.name, 4194304)
  w.u32(v.flags)
}
const readNodeDeviceGetXmlDescRet = (r) => ({ xml: r.string(4194304) })
const writeNodeDeviceGetXmlDescRet = (w, v) => {
  w.string(v.xml, 4194304)
}
const readNodeDeviceGetParentArgs = (r) => ({ name: r.string(4194304) })
const writeNodeDeviceGetParentArgs = (w, v) => {
  w.string(v.name, 4194304)
}
const readNodeDeviceGetParentRet = (r) => ({ parentName: r.optionalString(4194304) })
const writeNodeDeviceGetParentRet = (w, v) => {
  w.optionalString(v.parentName, 4194304)
}
const readNodeDeviceNumOfCapsArgs = (r) => ({ name: r.string(4194304) })
const writeNodeDeviceNumOfCapsArgs = (w, v) => {
  w.string(v.name, 4194304)
}
const readNodeDeviceNumOfCapsRet = (r) => ({ num: r.i32() })
const writeNodeDeviceNumOfCapsRet = (w, v) => {
  w.i32(v.num)
}
const readNodeDeviceListCapsArgs = (r) => ({ name: r.string(4194304), maxnames: r.i32() })
const writeNodeDeviceListCapsArgs = (w, v) => {
  w.string(v.name, 4194304)
  w.i32(v.maxnames)
}
const readNodeDeviceListCapsRet = (r) => ({ names: r.array((r) => r.string(4194304), 65536) })
const writeNodeDeviceListCapsRet = (w, v) => {
  w.array(v.names, (w, v) => w.string(v, 4194304), 65536)
}
const readNodeDeviceDettachArgs = (r) => ({ name: r.string(4194304) })
const writeNodeDeviceDettachArgs = (w, v) => {
  w.string(v.name, 4194304)
}
const readNodeDeviceDetachFlagsArgs = (r) => ({ name: r.string(4194304), driverName: r.optionalString(4194304), flags: r.u32() })
const writeNodeDeviceDetachFlagsArgs = (w, v) => {
  w.string(v.name, 4194304)
  w.optionalString(v.driverName, 4194304)
  w.u32(v.flags)
}
const readNodeDeviceReAttachArgs = (r) => ({ name: r.string(4194304) })
const writeNodeDeviceReAttachArgs = (w, v) => {
  w.string(v.name, 4194304)
}
const readNodeDeviceResetArgs = (r) => ({ name: r.string(4194304) })
const writeNodeDeviceResetArgs = (w, v) => {
  w.string(v.name, 4194304)
}
const readNodeDeviceCreateXmlArgs = (r) => ({ xmlDesc: r.string(4194304), flags: r.u32() })
const writeNodeDeviceCreateXmlArgs = (w, v) => {
  w.string(v.xmlDesc, 4194304)
  w.u32(v.flags)
}
const readNodeDeviceCreateXmlRet = (r) => ({ dev: readNodeDevice(r) })
const writeNodeDeviceCreateXmlRet = (w, v) => {
  writeNodeDevice(w, v.dev)
}
const readNodeDeviceDestroyArgs = (r) => ({ name: r.string(4194304) })
const writeNodeDeviceDestroyArgs = (w, v) => {
  w.string(v.name, 4194304)
}
const readNodeDeviceDefineXmlArgs = (r) => ({ xmlDesc: r.string(4194304), flags: r.u32() })
const writeNodeDeviceDefineXmlArgs = (w, v) => {
  w.string(v.xmlDesc, 4194304)
  w.u32(v.flags)
}
const readNodeDeviceDefineXmlRet = (r) => ({ dev: readNodeDevice(r) })
const writeNodeDeviceDefineXmlRet = (w, v) => {
  writeNodeDevice(w, v.dev)
}
const readNodeDeviceUndefineArgs = (r) => ({ name: r.string(4194304), flags: r.u32() })
const writeNodeDeviceUndefineArgs = (w, v) => {
  w.string(v.name, 4194304)
  w.u32(v.flags)
}
const readNodeDeviceCreateArgs = (r) => ({ name: r.string(4194304), flags: r.u32() })
const writeNodeDeviceCreateArgs = (w, v) => {
  w.string(v.name, 4194304)
  w.u32(v.flags)
}
const readNodeDeviceGetAutostartArgs = (r) => ({ name: r.string(4194304) })
const writeNodeDeviceGetAutostartArgs = (w, v) => {
  w.string(v.name, 4194304)
}
const readNodeDeviceGetAutostartRet = (r) => ({ autostart: r.i32() })
const writeNodeDeviceGetAutostartRet = (w, v) => {
  w.i32(v.autostart)
}
const readNodeDeviceSetAutostartArgs = (r) => ({ name: r.string(4194304), autostart: r.i32() })
const writeNodeDeviceSetAutostartArgs = (w, v) => {
  w.string(v.name, 4194304)
  w.i32(v.autostart)
}
const readNodeDeviceIsPersistentArgs = (r) => ({ name: r.string(4194304) })
const writeNodeDeviceIsPersistentArgs = (w, v) => {
  w.string(v.name, 4194304)
}
const readNodeDeviceIsPersistentRet = (r) => ({ persistent: r.i32() })
const writeNodeDeviceIsPersistentRet = (w, v) => {
  w.i32(v.persistent)
}
const readNodeDeviceIsActiveArgs = (r) => ({ name: r.string(4194304) })
const writeNodeDeviceIsActiveArgs = (w, v) => {
  w.string(v.name, 4194304)
}
const readNodeDeviceIsActiveRet = (r) => ({ active: r.i32() })
const writeNodeDeviceIsActiveRet = (w, v) => {
  w.i32(v.active)
}
const readNodeDeviceUpdateArgs = (r) => ({ name: r.string(4194304), xmlDesc: r.string(4194304), flags: r.u32() })
const writeNodeDeviceUpdateArgs = (w, v) => {
  w.string(v.name, 4194304)
  w.string(v.xmlDesc, 4194304)
  w.u32(v.flags)
}
const readConnectDomainEventRegisterRet = (r) => ({ cbRegistered: r.i32() })
const writeConnectDomainEventRegisterRet = (w, v) => {
  w.i32(v.cbRegistered)
}
const readConnectDomainEventDeregisterRet = (r) => ({ cbRegistered: r.i32() })
const writeConnectDomainEventDeregisterRet = (w, v) => {
  w.i32(v.cbRegistered)
}
const readDomainEventLifecycleMsg = (r) => ({ dom: readDomain(r), event: r.i32(), detail: r.i32() })
const writeDomainEventLifecycleMsg = (w, v) => {
  writeDomain(w, v.dom)
  w.i32(v.event)
  w.i32(v.detail)
}
const readDomainEventCallbackLifecycleMsg = (r) => ({ callbackId: r.i32(), msg: readDomainEventLifecycleMsg(r) })
const writeDomainEventCallbackLifecycleMsg = (w, v) => {
  w.i32(v.callbackId)
  writeDomainEventLifecycleMsg(w, v.msg)
}
const readConnectDomainXmlFromNativeArgs = (r) => ({ nativeFormat: r.string(4194304), nativeConfig: r.string(4194304), flags: r.u32() })
const writeConnectDomainXmlFromNativeArgs = (w, v) => {
  w.string(v.nativeFormat, 4194304)
  w.string(v.nativeConfig, 4194304)
  w.u32(v.flags)
}
const readConnectDomainXmlFromNativeRet = (r) => ({ domainXml: r.string(4194304) })
const writeConnectDomainXmlFromNativeRet = (w, v) => {
  w.string(v.domainXml, 4194304)
}
const readConnectDomainXmlToNativeArgs = (r) => ({ nativeFormat: r.string(4194304), domainXml: r.string(4194304), flags: r.u32() })
const writeConnectDomainXmlToNativeArgs = (w, v) => {
  w.string(v.nativeFormat, 4194304)
  w.string(v.domainXml, 4194304)
  w.u32(v.flags)
}
const readConnectDomainXmlToNativeRet = (r) => ({ nativeConfig: r.string(4194304) })
const writeConnectDomainXmlToNativeRet = (w, v) => {
  w.string(v.nativeConfig, 4194304)
}
const readConnectNumOfSecretsRet = (r) => ({ num: r.i32() })
const writeConnectNumOfSecretsRet = (w, v) => {
  w.i32(v.num)
}
const readConnectListSecretsArgs = (r) => ({ maxuuids: r.i32() })
const writeConnectListSecretsArgs = (w, v) => {
  w.i32(v.maxuuids)
}
const readConnectListSecretsRet = (r) => ({ uuids: r.array((r) => r.string(4194304), 16384) })
const writeConnectListSecretsRet = (w, v) => {
  w.array(v.uuids, (w, v) => w.string(v, 4194304), 16384)
}
const readSecretLookupByUuidArgs = (r) => ({ uuid: r.uuid() })
const writeSecretLookupByUuidArgs = (w, v) => {
  w.uuid(v.uuid)
}
const readSecretLookupByUuidRet = (r) => ({ secret: readSecret(r) })
const writeSecretLookupByUuidRet = (w, v) => {
  writeSecret(w, v.secret)
}
const readSecretDefineXmlArgs = (r) => ({ xml: r.string(4194304), flags: r.u32() })
const writeSecretDefineXmlArgs = (w, v) => {
  w.string(v.xml, 4194304)
  w.u32(v.flags)
}
const readSecretDefineXmlRet = (r) => ({ secret: readSecret(r) })
const writeSecretDefineXmlRet = (w, v) => {
  writeSecret(w, v.secret)
}
const readSecretGetXmlDescArgs = (r) => ({ secret: readSecret(r), flags: r.u32() })
const writeSecretGetXmlDescArgs = (w, v) => {
  writeSecret(w, v.secret)
  w.u32(v.flags)
}
const readSecretGetXmlDescRet = (r) => ({ xml: r.string(4194304) })
const writeSecretGetXmlDescRet = (w, v) => {
  w.string(v.xml, 4194304)
}
const readSecretSetValueArgs = (r) => ({ secret: readSecret(r), value: r.opaque(65536), flags: r.u32() })
const writeSecretSetValueArgs = (w, v) => {
  writeSecret(w, v.secret)
  w.opaque(v.value, 65536)
  w.u32(v.flags)
}
const readSecretGetValueArgs = (r) => ({ secret: readSecret(r), flags: r.u32() })
const writeSecretGetValueArgs = (w, v) => {
  writeSecret(w, v.secret)
  w.u32(v.flags)
}
const readSecretGetValueRet = (r) => ({ value: r.opaque(65536) })
const writeSecretGetValueRet = (w, v) => {
  w.opaque(v.value, 65536)
}
const readSecretUndefineArgs = (r) => ({ secret: readSecret(r) })
const writeSecretUndefineArgs = (w, v) => {
  writeSecret(w, v.secret)
}
const readSecretLookupByUsageArgs = (r) => ({ usageType: r.i32(), usageId: r.string(4194304) })
const writeSecretLookupByUsageArgs = (w, v) => {
  w.i32(v.usageType)
  w.string(v.usageId, 4194304)
}
const readSecretLookupByUsageRet = (r) => ({ secret: readSecret(r) })
const writeSecretLookupByUsageRet = (w, v) => {
  writeSecret(w, v.secret)
}
const readDomainMigratePrepareTunnelArgs = (r) => ({ flags: r.u64(), dname: r.optionalString(4194304), resource: r.u64(), domXml: r.string(4194304) })
const writeDomainMigratePrepareTunnelArgs = (w, v) => {
  w.u64(v.flags)
  w.optionalString(v.dname, 4194304)
  w.u64(v.resource)
  w.string(v.domXml, 4194304)
}
const readConnectIsSecureRet = (r) => ({ secure: r.i32() })
const writeConnectIsSecureRet = (w, v) => {
  w.i32(v.secure)
}
const readDomainIsActiveArgs = (r) => ({ dom: readDomain(r) })
const writeDomainIsActiveArgs = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainIsActiveRet = (r) => ({ active: r.i32() })
const writeDomainIsActiveRet = (w, v) => {
  w.i32(v.active)
}
const readDomainIsPersistentArgs = (r) => ({ dom: readDomain(r) })
const writeDomainIsPersistentArgs = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainIsPersistentRet = (r) => ({ persistent: r.i32() })
const writeDomainIsPersistentRet = (w, v) => {
  w.i32(v.persistent)
}
const readDomainIsUpdatedArgs = (r) => ({ dom: readDomain(r) })
const writeDomainIsUpdatedArgs = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainIsUpdatedRet = (r) => ({ updated: r.i32() })
const writeDomainIsUpdatedRet = (w, v) => {
  w.i32(v.updated)
}
const readNetworkIsActiveArgs = (r) => ({ net: readNetwork(r) })
const writeNetworkIsActiveArgs = (w, v) => {
  writeNetwork(w, v.net)
}
const readNetworkIsActiveRet = (r) => ({ active: r.i32() })
const writeNetworkIsActiveRet = (w, v) => {
  w.i32(v.active)
}
const readNetworkIsPersistentArgs = (r) => ({ net: readNetwork(r) })
const writeNetworkIsPersistentArgs = (w, v) => {
  writeNetwork(w, v.net)
}
const readNetworkIsPersistentRet = (r) => ({ persistent: r.i32() })
const writeNetworkIsPersistentRet = (w, v) => {
  w.i32(v.persistent)
}
const readStoragePoolIsActiveArgs = (r) => ({ pool: readStoragePool(r) })
const writeStoragePoolIsActiveArgs = (w, v) => {
  writeStoragePool(w, v.pool)
}
const readStoragePoolIsActiveRet = (r) => ({ active: r.i32() })
const writeStoragePoolIsActiveRet = (w, v) => {
  w.i32(v.active)
}
const readStoragePoolIsPersistentArgs = (r) => ({ pool: readStoragePool(r) })
const writeStoragePoolIsPersistentArgs = (w, v) => {
  writeStoragePool(w, v.pool)
}
const readStoragePoolIsPersistentRet = (r) => ({ persistent: r.i32() })
const writeStoragePoolIsPersistentRet = (w, v) => {
  w.i32(v.persistent)
}
const readInterfaceIsActiveArgs = (r) => ({ iface: readInterface(r) })
const writeInterfaceIsActiveArgs = (w, v) => {
  writeInterface(w, v.iface)
}
const readInterfaceIsActiveRet = (r) => ({ active: r.i32() })
const writeInterfaceIsActiveRet = (w, v) => {
  w.i32(v.active)
}
const readConnectCompareCpuArgs = (r) => ({ xml: r.string(4194304), flags: r.u32() })
const writeConnectCompareCpuArgs = (w, v) => {
  w.string(v.xml, 4194304)
  w.u32(v.flags)
}
const readConnectCompareCpuRet = (r) => ({ result: r.i32() })
const writeConnectCompareCpuRet = (w, v) => {
  w.i32(v.result)
}
const readConnectBaselineCpuArgs = (r) => ({ xmlCpus: r.array((r) => r.string(4194304), 256), flags: r.u32() })
const writeConnectBaselineCpuArgs = (w, v) => {
  w.array(v.xmlCpus, (w, v) => w.string(v, 4194304), 256)
  w.u32(v.flags)
}
const readConnectBaselineCpuRet = (r) => ({ cpu: r.string(4194304) })
const writeConnectBaselineCpuRet = (w, v) => {
  w.string(v.cpu, 4194304)
}
const readDomainGetJobInfoArgs = (r) => ({ dom: readDomain(r) })
const writeDomainGetJobInfoArgs = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainGetJobInfoRet = (r) => ({ type: r.i32(), timeElapsed: r.u64(), timeRemaining: r.u64(), dataTotal: r.u64(), dataProcessed: r.u64(), dataRemaining: r.u64(), memTotal: r.u64(), memProcessed: r.u64(), memRemaining: r.u64(), fileTotal: r.u64(), fileProcessed: r.u64(), fileRemaining: r.u64() })
const writeDomainGetJobInfoRet = (w, v) => {
  w.i32(v.type)
  w.u64(v.timeElapsed)
  w.u64(v.timeRemaining)
  w.u64(v.dataTotal)
  w.u64(v.dataProcessed)
  w.u64(v.dataRemaining)
  w.u64(v.memTotal)
  w.u64(v.memProcessed)
  w.u64(v.memRemaining)
  w.u64(v.fileTotal)
  w.u64(v.fileProcessed)
  w.u64(v.fileRemaining)
}
const readDomainGetJobStatsArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainGetJobStatsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainGetJobStatsRet = (r) => ({ type: r.i32(), params: r.array(readTypedParam, 64) })
const writeDomainGetJobStatsRet = (w, v) => {
  w.i32(v.type)
  w.array(v.params, writeTypedParam, 64)
}
const readDomainAbortJobArgs = (r) => ({ dom: readDomain(r) })
const writeDomainAbortJobArgs = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainAbortJobFlagsArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainAbortJobFlagsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainMigrateGetMaxDowntimeArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainMigrateGetMaxDowntimeArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainMigrateGetMaxDowntimeRet = (r) => ({ downtime: r.u64() })
const writeDomainMigrateGetMaxDowntimeRet = (w, v) => {
  w.u64(v.downtime)
}
const readDomainMigrateSetMaxDowntimeArgs = (r) => ({ dom: readDomain(r), downtime: r.u64(), flags: r.u32() })
const writeDomainMigrateSetMaxDowntimeArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u64(v.downtime)
  w.u32(v.flags)
}
const readDomainMigrateGetCompressionCacheArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainMigrateGetCompressionCacheArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainMigrateGetCompressionCacheRet = (r) => ({ cacheSize: r.u64() })
const writeDomainMigrateGetCompressionCacheRet = (w, v) => {
  w.u64(v.cacheSize)
}
const readDomainMigrateSetCompressionCacheArgs = (r) => ({ dom: readDomain(r), cacheSize: r.u64(), flags: r.u32() })
const writeDomainMigrateSetCompressionCacheArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u64(v.cacheSize)
  w.u32(v.flags)
}
const readDomainMigrateSetMaxSpeedArgs = (r) => ({ dom: readDomain(r), bandwidth: r.u64(), flags: r.u32() })
const writeDomainMigrateSetMaxSpeedArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u64(v.bandwidth)
  w.u32(v.flags)
}
const readDomainMigrateGetMaxSpeedArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainMigrateGetMaxSpeedArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainMigrateGetMaxSpeedRet = (r) => ({ bandwidth: r.u64() })
const writeDomainMigrateGetMaxSpeedRet = (w, v) => {
  w.u64(v.bandwidth)
}
const readConnectDomainEventRegisterAnyArgs = (r) => ({ eventId: r.i32() })
const writeConnectDomainEventRegisterAnyArgs = (w, v) => {
  w.i32(v.eventId)
}
const readConnectDomainEventDeregisterAnyArgs = (r) => ({ eventId: r.i32() })
const writeConnectDomainEventDeregisterAnyArgs = (w, v) => {
  w.i32(v.eventId)
}
const readConnectDomainEventCallbackRegisterAnyArgs = (r) => ({ eventId: r.i32(), dom: r.optional(readDomain) })
const writeConnectDomainEventCallbackRegisterAnyArgs = (w, v) => {
  w.i32(v.eventId)
  w.optional(v.dom, writeDomain)
}
const readConnectDomainEventCallbackRegisterAnyRet = (r) => ({ callbackId: r.i32() })
const writeConnectDomainEventCallbackRegisterAnyRet = (w, v) => {
  w.i32(v.callbackId)
}
const readConnectDomainEventCallbackDeregisterAnyArgs = (r) => ({ callbackId: r.i32() })
const writeConnectDomainEventCallbackDeregisterAnyArgs = (w, v) => {
  w.i32(v.callbackId)
}
const readDomainEventRebootMsg = (r) => ({ dom: readDomain(r) })
const writeDomainEventRebootMsg = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainEventCallbackRebootMsg = (r) => ({ callbackId: r.i32(), msg: readDomainEventRebootMsg(r) })
const writeDomainEventCallbackRebootMsg = (w, v) => {
  w.i32(v.callbackId)
  writeDomainEventRebootMsg(w, v.msg)
}
const readDomainEventRtcChangeMsg = (r) => ({ dom: readDomain(r), offset: r.i64() })
const writeDomainEventRtcChangeMsg = (w, v) => {
  writeDomain(w, v.dom)
  w.i64(v.offset)
}
const readDomainEventCallbackRtcChangeMsg = (r) => ({ callbackId: r.i32(), msg: readDomainEventRtcChangeMsg(r) })
const writeDomainEventCallbackRtcChangeMsg = (w, v) => {
  w.i32(v.callbackId)
  writeDomainEventRtcChangeMsg(w, v.msg)
}
const readDomainEventWatchdogMsg = (r) => ({ dom: readDomain(r), action: r.i32() })
const writeDomainEventWatchdogMsg = (w, v) => {
  writeDomain(w, v.dom)
  w.i32(v.action)
}
const readDomainEventCallbackWatchdogMsg = (r) => ({ callbackId: r.i32(), msg: readDomainEventWatchdogMsg(r) })
const writeDomainEventCallbackWatchdogMsg = (w, v) => {
  w.i32(v.callbackId)
  writeDomainEventWatchdogMsg(w, v.msg)
}
const readDomainEventIoErrorMsg = (r) => ({ dom: readDomain(r), srcPath: r.string(4194304), devAlias: r.string(4194304), action: r.i32() })
const writeDomainEventIoErrorMsg = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.srcPath, 4194304)
  w.string(v.devAlias, 4194304)
  w.i32(v.action)
}
const readDomainEventCallbackIoErrorMsg = (r) => ({ callbackId: r.i32(), msg: readDomainEventIoErrorMsg(r) })
const writeDomainEventCallbackIoErrorMsg = (w, v) => {
  w.i32(v.callbackId)
  writeDomainEventIoErrorMsg(w, v.msg)
}
const readDomainEventIoErrorReasonMsg = (r) => ({ dom: readDomain(r), srcPath: r.string(4194304), devAlias: r.string(4194304), action: r.i32(), reason: r.string(4194304) })
const writeDomainEventIoErrorReasonMsg = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.srcPath, 4194304)
  w.string(v.devAlias, 4194304)
  w.i32(v.action)
  w.string(v.reason, 4194304)
}
const readDomainEventCallbackIoErrorReasonMsg = (r) => ({ callbackId: r.i32(), msg: readDomainEventIoErrorReasonMsg(r) })
const writeDomainEventCallbackIoErrorReasonMsg = (w, v) => {
  w.i32(v.callbackId)
  writeDomainEventIoErrorReasonMsg(w, v.msg)
}
const readDomainEventGraphicsAddress = (r) => ({ family: r.i32(), node: r.string(4194304), service: r.string(4194304) })
const writeDomainEventGraphicsAddress = (w, v) => {
  w.i32(v.family)
  w.string(v.node, 4194304)
  w.string(v.service, 4194304)
}
const readDomainEventGraphicsIdentity = (r) => ({ type: r.string(4194304), name: r.string(4194304) })
const writeDomainEventGraphicsIdentity = (w, v) => {
  w.string(v.type, 4194304)
  w.string(v.name, 4194304)
}
const readDomainEventGraphicsMsg = (r) => ({ dom: readDomain(r), phase: r.i32(), local: readDomainEventGraphicsAddress(r), remote: readDomainEventGraphicsAddress(r), authScheme: r.string(4194304), subject: r.array(readDomainEventGraphicsIdentity, 20) })
const writeDomainEventGraphicsMsg = (w, v) => {
  writeDomain(w, v.dom)
  w.i32(v.phase)
  writeDomainEventGraphicsAddress(w, v.local)
  writeDomainEventGraphicsAddress(w, v.remote)
  w.string(v.authScheme, 4194304)
  w.array(v.subject, writeDomainEventGraphicsIdentity, 20)
}
const readDomainEventCallbackGraphicsMsg = (r) => ({ callbackId: r.i32(), msg: readDomainEventGraphicsMsg(r) })
const writeDomainEventCallbackGraphicsMsg = (w, v) => {
  w.i32(v.callbackId)
  writeDomainEventGraphicsMsg(w, v.msg)
}
const readDomainEventBlockJobMsg = (r) => ({ dom: readDomain(r), path: r.string(4194304), type: r.i32(), status: r.i32() })
const writeDomainEventBlockJobMsg = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.path, 4194304)
  w.i32(v.type)
  w.i32(v.status)
}
const readDomainEventCallbackBlockJobMsg = (r) => ({ callbackId: r.i32(), msg: readDomainEventBlockJobMsg(r) })
const writeDomainEventCallbackBlockJobMsg = (w, v) => {
  w.i32(v.callbackId)
  writeDomainEventBlockJobMsg(w, v.msg)
}
const readDomainEventDiskChangeMsg = (r) => ({ dom: readDomain(r), oldSrcPath: r.optionalString(4194304), newSrcPath: r.optionalString(4194304), devAlias: r.string(4194304), reason: r.i32() })
const writeDomainEventDiskChangeMsg = (w, v) => {
  writeDomain(w, v.dom)
  w.optionalString(v.oldSrcPath, 4194304)
  w.optionalString(v.newSrcPath, 4194304)
  w.string(v.devAlias, 4194304)
  w.i32(v.reason)
}
const readDomainEventCallbackDiskChangeMsg = (r) => ({ callbackId: r.i32(), msg: readDomainEventDiskChangeMsg(r) })
const writeDomainEventCallbackDiskChangeMsg = (w, v) => {
  w.i32(v.callbackId)
  writeDomainEventDiskChangeMsg(w, v.msg)
}
const readDomainEventTrayChangeMsg = (r) => ({ dom: readDomain(r), devAlias: r.string(4194304), reason: r.i32() })
const writeDomainEventTrayChangeMsg = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.devAlias, 4194304)
  w.i32(v.reason)
}
const readDomainEventCallbackTrayChangeMsg = (r) => ({ callbackId: r.i32(), msg: readDomainEventTrayChangeMsg(r) })
const writeDomainEventCallbackTrayChangeMsg = (w, v) => {
  w.i32(v.callbackId)
  writeDomainEventTrayChangeMsg(w, v.msg)
}
const readDomainEventPmwakeupMsg = (r) => ({ dom: readDomain(r) })
const writeDomainEventPmwakeupMsg = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainEventCallbackPmwakeupMsg = (r) => ({ callbackId: r.i32(), reason: r.i32(), msg: readDomainEventPmwakeupMsg(r) })
const writeDomainEventCallbackPmwakeupMsg = (w, v) => {
  w.i32(v.callbackId)
  w.i32(v.reason)
  writeDomainEventPmwakeupMsg(w, v.msg)
}
const readDomainEventPmsuspendMsg = (r) => ({ dom: readDomain(r) })
const writeDomainEventPmsuspendMsg = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainEventCallbackPmsuspendMsg = (r) => ({ callbackId: r.i32(), reason: r.i32(), msg: readDomainEventPmsuspendMsg(r) })
const writeDomainEventCallbackPmsuspendMsg = (w, v) => {
  w.i32(v.callbackId)
  w.i32(v.reason)
  writeDomainEventPmsuspendMsg(w, v.msg)
}
const readDomainEventBalloonChangeMsg = (r) => ({ dom: readDomain(r), actual: r.u64() })
const writeDomainEventBalloonChangeMsg = (w, v) => {
  writeDomain(w, v.dom)
  w.u64(v.actual)
}
const readDomainEventCallbackBalloonChangeMsg = (r) => ({ callbackId: r.i32(), msg: readDomainEventBalloonChangeMsg(r) })
const writeDomainEventCallbackBalloonChangeMsg = (w, v) => {
  w.i32(v.callbackId)
  writeDomainEventBalloonChangeMsg(w, v.msg)
}
const readDomainEventPmsuspendDiskMsg = (r) => ({ dom: readDomain(r) })
const writeDomainEventPmsuspendDiskMsg = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainEventCallbackPmsuspendDiskMsg = (r) => ({ callbackId: r.i32(), reason: r.i32(), msg: readDomainEventPmsuspendDiskMsg(r) })
const writeDomainEventCallbackPmsuspendDiskMsg = (w, v) => {
  w.i32(v.callbackId)
  w.i32(v.reason)
  writeDomainEventPmsuspendDiskMsg(w, v.msg)
}
const readDomainManagedSaveArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainManagedSaveArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainHasManagedSaveImageArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainHasManagedSaveImageArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainHasManagedSaveImageRet = (r) => ({ result: r.i32() })
const writeDomainHasManagedSaveImageRet = (w, v) => {
  w.i32(v.result)
}
const readDomainManagedSaveRemoveArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainManagedSaveRemoveArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainManagedSaveGetXmlDescArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainManagedSaveGetXmlDescArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainManagedSaveGetXmlDescRet = (r) => ({ xml: r.string(4194304) })
const writeDomainManagedSaveGetXmlDescRet = (w, v) => {
  w.string(v.xml, 4194304)
}
const readDomainManagedSaveDefineXmlArgs = (r) => ({ dom: readDomain(r), dxml: r.optionalString(4194304), flags: r.u32() })
const writeDomainManagedSaveDefineXmlArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.optionalString(v.dxml, 4194304)
  w.u32(v.flags)
}
const readDomainSnapshotCreateXmlArgs = (r) => ({ dom: readDomain(r), xmlDesc: r.string(4194304), flags: r.u32() })
const writeDomainSnapshotCreateXmlArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.xmlDesc, 4194304)
  w.u32(v.flags)
}
const readDomainSnapshotCreateXmlRet = (r) => ({ snap: readDomainSnapshot(r) })
const writeDomainSnapshotCreateXmlRet = (w, v) => {
  writeDomainSnapshot(w, v.snap)
}
const readDomainSnapshotGetXmlDescArgs = (r) => ({ snap: readDomainSnapshot(r), flags: r.u32() })
const writeDomainSnapshotGetXmlDescArgs = (w, v) => {
  writeDomainSnapshot(w, v.snap)
  w.u32(v.flags)
}
const readDomainSnapshotGetXmlDescRet = (r) => ({ xml: r.string(4194304) })
const writeDomainSnapshotGetXmlDescRet = (w, v) => {
  w.string(v.xml, 4194304)
}
const readDomainSnapshotNumArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainSnapshotNumArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainSnapshotNumRet = (r) => ({ num: r.i32() })
const writeDomainSnapshotNumRet = (w, v) => {
  w.i32(v.num)
}
const readDomainSnapshotListNamesArgs = (r) => ({ dom: readDomain(r), maxnames: r.i32(), flags: r.u32() })
const writeDomainSnapshotListNamesArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.i32(v.maxnames)
  w.u32(v.flags)
}
const readDomainSnapshotListNamesRet = (r) => ({ names: r.array((r) => r.string(4194304), 16384) })
const writeDomainSnapshotListNamesRet = (w, v) => {
  w.array(v.names, (w, v) => w.string(v, 4194304), 16384)
}
const readDomainListAllSnapshotsArgs = (r) => ({ dom: readDomain(r), needResults: r.i32(), flags: r.u32() })
const writeDomainListAllSnapshotsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.i32(v.needResults)
  w.u32(v.flags)
}
const readDomainListAllSnapshotsRet = (r) => ({ snapshots: r.array(readDomainSnapshot, 16384), ret: r.i32() })
const writeDomainListAllSnapshotsRet = (w, v) => {
  w.array(v.snapshots, writeDomainSnapshot, 16384)
  w.i32(v.ret)
}
const readDomainSnapshotNumChildrenArgs = (r) => ({ snap: readDomainSnapshot(r), flags: r.u32() })
const writeDomainSnapshotNumChildrenArgs = (w, v) => {
  writeDomainSnapshot(w, v.snap)
  w.u32(v.flags)
}
const readDomainSnapshotNumChildrenRet = (r) => ({ num: r.i32() })
const writeDomainSnapshotNumChildrenRet = (w, v) => {
  w.i32(v.num)
}
const readDomainSnapshotListChildrenNamesArgs = (r) => ({ snap: readDomainSnapshot(r), maxnames: r.i32(), flags: r.u32() })
const writeDomainSnapshotListChildrenNamesArgs = (w, v) => {
  writeDomainSnapshot(w, v.snap)
  w.i32(v.maxnames)
  w.u32(v.flags)
}
const readDomainSnapshotListChildrenNamesRet = (r) => ({ names: r.array((r) => r.string(4194304), 16384) })
const writeDomainSnapshotListChildrenNamesRet = (w, v) => {
  w.array(v.names, (w, v) => w.string(v, 4194304), 16384)
}
const readDomainSnapshotListAllChildrenArgs = (r) => ({ snapshot: readDomainSnapshot(r), needResults: r.i32(), flags: r.u32() })
const writeDomainSnapshotListAllChildrenArgs = (w, v) => {
  writeDomainSnapshot(w, v.snapshot)
  w.i32(v.needResults)
  w.u32(v.flags)
}
const readDomainSnapshotListAllChildrenRet = (r) => ({ snapshots: r.array(readDomainSnapshot, 16384), ret: r.i32() })
const writeDomainSnapshotListAllChildrenRet = (w, v) => {
  w.array(v.snapshots, writeDomainSnapshot, 16384)
  w.i32(v.ret)
}
const readDomainSnapshotLookupByNameArgs = (r) => ({ dom: readDomain(r), name: r.string(4194304), flags: r.u32() })
const writeDomainSnapshotLookupByNameArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.name, 4194304)
  w.u32(v.flags)
}
const readDomainSnapshotLookupByNameRet = (r) => ({ snap: readDomainSnapshot(r) })
const writeDomainSnapshotLookupByNameRet = (w, v) => {
  writeDomainSnapshot(w, v.snap)
}
const readDomainHasCurrentSnapshotArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainHasCurrentSnapshotArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainHasCurrentSnapshotRet = (r) => ({ result: r.i32() })
const writeDomainHasCurrentSnapshotRet = (w, v) => {
  w.i32(v.result)
}
const readDomainSnapshotGetParentArgs = (r) => ({ snap: readDomainSnapshot(r), flags: r.u32() })
const writeDomainSnapshotGetParentArgs = (w, v) => {
  writeDomainSnapshot(w, v.snap)
  w.u32(v.flags)
}
const readDomainSnapshotGetParentRet = (r) => ({ snap: readDomainSnapshot(r) })
const writeDomainSnapshotGetParentRet = (w, v) => {
  writeDomainSnapshot(w, v.snap)
}
const readDomainSnapshotCurrentArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainSnapshotCurrentArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainSnapshotCurrentRet = (r) => ({ snap: readDomainSnapshot(r) })
const writeDomainSnapshotCurrentRet = (w, v) => {
  writeDomainSnapshot(w, v.snap)
}
const readDomainSnapshotIsCurrentArgs = (r) => ({ snap: readDomainSnapshot(r), flags: r.u32() })
const writeDomainSnapshotIsCurrentArgs = (w, v) => {
  writeDomainSnapshot(w, v.snap)
  w.u32(v.flags)
}
const readDomainSnapshotIsCurrentRet = (r) => ({ current: r.i32() })
const writeDomainSnapshotIsCurrentRet = (w, v) => {
  w.i32(v.current)
}
const readDomainSnapshotHasMetadataArgs = (r) => ({ snap: readDomainSnapshot(r), flags: r.u32() })
const writeDomainSnapshotHasMetadataArgs = (w, v) => {
  writeDomainSnapshot(w, v.snap)
  w.u32(v.flags)
}
const readDomainSnapshotHasMetadataRet = (r) => ({ metadata: r.i32() })
const writeDomainSnapshotHasMetadataRet = (w, v) => {
  w.i32(v.metadata)
}
const readDomainRevertToSnapshotArgs = (r) => ({ snap: readDomainSnapshot(r), flags: r.u32() })
const writeDomainRevertToSnapshotArgs = (w, v) => {
  writeDomainSnapshot(w, v.snap)
  w.u32(v.flags)
}
const readDomainSnapshotDeleteArgs = (r) => ({ snap: readDomainSnapshot(r), flags: r.u32() })
const writeDomainSnapshotDeleteArgs = (w, v) => {
  writeDomainSnapshot(w, v.snap)
  w.u32(v.flags)
}
const readDomainOpenConsoleArgs = (r) => ({ dom: readDomain(r), devName: r.optionalString(4194304), flags: r.u32() })
const writeDomainOpenConsoleArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.optionalString(v.devName, 4194304)
  w.u32(v.flags)
}
const readDomainOpenChannelArgs = (r) => ({ dom: readDomain(r), name: r.optionalString(4194304), flags: r.u32() })
const writeDomainOpenChannelArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.optionalString(v.name, 4194304)
  w.u32(v.flags)
}
const readStorageVolUploadArgs = (r) => ({ vol: readStorageVol(r), offset: r.u64(), length: r.u64(), flags: r.u32() })
const writeStorageVolUploadArgs = (w, v) => {
  writeStorageVol(w, v.vol)
  w.u64(v.offset)
  w.u64(v.length)
  w.u32(v.flags)
}
const readStorageVolDownloadArgs = (r) => ({ vol: readStorageVol(r), offset: r.u64(), length: r.u64(), flags: r.u32() })
const writeStorageVolDownloadArgs = (w, v) => {
  writeStorageVol(w, v.vol)
  w.u64(v.offset)
  w.u64(v.length)
  w.u32(v.flags)
}
const readDomainGetStateArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainGetStateArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainGetStateRet = (r) => ({ state: r.i32(), reason: r.i32() })
const writeDomainGetStateRet = (w, v) => {
  w.i32(v.state)
  w.i32(v.reason)
}
const readDomainMigrateBegin3Args = (r) => ({ dom: readDomain(r), xmlin: r.optionalString(4194304), flags: r.u64(), dname: r.optionalString(4194304), resource: r.u64() })
const writeDomainMigrateBegin3Args = (w, v) => {
  writeDomain(w, v.dom)
  w.optionalString(v.xmlin, 4194304)
  w.u64(v.flags)
  w.optionalString(v.dname, 4194304)
  w.u64(v.resource)
}
const readDomainMigrateBegin3Ret = (r) => ({ cookieOut: r.opaque(4194304), xml: r.string(4194304) })
const writeDomainMigrateBegin3Ret = (w, v) => {
  w.opaque(v.cookieOut, 4194304)
  w.string(v.xml, 4194304)
}
const readDomainMigratePrepare3Args = (r) => ({ cookieIn: r.opaque(4194304), uriIn: r.optionalString(4194304), flags: r.u64(), dname: r.optionalString(4194304), resource: r.u64(), domXml: r.string(4194304) })
const writeDomainMigratePrepare3Args = (w, v) => {
  w.opaque(v.cookieIn, 4194304)
  w.optionalString(v.uriIn, 4194304)
  w.u64(v.flags)
  w.optionalString(v.dname, 4194304)
  w.u64(v.resource)
  w.string(v.domXml, 4194304)
}
const readDomainMigratePrepare3Ret = (r) => ({ cookieOut: r.opaque(4194304), uriOut: r.optionalString(4194304) })
const writeDomainMigratePrepare3Ret = (w, v) => {
  w.opaque(v.cookieOut, 4194304)
  w.optionalString(v.uriOut, 4194304)
}
const readDomainMigratePrepareTunnel3Args = (r) => ({ cookieIn: r.opaque(4194304), flags: r.u64(), dname: r.optionalString(4194304), resource: r.u64(), domXml: r.string(4194304) })
const writeDomainMigratePrepareTunnel3Args = (w, v) => {
  w.opaque(v.cookieIn, 4194304)
  w.u64(v.flags)
  w.optionalString(v.dname, 4194304)
  w.u64(v.resource)
  w.string(v.domXml, 4194304)
}
const readDomainMigratePrepareTunnel3Ret = (r) => ({ cookieOut: r.opaque(4194304) })
const writeDomainMigratePrepareTunnel3Ret = (w, v) => {
  w.opaque(v.cookieOut, 4194304)
}
const readDomainMigratePerform3Args = (r) => ({ dom: readDomain(r), xmlin: r.optionalString(4194304), cookieIn: r.opaque(4194304), dconnuri: r.optionalString(4194304), uri: r.optionalString(4194304), flags: r.u64(), dname: r.optionalString(4194304), resource: r.u64() })
const writeDomainMigratePerform3Args = (w, v) => {
  writeDomain(w, v.dom)
  w.optionalString(v.xmlin, 4194304)
  w.opaque(v.cookieIn, 4194304)
  w.optionalString(v.dconnuri, 4194304)
  w.optionalString(v.uri, 4194304)
  w.u64(v.flags)
  w.optionalString(v.dname, 4194304)
  w.u64(v.resource)
}
const readDomainMigratePerform3Ret = (r) => ({ cookieOut: r.opaque(4194304) })
const writeDomainMigratePerform3Ret = (w, v) => {
  w.opaque(v.cookieOut, 4194304)
}
const readDomainMigrateFinish3Args = (r) => ({ dname: r.string(4194304), cookieIn: r.opaque(4194304), dconnuri: r.optionalString(4194304), uri: r.optionalString(4194304), flags: r.u64(), cancelled: r.i32() })
const writeDomainMigrateFinish3Args = (w, v) => {
  w.string(v.dname, 4194304)
  w.opaque(v.cookieIn, 4194304)
  w.optionalString(v.dconnuri, 4194304)
  w.optionalString(v.uri, 4194304)
  w.u64(v.flags)
  w.i32(v.cancelled)
}
const readDomainMigrateFinish3Ret = (r) => ({ dom: readDomain(r), cookieOut: r.opaque(4194304) })
const writeDomainMigrateFinish3Ret = (w, v) => {
  writeDomain(w, v.dom)
  w.opaque(v.cookieOut, 4194304)
}
const readDomainMigrateConfirm3Args = (r) => ({ dom: readDomain(r), cookieIn: r.opaque(4194304), flags: r.u64(), cancelled: r.i32() })
const writeDomainMigrateConfirm3Args = (w, v) => {
  writeDomain(w, v.dom)
  w.opaque(v.cookieIn, 4194304)
  w.u64(v.flags)
  w.i32(v.cancelled)
}
const readDomainEventControlErrorMsg = (r) => ({ dom: readDomain(r) })
const writeDomainEventControlErrorMsg = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainEventCallbackControlErrorMsg = (r) => ({ callbackId: r.i32(), msg: readDomainEventControlErrorMsg(r) })
const writeDomainEventCallbackControlErrorMsg = (w, v) => {
  w.i32(v.callbackId)
  writeDomainEventControlErrorMsg(w, v.msg)
}
const readDomainGetControlInfoArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainGetControlInfoArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainGetControlInfoRet = (r) => ({ state: r.u32(), details: r.u32(), stateTime: r.u64() })
const writeDomainGetControlInfoRet = (w, v) => {
  w.u32(v.state)
  w.u32(v.details)
  w.u64(v.stateTime)
}
const readDomainOpenGraphicsArgs = (r) => ({ dom: readDomain(r), idx: r.u32(), flags: r.u32() })
const writeDomainOpenGraphicsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.idx)
  w.u32(v.flags)
}
const readDomainOpenGraphicsFdArgs = (r) => ({ dom: readDomain(r), idx: r.u32(), flags: r.u32() })
const writeDomainOpenGraphicsFdArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.idx)
  w.u32(v.flags)
}
const readNodeSuspendForDurationArgs = (r) => ({ target: r.u32(), duration: r.u64(), flags: r.u32() })
const writeNodeSuspendForDurationArgs = (w, v) => {
  w.u32(v.target)
  w.u64(v.duration)
  w.u32(v.flags)
}
const readDomainShutdownFlagsArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainShutdownFlagsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainGetDiskErrorsArgs = (r) => ({ dom: readDomain(r), maxerrors: r.u32(), flags: r.u32() })
const writeDomainGetDiskErrorsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.maxerrors)
  w.u32(v.flags)
}
const readDomainGetDiskErrorsRet = (r) => ({ errors: r.array(readDomainDiskError, 256), nerrors: r.i32() })
const writeDomainGetDiskErrorsRet = (w, v) => {
  w.array(v.errors, writeDomainDiskError, 256)
  w.i32(v.nerrors)
}
const readConnectListAllDomainsArgs = (r) => ({ needResults: r.i32(), flags: r.u32() })
const writeConnectListAllDomainsArgs = (w, v) => {
  w.i32(v.needResults)
  w.u32(v.flags)
}
const readConnectListAllDomainsRet = (r) => ({ domains: r.array(readDomain, 16384), ret: r.u32() })
const writeConnectListAllDomainsRet = (w, v) => {
  w.array(v.domains, writeDomain, 16384)
  w.u32(v.ret)
}
const readConnectListAllStoragePoolsArgs = (r) => ({ needResults: r.i32(), flags: r.u32() })
const writeConnectListAllStoragePoolsArgs = (w, v) => {
  w.i32(v.needResults)
  w.u32(v.flags)
}
const readConnectListAllStoragePoolsRet = (r) => ({ pools: r.array(readStoragePool, 16384), ret: r.u32() })
const writeConnectListAllStoragePoolsRet = (w, v) => {
  w.array(v.pools, writeStoragePool, 16384)
  w.u32(v.ret)
}
const readStoragePoolListAllVolumesArgs = (r) => ({ pool: readStoragePool(r), needResults: r.i32(), flags: r.u32() })
const writeStoragePoolListAllVolumesArgs = (w, v) => {
  writeStoragePool(w, v.pool)
  w.i32(v.needResults)
  w.u32(v.flags)
}
const readStoragePoolListAllVolumesRet = (r) => ({ vols: r.array(readStorageVol, 16384), ret: r.u32() })
const writeStoragePoolListAllVolumesRet = (w, v) => {
  w.array(v.vols, writeStorageVol, 16384)
  w.u32(v.ret)
}
const readConnectListAllNetworksArgs = (r) => ({ needResults: r.i32(), flags: r.u32() })
const writeConnectListAllNetworksArgs = (w, v) => {
  w.i32(v.needResults)
  w.u32(v.flags)
}
const readConnectListAllNetworksRet = (r) => ({ nets: r.array(readNetwork, 16384), ret: r.u32() })
const writeConnectListAllNetworksRet = (w, v) => {
  w.array(v.nets, writeNetwork, 16384)
  w.u32(v.ret)
}
const readConnectListAllInterfacesArgs = (r) => ({ needResults: r.i32(), flags: r.u32() })
const writeConnectListAllInterfacesArgs = (w, v) => {
  w.i32(v.needResults)
  w.u32(v.flags)
}
const readConnectListAllInterfacesRet = (r) => ({ ifaces: r.array(readInterface, 16384), ret: r.u32() })
const writeConnectListAllInterfacesRet = (w, v) => {
  w.array(v.ifaces, writeInterface, 16384)
  w.u32(v.ret)
}
const readConnectListAllNodeDevicesArgs = (r) => ({ needResults: r.i32(), flags: r.u32() })
const writeConnectListAllNodeDevicesArgs = (w, v) => {
  w.i32(v.needResults)
  w.u32(v.flags)
}
const readConnectListAllNodeDevicesRet = (r) => ({ devices: r.array(readNodeDevice, 65536), ret: r.u32() })
const writeConnectListAllNodeDevicesRet = (w, v) => {
  w.array(v.devices, writeNodeDevice, 65536)
  w.u32(v.ret)
}
const readConnectListAllNwfiltersArgs = (r) => ({ needResults: r.i32(), flags: r.u32() })
const writeConnectListAllNwfiltersArgs = (w, v) => {
  w.i32(v.needResults)
  w.u32(v.flags)
}
const readConnectListAllNwfiltersRet = (r) => ({ filters: r.array(readNwfilter, 16384), ret: r.u32() })
const writeConnectListAllNwfiltersRet = (w, v) => {
  w.array(v.filters, writeNwfilter, 16384)
  w.u32(v.ret)
}
const readConnectListAllSecretsArgs = (r) => ({ needResults: r.i32(), flags: r.u32() })
const writeConnectListAllSecretsArgs = (w, v) => {
  w.i32(v.needResults)
  w.u32(v.flags)
}
const readConnectListAllSecretsRet = (r) => ({ secrets: r.array(readSecret, 16384), ret: r.u32() })
const writeConnectListAllSecretsRet = (w, v) => {
  w.array(v.secrets, writeSecret, 16384)
  w.u32(v.ret)
}
const readNodeSetMemoryParametersArgs = (r) => ({ params: r.array(readTypedParam, 64), flags: r.u32() })
const writeNodeSetMemoryParametersArgs = (w, v) => {
  w.array(v.params, writeTypedParam, 64)
  w.u32(v.flags)
}
const readNodeGetMemoryParametersArgs = (r) => ({ nparams: r.i32(), flags: r.u32() })
const writeNodeGetMemoryParametersArgs = (w, v) => {
  w.i32(v.nparams)
  w.u32(v.flags)
}
const readNodeGetMemoryParametersRet = (r) => ({ params: r.array(readTypedParam, 64), nparams: r.i32() })
const writeNodeGetMemoryParametersRet = (w, v) => {
  w.array(v.params, writeTypedParam, 64)
  w.i32(v.nparams)
}
const readNodeGetCpuMapArgs = (r) => ({ needMap: r.i32(), needOnline: r.i32(), flags: r.u32() })
const writeNodeGetCpuMapArgs = (w, v) => {
  w.i32(v.needMap)
  w.i32(v.needOnline)
  w.u32(v.flags)
}
const readNodeGetCpuMapRet = (r) => ({ cpumap: r.opaque(2048), online: r.u32(), ret: r.i32() })
const writeNodeGetCpuMapRet = (w, v) => {
  w.opaque(v.cpumap, 2048)
  w.u32(v.online)
  w.i32(v.ret)
}
const readDomainFstrimArgs = (r) => ({ dom: readDomain(r), mountPoint: r.optionalString(4194304), minimum: r.u64(), flags: r.u32() })
const writeDomainFstrimArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.optionalString(v.mountPoint, 4194304)
  w.u64(v.minimum)
  w.u32(v.flags)
}
const readDomainGetTimeArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainGetTimeArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainGetTimeRet = (r) => ({ seconds: r.i64(), nseconds: r.u32() })
const writeDomainGetTimeRet = (w, v) => {
  w.i64(v.seconds)
  w.u32(v.nseconds)
}
const readDomainSetTimeArgs = (r) => ({ dom: readDomain(r), seconds: r.i64(), nseconds: r.u32(), flags: r.u32() })
const writeDomainSetTimeArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.i64(v.seconds)
  w.u32(v.nseconds)
  w.u32(v.flags)
}
const readDomainMigrateBegin3ParamsArgs = (r) => ({ dom: readDomain(r), params: r.array(readTypedParam, 64), flags: r.u32() })
const writeDomainMigrateBegin3ParamsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.array(v.params, writeTypedParam, 64)
  w.u32(v.flags)
}
const readDomainMigrateBegin3ParamsRet = (r) => ({ cookieOut: r.opaque(4194304), xml: r.string(4194304) })
const writeDomainMigrateBegin3ParamsRet = (w, v) => {
  w.opaque(v.cookieOut, 4194304)
  w.string(v.xml, 4194304)
}
const readDomainMigratePrepare3ParamsArgs = (r) => ({ params: r.array(readTypedParam, 64), cookieIn: r.opaque(4194304), flags: r.u32() })
const writeDomainMigratePrepare3ParamsArgs = (w, v) => {
  w.array(v.params, writeTypedParam, 64)
  w.opaque(v.cookieIn, 4194304)
  w.u32(v.flags)
}
const readDomainMigratePrepare3ParamsRet = (r) => ({ cookieOut: r.opaque(4194304), uriOut: r.optionalString(4194304) })
const writeDomainMigratePrepare3ParamsRet = (w, v) => {
  w.opaque(v.cookieOut, 4194304)
  w.optionalString(v.uriOut, 4194304)
}
const readDomainMigratePrepareTunnel3ParamsArgs = (r) => ({ params: r.array(readTypedParam, 64), cookieIn: r.opaque(4194304), flags: r.u32() })
const writeDomainMigratePrepareTunnel3ParamsArgs = (w, v) => {
  w.array(v.params, writeTypedParam, 64)
  w.opaque(v.cookieIn, 4194304)
  w.u32(v.flags)
}
const readDomainMigratePrepareTunnel3ParamsRet = (r) => ({ cookieOut: r.opaque(4194304) })
const writeDomainMigratePrepareTunnel3ParamsRet = (w, v) => {
  w.opaque(v.cookieOut, 4194304)
}
const readDomainMigratePerform3ParamsArgs = (r) => ({ dom: readDomain(r), dconnuri: r.optionalString(4194304), params: r.array(readTypedParam, 64), cookieIn: r.opaque(4194304), flags: r.u32() })
const writeDomainMigratePerform3ParamsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.optionalString(v.dconnuri, 4194304)
  w.array(v.params, writeTypedParam, 64)
  w.opaque(v.cookieIn, 4194304)
  w.u32(v.flags)
}
const readDomainMigratePerform3ParamsRet = (r) => ({ cookieOut: r.opaque(4194304) })
const writeDomainMigratePerform3ParamsRet = (w, v) => {
  w.opaque(v.cookieOut, 4194304)
}
const readDomainMigrateFinish3ParamsArgs = (r) => ({ params: r.array(readTypedParam, 64), cookieIn: r.opaque(4194304), flags: r.u32(), cancelled: r.i32() })
const writeDomainMigrateFinish3ParamsArgs = (w, v) => {
  w.array(v.params, writeTypedParam, 64)
  w.opaque(v.cookieIn, 4194304)
  w.u32(v.flags)
  w.i32(v.cancelled)
}
const readDomainMigrateFinish3ParamsRet = (r) => ({ dom: readDomain(r), cookieOut: r.opaque(4194304) })
const writeDomainMigrateFinish3ParamsRet = (w, v) => {
  writeDomain(w, v.dom)
  w.opaque(v.cookieOut, 4194304)
}
const readDomainMigrateConfirm3ParamsArgs = (r) => ({ dom: readDomain(r), params: r.array(readTypedParam, 64), cookieIn: r.opaque(4194304), flags: r.u32(), cancelled: r.i32() })
const writeDomainMigrateConfirm3ParamsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.array(v.params, writeTypedParam, 64)
  w.opaque(v.cookieIn, 4194304)
  w.u32(v.flags)
  w.i32(v.cancelled)
}
const readDomainEventDeviceRemovedMsg = (r) => ({ dom: readDomain(r), devAlias: r.string(4194304) })
const writeDomainEventDeviceRemovedMsg = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.devAlias, 4194304)
}
const readDomainEventCallbackDeviceRemovedMsg = (r) => ({ callbackId: r.i32(), msg: readDomainEventDeviceRemovedMsg(r) })
const writeDomainEventCallbackDeviceRemovedMsg = (w, v) => {
  w.i32(v.callbackId)
  writeDomainEventDeviceRemovedMsg(w, v.msg)
}
const readDomainEventBlockJob2Msg = (r) => ({ callbackId: r.i32(), dom: readDomain(r), dst: r.string(4194304), type: r.i32(), status: r.i32() })
const writeDomainEventBlockJob2Msg = (w, v) => {
  w.i32(v.callbackId)
  writeDomain(w, v.dom)
  w.string(v.dst, 4194304)
  w.i32(v.type)
  w.i32(v.status)
}
const readDomainEventBlockThresholdMsg = (r) => ({ callbackId: r.i32(), dom: readDomain(r), dev: r.string(4194304), path: r.optionalString(4194304), threshold: r.u64(), excess: r.u64() })
const writeDomainEventBlockThresholdMsg = (w, v) => {
  w.i32(v.callbackId)
  writeDomain(w, v.dom)
  w.string(v.dev, 4194304)
  w.optionalString(v.path, 4194304)
  w.u64(v.threshold)
  w.u64(v.excess)
}
const readDomainEventCallbackTunableMsg = (r) => ({ callbackId: r.i32(), dom: readDomain(r), params: r.array(readTypedParam, 2048) })
const writeDomainEventCallbackTunableMsg = (w, v) => {
  w.i32(v.callbackId)
  writeDomain(w, v.dom)
  w.array(v.params, writeTypedParam, 2048)
}
const readDomainEventCallbackDeviceAddedMsg = (r) => ({ callbackId: r.i32(), dom: readDomain(r), devAlias: r.string(4194304) })
const writeDomainEventCallbackDeviceAddedMsg = (w, v) => {
  w.i32(v.callbackId)
  writeDomain(w, v.dom)
  w.string(v.devAlias, 4194304)
}
const readConnectEventConnectionClosedMsg = (r) => ({ reason: r.i32() })
const writeConnectEventConnectionClosedMsg = (w, v) => {
  w.i32(v.reason)
}
const readConnectGetCpuModelNamesArgs = (r) => ({ arch: r.string(4194304), needResults: r.i32(), flags: r.u32() })
const writeConnectGetCpuModelNamesArgs = (w, v) => {
  w.string(v.arch, 4194304)
  w.i32(v.needResults)
  w.u32(v.flags)
}
const readConnectGetCpuModelNamesRet = (r) => ({ models: r.array((r) => r.string(4194304), 8192), ret: r.i32() })
const writeConnectGetCpuModelNamesRet = (w, v) => {
  w.array(v.models, (w, v) => w.string(v, 4194304), 8192)
  w.i32(v.ret)
}
const readConnectNetworkEventRegisterAnyArgs = (r) => ({ eventId: r.i32(), net: r.optional(readNetwork) })
const writeConnectNetworkEventRegisterAnyArgs = (w, v) => {
  w.i32(v.eventId)
  w.optional(v.net, writeNetwork)
}
const readConnectNetworkEventRegisterAnyRet = (r) => ({ callbackId: r.i32() })
const writeConnectNetworkEventRegisterAnyRet = (w, v) => {
  w.i32(v.callbackId)
}
const readConnectNetworkEventDeregisterAnyArgs = (r) => ({ callbackId: r.i32() })
const writeConnectNetworkEventDeregisterAnyArgs = (w, v) => {
  w.i32(v.callbackId)
}
const readNetworkEventLifecycleMsg = (r) => ({ callbackId: r.i32(), net: readNetwork(r), event: r.i32(), detail: r.i32() })
const writeNetworkEventLifecycleMsg = (w, v) => {
  w.i32(v.callbackId)
  writeNetwork(w, v.net)
  w.i32(v.event)
  w.i32(v.detail)
}
const readNetworkEventCallbackMetadataChangeMsg = (r) => ({ callbackId: r.i32(), net: readNetwork(r), type: r.i32(), nsuri: r.optionalString(4194304) })
const writeNetworkEventCallbackMetadataChangeMsg = (w, v) => {
  w.i32(v.callbackId)
  writeNetwork(w, v.net)
  w.i32(v.type)
  w.optionalString(v.nsuri, 4194304)
}
const readNetworkSetMetadataArgs = (r) => ({ network: readNetwork(r), type: r.i32(), metadata: r.optionalString(4194304), key: r.optionalString(4194304), uri: r.optionalString(4194304), flags: r.u32() })
const writeNetworkSetMetadataArgs = (w, v) => {
  writeNetwork(w, v.network)
  w.i32(v.type)
  w.optionalString(v.metadata, 4194304)
  w.optionalString(v.key, 4194304)
  w.optionalString(v.uri, 4194304)
  w.u32(v.flags)
}
const readNetworkGetMetadataArgs = (r) => ({ network: readNetwork(r), type: r.i32(), uri: r.optionalString(4194304), flags: r.u32() })
const writeNetworkGetMetadataArgs = (w, v) => {
  writeNetwork(w, v.network)
  w.i32(v.type)
  w.optionalString(v.uri, 4194304)
  w.u32(v.flags)
}
const readNetworkGetMetadataRet = (r) => ({ metadata: r.string(4194304) })
const writeNetworkGetMetadataRet = (w, v) => {
  w.string(v.metadata, 4194304)
}
const readConnectStoragePoolEventRegisterAnyArgs = (r) => ({ eventId: r.i32(), pool: r.optional(readStoragePool) })
const writeConnectStoragePoolEventRegisterAnyArgs = (w, v) => {
  w.i32(v.eventId)
  w.optional(v.pool, writeStoragePool)
}
const readConnectStoragePoolEventRegisterAnyRet = (r) => ({ callbackId: r.i32() })
const writeConnectStoragePoolEventRegisterAnyRet = (w, v) => {
  w.i32(v.callbackId)
}
const readConnectStoragePoolEventDeregisterAnyArgs = (r) => ({ callbackId: r.i32() })
const writeConnectStoragePoolEventDeregisterAnyArgs = (w, v) => {
  w.i32(v.callbackId)
}
const readStoragePoolEventLifecycleMsg = (r) => ({ callbackId: r.i32(), pool: readStoragePool(r), event: r.i32(), detail: r.i32() })
const writeStoragePoolEventLifecycleMsg = (w, v) => {
  w.i32(v.callbackId)
  writeStoragePool(w, v.pool)
  w.i32(v.event)
  w.i32(v.detail)
}
const readStoragePoolEventRefreshMsg = (r) => ({ callbackId: r.i32(), pool: readStoragePool(r) })
const writeStoragePoolEventRefreshMsg = (w, v) => {
  w.i32(v.callbackId)
  writeStoragePool(w, v.pool)
}
const readConnectNodeDeviceEventRegisterAnyArgs = (r) => ({ eventId: r.i32(), dev: r.optional(readNodeDevice) })
const writeConnectNodeDeviceEventRegisterAnyArgs = (w, v) => {
  w.i32(v.eventId)
  w.optional(v.dev, writeNodeDevice)
}
const readConnectNodeDeviceEventRegisterAnyRet = (r) => ({ callbackId: r.i32() })
const writeConnectNodeDeviceEventRegisterAnyRet = (w, v) => {
  w.i32(v.callbackId)
}
const readConnectNodeDeviceEventDeregisterAnyArgs = (r) => ({ callbackId: r.i32() })
const writeConnectNodeDeviceEventDeregisterAnyArgs = (w, v) => {
  w.i32(v.callbackId)
}
const readNodeDeviceEventLifecycleMsg = (r) => ({ callbackId: r.i32(), dev: readNodeDevice(r), event: r.i32(), detail: r.i32() })
const writeNodeDeviceEventLifecycleMsg = (w, v) => {
  w.i32(v.callbackId)
  writeNodeDevice(w, v.dev)
  w.i32(v.event)
  w.i32(v.detail)
}
const readNodeDeviceEventUpdateMsg = (r) => ({ callbackId: r.i32(), dev: readNodeDevice(r) })
const writeNodeDeviceEventUpdateMsg = (w, v) => {
  w.i32(v.callbackId)
  writeNodeDevice(w, v.dev)
}
const readDomainFsfreezeArgs = (r) => ({ dom: readDomain(r), mountpoints: r.array((r) => r.string(4194304), 256), flags: r.u32() })
const writeDomainFsfreezeArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.array(v.mountpoints, (w, v) => w.string(v, 4194304), 256)
  w.u32(v.flags)
}
const readDomainFsfreezeRet = (r) => ({ filesystems: r.i32() })
const writeDomainFsfreezeRet = (w, v) => {
  w.i32(v.filesystems)
}
const readDomainFsthawArgs = (r) => ({ dom: readDomain(r), mountpoints: r.array((r) => r.string(4194304), 256), flags: r.u32() })
const writeDomainFsthawArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.array(v.mountpoints, (w, v) => w.string(v, 4194304), 256)
  w.u32(v.flags)
}
const readDomainFsthawRet = (r) => ({ filesystems: r.i32() })
const writeDomainFsthawRet = (w, v) => {
  w.i32(v.filesystems)
}
const readNodeGetFreePagesArgs = (r) => ({ pages: r.array((r) => r.u32(), 1024), startCell: r.i32(), cellCount: r.u32(), flags: r.u32() })
const writeNodeGetFreePagesArgs = (w, v) => {
  w.array(v.pages, (w, v) => w.u32(v), 1024)
  w.i32(v.startCell)
  w.u32(v.cellCount)
  w.u32(v.flags)
}
const readNodeGetFreePagesRet = (r) => ({ counts: r.array((r) => r.u64(), 1024) })
const writeNodeGetFreePagesRet = (w, v) => {
  w.array(v.counts, (w, v) => w.u64(v), 1024)
}
const readNodeAllocPagesArgs = (r) => ({ pageSizes: r.array((r) => r.u32(), 1024), pageCounts: r.array((r) => r.u64(), 1024), startCell: r.i32(), cellCount: r.u32(), flags: r.u32() })
const writeNodeAllocPagesArgs = (w, v) => {
  w.array(v.pageSizes, (w, v) => w.u32(v), 1024)
  w.array(v.pageCounts, (w, v) => w.u64(v), 1024)
  w.i32(v.startCell)
  w.u32(v.cellCount)
  w.u32(v.flags)
}
const readNodeAllocPagesRet = (r) => ({ ret: r.i32() })
const writeNodeAllocPagesRet = (w, v) => {
  w.i32(v.ret)
}
const readNetworkDhcpLease = (r) => ({ iface: r.string(4194304), expiryTime: r.i64(), type: r.i32(), mac: r.optionalString(4194304), iaid: r.optionalString(4194304), ipAddr: r.string(4194304), prefix: r.u32(), hostname: r.optionalString(4194304), clientId: r.optionalString(4194304) })
const writeNetworkDhcpLease = (w, v) => {
  w.string(v.iface, 4194304)
  w.i64(v.expiryTime)
  w.i32(v.type)
  w.optionalString(v.mac, 4194304)
  w.optionalString(v.iaid, 4194304)
  w.string(v.ipAddr, 4194304)
  w.u32(v.prefix)
  w.optionalString(v.hostname, 4194304)
  w.optionalString(v.clientId, 4194304)
}
const readNetworkGetDhcpLeasesArgs = (r) => ({ net: readNetwork(r), mac: r.optionalString(4194304), needResults: r.i32(), flags: r.u32() })
const writeNetworkGetDhcpLeasesArgs = (w, v) => {
  writeNetwork(w, v.net)
  w.optionalString(v.mac, 4194304)
  w.i32(v.needResults)
  w.u32(v.flags)
}
const readNetworkGetDhcpLeasesRet = (r) => ({ leases: r.array(readNetworkDhcpLease, 65536), ret: r.u32() })
const writeNetworkGetDhcpLeasesRet = (w, v) => {
  w.array(v.leases, writeNetworkDhcpLease, 65536)
  w.u32(v.ret)
}
const readDomainStatsRecord = (r) => ({ dom: readDomain(r), params: r.array(readTypedParam, 262144) })
const writeDomainStatsRecord = (w, v) => {
  writeDomain(w, v.dom)
  w.array(v.params, writeTypedParam, 262144)
}
const readConnectGetAllDomainStatsArgs = (r) => ({ doms: r.array(readDomain, 16384), stats: r.u32(), flags: r.u32() })
const writeConnectGetAllDomainStatsArgs = (w, v) => {
  w.array(v.doms, writeDomain, 16384)
  w.u32(v.stats)
  w.u32(v.flags)
}
const readDomainEventCallbackAgentLifecycleMsg = (r) => ({ callbackId: r.i32(), dom: readDomain(r), state: r.i32(), reason: r.i32() })
const writeDomainEventCallbackAgentLifecycleMsg = (w, v) => {
  w.i32(v.callbackId)
  writeDomain(w, v.dom)
  w.i32(v.state)
  w.i32(v.reason)
}
const readConnectGetAllDomainStatsRet = (r) => ({ retStats: r.array(readDomainStatsRecord, 16384) })
const writeConnectGetAllDomainStatsRet = (w, v) => {
  w.array(v.retStats, writeDomainStatsRecord, 16384)
}
const readDomainFsinfo = (r) => ({ mountpoint: r.string(4194304), name: r.string(4194304), fsType: r.string(4194304), devAliases: r.array((r) => r.string(4194304), 256) })
const writeDomainFsinfo = (w, v) => {
  w.string(v.mountpoint, 4194304)
  w.string(v.name, 4194304)
  w.string(v.fsType, 4194304)
  w.array(v.devAliases, (w, v) => w.string(v, 4194304), 256)
}
const readDomainGetFsinfoArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainGetFsinfoArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainGetFsinfoRet = (r) => ({ info: r.array(readDomainFsinfo, 256), ret: r.u32() })
const writeDomainGetFsinfoRet = (w, v) => {
  w.array(v.info, writeDomainFsinfo, 256)
  w.u32(v.ret)
}
const readDomainIpAddr = (r) => ({ type: r.i32(), addr: r.string(4194304), prefix: r.u32() })
const writeDomainIpAddr = (w, v) => {
  w.i32(v.type)
  w.string(v.addr, 4194304)
  w.u32(v.prefix)
}
const readDomainInterface = (r) => ({ name: r.string(4194304), hwaddr: r.optionalString(4194304), addrs: r.array(readDomainIpAddr, 2048) })
const writeDomainInterface = (w, v) => {
  w.string(v.name, 4194304)
  w.optionalString(v.hwaddr, 4194304)
  w.array(v.addrs, writeDomainIpAddr, 2048)
}
const readDomainInterfaceAddressesArgs = (r) => ({ dom: readDomain(r), source: r.u32(), flags: r.u32() })
const writeDomainInterfaceAddressesArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.source)
  w.u32(v.flags)
}
const readDomainInterfaceAddressesRet = (r) => ({ ifaces: r.array(readDomainInterface, 2048) })
const writeDomainInterfaceAddressesRet = (w, v) => {
  w.array(v.ifaces, writeDomainInterface, 2048)
}
const readDomainSetUserPasswordArgs = (r) => ({ dom: readDomain(r), user: r.optionalString(4194304), password: r.optionalString(4194304), flags: r.u32() })
const writeDomainSetUserPasswordArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.optionalString(v.user, 4194304)
  w.optionalString(v.password, 4194304)
  w.u32(v.flags)
}
const readDomainRenameArgs = (r) => ({ dom: readDomain(r), newName: r.optionalString(4194304), flags: r.u32() })
const writeDomainRenameArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.optionalString(v.newName, 4194304)
  w.u32(v.flags)
}
const readDomainRenameRet = (r) => ({ retcode: r.i32() })
const writeDomainRenameRet = (w, v) => {
  w.i32(v.retcode)
}
const readDomainEventCallbackMigrationIterationMsg = (r) => ({ callbackId: r.i32(), dom: readDomain(r), iteration: r.i32() })
const writeDomainEventCallbackMigrationIterationMsg = (w, v) => {
  w.i32(v.callbackId)
  writeDomain(w, v.dom)
  w.i32(v.iteration)
}
const readDomainEventCallbackJobCompletedMsg = (r) => ({ callbackId: r.i32(), dom: readDomain(r), params: r.array(readTypedParam, 64) })
const writeDomainEventCallbackJobCompletedMsg = (w, v) => {
  w.i32(v.callbackId)
  writeDomain(w, v.dom)
  w.array(v.params, writeTypedParam, 64)
}
const readDomainMigrateStartPostCopyArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainMigrateStartPostCopyArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainEventCallbackDeviceRemovalFailedMsg = (r) => ({ callbackId: r.i32(), dom: readDomain(r), devAlias: r.string(4194304) })
const writeDomainEventCallbackDeviceRemovalFailedMsg = (w, v) => {
  w.i32(v.callbackId)
  writeDomain(w, v.dom)
  w.string(v.devAlias, 4194304)
}
const readDomainGetGuestVcpusArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainGetGuestVcpusArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainGetGuestVcpusRet = (r) => ({ params: r.array(readTypedParam, 64) })
const writeDomainGetGuestVcpusRet = (w, v) => {
  w.array(v.params, writeTypedParam, 64)
}
const readDomainSetGuestVcpusArgs = (r) => ({ dom: readDomain(r), cpumap: r.string(4194304), state: r.i32(), flags: r.u32() })
const writeDomainSetGuestVcpusArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.cpumap, 4194304)
  w.i32(v.state)
  w.u32(v.flags)
}
const readDomainSetVcpuArgs = (r) => ({ dom: readDomain(r), cpumap: r.string(4194304), state: r.i32(), flags: r.u32() })
const writeDomainSetVcpuArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.cpumap, 4194304)
  w.i32(v.state)
  w.u32(v.flags)
}
const readDomainEventCallbackMetadataChangeMsg = (r) => ({ callbackId: r.i32(), dom: readDomain(r), type: r.i32(), nsuri: r.optionalString(4194304) })
const writeDomainEventCallbackMetadataChangeMsg = (w, v) => {
  w.i32(v.callbackId)
  writeDomain(w, v.dom)
  w.i32(v.type)
  w.optionalString(v.nsuri, 4194304)
}
const readDomainEventMemoryFailureMsg = (r) => ({ callbackId: r.i32(), dom: readDomain(r), recipient: r.i32(), action: r.i32(), flags: r.u32() })
const writeDomainEventMemoryFailureMsg = (w, v) => {
  w.i32(v.callbackId)
  writeDomain(w, v.dom)
  w.i32(v.recipient)
  w.i32(v.action)
  w.u32(v.flags)
}
const readConnectSecretEventRegisterAnyArgs = (r) => ({ eventId: r.i32(), secret: r.optional(readSecret) })
const writeConnectSecretEventRegisterAnyArgs = (w, v) => {
  w.i32(v.eventId)
  w.optional(v.secret, writeSecret)
}
const readConnectSecretEventRegisterAnyRet = (r) => ({ callbackId: r.i32() })
const writeConnectSecretEventRegisterAnyRet = (w, v) => {
  w.i32(v.callbackId)
}
const readConnectSecretEventDeregisterAnyArgs = (r) => ({ callbackId: r.i32() })
const writeConnectSecretEventDeregisterAnyArgs = (w, v) => {
  w.i32(v.callbackId)
}
const readSecretEventLifecycleMsg = (r) => ({ callbackId: r.i32(), secret: readSecret(r), event: r.i32(), detail: r.i32() })
const writeSecretEventLifecycleMsg = (w, v) => {
  w.i32(v.callbackId)
  writeSecret(w, v.secret)
  w.i32(v.event)
  w.i32(v.detail)
}
const readSecretEventValueChangedMsg = (r) => ({ callbackId: r.i32(), secret: readSecret(r) })
const writeSecretEventValueChangedMsg = (w, v) => {
  w.i32(v.callbackId)
  writeSecret(w, v.secret)
}
const readDomainSetBlockThresholdArgs = (r) => ({ dom: readDomain(r), dev: r.string(4194304), threshold: r.u64(), flags: r.u32() })
const writeDomainSetBlockThresholdArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.dev, 4194304)
  w.u64(v.threshold)
  w.u32(v.flags)
}
const readDomainSetLifecycleActionArgs = (r) => ({ dom: readDomain(r), type: r.u32(), action: r.u32(), flags: r.u32() })
const writeDomainSetLifecycleActionArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.type)
  w.u32(v.action)
  w.u32(v.flags)
}
const readConnectCompareHypervisorCpuArgs = (r) => ({ emulator: r.optionalString(4194304), arch: r.optionalString(4194304), machine: r.optionalString(4194304), virttype: r.optionalString(4194304), xmlCpu: r.string(4194304), flags: r.u32() })
const writeConnectCompareHypervisorCpuArgs = (w, v) => {
  w.optionalString(v.emulator, 4194304)
  w.optionalString(v.arch, 4194304)
  w.optionalString(v.machine, 4194304)
  w.optionalString(v.virttype, 4194304)
  w.string(v.xmlCpu, 4194304)
  w.u32(v.flags)
}
const readConnectCompareHypervisorCpuRet = (r) => ({ result: r.i32() })
const writeConnectCompareHypervisorCpuRet = (w, v) => {
  w.i32(v.result)
}
const readConnectBaselineHypervisorCpuArgs = (r) => ({ emulator: r.optionalString(4194304), arch: r.optionalString(4194304), machine: r.optionalString(4194304), virttype: r.optionalString(4194304), xmlCpus: r.array((r) => r.string(4194304), 256), flags: r.u32() })
const writeConnectBaselineHypervisorCpuArgs = (w, v) => {
  w.optionalString(v.emulator, 4194304)
  w.optionalString(v.arch, 4194304)
  w.optionalString(v.machine, 4194304)
  w.optionalString(v.virttype, 4194304)
  w.array(v.xmlCpus, (w, v) => w.string(v, 4194304), 256)
  w.u32(v.flags)
}
const readConnectBaselineHypervisorCpuRet = (r) => ({ cpu: r.string(4194304) })
const writeConnectBaselineHypervisorCpuRet = (w, v) => {
  w.string(v.cpu, 4194304)
}
const readNodeGetSevInfoArgs = (r) => ({ nparams: r.i32(), flags: r.u32() })
const writeNodeGetSevInfoArgs = (w, v) => {
  w.i32(v.nparams)
  w.u32(v.flags)
}
const readNodeGetSevInfoRet = (r) => ({ params: r.array(readTypedParam, 64), nparams: r.i32() })
const writeNodeGetSevInfoRet = (w, v) => {
  w.array(v.params, writeTypedParam, 64)
  w.i32(v.nparams)
}
const readDomainGetLaunchSecurityInfoArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainGetLaunchSecurityInfoArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainGetLaunchSecurityInfoRet = (r) => ({ params: r.array(readTypedParam, 64) })
const writeDomainGetLaunchSecurityInfoRet = (w, v) => {
  w.array(v.params, writeTypedParam, 64)
}
const readDomainSetLaunchSecurityStateArgs = (r) => ({ dom: readDomain(r), params: r.array(readTypedParam, 64), flags: r.u32() })
const writeDomainSetLaunchSecurityStateArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.array(v.params, writeTypedParam, 64)
  w.u32(v.flags)
}
const readNwfilterBindingLookupByPortDevArgs = (r) => ({ name: r.string(4194304) })
const writeNwfilterBindingLookupByPortDevArgs = (w, v) => {
  w.string(v.name, 4194304)
}
const readNwfilterBindingLookupByPortDevRet = (r) => ({ nwfilter: readNwfilterBinding(r) })
const writeNwfilterBindingLookupByPortDevRet = (w, v) => {
  writeNwfilterBinding(w, v.nwfilter)
}
const readNwfilterBindingCreateXmlArgs = (r) => ({ xml: r.string(4194304), flags: r.u32() })
const writeNwfilterBindingCreateXmlArgs = (w, v) => {
  w.string(v.xml, 4194304)
  w.u32(v.flags)
}
const readNwfilterBindingCreateXmlRet = (r) => ({ nwfilter: readNwfilterBinding(r) })
const writeNwfilterBindingCreateXmlRet = (w, v) => {
  writeNwfilterBinding(w, v.nwfilter)
}
const readNwfilterBindingDeleteArgs = (r) => ({ nwfilter: readNwfilterBinding(r) })
const writeNwfilterBindingDeleteArgs = (w, v) => {
  writeNwfilterBinding(w, v.nwfilter)
}
const readNwfilterBindingGetXmlDescArgs = (r) => ({ nwfilter: readNwfilterBinding(r), flags: r.u32() })
const writeNwfilterBindingGetXmlDescArgs = (w, v) => {
  writeNwfilterBinding(w, v.nwfilter)
  w.u32(v.flags)
}
const readNwfilterBindingGetXmlDescRet = (r) => ({ xml: r.string(4194304) })
const writeNwfilterBindingGetXmlDescRet = (w, v) => {
  w.string(v.xml, 4194304)
}
const readConnectListAllNwfilterBindingsArgs = (r) => ({ needResults: r.i32(), flags: r.u32() })
const writeConnectListAllNwfilterBindingsArgs = (w, v) => {
  w.i32(v.needResults)
  w.u32(v.flags)
}
const readConnectListAllNwfilterBindingsRet = (r) => ({ bindings: r.array(readNwfilterBinding, 16384), ret: r.u32() })
const writeConnectListAllNwfilterBindingsRet = (w, v) => {
  w.array(v.bindings, writeNwfilterBinding, 16384)
  w.u32(v.ret)
}
const readConnectGetStoragePoolCapabilitiesArgs = (r) => ({ flags: r.u32() })
const writeConnectGetStoragePoolCapabilitiesArgs = (w, v) => {
  w.u32(v.flags)
}
const readConnectGetStoragePoolCapabilitiesRet = (r) => ({ capabilities: r.string(4194304) })
const writeConnectGetStoragePoolCapabilitiesRet = (w, v) => {
  w.string(v.capabilities, 4194304)
}
const readNetworkListAllPortsArgs = (r) => ({ network: readNetwork(r), needResults: r.i32(), flags: r.u32() })
const writeNetworkListAllPortsArgs = (w, v) => {
  writeNetwork(w, v.network)
  w.i32(v.needResults)
  w.u32(v.flags)
}
const readNetworkListAllPortsRet = (r) => ({ ports: r.array(readNetworkPort, 16384), ret: r.u32() })
const writeNetworkListAllPortsRet = (w, v) => {
  w.array(v.ports, writeNetworkPort, 16384)
  w.u32(v.ret)
}
const readNetworkPortLookupByUuidArgs = (r) => ({ network: readNetwork(r), uuid: r.uuid() })
const writeNetworkPortLookupByUuidArgs = (w, v) => {
  writeNetwork(w, v.network)
  w.uuid(v.uuid)
}
const readNetworkPortLookupByUuidRet = (r) => ({ port: readNetworkPort(r) })
const writeNetworkPortLookupByUuidRet = (w, v) => {
  writeNetworkPort(w, v.port)
}
const readNetworkPortCreateXmlArgs = (r) => ({ network: readNetwork(r), xml: r.string(4194304), flags: r.u32() })
const writeNetworkPortCreateXmlArgs = (w, v) => {
  writeNetwork(w, v.network)
  w.string(v.xml, 4194304)
  w.u32(v.flags)
}
const readNetworkPortCreateXmlRet = (r) => ({ port: readNetworkPort(r) })
const writeNetworkPortCreateXmlRet = (w, v) => {
  writeNetworkPort(w, v.port)
}
const readNetworkPortSetParametersArgs = (r) => ({ port: readNetworkPort(r), params: r.array(readTypedParam, 16), flags: r.u32() })
const writeNetworkPortSetParametersArgs = (w, v) => {
  writeNetworkPort(w, v.port)
  w.array(v.params, writeTypedParam, 16)
  w.u32(v.flags)
}
const readNetworkPortGetParametersArgs = (r) => ({ port: readNetworkPort(r), nparams: r.i32(), flags: r.u32() })
const writeNetworkPortGetParametersArgs = (w, v) => {
  writeNetworkPort(w, v.port)
  w.i32(v.nparams)
  w.u32(v.flags)
}
const readNetworkPortGetParametersRet = (r) => ({ params: r.array(readTypedParam, 16), nparams: r.i32() })
const writeNetworkPortGetParametersRet = (w, v) => {
  w.array(v.params, writeTypedParam, 16)
  w.i32(v.nparams)
}
const readNetworkPortGetXmlDescArgs = (r) => ({ port: readNetworkPort(r), flags: r.u32() })
const writeNetworkPortGetXmlDescArgs = (w, v) => {
  writeNetworkPort(w, v.port)
  w.u32(v.flags)
}
const readNetworkPortGetXmlDescRet = (r) => ({ xml: r.string(4194304) })
const writeNetworkPortGetXmlDescRet = (w, v) => {
  w.string(v.xml, 4194304)
}
const readNetworkPortDeleteArgs = (r) => ({ port: readNetworkPort(r), flags: r.u32() })
const writeNetworkPortDeleteArgs = (w, v) => {
  writeNetworkPort(w, v.port)
  w.u32(v.flags)
}
const readDomainCheckpointCreateXmlArgs = (r) => ({ dom: readDomain(r), xmlDesc: r.string(4194304), flags: r.u32() })
const writeDomainCheckpointCreateXmlArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.xmlDesc, 4194304)
  w.u32(v.flags)
}
const readDomainCheckpointCreateXmlRet = (r) => ({ checkpoint: readDomainCheckpoint(r) })
const writeDomainCheckpointCreateXmlRet = (w, v) => {
  writeDomainCheckpoint(w, v.checkpoint)
}
const readDomainCheckpointGetXmlDescArgs = (r) => ({ checkpoint: readDomainCheckpoint(r), flags: r.u32() })
const writeDomainCheckpointGetXmlDescArgs = (w, v) => {
  writeDomainCheckpoint(w, v.checkpoint)
  w.u32(v.flags)
}
const readDomainCheckpointGetXmlDescRet = (r) => ({ xml: r.string(4194304) })
const writeDomainCheckpointGetXmlDescRet = (w, v) => {
  w.string(v.xml, 4194304)
}
const readDomainListAllCheckpointsArgs = (r) => ({ dom: readDomain(r), needResults: r.i32(), flags: r.u32() })
const writeDomainListAllCheckpointsArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.i32(v.needResults)
  w.u32(v.flags)
}
const readDomainListAllCheckpointsRet = (r) => ({ checkpoints: r.array(readDomainCheckpoint, 16384), ret: r.i32() })
const writeDomainListAllCheckpointsRet = (w, v) => {
  w.array(v.checkpoints, writeDomainCheckpoint, 16384)
  w.i32(v.ret)
}
const readDomainCheckpointListAllChildrenArgs = (r) => ({ checkpoint: readDomainCheckpoint(r), needResults: r.i32(), flags: r.u32() })
const writeDomainCheckpointListAllChildrenArgs = (w, v) => {
  writeDomainCheckpoint(w, v.checkpoint)
  w.i32(v.needResults)
  w.u32(v.flags)
}
const readDomainCheckpointListAllChildrenRet = (r) => ({ checkpoints: r.array(readDomainCheckpoint, 16384), ret: r.i32() })
const writeDomainCheckpointListAllChildrenRet = (w, v) => {
  w.array(v.checkpoints, writeDomainCheckpoint, 16384)
  w.i32(v.ret)
}
const readDomainCheckpointLookupByNameArgs = (r) => ({ dom: readDomain(r), name: r.string(4194304), flags: r.u32() })
const writeDomainCheckpointLookupByNameArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.name, 4194304)
  w.u32(v.flags)
}
const readDomainCheckpointLookupByNameRet = (r) => ({ checkpoint: readDomainCheckpoint(r) })
const writeDomainCheckpointLookupByNameRet = (w, v) => {
  writeDomainCheckpoint(w, v.checkpoint)
}
const readDomainCheckpointGetParentArgs = (r) => ({ checkpoint: readDomainCheckpoint(r), flags: r.u32() })
const writeDomainCheckpointGetParentArgs = (w, v) => {
  writeDomainCheckpoint(w, v.checkpoint)
  w.u32(v.flags)
}
const readDomainCheckpointGetParentRet = (r) => ({ parent: readDomainCheckpoint(r) })
const writeDomainCheckpointGetParentRet = (w, v) => {
  writeDomainCheckpoint(w, v.parent)
}
const readDomainCheckpointDeleteArgs = (r) => ({ checkpoint: readDomainCheckpoint(r), flags: r.u32() })
const writeDomainCheckpointDeleteArgs = (w, v) => {
  writeDomainCheckpoint(w, v.checkpoint)
  w.u32(v.flags)
}
const readDomainGetGuestInfoArgs = (r) => ({ dom: readDomain(r), types: r.u32(), flags: r.u32() })
const writeDomainGetGuestInfoArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.types)
  w.u32(v.flags)
}
const readDomainGetGuestInfoRet = (r) => ({ params: r.array(readTypedParam, 2048) })
const writeDomainGetGuestInfoRet = (w, v) => {
  w.array(v.params, writeTypedParam, 2048)
}
const readConnectSetIdentityArgs = (r) => ({ params: r.array(readTypedParam, 20), flags: r.u32() })
const writeConnectSetIdentityArgs = (w, v) => {
  w.array(v.params, writeTypedParam, 20)
  w.u32(v.flags)
}
const readDomainAgentSetResponseTimeoutArgs = (r) => ({ dom: readDomain(r), timeout: r.i32(), flags: r.u32() })
const writeDomainAgentSetResponseTimeoutArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.i32(v.timeout)
  w.u32(v.flags)
}
const readDomainAgentSetResponseTimeoutRet = (r) => ({ result: r.i32() })
const writeDomainAgentSetResponseTimeoutRet = (w, v) => {
  w.i32(v.result)
}
const readDomainBackupBeginArgs = (r) => ({ dom: readDomain(r), backupXml: r.string(4194304), checkpointXml: r.optionalString(4194304), flags: r.u32() })
const writeDomainBackupBeginArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.backupXml, 4194304)
  w.optionalString(v.checkpointXml, 4194304)
  w.u32(v.flags)
}
const readDomainBackupGetXmlDescArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainBackupGetXmlDescArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainBackupGetXmlDescRet = (r) => ({ xml: r.string(4194304) })
const writeDomainBackupGetXmlDescRet = (w, v) => {
  w.string(v.xml, 4194304)
}
const readDomainAuthorizedSshKeysGetArgs = (r) => ({ dom: readDomain(r), user: r.string(4194304), flags: r.u32() })
const writeDomainAuthorizedSshKeysGetArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.user, 4194304)
  w.u32(v.flags)
}
const readDomainAuthorizedSshKeysGetRet = (r) => ({ keys: r.array((r) => r.string(4194304), 2048) })
const writeDomainAuthorizedSshKeysGetRet = (w, v) => {
  w.array(v.keys, (w, v) => w.string(v, 4194304), 2048)
}
const readDomainAuthorizedSshKeysSetArgs = (r) => ({ dom: readDomain(r), user: r.string(4194304), keys: r.array((r) => r.string(4194304), 2048), flags: r.u32() })
const writeDomainAuthorizedSshKeysSetArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.user, 4194304)
  w.array(v.keys, (w, v) => w.string(v, 4194304), 2048)
  w.u32(v.flags)
}
const readDomainGetMessagesArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeDomainGetMessagesArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}
const readDomainGetMessagesRet = (r) => ({ msgs: r.array((r) => r.string(4194304), 2048) })
const writeDomainGetMessagesRet = (w, v) => {
  w.array(v.msgs, (w, v) => w.string(v, 4194304), 2048)
}
const readDomainStartDirtyRateCalcArgs = (r) => ({ dom: readDomain(r), seconds: r.i32(), flags: r.u32() })
const writeDomainStartDirtyRateCalcArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.i32(v.seconds)
  w.u32(v.flags)
}
const readDomainGraphicsReloadArgs = (r) => ({ dom: readDomain(r), type: r.u32(), flags: r.u32() })
const writeDomainGraphicsReloadArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.type)
  w.u32(v.flags)
}
const readDomainEventMemoryDeviceSizeChangeMsg = (r) => ({ callbackId: r.i32(), dom: readDomain(r), alias: r.string(4194304), size: r.u64() })
const writeDomainEventMemoryDeviceSizeChangeMsg = (w, v) => {
  w.i32(v.callbackId)
  writeDomain(w, v.dom)
  w.string(v.alias, 4194304)
  w.u64(v.size)
}
const readDomainFdAssociateArgs = (r) => ({ dom: readDomain(r), name: r.string(4194304), flags: r.u32() })
const writeDomainFdAssociateArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.name, 4194304)
  w.u32(v.flags)
}
const readDomainGetAutostartOnceArgs = (r) => ({ dom: readDomain(r) })
const writeDomainGetAutostartOnceArgs = (w, v) => {
  writeDomain(w, v.dom)
}
const readDomainGetAutostartOnceRet = (r) => ({ autostart: r.i32() })
const writeDomainGetAutostartOnceRet = (w, v) => {
  w.i32(v.autostart)
}
const readDomainSetAutostartOnceArgs = (r) => ({ dom: readDomain(r), autostart: r.i32() })
const writeDomainSetAutostartOnceArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.i32(v.autostart)
}
const readDomainEventNicMacChangeMsg = (r) => ({ callbackId: r.i32(), dom: readDomain(r), alias: r.string(4194304), oldMac: r.string(4194304), newMac: r.string(4194304) })
const writeDomainEventNicMacChangeMsg = (w, v) => {
  w.i32(v.callbackId)
  writeDomain(w, v.dom)
  w.string(v.alias, 4194304)
  w.string(v.oldMac, 4194304)
  w.string(v.newMac, 4194304)
}
const readDomainEventVcpuRemovedMsg = (r) => ({ callbackId: r.i32(), dom: readDomain(r), vcpuid: r.u32() })
const writeDomainEventVcpuRemovedMsg = (w, v) => {
  w.i32(v.callbackId)
  writeDomain(w, v.dom)
  w.u32(v.vcpuid)
}
const readDomainEventCallbackChannelLifecycleMsg = (r) => ({ callbackId: r.i32(), dom: readDomain(r), channelName: r.string(4194304), state: r.i32(), reason: r.i32() })
const writeDomainEventCallbackChannelLifecycleMsg = (w, v) => {
  w.i32(v.callbackId)
  writeDomain(w, v.dom)
  w.string(v.channelName, 4194304)
  w.i32(v.state)
  w.i32(v.reason)
}
const readDomainAnnounceInterfaceArgs = (r) => ({ dom: readDomain(r), device: r.string(4194304), params: r.array(readTypedParam, 64), flags: r.u32() })
const writeDomainAnnounceInterfaceArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.string(v.device, 4194304)
  w.array(v.params, writeTypedParam, 64)
  w.u32(v.flags)
}
export { readDomain, writeDomain }
export const remoteProgram = 0x20008086
export const remote = {
  connectOpen: procedure(0x20008086, 1, 'connectOpen', '', '0.0.3', writeConnectOpenArgs, undefined),
  connectClose: procedure(0x20008086, 2, 'connectClose', '', '0.0.3', undefined, undefined),
  connectGetType: procedure(0x20008086, 3, 'connectGetType', '', '0.0.3', undefined, readConnectGetTypeRet),
  connectGetVersion: procedure(0x20008086, 4, 'connectGetVersion', '', '0.0.3', undefined, readConnectGetVersionRet),
  connectGetMaxVcpus: procedure(0x20008086, 5, 'connectGetMaxVcpus', '', '0.2.1', writeConnectGetMaxVcpusArgs, readConnectGetMaxVcpusRet),
  nodeGetInfo: procedure(0x20008086, 6, 'nodeGetInfo', '', '0.1.0', undefined, readNodeGetInfoRet),
  connectGetCapabilities: procedure(0x20008086, 7, 'connectGetCapabilities', 's', '0.2.1', undefined, readConnectGetCapabilitiesRet),
  domainAttachDevice: procedure(0x20008086, 8, 'domainAttachDevice', 's', '0.1.9', writeDomainAttachDeviceArgs, undefined),
  domainCreate: procedure(0x20008086, 9, 'domainCreate', 's', '0.1.1', writeDomainCreateArgs, undefined),
  domainCreateXml: procedure(0x20008086, 10, 'domainCreateXml', 's', '0.5.0', writeDomainCreateXmlArgs, readDomainCreateXmlRet),
  domainDefineXml: procedure(0x20008086, 11, 'domainDefineXml', '', '0.1.1', writeDomainDefineXmlArgs, readDomainDefineXmlRet),
  domainDestroy: procedure(0x20008086, 12, 'domainDestroy', '', '0.0.3', writeDomainDestroyArgs, undefined),
  domainDetachDevice: procedure(0x20008086, 13, 'domainDetachDevice', 's', '0.1.9', writeDomainDetachDeviceArgs, undefined),
  domainGetXmlDesc: procedure(0x20008086, 14, 'domainGetXmlDesc', 's', '0.0.3', writeDomainGetXmlDescArgs, readDomainGetXmlDescRet),
  domainGetAutostart: procedure(0x20008086, 15, 'domainGetAutostart', '', '0.2.1', writeDomainGetAutostartArgs, readDomainGetAutostartRet),
  domainGetInfo: procedure(0x20008086, 16, 'domainGetInfo', 's', '0.0.3', writeDomainGetInfoArgs, readDomainGetInfoRet),
  domainGetMaxMemory: procedure(0x20008086, 17, 'domainGetMaxMemory', '', '0.0.3', writeDomainGetMaxMemoryArgs, readDomainGetMaxMemoryRet),
  domainGetMaxVcpus: procedure(0x20008086, 18, 'domainGetMaxVcpus', '', '0.2.1', writeDomainGetMaxVcpusArgs, readDomainGetMaxVcpusRet),
  domainGetOsType: procedure(0x20008086, 19, 'domainGetOsType', '', '0.0.3', writeDomainGetOsTypeArgs, readDomainGetOsTypeRet),
  domainGetVcpus: procedure(0x20008086, 20, 'domainGetVcpus', '', '0.1.4', writeDomainGetVcpusArgs, readDomainGetVcpusRet),
  connectListDefinedDomains: procedure(0x20008086, 21, 'connectListDefinedDomains', '', '0.1.1', writeConnectListDefinedDomainsArgs, readConnectListDefinedDomainsRet),
  domainLookupById: procedure(0x20008086, 22, 'domainLookupById', '', '0.0.3', writeDomainLookupByIdArgs, readDomainLookupByIdRet),
  domainLookupByName: procedure(0x20008086, 23, 'domainLookupByName', '', '0.0.3', writeDomainLookupByNameArgs, readDomainLookupByNameRet),
  domainLookupByUuid: procedure(0x20008086, 24, 'domainLookupByUuid', '', '0.0.5', writeDomainLookupByUuidArgs, readDomainLookupByUuidRet),
  connectNumOfDefinedDomains: procedure(0x20008086, 25, 'connectNumOfDefinedDomains', '', '0.1.5', undefined, readConnectNumOfDefinedDomainsRet),
  domainPinVcpu: procedure(0x20008086, 26, 'domainPinVcpu', 's', '0.1.4', writeDomainPinVcpuArgs, undefined),
  domainReboot: procedure(0x20008086, 27, 'domainReboot', 's', '0.1.0', writeDomainRebootArgs, undefined),
  domainResume: procedure(0x20008086, 28, 'domainResume', 's', '0.0.3', writeDomainResumeArgs, undefined),
  domainSetAutostart: procedure(0x20008086, 29, 'domainSetAutostart', '', '0.2.1', writeDomainSetAutostartArgs, undefined),
  domainSetMaxMemory: procedure(0x20008086, 30, 'domainSetMaxMemory', '', '0.0.3', writeDomainSetMaxMemoryArgs, undefined),
  domainSetMemory: procedure(0x20008086, 31, 'domainSetMemory', 's', '0.1.1', writeDomainSetMemoryArgs, undefined),
  domainSetVcpus: procedure(0x20008086, 32, 'domainSetVcpus', 's', '0.1.4', writeDomainSetVcpusArgs, undefined),
  domainShutdown: procedure(0x20008086, 33, 'domainShutdown', 's', '0.0.3', writeDomainShutdownArgs, undefined),
  domainSuspend: procedure(0x20008086, 34, 'domainSuspend', 's', '0.0.3', writeDomainSuspendArgs, undefined),
  domainUndefine: procedure(0x20008086, 35, 'domainUndefine', '', '0.1.1', writeDomainUndefineArgs, undefined),
  connectListDefinedNetworks: procedure(0x20008086, 36, 'connectListDefinedNetworks', '', '0.2.0', writeConnectListDefinedNetworksArgs, readConnectListDefinedNetworksRet),
  connectListDomains: procedure(0x20008086, 37, 'connectListDomains', '', '0.0.3', writeConnectListDomainsArgs, readConnectListDomainsRet),
  connectListNetworks: procedure(0x20008086, 38, 'connectListNetworks', '', '0.2.0', writeConnectListNetworksArgs, readConnectListNetworksRet),
  networkCreate: procedure(0x20008086, 39, 'networkCreate', 's', '0.2.0', writeNetworkCreateArgs, undefined),
  networkCreateXml: procedure(0x20008086, 40, 'networkCreateXml', 's', '0.2.0', writeNetworkCreateXmlArgs, readNetworkCreateXmlRet),
  networkDefineXml: procedure(0x20008086, 41, 'networkDefineXml', '', '0.2.0', writeNetworkDefineXmlArgs, readNetworkDefineXmlRet),
  networkDestroy: procedure(0x20008086, 42, 'networkDestroy', '', '0.2.0', writeNetworkDestroyArgs, undefined),
  networkGetXmlDesc: procedure(0x20008086, 43, 'networkGetXmlDesc', '', '0.2.0', writeNetworkGetXmlDescArgs, readNetworkGetXmlDescRet),
  networkGetAutostart: procedure(0x20008086, 44, 'networkGetAutostart', '', '0.2.1', writeNetworkGetAutostartArgs, readNetworkGetAutostartRet),
  networkGetBridgeName: procedure(0x20008086, 45, 'networkGetBridgeName', '', '0.2.0', writeNetworkGetBridgeNameArgs, readNetworkGetBridgeNameRet),
  networkLookupByName: procedure(0x20008086, 46, 'networkLookupByName', '', '0.2.0', writeNetworkLookupByNameArgs, readNetworkLookupByNameRet),
  networkLookupByUuid: procedure(0x20008086, 47, 'networkLookupByUuid', '', '0.2.0', writeNetworkLookupByUuidArgs, readNetworkLookupByUuidRet),
  networkSetAutostart: procedure(0x20008086, 48, 'networkSetAutostart', '', '0.2.1', writeNetworkSetAutostartArgs, undefined),
  networkUndefine: procedure(0x20008086, 49, 'networkUndefine', '', '0.2.0', writeNetworkUndefineArgs, undefined),
  connectNumOfDefinedNetworks: procedure(0x20008086, 50, 'connectNumOfDefinedNetworks', '', '0.2.0', undefined, readConnectNumOfDefinedNetworksRet),
  connectNumOfDomains: procedure(0x20008086, 51, 'connectNumOfDomains', '', '0.0.3', undefined, readConnectNumOfDomainsRet),
  connectNumOfNetworks: procedure(0x20008086, 52, 'connectNumOfNetworks', '', '0.2.0', undefined, readConnectNumOfNetworksRet),
  domainCoreDump: procedure(0x20008086, 53, 'domainCoreDump', 's', '0.1.9', writeDomainCoreDumpArgs, undefined),
  domainRestore: procedure(0x20008086, 54, 'domainRestore', 's', '0.0.3', writeDomainRestoreArgs, undefined),
  domainSave: procedure(0x20008086, 55, 'domainSave', 's', '0.0.3', writeDomainSaveArgs, undefined),
  domainGetSchedulerType: procedure(0x20008086, 56, 'domainGetSchedulerType', 's', '0.2.3', writeDomainGetSchedulerTypeArgs, readDomainGetSchedulerTypeRet),
  domainGetSchedulerParameters: procedure(0x20008086, 57, 'domainGetSchedulerParameters', 's', '0.2.3', writeDomainGetSchedulerParametersArgs, readDomainGetSchedulerParametersRet),
  domainSetSchedulerParameters: procedure(0x20008086, 58, 'domainSetSchedulerParameters', 's', '0.2.3', writeDomainSetSchedulerParametersArgs, undefined),
  connectGetHostname: procedure(0x20008086, 59, 'connectGetHostname', '', '0.3.0', undefined, readConnectGetHostnameRet),
  connectSupportsFeature: procedure(0x20008086, 60, 'connectSupportsFeature', '', '', writeConnectSupportsFeatureArgs, readConnectSupportsFeatureRet),
  domainMigratePrepare: procedure(0x20008086, 61, 'domainMigratePrepare', 's', '', writeDomainMigratePrepareArgs, readDomainMigratePrepareRet),
  domainMigratePerform: procedure(0x20008086, 62, 'domainMigratePerform', 's', '', writeDomainMigratePerformArgs, undefined),
  domainMigrateFinish: procedure(0x20008086, 63, 'domainMigrateFinish', 's', '', writeDomainMigrateFinishArgs, readDomainMigrateFinishRet),
  domainBlockStats: procedure(0x20008086, 64, 'domainBlockStats', 's', '0.3.2', writeDomainBlockStatsArgs, readDomainBlockStatsRet),
  domainInterfaceStats: procedure(0x20008086, 65, 'domainInterfaceStats', '', '0.3.2', writeDomainInterfaceStatsArgs, readDomainInterfaceStatsRet),
  authList: procedure(0x20008086, 66, 'authList', '', '', undefined, readAuthListRet),
  authSaslInit: procedure(0x20008086, 67, 'authSaslInit', '', '', undefined, readAuthSaslInitRet),
  authSaslStart: procedure(0x20008086, 68, 'authSaslStart', '', '', writeAuthSaslStartArgs, readAuthSaslStartRet),
  authSaslStep: procedure(0x20008086, 69, 'authSaslStep', '', '', writeAuthSaslStepArgs, readAuthSaslStepRet),
  authPolkit: procedure(0x20008086, 70, 'authPolkit', '', '', undefined, readAuthPolkitRet),
  connectNumOfStoragePools: procedure(0x20008086, 71, 'connectNumOfStoragePools', '', '0.4.1', undefined, readConnectNumOfStoragePoolsRet),
  connectListStoragePools: procedure(0x20008086, 72, 'connectListStoragePools', '', '0.4.1', writeConnectListStoragePoolsArgs, readConnectListStoragePoolsRet),
  connectNumOfDefinedStoragePools: procedure(0x20008086, 73, 'connectNumOfDefinedStoragePools', '', '0.4.1', undefined, readConnectNumOfDefinedStoragePoolsRet),
  connectListDefinedStoragePools: procedure(0x20008086, 74, 'connectListDefinedStoragePools', '', '0.4.1', writeConnectListDefinedStoragePoolsArgs, readConnectListDefinedStoragePoolsRet),
  connectFindStoragePoolSources: procedure(0x20008086, 75, 'connectFindStoragePoolSources', 's', '0.4.5', writeConnectFindStoragePoolSourcesArgs, readConnectFindStoragePoolSourcesRet),
  storagePoolCreateXml: procedure(0x20008086, 76, 'storagePoolCreateXml', 's', '0.4.1', writeStoragePoolCreateXmlArgs, readStoragePoolCreateXmlRet),
  storagePoolDefineXml: procedure(0x20008086, 77, 'storagePoolDefineXml', '', '0.4.1', writeStoragePoolDefineXmlArgs, readStoragePoolDefineXmlRet),
  storagePoolCreate: procedure(0x20008086, 78, 'storagePoolCreate', 's', '0.4.1', writeStoragePoolCreateArgs, undefined),
  storagePoolBuild: procedure(0x20008086, 79, 'storagePoolBuild', 's', '0.4.1', writeStoragePoolBuildArgs, undefined),
  storagePoolDestroy: procedure(0x20008086, 80, 'storagePoolDestroy', '', '0.4.1', writeStoragePoolDestroyArgs, undefined),
  storagePoolDelete: procedure(0x20008086, 81, 'storagePoolDelete', 's', '0.4.1', writeStoragePoolDeleteArgs, undefined),
  storagePoolUndefine: procedure(0x20008086, 82, 'storagePoolUndefine', '', '0.4.1', writeStoragePoolUndefineArgs, undefined),
  storagePoolRefresh: procedure(0x20008086, 83, 'storagePoolRefresh', 's', '0.4.1', writeStoragePoolRefreshArgs, undefined),
  storagePoolLookupByName: procedure(0x20008086, 84, 'storagePoolLookupByName', '', '0.4.1', writeStoragePoolLookupByNameArgs, readStoragePoolLookupByNameRet),
  storagePoolLookupByUuid: procedure(0x20008086, 85, 'storagePoolLookupByUuid', '', '0.4.1', writeStoragePoolLookupByUuidArgs, readStoragePoolLookupByUuidRet),
  storagePoolLookupByVolume: procedure(0x20008086, 86, 'storagePoolLookupByVolume', '', '0.4.1', writeStoragePoolLookupByVolumeArgs, readStoragePoolLookupByVolumeRet),
  storagePoolGetInfo: procedure(0x20008086, 87, 'storagePoolGetInfo', '', '0.4.1', writeStoragePoolGetInfoArgs, readStoragePoolGetInfoRet),
  storagePoolGetXmlDesc: procedure(0x20008086, 88, 'storagePoolGetXmlDesc', '', '0.4.1', writeStoragePoolGetXmlDescArgs, readStoragePoolGetXmlDescRet),
  storagePoolGetAutostart: procedure(0x20008086, 89, 'storagePoolGetAutostart', '', '0.4.1', writeStoragePoolGetAutostartArgs, readStoragePoolGetAutostartRet),
  storagePoolSetAutostart: procedure(0x20008086, 90, 'storagePoolSetAutostart', '', '0.4.1', writeStoragePoolSetAutostartArgs, undefined),
  storagePoolNumOfVolumes: procedure(0x20008086, 91, 'storagePoolNumOfVolumes', '', '0.4.1', writeStoragePoolNumOfVolumesArgs, readStoragePoolNumOfVolumesRet),
  storagePoolListVolumes: procedure(0x20008086, 92, 'storagePoolListVolumes', '', '0.4.1', writeStoragePoolListVolumesArgs, readStoragePoolListVolumesRet),
  storageVolCreateXml: procedure(0x20008086, 93, 'storageVolCreateXml', 's', '0.4.1', writeStorageVolCreateXmlArgs, readStorageVolCreateXmlRet),
  storageVolDelete: procedure(0x20008086, 94, 'storageVolDelete', 's', '0.4.1', writeStorageVolDeleteArgs, undefined),
  storageVolLookupByName: procedure(0x20008086, 95, 'storageVolLookupByName', '', '0.4.1', writeStorageVolLookupByNameArgs, readStorageVolLookupByNameRet),
  storageVolLookupByKey: procedure(0x20008086, 96, 'storageVolLookupByKey', '', '0.4.1', writeStorageVolLookupByKeyArgs, readStorageVolLookupByKeyRet),
  storageVolLookupByPath: procedure(0x20008086, 97, 'storageVolLookupByPath', '', '0.4.1', writeStorageVolLookupByPathArgs, readStorageVolLookupByPathRet),
  storageVolGetInfo: procedure(0x20008086, 98, 'storageVolGetInfo', '', '0.4.1', writeStorageVolGetInfoArgs, readStorageVolGetInfoRet),
  storageVolGetXmlDesc: procedure(0x20008086, 99, 'storageVolGetXmlDesc', '', '0.4.1', writeStorageVolGetXmlDescArgs, readStorageVolGetXmlDescRet),
  storageVolGetPath: procedure(0x20008086, 100, 'storageVolGetPath', '', '0.4.1', writeStorageVolGetPathArgs, readStorageVolGetPathRet),
  nodeGetCellsFreeMemory: procedure(0x20008086, 101, 'nodeGetCellsFreeMemory', '', '0.3.3', writeNodeGetCellsFreeMemoryArgs, readNodeGetCellsFreeMemoryRet),
  nodeGetFreeMemory: procedure(0x20008086, 102, 'nodeGetFreeMemory', '', '0.3.3', undefined, readNodeGetFreeMemoryRet),
  domainBlockPeek: procedure(0x20008086, 103, 'domainBlockPeek', 's', '0.4.2', writeDomainBlockPeekArgs, readDomainBlockPeekRet),
  domainMemoryPeek: procedure(0x20008086, 104, 'domainMemoryPeek', 's', '0.4.2', writeDomainMemoryPeekArgs, readDomainMemoryPeekRet),
  connectDomainEventRegister: procedure(0x20008086, 105, 'connectDomainEventRegister', '', '0.5.0', undefined, readConnectDomainEventRegisterRet),
  connectDomainEventDeregister: procedure(0x20008086, 106, 'connectDomainEventDeregister', '', '0.5.0', undefined, readConnectDomainEventDeregisterRet),
  domainMigratePrepare2: procedure(0x20008086, 108, 'domainMigratePrepare2', 's', '', writeDomainMigratePrepare2Args, readDomainMigratePrepare2Ret),
  domainMigrateFinish2: procedure(0x20008086, 109, 'domainMigrateFinish2', 's', '', writeDomainMigrateFinish2Args, readDomainMigrateFinish2Ret),
  connectGetUri: procedure(0x20008086, 110, 'connectGetUri', '', '0.3.0', undefined, readConnectGetUriRet),
  nodeNumOfDevices: procedure(0x20008086, 111, 'nodeNumOfDevices', '', '0.5.0', writeNodeNumOfDevicesArgs, readNodeNumOfDevicesRet),
  nodeListDevices: procedure(0x20008086, 112, 'nodeListDevices', '', '0.5.0', writeNodeListDevicesArgs, readNodeListDevicesRet),
  nodeDeviceLookupByName: procedure(0x20008086, 113, 'nodeDeviceLookupByName', '', '0.5.0', writeNodeDeviceLookupByNameArgs, readNodeDeviceLookupByNameRet),
  nodeDeviceGetXmlDesc: procedure(0x20008086, 114, 'nodeDeviceGetXmlDesc', 's', '0.5.0', writeNodeDeviceGetXmlDescArgs, readNodeDeviceGetXmlDescRet),
  nodeDeviceGetParent: procedure(0x20008086, 115, 'nodeDeviceGetParent', '', '0.5.0', writeNodeDeviceGetParentArgs, readNodeDeviceGetParentRet),
  nodeDeviceNumOfCaps: procedure(0x20008086, 116, 'nodeDeviceNumOfCaps', '', '0.5.0', writeNodeDeviceNumOfCapsArgs, readNodeDeviceNumOfCapsRet),
  nodeDeviceListCaps: procedure(0x20008086, 117, 'nodeDeviceListCaps', '', '0.5.0', writeNodeDeviceListCapsArgs, readNodeDeviceListCapsRet),
  nodeDeviceDettach: procedure(0x20008086, 118, 'nodeDeviceDettach', 's', '0.6.1', writeNodeDeviceDettachArgs, undefined),
  nodeDeviceReAttach: procedure(0x20008086, 119, 'nodeDeviceReAttach', 's', '0.6.1', writeNodeDeviceReAttachArgs, undefined),
  nodeDeviceReset: procedure(0x20008086, 120, 'nodeDeviceReset', 's', '0.6.1', writeNodeDeviceResetArgs, undefined),
  domainGetSecurityLabel: procedure(0x20008086, 121, 'domainGetSecurityLabel', '', '0.6.1', writeDomainGetSecurityLabelArgs, readDomainGetSecurityLabelRet),
  nodeGetSecurityModel: procedure(0x20008086, 122, 'nodeGetSecurityModel', '', '0.6.1', undefined, readNodeGetSecurityModelRet),
  nodeDeviceCreateXml: procedure(0x20008086, 123, 'nodeDeviceCreateXml', 's', '0.6.3', writeNodeDeviceCreateXmlArgs, readNodeDeviceCreateXmlRet),
  nodeDeviceDestroy: procedure(0x20008086, 124, 'nodeDeviceDestroy', '', '0.6.3', writeNodeDeviceDestroyArgs, undefined),
  storageVolCreateXmlFrom: procedure(0x20008086, 125, 'storageVolCreateXmlFrom', 's', '0.6.4', writeStorageVolCreateXmlFromArgs, readStorageVolCreateXmlFromRet),
  connectNumOfInterfaces: procedure(0x20008086, 126, 'connectNumOfInterfaces', '', '0.6.4', undefined, readConnectNumOfInterfacesRet),
  connectListInterfaces: procedure(0x20008086, 127, 'connectListInterfaces', '', '0.6.4', writeConnectListInterfacesArgs, readConnectListInterfacesRet),
  interfaceLookupByName: procedure(0x20008086, 128, 'interfaceLookupByName', '', '0.6.4', writeInterfaceLookupByNameArgs, readInterfaceLookupByNameRet),
  interfaceLookupByMacString: procedure(0x20008086, 129, 'interfaceLookupByMacString', '', '0.6.4', writeInterfaceLookupByMacStringArgs, readInterfaceLookupByMacStringRet),
  interfaceGetXmlDesc: procedure(0x20008086, 130, 'interfaceGetXmlDesc', 's', '0.6.4', writeInterfaceGetXmlDescArgs, readInterfaceGetXmlDescRet),
  interfaceDefineXml: procedure(0x20008086, 131, 'interfaceDefineXml', '', '0.6.4', writeInterfaceDefineXmlArgs, readInterfaceDefineXmlRet),
  interfaceUndefine: procedure(0x20008086, 132, 'interfaceUndefine', '', '0.6.4', writeInterfaceUndefineArgs, undefined),
  interfaceCreate: procedure(0x20008086, 133, 'interfaceCreate', 's', '0.6.4', writeInterfaceCreateArgs, undefined),
  interfaceDestroy: procedure(0x20008086, 134, 'interfaceDestroy', '', '0.6.4', writeInterfaceDestroyArgs, undefined),
  connectDomainXmlFromNative: procedure(0x20008086, 135, 'connectDomainXmlFromNative', 's', '0.6.4', writeConnectDomainXmlFromNativeArgs, readConnectDomainXmlFromNativeRet),
  connectDomainXmlToNative: procedure(0x20008086, 136, 'connectDomainXmlToNative', 's', '0.6.4', writeConnectDomainXmlToNativeArgs, readConnectDomainXmlToNativeRet),
  connectNumOfDefinedInterfaces: procedure(0x20008086, 137, 'connectNumOfDefinedInterfaces', '', '0.7.0', undefined, readConnectNumOfDefinedInterfacesRet),
  connectListDefinedInterfaces: procedure(0x20008086, 138, 'connectListDefinedInterfaces', '', '0.7.0', writeConnectListDefinedInterfacesArgs, readConnectListDefinedInterfacesRet),
  connectNumOfSecrets: procedure(0x20008086, 139, 'connectNumOfSecrets', '', '0.7.1', undefined, readConnectNumOfSecretsRet),
  connectListSecrets: procedure(0x20008086, 140, 'connectListSecrets', '', '0.7.1', writeConnectListSecretsArgs, readConnectListSecretsRet),
  secretLookupByUuid: procedure(0x20008086, 141, 'secretLookupByUuid', '', '0.7.1', writeSecretLookupByUuidArgs, readSecretLookupByUuidRet),
  secretDefineXml: procedure(0x20008086, 142, 'secretDefineXml', '', '0.7.1', writeSecretDefineXmlArgs, readSecretDefineXmlRet),
  secretGetXmlDesc: procedure(0x20008086, 143, 'secretGetXmlDesc', '', '0.7.1', writeSecretGetXmlDescArgs, readSecretGetXmlDescRet),
  secretSetValue: procedure(0x20008086, 144, 'secretSetValue', '', '0.7.1', writeSecretSetValueArgs, undefined),
  secretGetValue: procedure(0x20008086, 145, 'secretGetValue', '', '0.7.1', writeSecretGetValueArgs, readSecretGetValueRet),
  secretUndefine: procedure(0x20008086, 146, 'secretUndefine', '', '0.7.1', writeSecretUndefineArgs, undefined),
  secretLookupByUsage: procedure(0x20008086, 147, 'secretLookupByUsage', '', '0.7.1', writeSecretLookupByUsageArgs, readSecretLookupByUsageRet),
  domainMigratePrepareTunnel: procedure(0x20008086, 148, 'domainMigratePrepareTunnel', 'sw', '', writeDomainMigratePrepareTunnelArgs, undefined),
  connectIsSecure: procedure(0x20008086, 149, 'connectIsSecure', '', '0.7.3', undefined, readConnectIsSecureRet),
  domainIsActive: procedure(0x20008086, 150, 'domainIsActive', '', '0.7.3', writeDomainIsActiveArgs, readDomainIsActiveRet),
  domainIsPersistent: procedure(0x20008086, 151, 'domainIsPersistent', '', '0.7.3', writeDomainIsPersistentArgs, readDomainIsPersistentRet),
  networkIsActive: procedure(0x20008086, 152, 'networkIsActive', '', '0.7.3', writeNetworkIsActiveArgs, readNetworkIsActiveRet),
  networkIsPersistent: procedure(0x20008086, 153, 'networkIsPersistent', '', '0.7.3', writeNetworkIsPersistentArgs, readNetworkIsPersistentRet),
  storagePoolIsActive: procedure(0x20008086, 154, 'storagePoolIsActive', '', '0.7.3', writeStoragePoolIsActiveArgs, readStoragePoolIsActiveRet),
  storagePoolIsPersistent: procedure(0x20008086, 155, 'storagePoolIsPersistent', '', '0.7.3', writeStoragePoolIsPersistentArgs, readStoragePoolIsPersistentRet),
  interfaceIsActive: procedure(0x20008086, 156, 'interfaceIsActive', '', '0.7.3', writeInterfaceIsActiveArgs, readInterfaceIsActiveRet),
  connectGetLibVersion: procedure(0x20008086, 157, 'connectGetLibVersion', '', '0.7.3', undefined, readConnectGetLibVersionRet),
  connectCompareCpu: procedure(0x20008086, 158, 'connectCompareCpu', '', '0.7.5', writeConnectCompareCpuArgs, readConnectCompareCpuRet),
  domainMemoryStats: procedure(0x20008086, 159, 'domainMemoryStats', 's', '0.7.5', writeDomainMemoryStatsArgs, readDomainMemoryStatsRet),
  domainAttachDeviceFlags: procedure(0x20008086, 160, 'domainAttachDeviceFlags', 's', '0.7.7', writeDomainAttachDeviceFlagsArgs, undefined),
  domainDetachDeviceFlags: procedure(0x20008086, 161, 'domainDetachDeviceFlags', 's', '0.7.7', writeDomainDetachDeviceFlagsArgs, undefined),
  connectBaselineCpu: procedure(0x20008086, 162, 'connectBaselineCpu', 's', '0.7.7', writeConnectBaselineCpuArgs, readConnectBaselineCpuRet),
  domainGetJobInfo: procedure(0x20008086, 163, 'domainGetJobInfo', 's', '0.7.7', writeDomainGetJobInfoArgs, readDomainGetJobInfoRet),
  domainAbortJob: procedure(0x20008086, 164, 'domainAbortJob', 's', '0.7.7', writeDomainAbortJobArgs, undefined),
  storageVolWipe: procedure(0x20008086, 165, 'storageVolWipe', 's', '0.8.0', writeStorageVolWipeArgs, undefined),
  domainMigrateSetMaxDowntime: procedure(0x20008086, 166, 'domainMigrateSetMaxDowntime', 's', '0.8.0', writeDomainMigrateSetMaxDowntimeArgs, undefined),
  connectDomainEventRegisterAny: procedure(0x20008086, 167, 'connectDomainEventRegisterAny', '', '0.8.0', writeConnectDomainEventRegisterAnyArgs, undefined),
  connectDomainEventDeregisterAny: procedure(0x20008086, 168, 'connectDomainEventDeregisterAny', '', '0.8.0', writeConnectDomainEventDeregisterAnyArgs, undefined),
  domainUpdateDeviceFlags: procedure(0x20008086, 174, 'domainUpdateDeviceFlags', 's', '0.8.0', writeDomainUpdateDeviceFlagsArgs, undefined),
  nwfilterLookupByName: procedure(0x20008086, 175, 'nwfilterLookupByName', '', '0.8.0', writeNwfilterLookupByNameArgs, readNwfilterLookupByNameRet),
  nwfilterLookupByUuid: procedure(0x20008086, 176, 'nwfilterLookupByUuid', '', '0.8.0', writeNwfilterLookupByUuidArgs, readNwfilterLookupByUuidRet),
  nwfilterGetXmlDesc: procedure(0x20008086, 177, 'nwfilterGetXmlDesc', '', '0.8.0', writeNwfilterGetXmlDescArgs, readNwfilterGetXmlDescRet),
  connectNumOfNwfilters: procedure(0x20008086, 178, 'connectNumOfNwfilters', '', '0.8.0', undefined, readConnectNumOfNwfiltersRet),
  connectListNwfilters: procedure(0x20008086, 179, 'connectListNwfilters', '', '0.8.0', writeConnectListNwfiltersArgs, readConnectListNwfiltersRet),
  nwfilterDefineXml: procedure(0x20008086, 180, 'nwfilterDefineXml', '', '0.8.0', writeNwfilterDefineXmlArgs, readNwfilterDefineXmlRet),
  nwfilterUndefine: procedure(0x20008086, 181, 'nwfilterUndefine', '', '0.8.0', writeNwfilterUndefineArgs, undefined),
  domainManagedSave: procedure(0x20008086, 182, 'domainManagedSave', 's', '0.8.0', writeDomainManagedSaveArgs, undefined),
  domainHasManagedSaveImage: procedure(0x20008086, 183, 'domainHasManagedSaveImage', 's', '0.8.0', writeDomainHasManagedSaveImageArgs, readDomainHasManagedSaveImageRet),
  domainManagedSaveRemove: procedure(0x20008086, 184, 'domainManagedSaveRemove', 's', '0.8.0', writeDomainManagedSaveRemoveArgs, undefined),
  domainSnapshotCreateXml: procedure(0x20008086, 185, 'domainSnapshotCreateXml', 's', '0.8.0', writeDomainSnapshotCreateXmlArgs, readDomainSnapshotCreateXmlRet),
  domainSnapshotGetXmlDesc: procedure(0x20008086, 186, 'domainSnapshotGetXmlDesc', '', '0.8.0', writeDomainSnapshotGetXmlDescArgs, readDomainSnapshotGetXmlDescRet),
  domainSnapshotNum: procedure(0x20008086, 187, 'domainSnapshotNum', '', '0.8.0', writeDomainSnapshotNumArgs, readDomainSnapshotNumRet),
  domainSnapshotListNames: procedure(0x20008086, 188, 'domainSnapshotListNames', '', '0.8.0', writeDomainSnapshotListNamesArgs, readDomainSnapshotListNamesRet),
  domainSnapshotLookupByName: procedure(0x20008086, 189, 'domainSnapshotLookupByName', '', '0.8.0', writeDomainSnapshotLookupByNameArgs, readDomainSnapshotLookupByNameRet),
  domainHasCurrentSnapshot: procedure(0x20008086, 190, 'domainHasCurrentSnapshot', 's', '0.8.0', writeDomainHasCurrentSnapshotArgs, readDomainHasCurrentSnapshotRet),
  domainSnapshotCurrent: procedure(0x20008086, 191, 'domainSnapshotCurrent', 's', '0.8.0', writeDomainSnapshotCurrentArgs, readDomainSnapshotCurrentRet),
  domainRevertToSnapshot: procedure(0x20008086, 192, 'domainRevertToSnapshot', 's', '0.8.0', writeDomainRevertToSnapshotArgs, undefined),
  domainSnapshotDelete: procedure(0x20008086, 193, 'domainSnapshotDelete', 's', '0.8.0', writeDomainSnapshotDeleteArgs, undefined),
  domainGetBlockInfo: procedure(0x20008086, 194, 'domainGetBlockInfo', 's', '0.8.1', writeDomainGetBlockInfoArgs, readDomainGetBlockInfoRet),
  domainCreateWithFlags: procedure(0x20008086, 196, 'domainCreateWithFlags', 's', '0.8.2', writeDomainCreateWithFlagsArgs, readDomainCreateWithFlagsRet),
  domainSetMemoryParameters: procedure(0x20008086, 197, 'domainSetMemoryParameters', 's', '0.8.5', writeDomainSetMemoryParametersArgs, undefined),
  domainGetMemoryParameters: procedure(0x20008086, 198, 'domainGetMemoryParameters', 's', '0.8.5', writeDomainGetMemoryParametersArgs, readDomainGetMemoryParametersRet),
  domainSetVcpusFlags: procedure(0x20008086, 199, 'domainSetVcpusFlags', 's', '0.8.5', writeDomainSetVcpusFlagsArgs, undefined),
  domainGetVcpusFlags: procedure(0x20008086, 200, 'domainGetVcpusFlags', 's', '0.8.5', writeDomainGetVcpusFlagsArgs, readDomainGetVcpusFlagsRet),
  domainOpenConsole: procedure(0x20008086, 201, 'domainOpenConsole', 'srw', '0.8.6', writeDomainOpenConsoleArgs, undefined),
  domainIsUpdated: procedure(0x20008086, 202, 'domainIsUpdated', '', '0.8.6', writeDomainIsUpdatedArgs, readDomainIsUpdatedRet),
  connectGetSysinfo: procedure(0x20008086, 203, 'connectGetSysinfo', '', '0.8.8', writeConnectGetSysinfoArgs, readConnectGetSysinfoRet),
  domainSetMemoryFlags: procedure(0x20008086, 204, 'domainSetMemoryFlags', 's', '0.9.0', writeDomainSetMemoryFlagsArgs, undefined),
  domainSetBlkioParameters: procedure(0x20008086, 205, 'domainSetBlkioParameters', 's', '0.9.0', writeDomainSetBlkioParametersArgs, undefined),
  domainGetBlkioParameters: procedure(0x20008086, 206, 'domainGetBlkioParameters', 's', '0.9.0', writeDomainGetBlkioParametersArgs, readDomainGetBlkioParametersRet),
  domainMigrateSetMaxSpeed: procedure(0x20008086, 207, 'domainMigrateSetMaxSpeed', 's', '0.9.0', writeDomainMigrateSetMaxSpeedArgs, undefined),
  storageVolUpload: procedure(0x20008086, 208, 'storageVolUpload', 'sw', '0.9.0', writeStorageVolUploadArgs, undefined),
  storageVolDownload: procedure(0x20008086, 209, 'storageVolDownload', 'sr', '0.9.0', writeStorageVolDownloadArgs, undefined),
  domainInjectNmi: procedure(0x20008086, 210, 'domainInjectNmi', 's', '0.9.2', writeDomainInjectNmiArgs, undefined),
  domainScreenshot: procedure(0x20008086, 211, 'domainScreenshot', 'sr', '0.9.2', writeDomainScreenshotArgs, readDomainScreenshotRet),
  domainGetState: procedure(0x20008086, 212, 'domainGetState', '', '0.9.2', writeDomainGetStateArgs, readDomainGetStateRet),
  domainMigrateBegin3: procedure(0x20008086, 213, 'domainMigrateBegin3', 's', '', writeDomainMigrateBegin3Args, readDomainMigrateBegin3Ret),
  domainMigratePrepare3: procedure(0x20008086, 214, 'domainMigratePrepare3', 's', '', writeDomainMigratePrepare3Args, readDomainMigratePrepare3Ret),
  domainMigratePrepareTunnel3: procedure(0x20008086, 215, 'domainMigratePrepareTunnel3', 'sw', '', writeDomainMigratePrepareTunnel3Args, readDomainMigratePrepareTunnel3Ret),
  domainMigratePerform3: procedure(0x20008086, 216, 'domainMigratePerform3', 's', '', writeDomainMigratePerform3Args, readDomainMigratePerform3Ret),
  domainMigrateFinish3: procedure(0x20008086, 217, 'domainMigrateFinish3', 's', '', writeDomainMigrateFinish3Args, readDomainMigrateFinish3Ret),
  domainMigrateConfirm3: procedure(0x20008086, 218, 'domainMigrateConfirm3', 's', '', writeDomainMigrateConfirm3Args, undefined),
  domainSetSchedulerParametersFlags: procedure(0x20008086, 219, 'domainSetSchedulerParametersFlags', 's', '0.9.2', writeDomainSetSchedulerParametersFlagsArgs, undefined),
  interfaceChangeBegin: procedure(0x20008086, 220, 'interfaceChangeBegin', 's', '0.9.2', writeInterfaceChangeBeginArgs, undefined),
  interfaceChangeCommit: procedure(0x20008086, 221, 'interfaceChangeCommit', 's', '0.9.2', writeInterfaceChangeCommitArgs, undefined),
  interfaceChangeRollback: procedure(0x20008086, 222, 'interfaceChangeRollback', 's', '0.9.2', writeInterfaceChangeRollbackArgs, undefined),
  domainGetSchedulerParametersFlags: procedure(0x20008086, 223, 'domainGetSchedulerParametersFlags', 's', '0.9.2', writeDomainGetSchedulerParametersFlagsArgs, readDomainGetSchedulerParametersFlagsRet),
  domainPinVcpuFlags: procedure(0x20008086, 225, 'domainPinVcpuFlags', 's', '0.9.3', writeDomainPinVcpuFlagsArgs, undefined),
  domainSendKey: procedure(0x20008086, 226, 'domainSendKey', 's', '0.9.3', writeDomainSendKeyArgs, undefined),
  nodeGetCpuStats: procedure(0x20008086, 227, 'nodeGetCpuStats', '', '0.9.3', writeNodeGetCpuStatsArgs, readNodeGetCpuStatsRet),
  nodeGetMemoryStats: procedure(0x20008086, 228, 'nodeGetMemoryStats', '', '0.9.3', writeNodeGetMemoryStatsArgs, readNodeGetMemoryStatsRet),
  domainGetControlInfo: procedure(0x20008086, 229, 'domainGetControlInfo', '', '0.9.3', writeDomainGetControlInfoArgs, readDomainGetControlInfoRet),
  domainGetVcpuPinInfo: procedure(0x20008086, 230, 'domainGetVcpuPinInfo', 's', '0.9.3', writeDomainGetVcpuPinInfoArgs, readDomainGetVcpuPinInfoRet),
  domainUndefineFlags: procedure(0x20008086, 231, 'domainUndefineFlags', '', '0.9.4', writeDomainUndefineFlagsArgs, undefined),
  domainSaveFlags: procedure(0x20008086, 232, 'domainSaveFlags', 's', '0.9.4', writeDomainSaveFlagsArgs, undefined),
  domainRestoreFlags: procedure(0x20008086, 233, 'domainRestoreFlags', 's', '0.9.4', writeDomainRestoreFlagsArgs, undefined),
  domainDestroyFlags: procedure(0x20008086, 234, 'domainDestroyFlags', '', '0.9.4', writeDomainDestroyFlagsArgs, undefined),
  domainSaveImageGetXmlDesc: procedure(0x20008086, 235, 'domainSaveImageGetXmlDesc', '', '0.9.4', writeDomainSaveImageGetXmlDescArgs, readDomainSaveImageGetXmlDescRet),
  domainSaveImageDefineXml: procedure(0x20008086, 236, 'domainSaveImageDefineXml', '', '0.9.4', writeDomainSaveImageDefineXmlArgs, undefined),
  domainBlockJobAbort: procedure(0x20008086, 237, 'domainBlockJobAbort', 's', '0.9.4', writeDomainBlockJobAbortArgs, undefined),
  domainGetBlockJobInfo: procedure(0x20008086, 238, 'domainGetBlockJobInfo', 's', '0.9.4', writeDomainGetBlockJobInfoArgs, readDomainGetBlockJobInfoRet),
  domainBlockJobSetSpeed: procedure(0x20008086, 239, 'domainBlockJobSetSpeed', 's', '0.9.4', writeDomainBlockJobSetSpeedArgs, undefined),
  domainBlockPull: procedure(0x20008086, 240, 'domainBlockPull', 's', '0.9.4', writeDomainBlockPullArgs, undefined),
  domainMigrateGetMaxSpeed: procedure(0x20008086, 242, 'domainMigrateGetMaxSpeed', 's', '0.9.5', writeDomainMigrateGetMaxSpeedArgs, readDomainMigrateGetMaxSpeedRet),
  domainBlockStatsFlags: procedure(0x20008086, 243, 'domainBlockStatsFlags', 's', '0.9.5', writeDomainBlockStatsFlagsArgs, readDomainBlockStatsFlagsRet),
  domainSnapshotGetParent: procedure(0x20008086, 244, 'domainSnapshotGetParent', '', '0.9.7', writeDomainSnapshotGetParentArgs, readDomainSnapshotGetParentRet),
  domainReset: procedure(0x20008086, 245, 'domainReset', 's', '0.9.7', writeDomainResetArgs, undefined),
  domainSnapshotNumChildren: procedure(0x20008086, 246, 'domainSnapshotNumChildren', '', '0.9.7', writeDomainSnapshotNumChildrenArgs, readDomainSnapshotNumChildrenRet),
  domainSnapshotListChildrenNames: procedure(0x20008086, 247, 'domainSnapshotListChildrenNames', '', '0.9.7', writeDomainSnapshotListChildrenNamesArgs, readDomainSnapshotListChildrenNamesRet),
  domainOpenGraphics: procedure(0x20008086, 249, 'domainOpenGraphics', 'sf', '0.9.7', writeDomainOpenGraphicsArgs, undefined),
  nodeSuspendForDuration: procedure(0x20008086, 250, 'nodeSuspendForDuration', 's', '0.9.8', writeNodeSuspendForDurationArgs, undefined),
  domainBlockResize: procedure(0x20008086, 251, 'domainBlockResize', 's', '0.9.8', writeDomainBlockResizeArgs, undefined),
  domainSetBlockIoTune: procedure(0x20008086, 252, 'domainSetBlockIoTune', 's', '0.9.8', writeDomainSetBlockIoTuneArgs, undefined),
  domainGetBlockIoTune: procedure(0x20008086, 253, 'domainGetBlockIoTune', 's', '0.9.8', writeDomainGetBlockIoTuneArgs, readDomainGetBlockIoTuneRet),
  domainSetNumaParameters: procedure(0x20008086, 254, 'domainSetNumaParameters', 's', '0.9.9', writeDomainSetNumaParametersArgs, undefined),
  domainGetNumaParameters: procedure(0x20008086, 255, 'domainGetNumaParameters', 's', '0.9.9', writeDomainGetNumaParametersArgs, readDomainGetNumaParametersRet),
  domainSetInterfaceParameters: procedure(0x20008086, 256, 'domainSetInterfaceParameters', 's', '0.9.9', writeDomainSetInterfaceParametersArgs, undefined),
  domainGetInterfaceParameters: procedure(0x20008086, 257, 'domainGetInterfaceParameters', 's', '0.9.9', writeDomainGetInterfaceParametersArgs, readDomainGetInterfaceParametersRet),
  domainShutdownFlags: procedure(0x20008086, 258, 'domainShutdownFlags', 's', '0.9.10', writeDomainShutdownFlagsArgs, undefined),
  storageVolWipePattern: procedure(0x20008086, 259, 'storageVolWipePattern', 's', '0.9.10', writeStorageVolWipePatternArgs, undefined),
  storageVolResize: procedure(0x20008086, 260, 'storageVolResize', 's', '0.9.10', writeStorageVolResizeArgs, undefined),
  domainPmSuspendForDuration: procedure(0x20008086, 261, 'domainPmSuspendForDuration', 's', '0.9.10', writeDomainPmSuspendForDurationArgs, undefined),
  domainGetCpuStats: procedure(0x20008086, 262, 'domainGetCpuStats', 's', '0.9.10', writeDomainGetCpuStatsArgs, readDomainGetCpuStatsRet),
  domainGetDiskErrors: procedure(0x20008086, 263, 'domainGetDiskErrors', 's', '0.9.10', writeDomainGetDiskErrorsArgs, readDomainGetDiskErrorsRet),
  domainSetMetadata: procedure(0x20008086, 264, 'domainSetMetadata', 's', '0.9.10', writeDomainSetMetadataArgs, undefined),
  domainGetMetadata: procedure(0x20008086, 265, 'domainGetMetadata', 's', '0.9.10', writeDomainGetMetadataArgs, readDomainGetMetadataRet),
  domainBlockRebase: procedure(0x20008086, 266, 'domainBlockRebase', 's', '0.9.10', writeDomainBlockRebaseArgs, undefined),
  domainPmWakeup: procedure(0x20008086, 267, 'domainPmWakeup', 's', '0.9.11', writeDomainPmWakeupArgs, undefined),
  domainSnapshotIsCurrent: procedure(0x20008086, 271, 'domainSnapshotIsCurrent', 's', '0.9.13', writeDomainSnapshotIsCurrentArgs, readDomainSnapshotIsCurrentRet),
  domainSnapshotHasMetadata: procedure(0x20008086, 272, 'domainSnapshotHasMetadata', 's', '0.9.13', writeDomainSnapshotHasMetadataArgs, readDomainSnapshotHasMetadataRet),
  connectListAllDomains: procedure(0x20008086, 273, 'connectListAllDomains', '', '0.9.13', writeConnectListAllDomainsArgs, readConnectListAllDomainsRet),
  domainListAllSnapshots: procedure(0x20008086, 274, 'domainListAllSnapshots', '', '0.9.13', writeDomainListAllSnapshotsArgs, readDomainListAllSnapshotsRet),
  domainSnapshotListAllChildren: procedure(0x20008086, 275, 'domainSnapshotListAllChildren', '', '0.9.13', writeDomainSnapshotListAllChildrenArgs, readDomainSnapshotListAllChildrenRet),
  domainGetHostname: procedure(0x20008086, 277, 'domainGetHostname', 's', '0.10.0', writeDomainGetHostnameArgs, readDomainGetHostnameRet),
  domainGetSecurityLabelList: procedure(0x20008086, 278, 'domainGetSecurityLabelList', '', '0.10.0', writeDomainGetSecurityLabelListArgs, readDomainGetSecurityLabelListRet),
  domainPinEmulator: procedure(0x20008086, 279, 'domainPinEmulator', 's', '0.10.0', writeDomainPinEmulatorArgs, undefined),
  domainGetEmulatorPinInfo: procedure(0x20008086, 280, 'domainGetEmulatorPinInfo', 's', '0.10.0', writeDomainGetEmulatorPinInfoArgs, readDomainGetEmulatorPinInfoRet),
  connectListAllStoragePools: procedure(0x20008086, 281, 'connectListAllStoragePools', '', '0.10.2', writeConnectListAllStoragePoolsArgs, readConnectListAllStoragePoolsRet),
  storagePoolListAllVolumes: procedure(0x20008086, 282, 'storagePoolListAllVolumes', '', '0.10.2', writeStoragePoolListAllVolumesArgs, readStoragePoolListAllVolumesRet),
  connectListAllNetworks: procedure(0x20008086, 283, 'connectListAllNetworks', '', '0.10.2', writeConnectListAllNetworksArgs, readConnectListAllNetworksRet),
  connectListAllInterfaces: procedure(0x20008086, 284, 'connectListAllInterfaces', '', '0.10.2', writeConnectListAllInterfacesArgs, readConnectListAllInterfacesRet),
  connectListAllNodeDevices: procedure(0x20008086, 285, 'connectListAllNodeDevices', '', '0.10.2', writeConnectListAllNodeDevicesArgs, readConnectListAllNodeDevicesRet),
  connectListAllNwfilters: procedure(0x20008086, 286, 'connectListAllNwfilters', '', '0.10.2', writeConnectListAllNwfiltersArgs, readConnectListAllNwfiltersRet),
  connectListAllSecrets: procedure(0x20008086, 287, 'connectListAllSecrets', '', '0.10.2', writeConnectListAllSecretsArgs, readConnectListAllSecretsRet),
  nodeSetMemoryParameters: procedure(0x20008086, 288, 'nodeSetMemoryParameters', 's', '0.10.2', writeNodeSetMemoryParametersArgs, undefined),
  nodeGetMemoryParameters: procedure(0x20008086, 289, 'nodeGetMemoryParameters', 's', '0.10.2', writeNodeGetMemoryParametersArgs, readNodeGetMemoryParametersRet),
  domainBlockCommit: procedure(0x20008086, 290, 'domainBlockCommit', 's', '0.10.2', writeDomainBlockCommitArgs, undefined),
  networkUpdate: procedure(0x20008086, 291, 'networkUpdate', '', '0.10.2', writeNetworkUpdateArgs, undefined),
  nodeGetCpuMap: procedure(0x20008086, 293, 'nodeGetCpuMap', 's', '1.0.0', writeNodeGetCpuMapArgs, readNodeGetCpuMapRet),
  domainFstrim: procedure(0x20008086, 294, 'domainFstrim', 's', '1.0.1', writeDomainFstrimArgs, undefined),
  domainSendProcessSignal: procedure(0x20008086, 295, 'domainSendProcessSignal', 's', '1.0.1', writeDomainSendProcessSignalArgs, undefined),
  domainOpenChannel: procedure(0x20008086, 296, 'domainOpenChannel', 'srw', '1.0.2', writeDomainOpenChannelArgs, undefined),
  nodeDeviceLookupScsiHostByWwn: procedure(0x20008086, 297, 'nodeDeviceLookupScsiHostByWwn', '', '1.0.3', writeNodeDeviceLookupScsiHostByWwnArgs, readNodeDeviceLookupScsiHostByWwnRet),
  domainGetJobStats: procedure(0x20008086, 298, 'domainGetJobStats', 's', '1.0.3', writeDomainGetJobStatsArgs, readDomainGetJobStatsRet),
  domainMigrateGetCompressionCache: procedure(0x20008086, 299, 'domainMigrateGetCompressionCache', 's', '1.0.3', writeDomainMigrateGetCompressionCacheArgs, readDomainMigrateGetCompressionCacheRet),
  domainMigrateSetCompressionCache: procedure(0x20008086, 300, 'domainMigrateSetCompressionCache', 's', '1.0.3', writeDomainMigrateSetCompressionCacheArgs, undefined),
  nodeDeviceDetachFlags: procedure(0x20008086, 301, 'nodeDeviceDetachFlags', 's', '1.0.5', writeNodeDeviceDetachFlagsArgs, undefined),
  domainMigrateBegin3Params: procedure(0x20008086, 302, 'domainMigrateBegin3Params', 's', '', writeDomainMigrateBegin3ParamsArgs, readDomainMigrateBegin3ParamsRet),
  domainMigratePrepare3Params: procedure(0x20008086, 303, 'domainMigratePrepare3Params', 's', '', writeDomainMigratePrepare3ParamsArgs, readDomainMigratePrepare3ParamsRet),
  domainMigratePrepareTunnel3Params: procedure(0x20008086, 304, 'domainMigratePrepareTunnel3Params', 'sw', '', writeDomainMigratePrepareTunnel3ParamsArgs, readDomainMigratePrepareTunnel3ParamsRet),
  domainMigratePerform3Params: procedure(0x20008086, 305, 'domainMigratePerform3Params', 's', '', writeDomainMigratePerform3ParamsArgs, readDomainMigratePerform3ParamsRet),
  domainMigrateFinish3Params: procedure(0x20008086, 306, 'domainMigrateFinish3Params', 's', '', writeDomainMigrateFinish3ParamsArgs, readDomainMigrateFinish3ParamsRet),
  domainMigrateConfirm3Params: procedure(0x20008086, 307, 'domainMigrateConfirm3Params', 's', '', writeDomainMigrateConfirm3ParamsArgs, undefined),
  domainSetMemoryStatsPeriod: procedure(0x20008086, 308, 'domainSetMemoryStatsPeriod', 's', '1.1.1', writeDomainSetMemoryStatsPeriodArgs, undefined),
  domainCreateXmlWithFiles: procedure(0x20008086, 309, 'domainCreateXmlWithFiles', 'sf', '1.1.1', writeDomainCreateXmlWithFilesArgs, readDomainCreateXmlWithFilesRet),
  domainCreateWithFiles: procedure(0x20008086, 310, 'domainCreateWithFiles', 'sf', '1.1.1', writeDomainCreateWithFilesArgs, readDomainCreateWithFilesRet),
  connectGetCpuModelNames: procedure(0x20008086, 312, 'connectGetCpuModelNames', 's', '1.1.3', writeConnectGetCpuModelNamesArgs, readConnectGetCpuModelNamesRet),
  connectNetworkEventRegisterAny: procedure(0x20008086, 313, 'connectNetworkEventRegisterAny', '', '1.2.1', writeConnectNetworkEventRegisterAnyArgs, readConnectNetworkEventRegisterAnyRet),
  connectNetworkEventDeregisterAny: procedure(0x20008086, 314, 'connectNetworkEventDeregisterAny', '', '1.2.1', writeConnectNetworkEventDeregisterAnyArgs, undefined),
  connectDomainEventCallbackRegisterAny: procedure(0x20008086, 316, 'connectDomainEventCallbackRegisterAny', '', '0.8.0', writeConnectDomainEventCallbackRegisterAnyArgs, readConnectDomainEventCallbackRegisterAnyRet),
  connectDomainEventCallbackDeregisterAny: procedure(0x20008086, 317, 'connectDomainEventCallbackDeregisterAny', '', '0.8.0', writeConnectDomainEventCallbackDeregisterAnyArgs, undefined),
  domainCoreDumpWithFormat: procedure(0x20008086, 334, 'domainCoreDumpWithFormat', 's', '1.2.3', writeDomainCoreDumpWithFormatArgs, undefined),
  domainFsfreeze: procedure(0x20008086, 335, 'domainFsfreeze', 's', '1.2.5', writeDomainFsfreezeArgs, readDomainFsfreezeRet),
  domainFsthaw: procedure(0x20008086, 336, 'domainFsthaw', 's', '1.2.5', writeDomainFsthawArgs, readDomainFsthawRet),
  domainGetTime: procedure(0x20008086, 337, 'domainGetTime', 's', '1.2.5', writeDomainGetTimeArgs, readDomainGetTimeRet),
  domainSetTime: procedure(0x20008086, 338, 'domainSetTime', 's', '1.2.5', writeDomainSetTimeArgs, undefined),
  nodeGetFreePages: procedure(0x20008086, 340, 'nodeGetFreePages', '', '1.2.6', writeNodeGetFreePagesArgs, readNodeGetFreePagesRet),
  networkGetDhcpLeases: procedure(0x20008086, 341, 'networkGetDhcpLeases', 's', '1.2.6', writeNetworkGetDhcpLeasesArgs, readNetworkGetDhcpLeasesRet),
  connectGetDomainCapabilities: procedure(0x20008086, 342, 'connectGetDomainCapabilities', 's', '1.2.7', writeConnectGetDomainCapabilitiesArgs, readConnectGetDomainCapabilitiesRet),
  domainOpenGraphicsFd: procedure(0x20008086, 343, 'domainOpenGraphicsFd', 'sf', '1.2.8', writeDomainOpenGraphicsFdArgs, undefined),
  connectGetAllDomainStats: procedure(0x20008086, 344, 'connectGetAllDomainStats', 's', '1.2.8', writeConnectGetAllDomainStatsArgs, readConnectGetAllDomainStatsRet),
  domainBlockCopy: procedure(0x20008086, 345, 'domainBlockCopy', 's', '1.2.8', writeDomainBlockCopyArgs, undefined),
  nodeAllocPages: procedure(0x20008086, 347, 'nodeAllocPages', 's', '1.2.9', writeNodeAllocPagesArgs, readNodeAllocPagesRet),
  domainGetFsinfo: procedure(0x20008086, 349, 'domainGetFsinfo', 's', '1.2.11', writeDomainGetFsinfoArgs, readDomainGetFsinfoRet),
  domainDefineXmlFlags: procedure(0x20008086, 350, 'domainDefineXmlFlags', '', '1.2.12', writeDomainDefineXmlFlagsArgs, readDomainDefineXmlFlagsRet),
  domainGetIothreadInfo: procedure(0x20008086, 351, 'domainGetIothreadInfo', 's', '1.2.14', writeDomainGetIothreadInfoArgs, readDomainGetIothreadInfoRet),
  domainPinIothread: procedure(0x20008086, 352, 'domainPinIothread', 's', '1.2.14', writeDomainPinIothreadArgs, undefined),
  domainInterfaceAddresses: procedure(0x20008086, 353, 'domainInterfaceAddresses', 's', '1.2.14', writeDomainInterfaceAddressesArgs, readDomainInterfaceAddressesRet),
  domainAddIothread: procedure(0x20008086, 355, 'domainAddIothread', 's', '1.2.15', writeDomainAddIothreadArgs, undefined),
  domainDelIothread: procedure(0x20008086, 356, 'domainDelIothread', 's', '1.2.15', writeDomainDelIothreadArgs, undefined),
  domainSetUserPassword: procedure(0x20008086, 357, 'domainSetUserPassword', 's', '1.2.16', writeDomainSetUserPasswordArgs, undefined),
  domainRename: procedure(0x20008086, 358, 'domainRename', 's', '1.2.19', writeDomainRenameArgs, readDomainRenameRet),
  connectRegisterCloseCallback: procedure(0x20008086, 360, 'connectRegisterCloseCallback', '', '0.10.0', undefined, undefined),
  connectUnregisterCloseCallback: procedure(0x20008086, 361, 'connectUnregisterCloseCallback', '', '0.10.0', undefined, undefined),
  domainMigrateStartPostCopy: procedure(0x20008086, 364, 'domainMigrateStartPostCopy', 's', '1.3.3', writeDomainMigrateStartPostCopyArgs, undefined),
  domainGetPerfEvents: procedure(0x20008086, 365, 'domainGetPerfEvents', 's', '1.3.3', writeDomainGetPerfEventsArgs, readDomainGetPerfEventsRet),
  domainSetPerfEvents: procedure(0x20008086, 366, 'domainSetPerfEvents', 's', '1.3.3', writeDomainSetPerfEventsArgs, undefined),
  connectStoragePoolEventRegisterAny: procedure(0x20008086, 368, 'connectStoragePoolEventRegisterAny', '', '2.0.0', writeConnectStoragePoolEventRegisterAnyArgs, readConnectStoragePoolEventRegisterAnyRet),
  connectStoragePoolEventDeregisterAny: procedure(0x20008086, 369, 'connectStoragePoolEventDeregisterAny', '', '2.0.0', writeConnectStoragePoolEventDeregisterAnyArgs, undefined),
  domainGetGuestVcpus: procedure(0x20008086, 371, 'domainGetGuestVcpus', 's', '2.0.0', writeDomainGetGuestVcpusArgs, readDomainGetGuestVcpusRet),
  domainSetGuestVcpus: procedure(0x20008086, 372, 'domainSetGuestVcpus', 's', '2.0.0', writeDomainSetGuestVcpusArgs, undefined),
  connectNodeDeviceEventRegisterAny: procedure(0x20008086, 374, 'connectNodeDeviceEventRegisterAny', '', '2.2.0', writeConnectNodeDeviceEventRegisterAnyArgs, readConnectNodeDeviceEventRegisterAnyRet),
  connectNodeDeviceEventDeregisterAny: procedure(0x20008086, 375, 'connectNodeDeviceEventDeregisterAny', '', '2.2.0', writeConnectNodeDeviceEventDeregisterAnyArgs, undefined),
  storageVolGetInfoFlags: procedure(0x20008086, 378, 'storageVolGetInfoFlags', '', '3.0.0', writeStorageVolGetInfoFlagsArgs, readStorageVolGetInfoFlagsRet),
  connectSecretEventRegisterAny: procedure(0x20008086, 380, 'connectSecretEventRegisterAny', '', '3.0.0', writeConnectSecretEventRegisterAnyArgs, readConnectSecretEventRegisterAnyRet),
  connectSecretEventDeregisterAny: procedure(0x20008086, 381, 'connectSecretEventDeregisterAny', '', '3.0.0', writeConnectSecretEventDeregisterAnyArgs, undefined),
  domainSetVcpu: procedure(0x20008086, 384, 'domainSetVcpu', 's', '3.1.0', writeDomainSetVcpuArgs, undefined),
  domainSetBlockThreshold: procedure(0x20008086, 386, 'domainSetBlockThreshold', 's', '3.1.0', writeDomainSetBlockThresholdArgs, undefined),
  domainMigrateGetMaxDowntime: procedure(0x20008086, 387, 'domainMigrateGetMaxDowntime', 's', '3.7.0', writeDomainMigrateGetMaxDowntimeArgs, readDomainMigrateGetMaxDowntimeRet),
  domainManagedSaveGetXmlDesc: procedure(0x20008086, 388, 'domainManagedSaveGetXmlDesc', 's', '3.7.0', writeDomainManagedSaveGetXmlDescArgs, readDomainManagedSaveGetXmlDescRet),
  domainManagedSaveDefineXml: procedure(0x20008086, 389, 'domainManagedSaveDefineXml', 's', '3.7.0', writeDomainManagedSaveDefineXmlArgs, undefined),
  domainSetLifecycleAction: procedure(0x20008086, 390, 'domainSetLifecycleAction', 's', '3.9.0', writeDomainSetLifecycleActionArgs, undefined),
  storagePoolLookupByTargetPath: procedure(0x20008086, 391, 'storagePoolLookupByTargetPath', '', '4.1.0', writeStoragePoolLookupByTargetPathArgs, readStoragePoolLookupByTargetPathRet),
  domainDetachDeviceAlias: procedure(0x20008086, 392, 'domainDetachDeviceAlias', 's', '4.4.0', writeDomainDetachDeviceAliasArgs, undefined),
  connectCompareHypervisorCpu: procedure(0x20008086, 393, 'connectCompareHypervisorCpu', 's', '4.4.0', writeConnectCompareHypervisorCpuArgs, readConnectCompareHypervisorCpuRet),
  connectBaselineHypervisorCpu: procedure(0x20008086, 394, 'connectBaselineHypervisorCpu', 's', '4.4.0', writeConnectBaselineHypervisorCpuArgs, readConnectBaselineHypervisorCpuRet),
  nodeGetSevInfo: procedure(0x20008086, 395, 'nodeGetSevInfo', 's', '4.5.0', writeNodeGetSevInfoArgs, readNodeGetSevInfoRet),
  domainGetLaunchSecurityInfo: procedure(0x20008086, 396, 'domainGetLaunchSecurityInfo', 's', '4.5.0', writeDomainGetLaunchSecurityInfoArgs, readDomainGetLaunchSecurityInfoRet),
  nwfilterBindingLookupByPortDev: procedure(0x20008086, 397, 'nwfilterBindingLookupByPortDev', '', '4.5.0', writeNwfilterBindingLookupByPortDevArgs, readNwfilterBindingLookupByPortDevRet),
  nwfilterBindingGetXmlDesc: procedure(0x20008086, 398, 'nwfilterBindingGetXmlDesc', '', '4.5.0', writeNwfilterBindingGetXmlDescArgs, readNwfilterBindingGetXmlDescRet),
  nwfilterBindingCreateXml: procedure(0x20008086, 399, 'nwfilterBindingCreateXml', '', '4.5.0', writeNwfilterBindingCreateXmlArgs, readNwfilterBindingCreateXmlRet),
  nwfilterBindingDelete: procedure(0x20008086, 400, 'nwfilterBindingDelete', '', '4.5.0', writeNwfilterBindingDeleteArgs, undefined),
  connectListAllNwfilterBindings: procedure(0x20008086, 401, 'connectListAllNwfilterBindings', '', '4.5.0', writeConnectListAllNwfilterBindingsArgs, readConnectListAllNwfilterBindingsRet),
  domainSetIothreadParams: procedure(0x20008086, 402, 'domainSetIothreadParams', 's', '4.10.0', writeDomainSetIothreadParamsArgs, undefined),
  connectGetStoragePoolCapabilities: procedure(0x20008086, 403, 'connectGetStoragePoolCapabilities', 's', '5.2.0', writeConnectGetStoragePoolCapabilitiesArgs, readConnectGetStoragePoolCapabilitiesRet),
  networkListAllPorts: procedure(0x20008086, 404, 'networkListAllPorts', '', '5.5.0', writeNetworkListAllPortsArgs, readNetworkListAllPortsRet),
  networkPortLookupByUuid: procedure(0x20008086, 405, 'networkPortLookupByUuid', '', '5.5.0', writeNetworkPortLookupByUuidArgs, readNetworkPortLookupByUuidRet),
  networkPortCreateXml: procedure(0x20008086, 406, 'networkPortCreateXml', 's', '5.5.0', writeNetworkPortCreateXmlArgs, readNetworkPortCreateXmlRet),
  networkPortGetParameters: procedure(0x20008086, 407, 'networkPortGetParameters', 's', '5.5.0', writeNetworkPortGetParametersArgs, readNetworkPortGetParametersRet),
  networkPortSetParameters: procedure(0x20008086, 408, 'networkPortSetParameters', 's', '5.5.0', writeNetworkPortSetParametersArgs, undefined),
  networkPortGetXmlDesc: procedure(0x20008086, 409, 'networkPortGetXmlDesc', 's', '5.5.0', writeNetworkPortGetXmlDescArgs, readNetworkPortGetXmlDescRet),
  networkPortDelete: procedure(0x20008086, 410, 'networkPortDelete', 's', '5.5.0', writeNetworkPortDeleteArgs, undefined),
  domainCheckpointCreateXml: procedure(0x20008086, 411, 'domainCheckpointCreateXml', 's', '5.6.0', writeDomainCheckpointCreateXmlArgs, readDomainCheckpointCreateXmlRet),
  domainCheckpointGetXmlDesc: procedure(0x20008086, 412, 'domainCheckpointGetXmlDesc', 's', '5.6.0', writeDomainCheckpointGetXmlDescArgs, readDomainCheckpointGetXmlDescRet),
  domainListAllCheckpoints: procedure(0x20008086, 413, 'domainListAllCheckpoints', '', '5.6.0', writeDomainListAllCheckpointsArgs, readDomainListAllCheckpointsRet),
  domainCheckpointListAllChildren: procedure(0x20008086, 414, 'domainCheckpointListAllChildren', '', '5.6.0', writeDomainCheckpointListAllChildrenArgs, readDomainCheckpointListAllChildrenRet),
  domainCheckpointLookupByName: procedure(0x20008086, 415, 'domainCheckpointLookupByName', '', '5.6.0', writeDomainCheckpointLookupByNameArgs, readDomainCheckpointLookupByNameRet),
  domainCheckpointGetParent: procedure(0x20008086, 416, 'domainCheckpointGetParent', '', '5.6.0', writeDomainCheckpointGetParentArgs, readDomainCheckpointGetParentRet),
  domainCheckpointDelete: procedure(0x20008086, 417, 'domainCheckpointDelete', 's', '5.6.0', writeDomainCheckpointDeleteArgs, undefined),
  domainGetGuestInfo: procedure(0x20008086, 418, 'domainGetGuestInfo', 's', '5.7.0', writeDomainGetGuestInfoArgs, readDomainGetGuestInfoRet),
  connectSetIdentity: procedure(0x20008086, 419, 'connectSetIdentity', 's', '5.8.0', writeConnectSetIdentityArgs, undefined),
  domainAgentSetResponseTimeout: procedure(0x20008086, 420, 'domainAgentSetResponseTimeout', 's', '5.10.0', writeDomainAgentSetResponseTimeoutArgs, readDomainAgentSetResponseTimeoutRet),
  domainBackupBegin: procedure(0x20008086, 421, 'domainBackupBegin', 's', '6.0.0', writeDomainBackupBeginArgs, undefined),
  domainBackupGetXmlDesc: procedure(0x20008086, 422, 'domainBackupGetXmlDesc', '', '6.0.0', writeDomainBackupGetXmlDescArgs, readDomainBackupGetXmlDescRet),
  domainAuthorizedSshKeysGet: procedure(0x20008086, 424, 'domainAuthorizedSshKeysGet', 's', '6.10.0', writeDomainAuthorizedSshKeysGetArgs, readDomainAuthorizedSshKeysGetRet),
  domainAuthorizedSshKeysSet: procedure(0x20008086, 425, 'domainAuthorizedSshKeysSet', 's', '6.10.0', writeDomainAuthorizedSshKeysSetArgs, undefined),
  domainGetMessages: procedure(0x20008086, 426, 'domainGetMessages', 's', '7.1.0', writeDomainGetMessagesArgs, readDomainGetMessagesRet),
  domainStartDirtyRateCalc: procedure(0x20008086, 427, 'domainStartDirtyRateCalc', 's', '7.2.0', writeDomainStartDirtyRateCalcArgs, undefined),
  nodeDeviceDefineXml: procedure(0x20008086, 428, 'nodeDeviceDefineXml', 's', '7.3.0', writeNodeDeviceDefineXmlArgs, readNodeDeviceDefineXmlRet),
  nodeDeviceUndefine: procedure(0x20008086, 429, 'nodeDeviceUndefine', '', '7.3.0', writeNodeDeviceUndefineArgs, undefined),
  nodeDeviceCreate: procedure(0x20008086, 430, 'nodeDeviceCreate', '', '7.3.0', writeNodeDeviceCreateArgs, undefined),
  nwfilterDefineXmlFlags: procedure(0x20008086, 431, 'nwfilterDefineXmlFlags', '', '7.7.0', writeNwfilterDefineXmlFlagsArgs, readNwfilterDefineXmlFlagsRet),
  networkDefineXmlFlags: procedure(0x20008086, 432, 'networkDefineXmlFlags', '', '7.7.0', writeNetworkDefineXmlFlagsArgs, readNetworkDefineXmlFlagsRet),
  nodeDeviceGetAutostart: procedure(0x20008086, 433, 'nodeDeviceGetAutostart', '', '7.8.0', writeNodeDeviceGetAutostartArgs, readNodeDeviceGetAutostartRet),
  nodeDeviceSetAutostart: procedure(0x20008086, 434, 'nodeDeviceSetAutostart', '', '7.8.0', writeNodeDeviceSetAutostartArgs, undefined),
  nodeDeviceIsPersistent: procedure(0x20008086, 435, 'nodeDeviceIsPersistent', '', '7.8.0', writeNodeDeviceIsPersistentArgs, readNodeDeviceIsPersistentRet),
  nodeDeviceIsActive: procedure(0x20008086, 436, 'nodeDeviceIsActive', '', '7.8.0', writeNodeDeviceIsActiveArgs, readNodeDeviceIsActiveRet),
  networkCreateXmlFlags: procedure(0x20008086, 437, 'networkCreateXmlFlags', '', '7.8.0', writeNetworkCreateXmlFlagsArgs, readNetworkCreateXmlFlagsRet),
  domainSetLaunchSecurityState: procedure(0x20008086, 439, 'domainSetLaunchSecurityState', 's', '8.0.0', writeDomainSetLaunchSecurityStateArgs, undefined),
  domainSaveParams: procedure(0x20008086, 440, 'domainSaveParams', 's', '8.4.0', writeDomainSaveParamsArgs, undefined),
  domainRestoreParams: procedure(0x20008086, 441, 'domainRestoreParams', 's', '8.4.0', writeDomainRestoreParamsArgs, undefined),
  domainAbortJobFlags: procedure(0x20008086, 442, 'domainAbortJobFlags', 's', '8.5.0', writeDomainAbortJobFlagsArgs, undefined),
  domainFdAssociate: procedure(0x20008086, 443, 'domainFdAssociate', 'sf', '9.0.0', writeDomainFdAssociateArgs, undefined),
  networkSetMetadata: procedure(0x20008086, 444, 'networkSetMetadata', 's', '9.7.0', writeNetworkSetMetadataArgs, undefined),
  networkGetMetadata: procedure(0x20008086, 445, 'networkGetMetadata', 's', '9.7.0', writeNetworkGetMetadataArgs, readNetworkGetMetadataRet),
  nodeDeviceUpdate: procedure(0x20008086, 447, 'nodeDeviceUpdate', '', '10.1.0', writeNodeDeviceUpdateArgs, undefined),
  domainGraphicsReload: procedure(0x20008086, 448, 'domainGraphicsReload', 's', '10.2.0', writeDomainGraphicsReloadArgs, undefined),
  domainGetAutostartOnce: procedure(0x20008086, 449, 'domainGetAutostartOnce', '', '11.2.0', writeDomainGetAutostartOnceArgs, readDomainGetAutostartOnceRet),
  domainSetAutostartOnce: procedure(0x20008086, 450, 'domainSetAutostartOnce', '', '11.2.0', writeDomainSetAutostartOnceArgs, undefined),
  domainSetThrottleGroup: procedure(0x20008086, 451, 'domainSetThrottleGroup', 's', '11.2.0', writeDomainSetThrottleGroupArgs, undefined),
  domainDelThrottleGroup: procedure(0x20008086, 452, 'domainDelThrottleGroup', 's', '11.2.0', writeDomainDelThrottleGroupArgs, undefined),
  domainAnnounceInterface: procedure(0x20008086, 456, 'domainAnnounceInterface', 's', '12.5.0', writeDomainAnnounceInterfaceArgs, undefined),
}
export const remoteEvents = {
  domainEventLifecycle: { program: 0x20008086, number: 107, name: 'domainEventLifecycle', read: readDomainEventLifecycleMsg },
  domainEventReboot: { program: 0x20008086, number: 169, name: 'domainEventReboot', read: readDomainEventRebootMsg },
  domainEventRtcChange: { program: 0x20008086, number: 170, name: 'domainEventRtcChange', read: readDomainEventRtcChangeMsg },
  domainEventWatchdog: { program: 0x20008086, number: 171, name: 'domainEventWatchdog', read: readDomainEventWatchdogMsg },
  domainEventIoError: { program: 0x20008086, number: 172, name: 'domainEventIoError', read: readDomainEventIoErrorMsg },
  domainEventGraphics: { program: 0x20008086, number: 173, name: 'domainEventGraphics', read: readDomainEventGraphicsMsg },
  domainEventIoErrorReason: { program: 0x20008086, number: 195, name: 'domainEventIoErrorReason', read: readDomainEventIoErrorReasonMsg },
  domainEventControlError: { program: 0x20008086, number: 224, name: 'domainEventControlError', read: readDomainEventControlErrorMsg },
  domainEventBlockJob: { program: 0x20008086, number: 241, name: 'domainEventBlockJob', read: readDomainEventBlockJobMsg },
  domainEventDiskChange: { program: 0x20008086, number: 248, name: 'domainEventDiskChange', read: readDomainEventDiskChangeMsg },
  domainEventTrayChange: { program: 0x20008086, number: 268, name: 'domainEventTrayChange', read: readDomainEventTrayChangeMsg },
  domainEventPmwakeup: { program: 0x20008086, number: 269, name: 'domainEventPmwakeup', read: readDomainEventPmwakeupMsg },
  domainEventPmsuspend: { program: 0x20008086, number: 270, name: 'domainEventPmsuspend', read: readDomainEventPmsuspendMsg },
  domainEventBalloonChange: { program: 0x20008086, number: 276, name: 'domainEventBalloonChange', read: readDomainEventBalloonChangeMsg },
  domainEventPmsuspendDisk: { program: 0x20008086, number: 292, name: 'domainEventPmsuspendDisk', read: readDomainEventPmsuspendDiskMsg },
  domainEventDeviceRemoved: { program: 0x20008086, number: 311, name: 'domainEventDeviceRemoved', read: readDomainEventDeviceRemovedMsg },
  networkEventLifecycle: { program: 0x20008086, number: 315, name: 'networkEventLifecycle', read: readNetworkEventLifecycleMsg },
  domainEventCallbackLifecycle: { program: 0x20008086, number: 318, name: 'domainEventCallbackLifecycle', read: readDomainEventCallbackLifecycleMsg },
  domainEventCallbackReboot: { program: 0x20008086, number: 319, name: 'domainEventCallbackReboot', read: readDomainEventCallbackRebootMsg },
  domainEventCallbackRtcChange: { program: 0x20008086, number: 320, name: 'domainEventCallbackRtcChange', read: readDomainEventCallbackRtcChangeMsg },
  domainEventCallbackWatchdog: { program: 0x20008086, number: 321, name: 'domainEventCallbackWatchdog', read: readDomainEventCallbackWatchdogMsg },
  domainEventCallbackIoError: { program: 0x20008086, number: 322, name: 'domainEventCallbackIoError', read: readDomainEventCallbackIoErrorMsg },
  domainEventCallbackGraphics: { program: 0x20008086, number: 323, name: 'domainEventCallbackGraphics', read: readDomainEventCallbackGraphicsMsg },
  domainEventCallbackIoErrorReason: { program: 0x20008086, number: 324, name: 'domainEventCallbackIoErrorReason', read: readDomainEventCallbackIoErrorReasonMsg },
  domainEventCallbackControlError: { program: 0x20008086, number: 325, name: 'domainEventCallbackControlError', read: readDomainEventCallbackControlErrorMsg },
  domainEventCallbackBlockJob: { program: 0x20008086, number: 326, name: 'domainEventCallbackBlockJob', read: readDomainEventCallbackBlockJobMsg },
  domainEventCallbackDiskChange: { program: 0x20008086, number: 327, name: 'domainEventCallbackDiskChange', read: readDomainEventCallbackDiskChangeMsg },
  domainEventCallbackTrayChange: { program: 0x20008086, number: 328, name: 'domainEventCallbackTrayChange', read: readDomainEventCallbackTrayChangeMsg },
  domainEventCallbackPmwakeup: { program: 0x20008086, number: 329, name: 'domainEventCallbackPmwakeup', read: readDomainEventCallbackPmwakeupMsg },
  domainEventCallbackPmsuspend: { program: 0x20008086, number: 330, name: 'domainEventCallbackPmsuspend', read: readDomainEventCallbackPmsuspendMsg },
  domainEventCallbackBalloonChange: { program: 0x20008086, number: 331, name: 'domainEventCallbackBalloonChange', read: readDomainEventCallbackBalloonChangeMsg },
  domainEventCallbackPmsuspendDisk: { program: 0x20008086, number: 332, name: 'domainEventCallbackPmsuspendDisk', read: readDomainEventCallbackPmsuspendDiskMsg },
  domainEventCallbackDeviceRemoved: { program: 0x20008086, number: 333, name: 'domainEventCallbackDeviceRemoved', read: readDomainEventCallbackDeviceRemovedMsg },
  domainEventBlockJob2: { program: 0x20008086, number: 339, name: 'domainEventBlockJob2', read: readDomainEventBlockJob2Msg },
  domainEventCallbackTunable: { program: 0x20008086, number: 346, name: 'domainEventCallbackTunable', read: readDomainEventCallbackTunableMsg },
  domainEventCallbackAgentLifecycle: { program: 0x20008086, number: 348, name: 'domainEventCallbackAgentLifecycle', read: readDomainEventCallbackAgentLifecycleMsg },
  domainEventCallbackDeviceAdded: { program: 0x20008086, number: 354, name: 'domainEventCallbackDeviceAdded', read: readDomainEventCallbackDeviceAddedMsg },
  domainEventCallbackMigrationIteration: { program: 0x20008086, number: 359, name: 'domainEventCallbackMigrationIteration', read: readDomainEventCallbackMigrationIterationMsg },
  connectEventConnectionClosed: { program: 0x20008086, number: 362, name: 'connectEventConnectionClosed', read: readConnectEventConnectionClosedMsg },
  domainEventCallbackJobCompleted: { program: 0x20008086, number: 363, name: 'domainEventCallbackJobCompleted', read: readDomainEventCallbackJobCompletedMsg },
  domainEventCallbackDeviceRemovalFailed: { program: 0x20008086, number: 367, name: 'domainEventCallbackDeviceRemovalFailed', read: readDomainEventCallbackDeviceRemovalFailedMsg },
  storagePoolEventLifecycle: { program: 0x20008086, number: 370, name: 'storagePoolEventLifecycle', read: readStoragePoolEventLifecycleMsg },
  storagePoolEventRefresh: { program: 0x20008086, number: 373, name: 'storagePoolEventRefresh', read: readStoragePoolEventRefreshMsg },
  nodeDeviceEventLifecycle: { program: 0x20008086, number: 376, name: 'nodeDeviceEventLifecycle', read: readNodeDeviceEventLifecycleMsg },
  nodeDeviceEventUpdate: { program: 0x20008086, number: 377, name: 'nodeDeviceEventUpdate', read: readNodeDeviceEventUpdateMsg },
  domainEventCallbackMetadataChange: { program: 0x20008086, number: 379, name: 'domainEventCallbackMetadataChange', read: readDomainEventCallbackMetadataChangeMsg },
  secretEventLifecycle: { program: 0x20008086, number: 382, name: 'secretEventLifecycle', read: readSecretEventLifecycleMsg },
  secretEventValueChanged: { program: 0x20008086, number: 383, name: 'secretEventValueChanged', read: readSecretEventValueChangedMsg },
  domainEventBlockThreshold: { program: 0x20008086, number: 385, name: 'domainEventBlockThreshold', read: readDomainEventBlockThresholdMsg },
  domainEventMemoryFailure: { program: 0x20008086, number: 423, name: 'domainEventMemoryFailure', read: readDomainEventMemoryFailureMsg },
  domainEventMemoryDeviceSizeChange: { program: 0x20008086, number: 438, name: 'domainEventMemoryDeviceSizeChange', read: readDomainEventMemoryDeviceSizeChangeMsg },
  networkEventCallbackMetadataChange: { program: 0x20008086, number: 446, name: 'networkEventCallbackMetadataChange', read: readNetworkEventCallbackMetadataChangeMsg },
  domainEventNicMacChange: { program: 0x20008086, number: 453, name: 'domainEventNicMacChange', read: readDomainEventNicMacChangeMsg },
  domainEventVcpuRemoved: { program: 0x20008086, number: 454, name: 'domainEventVcpuRemoved', read: readDomainEventVcpuRemovedMsg },
  domainEventCallbackChannelLifecycle: { program: 0x20008086, number: 455, name: 'domainEventCallbackChannelLifecycle', read: readDomainEventCallbackChannelLifecycleMsg },
}
export const remoteCodecs = {
  remote_nonnull_domain: { read: readDomain, write: writeDomain },
  remote_nonnull_network: { read: readNetwork, write: writeNetwork },
  remote_nonnull_network_port: { read: readNetworkPort, write: writeNetworkPort },
  remote_nonnull_nwfilter: { read: readNwfilter, write: writeNwfilter },
  remote_nonnull_nwfilter_binding: { read: readNwfilterBinding, write: writeNwfilterBinding },
  remote_nonnull_interface: { read: readInterface, write: writeInterface },
  remote_nonnull_storage_pool: { read: readStoragePool, write: writeStoragePool },
  remote_nonnull_storage_vol: { read: readStorageVol, write: writeStorageVol },
  remote_nonnull_node_device: { read: readNodeDevice, write: writeNodeDevice },
  remote_nonnull_secret: { read: readSecret, write: writeSecret },
  remote_nonnull_domain_checkpoint: { read: readDomainCheckpoint, write: writeDomainCheckpoint },
  remote_nonnull_domain_snapshot: { read: readDomainSnapshot, write: writeDomainSnapshot },
  remote_error: { read: readError, write: writeError },
  remote_vcpu_info: { read: readVcpuInfo, write: writeVcpuInfo },
  remote_node_get_cpu_stats: { read: readNodeGetCpuStats, write: writeNodeGetCpuStats },
  remote_node_get_memory_stats: { read: readNodeGetMemoryStats, write: writeNodeGetMemoryStats },
  remote_domain_disk_error: { read: readDomainDiskError, write: writeDomainDiskError },
  remote_connect_open_args: { read: readConnectOpenArgs, write: writeConnectOpenArgs },
  remote_connect_supports_feature_args: { read: readConnectSupportsFeatureArgs, write: writeConnectSupportsFeatureArgs },
  remote_connect_supports_feature_ret: { read: readConnectSupportsFeatureRet, write: writeConnectSupportsFeatureRet },
  remote_connect_get_type_ret: { read: readConnectGetTypeRet, write: writeConnectGetTypeRet },
  remote_connect_get_version_ret: { read: readConnectGetVersionRet, write: writeConnectGetVersionRet },
  remote_connect_get_lib_version_ret: { read: readConnectGetLibVersionRet, write: writeConnectGetLibVersionRet },
  remote_connect_get_hostname_ret: { read: readConnectGetHostnameRet, write: writeConnectGetHostnameRet },
  remote_connect_get_sysinfo_args: { read: readConnectGetSysinfoArgs, write: writeConnectGetSysinfoArgs },
  remote_connect_get_sysinfo_ret: { read: readConnectGetSysinfoRet, write: writeConnectGetSysinfoRet },
  remote_connect_get_uri_ret: { read: readConnectGetUriRet, write: writeConnectGetUriRet },
  remote_connect_get_max_vcpus_args: { read: readConnectGetMaxVcpusArgs, write: writeConnectGetMaxVcpusArgs },
  remote_connect_get_max_vcpus_ret: { read: readConnectGetMaxVcpusRet, write: writeConnectGetMaxVcpusRet },
  remote_node_get_info_ret: { read: readNodeGetInfoRet, write: writeNodeGetInfoRet },
  remote_connect_get_capabilities_ret: { read: readConnectGetCapabilitiesRet, write: writeConnectGetCapabilitiesRet },
  remote_connect_get_domain_capabilities_args: { read: readConnectGetDomainCapabilitiesArgs, write: writeConnectGetDomainCapabilitiesArgs },
  remote_connect_get_domain_capabilities_ret: { read: readConnectGetDomainCapabilitiesRet, write: writeConnectGetDomainCapabilitiesRet },
  remote_node_get_cpu_stats_args: { read: readNodeGetCpuStatsArgs, write: writeNodeGetCpuStatsArgs },
  remote_node_get_cpu_stats_ret: { read: readNodeGetCpuStatsRet, write: writeNodeGetCpuStatsRet },
  remote_node_get_memory_stats_args: { read: readNodeGetMemoryStatsArgs, write: writeNodeGetMemoryStatsArgs },
  remote_node_get_memory_stats_ret: { read: readNodeGetMemoryStatsRet, write: writeNodeGetMemoryStatsRet },
  remote_node_get_cells_free_memory_args: { read: readNodeGetCellsFreeMemoryArgs, write: writeNodeGetCellsFreeMemoryArgs },
  remote_node_get_cells_free_memory_ret: { read: readNodeGetCellsFreeMemoryRet, write: writeNodeGetCellsFreeMemoryRet },
  remote_node_get_free_memory_ret: { read: readNodeGetFreeMemoryRet, write: writeNodeGetFreeMemoryRet },
  remote_domain_get_scheduler_type_args: { read: readDomainGetSchedulerTypeArgs, write: writeDomainGetSchedulerTypeArgs },
  remote_domain_get_scheduler_type_ret: { read: readDomainGetSchedulerTypeRet, write: writeDomainGetSchedulerTypeRet },
  remote_domain_get_scheduler_parameters_args: { read: readDomainGetSchedulerParametersArgs, write: writeDomainGetSchedulerParametersArgs },
  remote_domain_get_scheduler_parameters_ret: { read: readDomainGetSchedulerParametersRet, write: writeDomainGetSchedulerParametersRet },
  remote_domain_get_scheduler_parameters_flags_args: { read: readDomainGetSchedulerParametersFlagsArgs, write: writeDomainGetSchedulerParametersFlagsArgs },
  remote_domain_get_scheduler_parameters_flags_ret: { read: readDomainGetSchedulerParametersFlagsRet, write: writeDomainGetSchedulerParametersFlagsRet },
  remote_domain_set_scheduler_parameters_args: { read: readDomainSetSchedulerParametersArgs, write: writeDomainSetSchedulerParametersArgs },
  remote_domain_set_scheduler_parameters_flags_args: { read: readDomainSetSchedulerParametersFlagsArgs, write: writeDomainSetSchedulerParametersFlagsArgs },
  remote_domain_set_blkio_parameters_args: { read: readDomainSetBlkioParametersArgs, write: writeDomainSetBlkioParametersArgs },
  remote_domain_get_blkio_parameters_args: { read: readDomainGetBlkioParametersArgs, write: writeDomainGetBlkioParametersArgs },
  remote_domain_get_blkio_parameters_ret: { read: readDomainGetBlkioParametersRet, write: writeDomainGetBlkioParametersRet },
  remote_domain_set_memory_parameters_args: { read: readDomainSetMemoryParametersArgs, write: writeDomainSetMemoryParametersArgs },
  remote_domain_get_memory_parameters_args: { read: readDomainGetMemoryParametersArgs, write: writeDomainGetMemoryParametersArgs },
  remote_domain_get_memory_parameters_ret: { read: readDomainGetMemoryParametersRet, write: writeDomainGetMemoryParametersRet },
  remote_domain_block_resize_args: { read: readDomainBlockResizeArgs, write: writeDomainBlockResizeArgs },
  remote_domain_set_numa_parameters_args: { read: readDomainSetNumaParametersArgs, write: writeDomainSetNumaParametersArgs },
  remote_domain_get_numa_parameters_args: { read: readDomainGetNumaParametersArgs, write: writeDomainGetNumaParametersArgs },
  remote_domain_get_numa_parameters_ret: { read: readDomainGetNumaParametersRet, write: writeDomainGetNumaParametersRet },
  remote_domain_set_perf_events_args: { read: readDomainSetPerfEventsArgs, write: writeDomainSetPerfEventsArgs },
  remote_domain_get_perf_events_args: { read: readDomainGetPerfEventsArgs, write: writeDomainGetPerfEventsArgs },
  remote_domain_get_perf_events_ret: { read: readDomainGetPerfEventsRet, write: writeDomainGetPerfEventsRet },
  remote_domain_block_stats_args: { read: readDomainBlockStatsArgs, write: writeDomainBlockStatsArgs },
  remote_domain_block_stats_ret: { read: readDomainBlockStatsRet, write: writeDomainBlockStatsRet },
  remote_domain_block_stats_flags_args: { read: readDomainBlockStatsFlagsArgs, write: writeDomainBlockStatsFlagsArgs },
  remote_domain_block_stats_flags_ret: { read: readDomainBlockStatsFlagsRet, write: writeDomainBlockStatsFlagsRet },
  remote_domain_interface_stats_args: { read: readDomainInterfaceStatsArgs, write: writeDomainInterfaceStatsArgs },
  remote_domain_interface_stats_ret: { read: readDomainInterfaceStatsRet, write: writeDomainInterfaceStatsRet },
  remote_domain_set_interface_parameters_args: { read: readDomainSetInterfaceParametersArgs, write: writeDomainSetInterfaceParametersArgs },
  remote_domain_get_interface_parameters_args: { read: readDomainGetInterfaceParametersArgs, write: writeDomainGetInterfaceParametersArgs },
  remote_domain_get_interface_parameters_ret: { read: readDomainGetInterfaceParametersRet, write: writeDomainGetInterfaceParametersRet },
  remote_domain_memory_stats_args: { read: readDomainMemoryStatsArgs, write: writeDomainMemoryStatsArgs },
  remote_domain_memory_stat: { read: readDomainMemoryStat, write: writeDomainMemoryStat },
  remote_domain_memory_stats_ret: { read: readDomainMemoryStatsRet, write: writeDomainMemoryStatsRet },
  remote_domain_block_peek_args: { read: readDomainBlockPeekArgs, write: writeDomainBlockPeekArgs },
  remote_domain_block_peek_ret: { read: readDomainBlockPeekRet, write: writeDomainBlockPeekRet },
  remote_domain_memory_peek_args: { read: readDomainMemoryPeekArgs, write: writeDomainMemoryPeekArgs },
  remote_domain_memory_peek_ret: { read: readDomainMemoryPeekRet, write: writeDomainMemoryPeekRet },
  remote_domain_get_block_info_args: { read: readDomainGetBlockInfoArgs, write: writeDomainGetBlockInfoArgs },
  remote_domain_get_block_info_ret: { read: readDomainGetBlockInfoRet, write: writeDomainGetBlockInfoRet },
  remote_connect_list_domains_args: { read: readConnectListDomainsArgs, write: writeConnectListDomainsArgs },
  remote_connect_list_domains_ret: { read: readConnectListDomainsRet, write: writeConnectListDomainsRet },
  remote_connect_num_of_domains_ret: { read: readConnectNumOfDomainsRet, write: writeConnectNumOfDomainsRet },
  remote_domain_create_xml_args: { read: readDomainCreateXmlArgs, write: writeDomainCreateXmlArgs },
  remote_domain_create_xml_ret: { read: readDomainCreateXmlRet, write: writeDomainCreateXmlRet },
  remote_domain_create_xml_with_files_args: { read: readDomainCreateXmlWithFilesArgs, write: writeDomainCreateXmlWithFilesArgs },
  remote_domain_create_xml_with_files_ret: { read: readDomainCreateXmlWithFilesRet, write: writeDomainCreateXmlWithFilesRet },
  remote_domain_lookup_by_id_args: { read: readDomainLookupByIdArgs, write: writeDomainLookupByIdArgs },
  remote_domain_lookup_by_id_ret: { read: readDomainLookupByIdRet, write: writeDomainLookupByIdRet },
  remote_domain_lookup_by_uuid_args: { read: readDomainLookupByUuidArgs, write: writeDomainLookupByUuidArgs },
  remote_domain_lookup_by_uuid_ret: { read: readDomainLookupByUuidRet, write: writeDomainLookupByUuidRet },
  remote_domain_lookup_by_name_args: { read: readDomainLookupByNameArgs, write: writeDomainLookupByNameArgs },
  remote_domain_lookup_by_name_ret: { read: readDomainLookupByNameRet, write: writeDomainLookupByNameRet },
  remote_domain_suspend_args: { read: readDomainSuspendArgs, write: writeDomainSuspendArgs },
  remote_domain_resume_args: { read: readDomainResumeArgs, write: writeDomainResumeArgs },
  remote_domain_pm_suspend_for_duration_args: { read: readDomainPmSuspendForDurationArgs, write: writeDomainPmSuspendForDurationArgs },
  remote_domain_pm_wakeup_args: { read: readDomainPmWakeupArgs, write: writeDomainPmWakeupArgs },
  remote_domain_shutdown_args: { read: readDomainShutdownArgs, write: writeDomainShutdownArgs },
  remote_domain_reboot_args: { read: readDomainRebootArgs, write: writeDomainRebootArgs },
  remote_domain_reset_args: { read: readDomainResetArgs, write: writeDomainResetArgs },
  remote_domain_destroy_args: { read: readDomainDestroyArgs, write: writeDomainDestroyArgs },
  remote_domain_destroy_flags_args: { read: readDomainDestroyFlagsArgs, write: writeDomainDestroyFlagsArgs },
  remote_domain_get_os_type_args: { read: readDomainGetOsTypeArgs, write: writeDomainGetOsTypeArgs },
  remote_domain_get_os_type_ret: { read: readDomainGetOsTypeRet, write: writeDomainGetOsTypeRet },
  remote_domain_get_max_memory_args: { read: readDomainGetMaxMemoryArgs, write: writeDomainGetMaxMemoryArgs },
  remote_domain_get_max_memory_ret: { read: readDomainGetMaxMemoryRet, write: writeDomainGetMaxMemoryRet },
  remote_domain_set_max_memory_args: { read: readDomainSetMaxMemoryArgs, write: writeDomainSetMaxMemoryArgs },
  remote_domain_set_memory_args: { read: readDomainSetMemoryArgs, write: writeDomainSetMemoryArgs },
  remote_domain_set_memory_flags_args: { read: readDomainSetMemoryFlagsArgs, write: writeDomainSetMemoryFlagsArgs },
  remote_domain_set_memory_stats_period_args: { read: readDomainSetMemoryStatsPeriodArgs, write: writeDomainSetMemoryStatsPeriodArgs },
  remote_domain_get_info_args: { read: readDomainGetInfoArgs, write: writeDomainGetInfoArgs },
  remote_domain_get_info_ret: { read: readDomainGetInfoRet, write: writeDomainGetInfoRet },
  remote_domain_save_args: { read: readDomainSaveArgs, write: writeDomainSaveArgs },
  remote_domain_save_flags_args: { read: readDomainSaveFlagsArgs, write: writeDomainSaveFlagsArgs },
  remote_domain_save_params_args: { read: readDomainSaveParamsArgs, write: writeDomainSaveParamsArgs },
  remote_domain_restore_args: { read: readDomainRestoreArgs, write: writeDomainRestoreArgs },
  remote_domain_restore_flags_args: { read: readDomainRestoreFlagsArgs, write: writeDomainRestoreFlagsArgs },
  remote_domain_restore_params_args: { read: readDomainRestoreParamsArgs, write: writeDomainRestoreParamsArgs },
  remote_domain_save_image_get_xml_desc_args: { read: readDomainSaveImageGetXmlDescArgs, write: writeDomainSaveImageGetXmlDescArgs },
  remote_domain_save_image_get_xml_desc_ret: { read: readDomainSaveImageGetXmlDescRet, write: writeDomainSaveImageGetXmlDescRet },
  remote_domain_save_image_define_xml_args: { read: readDomainSaveImageDefineXmlArgs, write: writeDomainSaveImageDefineXmlArgs },
  remote_domain_core_dump_args: { read: readDomainCoreDumpArgs, write: writeDomainCoreDumpArgs },
  remote_domain_core_dump_with_format_args: { read: readDomainCoreDumpWithFormatArgs, write: writeDomainCoreDumpWithFormatArgs },
  remote_domain_screenshot_args: { read: readDomainScreenshotArgs, write: writeDomainScreenshotArgs },
  remote_domain_screenshot_ret: { read: readDomainScreenshotRet, write: writeDomainScreenshotRet },
  remote_domain_get_xml_desc_args: { read: readDomainGetXmlDescArgs, write: writeDomainGetXmlDescArgs },
  remote_domain_get_xml_desc_ret: { read: readDomainGetXmlDescRet, write: writeDomainGetXmlDescRet },
  remote_domain_migrate_prepare_args: { read: readDomainMigratePrepareArgs, write: writeDomainMigratePrepareArgs },
  remote_domain_migrate_prepare_ret: { read: readDomainMigratePrepareRet, write: writeDomainMigratePrepareRet },
  remote_domain_migrate_perform_args: { read: readDomainMigratePerformArgs, write: writeDomainMigratePerformArgs },
  remote_domain_migrate_finish_args: { read: readDomainMigrateFinishArgs, write: writeDomainMigrateFinishArgs },
  remote_domain_migrate_finish_ret: { read: readDomainMigrateFinishRet, write: writeDomainMigrateFinishRet },
  remote_domain_migrate_prepare2_args: { read: readDomainMigratePrepare2Args, write: writeDomainMigratePrepare2Args },
  remote_domain_migrate_prepare2_ret: { read: readDomainMigratePrepare2Ret, write: writeDomainMigratePrepare2Ret },
  remote_domain_migrate_finish2_args: { read: readDomainMigrateFinish2Args, write: writeDomainMigrateFinish2Args },
  remote_domain_migrate_finish2_ret: { read: readDomainMigrateFinish2Ret, write: writeDomainMigrateFinish2Ret },
  remote_connect_list_defined_domains_args: { read: readConnectListDefinedDomainsArgs, write: writeConnectListDefinedDomainsArgs },
  remote_connect_list_defined_domains_ret: { read: readConnectListDefinedDomainsRet, write: writeConnectListDefinedDomainsRet },
  remote_connect_num_of_defined_domains_ret: { read: readConnectNumOfDefinedDomainsRet, write: writeConnectNumOfDefinedDomainsRet },
  remote_domain_create_args: { read: readDomainCreateArgs, write: writeDomainCreateArgs },
  remote_domain_create_with_flags_args: { read: readDomainCreateWithFlagsArgs, write: writeDomainCreateWithFlagsArgs },
  remote_domain_create_with_flags_ret: { read: readDomainCreateWithFlagsRet, write: writeDomainCreateWithFlagsRet },
  remote_domain_create_with_files_args: { read: readDomainCreateWithFilesArgs, write: writeDomainCreateWithFilesArgs },
  remote_domain_create_with_files_ret: { read: readDomainCreateWithFilesRet, write: writeDomainCreateWithFilesRet },
  remote_domain_define_xml_args: { read: readDomainDefineXmlArgs, write: writeDomainDefineXmlArgs },
  remote_domain_define_xml_ret: { read: readDomainDefineXmlRet, write: writeDomainDefineXmlRet },
  remote_domain_define_xml_flags_args: { read: readDomainDefineXmlFlagsArgs, write: writeDomainDefineXmlFlagsArgs },
  remote_domain_define_xml_flags_ret: { read: readDomainDefineXmlFlagsRet, write: writeDomainDefineXmlFlagsRet },
  remote_domain_undefine_args: { read: readDomainUndefineArgs, write: writeDomainUndefineArgs },
  remote_domain_undefine_flags_args: { read: readDomainUndefineFlagsArgs, write: writeDomainUndefineFlagsArgs },
  remote_domain_inject_nmi_args: { read: readDomainInjectNmiArgs, write: writeDomainInjectNmiArgs },
  remote_domain_send_key_args: { read: readDomainSendKeyArgs, write: writeDomainSendKeyArgs },
  remote_domain_send_process_signal_args: { read: readDomainSendProcessSignalArgs, write: writeDomainSendProcessSignalArgs },
  remote_domain_set_vcpus_args: { read: readDomainSetVcpusArgs, write: writeDomainSetVcpusArgs },
  remote_domain_set_vcpus_flags_args: { read: readDomainSetVcpusFlagsArgs, write: writeDomainSetVcpusFlagsArgs },
  remote_domain_get_vcpus_flags_args: { read: readDomainGetVcpusFlagsArgs, write: writeDomainGetVcpusFlagsArgs },
  remote_domain_get_vcpus_flags_ret: { read: readDomainGetVcpusFlagsRet, write: writeDomainGetVcpusFlagsRet },
  remote_domain_pin_vcpu_args: { read: readDomainPinVcpuArgs, write: writeDomainPinVcpuArgs },
  remote_domain_pin_vcpu_flags_args: { read: readDomainPinVcpuFlagsArgs, write: writeDomainPinVcpuFlagsArgs },
  remote_domain_get_vcpu_pin_info_args: { read: readDomainGetVcpuPinInfoArgs, write: writeDomainGetVcpuPinInfoArgs },
  remote_domain_get_vcpu_pin_info_ret: { read: readDomainGetVcpuPinInfoRet, write: writeDomainGetVcpuPinInfoRet },
  remote_domain_pin_emulator_args: { read: readDomainPinEmulatorArgs, write: writeDomainPinEmulatorArgs },
  remote_domain_get_emulator_pin_info_args: { read: readDomainGetEmulatorPinInfoArgs, write: writeDomainGetEmulatorPinInfoArgs },
  remote_domain_get_emulator_pin_info_ret: { read: readDomainGetEmulatorPinInfoRet, write: writeDomainGetEmulatorPinInfoRet },
  remote_domain_get_vcpus_args: { read: readDomainGetVcpusArgs, write: writeDomainGetVcpusArgs },
  remote_domain_get_vcpus_ret: { read: readDomainGetVcpusRet, write: writeDomainGetVcpusRet },
  remote_domain_get_max_vcpus_args: { read: readDomainGetMaxVcpusArgs, write: writeDomainGetMaxVcpusArgs },
  remote_domain_get_max_vcpus_ret: { read: readDomainGetMaxVcpusRet, write: writeDomainGetMaxVcpusRet },
  remote_domain_iothread_info: { read: readDomainIothreadInfo, write: writeDomainIothreadInfo },
  remote_domain_get_iothread_info_args: { read: readDomainGetIothreadInfoArgs, write: writeDomainGetIothreadInfoArgs },
  remote_domain_get_iothread_info_ret: { read: readDomainGetIothreadInfoRet, write: writeDomainGetIothreadInfoRet },
  remote_domain_pin_iothread_args: { read: readDomainPinIothreadArgs, write: writeDomainPinIothreadArgs },
  remote_domain_add_iothread_args: { read: readDomainAddIothreadArgs, write: writeDomainAddIothreadArgs },
  remote_domain_del_iothread_args: { read: readDomainDelIothreadArgs, write: writeDomainDelIothreadArgs },
  remote_domain_set_iothread_params_args: { read: readDomainSetIothreadParamsArgs, write: writeDomainSetIothreadParamsArgs },
  remote_domain_get_security_label_args: { read: readDomainGetSecurityLabelArgs, write: writeDomainGetSecurityLabelArgs },
  remote_domain_get_security_label_ret: { read: readDomainGetSecurityLabelRet, write: writeDomainGetSecurityLabelRet },
  remote_domain_get_security_label_list_args: { read: readDomainGetSecurityLabelListArgs, write: writeDomainGetSecurityLabelListArgs },
  remote_domain_get_security_label_list_ret: { read: readDomainGetSecurityLabelListRet, write: writeDomainGetSecurityLabelListRet },
  remote_node_get_security_model_ret: { read: readNodeGetSecurityModelRet, write: writeNodeGetSecurityModelRet },
  remote_domain_attach_device_args: { read: readDomainAttachDeviceArgs, write: writeDomainAttachDeviceArgs },
  remote_domain_attach_device_flags_args: { read: readDomainAttachDeviceFlagsArgs, write: writeDomainAttachDeviceFlagsArgs },
  remote_domain_detach_device_args: { read: readDomainDetachDeviceArgs, write: writeDomainDetachDeviceArgs },
  remote_domain_detach_device_flags_args: { read: readDomainDetachDeviceFlagsArgs, write: writeDomainDetachDeviceFlagsArgs },
  remote_domain_update_device_flags_args: { read: readDomainUpdateDeviceFlagsArgs, write: writeDomainUpdateDeviceFlagsArgs },
  remote_domain_detach_device_alias_args: { read: readDomainDetachDeviceAliasArgs, write: writeDomainDetachDeviceAliasArgs },
  remote_domain_get_autostart_args: { read: readDomainGetAutostartArgs, write: writeDomainGetAutostartArgs },
  remote_domain_get_autostart_ret: { read: readDomainGetAutostartRet, write: writeDomainGetAutostartRet },
  remote_domain_set_autostart_args: { read: readDomainSetAutostartArgs, write: writeDomainSetAutostartArgs },
  remote_domain_set_metadata_args: { read: readDomainSetMetadataArgs, write: writeDomainSetMetadataArgs },
  remote_domain_get_metadata_args: { read: readDomainGetMetadataArgs, write: writeDomainGetMetadataArgs },
  remote_domain_get_metadata_ret: { read: readDomainGetMetadataRet, write: writeDomainGetMetadataRet },
  remote_domain_block_job_abort_args: { read: readDomainBlockJobAbortArgs, write: writeDomainBlockJobAbortArgs },
  remote_domain_get_block_job_info_args: { read: readDomainGetBlockJobInfoArgs, write: writeDomainGetBlockJobInfoArgs },
  remote_domain_get_block_job_info_ret: { read: readDomainGetBlockJobInfoRet, write: writeDomainGetBlockJobInfoRet },
  remote_domain_block_job_set_speed_args: { read: readDomainBlockJobSetSpeedArgs, write: writeDomainBlockJobSetSpeedArgs },
  remote_domain_block_pull_args: { read: readDomainBlockPullArgs, write: writeDomainBlockPullArgs },
  remote_domain_block_rebase_args: { read: readDomainBlockRebaseArgs, write: writeDomainBlockRebaseArgs },
  remote_domain_block_copy_args: { read: readDomainBlockCopyArgs, write: writeDomainBlockCopyArgs },
  remote_domain_block_commit_args: { read: readDomainBlockCommitArgs, write: writeDomainBlockCommitArgs },
  remote_domain_set_block_io_tune_args: { read: readDomainSetBlockIoTuneArgs, write: writeDomainSetBlockIoTuneArgs },
  remote_domain_get_block_io_tune_args: { read: readDomainGetBlockIoTuneArgs, write: writeDomainGetBlockIoTuneArgs },
  remote_domain_get_block_io_tune_ret: { read: readDomainGetBlockIoTuneRet, write: writeDomainGetBlockIoTuneRet },
  remote_domain_set_throttle_group_args: { read: readDomainSetThrottleGroupArgs, write: writeDomainSetThrottleGroupArgs },
  remote_domain_del_throttle_group_args: { read: readDomainDelThrottleGroupArgs, write: writeDomainDelThrottleGroupArgs },
  remote_domain_get_cpu_stats_args: { read: readDomainGetCpuStatsArgs, write: writeDomainGetCpuStatsArgs },
  remote_domain_get_cpu_stats_ret: { read: readDomainGetCpuStatsRet, write: writeDomainGetCpuStatsRet },
  remote_domain_get_hostname_args: { read: readDomainGetHostnameArgs, write: writeDomainGetHostnameArgs },
  remote_domain_get_hostname_ret: { read: readDomainGetHostnameRet, write: writeDomainGetHostnameRet },
  remote_connect_num_of_networks_ret: { read: readConnectNumOfNetworksRet, write: writeConnectNumOfNetworksRet },
  remote_connect_list_networks_args: { read: readConnectListNetworksArgs, write: writeConnectListNetworksArgs },
  remote_connect_list_networks_ret: { read: readConnectListNetworksRet, write: writeConnectListNetworksRet },
  remote_connect_num_of_defined_networks_ret: { read: readConnectNumOfDefinedNetworksRet, write: writeConnectNumOfDefinedNetworksRet },
  remote_connect_list_defined_networks_args: { read: readConnectListDefinedNetworksArgs, write: writeConnectListDefinedNetworksArgs },
  remote_connect_list_defined_networks_ret: { read: readConnectListDefinedNetworksRet, write: writeConnectListDefinedNetworksRet },
  remote_network_lookup_by_uuid_args: { read: readNetworkLookupByUuidArgs, write: writeNetworkLookupByUuidArgs },
  remote_network_lookup_by_uuid_ret: { read: readNetworkLookupByUuidRet, write: writeNetworkLookupByUuidRet },
  remote_network_lookup_by_name_args: { read: readNetworkLookupByNameArgs, write: writeNetworkLookupByNameArgs },
  remote_network_lookup_by_name_ret: { read: readNetworkLookupByNameRet, write: writeNetworkLookupByNameRet },
  remote_network_create_xml_args: { read: readNetworkCreateXmlArgs, write: writeNetworkCreateXmlArgs },
  remote_network_create_xml_ret: { read: readNetworkCreateXmlRet, write: writeNetworkCreateXmlRet },
  remote_network_create_xml_flags_args: { read: readNetworkCreateXmlFlagsArgs, write: writeNetworkCreateXmlFlagsArgs },
  remote_network_create_xml_flags_ret: { read: readNetworkCreateXmlFlagsRet, write: writeNetworkCreateXmlFlagsRet },
  remote_network_define_xml_args: { read: readNetworkDefineXmlArgs, write: writeNetworkDefineXmlArgs },
  remote_network_define_xml_ret: { read: readNetworkDefineXmlRet, write: writeNetworkDefineXmlRet },
  remote_network_define_xml_flags_args: { read: readNetworkDefineXmlFlagsArgs, write: writeNetworkDefineXmlFlagsArgs },
  remote_network_define_xml_flags_ret: { read: readNetworkDefineXmlFlagsRet, write: writeNetworkDefineXmlFlagsRet },
  remote_network_undefine_args: { read: readNetworkUndefineArgs, write: writeNetworkUndefineArgs },
  remote_network_update_args: { read: readNetworkUpdateArgs, write: writeNetworkUpdateArgs },
  remote_network_create_args: { read: readNetworkCreateArgs, write: writeNetworkCreateArgs },
  remote_network_destroy_args: { read: readNetworkDestroyArgs, write: writeNetworkDestroyArgs },
  remote_network_get_xml_desc_args: { read: readNetworkGetXmlDescArgs, write: writeNetworkGetXmlDescArgs },
  remote_network_get_xml_desc_ret: { read: readNetworkGetXmlDescRet, write: writeNetworkGetXmlDescRet },
  remote_network_get_bridge_name_args: { read: readNetworkGetBridgeNameArgs, write: writeNetworkGetBridgeNameArgs },
  remote_network_get_bridge_name_ret: { read: readNetworkGetBridgeNameRet, write: writeNetworkGetBridgeNameRet },
  remote_network_get_autostart_args: { read: readNetworkGetAutostartArgs, write: writeNetworkGetAutostartArgs },
  remote_network_get_autostart_ret: { read: readNetworkGetAutostartRet, write: writeNetworkGetAutostartRet },
  remote_network_set_autostart_args: { read: readNetworkSetAutostartArgs, write: writeNetworkSetAutostartArgs },
  remote_connect_num_of_nwfilters_ret: { read: readConnectNumOfNwfiltersRet, write: writeConnectNumOfNwfiltersRet },
  remote_connect_list_nwfilters_args: { read: readConnectListNwfiltersArgs, write: writeConnectListNwfiltersArgs },
  remote_connect_list_nwfilters_ret: { read: readConnectListNwfiltersRet, write: writeConnectListNwfiltersRet },
  remote_nwfilter_lookup_by_uuid_args: { read: readNwfilterLookupByUuidArgs, write: writeNwfilterLookupByUuidArgs },
  remote_nwfilter_lookup_by_uuid_ret: { read: readNwfilterLookupByUuidRet, write: writeNwfilterLookupByUuidRet },
  remote_nwfilter_lookup_by_name_args: { read: readNwfilterLookupByNameArgs, write: writeNwfilterLookupByNameArgs },
  remote_nwfilter_lookup_by_name_ret: { read: readNwfilterLookupByNameRet, write: writeNwfilterLookupByNameRet },
  remote_nwfilter_define_xml_args: { read: readNwfilterDefineXmlArgs, write: writeNwfilterDefineXmlArgs },
  remote_nwfilter_define_xml_ret: { read: readNwfilterDefineXmlRet, write: writeNwfilterDefineXmlRet },
  remote_nwfilter_define_xml_flags_args: { read: readNwfilterDefineXmlFlagsArgs, write: writeNwfilterDefineXmlFlagsArgs },
  remote_nwfilter_define_xml_flags_ret: { read: readNwfilterDefineXmlFlagsRet, write: writeNwfilterDefineXmlFlagsRet },
  remote_nwfilter_undefine_args: { read: readNwfilterUndefineArgs, write: writeNwfilterUndefineArgs },
  remote_nwfilter_get_xml_desc_args: { read: readNwfilterGetXmlDescArgs, write: writeNwfilterGetXmlDescArgs },
  remote_nwfilter_get_xml_desc_ret: { read: readNwfilterGetXmlDescRet, write: writeNwfilterGetXmlDescRet },
  remote_connect_num_of_interfaces_ret: { read: readConnectNumOfInterfacesRet, write: writeConnectNumOfInterfacesRet },
  remote_connect_list_interfaces_args: { read: readConnectListInterfacesArgs, write: writeConnectListInterfacesArgs },
  remote_connect_list_interfaces_ret: { read: readConnectListInterfacesRet, write: writeConnectListInterfacesRet },
  remote_connect_num_of_defined_interfaces_ret: { read: readConnectNumOfDefinedInterfacesRet, write: writeConnectNumOfDefinedInterfacesRet },
  remote_connect_list_defined_interfaces_args: { read: readConnectListDefinedInterfacesArgs, write: writeConnectListDefinedInterfacesArgs },
  remote_connect_list_defined_interfaces_ret: { read: readConnectListDefinedInterfacesRet, write: writeConnectListDefinedInterfacesRet },
  remote_interface_lookup_by_name_args: { read: readInterfaceLookupByNameArgs, write: writeInterfaceLookupByNameArgs },
  remote_interface_lookup_by_name_ret: { read: readInterfaceLookupByNameRet, write: writeInterfaceLookupByNameRet },
  remote_interface_lookup_by_mac_string_args: { read: readInterfaceLookupByMacStringArgs, write: writeInterfaceLookupByMacStringArgs },
  remote_interface_lookup_by_mac_string_ret: { read: readInterfaceLookupByMacStringRet, write: writeInterfaceLookupByMacStringRet },
  remote_interface_get_xml_desc_args: { read: readInterfaceGetXmlDescArgs, write: writeInterfaceGetXmlDescArgs },
  remote_interface_get_xml_desc_ret: { read: readInterfaceGetXmlDescRet, write: writeInterfaceGetXmlDescRet },
  remote_interface_define_xml_args: { read: readInterfaceDefineXmlArgs, write: writeInterfaceDefineXmlArgs },
  remote_interface_define_xml_ret: { read: readInterfaceDefineXmlRet, write: writeInterfaceDefineXmlRet },
  remote_interface_undefine_args: { read: readInterfaceUndefineArgs, write: writeInterfaceUndefineArgs },
  remote_interface_create_args: { read: readInterfaceCreateArgs, write: writeInterfaceCreateArgs },
  remote_interface_destroy_args: { read: readInterfaceDestroyArgs, write: writeInterfaceDestroyArgs },
  remote_interface_change_begin_args: { read: readInterfaceChangeBeginArgs, write: writeInterfaceChangeBeginArgs },
  remote_interface_change_commit_args: { read: readInterfaceChangeCommitArgs, write: writeInterfaceChangeCommitArgs },
  remote_interface_change_rollback_args: { read: readInterfaceChangeRollbackArgs, write: writeInterfaceChangeRollbackArgs },
  remote_auth_list_ret: { read: readAuthListRet, write: writeAuthListRet },
  remote_auth_sasl_init_ret: { read: readAuthSaslInitRet, write: writeAuthSaslInitRet },
  remote_auth_sasl_start_args: { read: readAuthSaslStartArgs, write: writeAuthSaslStartArgs },
  remote_auth_sasl_start_ret: { read: readAuthSaslStartRet, write: writeAuthSaslStartRet },
  remote_auth_sasl_step_args: { read: readAuthSaslStepArgs, write: writeAuthSaslStepArgs },
  remote_auth_sasl_step_ret: { read: readAuthSaslStepRet, write: writeAuthSaslStepRet },
  remote_auth_polkit_ret: { read: readAuthPolkitRet, write: writeAuthPolkitRet },
  remote_connect_num_of_storage_pools_ret: { read: readConnectNumOfStoragePoolsRet, write: writeConnectNumOfStoragePoolsRet },
  remote_connect_list_storage_pools_args: { read: readConnectListStoragePoolsArgs, write: writeConnectListStoragePoolsArgs },
  remote_connect_list_storage_pools_ret: { read: readConnectListStoragePoolsRet, write: writeConnectListStoragePoolsRet },
  remote_connect_num_of_defined_storage_pools_ret: { read: readConnectNumOfDefinedStoragePoolsRet, write: writeConnectNumOfDefinedStoragePoolsRet },
  remote_connect_list_defined_storage_pools_args: { read: readConnectListDefinedStoragePoolsArgs, write: writeConnectListDefinedStoragePoolsArgs },
  remote_connect_list_defined_storage_pools_ret: { read: readConnectListDefinedStoragePoolsRet, write: writeConnectListDefinedStoragePoolsRet },
  remote_connect_find_storage_pool_sources_args: { read: readConnectFindStoragePoolSourcesArgs, write: writeConnectFindStoragePoolSourcesArgs },
  remote_connect_find_storage_pool_sources_ret: { read: readConnectFindStoragePoolSourcesRet, write: writeConnectFindStoragePoolSourcesRet },
  remote_storage_pool_lookup_by_uuid_args: { read: readStoragePoolLookupByUuidArgs, write: writeStoragePoolLookupByUuidArgs },
  remote_storage_pool_lookup_by_uuid_ret: { read: readStoragePoolLookupByUuidRet, write: writeStoragePoolLookupByUuidRet },
  remote_storage_pool_lookup_by_name_args: { read: readStoragePoolLookupByNameArgs, write: writeStoragePoolLookupByNameArgs },
  remote_storage_pool_lookup_by_name_ret: { read: readStoragePoolLookupByNameRet, write: writeStoragePoolLookupByNameRet },
  remote_storage_pool_lookup_by_volume_args: { read: readStoragePoolLookupByVolumeArgs, write: writeStoragePoolLookupByVolumeArgs },
  remote_storage_pool_lookup_by_volume_ret: { read: readStoragePoolLookupByVolumeRet, write: writeStoragePoolLookupByVolumeRet },
  remote_storage_pool_lookup_by_target_path_args: { read: readStoragePoolLookupByTargetPathArgs, write: writeStoragePoolLookupByTargetPathArgs },
  remote_storage_pool_lookup_by_target_path_ret: { read: readStoragePoolLookupByTargetPathRet, write: writeStoragePoolLookupByTargetPathRet },
  remote_storage_pool_create_xml_args: { read: readStoragePoolCreateXmlArgs, write: writeStoragePoolCreateXmlArgs },
  remote_storage_pool_create_xml_ret: { read: readStoragePoolCreateXmlRet, write: writeStoragePoolCreateXmlRet },
  remote_storage_pool_define_xml_args: { read: readStoragePoolDefineXmlArgs, write: writeStoragePoolDefineXmlArgs },
  remote_storage_pool_define_xml_ret: { read: readStoragePoolDefineXmlRet, write: writeStoragePoolDefineXmlRet },
  remote_storage_pool_build_args: { read: readStoragePoolBuildArgs, write: writeStoragePoolBuildArgs },
  remote_storage_pool_undefine_args: { read: readStoragePoolUndefineArgs, write: writeStoragePoolUndefineArgs },
  remote_storage_pool_create_args: { read: readStoragePoolCreateArgs, write: writeStoragePoolCreateArgs },
  remote_storage_pool_destroy_args: { read: readStoragePoolDestroyArgs, write: writeStoragePoolDestroyArgs },
  remote_storage_pool_delete_args: { read: readStoragePoolDeleteArgs, write: writeStoragePoolDeleteArgs },
  remote_storage_pool_refresh_args: { read: readStoragePoolRefreshArgs, write: writeStoragePoolRefreshArgs },
  remote_storage_pool_get_xml_desc_args: { read: readStoragePoolGetXmlDescArgs, write: writeStoragePoolGetXmlDescArgs },
  remote_storage_pool_get_xml_desc_ret: { read: readStoragePoolGetXmlDescRet, write: writeStoragePoolGetXmlDescRet },
  remote_storage_pool_get_info_args: { read: readStoragePoolGetInfoArgs, write: writeStoragePoolGetInfoArgs },
  remote_storage_pool_get_info_ret: { read: readStoragePoolGetInfoRet, write: writeStoragePoolGetInfoRet },
  remote_storage_pool_get_autostart_args: { read: readStoragePoolGetAutostartArgs, write: writeStoragePoolGetAutostartArgs },
  remote_storage_pool_get_autostart_ret: { read: readStoragePoolGetAutostartRet, write: writeStoragePoolGetAutostartRet },
  remote_storage_pool_set_autostart_args: { read: readStoragePoolSetAutostartArgs, write: writeStoragePoolSetAutostartArgs },
  remote_storage_pool_num_of_volumes_args: { read: readStoragePoolNumOfVolumesArgs, write: writeStoragePoolNumOfVolumesArgs },
  remote_storage_pool_num_of_volumes_ret: { read: readStoragePoolNumOfVolumesRet, write: writeStoragePoolNumOfVolumesRet },
  remote_storage_pool_list_volumes_args: { read: readStoragePoolListVolumesArgs, write: writeStoragePoolListVolumesArgs },
  remote_storage_pool_list_volumes_ret: { read: readStoragePoolListVolumesRet, write: writeStoragePoolListVolumesRet },
  remote_storage_vol_lookup_by_name_args: { read: readStorageVolLookupByNameArgs, write: writeStorageVolLookupByNameArgs },
  remote_storage_vol_lookup_by_name_ret: { read: readStorageVolLookupByNameRet, write: writeStorageVolLookupByNameRet },
  remote_storage_vol_lookup_by_key_args: { read: readStorageVolLookupByKeyArgs, write: writeStorageVolLookupByKeyArgs },
  remote_storage_vol_lookup_by_key_ret: { read: readStorageVolLookupByKeyRet, write: writeStorageVolLookupByKeyRet },
  remote_storage_vol_lookup_by_path_args: { read: readStorageVolLookupByPathArgs, write: writeStorageVolLookupByPathArgs },
  remote_storage_vol_lookup_by_path_ret: { read: readStorageVolLookupByPathRet, write: writeStorageVolLookupByPathRet },
  remote_storage_vol_create_xml_args: { read: readStorageVolCreateXmlArgs, write: writeStorageVolCreateXmlArgs },
  remote_storage_vol_create_xml_ret: { read: readStorageVolCreateXmlRet, write: writeStorageVolCreateXmlRet },
  remote_storage_vol_create_xml_from_args: { read: readStorageVolCreateXmlFromArgs, write: writeStorageVolCreateXmlFromArgs },
  remote_storage_vol_create_xml_from_ret: { read: readStorageVolCreateXmlFromRet, write: writeStorageVolCreateXmlFromRet },
  remote_storage_vol_delete_args: { read: readStorageVolDeleteArgs, write: writeStorageVolDeleteArgs },
  remote_storage_vol_wipe_args: { read: readStorageVolWipeArgs, write: writeStorageVolWipeArgs },
  remote_storage_vol_wipe_pattern_args: { read: readStorageVolWipePatternArgs, write: writeStorageVolWipePatternArgs },
  remote_storage_vol_get_xml_desc_args: { read: readStorageVolGetXmlDescArgs, write: writeStorageVolGetXmlDescArgs },
  remote_storage_vol_get_xml_desc_ret: { read: readStorageVolGetXmlDescRet, write: writeStorageVolGetXmlDescRet },
  remote_storage_vol_get_info_args: { read: readStorageVolGetInfoArgs, write: writeStorageVolGetInfoArgs },
  remote_storage_vol_get_info_ret: { read: readStorageVolGetInfoRet, write: writeStorageVolGetInfoRet },
  remote_storage_vol_get_info_flags_args: { read: readStorageVolGetInfoFlagsArgs, write: writeStorageVolGetInfoFlagsArgs },
  remote_storage_vol_get_info_flags_ret: { read: readStorageVolGetInfoFlagsRet, write: writeStorageVolGetInfoFlagsRet },
  remote_storage_vol_get_path_args: { read: readStorageVolGetPathArgs, write: writeStorageVolGetPathArgs },
  remote_storage_vol_get_path_ret: { read: readStorageVolGetPathRet, write: writeStorageVolGetPathRet },
  remote_storage_vol_resize_args: { read: readStorageVolResizeArgs, write: writeStorageVolResizeArgs },
  remote_node_num_of_devices_args: { read: readNodeNumOfDevicesArgs, write: writeNodeNumOfDevicesArgs },
  remote_node_num_of_devices_ret: { read: readNodeNumOfDevicesRet, write: writeNodeNumOfDevicesRet },
  remote_node_list_devices_args: { read: readNodeListDevicesArgs, write: writeNodeListDevicesArgs },
  remote_node_list_devices_ret: { read: readNodeListDevicesRet, write: writeNodeListDevicesRet },
  remote_node_device_lookup_by_name_args: { read: readNodeDeviceLookupByNameArgs, write: writeNodeDeviceLookupByNameArgs },
  remote_node_device_lookup_by_name_ret: { read: readNodeDeviceLookupByNameRet, write: writeNodeDeviceLookupByNameRet },
  remote_node_device_lookup_scsi_host_by_wwn_args: { read: readNodeDeviceLookupScsiHostByWwnArgs, write: writeNodeDeviceLookupScsiHostByWwnArgs },
  remote_node_device_lookup_scsi_host_by_wwn_ret: { read: readNodeDeviceLookupScsiHostByWwnRet, write: writeNodeDeviceLookupScsiHostByWwnRet },
  remote_node_device_get_xml_desc_args: { read: readNodeDeviceGetXmlDescArgs, write: writeNodeDeviceGetXmlDescArgs },
  remote_node_device_get_xml_desc_ret: { read: readNodeDeviceGetXmlDescRet, write: writeNodeDeviceGetXmlDescRet },
  remote_node_device_get_parent_args: { read: readNodeDeviceGetParentArgs, write: writeNodeDeviceGetParentArgs },
  remote_node_device_get_parent_ret: { read: readNodeDeviceGetParentRet, write: writeNodeDeviceGetParentRet },
  remote_node_device_num_of_caps_args: { read: readNodeDeviceNumOfCapsArgs, write: writeNodeDeviceNumOfCapsArgs },
  remote_node_device_num_of_caps_ret: { read: readNodeDeviceNumOfCapsRet, write: writeNodeDeviceNumOfCapsRet },
  remote_node_device_list_caps_args: { read: readNodeDeviceListCapsArgs, write: writeNodeDeviceListCapsArgs },
  remote_node_device_list_caps_ret: { read: readNodeDeviceListCapsRet, write: writeNodeDeviceListCapsRet },
  remote_node_device_dettach_args: { read: readNodeDeviceDettachArgs, write: writeNodeDeviceDettachArgs },
  remote_node_device_detach_flags_args: { read: readNodeDeviceDetachFlagsArgs, write: writeNodeDeviceDetachFlagsArgs },
  remote_node_device_re_attach_args: { read: readNodeDeviceReAttachArgs, write: writeNodeDeviceReAttachArgs },
  remote_node_device_reset_args: { read: readNodeDeviceResetArgs, write: writeNodeDeviceResetArgs },
  remote_node_device_create_xml_args: { read: readNodeDeviceCreateXmlArgs, write: writeNodeDeviceCreateXmlArgs },
  remote_node_device_create_xml_ret: { read: readNodeDeviceCreateXmlRet, write: writeNodeDeviceCreateXmlRet },
  remote_node_device_destroy_args: { read: readNodeDeviceDestroyArgs, write: writeNodeDeviceDestroyArgs },
  remote_node_device_define_xml_args: { read: readNodeDeviceDefineXmlArgs, write: writeNodeDeviceDefineXmlArgs },
  remote_node_device_define_xml_ret: { read: readNodeDeviceDefineXmlRet, write: writeNodeDeviceDefineXmlRet },
  remote_node_device_undefine_args: { read: readNodeDeviceUndefineArgs, write: writeNodeDeviceUndefineArgs },
  remote_node_device_create_args: { read: readNodeDeviceCreateArgs, write: writeNodeDeviceCreateArgs },
  remote_node_device_get_autostart_args: { read: readNodeDeviceGetAutostartArgs, write: writeNodeDeviceGetAutostartArgs },
  remote_node_device_get_autostart_ret: { read: readNodeDeviceGetAutostartRet, write: writeNodeDeviceGetAutostartRet },
  remote_node_device_set_autostart_args: { read: readNodeDeviceSetAutostartArgs, write: writeNodeDeviceSetAutostartArgs },
  remote_node_device_is_persistent_args: { read: readNodeDeviceIsPersistentArgs, write: writeNodeDeviceIsPersistentArgs },
  remote_node_device_is_persistent_ret: { read: readNodeDeviceIsPersistentRet, write: writeNodeDeviceIsPersistentRet },
  remote_node_device_is_active_args: { read: readNodeDeviceIsActiveArgs, write: writeNodeDeviceIsActiveArgs },
  remote_node_device_is_active_ret: { read: readNodeDeviceIsActiveRet, write: writeNodeDeviceIsActiveRet },
  remote_node_device_update_args: { read: readNodeDeviceUpdateArgs, write: writeNodeDeviceUpdateArgs },
  remote_connect_domain_event_register_ret: { read: readConnectDomainEventRegisterRet, write: writeConnectDomainEventRegisterRet },
  remote_connect_domain_event_deregister_ret: { read: readConnectDomainEventDeregisterRet, write: writeConnectDomainEventDeregisterRet },
  remote_domain_event_lifecycle_msg: { read: readDomainEventLifecycleMsg, write: writeDomainEventLifecycleMsg },
  remote_domain_event_callback_lifecycle_msg: { read: readDomainEventCallbackLifecycleMsg, write: writeDomainEventCallbackLifecycleMsg },
  remote_connect_domain_xml_from_native_args: { read: readConnectDomainXmlFromNativeArgs, write: writeConnectDomainXmlFromNativeArgs },
  remote_connect_domain_xml_from_native_ret: { read: readConnectDomainXmlFromNativeRet, write: writeConnectDomainXmlFromNativeRet },
  remote_connect_domain_xml_to_native_args: { read: readConnectDomainXmlToNativeArgs, write: writeConnectDomainXmlToNativeArgs },
  remote_connect_domain_xml_to_native_ret: { read: readConnectDomainXmlToNativeRet, write: writeConnectDomainXmlToNativeRet },
  remote_connect_num_of_secrets_ret: { read: readConnectNumOfSecretsRet, write: writeConnectNumOfSecretsRet },
  remote_connect_list_secrets_args: { read: readConnectListSecretsArgs, write: writeConnectListSecretsArgs },
  remote_connect_list_secrets_ret: { read: readConnectListSecretsRet, write: writeConnectListSecretsRet },
  remote_secret_lookup_by_uuid_args: { read: readSecretLookupByUuidArgs, write: writeSecretLookupByUuidArgs },
  remote_secret_lookup_by_uuid_ret: { read: readSecretLookupByUuidRet, write: writeSecretLookupByUuidRet },
  remote_secret_define_xml_args: { read: readSecretDefineXmlArgs, write: writeSecretDefineXmlArgs },
  remote_secret_define_xml_ret: { read: readSecretDefineXmlRet, write: writeSecretDefineXmlRet },
  remote_secret_get_xml_desc_args: { read: readSecretGetXmlDescArgs, write: writeSecretGetXmlDescArgs },
  remote_secret_get_xml_desc_ret: { read: readSecretGetXmlDescRet, write: writeSecretGetXmlDescRet },
  remote_secret_set_value_args: { read: readSecretSetValueArgs, write: writeSecretSetValueArgs },
  remote_secret_get_value_args: { read: readSecretGetValueArgs, write: writeSecretGetValueArgs },
  remote_secret_get_value_ret: { read: readSecretGetValueRet, write: writeSecretGetValueRet },
  remote_secret_undefine_args: { read: readSecretUndefineArgs, write: writeSecretUndefineArgs },
  remote_secret_lookup_by_usage_args: { read: readSecretLookupByUsageArgs, write: writeSecretLookupByUsageArgs },
  remote_secret_lookup_by_usage_ret: { read: readSecretLookupByUsageRet, write: writeSecretLookupByUsageRet },
  remote_domain_migrate_prepare_tunnel_args: { read: readDomainMigratePrepareTunnelArgs, write: writeDomainMigratePrepareTunnelArgs },
  remote_connect_is_secure_ret: { read: readConnectIsSecureRet, write: writeConnectIsSecureRet },
  remote_domain_is_active_args: { read: readDomainIsActiveArgs, write: writeDomainIsActiveArgs },
  remote_domain_is_active_ret: { read: readDomainIsActiveRet, write: writeDomainIsActiveRet },
  remote_domain_is_persistent_args: { read: readDomainIsPersistentArgs, write: writeDomainIsPersistentArgs },
  remote_domain_is_persistent_ret: { read: readDomainIsPersistentRet, write: writeDomainIsPersistentRet },
  remote_domain_is_updated_args: { read: readDomainIsUpdatedArgs, write: writeDomainIsUpdatedArgs },
  remote_domain_is_updated_ret: { read: readDomainIsUpdatedRet, write: writeDomainIsUpdatedRet },
  remote_network_is_active_args: { read: readNetworkIsActiveArgs, write: writeNetworkIsActiveArgs },
  remote_network_is_active_ret: { read: readNetworkIsActiveRet, write: writeNetworkIsActiveRet },
  remote_network_is_persistent_args: { read: readNetworkIsPersistentArgs, write: writeNetworkIsPersistentArgs },
  remote_network_is_persistent_ret: { read: readNetworkIsPersistentRet, write: writeNetworkIsPersistentRet },
  remote_storage_pool_is_active_args: { read: readStoragePoolIsActiveArgs, write: writeStoragePoolIsActiveArgs },
  remote_storage_pool_is_active_ret: { read: readStoragePoolIsActiveRet, write: writeStoragePoolIsActiveRet },
  remote_storage_pool_is_persistent_args: { read: readStoragePoolIsPersistentArgs, write: writeStoragePoolIsPersistentArgs },
  remote_storage_pool_is_persistent_ret: { read: readStoragePoolIsPersistentRet, write: writeStoragePoolIsPersistentRet },
  remote_interface_is_active_args: { read: readInterfaceIsActiveArgs, write: writeInterfaceIsActiveArgs },
  remote_interface_is_active_ret: { read: readInterfaceIsActiveRet, write: writeInterfaceIsActiveRet },
  remote_connect_compare_cpu_args: { read: readConnectCompareCpuArgs, write: writeConnectCompareCpuArgs },
  remote_connect_compare_cpu_ret: { read: readConnectCompareCpuRet, write: writeConnectCompareCpuRet },
  remote_connect_baseline_cpu_args: { read: readConnectBaselineCpuArgs, write: writeConnectBaselineCpuArgs },
  remote_connect_baseline_cpu_ret: { read: readConnectBaselineCpuRet, write: writeConnectBaselineCpuRet },
  remote_domain_get_job_info_args: { read: readDomainGetJobInfoArgs, write: writeDomainGetJobInfoArgs },
  remote_domain_get_job_info_ret: { read: readDomainGetJobInfoRet, write: writeDomainGetJobInfoRet },
  remote_domain_get_job_stats_args: { read: readDomainGetJobStatsArgs, write: writeDomainGetJobStatsArgs },
  remote_domain_get_job_stats_ret: { read: readDomainGetJobStatsRet, write: writeDomainGetJobStatsRet },
  remote_domain_abort_job_args: { read: readDomainAbortJobArgs, write: writeDomainAbortJobArgs },
  remote_domain_abort_job_flags_args: { read: readDomainAbortJobFlagsArgs, write: writeDomainAbortJobFlagsArgs },
  remote_domain_migrate_get_max_downtime_args: { read: readDomainMigrateGetMaxDowntimeArgs, write: writeDomainMigrateGetMaxDowntimeArgs },
  remote_domain_migrate_get_max_downtime_ret: { read: readDomainMigrateGetMaxDowntimeRet, write: writeDomainMigrateGetMaxDowntimeRet },
  remote_domain_migrate_set_max_downtime_args: { read: readDomainMigrateSetMaxDowntimeArgs, write: writeDomainMigrateSetMaxDowntimeArgs },
  remote_domain_migrate_get_compression_cache_args: { read: readDomainMigrateGetCompressionCacheArgs, write: writeDomainMigrateGetCompressionCacheArgs },
  remote_domain_migrate_get_compression_cache_ret: { read: readDomainMigrateGetCompressionCacheRet, write: writeDomainMigrateGetCompressionCacheRet },
  remote_domain_migrate_set_compression_cache_args: { read: readDomainMigrateSetCompressionCacheArgs, write: writeDomainMigrateSetCompressionCacheArgs },
  remote_domain_migrate_set_max_speed_args: { read: readDomainMigrateSetMaxSpeedArgs, write: writeDomainMigrateSetMaxSpeedArgs },
  remote_domain_migrate_get_max_speed_args: { read: readDomainMigrateGetMaxSpeedArgs, write: writeDomainMigrateGetMaxSpeedArgs },
  remote_domain_migrate_get_max_speed_ret: { read: readDomainMigrateGetMaxSpeedRet, write: writeDomainMigrateGetMaxSpeedRet },
  remote_connect_domain_event_register_any_args: { read: readConnectDomainEventRegisterAnyArgs, write: writeConnectDomainEventRegisterAnyArgs },
  remote_connect_domain_event_deregister_any_args: { read: readConnectDomainEventDeregisterAnyArgs, write: writeConnectDomainEventDeregisterAnyArgs },
  remote_connect_domain_event_callback_register_any_args: { read: readConnectDomainEventCallbackRegisterAnyArgs, write: writeConnectDomainEventCallbackRegisterAnyArgs },
  remote_connect_domain_event_callback_register_any_ret: { read: readConnectDomainEventCallbackRegisterAnyRet, write: writeConnectDomainEventCallbackRegisterAnyRet },
  remote_connect_domain_event_callback_deregister_any_args: { read: readConnectDomainEventCallbackDeregisterAnyArgs, write: writeConnectDomainEventCallbackDeregisterAnyArgs },
  remote_domain_event_reboot_msg: { read: readDomainEventRebootMsg, write: writeDomainEventRebootMsg },
  remote_domain_event_callback_reboot_msg: { read: readDomainEventCallbackRebootMsg, write: writeDomainEventCallbackRebootMsg },
  remote_domain_event_rtc_change_msg: { read: readDomainEventRtcChangeMsg, write: writeDomainEventRtcChangeMsg },
  remote_domain_event_callback_rtc_change_msg: { read: readDomainEventCallbackRtcChangeMsg, write: writeDomainEventCallbackRtcChangeMsg },
  remote_domain_event_watchdog_msg: { read: readDomainEventWatchdogMsg, write: writeDomainEventWatchdogMsg },
  remote_domain_event_callback_watchdog_msg: { read: readDomainEventCallbackWatchdogMsg, write: writeDomainEventCallbackWatchdogMsg },
  remote_domain_event_io_error_msg: { read: readDomainEventIoErrorMsg, write: writeDomainEventIoErrorMsg },
  remote_domain_event_callback_io_error_msg: { read: readDomainEventCallbackIoErrorMsg, write: writeDomainEventCallbackIoErrorMsg },
  remote_domain_event_io_error_reason_msg: { read: readDomainEventIoErrorReasonMsg, write: writeDomainEventIoErrorReasonMsg },
  remote_domain_event_callback_io_error_reason_msg: { read: readDomainEventCallbackIoErrorReasonMsg, write: writeDomainEventCallbackIoErrorReasonMsg },
  remote_domain_event_graphics_address: { read: readDomainEventGraphicsAddress, write: writeDomainEventGraphicsAddress },
  remote_domain_event_graphics_identity: { read: readDomainEventGraphicsIdentity, write: writeDomainEventGraphicsIdentity },
  remote_domain_event_graphics_msg: { read: readDomainEventGraphicsMsg, write: writeDomainEventGraphicsMsg },
  remote_domain_event_callback_graphics_msg: { read: readDomainEventCallbackGraphicsMsg, write: writeDomainEventCallbackGraphicsMsg },
  remote_domain_event_block_job_msg: { read: readDomainEventBlockJobMsg, write: writeDomainEventBlockJobMsg },
  remote_domain_event_callback_block_job_msg: { read: readDomainEventCallbackBlockJobMsg, write: writeDomainEventCallbackBlockJobMsg },
  remote_domain_event_disk_change_msg: { read: readDomainEventDiskChangeMsg, write: writeDomainEventDiskChangeMsg },
  remote_domain_event_callback_disk_change_msg: { read: readDomainEventCallbackDiskChangeMsg, write: writeDomainEventCallbackDiskChangeMsg },
  remote_domain_event_tray_change_msg: { read: readDomainEventTrayChangeMsg, write: writeDomainEventTrayChangeMsg },
  remote_domain_event_callback_tray_change_msg: { read: readDomainEventCallbackTrayChangeMsg, write: writeDomainEventCallbackTrayChangeMsg },
  remote_domain_event_pmwakeup_msg: { read: readDomainEventPmwakeupMsg, write: writeDomainEventPmwakeupMsg },
  remote_domain_event_callback_pmwakeup_msg: { read: readDomainEventCallbackPmwakeupMsg, write: writeDomainEventCallbackPmwakeupMsg },
  remote_domain_event_pmsuspend_msg: { read: readDomainEventPmsuspendMsg, write: writeDomainEventPmsuspendMsg },
  remote_domain_event_callback_pmsuspend_msg: { read: readDomainEventCallbackPmsuspendMsg, write: writeDomainEventCallbackPmsuspendMsg },
  remote_domain_event_balloon_change_msg: { read: readDomainEventBalloonChangeMsg, write: writeDomainEventBalloonChangeMsg },
  remote_domain_event_callback_balloon_change_msg: { read: readDomainEventCallbackBalloonChangeMsg, write: writeDomainEventCallbackBalloonChangeMsg },
  remote_domain_event_pmsuspend_disk_msg: { read: readDomainEventPmsuspendDiskMsg, write: writeDomainEventPmsuspendDiskMsg },
  remote_domain_event_callback_pmsuspend_disk_msg: { read: readDomainEventCallbackPmsuspendDiskMsg, write: writeDomainEventCallbackPmsuspendDiskMsg },
  remote_domain_managed_save_args: { read: readDomainManagedSaveArgs, write: writeDomainManagedSaveArgs },
  remote_domain_has_managed_save_image_args: { read: readDomainHasManagedSaveImageArgs, write: writeDomainHasManagedSaveImageArgs },
  remote_domain_has_managed_save_image_ret: { read: readDomainHasManagedSaveImageRet, write: writeDomainHasManagedSaveImageRet },
  remote_domain_managed_save_remove_args: { read: readDomainManagedSaveRemoveArgs, write: writeDomainManagedSaveRemoveArgs },
  remote_domain_managed_save_get_xml_desc_args: { read: readDomainManagedSaveGetXmlDescArgs, write: writeDomainManagedSaveGetXmlDescArgs },
  remote_domain_managed_save_get_xml_desc_ret: { read: readDomainManagedSaveGetXmlDescRet, write: writeDomainManagedSaveGetXmlDescRet },
  remote_domain_managed_save_define_xml_args: { read: readDomainManagedSaveDefineXmlArgs, write: writeDomainManagedSaveDefineXmlArgs },
  remote_domain_snapshot_create_xml_args: { read: readDomainSnapshotCreateXmlArgs, write: writeDomainSnapshotCreateXmlArgs },
  remote_domain_snapshot_create_xml_ret: { read: readDomainSnapshotCreateXmlRet, write: writeDomainSnapshotCreateXmlRet },
  remote_domain_snapshot_get_xml_desc_args: { read: readDomainSnapshotGetXmlDescArgs, write: writeDomainSnapshotGetXmlDescArgs },
  remote_domain_snapshot_get_xml_desc_ret: { read: readDomainSnapshotGetXmlDescRet, write: writeDomainSnapshotGetXmlDescRet },
  remote_domain_snapshot_num_args: { read: readDomainSnapshotNumArgs, write: writeDomainSnapshotNumArgs },
  remote_domain_snapshot_num_ret: { read: readDomainSnapshotNumRet, write: writeDomainSnapshotNumRet },
  remote_domain_snapshot_list_names_args: { read: readDomainSnapshotListNamesArgs, write: writeDomainSnapshotListNamesArgs },
  remote_domain_snapshot_list_names_ret: { read: readDomainSnapshotListNamesRet, write: writeDomainSnapshotListNamesRet },
  remote_domain_list_all_snapshots_args: { read: readDomainListAllSnapshotsArgs, write: writeDomainListAllSnapshotsArgs },
  remote_domain_list_all_snapshots_ret: { read: readDomainListAllSnapshotsRet, write: writeDomainListAllSnapshotsRet },
  remote_domain_snapshot_num_children_args: { read: readDomainSnapshotNumChildrenArgs, write: writeDomainSnapshotNumChildrenArgs },
  remote_domain_snapshot_num_children_ret: { read: readDomainSnapshotNumChildrenRet, write: writeDomainSnapshotNumChildrenRet },
  remote_domain_snapshot_list_children_names_args: { read: readDomainSnapshotListChildrenNamesArgs, write: writeDomainSnapshotListChildrenNamesArgs },
  remote_domain_snapshot_list_children_names_ret: { read: readDomainSnapshotListChildrenNamesRet, write: writeDomainSnapshotListChildrenNamesRet },
  remote_domain_snapshot_list_all_children_args: { read: readDomainSnapshotListAllChildrenArgs, write: writeDomainSnapshotListAllChildrenArgs },
  remote_domain_snapshot_list_all_children_ret: { read: readDomainSnapshotListAllChildrenRet, write: writeDomainSnapshotListAllChildrenRet },
  remote_domain_snapshot_lookup_by_name_args: { read: readDomainSnapshotLookupByNameArgs, write: writeDomainSnapshotLookupByNameArgs },
  remote_domain_snapshot_lookup_by_name_ret: { read: readDomainSnapshotLookupByNameRet, write: writeDomainSnapshotLookupByNameRet },
  remote_domain_has_current_snapshot_args: { read: readDomainHasCurrentSnapshotArgs, write: writeDomainHasCurrentSnapshotArgs },
  remote_domain_has_current_snapshot_ret: { read: readDomainHasCurrentSnapshotRet, write: writeDomainHasCurrentSnapshotRet },
  remote_domain_snapshot_get_parent_args: { read: readDomainSnapshotGetParentArgs, write: writeDomainSnapshotGetParentArgs },
  remote_domain_snapshot_get_parent_ret: { read: readDomainSnapshotGetParentRet, write: writeDomainSnapshotGetParentRet },
  remote_domain_snapshot_current_args: { read: readDomainSnapshotCurrentArgs, write: writeDomainSnapshotCurrentArgs },
  remote_domain_snapshot_current_ret: { read: readDomainSnapshotCurrentRet, write: writeDomainSnapshotCurrentRet },
  remote_domain_snapshot_is_current_args: { read: readDomainSnapshotIsCurrentArgs, write: writeDomainSnapshotIsCurrentArgs },
  remote_domain_snapshot_is_current_ret: { read: readDomainSnapshotIsCurrentRet, write: writeDomainSnapshotIsCurrentRet },
  remote_domain_snapshot_has_metadata_args: { read: readDomainSnapshotHasMetadataArgs, write: writeDomainSnapshotHasMetadataArgs },
  remote_domain_snapshot_has_metadata_ret: { read: readDomainSnapshotHasMetadataRet, write: writeDomainSnapshotHasMetadataRet },
  remote_domain_revert_to_snapshot_args: { read: readDomainRevertToSnapshotArgs, write: writeDomainRevertToSnapshotArgs },
  remote_domain_snapshot_delete_args: { read: readDomainSnapshotDeleteArgs, write: writeDomainSnapshotDeleteArgs },
  remote_domain_open_console_args: { read: readDomainOpenConsoleArgs, write: writeDomainOpenConsoleArgs },
  remote_domain_open_channel_args: { read: readDomainOpenChannelArgs, write: writeDomainOpenChannelArgs },
  remote_storage_vol_upload_args: { read: readStorageVolUploadArgs, write: writeStorageVolUploadArgs },
  remote_storage_vol_download_args: { read: readStorageVolDownloadArgs, write: writeStorageVolDownloadArgs },
  remote_domain_get_state_args: { read: readDomainGetStateArgs, write: writeDomainGetStateArgs },
  remote_domain_get_state_ret: { read: readDomainGetStateRet, write: writeDomainGetStateRet },
  remote_domain_migrate_begin3_args: { read: readDomainMigrateBegin3Args, write: writeDomainMigrateBegin3Args },
  remote_domain_migrate_begin3_ret: { read: readDomainMigrateBegin3Ret, write: writeDomainMigrateBegin3Ret },
  remote_domain_migrate_prepare3_args: { read: readDomainMigratePrepare3Args, write: writeDomainMigratePrepare3Args },
  remote_domain_migrate_prepare3_ret: { read: readDomainMigratePrepare3Ret, write: writeDomainMigratePrepare3Ret },
  remote_domain_migrate_prepare_tunnel3_args: { read: readDomainMigratePrepareTunnel3Args, write: writeDomainMigratePrepareTunnel3Args },
  remote_domain_migrate_prepare_tunnel3_ret: { read: readDomainMigratePrepareTunnel3Ret, write: writeDomainMigratePrepareTunnel3Ret },
  remote_domain_migrate_perform3_args: { read: readDomainMigratePerform3Args, write: writeDomainMigratePerform3Args },
  remote_domain_migrate_perform3_ret: { read: readDomainMigratePerform3Ret, write: writeDomainMigratePerform3Ret },
  remote_domain_migrate_finish3_args: { read: readDomainMigrateFinish3Args, write: writeDomainMigrateFinish3Args },
  remote_domain_migrate_finish3_ret: { read: readDomainMigrateFinish3Ret, write: writeDomainMigrateFinish3Ret },
  remote_domain_migrate_confirm3_args: { read: readDomainMigrateConfirm3Args, write: writeDomainMigrateConfirm3Args },
  remote_domain_event_control_error_msg: { read: readDomainEventControlErrorMsg, write: writeDomainEventControlErrorMsg },
  remote_domain_event_callback_control_error_msg: { read: readDomainEventCallbackControlErrorMsg, write: writeDomainEventCallbackControlErrorMsg },
  remote_domain_get_control_info_args: { read: readDomainGetControlInfoArgs, write: writeDomainGetControlInfoArgs },
  remote_domain_get_control_info_ret: { read: readDomainGetControlInfoRet, write: writeDomainGetControlInfoRet },
  remote_domain_open_graphics_args: { read: readDomainOpenGraphicsArgs, write: writeDomainOpenGraphicsArgs },
  remote_domain_open_graphics_fd_args: { read: readDomainOpenGraphicsFdArgs, write: writeDomainOpenGraphicsFdArgs },
  remote_node_suspend_for_duration_args: { read: readNodeSuspendForDurationArgs, write: writeNodeSuspendForDurationArgs },
  remote_domain_shutdown_flags_args: { read: readDomainShutdownFlagsArgs, write: writeDomainShutdownFlagsArgs },
  remote_domain_get_disk_errors_args: { read: readDomainGetDiskErrorsArgs, write: writeDomainGetDiskErrorsArgs },
  remote_domain_get_disk_errors_ret: { read: readDomainGetDiskErrorsRet, write: writeDomainGetDiskErrorsRet },
  remote_connect_list_all_domains_args: { read: readConnectListAllDomainsArgs, write: writeConnectListAllDomainsArgs },
  remote_connect_list_all_domains_ret: { read: readConnectListAllDomainsRet, write: writeConnectListAllDomainsRet },
  remote_connect_list_all_storage_pools_args: { read: readConnectListAllStoragePoolsArgs, write: writeConnectListAllStoragePoolsArgs },
  remote_connect_list_all_storage_pools_ret: { read: readConnectListAllStoragePoolsRet, write: writeConnectListAllStoragePoolsRet },
  remote_storage_pool_list_all_volumes_args: { read: readStoragePoolListAllVolumesArgs, write: writeStoragePoolListAllVolumesArgs },
  remote_storage_pool_list_all_volumes_ret: { read: readStoragePoolListAllVolumesRet, write: writeStoragePoolListAllVolumesRet },
  remote_connect_list_all_networks_args: { read: readConnectListAllNetworksArgs, write: writeConnectListAllNetworksArgs },
  remote_connect_list_all_networks_ret: { read: readConnectListAllNetworksRet, write: writeConnectListAllNetworksRet },
  remote_connect_list_all_interfaces_args: { read: readConnectListAllInterfacesArgs, write: writeConnectListAllInterfacesArgs },
  remote_connect_list_all_interfaces_ret: { read: readConnectListAllInterfacesRet, write: writeConnectListAllInterfacesRet },
  remote_connect_list_all_node_devices_args: { read: readConnectListAllNodeDevicesArgs, write: writeConnectListAllNodeDevicesArgs },
  remote_connect_list_all_node_devices_ret: { read: readConnectListAllNodeDevicesRet, write: writeConnectListAllNodeDevicesRet },
  remote_connect_list_all_nwfilters_args: { read: readConnectListAllNwfiltersArgs, write: writeConnectListAllNwfiltersArgs },
  remote_connect_list_all_nwfilters_ret: { read: readConnectListAllNwfiltersRet, write: writeConnectListAllNwfiltersRet },
  remote_connect_list_all_secrets_args: { read: readConnectListAllSecretsArgs, write: writeConnectListAllSecretsArgs },
  remote_connect_list_all_secrets_ret: { read: readConnectListAllSecretsRet, write: writeConnectListAllSecretsRet },
  remote_node_set_memory_parameters_args: { read: readNodeSetMemoryParametersArgs, write: writeNodeSetMemoryParametersArgs },
  remote_node_get_memory_parameters_args: { read: readNodeGetMemoryParametersArgs, write: writeNodeGetMemoryParametersArgs },
  remote_node_get_memory_parameters_ret: { read: readNodeGetMemoryParametersRet, write: writeNodeGetMemoryParametersRet },
  remote_node_get_cpu_map_args: { read: readNodeGetCpuMapArgs, write: writeNodeGetCpuMapArgs },
  remote_node_get_cpu_map_ret: { read: readNodeGetCpuMapRet, write: writeNodeGetCpuMapRet },
  remote_domain_fstrim_args: { read: readDomainFstrimArgs, write: writeDomainFstrimArgs },
  remote_domain_get_time_args: { read: readDomainGetTimeArgs, write: writeDomainGetTimeArgs },
  remote_domain_get_time_ret: { read: readDomainGetTimeRet, write: writeDomainGetTimeRet },
  remote_domain_set_time_args: { read: readDomainSetTimeArgs, write: writeDomainSetTimeArgs },
  remote_domain_migrate_begin3_params_args: { read: readDomainMigrateBegin3ParamsArgs, write: writeDomainMigrateBegin3ParamsArgs },
  remote_domain_migrate_begin3_params_ret: { read: readDomainMigrateBegin3ParamsRet, write: writeDomainMigrateBegin3ParamsRet },
  remote_domain_migrate_prepare3_params_args: { read: readDomainMigratePrepare3ParamsArgs, write: writeDomainMigratePrepare3ParamsArgs },
  remote_domain_migrate_prepare3_params_ret: { read: readDomainMigratePrepare3ParamsRet, write: writeDomainMigratePrepare3ParamsRet },
  remote_domain_migrate_prepare_tunnel3_params_args: { read: readDomainMigratePrepareTunnel3ParamsArgs, write: writeDomainMigratePrepareTunnel3ParamsArgs },
  remote_domain_migrate_prepare_tunnel3_params_ret: { read: readDomainMigratePrepareTunnel3ParamsRet, write: writeDomainMigratePrepareTunnel3ParamsRet },
  remote_domain_migrate_perform3_params_args: { read: readDomainMigratePerform3ParamsArgs, write: writeDomainMigratePerform3ParamsArgs },
  remote_domain_migrate_perform3_params_ret: { read: readDomainMigratePerform3ParamsRet, write: writeDomainMigratePerform3ParamsRet },
  remote_domain_migrate_finish3_params_args: { read: readDomainMigrateFinish3ParamsArgs, write: writeDomainMigrateFinish3ParamsArgs },
  remote_domain_migrate_finish3_params_ret: { read: readDomainMigrateFinish3ParamsRet, write: writeDomainMigrateFinish3ParamsRet },
  remote_domain_migrate_confirm3_params_args: { read: readDomainMigrateConfirm3ParamsArgs, write: writeDomainMigrateConfirm3ParamsArgs },
  remote_domain_event_device_removed_msg: { read: readDomainEventDeviceRemovedMsg, write: writeDomainEventDeviceRemovedMsg },
  remote_domain_event_callback_device_removed_msg: { read: readDomainEventCallbackDeviceRemovedMsg, write: writeDomainEventCallbackDeviceRemovedMsg },
  remote_domain_event_block_job_2_msg: { read: readDomainEventBlockJob2Msg, write: writeDomainEventBlockJob2Msg },
  remote_domain_event_block_threshold_msg: { read: readDomainEventBlockThresholdMsg, write: writeDomainEventBlockThresholdMsg },
  remote_domain_event_callback_tunable_msg: { read: readDomainEventCallbackTunableMsg, write: writeDomainEventCallbackTunableMsg },
  remote_domain_event_callback_device_added_msg: { read: readDomainEventCallbackDeviceAddedMsg, write: writeDomainEventCallbackDeviceAddedMsg },
  remote_connect_event_connection_closed_msg: { read: readConnectEventConnectionClosedMsg, write: writeConnectEventConnectionClosedMsg },
  remote_connect_get_cpu_model_names_args: { read: readConnectGetCpuModelNamesArgs, write: writeConnectGetCpuModelNamesArgs },
  remote_connect_get_cpu_model_names_ret: { read: readConnectGetCpuModelNamesRet, write: writeConnectGetCpuModelNamesRet },
  remote_connect_network_event_register_any_args: { read: readConnectNetworkEventRegisterAnyArgs, write: writeConnectNetworkEventRegisterAnyArgs },
  remote_connect_network_event_register_any_ret: { read: readConnectNetworkEventRegisterAnyRet, write: writeConnectNetworkEventRegisterAnyRet },
  remote_connect_network_event_deregister_any_args: { read: readConnectNetworkEventDeregisterAnyArgs, write: writeConnectNetworkEventDeregisterAnyArgs },
  remote_network_event_lifecycle_msg: { read: readNetworkEventLifecycleMsg, write: writeNetworkEventLifecycleMsg },
  remote_network_event_callback_metadata_change_msg: { read: readNetworkEventCallbackMetadataChangeMsg, write: writeNetworkEventCallbackMetadataChangeMsg },
  remote_network_set_metadata_args: { read: readNetworkSetMetadataArgs, write: writeNetworkSetMetadataArgs },
  remote_network_get_metadata_args: { read: readNetworkGetMetadataArgs, write: writeNetworkGetMetadataArgs },
  remote_network_get_metadata_ret: { read: readNetworkGetMetadataRet, write: writeNetworkGetMetadataRet },
  remote_connect_storage_pool_event_register_any_args: { read: readConnectStoragePoolEventRegisterAnyArgs, write: writeConnectStoragePoolEventRegisterAnyArgs },
  remote_connect_storage_pool_event_register_any_ret: { read: readConnectStoragePoolEventRegisterAnyRet, write: writeConnectStoragePoolEventRegisterAnyRet },
  remote_connect_storage_pool_event_deregister_any_args: { read: readConnectStoragePoolEventDeregisterAnyArgs, write: writeConnectStoragePoolEventDeregisterAnyArgs },
  remote_storage_pool_event_lifecycle_msg: { read: readStoragePoolEventLifecycleMsg, write: writeStoragePoolEventLifecycleMsg },
  remote_storage_pool_event_refresh_msg: { read: readStoragePoolEventRefreshMsg, write: writeStoragePoolEventRefreshMsg },
  remote_connect_node_device_event_register_any_args: { read: readConnectNodeDeviceEventRegisterAnyArgs, write: writeConnectNodeDeviceEventRegisterAnyArgs },
  remote_connect_node_device_event_register_any_ret: { read: readConnectNodeDeviceEventRegisterAnyRet, write: writeConnectNodeDeviceEventRegisterAnyRet },
  remote_connect_node_device_event_deregister_any_args: { read: readConnectNodeDeviceEventDeregisterAnyArgs, write: writeConnectNodeDeviceEventDeregisterAnyArgs },
  remote_node_device_event_lifecycle_msg: { read: readNodeDeviceEventLifecycleMsg, write: writeNodeDeviceEventLifecycleMsg },
  remote_node_device_event_update_msg: { read: readNodeDeviceEventUpdateMsg, write: writeNodeDeviceEventUpdateMsg },
  remote_domain_fsfreeze_args: { read: readDomainFsfreezeArgs, write: writeDomainFsfreezeArgs },
  remote_domain_fsfreeze_ret: { read: readDomainFsfreezeRet, write: writeDomainFsfreezeRet },
  remote_domain_fsthaw_args: { read: readDomainFsthawArgs, write: writeDomainFsthawArgs },
  remote_domain_fsthaw_ret: { read: readDomainFsthawRet, write: writeDomainFsthawRet },
  remote_node_get_free_pages_args: { read: readNodeGetFreePagesArgs, write: writeNodeGetFreePagesArgs },
  remote_node_get_free_pages_ret: { read: readNodeGetFreePagesRet, write: writeNodeGetFreePagesRet },
  remote_node_alloc_pages_args: { read: readNodeAllocPagesArgs, write: writeNodeAllocPagesArgs },
  remote_node_alloc_pages_ret: { read: readNodeAllocPagesRet, write: writeNodeAllocPagesRet },
  remote_network_dhcp_lease: { read: readNetworkDhcpLease, write: writeNetworkDhcpLease },
  remote_network_get_dhcp_leases_args: { read: readNetworkGetDhcpLeasesArgs, write: writeNetworkGetDhcpLeasesArgs },
  remote_network_get_dhcp_leases_ret: { read: readNetworkGetDhcpLeasesRet, write: writeNetworkGetDhcpLeasesRet },
  remote_domain_stats_record: { read: readDomainStatsRecord, write: writeDomainStatsRecord },
  remote_connect_get_all_domain_stats_args: { read: readConnectGetAllDomainStatsArgs, write: writeConnectGetAllDomainStatsArgs },
  remote_domain_event_callback_agent_lifecycle_msg: { read: readDomainEventCallbackAgentLifecycleMsg, write: writeDomainEventCallbackAgentLifecycleMsg },
  remote_connect_get_all_domain_stats_ret: { read: readConnectGetAllDomainStatsRet, write: writeConnectGetAllDomainStatsRet },
  remote_domain_fsinfo: { read: readDomainFsinfo, write: writeDomainFsinfo },
  remote_domain_get_fsinfo_args: { read: readDomainGetFsinfoArgs, write: writeDomainGetFsinfoArgs },
  remote_domain_get_fsinfo_ret: { read: readDomainGetFsinfoRet, write: writeDomainGetFsinfoRet },
  remote_domain_ip_addr: { read: readDomainIpAddr, write: writeDomainIpAddr },
  remote_domain_interface: { read: readDomainInterface, write: writeDomainInterface },
  remote_domain_interface_addresses_args: { read: readDomainInterfaceAddressesArgs, write: writeDomainInterfaceAddressesArgs },
  remote_domain_interface_addresses_ret: { read: readDomainInterfaceAddressesRet, write: writeDomainInterfaceAddressesRet },
  remote_domain_set_user_password_args: { read: readDomainSetUserPasswordArgs, write: writeDomainSetUserPasswordArgs },
  remote_domain_rename_args: { read: readDomainRenameArgs, write: writeDomainRenameArgs },
  remote_domain_rename_ret: { read: readDomainRenameRet, write: writeDomainRenameRet },
  remote_domain_event_callback_migration_iteration_msg: { read: readDomainEventCallbackMigrationIterationMsg, write: writeDomainEventCallbackMigrationIterationMsg },
  remote_domain_event_callback_job_completed_msg: { read: readDomainEventCallbackJobCompletedMsg, write: writeDomainEventCallbackJobCompletedMsg },
  remote_domain_migrate_start_post_copy_args: { read: readDomainMigrateStartPostCopyArgs, write: writeDomainMigrateStartPostCopyArgs },
  remote_domain_event_callback_device_removal_failed_msg: { read: readDomainEventCallbackDeviceRemovalFailedMsg, write: writeDomainEventCallbackDeviceRemovalFailedMsg },
  remote_domain_get_guest_vcpus_args: { read: readDomainGetGuestVcpusArgs, write: writeDomainGetGuestVcpusArgs },
  remote_domain_get_guest_vcpus_ret: { read: readDomainGetGuestVcpusRet, write: writeDomainGetGuestVcpusRet },
  remote_domain_set_guest_vcpus_args: { read: readDomainSetGuestVcpusArgs, write: writeDomainSetGuestVcpusArgs },
  remote_domain_set_vcpu_args: { read: readDomainSetVcpuArgs, write: writeDomainSetVcpuArgs },
  remote_domain_event_callback_metadata_change_msg: { read: readDomainEventCallbackMetadataChangeMsg, write: writeDomainEventCallbackMetadataChangeMsg },
  remote_domain_event_memory_failure_msg: { read: readDomainEventMemoryFailureMsg, write: writeDomainEventMemoryFailureMsg },
  remote_connect_secret_event_register_any_args: { read: readConnectSecretEventRegisterAnyArgs, write: writeConnectSecretEventRegisterAnyArgs },
  remote_connect_secret_event_register_any_ret: { read: readConnectSecretEventRegisterAnyRet, write: writeConnectSecretEventRegisterAnyRet },
  remote_connect_secret_event_deregister_any_args: { read: readConnectSecretEventDeregisterAnyArgs, write: writeConnectSecretEventDeregisterAnyArgs },
  remote_secret_event_lifecycle_msg: { read: readSecretEventLifecycleMsg, write: writeSecretEventLifecycleMsg },
  remote_secret_event_value_changed_msg: { read: readSecretEventValueChangedMsg, write: writeSecretEventValueChangedMsg },
  remote_domain_set_block_threshold_args: { read: readDomainSetBlockThresholdArgs, write: writeDomainSetBlockThresholdArgs },
  remote_domain_set_lifecycle_action_args: { read: readDomainSetLifecycleActionArgs, write: writeDomainSetLifecycleActionArgs },
  remote_connect_compare_hypervisor_cpu_args: { read: readConnectCompareHypervisorCpuArgs, write: writeConnectCompareHypervisorCpuArgs },
  remote_connect_compare_hypervisor_cpu_ret: { read: readConnectCompareHypervisorCpuRet, write: writeConnectCompareHypervisorCpuRet },
  remote_connect_baseline_hypervisor_cpu_args: { read: readConnectBaselineHypervisorCpuArgs, write: writeConnectBaselineHypervisorCpuArgs },
  remote_connect_baseline_hypervisor_cpu_ret: { read: readConnectBaselineHypervisorCpuRet, write: writeConnectBaselineHypervisorCpuRet },
  remote_node_get_sev_info_args: { read: readNodeGetSevInfoArgs, write: writeNodeGetSevInfoArgs },
  remote_node_get_sev_info_ret: { read: readNodeGetSevInfoRet, write: writeNodeGetSevInfoRet },
  remote_domain_get_launch_security_info_args: { read: readDomainGetLaunchSecurityInfoArgs, write: writeDomainGetLaunchSecurityInfoArgs },
  remote_domain_get_launch_security_info_ret: { read: readDomainGetLaunchSecurityInfoRet, write: writeDomainGetLaunchSecurityInfoRet },
  remote_domain_set_launch_security_state_args: { read: readDomainSetLaunchSecurityStateArgs, write: writeDomainSetLaunchSecurityStateArgs },
  remote_nwfilter_binding_lookup_by_port_dev_args: { read: readNwfilterBindingLookupByPortDevArgs, write: writeNwfilterBindingLookupByPortDevArgs },
  remote_nwfilter_binding_lookup_by_port_dev_ret: { read: readNwfilterBindingLookupByPortDevRet, write: writeNwfilterBindingLookupByPortDevRet },
  remote_nwfilter_binding_create_xml_args: { read: readNwfilterBindingCreateXmlArgs, write: writeNwfilterBindingCreateXmlArgs },
  remote_nwfilter_binding_create_xml_ret: { read: readNwfilterBindingCreateXmlRet, write: writeNwfilterBindingCreateXmlRet },
  remote_nwfilter_binding_delete_args: { read: readNwfilterBindingDeleteArgs, write: writeNwfilterBindingDeleteArgs },
  remote_nwfilter_binding_get_xml_desc_args: { read: readNwfilterBindingGetXmlDescArgs, write: writeNwfilterBindingGetXmlDescArgs },
  remote_nwfilter_binding_get_xml_desc_ret: { read: readNwfilterBindingGetXmlDescRet, write: writeNwfilterBindingGetXmlDescRet },
  remote_connect_list_all_nwfilter_bindings_args: { read: readConnectListAllNwfilterBindingsArgs, write: writeConnectListAllNwfilterBindingsArgs },
  remote_connect_list_all_nwfilter_bindings_ret: { read: readConnectListAllNwfilterBindingsRet, write: writeConnectListAllNwfilterBindingsRet },
  remote_connect_get_storage_pool_capabilities_args: { read: readConnectGetStoragePoolCapabilitiesArgs, write: writeConnectGetStoragePoolCapabilitiesArgs },
  remote_connect_get_storage_pool_capabilities_ret: { read: readConnectGetStoragePoolCapabilitiesRet, write: writeConnectGetStoragePoolCapabilitiesRet },
  remote_network_list_all_ports_args: { read: readNetworkListAllPortsArgs, write: writeNetworkListAllPortsArgs },
  remote_network_list_all_ports_ret: { read: readNetworkListAllPortsRet, write: writeNetworkListAllPortsRet },
  remote_network_port_lookup_by_uuid_args: { read: readNetworkPortLookupByUuidArgs, write: writeNetworkPortLookupByUuidArgs },
  remote_network_port_lookup_by_uuid_ret: { read: readNetworkPortLookupByUuidRet, write: writeNetworkPortLookupByUuidRet },
  remote_network_port_create_xml_args: { read: readNetworkPortCreateXmlArgs, write: writeNetworkPortCreateXmlArgs },
  remote_network_port_create_xml_ret: { read: readNetworkPortCreateXmlRet, write: writeNetworkPortCreateXmlRet },
  remote_network_port_set_parameters_args: { read: readNetworkPortSetParametersArgs, write: writeNetworkPortSetParametersArgs },
  remote_network_port_get_parameters_args: { read: readNetworkPortGetParametersArgs, write: writeNetworkPortGetParametersArgs },
  remote_network_port_get_parameters_ret: { read: readNetworkPortGetParametersRet, write: writeNetworkPortGetParametersRet },
  remote_network_port_get_xml_desc_args: { read: readNetworkPortGetXmlDescArgs, write: writeNetworkPortGetXmlDescArgs },
  remote_network_port_get_xml_desc_ret: { read: readNetworkPortGetXmlDescRet, write: writeNetworkPortGetXmlDescRet },
  remote_network_port_delete_args: { read: readNetworkPortDeleteArgs, write: writeNetworkPortDeleteArgs },
  remote_domain_checkpoint_create_xml_args: { read: readDomainCheckpointCreateXmlArgs, write: writeDomainCheckpointCreateXmlArgs },
  remote_domain_checkpoint_create_xml_ret: { read: readDomainCheckpointCreateXmlRet, write: writeDomainCheckpointCreateXmlRet },
  remote_domain_checkpoint_get_xml_desc_args: { read: readDomainCheckpointGetXmlDescArgs, write: writeDomainCheckpointGetXmlDescArgs },
  remote_domain_checkpoint_get_xml_desc_ret: { read: readDomainCheckpointGetXmlDescRet, write: writeDomainCheckpointGetXmlDescRet },
  remote_domain_list_all_checkpoints_args: { read: readDomainListAllCheckpointsArgs, write: writeDomainListAllCheckpointsArgs },
  remote_domain_list_all_checkpoints_ret: { read: readDomainListAllCheckpointsRet, write: writeDomainListAllCheckpointsRet },
  remote_domain_checkpoint_list_all_children_args: { read: readDomainCheckpointListAllChildrenArgs, write: writeDomainCheckpointListAllChildrenArgs },
  remote_domain_checkpoint_list_all_children_ret: { read: readDomainCheckpointListAllChildrenRet, write: writeDomainCheckpointListAllChildrenRet },
  remote_domain_checkpoint_lookup_by_name_args: { read: readDomainCheckpointLookupByNameArgs, write: writeDomainCheckpointLookupByNameArgs },
  remote_domain_checkpoint_lookup_by_name_ret: { read: readDomainCheckpointLookupByNameRet, write: writeDomainCheckpointLookupByNameRet },
  remote_domain_checkpoint_get_parent_args: { read: readDomainCheckpointGetParentArgs, write: writeDomainCheckpointGetParentArgs },
  remote_domain_checkpoint_get_parent_ret: { read: readDomainCheckpointGetParentRet, write: writeDomainCheckpointGetParentRet },
  remote_domain_checkpoint_delete_args: { read: readDomainCheckpointDeleteArgs, write: writeDomainCheckpointDeleteArgs },
  remote_domain_get_guest_info_args: { read: readDomainGetGuestInfoArgs, write: writeDomainGetGuestInfoArgs },
  remote_domain_get_guest_info_ret: { read: readDomainGetGuestInfoRet, write: writeDomainGetGuestInfoRet },
  remote_connect_set_identity_args: { read: readConnectSetIdentityArgs, write: writeConnectSetIdentityArgs },
  remote_domain_agent_set_response_timeout_args: { read: readDomainAgentSetResponseTimeoutArgs, write: writeDomainAgentSetResponseTimeoutArgs },
  remote_domain_agent_set_response_timeout_ret: { read: readDomainAgentSetResponseTimeoutRet, write: writeDomainAgentSetResponseTimeoutRet },
  remote_domain_backup_begin_args: { read: readDomainBackupBeginArgs, write: writeDomainBackupBeginArgs },
  remote_domain_backup_get_xml_desc_args: { read: readDomainBackupGetXmlDescArgs, write: writeDomainBackupGetXmlDescArgs },
  remote_domain_backup_get_xml_desc_ret: { read: readDomainBackupGetXmlDescRet, write: writeDomainBackupGetXmlDescRet },
  remote_domain_authorized_ssh_keys_get_args: { read: readDomainAuthorizedSshKeysGetArgs, write: writeDomainAuthorizedSshKeysGetArgs },
  remote_domain_authorized_ssh_keys_get_ret: { read: readDomainAuthorizedSshKeysGetRet, write: writeDomainAuthorizedSshKeysGetRet },
  remote_domain_authorized_ssh_keys_set_args: { read: readDomainAuthorizedSshKeysSetArgs, write: writeDomainAuthorizedSshKeysSetArgs },
  remote_domain_get_messages_args: { read: readDomainGetMessagesArgs, write: writeDomainGetMessagesArgs },
  remote_domain_get_messages_ret: { read: readDomainGetMessagesRet, write: writeDomainGetMessagesRet },
  remote_domain_start_dirty_rate_calc_args: { read: readDomainStartDirtyRateCalcArgs, write: writeDomainStartDirtyRateCalcArgs },
  remote_domain_graphics_reload_args: { read: readDomainGraphicsReloadArgs, write: writeDomainGraphicsReloadArgs },
  remote_domain_event_memory_device_size_change_msg: { read: readDomainEventMemoryDeviceSizeChangeMsg, write: writeDomainEventMemoryDeviceSizeChangeMsg },
  remote_domain_fd_associate_args: { read: readDomainFdAssociateArgs, write: writeDomainFdAssociateArgs },
  remote_domain_get_autostart_once_args: { read: readDomainGetAutostartOnceArgs, write: writeDomainGetAutostartOnceArgs },
  remote_domain_get_autostart_once_ret: { read: readDomainGetAutostartOnceRet, write: writeDomainGetAutostartOnceRet },
  remote_domain_set_autostart_once_args: { read: readDomainSetAutostartOnceArgs, write: writeDomainSetAutostartOnceArgs },
  remote_domain_event_nic_mac_change_msg: { read: readDomainEventNicMacChangeMsg, write: writeDomainEventNicMacChangeMsg },
  remote_domain_event_vcpu_removed_msg: { read: readDomainEventVcpuRemovedMsg, write: writeDomainEventVcpuRemovedMsg },
  remote_domain_event_callback_channel_lifecycle_msg: { read: readDomainEventCallbackChannelLifecycleMsg, write: writeDomainEventCallbackChannelLifecycleMsg },
  remote_domain_announce_interface_args: { read: readDomainAnnounceInterfaceArgs, write: writeDomainAnnounceInterfaceArgs },
}
