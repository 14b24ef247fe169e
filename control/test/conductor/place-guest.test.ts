import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { ServerId, silentLog } from '@kilonova/core'
import { FlowEngine } from '@kilonova/core/store'
import { startTestStores } from '@kilonova/core/testing'
import { liveMigrateFlow } from '../../src/conductor/live-migration/live-migrate.ts'
import { hostRow } from '../support/rows.ts'
import { connectMove } from './move-world.ts'
import scenario from './live-migrate-scenario.ts'

test('a host that was asked before a crash is told to forget it when another is chosen after it', async () => {
  await using stores = await startTestStores()
  await using store = await stores.open()
  const directory = await mkdtemp(join(tmpdir(), 'kilonova-placing-'))
  const world = { store, directory }
  const { input, serverId } = await scenario.prepare(world)
  await store.db
    .insertInto('hosts')
    .values(hostRow('h3', { vcpus: 4, memoryMiB: 8192, diskGiB: 100 }))
    .execute()
  await using here = await connectMove(world)
  const places = [here.h2, await here.hosts.agent('h3')]
  const flow = liveMigrateFlow(here.parts)
  // Not one that loses the flow, and asks once more, when the machine stops it for seconds.
  const settings = { leaseMs: 60_000 }
  const engineOf = () => new FlowEngine({ store, owner: 'tester', log: silentLog, flows: [flow], settings })
  // It ends when its source was asked: the destination has the probe and the network.
  const asked = Promise.withResolvers<void>()
  here.h1.before = async (operation, _server, signal) => {
    if (operation !== 'checkLiveSource') return
    asked.resolve()
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
  }
  const first = engineOf()
  await first.start()
  const { host: _any, ...anywhere } = input
  const id = await store.transaction((trx) => first.submit(trx, flow, anywhere, { serverId: ServerId.parse(serverId) }))
  first.kick()
  await asked.promise
  await first.stop({ graceMs: 0 })
  here.h1.before = () => {}
  const was = places.find((place) => place.asked.some(({ operation }) => operation === 'checkLiveDestination'))
  assert.ok(was !== undefined)
  await store.db.updateTable('hosts').set({ disabled: true }).where('name', '=', was.host).execute()
  await using next = engineOf()
  await next.start()
  assert.equal(await next.wait(id, { signal: AbortSignal.timeout(60_000) }), 'done')
  assert.deepEqual(
    was.asked.map(({ operation }) => operation).filter((operation) => operation !== 'liveState'),
    ['checkLiveDestination', 'undoPrepareLive'],
  )
  assert.ok(places.some((place) => place !== was && place.guests.get(serverId) === 'running'))
  await rm(directory, { recursive: true })
})
