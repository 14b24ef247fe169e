import type { CompiledQuery, QueryExecutorProvider, Transaction } from 'kysely'
import type { Database } from './database.ts'

type OnRows = (rows: readonly unknown[]) => void

const waiting = new WeakMap<CompiledQuery, OnRows>()

/** A statement, built and not yet sent: `sql` and every query of Kysely's builder. */
export interface Statement<Row> {
  compile(executor: QueryExecutorProvider): CompiledQuery<Row>
}

/**
 * Adds a statement whose answer nobody needs yet: it is sent together with the next one of the transaction, or with its
 * commit, and so costs no round trip of its own. The server runs all in order. A failure of it is thrown by the
 * statement that it is sent with, or by the transaction, which is rolled back as always.
 * @returns its rows; to be asked for after the next statement was answered, or after the commit.
 */
export async function along<Row>(trx: Transaction<Database>, statement: Statement<Row>): Promise<() => readonly Row[]> {
  const query = statement.compile(trx)
  let rows: readonly unknown[] | undefined
  waiting.set(query, (answered) => {
    rows = answered
  })
  await trx.executeQuery(query)
  return () => {
    if (rows === undefined) throw new Error('asked for the rows of a statement that was not sent yet')
    return rows as readonly Row[]
  }
}

/** Who gets the rows of a statement that may wait; undefined for one that may not. */
export const alongOf = (query: CompiledQuery): OnRows | undefined => waiting.get(query)
