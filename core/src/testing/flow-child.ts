// The process that a flow's tests kill: it runs a scenario's flow, and ends itself by SIGKILL where it is told to.
import { z } from 'zod'
import { FlowEngine } from '../flows/engine.ts'
import { silentLog } from '../log/log.ts'
import { Fault } from '../model/fault.ts'
import { ServerId } from '../model/ids.ts'
import { openStore } from '../store/open-store.ts'
import { type FlowScenario, wrapFlow } from './flow-scenario.ts'
import { lastTry } from './last-try.ts'

export const ChildTask = z.object({
  module: z.string(),
  host: z.string(),
  database: z.string(),
  directory: z.string(),
  owner: z.string(),
  input: z.unknown(),
  serverId: ServerId.optional(),
  kill: z.object({
    step: z.string(),
    phase: z.enum(['do', 'undo']),
    moment: z.enum(['before', 'after']),
    nthTry: z.int().default(1),
  }),
  /** The step that fails, so that undos run. */
  failAfter: z.string().optional(),
  /** In so many tries. */
  failing: z.int().default(1),
})
export type ChildTask = z.input<typeof ChildTask>

const task = ChildTask.parse(JSON.parse(process.argv[2] ?? ''))
const { default: scenario } = (await import(task.module)) as { default: FlowScenario }
const connection = { host: task.host, user: 'kilonova', database: task.database }
const store = await openStore({ connection, connections: 4 }, { log: silentLog })
const { flow } = await scenario.connect({ store, directory: task.directory })
const deadly = wrapFlow(flow, ({ step, phase, moment, nthTry }) => {
  const { kill, failAfter, failing } = task
  const here = step === kill.step && phase === kill.phase && moment === kill.moment
  if (here && nthTry === kill.nthTry) process.kill(process.pid, 'SIGKILL')
  if (step === failAfter && phase === 'do' && moment === 'after' && nthTry <= failing)
    throw new Fault('internal', 'made to fail')
})
const engine = new FlowEngine({ store, owner: task.owner, log: silentLog, flows: [deadly] })
await engine.start()
const options = task.serverId === undefined ? {} : { serverId: task.serverId }
const flowId = await store.transaction(async (trx) => {
  const id = await engine.submit(trx, deadly, task.input as never, options)
  // Before the commit: a sweep may begin the flow, and with it our end, before we hear that it is committed.
  await new Promise<void>((resolve) => process.stdout.write(`${id}\n`, () => resolve()))
  return id
})
engine.kick()
await lastTry(engine, store, flowId)
// Only reached when the place to be killed at was not.
process.exit(3)
