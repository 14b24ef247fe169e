import type { BigIntStats } from 'node:fs'
import { open } from 'node:fs/promises'
import { z } from 'zod'
import { allocationMap } from './allocation-map.ts'
import { type Interval, lengthOf } from './intervals.ts'

/** What a destination is told of a file before it asks for its bytes. */
export const FileFacts = z.object({
  sizeBytes: z.int().min(0),
  /** How much of it is filled, at most. */
  filledBytes: z.int().min(0),
  /** Another version is another file: what came of the one before is worth nothing. */
  version: z.string().max(100),
  /** Where it is cut into parts of about the same filling, which may travel side by side. */
  cuts: z.array(z.int().min(0)).max(10_000),
})
export type FileFacts = z.infer<typeof FileFacts>

/** Below this one stream is as fast as two. */
const partBytes = 64 * 2 ** 20
const mostParts = 1000

export async function fileFacts(path: string, signal: AbortSignal): Promise<{ facts: FileFacts; map: Interval[] }> {
  const map = await allocationMap(path, signal)
  await using file = await open(path, 'r')
  const stats = await file.stat({ bigint: true })
  const filledBytes = lengthOf(map)
  const sizeBytes = Number(stats.size)
  const facts = {
    sizeBytes,
    filledBytes,
    version: versionOf(stats),
    cuts: cutsOf(map, filledBytes),
  }
  return { facts, map }
}

export const versionOf = ({ ino, size, mtimeNs }: BigIntStats): string => `${ino}-${size}-${mtimeNs}`

function cutsOf(map: readonly Interval[], filledBytes: number): number[] {
  const step = Math.max(partBytes, Math.ceil(filledBytes / mostParts))
  const cuts: number[] = []
  let room = step
  for (const one of map) {
    let at = one.from
    while (one.to - at > room) {
      at += room
      cuts.push(at)
      room = step
    }
    room -= one.to - at
  }
  return cuts
}
