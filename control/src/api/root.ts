import type { FastifyInstance } from 'fastify'
import type { Cloud } from '../cloud.ts'
import { baseUrl } from './request.ts'

/** What is to be found on this port; for a person with a browser, and for a probe. */
export function rootRoutes(app: FastifyInstance, cloud: Cloud): void {
  app.get('/', { config: { public: true } }, (request) => {
    const base = baseUrl(request)
    return {
      kilonova: {
        identity: `${base}/identity/v3`,
        compute: `${base}/compute/v2.1`,
        image: `${base}/image/v2`,
        healthz: `${base}/healthz`,
      },
    }
  })
  app.get('/healthz', { config: { public: true } }, async (_request, reply) => {
    try {
      await cloud.store.db.selectNoFrom((no) => no.val(1).as('one')).execute()
      return { store: 'ok' }
    } catch {
      return reply.code(503).send({ store: 'away' })
    }
  })
}
