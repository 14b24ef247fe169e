import type { FastifyInstance } from 'fastify'
import type { Cloud } from '../../cloud.ts'
import { directoryRoutes } from './directory.ts'
import { grantRoutes } from './grants.ts'
import { tokenRoutes } from './tokens.ts'
import { identityVersions } from './versions.ts'

export function identityRoutes(app: FastifyInstance, cloud: Cloud): void {
  identityVersions(app)
  tokenRoutes(app, cloud)
  directoryRoutes(app, cloud)
  grantRoutes(app, cloud)
}
