import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { flow } from '../../src/flows/flow.ts'
import { withTestHalt } from '../../src/flows/test-halt.ts'

const sample = flow<object>('build')
  .step('one', { do: () => Promise.resolve(1), undo: () => Promise.resolve() })
  .ends({})

test('without the variable, and for another flow, a flow is left as it is', () => {
  assert.equal(withTestHalt(sample, undefined), sample)
  assert.equal(withTestHalt(sample, ''), sample)
  assert.equal(withTestHalt(sample, 'delete:one:after'), sample)
})

test('a step or point that is not there is refused with those that are', () => {
  assert.throws(() => withTestHalt(sample, 'build:two:after'), /one.*before, after, undone/)
  assert.throws(() => withTestHalt(sample, 'build:one:later'), /before, after, undone/)
  assert.throws(() => withTestHalt(sample, 'build:one:after:0'), /how often/)
})

for (const [point, output] of [
  ['before', ''],
  ['before:2', 'done undone '],
  ['after:2', 'done undone done '],
  ['after', 'done '],
  ['undone', 'done undone '],
] as const) {
  test(`${point}: the process is killed there, and not earlier`, () => {
    const source = join(import.meta.dirname, '../../src/flows')
    const script = `
      import { writeSync } from 'node:fs'
      import { flow } from '${source}/flow.ts'
      import { withTestHalt } from '${source}/test-halt.ts'
      const say = async (word) => void writeSync(1, word)
      const one = flow('build').step('one', { do: () => say('done '), undo: () => say('undone ') }).ends({})
      const [step] = withTestHalt(one).steps
      await step.do({})
      await step.undo({}, undefined)
      await step.do({})
      await say('survived')`
    const done = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      env: { KILONOVA_TEST_HALT: `build:one:${point}` },
      encoding: 'utf8',
    })
    assert.equal(done.signal, 'SIGKILL', done.stderr)
    assert.equal(done.stdout, output)
  })
}
