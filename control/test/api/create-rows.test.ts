// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { TestCloud } from '../support/test-cloud.ts'

// Every row of Nova's rules for POST /servers that `compute.test.ts` has not: which error each mistake gets.

let cloud: TestCloud
let other: { token: string; projectId: string }
const ids: Record<string, string> = {}
before(async () => {
  cloud = await TestCloud.start({ settings: { quotas: { instances: 3, cores: 6, ramMiB: 4096, metadataItems: 4 } } })
  other = await cloud.tenant('other')
  ids['IMAGE'] = await cloud.image()
  ids['LARGE'] = await cloud.image(new Uint8Array(1024), { min_disk: 50 })
  ids['HUNGRY'] = await cloud.image(new Uint8Array(1024), { min_ram: 100_000 })
  ids['PRIVATE'] = await cloud.image(new Uint8Array(1024), { visibility: 'private' })
  const queued = { name: 'q', disk_format: 'raw', container_format: 'bare' }
  ids['QUEUED'] = (await cloud.ask('POST', '/image/v2/images', { body: queued })).body.id
  ids['OFF'] = await cloud.image()
  assert.equal((await cloud.ask('POST', `/image/v2/images/${ids['OFF']}/actions/deactivate`)).status, 204)
  ids['NETWORK'] = (await cloud.store.db.selectFrom('networks').select('id').executeTakeFirstOrThrow()).id
  const port = { port: { network_id: ids['NETWORK'] } }
  ids['PORT'] = (await cloud.ask('POST', '/network/v2.0/ports', { body: port })).body.port.id
  ids['FOREIGN'] = (await cloud.ask('POST', '/network/v2.0/ports', { body: port, token: other.token })).body.port.id
  const taken = { port: { network_id: ids['NETWORK'], fixed_ips: [{ ip_address: '10.42.0.200' }] } }
  assert.equal((await cloud.ask('POST', '/network/v2.0/ports', { body: taken })).status, 201)
  const bare = { network: { name: 'bare' } }
  ids['BARE'] = (await cloud.ask('POST', '/network/v2.0/networks', { body: bare })).body.network.id
  const flavor = { name: 'off', id: 'off', ram: 64, vcpus: 1, disk: 1 }
  await cloud.ask('POST', '/compute/v2.1/flavors', { body: { flavor } })
  await cloud.store.db.updateTable('flavors').set({ disabled: true }).where('id', '=', 'off').execute()
  const small = { name: 'small', id: 'small', ram: 64, vcpus: 1, disk: 1 }
  await cloud.ask('POST', '/compute/v2.1/flavors', { body: { flavor: small } })
  for (const _ of [1, 2]) {
    await cloud.ask('POST', '/network/v2.0/security-groups', { body: { security_group: { name: 'twice' } } })
  }
})
after(() => cloud[Symbol.asyncDispose]())

const root = { source_type: 'image', destination_type: 'local', boot_index: 0, uuid: 'IMAGE' }
const noWhere = '00000000-0000-4000-8000-000000000000'

