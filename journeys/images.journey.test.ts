import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { guestReport, type TestGuest, testGuest } from '@kilonova/lab'
import { eventually, type Json, leftovers, nothing, TestCloud } from './src/index.ts'

let cloud: TestCloud
let guest: TestGuest

before(async () => {
  ;[cloud, guest] = await Promise.all([TestCloud.start(), testGuest()])
})
after(() => cloud?.[Symbol.asyncDispose]())

/** The guest with its kernel beside it. */
async function directImage(name: string, more: Record<string, string> = {}): Promise<string> {
  const { api } = cloud
  const part = (diskFormat: string, bytes: string) =>
    api.mustUpload({ name: diskFormat, diskFormat, containerFormat: diskFormat, bytes })
  const [kernel, ramdisk] = [await part('aki', guest.kernel), await part('ari', guest.initrd)]
  const properties = { kernel_id: kernel, ramdisk_id: ramdisk, ...more }
  return api.mustUpload({ name, diskFormat: 'qcow2', bytes: guest.rootDisk, properties })
}

const act = (id: string, body: Json, version = '2.1') =>
  cloud.api.call('POST', `/compute/v2.1/servers/${id}/action`, body, { 'openstack-api-version': `compute ${version}` })

test('a server is rescued from another image with its own disk beside it, and comes back as it was', async () => {
  const { api, host } = cloud
  const own = await api.mustUpload({ name: 'own', diskFormat: 'qcow2', bytes: guest.bootable })
  const flavorRef = await api.flavor('m1.tiny')
  const id = await api.create({ name: 'sick', imageRef: own, flavorRef, config_drive: true })
  await api.until(id, ['ACTIVE'])
  await api.consoleLine(id, /GUEST-READY /)
  const rescueImage = await directImage('rescue') // Its kernel is told its root disk; a label would name both.
  assert.equal((await act(id, { unrescue: null })).status, 409)
  assert.equal((await act(id, { rescue: { rescue_image_ref: 'no-such' } })).status, 400)
  const asked = await act(id, { rescue: { rescue_image_ref: rescueImage, adminPass: 'Let-me-in' } })
  assert.deepEqual([asked.status, asked.body['adminPass']], [200, 'Let-me-in'])
  assert.equal((await act(id, { rescue: null })).status, 409, 'a second one at once')
  const rescued = await api.until(id, ['RESCUE'], 120_000)
  assert.deepEqual([rescued['OS-EXT-STS:vm_state'], rescued['OS-EXT-STS:task_state']], ['rescued', null])
  await api.consoleLine(id, /GUEST-UP boots=1 /)
  const report = guestReport(await api.consoleLine(id, /GUEST-READY /))
  assert.equal(report.metaData?.['admin_pass'], 'Let-me-in')
  // The rescue disk is vda, as large as its image; the server's own is vdb, as large as its flavor says.
  assert.notEqual(report.disks.find((one) => one.name === 'vda')?.sizeBytes, 1024 ** 3)
  assert.equal(report.disks.find((one) => one.name === 'vdb')?.sizeBytes, 1024 ** 3)
  assert.equal((await act(id, { 'os-stop': null })).status, 409)

  assert.equal((await act(id, { unrescue: null })).status, 202)
  await api.until(id, ['ACTIVE'])
  await api.consoleLine(id, /GUEST-UP boots=2 /)
  const files = await host.mustExec(['ls', `/var/lib/kilonova/instances/${id}`])
  assert.doesNotMatch(files, /rescue/)
  const actions = (await api.compute('GET', `/servers/${id}/os-instance-actions`)).body['instanceActions'] as Json[]
  assert.deepEqual(
    actions.map((one) => [one['action'], one['message']]),
    [
      ['unrescue', null],
      ['rescue', null],
      ['create', null],
    ],
  )
  await api.delete(id)
  await eventually(async () => assert.deepEqual(await leftovers(host), nothing))
})

test('an image that says how it is attached is booted beside the server’s disks, which keep their names', async () => {
  const { api, host } = cloud
  const own = await api.mustUpload({ name: 'own', diskFormat: 'qcow2', bytes: guest.bootable })
  const stable = { hw_rescue_device: 'disk', hw_rescue_bus: 'virtio' }
  const bytes = guest.bootable
  const rescueImage = await api.mustUpload({ name: 'stable', diskFormat: 'qcow2', bytes, properties: stable })
  const bad = await api.mustUpload({
    name: 'bad',
    diskFormat: 'raw',
    bytes: new Uint8Array(1024 ** 2),
    properties: { hw_rescue_bus: 'nvme' },
  })
  const id = await api.create({ name: 'sick', imageRef: own, flavorRef: await api.flavor('m1.tiny') })
  await api.until(id, ['ACTIVE'])
  await api.consoleLine(id, /GUEST-UP boots=1 /)
  const refused = await act(id, { rescue: { rescue_image_ref: bad } })
  assert.equal(refused.status, 400)
  assert.match(refused.text, /hw_rescue_bus/)
  assert.equal((await act(id, { rescue: { rescue_image_ref: rescueImage } }, '2.87')).status, 200)
  await api.until(id, ['RESCUE'], 120_000)
  const domain = String((await api.server(id))?.['OS-EXT-SRV-ATTR:instance_name'])
  const xml = await host.mustExec(['virsh', 'dumpxml', domain])
  assert.match(xml, /<source file='[^']*\/disk'[^>]*>[\s\S]*?<target dev='vda'/)
  assert.match(xml, /<source file='[^']*\/disk\.rescue'[^>]*>[\s\S]*?<target dev='vdb'[^>]*>\s*<boot order='1'/)
  await api.consoleLine(id, /GUEST-READY /)
  await api.delete(id)
  await eventually(async () => assert.deepEqual(await leftovers(host), nothing))
})

