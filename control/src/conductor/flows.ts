import type { CloudParts } from '../cloud.ts'
import { buildFlow } from './build.ts'
import { deleteFlow } from './delete.ts'

/** Every flow of the cloud, by name. */
export const makeFlows = (parts: CloudParts) => ({ build: buildFlow(parts), delete: deleteFlow(parts) })
export type Flows = ReturnType<typeof makeFlows>
