import {
  chain,
  decodeFault,
  type Database,
  type FailedContext,
  Fault,
  type FaultKind,
  faultOf,
  flow,
  type Flow,
  HostName,
  ServerId,
  type ServerSpec,
  type StepContext,
  unseal,
} from '@kilonova/core'
import { along } from '@kilonova/core/store'
import { sql, type Transaction } from 'kysely'
import type { CloudParts } from '../cloud.ts'
import { askPatiently } from './ask-patiently.ts'
import { type PlacedServer, placedColumns } from '../scheduler/demand.ts'
import { attachPorts, type NicRequest, releasePorts } from '../services/network/ports.ts'
import { composeWithHost } from './compose-spec.ts'
import { awaitedPorts, untilPlugged } from './await-plugged.ts'
import { serverFault } from './fault-view.ts'
import { hostOf } from './server-records.ts'
import { progressOnRecord } from './progress-on-record.ts'

/** Everything about a build that its server's record does not say. Kept in the journal, so nothing in it is secret. */
export interface BuildInput {
  readonly serverId: string
  readonly nics: readonly NicRequest[]
  /** Ids of the groups that its own ports are put in; the project's default one when absent. */
  readonly securityGroups?: readonly string[]
  /** Sealed with the service's key. */
  readonly adminPassword?: string
  /** Hosts where it failed before, and how. */
  readonly failed?: readonly FailedBuild[]
}

export interface FailedBuild {
  readonly host: string
  readonly reason: string
}

const building = { column: 'vm_state', values: ['building'] } as const

export type BuildFlow = Flow<BuildInput, never>

/**
 * Makes a server out of its record.
 *
 *     scheduled: a host is claimed, ports are bound ─ prepared: its files are there ─ started: the guest runs, ACTIVE
 *
 * A failure undoes in reverse. When it was of the host's making and another host would do, the build is asked for once
 * more, there; else it ends in ERROR with the reason, and the record stays for its owner to see and delete.
 */
export function buildFlow(cloud: CloudParts): BuildFlow {
  const specs = new KeptSpecs()
  return flow<BuildInput>('build')
    .step('scheduled', {
      record: (trx, { input }) => schedule(cloud, trx, input),
      noUndo: 'its records are given back by the end, which still has to know the host',
    })
    .step('prepared', {
      do: async (context) => {
        const { input, signal, requestId } = context
        const { host, spec } = await specOf(cloud, input)
        specs.keep(context.flowId, { host, spec })
        const onProgress = progressOnRecord(cloud, input.serverId, building, (told) => context.progress(told))
        const options = {
          signal,
          deadlineMs: cloud.settings.buildDeadlineMs,
          patienceMs: cloud.settings.scheduler.hostDownAfterMs,
          requestId,
          onProgress,
        }
        return askPatiently(cloud.bus, host, 'prepareServer', { spec }, options)
      },
      undo: (context) => undoAtHost(cloud, context, 'removeServerFiles'),
    })
    .step('started', {
      do: async ({ input, flowId, signal, requestId }) => {
        const { host, spec } = specs.take(flowId) ?? (await specOf(cloud, input))
        const awaited = awaitedPorts(cloud, spec)
        const options = shortAsk(cloud, signal, requestId)
        if (awaited.length === 0) return askPatiently(cloud.bus, host, 'startServer', { spec }, options)
        await askPatiently(cloud.bus, host, 'startServer', { spec, paused: true }, options)
        await untilPlugged(cloud, spec.id, awaited, signal)
        return askPatiently(cloud.bus, host, 'unpauseServer', { serverId: spec.id }, options)
      },
      record: (trx, { input }) => becomeActive(trx, input.serverId),
      undo: (context) => undoAtHost(cloud, context, 'destroyServer'),
    })
    .ends({ failed: (trx, context) => endFailed(cloud, trx, context) })
}

