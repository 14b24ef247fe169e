import { type Database, ImageId } from '@kilonova/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type SelectQueryBuilder, sql } from 'kysely'
import type { Cloud } from '../../cloud.ts'
import { comesAfter } from '../comes-after.ts'
import { queryText } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { momentFrom } from '../time.ts'
import { mayRead } from './access.ts'
import { type ImageRow, imageView } from './view.ts'

type Query = SelectQueryBuilder<Database, 'images', ImageRow>

const defaultLimit = 25
const maxLimit = 1000
const sortColumns = {
  name: 'name',
  status: 'status',
  container_format: 'container_format',
  disk_format: 'disk_format',
  size: 'size_bytes',
  id: 'id',
  created_at: 'created_at',
  updated_at: 'updated_at',
} as const
type SortKey = keyof typeof sortColumns

const nonProperties = new Set([
  'limit',
  'marker',
  'sort',
  'sort_key',
  'sort_dir',
  'name',
  'id',
  'status',
  'visibility',
  'owner',
  'os_hidden',
  'tag',
  'disk_format',
  'container_format',
  'size_min',
  'size_max',
  'min_disk',
  'min_ram',
  'protected',
  'member_status',
  'created_at',
  'updated_at',
  'checksum',
  'os_hash_value',
  'os_hash_algo',
])

/** `in:a,b,"c,d"` or one value. */
function oneOf(text: string): string[] {
  if (!text.startsWith('in:')) return [text]
  return [...text.slice(3).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/g)].map((part) => part[1] ?? part[2] ?? '')
}

function filterByOwn(query: Query, request: FastifyRequest): Query {
  const text = (name: string) => queryText(request.query, name)
  let filtered = query
  for (const name of ['name', 'status', 'disk_format', 'container_format'] as const) {
    const value = text(name)
    if (value !== undefined) filtered = filtered.where(name, 'in', oneOf(value) as never)
  }
  const id = text('id')
  if (id !== undefined) {
    const ids = oneOf(id).filter((one) => ImageId.safeParse(one).success)
    filtered = filtered.where('id', 'in', ids.length === 0 ? ['00000000-0000-0000-0000-000000000000'] : ids)
  }
  const owner = text('owner')
  if (owner !== undefined) filtered = filtered.where('project_id', '=', owner)
  const checksum = text('checksum')
  if (checksum !== undefined) filtered = filtered.where('md5', '=', checksum)
  const hash = text('os_hash_value')
  if (hash !== undefined) filtered = filtered.where('sha512', '=', hash)
  return filtered
}

function filterByNumbers(query: Query, request: FastifyRequest): Query {
  let filtered = query
  const numbers = {
    size_min: 'size_bytes',
    size_max: 'size_bytes',
    min_disk: 'min_disk_gib',
    min_ram: 'min_ram_mib',
  } as const
  for (const [name, column] of Object.entries(numbers)) {
    const text = queryText(request.query, name)
    if (text === undefined) continue
    if (!/^\d{1,15}$/.test(text)) throw new Refusal(400, `Invalid value for ${name}: a whole number is expected.`)
    const operator = name === 'size_min' ? '>=' : name === 'size_max' ? '<=' : '='
    filtered = filtered.where(column, operator, Number(text))
  }
  for (const name of ['protected', 'os_hidden'] as const) {
    const text = queryText(request.query, name)
    if (text === undefined && name === 'protected') continue
    if (text !== undefined && !/^(true|false)$/i.test(text))
      throw new Refusal(400, `Invalid value '${text.slice(0, 40)}' for '${name}'. Valid values are 'true' or 'false'.`)
    filtered = filtered.where(name, '=', text?.toLowerCase() === 'true')
  }
  return filtered
}

const comparisons = { gt: '>', gte: '>=', lt: '<', lte: '<=', eq: '=', neq: '!=' } as const

function filterByTimes(query: Query, request: FastifyRequest): Query {
  let filtered = query
  for (const name of ['created_at', 'updated_at'] as const) {
    const text = queryText(request.query, name)
    if (text === undefined) continue
    const match = /^(?:(gt|gte|lt|lte|eq|neq):)?(.+)$/.exec(text)
    const time = momentFrom(match?.[2] ?? '')
    if (Number.isNaN(time.getTime())) throw new Refusal(400, `Invalid time for ${name}: ${text.slice(0, 60)}`)
    filtered = filtered.where(name, comparisons[(match?.[1] ?? 'eq') as keyof typeof comparisons], time)
  }
  return filtered
}

