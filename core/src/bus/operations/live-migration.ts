import { z } from 'zod'
import { ServerId } from '../../model/ids.ts'
import { ServerSpec } from '../../model/server-spec.ts'

/** Small content of a file that must be the same byte for byte at the other host: gzip, base64, and what it unpacks to. */
export const PackedFile = z.strictObject({
  sizeBytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** The parts that are not all zeros, as gzip in base64. */
  parts: z.array(z.strictObject({ offset: z.int().min(0), gzip: z.string() })),
})
export type PackedFile = z.infer<typeof PackedFile>

/** What a disk stands on. Only its own layer travels when the destination can prove that it has the same below. */
export const DiskBacking = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** The base of the server's image, as the cache made it from the bytes with that checksum. */
  z.strictObject({
    kind: z.literal('image'),
    sourceSha256: z.string(),
    format: z.enum(['raw', 'qcow2']),
    virtualSizeBytes: z.int(),
  }),
  /** A formatted empty disk: made at random on each host, so it is carried along. */
  z.strictObject({
    kind: z.literal('formatted'),
    name: z.string().regex(/^[A-Za-z0-9_.-]{1,80}$/),
    content: PackedFile,
  }),
  /** Whatever else: the disk then travels whole. */
  z.strictObject({ kind: z.literal('other') }),
])
export type DiskBacking = z.infer<typeof DiskBacking>

export const MovingDisk = z.strictObject({
  /** Its name in the server's directory. */
  name: z.string().regex(/^disk[a-z0-9.]{0,20}$/),
  format: z.enum(['qcow2', 'raw']),
  sizeBytes: z.int().min(0),
  /** What its own layer takes on the host's disk. */
  allocatedBytes: z.int().min(0),
  clusterSizeBytes: z.int().optional(),
  readOnly: z.boolean(),
  device: z.enum(['disk', 'cdrom']),
  /** Other hosts reach it where it is: Ceph. */
  anywhere: z.boolean(),
  /** Where it is in Ceph, how its host logs in, and who has it open: no other image of the world has the same. */
  ceph: z
    .strictObject({
      fsid: z.string(),
      pool: z.string(),
      image: z.string(),
      login: z.string(),
      watchers: z.array(z.string()),
    })
    .optional(),
  backing: DiskBacking,
})
export type MovingDisk = z.infer<typeof MovingDisk>

/** A guest as its host has it now: all that the destination is measured against. */
export const MovingGuest = z.strictObject({
  serverId: ServerId,
  power: z.enum(['running', 'paused']),
  libvirtVersion: z.int(),
  qemuVersion: z.int(),
  architecture: z.string(),
  virtType: z.enum(['kvm', 'qemu']),
  machine: z.string(),
  /** The CPU that the guest really has, as libvirt's XML; empty when it has no model to compare. */
  cpuXml: z.string(),
  memoryMiB: z.int(),
  disks: z.array(MovingDisk),
  cacheModes: z.array(z.string()),
  listenAddresses: z.array(z.string()),
  /** Each device that can not move, for a person. */
  stuck: z.array(z.string()),
  instancesDirectory: z.string(),
  /** `guest-devices.json`. */
  fixedDevices: z.string().optional(),
  configDrive: PackedFile.optional(),
  /** Bytes of its memory that are not all zeros, by the guest's own word; only when asked for. */
  usedMemoryBytes: z.number().optional(),
  /** Bytes of memory that the guest writes a second; only when asked for. */
  dirtyBytesPerSec: z.number().optional(),
})
export type MovingGuest = z.infer<typeof MovingGuest>

/** The file by which two hosts find out whether they share storage: one for each move. */
export const probeName = (migrationId: string): string => `.probe-${migrationId}`

/** Where a guest goes, as its source's libvirt must know it. */
export const LiveDestination = z.strictObject({
  /** Its libvirt: `qemu+tls://h2/system`. */
  uri: z.string(),
  /** Where memory and disks go, when another address than that: `tcp://10.0.0.2`. */
  dataUri: z.string().optional(),
  libvirtVersion: z.int(),
  instancesDirectory: z.string(),
  vncListen: z.string(),
  /** A file that the destination wrote beside its instances; who can read it shares their storage. */
  probe: z.strictObject({ name: z.string().regex(/^\.probe-[0-9a-f-]{36}$/), token: z.string() }),
})
export type LiveDestination = z.infer<typeof LiveDestination>

/** A page of zeros is told by a few bytes, but it is read and told: bytes a second of such memory. */
export const zeroBytesPerSec = 2 * 2 ** 30

const ids = { migrationId: z.uuid(), serverId: ServerId }

/** How disks travel: not at all, their own layer, or whole. */
export const DiskCopy = z.enum(['none', 'layer', 'whole'])
export type DiskCopy = z.infer<typeof DiskCopy>

/**
 * What a guest is at one host. `incoming`: on its way here, not to be touched; `leaving`: a job moves it away; `paused`
 * at a destination: here whole, and paused until its source is known to have let go.
 */
export const LiveState = z.enum(['absent', 'off', 'running', 'paused', 'incoming', 'leaving', 'postcopy-failed'])
export type LiveState = z.infer<typeof LiveState>

export const MoveResult = z.strictObject({
  /** False: the guest is not here any more, but this agent did not see it go. The destination knows. */
  seen: z.boolean(),
  /** From the call to libvirt until the guest can not go on here any more. */
  callMs: z.number().optional(),
  /** From the stop of the guest's CPUs here to that end. */
  standingMs: z.number().optional(),
  totalMs: z.number().optional(),
  downtimeMs: z.number().optional(),
  memoryBytes: z.number().optional(),
  diskBytes: z.number().optional(),
  flags: z.array(z.string()).optional(),
})
export type MoveResult = z.infer<typeof MoveResult>

