import { randomUUID } from 'node:crypto'
import { isIPv4, isIPv6 } from 'node:net'
import { ServerId } from '@kilonova/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Cloud } from '../../../cloud.ts'
import type { ServerRow } from '../../../conductor/server-records.ts'
import { Name, parse, PlainText } from '../../parse.ts'
import { Refusal } from '../../refusal.ts'
import { noContent, requireRole } from '../../request.ts'
import { type ById, noServer, serverOr404 } from './access.ts'
import { shownServer } from './read.ts'

const fields = {
  name: Name.optional(),
  accessIPv4: z.union([z.literal(''), z.string().refine((text) => isIPv4(text), 'not an IPv4 address')]).nullish(),
  accessIPv6: z.union([z.literal(''), z.string().refine((text) => isIPv6(text), 'not an IPv6 address')]).nullish(),
  'OS-DCF:diskConfig': z.enum(['AUTO', 'MANUAL']).optional(),
}
const description = PlainText(255).nullish()
const hostname = z
  .string()
  .regex(/^[a-zA-Z0-9-.]{1,255}$/, 'not a host name')
  .optional()
const Change = z.strictObject({ server: z.strictObject(fields) })
const DescribedChange = z.strictObject({ server: z.strictObject({ ...fields, description }) })
const NamedChange = z.strictObject({ server: z.strictObject({ ...fields, description, hostname }) })
type AnyChange = z.infer<typeof NamedChange>

/** @throws {Refusal} 409 when the server is locked by somebody whose lock binds the caller. */
export function requireUnlocked(request: FastifyRequest, server: ServerRow): void {
  if (server.locked_by !== null && !request.caller.isAdmin) throw new Refusal(409, `Instance ${server.id} is locked`)
}

async function update(cloud: Cloud, request: FastifyRequest<ById>): Promise<void> {
  const schema = request.minor >= 90 ? NamedChange : request.minor >= 19 ? DescribedChange : Change
  const { server: change }: AnyChange = parse<z.ZodType<AnyChange>>(schema, request.body)
  const server = await serverOr404(cloud, request)
  requireUnlocked(request, server)
  const diskConfig = change['OS-DCF:diskConfig']
  await cloud.store.db
    .updateTable('servers')
    .set({
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.description === undefined ? {} : { description: change.description }),
      ...(change.hostname === undefined ? {} : { hostname: change.hostname }),
      ...(change.accessIPv4 === undefined ? {} : { access_ipv4: change.accessIPv4 ?? '' }),
      ...(change.accessIPv6 === undefined ? {} : { access_ipv6: change.accessIPv6 ?? '' }),
      ...(diskConfig === undefined ? {} : { disk_config: diskConfig }),
      updated_at: new Date(),
    })
    .where('id', '=', server.id)
    .execute()
}

async function remove(cloud: Cloud, request: FastifyRequest<ById>): Promise<void> {
  const server = await serverOr404(cloud, request)
  requireUnlocked(request, server)
  await cloud.store.transaction(async (trx) => {
    const marked = await trx
      .updateTable('servers')
      .set({ task_state: 'deleting', updated_at: new Date() })
      .where('id', '=', server.id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (marked.numUpdatedRows === 0n) throw noServer(server.id)
    const options = { serverId: ServerId.parse(server.id), requestId: request.id }
    const flowId = await cloud.engine.submit(trx, cloud.flows.delete, { serverId: server.id }, options)
    // A second delete is merged with the first: it is no action of its own.
    const known = await trx.selectFrom('server_actions').select('id').where('flow_id', '=', flowId).executeTakeFirst()
    if (known !== undefined) return
    await trx
      .insertInto('server_actions')
      .values({
        id: randomUUID(),
        server_id: server.id,
        action: 'delete',
        request_id: request.id,
        user_id: request.caller.userId,
        project_id: request.caller.projectId,
        flow_id: flowId,
        message: null,
      })
      .execute()
  })
  cloud.engine.kick()
}

/** Renaming a server, and taking it away. */
export function serverChangeRoutes(app: FastifyInstance, cloud: Cloud): void {
  app.put<ById>('/compute/v2.1/servers/:id', async (request) => {
    requireRole(request, 'member')
    await update(cloud, request)
    return { server: await shownServer(cloud, request) }
  })
  app.delete<ById>('/compute/v2.1/servers/:id', async (request, reply) => {
    requireRole(request, 'member')
    await remove(cloud, request)
    return noContent(reply)
  })
}
