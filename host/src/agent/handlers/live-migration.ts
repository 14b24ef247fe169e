import type { liveOperations } from '@kilonova/core'
import type { LiveDriver } from '../../driver/migrate/live-driver.ts'
import type { OperationHandlers } from '../serve-operations.ts'

/** The operations of live migration, by the driver. */
export function liveHandlers(live: LiveDriver): Pick<OperationHandlers, keyof typeof liveOperations> {
  return {
    describeMovingGuest: ({ spec, measureSec = 0 }, { signal }) => live.describe(spec, measureSec, { signal }),
    checkLiveDestination: (request, { signal }) => live.checkDestination(request, { signal }),
    checkLiveSource: (request, { signal }) => live.checkSource(request, { signal }),
    prepareLive: async (request, context) => {
      await live.prepare(request, { signal: context.signal, onProgress: (told) => context.progress(told) })
      return {}
    },
    undoPrepareLive: async (request, { signal }) => {
      await live.undoPrepare(request, { signal })
      return {}
    },
    moveLive: (request, context) =>
      live.move(request, { signal: context.signal, onProgress: (told) => context.progress(told) }),
    steerLive: ({ serverId, to }) => live.steer(serverId, to),
    liveState: async ({ serverId }, { signal }) => ({ state: await live.state(serverId, { signal }) }),
    resumeLive: async (request, { signal }) => ({ state: await live.resume(request, { signal }) }),
    finishLive: (request, { signal }) => live.finish(request, { signal }),
    leaveLive: async (request, { signal }) => {
      await live.leave(request, { signal })
      return {}
    },
  }
}