function filterByProperties(query: Query, request: FastifyRequest): Query {
  let filtered = query
  const tags = (request.query as Record<string, string | string[] | undefined>)['tag']
  for (const tag of [tags ?? []].flat()) filtered = filtered.where(sql<boolean>`${tag} = any(images.tags)`)
  for (const name of Object.keys(request.query as object)) {
    const value = nonProperties.has(name) ? undefined : queryText(request.query, name)
    if (value !== undefined) filtered = filtered.where(sql<boolean>`images.properties ->> ${name} = ${value}`)
  }
  return filtered
}

/** Community images are listed only when asked for; images of others only where they are shared or public. */
function filterByVisibility(query: Query, request: FastifyRequest): Query {
  const { caller } = request
  const visibility = queryText(request.query, 'visibility')
  const seen = query.where(mayRead(caller))
  if (visibility === undefined) {
    if (caller.isAdmin) return seen
    return seen.where((eb) =>
      eb.or([eb('visibility', '!=', 'community'), eb('project_id', '=', caller.projectId ?? '')]),
    )
  }
  if (visibility === 'all') return seen
  if (visibility !== 'public' && visibility !== 'private' && visibility !== 'shared' && visibility !== 'community') {
    throw new Refusal(400, `Invalid visibility value: ${visibility.slice(0, 40)}`)
  }
  return seen.where('visibility', '=', visibility)
}

function sortOf(request: FastifyRequest): { key: SortKey; direction: 'asc' | 'desc' }[] {
  const sort = queryText(request.query, 'sort')
  const pairs =
    sort === undefined
      ? [[queryText(request.query, 'sort_key') ?? 'created_at', queryText(request.query, 'sort_dir') ?? 'desc']]
      : sort
          .split(',')
          .slice(0, 8)
          .map((part) => part.split(':'))
  return pairs.map(([key = '', direction = 'desc']) => {
    if (!Object.hasOwn(sortColumns, key)) throw new Refusal(400, `Invalid sort key: ${key.slice(0, 40)}`)
    if (direction !== 'asc' && direction !== 'desc')
      throw new Refusal(400, `Invalid sort direction: ${direction.slice(0, 40)}`)
    return { key: key as SortKey, direction }
  })
}

export function limitOf(request: FastifyRequest): number {
  const text = queryText(request.query, 'limit')
  if (text === undefined) return defaultLimit
  if (!/^\d{1,9}$/.test(text)) throw new Refusal(400, 'limit param must be an integer')
  return Math.min(Number(text), maxLimit)
}

/** Where the next page begins: after the marker, by the same order. */
async function afterMarker(cloud: Cloud, query: Query, request: FastifyRequest, order: ReturnType<typeof sortOf>) {
  const marker = queryText(request.query, 'marker')
  if (marker === undefined) return query
  const row = ImageId.safeParse(marker).success
    ? await cloud.store.db.selectFrom('images').selectAll().where('id', '=', marker).executeTakeFirst()
    : undefined
  if (row === undefined) throw new Refusal(400, `Image ${marker.slice(0, 64)} could not be found.`)
  const rules = order.map(({ key, direction }) => ({ column: sortColumns[key], direction }))
  return query.where(comesAfter({ ...row }, rules))
}

export function imageListRoute(app: FastifyInstance, cloud: Cloud): void {
  app.get('/image/v2/images', async (request) => {
    const order = sortOf(request)
    const limit = limitOf(request)
    const all = cloud.store.db.selectFrom('images').selectAll().where('deleted_at', 'is', null)
    const filters = [filterByVisibility, filterByOwn, filterByNumbers, filterByTimes, filterByProperties]
    let query = filters.reduce((so, filter) => filter(so, request), all as Query)
    query = await afterMarker(cloud, query, request, order)
    for (const { key, direction } of order) query = query.orderBy(sortColumns[key], direction)
    const rows = await query
      .orderBy('id', order[0]?.direction ?? 'desc')
      .limit(limit + 1)
      .execute()
    const shown = rows.slice(0, limit)
    const next = new URLSearchParams()
    for (const [name, value] of Object.entries(request.query as Record<string, string | string[]>)) {
      if (name !== 'marker') for (const one of [value].flat()) next.append(name, one)
    }
    const first = `/v2/images${next.size === 0 ? '' : `?${next.toString()}`}`
    const last = shown.at(-1)
    if (last !== undefined) next.set('marker', last.id)
    return {
      images: shown.map(imageView),
      first,
      ...(rows.length > limit && last !== undefined ? { next: `/v2/images?${next.toString()}` } : {}),
      schema: '/v2/schemas/images',
    }
  })
}
