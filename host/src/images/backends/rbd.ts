import type { ImageSpec } from '@kilonova/core'
import { ProgramError, runProgram } from '../../programs/run-program.ts'
import type { BaseImage } from '../cache/image-cache.ts'
import type { JobOptions } from '../cache/shared-jobs.ts'
import type { Disk, RbdSource } from '../server-files.ts'
import { cephSecretUuid } from '../ceph-key.ts'
import type { RbdSettings } from '../settings.ts'
import { described, type DiskPlan, type ImageBackend, ImageNotCloneable } from './image-backend.ts'

/** Exit code of `rbd` for "no such image". */
const notThere = 2
/** And for "there is one already". */
const alreadyThere = 17
/** How long a snapshot that can be cloned is taken for one, without asking again before each clone. */
const parentKnownMs = 30_000
const mib = 2 ** 20

/**
 * Disks in a Ceph cluster, named `<uuid>_<disk>`. An image that lives in the same cluster is cloned from its protected
 * snapshot; any other is imported.
 */
export function rbdBackend(settings: RbdSettings): ImageBackend {
  const rbd = new Rbd(settings)
  return {
    kind: 'rbd',
    can: { cloneImage: true, shareBase: true, snapshotLive: true, reachFromAnyHost: true, moveCold: true },

    async clone(plan, image, options) {
      const name = nameOf(plan)
      const parent = await rbd.cloneableParent(image, options)
      // A clone is there whole or not at all. One that a crash left too small is found again here, and grown.
      const present = await rbd.cloneUnlessThere(parent, name, options)
      return rbd.describe(plan, await rbd.growFrom(present, name, plan.sizeBytes, options))
    },

    async create(plan, base, options) {
      return rbd.describe(plan, await rbd.make(nameOf(plan), plan.sizeBytes, base, options))
    },

    async grow(disk, sizeBytes, options) {
      return { ...disk, sizeBytes: await rbd.grow(imageName(disk.path), sizeBytes, options) }
    },

    remove: (disk, options) => rbd.remove(imageName(disk.path), options),

    async removeAll(serverId, options) {
      const { stdout } = await rbd.run(['ls', '--format', 'json', settings.pool], options)
      const names = (JSON.parse(stdout) as string[]).filter((name) => name.startsWith(`${serverId}_`))
      for (const name of names) await rbd.remove(name, options)
    },
  }
}

const nameOf = ({ serverId, name, madeBy }: DiskPlan): string =>
  `${serverId}_${name}${madeBy === undefined ? '' : `.${madeBy}`}`

/** How this host's guests open an image. */
export function rbdSource(settings: RbdSettings, image: string): RbdSource {
  const { pool, user, monitors, configPath } = settings
  const secretUuid = cephSecretUuid(settings)
  return {
    pool,
    image,
    user,
    monitors,
    ...(monitors.length === 0 ? { configPath } : {}),
    ...(secretUuid === undefined ? {} : { secretUuid }),
  }
}
/** A disk's path is `<pool>/<name>`. */
const imageName = (path: string): string => path.slice(path.indexOf('/') + 1)

/** @returns false when what it was to make is there already. */
async function isNew(making: Promise<unknown>): Promise<boolean> {
  try {
    await making
    return true
  } catch (error) {
    if (error instanceof ProgramError && error.exitCode === alreadyThere) return false
    throw error
  }
}

interface Parent {
  readonly name: string
  readonly sizeBytes: number
}

class Rbd {
  readonly #settings: RbdSettings
  readonly #parents = new Map<string, { readonly parent: Parent; readonly until: number }>()
  constructor(settings: RbdSettings) {
    this.#settings = settings
  }

  full(name: string): string {
    return `${this.#settings.pool}/${name}`
  }

  run(args: readonly string[], { signal }: JobOptions, timeoutMs = 120_000): Promise<{ stdout: string }> {
    const { configPath, user } = this.#settings
    return runProgram('rbd', ['--conf', configPath, '--id', user, ...args], { signal, timeoutMs })
  }

  describe(plan: DiskPlan, sizeBytes: number): Disk {
    const rbd = rbdSource(this.#settings, nameOf(plan))
    return { ...described(plan), path: this.full(rbd.image), format: 'raw', sizeBytes, rbd }
  }

  /** In bytes; undefined when there is no such image. */
  async sizeOf(name: string, options: JobOptions): Promise<number | undefined> {
    try {
      const { stdout } = await this.run(['info', '--format', 'json', this.full(name)], options)
      return (JSON.parse(stdout) as { size: number }).size
    } catch (error) {
      if (error instanceof ProgramError && error.exitCode === notThere) return undefined
      throw error
    }
  }

  /**
   * Makes a disk by as few programs as can be, each of which costs a login at the cluster. One that is to be larger than
   * its base is whole once it has its size, which comes last; one as large as its base, once it has its name. What a
   * crash left is met when making it anew is refused.
   */
  async make(name: string, sizeBytes: number, base: BaseImage | undefined, options: JobOptions): Promise<number> {
    if (base === undefined) return this.#makeEmpty(name, sizeBytes, options)
    if (base.virtualSizeBytes < sizeBytes) return this.#importAndGrow(name, sizeBytes, base, options)
    return this.#importAndName(name, base, options)
  }

  async #makeEmpty(name: string, sizeBytes: number, options: JobOptions): Promise<number> {
    const making = this.run(['create', '--size', `${sizeBytes}B`, this.full(name)], options)
    if (await isNew(making)) return sizeBytes
    return (await this.sizeOf(name, options)) ?? sizeBytes
  }

