import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { LabError } from './lab-error.ts'

export interface RunOptions {
  /** Bytes or text for the program's stdin; without it stdin is empty. */
  input?: string | Uint8Array
  /** Aborting kills the program and all that it started, and rejects with the signal's reason. */
  signal?: AbortSignal
  /** Kill it after so long; default 120 000. */
  timeoutMs?: number
  env?: NodeJS.ProcessEnv
  cwd?: string
}

export interface RunResult {
  stdout: string
  stderr: string
  /** Exit code; 128 + signal number when a signal ended it. */
  exitCode: number
}

/**
 * Runs a program to its end, in a process group of its own so that a time-out ends its children too.
 * @throws {LabError} when it cannot be started or runs out of time. A failing exit code is a result, not an error.
 */
export async function run(argv: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  options.signal?.throwIfAborted()
  const [program, ...args] = argv
  if (program === undefined) throw new LabError('nothing to run: the command is empty')
  const child = spawn(program, args, {
    detached: true,
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    env: options.env ?? process.env,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  })
  if (options.input !== undefined) {
    child.stdin?.on('error', () => {}) // a program may end without reading all of its input
    child.stdin?.end(options.input)
  }
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => stdout.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk))
  const exitCode = await ended(child, argv, options)
  return { stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString(), exitCode }
}

/** The same, and a failing exit code is an error that shows what the program said. */
export async function mustRun(argv: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const result = await run(argv, options)
  if (result.exitCode !== 0) {
    const said = (result.stderr.trim() || result.stdout.trim()).slice(-2000)
    throw new LabError(`${argv.join(' ')} ended with exit code ${result.exitCode}${said === '' ? '' : `: ${said}`}`)
  }
  return result
}

async function ended(child: ChildProcess, argv: readonly string[], options: RunOptions): Promise<number> {
  const timeoutMs = options.timeoutMs ?? 120_000
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  let isKilled = false
  const killGroup = (reason: unknown) => {
    isKilled = true
    if (child.pid === undefined) return reject(reason)
    signalGroup(child.pid, 'SIGKILL')
    void groupEnded(child.pid).then(() => reject(reason)) // a moment later: until then it may still write
  }
  const onAbort = () => killGroup(options.signal?.reason)
  options.signal?.addEventListener('abort', onAbort, { once: true })
  const timer = setTimeout(
    () => killGroup(new LabError(`${argv.join(' ')} did not end within ${timeoutMs} ms`)),
    timeoutMs,
  )
  child.once('error', (cause) => reject(new LabError(`cannot run ${argv[0]}: ${cause.message}`, { cause })))
  child.once('close', (code, signal) => isKilled || resolve(exitCodeOf(code, signal)))
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    options.signal?.removeEventListener('abort', onAbort)
  }
}

/** A shell's view of how a process ended: 128 + the signal's number when one ended it. */
export function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  if (code !== null) return code
  return 128 + (signal === null ? 0 : (constants.signals[signal] ?? 0))
}

/** @returns false when none of the group is left. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal)
  } catch {
    return false
  }
}

/** After a SIGKILL; what the kernel holds back longer, as on a disk that does not answer, is not waited for. */
async function groupEnded(pid: number): Promise<void> {
  for (const end = performance.now() + 5000; signalGroup(pid, 0) && performance.now() < end; ) await sleep(5)
}
