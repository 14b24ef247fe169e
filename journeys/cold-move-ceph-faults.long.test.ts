import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { everyFlow } from '@kilonova/control'
import { cephUser, whyNoCeph } from '@kilonova/lab'
import { eventually, HostAgent, type ManyHostCloud, Service } from './src/index.ts'
import { CephCloud } from './src/moving-in-ceph.ts'
import { makeFlavor, MovingServer, nothingLeft } from './src/moving-server.ts'

// What differs from disks in files: nothing is copied, so that both hosts have the same disk before them. Whatever dies, and
// whenever: the guest runs at one of them, its bytes are right, and no snapshot or disk of the move is left in Ceph.

const skip = whyNoCeph() ?? false
let world: CephCloud
let cloud: ManyHostCloud
let image: string
let small: string
let large: string

/** Short patience, so that a dead source is given up soon. */
const host = { resize: { stallSec: 2, patienceSec: 6 }, libvirt: { shutdownTimeoutSec: 0 } }

before(async () => {
  if (skip !== false) return
  world = await CephCloud.start(host)
  cloud = world.cloud
  image = await cloud.api.mustUpload({ name: 'small', diskFormat: 'raw', bytes: new Uint8Array(imageBytes).fill(7) })
  // As large as the image: each checksum reads all of it.
  small = await makeFlavor(cloud.api, { name: 'small', vcpus: 1, ram: 64, disk: 0, swap: 8 })
  large = await makeFlavor(cloud.api, { name: 'large', vcpus: 1, ram: 64, disk: 1, swap: 16 })
})
after(() => world?.[Symbol.asyncDispose]())

/** A program that was killed holds a disk for half a minute; Ceph lets go of it then. */
const settleMs = 180_000
const gib = 2 ** 30
const imageBytes = 16 * 2 ** 20
const own = ['disk', 'disk.swap']
type Host = 'h1' | 'h2'
const other = (name: Host): Host => (name === 'h1' ? 'h2' : 'h1')

/** A running guest with bytes of its own on its disk, which it never writes. */
async function guestOn(name: Host): Promise<MovingServer> {
  const server = new MovingServer(cloud, await cloud.createOn(name, 'hurt', image, { flavorRef: small }))
  await server.settles('ACTIVE')
  await server.act({ 'os-stop': null })
  await server.settles('SHUTOFF')
  const target = `rbd:vms/${server.id}_disk:id=${cephUser}:conf=${world.ceph.configPath}`
  await cloud.host(name).mustExec(['qemu-io', '-f', 'raw', '-c', 'write -P 0x5a 8M 1M', target])
  await server.act({ 'os-start': null })
  await server.settles('ACTIVE')
  return server
}

/** Waits for its end, whichever it is, and checks all that must be true then. */
async function settled(
  server: MovingServer,
  source: Host,
  content: readonly string[],
): Promise<'source' | 'destination'> {
  const status = await eventually(async () => {
    const now = await server.show()
    assert.equal(now['OS-EXT-STS:task_state'], null)
    assert.match(String(now['status']), /^(ACTIVE|VERIFY_RESIZE)$/)
    const flows = await server.flows()
    assert.ok(
      flows.every((flow) => !/^(running|undoing|queued)/.test(flow)),
      flows.join('; '),
    )
    return now['status']
  }, settleMs)
  if (status === 'ACTIVE') {
    await isBack(server, source, content)
    return 'source'
  }
  const at = other(source)
  assert.equal(await server.hostName(), at)
  const wanted = [`${source} domain shut off`, `${source} files_resize`, `${at} domain running`, `${at} files`]
  await eventually(async () => assert.deepEqual(await server.places(), wanted.sort()), settleMs)
  assert.deepEqual(await server.runningOn(), [at])
  assert.deepEqual(await world.sizes(server, ['disk']), [gib])
  return 'destination'
}

/** The server as it was, to the last byte, and nothing beside it. */
async function isBack(server: MovingServer, source: Host, content: readonly string[]): Promise<void> {
  assert.equal(await server.hostName(), source)
  const wanted = [`${source} domain running`, `${source} files`]
  await eventually(async () => assert.deepEqual(await server.places(), wanted), settleMs)
  assert.deepEqual(await server.runningOn(), [source])
  await eventually(async () => assert.deepEqual(await world.images(server), own), settleMs)
  assert.deepEqual(await world.sizes(server, ['disk']), [imageBytes])
  assert.deepEqual(await world.checksums(server, own), content, 'its disks are not what they were')
}

/** Resizes a guest, hurts the move, and brings the guest back when it arrived all the same. */
async function hurt(source: Host, work: (server: MovingServer) => Promise<void>): Promise<void> {
  const server = await guestOn(source)
  const content = await world.checksums(server, own)
  await server.act({ resize: { flavorRef: large } })
  await work(server)
  if ((await settled(server, source, content)) === 'destination') {
    await server.act({ revertResize: null })
    await server.settles('ACTIVE', settleMs)
    await isBack(server, source, content)
  }
  await gone(server)
}

async function gone(server: MovingServer): Promise<void> {
  await cloud.api.delete(server.id, settleMs)
  await nothingLeft(cloud, settleMs)
  await eventually(async () => assert.deepEqual(await world.images(), []), settleMs)
}

