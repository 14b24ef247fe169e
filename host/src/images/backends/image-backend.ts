import type { JobOptions } from '../cache/shared-jobs.ts'
import type { BaseImage } from '../cache/image-cache.ts'
import type { Disk } from '../server-files.ts'

/** One disk to make for a server. */
export interface DiskPlan {
  readonly serverId: string
  /** `<instances>/<uuid>` */
  readonly directory: string
  /** `disk`, `disk.eph0`, `disk.swap`, … */
  readonly name: string
  /** What the guest will see, in bytes; at least the base's. */
  readonly sizeBytes: number
  readonly preallocate: boolean
  readonly readOnly: boolean
  readonly device: Disk['device']
}

/** Where a server's disks live. Every backend passes the one suite in `image-backend.contract.ts`. */
export interface ImageBackend {
  readonly kind: 'qcow2' | 'flat' | 'rbd' | 'lvm'
  /** Makes the disk and fills it from `base`, else leaves it zeroed. Repeating it with the same plan is harmless. */
  create(plan: DiskPlan, base: BaseImage | undefined, options: JobOptions): Promise<Disk>
  /** Grows a disk that no guest has open. Growing the guest's file system is the guest's business. */
  grow(disk: Disk, sizeBytes: number, options: JobOptions): Promise<Disk>
  remove(disk: Disk, options: JobOptions): Promise<void>
}
