import { join } from 'node:path'
import type { DoorRoute } from '@kilonova/core'
import type { DriverParts } from '../driver/parts.ts'
import { transferRoute } from '../driver/resize/transfer-route.ts'
import { servePeer } from '../images/cache/serve-peers.ts'

/** What other hosts may ask of this one at its door. Each area adds its own. */
export function doorRoutes(parts: DriverParts): DoorRoute[] {
  const { instancesDirectory, log } = parts
  return [
    transferRoute(parts),
    {
      method: 'GET',
      prefix: '/images/',
      handle: ({ request, response, url }) => {
        request.url = url.pathname
        return servePeer({ directory: join(instancesDirectory, '_base'), log }, request, response)
      },
    },
  ]
}
