import { z } from 'zod'
import { MigrationSettings } from './driver/migrate/settings.ts'
import { SnapshotSettings } from './driver/snapshot/settings.ts'
import { ImageSettings } from './images/settings.ts'

const LibvirtSettings = z.strictObject({
  virtType: z
    .enum(['auto', 'kvm', 'qemu'])
    .default('auto')
    .describe(
      'How guests execute: kvm needs hardware help, qemu is emulation, right but slow. auto starts a tiny guest once per kernel and QEMU version to find out.',
    ),
  tcgCacheMiB: z
    .int()
    .min(0)
    .max(4096)
    .default(64)
    .describe('Emulation only: MiB of translated code kept per guest. 0 leaves it to QEMU, which takes up to 1 GiB.'),
  cpuMode: z
    .enum(['auto', 'host-model', 'host-passthrough', 'custom'])
    .default('auto')
    .describe(
      'What CPU guests see under kvm: auto is host-model; host-passthrough is fastest and binds guests to like hosts; custom takes cpuModel, also under emulation.',
    ),
  cpuModel: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$/)
    .optional()
    .describe('The model for cpuMode custom, as `virsh cpu-models` names it.'),
  machineType: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$/)
    .default('pc')
    .describe('Machine of guests whose image names none. A guest keeps the one of its first boot.'),
  diskCache: z
    .enum(['none', 'writeback', 'writethrough', 'directsync', 'unsafe'])
    .default('none')
    .describe(
      'Host cache mode of disks. none becomes writeback where the file system has no direct I/O. unsafe loses data when the host loses power.',
    ),
  diskDiscard: z
    .enum(['unset', 'unmap', 'ignore'])
    .default('unset')
    .describe('Whether blocks that a guest frees are given back to the host (unmap).'),
  vncListen: z
    .string()
    .regex(/^[0-9a-fA-F.:]{2,45}$/)
    .default('127.0.0.1')
    .describe(
      'Address on which guests’ screens are offered. Anything but a loopback address needs a firewall: there is no password.',
    ),
  sparePciePorts: z
    .int()
    .min(0)
    .max(28)
    .default(4)
    .describe('Cards that a running guest of the q35 family can be given beside those that it starts with.'),
  memoryStatsPeriodSec: z
    .int()
    .min(0)
    .max(3600)
    .default(10)
    .describe('Seconds between a guest’s own memory figures; 0 asks for none.'),
  startTimeoutSec: z
    .int()
    .min(1)
    .max(3600)
    .default(60)
    .describe('How long libvirt and QEMU may take to start one guest before the build fails.'),
  shutdownTimeoutSec: z
    .int()
    .min(0)
    .max(86_400)
    .default(60)
    .describe('How long a guest may take to shut itself down before its power is cut; 0 cuts at once.'),
})

const NetworkSettings = z.strictObject({
  leaseMinutes: z
    .int()
    .min(2)
    .max(10_080)
    .default(60)
    .describe('Length of DHCP leases, minutes. Guests ask again after half of it.'),
  bridges: z
    .record(
      z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/),
      z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,14}$/),
    )
    .default({})
    .describe('Bridges of this host by the name of the physical network they are on: what flat networks are put on.'),
})

const ResizeSettings = z.strictObject({
  transfer: z
    .enum(['overlay', 'flatten'])
    .default('overlay')
    .describe(
      'How disks of a server that is off go to another host. overlay: what the server wrote, from agent to agent. flatten: base and overlay merged, then rsync over ssh as root, or scp where rsync is missing.',
    ),
  bandwidthMiBps: z
    .number()
    .min(0)
    .default(0)
    .describe('Most MiB a second that disks leave this host with, all together; 0 is without limit. overlay only.'),
  stallSec: z
    .number()
    .min(1)
    .max(600)
    .default(20)
    .describe('A connection that brings no byte of a disk for so many seconds is taken for broken, and made again.'),
  patienceSec: z
    .number()
    .min(1)
    .max(86_400)
    .default(120)
    .describe(
      'How long the source of a disk may be out of reach, seconds, before the move is given up and the server goes on at its source.',
    ),
})

/** The settings of one hypervisor host; parsed once, handed down as values. */
export const HostSettings = z.strictObject({
  libvirt: LibvirtSettings.prefault({}),
  images: ImageSettings.prefault({}),
  network: NetworkSettings.prefault({}),
  migration: MigrationSettings.prefault({}),
  doorPort: z
    .int()
    .min(1)
    .max(65_535)
    .default(8772)
    .describe('TCP port where other hosts reach this one, once there are others: TLS, and members only.'),
  traits: z
    .array(z.string().regex(/^CUSTOM_[A-Z0-9_]{1,248}$/, 'CUSTOM_ and then capital letters, digits and _'))
    .max(200)
    .default([])
    .describe(
      'Traits of this host beside those that libvirt tells, like CUSTOM_SSD: flavors and images may require them.',
    ),
  snapshot: SnapshotSettings.prefault({}),
  resize: ResizeSettings.prefault({}),
  heartbeatSec: z
    .number()
    .min(0.2)
    .max(60)
    .default(2)
    .describe(
      'Seconds between the agent’s heartbeats. The control side takes a host for away after several missed ones.',
    ),
})
export type HostSettings = z.infer<typeof HostSettings>
