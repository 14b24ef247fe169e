import type { CacheEntry, CacheKeeper } from '../../images/cache/cache-keeper.ts'
import type { OperationHandlers } from '../serve-operations.ts'

type Handlers = Pick<OperationHandlers, 'listImageCache' | 'pruneImageCache'>

export function imageCacheHandlers(cache: CacheKeeper): Handlers {
  return {
    listImageCache: async () => ({ files: (await cache.list()).map(toWire) }),
    pruneImageCache: async ({ dryRun, neededImages }, { signal }) => {
      const verdicts = await cache.prune({ signal, dryRun, neededImages: new Set(neededImages) })
      return { files: verdicts.map((one) => ({ ...toWire(one), verdict: one.verdict, reason: one.reason })) }
    },
  }
}

const toWire = ({ name, kind, imageId, allocatedBytes, lastUsed, checkedAt, usedBy }: CacheEntry) => ({
  name,
  kind,
  ...(imageId === undefined ? {} : { imageId }),
  allocatedBytes,
  lastUsed: lastUsed.toISOString(),
  ...(checkedAt === undefined ? {} : { checkedAt: checkedAt.toISOString() }),
  usedBy: [...usedBy],
})
