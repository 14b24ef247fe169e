import { Fault, type HostName } from '@kilonova/core'
import type { CloudParts } from '../../cloud.ts'
import { readHosts } from '../../scheduler/candidates.ts'
import { lockHost } from '../../scheduler/host-lock.ts'

/**
 * Takes a host out of the cloud: its record, its place on the bus, its certificates.
 * @returns false when there is none. @throws {Fault} `conflict` while servers are on it.
 */
export async function removeHost({ store, manyHosts }: CloudParts, host: HostName): Promise<boolean> {
  const removed = await store.transaction(async (trx) => {
    // No claim may be made there meanwhile.
    await lockHost(trx, host)
    const [row] = await readHosts(trx, host)
    if (row !== undefined && (row.servers > 0 || row.usedVcpus > 0)) {
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
