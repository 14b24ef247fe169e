import { randomUUID } from 'node:crypto'
import { askHost, type Database, type HostName, ServerId } from '@kilonova/core'
import { sql, type Transaction } from 'kysely'
import type { Cloud } from '../cloud.ts'
import type { HostBack } from '../scheduler/host-registry.ts'
import { settleLeftovers } from './live-migration/settle-leftovers.ts'
import type { GuestEvents } from './guest-events.ts'
import { leavesRunning } from './power.ts'

const describeDeadlineMs = 30_000

/**
 * A host is back, or its agent is new: guests that should run after a reboot are started, by setting, and what else
 * changed while nobody listened is written down.
 */
export async function settleHost(cloud: Cloud, events: GuestEvents, { host, rebooted }: HostBack): Promise<void> {
  try {
    if (rebooted) await afterReboot(cloud, host)
  } catch (error) {
    // The boot is not noted then: a later heartbeat brings us here again.
    cloud.log.warn('what ran on a host before its reboot could not be settled yet', { host, error })
  }
  await goOn(cloud, host).catch((error: unknown) =>
    cloud.log.warn('flows that waited for a host go on when their wait is over', { host, error }),
  )
  await settleLeftovers(cloud, { host }).catch((error: unknown) =>
    cloud.log.warn('what moved servers left on a host is not looked for yet', { host, error }),
  )
  await events.compare(host)
}

/** What failed and waits for its next try may have failed for the want of this host, which is back or lost: it is tried now. */
export async function goOn({ store, engine }: Cloud, host: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`select f.id from flows f
    where f.state in ('running', 'undoing') and f.retry_at > clock_timestamp()
      and (exists (select 1 from servers s where s.id = f.server_id and s.host = ${host})
        or exists (select 1 from server_migrations m where m.flow_id = f.id
          and ${host} in (m.source_host, m.destination_host)))`.execute(store.db)
  // One that has ended meanwhile needs nothing.
  await Promise.allSettled(rows.map(({ id }) => engine.retry(id)))
}

/**
 * Noting the boot and asking for the starts is one change: they are asked for once, by whichever controller. The host
 * itself has to confirm it: a heartbeat from before the reboot, heard late, would be another reboot by its looks.
 */
async function afterReboot(cloud: Cloud, host: HostName): Promise<void> {
  const { bootId } = await askHost(cloud.bus, host, 'describe', {}, { deadlineMs: describeDeadlineMs })
  const started = await cloud.store.transaction(async (trx) => {
    const row = await trx
      .selectFrom('hosts')
      .select(['boot_id', sql<string | null>`facts ->> 'bootId'`.as('now')])
      .where('name', '=', host)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined || row.now === null || row.now === row.boot_id) return undefined
    if (row.now !== bootId) return undefined
    await trx.updateTable('hosts').set({ boot_id: row.now }).where('name', '=', host).execute()
    // Its first boot that we hear of says nothing about the one before.
    if (row.boot_id === '') return undefined
    return cloud.settings.resumeGuestsOnHostBoot ? startAll(cloud, trx, host) : []
  })
  if (started === undefined) return
  cloud.engine.kick()
  cloud.log.info('a host was rebooted', { host, serversStarted: started.length })
}

/** Those that ran, as the record has it. What leaves a guest running is waited for, as it may be long in ending. */
async function startAll(cloud: Cloud, trx: Transaction<Database>, host: string): Promise<string[]> {
  const isIdle = sql<boolean>`task_state is null and not exists (select 1 from flows f where f.server_id = servers.id
    and f.state in ('queued', 'running', 'undoing'))`
  const idle = await trx
    .updateTable('servers')
    .set({
      // A resized one waits for its owner, on or off.
      vm_state: sql`case vm_state when 'active' then 'stopped' else vm_state end`,
      power_state: 'shutdown',
      task_state: 'powering-on',
      updated_at: new Date(),
    })
    .where('host', '=', host)
    .where(sql<boolean>`(vm_state = 'active' or vm_state = 'resized' and power_state = 'running')`)
    .where('deleted_at', 'is', null)
    .where(isIdle)
    .returning(['id', 'project_id'])
    .execute()
  const busy = await trx
    .selectFrom('servers')
    .select(['id', 'project_id'])
    .where('host', '=', host)
    .where('vm_state', '=', 'active')
    .where('deleted_at', 'is', null)
    .where(
      sql<boolean>`exists (select 1 from flows f where f.server_id = servers.id
          and f.state in ('queued', 'running', 'undoing'))
        and not exists (select 1 from flows f where f.server_id = servers.id
          and f.state in ('queued', 'running', 'undoing') and f.kind <> all(${[...leavesRunning]}::text[]))`,
    )
    .execute()
  const rows = [...idle, ...busy]
  for (const { id, project_id } of rows) {
    const requestId = `req-${randomUUID()}`
    const serverId = ServerId.parse(id)
    const flowId = await cloud.engine.submit(trx, cloud.flows.start, { serverId }, { serverId, requestId })
    await trx
      .insertInto('server_actions')
      .values({
        id: randomUUID(),
        server_id: id,
        action: 'start',
        request_id: requestId,
        user_id: null,
        project_id,
        flow_id: flowId,
        message: null,
      })
      .execute()
  }
  return rows.map(({ id }) => id)
}
