import { stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { ImageSpec } from '@kilonova/core'
import type { FileOptions, ImageBacking } from '../server-files.ts'
import type { ImageSettings } from '../settings.ts'

const askMs = 3000

/** Whether some location still has the image, and it would become the same base: a deleted image is with its servers only. */
export async function canFetchBase(
  image: ImageSpec,
  wanted: ImageBacking,
  { signal, settings }: FileOptions & { readonly settings: ImageSettings },
): Promise<boolean> {
  const format = image.diskFormat === 'qcow2' && !settings.forceRaw ? 'qcow2' : 'raw'
  if (image.sha256 !== wanted.sourceSha256 || format !== wanted.format) return false
  for (const location of image.locations) if (await answers(location, signal)) return true
  return false
}

async function answers(location: string, signal: AbortSignal): Promise<boolean> {
  try {
    if (location.startsWith('file:')) return (await stat(fileURLToPath(location))).isFile()
    const limit = AbortSignal.any([signal, AbortSignal.timeout(askMs)])
    return (await fetch(location, { method: 'HEAD', signal: limit })).ok
  } catch {
    return false
  }
}
