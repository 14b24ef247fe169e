import { chain, decodeFault } from '@kilonova/core'
import type { FastifyInstance } from 'fastify'
import type { Cloud } from '../../../cloud.ts'
import { detailOf } from '../../../services/migrations/records.ts'
import { Refusal } from '../../refusal.ts'
import { type ById, serverOr404 } from './access.ts'

/**
 * GET /servers/{id}/kilonova-cold-move: the last resize or cold migration of a server, for those who wait for it: how far
 * its copy is in bytes, and why it failed. An own resource, beside Nova's.
 */
export function coldMoveRoute(app: FastifyInstance, cloud: Cloud): void {
  app.get<ById>('/compute/v2.1/servers/:id/kilonova-cold-move', async (request) => {
    const server = await serverOr404(cloud, request)
    const row = await cloud.store.db
      .selectFrom('server_migrations')
      .leftJoin('flows', 'flows.id', 'server_migrations.flow_id')
      .select([
        'server_migrations.id',
        'server_migrations.kind',
        'server_migrations.status',
        'server_migrations.detail',
        'server_migrations.source_host',
        'server_migrations.destination_host',
        'flows.error',
      ])
      .where('server_migrations.server_id', '=', server.id)
      .where('server_migrations.kind', 'in', ['resize', 'migration'])
      .orderBy('server_migrations.number', 'desc')
      .executeTakeFirst()
    if (row === undefined) throw new Refusal(404, `Instance ${server.id} has not been resized.`)
    const { copying, copiedBytes, mode } = detailOf(row)
    const fault = row.error === null ? undefined : decodeFault(row.error)
    const { isAdmin } = request.caller
    return {
      move: {
        id: row.id,
        kind: row.kind,
        status: row.status,
        ...(isAdmin ? { source_compute: row.source_host, dest_compute: row.destination_host } : {}),
        mode: mode ?? null,
        copying: copying ?? null,
        copied_bytes: copiedBytes ?? null,
        error:
          fault === undefined
            ? null
            : {
                message: fault.message,
                cause: fault.cause === undefined ? null : chain(fault.cause),
                next: fault.next ?? null,
              },
      },
    }
  })
}
