import type { ColumnType, Generated } from 'kysely'
import type { FaultRecord } from '../model/fault.ts'

/** JSON kept as text: exact, and of any value; written by `JSON.stringify`, read parsed. */
export type JsonColumn<T> = ColumnType<T, string, string>
type Time = ColumnType<Date, Date | string, Date | string>

/**
 * `queued` waits for another flow of its server; `running` does steps; `undoing` takes them back; `done` and `failed`
 * are ends, `failed` with everything undone.
 */
export const flowStates = ['queued', 'running', 'undoing', 'done', 'failed'] as const
export type FlowState = (typeof flowStates)[number]

export interface FlowTable {
  readonly id: string
  /** Counts up: the order in which flows were asked for. */
  readonly sequence: Generated<number>
  readonly kind: string
  readonly server_id: string | null
  /** The API request that asked for it. */
  readonly request_id: string | null
  readonly input: JsonColumn<unknown>
  state: FlowState
  /** The step being done or undone. */
  step_index: number
  /** How often that step was begun, or its undo. */
  attempt: number
  step_began_at: Generated<Time>
  /** Who works on it; nobody while null. */
  owner: string | null
  /** Grows with each change of owner: a write under an older epoch changes nothing. */
  epoch: number
  cancel_requested: boolean
  /** Why it failed, from when the undoing begins. */
  error: JsonColumn<FaultRecord> | null
  /** Why it can not go on, while it is tried again. */
  stuck: JsonColumn<FaultRecord> | null
  retry_at: Time | null
  readonly created_at: Generated<Time>
  ended_at: Time | null
}

/** A step that is over. The one at work is the flow's own `step_index`, `attempt` and `state`. */
export interface FlowStepTable {
  readonly flow_id: string
  readonly step_index: number
  readonly name: string
  state: 'done' | 'undone'
  attempt: number
  output: JsonColumn<unknown> | null
  began_at: Time
  ended_at: Time
}

export interface FlowOwnerTable {
  readonly name: string
  /** Grows with each start under this name. */
  epoch: number
  seen_at: Time
}

export interface FlowTables {
  flows: FlowTable
  flow_steps: FlowStepTable
  flow_owners: FlowOwnerTable
}
