import {
  type Database,
  Fault,
  type Flow,
  flow,
  HostName,
  ImageSpec,
  type RescueSpec,
  ServerId,
  type TaskState,
  unseal,
} from '@kilonova/core'
import { sql, type Transaction } from 'kysely'
import type { CloudParts } from '../cloud.ts'
import { askPatiently } from './ask-patiently.ts'
import { composeSpec, imagePlaces } from './compose-spec.ts'
import { hostOf, readServer } from './server-records.ts'

export interface RescueInput {
  readonly serverId: string
  /** Sealed with the service's key. */
  readonly adminPassword: string
}
export interface UnrescueInput {
  readonly serverId: string
}
export type RescueFlow = Flow<RescueInput, never>
export type UnrescueFlow = Flow<UnrescueInput, never>

/** The image may have to be fetched. */
const deadlineMs = 1_800_000

/** rescued: the guest runs from the rescue disks, RESCUE. The host takes back what fails, and the server is as it was. */
export function rescueFlow(cloud: CloudParts): RescueFlow {
  return flow<RescueInput>('rescue')
    .step('rescued', {
      do: async (context) => {
        const { input, signal, requestId } = context
        const [ask, spec] = await Promise.all([askerOf(cloud, input.serverId), composeSpec(cloud, input.serverId)])
        const rescue = await rescueSpecOf(cloud, input)
        return askPatiently(
          cloud.bus,
          ask,
          'rescueServer',
          { spec, rescue },
          {
            signal,
            requestId,
            deadlineMs,
            patienceMs: cloud.settings.scheduler.hostDownAfterMs,
            onProgress: (told) => context.progress(told),
          },
        )
      },
      record: (trx, { input }) =>
        settle(trx, input.serverId, 'rescuing', { vm_state: 'rescued', power_state: 'running' }),
      noUndo: 'it is the last step, and the host takes its own failure back',
    })
    .ends({ failed: (trx, { input, flowId }) => giveUp(trx, input.serverId, flowId, 'rescuing', { rescue: null }) })
}

/** unrescued: the guest runs from its own disks again, ACTIVE. */
export function unrescueFlow(cloud: CloudParts): UnrescueFlow {
  return flow<UnrescueInput>('unrescue')
    .step('unrescued', {
      do: async ({ input, signal, requestId }) => {
        const [ask, spec] = await Promise.all([askerOf(cloud, input.serverId), composeSpec(cloud, input.serverId)])
        return askPatiently(
          cloud.bus,
          ask,
          'unrescueServer',
          { spec },
          {
            signal,
            requestId,
            deadlineMs: cloud.settings.hostAnswerDeadlineMs,
            patienceMs: cloud.settings.scheduler.hostDownAfterMs,
          },
        )
      },
      record: (trx, { input }) =>
        settle(trx, input.serverId, 'unrescuing', {
          vm_state: 'active',
          power_state: 'running',
          rescue: null,
          launched_at: new Date(),
        }),
      noUndo: 'a server that left its rescue is not put back into it',
    })
    .ends({ failed: (trx, { input, flowId }) => giveUp(trx, input.serverId, flowId, 'unrescuing', {}) })
}

async function askerOf(cloud: CloudParts, serverId: string): Promise<HostName> {
  const host = await hostOf(cloud.store, serverId)
  if (host === undefined) throw new Fault('hostAway', `server ${serverId} is on no host`)
  return HostName.parse(host)
}

async function rescueSpecOf(cloud: CloudParts, input: RescueInput): Promise<RescueSpec> {
  const row = await readServer(cloud.store.db, ServerId.parse(input.serverId))
  if (row?.rescue === null || row?.rescue === undefined) {
    throw new Fault('notFound', `it is not known what server ${input.serverId} is to be rescued with`)
  }
  const { image, kernel, ramdisk } = row.rescue
  const located = await imagePlaces(cloud, [image, kernel, ramdisk], row.host)
  const place = (one: Omit<ImageSpec, 'locations'>): ImageSpec =>
    ImageSpec.parse({ ...one, locations: located(one.id) })
  return {
    image: place(image),
    ...(kernel === undefined ? {} : { kernel: place(kernel) }),
    ...(ramdisk === undefined ? {} : { ramdisk: place(ramdisk) }),
    adminPassword: unseal(input.adminPassword, cloud.sealKey),
  }
}

type Changes = Readonly<Record<string, unknown>>

const withoutTask = (task: TaskState) =>
  sql<TaskState | null>`case when task_state = ${task} then null else task_state end`

async function settle(trx: Transaction<Database>, id: string, task: TaskState, changes: Changes): Promise<void> {
  await trx
    .updateTable('servers')
    .set({ ...changes, task_state: withoutTask(task), updated_at: new Date() })
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .execute()
}

async function giveUp(
  trx: Transaction<Database>,
  id: string,
  flowId: string,
  task: TaskState,
  changes: Changes,
): Promise<void> {
  await settle(trx, id, task, changes)
  const change = { message: 'Error', updated_at: new Date() }
  await trx.updateTable('server_actions').set(change).where('flow_id', '=', flowId).execute()
}
