import { faultOf, HostName, ServerId } from '@kilonova/core'
import { sql } from 'kysely'
import type { CloudParts } from '../../cloud.ts'
import { askPatiently } from '../ask-patiently.ts'

const askMs = 120_000

/** A host is back: what servers left there that moved while it could not answer is removed, and its room is free again. */
export async function settleLeftovers(cloud: CloudParts, host: string): Promise<void> {
  const { rows } = await sql<{
    id: string
    server_id: string
    shared: boolean | null
    torn: boolean | null
    here: boolean
  }>`
    select m.id, m.server_id, (m.detail ->> 'shared')::boolean as shared,
      (m.detail ->> 'torn')::boolean as torn, s.host = ${host} as here
    from server_migrations m join servers s on s.id = m.server_id
    where m.kind = 'live-migration' and m.detail ->> 'leftAt' = ${host}
      and not (m.detail ->> 'torn' is not null and s.vm_state = 'error')`.execute(cloud.store.db)
  for (const row of rows) {
    try {
      if (!row.here) {
        const request = {
          serverId: ServerId.parse(row.server_id),
          migrationId: row.id,
          shared: row.shared === true,
          torn: row.torn === true,
        }
        const options = { signal: AbortSignal.timeout(askMs), deadlineMs: askMs, patienceMs: 0 }
        await askPatiently(cloud.bus, HostName.parse(host), 'leaveLive', request, options)
      }
      await sql`update server_migrations set detail = detail - 'leftAt', held_host = null, held_vcpus = 0,
        held_memory_mib = 0, held_disk_gib = 0 where id = ${row.id}`.execute(cloud.store.db)
    } catch (error) {
      cloud.log.warn('what a moved server left is not removed yet', {
        host,
        serverId: row.server_id,
        kind: faultOf(error)?.kind,
        error,
      })
    }
  }
}
