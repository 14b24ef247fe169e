// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Fault } from '@kilonova/core'
import { eventually, TestCloud } from './support/test-cloud.ts'

const servers = '/compute/v2.1/servers'
const unlimited = { instances: -1, cores: -1, ramMiB: -1 }
let cloud: TestCloud
let image = ''
before(async () => {
  cloud = await TestCloud.start({ settings: { quotas: unlimited } })
  image = await cloud.image()
})
after(() => cloud[Symbol.asyncDispose]())

async function made(more: object = {}): Promise<string> {
  const { status, body } = await cloud.create({ imageRef: image, ...more })
  assert.equal(status, 202, JSON.stringify(body))
  return body.server.id
}

async function remove(...ids: string[]): Promise<void> {
  for (const id of ids) assert.equal((await cloud.ask('DELETE', `${servers}/${id}`)).status, 204)
  for (const id of ids) await cloud.untilGone(id)
}

test('a server is made, shown as Nova shows it, and deleted without a trace', async () => {
  const created = await cloud.create({ name: 'web', imageRef: image, metadata: { role: 'web' } })
  assert.equal(created.status, 202)
  const { id, adminPass } = created.body.server
  assert.match(adminPass, /^.{12}$/)
  const server = await cloud.until(id, 'ACTIVE')
  assert.equal(server.name, 'web')
  assert.equal(server['OS-EXT-STS:power_state'], 1)
  assert.equal(server['OS-EXT-SRV-ATTR:host'], 'h1')
  assert.match(server['OS-EXT-SRV-ATTR:instance_name'], /^instance-[0-9a-f]{8}$/)
  assert.match(server['OS-SRV-USG:launched_at'], /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/)
  assert.equal(server.addresses.private[0].addr, '10.42.0.2')
  assert.match(server.hostId, /^[0-9a-f]{56}$/)
  const spec = cloud.agent.specs.get(id)
  assert.equal(spec?.adminPassword, adminPass)
  assert.equal(spec?.nics[0]?.network.gateway, '10.42.0.1')
  assert.equal(spec?.image.locations.length, 1)
  await remove(id)
  await cloud.assertNothingLeft()
})

test('the admin password is nowhere in the store in the clear', async () => {
  const id = await made({ adminPass: 'VerySecret-4711' })
  await cloud.until(id, 'ACTIVE')
  const flows = await cloud.store.db.selectFrom('flows').selectAll().where('server_id', '=', id).execute()
  const row = await cloud.store.db.selectFrom('servers').selectAll().where('id', '=', id).execute()
  assert.ok(!JSON.stringify([flows, row]).includes('VerySecret-4711'))
  assert.equal(cloud.agent.specs.get(id)?.adminPassword, 'VerySecret-4711')
  await remove(id)
})

test('eight creates at once give eight servers with eight addresses and eight MACs', async () => {
  const ids = await Promise.all(Array.from({ length: 8 }, () => made()))
  const shown = await Promise.all(ids.map((id) => cloud.until(id, 'ACTIVE')))
  const nics = shown.map((server) => server.addresses.private[0])
  assert.equal(new Set(nics.map((nic) => nic.addr)).size, 8)
  assert.equal(new Set(nics.map((nic) => nic['OS-EXT-IPS-MAC:mac_addr'])).size, 8)
  await remove(...ids)
  await cloud.assertNothingLeft()
})

test('one request for several servers numbers their names', async () => {
  const { body } = await cloud.create({ imageRef: image, name: 'many', min_count: 3, return_reservation_id: true })
  const list = await eventually(async () => {
    const path = `${servers}/detail?reservation_id=${body.reservation_id}&sort_key=launch_index&sort_dir=asc`
    const found = (await cloud.ask('GET', path)).body.servers
    assert.ok(found.every((server: { status: string }) => server.status === 'ACTIVE'))
    return found
  })
  assert.deepEqual(
    list.map((server: { name: string }) => server.name),
    ['many-1', 'many-2', 'many-3'],
  )
  await remove(...list.map((server: { id: string }) => server.id))
})

test('a host that can not prepare a server leaves it in ERROR with the reason, and nothing else', async () => {
  cloud.agent.before = (operation) => {
    if (operation === 'prepareServer')
      throw new Fault('imageRefused', 'the image has a backing file', { next: 'Flatten it' })
  }
  const id = await made()
  const server = await cloud.until(id, 'ERROR')
  cloud.agent.before = () => {}
  assert.match(server.fault.message, /the image has a backing file.*Flatten it/)
  assert.equal(server['OS-EXT-STS:task_state'], null)
  assert.equal(server['OS-EXT-SRV-ATTR:host'], null)
  await cloud.assertNothingLeft()
  const actions = await cloud.ask('GET', `${servers}/${id}/os-instance-actions`)
  assert.equal(actions.body.instanceActions[0].message, 'Error')
  await remove(id)
})

