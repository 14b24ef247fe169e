// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, eventually, type TestCloud } from '../support/test-cloud.ts'
import { joinAs, type JoinedHost, makeToken, openCloud, processOf } from './joined-host.ts'

let cloud: TestCloud
let image: string
const hosts: JoinedHost[] = []
const unlimited = { instances: -1, cores: -1, ramMiB: -1 }

before(async () => {
  cloud = await openCloud({ quotas: unlimited }, { durable: true })
  for (const name of ['h1', 'h2', 'h3']) hosts.push(await (await joinAs(name, await makeToken(cloud))).start())
  image = await cloud.image()
  // Work takes a moment, so that faults find it under way.
  for (const { agent } of hosts) if (agent !== undefined) agent.before = () => sleep(30)
})
after(async () => {
  for (const host of hosts) await host[Symbol.asyncDispose]()
  await cloud?.[Symbol.asyncDispose]()
})

/** How many hosts have a guest of this server, and how many its files. */
const copies = (id: string): [guests: number, files: number] => [
  hosts.filter(({ agent }) => agent?.guests.has(id)).length,
  hosts.filter(({ agent }) => agent?.files.has(id)).length,
]

async function deleteAll(ids: readonly string[]): Promise<void> {
  await Promise.all(
    ids.map(async (id) => {
      assert.equal((await cloud.ask('DELETE', `/compute/v2.1/servers/${id}`)).status, 204)
      await eventually(async () => {
        assert.equal((await cloud.ask('GET', `/compute/v2.1/servers/${id}`)).status, 404)
      }, 60_000)
    }),
  )
  for (const id of ids) assert.deepEqual(copies(id), [0, 0])
  assert.deepEqual(await cloud.store.db.selectFrom('ports').select('id').execute(), [])
}

test('the bus’s server killed and started again under load: no server is lost, and none is there twice', async () => {
  const killing = new AbortController()
  let kills = 0
  const killer = (async () => {
    while (!killing.signal.aborted) {
      process.kill(processOf('nats-server', join(cloud.stateDirectory, 'nats')), 'SIGKILL')
      kills += 1
      await sleep(1500)
    }
  })().catch((error: unknown) => error)
  const answers: Answer[] = []
  for (let n = 0; n < 60; n += 1) {
    answers.push(await cloud.create({ name: `n${n}`, imageRef: image }))
    await sleep(100)
  }
  killing.abort()
  const failure = await killer
  assert.ok(!(failure instanceof Error), String(failure))
  assert.ok(kills >= 3, `it was killed ${kills} times`)
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [202]) // the API does not need the bus
  const ids = answers.map(({ body }) => String(body.server.id))
  for (const id of ids) {
    await eventually(async () => {
      const { body } = await cloud.ask('GET', `/compute/v2.1/servers/${id}`)
      assert.equal(body.server.status, 'ACTIVE', JSON.stringify(body.server.fault))
    }, 60_000)
    assert.deepEqual(copies(id), [1, 1])
  }
  await deleteAll(ids)
})

test('PostgreSQL killed under load: a clear 503 meanwhile; what was accepted is there once, and nothing else', async () => {
  const answers: { name: string; status: number; body: Answer['body'] }[] = []
  const pid = (): number => Number(readFileSync(join(cloud.postgresDirectory, 'postmaster.pid'), 'utf8').split('\n')[0])
  let kills = 0
  for (let n = 0; n < 60; n += 1) {
    if (n % 20 === 10) {
      process.kill(pid(), 'SIGKILL')
      kills += 1
    }
    const name = `p${n}`
    const { status, body } = await cloud.create({ name, imageRef: image })
    answers.push({ name, status, body })
    if (status !== 202) await sleep(200)
  }
  assert.equal(kills, 3)
  const refused = answers.filter(({ status }) => status !== 202)
  assert.ok(refused.length > 0, 'no request met the time without a store')
  for (const { status, body } of refused) {
    assert.equal(status, 503, JSON.stringify(body))
    assert.match(JSON.stringify(body), /store|PostgreSQL/i)
  }
  const accepted = answers.filter(({ status }) => status === 202).map(({ body }) => String(body.server.id))
  for (const id of accepted) {
    await eventually(async () => {
      const { status, body } = await cloud.ask('GET', `/compute/v2.1/servers/${id}`)
      assert.equal(status, 200)
      assert.equal(body.server.status, 'ACTIVE', JSON.stringify(body.server.fault))
    }, 60_000)
    assert.deepEqual(copies(id), [1, 1])
  }
  // A request whose answer was lost with the store may have been kept, once.
  const { body } = await cloud.ask('GET', '/compute/v2.1/servers?limit=1000')
  const listed = body.servers as { id: string; name: string }[]
  const names = listed.map(({ name }) => name)
  assert.equal(new Set(names).size, names.length, 'a server is there twice')
  await deleteAll(listed.map(({ id }) => id))
})

test('the controller stopped in the middle of many builds: another start goes on with each, once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, n) => cloud.create({ name: `c${n}`, imageRef: image })),
  )
  const ids = answers.map(({ body }) => String(body.server.id))
  await sleep(50)
  await cloud.control.stop()
  await cloud.startControl()
  for (const id of ids) {
    await eventually(async () => {
      const shown = await cloud.ask('GET', `/compute/v2.1/servers/${id}`)
      assert.equal(shown.body.server.status, 'ACTIVE', JSON.stringify(shown.body.server.fault))
    }, 60_000)
    assert.deepEqual(copies(id), [1, 1])
  }
  await deleteAll(ids)
})
