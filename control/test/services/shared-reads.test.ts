import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SharedReads } from '../../src/services/shared-reads.ts'

test('shared reads: who comes while one is under way is told what is read after they came, all by one read', async () => {
  const reads = new SharedReads()
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let begun = 0
  const work = async () => {
    const which = begun
    begun += 1
    await gates[which]?.promise
    return which
  }
  const first = reads.read('a', work)
  const others = [reads.read('a', work), reads.read('a', work), reads.read('a', work)]
  assert.equal(begun, 1)
  gates[0]?.resolve()
  assert.equal(await first, 0)
  gates[1]?.resolve()
  assert.deepEqual(await Promise.all(others), [1, 1, 1])
  assert.equal(await reads.read('a', work), 2)
  assert.equal(begun, 3)
})

test('shared reads: a read that fails, fails for those who share it, and the next is a new one', async () => {
  const reads = new SharedReads()
  const fail = () => Promise.reject(new Error('away'))
  const results = await Promise.allSettled([
    reads.read('a', fail),
    reads.read('a', fail),
    reads.read('b', async () => 7),
  ])
  assert.deepEqual(
    results.map(({ status }) => status),
    ['rejected', 'rejected', 'fulfilled'],
  )
  assert.equal(await reads.read('a', async () => 8), 8)
})
