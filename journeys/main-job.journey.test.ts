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

test('over HTTP: an image becomes a guest that reports on its console, and deletes without a trace', async () => {
  const { api, host } = cloud
  const kernel = await api.mustUpload({
    name: 'kernel',
    diskFormat: 'aki',
    containerFormat: 'aki',
    bytes: guest.kernel,
  })
  const ramdisk = await api.mustUpload({
    name: 'ramdisk',
    diskFormat: 'ari',
    containerFormat: 'ari',
    bytes: guest.initrd,
  })
  const properties = { kernel_id: kernel, ramdisk_id: ramdisk }
  const image = await api.mustUpload({ name: 'guest', diskFormat: 'qcow2', bytes: guest.rootDisk, properties })
  const id = await api.create({
    name: 'Web <1> & "co"',
    imageRef: image,
    flavorRef: await api.flavor('m1.tiny'),
    config_drive: true,
    metadata: { role: 'front & centre' },
    user_data: Buffer.from('#!/bin/sh\necho from user data\n').toString('base64'),
  })
  const server = await api.until(id, ['ACTIVE'])
  assert.deepEqual(
    [
      server['OS-EXT-STS:task_state'],
      server['OS-EXT-STS:vm_state'],
      server['OS-EXT-STS:power_state'],
      server['OS-EXT-SRV-ATTR:host'],
    ],
    [null, 'active', 1, 'h1'],
  )
  const address = addressOf(server)
  const report = guestReport(await api.consoleLine(id, /GUEST-READY /))
  assert.equal(report.config?.source, 'drive')
  assert.deepEqual(
    report.addresses.map((one) => one.address?.split('/')[0]),
    [address],
  )
  assert.deepEqual(report.metaData?.['meta'], { role: 'front & centre' })
  assert.equal(report.metaData?.['uuid'], id)
  assert.equal(report.metaData?.['name'], 'Web <1> & "co"')
  assert.equal(report.userDataExit, 0)
  assert.equal(report.hostname, 'web-1--co') // as Nova makes it of such a name
  assert.equal(report.disks.find((one) => one.name === 'vda')?.sizeBytes, 1024 ** 3)
  const network = (await host.mustExec(['virsh', '-q', 'net-list', '--name'])).trim()
  // Written by a program that dnsmasq starts after its answer.
  const leases = () => host.mustExec(['virsh', 'net-dhcp-leases', network])
  await eventually(async () => assert.match(await leases(), new RegExp(`${address}/`)))
  await api.delete(id)
  await eventually(async () => assert.deepEqual(await leftovers(host), nothing))
  for (const one of [image, kernel, ramdisk])
    assert.equal((await api.call('DELETE', `/image/v2/images/${one}`)).status, 204)
  assert.equal(await host.mustExec(['sh', '-c', 'find /var/lib/kilonova/images -type f']), '')
})

test('a bootable image without kernel and ramdisk boots by its own loader', async () => {
  const { api, host } = cloud
  const image = await api.mustUpload({ name: 'bootable', diskFormat: 'qcow2', bytes: guest.bootable })
  const id = await api.create({ name: 'bios', imageRef: image, flavorRef: await api.flavor('m1.tiny') })
  await api.until(id, ['ACTIVE'])
  await api.consoleLine(id, /GUEST-UP boots=1/)
  await api.delete(id)
  await eventually(async () => assert.deepEqual(await leftovers(host), nothing))
})

test('the unmodified openstack client does the whole main job', async () => {
  const { service, host } = cloud
  const run = async (...args: string[]): Promise<string> => {
    const done = await service.openstack(args, { timeoutMs: 180_000 })
    assert.equal(done.exitCode, 0, `openstack ${args.join(' ')}: ${done.stderr}${done.stdout}`)
    return done.stdout
  }
  const json = async <T>(...args: string[]): Promise<T> => JSON.parse(await run(...args, '-f', 'json')) as T
  const made = await json<Json>(
    'image',
    'create',
    'osc',
    '--disk-format',
    'qcow2',
    '--container-format',
    'bare',
    '--file',
    guest.bootable,
  )
  // This client shows the record as it was before its upload.
  assert.equal((await json<Json>('image', 'show', String(made['id'])))['status'], 'active')
  assert.ok((await json<Json[]>('image', 'list')).some((one) => one['Name'] === 'osc' && one['Status'] === 'active'))
  assert.ok((await json<Json[]>('flavor', 'list')).some((one) => one['Name'] === 'm1.tiny'))
  const created = await json<Json>('server', 'create', '--image', 'osc', '--flavor', 'm1.tiny', '--wait', 'by-osc')
  assert.equal(created['status'], 'ACTIVE')
  const [listed] = await json<Json[]>('server', 'list')
  assert.deepEqual([listed?.['Name'], listed?.['Status'], listed?.['Flavor']], ['by-osc', 'ACTIVE', 'm1.tiny'])
  const shown = await json<Json>('server', 'show', 'by-osc')
  assert.equal(shown['name'], 'by-osc')
  await eventually(async () => assert.match(await run('console', 'log', 'show', 'by-osc'), /GUEST-UP/), 240_000, 500)
  await run('server', 'delete', '--wait', 'by-osc')
  assert.deepEqual(await json<Json[]>('server', 'list'), [])
  await run('image', 'delete', 'osc')
  await eventually(async () => assert.deepEqual(await leftovers(host), nothing))
})

const addressOf = (server: Json): string => {
  const [list] = Object.values(server['addresses'] as Record<string, { addr: string }[]>)
  return list?.[0]?.addr ?? assert.fail('the server has no address')
}
