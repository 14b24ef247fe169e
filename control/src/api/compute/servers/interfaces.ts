import { randomUUID } from 'node:crypto'
import { NetworkId, ServerId, type VmState } from '@kilonova/core'
import type { Database } from '@kilonova/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Selectable, Transaction } from 'kysely'
import { z } from 'zod'
import type { Cloud } from '../../../cloud.ts'
import type { ServerRow } from '../../../conductor/server-records.ts'
import { attachPorts } from '../../../services/network/ports.ts'
import { parse } from '../../parse.ts'
import { Refusal } from '../../refusal.ts'
import { noContent, requireRole } from '../../request.ts'
import { type ById, lockServer, serverOr404 } from './access.ts'
import { requireUnlocked } from './change.ts'
import { Tag } from './create-schema.ts'
import { chooseNics } from './nic-choice.ts'

interface ByPort {
  Params: { id: string; port: string }
}
type PortRow = Selectable<Database['ports']>

const fields = {
  port_id: z.uuid().optional(),
  net_id: z.uuid().optional(),
  fixed_ips: z
    .array(z.strictObject({ ip_address: z.ipv4() }))
    .min(1)
    .max(1)
    .optional(),
}
const Attachment = z.strictObject({ interfaceAttachment: z.strictObject(fields).optional() })
const TaggedAttachment = z.strictObject({
  interfaceAttachment: z.strictObject({ ...fields, tag: Tag.optional() }).optional(),
})

/** The states in which a card may come or go. Source: Nova's table of actions. */
const allowedIn: readonly VmState[] = ['active', 'paused', 'stopped']

const view = (port: PortRow, running: boolean, minor: number) => ({
  port_state: port.attached && running ? 'ACTIVE' : 'DOWN',
  port_id: port.id,
  net_id: port.network_id,
  mac_addr: port.mac,
  fixed_ips: port.address === null ? [] : [{ subnet_id: port.subnet_id, ip_address: port.address }],
  ...(minor >= 70 ? { tag: port.tag } : {}),
})

const isRunning = ({ vm_state }: ServerRow): boolean => vm_state === 'active' || vm_state === 'paused'

/** The cards of a server, which come and go while it runs. */
export function interfaceRoutes(app: FastifyInstance, cloud: Cloud): void {
  const path = '/compute/v2.1/servers/:id/os-interface'
  app.get<ById>(path, async (request) => {
    const server = await serverOr404(cloud, request)
    const ports = await portQuery(cloud).where('server_id', '=', server.id).orderBy('position').execute()
    return { interfaceAttachments: ports.map((port) => view(port, isRunning(server), request.minor)) }
  })
  app.get<ByPort>(`${path}/:port`, async (request) => {
    const server = await serverOr404(cloud, request)
    return { interfaceAttachment: view(await portOf(cloud, server, request), isRunning(server), request.minor) }
  })
  app.post<ById>(path, async (request) => {
    requireRole(request, 'member')
    const server = await serverOr404(cloud, request)
    return { interfaceAttachment: view(await attach(cloud, request, server), false, request.minor) }
  })
  app.delete<ByPort>(`${path}/:port`, async (request, reply) => {
    requireRole(request, 'member')
    const server = await serverOr404(cloud, request)
    requireUnlocked(request, server)
    const port = await portOf(cloud, server, request)
    await cloud.store.transaction(async (trx) => {
      await holdServer(trx, server.id, 'detach_interface')
      await trx.updateTable('ports').set({ attached: false }).where('id', '=', port.id).execute()
      await submit(cloud, trx, request, server, 'detach-nic', port)
    })
    cloud.engine.kick()
    return noContent(reply, 202)
  })
}

const portQuery = (cloud: Cloud) => cloud.store.db.selectFrom('ports').selectAll()

async function portOf(cloud: Cloud, server: ServerRow, request: FastifyRequest<ByPort>): Promise<PortRow> {
  const { port: id } = request.params
  const port = NetworkId.safeParse(id).success
    ? await portQuery(cloud).where('id', '=', id).where('server_id', '=', server.id).executeTakeFirst()
    : undefined
  if (port !== undefined) return port
  throw new Refusal(404, `Instance ${server.id} does not have a port with id ${id.slice(0, 64)}`)
}

async function attach(cloud: Cloud, request: FastifyRequest<ById>, server: ServerRow): Promise<PortRow> {
  const body: z.infer<typeof TaggedAttachment> = parse<z.ZodType<z.infer<typeof TaggedAttachment>>>(
    request.minor >= 49 ? TaggedAttachment : Attachment,
    request.body ?? {},
  )
  requireUnlocked(request, server)
  const { port_id: port, net_id: uuid, fixed_ips: fixed, tag } = body.interfaceAttachment ?? {}
  if (port !== undefined && uuid !== undefined) throw new Refusal(400, 'Must not input both network_id and port_id')
  if (fixed !== undefined && uuid === undefined) throw new Refusal(400, 'Must input network_id when request IP address')
  const asked = {
    ...(port === undefined ? {} : { port }),
    ...(uuid === undefined ? {} : { uuid }),
    ...(fixed?.[0] === undefined ? {} : { fixed_ip: fixed[0].ip_address }),
    ...(tag === undefined ? {} : { tag }),
  }
  const wanted = port === undefined && uuid === undefined ? 'auto' : [asked]
  const [nic] = await chooseNics(cloud, request.caller, wanted)
  if (nic === undefined) throw new Refusal(400, 'There is no network that a server gets by itself: name one.')
  const made = await cloud.store.transaction(async (trx) => {
    await holdServer(trx, server.id, 'attach_interface')
    const { last } = await trx
      .selectFrom('ports')
      .select((eb) => eb.fn.coalesce(eb.fn.max('position'), eb.lit(-1)).as('last'))
      .where('server_id', '=', server.id)
      .executeTakeFirstOrThrow()
    const owner = { serverId: server.id, projectId: server.project_id, attached: false }
    const [id = ''] = await attachPorts(trx, owner, [tag === undefined ? nic : { ...nic, tag }], last + 1)
    const row = await trx.selectFrom('ports').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    await submit(cloud, trx, request, server, 'attach-nic', row)
    return row
  })
  cloud.engine.kick()
  return made
}

/** Nobody else begins something with the server until the transaction ends. */
async function holdServer(trx: Transaction<Database>, id: string, action: string): Promise<void> {
  const now = await lockServer(trx, id)
  const [attribute, state] = allowedIn.includes(now.vm_state)
    ? ['task_state', now.task_state]
    : ['vm_state', now.vm_state]
  if (attribute === 'vm_state' || state !== null)
    throw new Refusal(409, `Cannot '${action}' instance ${id} while it is in ${attribute} ${state}`)
  if (now.host === null) throw new Refusal(409, `Cannot '${action}' instance ${id}: it is on no host`)
}

async function submit(
  cloud: Cloud,
  trx: Transaction<Database>,
  request: FastifyRequest,
  server: ServerRow,
  name: 'attach-nic' | 'detach-nic',
  port: PortRow,
): Promise<void> {
  const input = { serverId: server.id, portId: port.id, mac: port.mac }
  const options = { serverId: ServerId.parse(server.id), requestId: request.id }
  const flowId = await cloud.engine.submit(trx, cloud.flows[name], input, options)
  await trx
    .insertInto('server_actions')
    .values({
      id: randomUUID(),
      server_id: server.id,
      action: name === 'attach-nic' ? 'attach_interface' : 'detach_interface',
      request_id: request.id,
      user_id: request.caller.userId,
      project_id: request.caller.projectId,
      flow_id: flowId,
      message: null,
    })
    .execute()
}
