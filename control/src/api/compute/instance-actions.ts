import type { Database, FlowStepView } from '@kilonova/core'
import { Fault, ServerId } from '@kilonova/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Selectable } from 'kysely'
import type { Cloud } from '../../cloud.ts'
import { queryText } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { microseconds } from '../time.ts'
import { limitOf } from './paging.ts'
import { type ById, noServer } from './servers/access.ts'
import { hostIdOf } from './servers/view.ts'

type ActionRow = Selectable<Database['server_actions']>
interface ByRequest {
  Params: { id: string; request: string }
}

/** From 2.21 the actions of a deleted server too. */
async function serverOf(cloud: Cloud, request: FastifyRequest<ById | ByRequest>) {
  const { id } = request.params
  if (!ServerId.safeParse(id).success) throw noServer(id)
  const row = await cloud.store.db
    .selectFrom('servers')
    .select(['id', 'project_id', 'host', 'deleted_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  const { caller } = request
  const hidden = row === undefined || (!caller.isAdmin && row.project_id !== caller.projectId)
  if (hidden || (row.deleted_at !== null && request.minor < 21)) throw noServer(id)
  return row
}

const view = (request: FastifyRequest, row: ActionRow) => ({
  action: row.action,
  instance_uuid: row.server_id,
  request_id: row.request_id,
  user_id: row.user_id,
  project_id: row.project_id,
  start_time: microseconds(row.started_at),
  message: row.message,
  ...(request.minor >= 58 ? { updated_at: microseconds(row.updated_at) } : {}),
})

interface EventView {
  readonly event: string
  readonly start: string
  readonly finish: string | null
  readonly result: string | null
  readonly details: string | null
}

const results: Record<FlowStepView['state'], string | null> = {
  done: 'Success',
  undone: 'Error',
  doing: null,
  undoing: null,
}
const withMicroseconds = (iso: string): string => microseconds(new Date(iso))

/**
 * The steps that the journal tells of: of all flows that the request brought, since a build may be tried on several
 * hosts. A journal that was purged in the meantime tells of none.
 */
async function journalEvents(cloud: Cloud, row: ActionRow): Promise<EventView[]> {
  if (row.flow_id === null) return []
  const all = await cloud.engine.list({ serverId: row.server_id, requestId: row.request_id })
  const events = await Promise.all(all.toReversed().map((one) => stepEvents(cloud, one.id)))
  return events.flat()
}

async function stepEvents(cloud: Cloud, flowId: string): Promise<EventView[]> {
  try {
    const flow = await cloud.engine.show(flowId)
    return flow.history.map((step) => ({
      event: `${flow.kind}_${step.name}`,
      start: withMicroseconds(step.beganAt),
      finish: step.endedAt === null ? null : withMicroseconds(step.endedAt),
      result: results[step.state],
      details: step.state === 'undone' || step.state === 'undoing' ? (flow.error?.message ?? null) : null,
    }))
  } catch (error) {
    if (error instanceof Fault && error.kind === 'notFound') return []
    throw error
  }
}

async function toldEvents(cloud: Cloud, row: ActionRow): Promise<EventView[]> {
  const rows = await cloud.store.db
    .selectFrom('server_action_events')
    .selectAll()
    .where('action_id', '=', row.id)
    .orderBy('id')
    .execute()
  return rows.map((event) => ({
    event: event.event,
    start: microseconds(event.started_at),
    finish: event.finished_at === null ? null : microseconds(event.finished_at),
    result: event.result,
    details: event.details,
  }))
}

function eventView(request: FastifyRequest, event: EventView, projectId: string, host: string | null) {
  const { isAdmin } = request.caller
  return {
    event: event.event,
    start_time: event.start,
    finish_time: event.finish,
    result: event.result,
    ...(isAdmin || request.minor < 51 ? { traceback: null } : {}),
    ...(request.minor >= 62 ? { hostId: hostIdOf(projectId, host) } : {}),
    ...(request.minor >= 62 && isAdmin ? { host } : {}),
    ...(request.minor >= 84 ? { details: event.details } : {}),
  }
}

/** What was done with a server, by whom, and how each step went. */
export function instanceActionRoutes(app: FastifyInstance, cloud: Cloud): void {
  const path = '/compute/v2.1/servers/:id/os-instance-actions'
  app.get<ById>(path, async (request) => {
    const server = await serverOf(cloud, request)
    const limit = request.minor >= 58 ? limitOf(request) : 1000
    let query = cloud.store.db.selectFrom('server_actions').selectAll().where('server_id', '=', server.id)
    const marker = request.minor >= 58 ? queryText(request.query, 'marker') : undefined
    if (marker !== undefined) {
      const from = await query.where('request_id', '=', marker).executeTakeFirst()
      if (from === undefined) throw new Refusal(400, `marker [${marker.slice(0, 64)}] not found`)
      query = query.where('started_at', '<', from.started_at)
    }
    const rows = await query.orderBy('started_at', 'desc').orderBy('id').limit(limit).execute()
    return { instanceActions: rows.map((row) => view(request, row)) }
  })
  app.get<ByRequest>(`${path}/:request`, async (request) => {
    const server = await serverOf(cloud, request)
    const row = await cloud.store.db
      .selectFrom('server_actions')
      .selectAll()
      .where('server_id', '=', server.id)
      .where('request_id', '=', request.params.request)
      .executeTakeFirst()
    if (row === undefined)
      throw new Refusal(404, `Action for request_id ${request.params.request} on instance ${server.id} not found`)
    const shown = view(request, row)
    if (!request.caller.isAdmin && request.minor < 51) return { instanceAction: shown }
    const events = [...(await journalEvents(cloud, row)), ...(await toldEvents(cloud, row))].toSorted((a, b) =>
      a.start < b.start ? -1 : a.start > b.start ? 1 : 0,
    )
    return {
      instanceAction: {
        ...shown,
        events: events.map((event) => eventView(request, event, server.project_id, server.host)),
      },
    }
  })
}
