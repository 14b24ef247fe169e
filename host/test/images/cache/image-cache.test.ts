import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { appendFile, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type ImageSpec, type Progress, silentLog } from '@kilonova/core'
import { baseName } from '../../../src/images/cache/base-name.ts'
import { ImageCache } from '../../../src/images/cache/image-cache.ts'
import { ImageSettings } from '../../../src/images/settings.ts'
import { answer, serveImage } from '../image-server.ts'
import { faultFrom, imageOf, makeRaw, never, openFiles, run, serverOf, sha256, testDirectory } from '../kit.ts'

function openCache(directory: string, settings: Record<string, unknown> = {}): ImageCache {
  return new ImageCache({
    directory: join(directory, '_base'),
    locksDirectory: join(directory, 'locks'),
    settings: ImageSettings.parse(settings),
    log: silentLog,
  })
}

const partial = (name: string): boolean => /part|converted/.test(name)

for (const [format, options] of [
  ['qcow2', '-c'],
  ['qcow2', '-W'],
  ['vmdk', '-W'],
  ['vpc', '-W'],
  ['vhdx', '-W'],
  ['vdi', '-W'],
  ['parallels', '-W'],
] as const) {
  test(`cache: a ${format} image (${options}) becomes a raw base with the same bytes, holes kept`, async () => {
    await using directory = await testDirectory()
    const at = (name: string): string => join(directory.path, name)
    await makeRaw(at('raw'), 64, 2)
    await run('qemu-img', 'convert', options, '-f', 'raw', '-O', format, at('raw'), at('image'))
    const image = await imageOf(at('image'), { vpc: 'vhd', parallels: 'ploop' }[format as string] ?? format)
    const { base, fetched } = await openCache(directory.path).get(image, { signal: never })
    assert.equal(fetched, true)
    assert.equal(base.format, 'raw')
    assert.equal(base.path, join(directory.path, '_base', baseName(image.id)))
    await run('qemu-img', 'compare', '-f', 'raw', '-F', 'raw', base.path, at('raw'))
    assert.ok((await stat(base.path)).blocks * 512 < 8 * 2 ** 20, 'holes were filled')
    assert.deepEqual((await readdir(at('_base'))).filter(partial), [])
  })
}

test('cache: the second use fetches nothing, runs nothing, and marks the base as used now', async () => {
  await using directory = await testDirectory()
  await makeRaw(join(directory.path, 'raw'), 8)
  const image = await imageOf(join(directory.path, 'raw'), 'raw')
  const first = await openCache(directory.path).get(image, { signal: never })
  const sidecar = JSON.parse(await readFile(`${first.base.path}.json`, 'utf8')) as { stampMicros: number }
  const old = 1_600_000_000 + sidecar.stampMicros / 1e6
  await utimes(first.base.path, old, old)
  await rm(join(directory.path, 'raw')) // The source may be gone: nobody asks for it.
  const second = await openCache(directory.path).get(image, { signal: never })
  assert.equal(second.fetched, false)
  assert.ok(Date.now() - (await stat(first.base.path)).mtimeMs < 60_000)
})

test('cache: qcow2 stays qcow2 with its cluster size when bases are not forced to be raw', async () => {
  await using directory = await testDirectory()
  const at = (name: string): string => join(directory.path, name)
  await makeRaw(at('raw'), 8)
  await run('qemu-img', 'convert', '-f', 'raw', '-O', 'qcow2', '-o', 'cluster_size=128k', at('raw'), at('image'))
  const image = await imageOf(at('image'), 'qcow2')
  const { base } = await openCache(directory.path, { forceRaw: false }).get(image, { signal: never })
  assert.deepEqual([base.format, base.clusterSizeBytes], ['qcow2', 131_072])
  assert.equal(await sha256(base.path), image.sha256)
})

