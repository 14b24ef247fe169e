import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Lab, LabHost } from '@kilonova/lab'
import { eventually, type Json, type ManyHostCloud, startCloud, WatchedGuest, watchedGuest } from './src/index.ts'

// Slow enough that a fault meets a move half-way: some 90 MiB of a guest take three seconds and more.
const migration = { bandwidthMiBps: 24, maxDowntimeMs: 300, downtimeDelaySec: 0.5, timeoutSecPerGiB: 12 }

let cloud: ManyHostCloud
let image: string
let guest: WatchedGuest

before(async () => {
  // What leaves h1 runs on meanwhile, over a slower link: only so can a guest be too busy to be sent.
  const busy = { emulatedMemory: 'live', bandwidthMiBps: 8 }
  const settings = (_: Lab, host: LabHost) => ({
    host: { migration: host.name === 'h1' ? { ...migration, ...busy } : migration },
  })
  cloud = await startCloud({ hosts: 3, settings })
  image = await cloud.uploadGuest()
  guest = await WatchedGuest.boot(cloud, 'h2', image)
})
after(() => cloud?.[Symbol.asyncDispose]())

const everyHost = ['h1', 'h2', 'h3']

/** The other one of the two hosts without the controller. */
const otherThan = (host: string): string => (host === 'h2' ? 'h3' : 'h2')

test('ping-pong: 20 times there and back', { timeout: 900_000 }, async () => {
  for (let round = 0; round < 20; round += 1) {
    const to = otherThan(await guest.host())
    await guest.until(await guest.ask(to), ['completed'])
    await guest.isOnlyAt(to)
    await guest.goesOn()
  }
})

test('aborted at ten random moments, the guest runs on where it is', { timeout: 900_000 }, async () => {
  for (let round = 0; round < 10; round += 1) {
    const from = await guest.host()
    const number = await guest.ask(otherThan(from))
    await sleep(Math.random() * 5000)
    const status = await guest.abort(number)
    const end = await guest.until(number, ['cancelled', 'completed'])
    // Too late, or already over: then it is there.
    const at = end['status'] === 'completed' ? otherThan(from) : from
    if (status !== 202) assert.equal(end['status'], 'completed')
    await guest.isOnlyAt(at)
    await guest.goesOn()
  }
})

test('one at a time leaves a host: five wait their turn', { timeout: 900_000 }, async () => {
  const more = await Promise.all([1, 2, 3, 4].map(() => WatchedGuest.boot(cloud, 'h2', image)))
  if ((await guest.host()) !== 'h2') await guest.until(await guest.ask('h2'), ['completed'])
  const all = [guest, ...more]
  const numbers = await Promise.all(all.map((one, index) => one.ask(index % 2 === 0 ? 'h3' : 'h1')))
  let most = 0
  let waited = false
  await eventually(async () => {
    const found = await Promise.all(all.map((one, index) => one.migration(numbers[index] ?? 0)))
    const states = found.map((one) => String(one['status']))
    most = Math.max(most, states.filter((one) => one === 'running' || one === 'preparing').length)
    waited ||= states.includes('queued')
    assert.deepEqual(
      states,
      Array.from({ length: 5 }, () => 'completed'),
    )
  }, 600_000)
  assert.equal(most, 1)
  assert.ok(waited)
  for (const [index, one] of all.entries()) {
    await one.isOnlyAt(index % 2 === 0 ? 'h3' : 'h1')
    await one.goesOn()
  }
  for (const one of more) await one.delete()
})

test('a guest that writes faster than the link: ended by time, or forced', { timeout: 900_000 }, async () => {
  const busy = await WatchedGuest.boot(cloud, 'h1', image, { dirtyMiB: 64 })
  const late = await busy.until(await busy.ask('h2'), ['failed'])
  assert.match(JSON.stringify(late['error']), /it was not over within/)
  await busy.isOnlyAt('h1')
  await busy.goesOn()
  const forced = await busy.ask('h2')
  await busy.untilCopying(forced)
  assert.equal(await busy.forceComplete(forced), 202)
  await busy.until(forced, ['completed'])
  await busy.isOnlyAt('h2')
  await busy.goesOn()
  await busy.delete()
})

/** Bytes of memory that libvirt at a host has still to send; undefined while no job sends any. */
async function leftToSend(host: string): Promise<number | undefined> {
  const { stdout } = await cloud.host(host).exec(['virsh', 'domjobinfo', guest.id, '--rawstats'])
  const figure = /^\s*memory_remaining: *(\d+)/m.exec(stdout)?.[1]
  return figure === undefined ? undefined : Number(figure)
}

/** A second's worth and more: what comes now meets the move half-way. */
const halfWay = 32 * 2 ** 20

