import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InProcessBus } from '@kilonova/core'
import type { FlowScenario } from '@kilonova/core/testing'
import { powerFlow, type PowerInput, type PowerName, type PowerRule, powerRules } from '../../src/conductor/power.ts'
import { TestAgent } from '../support/test-agent.ts'
import { connectWorld, prepareServer } from './flow-world.ts'

// One module for all changes of power: which one, its address says, as in `power-scenario.ts?stop`.
const name = new URL(import.meta.url).search.slice(1) as PowerName
const rule: PowerRule = powerRules[name]
const powerOf = { active: 'running', stopped: 'shutdown', paused: 'paused', suspended: 'shutdown' } as const
type Resting = keyof typeof powerOf

export default {
  async prepare({ store, directory }) {
    const { serverId } = await prepareServer(store)
    const from = rule.from[0] as Resting
    const server = { host: 'h1', vm_state: from, task_state: rule.tasks[0], power_state: powerOf[from] } as const
    await store.db.updateTable('servers').set(server).where('id', '=', serverId).execute()
    const held = { files: [serverId], guests: [[serverId, powerOf[from]]] }
    await writeFile(join(directory, 'host.json'), JSON.stringify(held))
    return { input: { serverId } satisfies PowerInput, serverId }
  },

  async connect(world) {
    const { parts, ...rest } = await connectWorld(world)
    return { flow: powerFlow(parts, name), ...rest }
  },

  /** No task is left. A failure keeps the state it had: what the guest is, is asked of its host after that. */
  async check({ store, directory }, end, input) {
    const { serverId } = input as PowerInput
    const server = await store.db.selectFrom('servers').selectAll().where('id', '=', serverId).executeTakeFirstOrThrow()
    const state = (end === 'done' ? rule.to : rule.from[0]) as Resting
    assert.deepEqual([server.vm_state, server.task_state, server.host], [state, null, 'h1'])
    assert.equal(server.power_state, powerOf[state])
    const { guests } = new TestAgent(new InProcessBus(), { directory })
    if (end === 'done') assert.deepEqual([...guests], [[serverId, powerOf[state]]])
    else assert.ok(guests.has(serverId))
  },
} satisfies FlowScenario
