import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Cloud } from '../../cloud.ts'
import { baseUrl } from '../request.ts'
import { networkRoutes } from './networks.ts'
import { portRoutes } from './ports.ts'
import { quotaRoutes } from './quotas.ts'
import { securityGroupRuleRoutes } from './security-group-rules.ts'
import { securityGroupRoutes } from './security-groups.ts'
import { subnetRoutes } from './subnets.ts'

const version = (request: FastifyRequest) => ({
  id: 'v2.0',
  status: 'CURRENT',
  links: [{ rel: 'self', href: `${baseUrl(request)}/network/v2.0/` }],
})

/** What this network service has beyond the core; what is not here (routers, floating addresses) is not done by it. */
const extensions = [
  { alias: 'security-group', name: 'security-group', description: 'The security groups extension.' },
  { alias: 'stateful-security-group', name: 'Stateful security group', description: 'Groups that follow connections' },
  { alias: 'port-security', name: 'Port Security', description: 'Guards a port, or does not' },
  { alias: 'allowed-address-pairs', name: 'Allowed Address Pairs', description: 'Further senders that a port may be' },
  { alias: 'binding', name: 'Port Binding', description: 'Shows the host of a port' },
  { alias: 'provider', name: 'Provider Network', description: 'Names the physical network of a network' },
  { alias: 'quotas', name: 'Quota management support', description: 'What a project may have' },
  { alias: 'quota_details', name: 'Quota details management support', description: 'What a project has of it' },
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
    const resources = ['network', 'subnet', 'port', 'security-group', 'security-group-rule'].map((name) => ({
      name: name.replaceAll('-', '_'),
      collection: `${name.replaceAll('-', '_')}s`,
      links: [{ rel: 'self', href: `${base}/${name}s` }],
    }))
    return { resources }
  })
  app.get('/network/v2.0/extensions', () => ({ extensions }))
  networkRoutes(app, cloud)
  subnetRoutes(app, cloud)
  portRoutes(app, cloud)
  securityGroupRoutes(app, cloud)
  securityGroupRuleRoutes(app, cloud)
  quotaRoutes(app, cloud)
}
