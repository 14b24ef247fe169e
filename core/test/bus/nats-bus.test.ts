import { after, before } from 'node:test'
import { controlIdentity } from '@kilonova/core'
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
