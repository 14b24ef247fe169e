import { access, constants } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { localError } from '../errors/local.ts'

/** Daemon of each driver where libvirt runs as many daemons (virtqemud and its kin). */
const modularDaemons: Record<string, string> = {
  bhyve: 'virtbhyved',
  ch: 'virtchd',
  interface: 'virtinterfaced',
  libxl: 'virtxend',
  lxc: 'virtlxcd',
  network: 'virtnetworkd',
  nodedev: 'virtnodedevd',
  nwfilter: 'virtnwfilterd',
  qemu: 'virtqemud',
  secret: 'virtsecretd',
  storage: 'virtstoraged',
  vbox: 'virtvboxd',
  vz: 'virtvzd',
  xen: 'virtxend',
}
/** A driver inside the library that any daemon has. */
const anyDaemon = 'virtqemud'
const startPollMs = 20

export interface SocketChoice {
  readonly driver: string
  /** True for `…/session`: the user's own daemon. */
  readonly session: boolean
  readonly kind: 'rw' | 'ro' | 'admin'
  /** `legacy` is one libvirtd, `direct` the driver's own daemon, `auto` whichever is there. */
  readonly mode: 'auto' | 'legacy' | 'direct'
}

/** The sockets to try, the best first. */
export function socketCandidates(choice: SocketChoice): { path: string; daemon: string }[] {
  const folder = choice.session ? join(runtimeFolder(), 'libvirt') : '/run/libvirt'
  const suffix = choice.kind === 'ro' ? '-sock-ro' : choice.kind === 'admin' ? '-admin-sock' : '-sock'
  const direct = modularDaemons[choice.driver] ?? anyDaemon
  const one = { path: join(folder, `libvirt${suffix}`), daemon: 'libvirtd' }
  const own = { path: join(folder, `${direct}${suffix}`), daemon: direct }
  if (choice.mode === 'legacy') return [one]
  return choice.mode === 'direct' ? [own] : [own, one]
}

/**
 * The socket to use. In session mode the user's daemon is started when there is none.
 * @throws LibvirtError when there is no socket; it names those that were looked for.
 */
export async function findSocket(choice: SocketChoice, signal: AbortSignal): Promise<string> {
  const candidates = socketCandidates(choice)
  const mayStart = choice.session && process.env['LIBVIRT_AUTOSTART'] !== '0'
  for (const { path } of candidates) {
    if (mayStart ? await listens(path) : await usable(path, constants.F_OK)) return path
  }
  if (mayStart) for (const { path, daemon } of candidates) if (await startDaemon(daemon, path, signal)) return path
  const sought = candidates.map(({ path }) => path).join(' and no ')
  throw localError('VIR_ERR_SYSTEM_ERROR', `no ${sought}: is libvirtd running?`)
}

function runtimeFolder(): string {
  return process.env['XDG_RUNTIME_DIR'] ?? join(homedir(), '.cache')
}

async function usable(path: string, mode: number): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  )
}

/** A socket alone is no daemon: it is there a moment before anybody listens on it, and one that was killed leaves it. */
function listens(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createConnection(path)
    probe.once('connect', () => {
      probe.destroy()
      resolve(true)
    })
    probe.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code !== 'ENOENT' && code !== 'ECONNREFUSED'))
  })
}

/** Starts the user's daemon, which ends by itself when it was idle for a while. */
async function startDaemon(daemon: string, socket: string, signal: AbortSignal): Promise<boolean> {
  const program = await firstUsable(['/usr/sbin', '/usr/bin', '/usr/local/sbin'].map((folder) => join(folder, daemon)))
  if (program === undefined) return false
  const { spawn } = await import('node:child_process')
  let ended = false
  const child = spawn(program, ['--timeout=120'], { detached: true, stdio: 'ignore' })
  child.on('error', () => (ended = true))
  child.on('exit', () => (ended = true))
  child.unref()
  while (!(await listens(socket))) {
    if (ended || signal.aborted) return false
    await sleep(startPollMs)
  }
  return true
}

async function firstUsable(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) if (await usable(path, constants.X_OK)) return path
  return undefined
}
