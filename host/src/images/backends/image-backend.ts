import type { ImageSpec } from '@kilonova/core'
import type { BaseImage } from '../cache/image-cache.ts'
import type { JobOptions } from '../cache/shared-jobs.ts'
import type { Disk } from '../server-files.ts'

/** One disk to make for a server. */
export interface DiskPlan {
  readonly serverId: string
  /** `<instances>/<uuid>` */
  readonly directory: string
  /** `disk`, `disk.eph0`, `disk.swap`, `disk.rescue`, … */
  readonly name: string
  /** What the guest will see, in bytes; at least the base's. */
  readonly sizeBytes: number
  readonly preallocate: boolean
  readonly readOnly: boolean
  readonly device: Disk['device']
  /** The migration that makes it: where hosts share one storage, what a server had before it keeps its name. */
  readonly madeBy?: string
}

/** What callers may rely on; data, so that nobody asks which backend it is. */
export interface BackendAbilities {
  /** Makes a disk from an image that lives in the same storage, without fetching it. */
  readonly cloneImage: boolean
  /** A disk is small when made, because it shares what it has in common with its base. */
  readonly shareBase: boolean
  /** A snapshot can be taken while the guest runs. */
  readonly snapshotLive: boolean
  /** Another host reaches the disk without copying it. */
  readonly reachFromAnyHost: boolean
  /** A stopped server can be moved to another host. */
  readonly moveCold: boolean
}

/** The image cannot be cloned where it is: the one error after which it is fetched instead. */
export class ImageNotCloneable extends Error {
  override readonly name = 'ImageNotCloneable'
}

/** Where a server's disks live. Every backend passes the one suite in `image-backend.contract.ts`. */
export interface ImageBackend {
  readonly kind: 'qcow2' | 'flat' | 'rbd' | 'lvm'
  readonly can: BackendAbilities
  /**
   * Makes the disk from the image itself, as large as the plan says or as the image where that is 0.
   * @throws {ImageNotCloneable} when it must be fetched; any other error is final.
   */
  clone(plan: DiskPlan, image: ImageSpec, options: JobOptions): Promise<Disk>
  /** Makes the disk and fills it from `base`, else leaves it zeroed. Repeating it with the same plan is harmless. */
  create(plan: DiskPlan, base: BaseImage | undefined, options: JobOptions): Promise<Disk>
  /** Grows a disk that no guest has open; never shrinks it. Growing the guest's file system is the guest's business. */
  grow(disk: Disk, sizeBytes: number, options: JobOptions): Promise<Disk>
  /** Nothing there is success. */
  remove(disk: Pick<Disk, 'name' | 'path'>, options: JobOptions): Promise<void>
  /** Removes what a server has outside its directory; for backends whose disks are files there is nothing. */
  removeAll(serverId: string, options: JobOptions): Promise<void>
}

/** For backends that share no storage with the image store. */
export function cannotClone(kind: string): ImageBackend['clone'] {
  return () => Promise.reject(new ImageNotCloneable(`disks of the ${kind} backend are not cloned from the image store`))
}

/** What of a plan goes into the disk's description unchanged. */
export const described = (plan: DiskPlan): Pick<Disk, 'name' | 'readOnly' | 'device'> => ({
  name: plan.name,
  readOnly: plan.readOnly,
  device: plan.device,
})
