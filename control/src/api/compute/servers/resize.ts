import { randomUUID } from 'node:crypto'
import { type FlavorSpec, type MigrationKind, ServerId } from '@kilonova/core'
import { sql, type Transaction } from 'kysely'
import type { Database } from '@kilonova/core'
import { z } from 'zod'
import type { ServerRow } from '../../../conductor/server-records.ts'
import { diskGiBWith } from '../../../scheduler/demand.ts'
import { changeMigration, finishedMigrationOf } from '../../../services/migrations/records.ts'
import { takeQuota } from '../../../services/quotas.ts'
import { parse } from '../../parse.ts'
import { Refusal } from '../../refusal.ts'
import { requireRole } from '../../request.ts'
import { findFlavor, toFlavorSpec } from '../flavors.ts'
import type { ActionContext, ActionHandler } from './actions.ts'
import { lockServer } from './access.ts'
import { requireUnlocked } from './change.ts'
import { hostLights } from './host-lights.ts'

const Resize = z.strictObject({
  flavorRef: z.union([z.string().min(1), z.int().min(0).transform(String)]),
  'OS-DCF:diskConfig': z.enum(['AUTO', 'MANUAL']).optional(),
})
const Nothing = z.union([z.null(), z.strictObject({})])
const HostName = z.string().min(1).max(255)
const MigrateTo = z.union([z.null(), z.strictObject({ host: z.union([z.null(), HostName]).optional() })])

type Verb = 'resize' | 'migrate' | 'confirmResize' | 'revertResize'

/** Why it can not begin now, in Nova's words. */
function wrongState(verb: Verb, server: Pick<ServerRow, 'id' | 'vm_state' | 'task_state'>, isTask: boolean): Refusal {
  const [attribute, state] = isTask ? ['task_state', server.task_state] : ['vm_state', server.vm_state]
  return new Refusal(409, `Cannot '${verb}' instance ${server.id} while it is in ${attribute} ${state}`)
}

const from: Readonly<Record<Verb, readonly ServerRow['vm_state'][]>> = {
  resize: ['active', 'stopped'],
  migrate: ['active', 'stopped'],
  confirmResize: ['resized'],
  revertResize: ['resized'],
}

/** The record under a lock, in a state from which this may begin. */
async function lockedServer(trx: Transaction<Database>, id: string, verb: Verb): Promise<ServerRow> {
  const now = await lockServer(trx, id)
  if (!from[verb].includes(now.vm_state)) throw wrongState(verb, now, false)
  if (now.task_state !== null) throw wrongState(verb, now, true)
  return now
}

async function logAction(
  trx: Transaction<Database>,
  { request, server }: ActionContext,
  action: Verb,
  flowId: string,
): Promise<void> {
  await trx
    .insertInto('server_actions')
    .values({
      id: randomUUID(),
      server_id: server.id,
      action,
      request_id: request.id,
      user_id: request.caller.userId,
      project_id: request.caller.projectId,
      flow_id: flowId,
      message: null,
    })
    .execute()
}

const setTask = (trx: Transaction<Database>, id: string, task: ServerRow['task_state']) =>
  trx
    .updateTable('servers')
    .set({ task_state: task, progress: 0, updated_at: sql<Date>`date_trunc('milliseconds', clock_timestamp())` })
    .where('id', '=', id)
    .execute()

interface MoveWish {
  readonly verb: 'resize' | 'migrate'
  readonly kind: MigrationKind
  readonly flavor: FlavorSpec | undefined
  readonly only?: string
  readonly diskConfig?: 'AUTO' | 'MANUAL'
}

/** Record, quota, migration, action log and flow in one transaction. */
async function beginMove(context: ActionContext, wish: MoveWish): Promise<void> {
  const { cloud, request, server } = context
  await cloud.store.transaction(async (trx) => {
    const now = await lockedServer(trx, server.id, wish.verb)
    if (now.host === null) throw new Refusal(409, `Cannot '${wish.verb}' instance ${server.id}: it is on no host`)
    const flavor = wish.flavor ?? now.flavor
    if (wish.flavor !== undefined) {
      refuseFlavor(now, wish.flavor)
      const more = { cores: flavor.vcpus - now.vcpus, ram: flavor.memoryMiB - now.memory_mib }
      const taken = { instances: 0, cores: Math.max(0, more.cores), ram: Math.max(0, more.ram) }
      await takeQuota(trx, cloud.settings.quotas, now.project_id, taken)
    }
    const migrationId = randomUUID()
    const options = { serverId: ServerId.parse(server.id), requestId: request.id }
    const flowId = await cloud.engine.submit(trx, cloud.flows.resize, { serverId: server.id, migrationId }, options)
    await trx
      .insertInto('server_migrations')
      .values({
        id: migrationId,
        server_id: server.id,
        kind: wish.kind,
        status: 'pre-migrating',
        source_host: now.host,
        destination_host: null,
        old_flavor: JSON.stringify(now.flavor),
        new_flavor: JSON.stringify(flavor),
        flow_id: flowId,
        user_id: request.caller.userId,
        project_id: request.caller.projectId,
        held_host: null,
        // From now on its project's quota counts them; a host does once one is chosen.
        held_vcpus: flavor.vcpus,
        held_memory_mib: flavor.memoryMiB,
        held_disk_gib: diskGiBWith(now, flavor),
        detail: JSON.stringify({
          running: now.vm_state === 'active',
          ...(wish.only === undefined ? {} : { only: wish.only }),
        }),
      })
      .execute()
    if (wish.diskConfig !== undefined) {
      await trx.updateTable('servers').set({ disk_config: wish.diskConfig }).where('id', '=', server.id).execute()
    }
    await setTask(trx, server.id, 'resize_prep')
    await logAction(trx, context, wish.verb, flowId)
  })
  cloud.engine.kick()
}

