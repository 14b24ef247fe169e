import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testGuest } from '@kilonova/lab'
import { eventually, type Json, type ManyHostCloud, startCloud } from './src/index.ts'

// A snapshot on a host that joined: it does not share the image store, and brings the image to the controller.

let cloud: ManyHostCloud
let image = ''

before(async () => {
  cloud = await startCloud({ hosts: 2, settings: () => ({ host: { snapshot: { live: 'copy' } } }) })
  image = await cloud.uploadGuest(await testGuest())
})
after(() => cloud?.[Symbol.asyncDispose]())

async function snapshot(id: string, name: string): Promise<string> {
  const version = { 'OpenStack-API-Version': 'compute 2.45' }
  const answer = await cloud.api.call('POST', `/compute/v2.1/servers/${id}/action`, { createImage: { name } }, version)
  assert.equal(answer.status, 202, answer.text)
  return String(answer.body['image_id'])
}

async function untilActive(id: string, imageId: string): Promise<Json> {
  return eventually(async () => {
    assert.equal((await cloud.api.server(id))?.['OS-EXT-STS:task_state'], null)
    const { body, status } = await cloud.api.call('GET', `/image/v2/images/${imageId}`)
    assert.deepEqual([status, body['status']], [200, 'active'])
    return body
  }, 120_000)
}

async function isRight(imageId: string, body: Json): Promise<void> {
  const path = `/var/lib/kilonova/images/${imageId}`
  const sum = await cloud.host('h1').mustExec(['sha512sum', path])
  assert.equal(sum.split(' ')[0], body['os_hash_value'])
  await cloud.host('h1').mustExec(['qemu-img', 'check', '-q', '-f', 'qcow2', path])
  const blocks = Number(await cloud.host('h1').mustExec(['stat', '-c', '%b', path]))
  assert.ok(blocks * 512 <= Number(body['size']) + 2 ** 20)
}

const left = (host: string): Promise<string> =>
  cloud.host(host).mustExec(['sh', '-c', 'find /var/lib/kilonova/instances/snapshots -mindepth 1 2>/dev/null; true'])

test('a server on a joined host: running and stopped, its image comes to the controller, boots, and nothing is left', async () => {
  const id = await cloud.createOn('h2', 'far', image)
  await cloud.api.until(id, ['ACTIVE'], 120_000)
  await cloud.api.consoleLine(id, /GUEST-READY/)
  const running = await snapshot(id, 'far, running')
  await isRight(running, await untilActive(id, running))
  assert.equal(await left('h2'), '')
  const stop = await cloud.api.compute('POST', `/servers/${id}/action`, { 'os-stop': null })
  assert.equal(stop.status, 202)
  await cloud.api.until(id, ['SHUTOFF'], 120_000)
  const stopped = await snapshot(id, 'far, stopped')
  await isRight(stopped, await untilActive(id, stopped))
  assert.equal(await left('h2'), '')
  await cloud.api.delete(id)
  const copy = await cloud.createOn('h2', 'copy', running)
  await cloud.api.until(copy, ['ACTIVE'], 120_000)
  await cloud.api.consoleLine(copy, /GUEST-UP boots=2/)
  await cloud.api.delete(copy)
})

test('the cable pulled out in the middle of the upload: it goes on when it is in again, and the image is right', async () => {
  const id = await cloud.createOn('h2', 'cut off', image)
  await cloud.api.until(id, ['ACTIVE'], 120_000)
  await cloud.api.consoleLine(id, /GUEST-READY/)
  const imageId = await snapshot(id, 'over a cut')
  await eventually(
    async () => {
      const size = await cloud.host('h1').mustExec(['stat', '-c', '%s', `/var/lib/kilonova/images/${imageId}.part`])
      assert.ok(Number(size) > 0)
    },
    60_000,
    5,
  )
  await cloud.network('h2', 'down')
  await new Promise((resolve) => setTimeout(resolve, 2000))
  await cloud.network('h2', 'up')
  await isRight(imageId, await untilActive(id, imageId))
  assert.equal(await left('h2'), '')
  await cloud.api.delete(id)
})
