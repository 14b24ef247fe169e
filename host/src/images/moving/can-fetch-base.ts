import type { ImageSpec } from '@kilonova/core'
import { type CloudTls, givesBytes } from '../cache/fetch-bytes.ts'
import type { FileOptions, ImageBacking } from '../server-files.ts'
import type { ImageSettings } from '../settings.ts'

const askMs = 3000

/** Whether some location still has the image, and it would become the same base: a deleted image is with its servers only. */
export async function canFetchBase(
  image: ImageSpec,
  wanted: ImageBacking,
  { signal, settings, tls }: FileOptions & { readonly settings: ImageSettings; readonly tls: CloudTls | undefined },
): Promise<boolean> {
  const format = image.diskFormat === 'qcow2' && !settings.forceRaw ? 'qcow2' : 'raw'
  if (image.sha256 !== wanted.sourceSha256 || format !== wanted.format) return false
  const limit = AbortSignal.any([signal, AbortSignal.timeout(askMs)])
  for (const location of image.locations) {
    const plan = { location, stallMs: askMs, ...(tls === undefined ? {} : { tls }) }
    if (await givesBytes(plan, limit)) return true
  }
  return false
}
