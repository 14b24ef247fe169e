import assert from 'node:assert/strict'
import { ServerId } from '@kilonova/core'
import type { FlowScenario } from '@kilonova/core/testing'
import type { MoveInput } from '../../src/conductor/resize/move-parts.ts'
import { resizeFlow } from '../../src/conductor/resize/resize.ts'
import { checkMove, connectMove, migrationRow, prepareMove } from './move-world.ts'

export default {
  async prepare(world) {
    const input = await prepareMove(world)
    return { input, serverId: ServerId.parse(input.serverId) }
  },

  async connect(world) {
    const { parts, ...rest } = await connectMove(world)
    return { flow: resizeFlow(parts), ...rest }
  },

  async check(world, end, input) {
    const move = input as MoveInput
    await checkMove(world, move, end === 'done' ? 'at both until confirmed' : 'at its source')
    const { status } = await migrationRow(world.store, move.migrationId)
    assert.equal(status, end === 'done' ? 'finished' : 'error')
  },
} satisfies FlowScenario
