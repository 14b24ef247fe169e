// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readdir, stat } from 'node:fs/promises'
import { request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { Fault, type Log, silentLog } from '@kilonova/core'
import { eventually, TestCloud } from '../support/test-cloud.ts'

const images = '/image/v2/images'
let cloud: TestCloud
before(async () => {
  cloud = await TestCloud.start({
    settings: { images: { maxSizeGiB: 1 } },
    inspectImage: async ({ path, declaredFormat }) => {
      assert.equal((await stat(path)).isFile(), true)
      if (declaredFormat === 'qcow2')
        throw new Fault('imageRefused', 'the image names a backing file', { next: 'Flatten it' })
      return { virtualSizeBytes: 4096 }
    },
  })
})
after(() => cloud[Symbol.asyncDispose]())

async function queued(more: object = {}): Promise<string> {
  const body = { name: 'i', disk_format: 'raw', container_format: 'bare', ...more }
  const answer = await cloud.ask('POST', images, { body })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body.id
}
const show = async (id: string) => (await cloud.ask('GET', `${images}/${id}`)).body
const files = () => readdir(join(cloud.stateDirectory, 'images'))

test('an upload is kept byte for byte, with its checksums, and comes back the same', async () => {
  const bytes = Buffer.concat([randomBytes(300_000), Buffer.alloc(2_000_000), randomBytes(10)])
  const id = await queued()
  assert.equal((await cloud.ask('PUT', `${images}/${id}/file`, { body: bytes })).status, 204)
  const image = await show(id)
  assert.equal(image.status, 'active')
  assert.equal(image.size, bytes.length)
  assert.equal(image.virtual_size, 4096)
  assert.equal(image.checksum, createHash('md5').update(bytes).digest('hex'))
  assert.deepEqual(
    [image.os_hash_algo, image.os_hash_value],
    ['sha512', createHash('sha512').update(bytes).digest('hex')],
  )
  const get = await fetch(`${cloud.control.url}${images}/${id}/file`, { headers: { 'X-Auth-Token': cloud.token } })
  assert.deepEqual(Buffer.from(await get.arrayBuffer()), bytes)
  const row = await cloud.store.db.selectFrom('images').select('sha256').where('id', '=', id).executeTakeFirstOrThrow()
  assert.equal(row.sha256, createHash('sha256').update(bytes).digest('hex'))
  const part = async (range: string) => {
    const headers = { 'X-Auth-Token': cloud.token, Range: range }
    const answer = await fetch(`${cloud.control.url}${images}/${id}/file`, { headers })
    return [answer.status, answer.headers.get('content-range'), Buffer.from(await answer.arrayBuffer())]
  }
  assert.deepEqual(await part('bytes=10-19'), [206, `bytes 10-19/${bytes.length}`, bytes.subarray(10, 20)])
  assert.deepEqual((await part('bytes=-5'))[2], bytes.subarray(-5))
  assert.equal((await part(`bytes=${bytes.length}-`))[0], 416)
  assert.equal((await cloud.ask('DELETE', `${images}/${id}`)).status, 204)
  assert.deepEqual(await files(), [])
})

test('zeros of an upload take no disk space', async () => {
  const id = await queued()
  await cloud.ask('PUT', `${images}/${id}/file`, { body: new Uint8Array(8 * 1024 * 1024) })
  const { blocks, size } = await stat(join(cloud.stateDirectory, 'images', id))
  assert.equal(size, 8 * 1024 * 1024)
  assert.ok(blocks * 512 < 1024 * 1024)
  await cloud.ask('DELETE', `${images}/${id}`)
})

for (const [what, token] of [
  ['of an image that is not there', () => cloud.token],
  ['of nobody', () => 'none'],
] as const) {
  test(`an upload ${what} is refused while it is sent, and its sender comes to read that`, async () => {
    const { hostname, port } = new URL(cloud.control.url)
    const piece = Buffer.alloc(1024 * 1024, 1)
    const head = [
      ...[`PUT ${images}/00000000-0000-4000-8000-000000000000/file HTTP/1.1`, 'Host: x', `X-Auth-Token: ${token()}`],
      ...['Content-Type: application/octet-stream', `Content-Length: ${16 * piece.length}`],
    ]
    const socket = connect(Number(port), hostname)
    const ended = once(socket, 'end') // and no 'error' before it
    socket.write(`${head.join('\r\n')}\r\n\r\n`)
    let text = ''
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()))
    await eventually(async () => assert.match(text, /^HTTP\/1\.1 40[14] [\s\S]*\r\n\r\n\{.*\}$/))
    assert.match(text, /\r\nconnection: close\r\n/i)
    const send = promisify((done: (error?: Error | null) => void) => socket.write(piece, done))
    for (let sent = 0; sent < 16; sent += 1) await send()
    await ended
    socket.destroy()
  })
}

