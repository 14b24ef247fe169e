import assert from 'node:assert/strict'
import { mkdir, mkdtemp, open, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { contentSha256, packFile, unpackFile } from '../../src/images/moving/packed-file.ts'

const { signal } = new AbortController()
let directory: string
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'moving-'))
})
after(() => rm(directory, { recursive: true, force: true }))

/** Nearly all holes: some bytes at the start, across a block's edge, and at the very end. */
async function sparse(name: string, sizeBytes: number): Promise<string> {
  const path = join(directory, name)
  await writeFile(path, '')
  await truncate(path, sizeBytes)
  await using file = await open(path, 'r+')
  for (const at of [0, 65_530, 40 * 2 ** 20, sizeBytes - 7]) await file.write(randomBytes(7), 0, 7, at)
  return path
}

test('a nearly empty file of 2 GiB travels as a few kilobytes and arrives the same, holes and all', async () => {
  const from = await sparse('from', 2 * 2 ** 30 + 12_345)
  const packed = await packFile(from, signal)
  assert.ok(packed !== undefined)
  assert.ok(JSON.stringify(packed).length < 10_000)
  const to = join(directory, 'to')
  await unpackFile(packed, to, signal)
  assert.equal((await stat(to)).size, (await stat(from)).size)
  assert.ok((await stat(to)).blocks * 512 < 2 ** 20)
  assert.equal(await contentSha256(to, signal), packed.sha256)
  assert.equal(await contentSha256(from, signal), packed.sha256)
})

test('a small file arrives byte for byte', async () => {
  const from = join(directory, 'small')
  await writeFile(from, randomBytes(300_001))
  const packed = await packFile(from, signal)
  assert.ok(packed !== undefined)
  await unpackFile(packed, join(directory, 'small2'), signal)
  assert.deepEqual(await readFile(join(directory, 'small2')), await readFile(from))
})

test('a disk that gets full in the last bytes is an error, and not a file with a gap', async () => {
  const from = join(directory, 'too-large')
  await writeFile(from, randomBytes(300_000))
  const packed = await packFile(from, signal)
  assert.ok(packed !== undefined)
  const full = join(directory, 'full')
  await mkdir(full)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=280k', 'kilonova-test', full])
  try {
    await assert.rejects(unpackFile(packed, join(full, 'to'), signal), { code: 'ENOSPC' })
  } finally {
    execFileSync('umount', [full])
  }
})

test('what does not fit into a message is not packed, and what was changed on the way is refused', async () => {
  const big = join(directory, 'big')
  await writeFile(big, randomBytes(4 * 2 ** 20))
  assert.equal(await packFile(big, signal), undefined)
  const packed = await packFile(await sparse('honest', 2 ** 26), signal)
  assert.ok(packed !== undefined)
  const [first, ...rest] = packed.parts
  assert.ok(first !== undefined)
  await mkdir(join(directory, 'x'), { recursive: true })
  const lies = [
    { ...packed, parts: rest },
    { ...packed, parts: [{ ...first, offset: packed.sizeBytes }, ...rest] },
    { ...packed, parts: [{ ...first, offset: 3 }, ...rest] },
    { ...packed, sizeBytes: 10 },
  ]
  for (const [index, lie] of lies.entries()) {
    await assert.rejects(unpackFile(lie, join(directory, 'x', String(index)), signal), /other bytes than it has there/)
  }
})
