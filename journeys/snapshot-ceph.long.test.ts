import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { cephUser, startCeph, type TestCeph, whyNoCeph } from '@kilonova/lab'
import { eventually, SnapshotWorld, TestCloud } from './src/index.ts'

const skip = whyNoCeph() ?? false
let cloud: TestCloud
let ceph: TestCeph
let world: SnapshotWorld

before(async () => {
  if (skip !== false) return
  cloud = await TestCloud.start({
    settings: async (lab) => {
      ceph = await startCeph(join(lab.dir, 'ceph'), `${lab.net}.254`)
      return { host: { images: imagesSettings() } }
    },
  })
  world = await SnapshotWorld.prepare(cloud)
})
after(async () => {
  await cloud?.[Symbol.asyncDispose]()
  await ceph?.[Symbol.asyncDispose]()
})

function imagesSettings(more: object = {}): object {
  const { fsid, configPath } = ceph
  return { backend: 'rbd', rbd: { pool: 'vms', user: cephUser, configPath, fsid, ...more } }
}
const rbd = (...args: string[]): Promise<string> => ceph.ceph('rbd', '--id', 'admin', ...args)
const inImagesPool = async (): Promise<string> => (await rbd('ls', 'images')).trim()
const withImagesPool = (snapshot: object = {}): Promise<void> =>
  world.withSettings({ images: imagesSettings({ imagesPool: 'images' }), snapshot })
const deleteImage = async (imageId: string): Promise<void> => {
  assert.equal((await cloud.api.call('DELETE', `/image/v2/images/${imageId}`)).status, 204)
}

const snapshotsOf = (id: string): Promise<string> => ceph.ceph('rbd', '--id', 'admin', 'snap', 'ls', `vms/${id}_disk`)

test('disks in Ceph: running, paused and stopped guests are snapshotted by a snapshot of Ceph, which goes afterwards', {
  skip,
}, async () => {
  const id = await world.countingServer('in ceph')
  await world.untilAgent(id)
  const before = await world.lastTick(id)
  const running = await world.snapshot(id, 'running')
  const image = await world.untilActive(running, id)
  assert.equal(image['disk_format'], 'raw')
  assert.match(await cloud.service.log(), /"how":"clone"/)
  assert.equal(await snapshotsOf(id), '')
  assert.deepEqual(await world.leftOnHost(), [])
  const look = await world.look(running)
  assert.deepEqual({ replayed: look.replayed, repairs: look.repairs }, { replayed: false, repairs: [] }, look.said)
  assert.ok(look.tick >= before)
  await world.ticksOn(id, look.tick)
  const blocks = await cloud.host.mustExec(['stat', '-c', '%b', `/var/lib/kilonova/images/${running}`])
  assert.ok(Number(blocks) * 512 < 200 * 2 ** 20, 'the holes of the disk are holes of the image')

  await world.mustAct(id, { pause: null })
  await cloud.api.until(id, ['PAUSED'])
  await world.untilActive(await world.snapshot(id, 'paused'), id)
  assert.equal((await cloud.api.server(id))?.['status'], 'PAUSED')
  await world.mustAct(id, { unpause: null })
  await cloud.api.until(id, ['ACTIVE'])

  await world.mustAct(id, { 'os-stop': null })
  await cloud.api.until(id, ['SHUTOFF'])
  await world.untilActive(await world.snapshot(id, 'stopped'), id)

  const copy = await world.boot(running)
  assert.equal(copy.boots, 2)
  assert.ok(copy.tick >= before)
  await cloud.api.delete(copy.id)
  await cloud.api.delete(id)
})

test('killed in the middle of a snapshot in Ceph: no snapshot of Ceph stays, the image is right or gone', {
  skip,
}, async () => {
  const id = await world.countingServer('killed')
  await cloud.service.stop()
  await cloud.restart({ env: { KILONOVA_TEST_HALT: 'snapshot:uploaded:before' } })
  const imageId = await world.snapshot(id, 'cut off')
  assert.equal(await cloud.service.exited, 137)
  await cloud.restart()
  assert.equal(await world.settles(id, imageId), 'active')
  await eventually(async () => assert.equal(await snapshotsOf(id), ''))
  await cloud.api.delete(id)
})

