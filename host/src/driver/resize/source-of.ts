import { Agent } from 'node:https'
import { Fault, type HostName } from '@kilonova/core'
import type { TransferSource } from '../../transfer/transfer-source.ts'
import type { PeerTls } from '../../agent/membership/membership.ts'
import type { DriverParts } from '../parts.ts'

/** Where the other host's door is. */
export interface SourcePlace {
  readonly host: HostName
  readonly address: string
  readonly port: number
}

/** What opens another host's door for one server's disks. @throws {Fault} `conflict` on a host that knows no others. */
export function sourceOf(
  parts: DriverParts,
  place: SourcePlace,
  { serverId, migrationId, ticket }: Pick<TransferSource, 'serverId' | 'migrationId' | 'ticket'>,
): TransferSource {
  const membership = parts.membership()
  if (membership === undefined) {
    throw new Fault('conflict', `${place.host} can not be reached: this host has no certificate of the cloud`, {
      next: 'join it with `kilonova join`',
    })
  }
  const address = place.address.includes(':') ? `[${place.address}]` : place.address
  return {
    base: `https://${address}:${place.port}`,
    agent: agentTo(place.host, membership.tlsTo(place.host)),
    serverId,
    migrationId,
    ticket,
    stallMs: parts.settings.resize.stallSec * 1000,
  }
}

const agents = new Map<string, Agent>()
const mostAgents = 20

/** Connections to one host, kept for a while: what is asked for next need not wait for a new one. */
function agentTo(host: HostName, tls: PeerTls): Agent {
  const key = `${host}\n${tls.cert}`
  const known = agents.get(key)
  if (known !== undefined) return known
  const [oldest] = agents
  if (agents.size >= mostAgents && oldest !== undefined) {
    oldest[1].destroy()
    agents.delete(oldest[0])
  }
  const made = new Agent({ keepAlive: true, maxSockets: 8, scheduling: 'lifo', ...tls })
  agents.set(key, made)
  return made
}