for (const harm of ['grown', 'cut', 'overwritten', 'touched'] as const) {
  test(`cache: a base that was ${harm} behind our back is found out and ${harm === 'touched' ? 'kept' : 'fetched again'}`, async () => {
    await using directory = await testDirectory()
    await makeRaw(join(directory.path, 'raw'), 8)
    const image = await imageOf(join(directory.path, 'raw'), 'raw')
    const cache = openCache(directory.path)
    const { base } = await cache.get(image, { signal: never })
    if (harm === 'grown') await appendFile(base.path, 'x')
    if (harm === 'cut') await truncate(base.path, 4096)
    if (harm === 'overwritten')
      await run('dd', 'if=/dev/urandom', `of=${base.path}`, 'bs=4k', 'seek=7', 'count=1', 'conv=notrunc')
    if (harm === 'touched') await run('touch', base.path)
    const again = await cache.get(image, { signal: never })
    assert.equal(again.fetched, harm !== 'touched')
    assert.equal(await sha256(base.path), image.sha256)
    assert.equal((await cache.get(image, { signal: never })).fetched, false)
  })
}

test('cache: an image whose bytes are not what they must be is refused, and leaves nothing', async () => {
  await using directory = await testDirectory()
  await makeRaw(join(directory.path, 'raw'), 40)
  const image = await imageOf(join(directory.path, 'raw'), 'raw', 1, { sha256: 'f'.repeat(64) })
  const fault = await faultFrom(openCache(directory.path).get(image, { signal: never }))
  assert.deepEqual([fault.kind, fault.fields.reason], ['imageRefused', 'corrupt'])
  assert.deepEqual(await readdir(join(directory.path, '_base')), [])
})

test('cache: a second location is tried when the first fails, and all causes are told when none works', async () => {
  await using directory = await testDirectory()
  await makeRaw(join(directory.path, 'raw'), 4)
  const good = await imageOf(join(directory.path, 'raw'), 'raw')
  const gone = 'file:///nowhere/at/all'
  const cache = openCache(directory.path)
  const { fetched } = await cache.get({ ...good, locations: [gone, ...good.locations] }, { signal: never })
  assert.equal(fetched, true)
  const fault = await faultFrom(
    cache.get(
      { ...good, id: '00000000-0000-4000-8000-000000000777' as ImageSpec['id'], locations: [gone] },
      { signal: never },
    ),
  )
  assert.equal(fault.kind, 'notFound')
  assert.match(String(fault.cause), /ENOENT/)
})

test('http: a download that breaks twice is resumed where it stopped, and reports its progress', async () => {
  await using directory = await testDirectory()
  const source = join(directory.path, 'raw')
  await run('dd', 'if=/dev/urandom', `of=${source}`, 'bs=1M', 'count=24', 'status=none')
  await using server = await serveImage(source)
  const image = await imageOf(source, 'raw', 5, { locations: [server.url] })
  const most = 5 * 2 ** 20 + 123
  /** What was kept of the download when each request came. */
  const kept: number[] = []
  server.misbehave = (request, response) => {
    kept.push(statSync(join(directory.path, '_base', `${baseName(image.id)}.part`)).size)
    if (kept.length > 2) return false
    void answer(source, request, response, most)
    return true
  }
  const seen: Progress[] = []
  const { base } = await openCache(directory.path).get(image, { signal: never, onProgress: (p) => seen.push(p) })
  assert.equal(await sha256(base.path), image.sha256)
  const [none = -1, first = 0, second = 0] = kept
  assert.deepEqual(server.requests, ['all', `bytes=${first}-`, `bytes=${second}-`])
  assert.equal(none, 0)
  // What lay unread in the connection when it broke is not kept: Node drops it.
  for (const more of [first, second - first]) assert.ok(more > most - 2 ** 20 && more <= most, String(kept))
  assert.ok(seen.some((p) => p.label.startsWith('downloading') && p.total === image.sizeBytes))
})

