import { z } from 'zod'
import { ImageId, NetworkId, PortId, ServerId } from './ids.ts'
import { PortSecurity, SecurityPolicy } from './network-security.ts'

/** The disk formats of Glance that an image may declare. */
export const diskFormats = ['raw', 'qcow2', 'vmdk', 'vhd', 'vhdx', 'vdi', 'ploop', 'iso', 'aki', 'ari', 'ami'] as const
export const DiskFormat = z.enum(diskFormats)
export type DiskFormat = z.infer<typeof DiskFormat>

/** A size, its properties and its checks, as they were when the server was asked for. */
export const FlavorSpec = z.strictObject({
  id: z.string(),
  name: z.string(),
  vcpus: z.int().min(1),
  memoryMiB: z.int().min(1),
  /** 0 means: as large as the image. */
  rootGiB: z.int().min(0),
  ephemeralGiB: z.int().min(0),
  swapMiB: z.int().min(0),
  extraSpecs: z.record(z.string(), z.string()),
})
export type FlavorSpec = z.infer<typeof FlavorSpec>

/** An image that a host can fetch: what its bytes must be, and where they are. */
export const ImageSpec = z.strictObject({
  id: ImageId,
  name: z.string(),
  diskFormat: DiskFormat,
  containerFormat: z.string(),
  /** Length of the file as stored, in bytes. */
  sizeBytes: z.int().min(0),
  /** SHA-256 of the file as stored, lower-case hex. A fetched file that differs is refused. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  minDiskGiB: z.int().min(0),
  minRamMiB: z.int().min(0),
  properties: z.record(z.string(), z.string()),
  /** Where to fetch from, best first: `file:///…` on this machine, else `http(s)://…`. */
  locations: z.array(z.url()).min(1),
})
export type ImageSpec = z.infer<typeof ImageSpec>

/** One network card of a guest, decided by the control side before any host hears of it. */
export const NicSpec = z.strictObject({
  portId: PortId,
  network: z.strictObject({
    id: NetworkId,
    name: z.string(),
    /**
     * `nat`: a libvirt network with DHCP and NAT that the host makes on first use. `flat`: a bridge of the host's
     * administrator, which the host's settings name for `physicalNetwork`.
     */
    kind: z.enum(['nat', 'flat']),
    physicalNetwork: z.string().optional(),
    /** False: guests are told their address by the config drive. */
    dhcp: z.boolean().optional(),
    /** IPv4 subnet, e.g. `10.42.0.0/24`. */
    cidr: z.string(),
    gateway: z.string(),
    dnsServers: z.array(z.string()),
    mtu: z.int().min(576).max(65_535).optional(),
  }),
  mac: z.string().regex(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/),
  address: z.string(),
  /** The user's name for the card, told to the guest with its metadata. */
  tag: z.string().optional(),
  security: PortSecurity.optional(),
  /** Of two values for one port the one with the higher number is the later; as in SecurityPolicy. */
  revision: z.int().min(0).optional(),
})
export type NicSpec = z.infer<typeof NicSpec>

/** The file systems that ephemeral disks can have, where the host has the program that makes them. */
export const ephemeralFormats = ['ext2', 'ext3', 'ext4', 'xfs', 'btrfs', 'vfat', 'ntfs'] as const
export type EphemeralFormat = (typeof ephemeralFormats)[number]

/** Ephemeral disks and swap that differ from the flavor's own one of each. */
export const LocalDisks = z.strictObject({
  ephemerals: z.array(z.strictObject({ sizeGiB: z.int().min(1), format: z.enum(ephemeralFormats).optional() })),
  swapMiB: z.int().min(0),
})
export type LocalDisks = z.infer<typeof LocalDisks>

/** A file that the guest finds on its config drive, and puts at this path if it understands the drive. */
export const InjectedFile = z.strictObject({ path: z.string().min(1).max(255), contentBase64: z.string() })
export type InjectedFile = z.infer<typeof InjectedFile>

/**
 * Everything that a host needs to know to make one server, and nothing that it would have to ask for. The same value
 * is sent with each request about the server, so that a host which lost its memory can repeat any step.
 */
export const ServerSpec = z.strictObject({
  id: ServerId,
  /** The domain's name: `instance-00000001`. */
  domainName: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/),
  /** The user's name for it; any text. Goes into metadata only. */
  name: z.string(),
  hostname: z.string(),
  userId: z.string(),
  projectId: z.string(),
  userName: z.string(),
  projectName: z.string(),
  createdAt: z.string(),
  flavor: FlavorSpec,
  image: ImageSpec,
  kernel: ImageSpec.optional(),
  ramdisk: ImageSpec.optional(),
  nics: z.array(NicSpec),
  configDrive: z.boolean(),
  metadata: z.record(z.string(), z.string()),
  userDataBase64: z.string().optional(),
  localDisks: LocalDisks.optional(),
  injectedFiles: z.array(InjectedFile).default([]),
  /** `ssh-…` lines by key name. */
  publicKeys: z.record(z.string(), z.string()),
  adminPassword: z.string().optional(),
  availabilityZone: z.string(),
  /** The security groups that the NICs are in. */
  security: SecurityPolicy.optional(),
})
export type ServerSpec = z.infer<typeof ServerSpec>
