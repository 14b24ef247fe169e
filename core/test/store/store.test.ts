import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { createConnection, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Fault, type Store } from '@kilonova/core'
import { along, openStore } from '@kilonova/core/store'
import { startTestStores, type TestStores } from '@kilonova/core/testing'
import { sql } from 'kysely'
import { migrations } from '../../src/store/migrations/index.ts'
import { eventually } from '../flows/engine-parts.ts'

let stores: TestStores
before(async () => {
  stores = await startTestStores()
})
after(() => stores[Symbol.asyncDispose]())

async function counter(): Promise<Store> {
  const store = await stores.open()
  await sql`create table counter (id int primary key, n int not null)`.execute(store.db)
  await sql`insert into counter values (1, 0), (2, 0)`.execute(store.db)
  return store
}

test('a transaction is all or nothing', async () => {
  await using store = await counter()
  await assert.rejects(
    store.transaction(async (trx) => {
      await sql`update counter set n = 7`.execute(trx)
      throw new Error('changed my mind')
    }),
    /changed my mind/,
  )
  assert.deepEqual((await sql`select n from counter`.execute(store.db)).rows, [{ n: 0 }, { n: 0 }])
})

test('what is sent along is run in order, with the statement after it or with the commit', async () => {
  await using store = await counter()
  const seen = await store.transaction(async (trx) => {
    const first = await along(trx, sql<{ n: number }>`update counter set n = 5 where id = 1 returning n`)
    assert.throws(first, /not sent yet/)
    const { rows } = await sql`select n from counter where id = 1`.execute(trx)
    assert.deepEqual([first(), rows], [[{ n: 5 }], [{ n: 5 }]])
    return along(trx, sql<{ n: number }>`update counter set n = n + 1 where id = 1 returning n`)
  })
  assert.deepEqual(seen(), [{ n: 6 }])
  assert.equal(await store.transaction(async () => 'nothing was asked'), 'nothing was asked')
  assert.deepEqual((await sql`select n from counter order by id`.execute(store.db)).rows, [{ n: 6 }, { n: 0 }])
})

test('what is sent along and fails is why the transaction fails, and nothing of it stays', async () => {
  await using store = await counter()
  const division = { code: '22012' }
  const withCommit = store.transaction(async (trx) => {
    await sql`update counter set n = 7`.execute(trx)
    await along(trx, sql`select 1/0`)
  })
  await assert.rejects(withCommit, division)
  const withNext = store.transaction(async (trx) => {
    await along(trx, sql`select 1/0`)
    await along(trx, sql`update counter set n = 8`)
    await sql`update counter set n = 9`.execute(trx)
  })
  await assert.rejects(withNext, division)
  const swallowed = store.transaction(async (trx) => {
    await along(trx, sql`select 1/0`)
    await sql`update counter set n = 9`.execute(trx).catch(() => {})
  })
  await assert.rejects(swallowed, /rolled back/)
  // Thrown before it was ever sent.
  await assert.rejects(
    store.transaction(async (trx) => {
      await along(trx, sql`update counter set n = 10`)
      throw new Error('changed my mind')
    }),
    /changed my mind/,
  )
  await Promise.all(Array.from({ length: 20 }, () => store.transaction((trx) => sql`select 1`.execute(trx))))
  assert.deepEqual((await sql`select n from counter`.execute(store.db)).rows, [{ n: 0 }, { n: 0 }])
})

test('two transactions that lock each other are both done in the end', async () => {
  await using store = await counter()
  const both = Promise.withResolvers<void>()
  let inside = 0
  const add = (first: number, second: number) =>
    store.transaction(async (trx) => {
      await sql`update counter set n = n + 1 where id = ${first}`.execute(trx)
      inside += 1
      if (inside === 2) both.resolve()
      await both.promise
      await sql`update counter set n = n + 1 where id = ${second}`.execute(trx)
    })
  await Promise.all([add(1, 2), add(2, 1)])
  assert.deepEqual((await sql`select n from counter order by id`.execute(store.db)).rows, [{ n: 2 }, { n: 2 }])
})

