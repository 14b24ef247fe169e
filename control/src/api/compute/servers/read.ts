import { sqlState } from '@kilonova/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Cloud } from '../../../cloud.ts'
import type { ServerRow } from '../../../conductor/server-records.ts'
import { queryText } from '../../parse.ts'
import { Refusal } from '../../refusal.ts'
import { baseUrl } from '../../request.ts'
import { limitOf, nextLinks } from '../paging.ts'
import { type ById, serverOr404, viewContext } from './access.ts'
import { afterMarker, filterServers, type ServerQuery, sortOf } from './filters.ts'
import { serverLinks, serverView } from './view.ts'

async function listServers(cloud: Cloud, request: FastifyRequest): Promise<{ rows: ServerRow[]; more: boolean }> {
  const limit = limitOf(request)
  const rules = sortOf(request)
  const marker = queryText(request.query, 'marker')
  const all = () => cloud.store.db.selectFrom('servers').selectAll()
  let query: ServerQuery = filterServers(all(), request)
  if (marker !== undefined) {
    query = await afterMarker(query, rules, marker, (id) => all().where('id', '=', id).executeTakeFirst())
  }
  for (const { column, direction } of rules) query = query.orderBy(column, direction)
  try {
    const rows = await query
      .orderBy('id', rules[0]?.direction ?? 'desc')
      .limit(limit + 1)
      .execute()
    return { rows: rows.slice(0, limit), more: rows.length > limit }
  } catch (error) {
    // What JavaScript takes for a regular expression may be none for PostgreSQL, or one that is too large for it.
    if (sqlState(error) !== invalidExpression) throw error
    throw new Refusal(400, 'Invalid filter for name or hostname: this is no regular expression.')
  }
}

const invalidExpression = '2201B'

/** Lists and single servers. */
export function serverReadRoutes(app: FastifyInstance, cloud: Cloud): void {
  const path = '/compute/v2.1/servers'
  app.get(path, async (request) => {
    const { rows, more } = await listServers(cloud, request)
    const base = baseUrl(request)
    return {
      servers: rows.map(({ id, name }) => ({ id, name, links: serverLinks(base, id) })),
      ...nextLinks(request, 'servers', 'servers', more, rows.at(-1)?.id),
    }
  })
  app.get(`${path}/detail`, async (request) => {
    const { rows, more } = await listServers(cloud, request)
    const context = await viewContext(cloud, request, rows)
    return {
      servers: rows.map((row) => serverView(row, context)),
      ...nextLinks(request, 'servers', 'servers/detail', more, rows.at(-1)?.id),
    }
  })
  app.get<ById>(`${path}/:id`, async (request) => ({ server: await shownServer(cloud, request) }))
}

/** A server alone has a field more than in a list. */
export async function shownServer(cloud: Cloud, request: FastifyRequest<ById>) {
  const row = await serverOr404(cloud, request)
  const view = serverView(row, await viewContext(cloud, request, [row]))
  if (request.minor < 71) return view
  const groups = await cloud.store.db
    .selectFrom('server_group_members')
    .select('group_id')
    .where('server_id', '=', row.id)
    .execute()
  return { ...view, server_groups: groups.map((group) => group.group_id) }
}
