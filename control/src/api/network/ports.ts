import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Cloud } from '../../cloud.ts'
import { createPort, randomMac } from '../../services/network/ports.ts'
import { holdGroups } from '../../services/network/find-groups.ts'
import { addressToNumber } from '../../services/network/subnet.ts'
import { LooseBoolean, parse, PlainText } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { noContent } from '../request.ts'
import {
  type ById,
  networkOr404,
  onlyFields,
  ownerOf,
  portOr404,
  portQuery,
  requireOwner,
  textFilters,
} from './access.ts'
import { takeRoom } from './quotas.ts'
import { type NetworkRow, portView } from './views.ts'

const Mac = z
  .string()
  .regex(/^[0-9a-fA-F][02468aceACE](:[0-9a-fA-F]{2}){5}$/, 'not the MAC of one card')
  .transform((mac) => mac.toLowerCase())
const Pair = z.strictObject({ ip_address: z.union([z.ipv4(), z.cidrv4()]), mac_address: Mac.nullish() })
const changeable = {
  name: PlainText(255).optional(),
  description: PlainText(255).optional(),
  admin_state_up: LooseBoolean.optional(),
  security_groups: z.array(z.uuid()).max(64).nullish(),
  port_security_enabled: LooseBoolean.optional(),
  allowed_address_pairs: z.array(Pair).max(10).nullish(),
}
const NewPort = z.strictObject({
  port: z.strictObject({
    ...changeable,
    network_id: z.uuid(),
    fixed_ips: z
      .array(z.strictObject({ subnet_id: z.uuid().optional(), ip_address: z.ipv4().optional() }))
      .max(1)
      .optional(),
    mac_address: Mac.optional(),
    'binding:vnic_type': z.literal('normal').optional(),
    device_id: z.literal('').optional(),
    device_owner: z.literal('').optional(),
    project_id: PlainText(255).optional(),
    tenant_id: PlainText(255).optional(),
  }),
})
const Change = z.strictObject({ port: z.strictObject(changeable) })

/** Cards that were made before their servers, with an address and a MAC to keep. */
export function portRoutes(app: FastifyInstance, cloud: Cloud): void {
  portReads(app, cloud)
  portWrites(app, cloud)
}

function portReads(app: FastifyInstance, cloud: Cloud): void {
  const path = '/network/v2.0/ports'
  app.get(path, async (request) => {
    const { caller } = request
    let query = portQuery(cloud)
    if (!caller.isAdmin) query = query.where('ports.project_id', '=', caller.projectId ?? '')
    const columns = {
      id: 'ports.id',
      name: 'ports.name',
      network_id: 'ports.network_id',
      device_id: 'ports.server_id',
      device_owner: 'ports.device_owner',
      mac_address: 'ports.mac',
      project_id: 'ports.project_id',
      tenant_id: 'ports.project_id',
    }
    for (const filter of textFilters(request, columns)) query = query.where(filter)
    const rows = await query.orderBy('ports.created_at').orderBy('ports.id').execute()
    return { ports: rows.map((row) => onlyFields(request, portView(row))) }
  })
  app.get<ById>(`${path}/:id`, async (request) => ({
    port: onlyFields(request, portView(await portOr404(cloud, request, request.params.id))),
  }))
}

