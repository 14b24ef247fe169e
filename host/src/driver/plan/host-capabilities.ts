/** One NUMA cell of the host. */
export interface HostCell {
  readonly id: number
  readonly memoryMiB: number
  readonly cpus: readonly { readonly id: number; readonly siblings: readonly number[] }[]
  readonly hugePages: readonly { readonly sizeKiB: number; readonly total: number }[]
}

/** What this host can give a guest: read from libvirt once per connection, a plain value from there on. */
export interface HostCapabilities {
  readonly virtType: 'kvm' | 'qemu'
  readonly architecture: string
  /** Machine types and aliases, each with the type it stands for: `pc` → `pc-i440fx-7.2`. */
  readonly machines: Readonly<Record<string, string>>
  readonly cpuModels: readonly string[]
  /** `host-model`, `host-passthrough`, `maximum`, `custom`: those that libvirt offers for the virt type. */
  readonly cpuModes: readonly string[]
  readonly uefi: { readonly available: boolean; readonly secureBoot: boolean }
  readonly videoModels: readonly string[]
  readonly tpmModels: readonly string[]
  readonly maxVcpus: number
  readonly cells: readonly HostCell[]
}

/** Which of the host's CPUs other guests hold for themselves. */
export interface HostUse {
  readonly pinnedCpus: readonly number[]
}
