import { type Database, decodeFault } from '@kilonova/core'
import { sql, type Transaction } from 'kysely'
import { serverFault } from '../fault-view.ts'
import type { LiveMigrateInput } from './live-migrate.ts'
import { noteDetail } from './migration-records.ts'
import type { Moved } from './move-guest.ts'
import type { Placed } from './place-guest.ts'

/**
 * The server's record points at its new host, and what it held there is its own claim now; the source is held until it is
 * clean. A guest that post-copy tore apart is there too, for whatever it is worth: its record says so.
 */
export async function rehome(
  trx: Transaction<Database>,
  { serverId, migrationId, source }: LiveMigrateInput,
  { host, shared, copy }: Placed,
  moved: Moved,
): Promise<void> {
  const place = await trx
    .selectFrom('hosts')
    .select(['hypervisor_hostname', 'availability_zone'])
    .where('name', '=', host)
    .executeTakeFirst()
  await trx
    .updateTable('servers')
    .set({
      host,
      hypervisor_hostname: place?.hypervisor_hostname ?? host,
      ...(place === undefined ? {} : { availability_zone: place.availability_zone }),
      ...(moved.torn === undefined
        ? {}
        : { vm_state: 'error' as const, fault: JSON.stringify(serverFault(decodeFault(moved.torn))) }),
      updated_at: new Date(),
    })
    .where('id', '=', serverId)
    .execute()
  await sql`update server_migrations m set held_host = case when m.held_host is null then null else ${source} end,
      held_vcpus = s.vcpus, held_memory_mib = s.memory_mib, held_disk_gib = s.disk_gib,
      status = ${moved.torn === undefined ? 'post-migrating' : 'error'},
      destination_host = ${host}
    from servers s where m.id = ${migrationId} and s.id = m.server_id and m.status <> 'completed'`.execute(trx)
  await noteDetail(trx, migrationId, {
    shared,
    copy,
    ...(moved.torn === undefined ? {} : { torn: true, leftAt: source, error: moved.torn }),
  })
}
