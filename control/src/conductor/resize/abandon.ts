import { Fault, type Store } from '@kilonova/core'
import { sql } from 'kysely'
import type { CloudParts } from '../../cloud.ts'
import { changeMigration, nothingHeld } from '../../services/migrations/records.ts'
import { askHostOf, isMember, type Move, readMove } from './move-parts.ts'

interface Asking {
  readonly signal: AbortSignal
  readonly requestId: string
}

/**
 * Has the destination remove what it has of a move. One that is out of reach is told later, so that its server need not
 * wait for it: the guest was never started there.
 */
export async function abandonOrLater(cloud: CloudParts, move: Move, asking: Asking): Promise<void> {
  if (!(await isMember(cloud, move.destination))) return
  try {
    await abandon(cloud, move, asking)
  } catch (error) {
    if (!(error instanceof Fault) || error.kind !== 'hostAway') throw error
    cloud.log.warn('a destination that is away will be cleared when it is back', {
      serverId: move.serverId,
      host: move.destination,
      error,
    })
    await changeMigration(cloud.store.db, move.migrationId, {}, { abandon: true })
  }
}

async function abandon(cloud: CloudParts, move: Move, asking: Asking): Promise<void> {
  const { serverId, migrationId, sameHost } = move
  await askHostOf(cloud, move.destination, 'abandonMigration', { serverId, migrationId, sameHost }, asking)
}

/** Moves that were given up while their destination was away. */
const waiting = ({ db }: Store) =>
  db
    .selectFrom('server_migrations')
    .select(['id', 'server_id'])
    .where(sql<boolean>`detail @> '{"abandon": true}'`)
    .where('status', '=', 'error')
    .limit(100)
    .execute()

/** Clears what could not be cleared before. Any number of controllers may do it at once: each request may be repeated. */
export async function clearAbandoned(cloud: CloudParts, signal: AbortSignal): Promise<void> {
  for (const { id, server_id } of await waiting(cloud.store)) {
    signal.throwIfAborted()
    try {
      const move = await readMove(cloud, { serverId: server_id, migrationId: id })
      if (await isMember(cloud, move.destination)) {
        await abandon(cloud, move, { signal, requestId: `${id}.clear.${Date.now()}` })
      }
      await changeMigration(cloud.store.db, id, nothingHeld, { abandon: false })
      cloud.log.info('a destination is cleared of a move that was given up', {
        serverId: server_id,
        host: move.destination,
      })
    } catch (error) {
      signal.throwIfAborted()
      cloud.log.debug('a destination is not cleared yet', { migrationId: id, error })
    }
  }
}
