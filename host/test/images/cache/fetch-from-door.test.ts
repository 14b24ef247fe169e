import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { createServer as createPlain } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { type Certificate, issueCertificate, makeAuthority } from '@kilonova/core'
import { type CloudTls, fetchBytes, type FetchPlan } from '../../../src/images/cache/fetch-bytes.ts'
import { never, testDirectory } from '../kit.ts'

// A host fetches an image from another one's door: mutual TLS, and a grant in the address.

let own: Certificate
let tls: CloudTls
before(async () => {
  const authority = await makeAuthority('test')
  own = await issueCertificate(authority, ['h1', '127.0.0.1'], 1)
  tls = { authority: authority.certificate, certificate: own.certificate, key: own.key }
})

const content = randomBytes(5 * 2 ** 20 + 4321)
const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
const hooks = { signal: never, onBytes: () => {} }

type Answer = (request: IncomingMessage, response: ServerResponse) => void

async function door(answer: Answer) {
  const asked: string[] = []
  const { authority: ca } = tls
  const server = createServer(
    { ca, cert: own.certificate, key: own.key, requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.3' },
    (request, response) => {
      asked.push(`${request.httpVersion} ${request.headers.range ?? 'all'}`)
      answer(request, response)
    },
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    asked,
    location: `https://127.0.0.1:${port}/images/one?grant=peer`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const whole: Answer = (_, response) => void response.writeHead(200).end(content)
const ranges: Answer = (request, response) => {
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
  if (start === 0) return whole(request, response)
  const range = `bytes ${start}-${content.length - 1}/${content.length}`
  response.writeHead(206, { 'content-range': range }).end(content.subarray(start))
}

const planOf = (location: string, target: string, more: Partial<FetchPlan> = {}): FetchPlan => ({
  ...{ location, target, sizeBytes: content.length, stallMs: 60_000, tls },
  ...more,
})

test('door: the bytes come in one request, with their hash', async () => {
  await using directory = await testDirectory()
  await using host = await door(whole)
  const target = join(directory.path, 'one')
  const fetched = await fetchBytes(planOf(host.location, target), hooks)
  assert.deepEqual(fetched, { sha256: hashOf(content), sizeBytes: content.length })
  assert.ok(content.equals(await readFile(target)))
  assert.deepEqual(host.asked, ['1.0 all'])
})

test('door: what is there already is gone on with, and hashed along', async () => {
  await using directory = await testDirectory()
  await using host = await door(ranges)
  const target = join(directory.path, 'one')
  await writeFile(target, content.subarray(0, 3_000_001))
  const fetched = await fetchBytes(planOf(host.location, target), hooks)
  assert.deepEqual(fetched, { sha256: hashOf(content), sizeBytes: content.length })
  assert.ok(content.equals(await readFile(target)))
  assert.deepEqual(host.asked, ['1.0 bytes=3000001-'])
})

test('door: one that gives no ranges gives all of it, over what was there', async () => {
  await using directory = await testDirectory()
  await using host = await door(whole)
  const target = join(directory.path, 'one')
  await writeFile(target, randomBytes(2_000_000))
  assert.equal((await fetchBytes(planOf(host.location, target), hooks)).sha256, hashOf(content))
  assert.ok(content.equals(await readFile(target)))
})

test('door: cut off in the middle, what came is kept, and the next try goes on there', async () => {
  await using directory = await testDirectory()
  let cut = true
  await using host = await door((request, response) => {
    if (!cut) return ranges(request, response)
    cut = false
    response.writeHead(200)
    response.write(content.subarray(0, 2_500_000), () => response.destroy())
  })
  const target = join(directory.path, 'one')
  const first = await fetchBytes(planOf(host.location, target), hooks).catch(() => undefined)
  const { size } = await stat(target)
  assert.ok(first === undefined || first.sizeBytes === size)
  assert.ok(size > 0 && size <= 2_500_000, `${size} bytes were kept`)
  assert.ok(content.subarray(0, size).equals(await readFile(target)))
  assert.equal((await fetchBytes(planOf(host.location, target), hooks)).sha256, hashOf(content))
  assert.deepEqual(host.asked, ['1.0 all', `1.0 bytes=${size}-`])
})

test('door: a refusal is told as one, and leaves what is there', async () => {
  await using directory = await testDirectory()
  await using host = await door((_, response) => void response.writeHead(404).end())
  const target = join(directory.path, 'one')
  await writeFile(target, content.subarray(0, 1000))
  await assert.rejects(fetchBytes(planOf(host.location, target), hooks), { code: 'HTTP_REFUSED' })
  assert.equal((await stat(target)).size, 1000)
})

test('door: where it leads elsewhere, it is followed without the grant', async () => {
  await using directory = await testDirectory()
  const asked: (string | undefined)[] = []
  const elsewhere = createPlain((request, response) => {
    asked.push(request.url)
    response.writeHead(200).end(content)
  })
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
  const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/other?grant=peer`
  await using host = await door((_, response) => void response.writeHead(302, { location }).end())
  try {
    const fetched = await fetchBytes(planOf(host.location, join(directory.path, 'one')), hooks)
    assert.equal(fetched.sha256, hashOf(content))
    assert.deepEqual(asked, ['/other'])
  } finally {
    elsewhere.closeAllConnections()
    elsewhere.close()
  }
})

test('door: more than the image has, a stranger’s certificate, and silence are failures', async () => {
  await using directory = await testDirectory()
  await using host = await door(whole)
  const target = join(directory.path, 'one')
  await assert.rejects(fetchBytes(planOf(host.location, target, { sizeBytes: 1000 }), hooks), /sends more than/)
  const { certificate } = await makeAuthority('stranger')
  const stranger = planOf(host.location, target, { tls: { ...tls, authority: certificate } })
  await assert.rejects(fetchBytes(stranger, hooks), /certificate|issuer/i)
  await using silent = await door(() => {})
  await assert.rejects(fetchBytes(planOf(silent.location, target, { stallMs: 300 }), hooks), /no byte came for 300 ms/)
})
