import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually, SnapshotWorld, TestCloud } from './src/index.ts'
import { makeFlavor } from './src/moving-server.ts'

// Every way of snapshotting, on the real parts: what the image holds, and that the guest is as before.

let cloud: TestCloud
let world: SnapshotWorld

before(async () => {
  cloud = await TestCloud.start()
  world = await SnapshotWorld.prepare(cloud)
})
after(() => cloud?.[Symbol.asyncDispose]())

interface Way {
  readonly name: string
  readonly snapshot: object
  readonly images?: object
  /** What the snapshot must be called by the host. */
  readonly how: string
  readonly format: 'raw' | 'qcow2'
}

const ways: Way[] = [
  { name: 'copy, qcow2', snapshot: { live: 'copy' }, how: 'copy', format: 'qcow2' },
  { name: 'rebase, qcow2', snapshot: { live: 'rebase' }, how: 'rebase', format: 'qcow2' },
  { name: 'cold, qcow2', snapshot: { live: 'off' }, how: 'cold', format: 'qcow2' },
  { name: 'copy, qcow2 to raw', snapshot: { live: 'copy', imageFormat: 'raw' }, how: 'copy', format: 'raw' },
  { name: 'copy, compressed', snapshot: { live: 'copy', compress: true }, how: 'copy', format: 'qcow2' },
  { name: 'copy, flat', snapshot: { live: 'copy' }, images: { backend: 'flat' }, how: 'copy', format: 'raw' },
  { name: 'rebase, flat', snapshot: { live: 'rebase' }, images: { backend: 'flat' }, how: 'rebase', format: 'raw' },
  { name: 'cold, flat', snapshot: { live: 'off' }, images: { backend: 'flat' }, how: 'cold', format: 'raw' },
]

/** How the host says that it took the last snapshot. */
async function lastHow(): Promise<string | undefined> {
  return [...(await cloud.service.log()).matchAll(/"how":"(\w+)"/g)].at(-1)?.[1]
}

for (const way of ways) {
  test(`${way.name}: running, paused, stopped and suspended guests; the guest is as before, the image boots`, async () => {
    await world.withSettings({ snapshot: way.snapshot, ...(way.images === undefined ? {} : { images: way.images }) })
    const id = await world.countingServer(way.name)
    await world.untilAgent(id)

    // Running: frozen by its agent, so that its file system is clean without a replay.
    const before = await world.lastTick(id)
    const running = await world.snapshot(id, 'running')
    assert.equal((await world.untilActive(running, id))['disk_format'], way.format)
    assert.equal(await lastHow(), way.how)
    assert.deepEqual(await world.leftOnHost(), [])
    const look = await world.look(running)
    assert.deepEqual(
      { replayed: look.replayed, repairs: look.repairs, standalone: look.standalone },
      { replayed: false, repairs: [], standalone: true },
      look.said,
    )
    assert.ok(look.tick >= before, `${look.tick} is older than ${before}`)
    await world.ticksOn(id, look.tick)
    assert.match(await cloud.host.mustExec(['virsh', 'domstate', await world.domainOf(id)]), /^running/)

    // Paused: stays so.
    await world.mustAct(id, { pause: null })
    await cloud.api.until(id, ['PAUSED'])
    const paused = await world.snapshot(id, 'paused')
    await world.untilActive(paused, id)
    assert.equal(await lastHow(), way.how)
    assert.match(await cloud.host.mustExec(['virsh', 'domstate', await world.domainOf(id)]), /^paused/)
    assert.equal((await cloud.api.server(id))?.['status'], 'PAUSED')
    assert.deepEqual((await world.look(paused)).repairs, [])
    await world.mustAct(id, { unpause: null })
    await cloud.api.until(id, ['ACTIVE'])
    await world.ticksOn(id, look.tick)

    // Suspended: its memory stays saved.
    await world.mustAct(id, { suspend: null })
    await cloud.api.until(id, ['SUSPENDED'])
    await world.untilActive(await world.snapshot(id, 'suspended'), id)
    assert.equal((await cloud.api.server(id))?.['status'], 'SUSPENDED')
    await world.mustAct(id, { resume: null })
    await cloud.api.until(id, ['ACTIVE'])
    const resumed = await world.lastTick(id)
    await world.ticksOn(id, resumed)

    // Stopped: read as it is.
    await world.mustAct(id, { 'os-stop': null })
    await cloud.api.until(id, ['SHUTOFF'])
    const stopped = await world.snapshot(id, 'stopped')
    await world.untilActive(stopped, id)
    assert.equal(await lastHow(), 'stopped')
    assert.equal((await cloud.api.server(id))?.['status'], 'SHUTOFF')
    const off = await world.look(stopped)
    assert.deepEqual({ replayed: off.replayed, repairs: off.repairs }, { replayed: false, repairs: [] }, off.said)
    assert.ok(off.tick >= resumed)
    await cloud.api.delete(id)

    const copy = await world.boot(running)
    assert.equal(copy.boots, 2)
    assert.ok(copy.tick >= before)
    await cloud.api.delete(copy.id)
    for (const image of [running, paused, stopped]) await cloud.api.call('DELETE', `/image/v2/images/${image}`)
    await eventually(async () => assert.deepEqual(await world.leftOnHost(), []))
  })
}

