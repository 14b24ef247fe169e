import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InProcessBus, seal } from '@kilonova/core'
import type { FlowScenario } from '@kilonova/core/testing'
import { rescueFlow, type RescueInput, unrescueFlow } from '../../src/conductor/rescue.ts'
import { TestAgent } from '../support/test-agent.ts'
import { connectWorld, prepareServer } from './flow-world.ts'

// Into a rescue, `rescue-scenario.ts?rescue`, or out of it, `?unrescue`.
const goesIn = new URL(import.meta.url).search === '?rescue'

export default {
  async prepare({ store, directory }) {
    const { serverId } = await prepareServer(store)
    const { image } = await store.db.selectFrom('servers').select('image').executeTakeFirstOrThrow()
    await store.db
      .updateTable('servers')
      .set({
        host: 'h1',
        vm_state: goesIn ? 'active' : 'rescued',
        task_state: goesIn ? 'rescuing' : 'unrescuing',
        power_state: 'running',
        rescue: JSON.stringify({ image }),
      })
      .where('id', '=', serverId)
      .execute()
    const held = { files: [serverId], guests: [[serverId, 'running']] }
    await writeFile(join(directory, 'host.json'), JSON.stringify(held))
    const adminPassword = seal('geheim', Buffer.alloc(32, 1))
    const input: RescueInput = { serverId, adminPassword }
    return { input: goesIn ? input : { serverId }, serverId }
  },

  async connect(world) {
    const { parts, ...rest } = await connectWorld(world)
    return { flow: goesIn ? rescueFlow(parts) : unrescueFlow(parts), ...rest }
  },

  /** It is rescued and says with what, or it is not. */
  async check({ store, directory }, end, input) {
    const { serverId } = input as RescueInput
    const server = await store.db.selectFrom('servers').selectAll().where('id', '=', serverId).executeTakeFirstOrThrow()
    const isRescued = goesIn === (end === 'done')
    assert.deepEqual(
      [server.vm_state, server.task_state, server.host, server.power_state, server.rescue !== null],
      [isRescued ? 'rescued' : 'active', null, 'h1', 'running', isRescued],
    )
    assert.deepEqual([...new TestAgent(new InProcessBus(), { directory }).guests], [[serverId, 'running']])
  },
} satisfies FlowScenario
