import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '@kilonova/core'
import { Problem } from '../problem.ts'
import { findProgram, installCommand, hypervisorPrograms } from '../programs.ts'
import { socketAnswers } from './socket-answers.ts'

const libvirtdSocket = '/run/libvirt/libvirt-sock'
/** A host with split daemons answers for QEMU here. */
const virtqemudSocket = '/run/libvirt/virtqemud-sock'
const virtlogdSocket = '/run/libvirt/virtlogd-sock'
const startTimeoutMs = 30_000
const stopTimeoutMs = 10_000

export interface LocalLibvirtdOptions {
  readonly stateDirectory: string
  readonly env: NodeJS.ProcessEnv
  readonly log: Log
  readonly signal: AbortSignal
  /** Told in a line what was started, and how to use the machine's own service instead. */
  readonly note: (text: string) => void
}

export interface LocalLibvirtd {
  /** True when we started it, and so end it. */
  readonly ours: boolean
  /** Ends what we started. Guests go on; the next libvirtd finds them. */
  stop(): Promise<void>
}

/**
 * Makes sure that a libvirtd answers on this machine: the one that runs, else a child of ours. The child ends with this
 * process in whatever way (its parent's death is a signal to it), guests never do.
 * @throws {Problem} when none answers and we may not or can not start one.
 */
export async function localLibvirtd(options: LocalLibvirtdOptions): Promise<LocalLibvirtd> {
  if ((await socketAnswers(libvirtdSocket)) || (await socketAnswers(virtqemudSocket))) {
    return { ours: false, stop: () => Promise.resolve() }
  }
  if (process.getuid?.() !== 0) {
    throw new Problem('no libvirtd answers on this machine, and only root can start one', {
      next: `run \`sudo kilonova up\`, or start it: ${unitCommand}`,
    })
  }
  const program = await findProgram('libvirtd', options.env)
  const setpriv = await findProgram('setpriv', options.env)
  if (program === undefined || setpriv === undefined) {
    throw new Problem('no libvirtd answers on this machine, and the program is not installed', {
      next: installCommand(hypervisorPrograms),
    })
  }
  options.note(startNote())
  const logger = await startVirtlogd(options)
  const child = await startChild(setpriv, program, options)
  options.log.info('libvirtd started', { pid: child.pid ?? 0 })
  return {
    ours: true,
    stop: async () => {
      await endChild(child)
      await logger.stop()
    },
  }
}

const unitCommand = '`systemctl enable --now libvirtd`'
const onSystemd = () => existsSync('/run/systemd/system')

function startNote(): string {
  const text = 'no libvirtd runs here: started one that ends with this service (guests go on without it)'
  return onSystemd() ? `${text}; to use the machine's unit instead, stop this and run ${unitCommand}` : text
}

async function startChild(setpriv: string, program: string, options: LocalLibvirtdOptions): Promise<ChildProcess> {
  const logPath = join(options.stateDirectory, 'run', 'libvirtd.log')
  await using output = await open(logPath, 'w', 0o600)
  // A session of its own: Ctrl-C in our terminal is for us, and we end it once our own work is done.
  const child = spawn(setpriv, ['--pdeathsig', 'TERM', '--', program], {
    detached: true,
    stdio: ['ignore', output.fd, output.fd],
    env: { PATH: options.env['PATH'] ?? '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
    cwd: '/',
  })
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(`it ended with ${signal ?? code}`))
  })
  const up = await Promise.race([ended, answersSoon(options.signal)])
  if (up === true) return child
  await endChild(child)
  options.signal.throwIfAborted()
  throw new Problem('libvirtd did not start', {
    because: [up === false ? `no answer within ${startTimeoutMs / 1000} s` : up, await lastLines(logPath)]
      .filter(Boolean)
      .join(': '),
    next: `see ${logPath}`,
  })
}

async function answersSoon(signal: AbortSignal): Promise<boolean> {
  for (const until = performance.now() + startTimeoutMs; performance.now() < until && !signal.aborted; ) {
    if (await socketAnswers(libvirtdSocket)) return true
    await sleep(15)
  }
  return false
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs)
  await ended
  clearTimeout(force)
}

/**
 * libvirtd hands guests' output to virtlogd unless qemu.conf says `stdio_handler = "file"`, and starts none by itself.
 * Guests hold pipes to it, so unlike libvirtd it stays while one of them runs.
 */
async function startVirtlogd(options: LocalLibvirtdOptions): Promise<{ stop(): Promise<void> }> {
  const nothing = { stop: () => Promise.resolve() }
  const settings = await readFile('/etc/libvirt/qemu.conf', 'utf8').catch(() => '')
  if (/^\s*stdio_handler\s*=\s*"file"/m.test(settings) || (await socketAnswers(virtlogdSocket))) return nothing
  const program = await findProgram('virtlogd', options.env)
  if (program === undefined) return nothing
  const child = spawn(program, [], { detached: true, stdio: 'ignore', env: { LC_ALL: 'C' }, cwd: '/' })
  child.once('error', (error) => options.log.warn('virtlogd did not start', { error }))
  child.unref()
  for (let tries = 0; tries < 200 && !(await socketAnswers(virtlogdSocket)); tries += 1) await sleep(10)
  return {
    stop: async () => {
      const guests = (await readdir('/run/libvirt/qemu').catch(() => [])).filter((name) => name.endsWith('.pid'))
      if (guests.length === 0) await endChild(child)
    },
  }
}

async function lastLines(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '')
  return text.trim().split('\n').slice(-3).join('; ')
}
