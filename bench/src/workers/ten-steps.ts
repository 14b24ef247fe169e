import { flow, type Step } from '@kilonova/core'

export const stepsPerFlow = 10

/** Ten steps that do nothing, or wait: what is left is the journal. Every second one changes a record along. */
export function tenSteps(waitMs: number) {
  const plain: Step<object, object, { done: true }> & { noUndo: string } = {
    do: async () => {
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
      return { done: true }
    },
    noUndo: 'it does nothing',
  }
  const recorded: typeof plain = {
    ...plain,
    record: async (trx, { flowId }) =>
      void (await trx.updateTable('flows').set({ cancel_requested: false }).where('id', '=', flowId).execute()),
  }
  return flow<object>('ten-steps')
    .step('s1', plain)
    .step('s2', recorded)
    .step('s3', plain)
    .step('s4', recorded)
    .step('s5', plain)
    .step('s6', recorded)
    .step('s7', plain)
    .step('s8', recorded)
    .step('s9', plain)
    .step('s10', recorded)
    .ends({})
}
