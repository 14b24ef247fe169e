import { InProcessBus } from '@kilonova/core'
import { busContract } from './bus.contract.ts'

busContract('in-process', async () => {
  const bus = new InProcessBus()
  return { server: bus, client: bus, [Symbol.asyncDispose]: () => bus.close() }
})
