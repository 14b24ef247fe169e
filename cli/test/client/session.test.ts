import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import type { Cloud } from '../../src/client/clouds.ts'
import { findServer } from '../../src/client/find.ts'
import { openSession } from '../../src/client/session.ts'
import { Problem } from '../../src/problem.ts'

let server: Server
let base = ''
let answer: (request: IncomingMessage, response: ServerResponse) => void
const seen: string[] = []

before(async () => {
  server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    if (request.url === '/identity/v3/auth/tokens') return login(request, response)
    answer(request, response)
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
after(() => void server.close())

function login(request: IncomingMessage, response: ServerResponse): void {
  let text = ''
  request.on('data', (chunk: Buffer) => (text += chunk.toString()))
  request.on('end', () => {
    if (!text.includes('"right"'))
      return send(response, 401, {
        error: { code: 401, message: 'The request you have made requires authentication.' },
      })
    const endpoint = (path: string) => [
      { interface: 'admin', url: 'http://nowhere' },
      { interface: 'public', region_id: 'R', url: base + path },
    ]
    const catalog = [
      { type: 'compute', endpoints: endpoint('/compute/v2.1') },
      { type: 'image', endpoints: endpoint('/image') },
    ]
    response.setHeader('x-subject-token', 'T')
    send(response, 201, { token: { catalog } })
  })
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

const cloud = (password = 'right', authUrl = `${base}/identity`): Cloud => ({
  name: 'c',
  source: 'file',
  authUrl,
  auth: { kind: 'password', user: { name: 'u' }, userDomain: { id: 'default' }, password, scope: undefined },
  region: 'R',
  interface: 'public',
  caFile: undefined,
  verify: true,
})

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof Problem, `a Problem was expected, not ${String(error)}`)
  return error
}

test('calls go to the catalog’s public address with the token', async () => {
  answer = (request, response) => send(response, 200, { token: request.headers['x-auth-token'], path: request.url })
  const session = await openSession(cloud())
  assert.deepEqual(await session.call('compute', 'GET', '/servers'), { token: 'T', path: '/compute/v2.1/servers' })
  assert.equal((await session.call('image', 'GET', '/v2/images'))['path'], '/image/v2/images')
})

test('a list is read to its last page, by Nova’s links and by Glance’s', async () => {
  answer = (request, response) => {
    const isSecond = request.url?.includes('marker=1') === true
    if (request.url?.startsWith('/image') === true)
      return send(
        response,
        200,
        isSecond ? { images: [{ id: '2' }] } : { images: [{ id: '1' }], next: '/v2/images?marker=1' },
      )
    return send(
      response,
      200,
      isSecond
        ? { servers: [{ id: '2' }] }
        : { servers: [{ id: '1' }], servers_links: [{ rel: 'next', href: `${base}/compute/v2.1/servers?marker=1` }] },
    )
  }
  const session = await openSession(cloud())
  assert.deepEqual(await session.all('image', '/v2/images', 'images'), [{ id: '1' }, { id: '2' }])
  assert.deepEqual(await session.all('compute', '/servers', 'servers'), [{ id: '1' }, { id: '2' }])
})

test('a wrong password is refused with the service’s words and exit `denied`', async () => {
  const problem = await problemOf(openSession(cloud('wrong')))
  assert.equal(problem.exit, 'denied')
  assert.match(problem.because ?? '', /requires authentication/)
})

test('nobody at the address is `away`, with what to do', async () => {
  const problem = await problemOf(openSession(cloud('right', 'http://127.0.0.1:1/identity')))
  assert.equal(problem.exit, 'away')
  assert.match(problem.next ?? '', /kilonova up`, or check the address in file$/)
})

const faults: [number, unknown, string, string][] = [
  [
    404,
    { itemNotFound: { code: 404, message: 'Instance x could not be found.' } },
    'Instance x could not be found.',
    'notFound',
  ],
  [409, { conflictingRequest: { code: 409, message: 'Cannot delete' } }, 'Cannot delete', 'conflict'],
  [400, { message: 'the image is hostile', code: '400 Bad Request' }, 'the image is hostile', 'fault'],
  [503, { serviceUnavailable: { message: 'libvirtd does not answer' } }, 'libvirtd does not answer', 'away'],
  [403, { forbidden: { message: 'Quota exceeded' } }, 'Quota exceeded', 'denied'],
]
for (const [status, body, message, exit] of faults) {
  test(`a ${status} is told in the service’s own words, exit ${exit}`, async () => {
    answer = (_request, response) => send(response, status, body)
    const session = await openSession(cloud())
    const problem = await problemOf(session.call('compute', 'GET', '/x'))
    assert.deepEqual([problem.message, problem.exit], [message, exit])
  })
}

test('a refusal that only says why is the cause of what became of the thing', async () => {
  answer = (_request, response) => send(response, 409, { conflictingRequest: { message: "Cannot 'start' it" } })
  const session = await openSession(cloud())
  const path = '/servers/11111111-1111-4111-8111-111111111111/action'
  const problem = await problemOf(session.call('compute', 'POST', path, { refused: 'server a was not started' }))
  assert.deepEqual([problem.message, problem.because], ['server a was not started', "Cannot 'start' it"])
  assert.match(problem.next ?? '', /^see `kilonova server show 11111111-1111-4111-8111-111111111111`/)
})

test('a refusal that says itself what became of the thing keeps its words', async () => {
  const fault = { what: 'server a was not moved', cause: 'no room', next: 'make room' }
  answer = (_request, response) => send(response, 409, { conflictingRequest: { message: 'all of it', fault } })
  const session = await openSession(cloud())
  const { message, because, next } = await problemOf(
    session.call('compute', 'POST', '/servers/1/action', { refused: 'server a was not changed' }),
  )
  assert.deepEqual([message, because, next], [fault.what, fault.cause, fault.next])
})

test('a quota is the cause of what became of the thing', async () => {
  const fault = { kind: 'overLimit', what: 'Quota exceeded for cores', next: 'Delete some' }
  answer = (_request, response) => send(response, 403, { forbidden: { message: 'all of it', fault } })
  const session = await openSession(cloud())
  const options = { refused: 'server a was not made' }
  const { message, because, next, exit } = await problemOf(session.call('compute', 'POST', '/servers', options))
  assert.deepEqual([message, because, next, exit], [options.refused, fault.what, fault.next, 'denied'])
})

test('a connection that ends before its answer is told as that, and not as a service that is not there', async () => {
  answer = (request) => request.socket.destroy()
  const session = await openSession(cloud())
  const problem = await problemOf(session.call('compute', 'DELETE', '/servers/1'))
  assert.deepEqual([problem.message, problem.exit], [`${base} ended the connection before it answered`, 'away'])
  assert.match(problem.next ?? '', /whether it was done/)
})

test('Ctrl-C before the answer to a change says that it may still be done', async () => {
  const stop = new AbortController()
  answer = () => stop.abort()
  const session = await openSession(cloud())
  const options = { signal: stop.signal, refused: 'server a was not made' }
  const problem = await problemOf(session.call('compute', 'POST', '/servers', options))
  assert.deepEqual([problem.exit, /may still do/.test(problem.message)], ['interrupted', true])
})

test('a name is looked for as it stands, whatever it has that means something in an expression', async () => {
  let asked = ''
  answer = (request, response) => {
    asked = new URL(request.url ?? '', base).searchParams.get('name') ?? ''
    send(response, 200, { servers: [] })
  }
  const session = await openSession(cloud())
  const problem = await problemOf(findServer(session, 'ü 🦊 100% a.b(c)', new AbortController().signal))
  assert.equal(problem.exit, 'notFound')
  assert.equal(asked, String.raw`^ü 🦊 100% a\.b\(c\)$`)
})

test('a service that refuses an upload before its end is heard', async () => {
  answer = (_request, response) => {
    response.writeHead(413, { 'content-type': 'application/json', connection: 'close' })
    response.end(JSON.stringify({ message: 'too large' }))
  }
  const session = await openSession(cloud())
  const endless = Readable.from(
    (function* () {
      for (let i = 0; i < 4000; i += 1) yield Buffer.alloc(65_536)
    })(),
  )
  const problem = await problemOf(
    session.call('image', 'PUT', '/v2/images/1/file', {
      stream: endless,
      headers: { 'content-length': String(4000 * 65_536) },
    }),
  )
  assert.equal(problem.message, 'too large')
})

test('an abort in an upload ends the call with the signal’s reason', async () => {
  const stop = new AbortController()
  answer = (request) => void request.once('data', () => stop.abort())
  const session = await openSession(cloud())
  const slow = Readable.from(
    (async function* () {
      for (;;) {
        yield Buffer.alloc(1000)
        await new Promise((done) => setTimeout(done, 5))
      }
    })(),
  )
  await assert.rejects(session.call('image', 'PUT', '/v2/images/1/file', { stream: slow, signal: stop.signal }), {
    name: 'AbortError',
  })
})

test('a silent service ends with exit `deadline`', async () => {
  answer = () => undefined
  const session = await openSession(cloud())
  const problem = await problemOf(session.call('compute', 'GET', '/x', { deadlineMs: 50 }))
  assert.equal(problem.exit, 'deadline')
  server.closeAllConnections()
})
