import type { MovingGuest } from '@kilonova/core'
import type { MigrationSettings } from './settings.ts'

export interface DowntimeStep {
  readonly afterMs: number
  readonly downtimeMs: number
}

/** GiB that count for waiting times: memory and each disk that travels, each at least 2. Source: nova-facts 3.4. */
export function gibToMove(guest: MovingGuest, copiesDisks: boolean): number {
  const gib = (bytes: number): number => Math.max(2, bytes / 2 ** 30)
  const disks = copiesDisks ? guest.disks.filter((disk) => !disk.anywhere && !disk.readOnly) : []
  return gib(guest.memoryMiB * 2 ** 20) + disks.reduce((sum, disk) => sum + gib(disk.allocatedBytes), 0)
}

/**
 * The pause allowed to the guest, from a tenth of the longest up to it: most guests stop for less than they might, and a
 * busy one moves in the end.
 */
export function downtimeSteps(
  { maxDowntimeMs, downtimeSteps: steps, downtimeDelaySec }: MigrationSettings,
  gib: number,
): DowntimeStep[] {
  const base = maxDowntimeMs / steps
  const grow = (maxDowntimeMs - base) / steps
  const delayMs = downtimeDelaySec * 1000 * gib
  return Array.from({ length: steps + 1 }, (_, index) => ({
    afterMs: index * delayMs,
    downtimeMs: Math.round(base + grow * index),
  }))
}
