import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
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
      const { fsid, configPath } = ceph
      return { host: { images: { backend: 'rbd', rbd: { pool: 'vms', user: cephUser, configPath, fsid } } } }
    },
  })
  world = await SnapshotWorld.prepare(cloud)
})
after(async () => {
  await cloud?.[Symbol.asyncDispose]()
  await ceph?.[Symbol.asyncDispose]()
})

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
