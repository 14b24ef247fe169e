import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { firstHash, makeSharedProgress, placeOf, setComplete } from '../../../src/images/extract/shared-progress.ts'
import { ThreadPool } from '../../../src/images/extract/thread-pool.ts'
import { never, testDirectory } from '../kit.ts'

test('a thread that is ended while its answer is on the way is given to nobody else', async () => {
  await using directory = await testDirectory()
  const path = join(directory.path, 'file')
  await writeFile(path, 'text')
  const pool = new ThreadPool()
  const hashOf = (signal: AbortSignal) => {
    const shared = makeSharedProgress(1)
    setComplete(shared, 4)
    const answer = pool.run({ hash: { path, algorithm: 'sha256', shared, index: firstHash } }, signal)
    return { shared, answer }
  }
  const right = createHash('sha256').update('text').digest('hex')
  assert.equal(await hashOf(never).answer, right)
  const stop = new AbortController()
  const { shared, answer } = hashOf(stop.signal)
  // Without a turn of the event loop: what the thread says is not heard before the abort.
  for (const until = Date.now() + 10_000; placeOf(shared, firstHash) < 4 && Date.now() < until; );
  for (const until = Date.now() + 50; Date.now() < until; );
  stop.abort(new Error('enough'))
  await answer.catch((error: unknown) => assert.match(String(error), /enough/))
  assert.equal(await hashOf(never).answer, right)
})
