import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually, type Json, leftovers, nothing, SnapshotWorld, TestCloud } from './src/index.ts'

// What else can go wrong with a snapshot: full disks, deletes, limits, a guest that goes off by itself, a user who
// changes his mind.

const state = '/var/lib/kilonova'
const slow = { bandwidthMiBps: 1 }
let cloud: TestCloud
let world: SnapshotWorld
let id = ''

before(async () => {
  cloud = await TestCloud.start()
  world = await SnapshotWorld.prepare(cloud)
  id = await world.countingServer('unharmed')
  await world.untilAgent(id)
})
after(() => cloud?.[Symbol.asyncDispose]())

async function withSmall(directory: string, size: string, work: () => Promise<void>): Promise<void> {
  await cloud.host.mustExec(['mkdir', '-p', directory])
  await cloud.host.mustExec(['mount', '-t', 'tmpfs', '-o', `size=${size},mode=711`, 'tmpfs', directory])
  try {
    await work()
  } finally {
    await cloud.host.mustExec(['umount', directory])
  }
}

for (const live of ['copy', 'rebase'] as const) {
  test(`${live}: a disk that fills up during the copy: no image, the reason is told, the guest goes on`, async () => {
    await world.withSettings({ snapshot: { live } })
    await withSmall(`${state}/instances/snapshots`, '1m', async () => {
      const imageId = await world.snapshot(id, 'too large')
      await world.untilFree(id)
      assert.match(await world.whyFailed(id), /space|full/i)
      assert.equal(await world.settles(id, imageId), 'gone')
    })
  })
}

test('a full image store: no image, the reason is told, the guest goes on', async () => {
  await world.withSettings({ snapshot: { live: 'copy' } })
  await withSmall(`${state}/images`, '2m', async () => {
    const imageId = await world.snapshot(id, 'no room')
    await world.untilFree(id)
    assert.match(await world.whyFailed(id), /space|full|MiB free/i)
    assert.equal(await world.settles(id, imageId), 'gone')
  })
})

test('an image above the limit of the cloud is refused before it is written', async () => {
  const flavor = { flavor: { name: 'two', ram: 128, vcpus: 1, disk: 2, id: 'two' } }
  assert.equal((await cloud.api.compute('POST', '/flavors', flavor)).status, 200)
  const large = await cloud.api.create({ name: 'large', imageRef: world.image, flavorRef: 'two' })
  await cloud.api.until(large, ['ACTIVE'])
  await world.withSettings({ snapshot: { live: 'copy', imageFormat: 'raw' } }, {}, { images: { maxSizeGiB: 1 } })
  const imageId = await world.snapshot(large, 'over the limit')
  await world.untilFree(large)
  assert.match(await world.whyFailed(large), /limit of this cloud/)
  assert.equal(await world.imageOf(imageId), undefined)
  assert.deepEqual(await world.leftOnHost(), [])
  await cloud.api.delete(large)
})

test('an image deleted while it is copied, and while it is stored: no block job, no file, the guest goes on', async () => {
  await world.withSettings({ snapshot: { live: 'copy', ...slow } })
  const first = await world.snapshot(id, 'unwanted')
  await world.untilCopying(id)
  assert.equal((await cloud.api.call('DELETE', `/image/v2/images/${first}`)).status, 204)
  assert.equal(await world.settles(id, first), 'gone')
  const second = await world.snapshot(id, 'unwanted too')
  await eventually(
    async () => {
      assert.equal((await cloud.api.server(id))?.['OS-EXT-STS:task_state'], 'image_uploading')
    },
    60_000,
    20,
  )
  assert.equal((await cloud.api.call('DELETE', `/image/v2/images/${second}`)).status, 204)
  assert.equal(await world.settles(id, second), 'gone')
})

test('Ctrl-C of `kilonova server snapshot --wait` cancels it, and says so', async () => {
  const script = `"$@" & pid=$!; until virsh -q dumpxml ${await world.domainOf(id)} | grep -q '<mirror'; do sleep 0.05; done; kill -INT $pid; wait $pid; echo "exit $?"`
  const [program = ''] = (await import('./src/service.ts')).Service.program
  const run = await cloud.host.exec(
    ['bash', '-c', script, 'bash', program, 'server', 'snapshot', 'unharmed', '--name', 'regretted', '--wait'],
    {
      env: { KILONOVA_STATE: state },
      timeoutMs: 120_000,
    },
  )
  assert.match(run.stderr, /cancelled: there is no snapshot of server unharmed; the server is as before/)
  assert.match(run.stdout, /exit 130/)
  await eventually(async () => assert.deepEqual(await world.leftOnHost(), []))
  const { body } = await cloud.api.call('GET', '/image/v2/images?name=regretted')
  assert.deepEqual(body['images'], [])
})

