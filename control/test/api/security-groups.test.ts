// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually, TestCloud } from '../support/test-cloud.ts'

const groups = '/network/v2.0/security-groups'
const rules = '/network/v2.0/security-group-rules'
const ports = '/network/v2.0/ports'
const nowhere = '00000000-0000-4000-8000-000000000000'
let cloud: TestCloud
let image = ''
let tenant: { token: string; projectId: string }
before(async () => {
  cloud = await TestCloud.start()
  image = await cloud.image()
  tenant = await cloud.tenant('tenant')
})
after(() => cloud[Symbol.asyncDispose]())

const newGroup = async (name: string, token = cloud.token): Promise<string> => {
  const made = await cloud.ask('POST', groups, { body: { security_group: { name } }, token })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  return made.body.security_group.id
}
const addRule = (rule: object, token = cloud.token) =>
  cloud.ask('POST', rules, { body: { security_group_rule: rule }, token })

test('a project has a default group: all leaves, members come in', async () => {
  const { body } = await cloud.ask('GET', `${groups}?name=default`, { token: tenant.token })
  assert.equal(body.security_groups.length, 1)
  const [group] = body.security_groups
  assert.equal(group.project_id, tenant.projectId)
  const plain = group.security_group_rules.map((rule: Record<string, unknown>) => [
    rule['direction'],
    rule['ethertype'],
    rule['remote_group_id'] === null ? null : 'self',
  ])
  assert.deepEqual(plain.toSorted(), [
    ['egress', 'IPv4', null],
    ['egress', 'IPv6', null],
    ['ingress', 'IPv4', 'self'],
    ['ingress', 'IPv6', 'self'],
  ])
  const path = `${groups}/${group.id}`
  const rename = { security_group: { name: 'mine' } }
  assert.equal((await cloud.ask('PUT', path, { body: rename, token: tenant.token })).status, 409)
  assert.equal((await cloud.ask('DELETE', path, { token: tenant.token })).status, 409)
  const again = { security_group: { name: 'default' } }
  assert.equal((await cloud.ask('POST', groups, { body: again, token: tenant.token })).status, 409)
})

test('eight who need the default group at once get one', async () => {
  const fresh = await cloud.tenant('fresh')
  const all = await Promise.all(Array.from({ length: 8 }, () => cloud.ask('GET', groups, { token: fresh.token })))
  assert.equal(new Set(all.map(({ body }) => body.security_groups[0].id)).size, 1)
})

test('a group is made, shown, changed and deleted; another project sees nothing of it', async () => {
  const id = await newGroup('web')
  const path = `${groups}/${id}`
  assert.equal((await cloud.ask('GET', path, { token: tenant.token })).status, 404)
  const own = await addRule({ security_group_id: id, direction: 'ingress' }, tenant.token)
  assert.equal(own.status, 404)
  const changed = await cloud.ask('PUT', path, { body: { security_group: { name: 'www', description: 'd' } } })
  assert.deepEqual([changed.status, changed.body.security_group.name], [200, 'www'])
  assert.equal((await cloud.ask('DELETE', path)).status, 204)
  assert.equal((await cloud.ask('GET', path)).status, 404)
})

