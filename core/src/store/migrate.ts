import { type Kysely, sql, type Transaction } from 'kysely'
import type { Log } from '../log/log.ts'
import { Fault } from '../model/fault.ts'
import type { Database } from './database.ts'
import { sqlState } from './store-fault.ts'

/** One step of the schema; its place in the list is its number. */
export interface Migration {
  readonly name: string
  up(trx: Transaction<Database>): Promise<void>
}

/** Any number that only we use: the lock that lets one process at a time change the schema. */
const lockNumber = 4_711_024_201

/**
 * Brings the schema up to this program's, in one transaction under a lock. Costs one query when there is nothing to do.
 * @throws {Fault} `conflict` when the schema is newer than the program.
 */
export async function migrate(db: Kysely<Database>, migrations: readonly Migration[], log: Log): Promise<void> {
  if (checkVersion(await readVersion(db), migrations)) return
  await db.transaction().execute(async (trx) => {
    // Nobody waits for what it locks but who would do the same: a process that stands still for seconds loses nothing.
    await sql`set local idle_in_transaction_session_timeout = '60s'`.execute(trx)
    await sql`select pg_advisory_xact_lock(${sql.lit(lockNumber)})`.execute(trx)
    await sql`create table if not exists schema_version (
      version int primary key, name text not null, applied_at timestamptz not null default now())`.execute(trx)
    const from = await highest(trx)
    if (checkVersion(from, migrations)) return
    for (const [index, migration] of migrations.entries()) {
      if (index < from) continue
      await migration.up(trx)
      await sql`insert into schema_version (version, name) values (${index + 1}, ${migration.name})`.execute(trx)
      log.info('schema changed', { version: index + 1, migration: migration.name })
    }
  })
}

/** @returns true when the schema is this program's. */
function checkVersion(version: number, migrations: readonly Migration[]): boolean {
  if (version <= migrations.length) return version === migrations.length
  const message = `the store's schema is version ${version}, this program knows ${migrations.length}`
  throw new Fault('conflict', message, {
    next: 'start the newer Kilonova that made it, or restore a backup from before',
    fields: { version, known: migrations.length },
  })
}

async function readVersion(db: Kysely<Database>): Promise<number> {
  try {
    return await highest(db)
  } catch (error) {
    if (sqlState(error) === '42P01') return 0 // no such table: a new database
    throw error
  }
}

async function highest(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ version: number | null }>`select max(version) as version from schema_version`.execute(db)
  return rows[0]?.version ?? 0
}
