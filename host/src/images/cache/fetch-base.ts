import { chmod, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chain, Fault, type ImageSpec, type Log } from '@kilonova/core'
import { explainNoSpace } from '../../programs/no-space.ts'
import { isMissing, syncPath } from '../files.ts'
import type { InspectionLimits } from '../inspect/image-facts.ts'
import { type InspectedImage, inspectImage } from '../inspect/inspect-image.ts'
import { refuse } from '../inspect/refusal.ts'
import type { ImageSettings } from '../settings.ts'
import { convertToRaw } from './convert-to-raw.ts'
import { type CloudTls, type Fetched, type FetchPlan, httpRefused, withoutGrant } from './fetch-bytes.ts'
import { fetchOffThread } from './fetch-in-thread.ts'
import type { JobOptions } from './shared-jobs.ts'
import { describeBase, type Sidecar, stampBase, writeSidecar } from './sidecar.ts'

export interface FetchBaseOptions extends Required<JobOptions> {
  readonly settings: ImageSettings
  readonly limits: InspectionLimits
  readonly log: Log
  readonly tls?: CloudTls | undefined
}

/** A file that is what the image must be, under a name that is not yet the base's. */
export interface Ready {
  readonly path: string
  readonly found: Pick<InspectedImage, 'virtualSizeBytes' | 'clusterSizeBytes'>
  readonly format: 'raw' | 'qcow2'
}

const attempts = 5
/** Another host is only the nearer place: one that does not answer at once is left for the next. */
const peerAttempts = 1
const peerStallMs = 10_000
const isPeer = (location: string): boolean => location.endsWith('?grant=peer')

/**
 * Fetches, checks, converts and publishes one image; the caller holds its lock. The names on the way are
 * `<sha1>.part` (as it comes) and `<sha1>.converted`; the base's own name comes last, by rename.
 */
export async function fetchBase(image: ImageSpec, path: string, options: FetchBaseOptions): Promise<Sidecar> {
  try {
    const ready = await fetchFromAny(image, path, options)
    return await publish(image, path, ready)
  } catch (error) {
    const explained = await explainNoSpace(error, path)
    // Half an image would hold the space that others need now.
    if (explained instanceof Fault && explained.kind === 'noSpace') await rm(`${path}.part`, { force: true })
    throw explained
  } finally {
    await rm(`${path}.converted`, { force: true })
  }
}

async function fetchFromAny(image: ImageSpec, path: string, options: FetchBaseOptions): Promise<Ready> {
  const failures: unknown[] = []
  // What lies in Ceph is cloned there or not used; it is in the image store as well.
  for (const location of image.locations.filter((one) => !one.startsWith('rbd:'))) {
    try {
      const ready = location.startsWith('file:')
        ? await fromFile(image, location, path, options)
        : await fromHttp(image, location, path, options)
      options.log.info('image is here', { imageId: image.id, from: withoutGrant(location) })
      return ready
    } catch (error) {
      options.signal.throwIfAborted()
      const explained = await explainNoSpace(error, path)
      if (explained instanceof Fault && explained.kind === 'noSpace') throw explained
      failures.push(explained)
      const elsewhere = isPeer(location) || (location.startsWith('file:') && isMissing(error))
      const told = { imageId: image.id, location: withoutGrant(location), error: chain(explained) }
      if (elsewhere && image.locations.length > 1) options.log.debug('the image is elsewhere', told)
      else options.log.warn('image location failed', told)
    }
  }
  await rm(`${path}.part`, { force: true })
  const refused = failures.find((error) => error instanceof Fault)
  if (refused !== undefined) throw refused
  throw new Fault(
    failures.some((error) => isMissing(error) || hasCode(error, httpRefused)) ? 'notFound' : 'internal',
    `image ${image.name} (${image.id}) could not be fetched`,
    {
      cause: failures.length === 1 ? failures[0] : new AggregateError(failures, 'every location failed'),
      next: 'check that the image service runs and has the image',
    },
  )
}

/** From this machine: never copied when it is converted anyway, and read by us once while it is. */
async function fromFile(image: ImageSpec, location: string, path: string, options: FetchBaseOptions): Promise<Ready> {
  const source = fileURLToPath(location)
  const found = await inspectImage(source, image.diskFormat, options.limits, { signal: options.signal })
  const plan = { location, sizeBytes: image.sizeBytes, stallMs: options.settings.downloadStallMs }
  if (keptAsIs(found, options.settings)) {
    const part = `${path}.part`
    try {
      check(image, await fetchWithProgress(image, { ...plan, target: part }, 'copying', options))
    } catch (error) {
      await rm(part, { force: true }) // A copy is not gone on with, unlike a download.
      throw error
    }
    return { path: part, found, format: found.format === 'qcow2' ? 'qcow2' : 'raw' }
  }
  const failed = new AbortController()
  const both = { ...options, signal: AbortSignal.any([options.signal, failed.signal]) }
  const hashing = fetchOffThread(plan, { signal: both.signal, onBytes: () => {} }).then((fetched) =>
    check(image, fetched),
  )
  const converting = convertToRaw(image, source, `${path}.converted`, found, both)
  const settled = await Promise.allSettled(
    [hashing, converting].map((work) =>
      work.catch((error: unknown) => {
        failed.abort(error)
        throw error
      }),
    ),
  )
  options.signal.throwIfAborted()
  if (failed.signal.aborted) throw failed.signal.reason
  if (settled.some((one) => one.status === 'rejected')) throw new Error('an image was neither hashed nor converted')
  return { path: `${path}.converted`, found, format: 'raw' }
}

