import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InProcessBus } from '@kilonova/core'
import type { FlowScenario } from '@kilonova/core/testing'
import { attachNicFlow, detachNicFlow, type NicInput } from '../../src/conductor/nics.ts'
import { attachPorts } from '../../src/services/network/ports.ts'
import { TestAgent } from '../support/test-agent.ts'
import { connectWorld, prepareServer } from './flow-world.ts'

// A card that comes, `nic-scenario.ts?attach-nic`, or one that goes, `?detach-nic`.
const comes = new URL(import.meta.url).search === '?attach-nic'

export default {
  async prepare({ store, directory }) {
    const { serverId, networkId } = await prepareServer(store)
    const running = { host: 'h1', vm_state: 'active', task_state: null, power_state: 'running' } as const
    await store.db.updateTable('servers').set(running).where('id', '=', serverId).execute()
    await store.transaction((trx) => attachPorts(trx, { serverId, projectId: 'p' }, [{ networkId }]))
    const port = await store.db
      .updateTable('ports')
      .set({ attached: !comes })
      .returning(['id', 'mac'])
      .executeTakeFirstOrThrow()
    const held = { files: [serverId], guests: [[serverId, 'running']], cards: comes ? [] : [port.id] }
    await writeFile(join(directory, 'host.json'), JSON.stringify(held))
    return { input: { serverId, portId: port.id, mac: port.mac } satisfies NicInput, serverId }
  },

  async connect(world) {
    const { parts, ...rest } = await connectWorld(world)
    return { flow: comes ? attachNicFlow(parts) : detachNicFlow(parts), ...rest }
  },

  /** A card and its port are there together or not at all; one that could not be taken away is shown again. */
  async check({ store, directory }, end, input) {
    const { serverId, portId } = input as NicInput
    const ports = await store.db.selectFrom('ports').select(['id', 'server_id', 'attached']).execute()
    const { cards, guests } = new TestAgent(new InProcessBus(), { directory })
    assert.deepEqual([...guests], [[serverId, 'running']])
    const isShown = comes === (end === 'done')
    assert.deepEqual(ports, isShown ? [{ id: portId, server_id: serverId, attached: true }] : [])
    if (comes || end === 'done') assert.deepEqual([...cards], isShown ? [portId] : [])
  },
} satisfies FlowScenario
