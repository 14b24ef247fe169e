import { readFile, realpath, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Fault } from '@kilonova/core'

const fullCodes = new Set(['ENOSPC', 'EDQUOT'])
const fullText = /no space left on device|disk quota exceeded/i

/** Whether an error of Node, or the last words of a program run with LC_ALL=C, say that a disk is full. */
export function saysNoSpace(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 16; depth += 1) {
    if ('code' in at && typeof at.code === 'string' && fullCodes.has(at.code)) return true
    if (fullText.test(at.message)) return true
    at = at.cause
  }
  return false
}

/** Free bytes for ordinary users, and where the file system of `path` is mounted. `path` need not exist yet. */
export async function spaceAt(path: string): Promise<{ mountPoint: string; freeBytes: number; totalBytes: number }> {
  let there = path
  let real = await realpath(there).catch(() => undefined)
  while (real === undefined && there !== dirname(there)) {
    there = dirname(there)
    real = await realpath(there).catch(() => undefined)
  }
  const stats = await statfs(real ?? '/')
  return {
    mountPoint: await mountPointOf(real ?? '/'),
    freeBytes: stats.bavail * stats.bsize,
    totalBytes: stats.blocks * stats.bsize,
  }
}

async function mountPointOf(path: string): Promise<string> {
  // Fifth field: the mount point, with blanks as octal escapes. Source: proc(5), mountinfo.
  const table = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '')
  const points = table
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .map((point) => point.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCodePoint(parseInt(octal, 8))))
    .filter((point) => point === path || point === '/' || path.startsWith(`${point}/`))
  return points.reduce((longest, point) => (point.length > longest.length ? point : longest), '/')
}

/** Less than any program needs to write anything. */
const nothingBytes = 65_536

/**
 * A program that failed while it wrote, on a file system that has nothing left now: not all of them say why.
 * @param path what it was writing.
 */
export async function explainFailedWrite(failure: Error, path: string): Promise<unknown> {
  if (!saysNoSpace(failure) && (await spaceAt(path)).freeBytes >= nothingBytes) return failure
  return fullFault(failure, path)
}

/**
 * Turns "no space left" from anywhere in the chain into a Fault that names the file system and what is free on it;
 * gives any other error back as it is.
 * @param path what was being written.
 */
export async function explainNoSpace(error: unknown, path: string): Promise<unknown> {
  if ((error instanceof Fault && error.kind === 'noSpace') || !saysNoSpace(error)) return error
  return fullFault(error, path)
}

async function fullFault(error: unknown, path: string): Promise<Fault> {
  const { mountPoint, freeBytes } = await spaceAt(path)
  return new Fault(
    'noSpace',
    `the file system ${mountPoint} is full (${Math.floor(freeBytes / 2 ** 20)} MiB free) while writing ${path}`,
    {
      cause: error,
      next: `free space on ${mountPoint}, or remove images and servers that are no longer needed`,
      fields: { fileSystem: mountPoint, freeBytes },
    },
  )
}
