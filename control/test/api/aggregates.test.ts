// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually, TestCloud } from '../support/test-cloud.ts'

const path = '/compute/v2.1/os-aggregates'
let cloud: TestCloud
let image = ''
before(async () => {
  cloud = await TestCloud.start({
    agents: [
      { name: 'h1', door: { address: '10.1.1.5', port: 8772 } },
      { name: 'h2', door: { address: '10.1.2.5', port: 8772 } },
    ],
  })
  image = await cloud.image()
})
after(() => cloud[Symbol.asyncDispose]())

const make = async (aggregate: object): Promise<number> => {
  const { status, body } = await cloud.ask('POST', path, { body: { aggregate } })
  assert.equal(status, 200, JSON.stringify(body))
  return body.aggregate.id
}
const act = (id: number, body: object) => cloud.ask('POST', `${path}/${id}/action`, { body })

async function placed(
  more: object,
  minor?: number,
): Promise<{ status: string; host: string; fault?: { message: string } }> {
  const { body } = await cloud.create({ imageRef: image, ...more }, minor === undefined ? {} : { minor })
  const server = await cloud.until(body.server.id, 'ACTIVE', 'ERROR')
  await cloud.ask('DELETE', `/compute/v2.1/servers/${body.server.id}`)
  await cloud.untilGone(body.server.id)
  return { status: server.status, host: server['OS-EXT-SRV-ATTR:host'], fault: server.fault }
}

test('aggregates are made, shown, changed and removed in Nova’s shapes', async () => {
  const { body: made } = await cloud.ask('POST', path, { minor: 41, body: { aggregate: { name: 'a' } } })
  assert.equal(made.aggregate.availability_zone, null)
  assert.match(made.aggregate.uuid, /^[0-9a-f-]{36}$/)
  assert.ok(!('hosts' in made.aggregate))
  const { id } = made.aggregate
  assert.equal((await cloud.ask('POST', path, { body: { aggregate: { name: 'a' } } })).status, 409)
  assert.equal((await cloud.ask('POST', path, { body: { aggregate: { name: ' x' } } })).status, 400)
  assert.equal((await act(id, { add_host: { host: 'nope' } })).status, 404)
  const { body: added } = await act(id, { add_host: { host: 'h1' } })
  assert.deepEqual(added.aggregate.hosts, ['h1'])
  assert.equal((await act(id, { add_host: { host: 'h1' } })).status, 409)
  assert.equal((await cloud.ask('DELETE', `${path}/${id}`)).status, 400)
  const { body: told } = await act(id, { set_metadata: { metadata: { ssd: 'true', gone: 'x' } } })
  assert.deepEqual(told.aggregate.metadata, { ssd: 'true', gone: 'x' })
  const { body: less } = await act(id, { set_metadata: { metadata: { gone: null } } })
  assert.deepEqual(less.aggregate.metadata, { ssd: 'true' })
  const { body: named } = await cloud.ask('PUT', `${path}/${id}`, { body: { aggregate: { name: 'b' } } })
  assert.equal(named.aggregate.name, 'b')
  assert.equal((await act(id, { remove_host: { host: 'h2' } })).status, 404)
  assert.equal((await act(id, { remove_host: { host: 'h1' } })).status, 200)
  assert.equal((await cloud.ask('DELETE', `${path}/${id}`)).status, 200)
  assert.equal((await cloud.ask('GET', `${path}/${id}`)).status, 404)
  const { token } = await cloud.tenant('outsider')
  assert.equal((await cloud.ask('GET', path, { token })).status, 403)
})

