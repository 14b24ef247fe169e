import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Cloud } from '../../cloud.ts'
import type { MigrationRow } from '../../services/migrations/records.ts'
import { queryText } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { baseUrl, requireRole } from '../request.ts'
import { microseconds, momentFrom } from '../time.ts'
import { limitOf } from './paging.ts'

/** The node of a host is called as its hypervisor is. */
type Nodes = ReadonlyMap<string, { readonly hypervisor: string; readonly address: string | null }>

async function nodesOf(cloud: Cloud): Promise<Nodes> {
  const rows = await cloud.store.db.selectFrom('hosts').select(['name', 'hypervisor_hostname', 'facts']).execute()
  return new Map(
    rows.map(({ name, hypervisor_hostname, facts }) => {
      const door = facts['door'] as { address?: unknown } | undefined
      return [
        name,
        { hypervisor: hypervisor_hostname, address: typeof door?.address === 'string' ? door.address : null },
      ]
    }),
  )
}

const flavorId = (flavor: MigrationRow['old_flavor']): string | null => flavor?.id ?? null

export function migrationView(request: FastifyRequest, row: MigrationRow, nodes: Nodes) {
  const { minor } = request
  const source = nodes.get(row.source_host)
  const destination = row.destination_host === null ? undefined : nodes.get(row.destination_host)
  return {
    id: row.number,
    ...(minor >= 59 ? { uuid: row.id } : {}),
    status: row.status,
    instance_uuid: row.server_id,
    source_compute: row.source_host,
    source_node: source?.hypervisor ?? row.source_host,
    dest_compute: row.destination_host,
    dest_node: destination?.hypervisor ?? row.destination_host,
    dest_host: destination?.address ?? null,
    old_instance_type_id: flavorId(row.old_flavor),
    new_instance_type_id: flavorId(row.new_flavor),
    created_at: seconds(row.created_at),
    updated_at: seconds(row.updated_at),
    ...(minor >= 23 ? { migration_type: row.kind } : {}),
    ...(minor >= 80 ? { user_id: row.user_id, project_id: row.project_id } : {}),
  }
}

const seconds = (at: Date): string => microseconds(at)

const kinds = ['resize', 'migration', 'live-migration', 'evacuation'] as const

function wantedKind(text: string | undefined): (typeof kinds)[number] | undefined {
  if (text === undefined) return undefined
  const kind = kinds.find((one) => one === text)
  if (kind === undefined) throw new Refusal(400, `There is no migration_type ${text.slice(0, 64)}.`)
  return kind
}

function momentOf(request: FastifyRequest, name: string): Date | undefined {
  const text = queryText(request.query, name)
  if (text === undefined) return undefined
  const at = momentFrom(text)
  if (Number.isNaN(at.getTime())) throw new Refusal(400, `Invalid input for query parameters ${name}.`)
  return at
}

async function find(cloud: Cloud, request: FastifyRequest): Promise<MigrationRow[]> {
  const { minor } = request
  const text = (name: string) => queryText(request.query, name)
  let query = cloud.store.db.selectFrom('server_migrations').selectAll()
  const [host, server, status] = [text('host'), text('instance_uuid'), text('status')]
  const [source, kind] = [text('source_compute'), wantedKind(text('migration_type'))]
  if (host !== undefined) {
    query = query.where((eb) => eb.or([eb('source_host', '=', host), eb('destination_host', '=', host)]))
  }
  if (source !== undefined) query = query.where('source_host', '=', source)
  if (server !== undefined) query = query.where('server_id', 'in', [uuidOr404(server)])
  if (status !== undefined) query = query.where('status', '=', status as MigrationRow['status'])
  if (kind !== undefined) query = query.where('kind', '=', kind)
  const [since, before] = [
    minor >= 59 ? momentOf(request, 'changes-since') : undefined,
    momentOf(request, 'changes-before'),
  ]
  if (since !== undefined) query = query.where('updated_at', '>=', since)
  if (before !== undefined && minor >= 66) query = query.where('updated_at', '<=', before)
  const [user, project] = minor >= 80 ? [text('user_id'), text('project_id')] : []
  if (user !== undefined) query = query.where('user_id', '=', user)
  if (project !== undefined) query = query.where('project_id', '=', project)
  const marker = minor >= 59 ? text('marker') : undefined
  if (marker !== undefined) {
    const row = await cloud.store.db
      .selectFrom('server_migrations')
      .select('number')
      .where('id', 'in', [uuidOr404(marker)])
      .executeTakeFirst()
    if (row === undefined) throw new Refusal(400, `marker [${marker.slice(0, 64)}] not found`)
    query = query.where('number', '<', row.number)
  }
  return query
    .orderBy('number', 'desc')
    .limit(minor >= 59 ? limitOf(request) : 1000)
    .execute()
}

const noId = '00000000-0000-0000-0000-000000000000'
/** What is no id is nobody's. */
const uuidOr404 = (text: string): string => (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text : noId)

/** GET /os-migrations: every move of every server, newest first: for administrators. */
export function migrationRoutes(app: FastifyInstance, cloud: Cloud): void {
  const path = '/compute/v2.1/os-migrations'
  app.get(path, async (request) => {
    requireRole(request, 'admin')
    const [rows, nodes] = await Promise.all([find(cloud, request), nodesOf(cloud)])
    const links = request.minor >= 59 ? nextPage(request, path, rows) : {}
    return { migrations: rows.map((row) => migrationView(request, row, nodes)), ...links }
  })
}

function nextPage(request: FastifyRequest, path: string, rows: readonly MigrationRow[]) {
  const last = rows.at(-1)
  if (last === undefined || rows.length < limitOf(request)) return {}
  const query = new URLSearchParams(request.query as Record<string, string>)
  query.set('marker', last.id)
  return { migrations_links: [{ rel: 'next', href: `${baseUrl(request)}${path}?${query.toString()}` }] }
}
