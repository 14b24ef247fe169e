import { Fault, type ImageId } from '@kilonova/core'
import { ProgramError, runProgram } from '../../programs/run-program.ts'
import type { RbdSettings } from '../settings.ts'

interface Options {
  readonly signal: AbortSignal
}

/** Exit codes of `rbd`. */
const notThere = 2
const busy = 16
const thereAlready = 17
const isNot = 22

/** Snapshot that servers are cloned from. It is made last: an image that has it is whole. */
const cloneable = 'snap'
/** Nobody writes it twice at once, so it needs no lock: that of a program that was killed is held for half a minute. */
const features = ['--image-feature', 'layering']
const programMs = 120_000

/** Images of servers' snapshots in the images pool of this host's cluster, `<pool>/<image id>`. */
export class CephImages {
  readonly #settings: RbdSettings
  readonly #pool: string
  constructor(settings: RbdSettings, pool: string) {
    this.#settings = settings
    this.#pool = pool
  }

  nameOf(imageId: ImageId): string {
    return `${this.#pool}/${imageId}`
  }

  /** What servers are cloned from, in this host's names. */
  sourceOf(imageId: ImageId): string {
    return `${this.nameOf(imageId)}@${cloneable}`
  }

  /** The same as the cloud tells it to every host. */
  placeOf(imageId: ImageId): string {
    return `rbd://${this.#settings.fsid}/${this.#pool}/${imageId}/${cloneable}`
  }

  /**
   * Makes the image of a snapshot of a disk, `pool/disk@snapshot`, which is gone afterwards. It stands on nothing else, so
   * that the server may be deleted. Done again after a crash at any point, it goes on from there.
   */
  async make(imageId: ImageId, from: string, options: Options): Promise<void> {
    const name = this.nameOf(imageId)
    const source = this.sourceOf(imageId)
    if (!(await this.#isThere(source, options))) {
      await this.#run(['snap', 'protect', from], options, [busy])
      await this.#run(['clone', ...features, from, name], options, [thereAlready])
      // `rbd` refuses to flatten what stands on nothing already.
      if (await this.#hasParent(name, options)) {
        await this.#run(['flatten', '--no-progress', name], options, [], Infinity)
      }
      await this.#run(['snap', 'create', '--no-progress', source], options, [thereAlready])
    }
    await this.#run(['snap', 'protect', source], options, [busy])
    await this.#removeSnapshot(from, options)
  }

  /** Takes back what `make` began and did not end. A whole image stays: whoever was told of it removes it. */
  async giveUp(imageId: ImageId, from: string, options: Options): Promise<void> {
    if (!(await this.#isThere(this.sourceOf(imageId), options))) {
      await this.#run(['rm', '--no-progress', this.nameOf(imageId)], options, [notThere], Infinity)
    }
    await this.#removeSnapshot(from, options)
  }

  /**
   * Removes an image by the place that it has in the cloud. Nothing there is success.
   * @returns `elsewhere` when it is in another cluster or pool than this host's; `used` while disks of servers stand on it.
   */
  async remove(imageId: ImageId, place: string, options: Options): Promise<'gone' | 'used' | 'elsewhere'> {
    if (place !== this.placeOf(imageId)) return 'elsewhere'
    const source = this.sourceOf(imageId)
    if ((await this.#run(['snap', 'unprotect', source], options, [notThere, isNot, busy])) === busy) return 'used'
    await this.#run(['snap', 'rm', '--no-progress', source], options, [notThere])
    await this.#run(['rm', '--no-progress', this.nameOf(imageId)], options, [notThere], Infinity)
    return 'gone'
  }

  async #removeSnapshot(name: string, options: Options): Promise<void> {
    await this.#run(['snap', 'unprotect', name], options, [notThere, isNot])
    await this.#run(['snap', 'rm', '--no-progress', name], options, [notThere])
  }

  async #isThere(name: string, options: Options): Promise<boolean> {
    return (await this.#run(['info', name], options, [notThere])) === 0
  }

  async #hasParent(name: string, { signal }: Options): Promise<boolean> {
    const args = [...this.#login(), 'info', '--format', 'json', name]
    const { stdout } = await runProgram('rbd', args, { signal, timeoutMs: programMs })
    return (JSON.parse(stdout) as { parent?: unknown }).parent !== undefined
  }

  #login(): string[] {
    return ['--conf', this.#settings.configPath, '--id', this.#settings.user]
  }

  /** @returns its exit code: 0, or one of those that are fine. */
  async #run(
    args: readonly string[],
    { signal }: Options,
    fine: readonly number[],
    timeoutMs = programMs,
  ): Promise<number> {
    try {
      await runProgram('rbd', [...this.#login(), ...args], { signal, timeoutMs })
      return 0
    } catch (error) {
      const code = error instanceof ProgramError ? error.exitCode : undefined
      if (code !== undefined && fine.includes(code)) return code
      throw error
    }
  }
}

/** @throws {Fault} on a host whose settings name no pool for them (any more). */
export function imagesInCeph(settings: RbdSettings | undefined): CephImages {
  if (settings?.imagesPool === undefined) {
    throw new Fault('internal', 'an image is in Ceph, and this host has no setting images.rbd.imagesPool any more', {
      next: 'give it the setting again until the image is removed',
    })
  }
  return new CephImages(settings, settings.imagesPool)
}