test('a hostile image is refused with its reason, waits for better data, and leaves no byte', async () => {
  const id = await queued({ disk_format: 'qcow2' })
  const answer = await cloud.ask('PUT', `${images}/${id}/file`, { body: 'QFI...' })
  assert.equal(answer.status, 400)
  assert.match(answer.body.message, /backing file.*Flatten it/)
  assert.equal((await show(id)).status, 'queued')
  assert.deepEqual(await files(), [])
})

/** Sends a head and some bytes, and then what the test wants. */
function beginUpload(id: string, headers: Record<string, string | number> = {}, at = cloud) {
  const { port } = new URL(at.control.url)
  const upload = request({
    port,
    method: 'PUT',
    path: `${images}/${id}/file`,
    headers: { 'X-Auth-Token': at.token, 'Content-Type': 'application/octet-stream', ...headers },
  })
  upload.on('error', () => {})
  upload.write('some bytes')
  return upload
}

test('a client that goes away in the middle leaves the image queued and no file', async () => {
  const id = await queued()
  const upload = beginUpload(id, { 'Content-Length': 1000 })
  await eventually(async () => assert.equal((await show(id)).status, 'saving'))
  upload.destroy()
  await eventually(async () => assert.equal((await show(id)).status, 'queued'))
  assert.deepEqual(await files(), [])
  assert.equal((await cloud.ask('PUT', `${images}/${id}/file`, { body: 'now all of it' })).status, 204)
  await cloud.ask('DELETE', `${images}/${id}`)
})

test('an upload that stalls is ended', async () => {
  const failures: unknown[] = []
  const log: Log = { ...silentLog, warn: (_, { error } = {}) => void failures.push(error) }
  // A cloud of its own: in the other tests one that waits for its client, however long, goes on.
  await using impatient = await TestCloud.start({ log, settings: { images: { stalledUploadMs: 3000 } } })
  const body = { name: 'i', disk_format: 'raw', container_format: 'bare' }
  const { id } = (await impatient.ask('POST', images, { body })).body
  const upload = beginUpload(id, { 'Content-Length': 1000 }, impatient)
  // That it was taken is told by its end: on a busy machine it may be over before anybody sees it under way.
  await eventually(async () => {
    const told = failures.map((error) => (error instanceof Fault ? `${error.kind}: ${error.message}` : String(error)))
    assert.ok(told.includes('deadline: the upload sent nothing for 3000 ms'), told.join('; '))
  })
  upload.destroy()
  assert.equal((await impatient.ask('GET', `${images}/${id}`)).body.status, 'queued')
  assert.deepEqual(await readdir(join(impatient.stateDirectory, 'images')), [])
})

test('a second upload to the same image is refused while the first runs', async () => {
  const id = await queued()
  const upload = beginUpload(id, { 'Transfer-Encoding': 'chunked' })
  await eventually(async () => assert.equal((await show(id)).status, 'saving'))
  assert.equal((await cloud.ask('PUT', `${images}/${id}/file`, { body: 'x' })).status, 409)
  upload.destroy()
  await eventually(async () => assert.equal((await show(id)).status, 'queued'))
})

test('an image deleted while its data arrives leaves nothing', async () => {
  const id = await queued()
  const upload = beginUpload(id, { 'Transfer-Encoding': 'chunked' })
  await eventually(async () => assert.equal((await show(id)).status, 'saving'))
  assert.equal((await cloud.ask('DELETE', `${images}/${id}`)).status, 204)
  upload.end('the rest')
  await eventually(async () => assert.deepEqual(await files(), []))
  assert.equal((await cloud.ask('GET', `${images}/${id}`)).status, 404)
})

