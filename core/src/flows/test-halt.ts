import type { AnyFlow, Flow, FlowStep, StepContext } from './flow.ts'

const variable = 'KILONOVA_TEST_HALT'
const points = ['before', 'after', 'undone'] as const
type Point = (typeof points)[number]

/**
 * For tests that kill the service in the middle of a flow: `KILONOVA_TEST_HALT=build:prepared:after` ends this process
 * with SIGKILL at that point of that step. `before` it does anything; `after` its work, of which the journal does not
 * know yet; `undone` the same for its undo. `…:after:2` lets the first flow that comes there pass, as when a build is tried
 * on another host. Without the variable the flow is the one given.
 */
export function withTestHalt<F extends AnyFlow>(flow: F, wanted = process.env[variable]): F {
  if (wanted === undefined || wanted === '') return flow
  const [name, stepName, point, times = '1'] = wanted.split(':')
  if (name !== flow.name) return flow
  if (!flow.stepNames.includes(stepName ?? '') || !points.includes(point as Point) || !/^[1-9]\d*$/.test(times)) {
    throw new Error(
      `${variable}=${wanted}: flow ${name} has ${flow.stepNames.join(', ')}; points are ${points.join(', ')}, and how often`,
    )
  }
  const halt = dieAt(Number(times))
  const steps = flow.steps.map((step) => (step.name === stepName ? halting(step, point as Point, halt) : step))
  return { ...(flow as unknown as Flow), steps } as unknown as F
}

function halting(step: FlowStep, point: Point, halt: () => Promise<void>): FlowStep {
  const around = async (work: () => Promise<unknown>, at: Point): Promise<unknown> => {
    if (point === 'before' && at === 'after') await halt()
    const output = await work()
    if (point === at) await halt()
    return output
  }
  const { undo } = step
  return {
    ...step,
    do: (context: StepContext<unknown, unknown>) => around(async () => step.do?.(context), 'after'),
    ...(undo === undefined
      ? {}
      : { undo: async (context, output) => void (await around(() => undo(context, output), 'undone')) }),
  }
}

/** Ends this process when it is called for the nth time. */
function dieAt(nth: number): () => Promise<void> {
  let times = 0
  return async () => {
    times += 1
    if (times < nth) return
    process.kill(process.pid, 'SIGKILL')
    await new Promise(() => {})
  }
}