const refusals: [what: string, rule: object, status: number, message: RegExp][] = [
  ['no direction', { direction: undefined }, 400, /direction/],
  ['an unknown field', { colour: 'red' }, 400, /colour/],
  ['an unknown protocol', { protocol: 'carrier-pigeon' }, 400, /protocol carrier-pigeon not supported/],
  ['protocol 256', { protocol: 256 }, 400, /not supported/],
  ['ports without a protocol', { port_range_min: 1, port_range_max: 2 }, 400, /Must also specify protocol/],
  ['ports the wrong way', { protocol: 'tcp', port_range_min: 9, port_range_max: 2 }, 400, /port_range_min must be <=/],
  ['port 65536', { protocol: 'tcp', port_range_min: 1, port_range_max: 65_536 }, 400, /port_range_max/],
  ['ports of a protocol without', { protocol: 'vrrp', port_range_min: 1, port_range_max: 2 }, 400, /Port range cannot/],
  ['an ICMP code without a type', { protocol: 'icmp', port_range_max: 2 }, 400, /ICMP code .* is missing/],
  ['an ICMP type of 256', { protocol: 'icmp', port_range_min: 256 }, 400, /It must be 0 to 255/],
  ['a prefix that is none', { remote_ip_prefix: '10.0.0.0/99' }, 400, /not a valid IP subnet/],
  ['a prefix with quotes', { remote_ip_prefix: "10.0.0.0'; drop" }, 400, /not a valid IP subnet/],
  ['a prefix of the other family', { ethertype: 'IPv6', remote_ip_prefix: '10.0.0.0/8' }, 400, /Conflicting value/],
  ['both other sides', { remote_ip_prefix: '10.0.0.0/8', remote_group_id: nowhere }, 400, /Only remote_ip_prefix or/],
  ['no such group as the other side', { remote_group_id: nowhere }, 404, /does not exist/],
]
for (const [what, rule, status, message] of refusals) {
  test(`a rule is refused: ${what}`, async () => {
    const id = await newGroup('refusals')
    const answer = await addRule({ security_group_id: id, direction: 'ingress', ...rule })
    assert.equal(answer.status, status, JSON.stringify(answer.body))
    assert.match(answer.body.NeutronError.message, message)
    assert.equal((await cloud.ask('DELETE', `${groups}/${id}`)).status, 204)
  })
}

test('a rule is one of its kind, and written in one way', async () => {
  const id = await newGroup('rules')
  const rule = { security_group_id: id, direction: 'ingress', protocol: 'TCP', port_range_min: 22, port_range_max: 22 }
  const made = await addRule({ ...rule, remote_ip_prefix: '192.0.2.77/24' })
  assert.equal(made.body.security_group_rule.remote_ip_prefix, '192.0.2.0/24')
  assert.equal(made.body.security_group_rule.protocol, 'tcp')
  assert.equal(made.body.security_group_rule.ethertype, 'IPv4')
  const again = await addRule({ ...rule, protocol: 'tcp', remote_ip_prefix: '192.0.2.0/24' })
  assert.deepEqual(
    [again.status, again.body.NeutronError.message.includes(made.body.security_group_rule.id)],
    [409, true],
  )
  const listed = await cloud.ask('GET', `${rules}?security_group_id=${id}&direction=ingress`)
  assert.equal(listed.body.security_group_rules.length, 1)
  assert.equal((await cloud.ask('DELETE', `${rules}/${made.body.security_group_rule.id}`)).status, 204)
  assert.equal((await cloud.ask('DELETE', `${groups}/${id}`)).status, 204)
})

