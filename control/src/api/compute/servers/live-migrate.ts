import { randomUUID } from 'node:crypto'
import { ServerId } from '@kilonova/core'
import { sql } from 'kysely'
import { z } from 'zod'
import { preflight } from '../../../conductor/live-migration/preflight.ts'
import { LooseBoolean, parse } from '../../parse.ts'
import { Refusal } from '../../refusal.ts'
import { requireRole } from '../../request.ts'
import { lockServer } from './access.ts'
import type { ActionContext, ActionHandler } from './actions.ts'
import { requireUnlocked } from './change.ts'
import { hostLights } from './host-lights.ts'

const host = z.string().min(1).max(255).nullable()
const Auto = z.union([z.literal('auto'), LooseBoolean])

/** The body by microversion: block_migration may be `auto` from 2.25 on, `force` is from 2.30 to 2.67. */
const bodies = [
  { since: 68, body: z.strictObject({ host, block_migration: Auto }) },
  { since: 30, body: z.strictObject({ host, block_migration: Auto, force: LooseBoolean.optional() }) },
  { since: 25, body: z.strictObject({ host, block_migration: Auto }) },
  { since: 1, body: z.strictObject({ host, block_migration: LooseBoolean, disk_over_commit: LooseBoolean }) },
] as const

interface Wish {
  readonly host: string | null
  readonly blockMigration: 'auto' | 'yes' | 'no'
  readonly force: boolean
}

export function readWish(minor: number, argument: unknown): Wish {
  const schema = bodies.find(({ since }) => minor >= since)?.body ?? bodies[3].body
  const body = parse<
    z.ZodType<{ host: string | null; block_migration: boolean | 'auto'; force?: boolean | undefined }>
  >(schema, argument)
  const block = body.block_migration
  return {
    host: body.host,
    blockMigration: block === 'auto' ? 'auto' : block ? 'yes' : 'no',
    force: body.force === true,
  }
}

/** Checks of a server as its record stands; those of the two hosts come with the flow, or before it below 2.34. */
async function checkWish({ cloud, request, server }: ActionContext, wish: Wish): Promise<string> {
  requireRole(request, wish.host === null ? 'manager' : 'admin')
  requireUnlocked(request, server)
  requireFree(server.id, server)
  const source = server.host
  if (source === null) throw new Refusal(409, `Cannot 'os-migrateLive' instance ${server.id}: it is on no host`)
  const lights = await hostLights(cloud)
  if (lights.get(source)?.up !== true) {
    throw new Refusal(400, `Compute service of ${source} is unavailable at this time: its guest can not be reached`)
  }
  if (wish.host === null) return source
  if (wish.host === source)
    throw new Refusal(400, `Unable to migrate instance (${server.id}) to current host (${source}).`)
  const light = lights.get(wish.host)
  if (light === undefined) throw new Refusal(400, `Compute host ${wish.host.slice(0, 64)} could not be found.`)
  if (!light.up) throw new Refusal(400, `Compute service of ${wish.host} is unavailable at this time.`)
  return source
}

/** Told before what stands against it on the hosts, and once more when nobody can change it any more. */
function requireFree(id: string, now: Pick<ActionContext['server'], 'vm_state' | 'task_state'>): void {
  const inState = now.vm_state === 'active' || now.vm_state === 'paused'
  if (inState && now.task_state === null) return
  const [attribute, state] = inState ? ['task_state', now.task_state] : ['vm_state', now.vm_state]
  throw new Refusal(409, `Cannot 'os-migrateLive' instance ${id} while it is in ${attribute} ${state}`)
}

async function begin(context: ActionContext, wish: Wish, source: string): Promise<void> {
  const { cloud, request, server } = context
  const migrationId = randomUUID()
  await cloud.store.transaction(async (trx) => {
    const now = await lockServer(trx, server.id)
    requireFree(server.id, now)
    if (now.host !== source) throw new Refusal(409, `Cannot 'os-migrateLive' instance ${server.id}: it has moved`)
    const input = {
      serverId: server.id,
      migrationId,
      source,
      blockMigration: wish.blockMigration,
      ...(wish.host === null ? {} : { host: wish.host }),
      ...(wish.force ? { force: true } : {}),
    }
    const options = { serverId: ServerId.parse(server.id), requestId: request.id }
    const flowId = await cloud.engine.submit(trx, cloud.flows['live-migrate'], input, options)
    await trx
      .insertInto('server_migrations')
      .values({
        id: migrationId,
        server_id: server.id,
        kind: 'live-migration',
        status: 'accepted',
        source_host: source,
        destination_host: wish.host,
        old_flavor: null,
        new_flavor: null,
        flow_id: flowId,
        user_id: request.caller.userId,
        project_id: request.caller.projectId,
        held_host: null,
        detail: '{}',
      })
      .execute()
    await trx
      .updateTable('servers')
      .set({ task_state: 'migrating', updated_at: sql<Date>`date_trunc('milliseconds', clock_timestamp())` })
      .where('id', '=', server.id)
      .execute()
    await trx
      .insertInto('server_actions')
      .values({
        id: randomUUID(),
        server_id: server.id,
        action: 'live-migration',
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

/** os-migrateLive. */
export const migrateLive: ActionHandler = async (context) => {
  const { cloud, request, reply, server, argument } = context
  const wish = readWish(request.minor, argument)
  const source = await checkWish(context, wish)
  if (request.minor < 34) {
    // Until then its caller hears at once what stands against it.
    const question = { serverId: server.id, source, blockMigration: wish.blockMigration, host: wish.host ?? undefined }
    const found = await preflight(cloud, question, { measureSec: 0, signal: AbortSignal.timeout(60_000) })
    if (found.choice === undefined) {
      const reasons = Object.entries(found.refusals).map(([name, why]) => `${name}: ${why.join('; ')}`)
      throw new Refusal(400, `Migration pre-check error: ${reasons.join('. ')}`)
    }
  }
  await begin(context, wish, source)
  return reply.code(202).send()
}
