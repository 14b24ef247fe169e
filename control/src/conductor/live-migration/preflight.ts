import { randomUUID } from 'node:crypto'
import { Fault, type MovingGuest, type ServerSpec } from '@kilonova/core'
import type { CloudParts } from '../../cloud.ts'
import { placedColumns } from '../../scheduler/demand.ts'
import { composeSpec } from '../compose-spec.ts'
import { type Forecast, forecastMove } from './forecast-move.ts'
import { describeGuest, forgetCheck, judge } from './place-guest.ts'

export interface PreflightQuestion {
  readonly serverId: string
  readonly source: string
  readonly host?: string | undefined
  readonly blockMigration: 'auto' | 'yes' | 'no'
}

/** What a move would meet. Nothing is claimed and nothing stays of it. */
export interface Preflight {
  readonly source: string
  /** The host that it would be, when one agrees. */
  readonly choice?: {
    readonly host: string
    readonly shared: boolean
    readonly copy: 'none' | 'layer' | 'whole'
    /** The image's base, which only its host has, travels before it. */
    readonly baseFromSource?: true
    readonly forecast?: Forecast
  }
  /** Every reason against each host that was asked. */
  readonly refusals: Readonly<Record<string, readonly string[]>>
}

const hostsAsked = 5

/** @param measureSec for how long the guest's writing to memory is watched; 0 gives no forecast. */
export async function preflight(
  cloud: CloudParts,
  question: PreflightQuestion,
  { measureSec, signal }: { readonly measureSec: number; readonly signal: AbortSignal },
): Promise<Preflight> {
  const { source } = question
  const [spec, { fitting, refusals }] = await Promise.all([
    composeSpec(cloud, question.serverId),
    scheduled(cloud, question),
  ])
  const guest = await describeGuest(cloud, source, spec, measureSec, signal)
  const reasons: Record<string, readonly string[]> = { ...refusals }
  for (const host of fitting.slice(0, hostsAsked)) {
    const verdict = await ask(cloud, { ...question, host }, { spec, guest }, signal)
    if (Array.isArray(verdict)) {
      reasons[host] = [...(reasons[host] ?? []), ...verdict]
      continue
    }
    if (verdict.refusals.length > 0 || reasons[host] !== undefined) {
      reasons[host] = [...(reasons[host] ?? []), ...verdict.refusals]
      continue
    }
    const { shared, copy } = verdict
    const base = verdict.baseFromSource === true ? ({ baseFromSource: true } as const) : {}
    const forecast = guest.dirtyBytesPerSec === undefined ? undefined : forecastMove({ ...verdict, guest })
    return {
      source,
      choice: { host, shared, copy, ...base, ...(forecast === undefined ? {} : { forecast }) },
      refusals: reasons,
    }
  }
  return { source, refusals: reasons }
}

/** The scheduler's own reasons; the host that was asked for is looked at all the same, so that all reasons are told. */
async function scheduled(
  cloud: CloudParts,
  { serverId, source, host }: PreflightQuestion,
): Promise<{ fitting: readonly string[]; refusals: Record<string, readonly string[]> }> {
  return cloud.store.transaction(async (trx) => {
    const server = await trx
      .selectFrom('servers')
      .select(placedColumns)
      .where('id', '=', serverId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (server === undefined) throw new Fault('notFound', `server ${serverId} is deleted`)
    const exclude = new Map([[source, 'the server is there now']])
    const answer = await cloud.scheduler.refusals(trx, { ...server, requested_host: null }, exclude)
    const all = Object.fromEntries([...answer.refusals].map(([name, why]) => [name, [why]]))
    if (host === undefined) return { fitting: answer.fitting, refusals: all }
    return { fitting: [host], refusals: all[host] === undefined ? {} : { [host]: all[host] } }
  })
}

async function ask(
  cloud: CloudParts,
  question: PreflightQuestion & { readonly host: string },
  about: { readonly spec: ServerSpec; readonly guest: MovingGuest },
  signal: AbortSignal,
) {
  const migrationId = randomUUID()
  try {
    const verdict = await judge(cloud, { ...question, migrationId }, about, signal)
    await forgetCheck(cloud, question.host, { ...question, migrationId }, verdict.destination.probe.name, signal)
    return verdict
  } catch (error) {
    signal.throwIfAborted()
    return [error instanceof Error ? error.message : String(error)]
  }
}
