import type { AnyFlow, FlowStep } from '../flows/flow.ts'
import type { ServerId } from '../model/ids.ts'
import type { Store } from '../store/store.ts'

/** Where one run of a scenario happens; the same for each process that takes part in it. */
export interface World {
  readonly store: Store
  /** An empty directory of its own, for what the flow makes outside of the store. */
  readonly directory: string
}

/** A flow on parts that are real, or as good as: the default export of a module that a child process can import. */
export interface FlowScenario {
  /**
   * Of a flow that asks for itself again, at another host, when it fails at one: at how many hosts it is tried. It is then
   * hurt in its second try too.
   */
  readonly tries?: number
  /** Once, before the flow: the records and files that it needs. @param hosts so many there are; one if left out. */
  prepare(world: World, hosts?: number): Promise<{ readonly input: unknown; readonly serverId?: ServerId }>
  /** In each process: the flow, and what it works through. */
  connect(world: World): Promise<{ readonly flow: AnyFlow } & Partial<AsyncDisposable>>
  /**
   * Throws unless the world is what this end promises: all there exactly once, or nothing left over.
   * @param failed at so many hosts it failed; told only where there are several.
   */
  check(world: World, end: 'done' | 'failed', input: unknown, failed?: number): Promise<void>
}

export type Moment = 'before' | 'after'
export type Phase = 'do' | 'undo'

/**
 * Called around each step, with how often that moment was reached by this wrapped flow, and in which try of it: each is a
 * flow of its own.
 */
export type StepHook = (at: {
  step: string
  phase: Phase
  moment: Moment
  times: number
  nthTry: number
}) => Promise<void> | void

/** The flow with a hook before and after each `do` and `undo`; `twice` runs every one of them a second time. */
export function wrapFlow(flow: AnyFlow, hook: StepHook, { twice = false } = {}): AnyFlow {
  const counts = new Map<string, number>()
  const tries = new Set<string>()
  const reach = async (step: string, phase: Phase, moment: Moment, nthTry: number) => {
    const key = `${step} ${phase} ${moment}`
    const times = (counts.get(key) ?? 0) + 1
    counts.set(key, times)
    await hook({ step, phase, moment, times, nthTry })
  }
  const around = async <T>(step: string, phase: Phase, flowId: string, work: () => Promise<T>): Promise<T> => {
    const nthTry = [...tries.add(flowId)].indexOf(flowId) + 1
    await reach(step, phase, 'before', nthTry)
    if (twice) await work()
    const answer = await work()
    await reach(step, phase, 'after', nthTry)
    return answer
  }
  const steps = flow.steps.map((step): FlowStep => {
    const { name, undo } = step
    return {
      ...step,
      do: (context) => around(name, 'do', context.flowId, async () => step.do?.(context)),
      ...(undo === undefined
        ? {}
        : { undo: (context, output) => around(name, 'undo', context.flowId, () => undo(context, output)) }),
    }
  })
  return { ...flow, steps }
}

export const undoable = (flow: AnyFlow): string[] =>
  flow.steps.filter(({ undo }) => undo !== undefined).map(({ name }) => name)

/** The steps before the point of no return: a failure in one of them is undone. */
export const revocable = (flow: AnyFlow): string[] =>
  flow.steps.filter(({ forwardOnly }) => forwardOnly === undefined).map(({ name }) => name)
