import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { TestCloud } from './src/cloud.ts'
import { type ApiAnswer, messageOf } from './src/cloud-api.ts'
import { eventually } from './src/eventually.ts'
import { hostileImages } from './src/hostile-images.ts'
import { leftovers, nothing } from './src/leftovers.ts'

let cloud: TestCloud
let folder = ''
let image = ''
let flavor = ''

before(async () => {
  cloud = await TestCloud.start()
  folder = join(cloud.lab.dir, 'images')
  await mkdir(folder)
  image = await cloud.api.mustUpload({ name: 'empty', diskFormat: 'raw', bytes: new Uint8Array(1024 * 1024) })
  flavor = await cloud.api.flavor('m1.tiny')
})
after(() => cloud?.[Symbol.asyncDispose]())

const absent = '00000000-0000-4000-8000-000000000000'

const requests: [string, () => Record<string, unknown>, RegExp][] = [
  ['an unknown image', () => ({ imageRef: absent, flavorRef: flavor }), /requested image/],
  ['an unknown flavor', () => ({ imageRef: image, flavorRef: 'no-such' }), /no-such/],
  ['an unknown field', () => ({ imageRef: image, flavorRef: flavor, frobnicate: 1 }), /frobnicate/],
  ['no flavor', () => ({ imageRef: image }), /flavorRef/],
  ['a name of wrong type', () => ({ name: 7, imageRef: image, flavorRef: flavor }), /name/],
]
for (const [what, server, says] of requests) {
  test(`a server with ${what} is refused with a message that names it, and nothing is made`, async () => {
    const answer = await cloud.api.compute('POST', '/servers', { server: { name: 'bad', ...server() } })
    assert.equal(answer.status, 400, answer.text)
    assert.match(messageOf(answer), says)
    assert.deepEqual(await leftovers(cloud.host), nothing)
  })
}

test('an image larger than the flavor’s disk is refused with both sizes', async () => {
  const path = join(folder, 'large.qcow2')
  await cloud.host.mustExec(['qemu-img', 'create', '-q', '-f', 'qcow2', path, '30G'])
  const large = await cloud.api.mustUpload({ name: 'large', diskFormat: 'qcow2', bytes: path })
  const answer = await cloud.api.compute('POST', '/servers', {
    server: { name: 'big', imageRef: large, flavorRef: flavor },
  })
  const message = answer.status === 202 ? await faultOf(answer) : messageOf(answer)
  assert.match(message, /32212254720 bytes/)
  assert.match(message, /disk|flavor/i)
  await eventually(async () => assert.deepEqual(await leftovers(cloud.host), nothing))
})

for (const hostile of hostileImages) {
  test(`${hostile.what} is refused with the reason before any tool opens it`, async () => {
    const bytes = await hostile.make(cloud.host, folder)
    const { id, answer } = await cloud.api.upload({
      name: hostile.what,
      diskFormat: hostile.diskFormat,
      bytes: typeof bytes === 'string' ? bytes : new Uint8Array(bytes),
    })
    if (answer.status === 204) {
      const asked = await cloud.api.compute('POST', '/servers', {
        server: { name: 'h', imageRef: id, flavorRef: flavor },
      })
      assert.match(asked.status === 202 ? await faultOf(asked) : messageOf(asked), hostile.says)
    } else {
      assert.ok(answer.status >= 400 && answer.status < 500, answer.text)
      assert.match(messageOf(answer), hostile.says)
      const server = { name: 'h', imageRef: id, flavorRef: flavor }
      assert.equal((await cloud.api.compute('POST', '/servers', { server })).status, 400)
    }
    await cloud.api.call('DELETE', `/image/v2/images/${id}`)
    await eventually(async () => assert.deepEqual(await leftovers(cloud.host), nothing))
  })
}

test('a guest that QEMU refuses to start leaves a server in ERROR with QEMU’s reason, and nothing on the host', async () => {
  const junk = new Uint8Array(65_536).fill(0x4b)
  const kernel = await cloud.api.mustUpload({
    name: 'junk kernel',
    diskFormat: 'aki',
    containerFormat: 'aki',
    bytes: junk,
  })
  const ramdisk = await cloud.api.mustUpload({
    name: 'junk ramdisk',
    diskFormat: 'ari',
    containerFormat: 'ari',
    bytes: junk,
  })
  const disk = await cloud.api.mustUpload({
    name: 'junk disk',
    diskFormat: 'raw',
    bytes: new Uint8Array(1024 * 1024),
    properties: { kernel_id: kernel, ramdisk_id: ramdisk },
  })
  const id = await cloud.api.create({ name: 'refused', imageRef: disk, flavorRef: flavor })
  const server = await cloud.api.until(id, ['ERROR'])
  const fault = server['fault'] as { message: string; details?: string }
  assert.match(`${fault.message} ${fault.details ?? ''}`, /kernel|qemu/i)
  await eventually(async () => {
    const left = await leftovers(cloud.host)
    assert.deepEqual({ ...left, rows: [] }, nothing)
  })
  await cloud.api.delete(id)
  await eventually(async () => assert.deepEqual(await leftovers(cloud.host), nothing))
})

/** The fault of a server that was accepted and could not be built; the server is deleted again. */
async function faultOf(accepted: ApiAnswer): Promise<string> {
  const id = (accepted.body['server'] as { id: string }).id
  const server = await cloud.api.until(id, ['ERROR'])
  await cloud.api.delete(id)
  return (server['fault'] as { message: string }).message
}
