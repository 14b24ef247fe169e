import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test, type TestContext } from 'node:test'
import { openStore } from '@kilonova/core/store'
import { roomyTemporaryDirectory } from '@kilonova/core/testing'
import { reportOf } from '../../src/problem.ts'
import { tellingFullDisk } from '../../src/up/full-disk.ts'
import { prepareState } from '../../src/up/prepare-state.ts'

let directory: string
before(async () => {
  directory = await mkdtemp(join(await roomyTemporaryDirectory(), 'kilonova-full-'))
  await chmod(directory, 0o711)
})
after(() => rm(directory, { recursive: true, force: true }))

/** A file system of that size, as a state directory. */
async function mounted(t: TestContext, sizeKiB: number): Promise<string | undefined> {
  if (process.getuid?.() !== 0) {
    t.skip('needs root for a small disk')
    return undefined
  }
  const state = join(directory, `of-${sizeKiB}-KiB`)
  await mkdir(state)
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeKiB}k,mode=711`, 'kilonova-test', state])
  t.after(() => execFileSync('umount', ['--lazy', state]))
  return state
}

const reported = async (state: string, work: () => Promise<unknown>) =>
  reportOf(
    await tellingFullDisk(state, work).then(
      () => assert.fail('it went well'),
      (error: unknown) => error,
    ),
  )

test('a state directory without any room is told by its file system, with what to do', async (t) => {
  const state = await mounted(t, 4)
  if (state === undefined) return
  await assert.rejects(writeFile(join(state, 'filler'), Buffer.alloc(8192)), { code: 'ENOSPC' })
  const { message, cause, next } = await reported(state, () => prepareState(state))
  assert.equal(message, `the file system ${state} is full: 0 B of 4 KiB are free`)
  assert.match(cause ?? '', /ENOSPC/)
  assert.match(next ?? '', new RegExp(`^make room on ${state}, then start again`))
})

test('a disk that gets full while PostgreSQL is made there is named, though initdb took away what it had written', async (t) => {
  const state = await mounted(t, 6144)
  if (state === undefined) return
  const { message, cause, next } = await reported(state, async () =>
    (await openStore({ stateDirectory: state })).close(),
  )
  assert.match(message, new RegExp(`^the file system ${state} is full: .* of 6 MiB are free$`))
  assert.match(cause ?? '', /No space left on device/)
  assert.match(next ?? '', /^make room on .*, then start again/)
})

test('what is no full disk is left as it is', async () => {
  const other = new Error('something else', { cause: new Error('below') })
  await assert.rejects(
    tellingFullDisk(directory, () => Promise.reject(other)),
    (error) => error === other,
  )
})

test('a directory that was there before keeps its rights, and lets QEMU’s user pass', async () => {
  for (const [given, wanted] of [
    [0o1777, 0o1777],
    [0o700, process.getuid?.() === 0 ? 0o711 : 0o700],
  ] as const) {
    const state = await mkdtemp(join(directory, 'there-'))
    await chmod(state, given)
    await (await prepareState(state)).release()
    assert.equal((await stat(state)).mode & 0o7777, wanted)
  }
})