test('a server that no host can take says why for each host', async () => {
  const flavor = { name: 'huge', id: 'huge', ram: 900_000, vcpus: 4000, disk: 1 }
  await cloud.ask('POST', '/compute/v2.1/flavors', { body: { flavor } })
  const id = await made({ flavorRef: 'huge' })
  const { fault } = await cloud.until(id, 'ERROR')
  assert.equal(fault.code, 500)
  assert.match(
    fault.message,
    /No valid host was found.*h1: needs 4000 of vCPUs, 1024 free and needs 900000 MiB of memory, 261632 MiB free/,
  )
  await remove(id)
})

test('a delete in the middle of a build ends it at once and leaves nothing', async () => {
  const reached = Promise.withResolvers<void>()
  cloud.agent.before = async (operation, _id, signal) => {
    if (operation !== 'prepareServer') return
    reached.resolve()
    await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  }
  const id = await made()
  await reached.promise
  await remove(id) // what the host does ends by nothing else
  cloud.agent.before = () => {}
  await cloud.assertNothingLeft()
})

test('deleting twice is harmless', async () => {
  const id = await made()
  await cloud.until(id, 'ACTIVE')
  const both = await Promise.all([cloud.ask('DELETE', `${servers}/${id}`), cloud.ask('DELETE', `${servers}/${id}`)])
  assert.ok(both.every(({ status }) => status === 204 || status === 404))
  await cloud.untilGone(id)
  const actions = await cloud.ask('GET', `${servers}/${id}/os-instance-actions`, { minor: 21 })
  const names = actions.body.instanceActions.map((one: { action: string }) => one.action)
  assert.deepEqual(names, ['delete', 'create'])
})

test('a delete waits for a host that is away, and ends when it is back', async () => {
  const id = await made()
  await cloud.until(id, 'ACTIVE')
  await cloud.agent.stop()
  await cloud.ask('DELETE', `${servers}/${id}`)
  const { body } = await cloud.ask('GET', `${servers}/${id}`)
  assert.equal(body.server['OS-EXT-STS:task_state'], 'deleting')
  await cloud.agent.start()
  await cloud.untilGone(id)
  await cloud.assertNothingLeft()
})

test('a guest that switches itself off is SHUTOFF within a second, and in the action log', async () => {
  const id = await made()
  await cloud.until(id, 'ACTIVE')
  let fastestMs = Number.POSITIVE_INFINITY
  // A machine that does other work in that moment gets another try.
  for (let round = 0; round < 30 && fastestMs >= 1000; round += 1) {
    const begun = performance.now()
    cloud.agent.guestDoes(id, 'shutdown', 'shutdown')
    const server = await cloud.until(id, 'SHUTOFF')
    fastestMs = Math.min(fastestMs, performance.now() - begun)
    assert.equal(server['OS-EXT-STS:power_state'], 4)
    const { body } = await cloud.ask('GET', `${servers}/${id}/os-instance-actions`)
    assert.equal(body.instanceActions[0].action, 'stop')
    assert.equal(body.instanceActions[0].user_id, null)
    cloud.agent.guestDoes(id, 'started', 'running')
    await cloud.until(id, 'ACTIVE')
  }
  assert.ok(fastestMs < 1000, `${fastestMs} ms`)
  await remove(id)
})

test('a host that speaks for another is not believed', async () => {
  const id = await made()
  await cloud.until(id, 'ACTIVE')
  const lie = {
    host: 'h2',
    serverId: id,
    event: 'stopped',
    detail: '',
    power: 'shutdown',
    at: new Date().toISOString(),
  }
  cloud.bus.publish('events.h2.guest', lie)
  cloud.bus.publish('events.h2.guest', { ...lie, host: 'h1' })
  cloud.agent.guestDoes(id, 'resumed', 'running')
  await eventually(async () => assert.equal((await cloud.ask('GET', `${servers}/${id}`)).body.server.status, 'ACTIVE'))
  const { body } = await cloud.ask('GET', `${servers}/${id}/os-instance-actions`)
  assert.equal(body.instanceActions.length, 1)
  await remove(id)
})

test('what changed while control was down is found when it is back', async () => {
  const id = await made()
  await cloud.until(id, 'ACTIVE')
  await cloud.control.stop()
  cloud.agent.guests.set(id, 'shutdown')
  await cloud.startControl()
  cloud.agent.beat()
  await cloud.until(id, 'SHUTOFF')
  await remove(id)
})

