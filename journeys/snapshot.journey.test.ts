import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually, SnapshotWorld, TestCloud } from './src/index.ts'

let cloud: TestCloud
let world: SnapshotWorld

before(async () => {
  cloud = await TestCloud.start()
  world = await SnapshotWorld.prepare(cloud)
})
after(() => cloud?.[Symbol.asyncDispose]())

test('a running guest is snapshotted while it goes on counting; the image boots with a clean disk, not older than the request', async () => {
  const id = await world.countingServer('origin')
  await world.untilAgent(id)
  const before = await world.lastTick(id)
  const imageId = await world.snapshot(id, 'first', { purpose: 'a test' })
  const image = await world.untilActive(imageId, id)
  assert.deepEqual(await world.leftOnHost(), [])
  await world.ticksOn(id, await world.lastTick(id))
  assert.equal(image['disk_format'], 'qcow2')
  assert.equal(image['container_format'], 'bare')
  assert.equal(image['image_type'], 'snapshot')
  assert.equal(image['instance_uuid'], id)
  assert.equal(image['base_image_ref'], world.image)
  assert.equal(image['purpose'], 'a test')
  assert.equal(image['visibility'], 'private')
  const bytes = await cloud.host.mustExec(['sha512sum', `/var/lib/kilonova/images/${imageId}`])
  assert.equal(bytes.split(' ')[0], image['os_hash_value'])
  const seen = await world.look(imageId)
  const { replayed, repairs, standalone } = seen
  assert.deepEqual({ replayed, repairs, standalone }, { replayed: false, repairs: [], standalone: true }, seen.said)
  assert.ok(seen.tick >= before, `${seen.tick} is older than ${before}`)
  const copy = await world.boot(imageId)
  assert.equal(copy.boots, 2)
  assert.ok(copy.tick >= before, `${copy.tick} is older than ${before}`)
  await cloud.api.delete(copy.id)

  const { service } = cloud
  const made = await service.command(['server', 'snapshot', 'origin', '--name', 'by command', '--wait', '--json'])
  assert.equal(made.exitCode, 0, made.stderr)
  const { id: byCommand, status } = JSON.parse(made.stdout) as { id: string; status: string }
  assert.equal(status, 'active')
  await world.untilFree(id)
  const again = await service.command(['server', 'backup', 'origin', '--type', 'weekly', '--rotate', '1', '--wait'])
  assert.equal(again.exitCode, 0, again.stderr)
  await world.untilFree(id)
  const options = ['--name', 'newest', '--type', 'weekly', '--rotate', '1', '--wait']
  const openstack = await service.openstack(['server', 'backup', 'create', ...options, '-f', 'json', 'origin'])
  assert.equal(openstack.exitCode, 0, openstack.stderr)
  await world.untilFree(id)
  const { body } = await cloud.api.call('GET', '/image/v2/images?image_type=backup')
  const backups = (body['images'] as { name: string; status: string }[]).map((one) => `${one.name} ${one.status}`)
  assert.deepEqual(backups, ['newest active'])
  assert.deepEqual(await world.leftOnHost(), [])
  await cloud.api.delete(id)
  assert.equal((await cloud.api.call('DELETE', `/image/v2/images/${byCommand}`)).status, 204)
  await eventually(async () => assert.deepEqual(await world.leftOnHost(), []))
})
