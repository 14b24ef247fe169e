import { z } from 'zod'
import { ImageId, ServerId } from '../../model/ids.ts'

const sha = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`))

/** The image as it lies in the image store now, still under its passing name. */
export const StoredSnapshot = z.object({
  diskFormat: z.enum(['raw', 'qcow2']),
  sizeBytes: z.int().min(0),
  virtualSizeBytes: z.int().min(0),
  md5: sha(32),
  sha256: sha(64),
  sha512: sha(128),
})
export type StoredSnapshot = z.infer<typeof StoredSnapshot>

/** A snapshot in Ceph: cluster, pool, image, snapshot. */
const CephPlace = z.string().regex(/^rbd:\/\/[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*){3}$/)

const Destination = {
  serverId: ServerId,
  imageId: ImageId,
  /**
   * Where the image goes, best first. `file:///…` is a file that is there already and empty: that the host finds it
   * proves that it shares the image store. Else `https://…`, which takes the bytes by PUT.
   */
  destinations: z.array(z.url()).min(1),
  /** Longest image that the store takes. */
  maxBytes: z.int().min(1),
}

/**
 * The host's half of a snapshot. Its parts are told by the image's id, and each may be repeated: what an earlier try
 * left is settled first.
 */
export const snapshotOperations = {
  /**
   * Fixes the disk's content at one moment, with the guest on, paused or off before and after as it was. The image is in
   * the store already where the guest had to wait for that; otherwise `storeSnapshot` brings it there.
   */
  takeSnapshot: {
    request: z.strictObject({
      ...Destination,
      /** Of the guest's file systems: must be, may be where its agent answers, or not at all. */
      quiesce: z.enum(['required', 'try', 'no']),
      /** The image's format where the store must have one; else the host's settings decide. */
      format: z.enum(['raw', 'qcow2']).optional(),
    }),
    answer: z.object({
      how: z.enum(['stopped', 'cold', 'copy', 'rebase', 'clone']),
      /** Whether the guest's file systems were frozen at that moment. */
      quiesced: z.boolean(),
      stored: StoredSnapshot.optional(),
      /** Where `storeSnapshot` puts the image in Ceph too, for servers to be cloned from. Nothing is there before. */
      cephPlace: CephPlace.optional(),
    }),
  },
  /** Brings what was fixed into the store. Reports bytes. */
  storeSnapshot: { request: z.strictObject(Destination), answer: StoredSnapshot },
  /** Ends and removes all that a snapshot has on the host: block job, delta, saved memory. Nothing there is success. */
  dropSnapshot: { request: z.strictObject({ serverId: ServerId, imageId: ImageId }), answer: z.object({}) },
  /**
   * Removes an image that `storeSnapshot` made in Ceph. Nothing there is success; `elsewhere`: not in this host's cluster;
   * `used`: disks of servers stand on it.
   */
  removeImageInCeph: {
    request: z.strictObject({ imageId: ImageId, place: CephPlace }),
    answer: z.object({ state: z.enum(['gone', 'used', 'elsewhere']) }),
  },
} as const
