import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InProcessBus } from '@kilonova/core'
import type { FlowScenario } from '@kilonova/core/testing'
import { deleteFlow, type DeleteInput } from '../../src/conductor/delete.ts'
import { attachPorts } from '../../src/services/network/ports.ts'
import { TestAgent } from '../support/test-agent.ts'
import { connectWorld, prepareServer } from './flow-world.ts'

export default {
  async prepare({ store, directory }) {
    const { serverId, networkId } = await prepareServer(store)
    await store.transaction((trx) => attachPorts(trx, { serverId, projectId: 'p' }, [{ networkId }]))
    const running = { host: 'h1', vm_state: 'active', task_state: 'deleting', power_state: 'running' } as const
    await store.db.updateTable('servers').set(running).where('id', '=', serverId).execute()
    const held = { files: [serverId], guests: [[serverId, 'running']] }
    await writeFile(join(directory, 'host.json'), JSON.stringify(held))
    return { input: { serverId } satisfies DeleteInput, serverId }
  },

  async connect(world) {
    const { parts, ...rest } = await connectWorld(world)
    return { flow: deleteFlow(parts), ...rest }
  },

  async check({ store, directory }, end, input) {
    assert.equal(end, 'done')
    const { serverId } = input as DeleteInput
    const server = await store.db.selectFrom('servers').selectAll().where('id', '=', serverId).executeTakeFirstOrThrow()
    assert.deepEqual([server.vm_state, server.task_state], ['deleted', null])
    assert.ok(server.deleted_at)
    assert.deepEqual(await store.db.selectFrom('ports').selectAll().execute(), [])
    assert.ok(new TestAgent(new InProcessBus(), { directory }).isEmpty)
  },
} satisfies FlowScenario
