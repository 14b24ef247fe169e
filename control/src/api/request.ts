import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../services/identity/tokens.ts'
import { Refusal } from './refusal.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; set before every handler of a route that is not public. */
    caller: Caller
    /** The microversion in force: 53 is 2.53. */
    minor: number
    requestName: string
  }
  interface FastifyContextConfig {
    /** Readable without a token. */
    public?: boolean
    /** Its body is image bytes, with limits of its own. */
    upload?: boolean
  }
}

/** A fresh request id in OpenStack's form, or the client's own for the global id. */
export const newRequestName = (): string => `req-${randomUUID()}`

const hostPattern = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?$/
const prefixPattern = /^(\/[A-Za-z0-9._~-]+)*$/

const firstOf = (value: string | string[] | undefined): string | undefined =>
  (Array.isArray(value) ? value[0] : value)?.split(',')[0]?.trim()

/**
 * Where the client believes that this service is: scheme, host and prefix from X-Forwarded-* if a proxy set them, else
 * from Host. Anything that is not a plain host name or address is ignored, since it ends up in links.
 */
export function baseUrl(request: FastifyRequest): string {
  const { headers } = request
  const forwarded = firstOf(headers['x-forwarded-proto'])
  const scheme = forwarded === 'https' || forwarded === 'http' ? forwarded : 'http'
  const named = firstOf(headers['x-forwarded-host']) ?? headers.host
  const host = named !== undefined && hostPattern.test(named) ? named : ownAddress(request)
  const prefix = firstOf(headers['x-forwarded-prefix']) ?? ''
  return `${scheme}://${host}${prefixPattern.test(prefix) ? prefix : ''}`
}

function ownAddress(request: FastifyRequest): string {
  const { localAddress = '127.0.0.1', localPort = 80 } = request.socket
  return `${localAddress.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}`
}

const rank = { reader: 1, member: 2, manager: 3, admin: 4 } as const

/** @throws {Refusal} 403 when none of the caller's roles is `role` or above. */
export function requireRole(request: FastifyRequest, role: keyof typeof rank): void {
  const has = Math.max(0, ...request.caller.roles.map((name) => (name in rank ? rank[name as keyof typeof rank] : 0)))
  if (has >= rank[role]) return
  throw new Refusal(403, `Policy doesn't allow this: it needs the role ${role}.`)
}

/** The project that a request names. @throws {Refusal} 403 for another than the caller's, but to administrators. */
export function ownOrAdmin(request: FastifyRequest, project: string): string {
  if (project !== request.caller.projectId) requireRole(request, 'admin')
  return project
}

/** @throws {Refusal} 403 for callers that are neither another service nor an administrator. */
export function requireService(request: FastifyRequest): void {
  if (request.caller.roles.some((role) => role === 'service' || role === 'admin')) return
  throw new Refusal(403, "Policy doesn't allow this: it needs the role service.")
}

/** The project of the token. @throws {Refusal} 403 when the token has none. */
export function projectOf(request: FastifyRequest): string {
  if (request.caller.projectId === null) throw new Refusal(403, 'This needs a token of a project.')
  return request.caller.projectId
}

export function noContent(reply: FastifyReply, status = 204): FastifyReply {
  return reply.code(status).send()
}
