import { join } from 'node:path'
import type { ImageSpec } from '@kilonova/core'
import { baseName } from '../cache/base-name.ts'
import { type CloudTls, givesBytes } from '../cache/fetch-bytes.ts'
import { readSidecar } from '../cache/sidecar.ts'
import { exists } from '../files.ts'
import type { BasePlace, FileOptions, ImageBacking } from '../server-files.ts'
import type { ImageSettings } from '../settings.ts'

const askMs = 3000

export interface BaseQuestion extends FileOptions {
  readonly cacheDirectory: string
  readonly settings: ImageSettings
  readonly tls: CloudTls | undefined
}

/**
 * From where this host has the very base that a running server's disk stands on elsewhere. What lies in the cache, or what
 * an image's locations give, may have become another base here, by the settings of this host: then it is had from nowhere.
 */
export async function whereBaseIs(
  image: ImageSpec,
  wanted: ImageBacking,
  { cacheDirectory, signal, settings, tls }: BaseQuestion,
): Promise<BasePlace> {
  if (image.sha256 !== wanted.sourceSha256) return 'nowhere'
  const path = join(cacheDirectory, baseName(image.id))
  const [sidecar, there] = await Promise.all([readSidecar(path), exists(path)])
  if (there && sidecar?.source.sha256 === image.sha256) {
    const same = sidecar.format === wanted.format && sidecar.virtualSizeBytes === wanted.virtualSizeBytes
    return same ? 'here' : 'nowhere'
  }
  const format = image.diskFormat === 'qcow2' && !settings.forceRaw ? 'qcow2' : 'raw'
  const limit = AbortSignal.any([signal, AbortSignal.timeout(askMs)])
  for (const location of image.locations) {
    const plan = { location, stallMs: askMs, ...(tls === undefined ? {} : { tls }) }
    if (await givesBytes(plan, limit)) return format === wanted.format ? 'here' : 'nowhere'
  }
  return 'source'
}
