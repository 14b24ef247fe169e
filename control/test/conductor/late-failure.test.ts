import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Fault, silentLog } from '@kilonova/core'
import { FlowEngine, openStore } from '@kilonova/core/store'
import { startTestStores, Wire } from '@kilonova/core/testing'
import { buildFlow } from '../../src/conductor/build.ts'
import { eventually } from '../support/test-cloud.ts'
import scenario from './build-scenario.ts'
import { connectWorld } from './flow-world.ts'

test('a failure that is shown late, by a controller that was cut off from the store, is not shown over the next try', async () => {
  await using stores = await startTestStores()
  const connection = await stores.fresh()
  await using store = await openStore({ connection, connections: 6 })
  await using wire = await Wire.lay(connection, join(stores.directory, 'wire'))
  await using farStore = await openStore({ connection: wire.connection, connections: 6 })
  const directory = await mkdtemp(join(tmpdir(), 'kilonova-late-'))
  const { input, ...rest } = await scenario.prepare({ store, directory }, 2)
  await using far = await connectWorld({ store: farStore, directory })
  await using near = await connectWorld({ store, directory })
  const isCut = Promise.withResolvers<void>()
  const isElsewhere = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  const failed: string[] = []
  for (const agent of [near.agent, await near.hosts.agent('h2')]) {
    let cuts = true
    agent.before = async (operation) => {
      if (operation === 'prepareServer' && failed.length > 0) {
        isElsewhere.resolve()
        await goOn.promise
      }
      if (operation === 'startServer' && failed.length === 0) {
        failed.push(agent.host)
        throw new Fault('hypervisorRefused', 'QEMU said no')
      }
      if (operation !== 'destroyServer' || !cuts) return
      cuts = false
      wire.cut()
      isCut.resolve()
      throw new Fault('hypervisorAway', 'libvirt does not answer')
    }
  }
  const settings = { leaseMs: 1000 }
  const engineOf = (owner: string, { parts }: typeof near) =>
    new FlowEngine({ store: parts.store, owner, log: silentLog, flows: [buildFlow(parts)], settings })
  await using slow = engineOf('far', far)
  await using next = engineOf('near', near)
  const server = () => store.db.selectFrom('servers').select(['vm_state', 'fault']).executeTakeFirstOrThrow()
  try {
    await slow.start()
    await farStore.transaction((trx) => slow.submit(trx, buildFlow(far.parts), input, rest))
    slow.kick()
    await isCut.promise
    await next.start()
    await isElsewhere.promise
    wire.mend()
    await slow.stop()
    assert.deepEqual(await server(), { vm_state: 'building', fault: null })
    goOn.resolve()
    await eventually(async () => assert.deepEqual(await server(), { vm_state: 'active', fault: null }))
  } finally {
    goOn.resolve()
  }
  await rm(directory, { recursive: true })
})
