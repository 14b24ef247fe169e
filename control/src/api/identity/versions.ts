import type { FastifyInstance, FastifyRequest } from 'fastify'
import { baseUrl } from '../request.ts'

const updated = '2020-04-07T00:00:00Z'

function versionOf(request: FastifyRequest) {
  return {
    id: 'v3.14',
    status: 'stable',
    updated,
    links: [{ rel: 'self', href: `${baseUrl(request)}/identity/v3/` }],
    'media-types': [{ base: 'application/json', type: 'application/vnd.openstack.identity-v3+json' }],
  }
}

/** What Keystone says about its versions: doubly wrapped at the root. */
export function identityVersions(app: FastifyInstance): void {
  const open = { config: { public: true } }
  app.get('/identity', open, (request, reply) => reply.code(300).send({ versions: { values: [versionOf(request)] } }))
  app.get('/identity/v3', open, (request) => ({ version: versionOf(request) }))
}