test('the steps of a build are events of its action', async () => {
  const created = await cloud.create({ imageRef: image })
  const { id } = created.body.server
  await cloud.until(id, 'ACTIVE')
  const request = created.headers.get('x-openstack-request-id')
  const { body } = await cloud.ask('GET', `${servers}/${id}/os-instance-actions/${request}`, { minor: 62 })
  assert.equal(body.instanceAction.action, 'create')
  const events = body.instanceAction.events.map((event: { event: string; result: string }) => [
    event.event,
    event.result,
  ])
  assert.deepEqual(events, [
    ['build_scheduled', 'Success'],
    ['build_prepared', 'Success'],
    ['build_started', 'Success'],
  ])
  await remove(id)
})

test('lists are filtered, sorted and paged as Nova does', async () => {
  const ids = [await made({ name: 'alpha' }), await made({ name: 'beta' }), await made({ name: 'gamma' })]
  const [alpha] = await Promise.all(ids.map((id) => cloud.until(id, 'ACTIVE')))
  const address = Object.values<{ addr: string }[]>(alpha?.addresses ?? {})[0]?.[0]?.addr
  assert.ok(address)
  const names = async (query: string) =>
    (await cloud.ask('GET', `${servers}?${query}`)).body.servers.map((one: { name: string }) => one.name)
  assert.deepEqual(await names(''), ['gamma', 'beta', 'alpha'])
  assert.deepEqual(await names('sort_key=display_name&sort_dir=asc'), ['alpha', 'beta', 'gamma'])
  assert.deepEqual(await names('name=bet'), ['beta'])
  assert.deepEqual(await names('name=^a'), ['alpha'])
  assert.deepEqual(await names('status=ACTIVE&status=BUILD'), ['gamma', 'beta', 'alpha'])
  assert.deepEqual(await names('status=error'), [])
  assert.deepEqual(await names(`ip=^${address.replaceAll('.', String.raw`\.`)}$`), ['alpha'])
  const seen: string[] = []
  let path: string | undefined = `${servers}?limit=1`
  while (path !== undefined) {
    const { body } = await cloud.ask('GET', path)
    seen.push(...body.servers.map((one: { name: string }) => one.name))
    path = body.servers_links?.[0].href.slice(cloud.control.url.length)
  }
  assert.deepEqual(seen, ['gamma', 'beta', 'alpha'])
  assert.equal((await cloud.ask('GET', `${servers}?marker=nonsense`)).status, 400)
  assert.equal((await cloud.ask('GET', `${servers}?name=((`)).status, 400)
  assert.equal((await cloud.ask('GET', `${servers}?status=nonsense`, { minor: 38 })).status, 400)
  await remove(...ids)
})

test('a list that is read page by page has every server once, by several keys and where some have no value', async () => {
  const ids: string[] = []
  for (const [name, key_name] of [
    ['a', null],
    ['b', 'k1'],
    ['c', null],
    ['d', 'k2'],
  ] as const) {
    const id = await made({ name })
    await cloud.until(id, 'ACTIVE')
    await cloud.store.db.updateTable('servers').set({ key_name }).where('id', '=', id).execute()
    ids.push(id)
  }
  const names = (body: { servers: { name: string }[] }) => body.servers.map((one) => one.name)
  for (const sort of [
    'sort_key=key_name',
    'sort_key=vm_state&sort_key=display_name',
    'sort_key=host&sort_key=key_name',
  ])
    for (const direction of ['asc', 'desc']) {
      const query = `${servers}?${sort}&sort_dir=${direction}`
      const seen: string[] = []
      for (let path: string | undefined = `${query}&limit=1`; path !== undefined && seen.length < 9; ) {
        const { body } = await cloud.ask('GET', path)
        seen.push(...names(body))
        path = body.servers_links?.[0].href.slice(cloud.control.url.length)
      }
      assert.deepEqual(seen, names((await cloud.ask('GET', query)).body), `${sort} ${direction}`)
      assert.equal(seen.length, 4)
    }
  // PostgreSQL's expressions are not quite JavaScript's.
  for (const pattern of [String.raw`\p{L}`, '(?<x>a)', 'a{1000}'])
    assert.equal((await cloud.ask('GET', `${servers}?name=${encodeURIComponent(pattern)}`)).status, 400, pattern)
  assert.deepEqual((await cloud.ask('GET', `${servers}?ip=^0.42`)).body.servers, [])
  await remove(...ids)
})

