import { type FlowStepView, type FlowView, ServerId } from '@kilonova/core'
import type { FastifyInstance } from 'fastify'
import type { Cloud } from '../../cloud.ts'
import { queryText } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { requireRole } from '../request.ts'
import type { ById } from '../compute/servers/access.ts'
import { limitOf } from '../compute/paging.ts'

/** A flow in the words of this API. */
export function flowView(flow: FlowView & { readonly history?: readonly FlowStepView[] }) {
  return {
    id: flow.id,
    kind: flow.kind,
    server_id: flow.serverId,
    request_id: flow.requestId,
    state: flow.state,
    step: flow.step,
    step_number: flow.stepNumber,
    steps: flow.steps,
    attempt: flow.attempt,
    owner: flow.owner,
    cancel_requested: flow.cancelRequested,
    error: flow.error,
    reason: flow.reason,
    retry_at: flow.retryAt,
    created_at: flow.createdAt,
    ended_at: flow.endedAt,
    ...(flow.history === undefined
      ? {}
      : {
          history: flow.history.map((step) => ({
            name: step.name,
            state: step.state,
            attempt: step.attempt,
            began_at: step.beganAt,
            ended_at: step.endedAt,
          })),
        }),
  }
}

const isTrue = (text: string | undefined): boolean => text !== undefined && /^(true|1|yes|on|)$/i.test(text)

/** Flows as their journal has them: for administrators. */
export function flowRoutes(app: FastifyInstance, cloud: Cloud): void {
  const path = '/kilonova/v1/flows'
  app.get(path, async (request) => {
    requireRole(request, 'admin')
    const serverId = queryText(request.query, 'server_id')
    if (serverId !== undefined && !ServerId.safeParse(serverId).success) return { flows: [] }
    const flows = await cloud.engine.list({
      ...(serverId === undefined ? {} : { serverId }),
      open: isTrue(queryText(request.query, 'open')),
      stuck: isTrue(queryText(request.query, 'stuck')),
      limit: limitOf(request),
    })
    return { flows: flows.map(flowView) }
  })
  app.get<ById>(`${path}/:id`, async (request) => {
    requireRole(request, 'admin')
    return { flow: flowView(await cloud.engine.show(request.params.id)) }
  })
  app.post<ById & { Params: { what: string } }>(`${path}/:id/:what`, async (request, reply) => {
    requireRole(request, 'admin')
    const { id, what } = request.params
    if (what === 'retry') await cloud.engine.retry(id)
    else if (what === 'undo') await cloud.engine.undo(id)
    else throw new Refusal(404, 'The resource could not be found.')
    cloud.log.info(`an administrator asked for a flow’s ${what}`, { flowId: id, requestId: request.id })
    return reply.code(202).send({ flow: flowView(await cloud.engine.show(id)) })
  })
}
