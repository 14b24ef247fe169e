import type { Database } from '@kilonova/core'
import { sql, type Transaction } from 'kysely'

/** What a server's group says about hosts. */
export interface GroupWish {
  /** Why a host is no place for it, or undefined. */
  readonly refusal: (host: string) => string | undefined
  /** Added to a host's weight: soft policies prefer, they do not refuse. */
  readonly bonus: (host: string) => number
  /** Whether any host has a bonus at all. */
  readonly prefers: boolean
}

export const noGroup: GroupWish = { refusal: () => undefined, bonus: () => 0, prefers: false }

interface MemberCount {
  readonly host: string
  readonly servers: number
}

/**
 * Reads where the others of a server's group are, under a lock of the group: members that are placed at once see each
 * other.
 */
export async function groupWish(trx: Transaction<Database>, serverId: string): Promise<GroupWish> {
  const group = await trx
    .selectFrom('server_group_members')
    .innerJoin('server_groups', 'server_groups.id', 'server_group_members.group_id')
    .select(['server_groups.id', 'server_groups.name', 'server_groups.policy', 'server_groups.rules'])
    .where('server_group_members.server_id', '=', serverId)
    .executeTakeFirst()
  if (group === undefined) return noGroup
  await sql`select pg_advisory_xact_lock(hashtextextended(${group.id}, 3))`.execute(trx)
  const { rows } = await sql<MemberCount>`select host, count(*)::int as servers from (
      select s.host from server_group_members m join servers s on s.id = m.server_id
      where m.group_id = ${group.id} and s.id <> ${serverId} and s.host is not null and s.deleted_at is null
      union all select g.held_host from server_group_members m join server_migrations g on g.server_id = m.server_id
      where m.group_id = ${group.id} and m.server_id <> ${serverId} and g.held_host is not null) places
    group by host`.execute(trx)
  const counts = new Map(rows.map((row) => [row.host, row.servers]))
  const most = Number(group.rules['max_server_per_host'] ?? 1)
  return wishOf(group, counts, most)
}

function wishOf(group: { name: string; policy: string }, counts: ReadonlyMap<string, number>, most: number): GroupWish {
  const named = `group ${group.name} (${group.policy})`
  const at = (host: string): number => counts.get(host) ?? 0
  switch (group.policy) {
    case 'affinity':
      return {
        ...noGroup,
        refusal: (host) =>
          counts.size === 0 || counts.has(host) ? undefined : `${named} is on ${[...counts.keys()].join(', ')}`,
      }
    case 'anti-affinity':
      return {
        ...noGroup,
        refusal: (host) => (at(host) < most ? undefined : `${named} has ${at(host)} there, ${most} at most`),
      }
    case 'soft-affinity':
      return { ...noGroup, bonus: at, prefers: true }
    case 'soft-anti-affinity':
      return { ...noGroup, bonus: (host) => -at(host), prefers: true }
    default:
      return noGroup
  }
}
