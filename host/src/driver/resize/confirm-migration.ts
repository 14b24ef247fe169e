import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { exists, syncPath } from '../../images/files.ts'
import { removeGuest } from '../destroy/destroy-server.ts'
import type { DriverParts, OperationOptions } from '../parts.ts'
import type { OfMigration } from './abandon-migration.ts'
import { forgetDisks } from './disks-in-ceph.ts'
import { departing, placesOf } from './places.ts'

/**
 * Removes what the source kept to go back to: its definition and network, and the directory that it put aside. It may come
 * late, when the server is back by another migration: that one's things are not touched.
 */
export async function confirmMigration(
  parts: DriverParts,
  { serverId, migrationId, sameHost }: OfMigration,
  { signal }: OperationOptions,
): Promise<void> {
  const { own, aside } = placesOf(parts.files, serverId)
  const mark = await departing.read(aside).catch(() => undefined)
  if (mark !== undefined && mark.migrationId !== migrationId) return
  // Half removed it has no mark any more: definition and network had gone before, and what is here is the server's own.
  if (!sameHost && (mark !== undefined || !(await exists(own)))) await removeGuest(parts, serverId, 'confirmed', signal)
  if (mark !== undefined) await forgetDisks(parts, { serverId, migrationId, directory: aside }, { signal })
  await rm(aside, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 })
  await syncPath(dirname(aside))
  parts.log.info('what a migrated server left here is removed', { serverId, migrationId })
}
