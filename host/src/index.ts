export { Heartbeat } from './agent/heartbeat.ts'
export { type OperationHandlers, serveOperations } from './agent/serve-operations.ts'
export { type Agent, type AgentOptions, startAgent } from './agent/start-agent.ts'
export { joinCloud, type JoinOptions } from './agent/membership/join-cloud.ts'
export { Membership, type PeerTls } from './agent/membership/membership.ts'
export {
  type MembershipRecord,
  readMembership,
  readOrMakeKeys,
  writeMembership,
} from './agent/membership/membership-file.ts'
export { inspectImage } from './images/inspect/inspect-image.ts'
export { openServerFiles } from './images/open-server-files.ts'
export type { ServerFiles } from './images/server-files.ts'
export { ImageSettings } from './images/settings.ts'
export { saysNoSpace, spaceAt } from './programs/no-space.ts'
export { HostSettings } from './settings.ts'
export { PortGuard, type PortGuardOptions } from './network/guard/port-guard.ts'
