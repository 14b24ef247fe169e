import { spawn } from 'node:child_process'
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Fault } from '../model/fault.ts'
import { findBinaries } from './cluster.ts'
import { migrations } from './migrations/index.ts'
import type { Store, StoreConnection } from './store.ts'

export interface BackupOptions {
  /** Ends the work; a backup's file and a restored store are then as they were before. */
  readonly signal?: AbortSignal
  /** Directory of pg_dump, pg_restore and psql; found by itself when left out. */
  readonly postgresBinaries?: string
  readonly onBytes?: (done: number) => void
}

/**
 * Writes the whole store, as it is at one moment, into a file; the service goes on meanwhile. The file appears only when
 * it is complete and on disk. It holds no key: `secret.key` of the state directory belongs to it.
 */
export async function backupStore(store: Store, file: string, options: BackupOptions = {}): Promise<{ bytes: number }> {
  const part = `${file}.part`
  const out = await open(part, 'w', 0o600)
  let bytes = 0
  try {
    const args = ['--format=custom', '--no-owner', '--no-privileges', '--schema=public']
    const child = await startTool('pg_dump', args, store.connection, options)
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      await out.writeFile(chunk) // `write` may write less, and say so by a number only
      bytes += chunk.length
      options.onBytes?.(bytes)
    }
    await child.ended
    await out.sync()
    // A tool that had done its part already does not feel it that the work was given up.
    if (options.signal?.aborted === true) throw cancelled('pg_dump', options.signal.reason)
    await rename(part, file)
    const directory = await open(dirname(file), 'r')
    try {
      await directory.sync()
    } finally {
      await directory.close()
    }
    return { bytes }
  } finally {
    await out.close()
    await rm(part, { force: true })
  }
}

/**
 * Puts a backup in the place of all that the store holds, in one transaction. No other process may work on the store;
 * open it anew afterwards, which also brings an older backup's schema up to date.
 * @throws {Fault} `invalid` when the file is no backup; `conflict` when it is of a newer version.
 */
export async function restoreStore(
  store: Store,
  file: string,
  options: BackupOptions = {},
): Promise<{ schemaVersion: number }> {
  const schemaVersion = await versionOf(file, options)
  if (schemaVersion > migrations.length) {
    throw new Fault(
      'conflict',
      `${file} is of schema version ${schemaVersion}, this program knows ${migrations.length}`,
      {
        next: 'restore it with the newer Kilonova that made it',
      },
    )
  }
  const args = ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', '--output=/dev/null']
  // psql can be given up until the commit is on its way to it: from then on nobody could say which of both came first.
  const beforeCommit = new AbortController()
  const giveUp = (): void => beforeCommit.abort(options.signal?.reason)
  options.signal?.addEventListener('abort', giveUp)
  const psql = await startTool('psql', args, store.connection, { ...options, signal: beforeCommit.signal })
  // The last to be started, and read at once: Node drops what a child has written when it ends before anybody reads.
  const script = await startTool('pg_restore', ['--no-owner', '--no-privileges', '--file=-', file], undefined, options)
  const oneTransaction = inOneTransaction(script, () => {
    if (options.signal?.aborted === true) throw cancelled('psql', options.signal.reason)
    options.signal?.removeEventListener('abort', giveUp)
  })
  const piped = pipeline(Readable.from(oneTransaction), psql.stdin).catch((error: unknown) => error)
  await psql.ended
  const failure = await piped
  if (failure instanceof Error) throw failure
  return { schemaVersion }
}

/**
 * Emptying, filling and, only after the whole script came, the commit: whatever is cut short before it leaves the store
 * as it was.
 */
async function* inOneTransaction(script: Tool, beforeCommit: () => void): AsyncIterable<Buffer | string> {
  yield 'begin;\ndrop schema public cascade;\ncreate schema public;\n'
  let tail = ''
  for await (const chunk of withoutSchema(script.stdout as AsyncIterable<Buffer>)) {
    tail = (tail + chunk.toString('latin1')).slice(-lastWords.length - 100)
    yield chunk
  }
  await script.ended
  if (!tail.includes(lastWords)) throw new Fault('storeAway', 'pg_restore did not give the whole backup')
  beforeCommit()
  yield '\ncommit;\n'
}

