import { newId } from '@kilonova/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Cloud } from '../../cloud.ts'
import { LooseBoolean, parse, PlainText } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { noContent, requireRole } from '../request.ts'
import { type ById, deleteUnless, networkOr404, onlyFields, ownerOf, requireOwner, textFilters } from './access.ts'
import { takeRoom } from './quotas.ts'
import { type NetworkRow, networkView } from './views.ts'

const fields = {
  name: PlainText(255).optional(),
  description: PlainText(255).optional(),
  admin_state_up: LooseBoolean.optional(),
  shared: LooseBoolean.optional(),
  mtu: z.int().min(576).max(65_535).optional(),
  port_security_enabled: LooseBoolean.optional(),
}
const NewNetwork = z.strictObject({
  network: z.strictObject({
    ...fields,
    project_id: PlainText(255).optional(),
    tenant_id: PlainText(255).optional(),
    availability_zone_hints: z.array(z.string()).max(0).optional(),
    is_default: z.literal(false).optional(),
    'router:external': z.literal(false).optional(),
    'provider:network_type': z.enum(['local', 'flat']).optional(),
    'provider:physical_network': PlainText(64).min(1).nullish(),
    'provider:segmentation_id': z.null().optional(),
  }),
})
const Change = z.strictObject({ network: z.strictObject(fields) })

async function subnetIds(cloud: Cloud, networks: readonly NetworkRow[]): Promise<Map<string, string[]>> {
  const ids = new Map<string, string[]>(networks.map((network) => [network.id, []]))
  if (networks.length === 0) return ids
  const rows = await cloud.store.db
    .selectFrom('subnets')
    .select(['id', 'network_id'])
    .where('network_id', 'in', [...ids.keys()])
    .orderBy('created_at')
    .execute()
  for (const row of rows) ids.get(row.network_id)?.push(row.id)
  return ids
}

async function show(cloud: Cloud, request: FastifyRequest, network: NetworkRow) {
  const subnets = await subnetIds(cloud, [network])
  return { network: onlyFields(request, networkView(network, subnets.get(network.id) ?? [])) }
}

/** What servers can be attached to. */
export function networkRoutes(app: FastifyInstance, cloud: Cloud): void {
  networkReads(app, cloud)
  networkWrites(app, cloud)
}

function networkReads(app: FastifyInstance, cloud: Cloud): void {
  const path = '/network/v2.0/networks'
  const { db } = cloud.store
  app.get(path, async (request) => {
    const { caller } = request
    let query = db.selectFrom('networks').selectAll()
    if (!caller.isAdmin) {
      query = query.where((eb) => eb.or([eb('shared', '=', true), eb('project_id', '=', caller.projectId ?? '')]))
    }
    const columns = {
      id: 'id',
      name: 'name',
      project_id: 'project_id',
      tenant_id: 'project_id',
      shared: 'shared',
      is_default: 'is_default',
      admin_state_up: 'admin_state_up',
    }
    for (const filter of textFilters(lowerBooleans(request), columns)) query = query.where(filter)
    const external = (request.query as Record<string, string>)['router:external']
    const rows = external?.toLowerCase() === 'true' ? [] : await query.orderBy('name').orderBy('id').execute()
    const subnets = await subnetIds(cloud, rows)
    return { networks: rows.map((row) => onlyFields(request, networkView(row, subnets.get(row.id) ?? []))) }
  })
  app.get<ById>(`${path}/:id`, async (request) =>
    show(cloud, request, await networkOr404(cloud, request, request.params.id)),
  )
}

function networkWrites(app: FastifyInstance, cloud: Cloud): void {
  const path = '/network/v2.0/networks'
  const { db } = cloud.store
  app.post(path, async (request, reply) => {
    const { network } = parse(NewNetwork, request.body)
    const project = ownerOf(request, network.project_id ?? network.tenant_id)
    if (network.shared === true) requireRole(request, 'admin')
    const place = placeOf(request, network)
    const row = await cloud.store.transaction(async (trx) => {
      await takeRoom(cloud, trx, 'network', project)
      return trx
        .insertInto('networks')
        .values({
          id: newId<'network'>(),
          project_id: project,
          name: network.name ?? '',
          description: network.description ?? '',
          ...place,
          mtu: network.mtu ?? null,
          shared: network.shared ?? false,
          admin_state_up: network.admin_state_up ?? true,
          port_security_enabled: network.port_security_enabled ?? true,
        })
        .returningAll()
        .executeTakeFirstOrThrow()
    })
    return reply.code(201).send(await show(cloud, request, row))
  })
  app.put<ById>(`${path}/:id`, async (request) => {
    const { network: change } = parse(Change, request.body)
    const row = await networkOr404(cloud, request, request.params.id)
    requireOwner(request, row)
    if (change.shared === true) requireRole(request, 'admin')
    const { mtu, ...rest } = change
    const defined = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
    const changed = await db
      .updateTable('networks')
      .set({ ...defined, ...(mtu === undefined ? {} : { mtu }), updated_at: new Date() })
      .where('id', '=', row.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    return show(cloud, request, changed)
  })
  app.delete<ById>(`${path}/:id`, async (request, reply) => {
    const row = await networkOr404(cloud, request, request.params.id)
    requireOwner(request, row)
    // A port that is made at this moment keeps its network: the store refuses then, whatever was seen before.
    const inUse = new Refusal(
      409,
      `Unable to complete operation on network ${row.id}. There are one or more ports still in use on the network.`,
    )
    const used = await db.selectFrom('ports').select('id').where('network_id', '=', row.id).executeTakeFirst()
    if (used !== undefined) throw inUse
    await deleteUnless(db.deleteFrom('networks').where('id', '=', row.id).execute(), inUse)
    return noContent(reply)
  })
}

type Wish = z.infer<typeof NewNetwork>['network']

/** What a network is on. @throws {Refusal} 400 for a place that does not fit together, 403 for all but administrators. */
function placeOf(request: FastifyRequest, wish: Wish) {
  const type = wish['provider:network_type']
  const physical = wish['provider:physical_network'] ?? null
  if (type === undefined && physical === null) return own
  requireRole(request, 'admin')
  if (type === 'flat') {
    if (physical !== null) return { kind: 'flat', physical_network: physical } as const
    throw new Refusal(400, 'Invalid input for operation: physical_network required for flat network.')
  }
  if (physical !== null)
    throw new Refusal(400, `Invalid input for operation: physical_network specified for ${type ?? 'local'} network.`)
  return own
}

/** A network of each host's own, with NAT. */
const own = { kind: 'nat', physical_network: null } as const

/** `True` of old clients is PostgreSQL's `true`. */
function lowerBooleans(request: FastifyRequest): FastifyRequest {
  const query = request.query as Record<string, string | string[]>
  for (const name of ['shared', 'is_default', 'admin_state_up']) {
    const value = query[name]
    if (typeof value === 'string') query[name] = value.toLowerCase()
  }
  return request
}
