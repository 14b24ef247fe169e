import type { Store } from '@kilonova/core'
import { sql } from 'kysely'

/** Enough to be likely to find one; each that fails costs time. */
const most = 2
/** Kept as they came by every host: only such bytes can be checked by the one who fetches them. */
const keptAsTheyCome = new Set(['raw', 'iso', 'aki', 'ari', 'ami'])

/** Marks a door that is asked with a host's certificate, and needs no more than that. */
const grant = 'peer'

interface Asked {
  readonly id: string
  readonly diskFormat: string
}

/**
 * Hosts that have an image in their cache, since servers that were made from it run there. They are asked before the image
 * service; what they give is checked like all else.
 * @param forHost the one that wants it.
 * @returns by image id, addresses in no order that many would follow at once.
 */
export async function peersWith(
  store: Store,
  images: readonly Asked[],
  forHost: string | null,
  upWithinMs: number,
): Promise<Map<string, string[]>> {
  const ids = images.filter((one) => keptAsTheyCome.has(one.diskFormat)).map((one) => one.id)
  const peers = new Map<string, string[]>()
  if (ids.length === 0) return peers
  const { rows } = await sql<{ id: string; address: string; port: number }>`
    select distinct on (part.id, h.name) part.id, h.facts -> 'door' ->> 'address' as address,
      (h.facts -> 'door' ->> 'port')::int as port
    from hosts h join servers s on s.host = h.name,
      lateral (values (s.image ->> 'id'), (s.kernel ->> 'id'), (s.ramdisk ->> 'id')) as part (id)
    where h.name is distinct from ${forHost} and h.facts -> 'door' is not null and not h.forced_down
      and h.last_seen_at > clock_timestamp() - ${upWithinMs} * interval '1 millisecond'
      and s.deleted_at is null and s.vm_state not in ('building', 'error') and part.id = any(${ids}::text[])`.execute(
    store.db,
  )
  for (const { id, address, port } of shuffled(rows)) {
    const known = peers.get(id) ?? []
    const host = address.includes(':') ? `[${address}]` : address
    if (known.length < most) peers.set(id, [...known, `https://${host}:${port}/images/${id}?grant=${grant}`])
  }
  return peers
}

const shuffled = <T>(all: readonly T[]): T[] =>
  all
    .map((one) => ({ one, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)
