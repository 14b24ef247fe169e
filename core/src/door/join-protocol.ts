import { z } from 'zod'
import { HostName } from '../model/ids.ts'
import { Fault } from '../model/fault.ts'
import { Peer } from './peers.ts'

/** The version of what hosts and controllers say to each other. See docs/decisions/versions-of-controller-and-agent.md. */
export const protocolVersion = 1

/** What a host sends to come in. Its private keys never leave it. */
export const JoinRequest = z.strictObject({
  version: z.int(),
  tokenId: z.string().max(64),
  secret: z.string().max(128),
  host: HostName,
  /** Addresses by which other hosts reach it, best first. */
  addresses: z.array(z.string().max(255)).min(1).max(16),
  /** PEM. */
  publicKey: z.string().max(4096),
  /** Public nkey. */
  busKey: z.string().max(64),
})
export type JoinRequest = z.input<typeof JoinRequest>

/** Who and where the others are; asked for again whenever it changed. */
export const Neighbourhood = z.object({
  /** Changes with the list of peers. */
  version: z.string(),
  /** What the controllers speak; those from before it was told spoke 1. */
  protocol: z.int().optional(),
  peers: z.array(Peer),
  /** `https://address:port` of each controller's entrance. */
  controllers: z.array(z.string()),
  /** `tls://address:port` of the bus. */
  busServers: z.array(z.string()),
  /** PEM; what the bus's certificate is checked with: the service's own authority, or an operator's. */
  busAuthority: z.string(),
  /** PEM: certificates that are not good any more, for libvirt. */
  revoked: z.string(),
})
export type Neighbourhood = z.infer<typeof Neighbourhood>

export const JoinAnswer = z.object({
  /** PEM. */
  certificate: z.string(),
  neighbourhood: Neighbourhood,
})
export type JoinAnswer = z.infer<typeof JoinAnswer>

export const RenewRequest = z.strictObject({ addresses: z.array(z.string().max(255)).min(1).max(16) })

/** Told to all hosts on `cloud.peers`, and again from time to time, since a message may be lost. */
export const PeersNews = z.object({ version: z.string(), removed: z.array(z.string()).optional() })
export type PeersNews = z.infer<typeof PeersNews>
export const peersSubject = 'cloud.peers'

const TokenBody = z.object({
  /** Addresses of a controller, best first. */
  a: z.array(z.string()).min(1),
  p: z.int(),
  /** Fingerprint of the authority. */
  f: z.string(),
  i: z.string(),
  s: z.string(),
})

export interface JoinToken {
  readonly addresses: readonly string[]
  readonly port: number
  readonly authorityFingerprint: string
  readonly id: string
  readonly secret: string
}

const prefix = 'knj1.'

export const encodeJoinToken = (token: JoinToken): string =>
  prefix +
  Buffer.from(
    JSON.stringify({
      a: [...token.addresses],
      p: token.port,
      f: token.authorityFingerprint,
      i: token.id,
      s: token.secret,
    } satisfies z.infer<typeof TokenBody>),
  ).toString('base64url')

/** @throws {Fault} `invalid` when it is no token; nothing of it is in the message. */
export function decodeJoinToken(text: string): JoinToken {
  const plain = text.trim()
  try {
    if (!plain.startsWith(prefix)) throw new Error('it does not begin as one')
    const body = TokenBody.parse(JSON.parse(Buffer.from(plain.slice(prefix.length), 'base64url').toString('utf8')))
    return { addresses: body.a, port: body.p, authorityFingerprint: body.f, id: body.i, secret: body.s }
  } catch {
    throw new Fault('invalid', 'this is no join token', {
      next: 'copy the whole line that `kilonova host token` printed',
    })
  }
}

/** `https://10.0.0.1:8770`, for IPv6 with brackets. */
export const originOf = (scheme: string, address: string, port: number): string =>
  `${scheme}://${address.includes(':') ? `[${address}]` : address}:${port}`
