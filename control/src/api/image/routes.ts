import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Cloud } from '../../cloud.ts'
import { baseUrl } from '../request.ts'
import { imageCreateRoute } from './create.ts'
import { imageDataRoutes } from './data.ts'
import { imageLocationRoutes } from './locations.ts'
import { imageListRoute } from './list.ts'
import { imageManageRoutes } from './manage.ts'
import { imagePatchRoute } from './patch.ts'
import { imageSchemaRoutes } from './schemas.ts'

const minors = [9, 7, 6, 5, 4, 3, 2, 1, 0]

function versions(request: FastifyRequest) {
  const href = `${baseUrl(request)}/image/v2/`
  return {
    versions: minors.map((minor, index) => ({
      id: `v2.${minor}`,
      status: index === 0 ? 'CURRENT' : 'SUPPORTED',
      links: [{ rel: 'self', href }],
    })),
  }
}

export function imageRoutes(app: FastifyInstance, cloud: Cloud): void {
  const open = { config: { public: true } }
  app.get('/image', open, (request, reply) => reply.code(300).send(versions(request)))
  app.get('/image/versions', open, (request) => versions(request))
  const stopping = new AbortController()
  app.addHook('preClose', async () => stopping.abort())
  const jsonPatch = /^application\/openstack-images-v2\.[01]-json-patch$/
  app.addContentTypeParser(jsonPatch, { parseAs: 'string' }, app.getDefaultJsonParser('error', 'error'))
  imageListRoute(app, cloud)
  imageCreateRoute(app, cloud)
  imagePatchRoute(app, cloud)
  imageManageRoutes(app, cloud)
  imageDataRoutes(app, cloud, stopping.signal)
  imageLocationRoutes(app, cloud)
  imageSchemaRoutes(app)
  app.get('/image/v2/info/import', () => ({
    'import-methods': { description: 'Import methods available.', type: 'array', value: [] },
  }))
  app.get('/image/v2/info/stores', () => ({
    stores: [{ id: 'file', default: 'true', description: 'Files of this service' }],
  }))
}
