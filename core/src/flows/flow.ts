import type { Transaction } from 'kysely'
import type { Progress } from '../bus/bus.ts'
import type { Database } from '../store/database.ts'

/** What a step is given. Everything in it can be had again after a crash. */
export interface StepContext<Input, Results> {
  readonly flowId: string
  readonly input: Input
  /** What the steps before this one answered, by step name. */
  readonly results: Results
  /**
   * In `do`: aborts when the flow is cancelled or this process loses the flow. In `undo`: only the latter, so that
   * the abort that ended the flow does not abort its repair.
   */
  readonly signal: AbortSignal
  /** 1 on the first run; more after a crash or a retry. */
  readonly attempt: number
  /** A stable id for a bus request of this step, so that the step run again is done once by the host. */
  readonly requestId: string
  progress(progress: Progress): void
  /**
   * First in a transaction of a step's own: another owner can not take the flow before its end, and has not. What is sent
   * late, by one that was cut off from the store, changes nothing.
   * @throws {FlowLost} when another has it.
   */
  readonly fence: (trx: Transaction<Database>) => Promise<void>
}

export interface Step<Input, Results, Output> {
  /** The work. It may run again with the same input after a crash, and must bear that. */
  readonly do?: (context: StepContext<Input, Results>) => Promise<Output>
  /** Changes to records that must be true exactly when the step is done: committed with its journal entry. */
  readonly record?: (trx: Transaction<Database>, context: StepContext<Input, Results>, output: Output) => Promise<void>
  /** Takes back all that `do` may have done, also half of it; `output` is absent when `do` did not finish. */
  readonly undo?: (context: StepContext<Input, Results>, output: Output | undefined) => Promise<void>
  readonly recordUndo?: (trx: Transaction<Database>, context: StepContext<Input, Results>) => Promise<void>
  /** Why there is nothing to undo. A step has this or an undo. */
  readonly noUndo?: string
}

/** A step as the engine sees it: the types were checked where the flow was written. */
export interface FlowStep extends Step<unknown, unknown, unknown> {
  readonly name: string
  /** Set from the point of no return on: such a step is retried until it is done. */
  readonly forwardOnly?: string
}

export interface Flow<Input = unknown, Results = unknown> {
  readonly name: string
  readonly steps: readonly FlowStep[]
  readonly stepNames: readonly string[]
  /** How the flow ends: the record changes of success, or of a failure whose undo is complete. */
  readonly ends: FlowEnds<Input, Results>
  readonly rules: FlowRules
}

/** Any flow, whatever its input: what the engine and tools take. */
export type AnyFlow = Flow<never, never>

/**
 * What becomes of a new flow while another works on, or waits for, the same server. `refuse` is the Fault `conflict`;
 * `queue` waits; `cancel` tells the other to undo itself, and waits for that; `merge` is the other one: no new flow.
 */
export type BusyRule = 'refuse' | 'queue' | 'cancel' | 'merge'

export interface FlowRules {
  /** By the other flow's name; `*` for all the rest. A flow without a rule is refused. */
  readonly whenBusy?: Readonly<Record<string, BusyRule>>
}

export interface FlowEnds<Input, Results> {
  /** Committed with the flow's end. */
  readonly done?: (
    trx: Transaction<Database>,
    context: { flowId: string; input: Input; results: Results },
  ) => Promise<void>
  /** Committed once everything was undone: the server's fault, its state. */
  readonly failed?: (trx: Transaction<Database>, context: FailedContext<Input>) => Promise<void>
}

export interface FailedContext<Input> {
  readonly flowId: string
  readonly input: Input
  /** A Fault, as the journal kept it. */
  readonly error: unknown
  /**
   * Asks for the flow once more with another input, in the transaction that ends this one: it begins with the commit.
   * @returns its id; undefined when others wait for the server, or someone is just asking for something else.
   */
  again(input: Input): Promise<string | undefined>
}

type NeedsUndo = { undo: unknown } | { noUndo: string }

export class FlowBuilder<Input, Results> {
  readonly #name: string
  readonly #steps: FlowStep[]
  constructor(name: string, steps: FlowStep[] = []) {
    this.#name = name
    this.#steps = steps
  }

  /** Adds a step; what it answers is `results[name]` for those after it. */
  step<Name extends string, Output>(
    name: Name,
    step: Step<Input, Results, Output> & NeedsUndo,
  ): FlowBuilder<Input, Results & Record<Name, Output>> {
    return this.#add(name, step as Step<unknown, unknown, unknown>)
  }

  /** The point of no return: what comes after is retried until it is done, and needs no undo. */
  forwardOnly(because: string): ForwardBuilder<Input, Results> {
    return new ForwardBuilder(this.#name, this.#steps, because)
  }

  ends(ends: FlowEnds<Input, Results>, rules: FlowRules = {}): Flow<Input, Results> {
    return buildFlow(this.#name, this.#steps, ends, rules)
  }

  #add<Name extends string, Output>(name: Name, step: Step<unknown, unknown, unknown>) {
    if (this.#steps.some((one) => one.name === name)) throw new Error(`flow ${this.#name} has two steps named ${name}`)
    return new FlowBuilder<Input, Results & Record<Name, Output>>(this.#name, [...this.#steps, { ...step, name }])
  }
}

/** After the point of no return: steps without undo. */
export class ForwardBuilder<Input, Results> {
  readonly #name: string
  readonly #steps: FlowStep[]
  readonly #because: string
  constructor(name: string, steps: FlowStep[], because: string) {
    this.#name = name
    this.#steps = steps
    this.#because = because
  }

  step<Name extends string, Output>(
    name: Name,
    step: Omit<Step<Input, Results, Output>, 'undo' | 'recordUndo' | 'noUndo'>,
  ): ForwardBuilder<Input, Results & Record<Name, Output>> {
    if (this.#steps.some((one) => one.name === name)) throw new Error(`flow ${this.#name} has two steps named ${name}`)
    const added = { ...(step as Step<unknown, unknown, unknown>), name, forwardOnly: this.#because }
    return new ForwardBuilder<Input, Results & Record<Name, Output>>(this.#name, [...this.#steps, added], this.#because)
  }

  ends(ends: FlowEnds<Input, Results>, rules: FlowRules = {}): Flow<Input, Results> {
    return buildFlow(this.#name, this.#steps, ends, rules)
  }
}

function buildFlow<Input, Results>(
  name: string,
  steps: readonly FlowStep[],
  ends: FlowEnds<Input, Results>,
  rules: FlowRules,
): Flow<Input, Results> {
  if (steps.length === 0) throw new Error(`flow ${name} has no step`)
  return { name, steps, stepNames: steps.map((step) => step.name), ends, rules }
}

/** Begins the writing of a flow: `flow<BuildInput>('build').step(…).step(…).ends({…})`. */
export const flow = <Input>(name: string): FlowBuilder<Input, object> => new FlowBuilder(name)
