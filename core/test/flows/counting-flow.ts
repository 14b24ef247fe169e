import { flow, type Step } from '@kilonova/core'
import { sql } from 'kysely'

interface Input {
  readonly id: number
}

/** Five steps, each waits a moment and adds one to a record: so that a step counted twice or never is seen. */
export const counting = (waitMs: number) => {
  const step: Step<Input, object, void> & { noUndo: string } = {
    do: async () => new Promise((resolve) => setTimeout(resolve, waitMs)),
    record: async (trx, { input }) =>
      void (await sql`update counted set n = n + 1 where id = ${input.id}`.execute(trx)),
    noUndo: 'it only counts',
  }
  return flow<Input>('counting')
    .step('a', step)
    .step('b', step)
    .step('c', step)
    .step('d', step)
    .step('e', step)
    .ends({})
}
