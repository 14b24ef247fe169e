// A controller for the benchmark `flows` to kill: it works on flows of ten short steps until its end.
import { silentLog, type StoreConnection } from '@kilonova/core'
import { FlowEngine, openStore } from '@kilonova/core/store'
import { tenSteps } from './ten-steps.ts'

const { connection, owner } = JSON.parse(process.argv[2] ?? '') as { connection: StoreConnection; owner: string }
const store = await openStore({ connection })
const engine = new FlowEngine({ store, owner, log: silentLog, flows: [tenSteps(20)] })
await engine.start()
process.stdout.write('ready\n')
