import assert from 'node:assert/strict'
import { ServerId, silentLog } from '@kilonova/core'
import { FlowEngine } from '@kilonova/core/store'
import type { FlowScenario, World } from '@kilonova/core/testing'
import type { CloudParts } from '../../src/cloud.ts'
import { resizeFlow } from '../../src/conductor/resize/resize.ts'
import type { MoveInput } from '../../src/conductor/resize/move-parts.ts'
import type { SettleFlow } from '../../src/conductor/resize/settle-resize.ts'
import { checkMove, connectMove, migrationRow, prepareMove } from './move-world.ts'

interface Settled {
  readonly flow: (parts: CloudParts) => SettleFlow
  readonly asked: 'confirming' | 'reverting'
  readonly end: 'at its source' | 'at its destination'
  readonly status: 'confirmed' | 'reverted'
}

/** A resize that waits to be confirmed or reverted, and is. */
export const settleScenario = (settled: Settled): FlowScenario => ({
  async prepare(world) {
    const input = await prepareMove(world)
    await runResize(world, input)
    await world.store.db.updateTable('server_migrations').set({ status: settled.asked }).execute()
    return { input, serverId: ServerId.parse(input.serverId) }
  },

  async connect(world) {
    const { parts, ...rest } = await connectMove(world)
    return { flow: settled.flow(parts), ...rest }
  },

  async check(world, end, input) {
    const move = input as MoveInput
    await checkMove(world, move, end === 'done' ? settled.end : 'at both until confirmed')
    const { status } = await migrationRow(world.store, move.migrationId)
    assert.equal(status, end === 'done' ? settled.status : 'finished')
  },
})

async function runResize(world: World, input: MoveInput): Promise<void> {
  await using here = await connectMove(world)
  const flow = resizeFlow(here.parts)
  const engine = new FlowEngine({ store: world.store, owner: 'preparing', log: silentLog, flows: [flow] })
  await engine.start()
  try {
    const serverId = ServerId.parse(input.serverId)
    const ended = Promise.withResolvers<string>()
    using _watch = engine.watch(({ what }) => {
      if (what === 'done' || what === 'failed') ended.resolve(what)
    })
    await world.store.transaction((trx) => engine.submit(trx, flow, input, { serverId }))
    engine.kick()
    assert.equal(await ended.promise, 'done')
  } finally {
    await engine.stop()
  }
}
