import type { VmState } from '@kilonova/core'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Cloud } from '../../../cloud.ts'
import type { ServerRow } from '../../../conductor/server-records.ts'
import { addressesOf } from '../../../services/network/addresses.ts'
import { parse } from '../../parse.ts'
import { Refusal } from '../../refusal.ts'
import { noContent, requireRole } from '../../request.ts'
import { since } from '../../microversion.ts'
import { type ById, serverOr404 } from './access.ts'
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

function metadataRoutes(app: FastifyInstance, cloud: Cloud): void {
  const path = '/compute/v2.1/servers/:id/metadata'
  const save = async (id: string, metadata: Record<string, string>) => {
    const limit = cloud.settings.quotas.metadataItems
    if (limit >= 0 && Object.keys(metadata).length > limit) {
      throw new Refusal(403, `Maximum number of metadata items exceeds ${limit}`)
    }
    const change = { metadata: JSON.stringify(metadata), updated_at: new Date() }
    await cloud.store.db.updateTable('servers').set(change).where('id', '=', id).execute()
    return metadata
  }
  app.get<ById>(path, async (request) => ({ metadata: (await serverOr404(cloud, request)).metadata }))
  app.post<ById>(path, async (request) => {
    requireRole(request, 'member')
    const { metadata } = parse(AllMetadata, request.body)
    const server = await serverOr404(cloud, request)
    requireUnlocked(request, server)
    requireLaunched(server, 'update_instance_metadata')
    return { metadata: await save(server.id, { ...server.metadata, ...metadata }) }
  })
  app.put<ById>(path, async (request) => {
    requireRole(request, 'member')
    const { metadata } = parse(AllMetadata, request.body)
    const server = await serverOr404(cloud, request)
    requireUnlocked(request, server)
    requireLaunched(server, 'update_instance_metadata')
    return { metadata: await save(server.id, metadata) }
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
    const { key } = request.params
    if (Object.keys(meta).length !== 1 || meta[key] === undefined) {
      throw new Refusal(400, 'Request body and URI mismatch')
    }
    const server = await serverOr404(cloud, request)
    requireUnlocked(request, server)
    requireLaunched(server, 'update_instance_metadata')
    await save(server.id, { ...server.metadata, ...meta })
    return { meta }
  })
  app.delete<ByKey>(`${path}/:key`, async (request, reply) => {
    requireRole(request, 'member')
    const server = await serverOr404(cloud, request)
    requireUnlocked(request, server)
    requireLaunched(server, 'delete_instance_metadata')
    if (!Object.hasOwn(server.metadata, request.params.key)) throw new Refusal(404, 'Metadata item was not found')
    await save(
      server.id,
      Object.fromEntries(Object.entries(server.metadata).filter(([key]) => key !== request.params.key)),
    )
    return noContent(reply)
  })
}

function tagRoutes(app: FastifyInstance, cloud: Cloud): void {
  const path = '/compute/v2.1/servers/:id/tags'
  const save = async (id: string, tags: string[]) => {
    parse(AllTags, { tags })
    await cloud.store.db.updateTable('servers').set({ tags, updated_at: new Date() }).where('id', '=', id).execute()
    return { tags }
  }
  app.get<ById>(path, async (request) => {
    since(request, 26)
    return { tags: (await serverOr404(cloud, request)).tags }
  })
  app.put<ById>(path, async (request) => {
    since(request, 26)
    requireRole(request, 'member')
    const { tags } = parse(AllTags, request.body)
    const server = await serverOr404(cloud, request)
    requireLaunched(server, 'update_tags')
    return save(server.id, [...new Set(tags)])
  })
  app.delete<ById>(path, async (request, reply) => {
    since(request, 26)
    requireRole(request, 'member')
    const server = await serverOr404(cloud, request)
    requireLaunched(server, 'delete_all_tags')
    await save(server.id, [])
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
    const server = await serverOr404(cloud, request)
    requireLaunched(server, 'update_tag')
    const { id, tags } = server
    if (tags.includes(tag)) return noContent(reply)
    await save(id, [...tags, tag])
    return noContent(reply, 201)
  })
  app.delete<ByKey>(`${path}/:key`, async (request, reply) => {
    since(request, 26)
    requireRole(request, 'member')
    const server = await serverOr404(cloud, request)
    requireLaunched(server, 'delete_tag')
    const { id, tags } = server
    const { key } = request.params
    if (!tags.includes(key)) throw new Refusal(404, `Server ${id} has no tag '${key}'`)
    await save(
      id,
      tags.filter((tag) => tag !== key),
    )
    return noContent(reply)
  })
}
