import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { FaultRecord } from '../model/fault.ts'
import { along } from '../store/along.ts'
import type { Database } from '../store/database.ts'
import type { FlowState } from '../store/flow-tables.ts'
import { sqlState } from '../store/store-fault.ts'
import type { Store } from '../store/store.ts'

/** A flow as its owner took it over. */
export interface ClaimedFlow {
  readonly id: string
  readonly kind: string
  readonly serverId: string | null
  readonly requestId: string | null
  readonly input: unknown
  readonly epoch: number
  readonly state: FlowState
  readonly stepIndex: number
  readonly attempt: number
  readonly cancelRequested: boolean
  readonly error: FaultRecord | null
}

/** What every write names: it changes nothing unless the flow is still at this place, under this owner's epoch. */
export interface Place {
  readonly id: string
  readonly epoch: number
  readonly state: 'running' | 'undoing'
  readonly stepIndex: number
}

export interface OverStep {
  readonly name: string
  readonly attempt: number
  readonly beganAt: Date
  /** JSON text; undefined for a step that answered nothing. */
  readonly output?: string | undefined
}

/** Where a write moves the flow to. */
export interface Move {
  readonly state: FlowState
  readonly stepIndex: number
  readonly error?: FaultRecord
}

/** What is committed together with a move: record changes of a step or of the end. */
export type AlsoWrite = (trx: Transaction<Database>) => Promise<void>

const flowColumns = sql.raw(`id, kind, server_id as "serverId", request_id as "requestId", input, epoch, state,
  step_index as "stepIndex", attempt, cancel_requested as "cancelRequested", error`)

export const openStates = sql.raw(`('queued', 'running', 'undoing')`)

/**
 * The journal's writes. Each is a compare-and-set on flow and epoch, and one transaction: of one statement when there is
 * no record to change along.
 */
export class FlowJournal {
  readonly #store: Store
  readonly #owner: string
  readonly #kinds: readonly string[]
  /** @param kinds the flows that this program knows: it takes no others. */
  constructor(store: Store, owner: string, kinds: readonly string[]) {
    this.#store = store
    this.#owner = owner
    this.#kinds = kinds
  }

