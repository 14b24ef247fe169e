import type { DiskCopy, MovingGuest } from '@kilonova/core'

export interface Forecast {
  readonly totalMs: number
  readonly downtimeMs: number
  /** False: its memory is written faster than it can be sent; it would need a longer pause, or to be slowed down. */
  readonly ends: boolean
  readonly dirtyBytesPerSec: number
  readonly linkBytesPerSec: number
}

export interface ForecastFacts {
  readonly guest: Pick<MovingGuest, 'memoryMiB' | 'disks' | 'dirtyBytesPerSec' | 'usedMemoryBytes'>
  readonly copy: DiskCopy
  readonly linkBytesPerSec: number
  readonly maxDowntimeMs: number
}

/** Connections, certificates, the new QEMU: before the first byte and after the last. */
const overheadMs = 700
/** A page of zeros is told by a few bytes, but it is read. */
const zeroBytesPerSec = 2 * 2 ** 30
const rounds = 60

/**
 * How long a move would take, by the rate at which the guest writes its memory and the rate of the link: each round sends
 * what was written during the one before, until what is left fits into the pause.
 */
export function forecastMove({ guest, copy, linkBytesPerSec, maxDowntimeMs }: ForecastFacts): Forecast {
  const dirty = guest.dirtyBytesPerSec ?? 0
  const memory = guest.memoryMiB * 2 ** 20
  const used = Math.min(memory, guest.usedMemoryBytes ?? memory)
  const disks = copy === 'none' ? 0 : guest.disks.reduce((sum, disk) => sum + sizeToSend(disk, copy), 0)
  const pauseSec = maxDowntimeMs / 1000 / 10
  let seconds = disks / linkBytesPerSec
  let left = used
  let ends = false
  for (let round = 0; round < rounds; round += 1) {
    const took = left / linkBytesPerSec + (round === 0 ? (memory - used) / zeroBytesPerSec : 0)
    seconds += took
    left = Math.min(used, dirty * took)
    if (left <= linkBytesPerSec * pauseSec) {
      ends = true
      break
    }
  }
  const downtimeMs = Math.min(maxDowntimeMs, (left / linkBytesPerSec) * 1000 + switchMs)
  return {
    totalMs: Math.round(overheadMs + seconds * 1000 + downtimeMs),
    downtimeMs: Math.round(downtimeMs),
    ends,
    dirtyBytesPerSec: Math.round(dirty),
    linkBytesPerSec: Math.round(linkBytesPerSec),
  }
}

/** Devices, and the hand-over from QEMU to QEMU. */
const switchMs = 60

function sizeToSend(disk: MovingGuest['disks'][number], copy: DiskCopy): number {
  if (disk.anywhere || disk.readOnly) return 0
  const base = copy === 'whole' && disk.backing.kind === 'image' ? disk.backing.virtualSizeBytes : 0
  return Math.min(disk.sizeBytes, disk.allocatedBytes + base)
}
