import type { Progress } from '@kilonova/core'
import { sql } from 'kysely'
import type { CloudParts } from '../cloud.ts'

const progressEveryMs = 1000

/**
 * Hands progress on, and keeps it in the server's record about once a second for those who look from elsewhere.
 * @param during the task or state outside of which the record is left alone.
 */
export function progressOnRecord(
  cloud: CloudParts,
  serverId: string,
  during: { readonly column: 'vm_state' | 'task_state'; readonly values: readonly string[] },
  progress: (told: Progress) => void,
): (told: Progress) => void {
  let next = performance.now() + progressEveryMs
  return (told) => {
    progress(told)
    if (told.total === undefined || told.total === 0 || performance.now() < next) return
    next = performance.now() + progressEveryMs
    const percent = Math.min(99, Math.floor((100 * told.done) / told.total))
    cloud.store.db
      .updateTable('servers')
      .set({ progress: percent })
      .where('id', '=', serverId)
      .where(sql<boolean>`${sql.ref(during.column)} = any(${[...during.values]}::text[])`)
      .execute()
      .catch((error: unknown) => cloud.log.debug('progress not kept', { serverId, error }))
  }
}