test('with a pool of images: servers are cloned from the snapshot, its server may go, and it goes from Ceph with the last of them', {
  skip,
}, async () => {
  await withImagesPool()
  const id = await world.countingServer('into the pool')
  await world.untilAgent(id)
  const before = await world.lastTick(id)
  const imageId = await world.snapshot(id, 'in the pool')
  const image = await world.untilActive(imageId, id)
  assert.equal(await inImagesPool(), imageId)
  assert.equal(await snapshotsOf(id), '')
  assert.doesNotMatch(await rbd('info', `images/${imageId}`), /parent/)
  const { body } = await cloud.api.call('GET', `/image/v2/images/${imageId}/locations`)
  assert.deepEqual(body, [{ url: `rbd://${ceph.fsid}/images/${imageId}/snap`, metadata: {} }])
  const look = await world.look(imageId)
  assert.deepEqual({ replayed: look.replayed, repairs: look.repairs }, { replayed: false, repairs: [] }, look.said)
  assert.ok(look.tick >= before)
  await rbd('export', '--no-progress', `images/${imageId}@snap`, join(cloud.lab.dir, 'shared', 'exported'))
  const hash = await cloud.host.mustExec(['sha512sum', join(cloud.lab.dir, 'shared', 'exported')])
  assert.equal(hash.split(' ')[0], image['os_hash_value'])

  await cloud.api.delete(id)
  const copy = await world.boot(imageId)
  assert.equal(copy.boots, 2)
  assert.ok(copy.tick >= before)
  assert.match(await rbd('info', `vms/${copy.id}_disk`), new RegExp(`parent: images/${imageId}@snap`))
  await deleteImage(imageId)
  await cloud.service.stop()
  await cloud.restart()
  await eventually(async () => assert.match(await cloud.service.log(), /disks of servers stand on an image/), 60_000)
  assert.equal(await inImagesPool(), imageId)
  await cloud.api.delete(copy.id)
  await eventually(async () => assert.equal(await inImagesPool(), ''), 60_000)
})

test('an image that is deleted while it is made, and one whose controller was killed at its removal, are gone from Ceph', {
  skip,
}, async () => {
  await withImagesPool({ bandwidthMiBps: 1 })
  const id = await world.countingServer('deleted meanwhile')
  const given = await world.snapshot(id, 'given up')
  await eventually(async () => assert.equal(await inImagesPool(), given), 60_000)
  await deleteImage(given)
  await world.untilFree(id)
  await eventually(async () => assert.equal(await inImagesPool(), ''), 60_000)
  assert.equal(await snapshotsOf(id), '')
  assert.deepEqual(await world.leftOnHost(), [])

  await withImagesPool()
  const whole = await world.snapshot(id, 'whole')
  await world.untilActive(whole, id)
  assert.equal(await inImagesPool(), whole)
  await deleteImage(whole)
  await cloud.service.kill()
  await cloud.restart()
  await eventually(async () => assert.equal(await inImagesPool(), ''), 60_000)
  await cloud.api.delete(id)
})

test('killed while the image is made in Ceph, at every step: it is right or gone, in Ceph as well', {
  skip,
}, async () => {
  await withImagesPool()
  const id = await world.countingServer('killed in the pool')
  const settled = async (imageId: string): Promise<void> => {
    // What was cut off is stored anew, with a start of `rbd` for each of a dozen steps: seconds on a quiet machine.
    await world.untilFree(id)
    const end = await world.settles(id, imageId)
    await eventually(async () => assert.equal(await inImagesPool(), end === 'active' ? imageId : ''), 60_000)
    await eventually(async () => assert.equal(await snapshotsOf(id), ''))
    if (end === 'gone') return
    const { body } = await cloud.api.call('GET', `/image/v2/images/${imageId}`)
    await rbd('export', '--no-progress', `images/${imageId}@snap`, join(cloud.lab.dir, 'shared', `of-${imageId}`))
    const hash = await cloud.host.mustExec(['sha512sum', join(cloud.lab.dir, 'shared', `of-${imageId}`)])
    assert.equal(hash.split(' ')[0], body['os_hash_value'])
    await deleteImage(imageId)
    await eventually(async () => assert.equal(await inImagesPool(), ''), 60_000)
  }
  for (const halt of ['snapshot:taken:after', 'snapshot:uploaded:before', 'snapshot:published:before']) {
    await cloud.service.stop()
    await cloud.restart({ env: { KILONOVA_TEST_HALT: halt } })
    const imageId = await world.snapshot(id, halt)
    assert.equal(await cloud.service.exited, 137, halt)
    await cloud.restart()
    await settled(imageId)
  }
  // In the middle of the host's work: as soon as the clone is seen, and some moments after.
  for (const afterMs of [0, 150, 400]) {
    const imageId = await world.snapshot(id, `after ${afterMs} ms`)
    await eventually(async () => assert.equal(await inImagesPool(), imageId), 60_000, 10)
    await sleep(afterMs)
    await cloud.service.kill()
    await cloud.restart()
    await settled(imageId)
  }
  await cloud.api.delete(id)
})