test('an aggregate with a zone puts its hosts there; a host has one zone, and keeps it while servers are on it', async () => {
  const west = await make({ name: 'west', availability_zone: 'west' })
  const east = await make({ name: 'east', availability_zone: 'east' })
  await act(west, { add_host: { host: 'h1' } })
  const twice = await act(east, { add_host: { host: 'h1' } })
  assert.equal(twice.status, 409)
  assert.deepEqual((await cloud.ask('GET', `${path}/${east}`)).body.aggregate.hosts, [])
  await act(east, { add_host: { host: 'h2' } })
  const { body: zones } = await cloud.ask('GET', '/compute/v2.1/os-availability-zone/detail')
  const names = zones.availabilityZoneInfo.map((one: { zoneName: string }) => one.zoneName)
  assert.ok(names.includes('west') && names.includes('east'))
  assert.equal((await placed({ availability_zone: 'west' })).host, 'h1')
  assert.equal((await placed({ availability_zone: 'east:h2' })).host, 'h2')
  assert.match(
    (await placed({ availability_zone: 'east:h1' })).fault?.message ?? '',
    /h1: it is in zone west, not east/,
  )
  assert.equal((await cloud.create({ imageRef: image, availability_zone: 'south' })).status, 400)
  const { body } = await cloud.create({ imageRef: image, availability_zone: 'west' })
  const server = await cloud.until(body.server.id, 'ACTIVE')
  assert.equal(server['OS-EXT-AZ:availability_zone'], 'west')
  assert.equal((await act(west, { remove_host: { host: 'h1' } })).status, 409)
  assert.equal((await act(west, { set_metadata: { metadata: { availability_zone: 'north' } } })).status, 400)
  assert.deepEqual((await cloud.ask('GET', `${path}/${west}`)).body.aggregate.hosts, ['h1'])
  await cloud.ask('DELETE', `/compute/v2.1/servers/${body.server.id}`)
  await cloud.untilGone(body.server.id)
  for (const [id, host] of [
    [west, 'h1'],
    [east, 'h2'],
  ] as const) {
    assert.equal((await act(id, { remove_host: { host } })).status, 200)
    await cloud.ask('DELETE', `${path}/${id}`)
  }
})

test('hosts of other projects are refused, and flavors find the aggregate that they ask for', async () => {
  const id = await make({ name: 'special' })
  await act(id, { add_host: { host: 'h1' } })
  await act(id, { set_metadata: { metadata: { filter_tenant_id: 'somebody-else', ssd: 'true' } } })
  for (let n = 0; n < 4; n += 1) assert.equal((await placed({})).host, 'h2')
  await act(id, { set_metadata: { metadata: { filter_tenant_id: null } } })
  const flavor = { name: 'ssd', ram: 64, vcpus: 1, disk: 1 }
  const { body } = await cloud.ask('POST', '/compute/v2.1/flavors', { body: { flavor } })
  const specs = { extra_specs: { 'aggregate_instance_extra_specs:ssd': 'true' } }
  await cloud.ask('POST', `/compute/v2.1/flavors/${body.flavor.id}/os-extra_specs`, { body: specs })
  for (let n = 0; n < 3; n += 1) assert.equal((await placed({ flavorRef: body.flavor.id })).host, 'h1')
  await act(id, { remove_host: { host: 'h1' } })
  const { fault } = await placed({ flavorRef: body.flavor.id })
  assert.match(fault?.message ?? '', /h1: no aggregate of it says ssd, the flavor needs true; h2: no aggregate/)
})

test('hints keep servers away from each other, or together', async () => {
  const { body: first } = await cloud.create({ imageRef: image })
  const one = await cloud.until(first.server.id, 'ACTIVE')
  const other = one['OS-EXT-SRV-ATTR:host'] === 'h1' ? 'h2' : 'h1'
  const hinted = (hints: object) => placed({ 'os:scheduler_hints': hints })
  assert.equal((await hinted({ different_host: one.id })).host, other)
  assert.equal((await hinted({ same_host: [one.id] })).host, one['OS-EXT-SRV-ATTR:host'])
  await cloud.ask('DELETE', `/compute/v2.1/servers/${one.id}`)
  await cloud.untilGone(one.id)
})

