import { sql } from 'kysely'
import { Fault, type FaultRecord } from '../model/fault.ts'
import type { FlowState } from '../store/flow-tables.ts'
import type { Store } from '../store/store.ts'
import type { AnyFlow } from './flow.ts'

/** A flow as operators see it. */
export interface FlowView {
  readonly id: string
  readonly kind: string
  readonly serverId: string | null
  readonly requestId: string | null
  /** `stuck` is a flow that is tried again and again; `reason` says what stops it. */
  readonly state: FlowState | 'stuck'
  /** The step at work, or the one it ended at. */
  readonly step: string | null
  readonly stepNumber: number
  readonly steps: number | null
  readonly attempt: number
  readonly owner: string | null
  readonly cancelRequested: boolean
  /** Why it failed, or is being undone. */
  readonly error: FaultRecord | null
  readonly reason: FaultRecord | null
  readonly retryAt: string | null
  readonly createdAt: string
  readonly endedAt: string | null
}

export interface FlowStepView {
  readonly name: string
  readonly state: 'done' | 'undone' | 'doing' | 'undoing'
  readonly attempt: number
  readonly beganAt: string
  readonly endedAt: string | null
}

export interface FlowFilter {
  readonly serverId?: string
  readonly requestId?: string
  /** Only those that can not go on. */
  readonly stuck?: boolean
  /** Only flows that have not ended. */
  readonly open?: boolean
  readonly limit?: number
}

interface Row extends Omit<FlowView, 'state' | 'step' | 'steps' | 'retryAt' | 'createdAt' | 'endedAt'> {
  readonly state: FlowState
  readonly retryAt: Date | null
  readonly createdAt: Date
  readonly endedAt: Date | null
  readonly stepBeganAt: Date
}

const columns =
  sql.raw(`id, kind, server_id as "serverId", request_id as "requestId", state, step_index + 1 as "stepNumber",
  attempt, owner, cancel_requested as "cancelRequested", error, stuck as reason, retry_at as "retryAt",
  created_at as "createdAt", ended_at as "endedAt", step_began_at as "stepBeganAt"`)

/** The newest first. */
export async function listFlows(
  store: Store,
  known: ReadonlyMap<string, AnyFlow>,
  filter: FlowFilter,
): Promise<FlowView[]> {
  const conditions = [sql`true`]
  if (filter.serverId !== undefined) conditions.push(sql`server_id = ${filter.serverId}`)
  if (filter.requestId !== undefined) conditions.push(sql`request_id = ${filter.requestId}`)
  if (filter.stuck === true) conditions.push(sql`stuck is not null and state in ('queued', 'running', 'undoing')`)
  if (filter.open === true) conditions.push(sql`state in ('queued', 'running', 'undoing')`)
  const { rows } = await sql<Row>`select ${columns} from flows where ${sql.join(conditions, sql` and `)}
    order by sequence desc limit ${filter.limit ?? 100}`.execute(store.db)
  return rows.map((row) => viewOf(row, known.get(row.kind)))
}

/** @throws {Fault} `notFound`. */
export async function showFlow(
  store: Store,
  known: ReadonlyMap<string, AnyFlow>,
  id: string,
): Promise<FlowView & { readonly history: readonly FlowStepView[] }> {
  const { rows } = await sql<Row>`select ${columns} from flows where id::text = ${id}`.execute(store.db)
  const [row] = rows
  if (row === undefined) throw noSuchFlow(id)
  const over = await sql<Omit<FlowStepView, 'beganAt' | 'endedAt'> & { beganAt: Date; endedAt: Date }>`
    select name, state, attempt, began_at as "beganAt", ended_at as "endedAt" from flow_steps where flow_id = ${id}
    order by step_index`.execute(store.db)
  const view = viewOf(row, known.get(row.kind))
  const history: FlowStepView[] = over.rows.map((one) => ({
    ...one,
    beganAt: one.beganAt.toISOString(),
    endedAt: one.endedAt.toISOString(),
  }))
  if (row.state === 'running' || row.state === 'undoing') {
    const state = row.state === 'running' ? 'doing' : 'undoing'
    const at = { name: view.step ?? `step ${view.stepNumber}`, state, attempt: row.attempt } as const
    const now = { ...at, beganAt: row.stepBeganAt.toISOString(), endedAt: null }
    return { ...view, history: [...history.filter(({ name }) => name !== now.name), now] }
  }
  return { ...view, history }
}

export const noSuchFlow = (id: string): Fault =>
  new Fault('notFound', `there is no flow ${id}`, { next: 'see `kilonova flow list`' })

function viewOf(whole: Row, flow: AnyFlow | undefined): FlowView {
  const { stepBeganAt: _began, ...row } = whole
  const open = row.state === 'queued' || row.state === 'running' || row.state === 'undoing'
  const unknown: FaultRecord | null =
    flow === undefined && open ? { kind: 'internal', message: `this program knows no flow named ${row.kind}` } : null
  const reason = open ? (row.reason ?? unknown) : null
  return {
    ...row,
    state: reason === null ? row.state : 'stuck',
    reason,
    step: flow?.stepNames[row.stepNumber - 1] ?? null,
    steps: flow?.steps.length ?? null,
    retryAt: row.retryAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  }
}