/** What pg_restore ends its script with: a script without it is not the whole one, whatever the exit code says. */
const lastWords = '-- PostgreSQL database dump complete'

async function versionOf(file: string, options: BackupOptions): Promise<number> {
  await stat(file).catch((cause: unknown) => {
    throw new Fault('invalid', `there is no backup ${file}`, { cause })
  })
  const tool = await startTool(
    'pg_restore',
    ['--data-only', '--table=schema_version', '--file=-', file],
    undefined,
    options,
  )
  let text = ''
  try {
    for await (const chunk of tool.stdout as AsyncIterable<Buffer>) text += chunk.toString('utf8')
    await tool.ended
  } catch (cause) {
    if (cause instanceof Fault && cause.kind === 'cancelled') throw cause
    throw new Fault('invalid', `${file} is no backup of a store`, {
      cause,
      next: 'name a file of `kilonova state backup`',
    })
  }
  const rows = /^COPY public\.schema_version .*\n([\s\S]*?)^\\\.$/m.exec(text)?.[1] ?? ''
  const versions = rows.split('\n').map((row) => Number(row.split('\t')[0]))
  const highest = Math.max(0, ...versions.filter(Number.isInteger))
  if (highest === 0) throw new Fault('invalid', `${file} is no backup of a Kilonova store`)
  return highest
}

/** A dump makes the schema itself or not, by its version: ours is made already. */
async function* withoutSchema(script: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  let head: Buffer | undefined = Buffer.alloc(0)
  for await (const chunk of script) {
    if (head === undefined) {
      yield chunk
      continue
    }
    head = Buffer.concat([head, chunk])
    // Schemas come before tables: after the first table nothing is looked at any more. Bytes stay bytes in latin1.
    const text: string = head.toString('latin1')
    if (!/^CREATE (TABLE|SEQUENCE|FUNCTION)/m.test(text)) continue
    yield Buffer.from(text.replace(/^CREATE SCHEMA public;$/m, ''), 'latin1')
    head = undefined
  }
  if (head !== undefined) yield head
}

interface Tool {
  readonly stdin: Writable
  readonly stdout: Readable
  /** Rejects with the tool's own words when it failed. */
  readonly ended: Promise<void>
}

async function startTool(
  name: 'pg_dump' | 'pg_restore' | 'psql',
  args: readonly string[],
  connection: StoreConnection | undefined,
  { signal, postgresBinaries }: BackupOptions,
): Promise<Tool> {
  const binaries = await findBinaries('/nonexistent', postgresBinaries)
  const env = { LC_ALL: 'C', PATH: '/usr/bin:/bin', ...connectionEnvironment(connection) }
  const child = spawn(join(binaries, name), args, { env, stdio: 'pipe', ...(signal === undefined ? {} : { signal }) })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2000)))
  child.stdin.on('error', () => {}) // its end says why
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', (cause) =>
      reject(signal?.aborted === true ? cancelled(name, cause) : new Error(`could not run ${name}`, { cause })),
    )
    child.once('close', (code) => {
      if (code === 0) resolve()
      else reject(new Fault('storeAway', `${name} failed`, { cause: new Error(said.trim()), next: 'see the cause' }))
    })
  })
  ended.catch(() => {}) // awaited later: not unhandled meanwhile
  return { stdin: child.stdin, stdout: child.stdout, ended }
}

const cancelled = (name: string, cause: unknown): Fault => new Fault('cancelled', `${name} was given up`, { cause })

/** As environment and not as arguments: every user of the machine can read those. */
function connectionEnvironment(connection: StoreConnection | undefined): Record<string, string> {
  if (connection === undefined) return {}
  const { connectionString } = connection
  if (connectionString === undefined) {
    const { host, user, database } = connection
    return { ...(host && { PGHOST: host }), ...(user && { PGUSER: user }), ...(database && { PGDATABASE: database }) }
  }
  const url = new URL(connectionString)
  const parts: Record<string, string> = {
    PGHOST: url.searchParams.get('host') ?? decodeURIComponent(url.hostname),
    PGPORT: url.port,
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: decodeURIComponent(url.pathname.slice(1)),
    PGSSLMODE: url.searchParams.get('sslmode') ?? '',
    PGSSLROOTCERT: url.searchParams.get('sslrootcert') ?? '',
  }
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== ''))
}