async function schedule(cloud: CloudParts, trx: Transaction<Database>, input: BuildInput): Promise<void> {
  const server = await trx
    .selectFrom('servers')
    .select(placedColumns)
    .where('id', '=', input.serverId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (server === undefined) throw new Fault('notFound', `server ${input.serverId} is deleted`)
  const { securityGroups } = input
  const owner = {
    serverId: server.id,
    projectId: server.project_id,
    ...(securityGroups === undefined ? {} : { securityGroups }),
  }
  await attachPorts(trx, owner, input.nics)
  // The host last: its lock is what builds wait for, and so it is held for as few statements as can be.
  const exclude = new Map(input.failed?.map(({ host, reason }) => [host, `the build failed there: ${reason}`]))
  await cloud.scheduler.claimHost(trx, server, exclude)
}

async function giveBack(trx: Transaction<Database>, serverId: string): Promise<void> {
  await releasePorts(trx, serverId)
  await trx
    .updateTable('servers')
    .set({ host: null, hypervisor_hostname: null, availability_zone: '', power_state: 'nostate' })
    .where('id', '=', serverId)
    .execute()
}

/** How long one short request to a host may take, and how long the host may be missing. */
const shortAsk = ({ settings }: CloudParts, signal: AbortSignal, requestId: string) => ({
  signal,
  requestId,
  deadlineMs: settings.hostAnswerDeadlineMs,
  patienceMs: settings.scheduler.hostDownAfterMs,
})

interface HostAndSpec {
  readonly host: HostName
  readonly spec: ServerSpec
}

/** What one step composed, for the next one in this process; after a crash it is composed again. */
class KeptSpecs {
  readonly #byFlow = new Map<string, HostAndSpec>()

  keep(flowId: string, one: HostAndSpec): void {
    const [oldest] = this.#byFlow.keys()
    if (this.#byFlow.size >= 200 && oldest !== undefined) this.#byFlow.delete(oldest)
    this.#byFlow.set(flowId, one)
  }

  take(flowId: string): HostAndSpec | undefined {
    const one = this.#byFlow.get(flowId)
    this.#byFlow.delete(flowId)
    return one
  }
}

async function specOf(cloud: CloudParts, input: BuildInput): Promise<HostAndSpec> {
  const password = input.adminPassword === undefined ? undefined : unseal(input.adminPassword, cloud.sealKey)
  const { host, spec } = await composeWithHost(cloud, input.serverId, password)
  if (host === undefined) throw new Fault('hostAway', `the host of server ${input.serverId} has left the cloud`)
  return { host: HostName.parse(host), spec }
}

/**
 * Undoes something at the server's host. What was to be undone at a host that has left the cloud is gone with it. While
 * the host can not do it the claim stays, since its files and perhaps the guest do; the user sees ERROR and why already.
 */
async function undoAtHost(
  cloud: CloudParts,
  context: StepContext<BuildInput, unknown>,
  operation: 'destroyServer' | 'removeServerFiles',
): Promise<void> {
  const { input, signal, requestId } = context
  const host = await hostOf(cloud.store, input.serverId)
  if (host === undefined) return
  const request = { serverId: ServerId.parse(input.serverId) }
  try {
    await askPatiently(cloud.bus, HostName.parse(host), operation, request, shortAsk(cloud, signal, requestId))
  } catch (error) {
    await showFailure(cloud, context)
    throw error
  }
}

/** Fenced: another owner of the flow may have gone on to another host meanwhile, where nothing has failed. */
async function showFailure({ store }: CloudParts, { input, flowId, fence }: StepContext<BuildInput, unknown>) {
  await store.transaction(async (trx) => {
    await fence(trx)
    const row = await trx.selectFrom('flows').select('error').where('id', '=', flowId).executeTakeFirst()
    if (row === undefined || row.error === null) return
    await trx
      .updateTable('servers')
      .set({ vm_state: 'error', fault: JSON.stringify(serverFault(decodeFault(row.error))), updated_at: new Date() })
      .where('id', '=', input.serverId)
      .where('vm_state', '=', 'building')
      .execute()
  })
}

/** Nova's state of a fresh guest; one that ended before we could note its start is off. */
async function becomeActive(trx: Transaction<Database>, serverId: string): Promise<void> {
  const now = new Date()
  const active = trx
    // Mostly there is nothing to forget, and nothing is written.
    .with('forgiven', (db) =>
      db
        .updateTable('hosts')
        .set({ failed_builds: 0 })
        .where('failed_builds', '>', 0)
        .where('name', '=', (eb) => eb.selectFrom('servers').select('host').where('id', '=', serverId)),
    )
    .updateTable('servers')
    .set({
      vm_state: sql`case when power_state in ('shutdown', 'crashed') then 'stopped' else 'active' end`,
      power_state: sql`case when power_state = 'nostate' then 'running' else power_state end`,
      task_state: sql`case when task_state = 'deleting' then task_state end`,
      launched_at: now,
      updated_at: now,
      progress: 0,
    })
    .where('id', '=', serverId)
  await along(trx, active)
}

async function endFailed(
  cloud: CloudParts,
  trx: Transaction<Database>,
  context: FailedContext<BuildInput>,
): Promise<void> {
  const { input, error, flowId } = context
  const server = await trx
    .selectFrom('servers')
    .select(placedColumns)
    .where('id', '=', input.serverId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  await giveBack(trx, input.serverId)
  if (server === undefined || server.host === null) return becomeError(trx, input.serverId, flowId, error)
  const failed = [...(input.failed ?? []), { host: server.host, reason: chain(error).slice(0, 500) }]
  const again = await tryElsewhere(cloud, trx, { server, failed, context })
  if (!again) await becomeError(trx, input.serverId, flowId, summary(error, failed))
}

/** Faults that another host may not have. The rest is about the request, the image or the user. */
const ofTheHost: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'noSpace',
  'hypervisorAway',
  'hypervisorRefused',
  'hostAway',
  'deadline',
  'internal',
])

interface FailedTry {
  readonly server: PlacedServer
  readonly failed: readonly FailedBuild[]
  readonly context: FailedContext<BuildInput>
}

/** Nothing of the server is left at the host by now. @returns false when it is not to be tried again. */
async function tryElsewhere(
  { scheduler, settings, log }: CloudParts,
  trx: Transaction<Database>,
  { server, failed, context }: FailedTry,
): Promise<boolean> {
  const { input, error, flowId } = context
  const { host } = server
  if (host === null || !ofTheHost.has(faultOf(error)?.kind ?? 'internal')) return false
  await trx.updateTable('hosts').set({ failed_builds: sql`failed_builds + 1` }).where('name', '=', host).execute()
  if (failed.length >= settings.scheduler.maxAttempts) return false
  const { fitting } = await scheduler.refusals(trx, server, new Map(failed.map((one) => [one.host, one.reason])))
  if (fitting.length === 0) return false
  const next = await context.again({ ...input, failed })
  if (next === undefined) return false
  const now = new Date()
  await trx
    .updateTable('servers')
    .set({ vm_state: 'building', task_state: 'scheduling', fault: null, progress: 0, updated_at: now })
    .where('id', '=', server.id)
    .execute()
  await noteFailedTry(trx, { flowId, next, host, reason: failed.at(-1)?.reason ?? '' })
  log.warn('a build failed; trying it on another host', { serverId: server.id, flowId, next, host, error })
  return true
}

/** The action goes on with the next flow; what went wrong stays in its log. */
async function noteFailedTry(
  trx: Transaction<Database>,
  { flowId, next, host, reason }: { flowId: string; next: string; host: string; reason: string },
): Promise<void> {
  const action = await trx
    .updateTable('server_actions')
    .set({ flow_id: next, updated_at: new Date() })
    .where('flow_id', '=', flowId)
    .returning(['id', 'updated_at'])
    .executeTakeFirst()
  if (action === undefined) return
  const at = action.updated_at
  await trx
    .insertInto('server_action_events')
    .values({
      action_id: action.id,
      event: 'build_failed_on_host',
      host,
      started_at: at,
      finished_at: at,
      result: 'Error',
      details: reason,
    })
    .execute()
}

/** After several hosts the fault tells of each. */
function summary(error: unknown, failed: readonly FailedBuild[]): unknown {
  if (failed.length < 2) return error
  const last = faultOf(error)
  const text = failed.map(({ host, reason }) => `${host}: ${reason}`).join('; ')
  return new Fault(last?.kind ?? 'internal', `the build failed on ${failed.length} hosts. ${text}`, {
    ...(last?.next === undefined ? {} : { next: last.next }),
    fields: Object.fromEntries(failed.map(({ host, reason }) => [host, reason])),
  })
}

async function becomeError(
  trx: Transaction<Database>,
  serverId: string,
  flowId: string,
  error: unknown,
): Promise<void> {
  const server = await trx
    .updateTable('servers')
    .set({
      vm_state: 'error',
      power_state: 'nostate',
      task_state: sql`case when task_state = 'deleting' then task_state end`,
      fault: JSON.stringify(serverFault(error)),
      progress: 0,
      updated_at: new Date(),
    })
    .where('id', '=', serverId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (server.numUpdatedRows === 0n) return
  await trx
    .updateTable('server_actions')
    .set({ message: 'Error', updated_at: new Date() })
    .where('flow_id', '=', flowId)
    .execute()
}
