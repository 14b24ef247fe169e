import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type FileResult, runTestFile } from '../test-file.ts'
import { removeLeftovers } from '../test-leftovers.ts'

describe('a test file', () => {
  let dir: string
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'test-file-'))
  })
  after(() => rm(dir, { recursive: true, force: true }))

  async function runText(
    text: string,
    limits: { timeoutMs?: number; lingerMs?: number; signal?: AbortSignal } = {},
  ): Promise<FileResult> {
    const file = join(dir, `${Math.random()}.test.mjs`)
    await writeFile(file, `import { test, describe } from 'node:test'\nimport assert from 'node:assert'\n${text}`)
    const signal = limits.signal ?? new AbortController().signal
    const env = { ...process.env, NODE_TEST_CONTEXT: undefined }
    const options = { env, timeoutMs: limits.timeoutMs ?? 30_000, lingerMs: limits.lingerMs ?? 10_000, signal }
    return runTestFile({ file, began: performance.now(), test: '' }, options)
  }
  const counts = ({ passed, skipped, failures }: FileResult) => [passed, skipped, failures.map(({ name }) => name)]

  test('is counted test by test, suites left out, a parent not counted for its child', async () => {
    const result = await runText(`
      test('good', () => {})
      test.skip('left out', () => {})
      test('bad', () => assert.equal(1, 2))
      describe('suite', () => { test('inside', () => {}); test('inside bad', () => { throw new Error('told in full') }) })
      test('parent', async (t) => { await t.test('child bad', () => assert.fail('x')) })`)
    assert.deepEqual(counts(result), [2, 1, ['bad', 'inside bad', 'child bad']])
    assert.match(result.failures[1]?.text ?? '', /told in full/)
  })

  test('that crashes is a failure, with what it said', async () => {
    const result = await runText(
      `test('good', () => {}); console.error('last words'); setTimeout(() => process.exit(9), 300); await new Promise((r) => setTimeout(r, 1000))`,
    )
    assert.deepEqual(counts(result)[2], ['(the file)'])
    assert.match(result.failures[0]?.text ?? '', /exit code 9\nlast words/)
  })

  test('that is killed is a failure', async () => {
    const result = await runText(`test('kills', () => { process.kill(process.pid, 'SIGKILL') })`)
    assert.match(result.failures[0]?.text ?? '', /SIGKILL/)
  })

  test('with a syntax error or without a test is a failure', async () => {
    assert.deepEqual(counts(await runText('this is not JavaScript')), [0, 0, ['(the file)']])
    assert.match((await runText('console.log("nothing here")')).failures[0]?.text ?? '', /no test/)
  })

  test('that hangs is ended at its time limit, and named with the test it was in', async () => {
    const result = await runText(`test('hanging', () => new Promise(() => setInterval(() => {}, 1000)))`, {
      timeoutMs: 15_000, // until then a busy machine has begun the test, too
    })
    assert.deepEqual(counts(result)[2], ['(the file)'])
    assert.match(result.failures[0]?.text ?? '', /longer than .* in: hanging/)
  })

  test('whose process outlives its tests is a failure', async () => {
    const result = await runText(`setInterval(() => {}, 1000); test('good', () => {})`, { lingerMs: 500 })
    assert.match(result.failures[0]?.text ?? '', /still lives after 0.5 s/)
  })

  test('is ended when the run is interrupted', async () => {
    for (const signal of [AbortSignal.timeout(800), AbortSignal.abort()]) {
      const result = await runText(`test('slow', () => new Promise((r) => setTimeout(r, 60_000)))`, { signal })
      assert.match(result.failures[0]?.text ?? '', /interrupted/)
    }
  })

  test('processes it leaves behind are found by their mark or their place, named and ended', async () => {
    const mark = `mark-${process.pid}`
    const marked = spawn('sleep', ['1000.1'], { env: { KILONOVA_TEST_RUN: mark } })
    const placed = spawn('sleep', ['1000.2'], { env: {}, cwd: dir })
    const other = spawn('sleep', ['1000.3'], { env: {}, cwd: '/' })
    const left = await removeLeftovers(mark, dir)
    assert.deepEqual(left.map((line) => line.replace(/\d+:/, '')).sort(), [
      'process  sleep 1000.1',
      'process  sleep 1000.2',
    ])
    for (const child of [marked, placed]) if (child.signalCode === null) await once(child, 'exit')
    assert.deepEqual([marked.signalCode, placed.signalCode, other.exitCode], ['SIGKILL', 'SIGKILL', null])
    other.kill()
    assert.deepEqual(await removeLeftovers(mark, dir), [])
  })
})
