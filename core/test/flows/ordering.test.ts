import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type AnyFlow, Fault, type FlowEngine, type Flow, flow, ServerId, type Store } from '@kilonova/core'
import { startTestStores, type TestStores } from '@kilonova/core/testing'
import { Gate, gatedFlow, startEngine } from './engine-parts.ts'

let stores: TestStores
before(async () => {
  stores = await startTestStores()
})
after(() => stores[Symbol.asyncDispose]())

const aServer = () => ServerId.parse(randomUUID())

async function submit(store: Store, engine: FlowEngine, one: Flow<object, never>, serverId: ServerId): Promise<string> {
  const id = await store.transaction((trx) => engine.submit(trx, one, {}, { serverId }))
  engine.kick()
  return id
}

/** A held build, and the flows that may come while it is at work. */
function cast() {
  const [gate, seen] = [new Gate(), [] as string[]]
  const notes = (name: string) =>
    flow<object>(name).step('noted', { do: async () => void seen.push(name), noUndo: 'no' })
  const build = gatedFlow('build', gate, seen).ends({ failed: async () => void seen.push('build failed') })
  const start = notes('start').ends({})
  const remove = notes('delete').ends({}, { whenBusy: { build: 'cancel', delete: 'merge', '*': 'queue' } })
  const later = notes('later').ends({}, { whenBusy: { '*': 'queue' } })
  return { gate, seen, build, start, remove, later, all: [build, start, remove, later] as AnyFlow[] }
}

test('a second flow of a server is refused while one works, and let in after', async () => {
  await using store = await stores.open()
  const { gate, build, start, all } = cast()
  await using engine = await startEngine(store, all)
  const server = aServer()
  const first = await submit(store, engine, build, server)
  await gate.reached
  await assert.rejects(submit(store, engine, start, server), (error) => {
    assert.ok(error instanceof Fault && error.kind === 'conflict')
    assert.match(error.message, new RegExp(`cannot start server ${server}: a build is under way`))
    return true
  })
  assert.equal(await engine.wait(await submit(store, engine, start, aServer())), 'done')
  gate.open()
  await engine.wait(first)
  assert.equal(await engine.wait(await submit(store, engine, start, server)), 'done')
})

test('a queued flow waits its turn', async () => {
  await using store = await stores.open()
  const { gate, seen, build, later, all } = cast()
  await using engine = await startEngine(store, all)
  const server = aServer()
  await submit(store, engine, build, server)
  await gate.reached
  const two = await submit(store, engine, later, server)
  assert.equal((await engine.show(two)).state, 'queued')
  gate.open()
  assert.equal(await engine.wait(two), 'done')
  assert.deepEqual(seen, ['build begins', 'build goes on', 'later'])
})

test('a delete cancels the build, and runs once that is undone; a second delete is the first', async () => {
  await using store = await stores.open()
  const { gate, seen, build, remove, all } = cast()
  await using engine = await startEngine(store, all)
  const server = aServer()
  const building = await submit(store, engine, build, server)
  await gate.reached
  // In one transaction, so that the first is still there when the second comes.
  const ids = await store.transaction(async (trx) => {
    const two = { serverId: server }
    return [await engine.submit(trx, remove, {}, two), await engine.submit(trx, remove, {}, two)]
  })
  engine.kick()
  assert.equal(ids[0], ids[1])
  assert.equal(await engine.wait(ids[0] ?? ''), 'done')
  assert.equal((await engine.show(building)).error?.kind, 'cancelled')
  assert.deepEqual(seen, ['build begins', 'build undone', 'build failed', 'delete'])
})

/** The store, whose answer about flows that were asked for is held back from when it is told to. */
function slowStore(store: Store) {
  const [held, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let holds = false
  const db = store.db.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      if (!holds || !result.rows.some((row) => 'epoch' in row && 'input' in row)) return result
      holds = false
      held.resolve()
      await release.promise
      return result
    },
  })
  const slow = new Proxy(store, {
    get: (target, name) => {
      const value: unknown = name === 'db' ? db : Reflect.get(target, name, target)
      return typeof value === 'function' ? (value as (...all: unknown[]) => unknown).bind(target) : value
    },
  })
  return { slow, hold: () => (holds = true), held: held.promise, release: () => release.resolve() }
}

test('what is read of a flow that has ended before the answer came begins nothing', async () => {
  await using store = await stores.open()
  const { slow, hold, held, release } = slowStore(store)
  const { gate, seen, build, remove, all } = cast()
  await using engine = await startEngine(slow, all)
  const server = aServer()
  const building = await submit(store, engine, build, server)
  await gate.reached
  const removing = await store.transaction(async (trx) => {
    const id = await engine.submit(trx, remove, {}, { serverId: server })
    hold()
    engine.kick() // as for a flow that was committed meanwhile
    await held // the build as it was before this commit
    return id
  })
  gate.open()
  assert.equal(await engine.wait(building), 'failed')
  release()
  assert.equal(await engine.wait(removing), 'done')
  assert.deepEqual(seen, ['build begins', 'build undone', 'build failed', 'delete'])
})

test('a queued flow that is cancelled ends without a step', async () => {
  await using store = await stores.open()
  const { gate, seen, build, later, all } = cast()
  await using engine = await startEngine(store, all)
  const server = aServer()
  await submit(store, engine, build, server)
  await gate.reached
  const queued = await submit(store, engine, later, server)
  assert.equal(await engine.cancel(queued), true)
  gate.open()
  assert.equal(await engine.wait(queued), 'failed')
  assert.deepEqual(seen, ['build begins', 'build goes on'])
})

test('many that come at once for one server run one after the other, none is lost; on two controllers too', async () => {
  await using store = await stores.open()
  let [now, most, ran] = [0, 0, 0]
  const one = flow<object>('one')
    .step('alone', {
      do: async () => {
        most = Math.max(most, (now += 1))
        await new Promise((resolve) => setTimeout(resolve, 1))
        ran += 1
        now -= 1
      },
      noUndo: 'no',
    })
    .ends({}, { whenBusy: { '*': 'queue' } })
  await using a = await startEngine(store, [one], 'a')
  await using b = await startEngine(store, [one], 'b')
  const servers = [aServer(), aServer()]
  for (const server of servers) {
    most = 0
    const ids = await Promise.all(Array.from({ length: 30 }, (_, n) => submit(store, n % 2 === 0 ? a : b, one, server)))
    await Promise.all(ids.map((id) => a.wait(id, { signal: AbortSignal.timeout(120_000) })))
    assert.equal(most, 1)
  }
  assert.equal(ran, 60)
})

test('of many that refuse each other exactly one is let in', async () => {
  await using store = await stores.open()
  const { gate, build, all } = cast()
  await using engine = await startEngine(store, all)
  const server = aServer()
  const asked = await Promise.allSettled(Array.from({ length: 12 }, () => submit(store, engine, build, server)))
  assert.equal(asked.filter(({ status }) => status === 'fulfilled').length, 1)
  for (const one of asked) if (one.status === 'rejected') assert.equal((one.reason as Fault).kind, 'conflict')
  gate.open()
})