test('http: a server without ranges, one that sends too much, and wrong bytes on the disk from before are all survived or refused', async () => {
  await using directory = await testDirectory()
  const source = join(directory.path, 'raw')
  await makeRaw(source, 6)
  await using server = await serveImage(source)
  const cache = openCache(directory.path)
  const image = await imageOf(source, 'raw', 6, { locations: [server.url] })
  await run('mkdir', '-p', cache.directory)
  await writeFile(join(cache.directory, `${baseName(image.id)}.part`), Buffer.alloc(100_000, 7))
  const { base } = await cache.get(image, { signal: never })
  assert.equal(await sha256(base.path), image.sha256, 'a foreign prefix was kept')
  assert.deepEqual(server.requests, ['bytes=100000-', 'all'])

  server.misbehave = (_request, response) => {
    response.writeHead(200)
    response.end(Buffer.alloc(7 * 2 ** 20))
    return true
  }
  const other = { ...image, id: '00000000-0000-4000-8000-000000000008' as ImageSpec['id'] }
  const fault = await faultFrom(cache.get(other, { signal: never }))
  assert.match(String(fault.cause), /more than/)
  assert.deepEqual((await readdir(cache.directory)).filter(partial), [])
})

test('http: a download that stalls is given up after its time, not waited for', async () => {
  await using directory = await testDirectory()
  const source = join(directory.path, 'raw')
  await makeRaw(source, 2)
  await using server = await serveImage(source)
  server.misbehave = (_request, response) => {
    if (server.requests.length > 1) return false
    response.writeHead(200, { 'content-length': 2 * 2 ** 20 })
    response.write('x') // and then nothing
    return true
  }
  const image = await imageOf(source, 'raw', 7, { locations: [server.url] })
  const { base } = await openCache(directory.path, { downloadStallMs: 1000 }).get(image, { signal: never })
  assert.equal(await sha256(base.path), image.sha256)
})

test('cache: the last caller who gives up ends the work; the others are not troubled by the first', async () => {
  await using directory = await testDirectory()
  const source = join(directory.path, 'raw')
  await makeRaw(source, 4)
  await using server = await serveImage(source)
  const bytes = await readFile(source)
  let release = (): void => {}
  server.misbehave = (_request, response) => {
    response.writeHead(200, { 'content-length': bytes.length })
    response.write(bytes.subarray(0, 2 * 2 ** 20))
    release = () => void response.end(bytes.subarray(2 * 2 ** 20))
    return true
  }
  const image = await imageOf(source, 'raw', 9, { locations: [server.url] })
  const cache = openCache(directory.path)
  const one = new AbortController()
  const first = cache.get(image, { signal: one.signal })
  // Who joins is told how far it is: only then the first may leave.
  const joined = Promise.withResolvers<void>()
  const second = cache.get(image, { signal: never, onProgress: () => joined.resolve() })
  await Promise.race([joined.promise, second])
  one.abort(new Error('gave up'))
  await assert.rejects(first, /gave up/)
  release()
  assert.equal((await second).fetched, true)
  assert.equal(server.requests.length, 1)
})

test('16 creates at once in 3 processes download an image once', { timeout: 120_000 }, async () => {
  await using directory = await testDirectory()
  const source = join(directory.path, 'image')
  await makeRaw(join(directory.path, 'raw'), 48, 8)
  await run('qemu-img', 'convert', '-f', 'raw', '-O', 'qcow2', join(directory.path, 'raw'), source)
  await using server = await serveImage(source)
  const image = await imageOf(source, 'qcow2', 16, { locations: [server.url] })
  const specs = Array.from({ length: 16 }, (_, index) => JSON.stringify(serverOf(index, image)))
  const child = fileURLToPath(new URL('../agent-child.ts', import.meta.url))
  const outputs = await Promise.all(
    [specs.slice(0, 6), specs.slice(6, 11), specs.slice(11)].map(async (mine) => {
      const started = spawn(process.execPath, [child, join(directory.path, 'instances'), '{}', ...mine])
      let text = ''
      started.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
      started.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
      const [code] = (await once(started, 'close')) as [number]
      assert.equal(code, 0, text)
      return text
    }),
  )
  assert.equal(
    outputs
      .join('')
      .split('\n')
      .filter((line) => line.startsWith('{')).length,
    16,
  )
  assert.deepEqual(server.requests, ['all'])
  const files = await openFiles(directory.path)
  assert.equal((await files.list()).length, 16)
})
