import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault, type Log, ServerId, type ServerSpec } from '@kilonova/core'
import { explainNoSpace } from '../programs/no-space.ts'
import { qcow2Backend } from './backends/qcow2.ts'
import { ImageCache } from './cache/image-cache.ts'
import { readManifest, readNovaDirectory, writeManifest } from './disk-info.ts'
import { isMissing, makeDirectory, removePartials, syncPath } from './files.ts'
import { makeDisks } from './make-disks.ts'
import type { FileOptions, ServerDisks, ServerFiles } from './server-files.ts'
import type { ImageSettings } from './settings.ts'

export interface ServerFilesOptions {
  /** Absolute; made when missing, mode 0711 so that QEMU can pass through it. */
  readonly instancesDirectory: string
  /** `<instances>/_base` when left out. */
  readonly cacheDirectory?: string
  readonly settings: ImageSettings
  readonly log: Log
}

/** The files of this host's servers. One process at a time may have an instances directory open for writing. */
export async function openServerFiles(options: ServerFilesOptions): Promise<ServerFiles> {
  await makeDirectory(options.instancesDirectory, 0o711)
  return new DirectoryFiles(options)
}

const deletedSuffix = '_del'
const removeAttempts = 5

class DirectoryFiles implements ServerFiles {
  readonly #instances: string
  readonly #locks: string
  readonly #cache: ImageCache
  readonly #settings: ImageSettings
  readonly #log: Log
  /** What is being done to each server's directory; the next request for it waits. */
  readonly #busy = new Map<ServerId, { work: Promise<unknown>; controller: AbortController }>()

  constructor({ instancesDirectory, cacheDirectory, settings, log }: ServerFilesOptions) {
    this.#instances = instancesDirectory
    this.#locks = join(instancesDirectory, 'locks')
    this.#settings = settings
    this.#log = log
    this.#cache = new ImageCache({
      directory: cacheDirectory ?? join(instancesDirectory, '_base'),
      locksDirectory: this.#locks,
      settings,
      log,
    })
  }

  directoryOf(serverId: ServerId): string {
    return join(this.#instances, serverId)
  }

  create(spec: ServerSpec, options: FileOptions): Promise<{ disks: ServerDisks; imageFetched: boolean }> {
    return this.#inTurn(spec.id, async (removed) => {
      const signal = AbortSignal.any([options.signal, removed])
      signal.throwIfAborted()
      const directory = this.directoryOf(spec.id)
      const made = await readManifest(directory)
      if (made !== undefined) return { disks: made, imageFetched: false }
      try {
        const { disks, imageFetched } = await makeDisks(spec, {
          ...options,
          signal,
          directory,
          cache: this.#cache,
          locksDirectory: this.#locks,
          backend: qcow2Backend,
          settings: this.#settings,
        })
        await writeManifest(directory, disks)
        await syncPath(directory)
        return { disks, imageFetched }
      } catch (error) {
        await removePartials(directory)
        throw await explainNoSpace(error, directory)
      }
    })
  }

  async find(serverId: ServerId): Promise<ServerDisks | undefined> {
    const directory = this.directoryOf(serverId)
    return (await readManifest(directory)) ?? (await readNovaDirectory(directory))
  }

  async remove(serverId: ServerId): Promise<void> {
    this.#busy.get(serverId)?.controller.abort(new Fault('cancelled', `server ${serverId} is being removed`))
    await this.#inTurn(serverId, async () => {
      const directory = this.directoryOf(serverId)
      const going = `${directory}${deletedSuffix}`
      await this.#removeTree(going) // Of an earlier removal that was cut short.
      try {
        await rename(directory, going)
      } catch (error) {
        if (!isMissing(error)) throw error
      }
      await this.#removeTree(going)
    })
  }

  async list(): Promise<ServerId[]> {
    const names = await readdir(this.#instances)
    const leftovers = names.filter(
      (name) => name.endsWith(deletedSuffix) && isServerId(name.slice(0, -deletedSuffix.length)),
    )
    await Promise.all(leftovers.map((name) => this.#removeTree(join(this.#instances, name))))
    const servers = names.filter(isServerId)
    await Promise.all(servers.filter((id) => !this.#busy.has(id)).map((id) => removePartials(this.directoryOf(id))))
    return servers
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
    const before = this.#busy.get(serverId)?.work ?? Promise.resolve()
    const controller = new AbortController()
    const mine = before.then(
      () => work(controller.signal),
      () => work(controller.signal),
    )
    const entry = { work: mine, controller }
    this.#busy.set(serverId, entry)
    try {
      return await mine
    } finally {
      if (this.#busy.get(serverId) === entry) this.#busy.delete(serverId)
    }
  }
}

function isServerId(name: string): name is ServerId {
  return ServerId.safeParse(name).success
}
