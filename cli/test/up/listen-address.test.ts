import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { test } from 'node:test'
import type { AddressInfo } from 'node:net'
import { checkListen, parseListen } from '../../src/up/listen-address.ts'

test('an address and port are read in all their forms', () => {
  assert.deepEqual(parseListen('127.0.0.1:8774'), { address: '127.0.0.1', port: 8774 })
  assert.deepEqual(parseListen('[::1]:80'), { address: '::1', port: 80 })
  assert.deepEqual(parseListen(':0'), { address: '127.0.0.1', port: 0 })
  assert.deepEqual(parseListen('host.example:1'), { address: 'host.example', port: 1 })
})

for (const text of ['8774', '127.0.0.1', '127.0.0.1:65536', '::1:80', 'a:b', '']) {
  test(`'${text}' is refused as an address and port`, () =>
    assert.throws(() => parseListen(text), { name: 'Problem', exit: 'usage' }))
}

test('a port that another program has is told before anything starts', async () => {
  const server = createServer()
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await assert.rejects(checkListen({ address: '127.0.0.1', port }), { message: /another program has this port/ })
  await new Promise((done) => server.close(done))
  await checkListen({ address: '127.0.0.1', port })
})

test('an address that is not this machine’s is told', async () => {
  await assert.rejects(checkListen({ address: '192.0.2.1', port: 0 }), { message: /no such address/ })
})
