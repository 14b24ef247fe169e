export { connect, Connect, type ConnectOptions, type NodeInfo } from './api/connect.ts'
export { Domain, type DomainInfo, type DomainJobInfo } from './api/domain.ts'
export { Network, type NetworkDhcpLease } from './api/network.ts'
export { type ConnectionUri, parseConnectionUri } from './api/connection-uri.ts'
export { type DomainLifecycleEvent, type EventMap, type EventName } from './api/events/definitions.ts'
export { EventStream, type MissedEvents, type Subscription } from './api/events/event-stream.ts'
export { EventHub, type ListenOptions } from './api/events/hub.ts'
export type { TypedParams } from './api/typed-params.ts'
export {
  CallTimeoutError,
  ConnectionLostError,
  type ErrorCodeName,
  type ErrorDomainName,
  LibvirtError,
  nameOf,
} from './errors/libvirt-error.ts'
export type { Procedure } from './protocol/procedure.ts'
export type { TypedParam, TypedParamKind, TypedParamValue } from './protocol/typed-param.ts'
export { lxc } from './protocol/generated/lxc.js'
export { qemu } from './protocol/generated/qemu.js'
export { remote } from './protocol/generated/remote.js'
export type { CallOptions } from './session/pending-call.ts'
export * from './protocol/generated/enums.js'
export * from './xml/index.ts'
