import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type LabHost, testGuest } from '@kilonova/lab'
import { firmwareOf, withFirmware } from './src/firmware.ts'
import { eventually, type Json, type ManyHostCloud, startCloud } from './src/index.ts'
import { makeFlavor, MovingServer, nothingLeft, ticking } from './src/moving-server.ts'

// What else a guest is: one with firmware and a TPM of its own, with partitions, without its image, one that is paused, one that nobody
// confirms, one that is reverted while it runs.

let cloud: ManyHostCloud
let image: string
let small: string
let large: string

before(async () => {
  cloud = await startCloud({ hosts: 2 })
  image = await cloud.uploadGuest()
  small = await makeFlavor(cloud.api, { name: 'small', vcpus: 1, ram: 384, disk: 1 })
  large = await makeFlavor(cloud.api, { name: 'large', vcpus: 2, ram: 448, disk: 2 })
})
after(() => cloud?.[Symbol.asyncDispose]())

const gib = 2 ** 30

const partitionsOf = (host: LabHost, id: string): Promise<string> => {
  const disk = `/var/lib/kilonova/instances/${id}/disk`
  return host.mustExec([
    'sh',
    '-c',
    `qemu-img dd -U -f qcow2 -O raw bs=512 count=2048 if=${disk} of=/tmp/${id}.head
    sfdisk -d /tmp/${id}.head 2>/dev/null | grep start= | sed 's/.*start=/start=/'; rm /tmp/${id}.head`,
  ])
}

test('firmware’s variables and the TPM’s state move with their guest, and come back; partitions are left to it', async () => {
  const guest = await testGuest()
  assert.ok(guest.uefi, 'the test guest was made without UEFI: dev/setup --for test')
  const own = await cloud.api.mustUpload({
    name: 'uefi',
    diskFormat: 'qcow2',
    bytes: guest.bootable,
    properties: withFirmware,
  })
  const id = await cloud.createOn('h1', 'firm', own, { flavorRef: small, config_drive: true, user_data: ticking })
  const server = new MovingServer(cloud, id)
  await server.settles('ACTIVE')
  await server.ready()
  const counted = await server.ticks(3)
  await server.act({ 'os-stop': null })
  await server.settles('SHUTOFF')
  const [h1, h2] = [cloud.host('h1'), cloud.host('h2')]
  const before = await firmwareOf(h1, id)
  assert.ok('nvram' in before && Object.keys(before).some((name) => name.includes('tpm2')), JSON.stringify(before))
  const partitions = await partitionsOf(h1, id)
  assert.match(partitions, /start=/)

  await server.act({ resize: { flavorRef: large } })
  const verify = await server.settles('VERIFY_RESIZE')
  if (verify['OS-EXT-SRV-ATTR:host'] === 'h1') assert.fail('it stayed where it was')
  assert.deepEqual(await firmwareOf(h2, id), before, 'the firmware’s state is not what it was')
  assert.equal(await partitionsOf(h2, id), partitions)
  assert.equal((await server.diskFacts(h2)).virtual, 2 * gib)
  await server.act({ revertResize: null })
  await server.settles('SHUTOFF')
  assert.deepEqual(await firmwareOf(h1, id), before, 'what came back is not what it was')
  assert.equal((await server.diskFacts(h1)).virtual, gib)

  await server.act({ 'os-start': null })
  await server.settles('ACTIVE')
  await server.ready(2)
  await server.act({ resize: { flavorRef: large } })
  await server.settles('VERIFY_RESIZE')
  const grown = await server.ready(3)
  assert.ok((grown.up?.tick ?? 0) >= counted)
  assert.equal(grown.hardware?.cpus, 2)
  assert.equal(await partitionsOf(h2, id), partitions, 'its partitions were changed')
  await server.act({ confirmResize: null }, 204)
  await server.settles('ACTIVE')
  assert.equal(await h1.mustExec(['sh', '-c', `ls -d /var/lib/libvirt/swtpm/${id} 2>/dev/null; true`]), '')
  await server.delete()
  await nothingLeft(cloud)
})

test('flattened on shared storage: firmware’s variables and the TPM’s state are the same there, and come back', async () => {
  const host = { resize: { transfer: 'flatten' }, libvirt: { shutdownTimeoutSec: 0 } }
  await using together = await startCloud({
    hosts: 2,
    lab: { sharedInstances: 'glusterfs' },
    settings: () => ({ host }),
  })
  const bytes = new Uint8Array(1024 * 1024).fill(7)
  const own = await together.api.mustUpload({ name: 'uefi', diskFormat: 'raw', bytes, properties: withFirmware })
  const flavorRef = await makeFlavor(together.api, { name: 'mover', vcpus: 1, ram: 128, disk: 1 })
  const id = await together.createOn('h1', 'firm', own, { flavorRef })
  const server = new MovingServer(together, id)
  await server.settles('ACTIVE')
  await server.act({ 'os-stop': null })
  await server.settles('SHUTOFF')
  const [h1, h2] = [together.host('h1'), together.host('h2')]
  const before = await firmwareOf(h1, id)
  assert.ok('nvram' in before && Object.keys(before).some((name) => name.includes('tpm2')), JSON.stringify(before))
  await server.act({ migrate: null })
  assert.equal((await server.settles('VERIFY_RESIZE'))['OS-EXT-SRV-ATTR:host'], 'h2')
  assert.deepEqual(await firmwareOf(h2, id), before, 'the firmware’s state is not what it was')
  await server.act({ revertResize: null })
  await server.settles('SHUTOFF')
  assert.deepEqual(await firmwareOf(h1, id), before, 'what came back is not what it was')
  await server.delete()
  await nothingLeft(together)
})

