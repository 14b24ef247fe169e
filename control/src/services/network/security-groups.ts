import { type Database, newId, SecurityPolicy, type SecurityRule } from '@kilonova/core'
import { type Kysely, sql } from 'kysely'
import { protocolNumber } from './protocols.ts'

/**
 * The group that a project's ports are in unless told otherwise: all may leave, and only its own members come in. Made
 * when it is first needed.
 */
export async function ensureDefaultGroup(db: Kysely<Database>, projectId: string): Promise<string> {
  const known = await defaultGroup(db, projectId)
  if (known !== undefined) return known
  const made = await db
    .insertInto('security_groups')
    .values({ id: newId<'network'>(), project_id: projectId, name: 'default', description: 'Default security group' })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made === undefined) return (await defaultGroup(db, projectId)) ?? ''
  await addDefaultRules(db, made.id, projectId, true)
  return made.id
}

async function defaultGroup(db: Kysely<Database>, projectId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('security_groups')
    .select('id')
    .where('project_id', '=', projectId)
    .where('name', '=', 'default')
    .executeTakeFirst()
  return row?.id
}

/** What every new group begins with: all may leave; of the default group, members may come in. */
export async function addDefaultRules(
  db: Kysely<Database>,
  groupId: string,
  projectId: string,
  withMembers: boolean,
): Promise<void> {
  const rule = (direction: 'ingress' | 'egress', ethertype: 'IPv4' | 'IPv6') => ({
    id: newId<'network'>(),
    security_group_id: groupId,
    project_id: projectId,
    direction,
    ethertype,
    remote_group_id: direction === 'ingress' ? groupId : null,
  })
  const directions = withMembers ? (['egress', 'ingress'] as const) : (['egress'] as const)
  await db
    .insertInto('security_group_rules')
    .values(directions.flatMap((one) => [rule(one, 'IPv4'), rule(one, 'IPv6')]))
    .execute()
}

interface StoredRule {
  readonly direction: 'ingress' | 'egress'
  readonly protocol: string | null
  readonly min: number | null
  readonly max: number | null
  readonly cidr: string | null
  readonly group: string | null
}

interface PolicyRow {
  readonly snapshot: string
  readonly source: string
  readonly groups: readonly { readonly id: string; readonly stateful: boolean; readonly rules: StoredRule[] }[] | null
  readonly members: readonly { readonly group: string; readonly addresses: string[] }[] | null
}

/**
 * Groups with their rules, and the members of those that the rules name, as they are at one moment.
 * @param also groups whose members are wanted beside.
 */
export async function readPolicy(
  db: Kysely<Database>,
  groupIds: readonly string[],
  also: readonly string[] = [],
): Promise<SecurityPolicy> {
  // One statement, and so one snapshot: it is what the revision is made from.
  const { rows } = await sql<PolicyRow>`
    with wanted as (select id, stateful from security_groups where id::text = any(${[...groupIds]}::text[])),
    rules as (select r.* from security_group_rules r join wanted w on w.id = r.security_group_id
      where r.ethertype = 'IPv4'),
    named as (select remote_group_id::text as id from rules where remote_group_id is not null
      union select unnest(${[...also]}::text[])),
    member as (
      select named.id, p.address as address from named
        join ports p on p.security_group_ids @> array[named.id] and p.address is not null
      union select named.id, pair->>'address' from named
        join ports p on p.security_group_ids @> array[named.id]
        cross join lateral jsonb_array_elements(p.allowed_address_pairs) pair)
    select pg_current_snapshot()::text as snapshot,
      (select system_identifier::text from pg_control_system()) as source,
      (select json_agg(json_build_object('id', w.id, 'stateful', w.stateful, 'rules', coalesce((
        select json_agg(json_build_object('direction', r.direction, 'protocol', r.protocol, 'min', r.port_min,
          'max', r.port_max, 'cidr', r.remote_cidr, 'group', r.remote_group_id) order by r.id)
        from rules r where r.security_group_id = w.id), '[]'::json)) order by w.id) from wanted w) as groups,
      (select json_agg(json_build_object('group', named.id, 'addresses', coalesce((
        select json_agg(m.address order by m.address) from member m where m.id = named.id), '[]'::json))
        order by named.id) from named) as members`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('a select without a row')
  return SecurityPolicy.parse({
    source: row.source,
    revision: revisionOf(row.snapshot),
    groups: (row.groups ?? []).map((group) => ({ ...group, rules: group.rules.map(ruleOf) })),
    members: row.members ?? [],
  })
}

/**
 * A number that is higher for the later of two snapshots that see different things. Of PostgreSQL's `xmin:xmax:running`
 * either xmax grew, or fewer of those below it are still running.
 */
export function revisionOf(snapshot: string): number {
  const [, xmax = '0', running = ''] = snapshot.split(':')
  const count = running === '' ? 0 : running.split(',').length
  return Number(xmax) * 1000 + (999 - Math.min(999, count))
}

function ruleOf({ direction, protocol, min, max, cidr, group }: StoredRule): SecurityRule {
  return {
    direction,
    ...(protocol === null ? {} : { protocol: protocolNumber(protocol) ?? 0 }),
    ...(min === null ? {} : { from: min }),
    ...(max === null ? {} : { to: max }),
    ...(group === null ? (cidr === null ? {} : { remote: { cidr } }) : { remote: { group } }),
  }
}

/** The names of the groups that servers' ports are in, by server. */
export async function groupNamesOf(db: Kysely<Database>, serverIds: readonly string[]): Promise<Map<string, string[]>> {
  if (serverIds.length === 0) return new Map()
  const { rows } = await sql<{ server: string; names: string[] }>`
    select p.server_id as server, array_agg(distinct g.name order by g.name) as names
    from ports p join security_groups g on g.id::text = any(p.security_group_ids)
    where p.server_id = any(${[...serverIds]}::uuid[]) group by p.server_id`.execute(db)
  return new Map(rows.map((row) => [row.server, row.names]))
}
