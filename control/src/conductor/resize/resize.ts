import { type Database, type Flow, flow, type MigrationStatus, type ServerSpec, type TaskState } from '@kilonova/core'
import { sql, type Transaction } from 'kysely'
import type { CloudParts } from '../../cloud.ts'
import { placedColumns } from '../../scheduler/demand.ts'
import {
  changeMigration,
  detailOf,
  flavorsOf,
  migrationOf,
  type MigrationRow,
  nothingHeld,
} from '../../services/migrations/records.ts'
import { readServer } from '../server-records.ts'
import { abandonOrLater } from './abandon.ts'
import { copyProgress } from './copy-progress.ts'
import { bothOf, leaveSource } from './leave-source.ts'
import { askHostOf, doorOf, isMember, type Move, type MoveInput, readMove, specWith } from './move-parts.ts'

export type ResizeFlow = Flow<MoveInput, never>

/**
 * Gives a server another flavor, another host, or both, while it is off; it rests in VERIFY_RESIZE until it is confirmed
 * or reverted.
 *
 *     claimed ─ prepared (destination) ─ offered (source) ─ ready (destination): the guest runs on all this time
 *     ─ migrated (source: the guest is off) ─ arrived (destination; source: put aside) ─ started (destination) ─┬─ rehomed
 *       a failure undoes in reverse: the destination gives up, then the source goes on ─────────────────────────┘ only forward
 *
 * Whether the guest may run at its source again is known for sure at every step: it may until `started` was asked for, and
 * after that only when the destination has said that it gave up.
 */
export function resizeFlow(cloud: CloudParts): ResizeFlow {
  return flow<MoveInput>('resize')
    .step('claimed', {
      record: (trx, { input }) => claim(cloud, trx, input),
      noUndo: 'its records are taken back with the journal',
      recordUndo: (trx, { input }) => giveUpClaim(trx, input),
    })
    .step('prepared', {
      do: async (context) => {
        const move = await readMove(cloud, context.input)
        const spec = await specWith(cloud, move, 'new')
        return askHostOf(cloud, move.destination, 'prepareMigration', { spec, migrationId: move.migrationId }, context)
      },
      undo: async (context) => abandonOrLater(cloud, await readMove(cloud, context.input), context),
    })
    .step('offered', {
      do: async (context) => {
        const move = await readMove(cloud, context.input)
        const { ticketSha256, probe, ceph } = context.results.prepared
        const request = {
          spec: await specWith(cloud, move, 'old'),
          flavor: move.flavors.new,
          migrationId: move.migrationId,
          destination: move.destination,
          ticketSha256,
          probe,
          ...(ceph === undefined ? {} : { ceph }),
        }
        return askHostOf(cloud, move.source, 'offerDisks', request, context)
      },
      undo: async (context) => {
        const move = await readMove(cloud, context.input)
        if (await isMember(cloud, move.source)) await restore(cloud, move, context)
      },
      recordUndo: (trx, { input }) => showOldState(trx, input),
    })
    .step('ready', {
      do: async (context) => {
        const move = await readMove(cloud, context.input)
        const source = move.sameHost ? undefined : await doorOf(cloud, move.source)
        const request = {
          spec: await specWith(cloud, move, 'new'),
          migrationId: move.migrationId,
          ...(source === undefined ? {} : { source }),
          offer: context.results.offered,
        }
        const progress = copyProgress(cloud, context.input, (told) => context.progress(told))
        return askHostOf(cloud, move.destination, 'readyForDisks', request, { ...context, progress })
      },
      record: (trx, { input }) => shows(trx, input, 'resize_migrating', 'migrating'),
      noUndo: 'what it brought goes with the place that was prepared; a base stays in the cache',
    })
    .step('migrated', {
      do: async (context) => {
        const move = await readMove(cloud, context.input)
        const door = move.sameHost ? undefined : await doorOf(cloud, move.destination)
        const { incomingDirectory } = context.results.prepared
        const request = {
          spec: await specWith(cloud, move, 'old'),
          flavor: move.flavors.new,
          migrationId: move.migrationId,
          sameHost: move.sameHost,
          shared: context.results.offered.shared,
          asideLater: true,
          destination: { host: move.destination, address: door?.address ?? move.destination, incomingDirectory },
        }
        const progress = copyProgress(cloud, context.input, (told) => context.progress(told))
        return askHostOf(cloud, move.source, 'migrateDisks', request, { ...context, progress })
      },
      record: (trx, { input }, { mode }) => shows(trx, input, 'resize_migrated', 'post-migrating', { mode }),
      noUndo: 'the undo of its offer brings back directory and guest',
    })
    .step('arrived', {
      do: async (context) => {
        const move = await readMove(cloud, context.input)
        const source = move.sameHost ? undefined : await doorOf(cloud, move.source)
        const { mode, files, disks } = context.results.migrated
        const request = {
          spec: await specWith(cloud, move, 'new'),
          migrationId: move.migrationId,
          ...(source === undefined ? {} : { source }),
          mode,
          files,
          disks,
        }
        const progress = copyProgress(cloud, context.input, (told) => context.progress(told))
        return bothOf(
          (signal) => askHostOf(cloud, move.destination, 'receiveDisks', request, { ...context, signal, progress }),
          (signal) => leaveSource(cloud, move, context.results.migrated, { ...context, signal }),
          context.signal,
        )
      },
      record: (trx, { input }, { receivedBytes }) =>
        shows(trx, input, 'resize_finish', 'post-migrating', { copiedBytes: receivedBytes }),
      noUndo: 'it goes with the place that was prepared',
    })
    .step('started', {
      do: async (context) => {
        const move = await readMove(cloud, context.input)
        const { running } = move.detail
        const spec = await specWith(cloud, move, 'new')
        const request = { spec, migrationId: move.migrationId, running }
        return askHostOf(cloud, move.destination, 'startMigrated', request, context)
      },
      // Until the destination says so the guest may run there: it is waited for, however long it is away.
      undo: async (context) => {
        const move = await readMove(cloud, context.input)
        if (!(await isMember(cloud, move.destination))) return
        const { serverId, migrationId, sameHost } = move
        await askHostOf(cloud, move.destination, 'abandonMigration', { serverId, migrationId, sameHost }, context)
      },
    })
    .forwardOnly('the guest is at its destination')
    .step('rehomed', { record: (trx, { input, results }) => rehome(trx, input, results.started.power) })
    .ends({ failed: (trx, { input, flowId }) => noteFailure(trx, input, flowId) })
}

