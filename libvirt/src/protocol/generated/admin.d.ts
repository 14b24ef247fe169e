// Generated from libvirt/protocol by dev/protocol/generate.ts; edit the generator, not this file.

import type { EventProcedure, Procedure } from '../procedure.ts'
import type { TypedParam } from '../typed-param.ts'
import type { XdrReader } from '../../xdr/reader.ts'
import type { XdrWriter } from '../../xdr/writer.ts'

export interface AdminNonnullServer {
  readonly name: string
}
export interface AdminNonnullClient {
  readonly srv: AdminNonnullServer
  readonly id: bigint
  readonly timestamp: bigint
  readonly transport: number
}
export interface AdminConnectOpenArgs {
  readonly flags: number
}
export interface AdminConnectGetLibVersionRet {
  readonly libVer: bigint
}
export interface AdminConnectListServersArgs {
  readonly needResults: number
  readonly flags: number
}
export interface AdminConnectListServersRet {
  readonly servers: readonly AdminNonnullServer[]
  readonly ret: number
}
export interface AdminConnectLookupServerArgs {
  readonly name: string
  readonly flags: number
}
export interface AdminConnectLookupServerRet {
  readonly srv: AdminNonnullServer
}
export interface AdminServerGetThreadpoolParametersArgs {
  readonly srv: AdminNonnullServer
  readonly flags: number
}
export interface AdminServerGetThreadpoolParametersRet {
  readonly params: readonly TypedParam[]
}
export interface AdminServerSetThreadpoolParametersArgs {
  readonly srv: AdminNonnullServer
  readonly params: readonly TypedParam[]
  readonly flags: number
}
export interface AdminServerListClientsArgs {
  readonly srv: AdminNonnullServer
  readonly needResults: number
  readonly flags: number
}
export interface AdminServerListClientsRet {
  readonly clients: readonly AdminNonnullClient[]
  readonly ret: number
}
export interface AdminServerLookupClientArgs {
  readonly srv: AdminNonnullServer
  readonly id: bigint | number
  readonly flags: number
}
export interface AdminServerLookupClientRet {
  readonly clnt: AdminNonnullClient
}
export interface AdminClientGetInfoArgs {
  readonly clnt: AdminNonnullClient
  readonly flags: number
}
export interface AdminClientGetInfoRet {
  readonly params: readonly TypedParam[]
}
export interface AdminClientCloseArgs {
  readonly clnt: AdminNonnullClient
  readonly flags: number
}
export interface AdminServerGetClientLimitsArgs {
  readonly srv: AdminNonnullServer
  readonly flags: number
}
export interface AdminServerGetClientLimitsRet {
  readonly params: readonly TypedParam[]
}
export interface AdminServerSetClientLimitsArgs {
  readonly srv: AdminNonnullServer
  readonly params: readonly TypedParam[]
  readonly flags: number
}
export interface AdminServerUpdateTlsFilesArgs {
  readonly srv: AdminNonnullServer
  readonly flags: number
}
export interface AdminConnectGetLoggingOutputsArgs {
  readonly flags: number
}
export interface AdminConnectGetLoggingOutputsRet {
  readonly outputs: string
  readonly noutputs: number
}
export interface AdminConnectGetLoggingFiltersArgs {
  readonly flags: number
}
export interface AdminConnectGetLoggingFiltersRet {
  readonly filters: string | null
  readonly nfilters: number
}
export interface AdminConnectSetLoggingOutputsArgs {
  readonly outputs: string | null
  readonly flags: number
}
export interface AdminConnectSetLoggingFiltersArgs {
  readonly filters: string | null
  readonly flags: number
}
export interface AdminConnectSetDaemonTimeoutArgs {
  readonly timeout: number
  readonly flags: number
}
export interface AdminConnectDaemonShutdownArgs {
  readonly flags: number
}

export declare const adminProgram: 0x6900690
export declare const admin: {
  readonly connectOpen: Procedure<AdminConnectOpenArgs, void>
  readonly connectClose: Procedure<void, void>
  readonly connectGetLibVersion: Procedure<void, AdminConnectGetLibVersionRet>
  readonly connectListServers: Procedure<AdminConnectListServersArgs, AdminConnectListServersRet>
  readonly connectLookupServer: Procedure<AdminConnectLookupServerArgs, AdminConnectLookupServerRet>
  readonly serverGetThreadpoolParameters: Procedure<AdminServerGetThreadpoolParametersArgs, AdminServerGetThreadpoolParametersRet>
  readonly serverSetThreadpoolParameters: Procedure<AdminServerSetThreadpoolParametersArgs, void>
  readonly serverListClients: Procedure<AdminServerListClientsArgs, AdminServerListClientsRet>
  readonly serverLookupClient: Procedure<AdminServerLookupClientArgs, AdminServerLookupClientRet>
  readonly clientGetInfo: Procedure<AdminClientGetInfoArgs, AdminClientGetInfoRet>
  readonly clientClose: Procedure<AdminClientCloseArgs, void>
  readonly serverGetClientLimits: Procedure<AdminServerGetClientLimitsArgs, AdminServerGetClientLimitsRet>
  readonly serverSetClientLimits: Procedure<AdminServerSetClientLimitsArgs, void>
  readonly connectGetLoggingOutputs: Procedure<AdminConnectGetLoggingOutputsArgs, AdminConnectGetLoggingOutputsRet>
  readonly connectGetLoggingFilters: Procedure<AdminConnectGetLoggingFiltersArgs, AdminConnectGetLoggingFiltersRet>
  readonly connectSetLoggingOutputs: Procedure<AdminConnectSetLoggingOutputsArgs, void>
  readonly connectSetLoggingFilters: Procedure<AdminConnectSetLoggingFiltersArgs, void>
  readonly serverUpdateTlsFiles: Procedure<AdminServerUpdateTlsFilesArgs, void>
  readonly connectSetDaemonTimeout: Procedure<AdminConnectSetDaemonTimeoutArgs, void>
  readonly connectDaemonShutdown: Procedure<AdminConnectDaemonShutdownArgs, void>
}
export declare const adminEvents: {
}
/** Every struct of the table by its name there: for tests and tools. */
export declare const adminCodecs: Readonly<Record<string, { readonly read: (reader: XdrReader) => unknown; readonly write: (writer: XdrWriter, value: never) => void }>>
