// Generated from libvirt/protocol by dev/protocol/generate.ts; edit the generator, not this file.

import { procedure } from '../procedure.ts'
import { readTypedParam, writeTypedParam } from '../typed-param.ts'

const readAdminNonnullServer = (r) => ({ name: r.string(4194304) })
const writeAdminNonnullServer = (w, v) => {
  w.string(v.name, 4194304)
}
const readAdminNonnullClient = (r) => ({ srv: readAdminNonnullServer(r), id: r.u64(), timestamp: r.i64(), transport: r.u32() })
const writeAdminNonnullClient = (w, v) => {
  writeAdminNonnullServer(w, v.srv)
  w.u64(v.id)
  w.i64(v.timestamp)
  w.u32(v.transport)
}
const readAdminConnectOpenArgs = (r) => ({ flags: r.u32() })
const writeAdminConnectOpenArgs = (w, v) => {
  w.u32(v.flags)
}
const readAdminConnectGetLibVersionRet = (r) => ({ libVer: r.u64() })
const writeAdminConnectGetLibVersionRet = (w, v) => {
  w.u64(v.libVer)
}
const readAdminConnectListServersArgs = (r) => ({ needResults: r.u32(), flags: r.u32() })
const writeAdminConnectListServersArgs = (w, v) => {
  w.u32(v.needResults)
  w.u32(v.flags)
}
const readAdminConnectListServersRet = (r) => ({ servers: r.array(readAdminNonnullServer, 16384), ret: r.u32() })
const writeAdminConnectListServersRet = (w, v) => {
  w.array(v.servers, writeAdminNonnullServer, 16384)
  w.u32(v.ret)
}
const readAdminConnectLookupServerArgs = (r) => ({ name: r.string(4194304), flags: r.u32() })
const writeAdminConnectLookupServerArgs = (w, v) => {
  w.string(v.name, 4194304)
  w.u32(v.flags)
}
const readAdminConnectLookupServerRet = (r) => ({ srv: readAdminNonnullServer(r) })
const writeAdminConnectLookupServerRet = (w, v) => {
  writeAdminNonnullServer(w, v.srv)
}
const readAdminServerGetThreadpoolParametersArgs = (r) => ({ srv: readAdminNonnullServer(r), flags: r.u32() })
const writeAdminServerGetThreadpoolParametersArgs = (w, v) => {
  writeAdminNonnullServer(w, v.srv)
  w.u32(v.flags)
}
const readAdminServerGetThreadpoolParametersRet = (r) => ({ params: r.array(readTypedParam, 32) })
const writeAdminServerGetThreadpoolParametersRet = (w, v) => {
  w.array(v.params, writeTypedParam, 32)
}
const readAdminServerSetThreadpoolParametersArgs = (r) => ({ srv: readAdminNonnullServer(r), params: r.array(readTypedParam, 32), flags: r.u32() })
const writeAdminServerSetThreadpoolParametersArgs = (w, v) => {
  writeAdminNonnullServer(w, v.srv)
  w.array(v.params, writeTypedParam, 32)
  w.u32(v.flags)
}
const readAdminServerListClientsArgs = (r) => ({ srv: readAdminNonnullServer(r), needResults: r.u32(), flags: r.u32() })
const writeAdminServerListClientsArgs = (w, v) => {
  writeAdminNonnullServer(w, v.srv)
  w.u32(v.needResults)
  w.u32(v.flags)
}
const readAdminServerListClientsRet = (r) => ({ clients: r.array(readAdminNonnullClient, 16384), ret: r.u32() })
const writeAdminServerListClientsRet = (w, v) => {
  w.array(v.clients, writeAdminNonnullClient, 16384)
  w.u32(v.ret)
}
const readAdminServerLookupClientArgs = (r) => ({ srv: readAdminNonnullServer(r), id: r.u64(), flags: r.u32() })
const writeAdminServerLookupClientArgs = (w, v) => {
  writeAdminNonnullServer(w, v.srv)
  w.u64(v.id)
  w.u32(v.flags)
}
const readAdminServerLookupClientRet = (r) => ({ clnt: readAdminNonnullClient(r) })
const writeAdminServerLookupClientRet = (w, v) => {
  writeAdminNonnullClient(w, v.clnt)
}
const readAdminClientGetInfoArgs = (r) => ({ clnt: readAdminNonnullClient(r), flags: r.u32() })
const writeAdminClientGetInfoArgs = (w, v) => {
  writeAdminNonnullClient(w, v.clnt)
  w.u32(v.flags)
}
const readAdminClientGetInfoRet = (r) => ({ params: r.array(readTypedParam, 64) })
const writeAdminClientGetInfoRet = (w, v) => {
  w.array(v.params, writeTypedParam, 64)
}
const readAdminClientCloseArgs = (r) => ({ clnt: readAdminNonnullClient(r), flags: r.u32() })
const writeAdminClientCloseArgs = (w, v) => {
  writeAdminNonnullClient(w, v.clnt)
  w.u32(v.flags)
}
const readAdminServerGetClientLimitsArgs = (r) => ({ srv: readAdminNonnullServer(r), flags: r.u32() })
const writeAdminServerGetClientLimitsArgs = (w, v) => {
  writeAdminNonnullServer(w, v.srv)
  w.u32(v.flags)
}
const readAdminServerGetClientLimitsRet = (r) => ({ params: r.array(readTypedParam, 32) })
const writeAdminServerGetClientLimitsRet = (w, v) => {
  w.array(v.params, writeTypedParam, 32)
}
const readAdminServerSetClientLimitsArgs = (r) => ({ srv: readAdminNonnullServer(r), params: r.array(readTypedParam, 32), flags: r.u32() })
const writeAdminServerSetClientLimitsArgs = (w, v) => {
  writeAdminNonnullServer(w, v.srv)
  w.array(v.params, writeTypedParam, 32)
  w.u32(v.flags)
}
const readAdminServerUpdateTlsFilesArgs = (r) => ({ srv: readAdminNonnullServer(r), flags: r.u32() })
const writeAdminServerUpdateTlsFilesArgs = (w, v) => {
  writeAdminNonnullServer(w, v.srv)
  w.u32(v.flags)
}
const readAdminConnectGetLoggingOutputsArgs = (r) => ({ flags: r.u32() })
const writeAdminConnectGetLoggingOutputsArgs = (w, v) => {
  w.u32(v.flags)
}
const readAdminConnectGetLoggingOutputsRet = (r) => ({ outputs: r.string(4194304), noutputs: r.u32() })
const writeAdminConnectGetLoggingOutputsRet = (w, v) => {
  w.string(v.outputs, 4194304)
  w.u32(v.noutputs)
}
const readAdminConnectGetLoggingFiltersArgs = (r) => ({ flags: r.u32() })
const writeAdminConnectGetLoggingFiltersArgs = (w, v) => {
  w.u32(v.flags)
}
const readAdminConnectGetLoggingFiltersRet = (r) => ({ filters: r.optionalString(4194304), nfilters: r.u32() })
const writeAdminConnectGetLoggingFiltersRet = (w, v) => {
  w.optionalString(v.filters, 4194304)
  w.u32(v.nfilters)
}
const readAdminConnectSetLoggingOutputsArgs = (r) => ({ outputs: r.optionalString(4194304), flags: r.u32() })
const writeAdminConnectSetLoggingOutputsArgs = (w, v) => {
  w.optionalString(v.outputs, 4194304)
  w.u32(v.flags)
}
const readAdminConnectSetLoggingFiltersArgs = (r) => ({ filters: r.optionalString(4194304), flags: r.u32() })
const writeAdminConnectSetLoggingFiltersArgs = (w, v) => {
  w.optionalString(v.filters, 4194304)
  w.u32(v.flags)
}
const readAdminConnectSetDaemonTimeoutArgs = (r) => ({ timeout: r.u32(), flags: r.u32() })
const writeAdminConnectSetDaemonTimeoutArgs = (w, v) => {
  w.u32(v.timeout)
  w.u32(v.flags)
}
const readAdminConnectDaemonShutdownArgs = (r) => ({ flags: r.u32() })
const writeAdminConnectDaemonShutdownArgs = (w, v) => {
  w.u32(v.flags)
}

