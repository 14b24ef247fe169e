// Generated from libvirt/protocol by dev/protocol/generate.ts; edit the generator, not this file.

import type { EventProcedure, Procedure } from '../procedure.ts'
import type { TypedParam } from '../typed-param.ts'
import type { XdrReader } from '../../xdr/reader.ts'
import type { XdrWriter } from '../../xdr/writer.ts'

export interface Domain {
  readonly name: string
  readonly uuid: string
  readonly id: number
}
export interface Network {
  readonly name: string
  readonly uuid: string
}
export interface NetworkPort {
  readonly net: Network
  readonly uuid: string
}
export interface Nwfilter {
  readonly name: string
  readonly uuid: string
}
export interface NwfilterBinding {
  readonly portdev: string
  readonly filtername: string
}
export interface Interface {
  readonly name: string
  readonly mac: string
}
export interface StoragePool {
  readonly name: string
  readonly uuid: string
}
export interface StorageVol {
  readonly pool: string
  readonly name: string
  readonly key: string
}
export interface NodeDevice {
  readonly name: string
}
export interface Secret {
  readonly uuid: string
  readonly usageType: number
  readonly usageId: string
}
export interface DomainCheckpoint {
  readonly name: string
  readonly dom: Domain
}
export interface DomainSnapshot {
  readonly name: string
  readonly dom: Domain
}
export interface Error {
  readonly code: number
  readonly domain: number
  readonly message: string | null
  readonly level: number
  readonly dom: Domain | null
  readonly str1: string | null
  readonly str2: string | null
  readonly str3: string | null
  readonly int1: number
  readonly int2: number
  readonly net: Network | null
}
export interface VcpuInfo {
  readonly number: number
  readonly state: number
  readonly cpuTime: bigint
  readonly cpu: number
}
export interface NodeGetCpuStats {
  readonly field: string
  readonly value: bigint
}
export interface NodeGetMemoryStats {
  readonly field: string
  readonly value: bigint
}
export interface DomainDiskError {
  readonly disk: string
  readonly error: number
}
export interface ConnectOpenArgs {
  readonly name: string | null
  readonly flags: number
}
export interface ConnectSupportsFeatureArgs {
  readonly feature: number
}
export interface ConnectSupportsFeatureRet {
  readonly supported: number
}
export interface ConnectGetTypeRet {
  readonly type: string
}
export interface ConnectGetVersionRet {
  readonly hvVer: bigint
}
export interface ConnectGetLibVersionRet {
  readonly libVer: bigint
}
export interface ConnectGetHostnameRet {
  readonly hostname: string
}
export interface ConnectGetSysinfoArgs {
  readonly flags: number
}
export interface ConnectGetSysinfoRet {
  readonly sysinfo: string
}
export interface ConnectGetUriRet {
  readonly uri: string
}
export interface ConnectGetMaxVcpusArgs {
  readonly type: string | null
}
export interface ConnectGetMaxVcpusRet {
  readonly maxVcpus: number
}
export interface NodeGetInfoRet {
  readonly model: Uint8Array
  readonly memory: bigint
  readonly cpus: number
  readonly mhz: number
  readonly nodes: number
  readonly sockets: number
  readonly cores: number
  readonly threads: number
}
export interface ConnectGetCapabilitiesRet {
  readonly capabilities: string
}
export interface ConnectGetDomainCapabilitiesArgs {
  readonly emulatorbin: string | null
  readonly arch: string | null
  readonly machine: string | null
  readonly virttype: string | null
  readonly flags: number
}
export interface ConnectGetDomainCapabilitiesRet {
  readonly capabilities: string
}
export interface NodeGetCpuStatsArgs {
  readonly cpuNum: number
  readonly nparams: number
  readonly flags: number
}
export interface NodeGetCpuStatsRet {
  readonly params: readonly NodeGetCpuStats[]
  readonly nparams: number
}
export interface NodeGetMemoryStatsArgs {
  readonly nparams: number
  readonly cellNum: number
  readonly flags: number
}
export interface NodeGetMemoryStatsRet {
  readonly params: readonly NodeGetMemoryStats[]
  readonly nparams: number
}
export interface NodeGetCellsFreeMemoryArgs {
  readonly startCell: number
  readonly maxcells: number
}
export interface NodeGetCellsFreeMemoryRet {
  readonly cells: readonly bigint[]
}
export interface NodeGetFreeMemoryRet {
  readonly freeMem: bigint
}
export interface DomainGetSchedulerTypeArgs {
  readonly dom: Domain
}
export interface DomainGetSchedulerTypeRet {
  readonly type: string
  readonly nparams: number
}
export interface DomainGetSchedulerParametersArgs {
  readonly dom: Domain
  readonly nparams: number
}
export interface DomainGetSchedulerParametersRet {
  readonly params: readonly TypedParam[]
}
export interface DomainGetSchedulerParametersFlagsArgs {
  readonly dom: Domain
  readonly nparams: number
  readonly flags: number
}
export interface DomainGetSchedulerParametersFlagsRet {
  readonly params: readonly TypedParam[]
}
export interface DomainSetSchedulerParametersArgs {
  readonly dom: Domain
  readonly params: readonly TypedParam[]
}
export interface DomainSetSchedulerParametersFlagsArgs {
  readonly dom: Domain
  readonly params: readonly TypedParam[]
  readonly flags: number
}
export interface DomainSetBlkioParametersArgs {
  readonly dom: Domain
  readonly params: readonly TypedParam[]
  readonly flags: number
}
export interface DomainGetBlkioParametersArgs {
  readonly dom: Domain
  readonly nparams: number
  readonly flags: number
}
export interface DomainGetBlkioParametersRet {
  readonly params: readonly TypedParam[]
  readonly nparams: number
}
export interface DomainSetMemoryParametersArgs {
  readonly dom: Domain
  readonly params: readonly TypedParam[]
  readonly flags: number
}
export interface DomainGetMemoryParametersArgs {
  readonly dom: Domain
  readonly nparams: number
  readonly flags: number
}
export interface DomainGetMemoryParametersRet {
  readonly params: readonly TypedParam[]
  readonly nparams: number
}
export interface DomainBlockResizeArgs {
  readonly dom: Domain
  readonly disk: string
  readonly size: bigint | number
  readonly flags: number
}
export interface DomainSetNumaParametersArgs {
  readonly dom: Domain
  readonly params: readonly TypedParam[]
  readonly flags: number
}
export interface DomainGetNumaParametersArgs {
  readonly dom: Domain
  readonly nparams: number
  readonly flags: number
}
export interface DomainGetNumaParametersRet {
  readonly params: readonly TypedParam[]
  readonly nparams: number
}
export interface DomainSetPerfEventsArgs {
  readonly dom: Domain
  readonly params: readonly TypedParam[]
  readonly flags: number
}
export interface DomainGetPerfEventsArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainGetPerfEventsRet {
  readonly params: readonly TypedParam[]
}
export interface DomainBlockStatsArgs {
  readonly dom: Domain
  readonly path: string
}
export interface DomainBlockStatsRet {
  readonly rdReq: bigint
  readonly rdBytes: bigint
  readonly wrReq: bigint
  readonly wrBytes: bigint
  readonly errs: bigint
}
export interface DomainBlockStatsFlagsArgs {
  readonly dom: Domain
  readonly path: string
  readonly nparams: number
  readonly flags: number
}
export interface DomainBlockStatsFlagsRet {
  readonly params: readonly TypedParam[]
  readonly nparams: number
}
export interface DomainInterfaceStatsArgs {
  readonly dom: Domain
  readonly device: string
}
export interface DomainInterfaceStatsRet {
  readonly rxBytes: bigint
  readonly rxPackets: bigint
  readonly rxErrs: bigint
  readonly rxDrop: bigint
  readonly txBytes: bigint
  readonly txPackets: bigint
  readonly txErrs: bigint
  readonly txDrop: bigint
}
export interface DomainSetInterfaceParametersArgs {
  readonly dom: Domain
  readonly device: string
  readonly params: readonly TypedParam[]
  readonly flags: number
}
export interface DomainGetInterfaceParametersArgs {
  readonly dom: Domain
  readonly device: string
  readonly nparams: number
  readonly flags: number
}
export interface DomainGetInterfaceParametersRet {
  readonly params: readonly TypedParam[]
  readonly nparams: number
}
export interface DomainMemoryStatsArgs {
  readonly dom: Domain
  readonly maxStats: number
  readonly flags: number
}
export interface DomainMemoryStat {
  readonly tag: number
  readonly val: bigint
}
export interface DomainMemoryStatsRet {
  readonly stats: readonly DomainMemoryStat[]
}
export interface DomainBlockPeekArgs {
  readonly dom: Domain
  readonly path: string
  readonly offset: bigint | number
  readonly size: number
  readonly flags: number
}
export interface DomainBlockPeekRet {
  readonly buffer: Uint8Array
}
export interface DomainMemoryPeekArgs {
  readonly dom: Domain
  readonly offset: bigint | number
  readonly size: number
  readonly flags: number
}
export interface DomainMemoryPeekRet {
  readonly buffer: Uint8Array
}
export interface DomainGetBlockInfoArgs {
  readonly dom: Domain
  readonly path: string
  readonly flags: number
}
export interface DomainGetBlockInfoRet {
  readonly allocation: bigint
  readonly capacity: bigint
  readonly physical: bigint
}
export interface ConnectListDomainsArgs {
  readonly maxids: number
}
export interface ConnectListDomainsRet {
  readonly ids: readonly number[]
}
export interface ConnectNumOfDomainsRet {
  readonly num: number
}
export interface DomainCreateXmlArgs {
  readonly xmlDesc: string
  readonly flags: number
}
export interface DomainCreateXmlRet {
  readonly dom: Domain
}
export interface DomainCreateXmlWithFilesArgs {
  readonly xmlDesc: string
  readonly flags: number
}
export interface DomainCreateXmlWithFilesRet {
  readonly dom: Domain
}
export interface DomainLookupByIdArgs {
  readonly id: number
}
export interface DomainLookupByIdRet {
  readonly dom: Domain
}
export interface DomainLookupByUuidArgs {
  readonly uuid: string
}
export interface DomainLookupByUuidRet {
  readonly dom: Domain
}
export interface DomainLookupByNameArgs {
  readonly name: string
}
export interface DomainLookupByNameRet {
  readonly dom: Domain
}
export interface DomainSuspendArgs {
  readonly dom: Domain
}
export interface DomainResumeArgs {
  readonly dom: Domain
}
export interface DomainPmSuspendForDurationArgs {
  readonly dom: Domain
  readonly target: number
  readonly duration: bigint | number
  readonly flags: number
}
export interface DomainPmWakeupArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainShutdownArgs {
  readonly dom: Domain
}
export interface DomainRebootArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainResetArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainDestroyArgs {
  readonly dom: Domain
}
export interface DomainDestroyFlagsArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainGetOsTypeArgs {
  readonly dom: Domain
}
export interface DomainGetOsTypeRet {
  readonly type: string
}
export interface DomainGetMaxMemoryArgs {
  readonly dom: Domain
}
export interface DomainGetMaxMemoryRet {
  readonly memory: bigint
}
export interface DomainSetMaxMemoryArgs {
  readonly dom: Domain
  readonly memory: bigint | number
}
export interface DomainSetMemoryArgs {
  readonly dom: Domain
  readonly memory: bigint | number
}
export interface DomainSetMemoryFlagsArgs {
  readonly dom: Domain
  readonly memory: bigint | number
  readonly flags: number
}
export interface DomainSetMemoryStatsPeriodArgs {
  readonly dom: Domain
  readonly period: number
  readonly flags: number
}
export interface DomainGetInfoArgs {
  readonly dom: Domain
}
export interface DomainGetInfoRet {
  readonly state: number
  readonly maxMem: bigint
  readonly memory: bigint
  readonly nrVirtCpu: number
  readonly cpuTime: bigint
}
export interface DomainSaveArgs {
  readonly dom: Domain
  readonly to: string
}
export interface DomainSaveFlagsArgs {
  readonly dom: Domain
  readonly to: string
  readonly dxml: string | null
  readonly flags: number
}
export interface DomainSaveParamsArgs {
  readonly dom: Domain
  readonly params: readonly TypedParam[]
  readonly flags: number
}
export interface DomainRestoreArgs {
  readonly from: string
}
export interface DomainRestoreFlagsArgs {
  readonly from: string
  readonly dxml: string | null
  readonly flags: number
}
export interface DomainRestoreParamsArgs {
  readonly params: readonly TypedParam[]
  readonly flags: number
}
export interface DomainSaveImageGetXmlDescArgs {
  readonly file: string
  readonly flags: number
}
export interface DomainSaveImageGetXmlDescRet {
  readonly xml: string
}
export interface DomainSaveImageDefineXmlArgs {
  readonly file: string
  readonly dxml: string
  readonly flags: number
}
export interface DomainCoreDumpArgs {
  readonly dom: Domain
  readonly to: string
  readonly flags: number
}
export interface DomainCoreDumpWithFormatArgs {
  readonly dom: Domain
  readonly to: string
  readonly dumpformat: number
  readonly flags: number
}
export interface DomainScreenshotArgs {
  readonly dom: Domain
  readonly screen: number
  readonly flags: number
}
export interface DomainScreenshotRet {
  readonly mime: string | null
}
export interface DomainGetXmlDescArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainGetXmlDescRet {
  readonly xml: string
}
export interface DomainMigratePrepareArgs {
  readonly uriIn: string | null
  readonly flags: bigint | number
  readonly dname: string | null
  readonly resource: bigint | number
}
export interface DomainMigratePrepareRet {
  readonly cookie: Uint8Array
  readonly uriOut: string | null
}
export interface DomainMigratePerformArgs {
  readonly dom: Domain
  readonly cookie: Uint8Array
  readonly uri: string
  readonly flags: bigint | number
  readonly dname: string | null
  readonly resource: bigint | number
}
export interface DomainMigrateFinishArgs {
  readonly dname: string
  readonly cookie: Uint8Array
  readonly uri: string
  readonly flags: bigint | number
}
export interface DomainMigrateFinishRet {
  readonly ddom: Domain
}
export interface DomainMigratePrepare2Args {
  readonly uriIn: string | null
  readonly flags: bigint | number
  readonly dname: string | null
  readonly resource: bigint | number
  readonly domXml: string
}
export interface DomainMigratePrepare2Ret {
  readonly cookie: Uint8Array
  readonly uriOut: string | null
}
export interface DomainMigrateFinish2Args {
  readonly dname: string
  readonly cookie: Uint8Array
  readonly uri: string
  readonly flags: bigint | number
  readonly retcode: number
}
export interface DomainMigrateFinish2Ret {
  readonly ddom: Domain
}
export interface ConnectListDefinedDomainsArgs {
  readonly maxnames: number
}
export interface ConnectListDefinedDomainsRet {
  readonly names: readonly string[]
}
export interface ConnectNumOfDefinedDomainsRet {
  readonly num: number
}
export interface DomainCreateArgs {
  readonly dom: Domain
}
export interface DomainCreateWithFlagsArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainCreateWithFlagsRet {
  readonly dom: Domain
}
export interface DomainCreateWithFilesArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainCreateWithFilesRet {
  readonly dom: Domain
}
export interface DomainDefineXmlArgs {
  readonly xml: string
}
export interface DomainDefineXmlRet {
  readonly dom: Domain
}
export interface DomainDefineXmlFlagsArgs {
  readonly xml: string
  readonly flags: number
}
export interface DomainDefineXmlFlagsRet {
  readonly dom: Domain
}
export interface DomainUndefineArgs {
  readonly dom: Domain
}
export interface DomainUndefineFlagsArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainInjectNmiArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainSendKeyArgs {
  readonly dom: Domain
  readonly codeset: number
  readonly holdtime: number
  readonly keycodes: readonly number[]
  readonly flags: number
}
export interface DomainSendProcessSignalArgs {
  readonly dom: Domain
  readonly pidValue: bigint | number
  readonly signum: number
  readonly flags: number
}
export interface DomainSetVcpusArgs {
  readonly dom: Domain
  readonly nvcpus: number
}
export interface DomainSetVcpusFlagsArgs {
  readonly dom: Domain
  readonly nvcpus: number
  readonly flags: number
}
export interface DomainGetVcpusFlagsArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainGetVcpusFlagsRet {
  readonly num: number
}
export interface DomainPinVcpuArgs {
  readonly dom: Domain
  readonly vcpu: number
  readonly cpumap: Uint8Array
}
export interface DomainPinVcpuFlagsArgs {
  readonly dom: Domain
  readonly vcpu: number
  readonly cpumap: Uint8Array
  readonly flags: number
}
export interface DomainGetVcpuPinInfoArgs {
  readonly dom: Domain
  readonly ncpumaps: number
  readonly maplen: number
  readonly flags: number
}
export interface DomainGetVcpuPinInfoRet {
  readonly cpumaps: Uint8Array
  readonly num: number
}
export interface DomainPinEmulatorArgs {
  readonly dom: Domain
  readonly cpumap: Uint8Array
  readonly flags: number
}
export interface DomainGetEmulatorPinInfoArgs {
  readonly dom: Domain
  readonly maplen: number
  readonly flags: number
}
export interface DomainGetEmulatorPinInfoRet {
  readonly cpumaps: Uint8Array
  readonly ret: number
}
export interface DomainGetVcpusArgs {
  readonly dom: Domain
  readonly maxinfo: number
  readonly maplen: number
}
export interface DomainGetVcpusRet {
  readonly info: readonly VcpuInfo[]
  readonly cpumaps: Uint8Array
}
export interface DomainGetMaxVcpusArgs {
  readonly dom: Domain
}
export interface DomainGetMaxVcpusRet {
  readonly num: number
}
export interface DomainIothreadInfo {
  readonly iothreadId: number
  readonly cpumap: Uint8Array
}
export interface DomainGetIothreadInfoArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainGetIothreadInfoRet {
  readonly info: readonly DomainIothreadInfo[]
  readonly ret: number
}
export interface DomainPinIothreadArgs {
  readonly dom: Domain
  readonly iothreadsId: number
  readonly cpumap: Uint8Array
  readonly flags: number
}
export interface DomainAddIothreadArgs {
  readonly dom: Domain
  readonly iothreadId: number
  readonly flags: number
}
export interface DomainDelIothreadArgs {
  readonly dom: Domain
  readonly iothreadId: number
  readonly flags: number
}
export interface DomainSetIothreadParamsArgs {
  readonly dom: Domain
  readonly iothreadId: number
  readonly params: readonly TypedParam[]
  readonly flags: number
}
export interface DomainGetSecurityLabelArgs {
  readonly dom: Domain
}
export interface DomainGetSecurityLabelRet {
  readonly label: Uint8Array
  readonly enforcing: number
}
export interface DomainGetSecurityLabelListArgs {
  readonly dom: Domain
}
export interface DomainGetSecurityLabelListRet {
  readonly labels: readonly DomainGetSecurityLabelRet[]
  readonly ret: number
}
export interface NodeGetSecurityModelRet {
  readonly model: Uint8Array
  readonly doi: Uint8Array
}
export interface DomainAttachDeviceArgs {
  readonly dom: Domain
  readonly xml: string
}
export interface DomainAttachDeviceFlagsArgs {
  readonly dom: Domain
  readonly xml: string
  readonly flags: number
}
export interface DomainDetachDeviceArgs {
  readonly dom: Domain
  readonly xml: string
}
export interface DomainDetachDeviceFlagsArgs {
  readonly dom: Domain
  readonly xml: string
  readonly flags: number
}
export interface DomainUpdateDeviceFlagsArgs {
  readonly dom: Domain
  readonly xml: string
  readonly flags: number
}
export interface DomainDetachDeviceAliasArgs {
  readonly dom: Domain
  readonly alias: string
  readonly flags: number
}
export interface DomainGetAutostartArgs {
  readonly dom: Domain
}
export interface DomainGetAutostartRet {
  readonly autostart: number
}
export interface DomainSetAutostartArgs {
  readonly dom: Domain
  readonly autostart: number
}
export interface DomainSetMetadataArgs {
  readonly dom: Domain
  readonly type: number
  readonly metadata: string | null
  readonly key: string | null
  readonly uri: string | null
  readonly flags: number
}
export interface DomainGetMetadataArgs {
  readonly dom: Domain
  readonly type: number
  readonly uri: string | null
  readonly flags: number
}
export interface DomainGetMetadataRet {
  readonly metadata: string
}
export interface DomainBlockJobAbortArgs {
  readonly dom: Domain
  readonly path: string
  readonly flags: number
}
export interface DomainGetBlockJobInfoArgs {
  readonly dom: Domain
  readonly path: string
  readonly flags: number
}
export interface DomainGetBlockJobInfoRet {
  readonly found: number
  readonly type: number
  readonly bandwidth: bigint
  readonly cur: bigint
  readonly end: bigint
}
export interface DomainBlockJobSetSpeedArgs {
  readonly dom: Domain
  readonly path: string
  readonly bandwidth: bigint | number
  readonly flags: number
}
export interface DomainBlockPullArgs {
  readonly dom: Domain
  readonly path: string
  readonly bandwidth: bigint | number
  readonly flags: number
}
export interface DomainBlockRebaseArgs {
  readonly dom: Domain
  readonly path: string
  readonly base: string | null
  readonly bandwidth: bigint | number
  readonly flags: number
}
export interface DomainBlockCopyArgs {
  readonly dom: Domain
  readonly path: string
  readonly destxml: string
  readonly params: readonly TypedParam[]
  readonly flags: number
}
export interface DomainBlockCommitArgs {
  readonly dom: Domain
  readonly disk: string
  readonly base: string | null
  readonly top: string | null
  readonly bandwidth: bigint | number
  readonly flags: number
}
export interface DomainSetBlockIoTuneArgs {
  readonly dom: Domain
  readonly disk: string
  readonly params: readonly TypedParam[]
  readonly flags: number
}
export interface DomainGetBlockIoTuneArgs {
  readonly dom: Domain
  readonly disk: string | null
  readonly nparams: number
  readonly flags: number
}
export interface DomainGetBlockIoTuneRet {
  readonly params: readonly TypedParam[]
  readonly nparams: number
}
export interface DomainSetThrottleGroupArgs {
  readonly dom: Domain
  readonly group: string
  readonly params: readonly TypedParam[]
  readonly flags: number
}
export interface DomainDelThrottleGroupArgs {
  readonly dom: Domain
  readonly group: string | null
  readonly flags: number
}
export interface DomainGetCpuStatsArgs {
  readonly dom: Domain
  readonly nparams: number
  readonly startCpu: number
  readonly ncpus: number
  readonly flags: number
}
export interface DomainGetCpuStatsRet {
  readonly params: readonly TypedParam[]
  readonly nparams: number
}
export interface DomainGetHostnameArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainGetHostnameRet {
  readonly hostname: string
}
export interface ConnectNumOfNetworksRet {
  readonly num: number
}
export interface ConnectListNetworksArgs {
  readonly maxnames: number
}
export interface ConnectListNetworksRet {
  readonly names: readonly string[]
}
export interface ConnectNumOfDefinedNetworksRet {
  readonly num: number
}
export interface ConnectListDefinedNetworksArgs {
  readonly maxnames: number
}
export interface ConnectListDefinedNetworksRet {
  readonly names: readonly string[]
}
export interface NetworkLookupByUuidArgs {
  readonly uuid: string
}
export interface NetworkLookupByUuidRet {
  readonly net: Network
}
export interface NetworkLookupByNameArgs {
  readonly name: string
}
export interface NetworkLookupByNameRet {
  readonly net: Network
}
export interface NetworkCreateXmlArgs {
  readonly xml: string
}
export interface NetworkCreateXmlRet {
  readonly net: Network
}
export interface NetworkCreateXmlFlagsArgs {
  readonly xml: string
  readonly flags: number
}
export interface NetworkCreateXmlFlagsRet {
  readonly net: Network
}
export interface NetworkDefineXmlArgs {
  readonly xml: string
}
export interface NetworkDefineXmlRet {
  readonly net: Network
}
export interface NetworkDefineXmlFlagsArgs {
  readonly xml: string
  readonly flags: number
}
export interface NetworkDefineXmlFlagsRet {
  readonly net: Network
}
export interface NetworkUndefineArgs {
  readonly net: Network
}
export interface NetworkUpdateArgs {
  readonly net: Network
  readonly command: number
  readonly section: number
  readonly parentIndex: number
  readonly xml: string
  readonly flags: number
}
export interface NetworkCreateArgs {
  readonly net: Network
}
export interface NetworkDestroyArgs {
  readonly net: Network
}
export interface NetworkGetXmlDescArgs {
  readonly net: Network
  readonly flags: number
}
export interface NetworkGetXmlDescRet {
  readonly xml: string
}
export interface NetworkGetBridgeNameArgs {
  readonly net: Network
}
export interface NetworkGetBridgeNameRet {
  readonly name: string
}
export interface NetworkGetAutostartArgs {
  readonly net: Network
}
export interface NetworkGetAutostartRet {
  readonly autostart: number
}
export interface NetworkSetAutostartArgs {
  readonly net: Network
  readonly autostart: number
}
export interface ConnectNumOfNwfiltersRet {
  readonly num: number
}
export interface ConnectListNwfiltersArgs {
  readonly maxnames: number
}
export interface ConnectListNwfiltersRet {
  readonly names: readonly string[]
}
export interface NwfilterLookupByUuidArgs {
  readonly uuid: string
}
export interface NwfilterLookupByUuidRet {
  readonly nwfilter: Nwfilter
}
export interface NwfilterLookupByNameArgs {
  readonly name: string
}
export interface NwfilterLookupByNameRet {
  readonly nwfilter: Nwfilter
}
export interface NwfilterDefineXmlArgs {
  readonly xml: string
}
export interface NwfilterDefineXmlRet {
  readonly nwfilter: Nwfilter
}
export interface NwfilterDefineXmlFlagsArgs {
  readonly xml: string
  readonly flags: number
}
export interface NwfilterDefineXmlFlagsRet {
  readonly nwfilter: Nwfilter
}
export interface NwfilterUndefineArgs {
  readonly nwfilter: Nwfilter
}
export interface NwfilterGetXmlDescArgs {
  readonly nwfilter: Nwfilter
  readonly flags: number
}
export interface NwfilterGetXmlDescRet {
  readonly xml: string
}
export interface ConnectNumOfInterfacesRet {
  readonly num: number
}
export interface ConnectListInterfacesArgs {
  readonly maxnames: number
}
export interface ConnectListInterfacesRet {
  readonly names: readonly string[]
}
export interface ConnectNumOfDefinedInterfacesRet {
  readonly num: number
}
export interface ConnectListDefinedInterfacesArgs {
  readonly maxnames: number
}
export interface ConnectListDefinedInterfacesRet {
  readonly names: readonly string[]
}
export interface InterfaceLookupByNameArgs {
  readonly name: string
}
export interface InterfaceLookupByNameRet {
  readonly iface: Interface
}
export interface InterfaceLookupByMacStringArgs {
  readonly mac: string
}
export interface InterfaceLookupByMacStringRet {
  readonly iface: Interface
}
export interface InterfaceGetXmlDescArgs {
  readonly iface: Interface
  readonly flags: number
}
export interface InterfaceGetXmlDescRet {
  readonly xml: string
}
export interface InterfaceDefineXmlArgs {
  readonly xml: string
  readonly flags: number
}
export interface InterfaceDefineXmlRet {
  readonly iface: Interface
}
export interface InterfaceUndefineArgs {
  readonly iface: Interface
}
export interface InterfaceCreateArgs {
  readonly iface: Interface
  readonly flags: number
}
export interface InterfaceDestroyArgs {
  readonly iface: Interface
  readonly flags: number
}
export interface InterfaceChangeBeginArgs {
  readonly flags: number
}
export interface InterfaceChangeCommitArgs {
  readonly flags: number
}
export interface InterfaceChangeRollbackArgs {
  readonly flags: number
}
export interface AuthListRet {
  readonly types: readonly number[]
}
export interface AuthSaslInitRet {
  readonly mechlist: string
}
export interface AuthSaslStartArgs {
  readonly mech: string
  readonly nil: number
  readonly data: Uint8Array
}
export interface AuthSaslStartRet {
  readonly complete: number
  readonly nil: number
  readonly data: Uint8Array
}
export interface AuthSaslStepArgs {
  readonly nil: number
  readonly data: Uint8Array
}
export interface AuthSaslStepRet {
  readonly complete: number
  readonly nil: number
  readonly data: Uint8Array
}
export interface AuthPolkitRet {
  readonly complete: number
}
export interface ConnectNumOfStoragePoolsRet {
  readonly num: number
}
export interface ConnectListStoragePoolsArgs {
  readonly maxnames: number
}
export interface ConnectListStoragePoolsRet {
  readonly names: readonly string[]
}
export interface ConnectNumOfDefinedStoragePoolsRet {
  readonly num: number
}
export interface ConnectListDefinedStoragePoolsArgs {
  readonly maxnames: number
}
export interface ConnectListDefinedStoragePoolsRet {
  readonly names: readonly string[]
}
export interface ConnectFindStoragePoolSourcesArgs {
  readonly type: string
  readonly srcSpec: string | null
  readonly flags: number
}
export interface ConnectFindStoragePoolSourcesRet {
  readonly xml: string
}
export interface StoragePoolLookupByUuidArgs {
  readonly uuid: string
}
export interface StoragePoolLookupByUuidRet {
  readonly pool: StoragePool
}
export interface StoragePoolLookupByNameArgs {
  readonly name: string
}
export interface StoragePoolLookupByNameRet {
  readonly pool: StoragePool
}
export interface StoragePoolLookupByVolumeArgs {
  readonly vol: StorageVol
}
export interface StoragePoolLookupByVolumeRet {
  readonly pool: StoragePool
}
export interface StoragePoolLookupByTargetPathArgs {
  readonly path: string
}
export interface StoragePoolLookupByTargetPathRet {
  readonly pool: StoragePool
}
export interface StoragePoolCreateXmlArgs {
  readonly xml: string
  readonly flags: number
}
export interface StoragePoolCreateXmlRet {
  readonly pool: StoragePool
}
export interface StoragePoolDefineXmlArgs {
  readonly xml: string
  readonly flags: number
}
export interface StoragePoolDefineXmlRet {
  readonly pool: StoragePool
}
export interface StoragePoolBuildArgs {
  readonly pool: StoragePool
  readonly flags: number
}
export interface StoragePoolUndefineArgs {
  readonly pool: StoragePool
}
export interface StoragePoolCreateArgs {
  readonly pool: StoragePool
  readonly flags: number
}
export interface StoragePoolDestroyArgs {
  readonly pool: StoragePool
}
export interface StoragePoolDeleteArgs {
  readonly pool: StoragePool
  readonly flags: number
}
export interface StoragePoolRefreshArgs {
  readonly pool: StoragePool
  readonly flags: number
}
export interface StoragePoolGetXmlDescArgs {
  readonly pool: StoragePool
  readonly flags: number
}
export interface StoragePoolGetXmlDescRet {
  readonly xml: string
}
export interface StoragePoolGetInfoArgs {
  readonly pool: StoragePool
}
export interface StoragePoolGetInfoRet {
  readonly state: number
  readonly capacity: bigint
  readonly allocation: bigint
  readonly available: bigint
}
export interface StoragePoolGetAutostartArgs {
  readonly pool: StoragePool
}
export interface StoragePoolGetAutostartRet {
  readonly autostart: number
}
export interface StoragePoolSetAutostartArgs {
  readonly pool: StoragePool
  readonly autostart: number
}
export interface StoragePoolNumOfVolumesArgs {
  readonly pool: StoragePool
}
export interface StoragePoolNumOfVolumesRet {
  readonly num: number
}
export interface StoragePoolListVolumesArgs {
  readonly pool: StoragePool
  readonly maxnames: number
}
export interface StoragePoolListVolumesRet {
  readonly names: readonly string[]
}
export interface StorageVolLookupByNameArgs {
  readonly pool: StoragePool
  readonly name: string
}
export interface StorageVolLookupByNameRet {
  readonly vol: StorageVol
}
export interface StorageVolLookupByKeyArgs {
  readonly key: string
}
export interface StorageVolLookupByKeyRet {
  readonly vol: StorageVol
}
export interface StorageVolLookupByPathArgs {
  readonly path: string
}
export interface StorageVolLookupByPathRet {
  readonly vol: StorageVol
}
export interface StorageVolCreateXmlArgs {
  readonly pool: StoragePool
  readonly xml: string
  readonly flags: number
}
export interface StorageVolCreateXmlRet {
  readonly vol: StorageVol
}
export interface StorageVolCreateXmlFromArgs {
  readonly pool: StoragePool
  readonly xml: string
  readonly clonevol: StorageVol
  readonly flags: number
}
export interface StorageVolCreateXmlFromRet {
  readonly vol: StorageVol
}
export interface StorageVolDeleteArgs {
  readonly vol: StorageVol
  readonly flags: number
}
export interface StorageVolWipeArgs {
  readonly vol: StorageVol
  readonly flags: number
}
export interface StorageVolWipePatternArgs {
  readonly vol: StorageVol
  readonly algorithm: number
  readonly flags: number
}
export interface StorageVolGetXmlDescArgs {
  readonly vol: StorageVol
  readonly flags: number
}
export interface StorageVolGetXmlDescRet {
  readonly xml: string
}
export interface StorageVolGetInfoArgs {
  readonly vol: StorageVol
}
export interface StorageVolGetInfoRet {
  readonly type: number
  readonly capacity: bigint
  readonly allocation: bigint
}
export interface StorageVolGetInfoFlagsArgs {
  readonly vol: StorageVol
  readonly flags: number
}
export interface StorageVolGetInfoFlagsRet {
  readonly type: number
  readonly capacity: bigint
  readonly allocation: bigint
}
export interface StorageVolGetPathArgs {
  readonly vol: StorageVol
}
export interface StorageVolGetPathRet {
  readonly name: string
}
export interface StorageVolResizeArgs {
  readonly vol: StorageVol
  readonly capacity: bigint | number
  readonly flags: number
}
export interface NodeNumOfDevicesArgs {
  readonly cap: string | null
  readonly flags: number
}
export interface NodeNumOfDevicesRet {
  readonly num: number
}
export interface NodeListDevicesArgs {
  readonly cap: string | null
  readonly maxnames: number
  readonly flags: number
}
export interface NodeListDevicesRet {
  readonly names: readonly string[]
}
export interface NodeDeviceLookupByNameArgs {
  readonly name: string
}
export interface NodeDeviceLookupByNameRet {
  readonly dev: NodeDevice
}
export interface NodeDeviceLookupScsiHostByWwnArgs {
  readonly wwnn: string
  readonly wwpn: string
  readonly flags: number
}
export interface NodeDeviceLookupScsiHostByWwnRet {
  readonly dev: NodeDevice
}
export interface NodeDeviceGetXmlDescArgs {
  readonly name: string
  readonly flags: number
}
export interface NodeDeviceGetXmlDescRet {
  readonly xml: string
}
export interface NodeDeviceGetParentArgs {
  readonly name: string
}
export interface NodeDeviceGetParentRet {
  readonly parentName: string | null
}
export interface NodeDeviceNumOfCapsArgs {
  readonly name: string
}
export interface NodeDeviceNumOfCapsRet {
  readonly num: number
}
export interface NodeDeviceListCapsArgs {
  readonly name: string
  readonly maxnames: number
}
export interface NodeDeviceListCapsRet {
  readonly names: readonly string[]
}
export interface NodeDeviceDettachArgs {
  readonly name: string
}
export interface NodeDeviceDetachFlagsArgs {
  readonly name: string
  readonly driverName: string | null
  readonly flags: number
}
export interface NodeDeviceReAttachArgs {
  readonly name: string
}
export interface NodeDeviceResetArgs {
  readonly name: string
}
export interface NodeDeviceCreateXmlArgs {
  readonly xmlDesc: string
  readonly flags: number
}
export interface NodeDeviceCreateXmlRet {
  readonly dev: NodeDevice
}
export interface NodeDeviceDestroyArgs {
  readonly name: string
}
export interface NodeDeviceDefineXmlArgs {
  readonly xmlDesc: string
  readonly flags: number
}
export interface NodeDeviceDefineXmlRet {
  readonly dev: NodeDevice
}
export interface NodeDeviceUndefineArgs {
  readonly name: string
  readonly flags: number
}
export interface NodeDeviceCreateArgs {
  readonly name: string
  readonly flags: number
}
export interface NodeDeviceGetAutostartArgs {
  readonly name: string
}
export interface NodeDeviceGetAutostartRet {
  readonly autostart: number
}
export interface NodeDeviceSetAutostartArgs {
  readonly name: string
  readonly autostart: number
}
export interface NodeDeviceIsPersistentArgs {
  readonly name: string
}
export interface NodeDeviceIsPersistentRet {
  readonly persistent: number
}
export interface NodeDeviceIsActiveArgs {
  readonly name: string
}
export interface NodeDeviceIsActiveRet {
  readonly active: number
}
export interface NodeDeviceUpdateArgs {
  readonly name: string
  readonly xmlDesc: string
  readonly flags: number
}
export interface ConnectDomainEventRegisterRet {
  readonly cbRegistered: number
}
export interface ConnectDomainEventDeregisterRet {
  readonly cbRegistered: number
}
export interface DomainEventLifecycleMsg {
  readonly dom: Domain
  readonly event: number
  readonly detail: number
}
export interface DomainEventCallbackLifecycleMsg {
  readonly callbackId: number
  readonly msg: DomainEventLifecycleMsg
}
export interface ConnectDomainXmlFromNativeArgs {
  readonly nativeFormat: string
  readonly nativeConfig: string
  readonly flags: number
}
export interface ConnectDomainXmlFromNativeRet {
  readonly domainXml: string
}
export interface ConnectDomainXmlToNativeArgs {
  readonly nativeFormat: string
  readonly domainXml: string
  readonly flags: number
}
export interface ConnectDomainXmlToNativeRet {
  readonly nativeConfig: string
}
export interface ConnectNumOfSecretsRet {
  readonly num: number
}
export interface ConnectListSecretsArgs {
  readonly maxuuids: number
}
export interface ConnectListSecretsRet {
  readonly uuids: readonly string[]
}
export interface SecretLookupByUuidArgs {
  readonly uuid: string
}
export interface SecretLookupByUuidRet {
  readonly secret: Secret
}
export interface SecretDefineXmlArgs {
  readonly xml: string
  readonly flags: number
}
export interface SecretDefineXmlRet {
  readonly secret: Secret
}
export interface SecretGetXmlDescArgs {
  readonly secret: Secret
  readonly flags: number
}
export interface SecretGetXmlDescRet {
  readonly xml: string
}
export interface SecretSetValueArgs {
  readonly secret: Secret
  readonly value: Uint8Array
  readonly flags: number
}
export interface SecretGetValueArgs {
  readonly secret: Secret
  readonly flags: number
}
export interface SecretGetValueRet {
  readonly value: Uint8Array
}
export interface SecretUndefineArgs {
  readonly secret: Secret
}
export interface SecretLookupByUsageArgs {
  readonly usageType: number
  readonly usageId: string
}
export interface SecretLookupByUsageRet {
  readonly secret: Secret
}
export interface DomainMigratePrepareTunnelArgs {
  readonly flags: bigint | number
  readonly dname: string | null
  readonly resource: bigint | number
  readonly domXml: string
}
export interface ConnectIsSecureRet {
  readonly secure: number
}
export interface DomainIsActiveArgs {
  readonly dom: Domain
}
export interface DomainIsActiveRet {
  readonly active: number
}
export interface DomainIsPersistentArgs {
  readonly dom: Domain
}
export interface DomainIsPersistentRet {
  readonly persistent: number
}
export interface DomainIsUpdatedArgs {
  readonly dom: Domain
}
export interface DomainIsUpdatedRet {
  readonly updated: number
}
export interface NetworkIsActiveArgs {
  readonly net: Network
}
export interface NetworkIsActiveRet {
  readonly active: number
}
export interface NetworkIsPersistentArgs {
  readonly net: Network
}
export interface NetworkIsPersistentRet {
  readonly persistent: number
}
export interface StoragePoolIsActiveArgs {
  readonly pool: StoragePool
}
export interface StoragePoolIsActiveRet {
  readonly active: number
}
export interface StoragePoolIsPersistentArgs {
  readonly pool: StoragePool
}
export interface StoragePoolIsPersistentRet {
  readonly persistent: number
}
export interface InterfaceIsActiveArgs {
  readonly iface: Interface
}
export interface InterfaceIsActiveRet {
  readonly active: number
}
export interface ConnectCompareCpuArgs {
  readonly xml: string
  readonly flags: number
}
export interface ConnectCompareCpuRet {
  readonly result: number
}
export interface ConnectBaselineCpuArgs {
  readonly xmlCpus: readonly string[]
  readonly flags: number
}
export interface ConnectBaselineCpuRet {
  readonly cpu: string
}
export interface DomainGetJobInfoArgs {
  readonly dom: Domain
}
export interface DomainGetJobInfoRet {
  readonly type: number
  readonly timeElapsed: bigint
  readonly timeRemaining: bigint
  readonly dataTotal: bigint
  readonly dataProcessed: bigint
  readonly dataRemaining: bigint
  readonly memTotal: bigint
  readonly memProcessed: bigint
  readonly memRemaining: bigint
  readonly fileTotal: bigint
  readonly fileProcessed: bigint
  readonly fileRemaining: bigint
}
export interface DomainGetJobStatsArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainGetJobStatsRet {
  readonly type: number
  readonly params: readonly TypedParam[]
}
export interface DomainAbortJobArgs {
  readonly dom: Domain
}
export interface DomainAbortJobFlagsArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainMigrateGetMaxDowntimeArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainMigrateGetMaxDowntimeRet {
  readonly downtime: bigint
}
export interface DomainMigrateSetMaxDowntimeArgs {
  readonly dom: Domain
  readonly downtime: bigint | number
  readonly flags: number
}
export interface DomainMigrateGetCompressionCacheArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainMigrateGetCompressionCacheRet {
  readonly cacheSize: bigint
}
export interface DomainMigrateSetCompressionCacheArgs {
  readonly dom: Domain
  readonly cacheSize: bigint | number
  readonly flags: number
}
export interface DomainMigrateSetMaxSpeedArgs {
  readonly dom: Domain
  readonly bandwidth: bigint | number
  readonly flags: number
}
export interface DomainMigrateGetMaxSpeedArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainMigrateGetMaxSpeedRet {
  readonly bandwidth: bigint
}
export interface ConnectDomainEventRegisterAnyArgs {
  readonly eventId: number
}
export interface ConnectDomainEventDeregisterAnyArgs {
  readonly eventId: number
}
export interface ConnectDomainEventCallbackRegisterAnyArgs {
  readonly eventId: number
  readonly dom: Domain | null
}
export interface ConnectDomainEventCallbackRegisterAnyRet {
  readonly callbackId: number
}
export interface ConnectDomainEventCallbackDeregisterAnyArgs {
  readonly callbackId: number
}
export interface DomainEventRebootMsg {
  readonly dom: Domain
}
export interface DomainEventCallbackRebootMsg {
  readonly callbackId: number
  readonly msg: DomainEventRebootMsg
}
export interface DomainEventRtcChangeMsg {
  readonly dom: Domain
  readonly offset: bigint
}
export interface DomainEventCallbackRtcChangeMsg {
  readonly callbackId: number
  readonly msg: DomainEventRtcChangeMsg
}
export interface DomainEventWatchdogMsg {
  readonly dom: Domain
  readonly action: number
}
export interface DomainEventCallbackWatchdogMsg {
  readonly callbackId: number
  readonly msg: DomainEventWatchdogMsg
}
export interface DomainEventIoErrorMsg {
  readonly dom: Domain
  readonly srcPath: string
  readonly devAlias: string
  readonly action: number
}
export interface DomainEventCallbackIoErrorMsg {
  readonly callbackId: number
  readonly msg: DomainEventIoErrorMsg
}
export interface DomainEventIoErrorReasonMsg {
  readonly dom: Domain
  readonly srcPath: string
  readonly devAlias: string
  readonly action: number
  readonly reason: string
}
export interface DomainEventCallbackIoErrorReasonMsg {
  readonly callbackId: number
  readonly msg: DomainEventIoErrorReasonMsg
}
export interface DomainEventGraphicsAddress {
  readonly family: number
  readonly node: string
  readonly service: string
}
export interface DomainEventGraphicsIdentity {
  readonly type: string
  readonly name: string
}
export interface DomainEventGraphicsMsg {
  readonly dom: Domain
  readonly phase: number
  readonly local: DomainEventGraphicsAddress
  readonly remote: DomainEventGraphicsAddress
  readonly authScheme: string
  readonly subject: readonly DomainEventGraphicsIdentity[]
}
export interface DomainEventCallbackGraphicsMsg {
  readonly callbackId: number
  readonly msg: DomainEventGraphicsMsg
}
export interface DomainEventBlockJobMsg {
  readonly dom: Domain
  readonly path: string
  readonly type: number
  readonly status: number
}
export interface DomainEventCallbackBlockJobMsg {
  readonly callbackId: number
  readonly msg: DomainEventBlockJobMsg
}
export interface DomainEventDiskChangeMsg {
  readonly dom: Domain
  readonly oldSrcPath: string | null
  readonly newSrcPath: string | null
  readonly devAlias: string
  readonly reason: number
}
export interface DomainEventCallbackDiskChangeMsg {
  readonly callbackId: number
  readonly msg: DomainEventDiskChangeMsg
}
export interface DomainEventTrayChangeMsg {
  readonly dom: Domain
  readonly devAlias: string
  readonly reason: number
}
export interface DomainEventCallbackTrayChangeMsg {
  readonly callbackId: number
  readonly msg: DomainEventTrayChangeMsg
}
export interface DomainEventPmwakeupMsg {
  readonly dom: Domain
}
export interface DomainEventCallbackPmwakeupMsg {
  readonly callbackId: number
  readonly reason: number
  readonly msg: DomainEventPmwakeupMsg
}
export interface DomainEventPmsuspendMsg {
  readonly dom: Domain
}
export interface DomainEventCallbackPmsuspendMsg {
  readonly callbackId: number
  readonly reason: number
  readonly msg: DomainEventPmsuspendMsg
}
export interface DomainEventBalloonChangeMsg {
  readonly dom: Domain
  readonly actual: bigint
}
export interface DomainEventCallbackBalloonChangeMsg {
  readonly callbackId: number
  readonly msg: DomainEventBalloonChangeMsg
}
export interface DomainEventPmsuspendDiskMsg {
  readonly dom: Domain
}
export interface DomainEventCallbackPmsuspendDiskMsg {
  readonly callbackId: number
  readonly reason: number
  readonly msg: DomainEventPmsuspendDiskMsg
}
export interface DomainManagedSaveArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainHasManagedSaveImageArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainHasManagedSaveImageRet {
  readonly result: number
}
export interface DomainManagedSaveRemoveArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainManagedSaveGetXmlDescArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainManagedSaveGetXmlDescRet {
  readonly xml: string
}
export interface DomainManagedSaveDefineXmlArgs {
  readonly dom: Domain
  readonly dxml: string | null
  readonly flags: number
}
export interface DomainSnapshotCreateXmlArgs {
  readonly dom: Domain
  readonly xmlDesc: string
  readonly flags: number
}
export interface DomainSnapshotCreateXmlRet {
  readonly snap: DomainSnapshot
}
export interface DomainSnapshotGetXmlDescArgs {
  readonly snap: DomainSnapshot
  readonly flags: number
}
export interface DomainSnapshotGetXmlDescRet {
  readonly xml: string
}
export interface DomainSnapshotNumArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainSnapshotNumRet {
  readonly num: number
}
export interface DomainSnapshotListNamesArgs {
  readonly dom: Domain
  readonly maxnames: number
  readonly flags: number
}
export interface DomainSnapshotListNamesRet {
  readonly names: readonly string[]
}
export interface DomainListAllSnapshotsArgs {
  readonly dom: Domain
  readonly needResults: number
  readonly flags: number
}
export interface DomainListAllSnapshotsRet {
  readonly snapshots: readonly DomainSnapshot[]
  readonly ret: number
}
export interface DomainSnapshotNumChildrenArgs {
  readonly snap: DomainSnapshot
  readonly flags: number
}
export interface DomainSnapshotNumChildrenRet {
  readonly num: number
}
export interface DomainSnapshotListChildrenNamesArgs {
  readonly snap: DomainSnapshot
  readonly maxnames: number
  readonly flags: number
}
export interface DomainSnapshotListChildrenNamesRet {
  readonly names: readonly string[]
}
export interface DomainSnapshotListAllChildrenArgs {
  readonly snapshot: DomainSnapshot
  readonly needResults: number
  readonly flags: number
}
export interface DomainSnapshotListAllChildrenRet {
  readonly snapshots: readonly DomainSnapshot[]
  readonly ret: number
}
export interface DomainSnapshotLookupByNameArgs {
  readonly dom: Domain
  readonly name: string
  readonly flags: number
}
export interface DomainSnapshotLookupByNameRet {
  readonly snap: DomainSnapshot
}
export interface DomainHasCurrentSnapshotArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainHasCurrentSnapshotRet {
  readonly result: number
}
export interface DomainSnapshotGetParentArgs {
  readonly snap: DomainSnapshot
  readonly flags: number
}
export interface DomainSnapshotGetParentRet {
  readonly snap: DomainSnapshot
}
export interface DomainSnapshotCurrentArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainSnapshotCurrentRet {
  readonly snap: DomainSnapshot
}
export interface DomainSnapshotIsCurrentArgs {
  readonly snap: DomainSnapshot
  readonly flags: number
}
export interface DomainSnapshotIsCurrentRet {
  readonly current: number
}
export interface DomainSnapshotHasMetadataArgs {
  readonly snap: DomainSnapshot
  readonly flags: number
}
export interface DomainSnapshotHasMetadataRet {
  readonly metadata: number
}
export interface DomainRevertToSnapshotArgs {
  readonly snap: DomainSnapshot
  readonly flags: number
}
export interface DomainSnapshotDeleteArgs {
  readonly snap: DomainSnapshot
  readonly flags: number
}
export interface DomainOpenConsoleArgs {
  readonly dom: Domain
  readonly devName: string | null
  readonly flags: number
}
export interface DomainOpenChannelArgs {
  readonly dom: Domain
  readonly name: string | null
  readonly flags: number
}
export interface StorageVolUploadArgs {
  readonly vol: StorageVol
  readonly offset: bigint | number
  readonly length: bigint | number
  readonly flags: number
}
export interface StorageVolDownloadArgs {
  readonly vol: StorageVol
  readonly offset: bigint | number
  readonly length: bigint | number
  readonly flags: number
}
export interface DomainGetStateArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainGetStateRet {
  readonly state: number
  readonly reason: number
}
export interface DomainMigrateBegin3Args {
  readonly dom: Domain
  readonly xmlin: string | null
  readonly flags: bigint | number
  readonly dname: string | null
  readonly resource: bigint | number
}
export interface DomainMigrateBegin3Ret {
  readonly cookieOut: Uint8Array
  readonly xml: string
}
export interface DomainMigratePrepare3Args {
  readonly cookieIn: Uint8Array
  readonly uriIn: string | null
  readonly flags: bigint | number
  readonly dname: string | null
  readonly resource: bigint | number
  readonly domXml: string
}
export interface DomainMigratePrepare3Ret {
  readonly cookieOut: Uint8Array
  readonly uriOut: string | null
}
export interface DomainMigratePrepareTunnel3Args {
  readonly cookieIn: Uint8Array
  readonly flags: bigint | number
  readonly dname: string | null
  readonly resource: bigint | number
  readonly domXml: string
}
export interface DomainMigratePrepareTunnel3Ret {
  readonly cookieOut: Uint8Array
}
export interface DomainMigratePerform3Args {
  readonly dom: Domain
  readonly xmlin: string | null
  readonly cookieIn: Uint8Array
  readonly dconnuri: string | null
  readonly uri: string | null
  readonly flags: bigint | number
  readonly dname: string | null
  readonly resource: bigint | number
}
export interface DomainMigratePerform3Ret {
  readonly cookieOut: Uint8Array
}
export interface DomainMigrateFinish3Args {
  readonly dname: string
  readonly cookieIn: Uint8Array
  readonly dconnuri: string | null
  readonly uri: string | null
  readonly flags: bigint | number
  readonly cancelled: number
}
export interface DomainMigrateFinish3Ret {
  readonly dom: Domain
  readonly cookieOut: Uint8Array
}
export interface DomainMigrateConfirm3Args {
  readonly dom: Domain
  readonly cookieIn: Uint8Array
  readonly flags: bigint | number
  readonly cancelled: number
}
export interface DomainEventControlErrorMsg {
  readonly dom: Domain
}
export interface DomainEventCallbackControlErrorMsg {
  readonly callbackId: number
  readonly msg: DomainEventControlErrorMsg
}
export interface DomainGetControlInfoArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainGetControlInfoRet {
  readonly state: number
  readonly details: number
  readonly stateTime: bigint
}
export interface DomainOpenGraphicsArgs {
  readonly dom: Domain
  readonly idx: number
  readonly flags: number
}
export interface DomainOpenGraphicsFdArgs {
  readonly dom: Domain
  readonly idx: number
  readonly flags: number
}
export interface NodeSuspendForDurationArgs {
  readonly target: number
  readonly duration: bigint | number
  readonly flags: number
}
export interface DomainShutdownFlagsArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainGetDiskErrorsArgs {
  readonly dom: Domain
  readonly maxerrors: number
  readonly flags: number
}
export interface DomainGetDiskErrorsRet {
  readonly errors: readonly DomainDiskError[]
  readonly nerrors: number
}
export interface ConnectListAllDomainsArgs {
  readonly needResults: number
  readonly flags: number
}
export interface ConnectListAllDomainsRet {
  readonly domains: readonly Domain[]
  readonly ret: number
}
export interface ConnectListAllStoragePoolsArgs {
  readonly needResults: number
  readonly flags: number
}
export interface ConnectListAllStoragePoolsRet {
  readonly pools: readonly StoragePool[]
  readonly ret: number
}
export interface StoragePoolListAllVolumesArgs {
  readonly pool: StoragePool
  readonly needResults: number
  readonly flags: number
}
export interface StoragePoolListAllVolumesRet {
  readonly vols: readonly StorageVol[]
  readonly ret: number
}
export interface ConnectListAllNetworksArgs {
  readonly needResults: number
  readonly flags: number
}
export interface ConnectListAllNetworksRet {
  readonly nets: readonly Network[]
  readonly ret: number
}
export interface ConnectListAllInterfacesArgs {
  readonly needResults: number
  readonly flags: number
}
export interface ConnectListAllInterfacesRet {
  readonly ifaces: readonly Interface[]
  readonly ret: number
}
export interface ConnectListAllNodeDevicesArgs {
  readonly needResults: number
  readonly flags: number
}
export interface ConnectListAllNodeDevicesRet {
  readonly devices: readonly NodeDevice[]
  readonly ret: number
}
export interface ConnectListAllNwfiltersArgs {
  readonly needResults: number
  readonly flags: number
}
export interface ConnectListAllNwfiltersRet {
  readonly filters: readonly Nwfilter[]
  readonly ret: number
}
export interface ConnectListAllSecretsArgs {
  readonly needResults: number
  readonly flags: number
}
export interface ConnectListAllSecretsRet {
  readonly secrets: readonly Secret[]
  readonly ret: number
}
export interface NodeSetMemoryParametersArgs {
  readonly params: readonly TypedParam[]
  readonly flags: number
}
export interface NodeGetMemoryParametersArgs {
  readonly nparams: number
  readonly flags: number
}
export interface NodeGetMemoryParametersRet {
  readonly params: readonly TypedParam[]
  readonly nparams: number
}
export interface NodeGetCpuMapArgs {
  readonly needMap: number
  readonly needOnline: number
  readonly flags: number
}
export interface NodeGetCpuMapRet {
  readonly cpumap: Uint8Array
  readonly online: number
  readonly ret: number
}
export interface DomainFstrimArgs {
  readonly dom: Domain
  readonly mountPoint: string | null
  readonly minimum: bigint | number
  readonly flags: number
}
export interface DomainGetTimeArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainGetTimeRet {
  readonly seconds: bigint
  readonly nseconds: number
}
export interface DomainSetTimeArgs {
  readonly dom: Domain
  readonly seconds: bigint | number
  readonly nseconds: number
  readonly flags: number
}
export interface DomainMigrateBegin3ParamsArgs {
  readonly dom: Domain
  readonly params: readonly TypedParam[]
  readonly flags: number
}
export interface DomainMigrateBegin3ParamsRet {
  readonly cookieOut: Uint8Array
  readonly xml: string
}
export interface DomainMigratePrepare3ParamsArgs {
  readonly params: readonly TypedParam[]
  readonly cookieIn: Uint8Array
  readonly flags: number
}
export interface DomainMigratePrepare3ParamsRet {
  readonly cookieOut: Uint8Array
  readonly uriOut: string | null
}
export interface DomainMigratePrepareTunnel3ParamsArgs {
  readonly params: readonly TypedParam[]
  readonly cookieIn: Uint8Array
  readonly flags: number
}
export interface DomainMigratePrepareTunnel3ParamsRet {
  readonly cookieOut: Uint8Array
}
export interface DomainMigratePerform3ParamsArgs {
  readonly dom: Domain
  readonly dconnuri: string | null
  readonly params: readonly TypedParam[]
  readonly cookieIn: Uint8Array
  readonly flags: number
}
export interface DomainMigratePerform3ParamsRet {
  readonly cookieOut: Uint8Array
}
export interface DomainMigrateFinish3ParamsArgs {
  readonly params: readonly TypedParam[]
  readonly cookieIn: Uint8Array
  readonly flags: number
  readonly cancelled: number
}
export interface DomainMigrateFinish3ParamsRet {
  readonly dom: Domain
  readonly cookieOut: Uint8Array
}
export interface DomainMigrateConfirm3ParamsArgs {
  readonly dom: Domain
  readonly params: readonly TypedParam[]
  readonly cookieIn: Uint8Array
  readonly flags: number
  readonly cancelled: number
}
export interface DomainEventDeviceRemovedMsg {
  readonly dom: Domain
  readonly devAlias: string
}
export interface DomainEventCallbackDeviceRemovedMsg {
  readonly callbackId: number
  readonly msg: DomainEventDeviceRemovedMsg
}
export interface DomainEventBlockJob2Msg {
  readonly callbackId: number
  readonly dom: Domain
  readonly dst: string
  readonly type: number
  readonly status: number
}
export interface DomainEventBlockThresholdMsg {
  readonly callbackId: number
  readonly dom: Domain
  readonly dev: string
  readonly path: string | null
  readonly threshold: bigint
  readonly excess: bigint
}
export interface DomainEventCallbackTunableMsg {
  readonly callbackId: number
  readonly dom: Domain
  readonly params: readonly TypedParam[]
}
export interface DomainEventCallbackDeviceAddedMsg {
  readonly callbackId: number
  readonly dom: Domain
  readonly devAlias: string
}
export interface ConnectEventConnectionClosedMsg {
  readonly reason: number
}
export interface ConnectGetCpuModelNamesArgs {
  readonly arch: string
  readonly needResults: number
  readonly flags: number
}
export interface ConnectGetCpuModelNamesRet {
  readonly models: readonly string[]
  readonly ret: number
}
export interface ConnectNetworkEventRegisterAnyArgs {
  readonly eventId: number
  readonly net: Network | null
}
export interface ConnectNetworkEventRegisterAnyRet {
  readonly callbackId: number
}
export interface ConnectNetworkEventDeregisterAnyArgs {
  readonly callbackId: number
}
export interface NetworkEventLifecycleMsg {
  readonly callbackId: number
  readonly net: Network
  readonly event: number
  readonly detail: number
}
export interface NetworkEventCallbackMetadataChangeMsg {
  readonly callbackId: number
  readonly net: Network
  readonly type: number
  readonly nsuri: string | null
}
export interface NetworkSetMetadataArgs {
  readonly network: Network
  readonly type: number
  readonly metadata: string | null
  readonly key: string | null
  readonly uri: string | null
  readonly flags: number
}
export interface NetworkGetMetadataArgs {
  readonly network: Network
  readonly type: number
  readonly uri: string | null
  readonly flags: number
}
export interface NetworkGetMetadataRet {
  readonly metadata: string
}
export interface ConnectStoragePoolEventRegisterAnyArgs {
  readonly eventId: number
  readonly pool: StoragePool | null
}
export interface ConnectStoragePoolEventRegisterAnyRet {
  readonly callbackId: number
}
export interface ConnectStoragePoolEventDeregisterAnyArgs {
  readonly callbackId: number
}
export interface StoragePoolEventLifecycleMsg {
  readonly callbackId: number
  readonly pool: StoragePool
  readonly event: number
  readonly detail: number
}
export interface StoragePoolEventRefreshMsg {
  readonly callbackId: number
  readonly pool: StoragePool
}
export interface ConnectNodeDeviceEventRegisterAnyArgs {
  readonly eventId: number
  readonly dev: NodeDevice | null
}
export interface ConnectNodeDeviceEventRegisterAnyRet {
  readonly callbackId: number
}
export interface ConnectNodeDeviceEventDeregisterAnyArgs {
  readonly callbackId: number
}
export interface NodeDeviceEventLifecycleMsg {
  readonly callbackId: number
  readonly dev: NodeDevice
  readonly event: number
  readonly detail: number
}
export interface NodeDeviceEventUpdateMsg {
  readonly callbackId: number
  readonly dev: NodeDevice
}
export interface DomainFsfreezeArgs {
  readonly dom: Domain
  readonly mountpoints: readonly string[]
  readonly flags: number
}
export interface DomainFsfreezeRet {
  readonly filesystems: number
}
export interface DomainFsthawArgs {
  readonly dom: Domain
  readonly mountpoints: readonly string[]
  readonly flags: number
}
export interface DomainFsthawRet {
  readonly filesystems: number
}
export interface NodeGetFreePagesArgs {
  readonly pages: readonly number[]
  readonly startCell: number
  readonly cellCount: number
  readonly flags: number
}
export interface NodeGetFreePagesRet {
  readonly counts: readonly bigint[]
}
export interface NodeAllocPagesArgs {
  readonly pageSizes: readonly number[]
  readonly pageCounts: readonly bigint | number[]
  readonly startCell: number
  readonly cellCount: number
  readonly flags: number
}
export interface NodeAllocPagesRet {
  readonly ret: number
}
export interface NetworkDhcpLease {
  readonly iface: string
  readonly expiryTime: bigint
  readonly type: number
  readonly mac: string | null
  readonly iaid: string | null
  readonly ipAddr: string
  readonly prefix: number
  readonly hostname: string | null
  readonly clientId: string | null
}
export interface NetworkGetDhcpLeasesArgs {
  readonly net: Network
  readonly mac: string | null
  readonly needResults: number
  readonly flags: number
}
export interface NetworkGetDhcpLeasesRet {
  readonly leases: readonly NetworkDhcpLease[]
  readonly ret: number
}
export interface DomainStatsRecord {
  readonly dom: Domain
  readonly params: readonly TypedParam[]
}
export interface ConnectGetAllDomainStatsArgs {
  readonly doms: readonly Domain[]
  readonly stats: number
  readonly flags: number
}
export interface DomainEventCallbackAgentLifecycleMsg {
  readonly callbackId: number
  readonly dom: Domain
  readonly state: number
  readonly reason: number
}
export interface ConnectGetAllDomainStatsRet {
  readonly retStats: readonly DomainStatsRecord[]
}
export interface DomainFsinfo {
  readonly mountpoint: string
  readonly name: string
  readonly fsType: string
  readonly devAliases: readonly string[]
}
export interface DomainGetFsinfoArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainGetFsinfoRet {
  readonly info: readonly DomainFsinfo[]
  readonly ret: number
}
export interface DomainIpAddr {
  readonly type: number
  readonly addr: string
  readonly prefix: number
}
export interface DomainInterface {
  readonly name: string
  readonly hwaddr: string | null
  readonly addrs: readonly DomainIpAddr[]
}
export interface DomainInterfaceAddressesArgs {
  readonly dom: Domain
  readonly source: number
  readonly flags: number
}
export interface DomainInterfaceAddressesRet {
  readonly ifaces: readonly DomainInterface[]
}
export interface DomainSetUserPasswordArgs {
  readonly dom: Domain
  readonly user: string | null
  readonly password: string | null
  readonly flags: number
}
export interface DomainRenameArgs {
  readonly dom: Domain
  readonly newName: string | null
  readonly flags: number
}
export interface DomainRenameRet {
  readonly retcode: number
}
export interface DomainEventCallbackMigrationIterationMsg {
  readonly callbackId: number
  readonly dom: Domain
  readonly iteration: number
}
export interface DomainEventCallbackJobCompletedMsg {
  readonly callbackId: number
  readonly dom: Domain
  readonly params: readonly TypedParam[]
}
export interface DomainMigrateStartPostCopyArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainEventCallbackDeviceRemovalFailedMsg {
  readonly callbackId: number
  readonly dom: Domain
  readonly devAlias: string
}
export interface DomainGetGuestVcpusArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainGetGuestVcpusRet {
  readonly params: readonly TypedParam[]
}
export interface DomainSetGuestVcpusArgs {
  readonly dom: Domain
  readonly cpumap: string
  readonly state: number
  readonly flags: number
}
export interface DomainSetVcpuArgs {
  readonly dom: Domain
  readonly cpumap: string
  readonly state: number
  readonly flags: number
}
export interface DomainEventCallbackMetadataChangeMsg {
  readonly callbackId: number
  readonly dom: Domain
  readonly type: number
  readonly nsuri: string | null
}
export interface DomainEventMemoryFailureMsg {
  readonly callbackId: number
  readonly dom: Domain
  readonly recipient: number
  readonly action: number
  readonly flags: number
}
export interface ConnectSecretEventRegisterAnyArgs {
  readonly eventId: number
  readonly secret: Secret | null
}
export interface ConnectSecretEventRegisterAnyRet {
  readonly callbackId: number
}
export interface ConnectSecretEventDeregisterAnyArgs {
  readonly callbackId: number
}
export interface SecretEventLifecycleMsg {
  readonly callbackId: number
  readonly secret: Secret
  readonly event: number
  readonly detail: number
}
export interface SecretEventValueChangedMsg {
  readonly callbackId: number
  readonly secret: Secret
}
export interface DomainSetBlockThresholdArgs {
  readonly dom: Domain
  readonly dev: string
  readonly threshold: bigint | number
  readonly flags: number
}
export interface DomainSetLifecycleActionArgs {
  readonly dom: Domain
  readonly type: number
  readonly action: number
  readonly flags: number
}
export interface ConnectCompareHypervisorCpuArgs {
  readonly emulator: string | null
  readonly arch: string | null
  readonly machine: string | null
  readonly virttype: string | null
  readonly xmlCpu: string
  readonly flags: number
}
export interface ConnectCompareHypervisorCpuRet {
  readonly result: number
}
export interface ConnectBaselineHypervisorCpuArgs {
  readonly emulator: string | null
  readonly arch: string | null
  readonly machine: string | null
  readonly virttype: string | null
  readonly xmlCpus: readonly string[]
  readonly flags: number
}
export interface ConnectBaselineHypervisorCpuRet {
  readonly cpu: string
}
export interface NodeGetSevInfoArgs {
  readonly nparams: number
  readonly flags: number
}
export interface NodeGetSevInfoRet {
  readonly params: readonly TypedParam[]
  readonly nparams: number
}
export interface DomainGetLaunchSecurityInfoArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainGetLaunchSecurityInfoRet {
  readonly params: readonly TypedParam[]
}
export interface DomainSetLaunchSecurityStateArgs {
  readonly dom: Domain
  readonly params: readonly TypedParam[]
  readonly flags: number
}
export interface NwfilterBindingLookupByPortDevArgs {
  readonly name: string
}
export interface NwfilterBindingLookupByPortDevRet {
  readonly nwfilter: NwfilterBinding
}
export interface NwfilterBindingCreateXmlArgs {
  readonly xml: string
  readonly flags: number
}
export interface NwfilterBindingCreateXmlRet {
  readonly nwfilter: NwfilterBinding
}
export interface NwfilterBindingDeleteArgs {
  readonly nwfilter: NwfilterBinding
}
export interface NwfilterBindingGetXmlDescArgs {
  readonly nwfilter: NwfilterBinding
  readonly flags: number
}
export interface NwfilterBindingGetXmlDescRet {
  readonly xml: string
}
export interface ConnectListAllNwfilterBindingsArgs {
  readonly needResults: number
  readonly flags: number
}
export interface ConnectListAllNwfilterBindingsRet {
  readonly bindings: readonly NwfilterBinding[]
  readonly ret: number
}
export interface ConnectGetStoragePoolCapabilitiesArgs {
  readonly flags: number
}
export interface ConnectGetStoragePoolCapabilitiesRet {
  readonly capabilities: string
}
export interface NetworkListAllPortsArgs {
  readonly network: Network
  readonly needResults: number
  readonly flags: number
}
export interface NetworkListAllPortsRet {
  readonly ports: readonly NetworkPort[]
  readonly ret: number
}
export interface NetworkPortLookupByUuidArgs {
  readonly network: Network
  readonly uuid: string
}
export interface NetworkPortLookupByUuidRet {
  readonly port: NetworkPort
}
export interface NetworkPortCreateXmlArgs {
  readonly network: Network
  readonly xml: string
  readonly flags: number
}
export interface NetworkPortCreateXmlRet {
  readonly port: NetworkPort
}
export interface NetworkPortSetParametersArgs {
  readonly port: NetworkPort
  readonly params: readonly TypedParam[]
  readonly flags: number
}
export interface NetworkPortGetParametersArgs {
  readonly port: NetworkPort
  readonly nparams: number
  readonly flags: number
}
export interface NetworkPortGetParametersRet {
  readonly params: readonly TypedParam[]
  readonly nparams: number
}
export interface NetworkPortGetXmlDescArgs {
  readonly port: NetworkPort
  readonly flags: number
}
export interface NetworkPortGetXmlDescRet {
  readonly xml: string
}
export interface NetworkPortDeleteArgs {
  readonly port: NetworkPort
  readonly flags: number
}
export interface DomainCheckpointCreateXmlArgs {
  readonly dom: Domain
  readonly xmlDesc: string
  readonly flags: number
}
export interface DomainCheckpointCreateXmlRet {
  readonly checkpoint: DomainCheckpoint
}
export interface DomainCheckpointGetXmlDescArgs {
  readonly checkpoint: DomainCheckpoint
  readonly flags: number
}
export interface DomainCheckpointGetXmlDescRet {
  readonly xml: string
}
export interface DomainListAllCheckpointsArgs {
  readonly dom: Domain
  readonly needResults: number
  readonly flags: number
}
export interface DomainListAllCheckpointsRet {
  readonly checkpoints: readonly DomainCheckpoint[]
  readonly ret: number
}
export interface DomainCheckpointListAllChildrenArgs {
  readonly checkpoint: DomainCheckpoint
  readonly needResults: number
  readonly flags: number
}
export interface DomainCheckpointListAllChildrenRet {
  readonly checkpoints: readonly DomainCheckpoint[]
  readonly ret: number
}
export interface DomainCheckpointLookupByNameArgs {
  readonly dom: Domain
  readonly name: string
  readonly flags: number
}
export interface DomainCheckpointLookupByNameRet {
  readonly checkpoint: DomainCheckpoint
}
export interface DomainCheckpointGetParentArgs {
  readonly checkpoint: DomainCheckpoint
  readonly flags: number
}
export interface DomainCheckpointGetParentRet {
  readonly parent: DomainCheckpoint
}
export interface DomainCheckpointDeleteArgs {
  readonly checkpoint: DomainCheckpoint
  readonly flags: number
}
export interface DomainGetGuestInfoArgs {
  readonly dom: Domain
  readonly types: number
  readonly flags: number
}
export interface DomainGetGuestInfoRet {
  readonly params: readonly TypedParam[]
}
export interface ConnectSetIdentityArgs {
  readonly params: readonly TypedParam[]
  readonly flags: number
}
export interface DomainAgentSetResponseTimeoutArgs {
  readonly dom: Domain
  readonly timeout: number
  readonly flags: number
}
export interface DomainAgentSetResponseTimeoutRet {
  readonly result: number
}
export interface DomainBackupBeginArgs {
  readonly dom: Domain
  readonly backupXml: string
  readonly checkpointXml: string | null
  readonly flags: number
}
export interface DomainBackupGetXmlDescArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainBackupGetXmlDescRet {
  readonly xml: string
}
export interface DomainAuthorizedSshKeysGetArgs {
  readonly dom: Domain
  readonly user: string
  readonly flags: number
}
export interface DomainAuthorizedSshKeysGetRet {
  readonly keys: readonly string[]
}
export interface DomainAuthorizedSshKeysSetArgs {
  readonly dom: Domain
  readonly user: string
  readonly keys: readonly string[]
  readonly flags: number
}
export interface DomainGetMessagesArgs {
  readonly dom: Domain
  readonly flags: number
}
export interface DomainGetMessagesRet {
  readonly msgs: readonly string[]
}
export interface DomainStartDirtyRateCalcArgs {
  readonly dom: Domain
  readonly seconds: number
  readonly flags: number
}
export interface DomainGraphicsReloadArgs {
  readonly dom: Domain
  readonly type: number
  readonly flags: number
}
export interface DomainEventMemoryDeviceSizeChangeMsg {
  readonly callbackId: number
  readonly dom: Domain
  readonly alias: string
  readonly size: bigint
}
export interface DomainFdAssociateArgs {
  readonly dom: Domain
  readonly name: string
  readonly flags: number
}
export interface DomainGetAutostartOnceArgs {
  readonly dom: Domain
}
export interface DomainGetAutostartOnceRet {
  readonly autostart: number
}
export interface DomainSetAutostartOnceArgs {
  readonly dom: Domain
  readonly autostart: number
}
export interface DomainEventNicMacChangeMsg {
  readonly callbackId: number
  readonly dom: Domain
  readonly alias: string
  readonly oldMac: string
  readonly newMac: string
}
export interface DomainEventVcpuRemovedMsg {
  readonly callbackId: number
  readonly dom: Domain
  readonly vcpuid: number
}
export interface DomainEventCallbackChannelLifecycleMsg {
  readonly callbackId: number
  readonly dom: Domain
  readonly channelName: string
  readonly state: number
  readonly reason: number
}
export interface DomainAnnounceInterfaceArgs {
  readonly dom: Domain
  readonly device: string
  readonly params: readonly TypedParam[]
  readonly flags: number
}
export declare const readDomain: (reader: XdrReader) => Domain
export declare const writeDomain: (writer: XdrWriter, value: Domain) => void
export declare const remoteProgram: 0x20008086
export declare const remote: {
  readonly connectOpen: Procedure<ConnectOpenArgs, void>
  readonly connectClose: Procedure<void, void>
  readonly connectGetType: Procedure<void, ConnectGetTypeRet>
  readonly connectGetVersion: Procedure<void, ConnectGetVersionRet>
  readonly connectGetMaxVcpus: Procedure<ConnectGetMaxVcpusArgs, ConnectGetMaxVcpusRet>
  readonly nodeGetInfo: Procedure<void, NodeGetInfoRet>
  readonly connectGetCapabilities: Procedure<void, ConnectGetCapabilitiesRet>
  readonly domainAttachDevice: Procedure<DomainAttachDeviceArgs, void>
  readonly domainCreate: Procedure<DomainCreateArgs, void>
  readonly domainCreateXml: Procedure<DomainCreateXmlArgs, DomainCreateXmlRet>
  readonly domainDefineXml: Procedure<DomainDefineXmlArgs, DomainDefineXmlRet>
  readonly domainDestroy: Procedure<DomainDestroyArgs, void>
  readonly domainDetachDevice: Procedure<DomainDetachDeviceArgs, void>
  readonly domainGetXmlDesc: Procedure<DomainGetXmlDescArgs, DomainGetXmlDescRet>
  readonly domainGetAutostart: Procedure<DomainGetAutostartArgs, DomainGetAutostartRet>
  readonly domainGetInfo: Procedure<DomainGetInfoArgs, DomainGetInfoRet>
  readonly domainGetMaxMemory: Procedure<DomainGetMaxMemoryArgs, DomainGetMaxMemoryRet>
  readonly domainGetMaxVcpus: Procedure<DomainGetMaxVcpusArgs, DomainGetMaxVcpusRet>
  readonly domainGetOsType: Procedure<DomainGetOsTypeArgs, DomainGetOsTypeRet>
  readonly domainGetVcpus: Procedure<DomainGetVcpusArgs, DomainGetVcpusRet>
  readonly connectListDefinedDomains: Procedure<ConnectListDefinedDomainsArgs, ConnectListDefinedDomainsRet>
  readonly domainLookupById: Procedure<DomainLookupByIdArgs, DomainLookupByIdRet>
  readonly domainLookupByName: Procedure<DomainLookupByNameArgs, DomainLookupByNameRet>
  readonly domainLookupByUuid: Procedure<DomainLookupByUuidArgs, DomainLookupByUuidRet>
  readonly connectNumOfDefinedDomains: Procedure<void, ConnectNumOfDefinedDomainsRet>
  readonly domainPinVcpu: Procedure<DomainPinVcpuArgs, void>
  readonly domainReboot: Procedure<DomainRebootArgs, void>
  readonly domainResume: Procedure<DomainResumeArgs, void>
  readonly domainSetAutostart: Procedure<DomainSetAutostartArgs, void>
  readonly domainSetMaxMemory: Procedure<DomainSetMaxMemoryArgs, void>
  readonly domainSetMemory: Procedure<DomainSetMemoryArgs, void>
  readonly domainSetVcpus: Procedure<DomainSetVcpusArgs, void>
  readonly domainShutdown: Procedure<DomainShutdownArgs, void>
  readonly domainSuspend: Procedure<DomainSuspendArgs, void>
  readonly domainUndefine: Procedure<DomainUndefineArgs, void>
  readonly connectListDefinedNetworks: Procedure<ConnectListDefinedNetworksArgs, ConnectListDefinedNetworksRet>
  readonly connectListDomains: Procedure<ConnectListDomainsArgs, ConnectListDomainsRet>
  readonly connectListNetworks: Procedure<ConnectListNetworksArgs, ConnectListNetworksRet>
  readonly networkCreate: Procedure<NetworkCreateArgs, void>
  readonly networkCreateXml: Procedure<NetworkCreateXmlArgs, NetworkCreateXmlRet>
  readonly networkDefineXml: Procedure<NetworkDefineXmlArgs, NetworkDefineXmlRet>
  readonly networkDestroy: Procedure<NetworkDestroyArgs, void>
  readonly networkGetXmlDesc: Procedure<NetworkGetXmlDescArgs, NetworkGetXmlDescRet>
  readonly networkGetAutostart: Procedure<NetworkGetAutostartArgs, NetworkGetAutostartRet>
  readonly networkGetBridgeName: Procedure<NetworkGetBridgeNameArgs, NetworkGetBridgeNameRet>
  readonly networkLookupByName: Procedure<NetworkLookupByNameArgs, NetworkLookupByNameRet>
  readonly networkLookupByUuid: Procedure<NetworkLookupByUuidArgs, NetworkLookupByUuidRet>
  readonly networkSetAutostart: Procedure<NetworkSetAutostartArgs, void>
  readonly networkUndefine: Procedure<NetworkUndefineArgs, void>
  readonly connectNumOfDefinedNetworks: Procedure<void, ConnectNumOfDefinedNetworksRet>
  readonly connectNumOfDomains: Procedure<void, ConnectNumOfDomainsRet>
  readonly connectNumOfNetworks: Procedure<void, ConnectNumOfNetworksRet>
  readonly domainCoreDump: Procedure<DomainCoreDumpArgs, void>
  readonly domainRestore: Procedure<DomainRestoreArgs, void>
  readonly domainSave: Procedure<DomainSaveArgs, void>
  readonly domainGetSchedulerType: Procedure<DomainGetSchedulerTypeArgs, DomainGetSchedulerTypeRet>
  readonly domainGetSchedulerParameters: Procedure<DomainGetSchedulerParametersArgs, DomainGetSchedulerParametersRet>
  readonly domainSetSchedulerParameters: Procedure<DomainSetSchedulerParametersArgs, void>
  readonly connectGetHostname: Procedure<void, ConnectGetHostnameRet>
  readonly connectSupportsFeature: Procedure<ConnectSupportsFeatureArgs, ConnectSupportsFeatureRet>
  readonly domainMigratePrepare: Procedure<DomainMigratePrepareArgs, DomainMigratePrepareRet>
  readonly domainMigratePerform: Procedure<DomainMigratePerformArgs, void>
  readonly domainMigrateFinish: Procedure<DomainMigrateFinishArgs, DomainMigrateFinishRet>
  readonly domainBlockStats: Procedure<DomainBlockStatsArgs, DomainBlockStatsRet>
  readonly domainInterfaceStats: Procedure<DomainInterfaceStatsArgs, DomainInterfaceStatsRet>
  readonly authList: Procedure<void, AuthListRet>
  readonly authSaslInit: Procedure<void, AuthSaslInitRet>
  readonly authSaslStart: Procedure<AuthSaslStartArgs, AuthSaslStartRet>
  readonly authSaslStep: Procedure<AuthSaslStepArgs, AuthSaslStepRet>
  readonly authPolkit: Procedure<void, AuthPolkitRet>
  readonly connectNumOfStoragePools: Procedure<void, ConnectNumOfStoragePoolsRet>
  readonly connectListStoragePools: Procedure<ConnectListStoragePoolsArgs, ConnectListStoragePoolsRet>
  readonly connectNumOfDefinedStoragePools: Procedure<void, ConnectNumOfDefinedStoragePoolsRet>
  readonly connectListDefinedStoragePools: Procedure<ConnectListDefinedStoragePoolsArgs, ConnectListDefinedStoragePoolsRet>
  readonly connectFindStoragePoolSources: Procedure<ConnectFindStoragePoolSourcesArgs, ConnectFindStoragePoolSourcesRet>
  readonly storagePoolCreateXml: Procedure<StoragePoolCreateXmlArgs, StoragePoolCreateXmlRet>
  readonly storagePoolDefineXml: Procedure<StoragePoolDefineXmlArgs, StoragePoolDefineXmlRet>
  readonly storagePoolCreate: Procedure<StoragePoolCreateArgs, void>
  readonly storagePoolBuild: Procedure<StoragePoolBuildArgs, void>
  readonly storagePoolDestroy: Procedure<StoragePoolDestroyArgs, void>
  readonly storagePoolDelete: Procedure<StoragePoolDeleteArgs, void>
  readonly storagePoolUndefine: Procedure<StoragePoolUndefineArgs, void>
  readonly storagePoolRefresh: Procedure<StoragePoolRefreshArgs, void>
  readonly storagePoolLookupByName: Procedure<StoragePoolLookupByNameArgs, StoragePoolLookupByNameRet>
  readonly storagePoolLookupByUuid: Procedure<StoragePoolLookupByUuidArgs, StoragePoolLookupByUuidRet>
  readonly storagePoolLookupByVolume: Procedure<StoragePoolLookupByVolumeArgs, StoragePoolLookupByVolumeRet>
  readonly storagePoolGetInfo: Procedure<StoragePoolGetInfoArgs, StoragePoolGetInfoRet>
  readonly storagePoolGetXmlDesc: Procedure<StoragePoolGetXmlDescArgs, StoragePoolGetXmlDescRet>
  readonly storagePoolGetAutostart: Procedure<StoragePoolGetAutostartArgs, StoragePoolGetAutostartRet>
  readonly storagePoolSetAutostart: Procedure<StoragePoolSetAutostartArgs, void>
  readonly storagePoolNumOfVolumes: Procedure<StoragePoolNumOfVolumesArgs, StoragePoolNumOfVolumesRet>
  readonly storagePoolListVolumes: Procedure<StoragePoolListVolumesArgs, StoragePoolListVolumesRet>
  readonly storageVolCreateXml: Procedure<StorageVolCreateXmlArgs, StorageVolCreateXmlRet>
  readonly storageVolDelete: Procedure<StorageVolDeleteArgs, void>
  readonly storageVolLookupByName: Procedure<StorageVolLookupByNameArgs, StorageVolLookupByNameRet>
  readonly storageVolLookupByKey: Procedure<StorageVolLookupByKeyArgs, StorageVolLookupByKeyRet>
  readonly storageVolLookupByPath: Procedure<StorageVolLookupByPathArgs, StorageVolLookupByPathRet>
  readonly storageVolGetInfo: Procedure<StorageVolGetInfoArgs, StorageVolGetInfoRet>
  readonly storageVolGetXmlDesc: Procedure<StorageVolGetXmlDescArgs, StorageVolGetXmlDescRet>
  readonly storageVolGetPath: Procedure<StorageVolGetPathArgs, StorageVolGetPathRet>
  readonly nodeGetCellsFreeMemory: Procedure<NodeGetCellsFreeMemoryArgs, NodeGetCellsFreeMemoryRet>
  readonly nodeGetFreeMemory: Procedure<void, NodeGetFreeMemoryRet>
  readonly domainBlockPeek: Procedure<DomainBlockPeekArgs, DomainBlockPeekRet>
  readonly domainMemoryPeek: Procedure<DomainMemoryPeekArgs, DomainMemoryPeekRet>
  readonly connectDomainEventRegister: Procedure<void, ConnectDomainEventRegisterRet>
  readonly connectDomainEventDeregister: Procedure<void, ConnectDomainEventDeregisterRet>
  readonly domainMigratePrepare2: Procedure<DomainMigratePrepare2Args, DomainMigratePrepare2Ret>
  readonly domainMigrateFinish2: Procedure<DomainMigrateFinish2Args, DomainMigrateFinish2Ret>
  readonly connectGetUri: Procedure<void, ConnectGetUriRet>
  readonly nodeNumOfDevices: Procedure<NodeNumOfDevicesArgs, NodeNumOfDevicesRet>
  readonly nodeListDevices: Procedure<NodeListDevicesArgs, NodeListDevicesRet>
  readonly nodeDeviceLookupByName: Procedure<NodeDeviceLookupByNameArgs, NodeDeviceLookupByNameRet>
  readonly nodeDeviceGetXmlDesc: Procedure<NodeDeviceGetXmlDescArgs, NodeDeviceGetXmlDescRet>
  readonly nodeDeviceGetParent: Procedure<NodeDeviceGetParentArgs, NodeDeviceGetParentRet>
  readonly nodeDeviceNumOfCaps: Procedure<NodeDeviceNumOfCapsArgs, NodeDeviceNumOfCapsRet>
  readonly nodeDeviceListCaps: Procedure<NodeDeviceListCapsArgs, NodeDeviceListCapsRet>
  readonly nodeDeviceDettach: Procedure<NodeDeviceDettachArgs, void>
  readonly nodeDeviceReAttach: Procedure<NodeDeviceReAttachArgs, void>
  readonly nodeDeviceReset: Procedure<NodeDeviceResetArgs, void>
  readonly domainGetSecurityLabel: Procedure<DomainGetSecurityLabelArgs, DomainGetSecurityLabelRet>
  readonly nodeGetSecurityModel: Procedure<void, NodeGetSecurityModelRet>
  readonly nodeDeviceCreateXml: Procedure<NodeDeviceCreateXmlArgs, NodeDeviceCreateXmlRet>
  readonly nodeDeviceDestroy: Procedure<NodeDeviceDestroyArgs, void>
  readonly storageVolCreateXmlFrom: Procedure<StorageVolCreateXmlFromArgs, StorageVolCreateXmlFromRet>
  readonly connectNumOfInterfaces: Procedure<void, ConnectNumOfInterfacesRet>
  readonly connectListInterfaces: Procedure<ConnectListInterfacesArgs, ConnectListInterfacesRet>
  readonly interfaceLookupByName: Procedure<InterfaceLookupByNameArgs, InterfaceLookupByNameRet>
  readonly interfaceLookupByMacString: Procedure<InterfaceLookupByMacStringArgs, InterfaceLookupByMacStringRet>
  readonly interfaceGetXmlDesc: Procedure<InterfaceGetXmlDescArgs, InterfaceGetXmlDescRet>
  readonly interfaceDefineXml: Procedure<InterfaceDefineXmlArgs, InterfaceDefineXmlRet>
  readonly interfaceUndefine: Procedure<InterfaceUndefineArgs, void>
  readonly interfaceCreate: Procedure<InterfaceCreateArgs, void>
  readonly interfaceDestroy: Procedure<InterfaceDestroyArgs, void>
  readonly connectDomainXmlFromNative: Procedure<ConnectDomainXmlFromNativeArgs, ConnectDomainXmlFromNativeRet>
  readonly connectDomainXmlToNative: Procedure<ConnectDomainXmlToNativeArgs, ConnectDomainXmlToNativeRet>
  readonly connectNumOfDefinedInterfaces: Procedure<void, ConnectNumOfDefinedInterfacesRet>
  readonly connectListDefinedInterfaces: Procedure<ConnectListDefinedInterfacesArgs, ConnectListDefinedInterfacesRet>
  readonly connectNumOfSecrets: Procedure<void, ConnectNumOfSecretsRet>
  readonly connectListSecrets: Procedure<ConnectListSecretsArgs, ConnectListSecretsRet>
  readonly secretLookupByUuid: Procedure<SecretLookupByUuidArgs, SecretLookupByUuidRet>
  readonly secretDefineXml: Procedure<SecretDefineXmlArgs, SecretDefineXmlRet>
  readonly secretGetXmlDesc: Procedure<SecretGetXmlDescArgs, SecretGetXmlDescRet>
  readonly secretSetValue: Procedure<SecretSetValueArgs, void>
  readonly secretGetValue: Procedure<SecretGetValueArgs, SecretGetValueRet>
  readonly secretUndefine: Procedure<SecretUndefineArgs, void>
  readonly secretLookupByUsage: Procedure<SecretLookupByUsageArgs, SecretLookupByUsageRet>
  readonly domainMigratePrepareTunnel: Procedure<DomainMigratePrepareTunnelArgs, void>
  readonly connectIsSecure: Procedure<void, ConnectIsSecureRet>
  readonly domainIsActive: Procedure<DomainIsActiveArgs, DomainIsActiveRet>
  readonly domainIsPersistent: Procedure<DomainIsPersistentArgs, DomainIsPersistentRet>
  readonly networkIsActive: Procedure<NetworkIsActiveArgs, NetworkIsActiveRet>
  readonly networkIsPersistent: Procedure<NetworkIsPersistentArgs, NetworkIsPersistentRet>
  readonly storagePoolIsActive: Procedure<StoragePoolIsActiveArgs, StoragePoolIsActiveRet>
  readonly storagePoolIsPersistent: Procedure<StoragePoolIsPersistentArgs, StoragePoolIsPersistentRet>
  readonly interfaceIsActive: Procedure<InterfaceIsActiveArgs, InterfaceIsActiveRet>
  readonly connectGetLibVersion: Procedure<void, ConnectGetLibVersionRet>
  readonly connectCompareCpu: Procedure<ConnectCompareCpuArgs, ConnectCompareCpuRet>
  readonly domainMemoryStats: Procedure<DomainMemoryStatsArgs, DomainMemoryStatsRet>
  readonly domainAttachDeviceFlags: Procedure<DomainAttachDeviceFlagsArgs, void>
  readonly domainDetachDeviceFlags: Procedure<DomainDetachDeviceFlagsArgs, void>
  readonly connectBaselineCpu: Procedure<ConnectBaselineCpuArgs, ConnectBaselineCpuRet>
  readonly domainGetJobInfo: Procedure<DomainGetJobInfoArgs, DomainGetJobInfoRet>
  readonly domainAbortJob: Procedure<DomainAbortJobArgs, void>
  readonly storageVolWipe: Procedure<StorageVolWipeArgs, void>
  readonly domainMigrateSetMaxDowntime: Procedure<DomainMigrateSetMaxDowntimeArgs, void>
  readonly connectDomainEventRegisterAny: Procedure<ConnectDomainEventRegisterAnyArgs, void>
  readonly connectDomainEventDeregisterAny: Procedure<ConnectDomainEventDeregisterAnyArgs, void>
  readonly domainUpdateDeviceFlags: Procedure<DomainUpdateDeviceFlagsArgs, void>
  readonly nwfilterLookupByName: Procedure<NwfilterLookupByNameArgs, NwfilterLookupByNameRet>
  readonly nwfilterLookupByUuid: Procedure<NwfilterLookupByUuidArgs, NwfilterLookupByUuidRet>
  readonly nwfilterGetXmlDesc: Procedure<NwfilterGetXmlDescArgs, NwfilterGetXmlDescRet>
  readonly connectNumOfNwfilters: Procedure<void, ConnectNumOfNwfiltersRet>
  readonly connectListNwfilters: Procedure<ConnectListNwfiltersArgs, ConnectListNwfiltersRet>
  readonly nwfilterDefineXml: Procedure<NwfilterDefineXmlArgs, NwfilterDefineXmlRet>
  readonly nwfilterUndefine: Procedure<NwfilterUndefineArgs, void>
  readonly domainManagedSave: Procedure<DomainManagedSaveArgs, void>
  readonly domainHasManagedSaveImage: Procedure<DomainHasManagedSaveImageArgs, DomainHasManagedSaveImageRet>
  readonly domainManagedSaveRemove: Procedure<DomainManagedSaveRemoveArgs, void>
  readonly domainSnapshotCreateXml: Procedure<DomainSnapshotCreateXmlArgs, DomainSnapshotCreateXmlRet>
  readonly domainSnapshotGetXmlDesc: Procedure<DomainSnapshotGetXmlDescArgs, DomainSnapshotGetXmlDescRet>
  readonly domainSnapshotNum: Procedure<DomainSnapshotNumArgs, DomainSnapshotNumRet>
  readonly domainSnapshotListNames: Procedure<DomainSnapshotListNamesArgs, DomainSnapshotListNamesRet>
  readonly domainSnapshotLookupByName: Procedure<DomainSnapshotLookupByNameArgs, DomainSnapshotLookupByNameRet>
  readonly domainHasCurrentSnapshot: Procedure<DomainHasCurrentSnapshotArgs, DomainHasCurrentSnapshotRet>
  readonly domainSnapshotCurrent: Procedure<DomainSnapshotCurrentArgs, DomainSnapshotCurrentRet>
  readonly domainRevertToSnapshot: Procedure<DomainRevertToSnapshotArgs, void>
  readonly domainSnapshotDelete: Procedure<DomainSnapshotDeleteArgs, void>
  readonly domainGetBlockInfo: Procedure<DomainGetBlockInfoArgs, DomainGetBlockInfoRet>
  readonly domainCreateWithFlags: Procedure<DomainCreateWithFlagsArgs, DomainCreateWithFlagsRet>
  readonly domainSetMemoryParameters: Procedure<DomainSetMemoryParametersArgs, void>
  readonly domainGetMemoryParameters: Procedure<DomainGetMemoryParametersArgs, DomainGetMemoryParametersRet>
  readonly domainSetVcpusFlags: Procedure<DomainSetVcpusFlagsArgs, void>
  readonly domainGetVcpusFlags: Procedure<DomainGetVcpusFlagsArgs, DomainGetVcpusFlagsRet>
  readonly domainOpenConsole: Procedure<DomainOpenConsoleArgs, void>
  readonly domainIsUpdated: Procedure<DomainIsUpdatedArgs, DomainIsUpdatedRet>
  readonly connectGetSysinfo: Procedure<ConnectGetSysinfoArgs, ConnectGetSysinfoRet>
  readonly domainSetMemoryFlags: Procedure<DomainSetMemoryFlagsArgs, void>
  readonly domainSetBlkioParameters: Procedure<DomainSetBlkioParametersArgs, void>
  readonly domainGetBlkioParameters: Procedure<DomainGetBlkioParametersArgs, DomainGetBlkioParametersRet>
  readonly domainMigrateSetMaxSpeed: Procedure<DomainMigrateSetMaxSpeedArgs, void>
  readonly storageVolUpload: Procedure<StorageVolUploadArgs, void>
  readonly storageVolDownload: Procedure<StorageVolDownloadArgs, void>
  readonly domainInjectNmi: Procedure<DomainInjectNmiArgs, void>
  readonly domainScreenshot: Procedure<DomainScreenshotArgs, DomainScreenshotRet>
  readonly domainGetState: Procedure<DomainGetStateArgs, DomainGetStateRet>
  readonly domainMigrateBegin3: Procedure<DomainMigrateBegin3Args, DomainMigrateBegin3Ret>
  readonly domainMigratePrepare3: Procedure<DomainMigratePrepare3Args, DomainMigratePrepare3Ret>
  readonly domainMigratePrepareTunnel3: Procedure<DomainMigratePrepareTunnel3Args, DomainMigratePrepareTunnel3Ret>
  readonly domainMigratePerform3: Procedure<DomainMigratePerform3Args, DomainMigratePerform3Ret>
  readonly domainMigrateFinish3: Procedure<DomainMigrateFinish3Args, DomainMigrateFinish3Ret>
  readonly domainMigrateConfirm3: Procedure<DomainMigrateConfirm3Args, void>
  readonly domainSetSchedulerParametersFlags: Procedure<DomainSetSchedulerParametersFlagsArgs, void>
  readonly interfaceChangeBegin: Procedure<InterfaceChangeBeginArgs, void>
  readonly interfaceChangeCommit: Procedure<InterfaceChangeCommitArgs, void>
  readonly interfaceChangeRollback: Procedure<InterfaceChangeRollbackArgs, void>
  readonly domainGetSchedulerParametersFlags: Procedure<DomainGetSchedulerParametersFlagsArgs, DomainGetSchedulerParametersFlagsRet>
  readonly domainPinVcpuFlags: Procedure<DomainPinVcpuFlagsArgs, void>
  readonly domainSendKey: Procedure<DomainSendKeyArgs, void>
  readonly nodeGetCpuStats: Procedure<NodeGetCpuStatsArgs, NodeGetCpuStatsRet>
  readonly nodeGetMemoryStats: Procedure<NodeGetMemoryStatsArgs, NodeGetMemoryStatsRet>
  readonly domainGetControlInfo: Procedure<DomainGetControlInfoArgs, DomainGetControlInfoRet>
  readonly domainGetVcpuPinInfo: Procedure<DomainGetVcpuPinInfoArgs, DomainGetVcpuPinInfoRet>
  readonly domainUndefineFlags: Procedure<DomainUndefineFlagsArgs, void>
  readonly domainSaveFlags: Procedure<DomainSaveFlagsArgs, void>
  readonly domainRestoreFlags: Procedure<DomainRestoreFlagsArgs, void>
  readonly domainDestroyFlags: Procedure<DomainDestroyFlagsArgs, void>
  readonly domainSaveImageGetXmlDesc: Procedure<DomainSaveImageGetXmlDescArgs, DomainSaveImageGetXmlDescRet>
  readonly domainSaveImageDefineXml: Procedure<DomainSaveImageDefineXmlArgs, void>
  readonly domainBlockJobAbort: Procedure<DomainBlockJobAbortArgs, void>
  readonly domainGetBlockJobInfo: Procedure<DomainGetBlockJobInfoArgs, DomainGetBlockJobInfoRet>
  readonly domainBlockJobSetSpeed: Procedure<DomainBlockJobSetSpeedArgs, void>
  readonly domainBlockPull: Procedure<DomainBlockPullArgs, void>
  readonly domainMigrateGetMaxSpeed: Procedure<DomainMigrateGetMaxSpeedArgs, DomainMigrateGetMaxSpeedRet>
  readonly domainBlockStatsFlags: Procedure<DomainBlockStatsFlagsArgs, DomainBlockStatsFlagsRet>
  readonly domainSnapshotGetParent: Procedure<DomainSnapshotGetParentArgs, DomainSnapshotGetParentRet>
  readonly domainReset: Procedure<DomainResetArgs, void>
  readonly domainSnapshotNumChildren: Procedure<DomainSnapshotNumChildrenArgs, DomainSnapshotNumChildrenRet>
  readonly domainSnapshotListChildrenNames: Procedure<DomainSnapshotListChildrenNamesArgs, DomainSnapshotListChildrenNamesRet>
  readonly domainOpenGraphics: Procedure<DomainOpenGraphicsArgs, void>
  readonly nodeSuspendForDuration: Procedure<NodeSuspendForDurationArgs, void>
  readonly domainBlockResize: Procedure<DomainBlockResizeArgs, void>
  readonly domainSetBlockIoTune: Procedure<DomainSetBlockIoTuneArgs, void>
  readonly domainGetBlockIoTune: Procedure<DomainGetBlockIoTuneArgs, DomainGetBlockIoTuneRet>
  readonly domainSetNumaParameters: Procedure<DomainSetNumaParametersArgs, void>
  readonly domainGetNumaParameters: Procedure<DomainGetNumaParametersArgs, DomainGetNumaParametersRet>
  readonly domainSetInterfaceParameters: Procedure<DomainSetInterfaceParametersArgs, void>
  readonly domainGetInterfaceParameters: Procedure<DomainGetInterfaceParametersArgs, DomainGetInterfaceParametersRet>
  readonly domainShutdownFlags: Procedure<DomainShutdownFlagsArgs, void>
  readonly storageVolWipePattern: Procedure<StorageVolWipePatternArgs, void>
  readonly storageVolResize: Procedure<StorageVolResizeArgs, void>
  readonly domainPmSuspendForDuration: Procedure<DomainPmSuspendForDurationArgs, void>
  readonly domainGetCpuStats: Procedure<DomainGetCpuStatsArgs, DomainGetCpuStatsRet>
  readonly domainGetDiskErrors: Procedure<DomainGetDiskErrorsArgs, DomainGetDiskErrorsRet>
  readonly domainSetMetadata: Procedure<DomainSetMetadataArgs, void>
  readonly domainGetMetadata: Procedure<DomainGetMetadataArgs, DomainGetMetadataRet>
  readonly domainBlockRebase: Procedure<DomainBlockRebaseArgs, void>
  readonly domainPmWakeup: Procedure<DomainPmWakeupArgs, void>
  readonly domainSnapshotIsCurrent: Procedure<DomainSnapshotIsCurrentArgs, DomainSnapshotIsCurrentRet>
  readonly domainSnapshotHasMetadata: Procedure<DomainSnapshotHasMetadataArgs, DomainSnapshotHasMetadataRet>
  readonly connectListAllDomains: Procedure<ConnectListAllDomainsArgs, ConnectListAllDomainsRet>
  readonly domainListAllSnapshots: Procedure<DomainListAllSnapshotsArgs, DomainListAllSnapshotsRet>
  readonly domainSnapshotListAllChildren: Procedure<DomainSnapshotListAllChildrenArgs, DomainSnapshotListAllChildrenRet>
  readonly domainGetHostname: Procedure<DomainGetHostnameArgs, DomainGetHostnameRet>
  readonly domainGetSecurityLabelList: Procedure<DomainGetSecurityLabelListArgs, DomainGetSecurityLabelListRet>
  readonly domainPinEmulator: Procedure<DomainPinEmulatorArgs, void>
  readonly domainGetEmulatorPinInfo: Procedure<DomainGetEmulatorPinInfoArgs, DomainGetEmulatorPinInfoRet>
  readonly connectListAllStoragePools: Procedure<ConnectListAllStoragePoolsArgs, ConnectListAllStoragePoolsRet>
  readonly storagePoolListAllVolumes: Procedure<StoragePoolListAllVolumesArgs, StoragePoolListAllVolumesRet>
  readonly connectListAllNetworks: Procedure<ConnectListAllNetworksArgs, ConnectListAllNetworksRet>
  readonly connectListAllInterfaces: Procedure<ConnectListAllInterfacesArgs, ConnectListAllInterfacesRet>
  readonly connectListAllNodeDevices: Procedure<ConnectListAllNodeDevicesArgs, ConnectListAllNodeDevicesRet>
  readonly connectListAllNwfilters: Procedure<ConnectListAllNwfiltersArgs, ConnectListAllNwfiltersRet>
  readonly connectListAllSecrets: Procedure<ConnectListAllSecretsArgs, ConnectListAllSecretsRet>
  readonly nodeSetMemoryParameters: Procedure<NodeSetMemoryParametersArgs, void>
  readonly nodeGetMemoryParameters: Procedure<NodeGetMemoryParametersArgs, NodeGetMemoryParametersRet>
  readonly domainBlockCommit: Procedure<DomainBlockCommitArgs, void>
  readonly networkUpdate: Procedure<NetworkUpdateArgs, void>
  readonly nodeGetCpuMap: Procedure<NodeGetCpuMapArgs, NodeGetCpuMapRet>
  readonly domainFstrim: Procedure<DomainFstrimArgs, void>
  readonly domainSendProcessSignal: Procedure<DomainSendProcessSignalArgs, void>
  readonly domainOpenChannel: Procedure<DomainOpenChannelArgs, void>
  readonly nodeDeviceLookupScsiHostByWwn: Procedure<NodeDeviceLookupScsiHostByWwnArgs, NodeDeviceLookupScsiHostByWwnRet>
  readonly domainGetJobStats: Procedure<DomainGetJobStatsArgs, DomainGetJobStatsRet>
  readonly domainMigrateGetCompressionCache: Procedure<DomainMigrateGetCompressionCacheArgs, DomainMigrateGetCompressionCacheRet>
  readonly domainMigrateSetCompressionCache: Procedure<DomainMigrateSetCompressionCacheArgs, void>
  readonly nodeDeviceDetachFlags: Procedure<NodeDeviceDetachFlagsArgs, void>
  readonly domainMigrateBegin3Params: Procedure<DomainMigrateBegin3ParamsArgs, DomainMigrateBegin3ParamsRet>
  readonly domainMigratePrepare3Params: Procedure<DomainMigratePrepare3ParamsArgs, DomainMigratePrepare3ParamsRet>
  readonly domainMigratePrepareTunnel3Params: Procedure<DomainMigratePrepareTunnel3ParamsArgs, DomainMigratePrepareTunnel3ParamsRet>
  readonly domainMigratePerform3Params: Procedure<DomainMigratePerform3ParamsArgs, DomainMigratePerform3ParamsRet>
  readonly domainMigrateFinish3Params: Procedure<DomainMigrateFinish3ParamsArgs, DomainMigrateFinish3ParamsRet>
  readonly domainMigrateConfirm3Params: Procedure<DomainMigrateConfirm3ParamsArgs, void>
  readonly domainSetMemoryStatsPeriod: Procedure<DomainSetMemoryStatsPeriodArgs, void>
  readonly domainCreateXmlWithFiles: Procedure<DomainCreateXmlWithFilesArgs, DomainCreateXmlWithFilesRet>
  readonly domainCreateWithFiles: Procedure<DomainCreateWithFilesArgs, DomainCreateWithFilesRet>
  readonly connectGetCpuModelNames: Procedure<ConnectGetCpuModelNamesArgs, ConnectGetCpuModelNamesRet>
  readonly connectNetworkEventRegisterAny: Procedure<ConnectNetworkEventRegisterAnyArgs, ConnectNetworkEventRegisterAnyRet>
  readonly connectNetworkEventDeregisterAny: Procedure<ConnectNetworkEventDeregisterAnyArgs, void>
  readonly connectDomainEventCallbackRegisterAny: Procedure<ConnectDomainEventCallbackRegisterAnyArgs, ConnectDomainEventCallbackRegisterAnyRet>
  readonly connectDomainEventCallbackDeregisterAny: Procedure<ConnectDomainEventCallbackDeregisterAnyArgs, void>
  readonly domainCoreDumpWithFormat: Procedure<DomainCoreDumpWithFormatArgs, void>
  readonly domainFsfreeze: Procedure<DomainFsfreezeArgs, DomainFsfreezeRet>
  readonly domainFsthaw: Procedure<DomainFsthawArgs, DomainFsthawRet>
  readonly domainGetTime: Procedure<DomainGetTimeArgs, DomainGetTimeRet>
  readonly domainSetTime: Procedure<DomainSetTimeArgs, void>
  readonly nodeGetFreePages: Procedure<NodeGetFreePagesArgs, NodeGetFreePagesRet>
  readonly networkGetDhcpLeases: Procedure<NetworkGetDhcpLeasesArgs, NetworkGetDhcpLeasesRet>
  readonly connectGetDomainCapabilities: Procedure<ConnectGetDomainCapabilitiesArgs, ConnectGetDomainCapabilitiesRet>
  readonly domainOpenGraphicsFd: Procedure<DomainOpenGraphicsFdArgs, void>
  readonly connectGetAllDomainStats: Procedure<ConnectGetAllDomainStatsArgs, ConnectGetAllDomainStatsRet>
  readonly domainBlockCopy: Procedure<DomainBlockCopyArgs, void>
  readonly nodeAllocPages: Procedure<NodeAllocPagesArgs, NodeAllocPagesRet>
  readonly domainGetFsinfo: Procedure<DomainGetFsinfoArgs, DomainGetFsinfoRet>
  readonly domainDefineXmlFlags: Procedure<DomainDefineXmlFlagsArgs, DomainDefineXmlFlagsRet>
  readonly domainGetIothreadInfo: Procedure<DomainGetIothreadInfoArgs, DomainGetIothreadInfoRet>
  readonly domainPinIothread: Procedure<DomainPinIothreadArgs, void>
  readonly domainInterfaceAddresses: Procedure<DomainInterfaceAddressesArgs, DomainInterfaceAddressesRet>
  readonly domainAddIothread: Procedure<DomainAddIothreadArgs, void>
  readonly domainDelIothread: Procedure<DomainDelIothreadArgs, void>
  readonly domainSetUserPassword: Procedure<DomainSetUserPasswordArgs, void>
  readonly domainRename: Procedure<DomainRenameArgs, DomainRenameRet>
  readonly connectRegisterCloseCallback: Procedure<void, void>
  readonly connectUnregisterCloseCallback: Procedure<void, void>
  readonly domainMigrateStartPostCopy: Procedure<DomainMigrateStartPostCopyArgs, void>
  readonly domainGetPerfEvents: Procedure<DomainGetPerfEventsArgs, DomainGetPerfEventsRet>
  readonly domainSetPerfEvents: Procedure<DomainSetPerfEventsArgs, void>
  readonly connectStoragePoolEventRegisterAny: Procedure<ConnectStoragePoolEventRegisterAnyArgs, ConnectStoragePoolEventRegisterAnyRet>
  readonly connectStoragePoolEventDeregisterAny: Procedure<ConnectStoragePoolEventDeregisterAnyArgs, void>
  readonly domainGetGuestVcpus: Procedure<DomainGetGuestVcpusArgs, DomainGetGuestVcpusRet>
  readonly domainSetGuestVcpus: Procedure<DomainSetGuestVcpusArgs, void>
  readonly connectNodeDeviceEventRegisterAny: Procedure<ConnectNodeDeviceEventRegisterAnyArgs, ConnectNodeDeviceEventRegisterAnyRet>
  readonly connectNodeDeviceEventDeregisterAny: Procedure<ConnectNodeDeviceEventDeregisterAnyArgs, void>
  readonly storageVolGetInfoFlags: Procedure<StorageVolGetInfoFlagsArgs, StorageVolGetInfoFlagsRet>
  readonly connectSecretEventRegisterAny: Procedure<ConnectSecretEventRegisterAnyArgs, ConnectSecretEventRegisterAnyRet>
  readonly connectSecretEventDeregisterAny: Procedure<ConnectSecretEventDeregisterAnyArgs, void>
  readonly domainSetVcpu: Procedure<DomainSetVcpuArgs, void>
  readonly domainSetBlockThreshold: Procedure<DomainSetBlockThresholdArgs, void>
  readonly domainMigrateGetMaxDowntime: Procedure<DomainMigrateGetMaxDowntimeArgs, DomainMigrateGetMaxDowntimeRet>
  readonly domainManagedSaveGetXmlDesc: Procedure<DomainManagedSaveGetXmlDescArgs, DomainManagedSaveGetXmlDescRet>
  readonly domainManagedSaveDefineXml: Procedure<DomainManagedSaveDefineXmlArgs, void>
  readonly domainSetLifecycleAction: Procedure<DomainSetLifecycleActionArgs, void>
  readonly storagePoolLookupByTargetPath: Procedure<StoragePoolLookupByTargetPathArgs, StoragePoolLookupByTargetPathRet>
  readonly domainDetachDeviceAlias: Procedure<DomainDetachDeviceAliasArgs, void>
  readonly connectCompareHypervisorCpu: Procedure<ConnectCompareHypervisorCpuArgs, ConnectCompareHypervisorCpuRet>
  readonly connectBaselineHypervisorCpu: Procedure<ConnectBaselineHypervisorCpuArgs, ConnectBaselineHypervisorCpuRet>
  readonly nodeGetSevInfo: Procedure<NodeGetSevInfoArgs, NodeGetSevInfoRet>
  readonly domainGetLaunchSecurityInfo: Procedure<DomainGetLaunchSecurityInfoArgs, DomainGetLaunchSecurityInfoRet>
  readonly nwfilterBindingLookupByPortDev: Procedure<NwfilterBindingLookupByPortDevArgs, NwfilterBindingLookupByPortDevRet>
  readonly nwfilterBindingGetXmlDesc: Procedure<NwfilterBindingGetXmlDescArgs, NwfilterBindingGetXmlDescRet>
  readonly nwfilterBindingCreateXml: Procedure<NwfilterBindingCreateXmlArgs, NwfilterBindingCreateXmlRet>
  readonly nwfilterBindingDelete: Procedure<NwfilterBindingDeleteArgs, void>
  readonly connectListAllNwfilterBindings: Procedure<ConnectListAllNwfilterBindingsArgs, ConnectListAllNwfilterBindingsRet>
  readonly domainSetIothreadParams: Procedure<DomainSetIothreadParamsArgs, void>
  readonly connectGetStoragePoolCapabilities: Procedure<ConnectGetStoragePoolCapabilitiesArgs, ConnectGetStoragePoolCapabilitiesRet>
  readonly networkListAllPorts: Procedure<NetworkListAllPortsArgs, NetworkListAllPortsRet>
  readonly networkPortLookupByUuid: Procedure<NetworkPortLookupByUuidArgs, NetworkPortLookupByUuidRet>
  readonly networkPortCreateXml: Procedure<NetworkPortCreateXmlArgs, NetworkPortCreateXmlRet>
  readonly networkPortGetParameters: Procedure<NetworkPortGetParametersArgs, NetworkPortGetParametersRet>
  readonly networkPortSetParameters: Procedure<NetworkPortSetParametersArgs, void>
  readonly networkPortGetXmlDesc: Procedure<NetworkPortGetXmlDescArgs, NetworkPortGetXmlDescRet>
  readonly networkPortDelete: Procedure<NetworkPortDeleteArgs, void>
  readonly domainCheckpointCreateXml: Procedure<DomainCheckpointCreateXmlArgs, DomainCheckpointCreateXmlRet>
  readonly domainCheckpointGetXmlDesc: Procedure<DomainCheckpointGetXmlDescArgs, DomainCheckpointGetXmlDescRet>
  readonly domainListAllCheckpoints: Procedure<DomainListAllCheckpointsArgs, DomainListAllCheckpointsRet>
  readonly domainCheckpointListAllChildren: Procedure<DomainCheckpointListAllChildrenArgs, DomainCheckpointListAllChildrenRet>
  readonly domainCheckpointLookupByName: Procedure<DomainCheckpointLookupByNameArgs, DomainCheckpointLookupByNameRet>
  readonly domainCheckpointGetParent: Procedure<DomainCheckpointGetParentArgs, DomainCheckpointGetParentRet>
  readonly domainCheckpointDelete: Procedure<DomainCheckpointDeleteArgs, void>
  readonly domainGetGuestInfo: Procedure<DomainGetGuestInfoArgs, DomainGetGuestInfoRet>
  readonly connectSetIdentity: Procedure<ConnectSetIdentityArgs, void>
  readonly domainAgentSetResponseTimeout: Procedure<DomainAgentSetResponseTimeoutArgs, DomainAgentSetResponseTimeoutRet>
  readonly domainBackupBegin: Procedure<DomainBackupBeginArgs, void>
  readonly domainBackupGetXmlDesc: Procedure<DomainBackupGetXmlDescArgs, DomainBackupGetXmlDescRet>
  readonly domainAuthorizedSshKeysGet: Procedure<DomainAuthorizedSshKeysGetArgs, DomainAuthorizedSshKeysGetRet>
  readonly domainAuthorizedSshKeysSet: Procedure<DomainAuthorizedSshKeysSetArgs, void>
  readonly domainGetMessages: Procedure<DomainGetMessagesArgs, DomainGetMessagesRet>
  readonly domainStartDirtyRateCalc: Procedure<DomainStartDirtyRateCalcArgs, void>
  readonly nodeDeviceDefineXml: Procedure<NodeDeviceDefineXmlArgs, NodeDeviceDefineXmlRet>
  readonly nodeDeviceUndefine: Procedure<NodeDeviceUndefineArgs, void>
  readonly nodeDeviceCreate: Procedure<NodeDeviceCreateArgs, void>
  readonly nwfilterDefineXmlFlags: Procedure<NwfilterDefineXmlFlagsArgs, NwfilterDefineXmlFlagsRet>
  readonly networkDefineXmlFlags: Procedure<NetworkDefineXmlFlagsArgs, NetworkDefineXmlFlagsRet>
  readonly nodeDeviceGetAutostart: Procedure<NodeDeviceGetAutostartArgs, NodeDeviceGetAutostartRet>
  readonly nodeDeviceSetAutostart: Procedure<NodeDeviceSetAutostartArgs, void>
  readonly nodeDeviceIsPersistent: Procedure<NodeDeviceIsPersistentArgs, NodeDeviceIsPersistentRet>
  readonly nodeDeviceIsActive: Procedure<NodeDeviceIsActiveArgs, NodeDeviceIsActiveRet>
  readonly networkCreateXmlFlags: Procedure<NetworkCreateXmlFlagsArgs, NetworkCreateXmlFlagsRet>
  readonly domainSetLaunchSecurityState: Procedure<DomainSetLaunchSecurityStateArgs, void>
  readonly domainSaveParams: Procedure<DomainSaveParamsArgs, void>
  readonly domainRestoreParams: Procedure<DomainRestoreParamsArgs, void>
  readonly domainAbortJobFlags: Procedure<DomainAbortJobFlagsArgs, void>
  readonly domainFdAssociate: Procedure<DomainFdAssociateArgs, void>
  readonly networkSetMetadata: Procedure<NetworkSetMetadataArgs, void>
  readonly networkGetMetadata: Procedure<NetworkGetMetadataArgs, NetworkGetMetadataRet>
  readonly nodeDeviceUpdate: Procedure<NodeDeviceUpdateArgs, void>
  readonly domainGraphicsReload: Procedure<DomainGraphicsReloadArgs, void>
  readonly domainGetAutostartOnce: Procedure<DomainGetAutostartOnceArgs, DomainGetAutostartOnceRet>
  readonly domainSetAutostartOnce: Procedure<DomainSetAutostartOnceArgs, void>
  readonly domainSetThrottleGroup: Procedure<DomainSetThrottleGroupArgs, void>
  readonly domainDelThrottleGroup: Procedure<DomainDelThrottleGroupArgs, void>
  readonly domainAnnounceInterface: Procedure<DomainAnnounceInterfaceArgs, void>
}
export declare const remoteEvents: {
  readonly domainEventLifecycle: EventProcedure<DomainEventLifecycleMsg>
  readonly domainEventReboot: EventProcedure<DomainEventRebootMsg>
  readonly domainEventRtcChange: EventProcedure<DomainEventRtcChangeMsg>
  readonly domainEventWatchdog: EventProcedure<DomainEventWatchdogMsg>
  readonly domainEventIoError: EventProcedure<DomainEventIoErrorMsg>
  readonly domainEventGraphics: EventProcedure<DomainEventGraphicsMsg>
  readonly domainEventIoErrorReason: EventProcedure<DomainEventIoErrorReasonMsg>
  readonly domainEventControlError: EventProcedure<DomainEventControlErrorMsg>
  readonly domainEventBlockJob: EventProcedure<DomainEventBlockJobMsg>
  readonly domainEventDiskChange: EventProcedure<DomainEventDiskChangeMsg>
  readonly domainEventTrayChange: EventProcedure<DomainEventTrayChangeMsg>
  readonly domainEventPmwakeup: EventProcedure<DomainEventPmwakeupMsg>
  readonly domainEventPmsuspend: EventProcedure<DomainEventPmsuspendMsg>
  readonly domainEventBalloonChange: EventProcedure<DomainEventBalloonChangeMsg>
  readonly domainEventPmsuspendDisk: EventProcedure<DomainEventPmsuspendDiskMsg>
  readonly domainEventDeviceRemoved: EventProcedure<DomainEventDeviceRemovedMsg>
  readonly networkEventLifecycle: EventProcedure<NetworkEventLifecycleMsg>
  readonly domainEventCallbackLifecycle: EventProcedure<DomainEventCallbackLifecycleMsg>
  readonly domainEventCallbackReboot: EventProcedure<DomainEventCallbackRebootMsg>
  readonly domainEventCallbackRtcChange: EventProcedure<DomainEventCallbackRtcChangeMsg>
  readonly domainEventCallbackWatchdog: EventProcedure<DomainEventCallbackWatchdogMsg>
  readonly domainEventCallbackIoError: EventProcedure<DomainEventCallbackIoErrorMsg>
  readonly domainEventCallbackGraphics: EventProcedure<DomainEventCallbackGraphicsMsg>
  readonly domainEventCallbackIoErrorReason: EventProcedure<DomainEventCallbackIoErrorReasonMsg>
  readonly domainEventCallbackControlError: EventProcedure<DomainEventCallbackControlErrorMsg>
  readonly domainEventCallbackBlockJob: EventProcedure<DomainEventCallbackBlockJobMsg>
  readonly domainEventCallbackDiskChange: EventProcedure<DomainEventCallbackDiskChangeMsg>
  readonly domainEventCallbackTrayChange: EventProcedure<DomainEventCallbackTrayChangeMsg>
  readonly domainEventCallbackPmwakeup: EventProcedure<DomainEventCallbackPmwakeupMsg>
  readonly domainEventCallbackPmsuspend: EventProcedure<DomainEventCallbackPmsuspendMsg>
  readonly domainEventCallbackBalloonChange: EventProcedure<DomainEventCallbackBalloonChangeMsg>
  readonly domainEventCallbackPmsuspendDisk: EventProcedure<DomainEventCallbackPmsuspendDiskMsg>
  readonly domainEventCallbackDeviceRemoved: EventProcedure<DomainEventCallbackDeviceRemovedMsg>
  readonly domainEventBlockJob2: EventProcedure<DomainEventBlockJob2Msg>
  readonly domainEventCallbackTunable: EventProcedure<DomainEventCallbackTunableMsg>
  readonly domainEventCallbackAgentLifecycle: EventProcedure<DomainEventCallbackAgentLifecycleMsg>
  readonly domainEventCallbackDeviceAdded: EventProcedure<DomainEventCallbackDeviceAddedMsg>
  readonly domainEventCallbackMigrationIteration: EventProcedure<DomainEventCallbackMigrationIterationMsg>
  readonly connectEventConnectionClosed: EventProcedure<ConnectEventConnectionClosedMsg>
  readonly domainEventCallbackJobCompleted: EventProcedure<DomainEventCallbackJobCompletedMsg>
  readonly domainEventCallbackDeviceRemovalFailed: EventProcedure<DomainEventCallbackDeviceRemovalFailedMsg>
  readonly storagePoolEventLifecycle: EventProcedure<StoragePoolEventLifecycleMsg>
  readonly storagePoolEventRefresh: EventProcedure<StoragePoolEventRefreshMsg>
  readonly nodeDeviceEventLifecycle: EventProcedure<NodeDeviceEventLifecycleMsg>
  readonly nodeDeviceEventUpdate: EventProcedure<NodeDeviceEventUpdateMsg>
  readonly domainEventCallbackMetadataChange: EventProcedure<DomainEventCallbackMetadataChangeMsg>
  readonly secretEventLifecycle: EventProcedure<SecretEventLifecycleMsg>
  readonly secretEventValueChanged: EventProcedure<SecretEventValueChangedMsg>
  readonly domainEventBlockThreshold: EventProcedure<DomainEventBlockThresholdMsg>
  readonly domainEventMemoryFailure: EventProcedure<DomainEventMemoryFailureMsg>
  readonly domainEventMemoryDeviceSizeChange: EventProcedure<DomainEventMemoryDeviceSizeChangeMsg>
  readonly networkEventCallbackMetadataChange: EventProcedure<NetworkEventCallbackMetadataChangeMsg>
  readonly domainEventNicMacChange: EventProcedure<DomainEventNicMacChangeMsg>
  readonly domainEventVcpuRemoved: EventProcedure<DomainEventVcpuRemovedMsg>
  readonly domainEventCallbackChannelLifecycle: EventProcedure<DomainEventCallbackChannelLifecycleMsg>
}
/** Every struct of the table by its name there: for tests and tools. */
export declare const remoteCodecs: Readonly<Record<string, { readonly read: (reader: XdrReader) => unknown; readonly write: (writer: XdrWriter, value: never) => void }>>
