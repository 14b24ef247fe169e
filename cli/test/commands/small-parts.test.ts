import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { guessDiskFormat } from '../../src/commands/guess-disk-format.ts'
import { keyValues } from '../../src/commands/key-values.ts'
import { newPart } from '../../src/commands/server-console.ts'

test('KEY=VALUE keeps everything after the first equals sign', () => {
  assert.deepEqual(keyValues(['a=1', 'b=x=y', 'c='], '--property'), { a: '1', b: 'x=y', c: '' })
  assert.throws(() => keyValues(['=1'], '--property'), { exit: 'usage' })
  assert.throws(() => keyValues(['a'], '--property'), { exit: 'usage' })
})

test('following a console prints what is new, also when its start was cut off', () => {
  assert.equal(newPart('ab', 'abcd'), 'cd')
  assert.equal(newPart('', 'ab'), 'ab')
  const long = 'x'.repeat(500) + 'y'.repeat(2000)
  assert.equal(newPart(long, `${long.slice(400)}+`), '+')
  assert.equal(newPart('before a restart', 'a new log'), 'a new log')
})

const heads: [string, Buffer, string][] = [
  ['qcow2', Buffer.from('QFI\xFB\0\0\0\x03', 'latin1'), 'qcow2'],
  ['VMDK', Buffer.from('KDMV\x01\0\0\0'), 'vmdk'],
  ['VDI', Buffer.concat([Buffer.alloc(0x40), Buffer.from([0x7f, 0x10, 0xda, 0xbe])]), 'vdi'],
  ['ISO 9660', Buffer.concat([Buffer.alloc(0x8001), Buffer.from('CD001')]), 'iso'],
  ['anything else', Buffer.from('hello'), 'raw'],
  ['nothing', Buffer.alloc(0), 'raw'],
]
for (const [what, bytes, format] of heads) {
  test(`a file of ${what} is declared as ${format}`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'guess-'))
    try {
      await writeFile(join(folder, 'f'), bytes)
      assert.equal(await guessDiskFormat(join(folder, 'f')), format)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
}
