import { sql, type Transaction } from 'kysely'
import type { Progress } from '../bus/bus.ts'
import type { Log } from '../log/log.ts'
import { Fault } from '../model/fault.ts'
import type { FlowId } from '../model/ids.ts'
import { FlowSettings } from '../settings.ts'
import type { Database } from '../store/database.ts'
import type { FlowState } from '../store/flow-tables.ts'
import type { Store } from '../store/store.ts'
import { FlowRun, type RunEnd } from './flow-run.ts'
import type { AnyFlow, Flow } from './flow.ts'
import { type ClaimedFlow, FlowJournal, openStates } from './journal.ts'
import { FlowOwner } from './owner.ts'
import { type FlowFilter, type FlowStepView, type FlowView, listFlows, noSuchFlow, showFlow } from './show-flows.ts'
import { type SubmitOptions, submitFlow } from './submit-flow.ts'
import { withTestHalt } from './test-halt.ts'

const sweepMs = 1000
/** A beat or two may come late before others believe us dead. */
const beatsInLease = 3
const purgeMs = 3_600_000
/** A submission that is not committed after so long was rolled back; if not, the sweep finds it. */
const pendingMs = 10_000
const channel = 'kilonova_flows'

export interface FlowEngineOptions {
  readonly store: Store
  /** This controller's name: one process at a time has it, and a new one under it takes its flows over at once. */
  readonly owner: string
  readonly log: Log
  readonly flows: readonly AnyFlow[]
  readonly settings?: Partial<FlowSettings>
}

/** Something about a flow that runs in this process. */
export interface FlowEvent {
  readonly flowId: string
  readonly kind: string
  readonly serverId: string | null
  readonly what: 'step' | 'progress' | RunEnd
  readonly step?: string
  readonly undoing?: boolean
  readonly progress?: Progress
}

/**
 * Runs flows by their journal. A flow is submitted in a caller's transaction and belongs to this process from then on,
 * when it runs flows itself; others are taken over when their owner is gone: at our start, or once its lease is over.
 *
 *     submit ─ (commit) ─ kick ─┐
 *     a sweep each second ──────┴─ claim ─ run ─ done | failed | lost | left
 */
export class FlowEngine implements AsyncDisposable {
  readonly #store: Store
  readonly #log: Log
  readonly #owner: FlowOwner
  readonly #journal: FlowJournal
  readonly #flows: ReadonlyMap<string, AnyFlow>
  readonly #settings: FlowSettings
  readonly #runs = new Map<string, { run: FlowRun; ended: Promise<void> }>()
  /** Submitted or told to be looked at here, since when; whether their transaction was committed is seen by a kick. */
  readonly #pending = new Map<string, number>()
  readonly #progress = new Map<string, Progress>()
  readonly #watchers = new Set<(event: FlowEvent) => void>()
  #working = false
  #started = false
  #stopped: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #listening: AsyncDisposable | undefined
  #turn: Promise<void> = Promise.resolve()
  #kickWaits = false
  #sweepWaits = false
  #purgedAt = Number.NEGATIVE_INFINITY