/** @throws {Refusal} 400 for a flavor that can not hold what the server has, naming the sizes. */
function refuseFlavor(server: ServerRow, flavor: FlavorSpec): void {
  const old = server.flavor
  if (flavor.id === old.id) throw new Refusal(400, 'When resizing, instances must change flavor!')
  const rootGiB = old.rootGiB > 0 ? old.rootGiB : server.disk_gib - old.ephemeralGiB - Math.ceil(old.swapMiB / 1024)
  if (flavor.rootGiB === 0 && old.rootGiB > 0) {
    throw new Refusal(400, 'Resize to zero disk flavor is not allowed.')
  }
  const smaller = [
    ['root', rootGiB, flavor.rootGiB === 0 ? rootGiB : flavor.rootGiB],
    ['ephemeral', old.ephemeralGiB, flavor.ephemeralGiB],
  ] as const
  for (const [disk, has, gets] of smaller) {
    if (gets >= has) continue
    throw new Refusal(
      400,
      `Unable to resize disk down: the ${disk} disk has ${has} GiB, flavor ${flavor.name} gives it ${gets} GiB.`,
    )
  }
  const { image } = server
  if (flavor.memoryMiB < image.minRamMiB) throw new Refusal(400, "Flavor's memory is too small for requested image.")
  if (flavor.rootGiB > 0 && flavor.rootGiB < image.minDiskGiB) {
    throw new Refusal(400, "Flavor's disk is smaller than the minimum size specified in image metadata.")
  }
}

async function requireHostUp(
  { cloud, server }: ActionContext,
  verb: Verb,
  host: string | null,
  trx?: Transaction<Database>,
): Promise<void> {
  const light = host === null ? undefined : (await hostLights(cloud, trx)).get(host)
  if (light?.up !== false) return
  throw new Refusal(
    409,
    `Cannot '${verb}' instance ${server.id}: its host ${verb === 'resize' ? '' : `${host} `}is down.`,
  )
}

const resize: ActionHandler = async (context) => {
  const { cloud, request, server, reply } = context
  const asked = parse(Resize, context.argument)
  requireUnlocked(request, server)
  const id = asked.flavorRef.split('/').at(-1) ?? ''
  const row = await findFlavor(cloud, request.caller, id)
  if (row === undefined || (row.disabled && row.id !== server.flavor.id)) {
    throw new Refusal(400, `Flavor ${id.slice(0, 255)} could not be found.`)
  }
  await requireHostUp(context, 'resize', server.host)
  const diskConfig = asked['OS-DCF:diskConfig']
  await beginMove(context, {
    verb: 'resize',
    kind: 'resize',
    flavor: toFlavorSpec(row),
    ...(diskConfig === undefined ? {} : { diskConfig }),
  })
  return reply.code(202).send()
}

/** For administrators; from 2.56 they may name the host. */
const migrate: ActionHandler = async (context) => {
  const { cloud, request, server, reply } = context
  requireRole(request, 'admin')
  const asked = request.minor >= 56 ? parse(MigrateTo, context.argument) : parse(Nothing, context.argument)
  const only = asked !== null && 'host' in asked ? (asked.host ?? undefined) : undefined
  if (only !== undefined) {
    if (only === server.host) {
      throw new Refusal(400, `Cannot migrate instance ${server.id} to its current host (${only}).`)
    }
    if (!(await hostLights(cloud)).has(only)) throw new Refusal(400, `Compute host ${only} could not be found.`)
  }
  await requireHostUp(context, 'migrate', server.host)
  await beginMove(context, {
    verb: 'migrate',
    kind: 'migration',
    flavor: undefined,
    ...(only === undefined ? {} : { only }),
  })
  return reply.code(202).send()
}

/** Its migration leaves `finished` with the request: of two that come at once, or the window's end, one has it. */
async function settle(context: ActionContext, verb: 'confirmResize' | 'revertResize'): Promise<void> {
  const { cloud, request, server } = context
  parse(Nothing, context.argument)
  requireUnlocked(request, server)
  await cloud.store.transaction(async (trx) => {
    await lockedServer(trx, server.id, verb)
    const migration = await finishedMigrationOf(trx, server.id)
    if (migration === undefined) throw new Refusal(400, 'Instance has not been resized.')
    const revert = verb === 'revertResize'
    if (revert) await requireHostUp(context, verb, migration.source_host, trx)
    const flowToRun = revert ? cloud.flows['revert-resize'] : cloud.flows['confirm-resize']
    const options = { serverId: ServerId.parse(server.id), requestId: request.id }
    const input = { serverId: server.id, migrationId: migration.id }
    const flowId = await cloud.engine.submit(trx, flowToRun, input, options)
    await changeMigration(trx, migration.id, { status: revert ? 'reverting' : 'confirming' })
    if (revert) await setTask(trx, server.id, 'resize_reverting')
    await logAction(trx, context, verb, flowId)
  })
  cloud.engine.kick()
}

export const resizeActions: Readonly<Record<string, ActionHandler>> = {
  resize,
  migrate,
  confirmResize: async (context) => {
    await settle(context, 'confirmResize')
    return context.reply.code(204).send()
  },
  revertResize: async (context) => {
    await settle(context, 'revertResize')
    return context.reply.code(202).send()
  },
}
