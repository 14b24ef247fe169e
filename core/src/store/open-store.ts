import { Kysely, type Transaction } from 'kysely'
import { Client, type ClientConfig, type CustomTypesConfig, Pool, types } from 'pg'
import { type Log, silentLog } from '../log/log.ts'
import { databaseName } from './cluster.ts'
import type { Database } from './database.ts'
import { Listener } from './listen.ts'
import { type Migration, migrate } from './migrate.ts'
import { migrations as ownMigrations } from './migrations/index.ts'
import { PgDialect } from './postgres-dialect.ts'
import { PrivateServer } from './private-server.ts'
import type { Store, StoreConnection } from './store.ts'
import { asksToRunAgain, isStoreAway, isStoreFull, sqlState, storeAway, toStoreFault } from './store-fault.ts'

interface CommonOptions {
  /** Connections at most; each costs the server about 2 MB while it is open. */
  readonly connections?: number
  readonly migrations?: readonly Migration[]
}

export type StoreOptions = CommonOptions &
  (
    | { readonly stateDirectory: string; readonly postgresBinaries?: string }
    | { readonly connectionString: string }
    /** Another process's private server, or a test's database: the parts of a connection. */
    | { readonly connection: StoreConnection }
  )

const connectTimeoutMs = 5000
const idleTimeoutMs = 10_000
/** Nothing of ours runs that long: a server that swallowed a query is away. */
const queryTimeoutMs = 60_000
/**
 * A process that freezes inside a transaction would keep its row locks, and nobody could take its flows over: the server
 * ends such a session before the flows' lease is over.
 */
const idleInTransactionMs = 2500

/**
 * Opens the store and brings its schema up to date. With a state directory it starts a private PostgreSQL, which ends
 * with this process or with `close`.
 * @throws {Fault} `storeAway` with cause and next step; `conflict` when another process owns the state directory.
 */
export async function openStore(options: StoreOptions, { log = silentLog }: { log?: Log } = {}): Promise<Store> {
  const connections = options.connections ?? 16
  const server =
    'stateDirectory' in options
      ? await PrivateServer.start({
          stateDirectory: options.stateDirectory,
          // Beside the pool: superuser's two, those who listen, pg_dump, psql.
          maxConnections: connections + 14,
          log,
          ...(options.postgresBinaries === undefined ? {} : { postgresBinaries: options.postgresBinaries }),
        })
      : undefined
  const store = new PgStore(connectionOf(options, server), connections, server, log)
  try {
    await store.prepare(options.migrations ?? ownMigrations)
    return store
  } catch (error) {
    await store.close()
    throw toStoreFault(error)
  }
}

function connectionOf(options: StoreOptions, server: PrivateServer | undefined): StoreConnection {
  if (server !== undefined) return { host: server.socketDirectory, user: databaseName, database: databaseName }
  if ('connectionString' in options) return { connectionString: options.connectionString }
  if ('connection' in options) return options.connection
  throw new Error('a store needs a state directory or a connection')
}

class PgStore implements Store {
  readonly db: Kysely<Database>
  readonly exclusive: boolean
  readonly connection: StoreConnection
  readonly #config: ClientConfig
  readonly #server: PrivateServer | undefined
  readonly #log: Log
  readonly #listeners = new Set<Listener>()
  #closed: Promise<void> | undefined

  constructor(connection: StoreConnection, connections: number, server: PrivateServer | undefined, log: Log) {
    this.connection = connection
    this.exclusive = server !== undefined
    this.#server = server
    this.#log = log
    this.#config = {
      ...connection,
      application_name: 'kilonova',
      connectionTimeoutMillis: connectTimeoutMs,
      keepAlive: true,
      query_timeout: queryTimeoutMs,
      idle_in_transaction_session_timeout: idleInTransactionMs,
      types: { getTypeParser },
    }
    const pool = new Pool({ ...this.#config, max: connections, idleTimeoutMillis: idleTimeoutMs, pipeline: true })
    // Without a listener an idle connection's end would end this process.
    pool.on('error', (error) => log.warn('a connection to the store was lost', { error }))
    // Nor would one survive that is lost between two statements of a transaction: the next statement tells the caller.
    pool.on('connect', (client) => client.on('error', () => {}))
    this.db = new Kysely<Database>({ dialect: new PgDialect(pool) })
  }

  async prepare(migrations: readonly Migration[]): Promise<void> {
    if (this.#server?.isNew === true) await this.#createDatabase()
    try {
      await migrate(this.db, migrations, this.#log)
    } catch (error) {
      if (this.#server !== undefined && sqlState(error) === '3D000') {
        await this.#createDatabase()
        return migrate(this.db, migrations, this.#log)
      }
      if (isStoreFull(error)) throw error
      if (isStoreAway(error) || sqlState(error)?.startsWith('28') === true) {
        throw storeAway(
          `the store at ${describeConnection(this.connection)} can not be opened`,
          error,
          'check store.connectionString and the server',
        )
      }
      throw error
    }
  }

  async transaction<T>(work: (trx: Transaction<Database>) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.db.transaction().execute(work)
      } catch (error) {
        if (attempt >= 4 || !asksToRunAgain(error)) throw toStoreFault(error)
        this.#log.debug('a transaction is run again', { error, attempt })
      }
    }
  }

  async listen(channel: string, listener: (payload: string) => void, onGap?: () => void): Promise<AsyncDisposable> {
    const one = new Listener(this.#config, this.#log, channel, listener, onGap)
    try {
      await one.connect()
    } catch (error) {
      throw toStoreFault(error)
    }
    this.#listeners.add(one)
    return one
  }

  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async #close(): Promise<void> {
    await Promise.all([...this.#listeners].map((one) => one[Symbol.asyncDispose]()))
    await this.db.destroy()
    await this.#server?.stop()
  }

  async #createDatabase(): Promise<void> {
    const client = new Client({ ...this.#config, database: 'postgres' })
    await client.connect()
    try {
      await client.query(`create database ${databaseName}`)
    } finally {
      await client.end()
    }
  }
}

const int8 = types.builtins.INT8

/** A 64-bit number comes as a JavaScript number: none of ours counts beyond 2^53. The rest as `pg` has it. */
const getTypeParser: CustomTypesConfig['getTypeParser'] = (oid, format) =>
  oid === int8 && format !== 'binary' ? Number : (types.getTypeParser(oid, format) as (text: string) => unknown)

/** Where a store is, without its password. */
export function describeConnection({ connectionString, host, database }: StoreConnection): string {
  if (connectionString === undefined) return `${host ?? 'localhost'} (database ${database ?? databaseName})`
  return URL.canParse(connectionString)
    ? `${new URL(connectionString).host}${new URL(connectionString).pathname}`
    : 'the configured server'
}
