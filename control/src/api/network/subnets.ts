import { newId } from '@kilonova/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Cloud } from '../../cloud.ts'
import { addressToNumber, planSubnet } from '../../services/network/subnet.ts'
import { LooseBoolean, parse, PlainText } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { noContent } from '../request.ts'
import {
  type ById,
  deleteUnless,
  networkOr404,
  onlyFields,
  ownerOf,
  requireOwner,
  subnetOr404,
  textFilters,
} from './access.ts'
import { takeRoom } from './quotas.ts'
import { type SubnetRow, subnetView } from './views.ts'

const Ipv4 = z.ipv4()
const changeable = {
  name: PlainText(255).optional(),
  description: PlainText(255).optional(),
  dns_nameservers: z.array(Ipv4).max(8).optional(),
}
const NewSubnet = z.strictObject({
  subnet: z.strictObject({
    ...changeable,
    network_id: z.uuid(),
    ip_version: z.literal(4).optional(),
    cidr: z.string().regex(/^(\d{1,3}\.){3}\d{1,3}\/(1[6-9]|2\d)$/, 'an IPv4 subnet of /16 to /29'),
    gateway_ip: Ipv4.optional(),
    enable_dhcp: LooseBoolean.optional(),
    allocation_pools: z
      .array(z.strictObject({ start: Ipv4, end: Ipv4 }))
      .max(1)
      .optional(),
    host_routes: z.array(z.unknown()).max(0, 'host routes are not given to guests').optional(),
    project_id: PlainText(255).optional(),
    tenant_id: PlainText(255).optional(),
  }),
})
const Change = z.strictObject({ subnet: z.strictObject(changeable) })
type Wish = z.infer<typeof NewSubnet>['subnet']

/** Networks that a guest's address must not come from: they are of no use, or this machine's own. */
const reserved = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3']

/** @throws {Refusal} 400 for a plan that can not work. */
function checkedPlan(wish: Wish, kind: 'nat' | 'flat') {
  parse(z.object({ cidr: Ipv4 }), { cidr: wish.cidr.split('/')[0] })
  const plan = planSubnet(wish.cidr)
  const [pool = { start: plan.poolStart, end: plan.poolEnd }] = wish.allocation_pools ?? []
  const gateway = wish.gateway_ip ?? plan.gateway
  const [low, high] = [addressToNumber(plan.gateway), addressToNumber(plan.poolEnd)]
  for (const [name, address] of Object.entries({ gateway_ip: gateway, start: pool.start, end: pool.end })) {
    const at = addressToNumber(address)
    if (at < low || at > high)
      throw new Refusal(400, `Invalid input for ${name}. Reason: ${address} is not an address of ${plan.cidr}.`)
  }
  if (addressToNumber(pool.start) > addressToNumber(pool.end))
    throw new Refusal(400, `Invalid input for allocation_pools. Reason: it ends before it starts.`)
  if (kind === 'flat') return { ...plan, gateway, poolStart: pool.start, poolEnd: pool.end }
  if (gateway !== plan.gateway)
    throw new Refusal(
      400,
      `Invalid input for gateway_ip. Reason: the gateway of a NAT network is its first address, ${plan.gateway}.`,
    )
  return { ...plan, poolStart: pool.start, poolEnd: pool.end }
}

/** The addresses of networks: one IPv4 subnet each. */
export function subnetRoutes(app: FastifyInstance, cloud: Cloud): void {
  subnetReads(app, cloud)
  subnetWrites(app, cloud)
}

