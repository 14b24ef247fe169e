import { tmpdir } from 'node:os'
import { isStoreFull } from '@kilonova/core'
import { saysNoSpace, spaceAt } from '@kilonova/host'
import { bytesText } from '../output/units.ts'
import { Problem } from '../problem.ts'

/** Beside the state directory: sockets whose path would be too long, PostgreSQL's shared memory, programs' own files. */
const besides = ['/run', '/dev/shm', tmpdir()]
/** What is left where a program could not write. */
const nothingBytes = 65_536

/**
 * Does the work of a program that runs on a state directory; a full disk in it is told by its file system, with what is
 * free there.
 */
export async function tellingFullDisk<T>(stateDirectory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (!saysNoSpace(cause) && !isStoreFull(cause)) throw cause
    const [own, ...others] = await Promise.all([stateDirectory, ...besides].map(spaceAt))
    if (own === undefined) throw cause
    // Its own may have some room again: initdb takes away what it has written.
    const full = [own, ...others].find(({ freeBytes }) => freeBytes < nothingBytes) ?? own
    throw new Problem(
      `the file system ${full.mountPoint} is full: ${bytesText(full.freeBytes)} of ${bytesText(full.totalBytes)} are free`,
      { cause, next: `make room on ${full.mountPoint}, then start again; \`kilonova doctor\` says how much it needs` },
    )
  }
}
