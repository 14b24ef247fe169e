import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { LabError } from './lab-error.ts'
import { exitCodeOf } from './run.ts'

/** A program running inside a host. */
export interface HostProcess extends AsyncDisposable {
  /** Its process number as seen from outside the host. */
  readonly pid: number
  /** Resolves with the exit code (128 + signal number when a signal ended it); never rejects. */
  readonly exited: Promise<number>
  /** Sends a signal to the program itself, not to what it started. */
  kill(signal?: NodeJS.Signals): void
}

/** The command that runs `argv` in the namespaces of the host whose init is `init`. */
export function enterArgv(
  init: number,
  argv: readonly string[],
  options: { cwd?: string; cgroups: boolean },
): string[] {
  return [
    ...['nsenter', '-t', String(init), '-m', '-u', '-i', '-n', '-p'],
    ...(options.cgroups ? ['-C'] : []),
    ...(options.cwd === undefined ? [] : [`--wdns=${options.cwd}`]),
    ...['--', ...argv],
  ]
}

/** Our own environment with our own Node first on the PATH, so that `node` means the same inside and outside. */
export function hostEnvironment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const path = `${dirname(process.execPath)}:${process.env['PATH'] ?? '/usr/bin:/bin'}:/usr/sbin:/sbin`
  return { ...process.env, HOME: '/root', ...more, PATH: more['PATH'] ?? path }
}

/**
 * Starts a program by an `enterArgv` command and finds it behind nsenter, which stays as its parent.
 * @param log file that gets its output, truncated first; without it the output is dropped.
 */
export async function spawnInHost(
  argv: string[],
  log: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<HostProcess> {
  const [program = '', ...args] = argv
  const output = log === undefined ? 'ignore' : openSync(log, 'w')
  const child = spawn(program, args, { detached: true, stdio: ['ignore', output, output], env })
  if (typeof output === 'number') closeSync(output)
  const { promise: exited, resolve } = Promise.withResolvers<number>()
  child.once('exit', (code, signal) => resolve(exitCodeOf(code, signal)))
  child.once('error', () => resolve(127))
  const pid = await pidBehind(child)
  if (pid === undefined) {
    const code = await exited // it ended before it could be seen: a wrong command, or a very short one
    return { pid: 0, exited: Promise.resolve(code), kill: () => {}, [Symbol.asyncDispose]: async () => {} }
  }
  const kill = (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode !== null || child.signalCode !== null) return
    try {
      process.kill(pid, signal)
    } catch {
      // gone already
    }
  }
  return {
    pid,
    exited,
    kill,
    [Symbol.asyncDispose]: async () => {
      kill('SIGKILL')
      await exited
    },
  }
}

/** @returns the one child of a process, once it has one; undefined when it ended without. */
export async function pidBehind(child: ChildProcess): Promise<number | undefined> {
  for (let waitedMs = 0; waitedMs < 10_000; waitedMs += 2) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return undefined
    const pid = firstChild(child.pid)
    if (pid !== undefined) return pid
    await sleep(2)
  }
  throw new LabError(`${child.spawnargs.join(' ')} starts nothing`)
}

function firstChild(pid: number): number | undefined {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
    return children === '' ? undefined : Number(children.split(' ')[0])
  } catch {
    return undefined
  }
}