/** The agent of h2, which dies, or has its libvirtd die, at one operation. @returns what brings it back. */
async function doomed(operation: string, point: string, victim: 'agent' | 'libvirtd'): Promise<() => Promise<void>> {
  await cloud.agents.get('h2')?.stop()
  const env = { KILONOVA_TEST_HALT_AT: `${operation}:${point}:${victim}` }
  const agent = await HostAgent.start(cloud.host('h2'), { env })
  cloud.agents.set('h2', agent)
  await cloud.untilUp(['h1', 'h2'])
  return async () => {
    if (victim === 'libvirtd') return
    assert.equal(await agent.exited, 137)
    await cloud.startAgent('h2')
  }
}

for (const step of everyFlow.resize.stepNames.filter((name) =>
  ['offered', 'ready', 'migrated', 'arrived', 'started'].includes(name),
)) {
  test(`controller and source killed after ${step}: the move goes on to its end`, { skip }, async () => {
    await cloud.service.stop()
    cloud.service = await Service.start(cloud.host('h1'), { env: { KILONOVA_TEST_HALT: `resize:${step}:after` } })
    cloud.api = await cloud.service.login()
    await cloud.untilUp(['h1', 'h2'])
    await hurt('h1', async () => {
      assert.equal(await cloud.service.exited, 137)
      await cloud.startController()
      await cloud.untilUp(['h1', 'h2'])
    })
  })
}

for (const [operations, source] of [
  [['readyForDisks', 'receiveDisks', 'startMigrated'], 'h1'],
  [['offerDisks', 'migrateDisks'], 'h2'],
] as const) {
  for (const operation of operations) {
    for (const point of ['before', 'after'] as const) {
      for (const victim of ['agent', 'libvirtd'] as const) {
        const who = source === 'h1' ? 'destination' : 'source'
        test(`${who}: ${victim} killed ${point} ${operation}`, { skip }, async () => {
          const revive = await doomed(operation, point, victim)
          await hurt(source, revive)
        })
      }
    }
  }
}

// The ways out of VERIFY_RESIZE: they go forward, whoever dies.
for (const [operation, source, action] of [
  ['abandonMigration', 'h1', 'revertResize'],
  ['restoreServer', 'h2', 'revertResize'],
  ['confirmMigration', 'h2', 'confirmResize'],
] as const) {
  for (const point of ['before', 'after'] as const) {
    test(`${action}: agent killed ${point} ${operation}`, { skip }, async () => {
      const revive = await doomed(operation, point, 'agent')
      const server = await guestOn(source)
      const content = await world.checksums(server, own)
      await server.act({ resize: { flavorRef: large } })
      await server.settles('VERIFY_RESIZE', settleMs)
      await server.act({ [action]: null }, action === 'confirmResize' ? 204 : 202)
      await revive()
      await server.settles('ACTIVE', settleMs)
      if (action === 'revertResize') await isBack(server, source, content)
      else {
        const at = other(source)
        await eventually(
          async () => assert.deepEqual(await server.places(), [`${at} domain running`, `${at} files`]),
          settleMs,
        )
        const [disk, swap = '', ...more] = await world.images(server)
        assert.deepEqual([disk, ...more], ['disk'])
        assert.match(swap, /^disk\.swap\.[0-9a-f-]{36}$/)
      }
      await gone(server)
    })
  }
}

/** Kills the agent of h2 as soon as something is seen in Ceph. */
async function killedOnSight(seen: () => Promise<boolean>): Promise<void> {
  await eventually(async () => assert.ok(await seen(), 'nothing of it is in Ceph yet'), settleMs, 5)
  await cloud.killAgent('h2')
  await cloud.startAgent('h2')
  await cloud.untilUp(['h1', 'h2'])
}

test('source: agent killed as soon as its snapshot is there', { skip }, () =>
  hurt('h2', (server) =>
    killedOnSight(async () => (await world.images(server)).some((name) => name.includes('@nova-resize-'))),
  ),
)

test('destination: agent killed as soon as its disk has grown, and as soon as its new swap disk is there', {
  skip,
}, async () => {
  await hurt('h1', (server) => killedOnSight(async () => (await world.sizes(server, ['disk']))[0] === gib))
  await hurt('h1', (server) =>
    killedOnSight(async () => (await world.images(server)).some((name) => name.startsWith('disk.swap.'))),
  )
})

test('reverted: the source’s agent killed as soon as its disk has its old size again', { skip }, async () => {
  const server = await guestOn('h2')
  const content = await world.checksums(server, own)
  await server.act({ resize: { flavorRef: large } })
  await server.settles('VERIFY_RESIZE', settleMs)
  await server.act({ revertResize: null })
  await killedOnSight(async () => (await world.sizes(server, ['disk']))[0] === imageBytes)
  await server.settles('ACTIVE', settleMs)
  await isBack(server, 'h2', content)
  await gone(server)
})

test('the source loses its power: nobody opens its disks anew until Ceph has let go of it', { skip }, async () => {
  await hurt('h2', async (server) => {
    await eventually(
      async () => assert.equal((await server.show())['OS-EXT-STS:task_state'], 'resize_migrating'),
      settleMs,
      5,
    )
    await cloud.host('h2').crash()
    await cloud.agents.get('h2')?.exited
    await cloud.host('h2').boot()
    await cloud.startAgent('h2')
  })
})
