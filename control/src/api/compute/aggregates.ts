import { randomUUID } from 'node:crypto'
import { askHost, type Database, HostName, ImageId, violatedConstraint } from '@kilonova/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import type { Cloud } from '../../cloud.ts'
import { type AggregateRow, aggregates, lockAggregates, settleZones, zoneKey } from '../../services/aggregates.ts'
import { Name, parse, PlainText } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { requireRole } from '../request.ts'
import { since } from '../microversion.ts'
import { microseconds, microsecondsOrNull } from '../time.ts'
import { locatedImage } from './servers/image-choice.ts'
import type { ById } from './servers/access.ts'

const Zone = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^:]*$/, 'a zone has no colon')
const New = z.strictObject({ aggregate: z.strictObject({ name: Name, availability_zone: Zone.nullish() }) })
const Change = z.strictObject({
  aggregate: z
    .strictObject({ name: Name.optional(), availability_zone: Zone.nullish() })
    .refine((one) => Object.keys(one).length > 0, 'name or availability_zone is needed'),
})
const HostBody = z.strictObject({ host: PlainText(255).min(1) })
const Action = z.union([
  z.strictObject({ add_host: HostBody }),
  z.strictObject({ remove_host: HostBody }),
  z.strictObject({
    set_metadata: z.strictObject({
      metadata: z.record(z.string().regex(/^[a-zA-Z0-9\-_:. ]{1,255}$/), PlainText(255).nullable()),
    }),
  }),
])
const CacheBody = z.strictObject({
  cache: z
    .array(z.strictObject({ id: ImageId }))
    .min(1)
    .max(100),
})

const path = '/compute/v2.1/os-aggregates'
/** A base image may be gigabytes. */
const cacheDeadlineMs = 3_600_000

function view({ minor }: FastifyRequest, row: AggregateRow) {
  return {
    id: row.id,
    ...(minor >= 41 ? { uuid: row.uuid } : {}),
    name: row.name,
    availability_zone: row.metadata[zoneKey] ?? null,
    hosts: row.hosts,
    metadata: row.metadata,
    created_at: microseconds(row.created_at),
    updated_at: microsecondsOrNull(row.updated_at),
    deleted: false,
    deleted_at: null,
  }
}

async function aggregateOr404(db: Cloud['store']['db'], id: string): Promise<AggregateRow> {
  const row = /^\d{1,9}$/.test(id) ? await aggregates(db).where('id', '=', Number(id)).executeTakeFirst() : undefined
  if (row === undefined) throw new Refusal(404, `Aggregate ${id.slice(0, 64)} could not be found.`)
  return row
}

async function withZones(trx: Transaction<Database>, status: 400 | 409): Promise<void> {
  const { twice, inUse } = await settleZones(trx)
  if (twice.length > 0)
    throw new Refusal(409, `Host ${twice.join(', ')} would be in two availability zones: it has one already.`)
  if (inUse.length > 0)
    throw new Refusal(
      status,
      `The availability zone of ${inUse.join(', ')} can not change: servers are there. Move them away first.`,
    )
}

function nameTaken(error: unknown, name: string): unknown {
  return violatedConstraint(error) === undefined ? error : new Refusal(409, `Aggregate ${name} already exists.`)
}

/** Groups of hosts, for administrators: zones, and what flavors, images and projects choose hosts by. */
export function aggregateRoutes(app: FastifyInstance, cloud: Cloud): void {
  const { db } = cloud.store
  app.get(path, async (request) => {
    requireRole(request, 'admin')
    const rows = await aggregates(db).orderBy('id').execute()
    return { aggregates: rows.map((row) => view(request, row)) }
  })
  app.get<ById>(`${path}/:id`, async (request) => {
    requireRole(request, 'admin')
    return { aggregate: view(request, await aggregateOr404(db, request.params.id)) }
  })
  app.post(path, async (request) => {
    requireRole(request, 'admin')
    const { name, availability_zone: zone } = parse(New, request.body).aggregate
    const metadata = JSON.stringify(zone === undefined || zone === null ? {} : { [zoneKey]: zone })
    try {
      const row = await db
        .insertInto('aggregates')
        .values({ uuid: randomUUID(), name, metadata, updated_at: null })
        .returningAll()
        .executeTakeFirstOrThrow()
      // Nova's answer to a create has neither of the two.
      const { hosts: _hosts, metadata: _metadata, ...shown } = view(request, { ...row, hosts: [] })
      return { aggregate: shown }
    } catch (error) {
      throw nameTaken(error, name)
    }
  })
  app.put<ById>(`${path}/:id`, (request) => changeAggregate(cloud, request))
  app.delete<ById>(`${path}/:id`, async (request, reply) => {
    requireRole(request, 'admin')
    await cloud.store.transaction(async (trx) => {
      await lockAggregates(trx)
      const { id, name, hosts } = await aggregateOr404(trx, request.params.id)
      if (hosts.length > 0) throw new Refusal(400, `Cannot delete aggregate ${name}: it has hosts. Remove them first.`)
      await trx.deleteFrom('aggregates').where('id', '=', id).execute()
    })
    return reply.code(200).send()
  })
  app.post<ById>(`${path}/:id/action`, (request) => act(cloud, request))
  app.post<ById>(`${path}/:id/images`, async (request, reply) => {
    since(request, 81)
    requireRole(request, 'admin')
    await cacheImages(cloud, request)
    return reply.code(202).send()
  })
}

