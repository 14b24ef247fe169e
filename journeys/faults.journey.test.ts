import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { TestCloud } from './src/cloud.ts'
import { eventually } from './src/eventually.ts'
import { leftovers, nothing } from './src/leftovers.ts'

const state = '/var/lib/kilonova'
const mebibyte = 1024 * 1024
let cloud: TestCloud
let image = ''
let flavor = ''

before(async () => {
  cloud = await TestCloud.start()
  image = await cloud.api.mustUpload({ name: 'empty', diskFormat: 'raw', bytes: new Uint8Array(mebibyte) })
  flavor = await cloud.api.flavor('m1.tiny')
})
after(() => cloud?.[Symbol.asyncDispose]())

// One failure must not be six: what a test left is taken away, and the host is as large as before.
afterEach(async () => {
  const { body } = await cloud.api.compute('GET', '/servers')
  for (const { id } of body['servers'] as { id: string }[]) await cloud.api.delete(id).catch(() => undefined)
  await eventually(async () => {
    const { body } = await cloud.api.compute('GET', '/os-hypervisors/detail')
    assert.ok(Number((body['hypervisors'] as { free_disk_gb: number }[])[0]?.free_disk_gb) > 2)
  })
})

interface Fault {
  readonly message: string
  readonly details?: string
}

test('libvirtd stopped: a server asked for meanwhile says so, and the next one after its return is built', async () => {
  await cloud.host.killLibvirtd()
  const refused = await cloud.api.compute('POST', '/servers', {
    server: { name: 'away', imageRef: image, flavorRef: flavor },
  })
  const said = refused.status === 202 ? await endOf(refused.body['server']) : refused.text
  assert.match(said, /libvirt/i)
  const back = new Date()
  await cloud.host.startLibvirtd()
  await eventually(async () => assert.deepEqual(await leftovers(cloud.host), nothing))
  await hostIsHeard(back)
  const id = await cloud.api.create({ name: 'back', imageRef: image, flavorRef: flavor })
  await cloud.api.until(id, ['ACTIVE'])
  await cloud.api.delete(id)
  await eventually(async () => assert.deepEqual(await leftovers(cloud.host), nothing))
})

test('libvirtd killed under a running guest: the guest goes on, and is seen and deleted after libvirtd’s return', async () => {
  const id = await cloud.api.create({ name: 'goes-on', imageRef: image, flavorRef: flavor })
  await cloud.api.until(id, ['ACTIVE'])
  const before = await leftovers(cloud.host)
  await cloud.host.killLibvirtd()
  const back = new Date()
  await cloud.host.startLibvirtd()
  assert.deepEqual((await leftovers(cloud.host)).processes, before.processes)
  assert.equal((await cloud.api.server(id))?.['status'], 'ACTIVE')
  await cloud.api.delete(id)
  await eventually(async () => assert.deepEqual(await leftovers(cloud.host), nothing))
  await hostIsHeard(back)
})

test('a full disk: a server whose image does not fit says so, and nothing of it stays', async () => {
  const large = await cloud.api.mustUpload({ name: 'too large', diskFormat: 'raw', bytes: noise(24 * mebibyte) })
  await cloud.host.mustExec(['mount', '-t', 'tmpfs', '-o', 'size=16m,mode=711', 'tmpfs', `${state}/instances`])
  try {
    const answer = await cloud.api.compute('POST', '/servers', {
      server: { name: 'full', imageRef: large, flavorRef: flavor },
    })
    const said = answer.status === 202 ? await endOf(answer.body['server']) : answer.text
    assert.match(said, /space|full|room/i)
    await eventually(async () => assert.deepEqual(await leftovers(cloud.host), nothing))
    const cached = await cloud.host.mustExec([
      'sh',
      '-c',
      `find ${state}/instances/_base -type f -size +1M 2>/dev/null || true`,
    ])
    assert.equal(cached, '', 'a half image stayed in the cache')
  } finally {
    await cloud.host.mustExec(['umount', '--lazy', `${state}/instances`])
  }
})

test('a full disk: an upload that does not fit is refused, and nothing of it stays', async () => {
  await cloud.host.mustExec(['mount', '-t', 'tmpfs', '-o', 'size=8m,mode=700', 'tmpfs', `${state}/images`])
  try {
    const { id, answer } = await cloud.api.upload({ name: 'no room', diskFormat: 'raw', bytes: noise(12 * mebibyte) })
    assert.ok(answer.status === 413 || answer.status === 507 || answer.status === 503, answer.text)
    assert.match(answer.text, /space|full|room/i)
    assert.equal(await cloud.host.mustExec(['sh', '-c', `find ${state}/images -type f`]), '')
    await cloud.api.call('DELETE', `/image/v2/images/${id}`)
  } finally {
    await cloud.host.mustExec(['umount', '--lazy', `${state}/images`])
  }
})

test('two servers asked for at once are both built, and their image is fetched once', async () => {
  const fresh = await cloud.api.mustUpload({ name: 'fresh', diskFormat: 'raw', bytes: noise(4 * mebibyte) })
  const ids = await Promise.all(
    ['a', 'b'].map((name) => cloud.api.create({ name, imageRef: fresh, flavorRef: flavor })),
  )
  await Promise.all(ids.map((id) => cloud.api.until(id, ['ACTIVE'])))
  assert.equal((await leftovers(cloud.host)).domains.length, 2)
  await Promise.all(ids.map((id) => cloud.api.delete(id)))
  await eventually(async () => assert.deepEqual(await leftovers(cloud.host), nothing))
})

test('a server deleted at any moment of its build is gone, with all that was made for it', async () => {
  for (const afterMs of [0, 30, 60, 100, 150, 200, 300, 500]) {
    const id = await cloud.api.create({ name: 'short-lived', imageRef: image, flavorRef: flavor })
    await sleep(afterMs)
    await cloud.api.delete(id)
    await eventually(async () => assert.deepEqual(await leftovers(cloud.host), nothing, `deleted after ${afterMs} ms`))
  }
})

/**
 * The agent looks for a lost libvirtd every two seconds, says nothing without it, and a host that was silent for ten takes
 * no server: one that is still shown as up may have said its last before that.
 */
async function hostIsHeard(since: Date): Promise<void> {
  await eventually(async () => {
    const { body } = await cloud.api.compute('GET', '/os-services?binary=nova-compute')
    const [service] = body['services'] as { state: string; updated_at: string }[]
    assert.equal(service?.state, 'up')
    assert.ok(new Date(`${service.updated_at}Z`) > since, `last heard of at ${service.updated_at}`)
  })
}

/** The fault of a server that was accepted and must fail; the server is deleted again. */
async function endOf(server: unknown): Promise<string> {
  const { id } = server as { id: string }
  const fault = (await cloud.api.until(id, ['ERROR']))['fault'] as Fault
  await cloud.api.delete(id)
  return `${fault.message} ${fault.details ?? ''}`
}

/** Bytes that no file system stores as a hole. */
function noise(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  for (let at = 0, state = 1; at < length; at += 1) {
    state = (state * 1_103_515_245 + 12_345) & 0x7fff_ffff
    bytes[at] = state >> 16
  }
  return bytes
}
