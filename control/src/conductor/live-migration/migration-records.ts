import { setTimeout as sleep } from 'node:timers/promises'
import { type Database, encodeFault, Fault, faultOf, type HostAnswer, type MigrationStatus } from '@kilonova/core'
import { sql, type Transaction } from 'kysely'
import type { CloudParts } from '../../cloud.ts'
import { serverFault } from '../fault-view.ts'
import type { LiveMigrateInput } from './live-migrate.ts'
import type { Moved } from './move-guest.ts'
import type { Placed } from './place-guest.ts'

const looksEveryMs = 150

/** What of a migration its record keeps in `detail`; every figure is the last that was heard. */
export interface LiveDetail {
  readonly error?: unknown
  readonly downtimeMs?: number
  readonly totalMs?: number
  readonly callMs?: number
  readonly shared?: boolean
  readonly copy?: string
  /** Its source was away when it was to be cleaned: what lies there is removed when it is back. */
  readonly leftAt?: string
  /** Post-copy failed half-way: both hosts have a part of it until it is rebooted. */
  readonly torn?: boolean
  readonly figures?: Readonly<Record<string, number>>
  /** Of the base that comes before the move. */
  readonly copying?: { readonly label: string; readonly done: number; readonly total: number }
}

/**
 * Waits until fewer migrations than the setting allows leave this host; those that came first go first. Usage is what
 * open flows show, so that nothing has to be given back.
 */
export async function waitForTurn(cloud: CloudParts, input: LiveMigrateInput, signal: AbortSignal): Promise<void> {
  for (;;) {
    if (await cloud.store.transaction((trx) => takeTurn(trx, input, cloud.settings.liveMigration.maxPerHost))) return
    await sleep(looksEveryMs, undefined, { signal })
  }
}

async function takeTurn(trx: Transaction<Database>, input: LiveMigrateInput, max: number): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`live-migration ${input.source}`}, 0))`.execute(trx)
  const { rows } = await sql<{ ahead: number; status: MigrationStatus }>`
    select m.status, (select count(*)::int from server_migrations o join flows f on f.id = o.flow_id
      where o.kind = 'live-migration' and o.source_host = m.source_host and o.id <> m.id
        and f.state in ('queued', 'running', 'undoing')
        and (o.status in ('preparing', 'running', 'running (post-copy)', 'post-migrating')
          or (o.status in ('accepted', 'queued') and o.number < m.number))) as ahead
    from server_migrations m where m.id = ${input.migrationId}`.execute(trx)
  const [row] = rows
  if (row === undefined) throw new Fault('notFound', `migration ${input.migrationId} has no record`)
  const mine = row.status === 'preparing' || row.ahead < max
  const status: MigrationStatus = mine ? 'preparing' : 'queued'
  if (row.status !== status) await setStatus(trx, input.migrationId, status)
  return mine
}

export async function setStatus(
  db: Transaction<Database> | CloudParts['store']['db'],
  migrationId: string,
  status: MigrationStatus,
): Promise<void> {
  await db
    .updateTable('server_migrations')
    .set({ status, updated_at: new Date() })
    .where('id', '=', migrationId)
    .where('status', 'not in', ['completed', 'failed', 'cancelled', 'error'])
    .execute()
}

/** Adds to what the record keeps. */
export async function noteDetail(
  db: Transaction<Database> | CloudParts['store']['db'],
  migrationId: string,
  detail: LiveDetail,
): Promise<void> {
  await sql`update server_migrations set detail = detail || ${JSON.stringify(detail)}::jsonb,
    updated_at = date_trunc('milliseconds', clock_timestamp()) where id = ${migrationId}`.execute(db)
}

export async function releaseClaim(trx: Transaction<Database>, migrationId: string): Promise<void> {
  await trx
    .updateTable('server_migrations')
    .set({ held_host: null, held_vcpus: 0, held_memory_mib: 0, held_disk_gib: 0 })
    .where('id', '=', migrationId)
    .execute()
}

/** The guest is its destination's: for its user the move is over. */
export async function finishMigration(
  trx: Transaction<Database>,
  { serverId, migrationId }: LiveMigrateInput,
  { guest }: Placed,
  moved: Moved,
): Promise<void> {
  await noteCost(trx, migrationId, moved, {})
  await setStatus(trx, migrationId, 'completed')
  await trx
    .updateTable('servers')
    .set({
      power_state: moved.torn === undefined ? guest.power : 'paused',
      task_state: sql`case when task_state = 'migrating' then null else task_state end`,
      progress: 0,
      updated_at: new Date(),
    })
    .where('id', '=', serverId)
    .execute()
}

/** What the move cost: the standstill as we saw it, else as libvirt tells it at either end. */
export async function noteCost(
  trx: Transaction<Database>,
  migrationId: string,
  moved: Moved,
  cost: Pick<HostAnswer<'finishLive'>, 'downtimeMs'>,
): Promise<void> {
  const downtimeMs = moved.standingMs ?? cost.downtimeMs ?? moved.downtimeMs
  await noteDetail(trx, migrationId, {
    ...(downtimeMs === undefined ? {} : { downtimeMs }),
    ...(moved.totalMs === undefined ? {} : { totalMs: moved.totalMs }),
    ...(moved.callMs === undefined ? {} : { callMs: moved.callMs }),
  })
}

/** The host that a migration holds a place on. */
export async function heldHost(db: CloudParts['store']['db'], migrationId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('server_migrations')
    .select('held_host')
    .where('id', '=', migrationId)
    .executeTakeFirst()
  return row?.held_host ?? undefined
}

/** A source that is away keeps what it has until it is back; the server does not wait for it. */
export async function noteLeftover(
  cloud: CloudParts,
  input: LiveMigrateInput,
  leave: () => Promise<unknown>,
): Promise<void> {
  try {
    await leave()
    await cloud.store.transaction((trx) => releaseClaim(trx, input.migrationId))
  } catch (error) {
    const kind = faultOf(error)?.kind
    if (kind !== 'hostAway' && kind !== 'hypervisorAway' && kind !== 'deadline') throw error
    cloud.log.warn('what a moved server left at its source is removed later', {
      serverId: input.serverId,
      host: input.source,
      error,
    })
    await noteDetail(cloud.store.db, input.migrationId, { leftAt: input.source })
  }
}

/** The guest is where it was; why, stands in the migration's record and in the action log. */
export async function failMigration(
  trx: Transaction<Database>,
  { serverId, migrationId }: LiveMigrateInput,
  flowId: string,
  error: unknown,
): Promise<void> {
  const row = await trx
    .selectFrom('server_migrations')
    .select('status')
    .where('id', '=', migrationId)
    .executeTakeFirst()
  if (row?.status === 'completed') return
  const cancelled = faultOf(error)?.kind === 'cancelled'
  await noteDetail(trx, migrationId, { error: encodeFault(error) })
  await setStatus(trx, migrationId, cancelled ? 'cancelled' : 'failed')
  await trx
    .updateTable('servers')
    .set({
      task_state: sql`case when task_state = 'migrating' then null else task_state end`,
      progress: 0,
      updated_at: new Date(),
      ...(faultOf(error)?.fields['guestLost'] === true
        ? { vm_state: 'error' as const, fault: JSON.stringify(serverFault(error)) }
        : {}),
    })
    .where('id', '=', serverId)
    .where('deleted_at', 'is', null)
    .execute()
  await trx
    .updateTable('server_actions')
    .set({ message: 'Error', updated_at: new Date() })
    .where('flow_id', '=', flowId)
    .execute()
}
