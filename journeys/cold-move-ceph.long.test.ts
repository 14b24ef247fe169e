import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { whyNoCeph } from '@kilonova/lab'
import { eventually, type ManyHostCloud } from './src/index.ts'
import { CephCloud } from './src/moving-in-ceph.ts'
import { makeFlavor, MovingServer, nothingLeft, ticking } from './src/moving-server.ts'

// Servers whose disks are in one Ceph cluster that both hosts reach: no byte of a disk travels, and a revert brings back every
// byte all the same.

const skip = whyNoCeph() ?? false
let world: CephCloud
let cloud: ManyHostCloud
let image: string
let small: string
let large: string

before(async () => {
  if (skip !== false) return
  world = await CephCloud.start()
  cloud = world.cloud
  image = await cloud.uploadGuest()
  small = await makeFlavor(cloud.api, { name: 'small', vcpus: 1, ram: 256, disk: 1, ephemeral: 1, swap: 32 })
  large = await makeFlavor(cloud.api, { name: 'large', vcpus: 2, ram: 320, disk: 2, ephemeral: 2, swap: 64 })
})
after(() => world?.[Symbol.asyncDispose]())

const gib = 2 ** 30
const grown = ['disk', 'disk.eph0']
const own = [...grown, 'disk.swap']

async function serverOn(host: string, name: string, flavorRef: string): Promise<MovingServer> {
  const more = { flavorRef, config_drive: true, user_data: ticking }
  const server = new MovingServer(cloud, await cloud.createOn(host, name, image, more))
  await server.settles('ACTIVE')
  return server
}

const qemuOn = async (host: string, server: MovingServer): Promise<string> =>
  (await cloud.host(host).mustExec(['pgrep', '-f', `uuid ${server.id}`])).trim()

/** Deleted, it leaves nothing anywhere. */
async function deleted(server: MovingServer): Promise<void> {
  await server.delete()
  await nothingLeft(cloud)
  assert.deepEqual(await world.images(), [])
}

test('off: resized up and reverted it has the same bytes and sizes; running: resized and confirmed it counts on; then it moves without its image', {
  skip,
}, async () => {
  const server = await serverOn('h1', 'mover', small)
  const first = await server.ready()
  const counted = await server.ticks(5)
  await server.act({ 'os-stop': null })
  await server.settles('SHUTOFF')
  assert.deepEqual(await world.images(server), own)
  const before = await world.checksums(server, own)

  await server.act({ resize: { flavorRef: large } })
  const verify = await server.settles('VERIFY_RESIZE')
  assert.equal(verify['OS-EXT-SRV-ATTR:host'], 'h2')
  assert.deepEqual(await server.runningOn(), [], 'a server that was off was started')
  assert.deepEqual(await world.sizes(server, grown), [2 * gib, 2 * gib])
  const kept = (await world.images(server)).filter((name) => name.includes('@nova-resize-'))
  assert.deepEqual(kept.map((name) => name.replace(/@.*/, '')).sort(), grown)
  await server.act({ revertResize: null })
  const reverted = await server.settles('SHUTOFF')
  assert.equal(reverted['OS-EXT-SRV-ATTR:host'], 'h1')
  assert.deepEqual(await world.images(server), own)
  assert.deepEqual(await world.sizes(server, grown), [gib, gib])
  assert.deepEqual(await world.checksums(server, own), before, 'it is not what it was')
  assert.deepEqual(await server.places(), ['h1 domain shut off', 'h1 files'])
  await server.act({ 'os-start': null })
  await server.settles('ACTIVE')
  await server.ready(2)

  await server.act({ resize: { flavorRef: large } })
  await server.settles('VERIFY_RESIZE')
  const resized = await server.ready(3)
  await server.act({ confirmResize: null }, 204)
  await server.settles('ACTIVE')
  assert.deepEqual(await server.runningOn(), ['h2'])
  assert.equal(resized.hardware?.cpus, 2)
  assert.ok((resized.up?.tick ?? 0) >= counted)
  assert.deepEqual(resized.addresses, first.addresses)
  assert.ok((resized.swapBytes ?? 0) > 60 * 2 ** 20, `swap of ${resized.swapBytes} bytes`)
  await eventually(async () => assert.deepEqual(await server.places(), ['h2 domain running', 'h2 files']))
  const [disk, ephemeral, swap = '', ...more] = await world.images(server)
  assert.deepEqual([disk, ephemeral, ...more], grown)
  assert.match(swap, /^disk\.swap\./)
  const disks = resized.disks.filter(({ type }) => type === 'ext4').map(({ sizeBytes }) => sizeBytes)
  assert.deepEqual(disks, [2 * gib, 2 * gib])

  assert.equal((await cloud.api.call('DELETE', `/image/v2/images/${image}`)).status, 204)
  const ticks = await server.ticks((resized.up?.tick ?? 0) + 3)
  await server.act({ migrate: null })
  await server.settles('VERIFY_RESIZE')
  const moved = await server.ready(4)
  assert.ok((moved.up?.tick ?? 0) >= ticks)
  await server.act({ confirmResize: null }, 204)
  await server.settles('ACTIVE')
  await eventually(async () => assert.deepEqual(await server.places(), ['h1 domain running', 'h1 files']))
  assert.deepEqual(await world.images(server), [...grown, swap])
  await deleted(server)
  image = await cloud.uploadGuest()
})

