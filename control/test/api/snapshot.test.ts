// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Fault } from '@kilonova/core'
import { eventually, TestCloud } from '../support/test-cloud.ts'

const servers = '/compute/v2.1/servers'
let cloud: TestCloud
let base = ''
let id = ''

before(async () => {
  cloud = await TestCloud.start({ settings: { quotas: { metadataItems: 3 } } })
  base = await cloud.image(undefined, { os_distro: 'debian', cache_in_nova: 'yes', img_signature: 'x', min_ram: 64 })
  const { body } = await cloud.create({ imageRef: base, flavorRef: '1' })
  id = body.server.id
  await cloud.until(id, 'ACTIVE')
})
after(() => cloud[Symbol.asyncDispose]())

const act = (body: object, minor?: number, token?: string) =>
  cloud.ask('POST', `${servers}/${id}/action`, {
    body,
    ...(minor === undefined ? {} : { minor }),
    ...(token === undefined ? {} : { token }),
  })
const show = async () => (await cloud.ask('GET', `${servers}/${id}`)).body.server
const imageOf = (image: string) => cloud.ask('GET', `/image/v2/images/${image}`)
const free = () => eventually(async () => assert.equal((await show())['OS-EXT-STS:task_state'], null))
const parts = async () => (await readdir(join(cloud.stateDirectory, 'images'))).filter((name) => name.endsWith('.part'))

async function make(body: object): Promise<string> {
  const { status, body: answer } = await act(body, 45)
  assert.equal(status, 202, JSON.stringify(answer))
  await free()
  return answer.image_id
}

test('createImage: a place in a header before 2.45, an id in the body after, and the image inherits what it should', async () => {
  const old = await act({ createImage: { name: 'old', metadata: { a: 'b' } } }, 44)
  assert.equal(old.status, 202)
  assert.equal(old.body, '')
  assert.match(old.headers.get('location') ?? '', /\/images\/[0-9a-f-]{36}$/)
  await free()
  const image = (await imageOf(old.headers.get('location')?.split('/').at(-1) ?? '')).body
  const me = await cloud.store.db.selectFrom('servers').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const expected = {
    name: 'old',
    status: 'active',
    visibility: 'private',
    disk_format: 'raw',
    container_format: 'bare',
    min_disk: 1,
    min_ram: 64,
    image_type: 'snapshot',
    image_location: 'snapshot',
    image_state: 'available',
    base_image_ref: base,
    instance_uuid: id,
    owner_id: me.project_id,
    user_id: me.user_id,
    os_distro: 'debian',
    a: 'b',
    cache_in_nova: undefined,
    img_signature: undefined,
  }
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((name) => [name, image[name]])), expected)

  const fresh = await act({ createImage: { name: 'new' } }, 45)
  assert.equal(fresh.headers.get('location'), null)
  assert.match(fresh.body.image_id, /^[0-9a-f-]{36}$/)
  await free()
  assert.equal((await imageOf(fresh.body.image_id)).body.status, 'active')
})

test('the tasks that Nova shows follow each other, and the image waits in saving', async () => {
  const seen: string[] = []
  const imageStates = new Set<string>()
  const look = async () => {
    const server = await show()
    seen.push(server['OS-EXT-STS:task_state'])
    const images = await cloud.store.db.selectFrom('images').select('status').where('name', '=', 'slow').execute()
    for (const { status } of images) imageStates.add(status)
  }
  cloud.agent.before = (operation) => (operation === 'takeSnapshot' ? look() : undefined)
  cloud.agent.after = (operation) => (operation === 'takeSnapshot' ? look() : undefined)
  try {
    await make({ createImage: { name: 'slow' } })
    await make({ createBackup: { name: 'slow backup', backup_type: 'daily', rotation: 1 } })
  } finally {
    cloud.agent.before = cloud.agent.after = () => {}
  }
  assert.deepEqual(seen, ['image_snapshot', 'image_snapshot', 'image_backup', 'image_backup'])
  assert.deepEqual([...imageStates], ['saving', 'active'])
})