type Row = [what: string, server: object, minor: number, status: number, message: RegExp]
const rows: Row[] = [
  ['a name with a line end', { name: 'a\nb' }, 1, 400, /server.name/],
  ['a name that is no text', { name: 7 }, 1, 400, /server.name/],
  ['a disabled flavor', { flavorRef: 'off' }, 1, 400, /Flavor off could not be found/],
  ['a flavor that is null', { flavorRef: null }, 1, 400, /flavorRef/],
  ['an image that is not uploaded', { imageRef: 'QUEUED' }, 1, 400, /is not active/],
  ['a deactivated image', { imageRef: 'OFF' }, 1, 400, /is not active/],
  ['an image with a larger min_disk', { imageRef: 'LARGE' }, 1, 400, /smaller than the minimum size/],
  ['an image with a larger min_ram', { imageRef: 'HUNGRY' }, 1, 400, /memory is too small/],
  ['more metadata than the quota', { metadata: { a: '', b: '', c: '', d: '', e: '' } }, 1, 403, /metadata items/],
  ['a metadata key of 256', { metadata: { ['k'.repeat(256)]: '' } }, 1, 400, /metadata/],
  ['an empty metadata key', { metadata: { '': 'x' } }, 1, 400, /metadata/],
  ['a metadata value of 256', { metadata: { k: 'v'.repeat(256) } }, 1, 400, /metadata.k/],
  ['metadata that is a list', { metadata: [] }, 1, 400, /metadata/],
  ['a description before 2.19', { description: 'x' }, 18, 400, /'description' was unexpected/],
  ['a description of 256', { description: 'x'.repeat(256) }, 19, 400, /server.description/],
  ['tags before 2.52', { tags: ['a'], networks: 'auto' }, 51, 400, /'tags' was unexpected/],
  ['51 tags', { tags: Array.from({ length: 51 }, (_, n) => `t${n}`), networks: 'auto' }, 52, 400, /server.tags/],
  ['a tag of 61', { tags: ['t'.repeat(61)], networks: 'auto' }, 52, 400, /server.tags.0/],
  ['a host name before 2.90', { hostname: 'h', networks: 'auto' }, 89, 400, /'hostname' was unexpected/],
  ['a host name with dots before 2.94', { hostname: 'a.b', networks: 'auto' }, 90, 400, /server.hostname/],
  ['a host name with an underscore', { hostname: 'a_b', networks: 'auto' }, 94, 400, /server.hostname/],
  ['one host name for two', { hostname: 'h', networks: 'auto', min_count: 2 }, 90, 400, /single hostname/],
  ['trusted certificates', { trusted_image_certificates: ['c'], networks: 'auto' }, 63, 400, /trusted_image_cert/],
  ['trusted certificates before 2.63', { trusted_image_certificates: null, networks: 'auto' }, 62, 400, /unexpected/],
  ['injected files from 2.57', { personality: [], networks: 'auto' }, 57, 400, /'personality' was unexpected/],
  ['six injected files', { personality: files(6) }, 1, 403, /Personality file limit exceeded/],
  ['an injected path of 256', { personality: [{ path: 'p'.repeat(256), contents: '' }] }, 1, 403, /path exceeds/],
  ['injected content of 10241', { personality: [{ path: '/a', contents: bytes(10_241) }] }, 1, 403, /content exceeds/],
  ['injected content that is no base64', { personality: [{ path: '/a', contents: '*' }] }, 1, 400, /personality/],
  ['user data cut short', { user_data: 'QQ=' }, 1, 400, /server.user_data/],
  ['a config drive that is no yes or no', { config_drive: 'maybe' }, 1, 400, /config_drive/],
  ['a disk config that is no word of Nova', { 'OS-DCF:diskConfig': 'Both' }, 1, 400, /diskConfig/],
  ['an IPv4 address for IPv6', { accessIPv6: '192.0.2.1' }, 1, 400, /accessIPv6/],
  ['zero servers', { min_count: 0 }, 1, 400, /min_count/],
  ['a count that is no number', { max_count: 'many' }, 1, 400, /max_count/],
  ['one port for two', { networks: [{ port: 'PORT' }], min_count: 2 }, 1, 400, /for one server only/],
  [
    'one address for two',
    { networks: [{ uuid: 'NETWORK', fixed_ip: '10.42.0.9' }], min_count: 2 },
    1,
    400,
    /one server/,
  ],
  ['more servers than the quota', { min_count: 4 }, 1, 403, /instances/],
  ['a port and an address', { networks: [{ port: 'PORT', fixed_ip: '10.42.0.9' }] }, 1, 400, /together/],
  ['an address in use', { networks: [{ uuid: 'NETWORK', fixed_ip: '10.42.0.200' }] }, 1, 400, /already in use/],
  ['a network without addresses', { networks: [{ uuid: 'BARE' }] }, 1, 400, /requires a subnet/],
  ['a port twice', { networks: [{ port: 'PORT' }, { port: 'PORT' }] }, 1, 400, /asked for twice/],
  ['no such port', { networks: [{ port: noWhere }] }, 1, 400, /Port id .* could not be found/],
  ['neither network nor port', { networks: [{}] }, 1, 400, /Bad network format/],
  ['a network by no id', { networks: [{ uuid: 'private' }] }, 1, 400, /networks/],
  ['networks that are a word of later', { networks: 'auto' }, 36, 400, /networks/],
  ['a word that is none', { networks: 'some' }, 37, 400, /networks/],
  ['a tag of a card before 2.32', { networks: [{ uuid: 'NETWORK', tag: 't' }] }, 31, 400, /networks/],
  ['a tag of a card in 2.37', { networks: [{ uuid: 'NETWORK', tag: 't' }] }, 37, 400, /networks/],
  ['a card with an unknown field', { networks: [{ uuid: 'NETWORK', colour: 'red' }] }, 1, 400, /networks/],
  ['a group that two have', { security_groups: [{ name: 'twice' }] }, 1, 409, /Multiple security groups/],
  ['a group with an unknown field', { security_groups: [{ name: 'default', id: 'x' }] }, 1, 400, /security_groups/],
  ['a disk that is not booted from', disks({ ...root, boot_index: -1 }), 1, 400, /Mapping image to local/],
  ['a disk without a boot index', disks({ ...root, boot_index: undefined }), 1, 400, /Mapping image to local/],
  ['another image on the disk', disks({ ...root, uuid: noWhere }), 1, 400, /its image is not imageRef/],
  ['two disks to boot from', disks(root, root), 1, 400, /Boot sequence/],
  ['a disk of no kind', disks({ ...root, source_type: 'tape' }), 1, 400, /source_type/],
  ['a disk with an unknown field', disks({ ...root, colour: 'red' }), 1, 400, /block_device_mapping_v2/],
  ['a disk tag in 2.41', { ...disks({ ...root, tag: 't' }), networks: 'auto' }, 41, 400, /block_device_mapping_v2/],
  ['a volume type before 2.67', { ...disks({ ...root, volume_type: 'v' }), networks: 'auto' }, 66, 400, /block_device/],
  [
    'a snapshot to boot from',
    disks({ source_type: 'snapshot', uuid: noWhere, boot_index: 0 }),
    1,
    400,
    /volume service/,
  ],
  ['volumes in the old way', { block_device_mapping: [{ volume_id: noWhere }] }, 1, 400, /block_device_mapping/],
  ['a host before 2.74', { host: 'h1', networks: 'auto' }, 73, 400, /'host' was unexpected/],
  ['a host that is not there', { host: 'h9', networks: 'auto' }, 74, 400, /Compute host h9 could not be found/],
  ['a zone of 256', { availability_zone: 'z'.repeat(256) }, 1, 400, /availability_zone/],
  ['a hint that names no group', { 'os:scheduler_hints': { group: 'g' } }, 1, 400, /group/],
  ['a hint that names no server', { 'os:scheduler_hints': { same_host: 'b' } }, 1, 400, /same_host/],
  ['a hint with no address', { 'os:scheduler_hints': { build_near_host_ip: 'h1' } }, 1, 400, /not an IP address/],
  ['a hint with no CIDR', { 'os:scheduler_hints': { cidr: '24' } }, 1, 400, /not the end of a CIDR/],
  [
    'a hint with a hole in its mask',
    { 'os:scheduler_hints': { cidr: '/255.0.255.0' } },
    1,
    400,
    /not the end of a CIDR/,
  ],
  [
    'a query for Nova’s JsonFilter',
    { 'os:scheduler_hints': { query: '[">=","$free_ram_mb",1024]' } },
    1,
    400,
    /has no JsonFilter/,
  ],
  ['a password of 256', { adminPass: 'p'.repeat(256) }, 1, 400, /adminPass. Value: \(not shown\)/],
]