  async #importAndGrow(name: string, sizeBytes: number, base: BaseImage, options: JobOptions): Promise<number> {
    if (!(await isNew(this.#import(base, name, options)))) {
      const present = await this.sizeOf(name, options)
      if (present !== undefined && present !== base.virtualSizeBytes) return present
      await this.remove(name, options)
      await this.#import(base, name, options)
    }
    return this.growFrom(base.virtualSizeBytes, name, sizeBytes, options)
  }

  async #importAndName(name: string, base: BaseImage, options: JobOptions): Promise<number> {
    const passing = `${name}.part`
    if (!(await isNew(this.#import(base, passing, options)))) {
      await this.remove(passing, options)
      await this.#import(base, passing, options)
    }
    if (await isNew(this.run(['rename', this.full(passing), this.full(name)], options))) return base.virtualSizeBytes
    // It was whole before; only its maker did not live to hear of it.
    await this.remove(passing, options)
    return (await this.sizeOf(name, options)) ?? base.virtualSizeBytes
  }

  async #import(base: BaseImage, to: string, { signal, onProgress }: JobOptions): Promise<void> {
    if (base.format !== 'raw')
      throw new Error(`${base.path} is ${base.format}; set images.forceRaw for the rbd backend`)
    const { configPath, user } = this.#settings
    const args = ['--conf', configPath, '--id', user, 'import', base.path, this.full(to)]
    await runProgram('rbd', args, {
      signal,
      timeoutMs: Infinity,
      onErrorLine: (line) => {
        const percent = Number(/(\d+)% complete/.exec(line)?.[1])
        if (!Number.isNaN(percent)) {
          onProgress?.({ label: 'copying the base image into Ceph', done: percent, total: 100, unit: 'percent' })
        }
      },
    })
  }

  async grow(name: string, sizeBytes: number, options: JobOptions): Promise<number> {
    return this.growFrom((await this.sizeOf(name, options)) ?? 0, name, sizeBytes, options)
  }

  async growFrom(present: number, name: string, sizeBytes: number, options: JobOptions): Promise<number> {
    if (present >= sizeBytes) return present
    await this.run(['resize', '--size', `${sizeBytes}B`, this.full(name)], options)
    return sizeBytes
  }

  async remove(name: string, options: JobOptions): Promise<void> {
    if ((await this.sizeOf(name, options)) === undefined) return
    await this.run(['snap', 'purge', this.full(name)], options)
    await this.run(['rm', this.full(name)], options, 600_000)
  }

  /** @returns how large it is. @throws {ImageNotCloneable} when the snapshot is gone since it was asked for. */
  async cloneUnlessThere(parent: Parent, name: string, options: JobOptions): Promise<number> {
    try {
      await this.run(['clone', parent.name, this.full(name)], options)
      return parent.sizeBytes
    } catch (cause) {
      if (!(cause instanceof ProgramError)) throw cause
      if (cause.exitCode === alreadyThere) return (await this.sizeOf(name, options)) ?? parent.sizeBytes
      this.#parents.delete(parent.name)
      if (cause.exitCode === notThere) throw new ImageNotCloneable(`${parent.name} is not there any more`, { cause })
      throw cause
    }
  }

  /**
   * The snapshot that an image of the same cluster can be cloned from, as `pool/image@snap`.
   * @throws {ImageNotCloneable}
   */
  async cloneableParent(image: ImageSpec, options: JobOptions): Promise<Parent> {
    if (image.diskFormat !== 'raw') throw new ImageNotCloneable(`image ${image.name} is ${image.diskFormat}, not raw`)
    const location = image.locations.find((one) => one.startsWith('rbd://'))
    if (location === undefined) throw new ImageNotCloneable(`image ${image.name} is not in Ceph`)
    const parts = location.slice('rbd://'.length).split('/').map(decodeURIComponent)
    const [fsid, pool, name, snapshot] = parts
    if (parts.length !== 4 || !parts.every((part) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(part))) {
      throw new ImageNotCloneable(`${location} names no snapshot`)
    }
    if (fsid !== this.#settings.fsid) throw new ImageNotCloneable(`image ${image.name} is in another Ceph cluster`)
    const parent = `${pool}/${name}@${snapshot}`
    const known = this.#parents.get(parent)
    if (known !== undefined && known.until > performance.now()) return known.parent
    try {
      const { stdout } = await this.run(['info', '--format', 'json', parent], options)
      const info = JSON.parse(stdout) as { protected?: string | boolean; size: number }
      if (String(info.protected) !== 'true') throw new ImageNotCloneable(`${parent} is not protected`)
      if (info.size % mib !== 0 && info.size % 512 !== 0) throw new ImageNotCloneable(`${parent} has an odd size`)
      const found = { name: parent, sizeBytes: info.size }
      this.#parents.set(parent, { parent: found, until: performance.now() + parentKnownMs })
      return found
    } catch (cause) {
      if (cause instanceof ProgramError) throw new ImageNotCloneable(`${parent} cannot be read`, { cause })
      throw cause
    }
  }
}
