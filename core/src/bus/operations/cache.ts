import { z } from 'zod'
import { ImageSpec } from '../../model/server-spec.ts'

/** The image cache of a host. */
export const cacheOperations = {
  /** Fetches an image that servers will need later. `fetched` is false when it was there. Reports bytes. */
  cacheImage: { request: z.strictObject({ image: ImageSpec }), answer: z.object({ fetched: z.boolean() }) },
} as const
