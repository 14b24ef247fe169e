// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Fault } from '@kilonova/core'
import { eventually, TestCloud } from '../support/test-cloud.ts'

const nowhere = '00000000-0000-4000-8000-000000000000'
const events = '/compute/v2.1/os-server-external-events'
let cloud: TestCloud
let image = ''
before(async () => {
  cloud = await TestCloud.start({ settings: { network: { externalPhysicalNetworks: ['outside'] } } })
  image = await cloud.image()
})
after(() => cloud[Symbol.asyncDispose]())

async function active(more: object = {}): Promise<string> {
  const { body } = await cloud.create({ imageRef: image, ...more })
  await cloud.until(body.server.id, 'ACTIVE')
  return body.server.id
}
const path = (id: string, port = ''): string =>
  `/compute/v2.1/servers/${id}/os-interface${port === '' ? '' : `/${port}`}`
const attach = (id: string, interfaceAttachment: object, minor = 70) =>
  cloud.ask('POST', path(id), { body: { interfaceAttachment }, minor })
const remove = async (id: string): Promise<void> => {
  await cloud.ask('DELETE', `/compute/v2.1/servers/${id}`)
  await cloud.untilGone(id)
}

test('a card is added to a running server, shown, and taken away', async () => {
  const id = await active()
  const { id: network } = await cloud.store.db.selectFrom('networks').select('id').executeTakeFirstOrThrow()
  const made = await attach(id, { net_id: network, fixed_ips: [{ ip_address: '10.42.0.77' }], tag: 'back' })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  const { port_id: port, fixed_ips: fixed, tag } = made.body.interfaceAttachment
  assert.deepEqual([fixed[0].ip_address, tag], ['10.42.0.77', 'back'])
  await eventually(async () => {
    const { body } = await cloud.ask('GET', path(id, port))
    assert.equal(body.interfaceAttachment.port_state, 'ACTIVE')
  })
  assert.ok(cloud.agent.asked.some((one) => one.operation === 'attachNic' && one.serverId === id))
  assert.equal((await cloud.ask('GET', path(id))).body.interfaceAttachments.length, 2)
  assert.equal((await cloud.ask('DELETE', path(id, port))).status, 202)
  await eventually(async () => assert.equal((await cloud.ask('GET', path(id, port))).status, 404))
  assert.equal((await cloud.ask('DELETE', path(id, port))).status, 404)
  const { body } = await cloud.ask('GET', `/compute/v2.1/servers/${id}/os-instance-actions`)
  assert.deepEqual(
    body.instanceActions.map((one: { action: string }) => one.action),
    ['detach_interface', 'attach_interface', 'create'],
  )
  await remove(id)
  await cloud.assertNothingLeft()
})

test('a card that the host can not add is gone again, and a user’s port is free', async () => {
  const id = await active()
  const { id: network } = await cloud.store.db.selectFrom('networks').select('id').executeTakeFirstOrThrow()
  const { body } = await cloud.ask('POST', '/network/v2.0/ports', { body: { port: { network_id: network } } })
  cloud.agent.before = (operation) => {
    if (operation === 'attachNic') throw new Fault('hypervisorRefused', 'no slot is free')
  }
  assert.equal((await attach(id, { port_id: body.port.id })).status, 200)
  await eventually(async () => {
    const { body: after } = await cloud.ask('GET', `/network/v2.0/ports/${body.port.id}`)
    assert.equal(after.port.device_id, '')
  })
  cloud.agent.before = () => {}
  const actions = await cloud.ask('GET', `/compute/v2.1/servers/${id}/os-instance-actions`)
  assert.equal(actions.body.instanceActions[0].message, 'Error')
  await cloud.ask('DELETE', `/network/v2.0/ports/${body.port.id}`)
  await remove(id)
  await cloud.assertNothingLeft()
})

test('a card is refused with Nova’s errors', async () => {
  const id = await active()
  const { id: network } = await cloud.store.db.selectFrom('networks').select('id').executeTakeFirstOrThrow()
  const rows: [object, number, number, RegExp][] = [
    [{ net_id: network, port_id: nowhere }, 70, 400, /both network_id and port_id/],
    [{ fixed_ips: [{ ip_address: '10.42.0.9' }] }, 70, 400, /Must input network_id/],
    [{ net_id: nowhere }, 70, 400, /could not be found/],
    [{ port_id: nowhere }, 70, 400, /could not be found/],
    [{ net_id: network, fixed_ips: [{ ip_address: '192.0.2.1' }] }, 70, 400, /not a valid ip/],
    [{ net_id: network, tag: 't' }, 48, 400, /tag/],
    [{ net_id: network, colour: 'red' }, 70, 400, /colour/],
  ]
  for (const [body, minor, status, message] of rows) {
    const answer = await attach(id, body, minor)
    assert.equal(answer.status, status, JSON.stringify([body, answer.body]))
    assert.match(JSON.stringify(answer.body), message)
  }
  await cloud.ask('POST', `/compute/v2.1/servers/${id}/action`, { body: { suspend: null } })
  await cloud.until(id, 'SUSPENDED')
  assert.equal((await attach(id, { net_id: network })).status, 409)
  await remove(id)
})

