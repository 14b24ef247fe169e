import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { readOrMakeKey, type Store } from '@kilonova/core'
import { openStore } from '@kilonova/core/store'
import { roomyTemporaryDirectory } from '@kilonova/core/testing'

const program = join(import.meta.dirname, '../../bin/kilonova')
let directory: string
let state: string
before(async () => {
  directory = await mkdtemp(join(await roomyTemporaryDirectory(), 'kilonova-state-'))
  await chmod(directory, 0o711)
  state = join(directory, 'state')
})
after(() => rm(directory, { recursive: true, force: true }))

function kilonova(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(program, args, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    )
  })
}

const addProject = (store: Store, id: string) => store.db.insertInto('projects').values({ id, name: id }).execute()
const projects = async (store: Store): Promise<string[]> =>
  (await store.db.selectFrom('projects').select('id').orderBy('id').execute()).map((row) => row.id)

test('a backup of a running service comes back whole, with its key; what came later is gone', async () => {
  const backup = join(directory, 'backup')
  {
    await using store = await openStore({ stateDirectory: state }) // as a service that runs has it
    await readOrMakeKey(join(state, 'secret.key'))
    await writeFile(join(state, 'clouds.yaml'), 'clouds: {}\n', { mode: 0o600 })
    await addProject(store, 'before')
    const made = await kilonova('state', 'backup', backup, '--state', state, '--json')
    assert.equal(made.code, 0, made.stderr)
    assert.ok((JSON.parse(made.stdout) as { backup: { store_bytes: number } }).backup.store_bytes > 1000)
    await addProject(store, 'later')
    const twice = await kilonova('state', 'backup', backup, '--state', state)
    assert.equal(twice.code, 4, twice.stderr)
  }
  const key = await readFile(join(state, 'secret.key'), 'utf8')
  await writeFile(join(state, 'secret.key'), `${Buffer.alloc(32).toString('base64')}\n`)
  const unasked = await kilonova('state', 'restore', backup, '--state', state)
  assert.deepEqual([unasked.code, /nothing was changed/.test(unasked.stderr)], [4, true])
  const restored = await kilonova('state', 'restore', backup, '--state', state, '--yes')
  assert.equal(restored.code, 0, restored.stderr)
  assert.equal(await readFile(join(state, 'secret.key'), 'utf8'), key)
  assert.equal((await stat(join(backup, 'secret.key'))).mode & 0o777, 0o600)
  assert.equal((await stat(backup)).mode & 0o777, 0o700)
  await using store = await openStore({ stateDirectory: state })
  assert.deepEqual(await projects(store), ['before'])
})

test('a backup is restored on a machine that has nothing yet; no backup and a running service are refused', async () => {
  const fresh = join(directory, 'fresh')
  const done = await kilonova('state', 'restore', join(directory, 'backup'), '--state', fresh)
  assert.equal(done.code, 0, done.stderr)
  const none = await kilonova('state', 'restore', join(directory, 'nothing'), '--state', fresh, '--yes')
  assert.deepEqual([none.code, /is no backup/.test(none.stderr)], [3, true])
  await using store = await openStore({ stateDirectory: fresh })
  assert.deepEqual(await projects(store), ['before'])
  const busy = await kilonova('state', 'restore', join(directory, 'backup'), '--state', fresh, '--yes')
  assert.notEqual(busy.code, 0)
  assert.deepEqual(await projects(store), ['before'])
})

test('a backup that breaks off says so with its cause, and nothing is left of it', async () => {
  const where = join(directory, 'broken-backup')
  await mkdir(join(state, 'controller-name')) // a file of that name belongs to a backup
  const broken = await kilonova('state', 'backup', where, '--state', state)
  await rm(join(state, 'controller-name'), { recursive: true })
  assert.equal(broken.code, 1)
  assert.match(broken.stderr, /^error: nothing was backed up, and no .* is left\n {2}cause: E.*\n {2}next: /m)
  await assert.rejects(stat(where))
})

test('a state directory without a state is not backed up, and nothing is left of the try', async () => {
  const where = join(directory, 'none-backup')
  const none = await kilonova('state', 'backup', where, '--state', join(directory, 'absent'))
  assert.equal(none.code, 3, none.stderr)
  await assert.rejects(stat(where))
})
