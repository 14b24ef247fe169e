// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually, TestCloud } from '../support/test-cloud.ts'

const servers = '/compute/v2.1/servers'
let cloud: TestCloud
let image = ''
before(async () => {
  const quotas = { instances: -1, cores: -1, ramMiB: -1 }
  const scheduler = { reservedMemoryMiB: 0, cpuRatio: 1 }
  const agents = [
    { name: 'big', vcpus: 8, memoryMiB: 2048, diskGiB: 100 },
    { name: 'small', vcpus: 4, memoryMiB: 512, diskGiB: 100 },
  ]
  cloud = await TestCloud.start({ settings: { quotas, scheduler }, agents })
  image = await cloud.image()
})
after(() => cloud[Symbol.asyncDispose]())

/** What live servers have of each host. */
async function usage(): Promise<Record<string, number>> {
  const { body } = await cloud.ask('GET', '/compute/v2.1/os-hypervisors/detail')
  return Object.fromEntries(
    body.hypervisors.map((one: { service: { host: string }; memory_mb_used: number }) => [
      one.service.host,
      one.memory_mb_used,
    ]),
  )
}

async function settled(ids: readonly string[]): Promise<string[]> {
  return eventually(async () => {
    const { body } = await cloud.ask('GET', `${servers}/detail`)
    const states: string[] = ids.map((id) => body.servers.find((one: { id: string }) => one.id === id)?.status)
    assert.ok(states.every((state) => state === 'ACTIVE' || state === 'ERROR'))
    return states
  })
}

test('thirty creates at once never take more of a host than it has', async () => {
  const created = await Promise.all(Array.from({ length: 30 }, () => cloud.create({ imageRef: image })))
  const ids: string[] = created.map(({ body }) => body.server.id)
  const states = await settled(ids)
  // 8 vCPUs on one host and 4 on the other, by memory 16 and 4.
  assert.equal(states.filter((state) => state === 'ACTIVE').length, 12)
  assert.deepEqual(await usage(), { big: 8 * 128, small: 4 * 128 })
  const failed = ids.find((_id, index) => states[index] === 'ERROR')
  const { fault } = (await cloud.ask('GET', `${servers}/${failed}`)).body.server
  assert.match(
    fault.message,
    /big: needs 1 of vCPUs, 0 free; small: needs 1 of vCPUs, 0 free and needs 128 MiB of memory, 0 MiB free/,
  )
  for (const id of ids) await cloud.ask('DELETE', `${servers}/${id}`)
  for (const id of ids) await cloud.untilGone(id)
  assert.deepEqual(await usage(), { big: 0, small: 0 })
  await cloud.assertNothingLeft()
})

test('creates and deletes at random never oversell', async () => {
  const live = new Set<string>()
  const all: string[] = []
  const create = async () => {
    const { body } = await cloud.create({ imageRef: image })
    live.add(body.server.id)
    all.push(body.server.id)
  }
  for (let round = 0; round < 6; round += 1) {
    const doomed = [...live].filter((_id, index) => index % 2 === round % 2)
    await Promise.all([
      ...doomed.map(async (id) => {
        live.delete(id)
        await cloud.ask('DELETE', `${servers}/${id}`)
      }),
      ...Array.from({ length: 8 }, create),
    ])
    const { big = 0, small = 0 } = await usage()
    assert.ok(big <= 1024 && small <= 512, `big has ${big} MiB, small has ${small} MiB in use`)
  }
  for (const id of live) await cloud.ask('DELETE', `${servers}/${id}`)
  for (const id of all) await cloud.untilGone(id)
  await cloud.assertNothingLeft()
})

