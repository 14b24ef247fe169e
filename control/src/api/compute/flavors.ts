import { type Database, type FlavorSpec, newId } from '@kilonova/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Selectable, type SelectQueryBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Cloud } from '../../cloud.ts'
import type { Caller } from '../../services/identity/tokens.ts'
import { LooseBoolean, looseInt, Name, parse, PlainText, queryText } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { baseUrl, requireRole } from '../request.ts'
import { limitOf, nextLinks } from './paging.ts'

export type FlavorRow = Selectable<Database['flavors']>
interface ById {
  Params: { id: string }
}

export const flavorLinks = (base: string, id: string) => [
  { rel: 'self', href: `${base}/compute/v2.1/flavors/${id}` },
  { rel: 'bookmark', href: `${base}/compute/flavors/${id}` },
]

export function flavorView(request: FastifyRequest, flavor: FlavorRow) {
  const { minor } = request
  return {
    id: flavor.id,
    name: flavor.name,
    vcpus: flavor.vcpus,
    ram: flavor.memory_mib,
    disk: flavor.root_gib,
    'OS-FLV-EXT-DATA:ephemeral': flavor.ephemeral_gib,
    swap: flavor.swap_mib === 0 && minor < 75 ? '' : flavor.swap_mib,
    'os-flavor-access:is_public': flavor.is_public,
    'OS-FLV-DISABLED:disabled': flavor.disabled,
    rxtx_factor: flavor.rxtx_factor,
    ...(minor >= 55 ? { description: flavor.description } : {}),
    ...(minor >= 61 ? { extra_specs: flavor.extra_specs } : {}),
    links: flavorLinks(baseUrl(request), flavor.id),
  }
}

type Query = SelectQueryBuilder<Database, 'flavors', FlavorRow>

/** Public flavors, and those that the project was given. */
function usable(query: Query, caller: Caller): Query {
  return query.where((eb) =>
    eb.or([
      eb('flavors.is_public', '=', true),
      eb.exists(
        eb
          .selectFrom('flavor_access')
          .select('flavor_id')
          .whereRef('flavor_access.flavor_id', '=', 'flavors.id')
          .where('flavor_access.project_id', '=', caller.projectId ?? ''),
      ),
    ]),
  )
}

export async function findFlavor(cloud: Cloud, caller: Caller, id: string): Promise<FlavorRow | undefined> {
  const query = cloud.store.db.selectFrom('flavors').selectAll().where('id', '=', id)
  return (caller.isAdmin ? query : usable(query, caller)).executeTakeFirst()
}

/** A flavor as a server keeps it. */
export const toFlavorSpec = (row: FlavorRow): FlavorSpec => ({
  id: row.id,
  name: row.name,
  vcpus: row.vcpus,
  memoryMiB: row.memory_mib,
  rootGiB: row.root_gib,
  ephemeralGiB: row.ephemeral_gib,
  swapMiB: row.swap_mib,
  extraSpecs: { ...row.extra_specs },
})

export async function flavorOr404(cloud: Cloud, request: FastifyRequest<ById>): Promise<FlavorRow> {
  const flavor = await findFlavor(cloud, request.caller, request.params.id)
  if (flavor === undefined) throw new Refusal(404, `Flavor ${request.params.id} could not be found.`)
  return flavor
}

const sortColumns: Record<string, keyof FlavorRow> = {
  flavorid: 'id',
  id: 'id',
  name: 'name',
  memory_mb: 'memory_mib',
  vcpus: 'vcpus',
  root_gb: 'root_gib',
  ephemeral_gb: 'ephemeral_gib',
  swap: 'swap_mib',
  created_at: 'created_at',
}

function visibleTo(query: Query, request: FastifyRequest): Query {
  const asked = queryText(request.query, 'is_public')
  if (!request.caller.isAdmin) return usable(query, request.caller)
  if (asked === undefined) return usable(query, request.caller)
  if (asked.toLowerCase() === 'none') return query
  return query.where('is_public', '=', parse(LooseBoolean, asked))
}

function atLeast(query: Query, request: FastifyRequest): Query {
  let filtered = query
  for (const [name, column] of [
    ['minRam', 'memory_mib'],
    ['minDisk', 'root_gib'],
  ] as const) {
    const text = queryText(request.query, name)
    if (text === undefined) continue
    if (!/^\d{1,9}$/.test(text)) throw new Refusal(400, `Invalid ${name} filter [${text.slice(0, 40)}]`)
    filtered = filtered.where(column, '>=', Number(text))
  }
  return filtered
}

