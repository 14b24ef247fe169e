import { Fault, HostName, ServerId, askHost } from '@kilonova/core'
import { sql } from 'kysely'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Cloud } from '../../cloud.ts'
import type { LiveDetail } from '../../conductor/live-migration/migration-records.ts'
import { preflight } from '../../conductor/live-migration/preflight.ts'
import { since } from '../microversion.ts'
import { parse } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { requireRole } from '../request.ts'
import { hostLights } from './servers/host-lights.ts'
import { type ById, serverOr404 } from './servers/access.ts'

interface ByMigration {
  Params: { id: string; migration: string }
}

/** One live migration, with what its hosts are called. */
interface Row {
  readonly id: string
  readonly number: number
  readonly server_id: string
  readonly status: string
  readonly source_host: string
  readonly destination_host: string | null
  readonly source_node: string | null
  readonly destination_node: string | null
  readonly destination_address: string | null
  readonly user_id: string | null
  readonly project_id: string | null
  readonly flow_id: string | null
  readonly detail: LiveDetail
  readonly created_at: Date
  readonly updated_at: Date
}

const underWay = ['queued', 'preparing', 'running', 'running (post-copy)', 'post-migrating']

async function liveMigrations(cloud: Cloud, serverId: string): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select m.id, m.number, m.server_id, m.status, m.source_host, m.destination_host, m.user_id, m.project_id, m.flow_id,
      m.detail, m.created_at, m.updated_at, s.hypervisor_hostname as source_node, d.hypervisor_hostname as destination_node,
      d.facts -> 'door' ->> 'address' as destination_address
    from server_migrations m left join hosts s on s.name = m.source_host left join hosts d on d.name = m.destination_host
    where m.server_id = ${serverId} and m.kind = 'live-migration' order by m.number desc limit 1000`.execute(
    cloud.store.db,
  )
  return rows
}

function view(row: Row, minor: number) {
  const figure = (name: string): number => row.detail.figures?.[name] ?? 0
  return {
    id: row.number,
    status: row.status,
    server_uuid: row.server_id,
    source_compute: row.source_host,
    source_node: row.source_node ?? row.source_host,
    dest_compute: row.destination_host,
    dest_node: row.destination_node ?? row.destination_host,
    dest_host: row.destination_address ?? row.destination_node ?? row.destination_host,
    memory_total_bytes: figure('memoryTotalBytes'),
    memory_processed_bytes: figure('memoryProcessedBytes'),
    memory_remaining_bytes: figure('memoryRemainingBytes'),
    disk_total_bytes: figure('diskTotalBytes'),
    disk_processed_bytes: figure('diskProcessedBytes'),
    disk_remaining_bytes: figure('diskRemainingBytes'),
    created_at: row.created_at.toISOString().slice(0, 19),
    updated_at: row.updated_at.toISOString().slice(0, 19),
    ...(minor >= 59 ? { uuid: row.id } : {}),
    ...(minor >= 80 ? { user_id: row.user_id, project_id: row.project_id } : {}),
  }
}

/** The migration that the path names, while it is under way. @throws {Refusal} 404. */
async function migrationOr404(cloud: Cloud, request: FastifyRequest<ByMigration>): Promise<Row> {
  const server = await serverOr404(cloud, request)
  const { migration } = request.params
  const rows = /^\d{1,9}$/.test(migration) ? await liveMigrations(cloud, server.id) : []
  const row = rows.find(({ number }) => number === Number(migration))
  if (row !== undefined) return row
  throw new Refusal(404, `Migration ${migration.slice(0, 64)} for server ${server.id} could not be found.`)
}

/** The end of a live migration is asked for here; the action log says by whom. */
async function logAction(cloud: Cloud, request: FastifyRequest, serverId: string, action: string): Promise<void> {
  await cloud.store.db
    .insertInto('server_actions')
    .values({
      id: randomUUID(),
      server_id: serverId,
      action,
      request_id: request.id,
      user_id: request.caller.userId,
      project_id: request.caller.projectId,
      flow_id: null,
      message: null,
    })
    .execute()
}

async function abort(cloud: Cloud, request: FastifyRequest<ByMigration>): Promise<void> {
  const row = await migrationOr404(cloud, request)
  const early = ['queued', 'preparing', 'accepted']
  const abortable = row.status === 'running' || (request.minor >= 65 && early.includes(row.status))
  if (!abortable) throw wrongState(row, 'abort')
  if (row.flow_id === null || !(await cloud.engine.cancel(row.flow_id))) throw wrongState(row, 'abort')
  await logAction(cloud, request, row.server_id, 'live_migration_cancel')
}

async function forceComplete(cloud: Cloud, request: FastifyRequest<ByMigration>): Promise<void> {
  const row = await migrationOr404(cloud, request)
  if (row.status !== 'running') throw wrongState(row, 'force_complete')
  const question = { serverId: ServerId.parse(row.server_id), to: 'force-complete' as const }
  const options = { deadlineMs: cloud.settings.hostAnswerDeadlineMs }
  const { did } = await askHost(cloud.bus, HostName.parse(row.source_host), 'steerLive', question, options)
  if (did === 'none') throw wrongState(row, 'force_complete')
  await logAction(cloud, request, row.server_id, 'live_migration_force_complete')
}

function wrongState({ number, server_id, status }: Row, what: string): Refusal {
  return new Refusal(
    400,
    `Migration ${number} state of instance ${server_id} is ${status}. Cannot ${what} while the migration is in this state.`,
  )
}

const ForceComplete = z.strictObject({ force_complete: z.null() })
const Check = z.strictObject({
  host: z.string().min(1).max(255).nullish(),
  block_migration: z.union([z.literal('auto'), z.boolean()]).default('auto'),
  measure_seconds: z.int().min(0).max(30).default(1),
})

/** Live migrations of one server: those under way as Nova shows them, and a check beforehand that is ours. */
export function serverMigrationRoutes(app: FastifyInstance, cloud: Cloud): void {
  const path = '/compute/v2.1/servers/:id/migrations'
  app.get<ById>(path, async (request) => {
    since(request, 23)
    requireRole(request, 'manager')
    const server = await serverOr404(cloud, request)
    const rows = await liveMigrations(cloud, server.id)
    return { migrations: rows.filter(({ status }) => underWay.includes(status)).map((row) => view(row, request.minor)) }
  })
  app.get<ByMigration>(`${path}/:migration`, async (request) => {
    since(request, 23)
    requireRole(request, 'manager')
    const row = await migrationOr404(cloud, request)
    if (underWay.includes(row.status)) return { migration: view(row, request.minor) }
    throw new Refusal(404, `Live migration ${row.number} for server ${row.server_id} is not in progress.`)
  })
  app.post<ByMigration>(`${path}/:migration/action`, async (request, reply) => {
    since(request, 22)
    requireRole(request, 'manager')
    parse(ForceComplete, request.body)
    await forceComplete(cloud, request)
    return reply.code(202).send()
  })
  app.delete<ByMigration>(`${path}/:migration`, async (request, reply) => {
    since(request, 24)
    requireRole(request, 'manager')
    await abort(cloud, request)
    return reply.code(202).send()
  })
  ownRoutes(app, cloud)
}

/** What Nova has no word for: ended migrations with their figures and reasons, and what a move would meet. */
function ownRoutes(app: FastifyInstance, cloud: Cloud): void {
  const path = '/compute/v2.1/servers/:id/kilonova-live-migrations'
  app.get<ById>(path, async (request) => {
    requireRole(request, 'manager')
    const server = await serverOr404(cloud, request)
    const rows = await liveMigrations(cloud, server.id)
    return { migrations: rows.map((row) => ({ ...view(row, 96), ...row.detail })) }
  })
  app.post<ById>(`${path}/check`, async (request) => {
    requireRole(request, 'manager')
    const server = await serverOr404(cloud, request)
    const wish = parse(Check, request.body)
    if (server.host === null) throw new Refusal(409, `instance ${server.id} is on no host`)
    if (wish.host === server.host) throw new Refusal(400, `instance ${server.id} is on ${server.host} already`)
    if (wish.host && !(await hostLights(cloud)).has(wish.host))
      throw new Refusal(400, `Compute host ${wish.host.slice(0, 64)} could not be found.`)
    const question = {
      serverId: server.id,
      source: server.host,
      blockMigration: wish.block_migration === 'auto' ? 'auto' : wish.block_migration ? 'yes' : 'no',
      host: wish.host ?? undefined,
    } as const
    const closed = new AbortController()
    request.raw.once('close', () => closed.abort(new Fault('cancelled', 'its caller has gone')))
    const signal = AbortSignal.any([closed.signal, AbortSignal.timeout(90_000)])
    return preflight(cloud, question, { measureSec: wish.measure_seconds, signal })
  })
}
