import { runProgram } from '../../programs/run-program.ts'

/** Reserves the blocks of a file to its full size without changing what it says its length is. */
export async function reserveSpace(path: string, sizeBytes: number, signal: AbortSignal): Promise<void> {
  await runProgram('fallocate', ['--keep-size', '--length', String(sizeBytes), path], { signal, writesTo: path })
}
