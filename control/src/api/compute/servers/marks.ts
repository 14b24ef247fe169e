import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { parse, PlainText } from '../../parse.ts'
import { Refusal } from '../../refusal.ts'
import { requireRole } from '../../request.ts'
import type { ActionContext } from './actions.ts'

const Reason = z.strictObject({ locked_reason: PlainText(255).min(1) })
const Reset = z.strictObject({ state: z.enum(['active', 'error']) })

/** Actions that change the record only. Each is in the action log. */
async function mark(
  { cloud, request, server }: ActionContext,
  action: string,
  change: Record<string, unknown>,
): Promise<void> {
  await cloud.store.transaction(async (trx) => {
    await trx
      .updateTable('servers')
      .set({ ...change, updated_at: new Date() })
      .where('id', '=', server.id)
      .execute()
    await trx
      .insertInto('server_actions')
      .values({
        id: randomUUID(),
        server_id: server.id,
        action,
        request_id: request.id,
        user_id: request.caller.userId,
        project_id: request.caller.projectId,
        flow_id: null,
        message: null,
      })
      .execute()
  })
}

export async function lock(context: ActionContext) {
  const { request, argument, reply } = context
  const reason = request.minor >= 73 && argument !== null ? parse(Reason, argument).locked_reason : null
  const by = request.caller.isAdmin && context.server.project_id !== request.caller.projectId ? 'admin' : 'owner'
  await mark(context, 'lock', { locked_by: by, locked_reason: reason })
  return reply.code(202).send()
}

export async function unlock(context: ActionContext) {
  const { request, server, reply } = context
  if (server.locked_by === 'admin' && !request.caller.isAdmin) throw new Refusal(403, "The lock is an administrator's.")
  await mark(context, 'unlock', { locked_by: null, locked_reason: null })
  return reply.code(202).send()
}

/** What a server is said to be; for an admin who knows better. The next event of its guest sets it right again. */
export async function resetState(context: ActionContext) {
  requireRole(context.request, 'admin')
  const { state } = parse(Reset, context.argument)
  const { server } = context
  const open = await context.cloud.engine.list({ serverId: server.id, open: true })
  if (open.length > 0)
    throw new Refusal(
      409,
      `Cannot reset the state of instance ${server.id} while a ${open[0]?.kind ?? 'flow'} is under way`,
    )
  await mark(context, 'resetState', { vm_state: state, task_state: null })
  return context.reply.code(202).send()
}
