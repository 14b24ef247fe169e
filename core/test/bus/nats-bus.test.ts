import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { controlIdentity, createLog } from '@kilonova/core'
import { busContract } from './bus.contract.ts'
import { TestBus } from './nats-parts.ts'

let bus: TestBus
before(async () => {
  bus = await TestBus.start()
})
after(() => bus[Symbol.asyncDispose]())

busContract('NATS', async () => {
  const [server, client] = [await bus.connect(controlIdentity), await bus.connect(controlIdentity)]
  return {
    server,
    client,
    [Symbol.asyncDispose]: async () => {
      await client.close()
      await server.close()
    },
  }
})

test('a server that starts well warns of nothing', async () => {
  let said = ''
  await using _bus = await TestBus.start(
    ['a'],
    createLog({ level: 'debug', destination: { write: (line) => (said += line) } }),
  )
  assert.match(said, /Server is ready/)
  assert.doesNotMatch(said, /"level":"(warn|error)"/)
})
