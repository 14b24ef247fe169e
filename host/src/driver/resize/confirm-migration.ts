import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncPath } from '../../images/files.ts'
import { undefineGuest } from '../destroy/undefine-guest.ts'
import { findDomain } from '../hypervisor/find-domain.ts'
import { type DriverParts, type OperationOptions, whatFailed } from '../parts.ts'
import type { OfMigration } from './abandon-migration.ts'
import { forgetDisks } from './disks-in-ceph.ts'
import { departing, placesOf } from './places.ts'

/** Removes what the source kept to go back to: its definition and network, and the directory that it put aside. */
export async function confirmMigration(
  parts: DriverParts,
  { serverId, migrationId, sameHost }: OfMigration,
  { signal }: OperationOptions,
): Promise<void> {
  const { aside } = placesOf(parts.files, serverId)
  if (!sameHost) {
    await parts.connection.use(
      whatFailed(serverId, 'confirmed'),
      async (connection) => {
        const domain = await findDomain(connection, serverId)
        if (domain !== undefined) await undefineGuest(domain)
      },
      signal,
    )
    await parts.networks.unplug(serverId)
  }
  const mark = await departing.read(aside).catch(() => undefined)
  // Half removed it has no mark any more; that of another migration is not ours to remove.
  if (mark !== undefined && mark.migrationId !== migrationId) return
  if (mark !== undefined) await forgetDisks(parts, { serverId, migrationId, directory: aside }, { signal })
  await rm(aside, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 })
  await syncPath(dirname(aside))
  parts.log.info('what a migrated server left here is removed', { serverId, migrationId })
}
