import { isIPv4 } from 'node:net'
import { apiStatus, type Database, ServerId, taskStates, vmStates } from '@kilonova/core'
import type { FastifyRequest } from 'fastify'
import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { ServerRow } from '../../../conductor/server-records.ts'
import { comesAfter } from '../../comes-after.ts'
import { LooseBoolean, parse, queryText } from '../../parse.ts'
import { Refusal } from '../../refusal.ts'
import { momentFrom } from '../../time.ts'

export type ServerQuery = SelectQueryBuilder<Database, 'servers', ServerRow>

/** Which pairs of states the API shows as one status. */
function statesOf(status: string): [vm: string, tasks: string[]][] {
  const wanted = status.toUpperCase()
  return vmStates.flatMap((vm) => {
    const tasks = [null, ...taskStates].filter((task) => apiStatus(vm, task) === wanted).map((task) => task ?? '')
    return tasks.length === 0 ? [] : [[vm, tasks] as [string, string[]]]
  })
}

function byStatus(query: ServerQuery, request: FastifyRequest): ServerQuery {
  const statuses = (request.query as Record<string, string | string[] | undefined>)['status']
  if (statuses === undefined) return query
  const wanted = [statuses].flat().flatMap(statesOf)
  if (wanted.length === 0) {
    if (request.minor >= 38) throw new Refusal(400, 'Invalid status value')
    return query.where(sql<SqlBool>`false`)
  }
  return query.where((eb) =>
    eb.or(
      wanted.map(([vm, tasks]) =>
        eb.and([eb('vm_state', '=', vm as never), sql<SqlBool>`coalesce(task_state, '') = any(${tasks}::text[])`]),
      ),
    ),
  )
}

function timeOf(request: FastifyRequest, name: string): Date | undefined {
  const text = queryText(request.query, name)
  if (text === undefined) return undefined
  const time = momentFrom(text)
  if (Number.isNaN(time.getTime())) throw new Refusal(400, `Invalid ${name} value`)
  return time
}

/** Live servers, or, with changes-since or for an admin who asks, deleted ones too. */
function byLife(query: ServerQuery, request: FastifyRequest): ServerQuery {
  const since = timeOf(request, 'changes-since')
  const before = request.minor >= 66 ? timeOf(request, 'changes-before') : undefined
  const deleted = queryText(request.query, 'deleted')
  const onlyDeleted = deleted !== undefined && request.caller.isAdmin && parse(LooseBoolean, deleted)
  const status = queryText(request.query, 'status')?.toUpperCase()
  if (status === 'DELETED' && !request.caller.isAdmin)
    throw new Refusal(403, 'Only administrators may list deleted instances')
  let filtered = query
  if (since !== undefined) filtered = filtered.where('updated_at', '>=', since)
  if (before !== undefined) filtered = filtered.where('updated_at', '<=', before)
  if (onlyDeleted || status === 'DELETED') return filtered.where('deleted_at', 'is not', null)
  return since === undefined ? filtered.where('deleted_at', 'is', null) : filtered
}

/** Whose servers: the project's own; of all or another one for an admin. */
function byOwner(query: ServerQuery, request: FastifyRequest): ServerQuery {
  const { caller } = request
  const asked = queryText(request.query, 'all_tenants') ?? queryText(request.query, 'all_projects')
  const all = asked !== undefined && (asked === '' || parse(LooseBoolean, asked))
  if (all && !caller.isAdmin)
    throw new Refusal(403, "Policy doesn't allow os_compute_api:servers:index:get_all_tenants to be performed.")
  const project = queryText(request.query, 'project_id') ?? queryText(request.query, 'tenant_id')
  if (all && caller.isAdmin) return project === undefined ? query : query.where('project_id', '=', project)
  return query.where('project_id', '=', caller.projectId ?? '')
}

/** PostgreSQL's regular expressions without back references, which could take for ever. */
function matching(query: ServerQuery, column: 'name' | 'hostname', pattern: string): ServerQuery {
  if (pattern.length > 255 || /\\[1-9mMyYAZ]/.test(pattern))
    throw new Refusal(400, `Invalid filter for ${column}: this expression is not taken.`)
  if (!/[\\^$.*+?()[\]{}|]/.test(pattern)) {
    const escaped = pattern.replace(/[%_]/g, String.raw`\$&`)
    return query.where(column, 'ilike', `%${escaped}%`)
  }
  if (!isExpression(pattern)) throw new Refusal(400, `Invalid filter for ${column}: this is no regular expression.`)
  return query.where(sql<SqlBool>`${sql.ref(column)} ~* ${pattern}`)
}

function isExpression(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').source !== ''
  } catch {
    return false
  }
}

const plain = {
  flavor: sql`flavor ->> 'id'`,
  image: sql`image_id::text`,
  user_id: sql`user_id`,
  key_name: sql`key_name`,
  availability_zone: sql`availability_zone`,
  config_drive: sql`config_drive::text`,
  reservation_id: sql`reservation_id`,
  description: sql`description`,
  uuid: sql`id::text`,
  launch_index: sql`launch_index::text`,
} as const
const adminOnly = {
  host: sql`host`,
  node: sql`hypervisor_hostname`,
  vm_state: sql`vm_state`,
  task_state: sql`coalesce(task_state, '')`,
  hypervisor_hostname: sql`hypervisor_hostname`,
} as const
/** From 2.83 these are open to everybody. */
const laterForAll = new Set(['vm_state', 'task_state', 'availability_zone', 'config_drive', 'key_name'])

