import assert from 'node:assert/strict'
import { InProcessBus, seal, type Store } from '@kilonova/core'
import type { FlowScenario } from '@kilonova/core/testing'
import { buildFlow, type BuildInput } from '../../src/conductor/build.ts'
import { readHosts } from '../../src/scheduler/candidates.ts'
import { ControlSettings } from '../../src/index.ts'
import { TestAgent } from '../support/test-agent.ts'
import { connectWorld, prepareServer } from './flow-world.ts'

export default {
  tries: ControlSettings.parse({}).scheduler.maxAttempts,

  async prepare({ store }, hosts) {
    const { serverId, networkId } = await prepareServer(store, hosts)
    const input: BuildInput = { serverId, nics: [{ networkId }], adminPassword: seal('geheim', Buffer.alloc(32, 1)) }
    return { input, serverId }
  },

  async connect(world) {
    const { parts, hosts, ...rest } = await connectWorld(world)
    for (const name of await namesOf(world.store)) if (name !== 'h1') await hosts.agent(name)
    return { flow: buildFlow(parts), ...rest }
  },

  async check({ store, directory }, end, input, failed) {
    const { serverId } = input as BuildInput
    const server = await store.db.selectFrom('servers').selectAll().where('id', '=', serverId).executeTakeFirstOrThrow()
    const ports = await store.db.selectFrom('ports').select(['address', 'server_id']).execute()
    const names = await namesOf(store)
    const agents = names.map((name) => agentOf(name, directory))
    const usage = await readHosts(store.db)
    assert.equal(server.task_state, null)
    assert.deepEqual(
      agents.filter((agent) => !agent.isEmpty).map(({ host }) => host),
      end === 'done' ? [server.host] : [],
    )
    assert.deepEqual(
      usage.map(({ name, usedVcpus, servers }) => [name, usedVcpus, servers]),
      names.map((name) => (name === server.host ? [name, 1, 1] : [name, 0, 0])),
    )
    // Each that failed is counted once, however often its end was written.
    const counted = usage.filter(({ failedBuilds }) => failedBuilds > 0)
    if (failed !== undefined)
      assert.deepEqual([counted.length, counted.filter(({ failedBuilds }) => failedBuilds > 1)], [failed, []])
    if (end === 'done') {
      assert.deepEqual([server.vm_state, server.power_state, server.fault], ['active', 'running', null])
      assert.ok(!counted.some(({ name }) => name === server.host))
      assert.deepEqual(ports, [{ address: '10.42.0.2', server_id: serverId }])
      const there = agents.flatMap(({ files, guests }) => [[...files], [...guests]])
      assert.deepEqual(there.flat(), [serverId, [serverId, 'running']])
      return
    }
    assert.deepEqual([server.vm_state, server.host], ['error', null])
    assert.deepEqual(ports, [])
    assert.ok(server.fault?.message)
    if (failed === undefined) return
    for (const name of names) assert.match(server.fault.message, new RegExp(`${name}: made to fail`))
  },
} satisfies FlowScenario

async function namesOf(store: Store): Promise<string[]> {
  const rows = await store.db.selectFrom('hosts').select('name').orderBy('name').execute()
  return rows.map(({ name }) => name)
}

/** What a host holds, as the last process that met it left it. */
const agentOf = (name: string, directory: string): TestAgent =>
  new TestAgent(new InProcessBus(), { directory, ...(name === 'h1' ? {} : { name }) })
