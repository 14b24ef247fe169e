import { ephemeralFormats } from '@kilonova/core'
import { z } from 'zod'

export const RbdSettings = z.strictObject({
  pool: z.string().default('vms').describe('Ceph pool of the servers’ disks.'),
  imagesPool: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/)
    .optional()
    .describe(
      'Ceph pool of images in the same cluster. Raw snapshots of servers are then kept there too, and servers are cloned from them. The user needs `profile rbd` on it.',
    ),
  user: z.string().default('nova').describe('Ceph user, without `client.`.'),
  configPath: z
    .string()
    .default('/etc/ceph/ceph.conf')
    .describe('Ceph configuration with the monitors and the keyring.'),
  fsid: z.string().describe('Id of the cluster: images that live in it are cloned, all others are copied in.'),
  monitors: z
    .array(z.strictObject({ host: z.string(), port: z.int() }))
    .default([])
    .describe('Monitors for the guest’s definition; QEMU reads its own configuration when there are none.'),
  cephx: z
    .boolean()
    .default(true)
    .describe(
      'Whether the cluster asks for a login. The agent then gives libvirt the user’s key from its keyring; false is for clusters without authentication.',
    ),
  secretUuid: z
    .uuid()
    .optional()
    .describe(
      'UUID of the libvirt secret with the user’s key. One of our own, made from cluster and user, when left out.',
    ),
})
export type RbdSettings = z.infer<typeof RbdSettings>

export const LvmSettings = z.strictObject({
  volumeGroup: z
    .string()
    .regex(/^[A-Za-z0-9_.+][A-Za-z0-9_.+-]*$/)
    .describe('Volume group of the servers’ disks.'),
  sparse: z
    .boolean()
    .default(false)
    .describe('Volumes take space as they are written; a full group then fails guests.'),
  clear: z
    .enum(['zero', 'none'])
    .default('zero')
    .describe('zero: removed disks are overwritten, so that the next owner of the blocks reads nothing. Takes long.'),
})
export type LvmSettings = z.infer<typeof LvmSettings>

export const ImageSettings = z.strictObject({
  backend: z
    .enum(['qcow2', 'flat', 'rbd', 'lvm'])
    .default('qcow2')
    .describe(
      'How disks are kept: overlays on a shared base (small, made in milliseconds), whole raw copies, Ceph images, or logical volumes.',
    ),
  rbd: RbdSettings.optional().describe('Needed by the rbd backend.'),
  lvm: LvmSettings.optional().describe('Needed by the lvm backend.'),
  forceRaw: z
    .boolean()
    .default(true)
    .describe('Keep base images raw whatever they came as: faster guests, more space. Otherwise qcow2 stays qcow2.'),
  maxVirtualSizeGiB: z
    .int()
    .min(1)
    .default(2048)
    .describe('Largest virtual size of an image, in GiB. Larger ones are refused before any tool opens them.'),
  ephemeralFormat: z
    .enum(ephemeralFormats)
    .default('ext4')
    .describe(
      'File system of ephemeral disks when neither the request nor the image (os_type windows: ntfs) says one.',
    ),
  configDriveFormat: z
    .enum(['iso9660', 'vfat'])
    .default('iso9660')
    .describe('File system of the config drive: a CD image, or a 64 MiB FAT disk for guests without a CD driver.'),
  preallocate: z
    .enum(['none', 'space'])
    .default('none')
    .describe('space: reserve the whole size of each disk when it is made, so that a guest never meets a full disk.'),
  downloadStallMs: z
    .int()
    .min(1000)
    .default(60_000)
    .describe('A download that brings no byte for so long, in milliseconds, is broken off and resumed.'),
  cacheBudgetGiB: z
    .int()
    .min(0)
    .default(0)
    .describe('Most space, in GiB, of cached images that no server uses; the longest unused go first. 0: no limit.'),
  unusedImageSec: z
    .int()
    .min(0)
    .default(86_400)
    .describe('Cached images that no server has used for so many seconds are removed. 0 keeps them for ever.'),
  scrubEverySec: z
    .int()
    .min(0)
    .default(604_800)
    .describe('Each cached image is read whole and compared with what it was once in so many seconds. 0: never.'),
  scrubMiBPerSec: z
    .int()
    .min(1)
    .default(50)
    .describe('How fast cached images are read for that, in MiB per second: the rest of the disk is the guests’.'),
})
export type ImageSettings = z.infer<typeof ImageSettings>
