import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Cloud } from '../../cloud.ts'
import { domain, type Project, type User } from '../../services/identity/directory.ts'
import { checkPassword, hashPassword } from '../../services/identity/passwords.ts'
import { roleById, roleNames } from '../../services/identity/roles.ts'
import { Name, parse, PlainText, queryText } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { noContent, requireRole } from '../request.ts'
import { domainView, listLinks, projectView, roleView, userView } from './views.ts'

const ProjectFields = z.looseObject({
  name: Name,
  description: PlainText(4096).optional(),
  enabled: z.boolean().optional(),
})
const UserFields = z.looseObject({
  name: Name,
  password: z.string().min(1).max(4096),
  enabled: z.boolean().optional(),
  default_project_id: PlainText(64).nullish(),
  email: PlainText(255).nullish(),
  description: PlainText(4096).optional(),
})
const NewProject = z.looseObject({ project: ProjectFields })
const ProjectChange = z.looseObject({ project: ProjectFields.partial() })
const NewUser = z.looseObject({ user: UserFields })
const UserChange = z.looseObject({ user: UserFields.partial() })
const NewPassword = z.looseObject({
  user: z.looseObject({
    original_password: z.string().min(1).max(4096),
    password: z.string().min(1).max(4096),
  }),
})
interface ById {
  Params: { id: string }
}

const notFound = (kind: string, id: string) => new Refusal(404, `Could not find ${kind}: ${id}.`)

/** Users, projects, domains and roles: what clients look names up in, and how an admin makes more of them. */
export function directoryRoutes(app: FastifyInstance, cloud: Cloud): void {
  domainAndRoleRoutes(app)
  projectRoutes(app, cloud)
  userRoutes(app, cloud)
}

function domainAndRoleRoutes(app: FastifyInstance): void {
  app.get('/identity/v3/domains', (request) => {
    const name = queryText(request.query, 'name')
    const shown = name === undefined || name === domain.name
    return { domains: shown ? [domainView(request)] : [], ...listLinks(request) }
  })
  app.get<ById>('/identity/v3/domains/:id', (request) => {
    if (request.params.id !== domain.id) throw notFound('domain', request.params.id)
    return { domain: domainView(request) }
  })
  app.get('/identity/v3/roles', (request) => {
    const name = queryText(request.query, 'name')
    const shown = roleNames.filter((role) => name === undefined || role === name)
    return { roles: shown.map((role) => roleView(request, role)), ...listLinks(request) }
  })
  app.get<ById>('/identity/v3/roles/:id', (request) => {
    const role = roleById(request.params.id)
    if (role === undefined) throw notFound('role', request.params.id)
    return { role: roleView(request, role) }
  })
}

async function projectById(cloud: Cloud, request: FastifyRequest<ById>): Promise<Project> {
  const { id } = request.params
  const mine = request.caller.projectId === id
  const project = mine || request.caller.isAdmin ? await cloud.directory.project({ id }) : undefined
  if (project === undefined) throw notFound('project', id)
  return project
}

