import { z } from 'zod'
import { HostName, ServerId } from '../../model/ids.ts'
import { FlavorSpec, ServerSpec } from '../../model/server-spec.ts'

const PowerStateName = z.enum(['nostate', 'running', 'paused', 'shutdown', 'crashed', 'suspended'])
const MigrationId = z.uuid()

/** One disk of a server as it lies on its host; sizes in bytes. */
export const DiskFacts = z.object({
  /** In the server's directory, here and there. */
  name: z.string().regex(/^disk[a-z0-9.]{0,20}$/),
  kind: z.enum(['root', 'ephemeral', 'swap', 'configDrive']),
  path: z.string(),
  format: z.enum(['raw', 'qcow2']),
  readOnly: z.boolean(),
  device: z.enum(['disk', 'cdrom']),
  /** What the guest sees. */
  virtDiskSizeBytes: z.int(),
  /** What the file takes of its file system. */
  diskSizeBytes: z.int(),
  /** What it may still grow by. */
  overCommittedDiskSizeBytes: z.int(),
  /** Absent for a disk that stands alone. */
  backing: z
    .object({
      path: z.string(),
      format: z.enum(['raw', 'qcow2']),
      /** The server's own image, which any host can have; else only the source has this base. */
      ofImage: z.boolean(),
      filledBytes: z.int(),
    })
    .optional(),
  /** Of a disk in Ceph, which stays where it is. `path` is `<pool>/<image>`. */
  ceph: z.object({ fsid: z.string(), pool: z.string(), image: z.string() }).optional(),
})
export type DiskFacts = z.infer<typeof DiskFacts>

/** One file that a destination has to bring. */
export const TravellingFile = z.object({
  /** In the source's offer. */
  name: z.string().regex(/^[A-Za-z0-9._:-]{1,80}$/),
  /** In the server's directory, here and there. */
  path: z.string().regex(/^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+){0,3}$/),
  sizeBytes: z.int(),
  filledBytes: z.int(),
  version: z.string(),
  cuts: z.array(z.int()),
})
export type TravellingFile = z.infer<typeof TravellingFile>

/** How a server's disks come to their new place. */
export const TransferMode = z.enum(['local', 'overlay', 'flatten'])
export type TransferMode = z.infer<typeof TransferMode>

const Place = z.strictObject({ host: HostName, address: z.string(), port: z.int() })
/** Where a host keeps its servers' disks when that is in Ceph. */
const CephPool = z.object({ fsid: z.string(), pool: z.string() })
const ofMigration = { serverId: ServerId, migrationId: MigrationId }

/** A file of this name has this text, in the instances directory of the destination. */
const Probe = z.strictObject({ name: z.string().regex(/^[0-9a-f-]{36}_incoming\/probe$/), text: z.string() })

/** What a source offers before anything is stopped. */
export const DiskOffer = z.object({
  /** The destination's probe is seen here: both use one file system. */
  shared: z.boolean(),
  /** Whether a swap disk of another size is made anew, so that this one stays. */
  swapStays: z.boolean(),
  /** Disks come merged with their bases: the destination needs none. */
  flatten: z.boolean().default(false),
  disks: z.array(DiskFacts),
})
export type DiskOffer = z.infer<typeof DiskOffer>

/**
 * Cold moves, whether to another host or another flavor. Each may be repeated; each carries the migration that it is
 * for, so that what an older one left is never taken for this one's.
 *
 *     destination: prepareMigration ─ source: offerDisks ─ destination: readyForDisks
 *     ─ source: migrateDisks (the guest is off) ─ destination: receiveDisks, source: putDisksAside meanwhile
 *     ─ destination: startMigrated
 *     given up, or reverted: destination: abandonMigration, source: restoreServer;  confirmed: source: confirmMigration
 *
 * The first three, and what gives up, also bring the base for a guest that moves live.
 */
