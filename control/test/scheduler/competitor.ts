// One of several processes that claim, move and delete at random on one store, each with a scheduler of its own.
import { randomUUID } from 'node:crypto'
import { Fault, silentLog, type Store, type StoreConnection } from '@kilonova/core'
import { openStore } from '@kilonova/core/store'
import { ControlSettings } from '../../src/settings.ts'
import { placedColumns } from '../../src/scheduler/demand.ts'
import { Scheduler } from '../../src/scheduler/scheduler.ts'
import { type Amounts, flavorWith, serverRow } from '../support/rows.ts'

export interface CompetitorTask {
  readonly connection: StoreConnection
  readonly operations: number
  readonly sizes: readonly Amounts[]
}

export interface CompetitorReport {
  readonly claimed: number
  readonly refused: number
  readonly moved: number
  readonly deleted: number
}

const task = JSON.parse(process.argv[2] ?? '') as CompetitorTask
await using store = await openStore({ connection: task.connection, connections: 6 })
const rules = ControlSettings.parse({ scheduler: { reservedMemoryMiB: 0, cpuRatio: 1 } }).scheduler
const scheduler = new Scheduler(store, rules, silentLog)
const report = { claimed: 0, refused: 0, moved: 0, deleted: 0 }
const mine: string[] = []

const pick = <T>(all: readonly T[]): T | undefined => all[Math.floor(Math.random() * all.length)]

/** @returns false when there was no room. */
async function unlessFull(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    if (!(error instanceof Fault) || error.kind !== 'noHost') throw error
    report.refused += 1
    return false
  }
}

async function create({ db }: Store): Promise<void> {
  const row = serverRow(flavorWith(pick(task.sizes) ?? { vcpus: 1, memoryMiB: 1, diskGiB: 1 }))
  await db.insertInto('servers').values(row).execute()
  const placed = await unlessFull(() =>
    store.transaction(async (trx) => scheduler.claimHost(trx, await read(trx, row.id))),
  )
  if (!placed) return
  report.claimed += 1
  mine.push(row.id)
}

const read = (db: Store['db'], id: string) =>
  db.selectFrom('servers').select(placedColumns).where('id', '=', id).executeTakeFirstOrThrow()

/** To another host or flavor, by the way that resize and migrations go: hold, swap, give back. */
async function move({ db }: Store, id: string): Promise<void> {
  const server = await read(db, id)
  const flavor = flavorWith(pick(task.sizes) ?? { vcpus: 1, memoryMiB: 1, diskGiB: 1 })
  const migration = randomUUID()
  const source = server.host ?? ''
  const held = await unlessFull(() =>
    store.transaction(async (trx) => {
      await trx
        .insertInto('server_migrations')
        .values({
          id: migration,
          server_id: id,
          kind: 'resize',
          status: 'migrating',
          source_host: source,
          detail: '{}',
          destination_host: null,
          old_flavor: null,
          new_flavor: null,
          flow_id: null,
          user_id: null,
          project_id: null,
          held_host: null,
        })
        .execute()
      await scheduler.claimDestination(trx, migration, server, { flavor, exclude: new Map([[source, 'it is there']]) })
    }),
  )
  if (!held) return
  const { held_host } = await db
    .selectFrom('server_migrations')
    .select('held_host')
    .where('id', '=', migration)
    .executeTakeFirstOrThrow()
  await store.transaction(async (trx) => {
    const now = { host: held_host, vcpus: flavor.vcpus, memory_mib: flavor.memoryMiB, disk_gib: flavor.rootGiB }
    await trx
      .updateTable('servers')
      .set({ ...now, flavor: JSON.stringify(flavor) })
      .where('id', '=', id)
      .execute()
    const there = { held_host: source, held_vcpus: server.vcpus, held_memory_mib: server.memory_mib }
    await trx
      .updateTable('server_migrations')
      .set({ ...there, held_disk_gib: server.disk_gib, status: 'finished' })
      .where('id', '=', migration)
      .execute()
  })
  await db
    .updateTable('server_migrations')
    .set({ held_host: null, status: 'confirmed' })
    .where('id', '=', migration)
    .execute()
  report.moved += 1
}

async function remove({ db }: Store, id: string): Promise<void> {
  mine.splice(mine.indexOf(id), 1)
  await db.updateTable('servers').set({ deleted_at: new Date(), vm_state: 'deleted' }).where('id', '=', id).execute()
  report.deleted += 1
}

async function client(): Promise<void> {
  for (let n = 0; n < task.operations; n += 1) {
    const chance = Math.random()
    const one = pick(mine)
    if (chance < 0.6 || one === undefined) await create(store)
    else if (chance < 0.8) {
      mine.splice(mine.indexOf(one), 1) // nobody else of this process touches it meanwhile
      await move(store, one)
      mine.push(one)
    } else await remove(store, one)
  }
}

await Promise.all([client(), client(), client()])
process.stdout.write(JSON.stringify(report satisfies CompetitorReport))