test('a transaction in which the process stood still, so that its session was ended, is run again', async () => {
  await using store = await counter()
  let runs = 0
  const standsStill = (last: boolean, deaf: boolean) =>
    store.transaction(async (trx) => {
      const { rows } = await sql<{
        pid: number
      }>`update counter set n = n + 1 returning pg_backend_pid() as pid`.execute(trx)
      runs += 1
      if (runs === 1) {
        await sql`set local idle_in_transaction_session_timeout = 1`.execute(trx)
        // Deaf, it has not read what PostgreSQL said of it when it sends the next statement.
        if (deaf) execFileSync('sleep', ['1'])
        else
          await eventually('the session is over', async () => {
            const { rows: still } = await sql`select 1 from pg_stat_activity where pid = ${rows[0]?.pid}`.execute(
              store.db,
            )
            return still.length === 0
          })
      }
      if (!last) await sql`update counter set n = n + 1`.execute(trx)
    })
  for (const last of [true, false]) {
    for (const deaf of [true, false]) {
      runs = 0
      await standsStill(last, deaf)
      assert.equal(runs, 2)
    }
  }
  assert.deepEqual((await sql`select n from counter order by id`.execute(store.db)).rows, [{ n: 6 }, { n: 6 }])
})

test('a commit after a statement that failed unnoticed is an error, not a silent rollback', async () => {
  await using store = await counter()
  const careless = store.transaction(async (trx) => {
    await sql`select 1/0`.execute(trx).catch(() => {})
  })
  await assert.rejects(careless, /rolled back/)
})

test('values come back as what they are: 64-bit numbers, times, JSON of any text', async () => {
  await using store = await stores.open()
  const text = JSON.stringify({ nul: '\u0000', lone: '\ud800', order: { b: 1, a: 2 } })
  const { rows } = await sql<Record<string, unknown>>`select 9007199254740991::bigint as big,
    '2026-01-02T03:04:05.678Z'::timestamptz as at, ${text}::json as value`.execute(store.db)
  assert.deepEqual(rows[0], {
    big: 9_007_199_254_740_991,
    at: new Date('2026-01-02T03:04:05.678Z'),
    value: JSON.parse(text) as unknown,
  })
})

test('the same statement many times, with values of many kinds, is prepared and still right', async () => {
  await using store = await counter()
  for (let n = 0; n < 10; n += 1) {
    const { rows } = await sql<{ n: number }>`select n + ${n}::int as n from counter where id = ${1}`.execute(store.db)
    assert.deepEqual(rows, [{ n }])
  }
  await sql`alter table counter add column more text default 'x'`.execute(store.db)
  const all = () => sql`select * from counter where id = ${1}`.execute(store.db)
  for (let n = 0; n < 5; n += 1) await all()
  await sql`alter table counter add column again text default 'y'`.execute(store.db)
  await all().catch(() => {}) // the one connection that had it prepared may say so, once
  assert.deepEqual((await all()).rows, [{ id: 1, n: 0, more: 'x', again: 'y' }])
})

test('notifications of another process are heard, also after the connection was lost', async () => {
  await using store = await stores.open()
  await using other = await openStore({ connection: store.connection })
  const heard: string[] = []
  let gaps = 0
  const waiting: (() => void)[] = []
  const next = () => new Promise<void>((resolve) => waiting.push(resolve))
  const wake = () => waiting.splice(0).forEach((resolve) => resolve())
  await using _listening = await store.listen(
    'topic',
    (payload) => (heard.push(payload), wake()),
    () => ((gaps += 1), wake()),
  )
  const first = next()
  await sql`select pg_notify('topic', 'one')`.execute(other.db)
  await first
  const again = next()
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%'`.execute(other.db)
  await again
  const second = next()
  await sql`select pg_notify('topic', 'two')`.execute(other.db)
  await second
  assert.deepEqual([heard, gaps], [['one', 'two'], 1])
})

