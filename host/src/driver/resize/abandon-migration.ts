import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ServerId } from '@kilonova/core'
import type { Connect } from '@kilonova/libvirt'
import { exists, syncPath } from '../../images/files.ts'
import { powerOffNow, undefineGuest } from '../destroy/undefine-guest.ts'
import { findDomain } from '../hypervisor/find-domain.ts'
import { type DriverParts, type OperationOptions, whatFailed } from '../parts.ts'
import { removeMadeDisks } from './disks-in-ceph.ts'
import { arrived, incoming, placesOf } from './places.ts'

export interface OfMigration {
  readonly serverId: ServerId
  readonly migrationId: string
  readonly sameHost: boolean
}

/**
 * Takes away what the destination has: the guest first, so that nothing writes any more, then the files that this
 * migration brought. On one host the definition and the network stay: the source's half goes on with them. It may come
 * late, when the server is here by another migration: that one's things are not touched.
 */
export async function abandonMigration(
  parts: DriverParts,
  { serverId, migrationId, sameHost }: OfMigration,
  { signal }: OperationOptions,
): Promise<void> {
  const places = placesOf(parts.files, serverId)
  const broughtBy = (await arrived.read(places.own))?.migrationId
  const isHere = broughtBy === migrationId
  const arriving = await incoming.read(places.incoming).catch(() => undefined)
  const comesByOther = arriving !== undefined && arriving.migrationId !== migrationId
  const takeBack = async (connection: Connect): Promise<boolean> => {
    const domain = await findDomain(connection, serverId)
    // On shared storage the source's directory is seen here too: by itself it does not say that the server is here.
    const isElse = (broughtBy !== undefined || domain !== undefined) && (await exists(places.own))
    if (!isHere && (comesByOther || isElse)) return false
    if (domain !== undefined) await (sameHost ? powerOffNow(domain) : undefineGuest(domain))
    return true
  }
  const isAlone =
    (isHere || !sameHost) && (await parts.connection.use(whatFailed(serverId, 'taken back'), takeBack, signal))
  // Before the marks that tell of them go; while files come nothing is made yet.
  const mayHaveMade = isHere || (arriving?.migrationId === migrationId && arriving.received)
  if (mayHaveMade) await removeMadeDisks(parts, { serverId, migrationId }, { signal })
  if (isHere) await rm(places.own, { recursive: true, force: true })
  if (arriving === undefined || arriving.migrationId === migrationId) {
    await rm(places.incoming, { recursive: true, force: true })
  }
  await syncPath(dirname(places.own))
  if (isAlone && !sameHost) await parts.networks.unplug(serverId)
  parts.log.info('a migration was taken back here', { serverId, migrationId, hadArrived: isHere })
}