function projectRoutes(app: FastifyInstance, cloud: Cloud): void {
  app.get('/identity/v3/projects', async (request) => {
    const name = queryText(request.query, 'name')
    const whose = request.caller.isAdmin ? {} : { ofUser: request.caller.userId }
    const projects = await cloud.directory.projects({ ...whose, ...(name === undefined ? {} : { name }) })
    return { projects: projects.map((project) => projectView(request, project)), ...listLinks(request) }
  })
  app.get<ById>('/identity/v3/projects/:id', async (request) => ({
    project: projectView(request, await projectById(cloud, request)),
  }))
  app.post('/identity/v3/projects', async (request, reply) => {
    requireRole(request, 'admin')
    const { name, description, enabled } = parse(NewProject, request.body).project
    const project = await cloud.directory.createProject({
      name,
      ...(description === undefined ? {} : { description }),
      ...(enabled === undefined ? {} : { enabled }),
    })
    return reply.code(201).send({ project: projectView(request, project) })
  })
  app.patch<ById>('/identity/v3/projects/:id', async (request) => {
    requireRole(request, 'admin')
    const project = await projectById(cloud, request)
    const { name, description, enabled } = parse(ProjectChange, request.body).project
    const changed = await cloud.directory.changeProject(project.id, {
      name: name ?? project.name,
      description: description ?? project.description,
      enabled: enabled ?? project.enabled,
    })
    if (!changed.enabled) await endTokens(cloud, 'project', project.id)
    return { project: projectView(request, changed) }
  })
  app.delete<ById>('/identity/v3/projects/:id', async (request, reply) => {
    requireRole(request, 'admin')
    const project = await projectById(cloud, request)
    const server = await cloud.store.db
      .selectFrom('servers')
      .select('id')
      .where('project_id', '=', project.id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (server !== undefined) throw new Refusal(409, `Project ${project.id} has servers. Delete them first.`)
    await endTokens(cloud, 'project', project.id)
    await cloud.store.db.deleteFrom('projects').where('id', '=', project.id).execute()
    return noContent(reply)
  })
}

/** Nothing that was given out before stays good. */
async function endTokens(cloud: Cloud, kind: 'user' | 'project', id: string): Promise<void> {
  await cloud.tokens.revoke(kind, id, new Date(Date.now() + cloud.settings.tokenLifetimeMs))
}

async function userById(cloud: Cloud, request: FastifyRequest<ById>): Promise<User> {
  const { id } = request.params
  const mine = request.caller.userId === id
  const user = mine || request.caller.isAdmin ? await cloud.directory.user({ id }) : undefined
  if (user === undefined) throw notFound('user', id)
  return user
}

const wrongPassword = () => new Refusal(401, 'The request you have made requires authentication.')

function userRoutes(app: FastifyInstance, cloud: Cloud): void {
  app.get('/identity/v3/users', async (request) => {
    const name = queryText(request.query, 'name')
    const users = await cloud.directory.users(name)
    const shown = users.filter((user) => request.caller.isAdmin || user.id === request.caller.userId)
    return { users: shown.map((user) => userView(request, user)), ...listLinks(request) }
  })
  app.get<ById>('/identity/v3/users/:id', async (request) => ({
    user: userView(request, await userById(cloud, request)),
  }))
  app.get<ById>('/identity/v3/users/:id/projects', async (request) => {
    const user = await userById(cloud, request)
    const projects = await cloud.directory.projects({ ofUser: user.id })
    return { projects: projects.map((project) => projectView(request, project)), ...listLinks(request) }
  })
  app.post('/identity/v3/users', async (request, reply) => {
    requireRole(request, 'admin')
    const given = parse(NewUser, request.body).user
    const user = await cloud.directory.createUser({
      name: given.name,
      password: given.password,
      defaultProjectId: given.default_project_id ?? null,
      email: given.email ?? null,
      ...(given.enabled === undefined ? {} : { enabled: given.enabled }),
      ...(given.description === undefined ? {} : { description: given.description }),
    })
    return reply.code(201).send({ user: userView(request, user) })
  })
  app.patch<ById>('/identity/v3/users/:id', async (request) => {
    requireRole(request, 'admin')
    const user = await userById(cloud, request)
    const given = parse(UserChange, request.body).user
    const changed = await cloud.directory.changeUser(user.id, {
      name: given.name ?? user.name,
      enabled: given.enabled ?? user.enabled,
      ...(given.password === undefined ? {} : { password_hash: await hashPassword(given.password) }),
      ...(given.default_project_id === undefined ? {} : { default_project_id: given.default_project_id }),
      ...(given.email === undefined ? {} : { email: given.email }),
      description: given.description ?? user.description,
    })
    if (given.password !== undefined || !changed.enabled) await endTokens(cloud, 'user', user.id)
    return { user: userView(request, changed) }
  })
  app.post<ById>('/identity/v3/users/:id/password', async (request, reply) => {
    const { original_password: old, password } = parse(NewPassword, request.body).user
    const user = request.params.id === request.caller.userId ? await cloud.directory.user(request.params) : undefined
    // Whoever has only come by a token does not get the account with it.
    if (!(await checkPassword(old, user?.password_hash)) || user === undefined) throw wrongPassword()
    const changed = await cloud.store.db
      .updateTable('users')
      .set({ password_hash: await hashPassword(password) })
      .where('id', '=', user.id)
      .where('password_hash', '=', user.password_hash)
      .executeTakeFirst()
    if (changed.numUpdatedRows === 0n) throw wrongPassword()
    await endTokens(cloud, 'user', user.id)
    return noContent(reply)
  })
  app.delete<ById>('/identity/v3/users/:id', async (request, reply) => {
    requireRole(request, 'admin')
    const user = await userById(cloud, request)
    await endTokens(cloud, 'user', user.id)
    await cloud.store.db.deleteFrom('users').where('id', '=', user.id).execute()
    return noContent(reply)
  })
}
