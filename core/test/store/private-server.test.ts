import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmod, glob, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault, type Store } from '@kilonova/core'
import { openStore } from '@kilonova/core/store'
import { roomyTemporaryDirectory } from '@kilonova/core/testing'
import { sql } from 'kysely'

let base: string
let state: string
beforeEach(async () => {
  base = await mkdtemp(join(await roomyTemporaryDirectory(), 'kilonova-store-'))
  await chmod(base, 0o711)
  state = join(base, 'state')
  bases.push(base)
})
const bases: string[] = []
after(() => Promise.all(bases.map((one) => rm(one, { recursive: true, force: true }))))

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function serverPid(): Promise<number> {
  return Number((await readFile(join(state, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0])
}

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 60_000; performance.now() < end; await sleep(10)) if (await holds()) return
  assert.fail(`not within 60 s: ${what}`)
}

const one = async (store: Store) => (await sql<{ n: number }>`select 1 as n`.execute(store.db)).rows[0]?.n

/** A process that opens the store, says its server's process id, and commits numbers until it is killed. */
function startWriter(): ChildProcess & AsyncDisposable {
  const program = `
    import { openStore } from '@kilonova/core/store'
    import { sql } from 'kysely'
    const store = await openStore({ stateDirectory: ${JSON.stringify(state)} })
    await sql\`create table if not exists numbers (n int primary key)\`.execute(store.db)
    const { rows: [{ from }] } = await sql\`select coalesce(max(n), 0)::int as "from" from numbers\`.execute(store.db)
    for (let n = from + 1; ; n += 1) {
      await sql\`insert into numbers values (\${n})\`.execute(store.db)
      process.stdout.write(n + '\\n')
    }`
  const writer = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const closed = new Promise<void>((resolve) => writer.once('close', () => resolve()))
  const end = () => {
    writer.kill('SIGKILL')
    return closed
  }
  return Object.assign(writer, { [Symbol.asyncDispose]: end })
}

test('the first start makes a cluster, the next finds what was written; it is small and only ours', async () => {
  {
    await using store = await openStore({ stateDirectory: state })
    await sql`insert into flow_owners values ('me', 1, now())`.execute(store.db)
    assert.equal(store.exclusive, true)
    assert.equal((await stat(join(state, 'postgres'))).mode & 0o777, 0o700)
    const { rows } = await sql<Record<string, string>>`select current_setting('listen_addresses') as listen,
      current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
      current_setting('shared_buffers') as buffers, current_setting('jit') as jit, current_user as role`.execute(
      store.db,
    )
    assert.deepEqual(rows, [{ listen: '', fsync: 'on', commit: 'on', buffers: '16MB', jit: 'off', role: 'kilonova' }])
  }
  await assert.rejects(serverPid(), 'the server ended with its store')
  await using again = await openStore({ stateDirectory: state })
  assert.equal((await sql`select 1 from flow_owners`.execute(again.db)).rows.length, 1)
})

test('kill -9 of the service ends PostgreSQL too, and no committed row is lost', async () => {
  let acknowledged = 0
  for (let round = 0; round < 3; round += 1) {
    await using writer = startWriter()
    let said = ''
    writer.stdout?.setEncoding('utf8').on('data', (text: string) => (said += text))
    await until('some rows are committed', () => said.split('\n').length > 20)
    const pid = await serverPid()
    assert.ok(alive(pid))
    await writer[Symbol.asyncDispose]()
    acknowledged = Number(said.trimEnd().split('\n').at(-1))
    await until('PostgreSQL has ended', () => !alive(pid))
  }
  await using store = await openStore({ stateDirectory: state })
  const { rows } = await sql<{
    most: number
    all: number
  }>`select max(n) as most, count(*)::int as all from numbers`.execute(store.db)
  const [found] = rows
  assert.ok(found && found.most >= acknowledged, `${found?.most} of ${acknowledged}`)
  assert.equal(found.all, found.most)
})

test('a start right after a kill -9 waits for the old server and goes on', async () => {
  await using writer = startWriter()
  let said = ''
  writer.stdout?.setEncoding('utf8').on('data', (text: string) => (said += text))
  await until('some rows are committed', () => said.split('\n').length > 5)
  // Once the process is gone, as who starts it again sees it: on a machine that does much else that takes a while.
  await writer[Symbol.asyncDispose]()
  await using store = await openStore({ stateDirectory: state })
  assert.equal(await one(store), 1)
})

