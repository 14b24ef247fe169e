import assert from 'node:assert/strict'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { ImageSpec, ServerSpec } from '@kilonova/core'
import { serveImage } from './image-server.ts'
import {
  faultFrom,
  filesBelow,
  id,
  imageOf,
  makeRaw,
  never,
  openFiles,
  run,
  serverOf,
  sha256,
  testDirectory,
} from './kit.ts'

async function rawImage(
  directory: string,
  sizeMiB = 8,
  number = 900,
  more: Partial<ImageSpec> = {},
): Promise<ImageSpec> {
  await makeRaw(join(directory, `raw-${number}`), sizeMiB)
  return imageOf(join(directory, `raw-${number}`), 'raw', number, more)
}

test('a server with everything has the files that Nova would make, whole and in order', async () => {
  await using directory = await testDirectory()
  const image = await rawImage(directory.path)
  const kernel = { ...(await rawImage(directory.path, 3, 901)), diskFormat: 'aki' as const }
  const ramdisk = { ...(await rawImage(directory.path, 4, 902)), diskFormat: 'ari' as const }
  const spec = serverOf(1, image, {
    kernel,
    ramdisk,
    configDrive: true,
    adminPassword: 'secret',
    flavor: { rootGiB: 2, ephemeralGiB: 1, swapMiB: 64 },
  })
  const files = await openFiles(directory.path)
  const { disks, imageFetched } = await files.create(spec, { signal: never })
  const home = files.directoryOf(spec.id)
  assert.equal(imageFetched, true)
  assert.deepEqual(await filesBelow(home), [
    'console.log',
    'disk',
    'disk.config',
    'disk.eph0',
    'disk.info',
    'disk.swap',
    'disks.json',
    'kernel',
    'ramdisk',
  ]) // prettier-ignore
  assert.deepEqual(await files.find(spec.id), disks)
  for (const disk of [disks.root, ...disks.ephemerals, ...(disks.swap ? [disks.swap] : [])]) {
    await run('qemu-img', 'check', '-q', '-f', 'qcow2', disk.path)
    const told = JSON.parse(await run('qemu-img', 'info', '--output=json', '-f', 'qcow2', disk.path)) as Record<
      string,
      unknown
    >
    assert.equal(told['virtual-size'], disk.sizeBytes)
    assert.equal(told['backing-filename-format'], 'raw')
    assert.match(String(told['full-backing-filename']), /\/instances\/_base\//)
  }
  assert.equal(disks.root.sizeBytes, 2 * 2 ** 30)
  assert.equal(await sha256(disks.kernelPath ?? ''), kernel.sha256)
  assert.equal(await sha256(disks.ramdiskPath ?? ''), ramdisk.sha256)
  const eph = join(directory.path, 'eph.raw')
  await run('qemu-img', 'convert', '-f', 'qcow2', '-O', 'raw', disks.ephemerals[0]?.path ?? '', eph)
  assert.match(await run('/sbin/blkid', eph), /LABEL="ephemeral0".*TYPE="ext4"/)
  await run('qemu-img', 'convert', '-f', 'qcow2', '-O', 'raw', disks.swap?.path ?? '', eph)
  assert.match(await run('/sbin/blkid', eph), /TYPE="swap"/)
  const info = JSON.parse(await readFile(join(home, 'disk.info'), 'utf8')) as Record<string, string>
  assert.deepEqual(info[join(home, 'disk')], 'qcow2')
  assert.deepEqual(info[join(home, 'disk.config')], 'raw')
  for (const [name, mode] of [
    ['', 0o711],
    ['disk.config', 0o600],
    ['disk', 0o600],
    ['disks.json', 0o600],
  ] as const) {
    assert.equal((await stat(join(home, name))).mode & 0o777, mode, name)
  }
  assert.equal((await stat(join(directory.path, 'instances'))).mode & 0o777, 0o711)
})

test('the root disk reads as the image, and what follows the image reads as zeros', async () => {
  await using directory = await testDirectory()
  const image = await rawImage(directory.path)
  const files = await openFiles(directory.path)
  const { disks } = await files.create(serverOf(1, image), { signal: never })
  const flat = join(directory.path, 'flat')
  await run('qemu-img', 'convert', '-f', 'qcow2', '-O', 'raw', disks.root.path, flat)
  await run('cmp', '-n', String(image.sizeBytes), flat, join(directory.path, 'raw-900'))
  await run('cmp', '-n', String(2 ** 30 - image.sizeBytes), '-i', `${image.sizeBytes}:0`, flat, '/dev/zero')
})

test('creating twice changes nothing, not even the time stamps', async () => {
  await using directory = await testDirectory()
  const spec = serverOf(1, await rawImage(directory.path), { configDrive: true })
  const files = await openFiles(directory.path)
  const first = await files.create(spec, { signal: never })
  const before = await run('find', files.directoryOf(spec.id), '-printf', '%p %T@ %s %i\n')
  const second = await files.create(spec, { signal: never })
  assert.deepEqual(second, { disks: first.disks, imageFetched: false })
  assert.equal(await run('find', files.directoryOf(spec.id), '-printf', '%p %T@ %s %i\n'), before)
})

test('a flavor with no root size gives a disk as large as the image', async () => {
  await using directory = await testDirectory()
  const files = await openFiles(directory.path)
  const { disks } = await files.create(serverOf(1, await rawImage(directory.path, 5), { flavor: { rootGiB: 0 } }), {
    signal: never,
  })
  assert.equal(disks.root.sizeBytes, 5 * 2 ** 20)
})

for (const format of ['raw', 'qcow2'] as const) {
  for (const way of ['file', 'http'] as const) {
    test(`a ${format} image by ${way} larger than the flavor's disk is refused with both sizes, and nothing is made`, async () => {
      await using directory = await testDirectory()
      const raw = join(directory.path, 'raw')
      await run('truncate', '-s', '2500M', raw)
      const path = format === 'raw' ? raw : join(directory.path, 'qcow2')
      if (format === 'qcow2') await run('qemu-img', 'convert', '-f', 'raw', '-O', 'qcow2', raw, path)
      await using server = await serveImage(path)
      // A raw image is refused by its length alone: its bytes are never read.
      const unread = format === 'raw' ? { sha256: '0'.repeat(64) } : {}
      const image = await imageOf(path, format, 900, {
        ...unread,
        ...(way === 'http' ? { locations: [server.url] } : {}),
      })
      const files = await openFiles(directory.path)
      const fault = await faultFrom(files.create(serverOf(1, image, { flavor: { rootGiB: 2 } }), { signal: never }))
      assert.equal(fault.kind, 'imageRefused')
      assert.match(fault.message, /2\.44 GiB.*2 GiB/)
      assert.match(fault.next ?? '', /3 GiB/)
      assert.deepEqual(
        (await filesBelow(join(directory.path, 'instances'))).filter((name) => !/^(_base|locks)/.test(name)),
        [],
      )
      if (way === 'file') assert.deepEqual(await filesBelow(join(directory.path, 'instances')), [])
    })
  }
}

test('an image that wants a larger disk than the flavor has is refused', async () => {
  await using directory = await testDirectory()
  const files = await openFiles(directory.path)
  const image = await rawImage(directory.path, 4, 900, { minDiskGiB: 10 })
  const fault = await faultFrom(files.create(serverOf(1, image), { signal: never }))
  assert.match(fault.message, /at least 10 GiB.*1 GiB/)
})

test('an ISO image is a CD that cannot be written', async () => {
  await using directory = await testDirectory()
  await mkdir(join(directory.path, 'tree'))
  await writeFile(join(directory.path, 'tree', 'file'), 'text')
  await run('genisoimage', '-quiet', '-o', join(directory.path, 'cd'), join(directory.path, 'tree'))
  const files = await openFiles(directory.path)
  const { disks } = await files.create(serverOf(1, await imageOf(join(directory.path, 'cd'), 'iso')), { signal: never })
  assert.deepEqual([disks.root.device, disks.root.readOnly], ['cdrom', true])
  assert.equal(disks.root.sizeBytes, (await stat(join(directory.path, 'cd'))).size)
})

for (const [format, type] of [
  ['ext2', 'ext2'],
  ['ext3', 'ext3'],
  ['ext4', 'ext4'],
  ['xfs', 'xfs'],
  ['btrfs', 'btrfs'],
  ['vfat', 'vfat'],
  ['ntfs', 'ntfs'],
] as const) {
  test(`an ephemeral disk can be ${format}, made once for all servers`, async () => {
    await using directory = await testDirectory()
    const image = await rawImage(directory.path)
    const files = await openFiles(directory.path, { ephemeralFormat: format })
    const flavor = { ephemeralGiB: 1 }
    await files.create(serverOf(1, image, { flavor }), { signal: never })
    const bases = await filesBelow(join(directory.path, 'instances', '_base'))
    const base = bases.filter((name) => name.startsWith('ephemeral_1_'))
    assert.equal(base.length, 1)
    const path = join(directory.path, 'instances', '_base', base[0] ?? '')
    assert.match((await run('/sbin/blkid', path)).toLowerCase(), new RegExp(`label="ephemeral0".*type="${type}"`))
    const made = await stat(path)
    await files.create(serverOf(2, image, { flavor }), { signal: never })
    assert.equal((await stat(path)).ino, made.ino)
  })
}

test('the ephemeral disk of a windows image is ntfs', async () => {
  await using directory = await testDirectory()
  const files = await openFiles(directory.path)
  const windows = await rawImage(directory.path, 4, 900, { properties: { os_type: 'windows' } })
  await files.create(serverOf(1, windows, { flavor: { ephemeralGiB: 1 } }), { signal: never })
  assert.ok((await filesBelow(join(directory.path, 'instances', '_base'))).includes('ephemeral_1_68e98b8'))
})

test('removing takes the directory by renaming it first; nothing there is success; halves are cleared on the way', async () => {
  await using directory = await testDirectory()
  const image = await rawImage(directory.path)
  const files = await openFiles(directory.path)
  const specs = [1, 2, 3].map((number) => serverOf(number, image)) as [ServerSpec, ServerSpec, ServerSpec]
  for (const spec of specs) await files.create(spec, { signal: never })
  await files.remove(specs[0].id)
  await files.remove(specs[0].id)
  assert.equal(await files.find(specs[0].id), undefined)
  // Killed between rename and removal, and a second server of the same id since.
  await rename(files.directoryOf(specs[1].id), `${files.directoryOf(specs[1].id)}_del`)
  await files.create(specs[1], { signal: never })
  await files.remove(specs[1].id)
  await rename(files.directoryOf(specs[2].id), `${files.directoryOf(specs[2].id)}_del`)
  assert.deepEqual(await files.list(), [])
  assert.deepEqual(
    (await filesBelow(join(directory.path, 'instances'))).filter((name) => !/^(_base|locks)/.test(name)),
    [],
  )
})

test('removing a server whose image is still being fetched ends that, at once', async () => {
  await using directory = await testDirectory()
  const image = await rawImage(directory.path)
  await using server = await serveImage(join(directory.path, 'raw-900'))
  server.misbehave = () => true // never answers
  const files = await openFiles(directory.path)
  const spec = serverOf(1, { ...image, locations: [server.url] })
  const creating = faultFrom(files.create(spec, { signal: never }))
  const again = faultFrom(files.create(spec, { signal: never })) // Waits for its turn behind the first.
  while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  await files.remove(spec.id)
  assert.deepEqual([(await creating).kind, (await again).kind], ['cancelled', 'cancelled'])
  assert.deepEqual(await files.list(), [])
})

test('a directory that Nova made is understood by its disk.info', async () => {
  await using directory = await testDirectory()
  const files = await openFiles(directory.path)
  const home = join(directory.path, 'instances', id(5))
  await mkdir(home)
  await run('qemu-img', 'create', '-q', '-f', 'qcow2', join(home, 'disk'), '1G')
  await run('qemu-img', 'create', '-q', '-f', 'raw', join(home, 'disk.config'), '1M')
  await writeFile(
    join(home, 'disk.info'),
    JSON.stringify({ [join(home, 'disk')]: 'qcow2', [join(home, 'disk.config')]: 'raw' }),
  )
  const found = await files.find(id(5) as ServerSpec['id'])
  assert.equal(found?.root.sizeBytes, 2 ** 30)
  assert.equal(found?.configDrive?.device, 'cdrom')
  assert.deepEqual(await files.list(), [id(5)])
  await rm(home, { recursive: true })
  assert.equal(await files.find(id(5) as ServerSpec['id']), undefined)
})
