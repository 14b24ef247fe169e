import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from './refusal.ts'

/** Every version up to here is implemented with its own shapes; nothing above is advertised. 2.x is written as x. */
export const newestMinor = 96
export const oldestMinor = 1

const header = 'openstack-api-version'
const legacyHeader = 'x-openstack-nova-api-version'
const versionPattern = /^([1-9]\d*)\.([1-9]\d*|0)$/

function asked(request: FastifyRequest): string | undefined {
  const named = request.headers[header]
  for (const part of (Array.isArray(named) ? named.join(',') : (named ?? '')).split(',')) {
    const [service, version] = part.trim().split(/\s+/)
    if (service?.toLowerCase() === 'compute' && version !== undefined) return version
  }
  const legacy = request.headers[legacyHeader]
  return Array.isArray(legacy) ? legacy[0] : legacy
}

/**
 * The version that a request is to be answered in: 2.1 unless it names one.
 * @throws {Refusal} 400 for a text that is no version, 406 for one that is not implemented.
 */
export function negotiate(request: FastifyRequest): number {
  const text = request.raw.url?.startsWith('/compute/v2/') === true ? undefined : asked(request)
  if (text === undefined) return oldestMinor
  if (text === 'latest') return newestMinor
  const match = versionPattern.exec(text)
  if (match === null) {
    const shown = text.slice(0, 40)
    throw new Refusal(400, `API Version String ${shown} is of invalid format. Must be of format MajorNum.MinorNum.`)
  }
  const [major, minor] = [Number(match[1]), Number(match[2])]
  if (major !== 2 || minor < oldestMinor || minor > newestMinor) {
    throw new Refusal(
      406,
      `Version ${text.slice(0, 40)} is not supported by the API. Minimum is 2.${oldestMinor} and maximum is 2.${newestMinor}.`,
    )
  }
  return minor
}

/** Tells the client which version it got, in both headers. */
export function echoVersion(reply: FastifyReply, minor: number): void {
  const version = `2.${minor}`
  reply.header('OpenStack-API-Version', `compute ${version}`)
  reply.header('X-OpenStack-Nova-API-Version', version)
  reply.header('Vary', 'OpenStack-API-Version, X-OpenStack-Nova-API-Version')
}

/** For a route or field of later versions. @throws {Refusal} 404 below `minor`, as for a route that does not exist. */
export function since(request: FastifyRequest, minor: number): void {
  if (request.minor < minor) throw new Refusal(404, 'The resource could not be found.')
}

/** For a route that later versions took away. @throws {Refusal} 404 from `minor` on. */
export function until(request: FastifyRequest, minor: number): void {
  if (request.minor >= minor) throw new Refusal(404, 'The resource could not be found.')
}
