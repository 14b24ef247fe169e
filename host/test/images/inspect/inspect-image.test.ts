import assert from 'node:assert/strict'
import { readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { DiskFormat } from '@kilonova/core'
import { inspectImage, inspectReader } from '../../../src/images/inspect/inspect-image.ts'
import { bufferReader } from '../../../src/images/inspect/reader.ts'
import { faultFrom, makeRaw, run, testDirectory } from '../kit.ts'
import { type HostileImage, makeHostileCorpus } from './hostile-corpus.ts'

const limits = { maxVirtualSizeBytes: 2 * 2 ** 40 }
let directory: Awaited<ReturnType<typeof testDirectory>>
let corpus: HostileImage[]

before(async () => {
  directory = await testDirectory()
  corpus = await makeHostileCorpus(directory.path)
})
after(() => directory[Symbol.asyncDispose]())

test('every hostile image is refused, each with its reason in words and for programs', async (t) => {
  assert.ok(corpus.length >= 40, `${corpus.length} images`)
  for (const image of corpus) {
    await t.test(image.name, async () => {
      const fault = await faultFrom(inspectImage(image.path, image.declared, limits))
      assert.equal(fault.kind, 'imageRefused')
      assert.equal(fault.fields.reason, image.reason, fault.message)
      assert.match(fault.message, /^the image \S/)
      assert.ok(fault.next !== undefined && fault.next.length > 10)
    })
  }
})

test('a hostile image cut at any place, or with any byte of its head changed, ends in an answer or a refusal', async () => {
  for (const name of ['qcow2', 'vmdk', 'vpc', 'vhdx', 'vdi', 'parallels']) {
    const sound = await readFile(join(directory.path, `sound.${name}`))
    const declared = ({ vpc: 'vhd', parallels: 'ploop' }[name] ?? name) as DiskFormat
    for (let turn = 0; turn < 200; turn += 1) {
      const image = Buffer.from(turn % 2 === 0 ? sound : sound.subarray(0, Math.floor(Math.random() * sound.length)))
      for (let hit = 0; hit < 8; hit += 1) {
        if (image.length > 0)
          image[Math.floor(Math.random() * Math.min(600, image.length))] = Math.floor(Math.random() * 256)
      }
      await inspectReader(bufferReader(image), declared, limits).catch((error: unknown) => {
        assert.equal((error as { kind?: string }).kind, 'imageRefused', `${name}: ${String(error)}`)
      })
    }
  }
})

const sound: readonly [file: string, declared: DiskFormat][] = [
  ['sound.raw', 'raw'],
  ['sound.raw', 'ami'],
  ['sound.qcow2', 'qcow2'],
  ['sound.vmdk', 'vmdk'],
  ['sound.stream', 'vmdk'],
  ['sound.vpc', 'vhd'],
  ['sound.vhdx', 'vhdx'],
  ['sound.vdi', 'vdi'],
  ['sound.parallels', 'ploop'],
]
for (const [file, declared] of sound) {
  test(`a sound image is accepted and measured: ${file} as ${declared}`, async () => {
    const found = await inspectImage(join(directory.path, file), declared, limits)
    // VHD rounds up to whole cylinders; all others are exact.
    assert.ok(
      found.virtualSizeBytes >= 4 * 2 ** 20 && found.virtualSizeBytes < 5 * 2 ** 20,
      String(found.virtualSizeBytes),
    )
    if (declared !== 'vhd') assert.equal(found.virtualSizeBytes, 4 * 2 ** 20)
  })
}

test('qcow2 of every kind that qemu-img makes is accepted, with its cluster size', async () => {
  const kinds: readonly [string, number][] = [
    ['compat=0.10', 65_536],
    ['cluster_size=512', 512],
    ['cluster_size=2M', 2 ** 21],
    ['compression_type=zstd', 65_536],
    ['extended_l2=on,cluster_size=128k', 131_072],
    ['lazy_refcounts=on', 65_536],
    ['preallocation=metadata', 65_536],
    ['preallocation=full', 65_536],
    ['refcount_bits=1', 65_536],
  ]
  for (const [options, clusterSize] of kinds) {
    const path = join(directory.path, 'kind.qcow2')
    await run('qemu-img', 'convert', '-f', 'raw', '-O', 'qcow2', '-o', options, join(directory.path, 'sound.raw'), path)
    const found = await inspectImage(path, 'qcow2', limits)
    assert.deepEqual([found.virtualSizeBytes, found.clusterSizeBytes], [4 * 2 ** 20, clusterSize], options)
  }
})

test('a compressed qcow2 image is accepted', async () => {
  const path = join(directory.path, 'packed.qcow2')
  await run('qemu-img', 'convert', '-c', '-f', 'raw', '-O', 'qcow2', join(directory.path, 'sound.raw'), path)
  const found = await inspectImage(path, 'qcow2', limits)
  assert.equal(found.mappedBytes, 2 * 2 ** 20)
})

test('a 100 GiB disk that is nearly empty is no bomb', async () => {
  const raw = join(directory.path, 'wide.raw')
  await makeRaw(raw, 102_400)
  const path = join(directory.path, 'wide.qcow2')
  await run('qemu-img', 'convert', '-f', 'raw', '-O', 'qcow2', raw, path)
  assert.equal((await inspectImage(path, 'qcow2', limits)).virtualSizeBytes, 100 * 2 ** 30)
})

test('a raw disk tells of its partitions, and one with an ISO on it is taken for an ISO only when declared so', async () => {
  const disk = join(directory.path, 'gpt.raw')
  await run('truncate', '-s', '8M', disk)
  await run('/bin/sh', '-c', `echo 'label: gpt\n,,L' | /usr/sbin/sfdisk -q ${disk}`)
  assert.equal((await inspectImage(disk, 'raw', limits)).content, 'gpt')
  const tree = join(directory.path, 'tree')
  await run('mkdir', '-p', tree)
  await writeFile(join(tree, 'file'), 'text')
  const iso = join(directory.path, 'cd.iso')
  await run('genisoimage', '-quiet', '-J', '-r', '-o', iso, tree)
  assert.equal((await inspectImage(iso, 'iso', limits)).format, 'iso')
  assert.equal((await faultFrom(inspectImage(iso, 'raw', limits))).fields.reason, 'wrong-format')
})

test('internal snapshots may stay in an image that is converted, which drops them', async () => {
  const image = corpus.find((one) => one.reason === 'internal-snapshots')
  assert.ok(image)
  const found = await inspectImage(image.path, 'qcow2', { ...limits, allowInternalSnapshots: true })
  assert.equal(found.internalSnapshots, 1)
})

test('a symbolic link, a device and a pipe are not read', async () => {
  const link = join(directory.path, 'link')
  await symlink('/etc/hostname', link)
  await assert.rejects(inspectImage(link, 'raw', limits), { code: 'ELOOP' })
  await assert.rejects(inspectImage('/dev/zero', 'raw', limits), /not a regular file/)
  const pipe = join(directory.path, 'pipe')
  await run('mkfifo', pipe)
  await assert.rejects(inspectImage(pipe, 'raw', limits), /not a regular file/)
})
