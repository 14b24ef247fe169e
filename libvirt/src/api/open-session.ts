import { authenticate, type CredentialSource } from '../auth/authenticate.ts'
import { connectionLost, localError } from '../errors/local.ts'
import { admin } from '../protocol/generated/admin.js'
import { remote } from '../protocol/generated/remote.js'
import { Session, type SessionHooks, type SessionOptions } from '../session/session.ts'
import { openSocket } from '../transport/socket.ts'
import type { Transport } from '../transport/transport.ts'
import { findSocket, socketCandidates } from '../transport/unix-path.ts'
import type { ConnectionUri } from './connection-uri.ts'

/** Everything needed to open another connection to the same daemon. */
export interface Target {
  readonly uri: ConnectionUri
  readonly readOnly: boolean
  readonly credentials: CredentialSource | undefined
  readonly session: SessionOptions
  readonly connectTimeoutMs: number
  /** Whether the daemon shall look after us too. Not where reading may pause: it would take us for dead. */
  readonly pingsWanted: boolean
}

const defaultTcpPort = 16_509
const defaultTlsPort = 16_514
const keepaliveFeature = 10
const readOnlyFlag = 1

/**
 * Connects, authenticates and opens the hypervisor driver.
 * @throws LibvirtError; then nothing stays open.
 */
export async function openSession(target: Target, hooks: SessionHooks, signal?: AbortSignal): Promise<Session> {
  return prepare(target, hooks, signal, async (session, options) => {
    await authenticate(session, target.credentials, options)
    if (target.pingsWanted && target.session.keepalive.intervalMs > 0) await askForKeepalive(session, options)
    const flags = target.readOnly ? readOnlyFlag : 0
    await session.call(remote.connectOpen, { name: target.uri.daemonUri, flags }, options)
  })
}

/** The same for the daemon's administration, which has a socket and a program of its own. */
export async function openAdminSession(target: Target, signal?: AbortSignal): Promise<Session> {
  return prepare(
    target,
    { message: () => undefined, explain: (error) => error },
    signal,
    async (session, options) => {
      await session.call(admin.connectOpen, { flags: 0 }, options)
    },
    'admin',
  )
}

async function prepare(
  target: Target,
  hooks: SessionHooks,
  given: AbortSignal | undefined,
  open: (session: Session, options: { signal: AbortSignal; timeoutMs: number }) => Promise<void>,
  kind?: 'admin',
): Promise<Session> {
  const limit = AbortSignal.timeout(target.connectTimeoutMs)
  const signal = given === undefined ? limit : AbortSignal.any([limit, given])
  const session = new Session(await openTransport(target, signal, kind), target.session, hooks)
  try {
    await open(session, { signal, timeoutMs: 0 })
    return session
  } catch (cause) {
    session.fail(connectionLost('the connection was not opened', '', cause))
    if (signal.aborted && !(given?.aborted ?? false)) {
      const message = `the daemon did not open the connection within ${target.connectTimeoutMs} ms`
      throw localError('VIR_ERR_OPERATION_TIMEOUT', message, '', cause)
    }
    throw cause
  }
}

/** A switch: once asked, the daemon pings us too. A daemon that has none says so, which is no failure. */
async function askForKeepalive(session: Session, options: { signal: AbortSignal }): Promise<void> {
  await session.call(remote.connectSupportsFeature, { feature: keepaliveFeature }, options)
}

async function openTransport(
  { uri, readOnly, pingsWanted }: Target,
  signal: AbortSignal,
  kind?: 'admin',
): Promise<Transport> {
  const named = uri.parameters.get('socket')
  const mode = socketMode(uri)
  const choice = {
    driver: uri.driver,
    session: uri.path === '/session',
    kind: kind ?? (readOnly ? 'ro' : 'rw'),
    mode,
  } as const
  switch (uri.transport) {
    case 'unix':
      return openSocket({ path: named ?? (await findSocket(choice, signal)) }, signal, !pingsWanted)
    case 'tcp':
      return openSocket(
        { host: uri.host === '' ? 'localhost' : uri.host, port: uri.port ?? defaultTcpPort },
        signal,
        !pingsWanted,
      )
    case 'tls': {
      // Loaded when asked for: most connections need neither this nor ssh, and both take time to load.
      const { openTls } = await import('../transport/tls.ts')
      return openTls(
        {
          host: uri.host === '' ? 'localhost' : uri.host,
          port: uri.port ?? defaultTlsPort,
          pkipath: uri.parameters.get('pkipath'),
          verify: !isSet(uri.parameters.get('no_verify')),
        },
        signal,
      )
    }
    case 'ssh': {
      const { openSsh } = await import('../transport/ssh.ts')
      return openSsh(
        {
          host: uri.host,
          port: uri.port,
          user: uri.user,
          keyfile: uri.parameters.get('keyfile'),
          verify: !isSet(uri.parameters.get('no_verify')),
          knownHosts: uri.parameters.get('known_hosts'),
          command: uri.parameters.get('command'),
          netcat: uri.parameters.get('netcat'),
          proxy: sshProxy(uri),
          daemonUri: uri.daemonUri,
          readOnly,
          socketPath: named ?? remoteSocket(choice),
          socketNamed: named !== undefined,
        },
        signal,
      )
    }
    default:
      return uri.transport satisfies never
  }
}

/** On another host we cannot look: the socket that every libvirt has unless the URI says otherwise. */
function remoteSocket(choice: Parameters<typeof socketCandidates>[0]): string {
  const mode = choice.mode === 'auto' ? 'legacy' : choice.mode
  return socketCandidates({ ...choice, mode })[0]?.path ?? ''
}

function socketMode(uri: ConnectionUri): 'auto' | 'legacy' | 'direct' {
  const mode = uri.parameters.get('mode') ?? 'auto'
  if (mode === 'auto' || mode === 'legacy' || mode === 'direct') return mode
  throw localError('VIR_ERR_INVALID_ARG', `?mode=${mode}: there are auto, legacy and direct`)
}

function sshProxy(uri: ConnectionUri): 'auto' | 'netcat' | 'native' {
  const proxy = uri.parameters.get('proxy') ?? 'auto'
  if (proxy === 'auto' || proxy === 'netcat' || proxy === 'native') return proxy
  throw localError('VIR_ERR_INVALID_ARG', `?proxy=${proxy}: there are auto, netcat and native`)
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '0'
}