  /**
   * Moves a flow from one place to the next; with `over`, the step that is over is noted.
   * @param also is given the transaction in which the flow's row is ours before any statement of its own is run.
   * @returns undefined when the flow is not at `from` any more: another owner has it, or it ended.
   */
  async move(
    from: Place,
    to: Move,
    { over, also }: { over?: OverStep; also?: AlsoWrite | undefined } = {},
  ): Promise<{ cancelRequested: boolean } | undefined> {
    if (also === undefined) {
      const { rows } = await moveRow(from, to, over).execute(this.#store.db)
      return rows[0]
    }
    try {
      // It goes with the first statement of the records, or with the commit when they wait for no answer either.
      const moved = await this.#store.transaction(async (trx) => {
        const rows = await along(trx, moveRow(from, to, over, { orFail: true }))
        await also(trx)
        return rows
      })
      return moved()[0]
    } catch (error) {
      if (sqlState(error) === fenced && !(await this.isAt(from))) return undefined
      throw error
    }
  }

  /** Notes a failure of something that is tried again at `retryAt`; `stuck` is what the operator is shown. */
  async noteRetry(place: Place, attempt: number, retryAt: Date, stuck: FaultRecord | undefined) {
    const reason = stuck === undefined ? sql`stuck` : sql`${JSON.stringify(stuck)}::json`
    const { rows } = await sql<{ cancelRequested: boolean }>`update flows
      set attempt = ${attempt}, retry_at = ${retryAt}, stuck = ${reason}
      where id = ${place.id} and epoch = ${place.epoch} and state = ${place.state} and step_index = ${place.stepIndex}
      returning cancel_requested as "cancelRequested"`.execute(this.#store.db)
    return rows[0]
  }

  /** Whether a move that was cut off before its answer came has been committed after all. */
  async isAt(place: Omit<Place, 'state'> & { readonly state: FlowState }): Promise<boolean> {
    const { rows } = await sql`select 1 from flows where id = ${place.id} and epoch = ${place.epoch}
      and state = ${place.state} and step_index = ${place.stepIndex}`.execute(this.#store.db)
    return rows.length > 0
  }

  /** Keeps the flow where it is until the transaction ends. @returns false when it is not there any more. */
  async hold(trx: Transaction<Database>, { id, epoch, state, stepIndex }: Place): Promise<boolean> {
    const { rows } = await sql`select 1 from flows where id = ${id} and epoch = ${epoch}
      and state = ${state} and step_index = ${stepIndex} for update`.execute(trx)
    return rows.length > 0
  }

  /**
   * Starts the next flow that waits for a server, in the transaction that ends the one before it. A statement of its
   * own after the end's: so it sees a flow whose submission waited for that row.
   * @returns its id, once the transaction is committed.
   */
  async startNext(trx: Transaction<Database>, serverId: string): Promise<() => string | undefined> {
    const rows = await along(
      trx,
      sql<{ id: string }>`update flows set state = 'running',
        owner = case when kind = any(${this.#kinds}::text[]) then ${this.#owner}::text end,
        epoch = epoch + 1, step_began_at = clock_timestamp()
      where id = (select id from flows where server_id = ${serverId} and state = 'queued' order by sequence limit 1)
        and state = 'queued'
      returning id`,
    )
    return () => rows()[0]?.id
  }

  /**
   * Writes a flow that follows on one that is ending in this transaction, for `startNext` to start.
   * @returns undefined when another waits for the server, or is being submitted for it at this moment.
   */
  async again(trx: Transaction<Database>, ended: ClaimedFlow, input: unknown): Promise<string | undefined> {
    const { serverId, kind, requestId } = ended
    if (serverId === null) throw new Error(`flow ${kind} belongs to no server: nothing would start it again`)
    // Whoever submits holds this lock and waits for the row of the flow that ends here: we must not wait in turn.
    const { rows } = await sql<{ id: string }>`insert into flows (id, kind, server_id, request_id, input, state)
      select ${randomUUID()}, ${kind}, ${serverId}, ${requestId}, ${JSON.stringify(input)}::json, 'queued'
      where pg_try_advisory_xact_lock(hashtextextended(${serverId}, 0))
        and not exists (select 1 from flows where server_id = ${serverId} and state in ${openStates})
      returning id`.execute(trx)
    return rows[0]?.id
  }

  /** What the steps of a flow that are done answered, by name; those undone since are left out. */
  async results(flowId: string): Promise<Record<string, unknown>> {
    const { rows } = await sql<{ name: string; output: unknown; present: boolean }>`
      select name, output, output is not null as present from flow_steps
      where flow_id = ${flowId} and state = 'done' order by step_index`.execute(this.#store.db)
    return Object.fromEntries(rows.map(({ name, output, present }) => [name, present ? output : undefined]))
  }

  /** Those of `ids` that are ours and open, as they are now. */
  async pick(ids: readonly string[]): Promise<ClaimedFlow[]> {
    const { rows } = await sql<ClaimedFlow>`select ${flowColumns} from flows
      where id = any(${[...ids]}::uuid[]) and owner = ${this.#owner} and state in ('running', 'undoing')`.execute(
      this.#store.db,
    )
    return rows
  }

  /** Those of `ids` that were cancelled, or whose next try is due. */
  async told(ids: readonly string[]): Promise<{ id: string; cancelRequested: boolean }[]> {
    if (ids.length === 0) return []
    const { rows } = await sql<{ id: string; cancelRequested: boolean }>`
      select id, cancel_requested as "cancelRequested" from flows where id = any(${[...ids]}::uuid[])
      and (cancel_requested or retry_at <= clock_timestamp())`.execute(this.#store.db)
    return rows
  }

  /**
   * Takes over flows whose owner is gone, flows of ours that we do not work on, and flows that waited for a server which
   * is free now. Each gets a new epoch: whoever had it before can write no more.
   */
  async claim(options: { local: readonly string[]; leaseMs: number; limit: number }) {
    const { local, leaseMs, limit } = options
    const { rows } = await sql<ClaimedFlow>`with free as (
        select f.id from flows f left join flow_owners o on o.name = f.owner
        where f.state in ${openStates} and f.kind = any(${this.#kinds}::text[]) and f.id <> all(${[...local]}::uuid[])
          and (f.owner is null or f.owner = ${this.#owner} or o.name is null or ${silentFor(leaseMs)})
          and (f.state <> 'queued' or not exists (select 1 from flows a where a.server_id = f.server_id
            and (a.state in ('running', 'undoing') or a.state = 'queued' and a.sequence < f.sequence)))
        order by f.sequence limit ${limit} for update of f skip locked)
      update flows f set owner = ${this.#owner}, epoch = epoch + 1, attempt = attempt + 1,
        step_began_at = clock_timestamp(), state = case f.state when 'queued' then 'running' else f.state end
      from free where f.id = free.id returning f.${flowColumns}`.execute(this.#store.db)
    return rows
  }
}

const silentFor = (leaseMs: number): RawBuilder<unknown> =>
  sql`o.seen_at < clock_timestamp() - make_interval(secs => ${leaseMs / 1000})`

/** What PostgreSQL calls a division by zero. */
const fenced = '22012'

/**
 * @param orFail whether a flow that is not at `from` any more is an error, `fenced`, and not just no row: with that
 * nothing that was sent behind it is done.
 */
function moveRow(from: Place, to: Move, over: OverStep | undefined, { orFail = false } = {}) {
  const ended = to.state === 'done' || to.state === 'failed'
  const error = to.error === undefined ? sql`error` : sql`${JSON.stringify(to.error)}::json`
  const moved = sql`update flows set state = ${to.state}, step_index = ${to.stepIndex}, attempt = 1, stuck = null,
      retry_at = null, step_began_at = clock_timestamp(), error = ${error},
      ended_at = ${ended ? sql`clock_timestamp()` : sql`null`}
    where id = ${from.id} and epoch = ${from.epoch} and state = ${from.state} and step_index = ${from.stepIndex}
    returning id, cancel_requested`
  const answer = orFail
    ? sql`select (select cancel_requested from moved) as "cancelRequested", 1 / (select count(*) from moved) as moved`
    : sql`select cancel_requested as "cancelRequested" from moved`
  return sql<{ cancelRequested: boolean }>`with moved as (${moved}) ${noteOver(from, over)} ${answer}`
}

function noteOver({ stepIndex, state }: Place, over: OverStep | undefined): RawBuilder<unknown> {
  if (over === undefined) return sql``
  const { name, attempt, beganAt, output } = over
  const how = state === 'running' ? 'done' : 'undone'
  return sql`, noted as (insert into flow_steps
      (flow_id, step_index, name, state, attempt, output, began_at, ended_at)
      select id, ${stepIndex}, ${name}, ${how}, ${attempt}, ${output ?? null}::json, ${beganAt}, clock_timestamp()
      from moved
      on conflict (flow_id, step_index) do update set state = excluded.state, attempt = excluded.attempt,
        began_at = excluded.began_at, ended_at = excluded.ended_at)`
}
