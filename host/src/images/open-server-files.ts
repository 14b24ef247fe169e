import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault, type ImageSpec, type Log, type MovingGuest, ServerId, type ServerSpec } from '@kilonova/core'
import { explainNoSpace } from '../programs/no-space.ts'
import type { ImageBackend } from './backends/image-backend.ts'
import { openBackend } from './backends/open-backend.ts'
import { CacheKeeper } from './cache/cache-keeper.ts'
import type { LastResort } from './cache/adopt-base.ts'
import { type BaseImage, ImageCache } from './cache/image-cache.ts'
import {
  type DiskSet,
  dropManifest,
  kernelName,
  ramdiskName,
  readManifest,
  readNovaDirectory,
  writeManifest,
} from './disk-info.ts'
import type { CloudTls } from './cache/fetch-bytes.ts'
import { exists, isMissing, makeDirectory, removePartials, syncPath } from './files.ts'
import { describeDisks } from './moving/describe-disks.ts'
import { packFile } from './moving/packed-file.ts'
import { CephDisks } from './moving/ceph-disks.ts'
import { moveThatMade, receiveDisks, unfinishedSuffix } from './moving/receive-disks.ts'
import { whereBaseIs } from './moving/where-base-is.ts'
import { atPlace, completeDisks, makeDisks } from './make-disks.ts'
import type {
  Arrived,
  BasePlace,
  FileOptions,
  ImageBacking,
  ReceivedMove,
  ServerDisks,
  ServerFiles,
} from './server-files.ts'
import type { ImageSettings } from './settings.ts'

export interface ServerFilesOptions {
  /** Absolute; made when missing, mode 0711 so that QEMU can pass through it. */
  readonly instancesDirectory: string
  /** `<instances>/_base` when left out. */
  readonly cacheDirectory?: string
  readonly settings: ImageSettings
  readonly log: Log
  /** What images of this cloud's own doors are fetched with. */
  readonly cloudTls?: () => CloudTls | undefined
}

/** The files of this host's servers. One process at a time may have an instances directory open for writing. */
export async function openServerFiles(options: ServerFilesOptions): Promise<ServerFiles> {
  await makeDirectory(options.instancesDirectory, 0o711)
  return new DirectoryFiles(options)
}

const deletedSuffix = '_del'
/** Of a server that has moved away. */
const leftSuffix = '_left'
/** Of a server that was on its way: what it left here to go back to, and what had begun to arrive. */
const asideSuffixes = ['_resize', '_incoming']
const removeAttempts = 5
const removeTimeoutMs = 600_000

class DirectoryFiles implements ServerFiles {
  readonly #instances: string
  readonly #locks: string
  readonly #images: ImageCache
  readonly cache: CacheKeeper
  readonly backend: ImageBackend
  readonly cacheDirectory: string
  readonly ceph?: CephDisks
  readonly #cloudTls: ServerFilesOptions['cloudTls']
  readonly #settings: ImageSettings
  readonly #log: Log
  /** What is being done to each server's directory; the next request for it waits. */
  readonly #busy = new Map<ServerId, { last: Promise<unknown>; readonly controllers: Set<AbortController> }>()

