import assert from 'node:assert/strict'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { faultFrom, filesBelow, imageOf, makeRaw, never, openFiles, run, serverOf, testDirectory } from './kit.ts'

/** A small file system of its own, mounted for one test. */
async function smallMount(directory: string, sizeKiB: number): Promise<AsyncDisposable & { path: string }> {
  const path = join(directory, 'small')
  await run('mkdir', path)
  await run('mount', '-t', 'tmpfs', '-o', `size=${sizeKiB}k`, 'kilonova-test', path)
  return { path, [Symbol.asyncDispose]: async () => void (await run('umount', path)) }
}

const cases = [
  { name: 'while a raw image is copied', format: 'raw', sizeKiB: 4096, more: {} },
  { name: 'while a qcow2 image is converted', format: 'qcow2', sizeKiB: 4096, more: {} },
  { name: 'while the kernel is copied', format: 'small', sizeKiB: 8192, more: { kernel: true } },
  {
    name: 'while the ephemeral disk is formatted',
    format: 'small',
    sizeKiB: 2600,
    more: { flavor: { ephemeralGiB: 200 } },
  },
  { name: 'while the config drive is written', format: 'small', sizeKiB: 2120, more: { configDrive: true } },
  { name: 'while the overlay is written', format: 'small', sizeKiB: 2056, more: {} },
] as const

for (const { name, format, sizeKiB, more } of cases) {
  test(`a disk that gets full ${name} is told by its mount point; with space the same create finishes`, async () => {
    await using directory = await testDirectory()
    const at = (file: string): string => join(directory.path, file)
    await makeRaw(at('raw'), 24, 6)
    await run('dd', 'if=/dev/urandom', `of=${at('small-image')}`, 'bs=1k', 'count=2048', 'status=none')
    await run('dd', 'if=/dev/urandom', `of=${at('kernel')}`, 'bs=1M', 'count=4', 'status=none')
    if (format === 'qcow2') await run('qemu-img', 'convert', '-f', 'raw', '-O', 'qcow2', at('raw'), at('qcow2'))
    const image = await imageOf(at(format === 'small' ? 'small-image' : format), format === 'small' ? 'raw' : format)
    const kernel = 'kernel' in more ? { kernel: await imageOf(at('kernel'), 'aki', 2) } : {}
    const spec = serverOf(1, image, { ...more, ...kernel })
    await using mount = await smallMount(directory.path, sizeKiB)
    const files = await openFiles(mount.path)
    const fault = await faultFrom(files.create(spec, { signal: never }))
    assert.equal(fault.kind, 'noSpace', fault.message)
    assert.equal(fault.fields.fileSystem, mount.path)
    assert.ok(Number(fault.fields.freeBytes) >= 0)
    assert.deepEqual(
      (await filesBelow(mount.path)).filter((file) => /part|converted/.test(file)),
      [],
    )
    await run('mount', '-o', 'remount,size=200m', mount.path)
    const { disks } = await files.create(spec, { signal: never })
    await run('qemu-img', 'check', '-q', '-f', 'qcow2', disks.root.path)
    if (disks.kernelPath !== undefined) assert.equal((await stat(disks.kernelPath)).size, 4 * 2 ** 20)
    await files.remove(spec.id)
    assert.deepEqual(
      (await filesBelow(mount.path)).filter((file) => !/^instances(\/(_base|locks).*)?$/.test(file)),
      [],
    )
  })
}
