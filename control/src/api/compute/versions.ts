import type { FastifyInstance, FastifyRequest } from 'fastify'
import { newestMinor, oldestMinor } from '../microversion.ts'
import { baseUrl } from '../request.ts'

function summary(request: FastifyRequest, legacy: boolean) {
  const path = legacy ? 'v2' : 'v2.1'
  return {
    id: legacy ? 'v2.0' : 'v2.1',
    status: legacy ? 'SUPPORTED' : 'CURRENT',
    version: legacy ? '' : `2.${newestMinor}`,
    min_version: legacy ? '' : `2.${oldestMinor}`,
    updated: legacy ? '2011-01-21T11:33:21Z' : '2013-07-23T11:33:21Z',
    links: [{ rel: 'self', href: `${baseUrl(request)}/compute/${path}/` }],
  }
}

/** What Nova says about its versions; readable without a token. */
export function computeVersions(app: FastifyInstance): void {
  const open = { config: { public: true } }
  app.get('/compute', open, (request) => ({ versions: [summary(request, true), summary(request, false)] }))
  app.get('/compute/v2.1', open, (request) => ({
    version: {
      ...summary(request, false),
      'media-types': [{ base: 'application/json', type: 'application/vnd.openstack.compute+json;version=2.1' }],
    },
  }))
}