test('of many who change metadata or tags of one server, or extra specs of one flavor, none undoes another', async () => {
  const id = await made()
  await cloud.until(id, 'ACTIVE')
  const all = Array.from({ length: 8 }, (_, n) => `k${n}`)
  const specs = '/compute/v2.1/flavors/nano/os-extra_specs'
  await Promise.all(
    all.flatMap((key) => [
      cloud.ask('PUT', `${servers}/${id}/metadata/${key}`, { body: { meta: { [key]: 'v' } } }),
      cloud.ask('PUT', `${servers}/${id}/tags/${key}`, { minor: 26 }),
      cloud.ask('PUT', `${specs}/${key}`, { body: { [key]: 'v' } }),
    ]),
  )
  assert.deepEqual(Object.keys((await cloud.ask('GET', `${servers}/${id}/metadata`)).body.metadata).sort(), all)
  assert.deepEqual((await cloud.ask('GET', `${servers}/${id}/tags`, { minor: 26 })).body.tags.toSorted(), all)
  assert.deepEqual(Object.keys((await cloud.ask('GET', specs)).body.extra_specs).sort(), all)
  for (const key of all) assert.equal((await cloud.ask('DELETE', `${specs}/${key}`)).status, 200)
  const other = { body: { meta: { foo: 'x' } } }
  assert.equal((await cloud.ask('PUT', `${servers}/${id}/metadata/constructor`, other)).status, 400)
  await remove(id)
})

test('a server is renamed, tagged and described', async () => {
  const id = await made()
  await cloud.until(id, 'ACTIVE')
  const put = await cloud.ask('PUT', `${servers}/${id}`, {
    minor: 19,
    body: { server: { name: 'new', description: 'd' } },
  })
  assert.deepEqual([put.status, put.body.server.name, put.body.server.description], [200, 'new', 'd'])
  assert.equal((await cloud.ask('PUT', `${servers}/${id}/tags/blue`, { minor: 26 })).status, 201)
  assert.deepEqual((await cloud.ask('GET', `${servers}/${id}/tags`, { minor: 26 })).body.tags, ['blue'])
  await cloud.ask('POST', `${servers}/${id}/metadata`, { body: { metadata: { a: 'b' } } })
  assert.deepEqual((await cloud.ask('GET', `${servers}/${id}/metadata/a`)).body.meta, { a: 'b' })
  await remove(id)
})

test('a locked server is not deleted by its user', async () => {
  const tenant = await cloud.tenant('locker')
  const { body } = await cloud.create({ imageRef: image }, { token: tenant.token })
  const { id } = body.server
  await cloud.until(id, 'ACTIVE')
  const lock = await cloud.ask('POST', `${servers}/${id}/action`, { token: tenant.token, body: { lock: null } })
  assert.equal(lock.status, 202)
  assert.equal((await cloud.ask('DELETE', `${servers}/${id}`, { token: tenant.token })).status, 409)
  await cloud.ask('POST', `${servers}/${id}/action`, { token: tenant.token, body: { unlock: null } })
  assert.equal((await cloud.ask('DELETE', `${servers}/${id}`, { token: tenant.token })).status, 204)
  await cloud.untilGone(id)
})

test('one project sees nothing of another', async () => {
  const tenant = await cloud.tenant('other')
  const id = await made()
  const { token } = tenant
  for (const [method, path] of [
    ['GET', ''],
    ['DELETE', ''],
    ['PUT', ''],
    ['GET', '/metadata'],
    ['GET', '/ips'],
    ['GET', '/os-instance-actions'],
  ]) {
    const body = method === 'PUT' ? { body: { server: { name: 'x' } } } : {}
    assert.equal(
      (await cloud.ask(method!, `${servers}/${id}${path}`, { token, ...body })).status,
      404,
      `${method} ${path}`,
    )
  }
  assert.deepEqual((await cloud.ask('GET', `${servers}/detail`, { token })).body.servers, [])
  assert.equal((await cloud.ask('GET', `${servers}/detail?all_tenants=1`, { token })).status, 403)
  for (const path of ['os-hypervisors', 'os-services', 'os-availability-zone/detail']) {
    assert.equal((await cloud.ask('GET', `/compute/v2.1/${path}`, { token })).status, 403)
  }
  await remove(id)
})

test('a build that a restart cut off goes on when its host is back', async () => {
  const reached = Promise.withResolvers<void>()
  cloud.agent.before = async (operation, _id, signal) => {
    if (operation !== 'prepareServer') return
    reached.resolve()
    await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  }
  const id = await made()
  await reached.promise
  await cloud.control.stop()
  await cloud.agent.stop()
  cloud.agent.before = () => {}
  await cloud.startControl()
  setTimeout(() => void cloud.agent.start(), 700)
  await cloud.until(id, 'ACTIVE')
  await remove(id)
  await cloud.assertNothingLeft()
})
