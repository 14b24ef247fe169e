import type { Transaction } from 'kysely'
import type { Progress } from '../bus/bus.ts'
import type { Log } from '../log/log.ts'
import { decodeFault, encodeFault, Fault, faultOf, type FaultRecord } from '../model/fault.ts'
import type { Database } from '../store/database.ts'
import { isStoreAway } from '../store/store-fault.ts'
import { backOffMs, Pause, stuckAfter } from './back-off.ts'
import type { Flow, FlowStep, StepContext } from './flow.ts'
import type { AlsoWrite, ClaimedFlow, FlowJournal, Move, OverStep, Place } from './journal.ts'

/**
 * How a run ended: `lost` when another owner has the flow, `left` when this process stops and the journal waits for the
 * next one.
 */
export type RunEnd = 'done' | 'failed' | 'lost' | 'left'

export interface RunHooks {
  onStep(step: string, state: 'running' | 'undoing'): void
  onProgress(step: string, progress: Progress): void
  /** A flow of the same server that waited for this one is ours now. */
  onNext(flowId: string): void
}

/** The reason by which a step's signal aborts when this process may not go on with the flow. */
export class FlowLost extends Error {
  override readonly name = 'FlowLost'
}

/**
 * One flow at work in this process.
 *
 *     running: do 0 ─ do 1 ─ … ─ done
 *                │ a step failed, or the flow was cancelled, before the point of no return
 *     undoing: undo n ─ … ─ undo 0 ─ failed
 *
 * Every arrow is one journal write. A write that finds another epoch ends the run at once.
 */
export class FlowRun {
  readonly id: string
  readonly kind: string
  readonly serverId: string | null
  readonly #flow: Flow
  readonly #claimed: ClaimedFlow
  readonly #journal: FlowJournal
  readonly #hooks: RunHooks
  readonly #log: Log
  readonly #lost = new AbortController()
  readonly #cancel = new AbortController()
  readonly #pause = new Pause()
  #state: 'running' | 'undoing'
  #index: number
  #attempt: number
  #beganAt = new Date()
  #error: FaultRecord | null
  #results: Record<string, unknown> = {}
  #cancelled: boolean
  #leaving = false
  /** The flow of the same server that the end of this one starts; known once that is committed. */
  #next: (() => string | undefined) | undefined

