// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { Fault } from '@kilonova/core'
import { eventually, TestCloud } from '../support/test-cloud.ts'

const servers = '/compute/v2.1/servers'
let cloud: TestCloud
let image = ''
let id = ''
before(async () => {
  cloud = await TestCloud.start()
  image = await cloud.image()
  id = (await cloud.create({ imageRef: image })).body.server.id
  await cloud.until(id, 'ACTIVE')
})
after(() => cloud[Symbol.asyncDispose]())
afterEach(() => {
  cloud.agent.before = () => {}
})

const act = (body: object, server = id) => cloud.ask('POST', `${servers}/${server}/action`, { body })
const settled = (status: string, server = id) =>
  eventually(async () => {
    const { server: now } = (await cloud.ask('GET', `${servers}/${server}`)).body
    assert.deepEqual([now.status, now['OS-EXT-STS:task_state']], [status, null])
  })
const rescueOf = async (server = id) =>
  (await cloud.store.db.selectFrom('servers').select('rescue').where('id', '=', server).executeTakeFirstOrThrow())
    .rescue

test('rescue and unrescue go through their states; the password is the one asked for, or a fresh one', async () => {
  const asked = await act({ rescue: { adminPass: 'secret' } })
  assert.deepEqual([asked.status, asked.body], [200, { adminPass: 'secret' }])
  await settled('RESCUE')
  assert.equal((await rescueOf())?.image.id, image)
  for (const wrong of [{ rescue: null }, { 'os-stop': null }, { 'os-start': null }, { reboot: { type: 'HARD' } }]) {
    assert.equal((await act(wrong)).status, 409, JSON.stringify(wrong))
  }
  assert.equal((await act({ unrescue: null })).status, 202)
  await settled('ACTIVE')
  assert.equal(await rescueOf(), null)
  const fresh = await act({ rescue: null })
  assert.match(fresh.body.adminPass, /^\S{12}$/)
  await settled('RESCUE')
  assert.equal((await act({ unrescue: null })).status, 202)
  await settled('ACTIVE')
})

test('what cannot be is refused: a state, an image, a property, a field, an action at once', async () => {
  const refused = await act({ unrescue: null })
  assert.equal(refused.status, 409)
  assert.match(refused.body.conflictingRequest.message, /Cannot 'unrescue' instance .* while it is in vm_state active/)
  const nowhere = '00000000-0000-4000-8000-000000000000'
  assert.equal((await act({ rescue: { rescue_image_ref: nowhere } })).status, 400)
  assert.equal((await act({ rescue: { adminPass: '' } })).status, 400)
  assert.equal((await act({ rescue: { image: image } })).status, 400)
  const odd = await cloud.image(undefined, { hw_rescue_device: 'tape' })
  const byProperty = await act({ rescue: { rescue_image_ref: odd } })
  assert.equal(byProperty.status, 400)
  assert.match(byProperty.body.badRequest.message, /hw_rescue_device/)
  const both = await Promise.all([act({ rescue: null }), act({ rescue: null })])
  assert.deepEqual(
    both.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 409],
  )
  await settled('RESCUE')
  await act({ unrescue: null })
  await settled('ACTIVE')
})

test('a rescue that the host cannot do leaves the server as it was, with the reason in its action', async () => {
  cloud.agent.before = (operation) => {
    if (operation === 'rescueServer') throw new Fault('imageRefused', 'the rescue image may not be opened')
  }
  const { headers } = await act({ rescue: null })
  await settled('ACTIVE')
  assert.equal(await rescueOf(), null)
  const request = headers.get('x-compute-request-id') ?? ''
  await eventually(async () => {
    const { body } = await cloud.ask('GET', `${servers}/${id}/os-instance-actions/${request}`)
    assert.equal(body.instanceAction.message, 'Error')
  })
})

test('a server that is being rescued is deleted when its owner says so', async () => {
  const { body } = await cloud.create({ imageRef: image })
  await cloud.until(body.server.id, 'ACTIVE')
  cloud.agent.before = async (operation, _id, signal) => {
    if (operation !== 'rescueServer') return
    await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  }
  assert.equal((await act({ rescue: null }, body.server.id)).status, 200)
  assert.equal((await cloud.ask('DELETE', `${servers}/${body.server.id}`)).status, 204)
  await cloud.untilGone(body.server.id)
})

test('the store’s images that servers name, rescued ones too, are told to hosts that prune their caches', async () => {
  const other = await cloud.image()
  await act({ rescue: { rescue_image_ref: other } })
  await settled('RESCUE')
  const { body } = await cloud.ask('POST', '/compute/v2.1/kilonova/image-cache/prune', { body: { dry_run: true } })
  assert.deepEqual(body.hosts, [{ host: 'h1', files: [] }])
  const { neededImages } = cloud.agent.pruneAsked ?? assert.fail('no host was asked')
  assert.deepEqual(new Set(neededImages), new Set([image, other]))
  assert.equal((await cloud.ask('GET', '/compute/v2.1/kilonova/image-cache?host=h9')).status, 404)
  const { token } = await cloud.tenant('someone')
  assert.equal((await cloud.ask('GET', '/compute/v2.1/kilonova/image-cache', { token })).status, 403)
  await act({ unrescue: null })
  await settled('ACTIVE')
})
