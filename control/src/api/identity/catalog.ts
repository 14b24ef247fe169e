import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { baseUrl } from '../request.ts'

/** Services that this cloud has, and where under the one port they are. A service that is not served is not named. */
export const services = [
  { type: 'identity', name: 'keystone', path: '/identity' },
  { type: 'compute', name: 'nova', path: '/compute/v2.1' },
  { type: 'image', name: 'glance', path: '/image' },
  { type: 'network', name: 'neutron', path: '/network' },
  { type: 'placement', name: 'placement', path: '/placement' },
] as const

const interfaces = ['public', 'internal', 'admin'] as const

const stableId = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)
export const serviceId = (type: string): string => stableId(`service ${type}`)
export const endpointId = (type: string, face: string): string => stableId(`endpoint ${type} ${face}`)

export interface Endpoint {
  readonly id: string
  readonly interface: string
  readonly region: string
  readonly region_id: string
  readonly url: string
}

/** The catalog with links as this client can follow them. */
export function catalog(request: FastifyRequest, region: string) {
  const base = baseUrl(request)
  return services.map(({ type, name, path }) => ({
    id: serviceId(type),
    type,
    name,
    endpoints: interfaces.map(
      (face): Endpoint => ({
        id: endpointId(type, face),
        interface: face,
        region,
        region_id: region,
        url: `${base}${path}`,
      }),
    ),
  }))
}
