import { type Database, ServerId } from '@kilonova/core'
import type { FastifyRequest } from 'fastify'
import type { Transaction } from 'kysely'
import type { Cloud } from '../../../cloud.ts'
import type { ServerRow } from '../../../conductor/server-records.ts'
import { addressesOf } from '../../../services/network/addresses.ts'
import { groupNamesOf } from '../../../services/network/security-groups.ts'
import { Refusal } from '../../refusal.ts'
import { baseUrl } from '../../request.ts'
import { hostLights } from './host-lights.ts'
import type { ViewContext } from './view.ts'

export interface ById {
  Params: { id: string }
}

export const noServer = (id: string) => new Refusal(404, `Instance ${id.slice(0, 64)} could not be found.`)

/** The server that a request is about. @throws {Refusal} 404 when there is none that the caller may know of. */
export async function serverOr404(cloud: Cloud, request: FastifyRequest<ById>): Promise<ServerRow> {
  const { id } = request.params
  if (!ServerId.safeParse(id).success) throw noServer(id)
  const row = await cloud.store.db
    .selectFrom('servers')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  const { caller } = request
  if (row === undefined || (!caller.isAdmin && row.project_id !== caller.projectId)) throw noServer(id)
  return row
}

/**
 * The server as it is now; nobody else begins something with it until the transaction ends.
 * @throws {Refusal} 404 when it was deleted meanwhile.
 */
export async function lockServer(trx: Transaction<Database>, id: string): Promise<ServerRow> {
  const row = await trx
    .selectFrom('servers')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noServer(id)
  return row
}

/** What views of these servers need beside their rows. */
export async function viewContext(
  cloud: Cloud,
  request: FastifyRequest,
  servers: readonly ServerRow[],
): Promise<ViewContext> {
  const ids = servers.map((server) => server.id)
  const { db } = cloud.store
  const [addresses, groups, hosts] = await Promise.all([addressesOf(db, ids), groupNamesOf(db, ids), hostLights(cloud)])
  return { base: baseUrl(request), minor: request.minor, isAdmin: request.caller.isAdmin, addresses, groups, hosts }
}
