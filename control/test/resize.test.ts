// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Fault } from '@kilonova/core'
import { eventually, TestCloud } from './support/test-cloud.ts'

const servers = '/compute/v2.1/servers'
let cloud: TestCloud
let image = ''

before(async () => {
  cloud = await TestCloud.start({
    agents: [{ name: 'h1' }, { name: 'h2' }],
    settings: { quotas: { cores: 6 }, resize: { allowSameHost: false } },
  })
  image = await cloud.image()
  await flavor('one', 1, 1)
  await flavor('two', 2, 2)
  await flavor('smaller', 2, 0)
  await flavor('four', 4, 2, 1)
  await flavor('huge', 7, 4)
  await flavor('off', 2, 2)
  await cloud.store.db.updateTable('flavors').set({ disabled: true }).where('id', '=', 'off').execute()
})
after(() => cloud[Symbol.asyncDispose]())

async function flavor(id: string, vcpus: number, disk: number, ephemeral = 0): Promise<void> {
  const body = { flavor: { id, name: id, vcpus, ram: 128, disk, 'OS-FLV-EXT-DATA:ephemeral': ephemeral } }
  assert.equal((await cloud.ask('POST', '/compute/v2.1/flavors', { body })).status, 200)
}

async function made(flavorRef = 'one'): Promise<string> {
  const { status, body } = await cloud.create({ imageRef: image, flavorRef })
  assert.equal(status, 202, JSON.stringify(body))
  await cloud.until(body.server.id, 'ACTIVE')
  return body.server.id
}

const act = (id: string, body: object, more: object = {}) =>
  cloud.ask('POST', `${servers}/${id}/action`, { body, minor: 56, ...more })

/** Waits until it shows this state and nothing is at work. */
const settled = (id: string, status: string) =>
  eventually(async () => {
    const { body } = await cloud.ask('GET', `${servers}/${id}`)
    assert.deepEqual([body.server.status, body.server['OS-EXT-STS:task_state']], [status, null])
    return body.server
  })

async function remove(id: string): Promise<void> {
  assert.equal((await cloud.ask('DELETE', `${servers}/${id}`)).status, 204)
  await cloud.untilGone(id)
  await cloud.assertNothingLeft()
  const held = await cloud.store.db
    .selectFrom('server_migrations')
    .select('id')
    .where('held_host', 'is not', null)
    .execute()
  assert.deepEqual(held, [])
}

const migrations = async (id: string) => {
  const { status, body } = await cloud.ask('GET', `/compute/v2.1/os-migrations?instance_uuid=${id}`, { minor: 80 })
  assert.equal(status, 200)
  return body.migrations
}

test('a resize goes to the other host, and is confirmed: record, claims, migration and action log follow it', async () => {
  const id = await made()
  const source = (await settled(id, 'ACTIVE'))['OS-EXT-SRV-ATTR:host']
  assert.equal((await act(id, { resize: { flavorRef: 'two' } })).status, 202)
  const verify = await settled(id, 'VERIFY_RESIZE')
  assert.notEqual(verify['OS-EXT-SRV-ATTR:host'], source)
  assert.equal(verify.flavor.vcpus ?? verify.flavor.id, verify.flavor.vcpus === undefined ? 'two' : 2)
  const [finished] = await migrations(id)
  assert.deepEqual(
    [finished.status, finished.migration_type, finished.source_compute, finished.dest_compute],
    ['finished', 'resize', source, verify['OS-EXT-SRV-ATTR:host']],
  )
  assert.deepEqual([finished.old_instance_type_id, finished.new_instance_type_id], ['one', 'two'])
  assert.equal((await act(id, { confirmResize: null })).status, 204)
  await settled(id, 'ACTIVE')
  assert.equal((await migrations(id))[0].status, 'confirmed')
  const { body } = await cloud.ask('GET', `${servers}/${id}/os-instance-actions`)
  assert.deepEqual(
    body.instanceActions.map((one: { action: string }) => one.action),
    ['confirmResize', 'resize', 'create'],
  )
  await remove(id)
})

test('a stopped server is moved stopped, and reverted stopped, where it was', async () => {
  const id = await made()
  await act(id, { 'os-stop': null })
  const source = (await settled(id, 'SHUTOFF'))['OS-EXT-SRV-ATTR:host']
  const other = source === 'h1' ? 'h2' : 'h1'
  assert.equal((await act(id, { migrate: { host: other } })).status, 202)
  assert.equal((await settled(id, 'VERIFY_RESIZE'))['OS-EXT-SRV-ATTR:host'], other)
  assert.equal((await act(id, { revertResize: null })).status, 202)
  assert.equal((await settled(id, 'SHUTOFF'))['OS-EXT-SRV-ATTR:host'], source)
  assert.equal((await migrations(id))[0].status, 'reverted')
  await remove(id)
})

test('a server that is deleted while it waits for confirmation leaves nothing at either host', async () => {
  const id = await made()
  await act(id, { resize: { flavorRef: 'two' } })
  await settled(id, 'VERIFY_RESIZE')
  await remove(id)
})

test('a server that is deleted in the middle of a move leaves nothing at either host', async () => {
  const id = await made()
  const reached = Promise.withResolvers<void>()
  for (const agent of cloud.agents) {
    agent.before = async (operation, _, signal) => {
      if (operation !== 'receiveDisks') return
      reached.resolve()
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    }
  }
  await act(id, { resize: { flavorRef: 'two' } })
  await reached.promise
  await remove(id)
  for (const agent of cloud.agents) agent.before = () => {}
})

