import { type Database, Fault, type HostName } from '@kilonova/core'
import { sql, type Transaction } from 'kysely'
import type { CloudParts } from '../../cloud.ts'
import { isUp, readHosts } from '../../scheduler/candidates.ts'
import { lockHost } from '../../scheduler/host-lock.ts'

/**
 * Takes a host out of the cloud: its record, its place on the bus, its certificates.
 * @param lost its machine is gone for good: one that says nothing goes with servers on it. These can be deleted then, since
 * nothing is asked of a host that is no member.
 * @returns false when there is none. @throws {Fault} `conflict` while servers are on it, or while a controller's process
 * serves it: its next heartbeat, or that controller's next start, would bring it back.
 */
export async function removeHost(
  { store, manyHosts, settings }: CloudParts,
  host: HostName,
  { lost }: { readonly lost: boolean },
): Promise<boolean> {
  const removed = await store.transaction(async (trx) => {
    // No claim may be made there meanwhile.
    await lockHost(trx, host)
    const [row] = await readHosts(trx, host)
    const silent = row !== undefined && row.silentMs > settings.scheduler.hostDownAfterMs
    if (row !== undefined && (row.servers > 0 || row.usedVcpus > 0) && !(lost && silent)) {
      throw new Fault('conflict', `host ${host} has servers; it stays in the cloud`, {
        next: silent
          ? `start it and its agent again; if it is gone for good: kilonova host remove ${host} --lost`
          : 'move or delete them first: kilonova server list --all-projects',
      })
    }
    if (row !== undefined && isUp(row, settings.scheduler) && (await isInController(trx, host))) {
      throw new Fault('conflict', `host ${host} is served by the controller that runs there; it stays in the cloud`, {
        next: `start that controller with --role api or --role conductor, then remove its host; or: kilonova host disable ${host}`,
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

async function isInController(trx: Transaction<Database>, host: HostName): Promise<boolean> {
  const told = trx.selectFrom('hosts').select(sql<boolean>`facts @> '{"inController": true}'`.as('inController'))
  return (await told.where('name', '=', host).executeTakeFirst())?.inController === true
}
