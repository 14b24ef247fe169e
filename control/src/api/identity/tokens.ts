import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Cloud } from '../../cloud.ts'
import { domain } from '../../services/identity/directory.ts'
import { roleId } from '../../services/identity/roles.ts'
import type { Caller } from '../../services/identity/tokens.ts'
import { parse, queryText } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { noContent } from '../request.ts'
import { authenticate } from './auth.ts'
import { AuthRequest } from './auth-request.ts'
import { catalog } from './catalog.ts'
import { projectView } from './views.ts'

/** A token as Keystone shows it. */
function tokenView(request: FastifyRequest, caller: Caller, region: string, withCatalog: boolean) {
  const scoped = caller.projectId !== null || caller.system
  return {
    methods: caller.methods,
    user: { id: caller.userId, name: caller.userName, domain, password_expires_at: null },
    audit_ids: [caller.auditId],
    expires_at: `${caller.expiresAt.toISOString().slice(0, -1)}000Z`,
    issued_at: `${caller.issuedAt.toISOString().slice(0, -1)}000Z`,
    ...(caller.projectId === null
      ? {}
      : { project: { id: caller.projectId, name: caller.projectName, domain }, is_domain: false }),
    ...(caller.system ? { system: { all: true } } : {}),
    ...(scoped ? { roles: caller.roles.map((name) => ({ id: roleId(name), name })) } : {}),
    ...(scoped && withCatalog ? { catalog: catalog(request, region) } : {}),
  }
}

/** The token that a request is about. @throws {Refusal} 404 for one that is not valid now. */
function subjectOf(cloud: Cloud, request: FastifyRequest): Caller {
  const header = request.headers['x-subject-token']
  const caller = typeof header === 'string' ? cloud.tokens.verify(header) : undefined
  if (caller === undefined) throw new Refusal(404, 'Could not find token.')
  const mine = caller.userId === request.caller.userId
  if (!mine && !request.caller.isAdmin)
    throw new Refusal(403, 'You are not authorized to perform the requested action.')
  return caller
}

/** Log-in, and what a token says about itself. */
export function tokenRoutes(app: FastifyInstance, cloud: Cloud): void {
  const { region } = cloud.settings
  const path = '/identity/v3/auth/tokens'

  app.post(path, { config: { public: true } }, async (request, reply) => {
    const claims = await authenticate(cloud, parse(AuthRequest, request.body))
    const { token, caller } = cloud.tokens.issue(claims)
    const withCatalog = queryText(request.query, 'nocatalog') === undefined
    return reply
      .code(201)
      .header('X-Subject-Token', token)
      .header('Vary', 'X-Auth-Token')
      .send({ token: tokenView(request, caller, region, withCatalog) })
  })

  app.get(path, (request, reply) => {
    const caller = subjectOf(cloud, request)
    const withCatalog = queryText(request.query, 'nocatalog') === undefined
    return reply
      .header('X-Subject-Token', request.headers['x-subject-token'])
      .header('Vary', 'X-Auth-Token')
      .send({ token: tokenView(request, caller, region, withCatalog) })
  })

  app.delete(path, async (request, reply) => {
    const caller = subjectOf(cloud, request)
    await cloud.tokens.revoke('token', caller.auditId, caller.expiresAt)
    return noContent(reply)
  })

  app.get('/identity/v3/auth/catalog', (request) => ({
    catalog: catalog(request, region),
    links: { self: null, previous: null, next: null },
  }))

  app.get('/identity/v3/auth/projects', async (request) => ({
    projects: (await cloud.directory.projects({ ofUser: request.caller.userId }))
      .filter((project) => project.enabled)
      .map((project) => projectView(request, project)),
    links: { self: null, previous: null, next: null },
  }))

  app.get('/identity/v3/auth/domains', async (request) => ({
    domains: (await cloud.directory.isAdminAnywhere(request.caller.userId)) ? [{ ...domain, enabled: true }] : [],
    links: { self: null, previous: null, next: null },
  }))

  app.get('/identity/v3/auth/system', async (request) => ({
    system: (await cloud.directory.isAdminAnywhere(request.caller.userId)) ? [{ all: true }] : [],
    links: { self: null, previous: null, next: null },
  }))
}
