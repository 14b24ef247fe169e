import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { eventually, leftovers, type ManyHostCloud, nothing, startCloud } from './src/index.ts'

let cloud: ManyHostCloud
let image: string
before(async () => {
  cloud = await startCloud({ hosts: 3 })
  image = await cloud.uploadGuest()
})
after(() => cloud?.[Symbol.asyncDispose]())

const guestsOn = async (host: string): Promise<number> =>
  (await cloud.host(host).mustExec(['sh', '-c', 'pidof qemu-system-x86_64 || true'])).trim().split(' ').filter(Boolean)
    .length

test('a host cut off for a minute in the middle of a build: the server is built once, or given up with its reason', async () => {
  const id = await cloud.createOn('h2', 'cut', image)
  await sleep(300)
  await cloud.network('h2', 'down')
  await cloud.untilDown('h2')
  await sleep(45_000)
  const meanwhile = await cloud.api.server(id)
  assert.ok(['BUILD', 'ACTIVE', 'ERROR'].includes(String(meanwhile?.['status'])))
  await cloud.network('h2', 'up')
  await cloud.untilUp(['h2'])
  const server = await eventually(async () => {
    const shown = (await cloud.api.server(id)) ?? assert.fail('it is lost')
    assert.notEqual(shown['status'], 'BUILD')
    return shown
  }, 120_000)
  if (server['status'] === 'ACTIVE') assert.equal(await guestsOn('h2'), 1)
  else assert.match(JSON.stringify(server['fault']), /host|h2/i)
  await cloud.api.delete(id, 120_000)
  await eventually(async () => {
    assert.deepEqual(await leftovers(cloud.host('h2'), { store: false }), nothing)
    assert.deepEqual((await leftovers(cloud.host('h1'))).rows, [])
  }, 60_000)
})

test('a host cut off for a minute in the middle of a delete: it is deleted in the end, and nothing stays', async () => {
  const id = await cloud.createOn('h3', 'cut', image)
  await cloud.api.until(id, ['ACTIVE'], 180_000)
  await cloud.network('h3', 'down')
  const asked = await cloud.api.compute('DELETE', `/servers/${id}`)
  assert.equal(asked.status, 204)
  await sleep(60_000)
  assert.equal((await cloud.api.server(id))?.['OS-EXT-STS:task_state'], 'deleting')
  assert.equal(await guestsOn('h3'), 1)
  await cloud.network('h3', 'up')
  await cloud.api.untilGone(id, 120_000)
  await eventually(async () => assert.deepEqual(await leftovers(cloud.host('h3'), { store: false }), nothing), 60_000)
})

/** QEMU's processes of one server, on all hosts. */
const guestsOf = async (id: string): Promise<number> => {
  const counts = await Promise.all(
    ['h1', 'h2', 'h3'].map((name) =>
      cloud.host(name).mustExec(['sh', '-c', `pgrep -c -f -- '[q]emu-system.* -uuid ${id}' || true`]),
    ),
  )
  return counts.reduce((sum, text) => sum + Number(text.trim()), 0)
}

async function eachOnceThenNone(ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const server = await eventually(async () => {
      const shown = (await cloud.api.server(id)) ?? assert.fail('it is lost')
      assert.notEqual(shown['status'], 'BUILD')
      return shown
    }, 240_000)
    assert.equal(server['status'], 'ACTIVE', JSON.stringify(server['fault']))
    assert.equal(await guestsOf(id), 1, 'it runs once')
  }
  await Promise.all(ids.map((id) => cloud.api.delete(id, 240_000)))
  await eventually(async () => {
    for (const host of ['h2', 'h3'])
      assert.deepEqual(await leftovers(cloud.host(host), { store: false }), nothing, host)
    assert.deepEqual((await leftovers(cloud.host('h1'))).rows, [])
  }, 60_000)
}

test('the bus’s server killed under load: every server is built once, on real hosts', async () => {
  const ids: string[] = []
  for (const [n, host] of ['h2', 'h3', 'h2', 'h3'].entries()) {
    ids.push(await cloud.createOn(host, `bus-${n}`, image))
    await sleep(500)
    await cloud.host('h1').mustExec(['sh', '-c', 'kill -9 $(pidof nats-server)'])
    await eventually(() => cloud.host('h1').mustExec(['pidof', 'nats-server']), 30_000)
  }
  await eachOnceThenNone(ids)
})

test('PostgreSQL killed under load: a clear 503 meanwhile, and every server that was accepted is built once', async () => {
  const accepted: string[] = []
  const flavorRef = await cloud.api.flavor('m1.tiny')
  const refused: { readonly status: number; readonly text: string }[] = []
  for (let n = 0; n < 4; n += 1) {
    const server = { name: `store-${n}`, imageRef: image, flavorRef, availability_zone: `nova:h${2 + (n % 2)}` }
    if (n > 0)
      await cloud.host('h1').mustExec(['sh', '-c', 'kill -9 $(head -n 1 /var/lib/kilonova/postgres/postmaster.pid)'])
    // Asked until it is taken; a request whose answer was lost with the store may have been kept, once.
    await eventually(async () => {
      const name = `${server.name}-${refused.length}`
      const answer = await cloud.api.compute('POST', '/servers', { server: { ...server, name } })
      if (answer.status !== 202) refused.push(answer)
      assert.equal(answer.status, 202)
      accepted.push((answer.body['server'] as { id: string }).id)
    }, 60_000)
  }
  assert.ok(refused.length > 0, 'no request met the time without a store')
  for (const { status, text } of refused) {
    assert.equal(status, 503, text)
    assert.match(text, /store|PostgreSQL/i)
  }
  const listed = await cloud.api.compute('GET', '/servers')
  const servers = listed.body['servers'] as { id: string; name: string }[]
  assert.equal(new Set(servers.map(({ name }) => name)).size, servers.length, 'a server is there twice')
  const ids = servers.map(({ id }) => id)
  for (const id of accepted) assert.ok(ids.includes(id), `${id} is lost`)
  await eachOnceThenNone(ids)
})
