import { createHash } from 'node:crypto'
import type { Duplex } from 'node:stream'
import {
  CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from 'kysely'
import type pg from 'pg'
import { alongOf } from './along.ts'
import { isStoreAway, sqlState, toStoreFault } from './store-fault.ts'

/**
 * Kysely on `pg`, with three differences from Kysely's own dialect: a lost server is the Fault `storeAway` wherever it
 * is met; a statement is prepared once per connection (parsing and planning cost more than running most of ours); and
 * what needs no answer yet, such as `begin`, is sent together with the statement after it, since a round trip costs
 * more than most statements. The pool's clients must have `pipeline: true` for that.
 */
export class PgDialect implements Dialect {
  readonly #pool: pg.Pool
  constructor(pool: pg.Pool) {
    this.#pool = pool
  }
  createAdapter(): DialectAdapter {
    return new PostgresAdapter()
  }
  createDriver(): Driver {
    return new PgDriver(this.#pool)
  }
  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new PostgresIntrospector(db)
  }
  createQueryCompiler(): QueryCompiler {
    return new PostgresQueryCompiler()
  }
}

class PgDriver implements Driver {
  readonly #pool: pg.Pool
  readonly #names = new StatementNames()
  constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    try {
      return new PgConnection(await this.#pool.connect(), this.#names)
    } catch (error) {
      throw toStoreFault(error)
    }
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    asPg(connection).release()
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const level = settings.isolationLevel === undefined ? '' : ` isolation level ${settings.isolationLevel}`
    const access = settings.accessMode === undefined ? '' : ` ${settings.accessMode}`
    asPg(connection).begin(CompiledQuery.raw(`begin${level}${access}`))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await asPg(connection).commit()
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await asPg(connection).rollback()
    } catch {
      // The reason of the rollback is on its way to the caller already; a connection that can not even roll back is
      // gone, and the server rolls back by itself.
      asPg(connection).discard()
    }
  }

  async destroy(): Promise<void> {
    await this.#pool.end()
  }
}

interface Waiting {
  readonly query: CompiledQuery
  readonly onRows?: (rows: readonly unknown[]) => void
}

const asPg = (connection: DatabaseConnection): PgConnection => connection as PgConnection

class PgConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient
  readonly #names: StatementNames
  /** What goes with the next statement. */
  readonly #waiting: Waiting[] = []
  /** Whether the server has heard of the transaction. */
  #begun = false
  #discarded = false
  /** What ended the connection between two statements: the next one is only told that there is none any more. */
  #end: Error | undefined
  readonly #onEnd = (error: Error): void => void (this.#end ??= error)
  constructor(client: pg.PoolClient, names: StatementNames) {
    this.#client = client
    this.#names = names
    client.on('error', this.#onEnd)
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const along = alongOf(query)
    if (along !== undefined) {
      this.#waiting.push({ query, onRows: along })
      return { rows: [] }
    }
    const result = await this.#send(query)
    const changed = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(result.command)
    return { rows: result.rows as R[], ...(changed ? { numAffectedRows: BigInt(result.rowCount ?? 0) } : {}) }
  }

  // oxlint-disable-next-line require-yield -- nothing of ours reads results by parts
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('reading a result by parts is not built in')
  }

  begin(query: CompiledQuery): void {
    this.#waiting.push({ query })
    this.#begun = false
  }

  async commit(): Promise<void> {
    // Nothing was asked of it but to begin.
    if (!this.#begun && this.#waiting.length === 1) return void this.#waiting.splice(0)
    const result = await this.#send(CompiledQuery.raw('commit'))
    // After a statement that failed, PostgreSQL answers COMMIT by a rollback, and no error.
    if (result.command === 'ROLLBACK')
      throw new Error('the transaction was rolled back: one of its statements had failed')
  }

  async rollback(): Promise<void> {
    this.#waiting.splice(0)
    if (this.#begun) await this.#query(CompiledQuery.raw('rollback'))
  }

  discard(): void {
    this.#discarded = true
  }

  release(): void {
    this.#client.off('error', this.#onEnd)
    this.#client.release(this.#discarded)
  }

  /** With all that waits, in order, in one write. The first that fails is the reason why those after it do. */
  async #send(query: CompiledQuery): Promise<pg.QueryResult> {
    if (this.#waiting.length === 0) return this.#query(query)
    const waiting = this.#waiting.splice(0)
    this.#begun = true
    const stream = (this.#client as unknown as { connection?: { stream?: Duplex } }).connection?.stream
    stream?.cork()
    const answers = Promise.allSettled([...waiting.map((one) => this.#query(one.query)), this.#query(query)])
    stream?.uncork()
    const results = (await answers).map((one) => {
      if (one.status === 'rejected') throw one.reason
      return one.value
    })
    for (const [at, { onRows }] of waiting.entries()) onRows?.(results[at]?.rows ?? [])
    const last = results.at(-1)
    if (last === undefined) throw new Error('a statement without an answer')
    return last
  }

  async #query(query: CompiledQuery): Promise<pg.QueryResult> {
    const values = query.parameters as unknown[]
    const name = values.length === 0 ? undefined : this.#names.of(query.sql)
    try {
      return await this.#client.query({ text: query.sql, values, ...(name === undefined ? {} : { name }) })
    } catch (thrown) {
      const error = isStoreAway(this.#end) ? this.#end : thrown
      const fault = toStoreFault(error)
      // 0A000: a table changed under a statement that this connection had prepared.
      if (fault !== error || (name !== undefined && sqlState(error) === '0A000')) this.#discarded = true
      throw fault
    }
  }
}

/**
 * Which statements are prepared: those seen more than twice, and no more than a few hundred, so that lists of varying
 * length do not fill the server's memory with statements used once.
 */
class StatementNames {
  readonly #seen = new Map<string, number>()
  readonly #names = new Map<string, string>()

  of(sql: string): string | undefined {
    const name = this.#names.get(sql)
    if (name !== undefined) return name
    const times = (this.#seen.get(sql) ?? 0) + 1
    if (this.#seen.size > 2000) this.#seen.clear()
    this.#seen.set(sql, times)
    if (times <= 2 || this.#names.size >= 300) return undefined
    const fresh = `k${createHash('sha1').update(sql).digest('base64url').slice(0, 16)}`
    this.#names.set(sql, fresh)
    this.#seen.delete(sql)
    return fresh
  }
}
