import type { Database, VmState } from '@kilonova/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Transaction, Updateable } from 'kysely'
import { z } from 'zod'
import type { Cloud } from '../../../cloud.ts'
import type { ServerRow } from '../../../conductor/server-records.ts'
import { addressesOf } from '../../../services/network/addresses.ts'
import { limitsOf } from '../../../services/quotas.ts'
import { parse } from '../../parse.ts'
import { Refusal } from '../../refusal.ts'
import { noContent, requireRole } from '../../request.ts'
import { since } from '../../microversion.ts'
import { type ById, lockServer, serverOr404 } from './access.ts'
import { requireUnlocked } from './change.ts'
import { Metadata, Tag, Tags } from './create-schema.ts'

interface ByKey {
  Params: { id: string; key: string }
}

const AllMetadata = z.strictObject({ metadata: Metadata })
const OneMetadata = z.strictObject({ meta: Metadata })
const AllTags = z.strictObject({ tags: Tags })

/** Metadata, tags and addresses of a server. */
export function serverDetailRoutes(app: FastifyInstance, cloud: Cloud): void {
  metadataRoutes(app, cloud)
  tagRoutes(app, cloud)
  app.get<ById>('/compute/v2.1/servers/:id/ips', async (request) => {
    const server = await serverOr404(cloud, request)
    return { addresses: await addressTable(cloud, server.id) }
  })
  app.get<ByKey>('/compute/v2.1/servers/:id/ips/:key', async (request) => {
    const server = await serverOr404(cloud, request)
    const { key } = request.params
    const addresses = (await addressTable(cloud, server.id))[key]
    if (addresses === undefined) throw new Refusal(404, `Instance is not a member of specified network`)
    return { [key]: addresses }
  })
}

async function addressTable(
  cloud: Cloud,
  serverId: string,
): Promise<Record<string, { version: number; addr: string }[]>> {
  const table: Record<string, { version: number; addr: string }[]> = {}
  for (const { network, address } of (await addressesOf(cloud.store.db, [serverId])).get(serverId) ?? []) {
    const list = (table[network] ??= [])
    list.push({ version: 4, addr: address })
  }
  return table
}

const launched: readonly VmState[] = ['active', 'paused', 'suspended', 'stopped']

/** @throws {Refusal} 409 for a server whose metadata and tags are not to be changed yet, or any more. */
function requireLaunched({ id, vm_state: state }: ServerRow, action: string): void {
  if (!launched.includes(state))
    throw new Refusal(409, `Cannot '${action}' instance ${id} while it is in vm_state ${state}`)
}

type Change = Partial<Pick<Updateable<Database['servers']>, 'metadata' | 'tags'>>

/**
 * Changes what the server has, as it is in this moment: of two requests at once neither undoes the other.
 * @param changed what becomes of it, asked under its row's lock; `undefined` when it is so already.
 */
async function change(
  cloud: Cloud,
  request: FastifyRequest<ById>,
  changed: (server: ServerRow, trx: Transaction<Database>) => Promise<Change | undefined>,
): Promise<boolean> {
  requireRole(request, 'member')
  const { id } = await serverOr404(cloud, request)
  return cloud.store.transaction(async (trx) => {
    const server = await lockServer(trx, id)
    const values = await changed(server, trx)
    if (values === undefined) return false
    await trx
      .updateTable('servers')
      .set({ ...values, updated_at: new Date() })
      .where('id', '=', id)
      .execute()
    return true
  })
}

