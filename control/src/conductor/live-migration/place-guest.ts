import {
  type DiskCopy,
  Fault,
  faultOf,
  HostName,
  type LiveDestination,
  type MovingGuest,
  ServerId,
  type ServerSpec,
  type StepContext,
} from '@kilonova/core'
import type { CloudParts } from '../../cloud.ts'
import { placedColumns } from '../../scheduler/demand.ts'
import { askPatiently } from '../ask-patiently.ts'
import { composeSpec } from '../compose-spec.ts'
import type { LiveMigrateInput } from './live-migrate.ts'

/** A host that has been claimed and has nothing against the guest, nor the source against going there. */
export interface Placed {
  readonly host: string
  readonly guest: MovingGuest
  readonly destination: LiveDestination
  readonly shared: boolean
  readonly copy: DiskCopy
  /** For `copy` the destination must have the image's base first, which only the source's cache has. */
  readonly baseFromSource?: boolean
}

type Question = Pick<LiveMigrateInput, 'serverId' | 'migrationId' | 'source' | 'blockMigration'>

/** What both sides say of one destination. */
export interface Verdict extends Placed {
  readonly refusals: readonly string[]
  readonly linkBytesPerSec: number
  readonly overheadMs: number
  readonly maxDowntimeMs: number
  readonly standsStill: boolean
}

const askMs = 60_000
const hostsTried = 5

type Step = Pick<StepContext<LiveMigrateInput, unknown>, 'input' | 'signal' | 'fence'>

/** Claims the best host that both sides agree to: one that is refused is left out, and the next is asked. */
export async function placeGuest(cloud: CloudParts, step: Step): Promise<Placed> {
  const { input, signal } = step
  const spec = await composeSpec(cloud, input.serverId)
  const exclude = new Map([[input.source, 'the server is there now']])
  const [guest, first] = await both(describeGuest(cloud, input.source, spec, 0, signal), claim(cloud, step, exclude))
  for (let host = first; ; host = await claim(cloud, step, exclude)) {
    const verdict = await judge(cloud, { ...input, host, settling: true }, { spec, guest }, signal)
    if (verdict.refusals.length === 0) {
      const { destination, shared, copy, baseFromSource } = verdict
      return { host, guest, destination, shared, copy, ...(baseFromSource === true ? { baseFromSource } : {}) }
    }
    await forgetCheck(cloud, host, input, verdict.destination.probe.name, signal)
    exclude.set(host, verdict.refusals.join('; '))
    if (input.host !== undefined || exclude.size > hostsTried) throw refused(input.serverId, exclude, input.source)
  }
}

/** Neither goes on behind a failure of the other: what is undone then must not come after. */
async function both<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other])
  return [await one, await other]
}

async function claim(cloud: CloudParts, { input, fence }: Step, exclude: ReadonlyMap<string, string>): Promise<string> {
  return cloud.store.transaction(async (trx) => {
    await fence(trx)
    const server = await trx
      .selectFrom('servers')
      .select(placedColumns)
      .where('id', '=', input.serverId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (server === undefined) throw new Fault('notFound', `server ${input.serverId} is deleted`)
    try {
      const options = { exclude, ...(input.host === undefined ? {} : { only: input.host }) }
      return (await cloud.scheduler.claimDestination(trx, input.migrationId, server, options)).host
    } catch (error) {
      if (input.force !== true || input.host === undefined || faultOf(error)?.kind !== 'noHost') throw error
      return holdAnyway(trx, input.migrationId, server, input.host)
    }
  })
}

/** `force`: the administrator's word against the scheduler's; what is used is counted all the same. */
async function holdAnyway(
  trx: Parameters<Parameters<CloudParts['store']['transaction']>[0]>[0],
  migrationId: string,
  server: { readonly vcpus: number; readonly memory_mib: number; readonly disk_gib: number },
  host: string,
): Promise<string> {
  await trx
    .updateTable('server_migrations')
    .set({
      destination_host: host,
      held_host: host,
      held_vcpus: server.vcpus,
      held_memory_mib: server.memory_mib,
      held_disk_gib: server.disk_gib,
    })
    .where('id', '=', migrationId)
    .execute()
  return host
}

export function describeGuest(
  cloud: CloudParts,
  source: string,
  spec: ServerSpec,
  measureSec: number,
  signal: AbortSignal,
): Promise<MovingGuest> {
  const request = { spec, ...(measureSec > 0 ? { measureSec } : {}) }
  const options = { signal, deadlineMs: askMs, patienceMs: 0 }
  return askPatiently(cloud.bus, HostName.parse(source), 'describeMovingGuest', request, options)
}

/**
 * Asks the destination, then the source; every reason of both. Leaves the probe file at the destination, and with
 * `settling` also the guest's network: the move is to follow at once.
 */
export async function judge(
  cloud: CloudParts,
  question: Question & { readonly host: string; readonly settling?: boolean },
  { spec, guest }: { readonly spec: ServerSpec; readonly guest: MovingGuest },
  signal: AbortSignal,
): Promise<Verdict> {
  const { migrationId, blockMigration, settling = false } = question
  const options = { signal, deadlineMs: askMs, patienceMs: 0 }
  const request = { migrationId, spec, guest, ...(settling ? { settling } : {}) }
  const there = await askPatiently(cloud.bus, HostName.parse(question.host), 'checkLiveDestination', request, options)
  const here = await askPatiently(
    cloud.bus,
    HostName.parse(question.source),
    'checkLiveSource',
    {
      migrationId,
      serverId: ServerId.parse(question.serverId),
      guest,
      destination: there.destination,
      copy: there.baseFromSource === true ? 'layer' : there.copy,
      blockMigration,
    },
    options,
  )
  // With shared storage the directory that is in the way is the guest's own.
  const ofDestination = there.refusals.filter((one) => !here.shared || !one.startsWith('DestinationDiskExists:'))
  return {
    host: question.host,
    guest,
    destination: there.destination,
    shared: here.shared,
    copy: here.copy,
    baseFromSource: here.copy === 'layer' && there.baseFromSource === true,
    refusals: [...ofDestination, ...here.refusals],
    linkBytesPerSec: here.linkBytesPerSec,
    overheadMs: here.overheadMs,
    maxDowntimeMs: here.maxDowntimeMs,
    standsStill: here.standsStill,
  }
}

/** Removes what a check left that led to nothing. */
export async function forgetCheck(
  cloud: CloudParts,
  host: string,
  { serverId, migrationId }: Pick<Question, 'serverId' | 'migrationId'>,
  probe: string,
  signal: AbortSignal,
): Promise<void> {
  const request = { serverId: ServerId.parse(serverId), migrationId, shared: true, probe, runsAtSource: false }
  const options = { signal, deadlineMs: askMs, patienceMs: 0 }
  await askPatiently(cloud.bus, HostName.parse(host), 'undoPrepareLive', request, options).catch((error: unknown) =>
    cloud.log.warn('what a check left is removed when the agent starts again', { host, probe, error }),
  )
}

function refused(serverId: string, exclude: ReadonlyMap<string, string>, source: string): Fault {
  const reasons = [...exclude].filter(([host]) => host !== source)
  return new Fault('noHost', `server ${serverId} was not moved; it runs on at ${source}`, {
    cause: new Error(reasons.map(([host, why]) => `${host}: ${why}`).join('. ')),
    next: 'choose another host, or change what stands against it',
    fields: Object.fromEntries(reasons),
  })
}