function files(count: number): object[] {
  return Array.from({ length: count }, (_, n) => ({ path: `/f${n}`, contents: '' }))
}
function bytes(count: number): string {
  return Buffer.alloc(count).toString('base64')
}
function disks(...list: object[]): object {
  return { block_device_mapping_v2: list }
}

/** Names in capitals stand for the ids of what the set-up made. */
const filled = (server: object): object =>
  JSON.parse(JSON.stringify(server), (_, value: unknown) => (typeof value === 'string' ? (ids[value] ?? value) : value))

for (const [what, server, minor, status, message] of rows) {
  test(`POST /servers: ${what} is ${status}`, async () => {
    const before = await count()
    const answer = await cloud.create(filled({ imageRef: 'IMAGE', flavorRef: 'small', ...server }), { minor })
    assert.equal(answer.status, status, JSON.stringify(answer.body))
    const [[key, error] = ['', { message: '' }]] = Object.entries(answer.body as Record<string, { message: string }>)
    assert.match(error.message, message)
    assert.equal(key, { 400: 'badRequest', 403: 'forbidden', 409: 'conflictingRequest' }[status])
    assert.equal(await count(), before)
  })
}

const count = async (): Promise<number> => (await cloud.store.db.selectFrom('servers').select('id').execute()).length