test('a listener that breaks again in the middle of its return is there once, and hears each message once', async () => {
  await using store = await stores.open()
  // The way to PostgreSQL: `asked` says that someone is about to listen, and whether he is let.
  let asked = (): boolean => true
  const ways = new Set<Socket>()
  const host = join(stores.directory, 'breaking')
  await mkdir(host)
  const way = createServer((near) => {
    const far = createConnection(`${store.connection.host}/.s.PGSQL.5432`)
    ways.add(near)
    near.on('data', (bytes) => (bytes.includes('listen "') && !asked() ? near.destroy() : far.write(bytes)))
    far.on('data', (bytes) => near.write(bytes))
    near.on('error', () => {}).on('close', () => (ways.delete(near), far.destroy()))
    far.on('error', () => {}).on('close', () => near.destroy())
  })
  await new Promise<void>((resolve) => way.listen(join(host, '.s.PGSQL.5432'), resolve))
  try {
    await using far = await openStore({ connection: { ...store.connection, host } })
    const [heard, back] = [[] as string[], Promise.withResolvers<void>()]
    await using _listening = await far.listen('topic', (payload) => heard.push(payload), back.resolve)
    let breaks = 0
    asked = () => (breaks += 1) > 3
    for (const one of ways) one.destroy()
    await back.promise
    assert.equal(breaks, 4)
    for (const one of ['one', 'two']) await sql`select pg_notify('topic', ${one})`.execute(store.db)
    await eventually('the last is heard', () => heard.includes('two'))
    assert.deepEqual(heard, ['one', 'two'])
  } finally {
    way.close()
  }
})

test('several processes that open a new store at once make one schema', async () => {
  await using store = await stores.open()
  const version = async () =>
    (await sql`select version, name from schema_version order by version`.execute(store.db)).rows
  await sql`drop schema public cascade`.execute(store.db)
  await sql`create schema public`.execute(store.db)
  const opened = await Promise.all(
    Array.from({ length: 6 }, () => openStore({ connection: store.connection, connections: 2 })),
  )
  await Promise.all(opened.map((one) => one.close()))
  assert.deepEqual(
    await version(),
    migrations.map(({ name }, index) => ({ version: index + 1, name })),
  )
})

test('a migration that fails leaves the schema as it was', async () => {
  await using store = await stores.open()
  const bad = { name: 'bad', up: async () => Promise.reject(new Error('half way')) }
  const half = {
    name: 'half',
    up: async (trx: Parameters<(typeof migrations)[0]['up']>[0]) => void (await sql`create table half ()`.execute(trx)),
  }
  await assert.rejects(openStore({ connection: store.connection, migrations: [...migrations, half, bad] }), /half way/)
  assert.equal((await sql`select to_regclass('half') as t`.execute(store.db)).rows.length, 1)
  assert.deepEqual((await sql`select to_regclass('half') as t`.execute(store.db)).rows, [{ t: null }])
})

test('a program older than the schema is refused', async () => {
  await using store = await stores.open()
  await assert.rejects(openStore({ connection: store.connection, migrations: migrations.slice(0, 1) }), (error) => {
    assert.ok(error instanceof Fault && error.kind === 'conflict')
    assert.match(error.message, new RegExp(`version ${migrations.length}, this program knows 1`))
    return true
  })
})

test('a server that is not there is storeAway, without the password', async () => {
  const connectionString = 'postgres://user:geheim@127.0.0.1:9/db'
  await assert.rejects(openStore({ connectionString }), (error) => {
    assert.ok(error instanceof Fault && error.kind === 'storeAway')
    assert.match(error.message, /127\.0\.0\.1:9\/db/)
    assert.doesNotMatch(`${error.message} ${String(error.cause)} ${error.next}`, /geheim/)
    return true
  })
})
