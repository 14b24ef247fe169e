import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { probeGuest } from './probe-guest.ts'

export interface ProbeOptions {
  readonly qemuPath: string
  readonly accelerator: 'kvm' | 'tcg'
  /** Where a directory for the run may be made. */
  readonly directory: string
  readonly signal?: AbortSignal
  /** Processor time after which the guest is too slow to be of use. The probe needs 0.2 s. Default 2500. */
  readonly cpuLimitMs?: number
  /** Default 10,000. */
  readonly timeLimitMs?: number
}

export interface ProbeResult {
  /** `undecided`: the machine was too busy to tell. */
  readonly outcome: 'works' | 'fails' | 'undecided'
  /** For a person. */
  readonly detail: string
  /** The last step reached, `a` to `h`; empty when not even the first. */
  readonly step: string
  readonly tookMs: number
}

/** isa-debug-exit ends QEMU with twice the value and one: the guest writes 0x10. */
const allIsWell = 0x10 * 2 + 1

const steps: Readonly<Record<string, string>> = {
  '': 'its first instruction',
  a: 'entering 64-bit mode',
  b: 'taking faults',
  c: 'model specific registers',
  d: 'user mode and back by syscall',
  e: 'changing page tables',
  f: 'a timer interrupt',
  g: 'a loop of fifty million turns',
  h: 'switching off',
}

/** Starts the tiny guest and says whether it got through all that a stock kernel does first. Never throws but by abort. */
export async function runProbe(options: ProbeOptions): Promise<ProbeResult> {
  const began = performance.now()
  const directory = await mkdtemp(join(options.directory, 'probe-'))
  try {
    const kernel = join(directory, 'guest')
    const letters = join(directory, 'steps')
    await writeFile(kernel, probeGuest())
    const ended = await runQemu(options, kernel, letters)
    const reached = await readFile(letters, 'latin1').catch(() => '')
    const step = reached.replace('!', '').at(-1) ?? ''
    return { ...judge(ended, reached, step, options), step, tookMs: Math.round(performance.now() - began) }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

interface Ended {
  readonly code: number | null
  readonly signal: string | null
  readonly stderr: string
  readonly stoppedFor?: 'cpu' | 'time'
}

function judge(
  ended: Ended,
  reached: string,
  step: string,
  options: ProbeOptions,
): Pick<ProbeResult, 'outcome' | 'detail'> {
  if (ended.code === allIsWell && reached === 'abcdefgh')
    return { outcome: 'works', detail: 'the tiny guest ran to its end' }
  const at = steps[step] ?? step
  if (ended.stoppedFor === 'cpu') {
    const detail = `too slow: ${options.cpuLimitMs ?? defaultCpuLimitMs} ms of processor time went by before ${at}`
    return { outcome: 'fails', detail }
  }
  if (ended.stoppedFor === 'time')
    return { outcome: 'undecided', detail: `the machine is busy: it did not get past ${at} in time` }
  const said = ended.stderr
    .trim()
    .split('\n')
    .filter((line) => !line.includes(' warning: '))
    .slice(-2)
    .join('; ')
    .slice(0, 400)
  const how = reached.endsWith('!')
    ? 'gave a wrong result'
    : ended.signal === null
      ? 'ended the guest'
      : `ended QEMU (${ended.signal})`
  return { outcome: 'fails', detail: `${at} ${how}${said === '' ? '' : `: ${said}`}` }
}

const defaultCpuLimitMs = 2500

function runQemu(options: ProbeOptions, kernel: string, letters: string): Promise<Ended> {
  const cpu = options.accelerator === 'kvm' ? 'host' : 'max'
  const args = [
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot', '-m', '16', '-cpu', cpu],
    ...['-machine', `pc,accel=${options.accelerator}`, '-kernel', kernel],
    ...['-device', 'isa-debug-exit,iobase=0xf4', '-debugcon', `file:${letters}`],
  ]
  return new Promise((resolve, reject) => {
    const child = spawn(options.qemuPath, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { LC_ALL: 'C' } })
    const watch = new AbortController()
    let stderr = ''
    let stoppedFor: Ended['stoppedFor']
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-8192)))
    const stop = (why: Ended['stoppedFor']): void => {
      stoppedFor ??= why
      child.kill('SIGKILL')
    }
    const aborted = (): void => stop('time')
    options.signal?.addEventListener('abort', aborted, { once: true, signal: watch.signal })
    void watchCpu(child.pid, options, watch.signal, stop)
    child.once('error', (error) => {
      watch.abort()
      resolve({ code: null, signal: null, stderr: String(error) })
    })
    child.once('close', (code, signal) => {
      watch.abort()
      if (options.signal?.aborted === true) return reject(options.signal.reason as Error)
      resolve({ code, signal, stderr, ...(stoppedFor === undefined ? {} : { stoppedFor }) })
    })
  })
}

const clockTicksPerSec = 100

/** Processor time decides, not the clock: a busy machine must not pass for a slow one. */
async function watchCpu(
  pid: number | undefined,
  options: ProbeOptions,
  signal: AbortSignal,
  stop: (why: 'cpu' | 'time') => void,
): Promise<void> {
  const until = performance.now() + (options.timeLimitMs ?? 10_000)
  const limitMs = options.cpuLimitMs ?? defaultCpuLimitMs
  try {
    for (;;) {
      await sleep(50, undefined, { signal })
      const stat = await readFile(`/proc/${pid}/stat`, 'latin1')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      const usedMs = ((Number(fields[11]) + Number(fields[12])) * 1000) / clockTicksPerSec
      if (usedMs > limitMs) return stop('cpu')
      if (performance.now() > until) return stop('time')
    }
  } catch {
    // It ended by itself.
  }
}