test('a server that outlived its owner is ended, and a stale postmaster.pid is no hindrance', async () => {
  await (await openStore({ stateDirectory: state })).close()
  await writeFile(join(state, 'postgres', 'postmaster.pid'), `${process.pid}\n${join(state, 'postgres')}\n`)
  {
    await using store = await openStore({ stateDirectory: state })
    assert.equal(await one(store), 1)
  }
  // An orphan: started by a shell that is gone, as it is after a kernel without the death signal.
  const orphan = spawn(
    '/usr/bin/setpriv',
    [
      ...(process.getuid?.() === 0 ? ['--reuid=postgres', '--regid=postgres', '--clear-groups'] : []),
      ...['/usr/lib/postgresql/15/bin/postgres', '-D', join(state, 'postgres'), '-c', 'listen_addresses='],
      ...['-c', `unix_socket_directories=${join(state, 'run', 'postgres')}`],
    ],
    { stdio: 'ignore', detached: true },
  )
  const ended = new Promise((resolve) => orphan.once('exit', resolve))
  await until('the orphan runs', async () =>
    (await readFile(join(state, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '')).includes('ready'),
  )
  await using store = await openStore({ stateDirectory: state })
  await ended
  assert.equal(await one(store), 1)
})

test('a second process is refused, and told who has the store', async () => {
  await using store = await openStore({ stateDirectory: state })
  assert.equal(await one(store), 1)
  await assert.rejects(openStore({ stateDirectory: state }), (error) => {
    assert.ok(error instanceof Fault && error.kind === 'conflict')
    assert.match(error.message, new RegExp(`process ${process.pid} `))
    return true
  })
})

test('a cluster that was cut off half made is made again', async () => {
  await mkdir(join(state, 'postgres.new', 'base'), { recursive: true })
  await writeFile(join(state, 'postgres.new', 'PG_VERSION'), '15\n')
  await mkdir(join(state, 'postgres')) // empty: made by an installer
  await using store = await openStore({ stateDirectory: state })
  assert.equal(await one(store), 1)
  await assert.rejects(stat(join(state, 'postgres.new')))
})

test('a server killed under us is started again, and queries meanwhile are the Fault storeAway', async () => {
  await using store = await openStore({ stateDirectory: state })
  assert.equal(await one(store), 1)
  const pid = await serverPid()
  const faults: unknown[] = []
  // Under way when it is killed, and beyond: those below may all be late, and meet the next server only.
  const underWay = sql`select pg_sleep(600)`.execute(store.db).catch((error: unknown) => faults.push(error))
  process.kill(pid, 'SIGKILL')
  await underWay
  await until('it answers again', async () => {
    try {
      return (await one(store)) === 1 && (await serverPid().catch(() => pid)) !== pid
    } catch (error) {
      faults.push(error)
      return false
    }
  })
  assert.ok(faults.length > 0)
  for (const fault of faults) assert.ok(fault instanceof Fault && fault.kind === 'storeAway', String(fault))
})

test('what keeps it from starting is told, with the next step', async () => {
  const isAway = (pattern: RegExp) => (error: unknown) => {
    assert.ok(error instanceof Fault && error.kind === 'storeAway', String(error))
    assert.match(`${error.message}: ${String((error.cause as Error | undefined)?.message)}: ${error.next}`, pattern)
    return true
  }
  await assert.rejects(
    openStore({ stateDirectory: state, postgresBinaries: '/nowhere' }),
    isAway(/\/nowhere\/postgres/),
  )
  await (await openStore({ stateDirectory: state })).close()
  await writeFile(join(state, 'postgres', 'postgresql.conf'), 'no_such_setting = 1\n')
  await assert.rejects(openStore({ stateDirectory: state }), isAway(/no_such_setting/))
  if (process.getuid?.() === 0) {
    await chmod(base, 0o700)
    await assert.rejects(openStore({ stateDirectory: state }), isAway(new RegExp(`can not enter ${base}.*chmod o\\+x`)))
  }
})

test('a disk that is full is told as that, to what writes and to what connects; with room again all goes on', async (t) => {
  if (process.getuid?.() !== 0) return t.skip('needs root for a small disk')
  await mkdir(state)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=120m,mode=711', 'kilonova-test', state])
  try {
    const isFull = (error: unknown) => {
      assert.ok(error instanceof Fault && error.kind === 'storeAway', String(error))
      assert.match(error.message, /disk of the store is full/)
      assert.match(error.next ?? '', /make room/)
      return true
    }
    {
      await using store = await openStore({ stateDirectory: state, connections: 1 })
      await sql`create table bulk (text text)`.execute(store.db)
      const write = () => sql`insert into bulk select repeat(md5(n::text), 200) from generate_series(1, 2000) n`
      await fill(join(state, 'filler'))
      await assert.rejects(write().execute(store.db), isFull)
      await rm(join(state, 'filler'))
      await write().execute(store.db)
    }
    {
      await using store = await openStore({ stateDirectory: state })
      await fill(join(state, 'filler'))
      // As after a change of the catalog: the next connection finds no cache of it.
      for await (const name of glob('**/pg_internal.init', { cwd: join(state, 'postgres') }))
        await rm(join(state, 'postgres', name))
      await fill(join(state, 'filler-more')) // the room that they had
      await assert.rejects(Promise.all([one(store), one(store), one(store)]), isFull)
      for (const name of ['filler', 'filler-more']) await rm(join(state, name))
      assert.deepEqual(await Promise.all([one(store), one(store), one(store)]), [1, 1, 1])
    }
  } finally {
    execFileSync('umount', ['--lazy', state])
  }
})

/** Writes until the disk is full. */
async function fill(path: string): Promise<void> {
  await assert.rejects(writeFile(path, Buffer.alloc(200 * 2 ** 20)), { code: 'ENOSPC' })
}

test('a state directory too long for a unix socket gets a short one', async () => {
  await using store = await openStore({ stateDirectory: join(base, 'x'.repeat(120)) })
  assert.equal(await one(store), 1)
  assert.ok((store.connection.host ?? '').length < 90)
  bases.push(store.connection.host ?? '')
})
