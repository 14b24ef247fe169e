import { sql } from 'kysely'
import type { FlowEngine } from '../flows/engine.ts'
import type { Store } from '../store/store.ts'

/**
 * Waits for the end of a flow, and of those by which it was tried again: each is asked for with the end of the one before.
 * @returns how the last one ended.
 */
export async function lastTry(
  engine: FlowEngine,
  { db }: Store,
  flowId: string,
  options: { signal?: AbortSignal } = {},
): Promise<{ readonly id: string; readonly end: 'done' | 'failed' }> {
  for (let id = flowId; ; ) {
    const end = await engine.wait(id, options)
    const { rows } = await sql<{ id: string }>`select later.id from flows one join flows later
      on later.server_id = one.server_id and later.kind = one.kind and later.sequence > one.sequence
      where one.id = ${id} order by later.sequence limit 1`.execute(db)
    const [next] = rows
    if (next === undefined) return { id, end }
    ;({ id } = next)
  }
}