async function claim(cloud: CloudParts, trx: Transaction<Database>, input: MoveInput): Promise<void> {
  const server = await trx
    .selectFrom('servers')
    .select(placedColumns)
    .where('id', '=', input.serverId)
    .executeTakeFirstOrThrow()
  const row = await trx
    .selectFrom('server_migrations')
    .selectAll()
    .where('id', '=', input.migrationId)
    .executeTakeFirstOrThrow()
  const { only } = detailOf(row)
  const stays = row.kind === 'resize' && cloud.settings.resize.allowSameHost
  await cloud.scheduler.claimDestination(trx, row.id, server, {
    flavor: flavorsOf(row).new,
    only,
    ...(stays ? {} : { exclude: new Map([[row.source_host, 'it is there now']]) }),
  })
}

/** The claim goes, unless the destination could not be told: what it has takes its place until it can. */
async function giveUpClaim(trx: Transaction<Database>, { migrationId }: MoveInput): Promise<void> {
  const row = await migrationOf(trx, migrationId)
  if (row === undefined || detailOf(row).abandon === true) return
  await changeMigration(trx, migrationId, nothingHeld)
}

async function shows(
  trx: Transaction<Database>,
  { serverId, migrationId }: MoveInput,
  task: TaskState,
  status: MigrationStatus,
  detail: { mode?: string; copiedBytes?: number } = {},
): Promise<void> {
  await trx
    .updateTable('servers')
    .set({
      task_state: sql`case when task_state = 'deleting' then task_state else ${task} end`,
      updated_at: new Date(),
    })
    .where('id', '=', serverId)
    .execute()
  await changeMigration(trx, migrationId, { status }, detail)
}

async function restore(
  cloud: CloudParts,
  move: Move,
  context: { readonly signal: AbortSignal; readonly requestId: string },
): Promise<void> {
  const server = await readServer(cloud.store.db, move.serverId)
  // One that is being deleted need not start again for that.
  const running = move.detail.running && server?.task_state !== 'deleting'
  const spec: ServerSpec = await specWith(cloud, move, 'old')
  const { migrationId, sameHost } = move
  await askHostOf(cloud, move.source, 'restoreServer', { spec, migrationId, sameHost, running }, context)
}

/** The source has it again: its owner sees that at once, whatever the destination still has to clear away. */
async function showOldState(trx: Transaction<Database>, { serverId }: MoveInput): Promise<void> {
  await trx
    .updateTable('servers')
    .set({
      task_state: sql`case when task_state = 'deleting' then task_state end`,
      power_state: sql`case when vm_state = 'active' then 'running' else power_state end`,
      progress: 0,
      updated_at: new Date(),
    })
    .where('id', '=', serverId)
    .execute()
}

/** The two claims change places: the server's own is where its guest is, and its old place is held until it is confirmed. */
async function rehome(trx: Transaction<Database>, input: MoveInput, power: string): Promise<void> {
  const row = await trx
    .selectFrom('server_migrations')
    .selectAll()
    .where('id', '=', input.migrationId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const server = await trx
    .selectFrom('servers')
    .select(['vcpus', 'memory_mib', 'disk_gib'])
    .where('id', '=', input.serverId)
    .executeTakeFirstOrThrow()
  await moveRecord(trx, row, power)
  await changeMigration(trx, row.id, {
    status: 'finished',
    held_host: row.source_host,
    held_vcpus: server.vcpus,
    held_memory_mib: server.memory_mib,
    held_disk_gib: server.disk_gib,
  })
}

async function moveRecord(trx: Transaction<Database>, row: MigrationRow, power: string): Promise<void> {
  const now = new Date()
  const host = await trx
    .selectFrom('hosts')
    .select(['name', 'hypervisor_hostname', 'availability_zone'])
    .where('name', '=', row.destination_host ?? '')
    .executeTakeFirst()
  await trx
    .updateTable('servers')
    .set({
      host: row.destination_host,
      ...(host === undefined
        ? {}
        : { hypervisor_hostname: host.hypervisor_hostname, availability_zone: host.availability_zone }),
      flavor: JSON.stringify(flavorsOf(row).new),
      vcpus: row.held_vcpus,
      memory_mib: row.held_memory_mib,
      disk_gib: row.held_disk_gib,
      vm_state: 'resized',
      power_state: sql`${power}`,
      task_state: sql`case when task_state = 'deleting' then task_state end`,
      progress: 0,
      launched_at: now,
      updated_at: now,
    })
    .where('id', '=', row.server_id)
    .execute()
}

/** Its server is as it was: only the action and the migration say that something was tried. */
async function noteFailure(trx: Transaction<Database>, input: MoveInput, flowId: string): Promise<void> {
  await showOldState(trx, input)
  await giveUpClaim(trx, input)
  await changeMigration(trx, input.migrationId, { status: 'error' })
  await trx
    .updateTable('server_actions')
    .set({ message: 'Error', updated_at: new Date() })
    .where('flow_id', '=', flowId)
    .execute()
}