/** A fault half-way: the guest stays, nothing of it is left elsewhere, and it can go later. */
async function staysWhen(
  fault: (to: string) => Promise<void>,
  mend: (to: string) => Promise<void>,
  ends: readonly string[] = ['failed'],
): Promise<void> {
  for (let tries = 0; tries < 5; tries += 1) {
    const from = await guest.host()
    const to = otherThan(from)
    const number = await guest.ask(to)
    await guest.untilCopying(number)
    const left = (await leftToSend(from)) ?? 0
    if (left < halfWay) {
      await guest.until(number, ['completed'])
      await guest.isOnlyAt(to)
      continue
    }
    await fault(to)
    const mended = sleep(3000).then(() => mend(to))
    const end = await guest.until(number, ends)
    await mended
    await cloud.untilUp(everyHost)
    await guest.isOnlyAt(end['status'] === 'completed' ? to : from)
    await guest.goesOn()
    return
  }
  assert.fail('no move was met half-way')
}

/** Of its one guest; libvirt's own `driver.pid` lies beside it. */
const killQemu = (host: string): Promise<unknown> =>
  cloud.host(host).mustExec(['sh', '-c', 'kill -9 $(cat /run/libvirt/qemu/instance-*.pid)'])

test('kill -9 of the destination’s QEMU', { timeout: 600_000 }, () =>
  staysWhen(
    async (to) => void (await killQemu(to)),
    () => Promise.resolve(),
  ),
)

test('kill -9 of the destination’s libvirtd', { timeout: 600_000 }, () =>
  staysWhen(
    (to) => cloud.killLibvirtd(to),
    () => Promise.resolve(),
  ),
)

test('kill -9 of the destination’s agent', { timeout: 600_000 }, () =>
  staysWhen(
    (to) => cloud.killAgent(to),
    (to) => cloud.startAgent(to),
  ),
)

test('power cut of the destination', { timeout: 600_000 }, () =>
  staysWhen(
    (to) => cloud.host(to).crash(),
    async (to) => {
      await cloud.host(to).boot()
      await cloud.startAgent(to)
    },
  ),
)

test('kill -9 of the source’s agent', { timeout: 600_000 }, () =>
  staysWhen(
    async (to) => cloud.killAgent(otherThan(to)),
    async (to) => cloud.startAgent(otherThan(to)),
    // Its libvirtd ends a moment after it, in which the move may come to its end without the agent.
    ['failed', 'completed'],
  ),
)

test('the cable of the destination is out for 40 s in the middle of a move', { timeout: 600_000 }, () =>
  staysWhen(
    (to) => cloud.network(to, 'down'),
    async (to) => {
      await sleep(37_000)
      await cloud.network(to, 'up')
    },
  ),
)

test('the cable is out from the moment of the switch', { timeout: 900_000 }, async () => {
  let met = 0
  let waitMs = 100
  // Aimed at the switch from both sides: the next cut comes later when this one met the move, sooner when it was over.
  for (let round = 0; round < 4 || (round < 7 && met < 2); round += 1) {
    const from = await guest.host()
    const to = otherThan(from)
    const number = await guest.ask(to)
    await guest.untilCopying(number)
    // All but a third of a second of its memory is there: what follows is the hand-over from host to host.
    const script = `while l=$(virsh domjobinfo ${guest.id} --rawstats | sed -n 's/^ *memory_remaining: *//p') && test "\${l:-0}" -gt 8000000; do :; done`
    await cloud.host(from).exec(['sh', '-c', script], { timeoutMs: 150_000 })
    await sleep(waitMs)
    await cloud.network(to, 'down')
    await sleep(20_000)
    const running = await runningAt()
    assert.ok(running.length <= 1, `two hosts run it: ${running.join(', ')}`)
    const cutOff = (await guest.migration(number))['status'] === 'running'
    if (cutOff) met += 1
    waitMs = Math.max(0, waitMs + (cutOff ? 60 : -60))
    await cloud.network(to, 'up')
    await cloud.untilUp(everyHost)
    const end = await guest.until(number, ['failed', 'completed'], 60_000)
    await guest.isOnlyAt(end['status'] === 'completed' ? to : from, { timeoutMs: 5000 })
    await guest.goesOn()
  }
  assert.ok(met >= 2, `${met} were cut off before they were over`)
})

/** Asked of libvirt inside each host, which needs no network. */
async function runningAt(): Promise<string[]> {
  const hosts = await Promise.all(
    cloud.lab.hosts.map(async ({ name }) => {
      const { stdout } = await cloud.host(name).exec(['sh', '-c', `virsh -q domstate ${guest.id} 2>/dev/null`])
      return stdout.trim() === 'running' ? [name] : []
    }),
  )
  return hosts.flat()
}

