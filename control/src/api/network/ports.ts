import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Cloud } from '../../cloud.ts'
import { createPort } from '../../services/network/ports.ts'
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
import { portView } from './views.ts'

const changeable = {
  name: PlainText(255).optional(),
  description: PlainText(255).optional(),
  admin_state_up: LooseBoolean.optional(),
}
const NewPort = z.strictObject({
  port: z.strictObject({
    ...changeable,
    network_id: z.uuid(),
    fixed_ips: z
      .array(z.strictObject({ subnet_id: z.uuid().optional(), ip_address: z.ipv4().optional() }))
      .max(1)
      .optional(),
    mac_address: z
      .string()
      .regex(/^[0-9a-fA-F][02468aceACE](:[0-9a-fA-F]{2}){5}$/, 'not the MAC of one card')
      .transform((mac) => mac.toLowerCase())
      .optional(),
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
    const id = await cloud.store.transaction((trx) =>
      createPort(
        trx,
        {
          projectId: project,
          serverId: null,
          name: port.name ?? '',
          description: port.description ?? '',
          ...(port.mac_address === undefined ? {} : { mac: port.mac_address }),
        },
        { networkId: network.id, ...(address === undefined ? {} : { address }) },
        0,
      ),
    )
    return reply.code(201).send({ port: portView(await portOr404(cloud, request, id)) })
  })
  app.put<ById>(`${path}/:id`, async (request) => {
    const { port: change } = parse(Change, request.body)
    const row = await portOr404(cloud, request, request.params.id)
    requireOwner(request, row)
    await cloud.store.db
      .updateTable('ports')
      .set({
        name: change.name ?? row.name,
        description: change.description ?? row.description,
        admin_state_up: change.admin_state_up ?? row.admin_state_up,
        updated_at: new Date(),
      })
      .where('id', '=', row.id)
      .execute()
    return { port: portView(await portOr404(cloud, request, row.id)) }
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
