import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Fault, lockFile, lockOwner } from '@kilonova/core'

let directory: string
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kilonova-lock-'))
})
after(() => rm(directory, { recursive: true, force: true }))

const isTaken = (pid: number | undefined) => (error: unknown) =>
  error instanceof Fault &&
  error.kind === 'conflict' &&
  error.fields.pid === pid &&
  error.message.includes('(tester, since')

/** A process that takes the lock, says so, and starts a child of its own that lives on. */
function holder(path: string) {
  const program = `
    import { spawn } from 'node:child_process'
    import { lockFile } from '@kilonova/core'
    globalThis.held = await lockFile(${JSON.stringify(path)}, 'tester') // or its file may be collected, and closed
    const child = spawn('/bin/sleep', ['30'], { stdio: 'ignore', detached: true })
    child.unref()
    process.stdout.write(child.pid + '\\n')
    setInterval(() => {}, 1000)`
  return spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

test('of many that want a lock at once one gets it, and the others are told who', async () => {
  const path = join(directory, 'many.lock')
  const all = await Promise.allSettled(Array.from({ length: 8 }, () => lockFile(path, 'tester')))
  const won = all.filter((one) => one.status === 'fulfilled')
  assert.equal(won.length, 1)
  for (const one of all) {
    if (one.status === 'rejected') assert.ok(one.reason instanceof Fault && one.reason.kind === 'conflict')
  }
  await assert.rejects(lockFile(path, 'tester'), isTaken(process.pid))
  await won[0]?.value.release()
  await using again = await lockFile(path, 'tester')
  assert.equal((await lockOwner(again.path))?.pid, process.pid)
})

test('a lock ends with its process, kill -9 included, and no child of it keeps it', async () => {
  const path = join(directory, 'killed.lock')
  const child = holder(path)
  const grandchild = Number(
    await new Promise((resolve) => child.stdout.once('data', (text: Buffer) => resolve(String(text)))),
  )
  try {
    await assert.rejects(lockFile(path, 'tester'), isTaken(child.pid))
    child.kill('SIGKILL')
    await using lock = await lockFile(path, 'tester', { waitMs: 5000 })
    assert.equal((await lockOwner(lock.path))?.pid, process.pid)
    process.kill(grandchild, 0) // it still lives
  } finally {
    process.kill(grandchild, 'SIGKILL')
  }
})
