import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import type { GuestReport, LabHost, LabOptions } from '@kilonova/lab'
import { eventually, type ManyHostCloud, startCloud } from './src/index.ts'
import { makeFlavor, MovingServer, nothingLeft, ticking } from './src/moving-server.ts'

// The matrix: where source and destination are, how disks are kept, and how they travel. In each, one server with all kinds
// of disks is resized and reverted while it is off, resized and confirmed while it runs, and moved without its image.

interface Layout {
  readonly name: string
  readonly hosts: number
  readonly lab?: LabOptions
  readonly backend: 'qcow2' | 'flat'
  readonly transfer: 'overlay' | 'flatten'
}

const shared: LabOptions = { sharedInstances: 'glusterfs' }
const layouts: readonly Layout[] = [
  { name: 'two hosts', hosts: 2, backend: 'qcow2', transfer: 'overlay' },
  { name: 'two hosts', hosts: 2, backend: 'flat', transfer: 'overlay' },
  { name: 'two hosts', hosts: 2, backend: 'qcow2', transfer: 'flatten' },
  { name: 'shared storage', hosts: 2, lab: shared, backend: 'qcow2', transfer: 'overlay' },
  { name: 'shared storage', hosts: 2, lab: shared, backend: 'qcow2', transfer: 'flatten' },
  { name: 'one host', hosts: 1, backend: 'qcow2', transfer: 'overlay' },
  { name: 'one host', hosts: 1, backend: 'flat', transfer: 'overlay' },
]

for (const layout of layouts) {
  await describe(`${layout.name}, ${layout.backend}, ${layout.transfer}`, async () => {
    await test('reverted, confirmed, moved without its image, confirmed by itself', () => throughAll(layout))
  })
}

async function throughAll({ hosts, lab, backend, transfer }: Layout): Promise<void> {
  await using cloud = await startCloud({
    hosts,
    ...(lab === undefined ? {} : { lab }),
    settings: () => ({
      host: { images: { backend }, resize: { transfer } },
      control: { resize: { confirmWindowSec: 600 } },
    }),
  })
  const image = await cloud.uploadGuest()
  const small = await makeFlavor(cloud.api, { name: 'small', vcpus: 1, ram: 256, disk: 1, ephemeral: 1, swap: 32 })
  const large = await makeFlavor(cloud.api, { name: 'large', vcpus: 2, ram: 320, disk: 2, ephemeral: 2, swap: 64 })
  const more = { flavorRef: small, config_drive: true, user_data: ticking }
  const server = new MovingServer(cloud, await cloud.createOn('h1', 'mover', image, more))
  await server.settles('ACTIVE')
  const first = await server.ready()
  const counted = await server.ticks(5)
  await revertedWhileOff(cloud, server, large, lab === shared)
  const grown = await confirmedWhileRunning(server, large, first, counted)
  if (hosts > 1) await movedWithoutImage(cloud, server, image, grown, lab === shared)
  await server.delete()
  await nothingLeft(cloud)
}

/** Off before, off after, and the same bytes. */
async function revertedWhileOff(
  cloud: ManyHostCloud,
  server: MovingServer,
  large: string,
  onShared: boolean,
): Promise<void> {
  await server.act({ 'os-stop': null })
  await server.settles('SHUTOFF')
  const source = cloud.host(await server.hostName())
  const before = await server.checksums(source)
  assert.deepEqual(Object.keys(before).sort(), ['disk', 'disk.config', 'disk.eph0', 'disk.swap', 'kernel', 'ramdisk'])
  await server.act({ resize: { flavorRef: large } })
  await server.settles('VERIFY_RESIZE')
  assert.deepEqual(await server.runningOn(), [], 'a server that was off was started')
  await server.act({ revertResize: null })
  const reverted = await server.settles('SHUTOFF')
  assert.equal(reverted['OS-EXT-SRV-ATTR:host'], source.name)
  assert.deepEqual(await server.checksums(source), before, 'it is not what it was')
  const places = onShared ? await server.placesOnShared() : await server.places()
  assert.deepEqual(places, [`${onShared ? 'all' : source.name} files`, `${source.name} domain shut off`].sort())
  await server.act({ 'os-start': null })
  await server.settles('ACTIVE')
  await server.ready(2)
}

/** More of everything, the same address, and a counter that goes on. */
async function confirmedWhileRunning(
  server: MovingServer,
  large: string,
  first: GuestReport,
  counted: number,
): Promise<GuestReport> {
  await server.act({ resize: { flavorRef: large } })
  await server.settles('VERIFY_RESIZE')
  const grown = await server.ready()
  await server.act({ confirmResize: null }, 204)
  await server.settles('ACTIVE')
  assert.equal((await server.runningOn()).length, 1)
  assert.equal(grown.hardware?.cpus, 2)
  assert.ok((grown.up?.tick ?? 0) >= counted)
  assert.deepEqual(grown.addresses, first.addresses)
  const gib = 2 ** 30
  const ofType = (report: GuestReport, type: string) => report.disks.filter((disk) => disk.type === type)
  assert.deepEqual(
    ofType(grown, 'ext4').map((disk) => disk.sizeBytes),
    [2 * gib, 2 * gib],
  )
  assert.ok((grown.swapBytes ?? 0) > 60 * 2 ** 20, `swap of ${grown.swapBytes} bytes`)
  return grown
}

function elsewhere(cloud: ManyHostCloud, name: string): LabHost {
  return cloud.host(name === 'h1' ? 'h2' : 'h1')
}

/** Its image is gone, and so is every base of it but the source's. */
async function movedWithoutImage(
  cloud: ManyHostCloud,
  server: MovingServer,
  image: string,
  grown: GuestReport,
  onShared: boolean,
): Promise<void> {
  const answer = await cloud.api.call('DELETE', `/image/v2/images/${image}`)
  assert.equal(answer.status, 204, answer.text)
  const source = await server.hostName()
  const base = `/var/lib/kilonova/instances/_base/${createHash('sha1').update(image).digest('hex')}`
  if (!onShared) await elsewhere(cloud, source).mustExec(['sh', '-c', `test -e ${base} && rm ${base}*`])
  const counted = await server.ticks((grown.up?.tick ?? 0) + 3)
  await server.act({ migrate: null })
  const moved = await server.settles('VERIFY_RESIZE')
  assert.notEqual(moved['OS-EXT-SRV-ATTR:host'], source)
  const after = await server.ready()
  assert.ok((after.up?.tick ?? 0) >= counted)
  await server.act({ confirmResize: null }, 204)
  await server.settles('ACTIVE')
  const host = await server.hostName()
  const wanted = [`${onShared ? 'all' : host} files`, `${host} domain running`].sort()
  await eventually(async () =>
    assert.deepEqual(onShared ? await server.placesOnShared() : await server.places(), wanted),
  )
}
