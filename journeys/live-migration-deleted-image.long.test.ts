import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { testGuest } from '@kilonova/lab'
import { eventually, type Json, type ManyHostCloud, sql, startCloud, WatchedGuest } from './src/index.ts'

// Each image is qcow2, kept as raw in the caches, and is deleted while its server runs: only that server's host has the base.

// Slow enough that what happens meanwhile meets the base half-way.
const resize = { bandwidthMiBps: 4, stallSec: 2, patienceSec: 6 }
const instances = '/var/lib/kilonova/instances'
const mib = 2 ** 20

let cloud: ManyHostCloud

before(async () => {
  cloud = await startCloud({ hosts: 3, settings: () => ({ host: { resize } }) })
})
after(() => cloud?.[Symbol.asyncDispose]())

interface Orphan {
  readonly guest: WatchedGuest
  /** Where its base is in every cache. */
  readonly base: string
}

async function bootOrphan(host: string): Promise<Orphan> {
  const { bootable } = await testGuest()
  const image = await cloud.api.mustUpload({ name: 'short-lived', diskFormat: 'qcow2', bytes: bootable })
  const guest = await WatchedGuest.boot(cloud, host, image)
  const deleted = await cloud.api.call('DELETE', `/image/v2/images/${image}`)
  assert.equal(deleted.status, 204, deleted.text)
  return { guest, base: `${instances}/_base/${createHash('sha1').update(image).digest('hex')}` }
}

const has = async (host: string, path: string): Promise<boolean> =>
  (await cloud.host(host).exec(['test', '-e', path])).exitCode === 0

/** Until the base is on its way, and some of it has come. */
async function untilBaseComes(guest: WatchedGuest, number: number): Promise<void> {
  await eventually(async () => {
    const one = await guest.migration(number)
    const copying = (one['copying'] ?? {}) as Json
    assert.ok(Number(copying['done'] ?? 0) > 0, String(one['status']))
  }, 60_000)
}

async function diskOf(host: string, { guest }: Orphan): Promise<{ backing: string | undefined; bytes: number }> {
  const path = `${instances}/${guest.id}/disk`
  const info = JSON.parse(await cloud.host(host).mustExec(['qemu-img', 'info', '-U', '--output=json', path])) as Json
  return { backing: info['backing-filename'] as string | undefined, bytes: Number(info['actual-size']) }
}

const allocated = async (host: string, path: string): Promise<number> =>
  512 * Number(await cloud.host(host).mustExec(['stat', '-c', '%b', path]))

/** Neither ticket nor offer is there any more. */
async function nothingOfTheWay({ guest }: Orphan): Promise<void> {
  for (const { name } of cloud.lab.hosts) {
    const script = `ls -d ${instances}/${guest.id}_* ${instances}/${guest.id}/offer.json 2>/dev/null; true`
    assert.equal(await cloud.host(name).mustExec(['sh', '-c', script]), '', name)
  }
}

/** Its disk lies on the same base as before, and has no more of its own than it had. */
async function onlyItsLayerCame(orphan: Orphan, from: string, to: string, before: number): Promise<void> {
  const { guest, base } = orphan
  await guest.isOnlyAt(to)
  await nothingOfTheWay(orphan)
  const disk = await diskOf(to, orphan)
  assert.equal(disk.backing, base)
  const ofBase = await allocated(to, base)
  assert.ok(disk.bytes < before + 16 * mib, `${disk.bytes} bytes of ${before} at its source`)
  assert.ok(ofBase > 16 * mib, `a base of ${ofBase} bytes shows nothing`)
  const sum = (host: string) => cloud.host(host).mustExec(['sha256sum', base])
  assert.equal(await sum(to), await sum(from))
  await guest.goesOn()
}

let orphan: Orphan

test('a base on its way is told of, and an abort leaves neither ticket nor offer', { timeout: 600_000 }, async () => {
  orphan = await bootOrphan('h1')
  const { guest, base } = orphan
  const args = ['server', 'migrate', guest.name, '--live', '--dry-run', '--to', 'h2']
  const check = await cloud.service.command(args, { timeoutMs: 60_000 })
  assert.equal(check.exitCode, 0, check.stderr)
  assert.match(check.stdout, /its own layer of each disk travels, after the image’s base, which only its host has\n/)
  const number = await guest.ask('h2')
  await untilBaseComes(guest, number)
  assert.equal(await guest.abort(number), 202)
  await guest.until(number, ['cancelled'])
  await guest.isOnlyAt('h1')
  await nothingOfTheWay(orphan)
  assert.equal(await has('h2', base), false)
  await guest.goesOn()
})

test('kill -9 of the controller while the base comes: only the layer travels after it', {
  timeout: 600_000,
}, async () => {
  const { guest } = orphan
  const { bytes } = await diskOf('h1', orphan)
  const number = await guest.ask('h2')
  await untilBaseComes(guest, number)
  await cloud.killController()
  await cloud.startController()
  await cloud.untilUp(['h1', 'h2', 'h3'])
  const end = await guest.until(number, ['completed'])
  assert.equal(end['copy'], 'layer')
  await onlyItsLayerCame(orphan, 'h1', 'h2', bytes)
})

test('a base that came so is given on; the controller is killed once all is prepared', {
  timeout: 600_000,
}, async () => {
  const { guest } = orphan
  const { bytes } = await diskOf('h2', orphan)
  await cloud.service.stop()
  await cloud.startController({ KILONOVA_TEST_HALT: 'live-migrate:prepared:after' })
  await cloud.untilUp(['h1', 'h2', 'h3'])
  const number = await guest.ask('h3')
  await cloud.service.exited
  await cloud.startController()
  await cloud.untilUp(['h1', 'h2', 'h3'])
  const end = await guest.until(number, ['completed'])
  assert.equal(end['copy'], 'layer')
  await onlyItsLayerCame(orphan, 'h2', 'h3', bytes)
  await guest.delete()
})

test('a base that does not come: the disk travels whole', { timeout: 600_000 }, async () => {
  const alone = await bootOrphan('h2')
  const { guest, base } = alone
  const number = await guest.ask('h3')
  await untilBaseComes(guest, number)
  // The door of its host: nothing else of the two hosts meets in that port.
  const port = await doorPort('h2')
  const rule = `table inet shut { chain out { type filter hook output priority 0; tcp dport ${port} ip daddr ${cloud.host('h2').address} reject with tcp reset; }; }`
  await cloud.host('h3').mustExec(['nft', rule])
  const end = await guest.until(number, ['completed'])
  await cloud.host('h3').mustExec(['nft', 'delete', 'table', 'inet', 'shut'])
  assert.equal(end['copy'], 'whole')
  await guest.isOnlyAt('h3')
  await nothingOfTheWay(alone)
  assert.equal(await has('h3', base), false)
  assert.equal((await diskOf('h3', alone)).backing, undefined)
  await guest.goesOn()
  await guest.delete()
})

async function doorPort(host: string): Promise<number> {
  const query = `select facts -> 'door' ->> 'port' from hosts where name = '${host}'`
  return Number(await sql(cloud.host('h1'), '/var/lib/kilonova', query))
}
