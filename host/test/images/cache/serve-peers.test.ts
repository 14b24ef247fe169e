import assert from 'node:assert/strict'
import { appendFile, mkdir, truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { type ImageSpec, silentLog } from '@kilonova/core'
import { baseName } from '../../../src/images/cache/base-name.ts'
import { ImageCache } from '../../../src/images/cache/image-cache.ts'
import { servePeer } from '../../../src/images/cache/serve-peers.ts'
import { ImageSettings } from '../../../src/images/settings.ts'
import { serveImage } from '../image-server.ts'
import { imageOf, makeRaw, never, run, sha256, testDirectory } from '../kit.ts'

const options = { signal: never }

function openCache(directory: string): ImageCache {
  return new ImageCache({
    directory: join(directory, '_base'),
    locksDirectory: join(directory, 'locks'),
    settings: ImageSettings.parse({}),
    log: silentLog,
  })
}

async function peerOf(directory: string): Promise<AsyncDisposable & { url: string; ranges: string[] }> {
  const ranges: string[] = []
  const server = createServer((request, response) => {
    ranges.push(request.headers.range ?? 'all')
    void servePeer({ directory: join(directory, '_base'), log: silentLog }, request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/peer/images`,
    ranges,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

test('peers: an image comes from a host that has it, resumed where it stopped, and the image service is not asked', async () => {
  await using directory = await testDirectory()
  const [one, two] = [join(directory.path, 'one'), join(directory.path, 'two')]
  await makeRaw(join(directory.path, 'raw'), 12, 4)
  await using service = await serveImage(join(directory.path, 'raw'))
  const image = await imageOf(join(directory.path, 'raw'), 'raw', 1)
  const first = await openCache(one).get(image, options)
  await using peer = await peerOf(one)
  const locations = [`${peer.url}/${image.id}`, service.url]
  await mkdir(join(two, '_base'), { recursive: true })
  await run('cp', first.base.path, join(two, '_base', `${baseName(image.id)}.part`))
  await truncate(join(two, '_base', `${baseName(image.id)}.part`), 5_000_000)
  const { base } = await openCache(two).get({ ...image, locations }, options)
  assert.equal(await sha256(base.path), image.sha256)
  assert.deepEqual([peer.ranges, service.requests], [['bytes=5000000-'], []])
})

test('peers: what a host has not, has converted, or has damaged is not given, and the image service is asked', async () => {
  await using directory = await testDirectory()
  const at = (name: string): string => join(directory.path, name)
  await makeRaw(at('raw'), 6)
  await run('qemu-img', 'convert', '-f', 'raw', '-O', 'qcow2', at('raw'), at('qcow2'))
  const cache = openCache(at('one'))
  const converted = await imageOf(at('qcow2'), 'qcow2', 2)
  const damaged = await imageOf(at('raw'), 'raw', 3)
  await cache.get(converted, options)
  await appendFile((await cache.get(damaged, options)).base.path, 'x')
  const missing = await imageOf(at('raw'), 'raw', 4)
  await using peer = await peerOf(at('one'))
  for (const image of [converted, damaged, missing]) {
    const source = image.locations.map((location) => location.slice('file://'.length))[0] ?? ''
    await using service = await serveImage(source)
    const { fetched } = await openCache(at('two')).get(
      { ...image, locations: [`${peer.url}/${image.id}`, service.url] },
      options,
    )
    assert.equal(fetched, true)
    assert.equal(service.requests.length, 1)
  }
})

test('peers: a peer that gives other bytes is not believed', async () => {
  await using directory = await testDirectory()
  const at = (name: string): string => join(directory.path, name)
  await makeRaw(at('raw'), 6)
  await writeFile(at('lie'), Buffer.alloc(6 * 2 ** 20, 1))
  await using liar = await serveImage(at('lie'))
  await using service = await serveImage(at('raw'))
  const image: ImageSpec = { ...(await imageOf(at('raw'), 'raw', 5)), locations: [liar.url, service.url] }
  const { base } = await openCache(at('two')).get(image, options)
  assert.equal(await sha256(base.path), image.sha256)
})

test('peers: nothing but images is given', async () => {
  await using directory = await testDirectory()
  await using peer = await peerOf(directory.path)
  for (const path of ['/../../etc/passwd', '/', `/${'a'.repeat(36)}`, '/%2e%2e/x']) {
    assert.equal((await fetch(`${peer.url}${path}`)).status, 404)
  }
})
