import { type Database, Fault } from '@kilonova/core'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { ControlSettings } from '../settings.ts'

export interface Usage {
  readonly instances: number
  readonly cores: number
  readonly ram: number
}

export interface Limits extends Usage {
  readonly metadata_items: number
  readonly key_pairs: number
  readonly server_groups: number
  readonly server_group_members: number
}

/**
 * What the live servers of a project count. One that is being resized counts the larger of its two flavors until it is
 * confirmed: it may end in either.
 */
const countedServers = (projectId: string) => sql`(
  select greatest(s.vcpus, coalesce(m.vcpus, 0)) as vcpus, greatest(s.memory_mib, coalesce(m.memory, 0)) as memory_mib
  from servers s left join (select server_id, max(held_vcpus) as vcpus, max(held_memory_mib) as memory
    from server_migrations where project_id is not null and held_vcpus > 0 group by server_id) m on m.server_id = s.id
  where s.project_id = ${projectId} and s.deleted_at is null) counted`

/** What a project has: a sum over its live servers, and no ledger beside them. */
export async function usageOf(db: Kysely<Database>, projectId: string): Promise<Usage> {
  const { rows } = await sql<Usage>`
    select count(*)::int as instances, coalesce(sum(vcpus), 0)::int as cores, coalesce(sum(memory_mib), 0)::int as ram
    from ${countedServers(projectId)}`.execute(db)
  return rows[0] ?? { instances: 0, cores: 0, ram: 0 }
}

export function defaultLimits(quotas: ControlSettings['quotas']): Limits {
  return {
    instances: quotas.instances,
    cores: quotas.cores,
    ram: quotas.ramMiB,
    metadata_items: quotas.metadataItems,
    key_pairs: quotas.keyPairs,
    server_groups: quotas.serverGroups,
    server_group_members: quotas.serverGroupMembers,
  }
}

/** A project's own limits over the defaults. */
export async function limitsOf(
  db: Kysely<Database>,
  quotas: ControlSettings['quotas'],
  projectId: string,
): Promise<Limits> {
  const defaults = defaultLimits(quotas)
  const own = await db
    .selectFrom('quotas')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('resource', 'in', Object.keys(defaults))
    .execute()
  return { ...defaults, ...Object.fromEntries(own.map((row) => [row.resource, row.limit_value])) }
}

/** Both in one round trip. */
async function limitsAndUsage(db: Kysely<Database>, quotas: ControlSettings['quotas'], projectId: string) {
  const { rows } = await sql<Usage & { own: Record<string, number> | null }>`
    select count(*)::int as instances, coalesce(sum(vcpus), 0)::int as cores, coalesce(sum(memory_mib), 0)::int as ram,
      (select json_object_agg(resource, limit_value) from quotas where project_id = ${projectId}) as own
    from ${countedServers(projectId)}`.execute(db)
  const { own, ...used } = rows[0] ?? { instances: 0, cores: 0, ram: 0, own: null }
  return { limits: { ...defaultLimits(quotas), ...own } satisfies Limits as Limits, used }
}

const resources = ['instances', 'cores', 'ram'] as const

/**
 * Far from its limits a project's creates need not wait for each other: as long as each takes at most this part of what
 * is left, all that are under way at once (they have a connection each) stay below the limit together.
 */
const smallPart = 256

type Standing = Awaited<ReturnType<typeof limitsAndUsage>>

const isFar = ({ limits, used }: Standing, more: Usage): boolean =>
  resources.every((name) => limits[name] < 0 || more[name] * smallPart <= limits[name] - used[name])

const isUnlimited = ({ limits }: Standing): boolean => resources.every((name) => limits[name] < 0)

/**
 * Lets a project take more, in the transaction that makes it so. Near the limit creates of one project wait for each
 * other here until they are committed, and so can not go over it together; far from it they only keep those out who
 * are near.
 * @throws {Fault} `overLimit` in Nova's words.
 */
export async function takeQuota(
  trx: Transaction<Database>,
  quotas: ControlSettings['quotas'],
  projectId: string,
  more: Usage,
): Promise<void> {
  const key = sql`hashtextextended(${`quota of ${projectId}`}, 1)`
  const first = await limitsAndUsage(trx, quotas, projectId)
  if (isUnlimited(first)) return
  if (isFar(first, more)) {
    await sql`savepoint quota`.execute(trx)
    await sql`select pg_advisory_xact_lock_shared(${key})`.execute(trx)
    if (isFar(await limitsAndUsage(trx, quotas, projectId), more)) return
    // Given back before the other is asked for: two who change over would wait for each other.
    await sql`rollback to savepoint quota`.execute(trx)
  }
  await sql`select pg_advisory_xact_lock(${key})`.execute(trx)
  const { limits, used } = await limitsAndUsage(trx, quotas, projectId)
  const names = resources.filter((name) => limits[name] >= 0 && used[name] + more[name] > limits[name])
  if (names.length === 0) return
  const list = (of: Usage) => names.map((name) => of[name]).join(', ')
  throw new Fault(
    'overLimit',
    `Quota exceeded for ${names.join(', ')}: Requested ${list(more)}, but already used ${list(used)} of ${list(limits)} ${names.join(', ')}`,
    { next: 'Delete servers that nobody needs, or ask an administrator for a larger quota' },
  )
}