test('an upload that is announced too long is refused before it is read', async () => {
  const id = await queued()
  const upload = beginUpload(id, { 'Content-Length': 2 * 1024 ** 3 })
  const status = await new Promise((resolve) =>
    upload.on('response', (response) => resolve(response.resume().statusCode)),
  )
  assert.equal(status, 413)
  upload.destroy()
  assert.equal((await show(id)).status, 'queued')
})

test('an image that a server is being built from keeps its bytes until the build is over', async () => {
  const id = await cloud.image()
  const goOn = Promise.withResolvers<void>()
  const reached = Promise.withResolvers<void>()
  cloud.agent.before = async (operation) => {
    if (operation !== 'prepareServer') return
    reached.resolve()
    await goOn.promise
  }
  const { body } = await cloud.create({ imageRef: id })
  await reached.promise
  assert.equal((await cloud.ask('DELETE', `${images}/${id}`)).status, 204)
  assert.equal((await cloud.ask('GET', `${images}/${id}`)).status, 404)
  assert.deepEqual(await files(), [id])
  goOn.resolve()
  await cloud.until(body.server.id, 'ACTIVE')
  cloud.agent.before = () => {}
  await eventually(async () => assert.deepEqual(await files(), []))
  await cloud.ask('DELETE', `/compute/v2.1/servers/${body.server.id}`)
  await cloud.untilGone(body.server.id)
})

test('what a crash left of an upload is gone at the next start', async () => {
  const id = await queued()
  await cloud.store.db.updateTable('images').set({ status: 'saving' }).where('id', '=', id).execute()
  const { writeFile } = await import('node:fs/promises')
  await writeFile(join(cloud.stateDirectory, 'images', `${id}.part`), 'half')
  await cloud.control.stop()
  // Nobody else uses this database, as with a private server: so a half upload has no owner any more.
  Object.assign(cloud.store, { exclusive: true })
  try {
    await cloud.startControl()
    assert.equal((await show(id)).status, 'queued')
    assert.deepEqual(await files(), [])
  } finally {
    Object.assign(cloud.store, { exclusive: false })
  }
  await cloud.ask('DELETE', `${images}/${id}`)
})

test('fields and properties are checked as Glance does', async () => {
  const refused = async (body: object, status: number) =>
    assert.equal((await cloud.ask('POST', images, { body })).status, status, JSON.stringify(body))
  await refused({ disk_format: 'floppy' }, 400)
  await refused({ container_format: 'box' }, 400)
  await refused({ name: 'x'.repeat(256) }, 400)
  await refused({ id: 'not-a-uuid' }, 400)
  await refused({ min_disk: -1 }, 400)
  await refused({ checksum: 'x' }, 403)
  await refused({ os_glance_x: 'x' }, 403)
  await refused({ size: 5 }, 403)
  await refused({ colour: 5 }, 400)
  await refused({ tags: 'no' }, 400)
  const twice = await queued()
  await refused({ id: twice }, 409)
  assert.equal(
    (await cloud.ask('PUT', `${images}/${await queued({ disk_format: null })}/file`, { body: 'x' })).status,
    409,
  )
})

test('a JSON patch changes fields, tags and properties, all or none', async () => {
  const id = await queued({ os_distro: 'debian' })
  const patch = (body: unknown) =>
    cloud.ask('PATCH', `${images}/${id}`, {
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/openstack-images-v2.1-json-patch' },
    })
  const good = await patch([
    { op: 'replace', path: '/name', value: 'renamed' },
    { op: 'add', path: '/hw_disk_bus', value: 'virtio' },
    { op: 'add', path: '/a~1b', value: 'slash' },
    { op: 'remove', path: '/os_distro' },
    { op: 'replace', path: '/tags', value: ['one'] },
  ])
  assert.equal(good.status, 200)
  assert.deepEqual(
    [good.body.name, good.body.hw_disk_bus, good.body['a/b'], good.body.os_distro, good.body.tags],
    ['renamed', 'virtio', 'slash', undefined, ['one']],
  )
  assert.equal(
    (
      await patch([
        { op: 'replace', path: '/name', value: 'lost' },
        { op: 'replace', path: '/id', value: 'x' },
      ])
    ).status,
    403,
  )
  assert.equal((await patch([{ op: 'replace', path: '/nosuch', value: 'x' }])).status, 409)
  assert.equal((await patch([{ op: 'move', path: '/name', from: '/x' }])).status, 400)
  assert.equal((await patch({})).status, 400)
  assert.equal((await show(id)).name, 'renamed')
})

