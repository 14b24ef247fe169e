import assert from 'node:assert/strict'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openSession } from '../../src/client/session.ts'
import { waitForServer } from '../../src/commands/wait-for-server.ts'
import { Output } from '../../src/output/output.ts'

let state = 'BUILD'
/** Of each server: what was asked for an earlier one may come late. */
const looks = new Map<string, number>()
const listeners = new Map<string, ServerResponse>()
const service = createServer((request, response) => {
  const json = (status: number, body: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json', 'x-subject-token': 'T' }).end(JSON.stringify(body))
  if (request.url === '/identity/v3/auth/tokens') {
    const { port } = service.address() as AddressInfo
    const at = (path: string) => [{ interface: 'public', region_id: 'R', url: `http://127.0.0.1:${port}${path}` }]
    const catalog = [
      { type: 'compute', endpoints: at('/compute/v2.1') },
      { type: 'kilonova', endpoints: at('') },
    ]
    return json(201, { token: { catalog } })
  }
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://service')
  if (pathname === '/events') {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': listening\n\n')
    listeners.set(searchParams.get('server') ?? '', response)
    return undefined
  }
  const id = pathname.split('/').at(-1) ?? ''
  looks.set(id, (looks.get(id) ?? 0) + 1)
  return json(200, { server: { id, status: state, progress: 0 } })
})
before(() => new Promise<void>((done) => void service.listen(0, '127.0.0.1', done)))
after(() => {
  service.closeAllConnections()
  service.close()
})

async function connected(signal: AbortSignal) {
  const { port } = service.address() as AddressInfo
  const session = await openSession(
    {
      ...{ name: 'c', source: 'file', authUrl: `http://127.0.0.1:${port}/identity`, region: 'R', interface: 'public' },
      auth: { kind: 'password', user: { name: 'u' }, userDomain: { id: 'default' }, password: 'p', scope: undefined },
      ...{ caFile: undefined, verify: true },
    },
    signal,
  )
  const sink = { isTTY: false, write: () => true }
  const context = { output: new Output({ stdout: sink, stderr: sink, env: {} }), env: {}, cwd: '/', signal }
  return { context, session }
}

test('Ctrl-C at any moment of the wait says that the server is still being built', async () => {
  for (const afterMs of [0, 5, 20, 100]) {
    const stop = new AbortController()
    const { context, session } = await connected(stop.signal)
    const waiting = waitForServer(context, session, { id: 's', name: 's', wanted: 'ACTIVE', timeoutMs: 60_000 })
    setTimeout(() => stop.abort(new DOMException('interrupted', 'AbortError')), afterMs)
    await assert.rejects(waiting, { name: 'Problem', exit: 'interrupted', message: /server s is still being built/ })
  }
})

test('waiting asks once, hears progress from the stream, and asks again when that says that something changed', async () => {
  const { context, session } = await connected(new AbortController().signal)
  const waiting = waitForServer(context, session, { id: 't', name: 't', wanted: 'ACTIVE', timeoutMs: 60_000 })
  while (!looks.has('t')) await sleep(5)
  const listener = listeners.get('t')
  // All at once: it looks by itself when nothing was told for some seconds.
  for (let n = 0; n < 20; n += 1) {
    listener?.write(
      `event: progress\ndata: {"what":"progress","progress":{"label":"copying","done":${n},"total":20}}\n\n`,
    )
  }
  state = 'ACTIVE'
  listener?.write('event: state\ndata: {"what":"state"}\n\n')
  assert.equal((await waiting)['status'], 'ACTIVE')
  assert.equal(looks.get('t'), 2)
})
