import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type ManyHostCloud, startCloud } from './src/index.ts'
import { makeFlavor, MovingServer, nothingLeft, ticking } from './src/moving-server.ts'

// Resize and cold migration between two real hosts: the guest counts on its disk, and says what it sees.

let cloud: ManyHostCloud
let image: string
let small: string
let large: string

before(async () => {
  cloud = await startCloud({ hosts: 2 })
  image = await cloud.uploadGuest()
  small = await makeFlavor(cloud.api, { name: 'small', vcpus: 1, ram: 256, disk: 1, ephemeral: 1, swap: 32 })
  large = await makeFlavor(cloud.api, { name: 'large', vcpus: 2, ram: 384, disk: 2, ephemeral: 1, swap: 64 })
})
after(() => cloud?.[Symbol.asyncDispose]())

test('a resize to the other host, confirmed: the guest goes on counting with more of everything, and nothing is left at its source', async () => {
  const id = await cloud.createOn('h1', 'mover', image, { flavorRef: small, config_drive: true, user_data: ticking })
  const server = new MovingServer(cloud, id)
  await server.settles('ACTIVE')
  const before = await server.ready()
  const counted = await server.ticks(5)
  const address = before.addresses[0]

  await server.act({ migrate: { host: 'h2' } })
  const verify = await server.settles('VERIFY_RESIZE')
  assert.equal(verify['OS-EXT-SRV-ATTR:host'], 'h2')
  assert.deepEqual(await server.places(), ['h1 domain shut off', 'h1 files_resize', 'h2 domain running', 'h2 files'])
  await server.act({ confirmResize: null }, 204)
  await server.settles('ACTIVE')
  assert.deepEqual(await server.places(), ['h2 domain running', 'h2 files'])
  const moved = await server.ready()
  assert.ok((moved.up?.tick ?? 0) >= counted, `at ${counted} when it was stopped, at ${moved.up?.tick} after`)
  assert.equal(moved.up?.boots, 2)
  assert.deepEqual(moved.addresses[0], address)

  await server.act({ resize: { flavorRef: large } })
  await server.settles('VERIFY_RESIZE')
  await server.act({ confirmResize: null }, 204)
  await server.settles('ACTIVE')
  const grown = await server.ready()
  assert.equal(grown.hardware?.cpus, 2)
  assert.ok((grown.hardware?.memoryBytes ?? 0) > 300 * 2 ** 20)
  const sizes = grown.disks
    .filter(({ type }) => type !== 'iso9660')
    .map((disk) => [disk.label, disk.sizeBytes / 2 ** 20])
  assert.deepEqual(sizes, [
    ['rootfs', 2048],
    ['ephemeral0', 1024],
    ['', 64],
  ])
  await server.delete()
  await nothingLeft(cloud)
})
