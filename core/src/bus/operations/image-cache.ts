import { z } from 'zod'
import { ImageId } from '../../model/ids.ts'

/** One file of a host's image cache. */
export const CacheFile = z.object({
  /** Its name in `_base`. */
  name: z.string(),
  kind: z.enum(['image', 'resized', 'ephemeral', 'swap', 'partial']),
  imageId: z.string().optional(),
  allocatedBytes: z.int(),
  lastUsed: z.iso.datetime(),
  /** When it was last read whole and compared with what it was. */
  checkedAt: z.iso.datetime().optional(),
  /** Directories of the servers whose disks lie on it. */
  usedBy: z.array(z.string()),
})
export type CacheFile = z.infer<typeof CacheFile>

export const CacheVerdict = CacheFile.extend({ verdict: z.enum(['kept', 'removed']), reason: z.string() })
export type CacheVerdict = z.infer<typeof CacheVerdict>

export const imageCacheOperations = {
  /** What is in the host's image cache, longest unused first. */
  listImageCache: { request: z.strictObject({}), answer: z.object({ files: z.array(CacheFile) }) },
  /**
   * Removes what nothing uses and what is too old or too much; tells every file, kept or removed, with the reason. A
   * second one finds what the first left.
   */
  pruneImageCache: {
    request: z.strictObject({
      /** Only say what would be done. */
      dryRun: z.boolean(),
      /** Images that servers' records name, on any host: these are kept. */
      neededImages: z.array(ImageId),
    }),
    answer: z.object({ files: z.array(CacheVerdict) }),
  },
} as const
