import { createHash } from 'node:crypto'
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
import { sqlState, toStoreFault } from './store-fault.ts'

/**
 * Kysely on `pg`, with two differences from Kysely's own dialect: a lost server is the Fault `storeAway` wherever it is
 * met, and a statement is prepared once per connection (parsing and planning cost more than running most of ours).
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
    await connection.executeQuery(CompiledQuery.raw(`begin${level}${access}`))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await asPg(connection).commit()
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await connection.executeQuery(CompiledQuery.raw('rollback'))
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

const asPg = (connection: DatabaseConnection): PgConnection => connection as PgConnection

class PgConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient
  readonly #names: StatementNames
  #discarded = false
  constructor(client: pg.PoolClient, names: StatementNames) {
    this.#client = client
    this.#names = names
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const result = await this.#query(query)
    const changed = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(result.command)
    return { rows: result.rows as R[], ...(changed ? { numAffectedRows: BigInt(result.rowCount ?? 0) } : {}) }
  }

  // oxlint-disable-next-line require-yield -- nothing of ours reads results by parts
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('reading a result by parts is not built in')
  }

  async commit(): Promise<void> {
    const result = await this.#query(CompiledQuery.raw('commit'))
    // After a statement that failed, PostgreSQL answers COMMIT by a rollback, and no error.
    if (result.command === 'ROLLBACK')
      throw new Error('the transaction was rolled back: one of its statements had failed')
  }

  discard(): void {
    this.#discarded = true
  }

  release(): void {
    this.#client.release(this.#discarded)
  }

  async #query(query: CompiledQuery): Promise<pg.QueryResult> {
    const values = query.parameters as unknown[]
    const name = values.length === 0 ? undefined : this.#names.of(query.sql)
    try {
      return await this.#client.query({ text: query.sql, values, ...(name === undefined ? {} : { name }) })
    } catch (error) {
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
