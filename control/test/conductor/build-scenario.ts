import assert from 'node:assert/strict'
import { seal } from '@kilonova/core'
import type { FlowScenario } from '@kilonova/core/testing'
import { buildFlow, type BuildInput } from '../../src/conductor/build.ts'
import { TestAgent } from '../support/test-agent.ts'
import { InProcessBus } from '@kilonova/core'
import { connectWorld, prepareServer } from './flow-world.ts'

export default {
  async prepare({ store }) {
    const { serverId, networkId } = await prepareServer(store)
    const input: BuildInput = { serverId, nics: [{ networkId }], adminPassword: seal('geheim', Buffer.alloc(32, 1)) }
    return { input, serverId }
  },

  async connect(world) {
    const { parts, ...rest } = await connectWorld(world)
    return { flow: buildFlow(parts), ...rest }
  },

  async check({ store, directory }, end, input) {
    const { serverId } = input as BuildInput
    const server = await store.db.selectFrom('servers').selectAll().where('id', '=', serverId).executeTakeFirstOrThrow()
    const ports = await store.db.selectFrom('ports').select(['address', 'server_id']).execute()
    const host = new TestAgent(new InProcessBus(), { directory })
    assert.equal(server.task_state, null)
    if (end === 'done') {
      assert.deepEqual([server.vm_state, server.power_state, server.host], ['active', 'running', 'h1'])
      assert.deepEqual(ports, [{ address: '10.42.0.2', server_id: serverId }])
      assert.deepEqual([[...host.files], [...host.guests.keys()]], [[serverId], [serverId]])
      return
    }
    assert.deepEqual([server.vm_state, server.host], ['error', null])
    assert.ok(server.fault?.message)
    assert.deepEqual(ports, [])
    assert.ok(host.isEmpty)
  },
} satisfies FlowScenario
