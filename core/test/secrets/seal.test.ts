import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Fault, readOrMakeKey, seal, unseal } from '@kilonova/core'

let directory: string
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kilonova-seal-'))
})
after(() => rm(directory, { recursive: true, force: true }))

const isInvalid = (error: unknown) => error instanceof Fault && error.kind === 'invalid'

test('what was sealed comes back, and looks different each time', () => {
  const key = randomBytes(32)
  for (const text of ['', 'pässwörd', 'x'.repeat(100_000)]) {
    assert.equal(unseal(seal(text, key), key), text)
    assert.notEqual(seal(text, key), seal(text, key))
  }
})

test('another key, a changed byte and a text of others are refused', () => {
  const key = randomBytes(32)
  const sealed = seal('secret', key)
  assert.throws(() => unseal(sealed, randomBytes(32)), isInvalid)
  for (let at = 3; at < sealed.length; at += 1) {
    const other = sealed[at] === 'A' ? 'B' : 'A'
    const changed = sealed.slice(0, at) + other + sealed.slice(at + 1)
    // The last character of base64 has bits that count for nothing.
    if (Buffer.from(changed.slice(3), 'base64url').equals(Buffer.from(sealed.slice(3), 'base64url'))) continue
    assert.throws(() => unseal(changed, key), isInvalid, `byte ${at}`)
  }
  assert.throws(() => unseal('plain', key), isInvalid)
  assert.throws(() => unseal('k1.AAAA', key), isInvalid)
})

test('a key is made once, however many ask at the same time, and only its owner may read it', async () => {
  const path = join(directory, 'new', 'secret.key')
  const keys = await Promise.all(Array.from({ length: 8 }, () => readOrMakeKey(path)))
  for (const key of keys) assert.deepEqual(key, keys[0])
  assert.equal(keys[0]?.length, 32)
  assert.deepEqual(await readOrMakeKey(path), keys[0])
  assert.equal((await stat(path)).mode & 0o777, 0o600)
  assert.deepEqual(await readdir(join(directory, 'new')), ['secret.key'])
})

test('a key that others may read, or that is none, is refused with the next step', async () => {
  const path = join(directory, 'bad.key')
  await writeFile(path, 'too short\n', { mode: 0o600 })
  await assert.rejects(readOrMakeKey(path), (error) => isInvalid(error) && /backup/.test((error as Fault).next ?? ''))
  await chmod(path, 0o644)
  await assert.rejects(
    readOrMakeKey(path),
    (error) => isInvalid(error) && (error as Fault).next === `chmod 600 ${path}`,
  )
})
