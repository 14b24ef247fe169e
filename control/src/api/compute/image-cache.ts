import { chain, faultOf } from '@kilonova/core'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Cloud } from '../../cloud.ts'
import { type HostCache, HostCaches } from '../../services/images/host-caches.ts'
import { parse, queryText } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { requireRole } from '../request.ts'

const Prune = z.strictObject({ dry_run: z.boolean().default(false), host: z.string().max(255).optional() })

/** The hosts' image caches, for administrators. Ours, not Nova's: its own word is in the path. */
export function imageCacheRoutes(app: FastifyInstance, cloud: Cloud): void {
  const path = '/compute/v2.1/kilonova/image-cache'
  const caches = new HostCaches(cloud.store, cloud.bus)
  const never = new AbortController().signal
  app.get(path, async (request) => {
    requireRole(request, 'admin')
    const host = queryText(request.query, 'host')
    return { hosts: view(await caches.list(host, never), host) }
  })
  app.post(`${path}/prune`, async (request) => {
    requireRole(request, 'admin')
    const { dry_run, host } = parse(Prune, request.body ?? {})
    return { hosts: view(await caches.prune(host, dry_run, never), host) }
  })
}

function view<File>(hosts: readonly HostCache<File>[], only: string | undefined) {
  if (only !== undefined && hosts.length === 0) throw new Refusal(404, `Host '${only.slice(0, 64)}' not found.`)
  return hosts.map(({ host, files, error }) =>
    files === undefined ? { host, error: chain(error), next: faultOf(error)?.next } : { host, files },
  )
}
