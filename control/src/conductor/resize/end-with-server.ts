import type { Database } from '@kilonova/core'
import type { Transaction } from 'kysely'
import type { CloudParts } from '../../cloud.ts'
import { endedStatuses, nothingHeld } from '../../services/migrations/records.ts'
import { askHostOf, isMember, readMove } from './move-parts.ts'

interface Context {
  readonly input: { readonly serverId: string }
  readonly signal: AbortSignal
  readonly requestId: string
}

/** A server that is deleted while it waits for confirmation has files and a definition at its source too. */
export async function clearOtherPlace(cloud: CloudParts, context: Context): Promise<void> {
  const { serverId } = context.input
  const rows = await cloud.store.db
    .selectFrom('server_migrations')
    .select('id')
    .where('server_id', '=', serverId)
    .where('kind', 'in', ['resize', 'migration'])
    .where('status', 'in', ['finished', 'confirming'])
    .execute()
  for (const { id } of rows) {
    const move = await readMove(cloud, { serverId, migrationId: id })
    if (!(await isMember(cloud, move.source))) continue
    const { migrationId, sameHost } = move
    const request = { serverId: move.serverId, migrationId, sameHost }
    await askHostOf(cloud, move.source, 'confirmMigration', request, context)
  }
}

/** With their server migrations end, and what they held is free. What a host that is away has still is held on. */
export async function endMigrations(trx: Transaction<Database>, serverId: string): Promise<void> {
  await trx
    .updateTable('server_migrations')
    .set({ ...nothingHeld, status: 'confirmed', updated_at: new Date() })
    .where('server_id', '=', serverId)
    .where('kind', 'in', ['resize', 'migration'])
    .where('status', 'not in', [...endedStatuses])
    .execute()
}
