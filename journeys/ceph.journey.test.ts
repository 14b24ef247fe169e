import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { cephUser, startCeph, type TestCeph, testGuest, type TestGuest, whyNoCeph } from '@kilonova/lab'
import { eventually, leftovers, nothing, TestCloud } from './src/index.ts'

const skip = whyNoCeph() ?? false
let cloud: TestCloud
let ceph: TestCeph
let guest: TestGuest

before(async () => {
  if (skip !== false) return
  guest = await testGuest()
  cloud = await TestCloud.start({
    settings: async (lab) => {
      ceph = await startCeph(join(lab.dir, 'ceph'), `${lab.net}.254`)
      const { fsid, configPath } = ceph
      return { host: { images: { backend: 'rbd', rbd: { pool: 'vms', user: cephUser, configPath, fsid } } } }
    },
  })
})
after(async () => {
  await cloud?.[Symbol.asyncDispose]()
  await ceph?.[Symbol.asyncDispose]()
})

const vms = async (): Promise<string[]> =>
  (await ceph.ceph('rbd', '--id', 'admin', 'ls', 'vms')).split('\n').filter((name) => name !== '')

const rbd = (...args: string[]): Promise<string> => ceph.ceph('rbd', '--id', 'admin', ...args)

test('a server on Ceph boots from an imported image, survives a restart of libvirtd, and deletes without a trace', {
  skip,
}, async () => {
  const { api, host } = cloud
  const image = await api.mustUpload({ name: 'bootable', diskFormat: 'qcow2', bytes: guest.bootable })
  const flavorRef = await api.flavor('m1.tiny')
  const id = await api.create({ name: 'on-ceph', imageRef: image, flavorRef, config_drive: true })
  await api.until(id, ['ACTIVE'], 120_000)
  await api.consoleLine(id, /GUEST-UP boots=1/)
  assert.deepEqual(await vms(), [`${id}_disk`])

  await host.killLibvirtd()
  await host.startLibvirtd()
  // The secret was libvirtd's alone and is gone with it; the agent gives it again, and the guest can be started.
  assert.equal((await api.compute('POST', `/servers/${id}/action`, { 'os-stop': null })).status, 202)
  await api.until(id, ['SHUTOFF'], 120_000)
  assert.equal((await api.compute('POST', `/servers/${id}/action`, { 'os-start': null })).status, 202)
  await api.until(id, ['ACTIVE'])
  await api.consoleLine(id, /GUEST-UP boots=2/)

  await api.delete(id)
  await eventually(async () => assert.deepEqual(await leftovers(host), nothing))
  assert.deepEqual(await vms(), [])
})

test('an image that lies in the same cluster is cloned from its protected snapshot, not fetched', {
  skip,
}, async () => {
  const { api, host } = cloud
  const raw = join(cloud.lab.dir, 'shared', 'bootable.raw')
  await host.mustExec(['qemu-img', 'convert', '-f', 'qcow2', '-O', 'raw', guest.bootable, raw])
  const image = await api.mustUpload({ name: 'in-ceph', diskFormat: 'raw', bytes: raw })
  await rbd('import', raw, `images/${image}`)
  await rbd('snap', 'create', `images/${image}@snap`)
  await rbd('snap', 'protect', `images/${image}@snap`)
  const url = `rbd://${ceph.fsid}/images/${image}/snap`
  const add = (body: unknown) => api.call('POST', `/image/v2/images/${image}/locations`, body)
  assert.equal((await add({ url: 'rbd://x/images/--conf=%2Fetc/snap' })).status, 400)
  assert.equal((await add({ url: 'http://192.0.2.1/image' })).status, 400)
  const wrong = { os_hash_algo: 'sha512', os_hash_value: '0'.repeat(128) }
  assert.equal((await add({ url, validation_data: wrong })).status, 409)
  const { os_hash_value } = (await api.call('GET', `/image/v2/images/${image}`)).body
  assert.equal((await add({ url, validation_data: { os_hash_algo: 'sha512', os_hash_value } })).status, 202)
  assert.equal((await add({ url })).status, 409)

  const flavorRef = await api.flavor('m1.tiny')
  const id = await api.create({ name: 'cloned', imageRef: image, flavorRef })
  await api.until(id, ['ACTIVE'], 120_000)
  await api.consoleLine(id, /GUEST-UP boots=1/)
  assert.match(await rbd('info', `vms/${id}_disk`), new RegExp(`parent: images/${image}@snap`))
  assert.match(await rbd('info', `vms/${id}_disk`), /size 1 GiB/)
  const cached = await host.mustExec([
    'sh',
    '-c',
    `ls /var/lib/kilonova/instances/_base | grep -c "$1" || true`,
    'sh',
    sha1(image),
  ])
  assert.equal(cached.trim(), '0', 'the image was fetched into the cache')
  await api.delete(id)
  await eventually(async () => assert.deepEqual(await leftovers(host), nothing))
  assert.deepEqual(await vms(), [])

  // A snapshot that is gone is no fault of the user's: the image is fetched.
  await rbd('snap', 'unprotect', `images/${image}@snap`)
  await rbd('snap', 'rm', `images/${image}@snap`)
  const other = await api.create({ name: 'fetched', imageRef: image, flavorRef })
  await api.until(other, ['ACTIVE'], 120_000)
  assert.doesNotMatch(await rbd('info', `vms/${other}_disk`), /parent/)
  await api.delete(other)
})

test('the key of the Ceph user is in no log, no argument list and no file of ours', { skip }, async () => {
  const { api, host, service } = cloud
  const keyring = await host.readFile(join(cloud.lab.dir, 'ceph', `client.${cephUser}.keyring`))
  const key = /key = (\S+)/.exec(keyring)?.[1] ?? assert.fail('no key')
  const image = await api.mustUpload({ name: 'small', diskFormat: 'raw', bytes: new Uint8Array(1024 ** 2) })
  const id = await api.create({ name: 'secret', imageRef: image, flavorRef: await api.flavor('m1.tiny') })
  await api.until(id, ['ACTIVE'])
  assert.equal((await service.log()).includes(key), false, 'the service logged it')
  const script = String.raw`grep -rlF -- "$1" /var/lib/kilonova /etc/libvirt /run/libvirt /var/log/libvirt 2>/dev/null
    for f in /proc/[0-9]*/cmdline; do case "$f" in /proc/$$/*) ;; *) grep -lF -- "$1" "$f" 2>/dev/null ;; esac; done; true`
  const found = (await host.mustExec(['sh', '-c', script, 'sh', key])).split('\n').filter((path) => path !== '')
  // The grep itself has it among its arguments, and is gone when we look.
  const mine = await Promise.all(
    found.map(async (path) => ((await host.exec(['test', '-e', path])).exitCode === 0 ? [path] : [])),
  )
  assert.deepEqual(mine.flat(), [])
  const uuid = (await host.mustExec(['virsh', '-q', 'secret-list'])).trim().split(/\s+/)[0] ?? ''
  const value = await host.exec(['virsh', 'secret-get-value', uuid])
  assert.notEqual(value.exitCode, 0, 'libvirt gives the key to anyone who asks')
  await api.delete(id)
})

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex')
