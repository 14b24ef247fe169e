import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Cloud } from '../../cloud.ts'
import { parse, PlainText } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { requireService } from '../request.ts'

/** Every kind of event, with the version that brought it. Source: Nova's API reference. */
const kinds = {
  'network-changed': 1,
  'network-vif-plugged': 1,
  'network-vif-unplugged': 1,
  'network-vif-deleted': 1,
  'volume-extended': 51,
  'power-update': 76,
  'accelerator-request-bound': 82,
  'volume-reimaged': 93,
} as const
type Kind = keyof typeof kinds

const eventsFor = (minor: number) => {
  const known = (Object.keys(kinds) as Kind[]).filter((kind) => kinds[kind] <= minor)
  return z.strictObject({
    events: z
      .array(
        z.strictObject({
          name: z.enum(known as [Kind, ...Kind[]]),
          server_uuid: z.uuid(),
          status: z.enum(['failed', 'completed', 'in-progress']).default('completed'),
          tag: PlainText(255).optional(),
        }),
      )
      .min(1)
      .max(1000),
  })
}
type Event = z.infer<ReturnType<typeof eventsFor>>['events'][number]

/**
 * What other services tell of servers. Each event has its own answer: 404 for a server that is not there, 422 for one
 * that is on no host, 400 for an event that makes no sense; the whole answers 200, 207 when they differ, 404 when none
 * was taken.
 */
export function externalEventRoutes(app: FastifyInstance, cloud: Cloud): void {
  app.post('/compute/v2.1/os-server-external-events', async (request, reply) => {
    requireService(request)
    const { events } = parse(eventsFor(request.minor), request.body)
    const servers = await serversOf(cloud, events)
    const answers = []
    for (const event of events) {
      const code = codeOf(event, servers)
      if (code === 200) await take(cloud, event)
      answers.push({
        name: event.name,
        server_uuid: event.server_uuid,
        status: code === 200 ? event.status : 'failed',
        ...(event.tag === undefined ? {} : { tag: event.tag }),
        code,
      })
    }
    if (!answers.some((answer) => answer.code === 200)) throw new Refusal(404, 'No instances found for any event')
    return reply.code(answers.every((answer) => answer.code === 200) ? 200 : 207).send({ events: answers })
  })
}

type Hosts = ReadonlyMap<string, string | null>

async function serversOf(cloud: Cloud, events: readonly Event[]): Promise<Hosts> {
  const ids = [...new Set(events.map((event) => event.server_uuid.toLowerCase()))]
  const rows = await cloud.store.db
    .selectFrom('servers')
    .select(['id', 'host'])
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.id, row.host]))
}

function codeOf(event: Event, servers: Hosts): 200 | 400 | 404 | 422 {
  const host = servers.get(event.server_uuid.toLowerCase())
  if (host === undefined) return 404
  if (host === null) return 422
  if (event.name === 'power-update' && event.tag !== 'POWER_ON' && event.tag !== 'POWER_OFF') return 400
  return 200
}

/** The events that something waits for; the rest says what is true here already. */
async function take(cloud: Cloud, { name, server_uuid: server, status, tag }: Event): Promise<void> {
  if (name !== 'network-vif-plugged' || tag === undefined || status === 'in-progress') return
  if (!z.uuid().safeParse(tag).success) return
  await cloud.store.db
    .updateTable('ports')
    .set({ plug_event: status })
    .where('id', '=', tag)
    .where('server_id', '=', server)
    .execute()
}
