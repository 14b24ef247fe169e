import { randomBytes } from 'node:crypto'
import { type Database, Fault, NicSpec, newId } from '@kilonova/core'
import { type Kysely, sql, type Transaction } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { ensureDefaultGroup, revisionOf } from './security-groups.ts'

/** One card that a server asked for: a port that exists, or a new one on a network. */
export type NicRequest =
  | { readonly portId: string; readonly tag?: string }
  | { readonly networkId: string; readonly address?: string; readonly tag?: string }

/** A MAC of the range that OpenStack uses for its guests. */
export const randomMac = (): string => ['fa', '16', '3e', ...randomBytes(3).toString('hex').match(/../g)!].join(':')

interface PortOwner {
  readonly serverId: string
  readonly projectId: string
  /** Of new ports; the project's default one when absent. */
  readonly securityGroups?: readonly string[]
  /** False for a card that its guest gets later. */
  readonly attached?: boolean
}

/** Whose a new port is: a server's, or a user's own that waits for one. */
interface NewPort {
  readonly serverId: string | null
  readonly projectId: string
  readonly name?: string
  readonly description?: string
  readonly mac?: string
  readonly attached?: boolean
  readonly adminStateUp?: boolean
  readonly securityGroups?: readonly string[]
  /** As the network has it when absent. */
  readonly portSecurity?: boolean
  readonly addressPairs?: readonly { readonly mac: string; readonly address: string }[]
}

/**
 * Gives a server its ports, once, in the caller's transaction.
 * The store's unique rules decide who gets an address: whoever loses the race takes the next one.
 * @throws {Fault} `overLimit` when a network has no address left, `conflict` when an asked one is taken.
 */
export async function attachPorts(
  trx: Transaction<Database>,
  owner: PortOwner,
  requests: readonly NicRequest[],
  firstPosition = 0,
): Promise<string[]> {
  const ids: string[] = []
  for (const [index, request] of requests.entries()) {
    const position = firstPosition + index
    if ('portId' in request) ids.push(await bindPort(trx, owner, request, position))
    else ids.push(await createPort(trx, { ...owner }, request, position))
  }
  return ids
}

async function bindPort(
  trx: Transaction<Database>,
  owner: PortOwner,
  { portId, tag }: { readonly portId: string; readonly tag?: string },
  position: number,
): Promise<string> {
  const bound = await trx
    .updateTable('ports')
    .set({
      server_id: owner.serverId,
      position,
      device_owner: 'compute:nova',
      attached: owner.attached ?? true,
      plug_event: null,
      updated_at: new Date(),
      ...(tag === undefined ? {} : { tag }),
    })
    .where('id', '=', portId)
    .where('server_id', 'is', null)
    .executeTakeFirst()
  if (bound.numUpdatedRows === 1n) return portId
  throw new Fault('conflict', `port ${portId} is gone, or used by another server`)
}

/** @returns the new port's id. @throws {Fault} as `attachPorts` does. */
export async function createPort(
  trx: Transaction<Database>,
  owner: NewPort,
  request: { readonly networkId: string; readonly address?: string; readonly tag?: string },
  position: number,
): Promise<string> {
  let after: string | null = null
  let ownGroups = owner.securityGroups
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const tried = await insertPort(trx, { owner, request, position, after, ownGroups })
    if (tried.port !== null) return tried.port
    if (tried.free === null) throw full(request.networkId, tried)
    if (tried.lacks_group) {
      ownGroups = [await ensureDefaultGroup(trx, owner.projectId)]
      continue
    }
    if (request.address !== undefined && (await isTaken(trx, request.networkId, request.address))) {
      throw new Fault('conflict', `Fixed IP address ${request.address} is already in use`)
    }
    if (owner.mac !== undefined && (await isMacTaken(trx, owner.mac))) {
      throw new Fault('conflict', `MAC address ${owner.mac} is already in use`)
    }
    after = tried.free
  }
  throw new Fault('conflict', `network ${request.networkId} is too busy to get an address`, { next: 'Try again' })
}

const full = (networkId: string, { pool_start, pool_end }: TriedPort): Fault =>
  new Fault('overLimit', `network ${networkId} has no address left (${pool_start} to ${pool_end})`, {
    next: 'Delete servers or ports that nobody needs, or use another network',
  })

