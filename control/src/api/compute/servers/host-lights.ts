import type { Database } from '@kilonova/core'
import { type Kysely, sql } from 'kysely'
import type { Cloud } from '../../../cloud.ts'
import { versionRefusal } from '../../../scheduler/spoken-version.ts'

/** Whether a host is heard of, in Nova's words too. */
export interface HostLight {
  readonly up: boolean
  readonly status: 'UP' | 'UNKNOWN' | 'DOWN' | 'MAINTENANCE'
}

/**
 * The state of each host, by the store's clock.
 * @param db the transaction, in one: who has a connection must not wait for a second.
 */
export async function hostLights(cloud: Cloud, db: Kysely<Database> = cloud.store.db): Promise<Map<string, HostLight>> {
  const { rows } = await sql<{
    name: string
    disabled: boolean
    forced_down: boolean
    silent_ms: number
    protocol: number
  }>`
    select name, disabled, forced_down,
      (extract(epoch from clock_timestamp() - last_seen_at) * 1000)::float8 as silent_ms, coalesce((facts->>'protocol')::int, 1) as protocol
    from hosts`.execute(db)
  return new Map(
    rows.map((row) => {
      const isHeard = row.silent_ms <= cloud.settings.scheduler.hostDownAfterMs && !row.forced_down
      const up = isHeard && versionRefusal(row.protocol) === undefined
      const status = row.forced_down ? 'DOWN' : !up ? 'UNKNOWN' : row.disabled ? 'MAINTENANCE' : 'UP'
      return [row.name, { up, status }]
    }),
  )
}
