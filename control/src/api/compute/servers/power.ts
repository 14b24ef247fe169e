import { randomUUID } from 'node:crypto'
import { ServerId } from '@kilonova/core'
import { sql } from 'kysely'
import { z } from 'zod'
import type { ServerRow } from '../../../conductor/server-records.ts'
import { type PowerName, type PowerRule, powerRules } from '../../../conductor/power.ts'
import { parse } from '../../parse.ts'
import { Refusal } from '../../refusal.ts'
import type { ActionContext, ActionHandler } from './actions.ts'
import { lockServer } from './access.ts'
import { requireUnlocked } from './change.ts'
import { hostLights } from './host-lights.ts'

const Nothing = z.union([z.null(), z.strictObject({})])
const Reboot = z.strictObject({
  type: z
    .string()
    .transform((type) => type.toUpperCase())
    .pipe(z.enum(['SOFT', 'HARD'])),
})

/** Why an action can not begin now, in Nova's words. */
function wrongState(rule: PowerRule, server: Pick<ServerRow, 'id' | 'vm_state' | 'task_state'>): Refusal {
  const inState = rule.from.includes(server.vm_state)
  const [attribute, state] = inState ? ['task_state', server.task_state] : ['vm_state', server.vm_state]
  return new Refusal(409, `Cannot '${rule.action}' instance ${server.id} while it is in ${attribute} ${state}`)
}

/** The task is set only if the state still allows it: of two requests at once one is refused, or they are ordered. */
export async function beginPower(
  { cloud, request, server }: Pick<ActionContext, 'cloud' | 'request' | 'server'>,
  name: PowerName,
): Promise<void> {
  const rule: PowerRule = powerRules[name]
  await cloud.store.transaction(async (trx) => {
    const now = await lockServer(trx, server.id)
    const freeOfTasks = now.task_state === null || rule.during?.includes(now.task_state) === true
    if (!rule.from.includes(now.vm_state) || !freeOfTasks) throw wrongState(rule, now)
    if (now.host === null) throw new Refusal(409, `Cannot '${rule.action}' instance ${server.id}: it is on no host`)
    const options = { serverId: ServerId.parse(server.id), requestId: request.id }
    const flowId = await cloud.engine.submit(trx, cloud.flows[name], { serverId: server.id }, options)
    await trx
      .updateTable('servers')
      .set({ task_state: rule.tasks[0], updated_at: sql<Date>`date_trunc('milliseconds', clock_timestamp())` })
      .where('id', '=', server.id)
      .execute()
    await trx
      .insertInto('server_actions')
      .values({
        id: randomUUID(),
        server_id: server.id,
        action: rule.action,
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

async function run(context: ActionContext, name: PowerName): Promise<unknown> {
  const { cloud, request, server, reply } = context
  requireUnlocked(request, server)
  const host = server.host === null ? undefined : (await hostLights(cloud)).get(server.host)
  if (host?.up === false) {
    throw new Refusal(
      409,
      `Cannot '${powerRules[name].action}' instance ${server.id}: its host is down. Try again when it is back.`,
    )
  }
  await beginPower(context, name)
  return reply.code(202).send()
}

const plain =
  (name: PowerName): ActionHandler =>
  (context) => {
    parse(Nothing, context.argument)
    return run(context, name)
  }

/** start, stop, reboot, pause, unpause, suspend, resume. */
export const powerActions: Readonly<Record<string, ActionHandler>> = {
  'os-start': plain('start'),
  'os-stop': plain('stop'),
  pause: plain('pause'),
  unpause: plain('unpause'),
  suspend: plain('suspend'),
  resume: plain('resume'),
  reboot: (context) => run(context, parse(Reboot, context.argument).type === 'HARD' ? 'hard-reboot' : 'reboot'),
}