async function isTaken(trx: Kysely<Database>, networkId: string, address: string): Promise<boolean> {
  const row = await trx
    .selectFrom('ports')
    .select('id')
    .where('network_id', '=', networkId)
    .where('address', '=', address)
    .executeTakeFirst()
  return row !== undefined
}

async function isMacTaken(trx: Kysely<Database>, mac: string): Promise<boolean> {
  return (await trx.selectFrom('ports').select('id').where('mac', '=', mac).executeTakeFirst()) !== undefined
}

interface TriedPort {
  readonly pool_start: string
  readonly pool_end: string
  /** The address that was tried: the asked one, or the lowest that nobody has, above `after` when given. */
  readonly free: string | null
  /** It is to be guarded by the project's default group, and there is none yet. */
  readonly lacks_group: boolean
  /** The new port's id; null when its address or MAC was taken. */
  readonly port: string | null
}

interface PortWish {
  readonly owner: NewPort
  readonly request: { readonly networkId: string; readonly address?: string; readonly tag?: string }
  readonly position: number
  readonly after: string | null
  readonly ownGroups: readonly string[] | undefined
}

/** So many that take an address of one network at once do not wait for each other. */
const takersAtOnce = 63

/**
 * Chooses an address and inserts the port, in one statement: of the lowest free ones in the pool of the network's subnet
 * the first that no other transaction is just taking: else all would want the same, and wait for each other's commit.
 * The free ones are what lies between neighbours of the taken ones, read once and sorted: to look for each candidate
 * among the taken ones is quadratic under the plan that PostgreSQL keeps from when the table was empty. The port is
 * guarded as the network has it, by the project's default group, where its owner says nothing else.
 */
async function insertPort(trx: Transaction<Database>, wish: PortWish): Promise<TriedPort> {
  const { owner, request, position, after, ownGroups } = wish
  const { networkId } = request
  const { serverId, projectId } = owner
  const pairs = owner.addressPairs === undefined ? null : JSON.stringify(owner.addressPairs)
  const groups = ownGroups === undefined ? null : [...ownGroups]
  const { rows } = await sql<TriedPort>`
    with subnet as (select * from subnets where network_id = ${networkId} order by created_at limit 1),
    low as (select greatest(pool_start::inet, ${after}::inet + 1) as a, pool_end::inet as top, gateway from subnet),
    taken as (
      select a - 1 as a from low
      union all select address::inet from ports, low
        where network_id = ${networkId} and address::inet >= low.a and address::inet <= low.top
      union all select gateway::inet from low where gateway::inet >= low.a and gateway::inet <= low.top),
    gaps as (
      select g.a, g.next from (select a, lead(a) over (order by a) as next from taken) g, low
      where g.a < low.top and (g.next is null or g.a + 1 < g.next) order by g.a limit ${takersAtOnce + 1}::int),
    free as materialized (
      select gaps.a + n as a from gaps, low, generate_series(1, ${takersAtOnce + 1}::int) as n
      where gaps.a + n <= low.top and (gaps.next is null or gaps.a + n < gaps.next)
      order by 1 limit ${takersAtOnce + 1}::int),
    mine as materialized (
      select host(a) as a from free
      where pg_try_advisory_xact_lock(hashtextextended(${networkId} || host(a), 6)) limit 1),
    choice as materialized (
      select id, pool_start, pool_end,
        coalesce(${request.address ?? null}, (select a from mine), (select host(a) from free limit 1)) as free from subnet),
    guard as materialized (
      select guarded, case when not guarded then '{}' else coalesce(${groups}::text[], array(
          select id::text from security_groups where project_id = ${projectId} and name = 'default')) end as groups,
        guarded and ${groups}::text[] is null and not exists (
          select 1 from security_groups where project_id = ${projectId} and name = 'default') as lacks_group
      from (select coalesce(${owner.portSecurity ?? null}::boolean,
        (select port_security_enabled from networks where id = ${networkId}), true) as guarded) as said),
    put as (
      insert into ports (id, network_id, subnet_id, project_id, server_id, outlives_server, name, description,
        device_owner, mac, address, position, tag, attached, port_security_enabled, security_group_ids, admin_state_up,
        allowed_address_pairs)
      select ${newId<'port'>()}::uuid, ${networkId}::uuid, choice.id, ${projectId}, ${serverId}::uuid,
        ${serverId === null}::boolean, ${owner.name ?? ''}, ${owner.description ?? ''},
        ${serverId === null ? '' : 'compute:nova'}, ${owner.mac ?? randomMac()}, choice.free, ${position}::int,
        ${request.tag ?? null}, ${owner.attached ?? true}::boolean, guarded, groups,
        ${owner.adminStateUp ?? true}::boolean, ${pairs}::jsonb
      from choice, guard where choice.free is not null and not lacks_group
      on conflict do nothing returning id)
    select pool_start, pool_end, free, lacks_group, (select id from put) as port from choice, guard`.execute(trx)
  const [tried] = rows
  if (tried === undefined) throw new Fault('invalid', `network ${networkId} has no subnet`)
  return tried
}

