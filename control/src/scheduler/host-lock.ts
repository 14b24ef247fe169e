import type { Database } from '@kilonova/core'
import { sql, type Transaction } from 'kysely'

/**
 * Claims on one host wait for each other by an advisory lock of its name: heartbeats and administrators, who write the
 * host's row, wait for no claim, and no claim for them. Held until the transaction ends. Whoever removes a host takes
 * it too, so that no claim is left without its host.
 */
const lockOf = (name: string) => sql`pg_advisory_xact_lock(hashtextextended(${name}, 4))`

export async function lockHost(trx: Transaction<Database>, name: string): Promise<void> {
  await sql`select ${lockOf(name)}`.execute(trx)
}

/** Locks the first of these hosts that nobody has. @returns undefined when all are locked by others. */
export async function lockFirstFree(trx: Transaction<Database>, names: readonly string[]): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`select name from unnest(${[...names]}::text[]) as t (name)
    where pg_try_advisory_xact_lock(hashtextextended(name, 4)) limit 1`.execute(trx)
  return rows[0]?.name
}
