import { basename } from 'node:path'
import { convertImage } from '../../programs/qemu-img.ts'
import { ProgramError, runProgram } from '../../programs/run-program.ts'
import type { BaseImage } from '../cache/image-cache.ts'
import type { JobOptions } from '../cache/shared-jobs.ts'
import type { LvmSettings } from '../settings.ts'
import { cannotClone, described, type DiskPlan, type ImageBackend } from './image-backend.ts'

/** Exit code of lvs for a volume that is not there. */
const notThere = 5
/** What a volume is called until it is filled: renamed when it is whole. */
const passingSuffix = '_part'

type Run = typeof runProgram

/**
 * Disks as logical volumes, named `<uuid>_<disk>` with every underscore of the disk's name doubled.
 * Source of the names: nova-facts 2.1. Its commands are tested as written; they need device-mapper to run.
 */
export function lvmBackend(settings: LvmSettings, run: Run = runProgram): ImageBackend {
  const lvm = new Lvm(settings, run)
  return {
    kind: 'lvm',
    can: { cloneImage: false, shareBase: false, snapshotLive: false, reachFromAnyHost: false, moveCold: false },
    clone: cannotClone('lvm'),

    async create(plan, base, options) {
      const name = volumeName(plan.serverId, plan.name)
      let sizeBytes = await lvm.sizeOf(name, options)
      if (sizeBytes === undefined) {
        const passing = `${name}${passingSuffix}`
        await lvm.remove(passing, options)
        await lvm.make(passing, plan, base, options)
        await run('lvrename', [settings.volumeGroup, passing, name], options)
        sizeBytes = (await lvm.sizeOf(name, options)) ?? plan.sizeBytes
      }
      return { ...described(plan), path: lvm.device(name), format: 'raw', sizeBytes, block: true }
    },

    async grow(disk, sizeBytes, options) {
      if (sizeBytes > disk.sizeBytes) {
        await run('lvextend', ['--yes', '--size', `${sizeBytes}b`, disk.path], options)
      }
      return { ...disk, sizeBytes: (await lvm.sizeOf(basename(disk.path), options)) ?? sizeBytes }
    },

    remove: (disk, options) => lvm.remove(basename(disk.path), options),

    async removeAll(serverId, options) {
      const names = await lvm.names(options)
      for (const name of names.filter((one) => one.startsWith(`${serverId}_`))) await lvm.remove(name, options)
    },
  }
}

export const volumeName = (serverId: string, diskName: string): string =>
  `${serverId}_${diskName.replaceAll('_', '__')}`

class Lvm {
  readonly #settings: LvmSettings
  readonly #run: Run
  constructor(settings: LvmSettings, run: Run) {
    this.#settings = settings
    this.#run = run
  }

  device(name: string): string {
    return `/dev/${this.#settings.volumeGroup}/${name}`
  }

  async sizeOf(name: string, { signal }: JobOptions): Promise<number | undefined> {
    const volume = `${this.#settings.volumeGroup}/${name}`
    const args = ['--noheadings', '--nosuffix', '--units', 'b', '--options', 'lv_size', volume]
    try {
      return Number((await this.#run('lvs', args, { signal })).stdout.trim())
    } catch (error) {
      if (error instanceof ProgramError && error.exitCode === notThere) return undefined
      throw error
    }
  }

  async names({ signal }: JobOptions): Promise<string[]> {
    const args = ['--noheadings', '--options', 'lv_name', this.#settings.volumeGroup]
    const { stdout } = await this.#run('lvs', args, { signal })
    return stdout
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
  }

  async make(name: string, plan: DiskPlan, base: BaseImage | undefined, options: JobOptions): Promise<void> {
    const { volumeGroup, sparse } = this.#settings
    // A sparse volume is a snapshot of nothing: it takes space as it is written.
    const size = sparse
      ? ['--size', `${64 * 2 ** 20}b`, '--virtualsize', `${plan.sizeBytes}b`]
      : ['--size', `${plan.sizeBytes}b`]
    await this.#run('lvcreate', ['--yes', '--wipesignatures', 'y', ...size, '--name', name, volumeGroup], options)
    if (base === undefined) return
    await convertImage(
      {
        from: { path: base.path, format: base.format },
        to: { path: this.device(name), format: 'raw' },
        virtualSizeBytes: base.virtualSizeBytes,
        // The volume is there and has its size; qemu-img must fill it, not make it.
        intoExisting: true,
      },
      options,
      this.#run,
    )
  }

  async remove(name: string, options: JobOptions): Promise<void> {
    if ((await this.sizeOf(name, options)) === undefined) return
    if (this.#settings.clear === 'zero') {
      // The next owner of these blocks must not read what this one wrote.
      await this.#run('blkdiscard', ['--zeroout', this.device(name)], { ...options, timeoutMs: Infinity })
    }
    await this.#run('lvremove', ['--yes', `${this.#settings.volumeGroup}/${name}`], options)
  }
}
