import assert from 'node:assert/strict'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { faultFrom, filesBelow, imageOf, makeRaw, never, openFiles, run, serverOf, testDirectory } from './kit.ts'

const kib = 1024

/** The material of a server with every kind of disk, and the spec that asks for it. */
async function everyDisk(directory: string) {
  const at = (name: string): string => join(directory, name)
  await makeRaw(at('raw'), 4, 1)
  await run('qemu-img', 'convert', '-f', 'raw', '-O', 'qcow2', at('raw'), at('qcow2'))
  await run('dd', 'if=/dev/urandom', `of=${at('kernel')}`, 'bs=1k', 'count=300', 'status=none')
  const kernel = await imageOf(at('kernel'), 'aki', 2)
  const more = { kernel, configDrive: true, flavor: { ephemeralGiB: 1, swapMiB: 16 } }
  return serverOf(1, await imageOf(at('qcow2'), 'qcow2'), more)
}

async function usedKiB(path: string): Promise<number> {
  const { blocks, bfree, bsize } = await statfs(path)
  return ((blocks - bfree) * bsize) / kib
}

test('a disk that gets full at any byte is told so, nothing half made stays, and with space the same create finishes', {
  timeout: 540_000,
}, async (t) => {
  await using directory = await testDirectory()
  const spec = await everyDisk(directory.path)
  const small = join(directory.path, 'small')
  await run('mkdir', small)
  const mounted = async <T>(sizeKiB: number, work: () => Promise<T>): Promise<T> => {
    await run('mount', '-t', 'tmpfs', '-o', `size=${sizeKiB}k`, 'kilonova-test', small)
    try {
      return await work()
    } finally {
      await run('umount', '--lazy', small) // Whoever failed in it may have it open still.
    }
  }
  const needed = await mounted(256 * kib, async () => {
    await (await openFiles(small)).create(spec, { signal: never })
    return usedKiB(small)
  })
  let full = 0
  // Steps that are no whole number of pages' worth of anything, so that each kind of write meets the end.
  for (let sizeKiB = 8; sizeKiB < needed + 200; sizeKiB += 44) {
    await mounted(sizeKiB, async () => {
      const files = await openFiles(small).catch(() => undefined)
      if (files === undefined) return // not even the directory fits
      const made = await files.create(spec, { signal: never }).then(
        () => true,
        () => false,
      )
      if (!made) {
        full += 1
        const fault = await faultFrom(files.create(spec, { signal: never }))
        assert.deepEqual([fault.kind, fault.fields.fileSystem], ['noSpace', small], `${sizeKiB} KiB: ${fault.message}`)
        const left = (await filesBelow(small)).filter((name) => /\.part|converted|\.new$/.test(name))
        assert.deepEqual(left, [], `${sizeKiB} KiB`)
        await run('mount', '-o', `remount,size=256m`, small)
        await files.create(spec, { signal: never })
      }
      const { disks } = (await files.create(spec, { signal: never })) as { disks: { root: { path: string } } }
      await run('qemu-img', 'check', '-q', '-f', 'qcow2', disks.root.path)
      await files.remove(spec.id)
    })
  }
  t.diagnostic(`${full} times full of ${needed} KiB`)
  assert.ok(full > 20, `it was full only ${full} times`)
})

test('an ext4 that gets full, where writes fail late, is told so as well', async () => {
  await using directory = await testDirectory()
  const spec = await everyDisk(directory.path)
  const [image, path] = [join(directory.path, 'ext4.img'), join(directory.path, 'ext4')]
  await run('mkdir', path)
  for (const freeKiB of [200, 700, 1500]) {
    await run('truncate', '-s', '64M', image)
    await run('/sbin/mkfs.ext4', '-q', '-F', '-m', '0', image)
    await run('mount', '-o', 'loop', image, path)
    try {
      const { bavail, bsize } = await statfs(path)
      await run('fallocate', '-l', String(bavail * bsize - freeKiB * kib), join(path, 'filler'))
      const files = await openFiles(path)
      const fault = await faultFrom(files.create(spec, { signal: never }))
      assert.deepEqual([fault.kind, fault.fields.fileSystem], ['noSpace', path], `${freeKiB} KiB: ${fault.message}`)
      await run('rm', join(path, 'filler'))
      const { disks } = await files.create(spec, { signal: never })
      await run('qemu-img', 'check', '-q', '-f', 'qcow2', disks.root.path)
    } finally {
      await run('umount', path)
    }
  }
})
