import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { newId } from '@kilonova/core'
import { lastLines, readConsole } from '../../../src/driver/console/read-console.ts'

const root = mkdtempSync(join(tmpdir(), 'kilonova-console-'))
after(() => rmSync(root, { recursive: true, force: true }))
const serverId = newId<'server'>()
let made = 0

function serverDirectory(files: Readonly<Record<string, string | Buffer>>): string {
  made += 1
  const directory = join(root, String(made))
  mkdirSync(directory)
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content)
  return directory
}

test('console: the last lines, with or without an end of line', () => {
  assert.equal(lastLines('a\nb\nc\n', 2), 'b\nc\n')
  assert.equal(lastLines('a\nb\nlogin: ', 2), 'b\nlogin: ')
  assert.equal(lastLines('a\nb\n', 5), 'a\nb\n')
  assert.equal(lastLines('a\nb\n', 0), '')
  assert.equal(lastLines('\n\n\n', 2), '\n\n')
  assert.equal(lastLines('', 3), '')
  assert.equal(lastLines('a\nb\n', undefined), 'a\nb\n')
})

test('console: rotated files come before the newest, as far as the lines reach', async () => {
  const directory = serverDirectory({ 'console.log': '5\n6\n', 'console.log.0': '3\n4\n', 'console.log.1': '1\n2\n' })
  assert.equal(await readConsole(directory, serverId), '1\n2\n3\n4\n5\n6\n')
  assert.equal(await readConsole(directory, serverId, 3), '4\n5\n6\n')
  assert.equal(await readConsole(directory, serverId, 1), '6\n')
})

test('console: at most one MiB, its end, whatever bytes the guest wrote', async () => {
  const big = Buffer.alloc(3 * 1024 * 1024, 'x')
  big.write('THE END\n', big.length - 8)
  const text = await readConsole(serverDirectory({ 'console.log': big }), serverId)
  assert.equal(text.length, 1024 * 1024)
  assert.ok(text.endsWith('THE END\n'))
  const odd = await readConsole(serverDirectory({ 'console.log': Buffer.from([0xff, 0, 0x1b, 0x41]) }), serverId)
  assert.equal(odd, '\ufffd\0\u001bA')
})

test('console: a link or a directory in its place is not followed', async () => {
  const secret = join(root, 'secret')
  writeFileSync(secret, 'do not show')
  const linked = serverDirectory({})
  symlinkSync(secret, join(linked, 'console.log'))
  await assert.rejects(readConsole(linked, serverId), { kind: 'notFound' })
  const folder = serverDirectory({})
  mkdirSync(join(folder, 'console.log'))
  await assert.rejects(readConsole(folder, serverId), { kind: 'notFound' })
  await assert.rejects(readConsole(serverDirectory({}), serverId), { kind: 'notFound' })
})
