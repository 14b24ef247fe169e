import type { ImageBackend } from './backends/image-backend.ts'
import type { LastResort } from './cache/adopt-base.ts'
import type { CacheKeeper } from './cache/cache-keeper.ts'
import type { DiskBacking, ImageSpec, MovingGuest, Progress, ServerId, ServerSpec } from '@kilonova/core'
import type { BaseImage } from './cache/image-cache.ts'
import type { CephDisks } from './moving/ceph-disks.ts'

/** One disk of a guest: plain data for the guest's XML. */
export interface Disk {
  /** The file's name in the server's directory: `disk`, `disk.eph0`, `disk.swap`, `disk.config`. */
  readonly name: string
  readonly path: string
  readonly format: 'qcow2' | 'raw'
  /** What the guest sees, in bytes. */
  readonly sizeBytes: number
  readonly readOnly: boolean
  readonly device: 'disk' | 'cdrom'
  /** `path` is a block device. */
  readonly block?: boolean
  /** The disk is in Ceph, and `path` is `<pool>/<image>`. */
  readonly rbd?: RbdSource
}

export interface RbdSource {
  readonly pool: string
  readonly image: string
  readonly user: string
  /** Empty: QEMU reads them from the Ceph configuration. */
  readonly monitors: readonly { readonly host: string; readonly port: number }[]
  /** Ceph configuration for QEMU; its own default when absent. */
  readonly configPath?: string
  /** libvirt secret with the user's key. */
  readonly secretUuid?: string
}

/** All that a server's directory holds for its guest. */
export interface ServerDisks {
  readonly root: Disk
  readonly ephemerals: readonly Disk[]
  readonly swap?: Disk
  readonly configDrive?: Disk
  readonly kernelPath?: string
  readonly ramdiskPath?: string
  readonly consoleLogPath: string
}

export type ImageBacking = Extract<DiskBacking, { kind: 'image' }>

/** Where a host that a server comes to has its image's base: in its cache or from a location, or in the source's cache only. */
export type BasePlace = 'here' | 'source' | 'nowhere'

/** A running server that comes to this host. */
export interface ReceivedMove {
  readonly migrationId: string
  readonly guest: MovingGuest
  /** `whole`: no disk stands on a base here. */
  readonly copy: 'layer' | 'whole'
}

/** Disks that came from another place, with the paths where they are now. */
export interface Arrived {
  readonly directory: string
  readonly migrationId: string
  readonly root: Disk
  readonly ephemerals: readonly Disk[]
  /** Absent when there was none, or one of another size. */
  readonly swap?: Disk
  readonly configDrive?: Disk
}

export interface FileOptions {
  readonly signal: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

/** Where servers' files live on this host: `<instances>/<uuid>/`, laid out as Nova does. */
export interface ServerFiles {
  /** Makes what is missing and answers what is there; repeating it after a crash is harmless. */
  create(spec: ServerSpec, options: FileOptions): Promise<{ disks: ServerDisks; imageFetched: boolean }>
  /** What `create` made, read from the directory; undefined when there is none. */
  find(serverId: ServerId): Promise<ServerDisks | undefined>
  /**
   * The disks that a server is rescued with, beside its own: `spec.image` is the rescue image, with its kernel and
   * ramdisk. Repeating it is harmless.
   */
  createRescue(spec: ServerSpec, options: FileOptions): Promise<{ disks: ServerDisks; imageFetched: boolean }>
  findRescue(serverId: ServerId): Promise<ServerDisks | undefined>
  /** Fetches an image before a server needs it. @returns false when it was there. */
  cacheImage(image: ImageSpec, options: FileOptions): Promise<boolean>
  /** Nothing there is success. */
  removeRescue(serverId: ServerId): Promise<void>
  /** A running server's disks, as another host must have them to take it. */
  describeMoving(spec: ServerSpec, options: FileOptions): Promise<Pick<MovingGuest, 'disks' | 'configDrive'>>
  /** From where the image can be had as the base that a running server's disk stands on elsewhere. */
  whereBaseIs(image: ImageSpec, wanted: ImageBacking, options: FileOptions): Promise<BasePlace>
  /** Makes what a running server's disks are copied into. @see receiveDisks */
  receive(spec: ServerSpec, move: ReceivedMove, options: FileOptions): Promise<ServerDisks>
  /** Removes what `receive` made for this move, and nothing else. */
  removeReceived(serverId: ServerId, migrationId: string): Promise<void>
  /** The base images that servers share. */
  readonly cache: CacheKeeper
  /** Where they are. */
  readonly cacheDirectory: string
  /** Renames the directory to `<uuid>_del`, then removes it and the disks elsewhere. Nothing there is success. */
  remove(serverId: ServerId): Promise<void>
  /** The server has moved: its directory goes; disks that other hosts reach are its own still. Nothing there is success. */
  leave(serverId: ServerId): Promise<void>
  /** The cluster of this host's disks; absent when they are not in Ceph. */
  readonly ceph?: CephDisks
  /** What a server's disks lie on: its image in the cache, fetched when it is not there. */
  base(spec: ServerSpec, options: FileOptions, lastResort?: LastResort): Promise<BaseImage>
  /**
   * Makes what a server that arrived lacks (a swap disk of a new size, a first ephemeral disk) beside what came with it,
   * in a directory that is not its own yet, and records it all as it will be once it is.
   */
  complete(spec: ServerSpec, arrived: Arrived, options: FileOptions): Promise<ServerDisks>
  /** How disks are kept here. */
  readonly backend: ImageBackend
  /** Servers that have a directory, and half-removed ones (`_del`), which are removed on the way. */
  list(): Promise<ServerId[]>
  directoryOf(serverId: ServerId): string
}
