// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { TestCloud } from '../support/test-cloud.ts'

const servers = '/compute/v2.1/servers'
let cloud: TestCloud
let image = ''
before(async () => {
  cloud = await TestCloud.start()
  image = await cloud.image()
})
after(() => cloud[Symbol.asyncDispose]())

const nowhere = '00000000-0000-4000-8000-000000000000'
const refusals: [what: string, server: object, minor: number, status: number, message: RegExp][] = [
  ['no such image', { imageRef: nowhere }, 1, 400, /Can not find requested image/],
  ['an image that is no id', { imageRef: 'x; rm -rf /' }, 1, 400, /imageRef/],
  ['no image at all', {}, 1, 400, /Invalid imageRef provided/],
  ['no such flavor', { flavorRef: 'nosuch' }, 1, 400, /Flavor nosuch could not be found/],
  ['an unknown field', { colour: 'red' }, 1, 400, /Additional properties are not allowed \('colour' was unexpected\)/],
  ['a field of a later version', { description: 'd' }, 1, 400, /'description' was unexpected/],
  ['an empty name', { name: '' }, 1, 400, /attribute server.name. Value: "". it is too short/],
  ['a name of 256', { name: 'x'.repeat(256) }, 1, 400, /server.name.*too long/],
  ['a name with a NUL', { name: 'a\u0000b' }, 1, 400, /server.name/],
  ['a name with blanks around', { name: ' a ' }, 1, 400, /server.name/],
  ['networks missing from 2.37', {}, 37, 400, /'networks' is a required property/],
  ['no such network', { networks: [{ uuid: nowhere }] }, 1, 400, /Network .* could not be found/],
  ['no such key', { key_name: 'nosuch' }, 1, 400, /Invalid key_name provided/],
  ['user data that is no base64', { user_data: '###' }, 1, 400, /server.user_data. Value: \(not shown\)/],
  ['user data too long', { user_data: 'A'.repeat(65_536) }, 1, 400, /server.user_data/],
  ['metadata that is no text', { metadata: { a: 1 } }, 1, 400, /server.metadata.a/],
  ['metadata with a wild key', { metadata: { 'a/b': 'x' } }, 1, 400, /metadata/],
  ['counts the wrong way', { min_count: 3, max_count: 2 }, 1, 400, /min_count must be <= max_count/],
  [
    'a volume to boot from',
    { block_device_mapping_v2: [{ source_type: 'volume', uuid: nowhere }] },
    1,
    400,
    /volume service/,
  ],
  ['no such zone', { availability_zone: 'mars' }, 1, 400, /availability zone/],
  ['an address outside', { networks: [{ uuid: 'NETWORK', fixed_ip: '192.0.2.1' }] }, 1, 400, /not a valid ip address/],
  ['a bad tag', { tags: ['a,b'], networks: 'auto' }, 52, 400, /server.tags.0/],
  ['a bad access address', { accessIPv4: '300.1.1.1' }, 1, 400, /accessIPv4/],
  [
    'a security group that is not there',
    { security_groups: [{ name: 'web' }] },
    1,
    400,
    /Security group web not found/,
  ],
  ['no such server group', { 'os:scheduler_hints': { group: nowhere } }, 1, 400, /ServerGroup .* could not be found/],
  ['a flavor by the name of another', { flavorRef: 'm1.xlarge-like' }, 1, 400, /could not be found/],
]

for (const [what, server, minor, status, message] of refusals) {
  test(`a create is refused: ${what}`, async () => {
    const network = (await cloud.store.db.selectFrom('networks').select('id').executeTakeFirstOrThrow()).id
    const base = what.includes('no image at all') ? {} : { imageRef: image }
    const body = JSON.parse(JSON.stringify({ ...base, ...server }).replace('NETWORK', network))
    const answer = await cloud.create(body, { minor })
    assert.equal(answer.status, status, JSON.stringify(answer.body))
    assert.equal(answer.body.badRequest.code, 400)
    assert.match(answer.body.badRequest.message, message)
    assert.deepEqual((await cloud.ask('GET', servers)).body.servers, [])
  })
}

test('an image larger than the disk of the flavor is refused with both figures', async () => {
  const big = await cloud.image(new Uint8Array(10), { min_disk: 2 })
  const { status, body } = await cloud.create({ imageRef: big })
  assert.equal(status, 400)
  assert.match(body.badRequest.message, /Flavor disk is 1073741824 bytes, minimum size is 2147483648 bytes/)
  const hungry = await cloud.image(new Uint8Array(10), { min_ram: 4096 })
  const refused = await cloud.create({ imageRef: hungry })
  assert.match(refused.body.badRequest.message, /memory is too small/)
})

