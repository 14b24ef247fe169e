import { z } from 'zod'

export const SnapshotSettings = z.strictObject({
  live: z
    .enum(['copy', 'rebase', 'off'])
    .default('copy')
    .describe(
      'How a guest that is on is snapshotted. copy: its disk is mirrored while it runs, and its definition stays. rebase: the older way, for which libvirt must forget the definition for a moment. off: its memory is saved, the guest is off while its disk is read, and then goes on.',
    ),
  imageFormat: z
    .enum(['source', 'qcow2', 'raw'])
    .default('source')
    .describe('Format of the images: that of the disk (raw for disks in Ceph), or this one.'),
  compress: z.boolean().default(false).describe('Compress qcow2 images: smaller, and many times slower to make.'),
  bandwidthMiBps: z
    .int()
    .min(0)
    .default(0)
    .describe(
      'Most MiB per second that one snapshot reads and writes, for the sake of the guests; 0 is without limit. With live: off the guest is off for longer.',
    ),
  concurrent: z.int().min(1).max(64).default(5).describe('Snapshots at once on this host; more of them wait.'),
})
export type SnapshotSettings = z.infer<typeof SnapshotSettings>