test('hints choose hosts by their own address, as Nova’s SimpleCIDRAffinityFilter', async () => {
  const hinted = (hints: object) => placed({ 'os:scheduler_hints': hints })
  for (let n = 0; n < 3; n += 1) {
    assert.equal((await hinted({ build_near_host_ip: '10.1.2.77' })).host, 'h2') // a /24 unless it says otherwise
    assert.equal((await hinted({ build_near_host_ip: '10.1.1.1', cidr: '/29' })).host, 'h1')
    assert.equal((await hinted({ build_near_host_ip: '10.1.1.1', cidr: '/255.255.255.0' })).host, 'h1')
  }
  assert.equal((await hinted({ build_near_host_ip: '10.1.9.9', cidr: '/16' })).status, 'ACTIVE')
  assert.equal((await hinted({ cidr: '/30' })).status, 'ACTIVE')
  const { status, fault } = await hinted({ build_near_host_ip: '10.1.1.9', cidr: '/30' })
  assert.equal(status, 'ERROR')
  assert.match(fault?.message ?? '', /h1: its address 10\.1\.1\.5 is not in 10\.1\.1\.9\/30, as the hint asks; h2:/)
  assert.equal((await hinted({ build_near_host_ip: 'fe80::1', cidr: '/10' })).status, 'ERROR')
})

test('images are fetched to the hosts of an aggregate before anyone waits', async () => {
  const id = await make({ name: 'warm' })
  await act(id, { add_host: { host: 'h2' } })
  const body = { cache: [{ id: image }] }
  assert.equal((await cloud.ask('POST', `${path}/${id}/images`, { minor: 80, body })).status, 404)
  assert.equal((await cloud.ask('POST', `${path}/${id}/images`, { minor: 81, body })).status, 202)
  await eventually(async () => {
    const asked = cloud.agents.filter(({ asked }) => asked.some(({ operation }) => operation === 'cacheImage'))
    assert.deepEqual(
      asked.map(({ host }) => String(host)),
      ['h2'],
    )
  })
})

test('hypervisors are found by a part of their name, with their servers, uptime and pages', async () => {
  const { body } = await cloud.create({ imageRef: image, host: 'h1', networks: 'auto' }, { minor: 74 })
  const server = await cloud.until(body.server.id, 'ACTIVE')
  const hypervisors = '/compute/v2.1/os-hypervisors'
  const { body: found } = await cloud.ask('GET', `${hypervisors}/h1/search`, { minor: 52 })
  assert.deepEqual(
    found.hypervisors.map((one: { hypervisor_hostname: string }) => one.hypervisor_hostname),
    ['h1.example'],
  )
  const { body: old } = await cloud.ask('GET', `${hypervisors}/h1/servers`, { minor: 52 })
  const shown = [{ uuid: server.id, name: server['OS-EXT-SRV-ATTR:instance_name'] }]
  assert.deepEqual(old.hypervisors[0].servers, shown)
  assert.equal((await cloud.ask('GET', `${hypervisors}/nope/search`, { minor: 52 })).status, 404)
  const query = '?hypervisor_hostname_pattern=h1&with_servers=true'
  const { body: now } = await cloud.ask('GET', `${hypervisors}${query}`, { minor: 53 })
  assert.deepEqual(now.hypervisors[0].servers, shown)
  const { body: page } = await cloud.ask('GET', `${hypervisors}?limit=1`, { minor: 33 })
  assert.equal(page.hypervisors.length, 1)
  const next = new URL(page.hypervisors_links[0].href)
  const { body: rest } = await cloud.ask('GET', next.pathname + next.search, { minor: 33 })
  assert.deepEqual([rest.hypervisors.length, rest.hypervisors_links], [1, undefined])
  await cloud.ask('DELETE', `/compute/v2.1/servers/${server.id}`)
  await cloud.untilGone(server.id)
})
