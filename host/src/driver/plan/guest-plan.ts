import { z } from 'zod'
import type { RbdSource } from '../../images/server-files.ts'

/**
 * A guest, decided: everything that its domain XML says, as a plain JSON value. `planGuest` makes it from the server,
 * the host and the settings; `planToDomain` writes it and decides nothing more. Sizes carry their unit; a field that
 * is absent is absent from the XML, so that libvirt or QEMU chooses.
 */

export const diskBuses = ['virtio', 'scsi', 'sata', 'ide', 'usb'] as const
export type DiskBus = (typeof diskBuses)[number]

export const nicModels = ['virtio', 'e1000', 'e1000e', 'igb', 'ne2k_pci', 'pcnet', 'rtl8139', 'vmxnet3'] as const
export type NicModel = (typeof nicModels)[number]

export const videoModels = ['virtio', 'vga', 'cirrus', 'qxl', 'vmvga', 'bochs', 'gop', 'none'] as const
export type VideoModel = (typeof videoModels)[number]

export const watchdogActions = ['none', 'pause', 'poweroff', 'reset'] as const
export type WatchdogAction = (typeof watchdogActions)[number]

/**
 * What a guest keeps from its first boot on, although images, defaults and QEMU change: an operating system that was
 * installed on these devices may not start on others. Stored beside the server's disks.
 */
export const FixedDevices = z.strictObject({
  machine: z.string(),
  firmware: z.enum(['bios', 'uefi']),
  diskBus: z.enum(diskBuses),
  cdromBus: z.enum(diskBuses),
  inputBus: z.enum(['usb', 'virtio', 'ps2']),
  pointer: z.enum(['tablet', 'mouse']),
  videoModel: z.enum(videoModels),
  nicModel: z.enum(nicModels),
})
export type FixedDevices = z.infer<typeof FixedDevices>

/** Cut-offs for one disk or all: bytes or operations a second; `max` is what a burst may reach. */
export interface DiskLimits {
  readonly totalBytesPerSec?: number
  readonly readBytesPerSec?: number
  readonly writeBytesPerSec?: number
  readonly totalIopsPerSec?: number
  readonly readIopsPerSec?: number
  readonly writeIopsPerSec?: number
  readonly totalBytesPerSecMax?: number
  readonly readBytesPerSecMax?: number
  readonly writeBytesPerSecMax?: number
  readonly totalIopsPerSecMax?: number
  readonly readIopsPerSecMax?: number
  readonly writeIopsPerSecMax?: number
  readonly totalBytesPerSecMaxLengthSec?: number
  readonly readBytesPerSecMaxLengthSec?: number
  readonly writeBytesPerSecMaxLengthSec?: number
  readonly totalIopsPerSecMaxLengthSec?: number
  readonly readIopsPerSecMaxLengthSec?: number
  readonly writeIopsPerSecMaxLengthSec?: number
}

export interface DiskPlan {
  readonly device: 'disk' | 'cdrom'
  /** A file, a block device, or `<pool>/<image>` in Ceph. */
  readonly path: string
  readonly format: 'qcow2' | 'raw'
  /** `path` is a block device. */
  readonly block?: boolean
  /** The disk is in Ceph. */
  readonly rbd?: RbdSource
  readonly bus: DiskBus
  /** `vda`, `sdb`, `hdc`: Nova's naming. */
  readonly target: string
  readonly readOnly: boolean
  readonly cache: 'none' | 'writeback' | 'writethrough' | 'directsync' | 'unsafe'
  /** How QEMU asks the kernel: `native` for disks whose blocks are all there already. */
  readonly io?: 'native'
  readonly discard?: 'unmap' | 'ignore'
  /** 1 is the first; absent: not booted from. */
  readonly bootOrder?: number
  /** Of an I/O thread; virtio disks only. */
  readonly ioThread?: number
  readonly limits?: DiskLimits
}

/** One direction of a NIC: KiB a second, and KiB for the burst, as libvirt counts them. */
export interface NicLimit {
  readonly averageKiBPerSec: number
  readonly peakKiBPerSec?: number
  readonly burstKiB?: number
}

export interface NicPlan {
  /** The libvirt network's name. */
  readonly network: string
  readonly mac: string
  readonly model: NicModel
  /** The tap device's name on the host, at most 15 characters. */
  readonly device: string
  readonly mtu?: number
  /** Queue pairs; absent: one. */
  readonly queues?: number
  readonly packedRing?: boolean
  readonly inbound?: NicLimit
  readonly outbound?: NicLimit
}

export interface CpuPlan {
  readonly mode: 'host-model' | 'host-passthrough' | 'custom' | 'maximum'
  /** With `custom` only. */
  readonly model?: string
  readonly topology: { readonly sockets: number; readonly cores: number; readonly threads: number }
  readonly features: readonly { readonly name: string; readonly policy: 'require' | 'disable' }[]
  readonly physicalAddress?: { readonly mode: 'passthrough' | 'emulate'; readonly bits?: number }
}

