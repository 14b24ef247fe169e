import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testGuest, whyNoCeph } from '@kilonova/lab'
import { firmwareOf, withFirmware } from './src/firmware.ts'
import { eventually, type ManyHostCloud } from './src/index.ts'
import { CephCloud } from './src/moving-in-ceph.ts'
import { makeFlavor, MovingServer, nothingLeft, ticking } from './src/moving-server.ts'

// The described way of moving, for servers whose disks are in Ceph: there is nothing to merge, and what lies in files beside
// the disks goes over ssh, the firmware’s variables and the TPM’s state with it.

const skip = whyNoCeph() ?? false
let world: CephCloud
let cloud: ManyHostCloud
let small: string
let large: string

before(async () => {
  if (skip !== false) return
  world = await CephCloud.start({ resize: { transfer: 'flatten' } })
  cloud = world.cloud
  small = await makeFlavor(cloud.api, { name: 'small', vcpus: 1, ram: 384, disk: 1 })
  large = await makeFlavor(cloud.api, { name: 'large', vcpus: 2, ram: 448, disk: 2 })
})
after(() => world?.[Symbol.asyncDispose]())

const gib = 2 ** 30

/** What came by ssh is less than any disk, and none is among it. */
async function onlyFilesCame(server: MovingServer): Promise<void> {
  const log = (await cloud.agents.get('h2')?.log()) ?? ''
  const arrived = log.split('\n').filter((line) => line.includes('disks arrived') && line.includes(server.id))
  const last = arrived.at(-1) ?? ''
  assert.match(last, /"mode":"flatten"/)
  const received = Number(/"receivedBytes":(\d+)/.exec(last)?.[1])
  assert.ok(received > 0 && received < 16 * 2 ** 20, `${received} bytes came`)
  const path = `/var/lib/kilonova/instances/${server.id}/disk`
  assert.notEqual((await cloud.host('h2').exec(['test', '-e', path])).exitCode, 0, 'its disk became a file')
}

test('flattened with UEFI and a TPM: reverted it is what it was, and confirmed it counts on with its firmware’s state', {
  skip,
}, async () => {
  const { bootable, uefi } = await testGuest()
  assert.ok(uefi, 'the test guest was made without UEFI: dev/setup --for test')
  const image = await cloud.api.mustUpload({
    name: 'uefi',
    diskFormat: 'qcow2',
    bytes: bootable,
    properties: withFirmware,
  })
  const more = { flavorRef: small, config_drive: true, user_data: ticking }
  const server = new MovingServer(cloud, await cloud.createOn('h1', 'firm', image, more))
  await server.settles('ACTIVE')
  await server.ready()
  const counted = await server.ticks(3)
  await server.act({ 'os-stop': null })
  await server.settles('SHUTOFF')
  const [h1, h2] = [cloud.host('h1'), cloud.host('h2')]
  const firmware = await firmwareOf(h1, server.id)
  assert.ok('nvram' in firmware && Object.keys(firmware).some((name) => name.includes('tpm2')))
  const content = await world.checksums(server, ['disk'])

  await server.act({ resize: { flavorRef: large } })
  assert.equal((await server.settles('VERIFY_RESIZE'))['OS-EXT-SRV-ATTR:host'], 'h2')
  await onlyFilesCame(server)
  assert.deepEqual(await firmwareOf(h2, server.id), firmware, 'the firmware’s state is not what it was')
  assert.deepEqual(await world.sizes(server, ['disk']), [2 * gib])
  await server.act({ revertResize: null })
  assert.equal((await server.settles('SHUTOFF'))['OS-EXT-SRV-ATTR:host'], 'h1')
  assert.deepEqual(await firmwareOf(h1, server.id), firmware, 'what came back is not what it was')
  assert.deepEqual(await world.checksums(server, ['disk']), content)
  assert.deepEqual(await world.sizes(server, ['disk']), [gib])
  assert.deepEqual(await world.images(server), ['disk'])
  assert.deepEqual(await server.places(), ['h1 domain shut off', 'h1 files'])

  await server.act({ 'os-start': null })
  await server.settles('ACTIVE')
  await server.ready(2)
  await server.act({ resize: { flavorRef: large } })
  await server.settles('VERIFY_RESIZE')
  await onlyFilesCame(server)
  const moved = await server.ready(3)
  assert.equal(moved.up?.boots, 3)
  assert.ok((moved.up?.tick ?? 0) >= counted)
  assert.equal(moved.hardware?.cpus, 2)
  await server.act({ confirmResize: null }, 204)
  await server.settles('ACTIVE')
  await eventually(async () => assert.deepEqual(await server.places(), ['h2 domain running', 'h2 files']))
  assert.deepEqual(await world.images(server), ['disk'])
  const left = `ls -d /var/lib/libvirt/swtpm/${server.id} 2>/dev/null; ls /var/lib/libvirt/qemu/nvram 2>/dev/null; true`
  assert.equal(await h1.mustExec(['sh', '-c', left]), '', 'the source has its firmware’s state still')
  await server.delete()
  await nothingLeft(cloud)
  assert.deepEqual(await world.images(), [])
})