test('an image without data is not booted', async () => {
  const fields = { name: 'empty', disk_format: 'raw', container_format: 'bare' }
  const { body } = await cloud.ask('POST', '/image/v2/images', { body: fields })
  const answer = await cloud.create({ imageRef: body.id })
  assert.match(answer.body.badRequest.message, /is not active/)
})

test('a quota is kept however many ask at once', async () => {
  const { token, projectId } = await cloud.tenant('small')
  const path = `/compute/v2.1/os-quota-sets/${projectId}`
  await cloud.ask('PUT', path, { body: { quota_set: { instances: 3 } } })
  const answers = await Promise.all(Array.from({ length: 8 }, () => cloud.create({ imageRef: image }, { token })))
  const taken = answers.filter(({ status }) => status === 202)
  assert.equal(taken.length, 3)
  const refused = answers.find(({ status }) => status === 403)
  assert.match(
    refused?.body.forbidden.message,
    /Quota exceeded for instances: Requested 1, but already used 3 of 3 instances/,
  )
  const { body } = await cloud.ask('GET', '/compute/v2.1/limits', { token })
  assert.equal(body.limits.absolute.totalInstancesUsed, 3)
  for (const { body: one } of taken) await cloud.ask('DELETE', `${servers}/${one.server.id}`, { token })
  for (const { body: one } of taken) await cloud.untilGone(one.server.id)
})

test('a project’s own limits of metadata, keys and server groups are kept, not only shown', async () => {
  const { token, projectId } = await cloud.tenant('bounded')
  const quota = { metadata_items: 1, key_pairs: 1, server_groups: 1, server_group_members: 1 }
  const path = `/compute/v2.1/os-quota-sets/${projectId}`
  assert.equal((await cloud.ask('PUT', path, { body: { quota_set: quota } })).status, 200)
  const post = (what: string, body: object) => cloud.ask('POST', `/compute/v2.1/${what}`, { token, body })
  assert.equal((await post('os-keypairs', { keypair: { name: 'a' } })).status, 200)
  assert.equal((await post('os-keypairs', { keypair: { name: 'b' } })).status, 403)
  const group = { server_group: { name: 'g', policies: ['affinity'] } }
  const { status, body } = await post('os-server-groups', group)
  assert.equal(status, 200)
  assert.equal((await post('os-server-groups', group)).status, 403)
  const metadata = { a: '1', b: '2' }
  assert.equal((await cloud.create({ imageRef: image, metadata }, { token })).status, 403)
  const hints = { 'os:scheduler_hints': { group: body.server_group.id } }
  assert.equal((await cloud.create({ imageRef: image, min_count: 2, ...hints }, { token })).status, 403)
  const made = await cloud.create({ imageRef: image, metadata: { a: '1' }, ...hints }, { token })
  assert.equal(made.status, 202, JSON.stringify(made.body))
  const { id } = made.body.server
  await cloud.until(id, 'ACTIVE')
  assert.equal((await cloud.ask('POST', `${servers}/${id}/metadata`, { token, body: { metadata } })).status, 403)
  await cloud.ask('DELETE', `${servers}/${id}`, { token })
  await cloud.untilGone(id)
})

test('versions are negotiated as Nova does', async () => {
  const ask = (version: string) =>
    cloud.ask('GET', '/compute/v2.1/flavors', { headers: { 'OpenStack-API-Version': version } })
  const newest = await ask('compute latest')
  assert.match(newest.headers.get('openstack-api-version') ?? '', /^compute 2\.\d+$/)
  assert.equal((await ask('compute 2.60')).headers.get('x-openstack-nova-api-version'), '2.60')
  assert.match((await ask('compute 2.60')).headers.get('vary') ?? '', /OpenStack-API-Version/)
  assert.equal((await ask('compute 2.9999')).status, 406)
  assert.equal((await ask('compute 2.9999')).body.computeFault.code, 406)
  assert.equal((await ask('compute pi')).status, 400)
  assert.equal((await ask('volume 3.1')).headers.get('openstack-api-version'), 'compute 2.1')
  const legacy = await cloud.ask('GET', '/compute/v2.1/flavors', {
    headers: { 'X-OpenStack-Nova-API-Version': '2.55' },
  })
  assert.ok('description' in legacy.body.flavors[0])
})

