import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Cloud } from '../../cloud.ts'
import { baseUrl } from '../request.ts'
import { networkRoutes } from './networks.ts'
import { portRoutes } from './ports.ts'
import { subnetRoutes } from './subnets.ts'

const version = (request: FastifyRequest) => ({
  id: 'v2.0',
  status: 'CURRENT',
  links: [{ rel: 'self', href: `${baseUrl(request)}/network/v2.0/` }],
})

/** What this network service has beyond the core; what is not here (security groups, routers) is not done by it. */
const extensions = [
  { alias: 'net-mtu', name: 'Network MTU', description: 'Shows the largest packet of a network' },
  {
    alias: 'default-network',
    name: 'Default network',
    description: 'Names the network that servers get by themselves',
  },
].map((one) => ({ ...one, updated: '2026-01-01T00:00:00-00:00', links: [] }))

export function networkApiRoutes(app: FastifyInstance, cloud: Cloud): void {
  const open = { config: { public: true } }
  app.get('/network', open, (request) => ({ versions: [version(request)] }))
  app.get('/network/v2.0', open, (request) => {
    const base = `${baseUrl(request)}/network/v2.0`
    const resources = ['network', 'subnet', 'port'].map((name) => ({
      name,
      collection: `${name}s`,
      links: [{ rel: 'self', href: `${base}/${name}s` }],
    }))
    return { resources }
  })
  app.get('/network/v2.0/extensions', () => ({ extensions }))
  networkRoutes(app, cloud)
  subnetRoutes(app, cloud)
  portRoutes(app, cloud)
}