  constructor({ instancesDirectory, cacheDirectory, settings, log, cloudTls }: ServerFilesOptions) {
    this.#instances = instancesDirectory
    this.#locks = join(instancesDirectory, 'locks')
    this.#settings = settings
    this.#log = log
    this.backend = openBackend(settings)
    if (settings.backend === 'rbd' && settings.rbd !== undefined) this.ceph = new CephDisks(settings.rbd)
    const directory = cacheDirectory ?? join(instancesDirectory, '_base')
    this.cacheDirectory = directory
    this.#cloudTls = cloudTls
    this.#images = new ImageCache({
      ...{ directory, locksDirectory: this.#locks, settings, log },
      ...(cloudTls === undefined ? {} : { cloudTls }),
    })
    this.cache = new CacheKeeper({ directory, instancesDirectory, locksDirectory: this.#locks, settings, log })
  }

  directoryOf(serverId: ServerId): string {
    return join(this.#instances, serverId)
  }

  create(spec: ServerSpec, options: FileOptions): Promise<{ disks: ServerDisks; imageFetched: boolean }> {
    return this.#create(spec, '', options)
  }

  createRescue(spec: ServerSpec, options: FileOptions): Promise<{ disks: ServerDisks; imageFetched: boolean }> {
    return this.#create(spec, '.rescue', options)
  }

  #create(
    spec: ServerSpec,
    suffix: DiskSet,
    options: FileOptions,
  ): Promise<{ disks: ServerDisks; imageFetched: boolean }> {
    return this.#inTurn(spec.id, async (removed) => {
      const signal = AbortSignal.any([options.signal, removed])
      signal.throwIfAborted()
      const directory = this.directoryOf(spec.id)
      const made = await readManifest(directory, suffix)
      if (made !== undefined) return { disks: made, imageFetched: false }
      const images = [spec.image, spec.kernel, spec.ramdisk].filter((one) => one !== undefined)
      using _kept = this.cache.reserve(images.map((image) => image.id))
      try {
        const { disks, imageFetched } = await makeDisks(spec, {
          ...options,
          signal,
          directory,
          suffix,
          cache: this.#images,
          locksDirectory: this.#locks,
          backend: this.backend,
          settings: this.#settings,
        })
        await writeManifest(directory, disks, suffix)
        await syncPath(directory)
        return { disks, imageFetched }
      } catch (error) {
        await removePartials(directory)
        throw await explainNoSpace(error, directory)
      }
    })
  }

  async cacheImage(image: ImageSpec, options: FileOptions): Promise<boolean> {
    using _kept = this.cache.reserve([image.id])
    return (await this.#images.get(image, options)).fetched
  }

  async base(spec: ServerSpec, options: FileOptions, lastResort?: LastResort): Promise<BaseImage> {
    using _kept = this.cache.reserve([spec.image.id])
    return (await this.#images.get(spec.image, options, lastResort)).base
  }

  async complete(spec: ServerSpec, arrived: Arrived, { signal, ...options }: FileOptions): Promise<ServerDisks> {
    const { directory } = arrived
    try {
      const disks = await completeDisks(spec, arrived, {
        ...options,
        signal,
        directory,
        suffix: '',
        madeBy: arrived.migrationId,
        cache: this.#images,
        locksDirectory: this.#locks,
        backend: this.backend,
        settings: this.#settings,
      })
      const later = atPlace(disks, directory, this.directoryOf(spec.id))
      await writeManifest(directory, later)
      await syncPath(directory)
      return later
    } catch (error) {
      throw await explainNoSpace(error, directory)
    }
  }

  findRescue(serverId: ServerId): Promise<ServerDisks | undefined> {
    return readManifest(this.directoryOf(serverId), '.rescue')
  }

  async removeRescue(serverId: ServerId): Promise<void> {
    await this.#inTurn(serverId, async () => {
      const directory = this.directoryOf(serverId)
      if (!(await exists(directory))) return
      await dropManifest(directory, '.rescue')
      const options = { signal: AbortSignal.timeout(removeTimeoutMs) }
      await this.backend.remove({ name: 'disk.rescue', path: await this.#pathOf(serverId, 'disk.rescue') }, options)
      const names = ['disk.config', kernelName, ramdiskName].map((name) => `${name}.rescue`)
      await Promise.all(names.map((name) => rm(join(directory, name), { force: true })))
    })
  }

  /** Where the backend keeps a disk: beside the root disk's own place when that is no file of the directory. */
  async #pathOf(serverId: ServerId, name: string): Promise<string> {
    const root = (await readManifest(this.directoryOf(serverId)))?.root
    if (root === undefined || (root.rbd === undefined && root.block !== true)) {
      return join(this.directoryOf(serverId), name)
    }
    return root.path.replace(/disk$/, name)
  }

  async find(serverId: ServerId): Promise<ServerDisks | undefined> {
    const directory = this.directoryOf(serverId)
    return (await readManifest(directory)) ?? (await readNovaDirectory(directory))
  }

  async describeMoving(spec: ServerSpec, { signal }: FileOptions): Promise<Pick<MovingGuest, 'disks' | 'configDrive'>> {
    const found = await this.find(spec.id)
    if (found === undefined) throw new Fault('conflict', `server ${spec.id} has no disks on this host`)
    const [disks, configDrive] = await Promise.all([
      describeDisks(spec, found, { cacheDirectory: this.cacheDirectory, signal, ceph: this.ceph }),
      found.configDrive === undefined ? undefined : packFile(found.configDrive.path, signal),
    ])
    if (found.configDrive !== undefined && configDrive === undefined) {
      throw new Fault('invalid', `server ${spec.id} was not moved: its config drive is too full to travel`)
    }
    return { disks, ...(configDrive === undefined ? {} : { configDrive }) }
  }

  whereBaseIs(image: ImageSpec, wanted: ImageBacking, options: FileOptions): Promise<BasePlace> {
    const { cacheDirectory } = this
    return whereBaseIs(image, wanted, { ...options, cacheDirectory, settings: this.#settings, tls: this.#cloudTls?.() })
  }

  receive(spec: ServerSpec, move: ReceivedMove, options: FileOptions): Promise<ServerDisks> {
    return this.#inTurn(spec.id, async (removed) => {
      const signal = AbortSignal.any([options.signal, removed])
      const directory = this.directoryOf(spec.id)
      const images = [spec.image, spec.kernel, spec.ramdisk].filter((one) => one !== undefined)
      using _kept = this.cache.reserve(images.map((image) => image.id))
      try {
        return await receiveDisks(spec, {
          ...options,
          ...move,
          signal,
          directory,
          cache: this.#images,
          ceph: this.ceph,
        })
      } catch (error) {
        throw await explainNoSpace(error, directory)
      }
    })
  }

  async removeReceived(serverId: ServerId, migrationId: string): Promise<void> {
    if ((await moveThatMade(this.directoryOf(serverId))) === migrationId) await this.leave(serverId)
  }

  async remove(serverId: ServerId): Promise<void> {
    await this.#take(serverId, deletedSuffix, () =>
      this.backend.removeAll(serverId, { signal: AbortSignal.timeout(removeTimeoutMs) }),
    )
  }

  async leave(serverId: ServerId): Promise<void> {
    await this.#take(serverId, leftSuffix, () => Promise.resolve())
  }

  async #take(serverId: ServerId, suffix: string, removeElsewhere: () => Promise<void>): Promise<void> {
    const reason = new Fault('cancelled', `server ${serverId} is being removed`)
    for (const controller of this.#busy.get(serverId)?.controllers ?? []) controller.abort(reason)
    await this.#inTurn(serverId, async () => {
      const directory = this.directoryOf(serverId)
      const going = `${directory}${suffix}`
      await this.#removeTree(going) // Of an earlier removal that was cut short.
      try {
        await rename(directory, going)
      } catch (error) {
        if (!isMissing(error)) throw error
      }
      await removeElsewhere()
      await this.#removeTree(going)
      for (const aside of asideSuffixes) await this.#removeTree(`${directory}${aside}`)
    })
  }

  async list(): Promise<ServerId[]> {
    const names = await readdir(this.#instances)
    const leftovers = names
      .filter((name) => name.endsWith(deletedSuffix))
      .map((name) => name.slice(0, -deletedSuffix.length))
      .filter(isServerId)
    await Promise.all(leftovers.map((id) => this.#finishRemoval(id, names.includes(id))))
    const halfTaken = names.filter((name) => name.endsWith(unfinishedSuffix) || name.endsWith(leftSuffix))
    await Promise.all(halfTaken.map((name) => this.#removeTree(join(this.#instances, name))))
    const servers = names.filter(isServerId)
    await Promise.all(servers.filter((id) => !this.#busy.has(id)).map((id) => removePartials(this.directoryOf(id))))
    return servers
  }

  /** @param again the server was made anew since: what lies outside its directory is the new one's. */
  async #finishRemoval(serverId: ServerId, again: boolean): Promise<void> {
    if (!again) await this.backend.removeAll(serverId, { signal: AbortSignal.timeout(removeTimeoutMs) })
    await this.#removeTree(`${this.directoryOf(serverId)}${deletedSuffix}`)
  }

  async #removeTree(path: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await rm(path, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 })
        return
      } catch (cause) {
        if (attempt >= removeAttempts) {
          throw new Fault('internal', `${path} could not be removed`, {
            cause,
            next: `find out who uses ${path}, e.g. with fuser`,
          })
        }
        this.#log.warn('server directory could not be removed yet', { path, attempt, error: cause })
        await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** attempt))
      }
    }
  }

  /** One thing at a time to each server's directory, in the order of asking. */
  async #inTurn<T>(serverId: ServerId, work: (removed: AbortSignal) => Promise<T>): Promise<T> {
    const queue = this.#busy.get(serverId) ?? { last: Promise.resolve(), controllers: new Set() }
    const controller = new AbortController()
    const run = (): Promise<T> => work(controller.signal)
    const mine = queue.last.then(run, run)
    queue.last = mine
    queue.controllers.add(controller)
    this.#busy.set(serverId, queue)
    try {
      return await mine
    } finally {
      queue.controllers.delete(controller)
      if (queue.controllers.size === 0) this.#busy.delete(serverId)
    }
  }
}

function isServerId(name: string): name is ServerId {
  return ServerId.safeParse(name).success
}
