import { constants } from 'node:fs'
import { access, chmod, mkdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type FileLock, lockFile } from '@kilonova/core'
import { Problem } from '../problem.ts'

/**
 * Makes the state directory, and takes it for this process until the lock is given back or the process ends.
 * @throws {Problem} when it can not be made or written, or another `up` has it.
 */
export async function prepareState(directory: string): Promise<FileLock> {
  try {
    await makeDirectory(directory)
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK)
    // QEMU runs as another user and must pass; a umask may have taken that away. Nothing is taken from a directory that
    // was there before: somebody may name /tmp.
    if (process.getuid?.() === 0) await chmod(directory, ((await stat(directory)).mode & 0o7777) | 0o711)
    await mkdir(join(directory, 'run'), { recursive: true, mode: 0o711 })
  } catch (cause) {
    throw new Problem(`the state directory ${directory} can not be used`, {
      cause,
      next:
        process.getuid?.() === 0
          ? 'choose another one with --state'
          : 'run as root, or choose one of your own with --state',
    })
  }
  try {
    return await lockFile(join(directory, 'up.lock'), 'kilonova up')
  } catch (cause) {
    if (!isConflict(cause)) throw cause
    throw new Problem(`a service already runs on ${directory}`, {
      cause,
      next: 'use that one, or stop it first',
      exit: 'conflict',
    })
  }
}

/** Not mkdir's own `recursive`: below /proc, where nothing can be made, Node 24 tries for ever. */
async function makeDirectory(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o711 })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return
    if (code !== 'ENOENT' || (await stat(dirname(path)).catch(() => undefined)) !== undefined) throw error
    await makeDirectory(dirname(path))
    await makeDirectory(path)
  }
}

const isConflict = (error: unknown): boolean => error instanceof Error && 'kind' in error && error.kind === 'conflict'
