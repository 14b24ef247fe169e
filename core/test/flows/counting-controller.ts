// A controller for owners.test.ts to kill and to freeze.
import { silentLog, type StoreConnection } from '@kilonova/core'
import { FlowEngine, openStore } from '@kilonova/core/store'
import { counting } from './counting-flow.ts'

const { connection, owner } = JSON.parse(process.argv[2] ?? '') as { connection: StoreConnection; owner: string }
const store = await openStore({ connection, connections: 6 })
const engine = new FlowEngine({ store, owner, log: silentLog, flows: [counting(300)] })
await engine.start()
process.stdout.write('ready\n')