test('documents of versions are readable without a token, with links as the client can follow them', async () => {
  const headers = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'cloud.example' }
  for (const [path, status] of [
    ['/identity', 300],
    ['/identity/v3', 200],
    ['/compute', 200],
    ['/compute/v2.1/', 200],
    ['/image', 300],
    ['/image/versions', 200],
  ] as const) {
    const answer = await cloud.ask('GET', path, { token: null, headers })
    assert.equal(answer.status, status, path)
    assert.match(JSON.stringify(answer.body), /https:\/\/cloud\.example\//, path)
  }
  const hostile = await cloud.ask('GET', '/identity', {
    token: null,
    headers: { 'X-Forwarded-Host': 'evil"><script>' },
  })
  assert.ok(!JSON.stringify(hostile.body).includes('script'))
})

test('without a good token everything else is 401, in the shape of its service', async () => {
  const compute = await cloud.ask('GET', servers, { token: null })
  assert.deepEqual([compute.status, compute.body.error.code, compute.body.error.title], [401, 401, 'Unauthorized'])
  assert.match(compute.headers.get('www-authenticate') ?? '', /^Keystone uri="http/)
  for (const token of ['', 'x', `${cloud.token}x`, cloud.token.slice(0, -2), 'kn1..', `kn1.${'A'.repeat(20_000)}`]) {
    const headers = { 'X-Auth-Token': token }
    assert.ok([401, 431].includes((await cloud.ask('GET', '/image/v2/images', { token: null, headers })).status))
  }
})

test('a body that is no JSON, of another type, too long, or poisoned is refused', async () => {
  const send = (body: string, type = 'application/json') =>
    cloud.ask('POST', servers, { body, headers: { 'Content-Type': type } })
  assert.deepEqual(
    [(await send('{')).status, (await send('{')).body.badRequest.message],
    [400, 'Malformed request body'],
  )
  assert.equal((await send('')).status, 400)
  assert.equal((await send('a=b', 'application/x-www-form-urlencoded')).status, 415)
  assert.equal((await send(`"${'x'.repeat(2 * 1024 * 1024)}"`)).status, 413)
  assert.equal((await send('{"server": {"__proto__": {"isAdmin": true}}}')).status, 400)
  assert.equal((await send('[]')).status, 400)
  assert.equal((await send('null')).status, 400)
  const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  assert.equal((await send(nested)).status, 400)
})

test('paths that nobody serves, and ids that are none, are 404', async () => {
  for (const path of [
    '/compute/v2.1/nosuch',
    `${servers}/${nowhere}`,
    `${servers}/%00`,
    `${servers}/..%2f..%2fetc`,
    `${servers}/'`,
    '/image/v2/images/x',
    '/identity/v3/users/x',
    '/compute/v2.1/flavors/x',
    '/nosuch',
  ]) {
    const { status, headers } = await cloud.ask('GET', path)
    assert.ok(status === 404 || status === 400, `${path} is ${status}`)
    assert.match(headers.get('content-type') ?? '', /json/)
  }
})

test('a NUL is refused wherever it comes', async () => {
  const paths = ['flavors/%00', 'os-keypairs/%00', 'os-aggregates/%00', 'os-quota-sets/%00', 'os-keypairs?user_id=%00']
  for (const path of paths) {
    const { status } = await cloud.ask('GET', `/compute/v2.1/${path}`, { minor: 10 })
    assert.ok(status === 400 || status === 404, `${path}: ${status}`)
  }
  assert.equal((await cloud.create({ imageRef: image, flavorRef: 'a\u0000' })).status, 400)
})

test('the old path with a project in it is the same API', async () => {
  const { body } = await cloud.ask('GET', '/identity/v3/auth/projects')
  const { id } = body.projects[0]
  assert.equal((await cloud.ask('GET', `/compute/v2.1/${id}/flavors`)).status, 200)
  assert.equal((await cloud.ask('GET', `/compute/v2/${id}/flavors/detail`)).status, 200)
})

test('every answer carries its request id', async () => {
  const { headers } = await cloud.ask('GET', servers)
  assert.match(headers.get('x-openstack-request-id') ?? '', /^req-[0-9a-f-]{36}$/)
  assert.equal(headers.get('x-openstack-request-id'), headers.get('x-compute-request-id'))
})

test('a malformed request line does no harm', async () => {
  const { port } = new URL(cloud.control.url)
  for (const bytes of [
    'GARBAGE\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    `GET /${'a'.repeat(100_000)} HTTP/1.1\r\n\r\n`,
    'POST /compute/v2.1/servers HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n',
  ]) {
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.end(bytes))
      socket
        .on('close', () => resolve())
        .on('error', () => {})
        .resume()
    })
  }
  assert.equal((await cloud.ask('GET', servers)).status, 200)
})