test('a port is in the groups it was put in; what is in use stays', async () => {
  const id = await newGroup('in-use')
  const { id: network } = await cloud.store.db.selectFrom('networks').select('id').executeTakeFirstOrThrow()
  const plain = await cloud.ask('POST', ports, { body: { port: { network_id: network } } })
  const [ownDefault] = plain.body.port.security_groups
  const shown = await cloud.ask('GET', `${groups}/${ownDefault}`)
  assert.equal(shown.body.security_group.name, 'default')
  const port = { network_id: network, security_groups: [id] }
  const made = await cloud.ask('POST', ports, { body: { port } })
  assert.deepEqual(made.body.port.security_groups, [id])
  assert.equal((await cloud.ask('DELETE', `${groups}/${id}`)).status, 409)
  const path = `${ports}/${made.body.port.id}`
  const refused = await cloud.ask('PUT', path, { body: { port: { port_security_enabled: false } } })
  assert.equal(refused.status, 409)
  const pair = { ip_address: '10.42.0.200' }
  const twice = { port: { allowed_address_pairs: [pair, pair] } }
  assert.equal((await cloud.ask('PUT', path, { body: twice })).status, 400)
  const paired = await cloud.ask('PUT', path, { body: { port: { allowed_address_pairs: [pair] } } })
  assert.deepEqual(paired.body.port.allowed_address_pairs, [
    { ip_address: '10.42.0.200', mac_address: made.body.port.mac_address },
  ])
  const missing = await cloud.ask('PUT', path, { body: { port: { security_groups: [nowhere] } } })
  assert.equal(missing.status, 404)
  const open = { port: { security_groups: [], allowed_address_pairs: [], port_security_enabled: false } }
  assert.equal((await cloud.ask('PUT', path, { body: open })).body.port.port_security_enabled, false)
  for (const one of [made.body.port.id, plain.body.port.id]) await cloud.ask('DELETE', `${ports}/${one}`)
  assert.equal((await cloud.ask('DELETE', `${groups}/${id}`)).status, 204)
})

test('a guard is loosened by the owner of the network, and by nobody else who is on it', async () => {
  const { token } = tenant
  const { id: shared } = await cloud.store.db.selectFrom('networks').select('id').executeTakeFirstOrThrow()
  const made = await cloud.ask('POST', '/network/v2.0/networks', { token, body: { network: { name: 'mine' } } })
  const own: string = made.body.network.id
  const cidr = { network_id: own, cidr: '10.77.0.0/24' }
  assert.equal((await cloud.ask('POST', '/network/v2.0/subnets', { token, body: { subnet: cidr } })).status, 201)
  const looser = [{ port_security_enabled: false }, { allowed_address_pairs: [{ ip_address: '10.42.0.0/16' }] }]
  for (const [network_id, statuses] of [
    [shared, [403, 403]],
    [own, [201, 200]],
  ] as const) {
    for (const port of looser) {
      const plain = await cloud.ask('POST', ports, { token, body: { port: { network_id, security_groups: [] } } })
      assert.equal(plain.status, 201)
      const path = `${ports}/${plain.body.port.id}`
      const loose = await cloud.ask('POST', ports, { token, body: { port: { network_id, ...port } } })
      const loosened = await cloud.ask('PUT', path, { token, body: { port } })
      assert.deepEqual([loose.status, loosened.status], statuses, JSON.stringify([port, loosened.body]))
      if (loose.status === 201) await cloud.ask('DELETE', `${ports}/${loose.body.port.id}`, { token })
      const back = { port: { name: 'n', allowed_address_pairs: [], port_security_enabled: true } }
      assert.equal((await cloud.ask('PUT', path, { token, body: back })).status, 200)
      assert.equal((await cloud.ask('DELETE', path, { token })).status, 204)
    }
  }
})

test('of two who change one port at once neither undoes the other', async () => {
  const { id: network } = await cloud.store.db.selectFrom('networks').select('id').executeTakeFirstOrThrow()
  const group = await newGroup('at-once')
  for (let round = 0; round < 5; round += 1) {
    const { body } = await cloud.ask('POST', ports, {
      body: { port: { network_id: network, security_groups: [group] } },
    })
    const path = `${ports}/${body.port.id}`
    const changes = [{ name: 'new' }, { description: 'd' }, { security_groups: [] }]
    await Promise.all(changes.map((port) => cloud.ask('PUT', path, { body: { port } })))
    const { port } = (await cloud.ask('GET', path)).body
    assert.deepEqual([port.name, port.description, port.security_groups], ['new', 'd', []])
    await cloud.ask('DELETE', path)
  }
  await cloud.ask('DELETE', `${groups}/${group}`)
})