function metadataRoutes(app: FastifyInstance, cloud: Cloud): void {
  const path = '/compute/v2.1/servers/:id/metadata'
  const save = async (
    request: FastifyRequest<ById>,
    action: string,
    changed: (metadata: Record<string, string>) => Record<string, string>,
  ) => {
    let metadata: Record<string, string> = {}
    await change(cloud, request, async (server, trx) => {
      requireUnlocked(request, server)
      requireLaunched(server, action)
      metadata = changed(server.metadata)
      const { metadata_items: limit } = await limitsOf(trx, cloud.settings.quotas, server.project_id)
      if (limit >= 0 && Object.keys(metadata).length > limit) {
        throw new Refusal(403, `Maximum number of metadata items exceeds ${limit}`)
      }
      return { metadata: JSON.stringify(metadata) }
    })
    return { metadata }
  }
  app.get<ById>(path, async (request) => ({ metadata: (await serverOr404(cloud, request)).metadata }))
  app.post<ById>(path, (request) => {
    requireRole(request, 'member')
    const { metadata } = parse(AllMetadata, request.body)
    return save(request, 'update_instance_metadata', (before) => ({ ...before, ...metadata }))
  })
  app.put<ById>(path, (request) => {
    requireRole(request, 'member')
    const { metadata } = parse(AllMetadata, request.body)
    return save(request, 'update_instance_metadata', () => metadata)
  })
  app.get<ByKey>(`${path}/:key`, async (request) => {
    const { metadata } = await serverOr404(cloud, request)
    const { key } = request.params
    if (!Object.hasOwn(metadata, key)) throw new Refusal(404, 'Metadata item was not found')
    return { meta: { [key]: metadata[key] } }
  })
  app.put<ByKey>(`${path}/:key`, async (request) => {
    requireRole(request, 'member')
    const { meta } = parse(OneMetadata, request.body)
    if (Object.keys(meta).length !== 1 || !Object.hasOwn(meta, request.params.key)) {
      throw new Refusal(400, 'Request body and URI mismatch')
    }
    await save(request, 'update_instance_metadata', (before) => ({ ...before, ...meta }))
    return { meta }
  })
  app.delete<ByKey>(`${path}/:key`, async (request, reply) => {
    const { key } = request.params
    await save(request, 'delete_instance_metadata', (before) => {
      if (!Object.hasOwn(before, key)) throw new Refusal(404, 'Metadata item was not found')
      return Object.fromEntries(Object.entries(before).filter(([one]) => one !== key))
    })
    return noContent(reply)
  })
}

function tagRoutes(app: FastifyInstance, cloud: Cloud): void {
  const path = '/compute/v2.1/servers/:id/tags'
  const save = (
    request: FastifyRequest<ById>,
    action: string,
    changed: (server: ServerRow) => string[] | undefined,
  ): Promise<boolean> =>
    change(cloud, request, async (server) => {
      requireLaunched(server, action)
      const tags = changed(server)
      return tags === undefined ? undefined : parse(AllTags, { tags })
    })
  app.get<ById>(path, async (request) => {
    since(request, 26)
    return { tags: (await serverOr404(cloud, request)).tags }
  })
  app.put<ById>(path, async (request) => {
    since(request, 26)
    requireRole(request, 'member')
    const tags = [...new Set(parse(AllTags, request.body).tags)]
    await save(request, 'update_tags', () => tags)
    return { tags }
  })
  app.delete<ById>(path, async (request, reply) => {
    since(request, 26)
    await save(request, 'delete_all_tags', () => [])
    return noContent(reply)
  })
  app.get<ByKey>(`${path}/:key`, async (request, reply) => {
    since(request, 26)
    const { id, tags } = await serverOr404(cloud, request)
    const { key } = request.params
    if (!tags.includes(key)) throw new Refusal(404, `Server ${id} has no tag '${key}'`)
    return noContent(reply)
  })
  app.put<ByKey>(`${path}/:key`, async (request, reply) => {
    since(request, 26)
    requireRole(request, 'member')
    const tag = parse(Tag, request.params.key)
    const isNew = await save(request, 'update_tag', ({ tags }) => (tags.includes(tag) ? undefined : [...tags, tag]))
    return noContent(reply, isNew ? 201 : 204)
  })
  app.delete<ByKey>(`${path}/:key`, async (request, reply) => {
    since(request, 26)
    const { key } = request.params
    await save(request, 'delete_tag', ({ id, tags }) => {
      if (!tags.includes(key)) throw new Refusal(404, `Server ${id} has no tag '${key}'`)
      return tags.filter((tag) => tag !== key)
    })
    return noContent(reply)
  })
}
