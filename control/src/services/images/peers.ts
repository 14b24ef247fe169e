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

export interface KnownPlaces {
  /** As the image's record has them: in Ceph. */
  readonly elsewhere: readonly string[]
  /** Addresses of hosts, in no order that many would follow at once. */
  readonly peers: readonly string[]
}

interface PlacesRow {
  readonly id: string
  readonly locations: string[] | null
  readonly peers: { readonly address: string; readonly port: number }[] | null
}

/**
 * Where images are beside the image service, by image id. Hosts that have an image in their cache, since servers that
 * were made from it run there, are asked before it; what they give is checked like all else.
 * @param forHost the one that wants them.
 */
export async function readPlaces(
  store: Store,
  images: readonly Asked[],
  forHost: string | null,
  upWithinMs: number,
): Promise<Map<string, KnownPlaces>> {
  const ids = images.map((one) => one.id)
  const fromPeers = images.filter((one) => keptAsTheyCome.has(one.diskFormat)).map((one) => one.id)
  const { rows } = await sql<PlacesRow>`
    select wanted.id, i.locations, (
      select json_agg(h) from (
        select h.facts -> 'door' ->> 'address' as address, (h.facts -> 'door' ->> 'port')::int as port from hosts h
        where wanted.id = any(${fromPeers}::text[]) and h.name is distinct from ${forHost}
          and h.facts -> 'door' is not null and not h.forced_down
          and h.last_seen_at > clock_timestamp() - ${upWithinMs} * interval '1 millisecond'
          and exists (select 1 from servers s where s.host = h.name and s.deleted_at is null
            and s.vm_state not in ('building', 'error')
            and wanted.id in (s.image ->> 'id', s.kernel ->> 'id', s.ramdisk ->> 'id'))) h) as peers
    from unnest(${ids}::text[]) as wanted (id) left join images i on i.id = wanted.id::uuid`.execute(store.db)
  return new Map(
    rows.map(({ id, locations, peers }) => {
      const some = shuffled(peers ?? []).slice(0, most)
      return [id, { elsewhere: locations ?? [], peers: some.map((peer) => doorOf(id, peer)) }]
    }),
  )
}

function doorOf(id: string, { address, port }: { readonly address: string; readonly port: number }): string {
  const host = address.includes(':') ? `[${address}]` : address
  return `https://${host}:${port}/images/${id}?grant=${grant}`
}

const shuffled = <T>(all: readonly T[]): T[] =>
  all
    .map((one) => ({ one, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)