function portWrites(app: FastifyInstance, cloud: Cloud): void {
  const path = '/network/v2.0/ports'
  app.post(path, async (request, reply) => {
    const { port } = parse(NewPort, request.body)
    const network = await networkOr404(cloud, request, port.network_id)
    const project = ownerOf(request, port.project_id ?? port.tenant_id)
    const address = port.fixed_ips?.[0]?.ip_address
    if (address !== undefined) await checkAddress(cloud, network.id, address)
    const guarded = port.port_security_enabled ?? network.port_security_enabled
    checkGuard(guarded, port.security_groups ?? [], port.allowed_address_pairs ?? [])
    const isLooser = (network.port_security_enabled && !guarded) || (port.allowed_address_pairs ?? []).length > 0
    if (isLooser) requireNetwork(request, network)
    const mac = port.mac_address ?? randomMac()
    const id = await cloud.store.transaction(async (trx) => {
      await takeRoom(cloud, trx, 'port', project)
      if (port.security_groups != null) await holdGroups(trx, project, port.security_groups)
      const owner = {
        projectId: project,
        serverId: null,
        name: port.name ?? '',
        description: port.description ?? '',
        adminStateUp: port.admin_state_up ?? true,
        portSecurity: guarded,
        mac,
        ...(port.security_groups == null ? {} : { securityGroups: [...new Set(port.security_groups)] }),
        ...(port.allowed_address_pairs == null ? {} : { addressPairs: plainPairs(port.allowed_address_pairs, mac) }),
      }
      return createPort(trx, owner, { networkId: network.id, ...(address === undefined ? {} : { address }) }, 0)
    })
    return reply.code(201).send({ port: portView(await portOr404(cloud, request, id)) })
  })
  app.put<ById>(`${path}/:id`, async (request) => {
    const { port: change } = parse(Change, request.body)
    const { id, project_id: project, network_id: network } = await portOr404(cloud, request, request.params.id)
    requireOwner(request, { project_id: project })
    const loosens = change.port_security_enabled === false || (change.allowed_address_pairs ?? []).length > 0
    if (loosens) requireNetwork(request, await networkOr404(cloud, request, network))
    await cloud.store.transaction(async (trx) => {
      if (change.security_groups != null) await holdGroups(trx, project, change.security_groups)
      const row = await trx.selectFrom('ports').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
      if (row === undefined) throw new Refusal(404, `Port ${id} could not be found.`)
      const guarded = change.port_security_enabled ?? row.port_security_enabled
      const groups = change.security_groups === undefined ? row.security_group_ids : (change.security_groups ?? [])
      const pairs =
        change.allowed_address_pairs === undefined
          ? (row.allowed_address_pairs ?? [])
          : plainPairs(change.allowed_address_pairs ?? [], row.mac)
      checkGuard(guarded, groups, pairs)
      await trx
        .updateTable('ports')
        .set({
          name: change.name ?? row.name,
          description: change.description ?? row.description,
          admin_state_up: change.admin_state_up ?? row.admin_state_up,
          port_security_enabled: guarded,
          security_group_ids: [...new Set(groups)],
          allowed_address_pairs: JSON.stringify(pairs),
          updated_at: new Date(),
        })
        .where('id', '=', id)
        .execute()
    })
    return { port: portView(await portOr404(cloud, request, id)) }
  })
  app.delete<ById>(`${path}/:id`, async (request, reply) => {
    const row = await portOr404(cloud, request, request.params.id)
    requireOwner(request, row)
    const gone = await cloud.store.db
      .deleteFrom('ports')
      .where('id', '=', row.id)
      .where('server_id', 'is', null)
      .executeTakeFirst()
    if (gone.numDeletedRows === 0n)
      throw new Refusal(409, `Port ${row.id} is in use by server ${row.server_id ?? ''}. Delete the server first.`)
    return noContent(reply)
  })
}

/** @throws {Refusal} 403 where others are on the network, whose addresses an unguarded guest could take. */
function requireNetwork(request: FastifyRequest, { id, project_id }: NetworkRow): void {
  if (request.caller.isAdmin || project_id === request.caller.projectId) return
  throw new Refusal(
    403,
    `Policy doesn't allow this: port_security_enabled and allowed_address_pairs are for the owner of network ${id} and for administrators.`,
  )
}

/** @throws {Refusal} for groups and pairs on a port that nobody guards. */
function checkGuard(guarded: boolean, groups: readonly unknown[], pairs: readonly unknown[]): void {
  if (guarded) return
  if (groups.length > 0)
    throw new Refusal(
      409,
      'Port has security group associated. Cannot disable port security or IP address until security group is removed.',
    )
  if (pairs.length > 0)
    throw new Refusal(409, 'Port Security must be enabled in order to have allowed address pairs on a port.')
}

/** Without a MAC a pair is of the port's own card. */
function plainPairs(pairs: readonly z.infer<typeof Pair>[], mac: string): { mac: string; address: string }[] {
  const plain = pairs.map((pair) => ({ mac: pair.mac_address ?? mac, address: pair.ip_address }))
  const [twice] = plain.filter(
    (pair, index) => plain.findIndex((one) => one.mac === pair.mac && one.address === pair.address) !== index,
  )
  if (twice !== undefined) {
    throw new Refusal(
      400,
      `Request contains duplicate address pair: mac_address ${twice.mac} ip_address ${twice.address}.`,
    )
  }
  return plain
}

async function checkAddress(cloud: Cloud, networkId: string, address: string): Promise<void> {
  const subnet = await cloud.store.db
    .selectFrom('subnets')
    .selectAll()
    .where('network_id', '=', networkId)
    .executeTakeFirst()
  const at = addressToNumber(address)
  const fits =
    subnet !== undefined && at >= addressToNumber(subnet.pool_start) && at <= addressToNumber(subnet.pool_end)
  if (!fits) throw new Refusal(400, `IP address ${address} is not a valid IP for the network ${networkId}.`)
}
