import type { CloudParts } from './cloud.ts'
import { makeFlows } from './conductor/flows.ts'

export type { InspectImage } from './cloud.ts'
export { type Control, type ControlOptions, type ControlRole, startControl } from './control.ts'
export { type AdminCredentials, resetAdminPassword, type SaveAdmin } from './services/identity/first-start.ts'
export { capacityOf, readHosts } from './scheduler/candidates.ts'
export { placedColumns } from './scheduler/demand.ts'
export { Scheduler } from './scheduler/scheduler.ts'
export type { OpenCloud } from './services/hosts/many-hosts.ts'
export { ownAddresses } from './services/hosts/own-addresses.ts'
export { ControlSettings } from './settings.ts'

// Without a cloud they can be listed, not run: for tests that hurt each step, and for the documentation.
export const everyFlow = makeFlows({} as CloudParts)