/** Live migration. Each may be repeated; those about the source and those about the destination say so. */
export const liveOperations = {
  /** Source: the guest as it is. @see MovingGuest. With `measureSec` its dirty rate is measured for so long. */
  describeMovingGuest: {
    request: z.strictObject({ spec: ServerSpec, measureSec: z.int().min(0).max(60).optional() }),
    answer: MovingGuest,
  },
  /**
   * Destination: every reason against it at once, and where it is reached. Leaves only the probe file; with `settling`,
   * and nothing against it, it begins to make the guest's network, which `prepareLive` then waits for.
   */
  checkLiveDestination: {
    request: z.strictObject({
      migrationId: z.uuid(),
      spec: ServerSpec,
      guest: MovingGuest,
      settling: z.boolean().optional(),
    }),
    answer: z.object({
      refusals: z.array(z.string()),
      destination: LiveDestination,
      /** Whether each disk's base is here, or can be had. */
      copy: DiskCopy,
      /**
       * `whole` is only for want of the image's base, which no other place has than the source's cache. Once
       * `readyForDisks` has brought it, `layer` will do.
       */
      baseFromSource: z.boolean().optional(),
      freeDiskBytes: z.number(),
    }),
  },
  /** Source: every reason of its own, and whether the two hosts share their instances. Changes nothing. */
  checkLiveSource: {
    request: z.strictObject({
      ...ids,
      guest: MovingGuest,
      destination: LiveDestination,
      copy: DiskCopy,
      blockMigration: z.enum(['auto', 'yes', 'no']),
    }),
    answer: z.object({
      refusals: z.array(z.string()),
      shared: z.boolean(),
      copy: DiskCopy,
      /** Bytes a second that this host would send. */
      linkBytesPerSec: z.number(),
      /** What a job takes beside sending. */
      overheadMs: z.number(),
      /** The longest pause it aims at. */
      maxDowntimeMs: z.number(),
      /** The guest stands still while its memory is sent. */
      standsStill: z.boolean(),
    }),
  },
  /** Destination: directory, disks, network. Reports bytes. A directory that this move did not make is a conflict. */
  prepareLive: {
    request: z.strictObject({
      migrationId: z.uuid(),
      spec: ServerSpec,
      guest: MovingGuest,
      shared: z.boolean(),
      copy: DiskCopy,
      probe: z.string(),
    }),
    answer: z.object({}),
  },
  /**
   * Destination: takes back what `prepareLive` made, and a guest that arrived but never began to run, which only the
   * knowledge that it runs at its source allows. With `endIncoming` its source runs it and sends nothing any more: what
   * is still on its way here never comes whole, and libvirt would wait for it until it misses the other end.
   * @throws {Fault} `conflict` while a guest of that id runs here, or is still on its way.
   */
  undoPrepareLive: {
    request: z.strictObject({
      ...ids,
      shared: z.boolean(),
      probe: z.string().optional(),
      runsAtSource: z.boolean(),
      endIncoming: z.boolean().optional(),
    }),
    answer: z.object({}),
  },
  /**
   * Source: moves the guest, and answers when it is gone from here. Asked again while it moves, also by a fresh agent, it
   * goes on watching the same job. The end of the request leaves the job alone: `steerLive` is what aborts it.
   * Reports bytes, with `figures`.
   */
  moveLive: {
    request: z.strictObject({
      ...ids,
      guest: MovingGuest,
      destination: LiveDestination,
      copy: DiskCopy,
      shared: z.boolean(),
    }),
    answer: MoveResult,
  },
  /**
   * Destination: lets a guest that arrived go on. Asked for only when its source has let go of it: two hosts would run it
   * otherwise. A guest that was paused stays so.
   * @throws {Fault} `conflict` when it has not arrived.
   */
  resumeLive: {
    request: z.strictObject({ ...ids, power: z.enum(['running', 'paused']) }),
    answer: z.object({ state: LiveState }),
  },
  /** Source: ends the job, or has it end soon. `none` when there is no such job. */
  steerLive: {
    request: z.strictObject({ serverId: ServerId, to: z.enum(['abort', 'force-complete']) }),
    answer: z.object({ did: z.enum(['aborted', 'post-copy', 'paused', 'none']) }),
  },
  /** Either: what libvirt knows of the guest now. */
  liveState: { request: z.strictObject({ serverId: ServerId }), answer: z.object({ state: LiveState }) },
  /**
   * Destination: the guest is this host's from now on. Answers with what the move cost. With `torn` post-copy failed
   * half-way: its files are this host's then, whether or not libvirt still knows it.
   */
  finishLive: {
    request: z.strictObject({
      ...ids,
      spec: ServerSpec,
      guest: MovingGuest,
      shared: z.boolean(),
      torn: z.boolean().optional(),
    }),
    answer: z.object({ power: z.enum(['running', 'paused']), downtimeMs: z.number().optional() }),
  },
  /**
   * Source: nothing that this move left of the guest stays here; what another move brought since then does.
   * @throws {Fault} `conflict` while it still runs here.
   * With `torn` the half that a failed post-copy left here goes too: it is worth nothing once the server was rebooted.
   */
  leaveLive: {
    request: z.strictObject({ ...ids, shared: z.boolean(), torn: z.boolean().optional() }),
    answer: z.object({}),
  },
} as const