function subnetReads(app: FastifyInstance, cloud: Cloud): void {
  const path = '/network/v2.0/subnets'
  const { db } = cloud.store
  app.get(path, async (request) => {
    const { caller } = request
    let query = db.selectFrom('subnets').innerJoin('networks', 'networks.id', 'subnets.network_id').selectAll('subnets')
    if (!caller.isAdmin) {
      query = query.where((eb) =>
        eb.or([eb('networks.shared', '=', true), eb('subnets.project_id', '=', caller.projectId ?? '')]),
      )
    }
    const columns = {
      id: 'subnets.id',
      name: 'subnets.name',
      network_id: 'subnets.network_id',
      cidr: 'subnets.cidr',
      project_id: 'subnets.project_id',
      tenant_id: 'subnets.project_id',
    }
    for (const filter of textFilters(request, columns)) query = query.where(filter)
    const rows = await query.orderBy('subnets.name').orderBy('subnets.id').execute()
    return { subnets: rows.map((row) => onlyFields(request, subnetView(row))) }
  })
  app.get<ById>(`${path}/:id`, async (request) => ({
    subnet: onlyFields(request, subnetView(await subnetOr404(cloud, request, request.params.id))),
  }))
  app.post(path, async (request, reply) =>
    reply.code(201).send({ subnet: subnetView(await createSubnet(cloud, request)) }),
  )
}

function subnetWrites(app: FastifyInstance, cloud: Cloud): void {
  const path = '/network/v2.0/subnets'
  const { db } = cloud.store
  app.put<ById>(`${path}/:id`, async (request) => {
    const { subnet: change } = parse(Change, request.body)
    const row = await subnetOr404(cloud, request, request.params.id)
    requireOwner(request, row)
    const changed = await db
      .updateTable('subnets')
      .set({
        name: change.name ?? row.name,
        description: change.description ?? row.description,
        dns_servers: change.dns_nameservers ?? row.dns_servers,
        updated_at: new Date(),
      })
      .where('id', '=', row.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    return { subnet: subnetView(changed) }
  })
  app.delete<ById>(`${path}/:id`, async (request, reply) => {
    const row = await subnetOr404(cloud, request, request.params.id)
    requireOwner(request, row)
    const inUse = new Refusal(
      409,
      `Unable to complete operation on subnet ${row.id}: One or more ports have an IP allocation from this subnet.`,
    )
    const used = await db.selectFrom('ports').select('id').where('subnet_id', '=', row.id).executeTakeFirst()
    if (used !== undefined) throw inUse
    await deleteUnless(db.deleteFrom('subnets').where('id', '=', row.id).execute(), inUse)
    return noContent(reply)
  })
}

async function createSubnet(cloud: Cloud, request: FastifyRequest): Promise<SubnetRow> {
  const { subnet } = parse(NewSubnet, request.body)
  const network = await networkOr404(cloud, request, subnet.network_id)
  requireOwner(request, network)
  const project = ownerOf(request, subnet.project_id ?? subnet.tenant_id)
  const plan = checkedPlan(subnet, network.kind)
  return cloud.store.transaction(async (trx) => {
    // Subnets must not overlap, since guests of one host share its routes: they are made one at a time.
    await sql`select pg_advisory_xact_lock(hashtextextended('subnets', 2))`.execute(trx)
    const { rows } = await sql<{ cidr: string; network_id: string }>`
        select cidr, network_id from (select cidr, network_id::text from subnets
          union all select unnest(${reserved}::text[]), '') s
        where s.cidr::cidr && ${plan.cidr}::cidr or s.network_id = ${network.id}`.execute(trx)
    const [other] = rows
    if (other?.network_id === network.id)
      throw new Refusal(409, `Network ${network.id} has a subnet already; a NAT network has one.`)
    if (other !== undefined)
      throw new Refusal(
        400,
        `Invalid input for operation: Requested subnet with cidr: ${plan.cidr} overlaps with another subnet, ${other.cidr}.`,
      )
    await takeRoom(cloud, trx, 'subnet', project)
    return trx
      .insertInto('subnets')
      .values({
        id: newId<'network'>(),
        network_id: network.id,
        project_id: project,
        name: subnet.name ?? '',
        description: subnet.description ?? '',
        cidr: plan.cidr,
        gateway: plan.gateway,
        enable_dhcp: subnet.enable_dhcp ?? true,
        dns_servers: subnet.dns_nameservers ?? [],
        pool_start: plan.poolStart,
        pool_end: plan.poolEnd,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
  })
}