  constructor({ store, owner, log, flows, settings }: FlowEngineOptions) {
    this.#store = store
    this.#log = log.child({ part: 'flows' })
    this.#flows = new Map(flows.map((flow) => [flow.name, withTestHalt(flow)]))
    if (this.#flows.size !== flows.length) throw new Error('two flows have one name')
    this.#settings = FlowSettings.parse(settings ?? {})
    this.#owner = new FlowOwner(store, owner)
    this.#journal = new FlowJournal(store, owner, [...this.#flows.keys()])
  }

  /** Takes over what is left open, then works on flows until `stop`. An engine that is not started only submits. */
  async start(): Promise<void> {
    this.#started = true
    this.#stopped = undefined
    await this.#owner.begin()
    this.#working = true
    if (!this.#store.exclusive) {
      this.#listening = await this.#store.listen(channel, () => void this.#inTurn(() => this.#sweep()))
    }
    await this.#inTurn(() => this.#sweep())
    this.#timer = setInterval(() => this.#tick(), Math.min(sweepMs, this.#settings.leaseMs / beatsInLease))
  }

  /** The lease is watched beside the sweep and not in it: a store that swallows queries would hold the sweep up too. */
  #tick(): void {
    if (this.#owner.isSilent(this.#settings.leaseMs)) this.#loseAll('the store was away for longer than our lease')
    if (this.#sweepWaits) return
    this.#sweepWaits = true
    void this.#inTurn(() => this.#sweep().finally(() => (this.#sweepWaits = false)))
  }

  /**
   * Ends the work in this process: after the steps under way, or by aborting them after `graceMs`. The journal keeps
   * where each flow stands; the next start goes on there.
   */
  stop({ graceMs = 5000 }: { graceMs?: number } = {}): Promise<void> {
    this.#stopped ??= this.#stop(graceMs)
    return this.#stopped
  }

  /** One that lost its name to another process has steps to wait for too. */
  async #stop(graceMs: number): Promise<void> {
    if (!this.#started) return
    this.#working = false
    clearInterval(this.#timer)
    const all = [...this.#runs.values()]
    for (const { run } of all) run.leave()
    await this.#listening?.[Symbol.asyncDispose]()
    await this.#turn
    const grace = setTimeout(() => {
      for (const { run } of all) run.lose('the service stops')
    }, graceMs)
    await Promise.all(all.map(({ ended }) => ended))
    clearTimeout(grace)
    await this.#owner.end().catch((error: unknown) => this.#log.warn('the store was not told of our end', { error }))
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  /**
   * Writes a new flow in the caller's transaction, so that it and the records it belongs to commit together. Call `kick`
   * after the commit.
   * @returns its id, or the id of the flow that it is merged with.
   * @throws {Fault} `conflict` when another flow works on the server and the rules refuse a second.
   */
  async submit<Input>(
    trx: Transaction<Database>,
    flow: Flow<Input, never>,
    input: NoInfer<Input>,
    options: SubmitOptions = {},
  ): Promise<FlowId> {
    if (!this.#flows.has(flow.name)) throw new Error(`this engine knows no flow named ${flow.name}`)
    const owner = this.#working ? this.#owner.name : null
    const { id, fresh, cancelled } = await submitFlow(trx, flow, input, options, owner)
    for (const one of fresh ? [id, ...cancelled] : cancelled) this.#pending.set(one, performance.now())
    // Told with the commit to those who work; an engine that works itself needs no such message, which costs a lock.
    if (!this.#working || cancelled.some((other) => !this.#runs.has(other))) await this.#notify(trx)
    return id
  }

  /** Starts what was submitted and committed: the first step begins within a few milliseconds. Never throws. */
  kick(): void {
    if (!this.#working || this.#kickWaits) return
    this.#kickWaits = true
    void this.#inTurn(async () => {
      this.#kickWaits = false
      await this.#startPending()
    })
  }

  /**
   * Asks a flow to undo itself.
   * @returns false when it is too late: it ended, is being undone, or has passed its point of no return.
   */
  async cancel(flowId: string): Promise<boolean> {
    const { rows } = await sql<{ kind: string; stepIndex: number }>`update flows set cancel_requested = true
      where id = ${flowId} and state in ('queued', 'running')
      returning kind, step_index as "stepIndex"`.execute(this.#store.db)
    const [row] = rows
    if (row === undefined) return false
    this.#runs.get(flowId)?.run.cancel()
    if (!this.#runs.has(flowId)) await this.#notify(this.#store.db)
    return this.#flows.get(row.kind)?.steps[row.stepIndex]?.forwardOnly === undefined
  }

  /** Resolves when the flow has ended, in whatever process. `failed` means that everything was undone. */
  async wait(flowId: string, { signal }: { signal?: AbortSignal } = {}): Promise<'done' | 'failed'> {
    while (true) {
      signal?.throwIfAborted()
      const { promise, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, 500)
      const watching = this.watch((event) => {
        if (event.flowId === flowId && (event.what === 'done' || event.what === 'failed')) resolve()
      })
      const over = new AbortController()
      signal?.addEventListener('abort', () => resolve(), { once: true, signal: over.signal })
      try {
        const state = await this.#stateOf(flowId)
        if (state === 'done' || state === 'failed') return state
        await promise
      } finally {
        clearTimeout(timer)
        over.abort()
        watching[Symbol.dispose]()
      }
    }
  }

  /** The last progress of the step at work, when it is this process that works on it. */
  progressOf(flowId: string): Progress | undefined {
    return this.#progress.get(flowId)
  }

  /** Hears of each step, progress and end in this process. */
  watch(listener: (event: FlowEvent) => void): Disposable {
    this.#watchers.add(listener)
    return { [Symbol.dispose]: () => void this.#watchers.delete(listener) }
  }

  list(filter: FlowFilter = {}): Promise<FlowView[]> {
    return listFlows(this.#store, this.#flows, filter)
  }

  /** @throws {Fault} `notFound`. */
  show(flowId: string): Promise<FlowView & { readonly history: readonly FlowStepView[] }> {
    return showFlow(this.#store, this.#flows, flowId)
  }

  /** Tries a stuck flow again now. @throws {Fault} `notFound`; `conflict` when it has ended. */
  async retry(flowId: string): Promise<void> {
    const { numAffectedRows } = await sql`update flows set retry_at = clock_timestamp()
      where id::text = ${flowId} and state in ${openStates}`.execute(this.#store.db)
    if (numAffectedRows === 1n) return this.#wakeOwner(flowId)
    const { state } = await this.show(flowId)
    throw new Fault('conflict', `flow ${flowId} is ${state}: there is nothing to try again`)
  }

  /** Cancels a flow for an operator. @throws {Fault} `notFound`; `conflict` with the reason when it can not go back. */
  async undo(flowId: string): Promise<void> {
    const view = await this.show(flowId)
    const because = this.#flows.get(view.kind)?.steps[view.stepNumber - 1]?.forwardOnly
    if (because !== undefined && view.endedAt === null) {
      throw new Fault('conflict', `flow ${flowId} only goes forward from here: ${because}`, {
        next: `kilonova flow retry ${flowId}`,
      })
    }
    if (!(await this.cancel(flowId)))
      throw new Fault('conflict', `flow ${flowId} is ${view.state}: it can not be undone`)
    await this.#wakeOwner(flowId)
  }

  async #wakeOwner(flowId: string): Promise<void> {
    const here = this.#runs.get(flowId)
    if (here === undefined) await this.#notify(this.#store.db)
    else here.run.wake()
  }

  async #notify(db: Store['db'] | Transaction<Database>): Promise<void> {
    if (!this.#store.exclusive) await sql`select pg_notify(${channel}, '')`.execute(db)
  }

  /** One thing at a time decides what is started: so no flow is started twice. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(work).catch((error: unknown) => {
      this.#log.warn('flows could not be looked at; trying again in a second', { error })
    })
    return this.#turn
  }

  async #startPending(): Promise<void> {
    const free = this.#settings.parallel - this.#runs.size
    const pending = [...this.#pending.keys()]
    const ids = pending.filter((id) => !this.#runs.has(id)).slice(0, Math.max(free, 0))
    const cancelled = pending.filter((id) => this.#runs.has(id))
    if (ids.length + cancelled.length === 0 || !this.#working) return
    const rows = await this.#journal.pick([...ids, ...cancelled])
    // What was not found is not committed yet, as when another's kick came between, or was rolled back: it goes behind
    // the others, so that where few are free it does not keep them waiting.
    const found = new Set<string>(rows.map((row) => row.id))
    const tooOld = performance.now() - pendingMs
    for (const id of [...ids, ...cancelled]) {
      const since = this.#pending.get(id)
      this.#pending.delete(id)
      if (!found.has(id) && since !== undefined && since >= tooOld) this.#pending.set(id, since)
    }
    for (const row of rows) {
      if (ids.includes(row.id)) this.#take(row)
      // One that was at work has perhaps ended since it was read: it is told, and not begun anew.
      else if (row.cancelRequested) this.#runs.get(row.id)?.run.cancel()
    }
  }

  async #sweep(): Promise<void> {
    if (!this.#working) return
    const { leaseMs, parallel } = this.#settings
    // An answer that was long under way only says that we lived when we asked: what is begun by it would be lost at the
    // next look at the lease.
    const isFresh = async () => !this.#owner.isSilent(leaseMs / beatsInLease) || this.#owner.beat()
    if (!(await this.#owner.beat()) || !(await isFresh())) return this.#fenced()
    for (const { id, cancelRequested } of await this.#journal.told([...this.#runs.keys()])) {
      const here = this.#runs.get(id)?.run
      if (cancelRequested) here?.cancel()
      else here?.wake()
    }
    await this.#startPending()
    const limit = parallel - this.#runs.size
    if (limit > 0) {
      if (!(await isFresh())) return this.#fenced()
      const claimed = await this.#journal.claim({ local: [...this.#runs.keys()], leaseMs, limit })
      for (const row of claimed) {
        this.#log.info('a flow is taken up', { flow: row.kind, flowId: row.id, attempt: row.attempt })
        this.#take(row)
      }
    }
    await this.#purge()
  }

  /** Starts a flow, or tells the run that we have of it what its row says. */
  #take(row: ClaimedFlow): void {
    const here = this.#runs.get(row.id)
    if (here !== undefined) {
      if (row.cancelRequested) here.run.cancel()
      return
    }
    const flow = this.#flows.get(row.kind)
    if (flow === undefined || !this.#working) return
    const { id, kind, serverId } = row
    const tell = (event: Pick<FlowEvent, 'what' | 'step' | 'undoing' | 'progress'>) => {
      for (const watcher of this.#watchers) this.#guarded(() => watcher({ flowId: id, kind, serverId, ...event }))
    }
    const hooks = {
      onStep: (step: string, state: string) => tell({ what: 'step', step, undoing: state === 'undoing' }),
      onProgress: (step: string, progress: Progress) => {
        this.#progress.set(id, progress)
        tell({ what: 'progress', step, progress })
      },
      onNext: (next: string) => {
        this.#pending.set(next, performance.now())
        this.kick()
      },
    }
    const run = new FlowRun(flow as unknown as Flow, row, this.#journal, hooks, this.#log)
    const toItsEnd = async () => {
      const end = await run.run()
      this.#runs.delete(id)
      this.#progress.delete(id)
      tell({ what: end })
      if (this.#pending.size > 0) this.kick()
    }
    this.#runs.set(id, { run, ended: toItsEnd() })
  }

  #guarded(call: () => void): void {
    try {
      call()
    } catch (error) {
      this.#log.error('a watcher of flows failed', { error })
    }
  }

  #fenced(): void {
    this.#log.error('another process works under our name; this one leaves all flows to it', {
      owner: this.#owner.name,
    })
    this.#working = false
    clearInterval(this.#timer)
    this.#loseAll('another process works under our name')
  }

  #loseAll(why: string): void {
    if (this.#runs.size > 0) this.#log.warn('leaving the flows at work', { why, flows: this.#runs.size })
    for (const { run } of this.#runs.values()) run.lose(why)
  }

  async #stateOf(flowId: string): Promise<FlowState> {
    const { rows } = await sql<{ state: FlowState }>`select state from flows where id::text = ${flowId}`.execute(
      this.#store.db,
    )
    const [row] = rows
    if (row === undefined) throw noSuchFlow(flowId)
    return row.state
  }

  async #purge(): Promise<void> {
    if (performance.now() - this.#purgedAt < purgeMs) return
    this.#purgedAt = performance.now()
    const { numAffectedRows } = await sql`with old as (delete from flows
        where ended_at < clock_timestamp() - make_interval(days => ${this.#settings.keepDays}) returning id)
      delete from flow_steps where flow_id in (select id from old)`.execute(this.#store.db)
    if (numAffectedRows !== undefined && numAffectedRows > 0n)
      this.#log.info('old flows removed', { steps: Number(numAffectedRows) })
  }
}
