/** What an image file is, by its own bytes. */
export type FoundFormat = 'raw' | 'qcow2' | 'vmdk' | 'vhd' | 'vhdx' | 'vdi' | 'ploop' | 'iso' | 'qed' | 'qcow1' | 'luks'

/** What a reader of one format tells of an image that it accepts. */
export interface FormatFacts {
  /** What a guest would see, in bytes. */
  readonly virtualSizeBytes: number
  /** Unit of copy-on-write, where the format has one. */
  readonly clusterSizeBytes?: number
  /** Bytes that a guest would see filled, where the format's tables tell; zeros and holes not counted. */
  readonly mappedBytes?: number
  readonly internalSnapshots?: number
}

export interface InspectionLimits {
  /** Largest virtual size that is accepted, in bytes. */
  readonly maxVirtualSizeBytes: number
  /** Whether internal snapshots of a qcow2 image may stay: only when the image is converted, which drops them. */
  readonly allowInternalSnapshots?: boolean
}

/** Guest bytes per stored byte above which a large image is taken for a bomb. Deflate's own best is 1032. */
export const maxExpansion = 100
/** Below this many guest bytes no expansion is a danger. */
export const harmlessBytes = 2 ** 30
