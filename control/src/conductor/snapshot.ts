import {
  type Database,
  Fault,
  type Flow,
  flow,
  HostName,
  type HostRequest,
  ImageId,
  ServerId,
  type StoredSnapshot,
  type TaskState,
  DiskFormat,
} from '@kilonova/core'
import { sql, type Transaction } from 'kysely'
import type { CloudParts } from '../cloud.ts'
import { expectImageInCeph } from '../services/images/ceph-images.ts'
import { snapshotDestinations } from '../services/images/snapshot-destinations.ts'
import { activateSnapshotImage, rotateBackups } from '../services/images/snapshot-images.ts'
import { askPatiently } from './ask-patiently.ts'
import { hostOf, readServer } from './server-records.ts'
import { progressOnRecord } from './progress-on-record.ts'

export interface SnapshotInput {
  readonly serverId: string
  readonly imageId: string
  readonly kind: 'snapshot' | 'backup'
  /** Of a backup: how many of its type are kept, this one included. 0 takes none, and removes all that there are. */
  readonly rotation?: number
  readonly backupType?: string
}
export type SnapshotFlow = Flow<SnapshotInput, never>

/** Tasks that a snapshot shows, in their order; a backup begins with its own. */
const tasks = [
  'image_snapshot_pending',
  'image_backup',
  'image_snapshot',
  'image_pending_upload',
  'image_uploading',
] as const
const during = { column: 'task_state', values: tasks } as const

/** Reading a large disk takes hours on a slow one; progress shows that it goes on. */
const workDeadlineMs = 24 * 3_600_000

/**
 * Makes an image of a server's root disk; the server is on, paused or off before, meanwhile and after.
 *
 *     taken: the content is fixed ─ uploaded: its bytes are in the store ─ published: the image is ACTIVE
 *        a failure undoes in reverse: no image, nothing on the host ─┐   ─ settled: the host has nothing more of it
 *
 * Past `published` it only goes forward.
 */
export function snapshotFlow(cloud: CloudParts): SnapshotFlow {
  return flow<SnapshotInput>('snapshot')
    .step('taken', {
      do: async (context) => {
        const { input, signal, requestId } = context
        await cloud.store.transaction((trx) => begin(trx, input))
        if (takesNone(input)) return undefined
        await cloud.imageFiles.makePart(input.imageId)
        const { host, request } = await requestOf(cloud, input)
        const told = progressOnRecord(cloud, input.serverId, during, (progress) => context.progress(progress))
        const options = { ...patience(cloud, signal, requestId), onProgress: told }
        return askPatiently(cloud.bus, host, 'takeSnapshot', request, options)
      },
      record: async (trx, { input }, taken) => {
        await setTask(trx, input.serverId, 'image_pending_upload')
        if (taken?.cephPlace === undefined) return
        const host = (await readServer(trx, input.serverId))?.host ?? ''
        await expectImageInCeph(trx, { imageId: input.imageId, place: taken.cephPlace, host })
      },
      undo: async ({ input, signal, requestId }) => {
        await dropAtHost(cloud, input, signal, requestId)
        await cloud.imageFiles.removePart(input.imageId)
      },
    })
    .step('uploaded', {
      do: async (context) => {
        const { input, results, signal, requestId } = context
        if (results.taken === undefined) return undefined
        if (results.taken.stored !== undefined) return results.taken.stored
        await cloud.store.transaction((trx) => showUploading(trx, input.serverId))
        const { host, request } = await requestOf(cloud, input)
        const { serverId, imageId, destinations, maxBytes } = request
        const told = progressOnRecord(cloud, input.serverId, during, (progress) => context.progress(progress))
        const options = { ...patience(cloud, signal, requestId), onProgress: told }
        const plain = { serverId, imageId, destinations, maxBytes }
        return askPatiently(cloud.bus, host, 'storeSnapshot', plain, options)
      },
      noUndo: 'what it wrote goes with what was taken',
    })
    .step('published', {
      do: async ({ input, results, signal }) => {
        if (results.uploaded === undefined) return undefined
        return publish(cloud, input, results.uploaded, signal)
      },
      record: async (trx, { input, results }, formats) => {
        if (results.uploaded === undefined || formats === undefined) return
        const described = { ...formats, place: results.taken?.cephPlace }
        if (await activateSnapshotImage(trx, input.imageId, results.uploaded, described)) return
        throw new Fault('cancelled', `image ${input.imageId} was deleted while its data arrived`)
      },
      undo: ({ input }) => cloud.imageFiles.remove(input.imageId),
    })
    .forwardOnly('the image is there for its users')
    .step('settled', {
      do: async ({ input, signal, requestId, flowId }) => {
        if (takesNone(input)) return
        await dropAtHost(cloud, input, signal, requestId).catch((error: unknown) => {
          // The host forgets by itself what nobody asks for; the user's server must not wait for that.
          cloud.log.warn('a host did not give up what a snapshot left there', { ...input, flowId, error })
          signal.throwIfAborted()
        })
      },
      record: async (trx, { input }) => {
        await rotate(trx, input)
        await clearTask(trx, input.serverId)
      },
    })
    .ends({
      failed: (trx, { input, flowId }) => giveUp(trx, input, flowId),
    })
}

const takesNone = ({ kind, rotation }: SnapshotInput): boolean => kind === 'backup' && rotation === 0

/** What is only shown need not outlive a power cut: a step that runs again shows it again. */
async function withoutSync(trx: Transaction<Database>): Promise<void> {
  await sql`set local synchronous_commit to off`.execute(trx)
}