test('the destination’s disk is full', { timeout: 900_000 }, async () => {
  // Past its file system, so that it has something to send for some seconds.
  const write = 'dd if=/dev/zero of=/dev/vda bs=1048576 seek=700 count=200 conv=notrunc,fsync; echo GUEST-WROTE'
  const script = `${Buffer.from(watchedGuest(), 'base64').toString()}\n${write}\n`
  const large = await WatchedGuest.boot(cloud, 'h2', image, { user_data: Buffer.from(script).toString('base64') })
  await cloud.api.consoleLine(large.id, /GUEST-WROTE/, 240_000)
  const instances = '/var/lib/kilonova/instances'
  const file = '/var/lib/kilonova/small.img'
  const fill = `fallocate -l $(df --output=avail -B1 ${instances} | tail -1) ${instances}/fill; dd if=/dev/zero of=${instances}/rest bs=4k; true`
  const host = cloud.host('h3')
  if ((await guest.host()) !== 'h2') await guest.until(await guest.ask('h2'), ['completed'])
  await guest.isOnlyAt('h2')
  await host.mustExec([
    'sh',
    '-c',
    `truncate -s 3G ${file} && mkfs.ext4 -q -m0 ${file} && mount -o loop ${file} ${instances}`,
  ])
  try {
    const number = await large.ask('h3')
    await eventually(async () => {
      const { figures } = await large.migration(number)
      assert.ok(Number((figures as Json | undefined)?.['diskProcessedBytes'] ?? 0) > 0)
    }, 240_000)
    await host.mustExec(['sh', '-c', fill], { timeoutMs: 60_000 })
    const failed = await large.until(number, ['failed'])
    assert.match(JSON.stringify(failed['error']), /No space left/)
    await large.isOnlyAt('h2')
    await large.goesOn()
    // And when it is seen beforehand, it is said beforehand.
    const refused = await large.until(await large.ask('h3'), ['failed'])
    assert.match(JSON.stringify(refused['error']), /h3: needs \d+ [MG]iB of disk, \d+ [MG]iB free/)
    await large.isOnlyAt('h2')
  } finally {
    await host.exec(['sh', '-c', `umount ${instances} || umount -l ${instances}; rm -f ${file}`])
  }
  await large.delete()
})

test('post-copy that fails half-way is told for what it is, and a hard reboot mends it', {
  timeout: 900_000,
}, async () => {
  await cloud.service.stop()
  const path = join(cloud.host('h1').stateDir, 'settings.yaml')
  const before = await readFile(path, 'utf8')
  const settings = JSON.parse(before) as { host: { migration: object } }
  const postCopy = { host: { migration: { ...settings.host.migration, postCopy: true } } }
  await writeFile(path, JSON.stringify(postCopy))
  await cloud.startController()
  await cloud.untilUp(everyHost)
  const torn = await WatchedGuest.boot(cloud, 'h1', image, { dirtyMiB: 48 })
  const number = await torn.ask('h2')
  await torn.untilCopying(number)
  assert.equal(await torn.forceComplete(number), 202)
  await torn.until(number, ['running (post-copy)'])
  const domain = String((await cloud.api.server(torn.id))?.['OS-EXT-SRV-ATTR:instance_name'])
  await cloud.host('h2').mustExec(['sh', '-c', `kill -9 $(cat /run/libvirt/qemu/${domain}.pid)`])
  const end = await torn.until(number, ['error'])
  const error = JSON.stringify(end['error'])
  assert.match(error, /was torn apart between h1 and its destination/)
  assert.match(error, /post-copy failed half-way/)
  const server = await cloud.api.until(torn.id, ['ERROR'], 30_000)
  assert.equal(server['OS-EXT-SRV-ATTR:host'], 'h2')
  assert.match(JSON.stringify(server['fault']), /torn apart/)
  await eventually(async () => {
    // The end of the move may still be written down.
    const answer = await cloud.api.compute('POST', `/servers/${torn.id}/action`, { reboot: { type: 'HARD' } })
    assert.equal(answer.status, 202, answer.text)
  }, 5000)
  await eventually(async () => assert.equal((await cloud.api.server(torn.id))?.['status'], 'ACTIVE'), 120_000)
  await cloud.api.consoleLine(torn.id, /GUEST-WATCH /, 300_000)
  await torn.isOnlyAt('h2')
  await torn.delete()
  await cloud.service.stop()
  await writeFile(path, before)
  await cloud.startController()
  await cloud.untilUp(everyHost)
})

for (const step of ['turn', 'placed', 'prepared', 'moved', 'rehomed', 'finished', 'left']) {
  test(`kill -9 of the controller around the step ${step}`, { timeout: 600_000 }, async () => {
    for (const point of ['before', 'after']) {
      await cloud.service.stop()
      await cloud.startController({ KILONOVA_TEST_HALT: `live-migrate:${step}:${point}` })
      const to = otherThan(await guest.host())
      await guest.ask(to).catch(() => undefined) // the controller may be gone before it answers
      const never = sleep(240_000, undefined, { ref: false }).then(() => assert.fail(`it never came to ${step}`))
      await Promise.race([cloud.service.exited, never])
      await cloud.startController()
      await cloud.untilUp(everyHost)
      const [newest] = await guest.migrations()
      await guest.until(Number(newest?.['id']), ['completed'])
      await guest.isOnlyAt(to)
      await guest.goesOn()
    }
  })
}
