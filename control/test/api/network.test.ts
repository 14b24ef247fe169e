// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { TestCloud } from '../support/test-cloud.ts'

const base = '/network/v2.0'
const servers = '/compute/v2.1/servers'
let cloud: TestCloud
let image = ''
before(async () => {
  cloud = await TestCloud.start()
  image = await cloud.image()
})
after(() => cloud[Symbol.asyncDispose]())

async function network(name: string, cidr: string, token = cloud.token): Promise<string> {
  const made = await cloud.ask('POST', `${base}/networks`, { token, body: { network: { name } } })
  assert.equal(made.status, 201)
  const { id } = made.body.network
  const subnet = await cloud.ask('POST', `${base}/subnets`, {
    token,
    body: { subnet: { network_id: id, cidr, ip_version: 4 } },
  })
  assert.equal(subnet.status, 201, JSON.stringify(subnet.body))
  return id
}

test('a server on two networks has a card on each, in the order asked for', async () => {
  const [one, two] = [await network('one', '10.50.0.0/24'), await network('two', '10.51.0.0/24')]
  const { body } = await cloud.create({
    imageRef: image,
    networks: [{ uuid: two, fixed_ip: '10.51.0.77' }, { uuid: one }],
  })
  const server = await cloud.until(body.server.id, 'ACTIVE')
  assert.deepEqual([server.addresses.two[0].addr, server.addresses.one[0].addr], ['10.51.0.77', '10.50.0.2'])
  const nics = cloud.agent.specs
    .get(server.id)
    ?.nics.map((nic) => [nic.network.name, nic.network.cidr, nic.network.gateway])
  assert.deepEqual(nics, [
    ['two', '10.51.0.0/24', '10.51.0.1'],
    ['one', '10.50.0.0/24', '10.50.0.1'],
  ])
  const ports = (await cloud.ask('GET', `${base}/ports?device_id=${server.id}`)).body.ports
  assert.equal(ports.length, 2)
  assert.equal(ports[0]['binding:host_id'], 'h1')
  assert.equal((await cloud.ask('DELETE', `${base}/networks/${one}`)).status, 409)
  const taken = await cloud.create({ imageRef: image, networks: [{ uuid: two, fixed_ip: '10.51.0.77' }] })
  assert.equal(taken.status, 400)
  assert.match(taken.body.badRequest.message, /10\.51\.0\.77 is already in use/)
  // Two who ask for it at once are both heard, and one gets it.
  const wish = { imageRef: image, networks: [{ uuid: two, fixed_ip: '10.51.0.78' }] }
  const both = await Promise.all([cloud.create(wish), cloud.create(wish)])
  const made = both.filter((one) => one.status === 202).map((one) => one.body.server.id as string)
  const ends = await Promise.all(made.map((id) => cloud.until(id, 'ACTIVE', 'ERROR')))
  assert.equal(ends.filter((one) => one.status === 'ACTIVE').length, 1)
  for (const id of [server.id, ...made]) await cloud.ask('DELETE', `${servers}/${id}`)
  for (const id of [server.id, ...made]) await cloud.untilGone(id)
  assert.equal((await cloud.ask('DELETE', `${base}/networks/${one}`)).status, 204)
  assert.equal((await cloud.ask('DELETE', `${base}/networks/${two}`)).status, 204)
})

test('a port that a user made keeps its address and MAC, and outlives its server', async () => {
  const id = await network('ports', '10.52.0.0/24')
  const fields = {
    network_id: id,
    name: 'mine',
    mac_address: '02:00:00:00:00:01',
    fixed_ips: [{ ip_address: '10.52.0.9' }],
  }
  const { body } = await cloud.ask('POST', `${base}/ports`, { body: { port: fields } })
  const port = body.port
  assert.deepEqual(
    [port.mac_address, port.fixed_ips[0].ip_address, port.status],
    ['02:00:00:00:00:01', '10.52.0.9', 'DOWN'],
  )
  const again = await cloud.ask('POST', `${base}/ports`, { body: { port: { ...fields, fixed_ips: [] } } })
  assert.equal(again.status, 409)
  const { body: made } = await cloud.create({ imageRef: image, networks: [{ port: port.id }] })
  const server = await cloud.until(made.server.id, 'ACTIVE')
  assert.equal(server.addresses.ports[0]['OS-EXT-IPS-MAC:mac_addr'], '02:00:00:00:00:01')
  assert.equal((await cloud.ask('DELETE', `${base}/ports/${port.id}`)).status, 409)
  assert.equal((await cloud.create({ imageRef: image, networks: [{ port: port.id }] })).status, 409)
  await cloud.ask('DELETE', `${servers}/${server.id}`)
  await cloud.untilGone(server.id)
  const left = (await cloud.ask('GET', `${base}/ports/${port.id}`)).body.port
  assert.deepEqual([left.device_id, left.fixed_ips[0].ip_address], ['', '10.52.0.9'])
  assert.equal((await cloud.ask('DELETE', `${base}/ports/${port.id}`)).status, 204)
})

