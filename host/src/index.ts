export { type Agent, type AgentOptions, startAgent } from './agent/start-agent.ts'
export { inspectImage } from './images/inspect/inspect-image.ts'
export { HostSettings } from './settings.ts'
