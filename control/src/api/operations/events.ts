import type { FastifyInstance } from 'fastify'
import type { Cloud } from '../../cloud.ts'
import type { ServerNews } from '../../conductor/server-news.ts'
import { queryText } from '../parse.ts'
import { Refusal } from '../refusal.ts'

const pingMs = 15_000
const maxListeners = 500
/** A client that does not read is let go rather than kept in memory for. */
const maxBufferedBytes = 1024 * 1024

/**
 * GET /events: what happens to the caller's servers, as server-sent events, for as long as the token is good.
 * `?server=<id>` for one of them; an admin hears of all projects with `?all_tenants=1`.
 */
export function eventRoute(app: FastifyInstance, cloud: Cloud): void {
  let open = 0
  app.get('/events', (request, reply) => {
    if (open >= maxListeners) throw new Refusal(503, 'Too many listen already.')
    const { caller } = request
    const only = queryText(request.query, 'server')
    const all = caller.isAdmin && queryText(request.query, 'all_tenants') !== undefined
    const mine = (news: ServerNews) =>
      (all || news.projectId === caller.projectId) && (only === undefined || news.serverId === only)
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Openstack-Request-Id': request.id,
    })
    raw.write(': listening\n\n')
    open += 1
    const listening = cloud.news.add((news) => {
      if (!mine(news)) return
      if (raw.writableLength > maxBufferedBytes) raw.destroy()
      else raw.write(`event: ${news.what}\ndata: ${JSON.stringify(news)}\n\n`)
    })
    const token = String(request.headers['x-auth-token'])
    const ping = setInterval(() => {
      if (cloud.tokens.verify(token) === undefined) raw.end()
      else raw.write(': still here\n\n')
    }, pingMs)
    raw.once('close', () => {
      open -= 1
      clearInterval(ping)
      listening[Symbol.dispose]()
    })
  })
}
