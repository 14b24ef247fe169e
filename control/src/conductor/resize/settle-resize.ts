import { type Database, Fault, type Flow, flow } from '@kilonova/core'
import { sql, type Transaction } from 'kysely'
import type { CloudParts } from '../../cloud.ts'
import { diskGiBWith, placedColumns } from '../../scheduler/demand.ts'
import { changeMigration, detailOf, flavorsOf, nothingHeld } from '../../services/migrations/records.ts'
import { askHostOf, isMember, type MoveInput, readMove, specWith } from './move-parts.ts'

export type SettleFlow = Flow<MoveInput, never>

/** Its owner keeps what it has become: what the source kept to go back to is removed. From the request on only forward. */
export function confirmResizeFlow(cloud: CloudParts): SettleFlow {
  return flow<MoveInput>('confirm-resize')
    .forwardOnly('its owner keeps the server as it is now')
    .step('cleaned', {
      do: async (context) => {
        const move = await readMove(cloud, context.input)
        if (!(await isMember(cloud, move.source))) return
        const { serverId, migrationId, sameHost } = move
        await askHostOf(cloud, move.source, 'confirmMigration', { serverId, migrationId, sameHost }, context)
      },
    })
    .step('confirmed', {
      record: async (trx, { input }) => {
        await changeMigration(trx, input.migrationId, { ...nothingHeld, status: 'confirmed' })
        await trx
          .updateTable('servers')
          .set({
            vm_state: sql`case when vm_state <> 'resized' then vm_state
              when power_state in ('shutdown', 'crashed', 'nostate') then 'stopped' else 'active' end`,
            task_state: sql`case when task_state = 'resize_confirming' then null else task_state end`,
            updated_at: new Date(),
          })
          .where('id', '=', input.serverId)
          .execute()
      },
    })
    .ends({})
}

/**
 * Back to what it was: found: the source has it still ─ given up: nothing runs at the destination any more ─ restored.
 * Once the destination has given up there is only the source to go to.
 */
export function revertResizeFlow(cloud: CloudParts): SettleFlow {
  return flow<MoveInput>('revert-resize')
    .step('found', {
      do: async (context) => {
        const move = await readMove(cloud, context.input)
        const { serverId, migrationId } = move
        const { restorable } = await askHostOf(
          cloud,
          move.source,
          'canRestoreServer',
          { serverId, migrationId },
          context,
        )
        if (restorable) return
        throw new Fault('conflict', `server ${serverId} was not reverted: ${move.source} has nothing to go back to`, {
          next: 'confirm it instead',
        })
      },
      noUndo: 'it only asks',
    })
    .forwardOnly('what the server has become is given up')
    .step('givenUp', {
      do: async (context) => {
        const move = await readMove(cloud, context.input)
        if (!(await isMember(cloud, move.destination))) return
        const { serverId, migrationId, sameHost } = move
        await askHostOf(cloud, move.destination, 'abandonMigration', { serverId, migrationId, sameHost }, context)
      },
    })
    .step('restored', {
      do: async (context) => {
        const move = await readMove(cloud, context.input)
        const spec = await specWith(cloud, move, 'old')
        const { running } = move.detail
        const { migrationId, sameHost } = move
        return askHostOf(cloud, move.source, 'restoreServer', { spec, migrationId, sameHost, running }, context)
      },
      record: (trx, { input }, { power }) => becomeOld(trx, input, power),
    })
    .ends({ failed: (trx, { input, flowId }) => stayNew(trx, input, flowId) })
}

async function becomeOld(trx: Transaction<Database>, input: MoveInput, power: string): Promise<void> {
  const row = await trx
    .selectFrom('server_migrations')
    .selectAll()
    .where('id', '=', input.migrationId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const server = await trx
    .selectFrom('servers')
    .select(placedColumns)
    .where('id', '=', input.serverId)
    .executeTakeFirstOrThrow()
  const host = await trx
    .selectFrom('hosts')
    .select(['hypervisor_hostname', 'availability_zone'])
    .where('name', '=', row.source_host)
    .executeTakeFirst()
  const now = new Date()
  const old = flavorsOf(row).old
  await trx
    .updateTable('servers')
    .set({
      host: row.source_host,
      ...(host === undefined
        ? {}
        : { hypervisor_hostname: host.hypervisor_hostname, availability_zone: host.availability_zone }),
      flavor: JSON.stringify(old),
      // What was held for the way back; a record without it is summed anew.
      vcpus: row.held_host === null ? old.vcpus : row.held_vcpus,
      memory_mib: row.held_host === null ? old.memoryMiB : row.held_memory_mib,
      disk_gib: row.held_host === null ? diskGiBWith(server, old) : row.held_disk_gib,
      vm_state: detailOf(row).running ? 'active' : 'stopped',
      power_state: sql`${power}`,
      task_state: sql`case when task_state = 'deleting' then task_state end`,
      launched_at: now,
      updated_at: now,
    })
    .where('id', '=', input.serverId)
    .execute()
  await changeMigration(trx, row.id, { ...nothingHeld, status: 'reverted' })
}

/** Nothing was given up yet: it waits to be confirmed or reverted, as before. */
async function stayNew(trx: Transaction<Database>, input: MoveInput, flowId: string): Promise<void> {
  await changeMigration(trx, input.migrationId, { status: 'finished' })
  await trx
    .updateTable('servers')
    .set({ task_state: sql`case when task_state = 'deleting' then task_state end`, updated_at: new Date() })
    .where('id', '=', input.serverId)
    .execute()
  await trx
    .updateTable('server_actions')
    .set({ message: 'Error', updated_at: new Date() })
    .where('flow_id', '=', flowId)
    .execute()
}
