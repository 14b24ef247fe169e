import { randomUUID } from 'node:crypto'
import { chain, faultOf } from '@kilonova/core'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Cloud } from '../../../cloud.ts'
import { findGroups, holdGroups } from '../../../services/network/find-groups.ts'
import { ensureDefaultGroup } from '../../../services/network/security-groups.ts'
import { until } from '../../microversion.ts'
import { parse, PlainText } from '../../parse.ts'
import { Refusal } from '../../refusal.ts'
import { projectOf } from '../../request.ts'
import { type ById, serverOr404 } from './access.ts'
import type { ActionContext } from './actions.ts'
import { requireUnlocked } from './change.ts'
import type { NewServer } from './create-schema.ts'

const Named = z.strictObject({ name: PlainText(255).min(1) })

/** The groups that a new server's own ports go into. @throws {Refusal} 400 for one that is not there. */
export async function chooseGroups(cloud: Cloud, server: NewServer, project: string): Promise<string[] | undefined> {
  if (server.security_groups === undefined) return undefined
  const names = server.security_groups.map((group) => group.name ?? 'default')
  try {
    return (await findGroups(cloud.store.db, project, names)).map((group) => group.id)
  } catch (error) {
    if (faultOf(error)?.kind === 'notFound') throw new Refusal(400, chain(error))
    throw error
  }
}

interface GuardedPort {
  readonly id: string
  readonly security_group_ids: string[]
}

/** Puts every guarded port of the server into the group. Running guests follow at once. */
export async function addSecurityGroup(context: ActionContext): Promise<unknown> {
  await change(context, 'addSecurityGroup', async (ports, id) => {
    if (ports.length === 0) {
      throw new Refusal(
        400,
        'Network requires port_security_enabled and subnet associated in order to apply security groups.',
      )
    }
    return ports.map((port) => [port.id, [...new Set([...port.security_group_ids, id])]])
  })
  return context.reply.code(202).send()
}

export async function removeSecurityGroup(context: ActionContext): Promise<unknown> {
  await change(context, 'removeSecurityGroup', async (ports, id, name) => {
    if (!ports.some((port) => port.security_group_ids.includes(id)))
      throw new Refusal(404, `Security group ${name} not associated with the instance ${context.server.id}`)
    return ports.map((port) => [port.id, port.security_group_ids.filter((one) => one !== id)])
  })
  return context.reply.code(202).send()
}

async function change(
  { cloud, request, server, argument }: ActionContext,
  action: string,
  groupsAfter: (ports: GuardedPort[], id: string, name: string) => Promise<[string, string[]][]>,
): Promise<void> {
  const { name } = parse(Named, argument)
  requireUnlocked(request, server)
  const [group] = await findGroups(cloud.store.db, server.project_id, [name])
  if (group === undefined) throw new Refusal(404, `Security group ${name} not found.`)
  await cloud.store.transaction(async (trx) => {
    if (action === 'addSecurityGroup') await holdGroups(trx, server.project_id, [group.id])
    const ports = await trx
      .selectFrom('ports')
      .select(['id', 'security_group_ids'])
      .where('server_id', '=', server.id)
      .where('port_security_enabled', '=', true)
      .forUpdate()
      .execute()
    for (const [id, groups] of await groupsAfter(ports, group.id, name)) {
      await trx
        .updateTable('ports')
        .set({ security_group_ids: groups, updated_at: new Date() })
        .where('id', '=', id)
        .execute()
    }
    await trx
      .insertInto('server_actions')
      .values({
        id: randomUUID(),
        server_id: server.id,
        action,
        request_id: request.id,
        user_id: request.caller.userId,
        project_id: request.caller.projectId,
        flow_id: null,
        message: null,
      })
      .execute()
  })
}

interface RuleOfGroup {
  readonly id: string
  readonly group: string
  readonly protocol: string | null
  readonly min: number | null
  readonly max: number | null
  readonly cidr: string | null
  readonly remote: string | null
  readonly remote_project: string | null
}

/** Groups in the form that Nova had before there was Neutron: of a server, and until 2.35 of the project. */
export function serverSecurityGroupRoutes(app: FastifyInstance, cloud: Cloud): void {
  app.get<ById>('/compute/v2.1/servers/:id/os-security-groups', async (request) => {
    const server = await serverOr404(cloud, request)
    const { rows } = await sql<OldGroup>`
      select distinct g.id, g.name, g.description, g.project_id from security_groups g
      join ports p on p.security_group_ids @> array[g.id::text] where p.server_id = ${server.id}
      order by g.name, g.id`.execute(cloud.store.db)
    return { security_groups: await oldGroups(cloud, rows) }
  })
  app.get('/compute/v2.1/os-security-groups', async (request) => {
    until(request, 36)
    return { security_groups: await oldGroups(cloud, await groupsOfProject(cloud, projectOf(request))) }
  })
  app.get<ById>('/compute/v2.1/os-security-groups/:id', async (request) => {
    until(request, 36)
    const { id } = request.params
    const rows = await groupsOfProject(cloud, projectOf(request))
    const [group] = await oldGroups(
      cloud,
      rows.filter((row) => row.id === id),
    )
    if (group === undefined) throw new Refusal(404, `Security group ${id.slice(0, 64)} not found.`)
    return { security_group: group }
  })
}

interface OldGroup {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly project_id: string
}

async function groupsOfProject(cloud: Cloud, project: string): Promise<OldGroup[]> {
  await ensureDefaultGroup(cloud.store.db, project)
  const columns = ['id', 'name', 'description', 'project_id'] as const
  const groups = cloud.store.db.selectFrom('security_groups').select(columns).where('project_id', '=', project)
  return groups.orderBy('name').orderBy('id').execute()
}

async function oldGroups(cloud: Cloud, groups: readonly OldGroup[]) {
  const rules = await rulesOf(
    cloud,
    groups.map((group) => group.id),
  )
  return groups.map(({ id, name, description, project_id }) => ({
    id,
    name,
    description,
    tenant_id: project_id,
    rules: rules.filter((rule) => rule.group === id).map(oldRule),
  }))
}

async function rulesOf(cloud: Cloud, groups: string[]): Promise<RuleOfGroup[]> {
  const { rows } = await sql<RuleOfGroup>`
    select r.id, r.security_group_id as "group", r.protocol, r.port_min as min, r.port_max as max,
      r.remote_cidr as cidr, o.name as remote, o.project_id as remote_project
    from security_group_rules r left join security_groups o on o.id = r.remote_group_id
    where r.security_group_id::text = any(${groups}::text[]) and r.direction = 'ingress'
    order by r.created_at, r.id`.execute(cloud.store.db)
  return rows
}

const oldRule = (rule: RuleOfGroup) => ({
  id: rule.id,
  parent_group_id: rule.group,
  ip_protocol: rule.protocol?.toUpperCase() ?? null,
  from_port: rule.min ?? (rule.protocol === null ? null : -1),
  to_port: rule.max ?? (rule.protocol === null ? null : -1),
  ip_range: rule.remote === null ? { cidr: rule.cidr ?? '0.0.0.0/0' } : {},
  group: rule.remote === null ? {} : { name: rule.remote, tenant_id: rule.remote_project },
})
