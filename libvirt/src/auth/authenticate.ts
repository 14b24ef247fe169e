import { localError } from '../errors/local.ts'
import { remote } from '../protocol/generated/remote.js'
import type { CallOptions } from '../session/pending-call.ts'
import type { Session } from '../session/session.ts'

/** Who we are, where the daemon asks (SASL). */
export interface Credentials {
  readonly username: string
  readonly password: string
}

/** The credentials, or a function that is asked for them only when the daemon wants some. */
export type CredentialSource = Credentials | (() => Credentials | Promise<Credentials>)

/** Hashes by the name of the mechanism, the strongest first. */
const scramHashes: Readonly<Record<string, string>> = {
  'SCRAM-SHA-512': 'sha512',
  'SCRAM-SHA-384': 'sha384',
  'SCRAM-SHA-256': 'sha256',
}
const authNone = 0
const authSasl = 1
const authPolkit = 2

/** Does what the daemon asks of a client before it opens anything. @throws LibvirtError VIR_ERR_AUTH_FAILED */
export async function authenticate(
  session: Session,
  source: CredentialSource | undefined,
  options: CallOptions,
): Promise<void> {
  const { types } = await session.call(remote.authList, undefined, options)
  if (types.length === 0 || types.includes(authNone)) return
  if (types.includes(authPolkit)) return polkit(session, options)
  if (types.includes(authSasl)) return sasl(session, source, options)
  throw localError('VIR_ERR_AUTH_UNAVAILABLE', `the daemon asks for authentication of type ${types.join(', ')}`)
}

/** The daemon asks polkit about the process at the other end of its socket; an agent may have to answer first. */
async function polkit(session: Session, options: CallOptions): Promise<void> {
  const { complete } = await session.call(remote.authPolkit, undefined, options)
  if (complete === 0) throw localError('VIR_ERR_AUTH_FAILED', 'polkit has not let this user in')
}

async function sasl(session: Session, source: CredentialSource | undefined, options: CallOptions): Promise<void> {
  if (!session.secure) {
    const message = 'SASL over plain TCP would show everything that follows: use tls, ssh or a unix socket'
    throw localError('VIR_ERR_AUTH_UNAVAILABLE', message)
  }
  const { mechlist } = await session.call(remote.authSaslInit, undefined, options)
  const offered = mechlist.split(/[ ,]+/).filter(Boolean)
  const mechanism = chooseMechanism(offered)
  if (source === undefined) {
    throw localError('VIR_ERR_AUTH_FAILED', 'the daemon wants a user name and a password: give `credentials`')
  }
  const credentials = typeof source === 'function' ? await source() : source
  try {
    if (mechanism === 'PLAIN') await plain(session, credentials, options)
    else await scram(session, mechanism, credentials, options)
  } catch (cause) {
    if (cause instanceof Error && cause.message.startsWith('SCRAM:')) {
      throw localError('VIR_ERR_AUTH_FAILED', cause.message, 'authSasl', cause)
    }
    throw cause
  }
}

/** @throws LibvirtError with the reason when none will do. */
export function chooseMechanism(offered: readonly string[]): string {
  const chosen = [...Object.keys(scramHashes), 'PLAIN'].find((name) => offered.includes(name))
  if (chosen !== undefined) return chosen
  const obsolete = offered.includes('DIGEST-MD5') ? '; DIGEST-MD5 is broken and refused (RFC 6331)' : ''
  throw localError(
    'VIR_ERR_AUTH_UNAVAILABLE',
    `the daemon offers ${offered.join(', ') || 'no SASL mechanism'}, we have SCRAM-SHA-256, -384, -512 and PLAIN${obsolete}`,
  )
}

async function plain(session: Session, { username, password }: Credentials, options: CallOptions): Promise<void> {
  const data = Buffer.from(`\0${username}\0${password}`, 'utf8')
  const { complete } = await session.call(remote.authSaslStart, { mech: 'PLAIN', nil: 0, data }, options)
  if (complete === 0) throw localError('VIR_ERR_AUTH_FAILED', 'the daemon has not accepted the password')
}

async function scram(session: Session, mech: string, credentials: Credentials, options: CallOptions): Promise<void> {
  const { ScramClient } = await import('./scram.ts')
  const client = new ScramClient(scramHashes[mech] ?? 'sha256', credentials.username, credentials.password)
  const first = Buffer.from(client.first(), 'utf8')
  const challenge = await session.call(remote.authSaslStart, { mech, nil: 0, data: first }, options)
  const final = Buffer.from(await client.final(text(challenge.data)), 'utf8')
  const answer = await session.call(remote.authSaslStep, { nil: 0, data: final }, options)
  client.verify(text(answer.data))
  if (answer.complete !== 0) return
  const last = await session.call(remote.authSaslStep, { nil: 1, data: Buffer.alloc(0) }, options)
  if (last.complete === 0) throw localError('VIR_ERR_AUTH_FAILED', 'the daemon does not end the authentication')
}

function text(data: Uint8Array): string {
  return Buffer.from(data).toString('utf8')
}
