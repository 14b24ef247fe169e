import type { FastifyInstance } from 'fastify'
import type { Cloud } from '../../cloud.ts'
import { aggregateRoutes } from './aggregates.ts'
import { cloudFactRoutes } from './cloud-facts.ts'
import { flavorExtraRoutes } from './flavor-extras.ts'
import { flavorRoutes } from './flavors.ts'
import { computeServiceRoutes, hypervisorRoutes } from './hosts.ts'
import { imageCacheRoutes } from './image-cache.ts'
import { instanceActionRoutes } from './instance-actions.ts'
import { keypairRoutes } from './keypairs.ts'
import { coldMoveRoute } from './servers/cold-move.ts'
import { migrationRoutes } from './migrations.ts'
import { serverGroupRoutes } from './server-groups.ts'
import { serverMigrationRoutes } from './server-migrations.ts'
import { serverActionRoute } from './servers/actions.ts'
import { serverChangeRoutes } from './servers/change.ts'
import { serverCreateRoute } from './servers/create.ts'
import { serverDetailRoutes } from './servers/details.ts'
import { guestCareRoutes } from './servers/guest-care.ts'
import { interfaceRoutes } from './servers/interfaces.ts'
import { externalEventRoutes } from './external-events.ts'
import { serverSecurityGroupRoutes } from './servers/security-groups.ts'
import { serverReadRoutes } from './servers/read.ts'
import { computeVersions } from './versions.ts'

export function computeRoutes(app: FastifyInstance, cloud: Cloud): void {
  computeVersions(app)
  serverReadRoutes(app, cloud)
  serverSecurityGroupRoutes(app, cloud)
  interfaceRoutes(app, cloud)
  guestCareRoutes(app, cloud)
  externalEventRoutes(app, cloud)
  serverCreateRoute(app, cloud)
  serverChangeRoutes(app, cloud)
  serverDetailRoutes(app, cloud)
  serverActionRoute(app, cloud)
  instanceActionRoutes(app, cloud)
  serverMigrationRoutes(app, cloud)
  flavorRoutes(app, cloud)
  flavorExtraRoutes(app, cloud)
  keypairRoutes(app, cloud)
  serverGroupRoutes(app, cloud)
  aggregateRoutes(app, cloud)
  hypervisorRoutes(app, cloud)
  computeServiceRoutes(app, cloud)
  imageCacheRoutes(app, cloud)
  migrationRoutes(app, cloud)
  coldMoveRoute(app, cloud)
  cloudFactRoutes(app, cloud)
}
