import { constants } from 'node:fs'
import { access, chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type FileLock, lockFile } from '@kilonova/core'
import { Problem } from '../problem.ts'

/**
 * Makes the state directory, and takes it for this process until the lock is given back or the process ends.
 * @throws {Problem} when it can not be made or written, or another `up` has it.
 */
export async function prepareState(directory: string): Promise<FileLock> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o711 })
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK)
    // QEMU runs as another user and must pass; a umask may have taken that away.
    if (process.getuid?.() === 0) await chmod(directory, 0o711)
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
      next: 'use that one, stop it first, or start another with its own --state and --listen',
      exit: 'conflict',
    })
  }
}

const isConflict = (error: unknown): boolean => error instanceof Error && 'kind' in error && error.kind === 'conflict'