test('wrong requests are refused and change nothing', async () => {
  const count = async () => (await cloud.store.db.selectFrom('images').select('id').execute()).length
  const before = await count()
  assert.equal((await act({ createImage: {} })).status, 400)
  assert.equal((await act({ createImage: { name: '' } })).status, 400)
  assert.equal((await act({ createImage: { name: 'x'.repeat(256) } })).status, 400)
  assert.equal((await act({ createImage: { name: 'x', metadata: { 'a/b': 'c' } } })).status, 400)
  assert.equal((await act({ createImage: { name: 'x', metadata: { a: 1 } } })).status, 400)
  assert.equal((await act({ createImage: { name: 'x', more: 1 } })).status, 400)
  const many = await act({ createImage: { name: 'x', metadata: { a: '1', b: '2', c: '3', d: '4' } } })
  assert.equal(many.status, 403)
  assert.match(many.body.forbidden.message, /metadata limit/)
  assert.equal((await act({ createBackup: { name: 'x', backup_type: 'daily' } })).status, 400)
  assert.equal((await act({ createBackup: { name: 'x', rotation: 1 } })).status, 400)
  assert.equal((await act({ createBackup: { name: 'x', backup_type: 'd', rotation: -1 } })).status, 400)
  assert.equal(
    (await cloud.ask('POST', `${servers}/${base}/action`, { body: { createImage: { name: 'x' } } })).status,
    404,
  )
  const stranger = await cloud.tenant('stranger')
  assert.equal((await act({ createImage: { name: 'x' } }, 45, stranger.token)).status, 404)
  assert.equal(await count(), before)
})

test('a server in a wrong state or at another task is refused by 409, and a lock does not matter', async () => {
  // As if it began just now: a task that nobody works on is ended every ten seconds.
  const set = (values: object) =>
    cloud.store.db
      .updateTable('servers')
      .set({ ...values, updated_at: new Date() })
      .where('id', '=', id)
      .execute()
  for (const vm_state of ['error', 'building', 'rescued', 'resized', 'shelved_offloaded'] as const) {
    await set({ vm_state })
    const refused = await act({ createImage: { name: 'x' } })
    assert.equal(refused.status, 409)
    assert.match(refused.body.conflictingRequest.message, new RegExp(`'createImage'.* vm_state ${vm_state}`))
  }
  await set({ vm_state: 'active', task_state: 'powering-off' })
  assert.match(
    (await act({ createBackup: { name: 'x', backup_type: 'd', rotation: 1 } })).body.conflictingRequest.message,
    /task_state powering-off/,
  )
  await set({ task_state: null })
  assert.equal((await act({ lock: null })).status, 202)
  await make({ createImage: { name: 'locked' } })
  assert.equal((await act({ unlock: null })).status, 202)
})

test('backups: of each type so many are kept, the oldest go; 0 takes all of them away', async () => {
  const backup = (name: string, type: string, rotation: number | string) =>
    make({ createBackup: { name, backup_type: type, rotation } })
  const names = async () => {
    const { body } = await cloud.ask('GET', '/image/v2/images?image_type=backup&sort=name:asc')
    return body.images.map((image: { name: string }) => image.name)
  }
  await backup('d1', 'weekly-test', 0)
  for (const name of ['w1', 'w2', 'w3']) await backup(name, 'weekly', 2)
  const other = await backup('m1', 'monthly', '2')
  const image = (await imageOf(other)).body
  assert.deepEqual([image.image_type, image.backup_type], ['backup', 'monthly'])
  assert.deepEqual(
    (await names()).filter((name: string) => /^[dwm]\d$/.test(name)),
    ['m1', 'w2', 'w3'],
  )
  // Without a place in the header: there will be no image.
  const none = await act({ createBackup: { name: 'w4', backup_type: 'weekly', rotation: 0 } }, 44)
  assert.deepEqual([none.status, none.headers.get('location')], [202, null])
  await free()
  assert.deepEqual(
    (await names()).filter((name: string) => /^[dwm]\d$/.test(name)),
    ['m1'],
  )
  // Their bytes go with the next sweep.
  await eventually(async () => {
    const rows = await cloud.store.db.selectFrom('images').select('id').where('deleted_at', 'is', null).execute()
    const files = await readdir(join(cloud.stateDirectory, 'images'))
    assert.deepEqual(new Set(files), new Set(rows.map((row) => row.id)))
  })
})

