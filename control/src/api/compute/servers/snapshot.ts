import { randomUUID } from 'node:crypto'
import { newId, ServerId, type TaskState, type VmState } from '@kilonova/core'
import { sql } from 'kysely'
import { z } from 'zod'
import { insertSnapshotImage } from '../../../services/images/snapshot-images.ts'
import { limitsOf } from '../../../services/quotas.ts'
import { checkProperty } from '../../image/fields.ts'
import { Name, parse, PlainText } from '../../parse.ts'
import { Refusal } from '../../refusal.ts'
import { baseUrl } from '../../request.ts'
import { lockServer } from './access.ts'
import type { ActionContext, ActionHandler } from './actions.ts'
import { hostLights } from './host-lights.ts'

const Metadata = z.record(z.string().regex(/^[a-zA-Z0-9\-_:. ]{1,255}$/, 'not a name of metadata'), z.string().max(255))
const Rotation = z
  .union([
    z.int(),
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number),
  ])
  .pipe(z.int().min(0))

const CreateImage = z.strictObject({ name: Name, metadata: Metadata.optional() })
const CreateBackup = z.strictObject({
  name: Name,
  backup_type: PlainText(255),
  rotation: Rotation,
  metadata: Metadata.optional(),
})

/** States in which a snapshot may begin; no task beside it. Source: Nova's table of actions and states. */
const from: readonly VmState[] = ['active', 'stopped', 'paused', 'suspended']

interface Wish {
  readonly action: 'createImage' | 'createBackup'
  readonly kind: 'snapshot' | 'backup'
  readonly task: TaskState
  readonly name: string
  readonly metadata: Readonly<Record<string, string>>
  readonly backup?: { readonly type: string; readonly rotation: number }
}

/** Nova counts an image's metadata as it counts a server's. */
async function checkMetadata({ cloud, request }: ActionContext, metadata: Wish['metadata']): Promise<void> {
  for (const [name, value] of Object.entries(metadata)) checkProperty(name, value)
  const { projectId } = request.caller
  const limits = await limitsOf(cloud.store.db, cloud.settings.quotas, projectId ?? '')
  const most = limits.metadata_items
  if (most >= 0 && Object.keys(metadata).length > most) {
    throw new Refusal(403, `Image metadata limit exceeded: ${Object.keys(metadata).length} of ${most} items`)
  }
}

async function checkHost({ cloud, server }: ActionContext, action: string): Promise<void> {
  const light = server.host === null ? undefined : (await hostLights(cloud)).get(server.host)
  if (light?.up === true) return
  const why = server.host === null ? 'it is on no host' : 'its host is down. Try again when it is back.'
  throw new Refusal(409, `Cannot '${action}' instance ${server.id}: ${why}`)
}

/** The image, the task and the flow are there together, or not at all. */
async function begin(context: ActionContext, wish: Wish): Promise<string> {
  const { cloud, request, server } = context
  await checkMetadata(context, wish.metadata)
  await checkHost(context, wish.action)
  const imageId = newId<'image'>()
  await cloud.store.transaction(async (trx) => {
    const now = await lockServer(trx, server.id)
    const inState = from.includes(now.vm_state)
    if (!inState || now.task_state !== null) {
      const [attribute, state] = inState ? ['task_state', now.task_state] : ['vm_state', now.vm_state]
      throw new Refusal(409, `Cannot '${wish.action}' instance ${server.id} while it is in ${attribute} ${state}`)
    }
    const image = {
      id: imageId,
      name: wish.name,
      userId: request.caller.userId,
      projectId: request.caller.projectId ?? now.project_id,
      kind: wish.kind,
      metadata: { ...wish.metadata, ...(wish.backup === undefined ? {} : { backup_type: wish.backup.type }) },
      nonInheritable: cloud.settings.images.nonInheritable,
    }
    await insertSnapshotImage(trx, now, image)
    const input = {
      serverId: server.id,
      imageId,
      kind: wish.kind,
      ...(wish.backup === undefined ? {} : { rotation: wish.backup.rotation, backupType: wish.backup.type }),
    }
    const options = { serverId: ServerId.parse(server.id), requestId: request.id }
    const flowId = await cloud.engine.submit(trx, cloud.flows.snapshot, input, options)
    await trx
      .updateTable('servers')
      .set({ task_state: wish.task, updated_at: sql<Date>`date_trunc('milliseconds', clock_timestamp())` })
      .where('id', '=', server.id)
      .execute()
    await trx
      .insertInto('server_actions')
      .values({
        id: randomUUID(),
        server_id: server.id,
        action: wish.action,
        request_id: request.id,
        user_id: request.caller.userId,
        project_id: request.caller.projectId,
        flow_id: flowId,
        message: null,
      })
      .execute()
  })
  cloud.engine.kick()
  return imageId
}

async function answer(context: ActionContext, wish: Wish): Promise<unknown> {
  const { request, reply } = context
  const imageId = await begin(context, wish)
  reply.code(202)
  if (request.minor >= 45) return reply.send({ image_id: imageId })
  if (wish.backup?.rotation !== 0) reply.header('Location', `${baseUrl(request)}/image/v2/images/${imageId}`)
  return reply.send()
}

/** A server whose root disk is a volume has nothing of its own on its host that could be read. */
function refuseVolumeRoot({ server }: ActionContext, action: string): void {
  if (server.image_id !== null) return
  const instead = action === 'createBackup' ? 'It is not supported to backup volume-backed instance' : ''
  throw new Refusal(
    400,
    instead === '' ? `Cannot '${action}' instance ${server.id}: snapshot its volumes instead` : `${instead}.`,
  )
}

export const snapshotActions: Readonly<Record<string, ActionHandler>> = {
  createImage: (context) => {
    const { name, metadata = {} } = parse(CreateImage, context.argument)
    refuseVolumeRoot(context, 'createImage')
    return answer(context, { action: 'createImage', kind: 'snapshot', task: 'image_snapshot_pending', name, metadata })
  },
  createBackup: (context) => {
    const { name, metadata = {}, backup_type: type, rotation } = parse(CreateBackup, context.argument)
    refuseVolumeRoot(context, 'createBackup')
    const backup = { type, rotation }
    return answer(context, { action: 'createBackup', kind: 'backup', task: 'image_backup', name, metadata, backup })
  },
}
