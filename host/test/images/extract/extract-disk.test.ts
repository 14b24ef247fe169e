import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { Fault } from '@kilonova/core'
import * as fc from 'fast-check'
import { extractDisk, type ExtractJob, hashWhole } from '../../../src/images/extract/extract-disk.ts'
import { layOutQcow2 } from '../../../src/images/extract/qcow2-layout.ts'

const run = promisify(execFile)
const MiB = 2 ** 20
let directory = ''
let count = 0
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'extract-'))
})
after(() => rm(directory, { recursive: true, force: true }))

const fresh = (): string => join(directory, `file-${++count}`)
const signal = () => new AbortController().signal
const img = (...args: string[]) => run('qemu-img', args)
/** Writes by QEMU itself: pattern, place and length; pattern -1 writes zeros without their bytes. */
const io = (path: string, format: string, writes: readonly (readonly [number, number, number])[]) =>
  run('qemu-io', [
    '-f',
    format,
    ...writes.flatMap(([pattern, at, length]) => [
      '-c',
      pattern < 0 ? `write -z ${at} ${length}` : `write -P ${pattern} ${at} ${length}`,
    ]),
    path,
  ])

async function overlay(base: string, baseFormat: string, sizeBytes: number): Promise<string> {
  const path = fresh()
  await img('create', '-q', '-f', 'qcow2', '-F', baseFormat, '-b', base, path, String(sizeBytes))
  return path
}

async function extract(more: Partial<ExtractJob> & Pick<ExtractJob, 'source'>) {
  const target = fresh()
  await writeFile(target, '')
  const job = { target, format: 'qcow2', compress: false, maxBytes: 2 ** 40, bytesPerSec: 0, ...more } as const
  return { target, extracted: await extractDisk(job, { signal: signal() }) }
}

async function hash(algorithm: string, path: string): Promise<string> {
  const digest = createHash(algorithm)
  for await (const chunk of createReadStream(path)) digest.update(chunk as Buffer)
  return digest.digest('hex')
}

async function isRight(
  source: string,
  sourceFormat: string,
  target: string,
  format: 'raw' | 'qcow2',
  extracted: Awaited<ReturnType<typeof extractDisk>>,
): Promise<void> {
  await img('compare', '-q', '-f', sourceFormat, '-F', format, source, target)
  if (format === 'qcow2') await img('check', '-q', '-f', 'qcow2', target)
  assert.equal((await stat(target)).size, extracted.sizeBytes)
  for (const algorithm of ['md5', 'sha256', 'sha512'] as const) {
    assert.equal(extracted[algorithm], await hash(algorithm, target), algorithm)
  }
}

test('an overlay with data, zeros and holes on a base with holes becomes one file that is the same to a guest', async () => {
  const base = fresh()
  await writeFile(base, '')
  await run('truncate', ['-s', '30M', base])
  await io(base, 'raw', [
    [1, 0, MiB],
    [2, 10 * MiB, 3 * MiB],
    [3, 29 * MiB, MiB],
  ])
  const path = await overlay(base, 'raw', 100 * MiB)
  await io(path, 'qcow2', [
    [4, 11 * MiB, 70_000],
    [-1, 12 * MiB, MiB],
    [5, 99 * MiB, MiB],
    [6, 513, 7],
  ])
  for (const format of ['qcow2', 'raw'] as const) {
    const { target, extracted } = await extract({ source: { path, format: 'qcow2', sizeBytes: 100 * MiB }, format })
    await isRight(path, 'qcow2', target, format, extracted)
    assert.equal(extracted.virtualSizeBytes, 100 * MiB)
    assert.ok((await stat(target)).blocks * 512 < 8 * MiB, 'holes stay holes')
  }
})

test('whatever was written where, the file is the same to a guest, sound, and hashed as it lies there', async () => {
  const write = fc.tuple(
    fc.constantFrom(-1, 0, 1, 255),
    fc.integer({ min: 0, max: 39 * 128 }),
    fc.integer({ min: 1, max: 256 }),
  )
  const disks = fc.record({
    writes: fc.array(write, { maxLength: 12 }),
    below: fc.array(write, { maxLength: 6 }),
    format: fc.constantFrom('raw' as const, 'qcow2' as const),
    size: fc.integer({ min: 45, max: 160 }),
  })
  await fc.assert(
    fc.asyncProperty(disks, async ({ writes, below, format, size }) => {
      const base = fresh()
      await img('create', '-q', '-f', 'raw', base, '40M')
      const inBytes = (all: typeof writes) =>
        all.map(([pattern, at, length]) => [pattern, at * 8192, Math.min(length * 8192, 40 * MiB - at * 8192)] as const)
      if (below.length > 0) await io(base, 'raw', inBytes(below))
      const path = await overlay(base, 'raw', size * MiB)
      if (writes.length > 0) await io(path, 'qcow2', inBytes(writes))
      const { target, extracted } = await extract({ source: { path, format: 'qcow2', sizeBytes: size * MiB }, format })
      await isRight(path, 'qcow2', target, format, extracted)
      for (const one of [base, path, target]) await rm(one)
    }),
    { numRuns: 6 },
  )
})