const refused: readonly (readonly [string, object, number, RegExp, object?])[] = [
  ['to the flavor that it has', { resize: { flavorRef: 'one' } }, 400, /must change flavor/],
  ['to a flavor that is not there', { resize: { flavorRef: 'none' } }, 400, /could not be found/],
  ['to a disabled flavor', { resize: { flavorRef: 'off' } }, 400, /could not be found/],
  ['to a smaller disk', { resize: { flavorRef: 'smaller' } }, 400, /zero disk/],
  ['without a flavor', { resize: {} }, 400, /flavorRef/],
  ['beyond the quota', { resize: { flavorRef: 'huge' } }, 403, /Quota exceeded for cores/],
  ['to a host that is not there', { migrate: { host: 'h9' } }, 400, /h9 could not be found/],
  ['confirmed when it was not resized', { confirmResize: null }, 409, /vm_state active/],
  ['reverted when it was not resized', { revertResize: null }, 409, /vm_state active/],
  ['to a host before 2.56', { migrate: { host: 'h2' } }, 400, /./, { minor: 55 }],
]
test('what can not be is refused at once, in Nova’s words, and changes nothing', async () => {
  const id = await made()
  for (const [what, body, status, says, more] of refused) {
    const answer = await act(id, body, more)
    assert.equal(answer.status, status, `${what}: ${JSON.stringify(answer.body)}`)
    assert.match(JSON.stringify(answer.body), says, what)
  }
  const { 'OS-EXT-SRV-ATTR:host': host } = await settled(id, 'ACTIVE')
  assert.equal((await act(id, { migrate: { host } })).status, 400)
  const { token } = await cloud.tenant('someone')
  assert.equal((await act(id, { migrate: null }, { token })).status, 404)
  assert.deepEqual(await migrations(id), [])
  await remove(id)
})

test('a forecast of a move to a host that is not there is refused like the move', async () => {
  const id = await made()
  const path = `${servers}/${id}/kilonova-live-migrations/check`
  const answer = await cloud.ask('POST', path, { body: { host: 'h9' } })
  assert.equal(answer.status, 400, JSON.stringify(answer.body))
  assert.match(JSON.stringify(answer.body), /Compute host h9 could not be found/)
  await remove(id)
})

test('an ephemeral disk is never taken away', async () => {
  const id = await made('four')
  const answer = await act(id, { resize: { flavorRef: 'two' } })
  assert.equal(answer.status, 400)
  assert.match(JSON.stringify(answer.body), /ephemeral disk has 1 GiB, flavor two gives it 0 GiB/)
  await remove(id)
})

test('until it is confirmed a resize counts its larger flavor: two at once do not pass the quota', async () => {
  const [a, b] = [await made('two'), await made('one')]
  await act(a, { resize: { flavorRef: 'four' } })
  await settled(a, 'VERIFY_RESIZE')
  const over = await act(b, { resize: { flavorRef: 'two' } })
  assert.equal(over.status, 202, 'five and one more are within six')
  await settled(b, 'VERIFY_RESIZE')
  assert.equal((await cloud.create({ imageRef: image, flavorRef: 'one' })).status, 403)
  await act(a, { revertResize: null })
  await settled(a, 'ACTIVE')
  assert.equal((await act(a, { resize: { flavorRef: 'four' } })).status, 202)
  await settled(a, 'VERIFY_RESIZE')
  for (const id of [a, b]) assert.equal((await cloud.ask('DELETE', `${servers}/${id}`)).status, 204)
  for (const id of [a, b]) await cloud.untilGone(id)
  await cloud.assertNothingLeft()
})

test('a move that fails leaves the server as it was, and says why', async () => {
  const id = await made()
  for (const agent of cloud.agents) {
    agent.before = (operation) => {
      if (operation === 'receiveDisks') throw new Fault('noSpace', 'the disk is full', { next: 'free some' })
    }
  }
  await act(id, { resize: { flavorRef: 'two' } })
  await eventually(async () => assert.equal((await migrations(id))[0].status, 'error'))
  const server = await settled(id, 'ACTIVE')
  assert.equal(server['OS-EXT-STS:power_state'], 1)
  const { body } = await cloud.ask('GET', `${servers}/${id}/kilonova-cold-move`)
  assert.deepEqual(
    [body.move.status, body.move.error.message, body.move.error.next],
    ['error', 'the disk is full', 'free some'],
  )
  for (const agent of cloud.agents) agent.before = () => {}
  await remove(id)
})

test('a resize that nobody confirms is confirmed by itself, once', async () => {
  await using own = await TestCloud.start({
    agents: [{ name: 'h1' }, { name: 'h2' }],
    settings: { resize: { confirmWindowSec: 1 } },
  })
  const imageRef = await own.image()
  const { body } = await own.create({ imageRef, flavorRef: 'nano' })
  const { id } = body.server
  await own.until(id, 'ACTIVE')
  const answer = await own.ask('POST', `${servers}/${id}/action`, { body: { migrate: null }, minor: 56 })
  assert.equal(answer.status, 202)
  // Between the looks at it, its second of waiting may come and go.
  await eventually(async () => {
    const { status } = await own.store.db.selectFrom('server_migrations').select('status').executeTakeFirstOrThrow()
    assert.equal(status, 'confirmed')
  })
  await own.until(id, 'ACTIVE')
  const rows = await own.store.db
    .selectFrom('flows')
    .select('kind')
    .where('server_id', '=', id)
    .where('kind', '=', 'confirm-resize')
    .execute()
  assert.equal(rows.length, 1)
})
