import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Cloud } from '../../../cloud.ts'
import type { ServerRow } from '../../../conductor/server-records.ts'
import { parse } from '../../parse.ts'
import { Refusal } from '../../refusal.ts'
import { requireRole } from '../../request.ts'
import { type ById, serverOr404 } from './access.ts'
import { consoleOutput } from './console.ts'
import { migrateLive } from './live-migrate.ts'
import { powerActions } from './power.ts'
import { snapshotActions } from './snapshot.ts'
import { rescue, unrescue } from './rescue.ts'
import { addSecurityGroup, removeSecurityGroup } from './security-groups.ts'
import { resizeActions } from './resize.ts'
import { changePassword, triggerCrashDump } from './guest-care.ts'
import { lock, resetState, unlock } from './marks.ts'

export interface ActionContext {
  readonly cloud: Cloud
  readonly request: FastifyRequest<ById>
  readonly reply: FastifyReply
  readonly server: ServerRow
  /** What the body has under the action's name. */
  readonly argument: unknown
}
export type ActionHandler = (context: ActionContext) => Promise<unknown>

/** Every action of POST /servers/{id}/action, by its key in the body. */
const actions: Readonly<Record<string, ActionHandler>> = {
  ...powerActions,
  ...snapshotActions,
  rescue,
  unrescue,
  'os-migrateLive': migrateLive,
  ...resizeActions,
  'os-getConsoleOutput': consoleOutput,
  changePassword,
  trigger_crash_dump: triggerCrashDump,
  addSecurityGroup,
  removeSecurityGroup,
  lock,
  unlock,
  'os-resetState': resetState,
}

const Body = z.record(z.string().max(64), z.unknown())

export function serverActionRoute(app: FastifyInstance, cloud: Cloud): void {
  app.post<ById>('/compute/v2.1/servers/:id/action', async (request, reply) => {
    requireRole(request, 'member')
    const body = parse(Body, request.body)
    const [name = '', ...more] = Object.keys(body)
    const handler = Object.hasOwn(actions, name) ? actions[name] : undefined
    if (handler === undefined || more.length > 0) {
      throw new Refusal(400, `There is no such action: ${[name, ...more].slice(0, 3).join(', ')}`)
    }
    const server = await serverOr404(cloud, request)
    return handler({ cloud, request, reply, server, argument: body[name] })
  })
}