test('POST /servers: what another project has is not there', async () => {
  const ask = { token: other.token, minor: 1 }
  const image = await cloud.create(filled({ imageRef: 'PRIVATE', flavorRef: 'small' }), ask)
  assert.deepEqual([image.status, image.body.badRequest.message], [400, 'Can not find requested image'])
  const port = await cloud.create(filled({ imageRef: 'IMAGE', flavorRef: 'small', networks: [{ port: 'PORT' }] }), ask)
  assert.equal(port.status, 400)
  const host = await cloud.create(filled({ imageRef: 'IMAGE', flavorRef: 'small', host: 'h1', networks: 'auto' }), {
    ...ask,
    minor: 74,
  })
  assert.equal(host.status, 403)
})

test('POST /servers: a port in use is 409, an address in use ends in ERROR', async () => {
  const made = await cloud.create(filled({ imageRef: 'IMAGE', flavorRef: 'small', networks: [{ port: 'PORT' }] }))
  assert.equal(made.status, 202)
  const server = await cloud.until(made.body.server.id, 'ACTIVE')
  const again = await cloud.create(filled({ imageRef: 'IMAGE', flavorRef: 'small', networks: [{ port: 'PORT' }] }))
  assert.deepEqual([again.status, Object.keys(again.body)], [409, ['conflictingRequest']])
  await cloud.ask('DELETE', `/compute/v2.1/servers/${server.id}`)
  await cloud.untilGone(server.id)
})

test('POST /servers: a body that is no object, or none, is 400', async () => {
  for (const body of [[], 7, { server: null }, { server: [] }, {}, { server: {}, more: 1 }]) {
    const answer = await cloud.ask('POST', '/compute/v2.1/servers', { body })
    assert.equal(answer.status, 400, JSON.stringify(body))
  }
})

test('POST /servers: tags of cards are kept where a version has them', async () => {
  const networks = [{ uuid: 'NETWORK', tag: 'front' }]
  const made = await cloud.create(filled({ imageRef: 'IMAGE', flavorRef: 'small', networks }), { minor: 42 })
  assert.equal(made.status, 202, JSON.stringify(made.body))
  const { id } = made.body.server
  await cloud.until(id, 'ACTIVE')
  const { body } = await cloud.ask('GET', `/compute/v2.1/servers/${id}/os-interface`, { minor: 70 })
  assert.equal(body.interfaceAttachments[0].tag, 'front')
  assert.equal(cloud.agent.specs.get(id)?.nics[0]?.tag, 'front')
  await cloud.ask('DELETE', `/compute/v2.1/servers/${id}`)
  await cloud.untilGone(id)
})
