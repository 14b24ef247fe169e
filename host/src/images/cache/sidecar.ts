import { createHash } from 'node:crypto'
import { open, readFile, stat, utimes } from 'node:fs/promises'
import { z } from 'zod'
import { isMissing, lockedPartialPath, writeWhole } from '../files.ts'

/** What is known of a base image, beside it as `<sha1>.json`: enough to use it without opening it by any tool. */
export const Sidecar = z.object({
  version: z.literal(1),
  imageId: z.string(),
  /** The image as it was fetched. */
  source: z.object({ sha256: z.string(), sizeBytes: z.int(), format: z.string() }),
  format: z.enum(['raw', 'qcow2']),
  sizeBytes: z.int(),
  virtualSizeBytes: z.int(),
  clusterSizeBytes: z.int().optional(),
  /** SHA-256 of the first 4 KiB. */
  headSha256: z.string(),
  /** Microseconds that every time stamp of ours on this file has; a time stamp with others was made by a write. */
  stampMicros: z.int().min(0).max(999_999),
  /** SHA-256 of the file as it is in the cache, once it was read whole. */
  contentSha256: z.string().optional(),
  /** When it was last read whole and found to be that. */
  checkedAt: z.iso.datetime().optional(),
})
export type Sidecar = z.infer<typeof Sidecar>

export const sidecarPath = (basePath: string): string => `${basePath}.json`

const headBytes = 4096

/** The record of a base that is about to get its name. */
export async function describeBase(
  path: string,
  facts: Omit<Sidecar, 'version' | 'sizeBytes' | 'headSha256' | 'stampMicros'>,
): Promise<Sidecar> {
  const { size } = await stat(path)
  return {
    version: 1,
    ...facts,
    sizeBytes: size,
    headSha256: await headOf(path),
    stampMicros: Math.floor(Math.random() * 999_998) + 1,
  }
}

/** For the owner of the base's lock. */
export function writeSidecar(basePath: string, sidecar: Sidecar): Promise<void> {
  const path = sidecarPath(basePath)
  return writeWhole(path, `${JSON.stringify(sidecar)}\n`, 0o644, lockedPartialPath(path))
}

/** @returns undefined when there is none, or one that cannot be read. */
export async function readSidecar(basePath: string): Promise<Sidecar | undefined> {
  try {
    return Sidecar.parse(JSON.parse(await readFile(sidecarPath(basePath), 'utf8')))
  } catch {
    return undefined
  }
}

/** Marks the base as used now; its age decides when it may be removed. */
export async function stampBase(basePath: string, sidecar: Sidecar, nowMs = Date.now()): Promise<void> {
  // Half a microsecond more: Node and the system cut the fraction off.
  const seconds = Math.floor(nowMs / 1000) + (sidecar.stampMicros + 0.5) / 1e6
  await utimes(basePath, seconds, seconds)
}

export type BaseCheck = 'good' | 'missing' | { readonly suspect: string }

/** The cheap check before each use: size, time stamp and header. Costs a stat and one read. */
export async function checkBase(basePath: string, sidecar: Sidecar): Promise<BaseCheck> {
  try {
    const stats = await stat(basePath, { bigint: true })
    if (!stats.isFile()) return { suspect: 'it is no regular file' }
    if (stats.size !== BigInt(sidecar.sizeBytes)) {
      return { suspect: `it has ${stats.size} bytes where ${sidecar.sizeBytes} were recorded` }
    }
    const micros = Number((stats.mtimeNs / 1000n) % 1_000_000n)
    if (Math.abs(micros - sidecar.stampMicros) > 1) return { suspect: 'it was written after it was made' }
    if ((await headOf(basePath)) !== sidecar.headSha256) return { suspect: 'its first bytes changed' }
    return 'good'
  } catch (error) {
    if (isMissing(error)) return 'missing'
    throw error
  }
}

async function headOf(path: string): Promise<string> {
  await using file = await open(path, 'r')
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
  return createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('hex')
}
