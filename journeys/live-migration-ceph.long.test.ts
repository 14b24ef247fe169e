import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { whyNoCeph } from '@kilonova/lab'
import { type ManyHostCloud, WatchedGuest } from './src/index.ts'
import { CephCloud } from './src/moving-in-ceph.ts'
import { makeFlavor, nothingLeft } from './src/moving-server.ts'

const skip = whyNoCeph() ?? false
let world: CephCloud
let cloud: ManyHostCloud
let guest: WatchedGuest

before(async () => {
  if (skip !== false) return
  world = await CephCloud.start()
  cloud = world.cloud
  const flavorRef = await makeFlavor(cloud.api, { name: 'all', vcpus: 1, ram: 256, disk: 1, ephemeral: 1, swap: 32 })
  guest = await WatchedGuest.boot(cloud, 'h1', await cloud.uploadGuest(), { flavorRef })
})
after(() => world?.[Symbol.asyncDispose]())

const own = ['disk', 'disk.eph0', 'disk.swap']

test('a guest with disks in Ceph and a config drive in a file moves there and back; its disks stay where they are', {
  skip,
}, async () => {
  for (const host of ['h2', 'h1']) {
    const check = await cloud.service.command(['server', 'migrate', guest.name, '--live', '--dry-run'])
    assert.equal(check.exitCode, 0, check.stderr)
    assert.doesNotMatch(check.stdout, /layer/)
    const number = await guest.ask(host)
    const done = await guest.until(number, ['completed'])
    assert.equal(Number((done['figures'] as Record<string, unknown> | undefined)?.['diskBytes'] ?? 0), 0)
    await guest.isOnlyAt(host)
    await guest.goesOn()
    assert.deepEqual(await world.images(), own)
  }
})

test('a move that is aborted, and one whose destination dies, leave the guest and its disks where they are', {
  skip,
}, async () => {
  const number = await guest.ask('h2')
  await guest.untilCopying(number).catch(() => undefined)
  const status = await guest.abort(number)
  const end = await guest.until(number, ['cancelled', 'completed'])
  const at = end['status'] === 'completed' ? 'h2' : 'h1'
  assert.ok(status === 202 || at === 'h2', `${status}`)
  await guest.isOnlyAt(at, { timeoutMs: 60_000 })
  await guest.goesOn()
  assert.deepEqual(await world.images(), own)
  if (at === 'h2') await guest.until(await guest.ask('h1'), ['completed'])

  await guest.ask('h2')
  await cloud.killAgent('h2')
  await cloud.startAgent('h2')
  await cloud.untilUp(['h1', 'h2'])
  const now = async () => (await guest.migrations())[0]?.['status']
  for (const until = performance.now() + 120_000; !/completed|failed|cancelled|error/.test(String(await now())); ) {
    assert.ok(performance.now() < until, String(await now()))
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  await guest.isOnlyAt((await now()) === 'completed' ? 'h2' : 'h1', { timeoutMs: 60_000 })
  await guest.goesOn()
  assert.deepEqual(await world.images(), own)
})

test('blocked from the cluster, a host is no destination, and says so beforehand', { skip }, async () => {
  const at = await guest.host()
  const other = at === 'h1' ? 'h2' : 'h1'
  const monitors = `${cloud.lab.net}.254/32`
  await cloud.host(other).mustExec(['ip', 'route', 'add', 'prohibit', monitors])
  try {
    const check = await cloud.service.command(['server', 'migrate', guest.name, '--live', '--dry-run', '--to', other])
    assert.notEqual(check.exitCode, 0)
    assert.match(check.stdout + check.stderr, /can not open vms/)
  } finally {
    await cloud.host(other).mustExec(['ip', 'route', 'del', 'prohibit', monitors])
  }
  await guest.isOnlyAt(at)
  await guest.delete()
  await nothingLeft(cloud)
  assert.deepEqual(await world.images(), [])
})