function byFields(query: ServerQuery, request: FastifyRequest): ServerQuery {
  let filtered = query
  for (const [name, column] of Object.entries({ ...plain, ...adminOnly })) {
    const text = queryText(request.query, name)
    const mayUse = request.caller.isAdmin || name in plain || (request.minor >= 83 && laterForAll.has(name))
    if (text === undefined || !mayUse) continue
    const value = name === 'config_drive' ? String(parse(LooseBoolean, text)) : text
    filtered = filtered.where(sql<SqlBool>`${column} = ${value}`)
  }
  for (const name of ['name', 'hostname'] as const) {
    const pattern = queryText(request.query, name)
    if (pattern !== undefined) filtered = matching(filtered, name, pattern)
  }
  return filtered
}

function byTags(query: ServerQuery, request: FastifyRequest): ServerQuery {
  if (request.minor < 26) return query
  const list = (name: string) => queryText(request.query, name)?.split(',').slice(0, 64)
  const [all, any, notAll, notAny] = ['tags', 'tags-any', 'not-tags', 'not-tags-any'].map(list)
  let filtered = query
  if (all !== undefined) filtered = filtered.where(sql<SqlBool>`tags @> ${all}::text[]`)
  if (any !== undefined) filtered = filtered.where(sql<SqlBool>`tags && ${any}::text[]`)
  if (notAll !== undefined) filtered = filtered.where(sql<SqlBool>`not tags @> ${notAll}::text[]`)
  if (notAny !== undefined) filtered = filtered.where(sql<SqlBool>`not tags && ${notAny}::text[]`)
  return filtered
}

function byRest(query: ServerQuery, request: FastifyRequest): ServerQuery {
  let filtered = query
  const ip = queryText(request.query, 'ip')
  if (ip !== undefined) {
    if (!/^[\d.^$\\]{1,64}$/.test(ip)) throw new Refusal(400, 'Invalid ip filter')
    const bare = ip.replace(/[\\^$]/g, '')
    const like = isIPv4(bare) ? bare : `${ip.startsWith('^') ? '' : '%'}${bare}${ip.endsWith('$') ? '' : '%'}`
    filtered = filtered.where((eb) =>
      eb.exists(
        eb
          .selectFrom('ports')
          .select('ports.id')
          .whereRef('ports.server_id', '=', 'servers.id')
          .where('ports.address', 'like', like),
      ),
    )
  }
  const locked = request.minor >= 73 ? queryText(request.query, 'locked') : undefined
  if (locked !== undefined) filtered = filtered.where('locked_by', parse(LooseBoolean, locked) ? 'is not' : 'is', null)
  const power = queryText(request.query, 'power_state')
  if (power !== undefined && request.caller.isAdmin) {
    const names: Record<string, string> = {
      0: 'nostate',
      1: 'running',
      3: 'paused',
      4: 'shutdown',
      6: 'crashed',
      7: 'suspended',
    }
    filtered = filtered.where('power_state', '=', (names[power] ?? power) as never)
  }
  return filtered
}

/** All the filters of Nova's list that make sense here. */
export function filterServers(query: ServerQuery, request: FastifyRequest): ServerQuery {
  return [byOwner, byLife, byStatus, byFields, byTags, byRest].reduce((so, filter) => filter(so, request), query)
}

const sortColumns: Record<string, keyof ServerRow> = {
  access_ip_v4: 'access_ipv4',
  access_ip_v6: 'access_ipv6',
  availability_zone: 'availability_zone',
  config_drive: 'config_drive',
  created_at: 'created_at',
  display_description: 'description',
  display_name: 'name',
  host: 'host',
  hostname: 'hostname',
  image_ref: 'image_id',
  key_name: 'key_name',
  launch_index: 'launch_index',
  launched_at: 'launched_at',
  locked_by: 'locked_by',
  node: 'hypervisor_hostname',
  power_state: 'power_state',
  project_id: 'project_id',
  root_device_name: 'root_device_name',
  task_state: 'task_state',
  terminated_at: 'terminated_at',
  updated_at: 'updated_at',
  user_id: 'user_id',
  uuid: 'id',
  vm_state: 'vm_state',
}

export interface SortRule {
  readonly column: keyof ServerRow
  readonly direction: 'asc' | 'desc'
}

/** @throws {Refusal} 400 for a key or direction that is not known. */
export function sortOf(request: FastifyRequest): SortRule[] {
  const query = request.query as Record<string, string | string[] | undefined>
  const keys = [query['sort_key'] ?? []].flat().slice(0, 8)
  const directions = [query['sort_dir'] ?? []].flat()
  const rules = keys.map((key, index) => {
    const column = Object.hasOwn(sortColumns, key) ? sortColumns[key] : undefined
    const direction = directions[index] ?? directions[0] ?? 'desc'
    if (column === undefined)
      throw new Refusal(400, `Invalid input for query parameters sort_key. Value: ${key.slice(0, 60)}.`)
    if (direction !== 'asc' && direction !== 'desc')
      throw new Refusal(400, 'Invalid input for query parameters sort_dir.')
    return { column, direction } as const
  })
  return rules.length === 0 ? [{ column: 'created_at', direction: 'desc' }] : rules
}

/** Rows after the marker in the list's own order. @throws {Refusal} 400 when the marker is no server. */
export async function afterMarker(
  query: ServerQuery,
  rules: readonly SortRule[],
  marker: string,
  find: (id: string) => Promise<ServerRow | undefined>,
): Promise<ServerQuery> {
  const row = ServerId.safeParse(marker).success ? await find(marker) : undefined
  if (row === undefined) throw new Refusal(400, `marker [${marker.slice(0, 64)}] not found`)
  return query.where(comesAfter({ ...row }, rules))
}