test('a network without addresses left fails the build with the reason', async () => {
  const id = await network('tiny', '10.53.0.0/29')
  const created = await Promise.all(
    Array.from({ length: 6 }, () => cloud.create({ imageRef: image, networks: [{ uuid: id }] })),
  )
  const shown = await Promise.all(created.map(({ body }) => cloud.until(body.server.id, 'ACTIVE', 'ERROR')))
  const active = shown.filter((one) => one.status === 'ACTIVE')
  assert.deepEqual(
    active.map((one) => one.addresses.tiny[0].addr).toSorted((a: string, b: string) => a.localeCompare(b)),
    ['10.53.0.2', '10.53.0.3', '10.53.0.4', '10.53.0.5', '10.53.0.6'],
  )
  assert.match(shown.find((one) => one.status === 'ERROR')?.fault.message, /no address left/)
  for (const { id: one } of shown) await cloud.ask('DELETE', `${servers}/${one}`)
  for (const { id: one } of shown) await cloud.untilGone(one)
  await cloud.assertNothingLeft()
})

test('ports get the lowest free addresses of the pool, each once, never the gateway, until there is none', async () => {
  const { body } = await cloud.ask('POST', `${base}/networks`, { body: { network: { name: 'gaps' } } })
  const id = body.network.id
  const pools = [{ start: '10.54.0.1', end: '10.54.0.14' }]
  const subnet = await cloud.ask('POST', `${base}/subnets`, {
    body: { subnet: { network_id: id, cidr: '10.54.0.0/28', ip_version: 4, allocation_pools: pools } },
  })
  assert.equal(subnet.status, 201, JSON.stringify(subnet.body))
  const make = (fixed?: string) => {
    const fixedIps = fixed === undefined ? {} : { fixed_ips: [{ ip_address: `10.54.0.${fixed}` }] }
    return cloud.ask('POST', `${base}/ports`, { body: { port: { network_id: id, ...fixedIps } } })
  }
  const addressOf = (answer: Awaited<ReturnType<typeof make>>) =>
    Number(answer.body.port.fixed_ips[0].ip_address.split('.')[3])
  for (const fixed of ['3', '6', '14']) assert.equal((await make(fixed)).status, 201)
  const first = await make()
  assert.deepEqual([addressOf(first), addressOf(await make()), addressOf(await make())], [2, 4, 5])
  const atOnce = await Promise.all(Array.from({ length: 7 }, () => make()))
  assert.deepEqual(
    atOnce.map((one) => addressOf(one)).sort((a, b) => a - b),
    [7, 8, 9, 10, 11, 12, 13],
  )
  const none = await make()
  assert.equal(none.status, 403)
  assert.match(JSON.stringify(none.body), /no address left \(10\.54\.0\.1 to 10\.54\.0\.14\)/)
  assert.equal((await cloud.ask('DELETE', `${base}/ports/${first.body.port.id}`)).status, 204)
  assert.equal(addressOf(await make()), 2)
})

test('subnets that overlap, or can not be routed, are refused', async () => {
  const { body } = await cloud.ask('POST', `${base}/networks`, { body: { network: { name: 'n' } } })
  const refuse = async (more: object, status = 400) => {
    const answer = await cloud.ask('POST', `${base}/subnets`, {
      body: { subnet: { network_id: body.network.id, ...more } },
    })
    assert.equal(answer.status, status, JSON.stringify(answer.body))
    assert.ok(answer.body.NeutronError.message)
  }
  await refuse({ cidr: '10.42.0.128/25' })
  await refuse({ cidr: '127.0.0.0/24' })
  await refuse({ cidr: '300.0.0.0/24' })
  await refuse({ cidr: '10.60.0.0/8' })
  await refuse({ cidr: '10.60.0.0/24', gateway_ip: '10.61.0.1' })
  await refuse({ cidr: '10.60.0.0/24', allocation_pools: [{ start: '10.60.0.9', end: '10.60.0.3' }] })
  await refuse({ cidr: '10.60.0.0/24', colour: 'red' })
})

