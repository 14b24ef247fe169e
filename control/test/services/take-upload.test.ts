import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { after, before, test } from 'node:test'
import { encodeFault, newId } from '@kilonova/core'
import { ImageGrants } from '../../src/services/images/grants.ts'
import { ImageFiles } from '../../src/services/images/image-files.ts'
import { takeUpload, uploadPrefix, uploadSubject } from '../../src/services/images/take-upload.ts'

// The handler behind a door, on a plain server: who the caller is was checked by the door.

const MiB = 2 ** 20
const grants = new ImageGrants(randomBytes(32))
let directory = ''
let files: ImageFiles
let server: Server
let origin = ''

before(async () => {
  directory = await mkdtemp(`${tmpdir()}/upload-`)
  files = await ImageFiles.open(directory)
  server = createServer((request, response) => {
    const gone = new AbortController()
    request.once('close', () => {
      if (!request.complete) gone.abort(new Error('the caller went away'))
    })
    const url = new URL(request.url ?? '/', 'https://door')
    const parts = { imageFiles: files, grants, maxBytes: 8 * MiB, stalledMs: 60_000 }
    takeUpload(parts, { request, response, url, peer: undefined, signal: gone.signal }).catch((error: unknown) => {
      response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify(encodeFault(error)))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
after(async () => {
  server.closeAllConnections()
  server.close()
  await rm(directory, { recursive: true, force: true })
})

interface Told {
  readonly have?: number
  readonly sha256?: string
  readonly kind?: string
}

async function ask(
  method: 'GET' | 'PUT',
  id: string,
  query: Record<string, string | number>,
  body?: Uint8Array<ArrayBuffer>,
): Promise<Told> {
  const grant = grants.make(uploadSubject(id), 60_000)
  const search = new URLSearchParams({ grant })
  for (const [name, value] of Object.entries(query)) search.set(name, String(value))
  const response = await fetch(`${origin}${uploadPrefix}${id}?${search.toString()}`, {
    method,
    ...(body === undefined ? {} : { body }),
  })
  return (await response.json()) as Told
}

async function awaited(): Promise<string> {
  const id = newId<'image'>()
  await files.makePart(id)
  return id
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

test('an image comes in pieces that go on where the last one ended, and what lies there is told by its hash', async () => {
  const id = await awaited()
  const bytes = new Uint8Array(5 * MiB)
  bytes.set(randomBytes(MiB), 0)
  bytes.set(randomBytes(MiB), 4 * MiB)
  assert.deepEqual(await ask('GET', id, {}), { have: 0 })
  const first = await ask('PUT', id, { at: 0, of: bytes.length }, bytes.slice(0, 2 * MiB))
  assert.equal(first.kind, 'cancelled')
  assert.deepEqual(await ask('GET', id, {}), { have: 2 * MiB })
  const rest = await ask('PUT', id, { at: 2 * MiB, of: bytes.length }, bytes.slice(2 * MiB))
  assert.deepEqual(rest, { have: bytes.length, sha256: sha256(bytes) })
  assert.deepEqual(new Uint8Array(await readFile(files.partOf(id))), bytes)
  assert.ok((await stat(files.partOf(id))).blocks * 512 < 4 * MiB, 'zeros are holes')
  // The last answer was lost: it is told again, and nothing is sent twice.
  assert.deepEqual(await ask('PUT', id, { at: bytes.length, of: bytes.length }, new Uint8Array()), rest)
  // From the beginning is always right.
  assert.equal(
    (await ask('PUT', id, { at: 0, of: 10 }, new Uint8Array(10).fill(7))).sha256,
    sha256(new Uint8Array(10).fill(7)),
  )
})

test('without the leave to upload just this image nothing is taken, nor for one that nobody awaits', async () => {
  const id = await awaited()
  const body = new Uint8Array(10)
  for (const grant of [
    '',
    'x',
    grants.make(id, 60_000),
    grants.make(uploadSubject(newId<'image'>()), 60_000),
    grants.make(uploadSubject(id), -2000),
  ]) {
    assert.equal((await ask('PUT', id, { at: 0, of: 10, grant }, body)).kind, 'forbidden', grant)
  }
  assert.equal((await ask('PUT', newId<'image'>(), { at: 0, of: 10 }, body)).kind, 'notFound')
  assert.equal((await stat(files.partOf(id))).size, 0)
})

test('a piece at a wrong place, an image that is too long, or longer than announced, is refused', async () => {
  const id = await awaited()
  assert.equal((await ask('PUT', id, { at: 5, of: 10 }, new Uint8Array(5))).kind, 'conflict')
  assert.equal((await ask('PUT', id, { at: 0, of: 9 * MiB }, new Uint8Array(5))).kind, 'overLimit')
  for (const total of ['x', '-1', '1e99']) {
    assert.equal((await ask('PUT', id, { at: 0, of: total }, new Uint8Array(5))).kind, 'overLimit', total)
  }
  assert.equal((await ask('PUT', id, { at: 0, of: 3 }, new Uint8Array(5))).kind, 'invalid')
})
