import {
  Fault,
  type FlavorSpec,
  type HostAnswer,
  HostName,
  type HostOperation,
  type HostRequest,
  type Progress,
  ServerId,
  type ServerSpec,
} from '@kilonova/core'
import { z } from 'zod'
import type { CloudParts } from '../../cloud.ts'
import {
  type ColdDetail,
  detailOf,
  flavorsOf,
  migrationOf,
  type MigrationRow,
} from '../../services/migrations/records.ts'
import { askPatiently } from '../ask-patiently.ts'
import { composeSpec } from '../compose-spec.ts'

/** What a flow that moves a server is given: everything else is in the migration's record. */
export interface MoveInput {
  readonly serverId: string
  readonly migrationId: string
}

/** One move, as its steps see it. */
export interface Move {
  readonly row: MigrationRow
  readonly detail: ColdDetail
  readonly serverId: ServerId
  readonly migrationId: string
  readonly source: HostName
  readonly destination: HostName
  readonly sameHost: boolean
  readonly flavors: { readonly old: FlavorSpec; readonly new: FlavorSpec }
}

export async function readMove({ store }: CloudParts, input: MoveInput): Promise<Move> {
  const row = await migrationOf(store.db, input.migrationId)
  if (row === undefined) throw new Fault('notFound', `migration ${input.migrationId} is gone`)
  if (row.destination_host === null) throw new Fault('conflict', `migration ${row.number} has no destination`)
  return {
    row,
    detail: detailOf(row),
    serverId: ServerId.parse(input.serverId),
    migrationId: row.id,
    source: HostName.parse(row.source_host),
    destination: HostName.parse(row.destination_host),
    sameHost: row.destination_host === row.source_host,
    flavors: flavorsOf(row),
  }
}

/** The server as it is before the move, or after it. */
export async function specWith(cloud: CloudParts, move: Move, which: 'old' | 'new'): Promise<ServerSpec> {
  return { ...(await composeSpec(cloud, move.serverId)), flavor: move.flavors[which] }
}

interface StepContext {
  readonly signal: AbortSignal
  readonly requestId: string
  readonly progress?: (progress: Progress) => void
}

/** Disks may travel for a long time; what has stalled is seen by the hosts themselves. */
const copyDeadlineMs = 24 * 3_600_000
/** A guest may take as long to shut down as its host lets it. */
const stopDeadlineMs = 24 * 3_600_000

const deadlines: Partial<Record<HostOperation, number>> = {
  readyForDisks: copyDeadlineMs,
  migrateDisks: stopDeadlineMs,
  putDisksAside: stopDeadlineMs,
  receiveDisks: copyDeadlineMs,
  // In Ceph a disk goes back object by object, however large it is.
  abandonMigration: copyDeadlineMs,
  restoreServer: copyDeadlineMs,
  confirmMigration: copyDeadlineMs,
}

/** Asks one of the two hosts, and waits a while for one that is just starting. */
export function askHostOf<O extends HostOperation>(
  cloud: CloudParts,
  host: HostName,
  operation: O,
  request: HostRequest<O>,
  { signal, requestId, progress }: StepContext,
): Promise<HostAnswer<O>> {
  return askPatiently(cloud.bus, host, operation, request, {
    signal,
    requestId,
    deadlineMs: deadlines[operation] ?? cloud.settings.hostAnswerDeadlineMs,
    patienceMs: cloud.settings.scheduler.hostDownAfterMs,
    ...(progress === undefined ? {} : { onProgress: progress }),
  })
}

/** Whether a host is of this cloud still: what was to be undone at one that has left is gone with it. */
export async function isMember({ store }: CloudParts, host: HostName): Promise<boolean> {
  const row = await store.db.selectFrom('hosts').select('name').where('name', '=', host).executeTakeFirst()
  return row !== undefined
}

/** Of HostFacts, which an older agent may have told. */
const DoorFacts = z.object({ door: z.object({ address: z.string(), port: z.int() }).optional() })

/** Where other hosts reach this one; undefined while it is the only one. */
export async function doorOf(
  { store }: CloudParts,
  host: HostName,
): Promise<{ host: HostName; address: string; port: number } | undefined> {
  const row = await store.db.selectFrom('hosts').select('facts').where('name', '=', host).executeTakeFirst()
  const facts = DoorFacts.safeParse(row?.facts)
  return facts.data?.door === undefined ? undefined : { host, ...facts.data.door }
}