async function listFlavors(cloud: Cloud, request: FastifyRequest) {
  const limit = limitOf(request)
  const key = sortColumns[queryText(request.query, 'sort_key') ?? 'flavorid']
  const direction = queryText(request.query, 'sort_dir') ?? 'asc'
  if (key === undefined) throw new Refusal(400, 'Invalid sort_key')
  if (direction !== 'asc' && direction !== 'desc') throw new Refusal(400, 'Invalid sort_dir')
  let query = atLeast(visibleTo(cloud.store.db.selectFrom('flavors').selectAll(), request), request)
  const marker = queryText(request.query, 'marker')
  if (marker !== undefined) {
    const from = await cloud.store.db.selectFrom('flavors').selectAll().where('id', '=', marker).executeTakeFirst()
    if (from === undefined) throw new Refusal(400, `marker [${marker.slice(0, 64)}] not found`)
    const later = sql.raw(direction === 'asc' ? '>' : '<')
    query = query.where(sql<boolean>`(${sql.ref(key)}, id) ${later} (${from[key]}, ${from.id})`)
  }
  const rows = await query
    .orderBy(key, direction)
    .orderBy('id', direction)
    .limit(limit + 1)
    .execute()
  return { rows: rows.slice(0, limit), more: rows.length > limit }
}

const Id = PlainText(255)
  .regex(/^[A-Za-z0-9_.\- ]*$/, 'a flavor id has letters, digits, blanks, _ . -')
  .refine((text) => text.trim() === text, 'it begins or ends with a blank')
const flavorFields = {
  name: Name,
  id: Id.nullish(),
  flavorid: Id.nullish(),
  ram: looseInt(1, 2_147_483_647),
  vcpus: looseInt(1, 4096),
  disk: looseInt(0, 2_147_483_647),
  'OS-FLV-EXT-DATA:ephemeral': looseInt(0, 2_147_483_647).optional(),
  swap: z.union([z.literal('').transform(() => 0), looseInt(0, 2_147_483_647)]).optional(),
  rxtx_factor: z
    .union([
      z.number(),
      z
        .string()
        .regex(/^\d{1,6}(\.\d{1,6})?$/)
        .transform(Number),
    ])
    .optional(),
  'os-flavor-access:is_public': LooseBoolean.optional(),
}
const NewFlavor = z.strictObject({ flavor: z.strictObject(flavorFields) })
const DescribedFlavor = z.strictObject({
  flavor: z.strictObject({ ...flavorFields, description: PlainText(65_535).nullish() }),
})
const FlavorChange = z.strictObject({ flavor: z.strictObject({ description: PlainText(65_535).nullable() }) })

async function createFlavor(cloud: Cloud, request: FastifyRequest): Promise<FlavorRow> {
  const described: z.infer<typeof DescribedFlavor> = parse(
    request.minor >= 55 ? DescribedFlavor : NewFlavor,
    request.body,
  )
  const { flavor } = described
  const asked = flavor.id ?? flavor.flavorid
  const id = asked === undefined || asked === null || asked === '' || asked === 'auto' ? newId<'flavor'>() : asked
  const row = await cloud.store.db
    .insertInto('flavors')
    .values({
      id,
      name: flavor.name,
      vcpus: flavor.vcpus,
      memory_mib: flavor.ram,
      root_gib: flavor.disk,
      ephemeral_gib: flavor['OS-FLV-EXT-DATA:ephemeral'] ?? 0,
      swap_mib: flavor.swap ?? 0,
      rxtx_factor: flavor.rxtx_factor ?? 1,
      is_public: flavor['os-flavor-access:is_public'] ?? true,
      description: flavor.description ?? null,
      extra_specs: '{}',
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  if (row === undefined) throw new Refusal(409, `Flavor with name ${flavor.name} or ID ${id} already exists.`)
  return row
}

/** The sizes that servers come in. */
export function flavorRoutes(app: FastifyInstance, cloud: Cloud): void {
  const path = '/compute/v2.1/flavors'
  app.get(path, async (request) => {
    const { rows, more } = await listFlavors(cloud, request)
    return {
      flavors: rows.map((flavor) => ({
        id: flavor.id,
        name: flavor.name,
        ...(request.minor >= 55 ? { description: flavor.description } : {}),
        links: flavorLinks(baseUrl(request), flavor.id),
      })),
      ...nextLinks(request, 'flavors', 'flavors', more, rows.at(-1)?.id),
    }
  })
  app.get(`${path}/detail`, async (request) => {
    const { rows, more } = await listFlavors(cloud, request)
    return {
      flavors: rows.map((flavor) => flavorView(request, flavor)),
      ...nextLinks(request, 'flavors', 'flavors/detail', more, rows.at(-1)?.id),
    }
  })
  app.get<ById>(`${path}/:id`, async (request) => ({ flavor: flavorView(request, await flavorOr404(cloud, request)) }))
  app.post(path, async (request) => {
    requireRole(request, 'admin')
    return { flavor: flavorView(request, await createFlavor(cloud, request)) }
  })
  app.put<ById>(`${path}/:id`, async (request) => {
    requireRole(request, 'admin')
    if (request.minor < 55) throw new Refusal(404, 'The resource could not be found.')
    const { description } = parse(FlavorChange, request.body).flavor
    const { id } = await flavorOr404(cloud, request)
    const change = cloud.store.db.updateTable('flavors').set({ description }).where('id', '=', id)
    return { flavor: flavorView(request, await change.returningAll().executeTakeFirstOrThrow()) }
  })
  app.delete<ById>(`${path}/:id`, async (request, reply) => {
    requireRole(request, 'admin')
    const { id } = await flavorOr404(cloud, request)
    await cloud.store.db.deleteFrom('flavors').where('id', '=', id).execute()
    return reply.code(202).send()
  })
}
