import type { Progress } from '@kilonova/core'
import type { CloudParts } from '../../cloud.ts'
import { changeMigration } from '../../services/migrations/records.ts'
import type { MoveInput } from './move-parts.ts'

const everyMs = 500

/** Hands progress on, and keeps it in the records a few times a second for those who look from elsewhere. */
export function copyProgress(
  cloud: CloudParts,
  { serverId, migrationId }: MoveInput,
  progress: (told: Progress) => void,
): (told: Progress) => void {
  let next = performance.now() + everyMs
  return (told) => {
    progress(told)
    if (told.total === undefined || told.total === 0 || performance.now() < next) return
    next = performance.now() + everyMs
    const percent = Math.min(99, Math.floor((100 * told.done) / told.total))
    const { label, done, total } = told
    Promise.all([
      changeMigration(cloud.store.db, migrationId, {}, { copying: { label, done, total } }),
      cloud.store.db
        .updateTable('servers')
        .set({ progress: percent })
        .where('id', '=', serverId)
        .where('task_state', 'in', ['resize_prep', 'resize_migrating', 'resize_migrated', 'migrating'])
        .execute(),
    ]).catch((error: unknown) => cloud.log.debug('progress not kept', { serverId, error }))
  }
}