async function changeAggregate(cloud: Cloud, request: FastifyRequest<ById>) {
  requireRole(request, 'admin')
  const { name, availability_zone: zone } = parse(Change, request.body).aggregate
  try {
    const row = await cloud.store.transaction(async (trx) => {
      await lockAggregates(trx)
      const { id, metadata } = await aggregateOr404(trx, request.params.id)
      const { [zoneKey]: _zone, ...rest } = metadata
      const now = zone === undefined ? metadata : zone === null ? rest : { ...rest, [zoneKey]: zone }
      await trx
        .updateTable('aggregates')
        .set({ ...(name === undefined ? {} : { name }), metadata: JSON.stringify(now), updated_at: new Date() })
        .where('id', '=', id)
        .execute()
      await withZones(trx, 400)
      return aggregateOr404(trx, String(id))
    })
    return { aggregate: view(request, row) }
  } catch (error) {
    throw nameTaken(error, name ?? '')
  }
}

async function act(cloud: Cloud, request: FastifyRequest<ById>) {
  requireRole(request, 'admin')
  const action = parse(Action, request.body)
  const row = await cloud.store.transaction(async (trx) => {
    await lockAggregates(trx)
    const aggregate = await aggregateOr404(trx, request.params.id)
    if ('add_host' in action) await addHost(trx, aggregate, action.add_host.host)
    else if ('remove_host' in action) await removeHost(trx, aggregate, action.remove_host.host)
    else await setMetadata(trx, aggregate, action.set_metadata.metadata)
    await trx.updateTable('aggregates').set({ updated_at: new Date() }).where('id', '=', aggregate.id).execute()
    await withZones(trx, 'set_metadata' in action ? 400 : 409)
    return aggregateOr404(trx, request.params.id)
  })
  return { aggregate: view(request, row) }
}

async function addHost(trx: Transaction<Database>, { id, name, hosts }: AggregateRow, host: string): Promise<void> {
  const known = await trx.selectFrom('hosts').select('name').where('name', '=', host).executeTakeFirst()
  if (known === undefined) throw new Refusal(404, `Compute host ${host} could not be found.`)
  if (hosts.includes(host)) throw new Refusal(409, `Aggregate ${name} already has host ${host}.`)
  await trx.insertInto('aggregate_hosts').values({ aggregate_id: id, host }).execute()
}

async function removeHost(trx: Transaction<Database>, { id, name }: AggregateRow, host: string): Promise<void> {
  const gone = await trx
    .deleteFrom('aggregate_hosts')
    .where('aggregate_id', '=', id)
    .where('host', '=', host)
    .executeTakeFirst()
  if (gone.numDeletedRows === 0n) throw new Refusal(404, `Aggregate ${name} has no host ${host}.`)
}

async function setMetadata(
  trx: Transaction<Database>,
  { id, metadata }: AggregateRow,
  change: Readonly<Record<string, string | null>>,
): Promise<void> {
  if (change[zoneKey] === '') throw new Refusal(400, 'Aggregate does not support empty named availability zone.')
  const merged = Object.entries({ ...metadata, ...change }).filter(([, value]) => value !== null)
  await trx
    .updateTable('aggregates')
    .set({ metadata: JSON.stringify(Object.fromEntries(merged)) })
    .where('id', '=', id)
    .execute()
}

/** Tells every host of the aggregate to fetch images before anyone waits for them; how it went is in the log. */
async function cacheImages(cloud: Cloud, request: FastifyRequest<ById>): Promise<void> {
  const { hosts } = await aggregateOr404(cloud.store.db, request.params.id)
  const ids = parse(CacheBody, request.body).cache.map(({ id }) => id)
  if (new Set(ids).size < ids.length) throw new Refusal(400, 'Duplicate images in request')
  const images = await Promise.all(ids.map((id) => locatedImage(cloud, request.caller, id)))
  const log = cloud.log.child({ requestId: request.id })
  for (const host of hosts) {
    void (async () => {
      // One after the other at each host, so that they do not share its line.
      for (const image of images) {
        try {
          const { fetched } = await askHost(
            cloud.bus,
            HostName.parse(host),
            'cacheImage',
            { image },
            { deadlineMs: cacheDeadlineMs },
          )
          log.info('image is in the cache of a host', { host, imageId: image.id, fetched })
        } catch (error) {
          log.warn('image could not be cached', { host, imageId: image.id, error })
        }
      }
    })()
  }
}