export const resizeOperations = {
  /** Makes a place for the disks, a probe file and a ticket. Nothing of the source is touched. */
  prepareMigration: {
    request: z.strictObject({ spec: ServerSpec, migrationId: MigrationId }),
    answer: z.object({
      ticketSha256: z.string(),
      probe: Probe,
      incomingDirectory: z.string(),
      ceph: CephPool.optional(),
    }),
  },
  /** Tells the disks and lets the destination read them; refuses what would shrink. */
  offerDisks: {
    request: z.strictObject({
      spec: ServerSpec,
      flavor: FlavorSpec,
      migrationId: MigrationId,
      destination: HostName,
      ticketSha256: z.string(),
      probe: Probe,
      /** The destination's. */
      ceph: CephPool.optional(),
    }),
    answer: DiskOffer,
  },
  /** Brings the bases that the disks need and makes the network, while the guest runs; refuses when there is no room. Reports bytes. */
  readyForDisks: {
    request: z.strictObject({
      spec: ServerSpec,
      migrationId: MigrationId,
      source: Place.optional(),
      offer: DiskOffer,
    }),
    answer: z.object({}),
  },
  /**
   * Switches the guest off: from its answer on nothing writes to its disks. By the host's setting they are flattened and
   * sent too. Repeated, it answers the same. Reports bytes.
   */
  migrateDisks: {
    request: z.strictObject({
      spec: ServerSpec,
      flavor: FlavorSpec,
      migrationId: MigrationId,
      sameHost: z.boolean(),
      shared: z.boolean(),
      /** `putDisksAside` will follow: without that word the directory is put aside at once. */
      asideLater: z.boolean().optional(),
      destination: z.strictObject({ host: HostName, address: z.string(), incomingDirectory: z.string() }),
    }),
    answer: z.object({ mode: TransferMode, files: z.array(TravellingFile), disks: z.array(DiskFacts) }),
  },
  /**
   * Waits until libvirt has done with the guest that was switched off, and puts its directory aside as `<uuid>_resize`:
   * from then on this host can not start it. Repeated, it answers the same.
   */
  putDisksAside: {
    request: z.strictObject({ spec: ServerSpec, flavor: FlavorSpec, migrationId: MigrationId }),
    /** Of each file that was offered: one that is another's than `migrateDisks` told was written to since. */
    answer: z.object({ versions: z.record(z.string(), z.string()) }),
  },
  /** Brings the disks and makes them what the new flavor says. Reports bytes. */
  receiveDisks: {
    request: z.strictObject({
      spec: ServerSpec,
      migrationId: MigrationId,
      source: Place.optional(),
      mode: TransferMode,
      files: z.array(TravellingFile),
      disks: z.array(DiskFacts),
    }),
    answer: z.object({ receivedBytes: z.int() }),
  },
  /** Defines the guest at its new place, and starts it when it ran before. */
  startMigrated: {
    request: z.strictObject({ spec: ServerSpec, migrationId: MigrationId, running: z.boolean() }),
    answer: z.object({ serverId: ServerId, power: PowerStateName }),
  },
  /** Ends and removes what the destination has of this migration. Nothing there is success. */
  abandonMigration: {
    request: z.strictObject({ ...ofMigration, sameHost: z.boolean() }),
    answer: z.object({}),
  },
  /** Whether the source still has what `restoreServer` would bring back. */
  canRestoreServer: {
    request: z.strictObject(ofMigration),
    answer: z.object({ restorable: z.boolean() }),
  },
  /** The server as it was before, at its source; started when it ran. */
  restoreServer: {
    request: z.strictObject({
      spec: ServerSpec,
      migrationId: MigrationId,
      sameHost: z.boolean(),
      running: z.boolean(),
    }),
    answer: z.object({ serverId: ServerId, power: PowerStateName }),
  },
  /** Removes what the source kept to go back to. */
  confirmMigration: {
    request: z.strictObject({ ...ofMigration, sameHost: z.boolean() }),
    answer: z.object({}),
  },
} as const
