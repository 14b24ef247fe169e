import type { Database } from '@kilonova/core'
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'

export type AggregateRow = Selectable<Database['aggregates']> & { readonly hosts: readonly string[] }

/** The key of an aggregate's metadata that makes it a zone. */
export const zoneKey = 'availability_zone'

export function aggregates(db: Kysely<Database>) {
  return db
    .selectFrom('aggregates')
    .selectAll()
    .select(
      sql<string[]>`(select coalesce(array_agg(m.host order by m.host), '{}') from aggregate_hosts m
        where m.aggregate_id = aggregates.id)`.as('hosts'),
    )
}

/** Changes of aggregates wait for each other: a zone is a matter of several of them. */
export async function lockAggregates(trx: Transaction<Database>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('aggregates', 5))`.execute(trx)
}

/**
 * Writes the zone that follows from aggregates to every host where it is another now.
 * @returns hosts that changed theirs although servers are there, or that are in two zones: the caller takes it back.
 */
export async function settleZones(trx: Transaction<Database>): Promise<{ twice: string[]; inUse: string[] }> {
  const { rows: twice } = await sql<{ host: string }>`
    select m.host from aggregate_hosts m join aggregates a on a.id = m.aggregate_id
    where a.metadata ? ${sql.lit(zoneKey)}
    group by m.host having count(distinct a.metadata ->> ${sql.lit(zoneKey)}) > 1`.execute(trx)
  if (twice.length > 0) return { twice: twice.map(({ host }) => host), inUse: [] }
  const { rows: changed } = await sql<{ name: string; servers: boolean }>`
    update hosts h set availability_zone = z.zone
    from (select o.name, coalesce((select min(a.metadata ->> ${sql.lit(zoneKey)})
        from aggregate_hosts m join aggregates a on a.id = m.aggregate_id where m.host = o.name), 'nova') as zone
      from hosts o) z
    where z.name = h.name and z.zone <> h.availability_zone
    returning h.name, exists (select 1 from servers s where s.host = h.name and s.deleted_at is null) as servers`.execute(
    trx,
  )
  return { twice: [], inUse: changed.filter(({ servers }) => servers).map(({ name }) => name) }
}
