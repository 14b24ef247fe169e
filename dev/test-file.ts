import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { TestEvent } from './test-events.ts'

const root = resolve(import.meta.dirname, '..')

export interface FileOptions {
  env: NodeJS.ProcessEnv
  /** The whole file may take so long. */
  timeoutMs: number
  /** After its last test, a file's process may live so long. */
  lingerMs: number
  signal: AbortSignal
}

export interface FileResult {
  file: string
  passed: number
  skipped: number
  failures: { name: string; text: string }[]
  tookMs: number
}

/** A test file while it runs: what it is at, for progress lines. */
export interface RunningFile {
  file: string
  began: number
  test: string
}

/**
 * Runs one test file in a process of its own, which ends with ours however that comes. Never rejects: a file that
 * crashes, hangs, leaves its process alive or has no test is a failure in the result.
 */
export async function runTestFile(running: RunningFile, options: FileOptions): Promise<FileResult> {
  const { file } = running
  const result: FileResult = { file, passed: 0, skipped: 0, failures: [], tookMs: 0 }
  const reporter = [
    '--test-reporter',
    join(import.meta.dirname, 'test-events.ts'),
    '--test-reporter-destination=stdout',
  ]
  const command = ['--pdeathsig', 'KILL', process.execPath, '--disable-warning=ExperimentalWarning', ...reporter, file]
  const child = spawn('setpriv', command, {
    cwd: root,
    detached: true, // a group of its own, so that all of it can be ended
    env: options.env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  let verdict = ''
  const end = (reason: string) => {
    verdict ||= reason
    killGroup(child.pid)
  }
  const timer = setTimeout(
    () => end(`it took longer than ${options.timeoutMs / 60_000} minutes, in: ${running.test}`),
    options.timeoutMs,
  )
  const onAbort = () => end('the run was interrupted')
  options.signal.addEventListener('abort', onAbort)
  if (options.signal.aborted) onAbort()

  const output = tailOf([child.stdout, child.stderr])
  const linger = lingerWatch(options.lingerMs, () =>
    end(
      `all of its tests have ended, and its process still lives after ${options.lingerMs / 1000} s: something is left open`,
    ),
  )
  const events = createInterface({ input: child.stdio[3] as Readable })
  events.on('line', (line) => {
    const event = JSON.parse(line) as TestEvent
    linger.saw(event)
    count(result, running, event)
  })
  const { promise, resolve: done } = Promise.withResolvers<string>()
  child.once('error', (error) => done(error.message))
  child.once('close', (code, signal) =>
    done(code === 0 ? '' : `its process ended with ${signal ?? `exit code ${code}`}`),
  )
  const ending = await promise
  clearTimeout(timer)
  linger.stop()
  options.signal.removeEventListener('abort', onAbort)

  const explained = ending === '' || (result.failures.length > 0 && verdict === '')
  if (!explained || verdict !== '') {
    result.failures.push({ name: '(the file)', text: `${verdict || ending}\n${output()}` })
  } else if (result.passed + result.skipped + result.failures.length === 0) {
    result.failures.push({ name: '(the file)', text: `it has no test\n${output()}` })
  }
  result.tookMs = performance.now() - running.began
  return result
}

function count(result: FileResult, running: RunningFile, event: TestEvent): void {
  if (event.type === 'start') running.test = event.name
  if (event.type !== 'end' || event.onlyInside) return
  if (event.outcome === 'failed') result.failures.push({ name: event.name, text: event.error })
  else if (!event.suite && event.outcome === 'skipped') result.skipped++
  else if (!event.suite) result.passed++
}

/** Calls back when every top-level test has ended and nothing has happened since for `lingerMs`. */
function lingerWatch(lingerMs: number, onLinger: () => void) {
  let open = 0
  let timer: NodeJS.Timeout | undefined
  return {
    saw(event: TestEvent) {
      if (event.nesting === 0 && event.type === 'enqueue') open++
      if (event.nesting === 0 && event.type === 'complete') open--
      clearTimeout(timer)
      timer = open === 0 ? setTimeout(onLinger, lingerMs) : undefined
    },
    stop() {
      clearTimeout(timer)
    },
  }
}

function tailOf(streams: readonly (Readable | null)[]): () => string {
  let text = ''
  for (const stream of streams) {
    stream?.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString()).slice(-8000)
    })
  }
  return () => text.trim()
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // it has ended, and all of its group
  }
}
