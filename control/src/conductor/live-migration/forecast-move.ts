import { type DiskCopy, type MovingGuest, zeroBytesPerSec } from '@kilonova/core'

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
  /** The image's base is sent before the move. */
  readonly baseFromSource?: boolean
  /** Of memory that is not all zeros, and of disks. */
  readonly linkBytesPerSec: number
  /** What libvirt's job takes beside sending. */
  readonly overheadMs: number
  readonly maxDowntimeMs: number
  /** The guest stands still while its memory is sent: once, all of it. */
  readonly standsStill: boolean
}

/** Of our own, before and after libvirt's job. */
const ownMs = 200
const rounds = 60

/**
 * How long a move would take, by the rate at which the guest writes its memory and the rate of the link: each round sends
 * what was written during the one before, until what is left fits into the pause.
 */
export function forecastMove(facts: ForecastFacts): Forecast {
  const { guest, copy, baseFromSource = false, linkBytesPerSec } = facts
  const withBase = copy === 'whole' || baseFromSource
  const disks = copy === 'none' ? 0 : guest.disks.reduce((sum, disk) => sum + sizeToSend(disk, withBase), 0)
  const { copyingMs, downtimeMs, ends } = facts.standsStill ? inOnePause(facts) : inRounds(facts)
  return {
    totalMs: Math.round(ownMs + facts.overheadMs + (disks / linkBytesPerSec) * 1000 + copyingMs + downtimeMs),
    downtimeMs: Math.round(downtimeMs),
    ends,
    dirtyBytesPerSec: Math.round(guest.dirtyBytesPerSec ?? 0),
    linkBytesPerSec: Math.round(linkBytesPerSec),
  }
}

interface MemoryForecast {
  /** While the guest runs. */
  readonly copyingMs: number
  readonly downtimeMs: number
  readonly ends: boolean
}

function memoryOf({ guest, linkBytesPerSec }: ForecastFacts): { used: number; firstSec: number } {
  const memory = guest.memoryMiB * 2 ** 20
  const used = Math.min(memory, guest.usedMemoryBytes ?? memory)
  return { used, firstSec: used / linkBytesPerSec + (memory - used) / zeroBytesPerSec }
}

const inOnePause = (facts: ForecastFacts): MemoryForecast => ({
  copyingMs: 0,
  downtimeMs: memoryOf(facts).firstSec * 1000 + switchMs,
  ends: true,
})

function inRounds(facts: ForecastFacts): MemoryForecast {
  const { guest, linkBytesPerSec, maxDowntimeMs } = facts
  const { used, firstSec } = memoryOf(facts)
  const dirty = guest.dirtyBytesPerSec ?? 0
  const pauseSec = maxDowntimeMs / 1000 / 10
  let seconds = 0
  let left = used
  let ends = false
  for (let round = 0; round < rounds && !ends; round += 1) {
    const took = round === 0 ? firstSec : left / linkBytesPerSec
    seconds += took
    left = Math.min(used, dirty * took)
    ends = left <= linkBytesPerSec * pauseSec
  }
  const downtimeMs = Math.min(maxDowntimeMs, (left / linkBytesPerSec) * 1000 + switchMs)
  return { copyingMs: seconds * 1000, downtimeMs, ends }
}

/** Devices, and the hand-over from QEMU to QEMU. */
const switchMs = 60

function sizeToSend(disk: MovingGuest['disks'][number], withBase: boolean): number {
  if (disk.anywhere || disk.readOnly) return 0
  const base = withBase && disk.backing.kind === 'image' ? disk.backing.virtualSizeBytes : 0
  return Math.min(disk.sizeBytes, disk.allocatedBytes + base)
}
