import { Fault } from '@kilonova/core'
import { execa, type Options } from 'execa'
import { needProgram, type ProgramName } from './find-program.ts'
import { explainFailedWrite, explainNoSpace } from './no-space.ts'

export interface RunOptions {
  /** Aborting kills the program at once; what it was writing is left half-written. */
  readonly signal: AbortSignal
  /** How long it may take on the clock. Default 60 s; `Infinity` only where progress is watched by other means. */
  readonly timeoutMs?: number
  /** CPU seconds before the kernel ends it. */
  readonly cpuSeconds?: number
  /** Most bytes of address space. */
  readonly addressSpaceBytes?: number
  /** Written to its standard input, which is empty otherwise. */
  readonly input?: string | Uint8Array
  /** Called with each line of standard output, where a carriage return ends one too. */
  readonly onLine?: (line: string) => void
  /** The same for standard error. */
  readonly onErrorLine?: (line: string) => void
  /** Its output goes to `onLine` alone and is not kept: there may be any amount of it. */
  readonly dropOutput?: boolean
  readonly workingDirectory?: string
  /** Beyond LC_ALL and PATH the program inherits nothing of our environment. */
  readonly environment?: Readonly<Record<string, string>>
  /** Where it writes, so that a full disk is told by the name of its file system. */
  readonly writesTo?: string
  /** Open files that the program inherits as 3, 4, … */
  readonly inherit?: readonly number[]
}

/** A program that ended badly. `cause` has its own last words. */
export class ProgramError extends Error {
  override readonly name = 'ProgramError'
  readonly program: string
  readonly exitCode: number | undefined
  readonly signalName: string | undefined
  constructor(program: string, ended: { exitCode?: number | undefined; signal?: string | undefined }, words: string) {
    const how =
      ended.signal === undefined ? `ended with ${ended.exitCode ?? 'no code'}` : `was ended by ${ended.signal}`
    super(`${program} ${how}`, words === '' ? {} : { cause: new Error(words) })
    this.program = program
    this.exitCode = ended.exitCode
    this.signalName = ended.signal
  }
}

/**
 * Runs one of the known programs: absolute path, no shell, plain C locale, empty environment. It ends with this
 * process, kill -9 included (the kernel sends it SIGKILL), so that a restarted service never meets a program of its
 * former life still writing.
 * @throws {Fault} `noSpace`, `deadline` or `cancelled`, or `internal` when it is not installed.
 * @throws {ProgramError} when it fails in another way; the caller knows what that means for the user's thing.
 */
export async function runProgram(
  name: ProgramName,
  args: readonly string[],
  options: RunOptions,
): Promise<{ stdout: string; stderr: string }> {
  options.signal.throwIfAborted()
  const [file, ...rest] = [...(await limits(options)), await needProgram(name), ...args] as [string, ...string[]]
  const timeoutMs = options.timeoutMs ?? 60_000
  const child = execa(file, rest, {
    ...(timeoutMs === Infinity ? {} : { timeout: timeoutMs }),
    ...(options.workingDirectory === undefined ? {} : { cwd: options.workingDirectory }),
    stdio: [
      options.input === undefined ? 'ignore' : 'pipe',
      'pipe',
      'pipe',
      ...(options.inherit ?? []),
    ] as Options['stdio'],
    env: { LC_ALL: 'C', PATH: '/usr/sbin:/usr/bin:/sbin:/bin', ...options.environment },
    extendEnv: false,
    ...(options.input === undefined ? {} : { input: options.input }),
    cancelSignal: options.signal,
    killSignal: 'SIGKILL',
    maxBuffer: 16 * 2 ** 20,
    reject: false,
    ...(options.dropOutput === true ? { buffer: { stdout: false, stderr: true } } : {}),
    stripFinalNewline: false,
    encoding: 'utf8',
  } as Options)
  if (options.onLine !== undefined) eachLine(child.stdout, options.onLine)
  if (options.onErrorLine !== undefined) eachLine(child.stderr, options.onErrorLine)
  const ended = await child
  const stdout = typeof ended.stdout === 'string' ? ended.stdout : ''
  const stderr = typeof ended.stderr === 'string' ? ended.stderr : ''
  if (!ended.failed) return { stdout, stderr }
  if (ended.isCanceled) throw cancelled(options.signal, name)
  const failure = new ProgramError(name, ended, lastWords(stderr) || lastWords(stdout) || spawnTrouble(ended))
  if (ended.timedOut) {
    throw new Fault('deadline', `${name} took longer than ${timeoutMs} ms and was ended`, { cause: failure })
  }
  if (options.writesTo !== undefined) throw await explainFailedWrite(failure, options.writesTo)
  throw await explainNoSpace(failure, options.workingDirectory ?? '/')
}

/** The wrapper that ends the program with us and limits it. Both exec, so that the process id is the program's own. */
async function limits(options: RunOptions): Promise<string[]> {
  const capped = [
    ...(options.cpuSeconds === undefined ? [] : [`--cpu=${options.cpuSeconds}`]),
    ...(options.addressSpaceBytes === undefined ? [] : [`--as=${options.addressSpaceBytes}`]),
  ]
  const withUs = [await needProgram('setpriv'), '--pdeathsig', 'KILL', '--']
  return capped.length === 0 ? withUs : [await needProgram('prlimit'), ...capped, '--', ...withUs]
}

function cancelled(signal: AbortSignal, name: string): unknown {
  return signal.reason instanceof Fault
    ? signal.reason
    : new Fault('cancelled', `${name} was ended because its work was cancelled`, { cause: signal.reason })
}

function eachLine(stream: NodeJS.ReadableStream | null | undefined, onLine: (line: string) => void): void {
  let rest = ''
  stream?.on('data', (chunk: Buffer | string) => {
    const parts = (rest + chunk.toString()).split(/[\r\n]/)
    rest = parts.pop() ?? ''
    for (const part of parts) if (part !== '') onLine(part)
  })
}

/** The last lines that say something, at most 400 characters. */
function lastWords(text: string): string {
  const lines = text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return lines.slice(-3).join('; ').slice(-400)
}

function spawnTrouble(ended: { cause?: unknown }): string {
  return ended.cause instanceof Error ? ended.cause.message : ''
}
