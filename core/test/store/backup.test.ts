import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { inspect } from 'node:util'
import { Fault, type Store } from '@kilonova/core'
import { backupStore, openStore, restoreStore } from '@kilonova/core/store'
import { startTestStores, type TestStores } from '@kilonova/core/testing'
import { sql } from 'kysely'
import { findBinaries } from '../../src/store/cluster.ts'
import { migrations } from '../../src/store/migrations/index.ts'

let stores: TestStores
before(async () => {
  stores = await startTestStores()
})
after(() => stores[Symbol.asyncDispose]())

const awkward = 'ünï\u2028code \\. \t\n; drop schema public cascade; -- $$'

async function filled(rows: number): Promise<Store> {
  const store = await stores.open()
  await sql`insert into projects (id, name, description)
    select 'p' || n, 'project ' || n, ${awkward} from generate_series(1, ${rows}::int) n`.execute(store.db)
  return store
}

const projects = async (store: Store) =>
  (
    await sql<{
      n: number
      texts: string[]
    }>`select count(*) as n, array_agg(distinct description) as texts from projects`.execute(store.db)
  ).rows[0]

const isFault = (kind: string) => (error: unknown) => error instanceof Fault && error.kind === kind

/** PostgreSQL's programs, with a script in the place of one of them. */
async function binariesWith(name: string, script: string): Promise<string> {
  const binaries = await findBinaries('/nonexistent')
  const directory = await mkdtemp(join(stores.directory, 'binaries-'))
  for (const one of await readdir(binaries)) {
    if (one !== name) await symlink(join(binaries, one), join(directory, one))
  }
  await writeFile(join(directory, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return directory
}

test('a backup comes back whole, in another store, and the service may write meanwhile', async () => {
  const file = join(stores.directory, 'one.backup')
  await using store = await filled(5000)
  const writing = sql`insert into projects (id, name) values ('later', 'later')`.execute(store.db)
  const { bytes } = await backupStore(store, file)
  await writing
  assert.deepEqual([(await stat(file)).size, (await stat(file)).mode & 0o777], [bytes, 0o600])
  const other = await filled(3)
  assert.deepEqual(await restoreStore(other, file), { schemaVersion: migrations.length })
  await other.close()
  await using again = await openStore({ connection: other.connection })
  const found = await projects(again)
  assert.ok(found?.n === 5000 || found?.n === 5001)
  assert.ok(found.texts.includes(awkward))
  const second = join(stores.directory, 'two.backup')
  await backupStore(again, second)
  await restoreStore(again, second)
})

test('a file that is no backup, cut short, or of a newer version changes nothing', async () => {
  const file = join(stores.directory, 'good.backup')
  await using store = await filled(20_000)
  await backupStore(store, file)
  await using target = await filled(7)
  const unchanged = async (why: string) => assert.equal((await projects(target))?.n, 7, why)
  const cut = join(stores.directory, 'cut.backup')
  const whole = await readFile(file)
  for (const part of [0.999, 0.9, 0.5]) {
    await writeFile(cut, whole.subarray(0, Math.floor(whole.length * part)))
    await assert.rejects(restoreStore(target, cut), Fault, `cut at ${part}`)
    await unchanged(`cut at ${part}`)
  }
  await writeFile(cut, 'not a backup')
  await assert.rejects(restoreStore(target, cut), isFault('invalid'))
  await assert.rejects(restoreStore(target, join(stores.directory, 'none')), isFault('invalid'))
  await sql`insert into schema_version (version, name) values (99, 'future')`.execute(store.db)
  const newer = join(stores.directory, 'newer.backup')
  await backupStore(store, newer)
  await assert.rejects(restoreStore(target, newer), isFault('conflict'))
  await unchanged('newer')
})

test('a backup onto a disk that gets full in its last bytes is an error, and leaves no file', async () => {
  await using store = await filled(10)
  // Its last bytes come at once, and not all of them fit.
  const postgresBinaries = await binariesWith(
    'pg_dump',
    'head -c 262144 /dev/urandom; sleep 0.5; dd if=/dev/zero bs=37856 count=1',
  )
  const small = await mkdtemp(join(stores.directory, 'small-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=280k', 'kilonova-test', small])
  try {
    await assert.rejects(backupStore(store, join(small, 'one.backup'), { postgresBinaries }), { code: 'ENOSPC' })
    assert.deepEqual(await readdir(small), [])
  } finally {
    execFileSync('umount', [small])
  }
})

test('a backup that is given up leaves no file', async () => {
  await using store = await filled(10)
  const file = join(stores.directory, 'never.backup')
  await assert.rejects(backupStore(store, file, { signal: AbortSignal.abort() }))
  const part = new AbortController()
  await assert.rejects(backupStore(store, file, { signal: part.signal, onBytes: () => part.abort() }))
  const late = new AbortController()
  const onBytes = () => {
    execFileSync('sleep', ['0.5']) // pg_dump has ended by itself meanwhile
    late.abort()
  }
  const postgresBinaries = await binariesWith('pg_dump', 'echo whole')
  await assert.rejects(
    backupStore(store, file, { signal: late.signal, onBytes, postgresBinaries }),
    isFault('cancelled'),
  )
  assert.deepEqual(
    (await readdir(stores.directory)).filter((name) => name.startsWith('never')),
    [],
  )
})

test('a restore that is given up at any moment is done or not done, and says which', async () => {
  const file = join(stores.directory, 'given-up.backup')
  await using store = await filled(10)
  await backupStore(store, file)
  let done = 0
  for (let moment = 0; done < 3; moment += 20) {
    await using target = await filled(7)
    const signal = AbortSignal.timeout(moment)
    const failure = await restoreStore(target, file, { signal }).then(
      () => undefined,
      (error: unknown) => error,
    )
    if (failure === undefined) done++
    else assert.ok(isFault('cancelled')(failure), inspect(failure))
    assert.equal((await projects(target))?.n, failure === undefined ? 10 : 7, `given up after ${moment} ms`)
  }
})

test('a pg_restore that gives nothing, or not all, and says that all is well changes nothing', async () => {
  const file = join(stores.directory, 'silent.backup')
  await using store = await filled(10)
  await backupStore(store, file)
  await using target = await filled(7)
  const binaries = await findBinaries('/nonexistent')
  for (const given of ['true', `${join(binaries, 'pg_restore')} "$@" | head -c 20000`]) {
    const script = `case " $* " in *" --data-only "*) exec ${join(binaries, 'pg_restore')} "$@" ;; esac\n${given}`
    const postgresBinaries = await binariesWith('pg_restore', script)
    await assert.rejects(restoreStore(target, file, { postgresBinaries }), isFault('storeAway'), given)
    assert.equal((await projects(target))?.n, 7, given)
  }
})
