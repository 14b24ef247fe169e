import { randomBytes, randomUUID } from 'node:crypto'
import { type RescueRecord, seal, ServerId, type TaskState, type VmState } from '@kilonova/core'
import type { Transaction } from 'kysely'
import type { Database } from '@kilonova/core'
import { z } from 'zod'
import { parse, PlainText } from '../../parse.ts'
import { Refusal } from '../../refusal.ts'
import { lockServer } from './access.ts'
import type { ActionContext } from './actions.ts'
import { requireUnlocked } from './change.ts'
import { hostLights } from './host-lights.ts'
import { chooseImage } from './image-choice.ts'

const Rescue = z.union([
  z.null(),
  z.strictObject({ adminPass: PlainText(255).min(1).optional(), rescue_image_ref: PlainText(255).min(1).optional() }),
])
const Nothing = z.union([z.null(), z.strictObject({})])

/** Source: Nova's properties of images for rescue. Other devices and buses have no place in our guests. */
const devices = ['disk', 'cdrom']
const buses = ['virtio', 'scsi', 'sata', 'ide', 'usb']

/** What the server is started from instead: the image that is named, else the one that it was made from. */
async function rescueWith({ cloud, request, server }: ActionContext, ref: string | undefined): Promise<RescueRecord> {
  if (ref === undefined) {
    const { image, kernel, ramdisk } = server
    return { image, ...(kernel === null ? {} : { kernel }), ...(ramdisk === null ? {} : { ramdisk }) }
  }
  const id = (ref.split('/').at(-1) ?? '').toLowerCase()
  const { image, kernel, ramdisk } = await chooseImage(cloud, request.caller, id)
  for (const [name, allowed] of [
    ['hw_rescue_device', devices],
    ['hw_rescue_bus', buses],
  ] as const) {
    const value = image.properties[name]
    if (value !== undefined && !allowed.includes(value)) {
      throw new Refusal(400, `Image ${image.id} has ${name} ${value.slice(0, 40)}: use one of ${allowed.join(', ')}.`)
    }
  }
  return {
    image,
    ...(kernel === undefined ? {} : { kernel }),
    ...(ramdisk === undefined ? {} : { ramdisk }),
  }
}

interface Change {
  readonly action: 'rescue' | 'unrescue'
  readonly from: readonly VmState[]
  readonly task: TaskState
  readonly rescue?: RescueRecord
  readonly submit: (trx: Transaction<Database>) => Promise<string>
}

/** State, flow and action log in one transaction: of two requests at once one is refused. */
async function begin({ cloud, request, server }: ActionContext, change: Change): Promise<void> {
  await cloud.store.transaction(async (trx) => {
    const now = await lockServer(trx, server.id)
    const cannot = (what: string) => new Refusal(409, `Cannot '${change.action}' instance ${server.id} ${what}`)
    if (!change.from.includes(now.vm_state)) throw cannot(`while it is in vm_state ${now.vm_state}`)
    if (now.task_state !== null) throw cannot(`while it is in task_state ${now.task_state}`)
    if (now.host === null) throw cannot('that is on no host')
    const flowId = await change.submit(trx)
    await trx
      .updateTable('servers')
      .set({
        task_state: change.task,
        updated_at: new Date(),
        ...(change.rescue === undefined ? {} : { rescue: JSON.stringify(change.rescue) }),
      })
      .where('id', '=', server.id)
      .execute()
    await trx
      .insertInto('server_actions')
      .values({
        id: randomUUID(),
        server_id: server.id,
        action: change.action,
        request_id: request.id,
        user_id: request.caller.userId,
        project_id: request.caller.projectId,
        flow_id: flowId,
        message: null,
      })
      .execute()
  })
  cloud.engine.kick()
}

async function checkHost({ cloud, request, server }: ActionContext, action: string): Promise<void> {
  requireUnlocked(request, server)
  const host = server.host === null ? undefined : (await hostLights(cloud)).get(server.host)
  if (host?.up !== false) return
  throw new Refusal(409, `Cannot '${action}' instance ${server.id}: its host is down. Try again when it is back.`)
}

/** Starts the server from another image, with its own disk beside it. */
export async function rescue(context: ActionContext): Promise<unknown> {
  const { cloud, request, server, reply } = context
  const wish = parse(Rescue, context.argument)
  await checkHost(context, 'rescue')
  if (server.image_id === null) {
    throw new Refusal(400, `Instance ${server.id} cannot be rescued: Cannot rescue a volume-backed instance`)
  }
  const record = await rescueWith(context, wish?.rescue_image_ref)
  const password = wish?.adminPass ?? randomBytes(9).toString('base64url')
  const input = { serverId: server.id, adminPassword: seal(password, cloud.sealKey) }
  await begin(context, {
    action: 'rescue',
    from: ['active', 'stopped', 'error'],
    task: 'rescuing',
    rescue: record,
    submit: (trx) =>
      cloud.engine.submit(trx, cloud.flows.rescue, input, {
        serverId: ServerId.parse(server.id),
        requestId: request.id,
      }),
  })
  return reply.code(200).send({ adminPass: password })
}

/** Starts the server from its own disks again. */
export async function unrescue(context: ActionContext): Promise<unknown> {
  const { cloud, request, server, reply } = context
  parse(Nothing, context.argument)
  await checkHost(context, 'unrescue')
  await begin(context, {
    action: 'unrescue',
    from: ['rescued'],
    task: 'unrescuing',
    submit: (trx) =>
      cloud.engine.submit(
        trx,
        cloud.flows.unrescue,
        { serverId: server.id },
        {
          serverId: ServerId.parse(server.id),
          requestId: request.id,
        },
      ),
  })
  return reply.code(202).send()
}
