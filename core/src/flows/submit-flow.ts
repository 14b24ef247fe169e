import { randomUUID } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { Fault } from '../model/fault.ts'
import { FlowId, type ServerId } from '../model/ids.ts'
import { along } from '../store/along.ts'
import type { Database } from '../store/database.ts'
import type { AnyFlow, BusyRule } from './flow.ts'
import { openStates } from './journal.ts'

export interface SubmitOptions {
  /** One flow at a time works on a server; the flow's `whenBusy` rules say what becomes of a second. */
  readonly serverId?: ServerId
  /** The server is made in the same transaction, so nobody else can have asked for a flow of it. */
  readonly newServer?: boolean
  /** The API request that asks for it: for logs and for the action log. */
  readonly requestId?: string
}

export interface Submitted {
  readonly id: FlowId
  readonly fresh: boolean
  /** Flows that were told to undo themselves. */
  readonly cancelled: readonly string[]
}

interface OpenFlow {
  readonly id: string
  readonly kind: string
  readonly state: 'queued' | 'running' | 'undoing'
}

/**
 * Writes a new flow, in the transaction of the records that belong to it.
 * @param owner who works on it; nobody yet when null.
 * @throws {Fault} `conflict` when its rules refuse it beside a flow of the same server.
 */
export async function submitFlow(
  trx: Transaction<Database>,
  flow: AnyFlow,
  input: unknown,
  { serverId, requestId, newServer = false }: SubmitOptions,
  owner: string | null,
): Promise<Submitted> {
  const others = serverId === undefined || newServer ? [] : await openFlowsOf(trx, serverId)
  const merged = others.find((other) => ruleFor(flow, other) === 'merge')
  if (merged !== undefined) return { id: FlowId.parse(merged.id), fresh: false, cancelled: [] }
  const refusing = others.find((other) => ruleFor(flow, other) === 'refuse')
  if (refusing !== undefined) throw busy(flow, refusing, serverId)
  const cancelled = others.filter((other) => ruleFor(flow, other) === 'cancel').map(({ id }) => id)
  if (cancelled.length > 0) {
    await sql`update flows set cancel_requested = true where id = any(${cancelled}::uuid[])`.execute(trx)
  }
  const id = randomUUID()
  const state = others.length > 0 ? 'queued' : 'running'
  await along(
    trx,
    sql`insert into flows (id, kind, server_id, request_id, input, state, owner) values (${id}, ${flow.name},
      ${serverId ?? null}, ${requestId ?? null}, ${JSON.stringify(input ?? null)}::json, ${state}, ${owner})`,
  )
  return { id: FlowId.parse(id), fresh: state === 'running', cancelled }
}

/**
 * The lock makes submissions for one server wait for each other. The row locks make them wait for a flow that is just
 * ending, which then starts what it finds queued.
 */
async function openFlowsOf(trx: Transaction<Database>, serverId: ServerId): Promise<OpenFlow[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${serverId}, 0))`.execute(trx)
  const { rows } = await sql<OpenFlow>`select id, kind, state from flows
    where server_id = ${serverId} and state in ${openStates} order by sequence for update`.execute(trx)
  return rows
}

function ruleFor({ rules }: AnyFlow, other: OpenFlow): BusyRule {
  return rules.whenBusy?.[other.kind] ?? rules.whenBusy?.['*'] ?? 'refuse'
}

function busy(flow: AnyFlow, other: OpenFlow, serverId: ServerId | undefined): Fault {
  const doing =
    other.state === 'undoing' ? `a ${other.kind} that failed is being undone` : `a ${other.kind} is under way`
  return new Fault('conflict', `cannot ${flow.name} server ${serverId}: ${doing}`, {
    next: 'try again when it has ended',
    fields: { flowId: other.id, flow: other.kind },
  })
}
