import assert from 'node:assert/strict'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { EventStream } from '../../src/client/events.ts'

const { promise: opened, resolve } = Promise.withResolvers<ServerResponse>()
const server = createServer((request, response) => {
  if (request.url === '/events') {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(': listening\n\n')
    resolve(response)
  } else response.writeHead(404).end('{}')
})
let base = ''
before(async () => {
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
after(() => {
  server.closeAllConnections()
  server.close()
})
const { signal } = new AbortController()

test('events are told in order however the stream is cut, and comments are none', async () => {
  await using events = await EventStream.open(new URL('/events', base), { headers: {}, signal })
  const response = await opened
  const text = 'event: state\ndata: {"n":1}\n\n: still here\n\nevent: state\ndata: {"n":2}\n\n'
  for (const one of text) response.write(one)
  assert.deepEqual([await events?.next(60_000), await events?.next(60_000)], [{ n: 1 }, { n: 2 }])
  assert.equal(await events?.next(10), undefined)
  response.end('event: state\ndata: not JSON\n\n')
  assert.deepEqual(await events?.next(60_000), {})
})

test('a service without events, and one that is not there, give no stream', async () => {
  assert.equal(await EventStream.open(new URL('/none', base), { headers: {}, signal }), undefined)
  assert.equal(await EventStream.open(new URL('http://127.0.0.1:1/events'), { headers: {}, signal }), undefined)
})