/** Gives back what `attachPorts` took: our own ports go, a user's ports are free again. */
export async function releasePorts(trx: Transaction<Database>, serverId: string): Promise<void> {
  await trx.deleteFrom('ports').where('server_id', '=', serverId).where('outlives_server', '=', false).execute()
  await trx
    .updateTable('ports')
    .set({ server_id: null, device_owner: '', tag: null, attached: true, updated_at: new Date() })
    .where('server_id', '=', serverId)
    .execute()
}

/** The same for one port. */
export async function releasePort(trx: Transaction<Database>, serverId: string, portId: string): Promise<void> {
  await trx
    .deleteFrom('ports')
    .where('id', '=', portId)
    .where('server_id', '=', serverId)
    .where('outlives_server', '=', false)
    .execute()
  await trx
    .updateTable('ports')
    .set({ server_id: null, device_owner: '', tag: null, attached: true, updated_at: new Date() })
    .where('id', '=', portId)
    .where('server_id', '=', serverId)
    .execute()
}

const nicColumns = [
  'ports.id as portId',
  'ports.mac',
  'ports.address',
  'ports.tag',
  'ports.port_security_enabled as guarded',
  'ports.security_group_ids as groups',
  'ports.allowed_address_pairs as pairs',
  'networks.id as networkId',
  'networks.name',
  'networks.kind',
  'networks.mtu',
  'networks.physical_network as physicalNetwork',
  'subnets.cidr',
  'subnets.gateway',
  'subnets.dns_servers as dnsServers',
  'subnets.enable_dhcp as dhcp',
] as const

const nicQuery = (db: Kysely<Database>) =>
  db
    .selectFrom('ports')
    .innerJoin('networks', 'networks.id', 'ports.network_id')
    .innerJoin('subnets', 'subnets.id', 'ports.subnet_id')
    .select([...nicColumns, sql<string>`pg_current_snapshot()::text`.as('snapshot')])
    .orderBy('ports.position')
    .orderBy('ports.created_at')

/** The cards of the server that a query reads, as a column of it: for `nicSpecsOf`. */
export const nicsAsColumn = (db: Kysely<Database>) =>
  jsonArrayFrom(nicQuery(db).where(sql<boolean>`ports.server_id = servers.id`))

/** The cards of some ports as hosts need to know them. */
export async function nicsWhere(
  db: Kysely<Database>,
  narrow: (query: ReturnType<typeof nicQuery>) => ReturnType<typeof nicQuery>,
): Promise<NicSpec[]> {
  return nicSpecsOf(await narrow(nicQuery(db)).execute())
}

type NicRow = Awaited<ReturnType<ReturnType<typeof nicQuery>['execute']>>[number]

export function nicSpecsOf(rows: readonly NicRow[]): NicSpec[] {
  return rows.map((row) =>
    NicSpec.parse({
      portId: row.portId,
      network: {
        id: row.networkId,
        name: row.name,
        kind: row.kind,
        cidr: row.cidr,
        gateway: row.gateway,
        dnsServers: row.dnsServers,
        dhcp: row.dhcp,
        ...(row.mtu === null ? {} : { mtu: row.mtu }),
        ...(row.physicalNetwork === null ? {} : { physicalNetwork: row.physicalNetwork }),
      },
      mac: row.mac,
      address: row.address,
      ...(row.tag === null ? {} : { tag: row.tag }),
      revision: revisionOf(row.snapshot),
      ...(row.guarded ? { security: { groups: row.groups, pairs: row.pairs ?? [] } } : {}),
    }),
  )
}
