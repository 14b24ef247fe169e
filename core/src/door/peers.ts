import { type KeyObject, X509Certificate } from 'node:crypto'
import type { TLSSocket } from 'node:tls'
import { z } from 'zod'
import { keyFingerprint } from '../certificates/authority.ts'
import { HostName } from '../model/ids.ts'

/** One who may come in: a host or a controller, and the key that proves it. */
export const Peer = z.strictObject({
  name: z.string(),
  role: z.enum(['host', 'controller']),
  keyFingerprint: z.string(),
})
export type Peer = z.infer<typeof Peer>

/** Who may come in at this moment. Whoever is not on the list is refused, however good their certificate looks. */
export class Peers {
  readonly #byKey = new Map<string, Peer>()
  readonly #watchers = new Set<() => void>()

  constructor(list: readonly Peer[] = []) {
    this.set(list)
  }

  set(list: readonly Peer[]): void {
    this.#byKey.clear()
    for (const peer of list) this.#byKey.set(peer.keyFingerprint, peer)
    for (const watcher of this.#watchers) watcher()
  }

  get list(): readonly Peer[] {
    return [...this.#byKey.values()]
  }

  /** @returns who holds this key; undefined when nobody on the list does. */
  byKey(key: KeyObject): Peer | undefined {
    return this.#byKey.get(keyFingerprint(key))
  }

  /** Told after each change of the list. */
  onChange(watcher: () => void): Disposable {
    this.#watchers.add(watcher)
    return { [Symbol.dispose]: () => void this.#watchers.delete(watcher) }
  }
}

/** Whose connection this is, by the certificate that TLS has checked against the authority. */
export function peerOf(socket: TLSSocket, peers: Peers): Peer | undefined {
  if (!socket.authorized) return undefined
  const { raw } = socket.getPeerCertificate()
  if (raw === undefined) return undefined
  const certificate = new X509Certificate(raw)
  const peer = peers.byKey(certificate.publicKey)
  const named = certificate.subject === `CN=${peer?.name.slice(0, 64)}`
  return peer !== undefined && named ? peer : undefined
}

/** The host that a peer is. */
export const peerHost = (peer: Peer): HostName | undefined =>
  peer.role === 'host' ? HostName.parse(peer.name) : undefined