test('networks are their project’s own unless they are shared', async () => {
  const one = await cloud.tenant('net-one')
  const two = await cloud.tenant('net-two')
  const id = await network('secret', '10.70.0.0/24', one.token)
  assert.equal((await cloud.ask('GET', `${base}/networks/${id}`, { token: two.token })).status, 404)
  const names = (await cloud.ask('GET', `${base}/networks`, { token: two.token })).body.networks.map(
    (row: { name: string }) => row.name,
  )
  assert.deepEqual(names, ['private'])
  const shared = (await cloud.ask('GET', `${base}/networks?name=private`, { token: two.token })).body.networks[0]
  assert.equal((await cloud.ask('DELETE', `${base}/networks/${shared.id}`, { token: two.token })).status, 403)
  assert.equal((await cloud.create({ imageRef: image, networks: [{ uuid: id }] }, { token: two.token })).status, 400)
  assert.equal(
    (await cloud.ask('POST', `${base}/networks`, { token: two.token, body: { network: { name: 'x', shared: true } } }))
      .status,
    403,
  )
})

test('a project has so many networks, subnets and ports as its quota says, also when it asks for all at once', async () => {
  const { token, projectId } = await cloud.tenant('crowded')
  const quota = `${base}/quotas/${projectId}`
  assert.equal((await cloud.ask('PUT', quota, { token, body: { quota: { network: 9 } } })).status, 403)
  const { body: set } = await cloud.ask('PUT', quota, { body: { quota: { network: 3, subnet: 1, port: '2' } } })
  assert.deepEqual(set.quota, { network: 3, subnet: 1, port: 2, security_group: 100, security_group_rule: 1000 })
  assert.equal((await cloud.ask('PUT', quota, { body: { quota: { routers: 1 } } })).status, 400)
  assert.ok((await cloud.ask('GET', `${base}/quotas`)).body.quotas.some((one: { port: number }) => one.port === 2))

  const id = await network('kept', '10.71.0.0/24', token)
  const ask = (kind: string, body: object) => cloud.ask('POST', `${base}/${kind}s`, { token, body: { [kind]: body } })
  const many = await Promise.all(Array.from({ length: 8 }, () => ask('network', { name: 'more' })))
  assert.equal(many.filter(({ status }) => status === 201).length, 2)
  const refused = many.find(({ status }) => status !== 201)
  assert.equal(refused?.status, 409)
  assert.match(refused.body.NeutronError.message, /Quota exceeded for resources: \['network'\]/)
  const other = many.find(({ status }) => status === 201)?.body.network.id
  assert.equal((await ask('subnet', { network_id: other, cidr: '10.72.0.0/24' })).status, 409)
  const ports = await Promise.all(Array.from({ length: 6 }, () => ask('port', { network_id: id })))
  assert.deepEqual(
    ports.map(({ status }) => status).toSorted((a, b) => a - b),
    [201, 201, 409, 409, 409, 409],
  )
  const { body: details } = await cloud.ask('GET', `${quota}/details.json`, { token })
  assert.deepEqual(details.quota.port, { limit: 2, used: 2, reserved: 0 })
  assert.deepEqual(details.quota.network, { limit: 3, used: 3, reserved: 0 })

  // Nova's quotas of the same project are another matter.
  const compute = `/compute/v2.1/os-quota-sets/${projectId}`
  const { body: nova } = await cloud.ask('PUT', compute, { body: { quota_set: { cores: 4 } } })
  assert.equal(nova.quota_set.cores, 4)
  assert.equal('network' in nova.quota_set, false)
  await cloud.ask('DELETE', compute)
  assert.equal((await cloud.ask('GET', quota, { token })).body.quota.network, 3)
  assert.equal((await cloud.ask('DELETE', quota)).status, 204)
  assert.equal((await cloud.ask('GET', quota, { token })).body.quota.network, 100)
})
