import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { silentLog } from '@kilonova/core'
import { startTestStores, type TestStores } from '@kilonova/core/testing'
import { sql } from 'kysely'
import { HostPicture } from '../../src/scheduler/host-picture.ts'
import { hostRow } from '../support/rows.ts'

let stores: TestStores
before(async () => {
  stores = await startTestStores()
})
after(() => stores[Symbol.asyncDispose]())

test('a claim that has the last connection reads the hosts by it, and does not wait for a renewal that has none', async () => {
  await using store = await stores.open({ connections: 1 })
  const amounts = { vcpus: 1, memoryMiB: 1024, diskGiB: 10 }
  await store.db.insertInto('hosts').values(hostRow('h1', amounts)).execute()
  const picture = new HostPicture(store.db, silentLog)
  const names = await store.transaction(async (trx) => {
    await picture.recent(trx)
    await sql`select pg_sleep(0.4)`.execute(trx) // at work: PostgreSQL ends a transaction that does nothing for long
    await picture.recent(trx) // old enough to be renewed beside the work
    await sql`select pg_sleep(3)`.execute(trx) // too old to be used
    const read = picture.recent(trx).then((hosts) => [...hosts].map(({ name }) => name))
    return Promise.race([read, sleep(30_000, 'it waits for a connection', { ref: false })])
  })
  assert.deepEqual(names, ['h1'])
})
