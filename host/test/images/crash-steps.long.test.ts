import assert from 'node:assert/strict'
import { test } from 'node:test'
import { surviveKillsAtEachStep } from './crash-rounds.ts'

test('killed with -9 at every fourth call that changes something on a disk, the next create finishes', {
  timeout: 580_000,
}, async (t) => {
  const steps = await surviveKillsAtEachStep(4)
  t.diagnostic(`${steps} calls`)
  assert.ok(steps > 40, `only ${steps} calls were found`)
})
