import type { Driver } from '../../driver/driver.ts'
import type { OperationHandlers } from '../serve-operations.ts'

type SnapshotHandlers = Pick<OperationHandlers, 'takeSnapshot' | 'storeSnapshot' | 'dropSnapshot' | 'removeImageInCeph'>

export const snapshotHandlers = ({ snapshots }: Driver): SnapshotHandlers => ({
  takeSnapshot: (request, context) =>
    snapshots.take(request, { signal: context.signal, onProgress: (told) => context.progress(told) }),
  storeSnapshot: (request, context) =>
    snapshots.store(request, { signal: context.signal, onProgress: (told) => context.progress(told) }),
  dropSnapshot: async (request, { signal }) => {
    await snapshots.drop(request, { signal })
    return {}
  },
  removeImageInCeph: async (request, { signal }) => ({ state: await snapshots.removeImageInCeph(request, { signal }) }),
})
