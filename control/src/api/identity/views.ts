import type { FastifyRequest } from 'fastify'
import { domain, type Project, type User } from '../../services/identity/directory.ts'
import { roleId } from '../../services/identity/roles.ts'
import { baseUrl } from '../request.ts'

const linkTo = (request: FastifyRequest, path: string) => ({ self: `${baseUrl(request)}/identity/v3/${path}` })

export const projectView = (request: FastifyRequest, project: Project) => ({
  id: project.id,
  name: project.name,
  domain_id: domain.id,
  description: project.description,
  enabled: project.enabled,
  parent_id: domain.id,
  is_domain: false,
  tags: [],
  options: {},
  links: linkTo(request, `projects/${project.id}`),
})

export const userView = (request: FastifyRequest, user: User) => ({
  id: user.id,
  name: user.name,
  domain_id: domain.id,
  enabled: user.enabled,
  ...(user.default_project_id === null ? {} : { default_project_id: user.default_project_id }),
  ...(user.email === null ? {} : { email: user.email }),
  ...(user.description === '' ? {} : { description: user.description }),
  password_expires_at: null,
  options: {},
  links: linkTo(request, `users/${user.id}`),
})

export const domainView = (request: FastifyRequest) => ({
  ...domain,
  description: 'The default domain',
  enabled: true,
  options: {},
  tags: [],
  links: linkTo(request, `domains/${domain.id}`),
})

export const roleView = (request: FastifyRequest, name: string) => ({
  id: roleId(name),
  name,
  domain_id: null,
  description: null,
  options: {},
  links: linkTo(request, `roles/${roleId(name)}`),
})

export const listLinks = (request: FastifyRequest) => ({
  links: { self: `${baseUrl(request)}${request.url}`, previous: null, next: null },
})
