import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { open, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '@kilonova/core'
import type { Membership } from '@kilonova/host'
import { isKvmShut, openKvm } from '../doctor/qemu-user.ts'
import { runText } from '../doctor/run-text.ts'
import { pkiDirectory, placeCertificates } from '../hosts/place-certificates.ts'
import { Problem } from '../problem.ts'
import { findProgram, installCommand, hypervisorPrograms } from '../programs.ts'
import { childMark, untilOrphanEnded } from './orphaned-libvirtd.ts'
import { portAnswers, socketAnswers } from './socket-answers.ts'

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
  /** Known from the start where this host was a member before. */
  readonly membership?: Membership | undefined
}

export interface LocalLibvirtd {
  /** True when we started it, and so end it. */
  readonly ours: boolean
  /**
   * Lets other hosts of the cloud reach this libvirt by TLS, with the membership's certificates, from now on: ours is
   * started anew (guests go on), another's finds the certificates where it looks for them.
   */
  serveOthers(membership: Membership): Promise<void>
  /** Ends what we started. Guests go on; the next libvirtd finds them. */
  stop(): Promise<void>
}

/**
 * Makes sure that a libvirtd answers on this machine: the one that runs, else a child of ours. The child ends with this
 * process in whatever way (its parent's death is a signal to it), guests never do.
 * @throws {Problem} when none answers and we may not or can not start one.
 */
