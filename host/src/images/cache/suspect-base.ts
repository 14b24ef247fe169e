import type { Log } from '@kilonova/core'
import { pathToFileURL } from 'node:url'
import { fetchOffThread } from './fetch-in-thread.ts'
import { type Sidecar, stampBase } from './sidecar.ts'

/** The SHA-256 of a base as it lies in the cache; reads it whole. */
export async function hashBase(
  path: string,
  sizeBytes: number,
  signal: AbortSignal,
  mostBytesPerSec?: number,
): Promise<string> {
  const pace = mostBytesPerSec === undefined ? {} : { mostBytesPerSec }
  const plan = { location: pathToFileURL(path).href, sizeBytes, stallMs: 60_000, ...pace }
  return (await fetchOffThread(plan, { signal, onBytes: () => {} })).sha256
}

/**
 * A base that failed its cheap check: read whole, where it is known what it must be.
 * @returns whether it is good after all, e.g. touched by a backup program; if not it must be fetched again.
 */
export async function suspectBase(path: string, sidecar: Sidecar, why: string, log: Log): Promise<boolean> {
  const signal = AbortSignal.timeout(3_600_000)
  const good =
    sidecar.contentSha256 !== undefined && (await hashBase(path, sidecar.sizeBytes, signal)) === sidecar.contentSha256
  if (!good) {
    log.warn('base image is not what it was and is fetched again', { imageId: sidecar.imageId, path, why })
    return false
  }
  log.warn('base image was touched by others but is whole', { imageId: sidecar.imageId, path, why })
  await stampBase(path, sidecar)
  return true
}