test('an ephemeral disk is neither taken nor touched; the root disk is, and boots without it', async () => {
  const { api, host } = cloud
  const flavorRef = await makeFlavor(api, { name: 'with ephemeral', vcpus: 1, ram: 256, disk: 1, ephemeral: 1 })
  const keeps = `#!/bin/sh
mkdir -p /run/kept && mount /dev/vdb /run/kept && echo of the ephemeral disk > /run/kept/mark && umount /run/kept &&
echo GUEST-NOISE
`
  await world.withSettings({ snapshot: { live: 'copy' } })
  const id = await world.countingServer('with ephemeral', {
    flavorRef,
    user_data: Buffer.from(keeps).toString('base64'),
  })
  const disk = `/var/lib/kilonova/instances/${id}/disk.eph0`
  const before = `/var/lib/kilonova/eph0-before.qcow2`
  await host.mustExec(['cp', disk, before])
  const domain = await world.domainOf(id)
  const disks = await host.mustExec(['virsh', '-q', 'domblklist', domain])
  assert.match(disks, new RegExp(`vdb +${disk}`))

  const images: string[] = []
  for (const live of ['copy', 'rebase', 'off']) {
    await world.withSettings({ snapshot: { live } })
    const tick = await world.lastTick(id)
    const imageId = await world.snapshot(id, live)
    await world.untilActive(imageId, id)
    assert.equal(await lastHow(), live === 'off' ? 'cold' : live)
    assert.deepEqual(await world.leftOnHost(), [])
    assert.equal(await host.mustExec(['virsh', '-q', 'domblklist', domain]), disks)
    await host.mustExec(['qemu-img', 'compare', '-U', before, disk])
    const look = await world.look(imageId)
    assert.deepEqual(
      { repairs: look.repairs, standalone: look.standalone },
      { repairs: [], standalone: true },
      look.said,
    )
    assert.ok(look.tick >= tick, `${look.tick} is older than ${tick}`)
    await world.ticksOn(id, look.tick)
    images.push(imageId)
  }
  const raw = '/var/lib/kilonova/eph0.raw'
  await host.mustExec(['qemu-img', 'convert', '-U', '-O', 'raw', disk, raw])
  assert.equal((await host.mustExec(['debugfs', '-R', 'cat /mark', raw])).trim(), 'of the ephemeral disk')
  await host.mustExec(['rm', '-f', raw, before])
  await api.delete(id)
  for (const imageId of images) {
    const copy = await world.boot(imageId)
    assert.equal(copy.boots, 2)
    await api.delete(copy.id)
    await api.call('DELETE', `/image/v2/images/${imageId}`)
  }
})
