import assert from 'node:assert/strict'
import { truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { ephemeralBaseName } from '../../../src/images/cache/base-name.ts'
import { ephemeralBase, needEphemeralFormat, swapBase } from '../../../src/images/disks/formatted-base.ts'
import { faultFrom, never, run, testDirectory } from '../kit.ts'

test('a file system that nobody here can make is refused, naming those that can be had', async () => {
  const fault = await faultFrom(needEphemeralFormat('zfs; rm -rf /'))
  assert.equal(fault.kind, 'invalid')
  assert.match(fault.message, /^InvalidBlockDeviceFormat: .*zfs/)
  assert.match(fault.next ?? '', /ext4/)
  assert.equal(await needEphemeralFormat('ext4'), 'ext4')
})

test('the names of formatted bases are those of Nova', () => {
  assert.deepEqual(
    ['ext2', 'ext3', 'ext4', 'vfat', 'ntfs', 'xfs'].map((format) => ephemeralBaseName(5, format, 0)),
    ['979f413', '66f137c', '40d1d2c', '0706d66', '68e98b8', '310201b'].map((mark) => `ephemeral_5_${mark}`),
  )
})

test('a formatted base that was cut is made again, and eight who ask at once get one', async () => {
  await using directory = await testDirectory()
  const options = { directory: directory.path, locksDirectory: join(directory.path, 'locks'), signal: never }
  const first = await swapBase(16, options)
  await truncate(first.path, 4096)
  const all = await Promise.all(Array.from({ length: 8 }, () => swapBase(16, options)))
  assert.equal(new Set(all.map((base) => base.path)).size, 1)
  assert.match(await run('/sbin/blkid', first.path), /TYPE="swap"/)
})

test('a size at which a file system cannot be made is told with the program’s own words, and leaves nothing', async () => {
  await using directory = await testDirectory()
  const options = { directory: directory.path, locksDirectory: join(directory.path, 'locks'), signal: never }
  const fault = await faultFrom(ephemeralBase(0, 'xfs', 0, options))
  assert.equal(fault.kind, 'invalid')
  assert.match(String(fault.cause), /mkfs\.xfs/)
  assert.equal((await run('find', directory.path, '-type', 'f', '-size', '+0')).trim(), '')
})
