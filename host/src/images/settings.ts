import { z } from 'zod'

/** The file systems that ephemeral disks can have. */
export const ephemeralFormats = ['ext2', 'ext3', 'ext4', 'xfs', 'btrfs', 'vfat', 'ntfs'] as const
export type EphemeralFormat = (typeof ephemeralFormats)[number]

export const ImageSettings = z.strictObject({
  backend: z
    .enum(['qcow2', 'flat'])
    .default('qcow2')
    .describe('How disks are kept: overlays on a shared base (small, made in milliseconds), or whole raw copies.'),
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
})
export type ImageSettings = z.infer<typeof ImageSettings>
