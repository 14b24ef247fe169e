import assert from 'node:assert/strict'
import { mkdir, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { silentLog } from '@kilonova/core'
import { baseName } from '../../../src/images/cache/base-name.ts'
import { ScrubTimer } from '../../../src/images/cache/scrub-timer.ts'
import type { ServerFiles } from '../../../src/images/server-files.ts'
import { filesBelow, id, imageOf, makeRaw, never, openFiles, run, serverOf, testDirectory } from '../kit.ts'

const options = { signal: never }

/** A host with three servers of three images. */
async function threeServers(directory: string, settings: Record<string, unknown> = {}): Promise<ServerFiles> {
  const files = await openFiles(directory, settings)
  for (const number of [1, 2, 3]) {
    await makeRaw(join(directory, `raw-${number}`), 8, 4)
    const image = await imageOf(join(directory, `raw-${number}`), 'raw', 100 + number)
    await files.create(serverOf(number, image, { flavor: { swapMiB: 16 } }), options)
  }
  return files
}

/** As if a cached file had last been used so many hours ago; the fraction that marks our time stamps stays. */
async function age(directory: string, name: string, hours: number): Promise<void> {
  const path = join(directory, 'instances', '_base', name)
  const seconds = Number((await stat(path, { bigint: true })).mtimeNs / 1000n) / 1e6 - hours * 3600
  await utimes(path, seconds, seconds)
}

const verdicts = (all: readonly { name: string; verdict: string }[]): Record<string, string> =>
  Object.fromEntries(all.map((one) => [one.name, one.verdict]))

test('prune: what nothing uses goes after its time; what a disk lies on, a record names or a flow reserved stays', async () => {
  await using directory = await testDirectory()
  const files = await threeServers(directory.path)
  const names = [1, 2, 3].map((number) => baseName(id(100 + number))) as [string, string, string]
  for (const name of [...names, 'swap_16']) await age(directory.path, name, 48)
  await files.remove(serverOf(2, await imageOf(join(directory.path, 'raw-2'), 'raw')).id)
  await files.remove(serverOf(3, await imageOf(join(directory.path, 'raw-3'), 'raw')).id)

  const needed = new Set([id(103)])
  const dry = await files.cache.prune({ ...options, dryRun: true, neededImages: needed })
  assert.deepEqual(verdicts(dry), { [names[0]]: 'kept', [names[1]]: 'removed', [names[2]]: 'kept', swap_16: 'kept' })
  assert.ok(dry.every((one) => one.reason.length > 10))
  assert.equal((await files.cache.list()).length, 4, 'a dry run removed something')

  const reserved = files.cache.reserve([id(102)])
  assert.equal(verdicts(await files.cache.prune({ ...options, neededImages: needed }))[names[1]], 'kept')
  reserved[Symbol.dispose]()
  assert.equal(verdicts(await files.cache.prune({ ...options, neededImages: needed }))[names[1]], 'removed')
  const left = await filesBelow(join(directory.path, 'instances', '_base'))
  assert.deepEqual(left, [names[0], `${names[0]}.json`, names[2], `${names[2]}.json`, 'swap_16'].sort())
  await run(
    'qemu-img',
    'check',
    '-q',
    '-f',
    'qcow2',
    join(files.directoryOf(serverOf(1, await imageOf(join(directory.path, 'raw-1'), 'raw')).id), 'disk'),
  )
})

test('prune: what a snapshot has fixed and not stored yet keeps its base, its server deleted or not', async () => {
  await using directory = await testDirectory()
  const files = await threeServers(directory.path)
  const name = baseName(id(101))
  const snapshot = join(directory.path, 'instances', 'snapshots', id(900))
  await mkdir(snapshot, { recursive: true })
  const base = join(directory.path, 'instances', '_base', name)
  await run('qemu-img', 'create', '-q', '-f', 'qcow2', '-F', 'raw', '-b', base, join(snapshot, 'delta'))
  await files.remove(serverOf(1, await imageOf(join(directory.path, 'raw-1'), 'raw')).id)
  await age(directory.path, name, 48)
  assert.equal(verdicts(await files.cache.prune(options))[name], 'kept')
})

test('prune: over the budget the longest unused go first, until the rest fits; what was just used stays', async () => {
  await using directory = await testDirectory()
  const files = await threeServers(directory.path)
  for (const number of [1, 2, 3])
    await files.remove(serverOf(number, await imageOf(join(directory.path, 'raw-1'), 'raw')).id)
  const names = [1, 2, 3].map((number) => baseName(id(100 + number))) as [string, string, string]
  await age(directory.path, names[0], 1)
  await age(directory.path, names[1], 2)
  assert.ok(Object.values(verdicts(await files.cache.prune(options))).every((one) => one === 'kept'))
  const tight = await openFiles(directory.path, { cacheBudgetGiB: 1 })
  assert.ok(
    Object.values(verdicts(await tight.cache.prune(options))).every((one) => one === 'kept'),
    'there is room for all',
  )
  await run('fallocate', '--keep-size', '--length', `${2 ** 30}`, join(directory.path, 'instances', '_base', names[2]))
  await age(directory.path, names[2], 0)
  const told = verdicts(await tight.cache.prune(options))
  assert.deepEqual([told[names[0]], told[names[1]], told[names[2]]], ['removed', 'removed', 'kept'])
})

test('prune: unfinished downloads of yesterday go, those of today may be resumed', async () => {
  await using directory = await testDirectory()
  const files = await threeServers(directory.path)
  const base = join(directory.path, 'instances', '_base')
  for (const [name, hours] of [
    ['a'.repeat(40), 30],
    ['b'.repeat(40), 2],
  ] as const) {
    await writeFile(join(base, `${name}.part`), 'x')
    await age(directory.path, `${name}.part`, hours)
  }
  const told = verdicts(await files.cache.prune(options))
  assert.equal(told[`${'a'.repeat(40)}.part`], 'removed')
  assert.equal(told[`${'b'.repeat(40)}.part`], 'kept')
})

test('scrub: a damaged image that nothing uses is removed, one in use is told, sound ones are recorded', async () => {
  await using directory = await testDirectory()
  const files = await threeServers(directory.path)
  await files.remove(serverOf(2, await imageOf(join(directory.path, 'raw-2'), 'raw')).id)
  const names = [1, 2, 3].map((number) => baseName(id(100 + number))) as [string, string, string]
  // Bytes that changed without any time stamp: what a failing disk does.
  for (const name of [names[0], names[1]]) {
    const path = join(directory.path, 'instances', '_base', name)
    const before = await stat(path)
    await run('dd', 'if=/dev/zero', `of=${path}`, 'bs=4k', 'seek=20', 'count=1', 'conv=notrunc', 'status=none')
    await utimes(path, before.atime, before.mtime)
  }
  const found = Object.fromEntries((await files.cache.scrub(options)).map((one) => [one.name, one.found]))
  assert.deepEqual(found, { [names[0]]: 'damaged in use', [names[1]]: 'damaged', [names[2]]: 'good' })
  const listed = new Map((await files.cache.list()).map((one) => [one.name, one]))
  assert.equal(listed.has(names[1]), false)
  assert.ok(Date.now() - (listed.get(names[2])?.checkedAt?.getTime() ?? 0) < 60_000)

  // The damaged one in use is fetched anew for the next server, under the name that the first one's disk lies on.
  const image = await imageOf(join(directory.path, 'raw-1'), 'raw', 101)
  assert.equal((await files.create(serverOf(4, image), options)).imageFetched, true)
  await run('cmp', join(directory.path, 'raw-1'), join(directory.path, 'instances', '_base', names[0]))
})

test('scrub: only what is due is read, and no faster than the setting says', async () => {
  await using directory = await testDirectory()
  const files = await threeServers(directory.path, { scrubMiBPerSec: 16 })
  const began = performance.now()
  assert.equal((await files.cache.scrub({ ...options, dueBefore: new Date() })).length, 3)
  const tookMs = performance.now() - began
  assert.ok(tookMs > 1000, `24 MiB at 16 MiB/s took ${tookMs} ms`)
  assert.deepEqual(await files.cache.scrub({ ...options, dueBefore: new Date(Date.now() - 60_000) }), [])
  assert.equal((await files.cache.scrub(options)).length, 3)
})

test('scrub: the agent reads through its cache by itself', async () => {
  await using directory = await testDirectory()
  const files = await threeServers(directory.path)
  await using _timer = new ScrubTimer(files.cache, { everySec: 1, log: silentLog })
  const end = Date.now() + 120_000
  while ((await files.cache.list()).some((one) => one.kind === 'image' && one.checkedAt === undefined)) {
    assert.ok(Date.now() < end, 'nothing was read')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
})

test('scrub: a converted image is recorded the first time and compared the second', async () => {
  await using directory = await testDirectory()
  await makeRaw(join(directory.path, 'raw'), 8, 2)
  await run(
    'qemu-img',
    'convert',
    '-f',
    'raw',
    '-O',
    'qcow2',
    join(directory.path, 'raw'),
    join(directory.path, 'qcow2'),
  )
  const files = await openFiles(directory.path)
  const image = await imageOf(join(directory.path, 'qcow2'), 'qcow2')
  await files.create(serverOf(1, image), options)
  assert.deepEqual(
    (await files.cache.scrub(options)).map((one) => one.found),
    ['recorded'],
  )
  assert.deepEqual(
    (await files.cache.scrub(options)).map((one) => one.found),
    ['good'],
  )
  assert.equal((await files.create(serverOf(2, image), options)).imageFetched, false)
})

test('rescue: a server gets a second set of disks beside its own, and loses only that again', async () => {
  await using directory = await testDirectory()
  const files = await threeServers(directory.path)
  const rescue = await imageOf(join(directory.path, 'raw-3'), 'raw', 103)
  const spec = serverOf(1, rescue, { kernel: { ...rescue, diskFormat: 'aki' }, configDrive: true })
  const own = await files.find(spec.id)
  const { disks } = await files.createRescue(spec, options)
  assert.deepEqual(await files.findRescue(spec.id), disks)
  assert.deepEqual(await files.find(spec.id), own)
  assert.equal(disks.root.sizeBytes, 8 * 2 ** 20, 'a rescue disk is as large as its image')
  const home = files.directoryOf(spec.id)
  const rescueFiles = (await filesBelow(home)).filter((name) => name.endsWith('.rescue'))
  assert.deepEqual(rescueFiles, ['disk.config.rescue', 'disk.rescue', 'kernel.rescue'])
  await files.removeRescue(spec.id)
  await files.removeRescue(spec.id)
  assert.equal(await files.findRescue(spec.id), undefined)
  assert.deepEqual(
    (await filesBelow(home)).filter((name) => name.includes('rescue')),
    [],
  )
  assert.deepEqual(await files.find(spec.id), own)
})
