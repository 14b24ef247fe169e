import { faultOf, HostName, ServerId } from '@kilonova/core'
import { sql } from 'kysely'
import type { CloudParts } from '../../cloud.ts'
import { askPatiently } from '../ask-patiently.ts'

const askMs = 120_000

interface Leftover {
  readonly id: string
  readonly server_id: string
  readonly host: string
  readonly shared: boolean | null
  readonly torn: boolean | null
  /** It has come back meanwhile: what lies there is its own. */
  readonly here: boolean
}

/** A host is back: what servers left there that moved while it could not answer is removed, and its room is free again. */
export async function settleLeftovers(cloud: CloudParts, host: string): Promise<void> {
  const { rows } = await sql<Leftover>`${leftovers} and m.detail ->> 'leftAt' = ${host}
      and not (m.detail ->> 'torn' is not null and s.vm_state = 'error')`.execute(cloud.store.db)
  for (const row of rows) await settle(cloud, row)
}

/** A server that post-copy tore apart was booted anew: the half of it that its last host keeps is worth nothing now. */
export async function settleTorn(cloud: CloudParts, serverId: ServerId): Promise<void> {
  const { rows } = await sql<Leftover>`${leftovers} and m.server_id = ${serverId}
      and m.detail ->> 'torn' is not null and m.detail ->> 'leftAt' is not null`.execute(cloud.store.db)
  for (const row of rows) await settle(cloud, row)
}

const leftovers = sql`
  select m.id, m.server_id, m.detail ->> 'leftAt' as host, (m.detail ->> 'shared')::boolean as shared,
    (m.detail ->> 'torn')::boolean as torn, s.host = m.detail ->> 'leftAt' as here
  from server_migrations m join servers s on s.id = m.server_id
  where m.kind = 'live-migration'`

async function settle(cloud: CloudParts, row: Leftover): Promise<void> {
  try {
    if (!row.here) {
      const request = {
        serverId: ServerId.parse(row.server_id),
        migrationId: row.id,
        shared: row.shared === true,
        torn: row.torn === true,
      }
      const options = { signal: AbortSignal.timeout(askMs), deadlineMs: askMs, patienceMs: 0 }
      await askPatiently(cloud.bus, HostName.parse(row.host), 'leaveLive', request, options)
    }
    await sql`update server_migrations set detail = detail - 'leftAt', held_host = null, held_vcpus = 0,
      held_memory_mib = 0, held_disk_gib = 0 where id = ${row.id}`.execute(cloud.store.db)
  } catch (error) {
    cloud.log.warn('what a moved server left is not removed yet', {
      host: row.host,
      serverId: row.server_id,
      kind: faultOf(error)?.kind,
      error,
    })
  }
}
