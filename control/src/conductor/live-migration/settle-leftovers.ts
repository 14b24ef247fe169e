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

/**
 * What servers that moved left at a host that could not answer then is removed, and its room is free again. A server that
 * something works on may be on its way back there, or wait there to be confirmed: it is left alone until later.
 * @param host the one that is back; all that are up when left out.
 */
export async function settleLeftovers(
  cloud: CloudParts,
  { host, signal }: { readonly host?: string; readonly signal?: AbortSignal } = {},
): Promise<void> {
  const there =
    host === undefined
      ? sql`exists (select 1 from hosts h where h.name = m.detail ->> 'leftAt' and h.last_seen_at >
          clock_timestamp() - make_interval(secs => ${cloud.settings.scheduler.hostDownAfterMs / 1000}))`
      : sql`m.detail ->> 'leftAt' = ${host}`
  const { rows } = await sql<Leftover>`${leftovers} and ${there}
      and not (m.detail ->> 'torn' is not null and s.vm_state = 'error')
      and not exists (select 1 from flows f where f.server_id = s.id and f.state in ('queued', 'running', 'undoing'))
      and not exists (select 1 from server_migrations o where o.server_id = s.id and o.id <> m.id
        and o.held_host = m.detail ->> 'leftAt' and not o.detail ? 'leftAt')
    limit 100`.execute(cloud.store.db)
  for (const row of rows) await settle(cloud, row, signal)
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

async function settle(cloud: CloudParts, row: Leftover, stopping?: AbortSignal): Promise<void> {
  try {
    stopping?.throwIfAborted()
    if (!row.here) {
      const request = {
        serverId: ServerId.parse(row.server_id),
        migrationId: row.id,
        shared: row.shared === true,
        torn: row.torn === true,
      }
      const signal = AbortSignal.any([AbortSignal.timeout(askMs), ...(stopping === undefined ? [] : [stopping])])
      const options = { signal, deadlineMs: askMs, patienceMs: 0 }
      await askPatiently(cloud.bus, HostName.parse(row.host), 'leaveLive', request, options)
    }
    await sql`update server_migrations set detail = detail - 'leftAt', held_host = null, held_vcpus = 0,
      held_memory_mib = 0, held_disk_gib = 0 where id = ${row.id}`.execute(cloud.store.db)
  } catch (error) {
    if (stopping?.aborted === true) return
    cloud.log.warn('what a moved server left is not removed yet', {
      host: row.host,
      serverId: row.server_id,
      kind: faultOf(error)?.kind,
      error,
    })
  }
}