  constructor(flow: Flow, claimed: ClaimedFlow, journal: FlowJournal, hooks: RunHooks, log: Log) {
    this.id = claimed.id
    this.kind = claimed.kind
    this.serverId = claimed.serverId
    this.#flow = flow
    this.#claimed = claimed
    this.#journal = journal
    this.#hooks = hooks
    this.#log = log.child({
      flow: claimed.kind,
      flowId: claimed.id,
      ...(claimed.serverId === null ? {} : { serverId: claimed.serverId }),
      ...(claimed.requestId === null ? {} : { requestId: claimed.requestId }),
    })
    this.#state = claimed.state === 'undoing' ? 'undoing' : 'running'
    this.#index = claimed.stepIndex
    this.#attempt = claimed.attempt
    this.#error = claimed.error
    this.#cancelled = claimed.cancelRequested
  }

  /** Never rejects. */
  async run(): Promise<RunEnd> {
    try {
      // A flow at its first try of its first step has no results: most flows start so, and wait for no query.
      if (this.#index > 0 || this.#attempt > 1) this.#results = await this.#write(() => this.#journal.results(this.id))
      while (true) {
        if (this.#leaving) return 'left'
        const end = this.#state === 'running' ? await this.#doStep() : await this.#undoStep()
        if (end !== undefined) return end
      }
    } catch (error) {
      if (!(error instanceof FlowLost)) this.#log.error('a flow was dropped; it will be taken up again', { error })
      return this.#leaving ? 'left' : 'lost'
    }
  }

  /** Ends what can still be undone: the step at work is aborted. After the point of no return it changes nothing. */
  cancel(): void {
    if (this.#cancelled) return
    this.#cancelled = true
    if (this.#state === 'running' && this.#step().forwardOnly === undefined) {
      this.#cancel.abort(new Fault('cancelled', `${this.kind} was cancelled`))
      this.#pause.wake()
    }
  }

  /** Tries at once what waits for its next try. */
  wake(): void {
    this.#pause.wake()
  }

  /** Leaves after the step at work, or now when it only waits. */
  leave(): void {
    this.#leaving = true
    this.#pause.wake()
  }

  /** Aborts the step at work, and writes nothing more. */
  lose(why: string): void {
    this.#lost.abort(new FlowLost(why))
  }

  async #doStep(): Promise<RunEnd | undefined> {
    const step = this.#step()
    const mayUndo = step.forwardOnly === undefined
    if (mayUndo && this.#cancelled) return this.#beginUndo(this.#cancelFault())
    this.#hooks.onStep(step.name, 'running')
    const signal = mayUndo ? AbortSignal.any([this.#lost.signal, this.#cancel.signal]) : this.#lost.signal
    const context = this.#context(step, signal, '')
    let answered: { output: unknown; text: string | undefined } | undefined
    try {
      const output = await step.do?.(context)
      this.#lost.signal.throwIfAborted()
      // What later steps see is what they would see after a crash: JSON.
      const text = JSON.stringify(output)
      answered = { text, output: text === undefined ? undefined : JSON.parse(text) }
      return await this.#finishStep(step, context, answered)
    } catch (error) {
      this.#throwIfLost(error)
      // A store that is away is no reason to undo: nothing about the work itself failed.
      if (!mayUndo || faultOf(error)?.kind === 'storeAway') return this.#tryAgain(error)
      if (answered !== undefined) this.#results[step.name] = answered.output
      return this.#beginUndo(this.#cancelled ? this.#cancelFault(error) : encodeFault(error))
    }
  }

  async #finishStep(
    step: FlowStep,
    context: StepContext<unknown, unknown>,
    { output, text }: { output: unknown; text: string | undefined },
  ): Promise<RunEnd | undefined> {
    const last = this.#index === this.#flow.steps.length - 1
    // Cancelled before its last step was noted: nothing is final yet, so it goes back.
    if (last && this.#cancelled && step.forwardOnly === undefined) {
      this.#results[step.name] = output
      return this.#beginUndo(this.#cancelFault())
    }
    const results = { ...this.#results, [step.name]: output }
    const { record } = step
    const { done } = this.#flow.ends
    const also: AlsoWrite[] = []
    if (record !== undefined) also.push((trx) => record(trx, context, output))
    if (last && done !== undefined) {
      also.push((trx) => done(trx, { flowId: this.id, input: this.#claimed.input, results }))
    }
    if (last) also.push(...this.#startNext())
    const over = { name: step.name, attempt: this.#attempt, beganAt: this.#beganAt, output: text }
    const to: Move = last ? { state: 'done', stepIndex: this.#index } : { state: 'running', stepIndex: this.#index + 1 }
    await this.#move(to, over, also)
    this.#results = results
    return last ? this.#ended('done') : undefined
  }

  /** @returns the end when there is nothing to undo. */
  async #beginUndo(error: FaultRecord): Promise<RunEnd | undefined> {
    this.#log.warn('a flow failed; undoing it', { step: this.#step().name, error: error.message, cause: error.cause })
    this.#error = error
    const index = this.#undoFrom(this.#index)
    if (index === undefined) return this.#endFailed(undefined, error)
    await this.#move({ state: 'undoing', stepIndex: index, error }, undefined, [])
    return undefined
  }

  async #undoStep(): Promise<RunEnd | undefined> {
    const step = this.#step()
    this.#hooks.onStep(step.name, 'undoing')
    const context = this.#context(step, this.#lost.signal, '.undo')
    try {
      await step.undo?.(context, this.#results[step.name])
      this.#lost.signal.throwIfAborted()
      const over = { name: step.name, attempt: this.#attempt, beganAt: this.#beganAt }
      const { recordUndo } = step
      const also: AlsoWrite[] = recordUndo === undefined ? [] : [(trx) => recordUndo(trx, context)]
      const index = this.#undoFrom(this.#index - 1)
      if (index === undefined) return await this.#endFailed(over, undefined, also)
      await this.#move({ state: 'undoing', stepIndex: index }, over, also)
      delete this.#results[step.name]
      return undefined
    } catch (error) {
      this.#throwIfLost(error)
      return this.#tryAgain(error)
    }
  }

  async #endFailed(over: OverStep | undefined, error: FaultRecord | undefined, before: AlsoWrite[] = []) {
    const { failed } = this.#flow.ends
    const why = decodeFault(this.#error ?? { kind: 'internal', message: `${this.kind} failed` })
    const also = [...before]
    if (failed !== undefined) {
      const again = (trx: Transaction<Database>) => (input: unknown) => this.#journal.again(trx, this.#claimed, input)
      also.push((trx) => failed(trx, { flowId: this.id, input: this.#claimed.input, error: why, again: again(trx) }))
    }
    also.push(...this.#startNext())
    try {
      await this.#move(
        { state: 'failed', stepIndex: this.#index, ...(error === undefined ? {} : { error }) },
        over,
        also,
      )
    } catch (failure) {
      this.#throwIfLost(failure)
      // The end itself could not be written: kept as undoing at this step, whose undo bears repeating.
      if (this.#state === 'running')
        await this.#move({ state: 'undoing', stepIndex: this.#index, error: encodeFault(why) }, undefined, [])
      return this.#tryAgain(failure)
    }
    return this.#ended('failed')
  }

  /** Notes the failure and waits before the next try; forward steps and undos are never given up. */
  async #tryAgain(error: unknown): Promise<undefined> {
    const failures = this.#attempt
    const waitMs = backOffMs(failures)
    const stuck = failures >= stuckAfter ? encodeFault(error) : undefined
    const facts = { step: this.#step().name, state: this.#state, attempt: failures, nextTryMs: waitMs, error }
    if (stuck === undefined) this.#log.warn('a step that must be done failed; trying it again', facts)
    else this.#log.error('a flow is stuck; trying it again', facts)
    const retryAt = new Date(Date.now() + waitMs)
    const noted = await this.#write(() => this.#journal.noteRetry(this.#place(), failures + 1, retryAt, stuck))
    if (noted === undefined) throw new FlowLost('another owner has the flow')
    this.#attempt = failures + 1
    if (noted.cancelRequested) this.cancel()
    if (!this.#leaving) await this.#pause.wait(waitMs, this.#lost.signal)
    this.#beganAt = new Date()
    return undefined
  }

  /** Writes a move; returns only when it is committed. @throws {FlowLost} when the flow is not ours any more. */
  async #move(to: Move, over: OverStep | undefined, also: readonly AlsoWrite[]): Promise<void> {
    const from = this.#place()
    const extra = also.length === 0 ? undefined : (trx: Transaction<Database>) => inTurn(also, trx)
    const parts = { also: extra, ...(over === undefined ? {} : { over }) }
    let cutOff = false
    const moved = await this.#write(async () => {
      try {
        const answer = await this.#journal.move(from, to, parts)
        if (answer !== undefined || !cutOff) return answer
        // The write before was cut off in the middle of its commit: under our epoch nobody else can have done it.
        const there = await this.#journal.isAt({ ...from, state: to.state, stepIndex: to.stepIndex })
        // What that write started next it did not tell: the sweep finds it.
        this.#next = undefined
        return there ? { cancelRequested: false } : undefined
      } catch (error) {
        if (isStoreAway(error)) cutOff = true
        throw error
      }
    })
    if (moved === undefined) throw new FlowLost('another owner has the flow')
    if (to.state === 'running' || to.state === 'undoing') this.#state = to.state
    this.#index = to.stepIndex
    this.#attempt = 1
    this.#beganAt = new Date()
    if (moved.cancelRequested) this.cancel()
  }

  /** Runs a journal access until the store answers: the work of a step is never thrown away for a store that is away. */
  async #write<T>(access: () => Promise<T>): Promise<T> {
    for (let failures = 1; ; failures += 1) {
      this.#lost.signal.throwIfAborted()
      try {
        return await access()
      } catch (error) {
        if (!isStoreAway(error) || this.#leaving) throw error
        if (failures === 1) this.#log.warn('the store is away; the flow waits for it', { error })
        await this.#pause.wait(Math.min(20 * 2 ** Math.min(failures, 6), 1000), this.#lost.signal)
      }
    }
  }

  #startNext(): AlsoWrite[] {
    const { serverId } = this
    if (serverId === null) return []
    return [async (trx) => void (this.#next = await this.#journal.startNext(trx, serverId))]
  }

  #ended(end: 'done' | 'failed'): RunEnd {
    this.#log.info('a flow ended', { end })
    const next = this.#next?.()
    if (next !== undefined) this.#hooks.onNext(next)
    return end
  }

  /** The highest step at or below `index` that has something to undo. */
  #undoFrom(index: number): number | undefined {
    for (let at = index; at >= 0; at -= 1) {
      const step = this.#flow.steps[at]
      if (step?.undo !== undefined || step?.recordUndo !== undefined) return at
    }
    return undefined
  }

  #context(step: FlowStep, signal: AbortSignal, suffix: string): StepContext<unknown, unknown> {
    const place = this.#place()
    return {
      flowId: this.id,
      input: this.#claimed.input,
      results: this.#results,
      signal,
      attempt: this.#attempt,
      requestId: `${this.id}.${step.name}${suffix}`,
      progress: (progress) => this.#hooks.onProgress(step.name, progress),
      fence: async (trx) => {
        if (!(await this.#journal.hold(trx, place))) throw new FlowLost('another owner has the flow')
      },
    }
  }

  #place(): Place {
    return { id: this.id, epoch: this.#claimed.epoch, state: this.#state, stepIndex: this.#index }
  }

  #step(): FlowStep {
    const step = this.#flow.steps[this.#index]
    if (step === undefined)
      throw new Error(`flow ${this.kind} has no step ${this.#index}: it was changed while this one was under way`)
    return step
  }

  #cancelFault(cause?: unknown): FaultRecord {
    const options = cause === undefined || cause === this.#cancel.signal.reason ? {} : { cause }
    return encodeFault(new Fault('cancelled', `${this.kind} was cancelled`, options))
  }

  #throwIfLost(error: unknown): void {
    if (error instanceof FlowLost) throw error
    this.#lost.signal.throwIfAborted()
    if (isStoreAway(error) && this.#leaving) throw error
  }
}

async function inTurn(writes: readonly AlsoWrite[], trx: Transaction<Database>): Promise<void> {
  for (const write of writes) await write(trx)
}
