import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chain, Fault, type ImageSpec, type Log } from '@kilonova/core'
import { makeDirectory } from '../files.ts'
import { inspectImage } from '../inspect/inspect-image.ts'
import type { InspectionLimits } from '../inspect/image-facts.ts'
import type { ImageSettings } from '../settings.ts'
import { adoptBase, type LastResort } from './adopt-base.ts'
import { baseName } from './base-name.ts'
import { fetchBase } from './fetch-base.ts'
import type { CloudTls } from './fetch-bytes.ts'
import { waitForLock } from './file-lock.ts'
import { type JobOptions, SharedJobs } from './shared-jobs.ts'
import { checkBase, readSidecar, type Sidecar, stampBase } from './sidecar.ts'
import { suspectBase } from './suspect-base.ts'

/** An image in the cache: safe to open by any tool, and never written again. */
export interface BaseImage {
  readonly imageId: string
  readonly path: string
  readonly format: 'raw' | 'qcow2'
  readonly virtualSizeBytes: number
  readonly clusterSizeBytes?: number
}

export interface CacheOptions {
  /** `<instances>/_base` */
  readonly directory: string
  readonly locksDirectory: string
  readonly settings: ImageSettings
  readonly log: Log
  readonly cloudTls?: () => CloudTls | undefined
}

/**
 * Unmodified images under `_base/<sha1 of the image id>`, each fetched once per host: callers of this process share
 * one job, and other processes wait for a lock that dies with its owner. A name exists only when its bytes are whole,
 * verified and on stable storage.
 */
export class ImageCache {
  readonly directory: string
  readonly #options: CacheOptions
  readonly #jobs = new SharedJobs<{ base: BaseImage; fetched: boolean }>()
  constructor(options: CacheOptions) {
    this.directory = options.directory
    this.#options = options
  }

  /**
   * The image, fetched when it is not here or not what it was.
   * @param image.sha256 what the bytes must be; any others are refused.
   * @param lastResort brings the base itself when no location has the image any more.
   * @throws {Fault} `imageRefused`, `noSpace`, `notFound` when no location has it, `cancelled`.
   */
  async get(
    image: ImageSpec,
    options: JobOptions,
    lastResort?: LastResort,
  ): Promise<{ base: BaseImage; fetched: boolean }> {
    const present = await this.#present(image)
    if (present !== undefined) return { base: present, fetched: false }
    return this.#jobs.run(baseName(image.id), (job) => this.#fetchLocked(image, job, lastResort), options)
  }

  /**
   * What a guest would see of the image, in bytes, when that can be told before it is fetched: from the cache, or from
   * a file on this machine, or because a raw image is as large as its file.
   * @throws {Fault} `imageRefused` when its header says already that it may not be opened.
   */
  async peekVirtualSize(image: ImageSpec, signal: AbortSignal): Promise<number | undefined> {
    const sidecar = await readSidecar(join(this.directory, baseName(image.id)))
    if (sidecar?.source.sha256 === image.sha256) return sidecar.virtualSizeBytes
    for (const location of image.locations) {
      if (!location.startsWith('file:')) continue
      try {
        const found = await inspectImage(fileURLToPath(location), image.diskFormat, this.#limits(image), { signal })
        return found.virtualSizeBytes
      } catch (error) {
        if (error instanceof Fault) throw error // Another location may have it: the fetch will tell.
      }
    }
    return ['raw', 'iso', 'aki', 'ari', 'ami'].includes(image.diskFormat) ? image.sizeBytes : undefined
  }

  async #present(image: ImageSpec): Promise<BaseImage | undefined> {
    const path = join(this.directory, baseName(image.id))
    const sidecar = await readSidecar(path)
    if (sidecar === undefined || sidecar.source.sha256 !== image.sha256) return undefined
    const check = await checkBase(path, sidecar)
    if (check === 'missing') return undefined
    if (check !== 'good' && !(await suspectBase(path, sidecar, check.suspect, this.#options.log))) return undefined
    await stampBase(path, sidecar)
    return toBase(path, sidecar)
  }

  async #fetchLocked(
    image: ImageSpec,
    job: Required<JobOptions>,
    lastResort: LastResort | undefined,
  ): Promise<{ base: BaseImage; fetched: boolean }> {
    const name = baseName(image.id)
    await makeDirectory(this.directory, 0o711)
    await makeDirectory(this.#options.locksDirectory, 0o700)
    await using _lock = await waitForLock(join(this.#options.locksDirectory, `nova-${name}`), {
      signal: job.signal,
      onWait: () =>
        job.onProgress({
          label: `waiting for another process that fetches image ${image.name}`,
          done: 0,
          unit: 'steps',
        }),
    })
    const present = await this.#present(image) // Another process may have been faster.
    if (present !== undefined) return { base: present, fetched: false }
    const path = join(this.directory, name)
    const startedAt = performance.now()
    const { settings, log } = this.#options
    const sidecar = await fetchBase(image, path, {
      ...{ ...job, settings, log, limits: this.#limits(image) },
      tls: this.#options.cloudTls?.(),
    }).catch(async (error: unknown) => {
      job.signal.throwIfAborted()
      const final = error instanceof Fault && (error.kind === 'noSpace' || error.kind === 'imageRefused')
      if (lastResort === undefined || final) throw error
      log.info('image is brought from a host that has it', { imageId: image.id, error: chain(error) })
      return adoptBase(image, path, lastResort, job)
    })
    log.info('image fetched', {
      imageId: image.id,
      bytes: image.sizeBytes,
      format: sidecar.format,
      tookMs: Math.round(performance.now() - startedAt),
    })
    return { base: toBase(path, sidecar), fetched: true }
  }

  #limits(image: ImageSpec): InspectionLimits {
    const converted = image.diskFormat === 'qcow2' && this.#options.settings.forceRaw
    return {
      maxVirtualSizeBytes: this.#options.settings.maxVirtualSizeGiB * 2 ** 30,
      allowInternalSnapshots: converted,
    }
  }
}

function toBase(path: string, sidecar: Sidecar): BaseImage {
  return {
    imageId: sidecar.imageId,
    path,
    format: sidecar.format,
    virtualSizeBytes: sidecar.virtualSizeBytes,
    ...(sidecar.clusterSizeBytes === undefined ? {} : { clusterSizeBytes: sidecar.clusterSizeBytes }),
  }
}