/** One NUMA cell of the guest. */
export interface GuestCell {
  readonly id: number
  readonly vcpus: readonly number[]
  readonly memoryMiB: number
  /** Where its memory is bound to. */
  readonly hostCell?: number
}

export interface CpuTuningPlan {
  readonly shares?: number
  readonly periodUs?: number
  readonly quotaUs?: number
  /** Where each vCPU may run; absent ones run anywhere. */
  readonly pins: readonly { readonly vcpu: number; readonly hostCpus: readonly number[] }[]
  readonly emulatorHostCpus?: readonly number[]
  /** vCPUs that get a real-time scheduling class. */
  readonly realtimeVcpus?: readonly number[]
}

export interface MemoryPlan {
  /** Huge pages of this size back the guest; absent: the host's normal pages. */
  readonly hugePageKiB?: number
  readonly locked: boolean
}

export interface TimerPlan {
  readonly name: 'pit' | 'rtc' | 'hpet' | 'hypervclock'
  readonly tickPolicy?: 'delay' | 'catchup'
  readonly present?: boolean
}

export type FirmwarePlan =
  | { readonly kind: 'bios' }
  | { readonly kind: 'uefi'; readonly secureBoot: boolean; readonly enrolledKeys: boolean }

export type BootPlan =
  | { readonly kind: 'firmware'; readonly menu: boolean }
  | {
      readonly kind: 'kernel'
      readonly kernelPath: string
      readonly ramdiskPath?: string
      readonly commandLine: string
    }

export interface MetadataPlan {
  readonly version: string
  readonly name: string
  /** `YYYY-MM-DD HH:MM:SS`, UTC. */
  readonly creationTime: string
  readonly flavor: {
    readonly id: string
    readonly name: string
    readonly memoryMiB: number
    readonly diskGiB: number
    readonly swapMiB: number
    readonly ephemeralGiB: number
    readonly vcpus: number
    readonly extraSpecs: Readonly<Record<string, string>>
  }
  readonly image: {
    readonly id: string
    readonly containerFormat: string
    readonly diskFormat: string
    readonly minDiskGiB: number
    readonly minRamMiB: number
    readonly properties: Readonly<Record<string, string>>
  }
  readonly owner: {
    readonly userId: string
    readonly userName: string
    readonly projectId: string
    readonly projectName: string
  }
  readonly ports: readonly { readonly id: string; readonly address: string }[]
}

export interface GuestPlan {
  readonly serverId: string
  readonly domainName: string
  /** Whose guest it is: the agent that keeps this directory and no other takes it for its own. */
  readonly instancesDirectory: string
  readonly virtType: 'kvm' | 'qemu'
  readonly architecture: string
  /** As asked for; libvirt makes `pc` into the newest version, which `fixed` then keeps. */
  readonly machine: string
  readonly vcpus: number
  readonly memoryMiB: number
  readonly memory: MemoryPlan
  readonly cpu: CpuPlan
  readonly cells: readonly GuestCell[]
  readonly cpuTuning: CpuTuningPlan
  readonly firmware: FirmwarePlan
  readonly boot: BootPlan
  /** Windows wants Hyper-V's interfaces. */
  readonly hyperv: boolean
  readonly hideHypervisor: boolean
  readonly performanceCounters?: boolean
  readonly vmcoreinfo: boolean
  /** Emulation only: MiB of translated code kept. QEMU's own default takes up to 1 GiB a guest. */
  readonly tcgCacheMiB?: number
  readonly clock: { readonly offset: 'utc' | 'localtime'; readonly timers: readonly TimerPlan[] }
  readonly ioThreads: number
  readonly scsiModel?: string
  readonly usbModel?: string
  /** Of a machine with PCI Express: its own devices' and those for devices that come while it runs. */
  readonly pcieRootPorts?: number
  readonly disks: readonly DiskPlan[]
  readonly nics: readonly NicPlan[]
  readonly serial: { readonly logPath: string; readonly ports: number }
  readonly pointer?: { readonly kind: 'tablet' | 'mouse'; readonly bus: 'usb' | 'virtio' | 'ps2' }
  readonly video: { readonly model: VideoModel; readonly memoryKiB?: number }
  readonly vnc?: { readonly listen: string }
  readonly sound?: string
  readonly rng?: { readonly source: string; readonly rateBytes?: number; readonly ratePeriodMs?: number }
  readonly balloon: { readonly statsPeriodSec: number }
  readonly agentChannel: boolean
  readonly watchdog?: { readonly model: string; readonly action: WatchdogAction }
  readonly tpm?: { readonly version: '1.2' | '2.0'; readonly model: string }
  readonly iommu?: { readonly model: 'intel' | 'virtio' | 'smmuv3' }
  readonly sysinfo: {
    readonly manufacturer: string
    readonly product: string
    readonly version: string
    readonly serial: string
    readonly uuid: string
    readonly family: string
  }
  readonly metadata: MetadataPlan
  readonly fixed: FixedDevices
}
