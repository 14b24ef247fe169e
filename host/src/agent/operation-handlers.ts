import type { HostFacts } from '@kilonova/core'
import type { Driver } from '../driver/driver.ts'
import { liveHandlers } from './handlers/live-migration.ts'
import { snapshotHandlers } from './handlers/snapshot.ts'
import type { CacheKeeper } from '../images/cache/cache-keeper.ts'
import { imageCacheHandlers } from './handlers/image-cache.ts'
import { rescueHandlers } from './handlers/rescue.ts'
import { guestCareHandlers } from './handlers/guest-care.ts'
import { networkHandlers } from './handlers/network.ts'
import { resizeHandlers } from './handlers/resize.ts'
import type { OperationHandlers } from './serve-operations.ts'

/** Each operation of the host protocol, by the driver. */
export function operationHandlers(
  driver: Driver,
  cache: CacheKeeper,
  facts: (signal: AbortSignal) => Promise<HostFacts>,
  bootId: string,
): OperationHandlers {
  return {
    ...liveHandlers(driver.live),
    cacheImage: async ({ image }, context) => ({
      fetched: await driver.cacheImage(image, {
        signal: context.signal,
        onProgress: (told) => context.progress(told),
      }),
    }),
    describe: (_, { signal }) => facts(signal),
    prepareServer: ({ spec }, context) =>
      driver.prepareServer(spec, { signal: context.signal, onProgress: (told) => context.progress(told) }),
    startServer: ({ spec, paused }, { signal }) => driver.startServer(spec, { signal, paused: paused === true }),
    destroyServer: async ({ serverId }, { signal }) => {
      await driver.destroyServer(serverId, { signal })
      return {}
    },
    removeServerFiles: async ({ serverId }, { signal }) => {
      await driver.removeServerFiles(serverId, { signal })
      return {}
    },
    stopServer: ({ serverId, timeoutSec }, { signal }) => driver.stopServer(serverId, timeoutSec, { signal }),
    rebootServer: ({ spec, kind, timeoutSec }, { signal }) => driver.rebootServer(spec, kind, timeoutSec, { signal }),
    pauseServer: ({ serverId }, { signal }) => driver.pauseServer(serverId, { signal }),
    unpauseServer: ({ serverId }, { signal }) => driver.unpauseServer(serverId, { signal }),
    suspendServer: ({ serverId }, context) =>
      driver.suspendServer(serverId, { signal: context.signal, onProgress: (told) => context.progress(told) }),
    resumeServer: ({ spec }, { signal }) => driver.resumeServer(spec, { signal }),
    guestState: async ({ serverId }, { signal }) => ({ ...(await driver.guestState(serverId, { signal })), bootId }),
    listGuests: async (_, { signal }) => ({ guests: await driver.listGuests({ signal }), bootId }),
    ...snapshotHandlers(driver),
    ...networkHandlers(driver),
    ...guestCareHandlers(driver),
    ...resizeHandlers(driver),
    readConsole: async ({ serverId, lines }) => ({ text: await driver.readConsole(serverId, lines) }),
    ...imageCacheHandlers(cache),
    ...rescueHandlers(driver),
  }
}
