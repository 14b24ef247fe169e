import {
  askDoor,
  decodeJoinToken,
  Fault,
  fetchAuthority,
  type HostName,
  type JoinRequest,
  JoinAnswer,
  originOf,
  protocolVersion,
} from '@kilonova/core'
import { type MembershipRecord, readMembership, readOrMakeKeys, writeMembership } from './membership-file.ts'

export interface JoinOptions {
  readonly stateDirectory: string
  readonly host: HostName
  readonly token: string
  /** Where other hosts reach this one; left out, the address by which the controller is reached. */
  readonly address?: string
  readonly doorPort: number
  readonly signal: AbortSignal
}

/**
 * Makes this machine a host of the token's cloud. Nothing is kept of a try that failed but the keys, with which the
 * same token may be tried again.
 * @throws {Fault} `conflict` when it belongs to a cloud already; the controller's refusal; `hostAway`.
 */
export async function joinCloud(options: JoinOptions): Promise<MembershipRecord> {
  const { stateDirectory, host, signal } = options
  const before = await readMembership(stateDirectory)
  if (before !== undefined) {
    throw new Fault('conflict', `this machine is host ${before.host} of a cloud already`, {
      next: 'start it with `kilonova agent`; or remove the host there and the directory `membership` of its state here',
    })
  }
  const token = decodeJoinToken(options.token)
  const { origin, authority, localAddress } = await findController(token, signal)
  const keys = await readOrMakeKeys(stateDirectory, host)
  const addresses = [options.address ?? localAddress]
  const request: JoinRequest = {
    version: protocolVersion,
    tokenId: token.id,
    secret: token.secret,
    host,
    addresses,
    publicKey: keys.publicKey,
    busKey: keys.busKey,
  }
  const { body } = await askDoor('POST', new URL('/join', origin), request, { authority, signal, timeoutMs: 30_000 })
  const { certificate, neighbourhood } = JoinAnswer.parse(body)
  const record = { ...keys, authority, certificate, addresses, doorPort: options.doorPort, neighbourhood }
  await writeMembership(stateDirectory, record)
  return record
}

async function findController(
  token: ReturnType<typeof decodeJoinToken>,
  signal: AbortSignal,
): Promise<{ origin: URL; authority: string; localAddress: string }> {
  const failures: unknown[] = []
  for (const address of token.addresses) {
    const origin = new URL(originOf('https', address, token.port))
    try {
      const authority = await fetchAuthority(origin, token.authorityFingerprint, signal)
      const { localAddress } = await askDoor('GET', new URL('/authority', origin), undefined, { authority, signal })
      return { origin, authority, localAddress: localAddress.replace(/^::ffff:/, '') }
    } catch (error) {
      signal.throwIfAborted()
      failures.push(error)
    }
  }
  const refused = failures.find((error) => error instanceof Fault && error.kind === 'forbidden')
  throw new Fault(
    refused === undefined ? 'hostAway' : 'forbidden',
    `no controller of this token could be reached at ${token.addresses.join(', ')}, port ${token.port}`,
    {
      cause: failures.length === 1 ? failures[0] : new AggregateError(failures, 'every address failed'),
      next: 'see that the service runs there, and that no firewall keeps its ports 8770 to 8772 from here',
    },
  )
}