test('a server gets the files (API below 2.57), the ephemeral disks and the swap that it is asked for with', async () => {
  const { api } = cloud
  const image = await directImage('with files')
  const flavor = { name: 'with disks', ram: 128, vcpus: 1, disk: 1, 'OS-FLV-EXT-DATA:ephemeral': 2, swap: 64 }
  const newFlavor = await api.compute('POST', '/flavors', { flavor })
  const flavorRef = String((newFlavor.body['flavor'] as Json)['id'])
  const blank = { source_type: 'blank', destination_type: 'local', boot_index: -1 }
  const disks = [
    { ...blank, volume_size: 1, guest_format: 'ext3' },
    { ...blank, volume_size: 1 },
    { ...blank, volume_size: 32, guest_format: 'swap' },
  ]
  const ask = (personality: unknown[], version = '2.1') =>
    api.call(
      'POST',
      '/compute/v2.1/servers',
      {
        server: {
          name: 'given',
          imageRef: image,
          flavorRef,
          block_device_mapping_v2: disks,
          personality,
          ...(version === '2.57' ? { networks: 'auto' } : {}),
        },
      },
      { 'openstack-api-version': `compute ${version}` },
    )
  const file = { path: '/etc/motd', contents: Buffer.from('hello from outside\n').toString('base64') }
  assert.equal((await ask([file], '2.57')).status, 400)
  assert.equal((await ask(Array.from({ length: 6 }, () => file))).status, 403)
  assert.equal((await ask([{ path: '/x', contents: Buffer.alloc(10_241).toString('base64') }])).status, 403)
  assert.equal((await ask([{ path: '/x', contents: '§' }])).status, 400)
  const made = await ask([file, { path: '/root/b', contents: '' }])
  assert.equal(made.status, 202, made.text)
  const id = String((made.body['server'] as Json)['id'])
  await api.until(id, ['ACTIVE'])
  const report = guestReport(await api.consoleLine(id, /GUEST-READY /))
  assert.deepEqual(report.metaData?.['files'], [
    { path: '/etc/motd', content_path: '/content/0000' },
    { path: '/root/b', content_path: '/content/0001' },
  ])
  const found = new Map(report.disks.map((one) => [one.name, one]))
  assert.deepEqual(
    ['vdb', 'vdc', 'vdd'].map((name) => [found.get(name)?.sizeBytes, found.get(name)?.label]),
    [
      [1024 ** 3, 'ephemeral0'],
      [1024 ** 3, 'ephemeral1'],
      [32 * 1024 ** 2, ''],
    ],
  )
  assert.equal(found.get('vdd')?.type, 'swap')
  // The guest calls both ext; which is which is in the names of what they lie on, and those are Nova's.
  const directory = `/var/lib/kilonova/instances/${id}`
  for (const [name, lies] of [
    ['disk.eph0', 'ephemeral_1_66f137c'],
    ['disk.eph1', 'ephemeral_1_40d1d2c_1'],
    ['disk.swap', 'swap_32'],
  ]) {
    const info = await cloud.host.mustExec(['qemu-img', 'info', '-U', '--output=json', `${directory}/${name}`])
    assert.match(String((JSON.parse(info) as Json)['backing-filename']), new RegExp(`/_base/${lies}$`))
  }
  const drive = `/var/lib/kilonova/instances/${id}/disk.config`
  const text = await cloud.host.mustExec(['isoinfo', '-R', '-x', '/openstack/content/0000', '-i', drive])
  assert.equal(text, 'hello from outside\n')
  await api.delete(id)
})

test('kilonova host cache: what is there, what would go and why; what a server’s disk lies on stays', async () => {
  const { api, service, host } = cloud
  const image = await api.mustUpload({ name: 'cached', diskFormat: 'raw', bytes: Buffer.alloc(2 * 1024 ** 2, 7) })
  const id = await api.create({ name: 'user', imageRef: image, flavorRef: await api.flavor('m1.tiny') })
  await api.until(id, ['ACTIVE'])
  const cli = async (...args: string[]): Promise<string> => {
    const done = await service.command(['host', 'cache', ...args])
    assert.equal(done.exitCode, 0, done.stderr)
    return done.stdout
  }
  const mine = (text: string): string => text.split('\n').find((line) => line.includes(image)) ?? assert.fail(text)
  assert.match(mine(await cli('list')), /^h1 +[0-9a-f]{40} +image +\S+ +2 MiB +1 /)
  assert.match(mine(await cli('prune', '--dry-run')), /kept +disks or snapshots of 1 servers lie on it/)
  await api.delete(id)
  assert.match(mine(await cli('prune')), /kept +used \d+ s ago/)
  const script =
    'cd /var/lib/kilonova/instances/_base && for f in *; do touch -d "$(date -d "@$(($(stat -c %Y "$f") - 200000))" +%FT%T).$(stat -c %y "$f" | cut -d. -f2 | cut -c1-9)" "$f"; done'
  await host.mustExec(['sh', '-c', script])
  assert.match(mine(await cli('prune', '--dry-run')), /removed +unused for \d+ s/)
  assert.match(mine(await cli('list', 'h1')), /image/)
  assert.match(mine(await cli('prune', 'h1')), /removed +unused for \d+ s/)
  assert.doesNotMatch(await cli('list'), new RegExp(image))
  const unknown = await service.command(['host', 'cache', 'list', 'h9'])
  assert.deepEqual([unknown.exitCode, unknown.stdout], [3, ''])
  const json = JSON.parse(await cli('list', '--json')) as { hosts: Json[] }
  assert.deepEqual(
    json.hosts.map((one) => one['host']),
    ['h1'],
  )
})