test('the image is deleted, and only the source has what the disk lies on: it comes from there', async () => {
  const { bootable } = await testGuest()
  const own = await cloud.api.mustUpload({ name: 'short-lived', diskFormat: 'qcow2', bytes: bootable })
  const id = await cloud.createOn('h1', 'orphan', own, { flavorRef: small, config_drive: true, user_data: ticking })
  const server = new MovingServer(cloud, id)
  await server.settles('ACTIVE')
  await server.ready()
  const counted = await server.ticks(3)
  const deleted = await cloud.api.call('DELETE', `/image/v2/images/${own}`)
  assert.equal(deleted.status, 204, deleted.text)
  const base = `/var/lib/kilonova/instances/_base/${createHash('sha1').update(own).digest('hex')}`
  const [h1, h2] = [cloud.host('h1'), cloud.host('h2')]
  assert.notEqual((await h2.exec(['test', '-e', base])).exitCode, 0, 'the destination has it already')
  await server.act({ migrate: null })
  await server.settles('VERIFY_RESIZE')
  assert.equal((await server.diskFacts(h2)).backing, base)
  assert.equal(await h2.mustExec(['sha256sum', base]), await h1.mustExec(['sha256sum', base]))
  const moved = await server.ready(2)
  assert.ok((moved.up?.tick ?? 0) >= counted)
  await server.act({ confirmResize: null }, 204)
  await server.settles('ACTIVE')
  await server.delete()
  await nothingLeft(cloud)
})

test('reverted while it runs: flavor, host, address and power are the old ones, and it counts on from where it was stopped', async () => {
  const id = await cloud.createOn('h1', 'back', image, { flavorRef: small, config_drive: true, user_data: ticking })
  const server = new MovingServer(cloud, id)
  const first = await server.settles('ACTIVE')
  const { addresses } = await server.ready()
  await server.ticks(5)
  await server.act({ resize: { flavorRef: large } })
  await server.settles('VERIFY_RESIZE')
  const moved = await server.ready(2)
  const stoppedAt = moved.up?.tick ?? 0
  const far = await server.ticks(stoppedAt + 20)
  await server.act({ revertResize: null })
  const now = await server.settles('ACTIVE')
  for (const key of ['flavor', 'addresses', 'OS-EXT-SRV-ATTR:host', 'OS-EXT-STS:power_state', 'key_name', 'metadata']) {
    assert.deepEqual(now[key], first[key], key)
  }
  assert.deepEqual(await server.runningOn(), ['h1'])
  const back = await server.ready(2)
  assert.deepEqual(back.addresses, addresses)
  assert.equal(back.hardware?.cpus, 1)
  assert.equal(back.up?.tick, stoppedAt, `it had counted to ${far} at the destination`)
  assert.deepEqual(
    back.disks.filter(({ type }) => type === 'ext4').map(({ sizeBytes }) => sizeBytes),
    [gib],
  )
  await server.delete()
  await nothingLeft(cloud)
})

test('a paused server is neither resized nor migrated: it is refused, and stays paused', async () => {
  const id = await cloud.createOn('h1', 'paused', image, { flavorRef: small })
  const server = new MovingServer(cloud, id)
  await server.settles('ACTIVE')
  await server.act({ pause: null })
  await server.settles('PAUSED')
  await server.act({ resize: { flavorRef: large } }, 409)
  await server.act({ migrate: null }, 409)
  await server.settles('PAUSED')
  await server.act({ unpause: null })
  await server.settles('ACTIVE')
  await server.delete()
  await nothingLeft(cloud)
})

test('what nobody confirms is confirmed after its window, and not before', async () => {
  const windowSec = 6
  await cloud.service.stop()
  const settings = { control: { resize: { confirmWindowSec: windowSec } } }
  await writeFile(join(cloud.host('h1').stateDir, 'settings.yaml'), JSON.stringify(settings))
  await cloud.startController()
  await cloud.untilUp(['h1', 'h2'])
  const id = await cloud.createOn('h1', 'forgotten', image, { flavorRef: small })
  const server = new MovingServer(cloud, id)
  await server.settles('ACTIVE')
  await server.act({ migrate: null })
  await server.settles('VERIFY_RESIZE')
  const seen = performance.now()
  await server.settles('ACTIVE')
  const waitedMs = performance.now() - seen
  assert.ok(waitedMs > (windowSec - 2) * 1000, `it was confirmed ${Math.round(waitedMs)} ms after it was finished`)
  await eventually(async () => assert.deepEqual(await server.places(), ['h2 domain running', 'h2 files']))
  const answer = await cloud.api.call('GET', '/compute/v2.1/os-migrations')
  const migrations = answer.body['migrations'] as Json[]
  const last = migrations.find((one) => one['instance_uuid'] === id)
  assert.equal(last?.['status'], 'confirmed')
  await server.delete()
  await nothingLeft(cloud)
})