test('only what lies in files beside it travels', { skip }, async () => {
  const server = await serverOn('h1', 'light', small)
  await server.act({ migrate: null })
  await server.settles('VERIFY_RESIZE')
  const log = (await cloud.agents.get('h2')?.log()) ?? ''
  const arrived = log.split('\n').filter((line) => line.includes('disks arrived') && line.includes(server.id))
  const received = Number(/"receivedBytes":(\d+)/.exec(arrived.at(-1) ?? '')?.[1])
  const script = `cd /var/lib/kilonova/instances/${server.id} && cat kernel ramdisk disk.config guest-devices.json | wc -c`
  const files = Number(await cloud.host('h2').mustExec(['sh', '-c', script]))
  assert.ok(received > 0 && received <= files, `${received} bytes came, of files with ${files}`)
  await server.act({ confirmResize: null }, 204)
  await server.settles('ACTIVE')
  await deleted(server)
})

test('reverted while it runs: it counts on from where it was stopped', { skip }, async () => {
  const server = await serverOn('h1', 'back', small)
  await server.ready()
  await server.ticks(5)
  await server.act({ resize: { flavorRef: large } })
  await server.settles('VERIFY_RESIZE')
  const stoppedAt = (await server.ready(2)).up?.tick ?? 0
  const far = await server.ticks(stoppedAt + 20)
  await server.act({ revertResize: null })
  const now = await server.settles('ACTIVE')
  assert.equal(now['OS-EXT-SRV-ATTR:host'], 'h1')
  assert.deepEqual(await server.runningOn(), ['h1'])
  const back = await server.ready(2)
  assert.equal(back.up?.tick, stoppedAt, `it had counted to ${far} at the destination`)
  assert.equal(back.hardware?.cpus, 1)
  assert.deepEqual(await world.sizes(server, grown), [gib, gib])
  assert.deepEqual(await world.images(server), own)
  await deleted(server)
})

test('on one host: resized and reverted, resized again and deleted before anybody confirmed it', { skip }, async () => {
  const set = async (...args: string[]): Promise<void> => {
    const done = await cloud.service.command(['host', ...args])
    assert.equal(done.exitCode, 0, done.stderr)
  }
  await set('disable', 'h2', '--reason', 'a test')
  try {
    const server = await serverOn('h1', 'stays', small)
    await server.act({ 'os-stop': null })
    await server.settles('SHUTOFF')
    const before = await world.checksums(server, ['disk', 'disk.swap'])
    await server.act({ resize: { flavorRef: large } })
    assert.equal((await server.settles('VERIFY_RESIZE'))['OS-EXT-SRV-ATTR:host'], 'h1')
    assert.deepEqual(await world.sizes(server, grown), [2 * gib, 2 * gib])
    await server.act({ revertResize: null })
    await server.settles('SHUTOFF')
    assert.deepEqual(await world.checksums(server, ['disk', 'disk.swap']), before)
    assert.deepEqual(await world.images(server), own)
    await server.act({ 'os-start': null })
    await server.settles('ACTIVE')
    await server.act({ resize: { flavorRef: large } })
    await server.settles('VERIFY_RESIZE')
    assert.ok((await world.images(server)).some((name) => name.includes('@nova-resize-')))
    await deleted(server)
  } finally {
    await set('enable', 'h2')
  }
})

/** As it was: its guest felt nothing, and nothing is written on its disks. */
async function untouched(server: MovingServer, guest: string): Promise<void> {
  assert.equal(await qemuOn('h1', server), guest, 'its guest was stopped')
  assert.equal((await server.settles('ACTIVE'))['OS-EXT-SRV-ATTR:host'], 'h1')
  await eventually(async () => assert.deepEqual(await server.places(), ['h1 domain running', 'h1 files']))
  assert.deepEqual(await world.images(server), own)
  assert.equal((await world.rbd('image-meta', 'ls', `vms/${server.id}_disk`)).includes('kilonova'), false)
}

test('refused before anything stops: a smaller disk, and a destination that can not open the disks', {
  skip,
}, async () => {
  const server = await serverOn('h1', 'refused', small)
  const less = await makeFlavor(cloud.api, { name: 'less', vcpus: 1, ram: 256, disk: 1, ephemeral: 0, swap: 32 })
  const guest = await qemuOn('h1', server)
  await server.act({ resize: { flavorRef: less } }, 400)
  await untouched(server, guest)
  const monitors = `${cloud.lab.net}.254/32`
  await cloud.host('h2').mustExec(['ip', 'route', 'add', 'prohibit', monitors])
  try {
    await server.act({ migrate: null })
    await eventually(async () => {
      const flow = (await server.flows()).at(-1) ?? ''
      assert.match(flow, /^failed resize/)
      assert.match(flow, /can not open vms/)
    }, 90_000)
    await untouched(server, guest)
  } finally {
    await cloud.host('h2').mustExec(['ip', 'route', 'del', 'prohibit', monitors])
  }
  await deleted(server)
})

test('what nobody confirms is confirmed after its window, in Ceph too', { skip }, async () => {
  const path = join(cloud.host('h1').stateDir, 'settings.yaml')
  const settings = JSON.parse(await readFile(path, 'utf8')) as object
  await cloud.service.stop()
  await writeFile(path, JSON.stringify({ ...settings, control: { resize: { confirmWindowSec: 4 } } }))
  await cloud.startController()
  await cloud.untilUp(['h1', 'h2'])
  const server = await serverOn('h1', 'forgotten', small)
  await server.act({ migrate: null })
  await server.settles('VERIFY_RESIZE')
  await server.settles('ACTIVE')
  await eventually(async () => assert.deepEqual(await server.places(), ['h2 domain running', 'h2 files']))
  assert.deepEqual(await world.images(server), own)
  await cloud.service.stop()
  await writeFile(path, JSON.stringify(settings))
  await cloud.startController()
  await cloud.untilUp(['h1', 'h2'])
  await deleted(server)
})