async function begin(trx: Transaction<Database>, input: SnapshotInput): Promise<void> {
  await withoutSync(trx)
  await trx
    .updateTable('servers')
    .set({ task_state: 'image_snapshot' satisfies TaskState })
    .where('id', '=', input.serverId)
    .where('task_state', '=', 'image_snapshot_pending')
    .execute()
  // From here on nobody else may fill it.
  const taken = await trx
    .updateTable('images')
    .set({ status: 'saving', updated_at: new Date() })
    .where('id', '=', input.imageId)
    .where('status', 'in', ['queued', 'saving'])
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (taken.numUpdatedRows !== 1n) throw new Fault('cancelled', `image ${input.imageId} was deleted before it was made`)
}

async function showUploading(trx: Transaction<Database>, serverId: string): Promise<void> {
  await withoutSync(trx)
  await trx
    .updateTable('servers')
    .set({ task_state: 'image_uploading' satisfies TaskState })
    .where('id', '=', serverId)
    .where('task_state', '=', 'image_pending_upload')
    .execute()
}

/** Each step's task follows the one before; a task that is not a snapshot's (a delete's) stays. */
async function setTask(trx: Transaction<Database>, serverId: string, task: TaskState): Promise<void> {
  await trx
    .updateTable('servers')
    .set({ task_state: task })
    .where('id', '=', serverId)
    .where('task_state', 'in', [...tasks])
    .execute()
}

async function clearTask(trx: Transaction<Database>, serverId: string): Promise<void> {
  await trx
    .updateTable('servers')
    .set({ task_state: null, progress: 0, updated_at: new Date() })
    .where('id', '=', serverId)
    .where('task_state', 'in', [...tasks])
    .execute()
}

const patience = ({ settings }: CloudParts, signal: AbortSignal, requestId: string) => ({
  signal,
  requestId,
  deadlineMs: workDeadlineMs,
  patienceMs: settings.scheduler.hostDownAfterMs,
})

interface HostAndRequest {
  readonly host: HostName
  readonly request: HostRequest<'takeSnapshot'>
}

async function requestOf(cloud: CloudParts, input: SnapshotInput): Promise<HostAndRequest> {
  const server = await readServer(cloud.store.db, input.serverId)
  if (server === undefined || server.host === null) {
    throw new Fault('notFound', `server ${input.serverId} is deleted, or on no host`)
  }
  const { properties, diskFormat } = server.image
  return {
    host: HostName.parse(server.host),
    request: {
      serverId: ServerId.parse(input.serverId),
      imageId: ImageId.parse(input.imageId),
      destinations: snapshotDestinations(cloud, input.imageId, workDeadlineMs),
      maxBytes: cloud.settings.images.maxSizeGiB * 1024 ** 3,
      quiesce: isTrue(properties['os_require_quiesce']) ? 'required' : 'try',
      ...(diskFormat === 'ami' ? { format: 'raw' as const } : {}),
    },
  }
}

const isTrue = (text: string | undefined): boolean => /^(1|t|true|on|y|yes)$/i.test(text ?? '')

async function dropAtHost(
  cloud: CloudParts,
  input: SnapshotInput,
  signal: AbortSignal,
  requestId: string,
): Promise<void> {
  const host = await hostOf(cloud.store, input.serverId)
  if (host === undefined) return // gone with the host
  const request = { serverId: ServerId.parse(input.serverId), imageId: ImageId.parse(input.imageId) }
  await askPatiently(cloud.bus, HostName.parse(host), 'dropSnapshot', request, {
    signal,
    requestId,
    deadlineMs: cloud.settings.hostAnswerDeadlineMs,
    patienceMs: cloud.settings.scheduler.hostDownAfterMs,
  })
}

/** The file is looked at like every upload, then it has its name. Done again after a crash, it finds it done. */
async function publish(
  cloud: CloudParts,
  { serverId, imageId }: SnapshotInput,
  stored: StoredSnapshot,
  signal: AbortSignal,
): Promise<{ disk: string; container: string }> {
  const server = await readServer(cloud.store.db, serverId)
  const ami = server?.image.diskFormat === 'ami'
  const formats = { disk: ami ? 'ami' : stored.diskFormat, container: ami ? 'ami' : 'bare' }
  if (await cloud.imageFiles.has(imageId)) return formats
  const path = cloud.imageFiles.partOf(imageId)
  const sizeBytes = await cloud.imageFiles.partSize(imageId)
  if (sizeBytes !== stored.sizeBytes) {
    throw new Fault('internal', `image ${imageId} has ${sizeBytes ?? 0} of its ${stored.sizeBytes} bytes in the store`)
  }
  await cloud.inspectImage?.({ path, declaredFormat: DiskFormat.parse(formats.disk) }, { signal })
  await cloud.imageFiles.publish(imageId)
  return formats
}

async function rotate(trx: Transaction<Database>, input: SnapshotInput): Promise<void> {
  const { kind, rotation, backupType, serverId, imageId } = input
  if (kind !== 'backup' || rotation === undefined || backupType === undefined) return
  await rotateBackups(trx, { serverId, backupType, imageId }, rotation)
  if (takesNone(input)) await trx.deleteFrom('images').where('id', '=', imageId).execute()
}

/** There is no image, and the server is as before; why is in the action log. */
async function giveUp(trx: Transaction<Database>, { serverId, imageId }: SnapshotInput, flowId: string): Promise<void> {
  await trx.deleteFrom('images').where('id', '=', imageId).where('status', '!=', 'active').execute()
  await clearTask(trx, serverId)
  await trx
    .updateTable('server_actions')
    .set({ message: 'Error', updated_at: new Date() })
    .where('flow_id', '=', flowId)
    .execute()
}
