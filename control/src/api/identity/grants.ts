import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Cloud } from '../../cloud.ts'
import { roleById, roleId } from '../../services/identity/roles.ts'
import { queryText } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { baseUrl, noContent, requireRole } from '../request.ts'
import { catalog, serviceId, services } from './catalog.ts'
import { listLinks, roleView } from './views.ts'

interface Grant {
  Params: { project: string; user: string; role: string }
}
interface ById {
  Params: { id: string }
}

async function grantOf(cloud: Cloud, request: FastifyRequest<Grant>) {
  const { project, user, role } = request.params
  const name = roleById(role)
  if (name === undefined) throw new Refusal(404, `Could not find role: ${role}.`)
  if ((await cloud.directory.user({ id: user })) === undefined) throw new Refusal(404, `Could not find user: ${user}.`)
  if ((await cloud.directory.project({ id: project })) === undefined) {
    throw new Refusal(404, `Could not find project: ${project}.`)
  }
  return { project, user, role: name }
}

/** Who may do what where, and what services there are. */
export function grantRoutes(app: FastifyInstance, cloud: Cloud): void {
  const path = '/identity/v3/projects/:project/users/:user/roles'
  app.put<Grant>(`${path}/:role`, async (request, reply) => {
    requireRole(request, 'admin')
    const { project, user, role } = await grantOf(cloud, request)
    await cloud.directory.grant(user, project, role)
    return noContent(reply)
  })
  app.delete<Grant>(`${path}/:role`, async (request, reply) => {
    requireRole(request, 'admin')
    const { project, user, role } = await grantOf(cloud, request)
    if (!(await cloud.directory.withdraw(user, project, role))) throw new Refusal(404, `Could not find role: ${role}.`)
    await cloud.tokens.revoke('user', user, new Date(Date.now() + cloud.settings.tokenLifetimeMs))
    return noContent(reply)
  })
  app.get<{ Params: { project: string; user: string } }>(path, async (request) => {
    const { project, user } = request.params
    if (user !== request.caller.userId) requireRole(request, 'admin')
    const rows = await assignments(cloud, { user, project })
    return { roles: rows.map((row) => roleView(request, row.role)), ...listLinks(request) }
  })
  app.get('/identity/v3/role_assignments', async (request) => {
    const user = queryText(request.query, 'user.id')
    const project = queryText(request.query, 'scope.project.id')
    if (user !== request.caller.userId) requireRole(request, 'admin')
    const rows = await assignments(cloud, { user, project })
    const base = `${baseUrl(request)}/identity/v3`
    return {
      role_assignments: rows.map((row) => ({
        user: { id: row.user_id },
        scope: { project: { id: row.project_id } },
        role: { id: roleId(row.role) },
        links: { assignment: `${base}/projects/${row.project_id}/users/${row.user_id}/roles/${roleId(row.role)}` },
      })),
      ...listLinks(request),
    }
  })
  serviceRoutes(app, cloud)
}

function assignments(cloud: Cloud, filter: { user?: string | undefined; project?: string | undefined }) {
  let query = cloud.store.db.selectFrom('role_assignments').selectAll()
  if (filter.user !== undefined) query = query.where('user_id', '=', filter.user)
  if (filter.project !== undefined) query = query.where('project_id', '=', filter.project)
  return query.execute()
}

function serviceRoutes(app: FastifyInstance, cloud: Cloud): void {
  const { region } = cloud.settings
  const serviceView = ({ type, name }: (typeof services)[number]) => ({
    id: serviceId(type),
    type,
    name,
    enabled: true,
  })

  app.get('/identity/v3/services', (request) => {
    requireRole(request, 'admin')
    const type = queryText(request.query, 'type')
    const name = queryText(request.query, 'name')
    const shown = services.filter(
      (one) => (type === undefined || one.type === type) && (name === undefined || one.name === name),
    )
    return { services: shown.map(serviceView), ...listLinks(request) }
  })
  app.get<ById>('/identity/v3/services/:id', (request) => {
    requireRole(request, 'admin')
    const found = services.find((one) => serviceId(one.type) === request.params.id)
    if (found === undefined) throw new Refusal(404, `Could not find service: ${request.params.id}.`)
    return { service: serviceView(found) }
  })
  app.get('/identity/v3/endpoints', (request) => {
    requireRole(request, 'admin')
    const face = queryText(request.query, 'interface')
    const service = queryText(request.query, 'service_id')
    const endpoints = catalog(request, region)
      .filter((one) => service === undefined || one.id === service)
      .flatMap((one) => one.endpoints.map((endpoint) => ({ ...endpoint, service_id: one.id, enabled: true })))
      .filter((one) => face === undefined || one.interface === face)
    return { endpoints, ...listLinks(request) }
  })
  const regionView = { id: region, description: '', parent_region_id: null }
  app.get('/identity/v3/regions', (request) => ({ regions: [regionView], ...listLinks(request) }))
  app.get<ById>('/identity/v3/regions/:id', (request) => {
    if (request.params.id !== region) throw new Refusal(404, `Could not find region: ${request.params.id}.`)
    return { region: regionView }
  })
}
