import type { Kysely, Transaction } from 'kysely'
import type { Database } from './database.ts'

/** The one place where things last. Its errors of the way to PostgreSQL are the Fault `storeAway` everywhere. */
export interface Store extends AsyncDisposable {
  readonly db: Kysely<Database>
  /**
   * True for the private server: this process alone can reach it, so that flows which it finds open at its start
   * belong to nobody.
   */
  readonly exclusive: boolean
  /**
   * All of `work` or nothing. On a deadlock or a serialisation failure it is run again, up to 4 times in all, so it
   * changes nothing but records. When the server is lost during the commit itself, the work may have been committed
   * although `storeAway` is thrown.
   */
  transaction<T>(work: (trx: Transaction<Database>) => Promise<T>): Promise<T>
  /** Hears `notify` of any process on this store; a lost connection is made again, and `onGap` told when it was. */
  listen(channel: string, listener: (payload: string) => void, onGap?: () => void): Promise<AsyncDisposable>
  /** Where another process of this machine finds the store: for tools such as psql and pg_dump. */
  readonly connection: StoreConnection
  close(): Promise<void>
}

export interface StoreConnection {
  /** A host name, or a directory that holds a unix socket. */
  readonly host?: string
  readonly user?: string
  readonly database?: string
  readonly connectionString?: string
}
