import type { CloudParts } from '../cloud.ts'
import { buildFlow } from './build.ts'
import { deleteFlow } from './delete.ts'
import { attachNicFlow, detachNicFlow } from './nics.ts'
import { snapshotFlow } from './snapshot.ts'
import { rescueFlow, unrescueFlow } from './rescue.ts'
import { liveMigrateFlow } from './live-migration/live-migrate.ts'
import { resizeFlow } from './resize/resize.ts'
import { confirmResizeFlow, revertResizeFlow } from './resize/settle-resize.ts'
import { type PowerFlow, powerFlow, type PowerName, powerNames } from './power.ts'

/** Every flow of the cloud, by name. */
export const makeFlows = (parts: CloudParts) => ({
  build: buildFlow(parts),
  delete: deleteFlow(parts),
  'attach-nic': attachNicFlow(parts),
  'detach-nic': detachNicFlow(parts),
  snapshot: snapshotFlow(parts),
  rescue: rescueFlow(parts),
  unrescue: unrescueFlow(parts),
  'live-migrate': liveMigrateFlow(parts),
  resize: resizeFlow(parts),
  'confirm-resize': confirmResizeFlow(parts),
  'revert-resize': revertResizeFlow(parts),
  ...(Object.fromEntries(powerNames.map((name) => [name, powerFlow(parts, name)])) as Record<PowerName, PowerFlow>),
})
export type Flows = ReturnType<typeof makeFlows>