test('meanwhile a stop, a reboot, a resize and a second snapshot are refused by 409, and work after it', async () => {
  const imageId = await world.snapshot(id, 'undisturbed')
  await world.untilCopying(id)
  const flavorRef = await cloud.api.flavor('m1.small')
  const others: Json[] = [
    { 'os-stop': null },
    { reboot: { type: 'HARD' } },
    { pause: null },
    { suspend: null },
    { createImage: { name: 'second' } },
    { createBackup: { name: 'second', backup_type: 'daily', rotation: 1 } },
    { resize: { flavorRef } },
    { migrate: null },
    { 'os-migrateLive': { host: null, block_migration: 'auto' } },
  ]
  for (const other of others) {
    const answer = await world.action(id, other, 30)
    assert.ok(
      answer.status === 409 || (answer.status === 400 && /no such action/.test(answer.text)),
      `${JSON.stringify(other)}: ${answer.status} ${answer.text}`,
    )
  }
  assert.equal(await world.settles(id, imageId, 60_000), 'active')
})

test('a guest that goes off during its copy is read as it is then', async () => {
  const other = await world.countingServer('goes off')
  const imageId = await world.snapshot(other, 'of one that went off')
  await world.untilCopying(other)
  await cloud.host.mustExec(['virsh', 'destroy', await world.domainOf(other)])
  const image = await world.untilActive(imageId, other)
  assert.equal(image['status'], 'active')
  assert.deepEqual((await world.look(imageId)).repairs, [])
  await eventually(async () => assert.equal((await cloud.api.server(other))?.['status'], 'SHUTOFF'))
  assert.deepEqual(await world.leftOnHost(), [])
  await cloud.api.delete(other)
})

test('a server deleted during its snapshot is gone with all that the snapshot had', async () => {
  const other = await world.countingServer('deleted')
  const imageId = await world.snapshot(other, 'of a deleted one')
  await world.untilCopying(other)
  await cloud.api.delete(other)
  assert.equal(await world.imageOf(imageId), undefined)
  assert.deepEqual(await world.leftOnHost(), [])
})

test('os_require_quiesce: without an agent no image is made, with one its file systems were at rest', async () => {
  await world.withSettings({ snapshot: { live: 'copy' } })
  const strict = await SnapshotWorld.prepare(cloud, { os_require_quiesce: 'yes' })
  const withAgent = await strict.countingServer('at rest')
  await strict.untilAgent(withAgent)
  const imageId = await strict.snapshot(withAgent, 'at rest')
  await strict.untilActive(imageId, withAgent)
  const look = await strict.look(imageId)
  assert.deepEqual({ replayed: look.replayed, repairs: look.repairs }, { replayed: false, repairs: [] }, look.said)
  await strict.mustAct(withAgent, { pause: null })
  await cloud.api.until(withAgent, ['PAUSED'])
  await strict.snapshot(withAgent, 'not while paused')
  await strict.untilFree(withAgent)
  assert.match(await strict.whyFailed(withAgent), /cannot be frozen/)
  await cloud.api.delete(withAgent)
  const none = await SnapshotWorld.prepare(cloud, { os_require_quiesce: 'yes', hw_qemu_guest_agent: 'no' })
  const without = await none.countingServer('no agent')
  const refused = await none.snapshot(without, 'cannot be')
  await none.untilFree(without)
  assert.match(await none.whyFailed(without), /cannot be frozen/)
  assert.equal(await none.imageOf(refused), undefined)
  await cloud.api.delete(without)
})

test('more snapshots than the host may take at once wait for each other', async () => {
  await world.withSettings({ snapshot: { live: 'copy', concurrent: 1, ...slow } })
  const other = await world.countingServer('second')
  const images = [await world.snapshot(id, 'one'), await world.snapshot(other, 'two')]
  await eventually(async () => {
    const jobs = await cloud.host.mustExec([
      'sh',
      '-c',
      'for d in $(virsh -q list --name); do virsh -q dumpxml $d; done | grep -c "<mirror " || true',
    ])
    assert.equal(jobs.trim(), '1')
  })
  await Promise.all([world.untilActive(images[0] ?? '', id), world.untilActive(images[1] ?? '', other)])
  await cloud.api.delete(other)
})

test('at the end nothing is left', async () => {
  await cloud.api.delete(id)
  await eventually(async () => assert.deepEqual(await leftovers(cloud.host), { ...nothing, instances: ['snapshots'] }))
})
