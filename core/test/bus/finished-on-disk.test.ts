import assert from 'node:assert/strict'
import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { FinishedOnDisk } from '@kilonova/core'

let directory: string
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kilonova-finished-'))
})
after(() => rm(directory, { recursive: true, force: true }))

test('answers put at the same time are all there after a start, each on disk when its put resolved', async () => {
  const path = join(directory, 'many')
  {
    await using finished = await FinishedOnDisk.open(path)
    const put = async (n: number) => {
      await finished.put(`key ${n}`, JSON.stringify({ n }))
      assert.ok((await readFile(path, 'utf8')).includes(`"key ${n}"`))
    }
    await Promise.all(Array.from({ length: 100 }, (_, n) => put(n)))
  }
  await using again = await FinishedOnDisk.open(path)
  for (let n = 0; n < 100; n += 1) assert.equal(again.get(`key ${n}`), `{"n":${n}}`)
  assert.equal(again.get('key 100'), undefined)
})

test('a line that a crash cut short is left out, the others stay', async () => {
  const path = join(directory, 'torn')
  {
    await using finished = await FinishedOnDisk.open(path)
    await finished.put('whole', '1')
  }
  await appendFile(path, '{"key":"torn","bo')
  {
    await using finished = await FinishedOnDisk.open(path)
    assert.deepEqual([finished.get('whole'), finished.get('torn')], ['1', undefined])
    await finished.put('next', '2')
  }
  await using last = await FinishedOnDisk.open(path)
  assert.deepEqual([last.get('whole'), last.get('next')], ['1', '2'])
})

test('answers of another day are dropped, and the file does not grow for ever', async () => {
  const path = join(directory, 'old')
  const old = { key: 'old', body: '1', at: Date.now() - 25 * 3_600_000 }
  await appendFile(path, `${JSON.stringify(old)}\n`.repeat(30_000))
  await using finished = await FinishedOnDisk.open(path)
  assert.equal(finished.get('old'), undefined)
  assert.equal((await stat(path)).size, 0)
})
