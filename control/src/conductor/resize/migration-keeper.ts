import { randomUUID } from 'node:crypto'
import { type Database, Fault, ServerId } from '@kilonova/core'
import { sql, type Transaction } from 'kysely'
import type { Cloud } from '../../cloud.ts'
import { changeMigration } from '../../services/migrations/records.ts'
import { settleLeftovers } from '../live-migration/settle-leftovers.ts'
import { clearAbandoned } from './abandon.ts'

const everyMs = 10_000
const shortestMs = 500

/**
 * Looks from time to time for resized servers whose owners have had their time, and for what moves left at hosts that were
 * away or answered too late. Any number of controllers may do this: a record is taken under its lock, by one.
 */
export class MigrationKeeper implements AsyncDisposable {
  readonly #cloud: Cloud
  readonly #stopping = new AbortController()
  readonly #timer: NodeJS.Timeout
  #looking: Promise<void> | undefined
  #settling: Promise<void> | undefined

  constructor(cloud: Cloud) {
    this.#cloud = cloud
    const windowMs = cloud.settings.resize.confirmWindowSec * 1000
    const pauseMs = windowMs === 0 ? everyMs : Math.max(shortestMs, Math.min(everyMs, windowMs / 4))
    this.#timer = setInterval(() => this.look(), pauseMs)
  }

  look(): void {
    this.#looking ??= this.#look().finally(() => (this.#looking = undefined))
    // Beside it: a host that is slow to answer keeps nobody's confirmation waiting.
    this.#settling ??= this.#settle().finally(() => (this.#settling = undefined))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer)
    this.#stopping.abort(new Fault('cancelled', 'the service is stopping'))
    await this.#looking
    await this.#settling
  }

  async #look(): Promise<void> {
    const { signal } = this.#stopping
    try {
      await confirmOverdue(this.#cloud)
      await clearAbandoned(this.#cloud, signal)
    } catch (error) {
      if (!signal.aborted) this.#cloud.log.warn('migrations not looked at', { error })
    }
  }

  async #settle(): Promise<void> {
    await settleLeftovers(this.#cloud, { signal: this.#stopping.signal }).catch((error: unknown) =>
      this.#cloud.log.warn('what moved servers left is not looked for yet', { error }),
    )
  }
}

/** Confirms, in nobody's name, what has waited for longer than the window. */
export async function confirmOverdue(cloud: Cloud): Promise<void> {
  const { confirmWindowSec } = cloud.settings.resize
  if (confirmWindowSec === 0) return
  const overdue = await cloud.store.db
    .selectFrom('server_migrations')
    .innerJoin('servers', 'servers.id', 'server_migrations.server_id')
    .select(['server_migrations.id', 'server_migrations.server_id'])
    .where('server_migrations.status', '=', 'finished')
    .where('server_migrations.kind', 'in', ['resize', 'migration'])
    .where('servers.vm_state', '=', 'resized')
    .where('servers.task_state', 'is', null)
    .where('servers.deleted_at', 'is', null)
    .where(sql<boolean>`server_migrations.updated_at < clock_timestamp() - make_interval(secs => ${confirmWindowSec})`)
    .limit(100)
    .execute()
  for (const { id, server_id: serverId } of overdue) {
    const began = await cloud.store.transaction((trx) => confirmOne(cloud, trx, serverId, id))
    if (!began) continue
    cloud.log.info('a resize is confirmed, since nobody did', { serverId, migrationId: id })
    cloud.engine.kick()
  }
}

async function confirmOne(
  cloud: Cloud,
  trx: Transaction<Database>,
  serverId: string,
  migrationId: string,
): Promise<boolean> {
  // The server first, as a request of its owner locks it: whoever comes second sees that it is done.
  const server = await trx
    .selectFrom('servers')
    .select(['vm_state', 'task_state'])
    .where('id', '=', serverId)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (server?.vm_state !== 'resized' || server.task_state !== null) return false
  const row = await trx
    .selectFrom('server_migrations')
    .select('status')
    .where('id', '=', migrationId)
    .executeTakeFirst()
  if (row?.status !== 'finished') return false
  const requestId = `req-${randomUUID()}`
  const options = { serverId: ServerId.parse(serverId), requestId }
  const flowId = await cloud.engine.submit(trx, cloud.flows['confirm-resize'], { serverId, migrationId }, options)
  await changeMigration(trx, migrationId, { status: 'confirming' })
  await trx
    .insertInto('server_actions')
    .values({
      id: randomUUID(),
      server_id: serverId,
      action: 'confirmResize',
      request_id: requestId,
      user_id: null,
      project_id: null,
      flow_id: flowId,
      message: 'confirmed by itself: nobody did in time',
    })
    .execute()
  return true
}