test('what another project says of its images pushes no backup out', async () => {
  const { token } = await cloud.tenant('liar')
  const kept = await make({ createBackup: { name: 'kept', backup_type: 'true', rotation: 1 } })
  const body = { disk_format: 'raw', container_format: 'bare', visibility: 'private' }
  const lies = { ...body, image_type: 'backup', backup_type: 'true', instance_uuid: id }
  const lie = await cloud.ask('POST', '/image/v2/images', { token, body: lies })
  await cloud.ask('PUT', `/image/v2/images/${lie.body.id}/file`, { token, body: new Uint8Array(4) })
  await cloud.store.db
    .updateTable('images')
    .set({ created_at: new Date(Date.now() + 3_600_000) })
    .where('id', '=', lie.body.id)
    .execute()
  const newest = await make({ createBackup: { name: 'newest', backup_type: 'true', rotation: 1 } })
  assert.deepEqual([(await imageOf(kept)).status, (await imageOf(newest)).status], [404, 200])
  assert.equal((await imageOf(lie.body.id)).status, 200)
  const nul = await act({ createBackup: { name: 'x', backup_type: 'a\u0000', rotation: 1 } })
  assert.equal(nul.status, 400)
})

test('a host that fails leaves no image, a free server and the reason in the action log', async () => {
  cloud.agent.before = (operation) => {
    if (operation === 'takeSnapshot') throw new Fault('noSpace', 'the file system /x is full')
  }
  const { body } = await act({ createImage: { name: 'fails' } }, 45)
  await free()
  cloud.agent.before = () => {}
  assert.equal((await imageOf(body.image_id)).status, 404)
  assert.equal((await show()).status, 'ACTIVE')
  assert.deepEqual(await parts(), [])
  assert.equal(cloud.agent.snapshots.size, 0)
  const { body: actions } = await cloud.ask('GET', `${servers}/${id}/os-instance-actions`)
  assert.deepEqual([actions.instanceActions[0].action, actions.instanceActions[0].message], ['createImage', 'Error'])
  const path = `${servers}/${id}/os-instance-actions/${actions.instanceActions[0].request_id}`
  const { events } = (await cloud.ask('GET', path, { minor: 84 })).body.instanceAction
  assert.ok(events.some((event: { details: string | null }) => event.details?.includes('full')))
})

test('an image deleted while it is made ends its snapshot at once; other actions are refused meanwhile', async () => {
  const reached = Promise.withResolvers<void>()
  cloud.agent.before = (operation, _id, signal) => {
    if (operation !== 'takeSnapshot') return undefined
    reached.resolve()
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
  }
  const { body } = await act({ createImage: { name: 'unwanted' } }, 45)
  await reached.promise
  for (const other of [{ 'os-stop': null }, { createImage: { name: 'second' } }, { reboot: { type: 'HARD' } }]) {
    assert.equal((await act(other)).status, 409, JSON.stringify(other))
  }
  assert.equal(
    (await cloud.ask('PUT', `/image/v2/images/${body.image_id}/file`, { body: new Uint8Array(4) })).status,
    409,
  )
  assert.equal((await cloud.ask('DELETE', `/image/v2/images/${body.image_id}`)).status, 204)
  await free()
  cloud.agent.before = () => {}
  assert.equal((await imageOf(body.image_id)).status, 404)
  assert.deepEqual(await parts(), [])
  assert.equal(cloud.agent.snapshots.size, 0)
})

test('a server deleted during its snapshot is gone, and so is the image', async () => {
  const { body } = await cloud.create({ imageRef: base, flavorRef: '1' })
  const other: string = body.server.id
  await cloud.until(other, 'ACTIVE')
  const reached = Promise.withResolvers<void>()
  cloud.agent.before = (operation, _id, signal) => {
    if (operation !== 'takeSnapshot') return undefined
    reached.resolve()
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
  }
  const asked = await cloud.ask('POST', `${servers}/${other}/action`, {
    body: { createImage: { name: 'x' } },
    minor: 45,
  })
  await reached.promise
  assert.equal((await cloud.ask('DELETE', `${servers}/${other}`)).status, 204)
  await cloud.untilGone(other)
  cloud.agent.before = () => {}
  assert.equal((await imageOf(asked.body.image_id)).status, 404)
  assert.equal(cloud.agent.snapshots.size, 0)
})
