import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { startTestStores, type TestStores } from '@kilonova/core/testing'
import { sql } from 'kysely'
import { Tokens } from '../../src/services/identity/tokens.ts'
import { eventually } from '../support/test-cloud.ts'

let stores: TestStores
before(async () => {
  stores = await startTestStores()
})
after(() => stores[Symbol.asyncDispose]())

const inAnHour = () => new Date(Date.now() + 3_600_000)
const claims = (userId: string) => ({
  ...{ userId, userName: userId, projectId: null, projectName: null, roles: [], methods: ['password'] },
  expiresAt: inAnHour(),
})

test('a token that one controller revokes is good for none, and none reads all revocations for it', async () => {
  await using store = await stores.open()
  const key = randomBytes(32)
  await using here = await Tokens.open(store, key)
  await using there = await Tokens.open(store, key)
  const made = Array.from({ length: 200 }, (_, n) => here.issue(claims(`u${n}`)))
  for (const { token } of made) assert.ok(there.verify(token))
  let reads = 0
  const { db } = store
  const counted = new Proxy(db, {
    get: (target, name) => {
      if (name === 'selectFrom') reads += 1
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? (value as (...all: unknown[]) => unknown).bind(target) : value
    },
  })
  Object.defineProperty(store, 'db', { value: counted })
  await Promise.all(made.slice(0, 199).map(({ caller }) => here.revoke('token', caller.auditId, caller.expiresAt)))
  await here.revoke('user', 'u199', inAnHour())
  await eventually(async () => assert.ok(made.every(({ token }) => there.verify(token) === undefined)))
  assert.ok(made.every(({ token }) => here.verify(token) === undefined))
  assert.ok(reads <= 2, `${reads} reads`)
})

test('who starts later knows what was revoked, and a user’s next token is good', async () => {
  await using store = await stores.open()
  const key = randomBytes(32)
  await using here = await Tokens.open(store, key)
  const old = here.issue(claims('u'))
  await here.revoke('user', 'u', inAnHour())
  await new Promise((resolve) => setTimeout(resolve, 2)) // a token says in which millisecond it was made
  const next = here.issue(claims('u'))
  await using later = await Tokens.open(store, key)
  assert.equal(later.verify(old.token), undefined)
  assert.ok(later.verify(next.token))
})

test('of two revocations the later one counts, whichever is told or written last', async () => {
  await using store = await stores.open()
  const key = randomBytes(32)
  await using here = await Tokens.open(store, key)
  const { token } = here.issue(claims('u'))
  await using there = await Tokens.open(store, key)
  await here.revoke('user', 'u', inAnHour())
  await eventually(async () => assert.equal(there.verify(token), undefined))
  // As by a controller that was held up before it told of its own, which is older.
  const older = { key: 'user:u', issuedBefore: Date.now() - 60_000, expiresAt: inAnHour().getTime() }
  const tell = (told: object) =>
    sql`select pg_notify('kilonova_revocations', ${JSON.stringify(told)})`.execute(store.db)
  await tell(older)
  const last = there.issue(claims('v'))
  await tell({ ...older, key: 'user:v', issuedBefore: Date.now() })
  await eventually(async () => assert.equal(there.verify(last.token), undefined)) // the one before was heard, too
  assert.equal(there.verify(token), undefined)
})