test('a disabled host and one that is forced down take no server', async () => {
  const { body } = await cloud.ask('GET', '/compute/v2.1/os-services', { minor: 53 })
  const [big, small] = ['big', 'small'].map(
    (name) => body.services.find((one: { host: string }) => one.host === name).id,
  )
  const path = '/compute/v2.1/os-services'
  await cloud.ask('PUT', `${path}/${big}`, { minor: 53, body: { status: 'disabled', disabled_reason: 'repair' } })
  await cloud.ask('PUT', `${path}/${small}`, { minor: 53, body: { forced_down: true } })
  const { body: created } = await cloud.create({ imageRef: image })
  const { fault } = await cloud.until(created.server.id, 'ERROR')
  assert.match(fault.message, /big: it is disabled; small: it is forced down/)
  await cloud.ask('DELETE', `${servers}/${created.server.id}`)
  await cloud.untilGone(created.server.id)
  await cloud.ask('PUT', `${path}/${big}`, { minor: 53, body: { status: 'enabled' } })
  await cloud.ask('PUT', `${path}/${small}`, { minor: 53, body: { forced_down: false } })
})

test('an admin chooses the host, others may not', async () => {
  const { body } = await cloud.create({ imageRef: image, host: 'small', networks: 'auto' }, { minor: 74 })
  const server = await cloud.until(body.server.id, 'ACTIVE')
  assert.equal(server['OS-EXT-SRV-ATTR:host'], 'small')
  await cloud.ask('DELETE', `${servers}/${body.server.id}`)
  await cloud.untilGone(body.server.id)
  const { token } = await cloud.tenant('chooser')
  const refused = await cloud.create({ imageRef: image, host: 'small', networks: 'auto' }, { minor: 74, token })
  assert.equal(refused.status, 403)
})

test('servers of an anti-affinity group are on different hosts, and one too many says why', async () => {
  const group = { name: 'apart', policies: ['anti-affinity'] }
  const { body } = await cloud.ask('POST', '/compute/v2.1/os-server-groups', { body: { server_group: group } })
  const hints = { 'os:scheduler_hints': { group: body.server_group.id } }
  const created = await Promise.all(
    [1, 2, 3].map(() =>
      cloud.ask('POST', servers, { body: { server: { name: 's', flavorRef: 'nano', imageRef: image }, ...hints } }),
    ),
  )
  const shown = await Promise.all(created.map((one) => cloud.until(one.body.server.id, 'ACTIVE', 'ERROR')))
  const hosts = shown.filter((one) => one.status === 'ACTIVE').map((one) => one['OS-EXT-SRV-ATTR:host'])
  assert.deepEqual(new Set(hosts), new Set(['big', 'small']))
  assert.equal(hosts.length, 2)
  const third = shown.find((one) => one.status === 'ERROR')
  assert.match(third.fault.message, /big: group apart \(anti-affinity\) has 1 there, 1 at most/)
  const path = `/compute/v2.1/os-server-groups/${body.server_group.id}`
  assert.equal((await cloud.ask('GET', path, { minor: 64 })).body.server_group.members.length, 3)
  for (const one of shown) await cloud.ask('DELETE', `${servers}/${one.id}`)
  for (const one of shown) await cloud.untilGone(one.id)
  assert.equal((await cloud.ask('DELETE', path)).status, 204)
})

test('servers of an affinity group are on one host', async () => {
  const group = { name: 'together', policy: 'affinity' }
  const { body } = await cloud.ask('POST', '/compute/v2.1/os-server-groups', {
    minor: 64,
    body: { server_group: group },
  })
  const hints = { 'os:scheduler_hints': { group: body.server_group.id } }
  const { body: created } = await cloud.create({ imageRef: image, min_count: 4, ...hints })
  const list = await eventually(async () => {
    const found = (await cloud.ask('GET', `${servers}/detail`)).body.servers
    assert.ok(found.every((one: { status: string }) => one.status === 'ACTIVE'))
    return found
  })
  assert.equal(new Set(list.map((one: Record<string, string>) => one['OS-EXT-SRV-ATTR:host'])).size, 1)
  assert.ok(created.server.id)
  for (const one of list) await cloud.ask('DELETE', `${servers}/${one.id}`)
  for (const one of list) await cloud.untilGone(one.id)
})
