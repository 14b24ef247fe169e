import assert from 'node:assert/strict'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openSession } from '../../src/client/session.ts'
import { waitForServer } from '../../src/commands/wait-for-server.ts'
import { Output } from '../../src/output/output.ts'

let state = 'BUILD'
let looks = 0
let listener: ServerResponse | undefined
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
  if (request.url?.startsWith('/events') === true) {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': listening\n\n')
    listener = response
    return undefined
  }
  looks += 1
  return json(200, { server: { id: 's', status: state, progress: 0 } })
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
  looks = 0
})

test('waiting asks once, hears progress from the stream, and asks again when that says that something changed', async () => {
  const { context, session } = await connected(new AbortController().signal)
  const waiting = waitForServer(context, session, { id: 's', name: 's', wanted: 'ACTIVE', timeoutMs: 60_000 })
  const hasBegun = () => listener !== undefined && looks > 0
  while (!hasBegun()) await sleep(5)
  for (let n = 0; n < 20; n += 1) {
    await sleep(50)
    listener?.write(
      `event: progress\ndata: {"what":"progress","progress":{"label":"copying","done":${n},"total":20}}\n\n`,
    )
  }
  assert.equal(looks, 1)
  state = 'ACTIVE'
  listener?.write('event: state\ndata: {"what":"state"}\n\n')
  assert.equal((await waiting)['status'], 'ACTIVE')
  assert.equal(looks, 2)
})