export async function localLibvirtd(options: LocalLibvirtdOptions): Promise<LocalLibvirtd> {
  await untilOrphanEnded(options.signal)
  if ((await socketAnswers(libvirtdSocket)) || (await socketAnswers(virtqemudSocket))) {
    const serveOthers = (membership: Membership) => serveByAnother(membership, options)
    if (options.membership !== undefined) await serveOthers(options.membership)
    return { ours: false, serveOthers, stop: () => Promise.resolve() }
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
  if (await isKvmShut()) options.note(`/dev/kvm is shut for QEMU’s user, and builds may time out; next: ${openKvm}`)
  const logger = await startVirtlogd(options)
  const own = new OwnLibvirtd(setpriv, program, options)
  await (options.membership === undefined ? own.start() : own.serveOthers(options.membership))
  return {
    ours: true,
    serveOthers: (membership) => own.serveOthers(membership),
    stop: async () => {
      await own.stop()
      await logger.stop()
    },
  }
}

/** The libvirtd that is our child; one at a time. */
class OwnLibvirtd {
  readonly #setpriv: string
  readonly #program: string
  readonly #options: LocalLibvirtdOptions
  #child: ChildProcess | undefined
  #ending = false
  #watching: Disposable | undefined
  #turn: Promise<unknown> = Promise.resolve()

  constructor(setpriv: string, program: string, options: LocalLibvirtdOptions) {
    this.#setpriv = setpriv
    this.#program = program
    this.#options = options
  }

  async start(args: readonly string[] = []): Promise<void> {
    const child = await startChild(this.#setpriv, this.#program, args, this.#options)
    this.#child = child
    this.#options.log.info('libvirtd started', { pid: child.pid ?? 0 })
    child.once('exit', (code, signal) => {
      if (this.#ending) return
      this.#options.log.error('libvirtd ended by itself; starting it again', { how: signal ?? code })
      this.#turn = this.#turn.then(() => this.#startAgain(args))
    })
  }

  async #startAgain(args: readonly string[]): Promise<void> {
    for (let waitMs = 50; !this.#ending; waitMs = Math.min(waitMs * 2, 10_000)) {
      try {
        return await this.start(args)
      } catch (error) {
        if (!this.#ending) this.#options.log.error('libvirtd does not start', { error, nextTryMs: waitMs })
        await sleep(waitMs)
      }
    }
  }

  async #end(): Promise<void> {
    this.#ending = true
    await this.#turn
    if (this.#child !== undefined) await endChild(this.#child)
    this.#child = undefined
  }

  async serveOthers(membership: Membership): Promise<void> {
    const { stateDirectory, log, note } = this.#options
    const { foreign } = await placeCertificates(membership, stateDirectory)
    if (foreign.includes('/etc/pki/qemu')) note(foreignNote('/etc/pki/qemu'))
    const conf = await writeLibvirtdConf(stateDirectory)
    await this.#end()
    this.#ending = false
    await this.start(['--listen', '--config', conf])
    this.#watching?.[Symbol.dispose]()
    this.#watching = membership.onChange(() => {
      this.#turn = this.#turn
        .then(() => renewCertificates(membership, stateDirectory))
        .catch((error: unknown) => log.error('libvirtd has old certificates', { error }))
    })
  }

  async stop(): Promise<void> {
    this.#watching?.[Symbol.dispose]()
    await this.#end()
  }
}

/** libvirtd reads new certificates and the list of revoked ones without being started anew. */
async function renewCertificates(membership: Membership, stateDirectory: string): Promise<void> {
  const { changed } = await placeCertificates(membership, stateDirectory)
  if (!changed) return
  const done = await runText('virt-admin', ['-c', 'libvirtd:///system', 'server-update-tls', 'libvirtd'])
  if (done === undefined) throw new Error('virt-admin server-update-tls failed')
}

/** The machine's own libvirtd, which we do not start or stop. */
async function serveByAnother(membership: Membership, options: LocalLibvirtdOptions): Promise<void> {
  const { stateDirectory, log, note } = options
  const { foreign } = await placeCertificates(membership, stateDirectory)
  for (const directory of foreign) note(foreignNote(directory))
  if (!(await portAnswers(libvirtTlsPort))) note(listenNote())
  membership.onChange(() => {
    renewCertificates(membership, stateDirectory).catch((error: unknown) =>
      log.warn('libvirtd has old certificates until it is started anew', { error }),
    )
  })
}

const foreignNote = (directory: string): string =>
  `${directory} holds certificates that are not of this cloud, and they stay: other hosts must trust them for live migration`

const listenNote = (): string =>
  onSystemd()
    ? "this machine's libvirtd does not listen for other hosts, which live migration needs: systemctl stop libvirtd && systemctl enable --now libvirtd-tls.socket && systemctl start libvirtd"
    : "this machine's libvirtd does not listen for other hosts, which live migration needs: start it with --listen"

const libvirtTlsPort = 16514

/** The machine's own settings, with the certificates of this cloud and the TLS port in them. */
async function writeLibvirtdConf(stateDirectory: string): Promise<string> {
  const pki = pkiDirectory(stateDirectory)
  const settings: Readonly<Record<string, string>> = {
    listen_tls: '1',
    listen_tcp: '0',
    auth_tls: '"none"', // whoever has a certificate of this cloud
    tls_no_verify_certificate: '0',
    key_file: JSON.stringify(join(pki, 'serverkey.pem')),
    cert_file: JSON.stringify(join(pki, 'servercert.pem')),
    ca_file: JSON.stringify(join(pki, 'cacert.pem')),
    crl_file: JSON.stringify(join(pki, 'cacrl.pem')),
  }
  const theirs = await readFile('/etc/libvirt/libvirtd.conf', 'utf8').catch(() => '')
  const kept = theirs.split('\n').filter((line) => !Object.keys(settings).some((key) => line.startsWith(key)))
  const lines = Object.entries(settings).map(([key, value]) => `${key} = ${value}`)
  const path = join(stateDirectory, 'run', 'libvirtd.conf')
  await writeFile(path, `${[...kept, '', '# of kilonova', ...lines].join('\n')}\n`, { mode: 0o600 })
  return path
}

const unitCommand = '`systemctl enable --now libvirtd`'
const onSystemd = () => existsSync('/run/systemd/system')

function startNote(): string {
  const text = 'no libvirtd runs here: started one that ends with this service (guests go on without it)'
  return onSystemd() ? `${text}; to use the machine's unit instead, stop this and run ${unitCommand}` : text
}

async function startChild(
  setpriv: string,
  program: string,
  args: readonly string[],
  options: LocalLibvirtdOptions,
): Promise<ChildProcess> {
  const logPath = join(options.stateDirectory, 'run', 'libvirtd.log')
  await using output = await open(logPath, 'w', 0o600)
  // A session of its own: Ctrl-C in our terminal is for us, and we end it once our own work is done.
  const child = spawn(setpriv, ['--pdeathsig', 'TERM', '--', program, ...args], {
    detached: true,
    stdio: ['ignore', output.fd, output.fd],
    env: { PATH: options.env['PATH'] ?? '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', ...childMark() },
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