test('compressed clusters of a base, and a compressed image, are left to qemu-img and are right too', async () => {
  const plain = fresh()
  await img('create', '-q', '-f', 'raw', plain, '20M')
  await io(plain, 'raw', [[7, MiB, 5 * MiB]])
  const base = fresh()
  await img('convert', '-q', '-c', '-f', 'raw', '-O', 'qcow2', plain, base)
  const path = await overlay(base, 'qcow2', 20 * MiB)
  await io(path, 'qcow2', [[8, 3 * MiB, MiB]])
  const source = { path, format: 'qcow2', sizeBytes: 20 * MiB } as const
  const { target, extracted } = await extract({ source })
  await isRight(path, 'qcow2', target, 'qcow2', extracted)
  const small = await extract({ source, compress: true })
  await isRight(path, 'qcow2', small.target, 'qcow2', small.extracted)
  assert.ok(small.extracted.sizeBytes < extracted.sizeBytes)
})

test('a raw disk whose guest wrote the header of a qcow2 file on it is read as what it is', async () => {
  const path = fresh()
  const secret = fresh()
  await writeFile(secret, 'not for guests')
  await img('create', '-q', '-f', 'qcow2', '-F', 'raw', '-b', secret, path, '1M')
  const { size } = await stat(path)
  const { target, extracted } = await extract({ source: { path, format: 'raw', sizeBytes: size } })
  await isRight(path, 'raw', target, 'qcow2', extracted)
  assert.equal((await img('info', '--output=json', '-f', 'qcow2', target)).stdout.includes('backing'), false)
})

test('an image that is too long is refused before a byte is written', async () => {
  const path = fresh()
  await img('create', '-q', '-f', 'raw', path, '50M')
  await io(path, 'raw', [[1, 0, 20 * MiB]])
  const target = fresh()
  await writeFile(target, '')
  const job = {
    source: { path, format: 'raw', sizeBytes: 50 * MiB },
    target,
    format: 'qcow2',
    compress: false,
    maxBytes: MiB,
    bytesPerSec: 0,
  } as const
  await assert.rejects(
    extractDisk(job, { signal: signal() }),
    (error) => error instanceof Fault && error.kind === 'overLimit',
  )
  assert.equal((await stat(target)).size, 0)
})

test('an abort ends it at once, threads included, and tells the reason', async () => {
  const path = fresh()
  await img('create', '-q', '-f', 'raw', path, '50M')
  await io(path, 'raw', [[1, 0, 40 * MiB]])
  const target = fresh()
  await writeFile(target, '')
  const job = {
    source: { path, format: 'raw', sizeBytes: 50 * MiB },
    target,
    format: 'qcow2',
    compress: false,
    maxBytes: 2 ** 40,
    bytesPerSec: MiB,
  } as const
  const stop = new AbortController()
  const reason = new Fault('cancelled', 'enough')
  const done = extractDisk(job, { signal: stop.signal })
  setTimeout(() => stop.abort(reason), 500)
  const began = performance.now()
  await assert.rejects(done, (error) => error === reason)
  assert.ok(performance.now() - began < 20_000, 'a slow copy was waited for')
})

test('the limit of bytes per second is kept', async () => {
  const path = fresh()
  await img('create', '-q', '-f', 'raw', path, '10M')
  await io(path, 'raw', [[1, 0, 4 * MiB]])
  const began = performance.now()
  await extract({ source: { path, format: 'raw', sizeBytes: 10 * MiB }, bytesPerSec: 4 * MiB })
  assert.ok(performance.now() - began > 700)
})

test('a huge disk has tables of a huge disk: 64 TiB with data at its end', () => {
  const size = 64 * 2 ** 40
  const runs = Float64Array.from([0, 65_536, 0, 0, size - 65_536, 65_536, 0, 65_536])
  const layout = layOutQcow2({ sizeBytes: size, runs })
  let bytes = 0
  for (const table of layout.tables()) bytes += table.length
  assert.equal(bytes, layout.dataStart)
  assert.equal(layout.fileBytes, layout.dataStart + 2 * 65_536)
  assert.deepEqual(
    [...layout.stretches],
    [0, 65_536, layout.dataStart, size - 65_536, 65_536, layout.dataStart + 65_536],
  )
})

test('a file that is there already is hashed as it is, no faster than it may be read, and may be given up', async () => {
  const path = fresh()
  await writeFile(path, Buffer.alloc(3 * MiB + 5, 'whole'))
  const began = performance.now()
  const hashed = await hashWhole(path, 8 * MiB, 10 * MiB, { signal: signal() })
  assert.ok(performance.now() - began > 250, 'three MiB at ten a second')
  assert.deepEqual(hashed, {
    sizeBytes: 3 * MiB + 5,
    virtualSizeBytes: 8 * MiB,
    md5: await hash('md5', path),
    sha256: await hash('sha256', path),
    sha512: await hash('sha512', path),
  })
  assert.deepEqual(await hashWhole(path, 8 * MiB, 0, { signal: signal() }), hashed)
  const stop = new AbortController()
  const given = hashWhole(path, 8 * MiB, 2 ** 10, { signal: stop.signal })
  stop.abort(new Error('enough'))
  await assert.rejects(given, /enough/)
})
