import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { eventually, leftovers, nothing, Service, TestCloud } from './src/index.ts'

let cloud: TestCloud
let image = ''
let flavor = ''

before(async () => {
  cloud = await TestCloud.start()
  image = await cloud.api.mustUpload({ name: 'empty', diskFormat: 'raw', bytes: new Uint8Array(1024 * 1024) })
  flavor = await cloud.api.flavor('m1.tiny')
})
after(() => cloud?.[Symbol.asyncDispose]())

/** The QEMU processes of the host, by number: the same ones mean that no guest was started anew. */
const guests = async () => cloud.host.mustExec(['sh', '-c', 'pgrep -f ^[^\\ ]*qemu-system || true'])
const postgres = async () => cloud.host.mustExec(['sh', '-c', 'pgrep -x postgres || true'])

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} ends the service with code 0 and its PostgreSQL with it; the guest runs on and is found again`, async () => {
    const id = await cloud.api.create({ name: 'stays', imageRef: image, flavorRef: flavor })
    await cloud.api.until(id, ['ACTIVE'])
    const before = await guests()
    assert.equal(await cloud.service.stop(signal), 0)
    assert.equal(await postgres(), '')
    assert.equal(await guests(), before)
    await cloud.restart()
    const server = await cloud.api.server(id)
    assert.deepEqual([server?.['status'], server?.['OS-EXT-STS:power_state']], ['ACTIVE', 1])
    assert.equal(await guests(), before)
    await cloud.api.delete(id)
    await eventually(async () => assert.deepEqual(await leftovers(cloud.host), nothing))
  })
}

test('kill -9 of the service ends its PostgreSQL too; the guest runs on and is found again', async () => {
  const id = await cloud.api.create({ name: 'stays', imageRef: image, flavorRef: flavor })
  await cloud.api.until(id, ['ACTIVE'])
  const before = await guests()
  await cloud.service.kill()
  await eventually(async () => assert.equal(await postgres(), ''))
  assert.equal(await guests(), before)
  await cloud.restart()
  assert.equal((await cloud.api.server(id))?.['status'], 'ACTIVE')
  await cloud.api.delete(id)
  await eventually(async () => assert.deepEqual(await leftovers(cloud.host), nothing))
})

test('a guest that ended while the service was away is shown as it is after the next start', async () => {
  const id = await cloud.api.create({ name: 'ends', imageRef: image, flavorRef: flavor })
  const server = await cloud.api.until(id, ['ACTIVE'])
  await cloud.service.stop()
  await cloud.host.mustExec(['virsh', 'destroy', String(server['OS-EXT-SRV-ATTR:instance_name'])])
  await cloud.restart()
  await eventually(async () => assert.notEqual((await cloud.api.server(id))?.['OS-EXT-STS:power_state'], 1))
  await cloud.api.delete(id)
})

test('a second service on the same state directory is refused with the first one’s process', async () => {
  const { process, logPath } = await Service.launch(cloud.host, { args: ['--listen', '127.0.0.1:8775'] })
  assert.equal(await process.exited, 4)
  const text = await readFile(logPath, 'utf8')
  assert.match(text, /error: a service already runs on \/var\/lib\/kilonova/)
  assert.match(text, /cause: .*process \d+ \(kilonova up/)
  assert.match(text, /next: {2}/)
})

test('a port that another program has is told before anything is started', async () => {
  const { process, logPath } = await Service.launch(cloud.host, { stateDirectory: '/var/tmp/second' })
  assert.equal(await process.exited, 1)
  assert.match(
    await readFile(logPath, 'utf8'),
    /error: the API can not listen on 0\.0\.0\.0:8774: another program has this port/,
  )
  assert.equal(await cloud.host.exists('/var/tmp/second/postgres'), false)
})

test('a wrong setting is told by its name, and nothing is started', async () => {
  await cloud.host.mustExec([
    'sh',
    '-c',
    'mkdir -p /var/tmp/third && echo "control: {listen: {prot: 1}}" >/var/tmp/third/settings.yaml',
  ])
  const { process, logPath } = await Service.launch(cloud.host, {
    stateDirectory: '/var/tmp/third',
    args: ['--listen', ':8776'],
  })
  assert.equal(await process.exited, 1)
  assert.match(await readFile(logPath, 'utf8'), /control\.listen: .*prot/)
})

test('a power cut of the host loses no server: it is shown and can be deleted after the next start', async () => {
  const id = await cloud.api.create({ name: 'cut', imageRef: image, flavorRef: flavor })
  await cloud.api.until(id, ['ACTIVE'])
  await cloud.host.crash()
  await cloud.host.boot()
  await cloud.restart()
  assert.equal((await cloud.api.server(id))?.['name'], 'cut')
  await cloud.api.delete(id)
  await eventually(async () => assert.deepEqual(await leftovers(cloud.host), nothing))
})

test('without a libvirtd the service starts one, which ends with it and leaves the guest running', async () => {
  await cloud.service.stop()
  await cloud.host.killLibvirtd()
  await cloud.restart()
  assert.match(await cloud.service.log(), /note: no libvirtd runs here: started one/)
  const id = await cloud.api.create({ name: 'ours', imageRef: image, flavorRef: flavor })
  await cloud.api.until(id, ['ACTIVE'])
  const before = await guests()
  await cloud.service.kill()
  await eventually(async () => assert.equal(await cloud.host.mustExec(['sh', '-c', 'pgrep -x libvirtd || true']), ''))
  assert.equal(await guests(), before)
  await cloud.restart()
  assert.equal((await cloud.api.server(id))?.['status'], 'ACTIVE')
  await cloud.api.delete(id)
  await cloud.service.stop()
  assert.equal(await cloud.host.mustExec(['sh', '-c', 'pgrep -x libvirtd || true']), '')
})
