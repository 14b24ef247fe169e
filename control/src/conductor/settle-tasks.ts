import { randomUUID } from 'node:crypto'
import { type Database, Fault, ServerId, type TaskState } from '@kilonova/core'
import { sql, type Transaction } from 'kysely'
import type { Cloud } from '../cloud.ts'
import { serverFault } from './fault-view.ts'

const everyMs = 10_000
/** Longer than any transaction that sets a task and submits its flow. */
const settledAfterMs = 10_000

/**
 * No server stays in a task that nobody works on. A task and its flow are written together, so this finds nothing unless
 * records were changed by hand or a flow's record was lost; then it goes on here, and says so.
 */
export function keepTasksSettled(cloud: Cloud): Disposable {
  const settle = (): void => {
    settleTasks(cloud).catch((error: unknown) => cloud.log.warn('tasks could not be looked at', { error }))
  }
  settle()
  const timer = setInterval(settle, everyMs)
  return { [Symbol.dispose]: () => clearInterval(timer) }
}

export async function settleTasks(cloud: Cloud, afterMs = settledAfterMs): Promise<void> {
  // Mostly there is none: asked for without a lock first.
  const found = await orphans(cloud.store.db, afterMs)
  for (const { id } of found) {
    const settled = await cloud.store.transaction(async (trx) => {
      // Whoever submits a flow for the server holds this.
      await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 0))`.execute(trx)
      const [still] = await orphans(trx, afterMs, id)
      if (still !== undefined) await settle(cloud, trx, still)
      return still
    })
    if (settled === undefined) continue
    cloud.engine.kick()
    cloud.log.error('a server was in a task that no flow worked on; settled', {
      serverId: id,
      task: settled.task_state,
    })
  }
}

interface Orphan {
  readonly id: string
  readonly vm_state: string
  readonly task_state: TaskState
}

async function orphans(db: Cloud['store']['db'], afterMs: number, only?: string): Promise<Orphan[]> {
  const one = only === undefined ? sql`` : sql`and s.id = ${only}`
  const { rows } = await sql<Orphan>`select s.id, s.vm_state, s.task_state from servers s
    where s.deleted_at is null and s.task_state is not null ${one}
      and s.updated_at < clock_timestamp() - make_interval(secs => ${afterMs / 1000})
      and not exists (select 1 from flows f where f.server_id = s.id and f.state in ('queued', 'running', 'undoing'))
    limit 100`.execute(db)
  return rows
}

async function settle(cloud: Cloud, trx: Transaction<Database>, { id, vm_state, task_state }: Orphan): Promise<void> {
  if (task_state === 'deleting') {
    const serverId = ServerId.parse(id)
    await cloud.engine.submit(trx, cloud.flows.delete, { serverId }, { serverId, requestId: `req-${randomUUID()}` })
    return
  }
  const fault = new Fault('internal', `the work on the server (${task_state}) was lost`, {
    next: 'see `kilonova server why`; start it, or delete it and make it anew',
  })
  const failed =
    vm_state === 'building' ? { vm_state: 'error' as const, fault: JSON.stringify(serverFault(fault)) } : {}
  await trx
    .updateTable('servers')
    .set({ task_state: null, updated_at: new Date(), ...failed })
    .where('id', '=', id)
    .execute()
}