async function fromHttp(image: ImageSpec, location: string, path: string, options: FetchBaseOptions): Promise<Ready> {
  const part = `${path}.part`
  await download(image, location, part, options)
  const found = await inspectImage(part, image.diskFormat, options.limits, { signal: options.signal })
  if (keptAsIs(found, options.settings)) {
    return { path: part, found, format: found.format === 'qcow2' ? 'qcow2' : 'raw' }
  }
  await convertToRaw(image, part, `${path}.converted`, found, options)
  return { path: `${path}.converted`, found, format: 'raw' }
}

/** Goes on where it broke off, as long as bytes keep coming; once from the beginning when the whole is not right. */
async function download(image: ImageSpec, location: string, part: string, options: FetchBaseOptions): Promise<void> {
  const { downloadStallMs } = options.settings
  const stallMs = isPeer(location) ? Math.min(peerStallMs, downloadStallMs) : downloadStallMs
  const most = isPeer(location) ? peerAttempts : attempts
  const plan = {
    ...{ location, target: part, sizeBytes: image.sizeBytes, stallMs },
    ...(options.tls === undefined ? {} : { tls: options.tls }),
  }
  let pieced = (await sizeOf(part)) > 0
  for (let attempt = 1; ; attempt += 1) {
    const before = await sizeOf(part)
    try {
      const fetched = await fetchWithProgress(image, plan, 'downloading', options)
      if (fetched.sizeBytes < image.sizeBytes)
        throw new Error(`${withoutGrant(location)} ended after ${fetched.sizeBytes} bytes`)
      check(image, fetched)
      return
    } catch (error) {
      options.signal.throwIfAborted()
      const explained = await explainNoSpace(error, part)
      const wrongBytes = explained instanceof Fault && explained.kind === 'imageRefused'
      if (wrongBytes) await rm(part, { force: true })
      const hopeless = explained instanceof Fault || hasCode(explained, httpRefused)
      const again = wrongBytes ? pieced : !hopeless && attempt < most
      if (!again) throw explained
      pieced = !wrongBytes // Bytes of several answers may not be of one image.
      if ((await sizeOf(part)) <= before) await pause(200 * 2 ** attempt, options.signal)
      options.log.info('image download is resumed', { imageId: image.id, attempt, error: chain(explained) })
    }
  }
}

function fetchWithProgress(
  image: ImageSpec,
  plan: FetchPlan,
  doing: string,
  { signal, onProgress }: Required<JobOptions>,
): Promise<Fetched> {
  return fetchOffThread(plan, {
    signal,
    onBytes: (done) =>
      onProgress({ label: `${doing} image ${image.name}`, done, total: image.sizeBytes, unit: 'bytes' }),
  })
}

/** @throws {Fault} unless the bytes are those that the image must have. */
function check(image: ImageSpec, fetched: Fetched): void {
  if (fetched.sha256 === image.sha256 && fetched.sizeBytes === image.sizeBytes) return
  throw refuse(
    'corrupt',
    `${image.name} arrived with other bytes than it has: ${fetched.sizeBytes} bytes with SHA-256 ${fetched.sha256}, where ` +
      `${image.sizeBytes} with ${image.sha256} were expected`,
    'upload the image again',
  )
}

function keptAsIs(found: InspectedImage, settings: ImageSettings): boolean {
  if (found.format === 'raw' || found.format === 'iso') return true
  return found.format === 'qcow2' && !settings.forceRaw
}

/** Gives the file its final name; from here on others use it. The record comes first, so that no base is without one. */
export async function publish(image: ImageSpec, path: string, ready: Ready): Promise<Sidecar> {
  const asFetched = ready.path.endsWith('.part')
  const sidecar = await describeBase(ready.path, {
    imageId: image.id,
    source: { sha256: image.sha256, sizeBytes: image.sizeBytes, format: image.diskFormat },
    format: ready.format,
    virtualSizeBytes: ready.found.virtualSizeBytes,
    ...(ready.format === 'qcow2' && ready.found.clusterSizeBytes !== undefined
      ? { clusterSizeBytes: ready.found.clusterSizeBytes }
      : {}),
    ...(asFetched ? { contentSha256: image.sha256 } : {}),
  })
  await chmod(ready.path, 0o644)
  await stampBase(ready.path, sidecar)
  await syncPath(ready.path)
  await writeSidecar(path, sidecar)
  await rename(ready.path, path)
  await syncPath(dirname(path))
  if (!asFetched) await rm(`${path}.part`, { force: true })
  return sidecar
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (isMissing(error)) return 0
    throw error
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    })
  })
}
