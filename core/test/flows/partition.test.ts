import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { FlowSettings, silentLog } from '@kilonova/core'
import { FlowEngine, openStore } from '@kilonova/core/store'
import { startTestStores, type TestStores, Wire } from '@kilonova/core/testing'
import { sql } from 'kysely'
import { counting } from './counting-flow.ts'
import { eventually, Gate, gatedFlow, nextEvent, startEngine } from './engine-parts.ts'

let stores: TestStores
before(async () => {
  stores = await startTestStores()
})
after(() => stores[Symbol.asyncDispose]())

const lease = FlowSettings.parse({})

test('a controller cut off from the store leaves its flows within the lease, harms nothing, and works again after', async () => {
  const to = await stores.fresh()
  await using store = await openStore({ connection: to })
  await using wire = await Wire.lay(to, join(stores.directory, 'wire'))
  await sql`create table counted (id int primary key, n int not null)`.execute(store.db)
  await sql`insert into counted select id, 0 from generate_series(1, 6) id`.execute(store.db)
  await using farStore = await openStore({ connection: wire.connection })
  const flow = counting(400)
  const [gate, seen] = [new Gate(), [] as string[]]
  const held = gatedFlow('held', gate, seen).ends({})
  await using far = await startEngine(farStore, [flow, held], 'far', lease)
  // Before it is stopped.
  await using mended = new AsyncDisposableStack()
  mended.defer(() => wire.mend())
  const submitter = new FlowEngine({ store, owner: 'submitter', log: silentLog, flows: [flow, held] })
  const heldId = await store.transaction(async (trx) => {
    for (let id = 1; id <= 6; id += 1) await submitter.submit(trx, flow, { id })
    return submitter.submit(trx, held, {})
  })
  await eventually('the far one works', async () => (await submitter.list()).some(({ stepNumber }) => stepNumber > 1))
  await gate.reached
  const lost = nextEvent(far, ({ flowId, what }) => flowId === heldId && what === 'lost')
  wire.cut()
  await using near = await startEngine(store, [counting(1)], 'near', lease)
  await eventually('the near one has ended all', async () =>
    (await submitter.list({ open: true })).every(({ id }) => id === heldId),
  )
  await lost // the step that was at work there was aborted
  await mended.disposeAsync()
  await eventually('the far one beats again', async () => {
    const { rows } =
      await sql`select 1 from flow_owners where name = 'far' and seen_at > clock_timestamp() - interval '1 second'`.execute(
        store.db,
      )
    return rows.length > 0
  })
  assert.deepEqual((await sql`select distinct n from counted`.execute(store.db)).rows, [{ n: 5 }])
  await near.stop()
  await sleep(1500) // what it took up with its return is still its own at its next look at the lease
  gate.open()
  assert.equal(await far.wait(heldId, { signal: AbortSignal.timeout(120_000) }), 'done')
  assert.deepEqual(seen, ['held begins', 'held begins', 'held goes on'])
  await sql`insert into counted values (7, 0)`.execute(store.db)
  const last = await store.transaction((trx) => submitter.submit(trx, flow, { id: 7 }))
  assert.equal(await far.wait(last, { signal: AbortSignal.timeout(120_000) }), 'done')
})
