import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { flow, ServerId } from '@kilonova/core'
import type { FlowScenario, World } from '@kilonova/core/testing'
import { sql } from 'kysely'

interface Input {
  readonly name: string
}

/** A flow with every kind of step: a record only, work with undo, work without, both, and a point of no return. */
export const sampleFlow = (directory: string) =>
  flow<Input>('sample')
    .step('reserved', {
      record: async (trx, { input }) =>
        void (await sql`insert into sample (name, state) values (${input.name}, 'reserved')`.execute(trx)),
      recordUndo: async (trx, { input }) =>
        void (await sql`delete from sample where name = ${input.name}`.execute(trx)),
      undo: async () => {},
    })
    .step('written', {
      do: async ({ input, requestId }) => {
        await writeFile(join(directory, `${input.name}.part`), requestId)
        return { file: `${input.name}.part` }
      },
      undo: async ({ input }) => rm(join(directory, `${input.name}.part`), { force: true }),
    })
    .step('looked', { do: async () => readdir(directory), noUndo: 'it only reads' })
    .step('counted', {
      do: async ({ results }) => results.looked.length,
      record: async (trx, { input }, files) =>
        void (await sql`update sample set counted = counted + ${files} where name = ${input.name}`.execute(trx)),
      recordUndo: async (trx, { input }) =>
        void (await sql`update sample set counted = 0 where name = ${input.name}`.execute(trx)),
      undo: async () => {},
    })
    .forwardOnly('the file is in its place')
    .step('placed', {
      do: async ({ input, results }) => {
        await rename(join(directory, results.written.file), join(directory, input.name)).catch(
          async (error: unknown) => {
            if (!(await readdir(directory)).includes(input.name)) throw error // placed by the run before the crash
          },
        )
      },
    })
    .step('told', {
      record: async (trx, { input }) =>
        void (await sql`update sample set told = told + 1 where name = ${input.name}`.execute(trx)),
    })
    .ends({
      done: async (trx, { input }) =>
        void (await sql`update sample set state = 'done' where name = ${input.name}`.execute(trx)),
      failed: async (trx, { input }) =>
        void (await sql`insert into sample (name, state) values (${input.name}, 'failed')`.execute(trx)),
    })

async function check({ store, directory }: World, end: 'done' | 'failed', input: unknown): Promise<void> {
  const { name } = input as Input
  const { rows } = await sql`select state, counted, told from sample where name = ${name}`.execute(store.db)
  const files = await readdir(directory)
  if (end === 'failed') assert.deepEqual([rows, files], [[{ state: 'failed', counted: 0, told: 0 }], []])
  else assert.deepEqual([rows, files], [[{ state: 'done', counted: 1, told: 1 }], [name]])
}

export default {
  async prepare({ store }) {
    await sql`create table sample (name text primary key, state text, counted int default 0, told int default 0)`.execute(
      store.db,
    )
    return { input: { name: 'thing' }, serverId: ServerId.parse(randomUUID()) }
  },
  connect: async ({ directory }) => ({ flow: sampleFlow(directory) }),
  check,
} satisfies FlowScenario
