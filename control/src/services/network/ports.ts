import { randomBytes } from 'node:crypto'
import { type Database, Fault, NicSpec, newId } from '@kilonova/core'
import { type Kysely, sql, type Transaction } from 'kysely'

/** One card that a server asked for: a port that exists, or a new one on a network. */
export type NicRequest =
  | { readonly portId: string }
  | { readonly networkId: string; readonly address?: string; readonly tag?: string }

/** A MAC of the range that OpenStack uses for its guests. */
export const randomMac = (): string => ['fa', '16', '3e', ...randomBytes(3).toString('hex').match(/../g)!].join(':')

interface PortOwner {
  readonly serverId: string
  readonly projectId: string
}

/** Whose a new port is: a server's, or a user's own that waits for one. */
interface NewPort {
  readonly serverId: string | null
  readonly projectId: string
  readonly name?: string
  readonly description?: string
  readonly mac?: string
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
): Promise<void> {
  for (const [position, request] of requests.entries()) {
    if ('portId' in request) await bindPort(trx, owner, request.portId, position)
    else await createPort(trx, { ...owner }, request, position)
  }
}

async function bindPort(trx: Transaction<Database>, owner: PortOwner, portId: string, position: number): Promise<void> {
  const bound = await trx
    .updateTable('ports')
    .set({ server_id: owner.serverId, position, device_owner: 'compute:nova', updated_at: new Date() })
    .where('id', '=', portId)
    .where('server_id', 'is', null)
    .executeTakeFirst()
  if (bound.numUpdatedRows === 1n) return
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
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const subnet = await readSubnet(trx, request.networkId, after)
    const address: string | null = request.address ?? subnet.free
    if (address === null) throw full(request.networkId, subnet)
    const row = await trx
      .insertInto('ports')
      .values({
        id: newId<'port'>(),
        network_id: request.networkId,
        subnet_id: subnet.id,
        project_id: owner.projectId,
        server_id: owner.serverId,
        outlives_server: owner.serverId === null,
        name: owner.name ?? '',
        description: owner.description ?? '',
        device_owner: owner.serverId === null ? '' : 'compute:nova',
        mac: owner.mac ?? randomMac(),
        address,
        position,
        tag: request.tag ?? null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (row !== undefined) return row.id
    if (request.address !== undefined && (await isTaken(trx, request.networkId, address))) {
      throw new Fault('conflict', `Fixed IP address ${address} is already in use`)
    }
    if (owner.mac !== undefined && (await isMacTaken(trx, owner.mac))) {
      throw new Fault('conflict', `MAC address ${owner.mac} is already in use`)
    }
    after = address
  }
  throw new Fault('conflict', `network ${request.networkId} is too busy to get an address`, { next: 'Try again' })
}

const full = (networkId: string, { pool_start, pool_end }: Subnet): Fault =>
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

interface Subnet {
  readonly id: string
  readonly pool_start: string
  readonly pool_end: string
  /** The lowest address that nobody has, above `after` when given. */
  readonly free: string | null
}

/** A network's subnet with a free address: the start of its pool, or one after a used one. */
async function readSubnet(trx: Transaction<Database>, networkId: string, after: string | null): Promise<Subnet> {
  const { rows } = await sql<Subnet>`
    with subnet as (select * from subnets where network_id = ${networkId} order by created_at limit 1),
    low as (select greatest(pool_start::inet, ${after}::inet + 1) as a, pool_end::inet as top, gateway from subnet),
    next as (select address::inet + 1 as a from ports where network_id = ${networkId} and address is not null)
    select subnet.id, pool_start, pool_end, (
      select host(c.a) from (select a from low union all select a from next) c, low
      where c.a >= low.a and c.a <= low.top and host(c.a) is distinct from low.gateway
        and not exists (select 1 from ports where network_id = ${networkId} and address = host(c.a))
      order by c.a limit 1) as free
    from subnet`.execute(trx)
  const [subnet] = rows
  if (subnet === undefined) throw new Fault('invalid', `network ${networkId} has no subnet`)
  return subnet
}

/** Gives back what `attachPorts` took: our own ports go, a user's ports are free again. */
export async function releasePorts(trx: Transaction<Database>, serverId: string): Promise<void> {
  await trx.deleteFrom('ports').where('server_id', '=', serverId).where('outlives_server', '=', false).execute()
  await trx
    .updateTable('ports')
    .set({ server_id: null, device_owner: '', updated_at: new Date() })
    .where('server_id', '=', serverId)
    .execute()
}

/** The cards of a server as its host needs to know them. */
export async function nicsOf(db: Kysely<Database>, serverId: string): Promise<NicSpec[]> {
  const rows = await db
    .selectFrom('ports')
    .innerJoin('networks', 'networks.id', 'ports.network_id')
    .innerJoin('subnets', 'subnets.id', 'ports.subnet_id')
    .select([
      'ports.id as portId',
      'ports.mac',
      'ports.address',
      'networks.id as networkId',
      'networks.name',
      'networks.kind',
      'networks.mtu',
      'subnets.cidr',
      'subnets.gateway',
      'subnets.dns_servers as dnsServers',
    ])
    .where('ports.server_id', '=', serverId)
    .orderBy('ports.position')
    .execute()
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
        ...(row.mtu === null ? {} : { mtu: row.mtu }),
      },
      mac: row.mac,
      address: row.address,
    }),
  )
}
