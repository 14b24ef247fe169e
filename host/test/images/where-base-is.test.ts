import assert from 'node:assert/strict'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { Fault, silentLog } from '@kilonova/core'
import { ImageCache } from '../../src/images/cache/image-cache.ts'
import { ImageSettings } from '../../src/images/settings.ts'
import { faultFrom, imageOf, makeRaw, never, openFiles, run, testDirectory } from './kit.ts'

test('the base of a guest that comes: from here, from its source only, or in that form from nowhere', async () => {
  await using directory = await testDirectory()
  const at = (name: string): string => join(directory.path, name)
  await makeRaw(at('raw'), 8)
  await run('qemu-img', 'convert', '-f', 'raw', '-O', 'qcow2', at('raw'), at('image'))
  const image = await imageOf(at('image'), 'qcow2')
  const asRaw = { kind: 'image', sourceSha256: image.sha256, format: 'raw', virtualSizeBytes: 8 * 2 ** 20 } as const
  const asQcow2 = { ...asRaw, format: 'qcow2' } as const
  const files = await openFiles(directory.path)
  const where = (backing: typeof asRaw | typeof asQcow2) => files.whereBaseIs(image, backing, { signal: never })
  // Its location gives it, and it would become a raw base here.
  assert.deepEqual([await where(asRaw), await where(asQcow2)], ['here', 'nowhere'])
  await rm(at('image'))
  assert.deepEqual([await where(asRaw), await where(asQcow2)], ['source', 'source'])
  assert.equal(await files.whereBaseIs(image, { ...asRaw, sourceSha256: '0'.repeat(64) }, { signal: never }), 'nowhere')
  await run('qemu-img', 'convert', '-f', 'raw', '-O', 'qcow2', at('raw'), at('image'))
  await files.cacheImage({ ...image, ...(await imageOf(at('image'), 'qcow2')) }, { signal: never })
  await rm(at('image'))
  assert.deepEqual([await where(asRaw), await where(asQcow2)], ['here', 'nowhere'])
  assert.equal(await files.whereBaseIs(image, { ...asRaw, virtualSizeBytes: 1 }, { signal: never }), 'nowhere')
})

test('a base that another host gives: half of it stays for the next try, unless there is no space for it', async () => {
  await using directory = await testDirectory()
  await writeFile(join(directory.path, 'image'), 'x')
  const image = await imageOf(join(directory.path, 'image'), 'raw')
  await rm(join(directory.path, 'image'))
  const cache = new ImageCache({
    directory: join(directory.path, '_base'),
    locksDirectory: join(directory.path, 'locks'),
    settings: ImageSettings.parse({}),
    log: silentLog,
  })
  const left = async (kind: 'noSpace' | 'hostAway'): Promise<number> => {
    const bring = async (path: string): Promise<void> => {
      await writeFile(path, 'half of it')
      throw new Fault(kind, 'it ended half-way')
    }
    const fault = await faultFrom(cache.get(image, { signal: never }, { format: 'raw', bring }))
    assert.equal(fault.kind, kind)
    return (await readdir(cache.directory)).filter((name) => name.endsWith('.adopted')).length
  }
  assert.deepEqual([await left('hostAway'), await left('noSpace')], [1, 0])
})
