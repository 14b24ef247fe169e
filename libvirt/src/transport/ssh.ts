import { spawn } from 'node:child_process'
import { connectFailed } from '../errors/local.ts'
import { DuplexTransport } from './duplex.ts'
import type { Transport } from './transport.ts'

export interface SshTarget {
  readonly host: string
  readonly port: number | undefined
  readonly user: string | undefined
  readonly keyfile: string | undefined
  /** False takes the host's key unseen. */
  readonly verify: boolean
  readonly knownHosts: string | undefined
  /** The ssh program; `ssh` by default. */
  readonly command: string | undefined
  /** The netcat program there; `nc` by default. */
  readonly netcat: string | undefined
  /** `auto`: virt-ssh-helper if it is there, else netcat. */
  readonly proxy: 'auto' | 'netcat' | 'native'
  /** URI for virt-ssh-helper, which finds the socket itself. */
  readonly daemonUri: string
  readonly readOnly: boolean
  /** For netcat; a socket that the user named rules the helper out. */
  readonly socketPath: string
  readonly socketNamed: boolean
}

/** ssh's complaints are kept for the message, but not without end. */
const maxComplaintBytes = 4096

/**
 * Runs the system's ssh, and on the other side the helper or netcat that joins the daemon's socket to it.
 * Never asks for a password: keys or an agent must do.
 */
export function openSsh(target: SshTarget, signal: AbortSignal): Promise<Transport> {
  const peer = `ssh:${target.user === undefined ? '' : `${target.user}@`}${target.host}`
  if (signal.aborted) return Promise.reject(connectFailed(peer, signal.reason))
  if (target.host.startsWith('-')) return Promise.reject(connectFailed(peer, new Error('not a host name')))
  const child = spawn(target.command ?? 'ssh', sshArguments(target), { stdio: ['pipe', 'pipe', 'pipe'] })
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => {
    if (complaint.length < maxComplaintBytes) complaint += chunk.toString('utf8')
  })
  child.stdin.on('error', () => undefined) // EPIPE after the end; the end itself is told by 'close'
  const whenEnded = new Promise<Error | undefined>((resolve) => {
    child.on('error', resolve)
    child.on('close', (code, by) => {
      const how = by === null ? `ssh ended with ${code}` : `ssh was ended by ${by}`
      resolve(code === 0 ? undefined : new Error(complaint.trim() === '' ? how : `${how}: ${complaint.trim()}`))
    })
  })
  const transport = new DuplexTransport({
    peer,
    secure: true,
    readable: child.stdout,
    writable: child.stdin,
    destroy: () => child.kill('SIGTERM'),
    whenEnded,
  })
  const abort = (): void => void child.kill('SIGTERM')
  signal.addEventListener('abort', abort, { once: true })
  return new Promise<Transport>((resolve, reject) => {
    child.once('spawn', () => resolve(transport))
    void whenEnded.then((cause) => reject(connectFailed(peer, cause)))
  }).finally(() => signal.removeEventListener('abort', abort)) // it is for connecting, and fires long after, too
}

function sshArguments(target: SshTarget): string[] {
  return [
    '-T',
    ...['-e', 'none'],
    ...['-o', 'BatchMode=yes'],
    ...(target.port === undefined ? [] : ['-p', String(target.port)]),
    ...(target.user === undefined ? [] : ['-l', target.user]),
    ...(target.keyfile === undefined ? [] : ['-i', target.keyfile]),
    ...(target.verify ? [] : ['-o', 'StrictHostKeyChecking=no']),
    ...(target.knownHosts === undefined ? [] : ['-o', `UserKnownHostsFile=${target.knownHosts}`]),
    '--',
    target.host,
    remoteCommand(target),
  ]
}

/** The line for the login shell there. Everything that came from a user is quoted. */
export function remoteCommand(target: SshTarget): string {
  const netcat = quote(target.netcat ?? 'nc')
  // Debian's traditional netcat wants -q0 to end when we do; others do not know the option.
  const viaNetcat = `if ${netcat} -h 2>&1 | grep -q -e '-q '; then exec ${netcat} -q0 -U ${quote(target.socketPath)}; else exec ${netcat} -U ${quote(target.socketPath)}; fi`
  const viaHelper = `exec virt-ssh-helper ${target.readOnly ? '-r ' : ''}${quote(target.daemonUri)}`
  const line =
    target.proxy === 'native'
      ? viaHelper
      : target.proxy === 'netcat' || target.socketNamed || target.netcat !== undefined
        ? viaNetcat
        : `if command -v virt-ssh-helper >/dev/null 2>&1; then ${viaHelper}; else ${viaNetcat}; fi`
  return `sh -c ${quote(line)}`
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