export const adminProgram = 0x6900690
export const admin = {
  connectOpen: procedure(0x6900690, 1, 'connectOpen', 's', '2.0.0', writeAdminConnectOpenArgs, undefined),
  connectClose: procedure(0x6900690, 2, 'connectClose', 's', '2.0.0', undefined, undefined),
  connectGetLibVersion: procedure(0x6900690, 3, 'connectGetLibVersion', 's', '2.0.0', undefined, readAdminConnectGetLibVersionRet),
  connectListServers: procedure(0x6900690, 4, 'connectListServers', 's', '2.0.0', writeAdminConnectListServersArgs, readAdminConnectListServersRet),
  connectLookupServer: procedure(0x6900690, 5, 'connectLookupServer', 's', '2.0.0', writeAdminConnectLookupServerArgs, readAdminConnectLookupServerRet),
  serverGetThreadpoolParameters: procedure(0x6900690, 6, 'serverGetThreadpoolParameters', 's', '2.0.0', writeAdminServerGetThreadpoolParametersArgs, readAdminServerGetThreadpoolParametersRet),
  serverSetThreadpoolParameters: procedure(0x6900690, 7, 'serverSetThreadpoolParameters', 's', '2.0.0', writeAdminServerSetThreadpoolParametersArgs, undefined),
  serverListClients: procedure(0x6900690, 8, 'serverListClients', 's', '2.0.0', writeAdminServerListClientsArgs, readAdminServerListClientsRet),
  serverLookupClient: procedure(0x6900690, 9, 'serverLookupClient', 's', '2.0.0', writeAdminServerLookupClientArgs, readAdminServerLookupClientRet),
  clientGetInfo: procedure(0x6900690, 10, 'clientGetInfo', 's', '2.0.0', writeAdminClientGetInfoArgs, readAdminClientGetInfoRet),
  clientClose: procedure(0x6900690, 11, 'clientClose', 's', '2.0.0', writeAdminClientCloseArgs, undefined),
  serverGetClientLimits: procedure(0x6900690, 12, 'serverGetClientLimits', 's', '2.0.0', writeAdminServerGetClientLimitsArgs, readAdminServerGetClientLimitsRet),
  serverSetClientLimits: procedure(0x6900690, 13, 'serverSetClientLimits', 's', '2.0.0', writeAdminServerSetClientLimitsArgs, undefined),
  connectGetLoggingOutputs: procedure(0x6900690, 14, 'connectGetLoggingOutputs', 's', '3.0.0', writeAdminConnectGetLoggingOutputsArgs, readAdminConnectGetLoggingOutputsRet),
  connectGetLoggingFilters: procedure(0x6900690, 15, 'connectGetLoggingFilters', 's', '3.0.0', writeAdminConnectGetLoggingFiltersArgs, readAdminConnectGetLoggingFiltersRet),
  connectSetLoggingOutputs: procedure(0x6900690, 16, 'connectSetLoggingOutputs', 's', '3.0.0', writeAdminConnectSetLoggingOutputsArgs, undefined),
  connectSetLoggingFilters: procedure(0x6900690, 17, 'connectSetLoggingFilters', 's', '3.0.0', writeAdminConnectSetLoggingFiltersArgs, undefined),
  serverUpdateTlsFiles: procedure(0x6900690, 18, 'serverUpdateTlsFiles', 's', '2.0.0', writeAdminServerUpdateTlsFilesArgs, undefined),
  connectSetDaemonTimeout: procedure(0x6900690, 19, 'connectSetDaemonTimeout', 's', '8.6.0', writeAdminConnectSetDaemonTimeoutArgs, undefined),
  connectDaemonShutdown: procedure(0x6900690, 20, 'connectDaemonShutdown', 's', '11.2.0', writeAdminConnectDaemonShutdownArgs, undefined),
}
export const adminEvents = {
}
export const adminCodecs = {
  admin_nonnull_server: { read: readAdminNonnullServer, write: writeAdminNonnullServer },
  admin_nonnull_client: { read: readAdminNonnullClient, write: writeAdminNonnullClient },
  admin_connect_open_args: { read: readAdminConnectOpenArgs, write: writeAdminConnectOpenArgs },
  admin_connect_get_lib_version_ret: { read: readAdminConnectGetLibVersionRet, write: writeAdminConnectGetLibVersionRet },
  admin_connect_list_servers_args: { read: readAdminConnectListServersArgs, write: writeAdminConnectListServersArgs },
  admin_connect_list_servers_ret: { read: readAdminConnectListServersRet, write: writeAdminConnectListServersRet },
  admin_connect_lookup_server_args: { read: readAdminConnectLookupServerArgs, write: writeAdminConnectLookupServerArgs },
  admin_connect_lookup_server_ret: { read: readAdminConnectLookupServerRet, write: writeAdminConnectLookupServerRet },
  admin_server_get_threadpool_parameters_args: { read: readAdminServerGetThreadpoolParametersArgs, write: writeAdminServerGetThreadpoolParametersArgs },
  admin_server_get_threadpool_parameters_ret: { read: readAdminServerGetThreadpoolParametersRet, write: writeAdminServerGetThreadpoolParametersRet },
  admin_server_set_threadpool_parameters_args: { read: readAdminServerSetThreadpoolParametersArgs, write: writeAdminServerSetThreadpoolParametersArgs },
  admin_server_list_clients_args: { read: readAdminServerListClientsArgs, write: writeAdminServerListClientsArgs },
  admin_server_list_clients_ret: { read: readAdminServerListClientsRet, write: writeAdminServerListClientsRet },
  admin_server_lookup_client_args: { read: readAdminServerLookupClientArgs, write: writeAdminServerLookupClientArgs },
  admin_server_lookup_client_ret: { read: readAdminServerLookupClientRet, write: writeAdminServerLookupClientRet },
  admin_client_get_info_args: { read: readAdminClientGetInfoArgs, write: writeAdminClientGetInfoArgs },
  admin_client_get_info_ret: { read: readAdminClientGetInfoRet, write: writeAdminClientGetInfoRet },
  admin_client_close_args: { read: readAdminClientCloseArgs, write: writeAdminClientCloseArgs },
  admin_server_get_client_limits_args: { read: readAdminServerGetClientLimitsArgs, write: writeAdminServerGetClientLimitsArgs },
  admin_server_get_client_limits_ret: { read: readAdminServerGetClientLimitsRet, write: writeAdminServerGetClientLimitsRet },
  admin_server_set_client_limits_args: { read: readAdminServerSetClientLimitsArgs, write: writeAdminServerSetClientLimitsArgs },
  admin_server_update_tls_files_args: { read: readAdminServerUpdateTlsFilesArgs, write: writeAdminServerUpdateTlsFilesArgs },
  admin_connect_get_logging_outputs_args: { read: readAdminConnectGetLoggingOutputsArgs, write: writeAdminConnectGetLoggingOutputsArgs },
  admin_connect_get_logging_outputs_ret: { read: readAdminConnectGetLoggingOutputsRet, write: writeAdminConnectGetLoggingOutputsRet },
  admin_connect_get_logging_filters_args: { read: readAdminConnectGetLoggingFiltersArgs, write: writeAdminConnectGetLoggingFiltersArgs },
  admin_connect_get_logging_filters_ret: { read: readAdminConnectGetLoggingFiltersRet, write: writeAdminConnectGetLoggingFiltersRet },
  admin_connect_set_logging_outputs_args: { read: readAdminConnectSetLoggingOutputsArgs, write: writeAdminConnectSetLoggingOutputsArgs },
  admin_connect_set_logging_filters_args: { read: readAdminConnectSetLoggingFiltersArgs, write: writeAdminConnectSetLoggingFiltersArgs },
  admin_connect_set_daemon_timeout_args: { read: readAdminConnectSetDaemonTimeoutArgs, write: writeAdminConnectSetDaemonTimeoutArgs },
  admin_connect_daemon_shutdown_args: { read: readAdminConnectDaemonShutdownArgs, write: writeAdminConnectDaemonShutdownArgs },
}