test('external events: each has its answer, and the whole says whether they differ', async () => {
  const id = await active()
  const post = (list: object[], minor = 76, token = cloud.token) =>
    cloud.ask('POST', events, { body: { events: list }, minor, token })
  const plugged = { name: 'network-vif-plugged', server_uuid: id, tag: nowhere }
  const all = await post([plugged, { ...plugged, name: 'network-changed' }])
  assert.equal(all.status, 200)
  assert.deepEqual(all.body.events[0], { ...plugged, status: 'completed', code: 200 })
  const some = await post([
    plugged,
    { ...plugged, server_uuid: nowhere },
    { name: 'power-update', server_uuid: id, tag: 'x' },
  ])
  assert.equal(some.status, 207)
  assert.deepEqual(
    some.body.events.map((event: { code: number; status: string }) => [event.code, event.status]),
    [
      [200, 'completed'],
      [404, 'failed'],
      [400, 'failed'],
    ],
  )
  assert.equal((await post([{ ...plugged, server_uuid: nowhere }])).status, 404)
  assert.equal((await post([{ ...plugged, name: 'network-vif-eaten' }])).status, 400)
  assert.equal((await post([{ ...plugged, name: 'power-update' }], 75)).status, 400)
  assert.equal((await post([{ ...plugged, status: 'perhaps' }])).status, 400)
  assert.equal((await post([{ ...plugged, colour: 'red' }])).status, 400)
  assert.equal((await post([])).status, 400)
  const tenant = await cloud.tenant('tenant')
  assert.equal((await post([plugged], 76, tenant.token)).status, 403)
  await remove(id)
})

async function outside(at = cloud): Promise<string> {
  const network = { name: 'o', 'provider:network_type': 'flat', 'provider:physical_network': 'outside' }
  const { body } = await at.ask('POST', '/network/v2.0/networks', { body: { network } })
  const subnet = { network_id: body.network.id, cidr: '192.168.50.0/24', gateway_ip: '192.168.50.254' }
  assert.equal((await at.ask('POST', '/network/v2.0/subnets', { body: { subnet } })).status, 201)
  return body.network.id
}

test('a guest on a network of somebody else’s starts paused and goes on when its port is plugged', async () => {
  const network = await outside()
  const make = async (): Promise<{ id: string; port: string }> => {
    const { body } = await cloud.create({ imageRef: image, networks: [{ uuid: network }] })
    const port = await eventually(async () => {
      const found = await cloud.ask('GET', `/network/v2.0/ports?device_id=${body.server.id}`)
      assert.equal(found.body.ports.length, 1)
      return found.body.ports[0].id as string
    })
    return { id: body.server.id, port }
  }
  const tell = (server: { id: string; port: string }, status: string) =>
    cloud.ask('POST', events, {
      body: { events: [{ name: 'network-vif-plugged', server_uuid: server.id, tag: server.port, status }] },
    })
  const good = await make()
  await eventually(async () => assert.equal(cloud.agent.guests.has(good.id), true))
  assert.equal((await cloud.ask('GET', `/compute/v2.1/servers/${good.id}`)).body.server.status, 'BUILD')
  assert.equal((await tell(good, 'completed')).status, 200)
  await cloud.until(good.id, 'ACTIVE')
  const bad = await make()
  await tell(bad, 'failed')
  const failed = await cloud.until(bad.id, 'ERROR')
  assert.match(failed.fault.message, /Virtual Interface creation failed/)
  for (const { id } of [good, bad]) await remove(id)
  await cloud.assertNothingLeft()
})

test('a port that is not plugged in time fails the build of its server', async () => {
  const settings = { network: { externalPhysicalNetworks: ['outside'], vifPluggingTimeoutSec: 1 } }
  await using impatient = await TestCloud.start({ settings })
  const networks = [{ uuid: await outside(impatient) }]
  const { body } = await impatient.create({ imageRef: await impatient.image(), networks })
  const { fault } = await impatient.until(body.server.id, 'ERROR')
  assert.match(fault.message, /not plugged after 1 s/)
  await impatient.assertNothingLeft()
})