test('a server brings its groups to its host, and changes follow', async () => {
  const web = await newGroup('live')
  const { body } = await cloud.create({ imageRef: image, security_groups: [{ name: 'live' }] })
  const { id } = body.server
  const server = await cloud.until(id, 'ACTIVE')
  assert.deepEqual(server.security_groups, [{ name: 'live' }])
  const spec = cloud.agent.specs.get(id)
  assert.deepEqual(spec?.nics[0]?.security?.groups, [web])
  assert.deepEqual(
    spec?.security?.groups.map((group) => [group.id, group.rules]),
    [[web, [{ direction: 'egress' }]]],
  )
  const told = cloud.agent.secured
  const from = told.length
  const rule = await addRule({
    security_group_id: web,
    direction: 'ingress',
    protocol: 'tcp',
    port_range_min: 80,
    port_range_max: 81,
    remote_group_id: web,
  })
  assert.equal(rule.status, 201)
  const wanted = { direction: 'ingress', protocol: 6, from: 80, to: 81, remote: { group: web } }
  await eventually(async () => {
    const policy = told.slice(from).at(-1)?.policy
    assert.deepEqual(
      policy?.groups[0]?.rules.find((one) => one.direction === 'ingress'),
      wanted,
    )
    assert.deepEqual(policy?.members, [{ group: web, addresses: [server.addresses.private[0].addr] }])
    assert.ok((policy?.revision ?? 0) > (spec?.security?.revision ?? 0))
  })
  const action = (name: string, group: string) =>
    cloud.ask('POST', `/compute/v2.1/servers/${id}/action`, { body: { [name]: { name: group } } })
  assert.equal((await action('addSecurityGroup', 'default')).status, 202)
  const port = spec?.nics[0]?.portId
  await eventually(async () => {
    const nic = told.flatMap((one) => one.ports).findLast((one) => one.portId === port)
    assert.equal(nic?.security?.groups.length, 2)
  })
  const old = await cloud.ask('GET', `/compute/v2.1/servers/${id}/os-security-groups`)
  assert.deepEqual(
    old.body.security_groups.map((group: { name: string }) => group.name),
    ['default', 'live'],
  )
  assert.deepEqual((await cloud.ask('GET', `/compute/v2.1/servers/${id}`)).body.server.security_groups, [
    { name: 'default' },
    { name: 'live' },
  ])
  assert.equal((await action('removeSecurityGroup', 'live')).status, 202)
  assert.equal((await action('removeSecurityGroup', 'live')).status, 404)
  assert.equal((await action('addSecurityGroup', 'nosuch')).status, 404)
  await cloud.ask('DELETE', `/compute/v2.1/servers/${id}`)
  await cloud.untilGone(id)
})

test('old clients find groups in Compute, until 2.35', async () => {
  const id = await newGroup('old')
  const path = '/compute/v2.1/os-security-groups'
  const list = await cloud.ask('GET', path, { minor: 35 })
  assert.ok(list.body.security_groups.some((group: { name: string }) => group.name === 'old'))
  assert.equal((await cloud.ask('GET', `${path}/${id}`)).body.security_group.name, 'old')
  assert.equal((await cloud.ask('GET', `${path}/old`)).status, 404)
  assert.equal((await cloud.ask('GET', path, { minor: 36 })).status, 404)
  assert.equal((await cloud.ask('GET', `${path}/${id}`, { token: tenant.token })).status, 404)
  await cloud.ask('DELETE', `${groups}/${id}`)
})

test('a host that was away is told all of it when it is back', async () => {
  const { body } = await cloud.create({ imageRef: image })
  await cloud.until(body.server.id, 'ACTIVE')
  await cloud.control.stop()
  cloud.agent.secured.length = 0
  await cloud.startControl()
  cloud.agent.beat()
  await eventually(async () => {
    const complete = cloud.agent.secured.find((one) => one.complete)
    assert.equal(complete?.ports.length, 1)
  })
  await cloud.ask('DELETE', `/compute/v2.1/servers/${body.server.id}`)
  await cloud.untilGone(body.server.id)
})
