import { type FileHandle, open } from 'node:fs/promises'
import { runProgram } from '../../programs/run-program.ts'

/**
 * Waits for an exclusive lock on a file, made when missing. The lock belongs to our open file, so the kernel gives it
 * back when this process ends, kill -9 included. Aborting ends the waiting.
 *
 * Node cannot call flock(2); a `flock` program that inherits the open file does it for us, and ends.
 * @param onWait called when another holds it, before the waiting begins.
 */
export async function waitForLock(
  path: string,
  { signal, onWait }: { signal: AbortSignal; onWait?: () => void },
): Promise<AsyncDisposable> {
  const file: FileHandle = await open(path, 'a', 0o644)
  try {
    const free = await tryLock(file, signal)
    if (!free) {
      onWait?.()
      await runProgram('flock', ['--exclusive', '3'], { signal, timeoutMs: Infinity, inherit: [file.fd] })
    }
    return { [Symbol.asyncDispose]: () => file.close() }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function tryLock(file: FileHandle, signal: AbortSignal): Promise<boolean> {
  const { stdout } = await runProgram('flock', ['--exclusive', '--nonblock', '--verbose', '3'], {
    signal,
    inherit: [file.fd],
  }).catch((error: unknown) => {
    if (isBusy(error)) return { stdout: 'busy' }
    throw error
  })
  return stdout !== 'busy'
}

const isBusy = (error: unknown): boolean => error instanceof Error && 'exitCode' in error && error.exitCode === 1