test('the list is filtered, sorted and paged', async () => {
  for (const { id } of (await cloud.ask('GET', `${images}?limit=1000`)).body.images)
    await cloud.ask('DELETE', `${images}/${id}`)
  const [a, b, c] = [
    await queued({ name: 'a' }),
    await queued({ name: 'b', os_distro: 'x' }),
    await queued({ name: 'c', tags: ['t'] }),
  ]
  const names = async (query: string) =>
    (await cloud.ask('GET', `${images}?${query}`)).body.images.map((one: { name: string }) => one.name)
  assert.deepEqual(await names(''), ['c', 'b', 'a'])
  assert.deepEqual(await names('sort=name:asc'), ['a', 'b', 'c'])
  assert.deepEqual(await names('name=b'), ['b'])
  assert.deepEqual(await names(`id=in:${a},${c}`), ['c', 'a'])
  assert.deepEqual(await names('os_distro=x'), ['b'])
  assert.deepEqual(await names('tag=t'), ['c'])
  assert.deepEqual(await names('os_hidden=true'), [])
  assert.deepEqual(await names('status=active'), [])
  const first = (await cloud.ask('GET', `${images}?limit=2`)).body
  assert.equal(first.images.length, 2)
  assert.deepEqual(
    (await cloud.ask('GET', `/image${first.next}`)).body.images.map((one: { id: string }) => one.id),
    [a],
  )
  assert.ok(b)
  await queued({ name: null })
  await queued({ name: null })
  for (const sort of ['name:asc', 'name:desc', 'status:asc,name:asc']) {
    const seen: string[] = []
    for (let path: string | undefined = `/v2/images?sort=${sort}&limit=1`; path !== undefined && seen.length < 9; ) {
      const { body } = await cloud.ask('GET', `/image${path}`)
      seen.push(...body.images.map((one: { id: string }) => one.id))
      path = body.next
    }
    const whole = (await cloud.ask('GET', `${images}?sort=${sort}`)).body.images
    assert.deepEqual(
      seen,
      whole.map((one: { id: string }) => one.id),
      sort,
    )
    assert.equal(seen.length, 5)
  }
})

test('of many who tag one image none undoes another', async () => {
  const id = await queued()
  const all = Array.from({ length: 8 }, (_, n) => `t${n}`)
  await Promise.all(all.map((tag) => cloud.ask('PUT', `${images}/${id}/tags/${tag}`)))
  assert.deepEqual((await show(id)).tags.toSorted(), all)
  await Promise.all(all.slice(1).map((tag) => cloud.ask('DELETE', `${images}/${id}/tags/${tag}`)))
  assert.deepEqual((await show(id)).tags, ['t0'])
  assert.equal((await cloud.ask('DELETE', `${images}/${id}/tags/t1`)).status, 404)
  await cloud.ask('DELETE', `${images}/${id}`)
})

test('a private image is seen by its project, a shared one by its members too', async () => {
  const one = await cloud.tenant('one')
  const two = await cloud.tenant('two')
  const body = { name: 'p', visibility: 'private', disk_format: 'raw', container_format: 'bare' }
  const { body: image } = await cloud.ask('POST', images, { token: one.token, body })
  assert.equal((await cloud.ask('GET', `${images}/${image.id}`, { token: two.token })).status, 404)
  assert.equal((await cloud.ask('DELETE', `${images}/${image.id}`, { token: two.token })).status, 404)
  const { body: shared } = await cloud.ask('POST', images, {
    token: one.token,
    body: { ...body, visibility: 'shared' },
  })
  await cloud.ask('POST', `${images}/${shared.id}/members`, { token: one.token, body: { member: two.projectId } })
  assert.equal((await cloud.ask('GET', `${images}/${shared.id}`, { token: two.token })).status, 200)
  assert.equal((await cloud.ask('DELETE', `${images}/${shared.id}`, { token: two.token })).status, 403)
  assert.equal(
    (await cloud.ask('POST', images, { token: one.token, body: { ...body, visibility: 'public' } })).status,
    403,
  )
})
