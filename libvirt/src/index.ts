export { Admin, connectAdmin } from './api/admin.ts'
export { AdminClient } from './api/admin-client.ts'
export { AdminServer } from './api/admin-server.ts'
export { connect, Connect, type ConnectionChange, type ConnectOptions } from './api/connect.ts'
export { type ConnectionUri, parseConnectionUri } from './api/connection-uri.ts'
export { Domain } from './api/domain.ts'
export { DomainCheckpoint } from './api/domain-checkpoint.ts'
export type { DomainBlockJobInfo, DomainMemoryStats, SecurityLabel, VcpuInfo } from './api/domain-details.ts'
export { DomainSnapshot } from './api/domain-snapshot.ts'
export { EventStream, type MissedEvents, type Subscription } from './api/events/event-stream.ts'
export { EventHub, type ListenOptions } from './api/events/hub.ts'
export type { DomainLifecycleEvent, EventMap, EventName } from './api/events/types.ts'
export type { DomainStatsRecord, NodeCpuMap } from './api/host-calls.ts'
export { Interface } from './api/interface.ts'
export { Network } from './api/network.ts'
export { NetworkPort } from './api/network-port.ts'
export { NodeDevice } from './api/node-device.ts'
export { NwFilter } from './api/nw-filter.ts'
export { NwFilterBinding } from './api/nw-filter-binding.ts'
export { Secret } from './api/secret.ts'
export { StoragePool } from './api/storage-pool.ts'
export { StorageVol } from './api/storage-vol.ts'
export type { KindedValue, TypedParams, TypedParamsInput } from './api/values.ts'
export type { Credentials, CredentialSource } from './auth/authenticate.ts'
export {
  CallTimeoutError,
  ConnectionLostError,
  type ErrorCodeName,
  type ErrorDomainName,
  LibvirtError,
  nameOf,
} from './errors/libvirt-error.ts'
export { versionNumber, versionText } from './errors/too-old.ts'
export { admin } from './protocol/generated/admin.js'
export type { NodeInfo } from './protocol/generated/calls/connect.js'
export type * from './protocol/generated/calls/domain.js'
export type { StoragePoolInfo } from './protocol/generated/calls/storage-pool.js'
export type { StorageVolInfo } from './protocol/generated/calls/storage-vol.js'
export * from './protocol/generated/enums.js'
export { lxc } from './protocol/generated/lxc.js'
export { qemu } from './protocol/generated/qemu.js'
export { remote } from './protocol/generated/remote.js'
export type { NetworkDhcpLease } from './protocol/generated/remote.js'
export type { Procedure } from './protocol/procedure.ts'
export type { TypedParam, TypedParamKind, TypedParamValue } from './protocol/typed-param.ts'
export type { CallOptions } from './session/pending-call.ts'
export { type Hole, Stream, type StreamChunk } from './streams/stream.ts'
export { recvAll, sendAll, sparseSendAll, type TransferOptions } from './streams/transfer.ts'
export * from './xml/index.ts'

/** The API to browse: help pages and the prompt. Loaded when asked for, since it is larger than the client itself. */
export const loadReference = () => import('./reference/index.ts')
