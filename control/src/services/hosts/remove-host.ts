import { Fault, type HostName } from '@kilonova/core'
import type { CloudParts } from '../../cloud.ts'

/**
 * Takes a host out of the cloud: its record, its place on the bus, its certificates.
 * @returns false when there is none. @throws {Fault} `conflict` while servers are on it.
 */
export async function removeHost({ store, manyHosts }: CloudParts, host: HostName): Promise<boolean> {
  const removed = await store.transaction(async (trx) => {
    const row = await trx.selectFrom('hosts').select('name').where('name', '=', host).forUpdate().executeTakeFirst()
    const servers = await trx
      .selectFrom('servers')
      .select('id')
      .where('host', '=', host)
      .where('deleted_at', 'is', null)
      .limit(1)
      .execute()
    if (servers.length > 0) {
      throw new Fault('conflict', `host ${host} has servers; it stays in the cloud`, {
        next: 'move or delete them first: kilonova server list --all-projects',
      })
    }
    await trx.deleteFrom('hosts').where('name', '=', host).execute()
    return row !== undefined
  })
  const left = manyHosts?.isOpen === true && (await manyHosts.remove(host))
  // Its last heartbeat may have come in between.
  await store.db.deleteFrom('hosts').where('name', '=', host).execute()
  return removed || left
}
