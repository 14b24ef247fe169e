import { randomUUID } from 'node:crypto'
import type { Database } from '@kilonova/core'
import { NetworkId } from '@kilonova/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import type { Cloud } from '../../cloud.ts'
import { limitsOf } from '../../services/quotas.ts'
import { Name, parse, queryText } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { noContent, projectOf, requireRole } from '../request.ts'
import { limitOf } from './paging.ts'
import type { ById } from './servers/access.ts'

type GroupRow = Selectable<Database['server_groups']> & { readonly members: string[] }

const hard = ['affinity', 'anti-affinity'] as const
const all = [...hard, 'soft-affinity', 'soft-anti-affinity'] as const
type Policy = (typeof all)[number]

const oldBody = (policies: readonly Policy[]) =>
  z.strictObject({ server_group: z.strictObject({ name: Name, policies: z.array(z.enum(policies)).length(1) }) })
const HardGroup = oldBody(hard)
const SoftGroup = oldBody(all)
const RuledGroup = z.strictObject({
  server_group: z.strictObject({
    name: Name,
    policy: z.enum(all),
    rules: z.strictObject({ max_server_per_host: z.int().min(1).max(10_000).optional() }).optional(),
  }),
})

/** Which policy is asked for, in the shape of each version. */
function wishOf(request: FastifyRequest): {
  name: string
  policy: Policy
  rules: { max_server_per_host?: number | undefined }
} {
  if (request.minor >= 64) {
    const { name, policy, rules = {} } = parse(RuledGroup, request.body).server_group
    if (rules.max_server_per_host !== undefined && policy !== 'anti-affinity') {
      throw new Refusal(400, 'Only anti-affinity policy supports rules.')
    }
    return { name, policy, rules }
  }
  const { name, policies } = parse(request.minor >= 15 ? SoftGroup : HardGroup, request.body).server_group
  return { name, policy: policies[0] ?? 'affinity', rules: {} }
}

function view(request: FastifyRequest, group: GroupRow) {
  const { minor } = request
  return {
    id: group.id,
    name: group.name,
    members: group.members,
    ...(minor >= 64 ? { policy: group.policy, rules: group.rules } : { policies: [group.policy], metadata: {} }),
    ...(minor >= 13 ? { project_id: group.project_id, user_id: group.user_id } : {}),
  }
}

const groups = (cloud: Cloud) =>
  cloud.store.db
    .selectFrom('server_groups')
    .selectAll()
    .select(
      sql<string[]>`(select coalesce(array_agg(m.server_id::text), '{}') from server_group_members m
        join servers s on s.id = m.server_id and s.deleted_at is null where m.group_id = server_groups.id)`.as(
        'members',
      ),
    )

async function groupOr404(cloud: Cloud, request: FastifyRequest<ById>): Promise<GroupRow> {
  const { id } = request.params
  const row = NetworkId.safeParse(id).success ? await groups(cloud).where('id', '=', id).executeTakeFirst() : undefined
  const { caller } = request
  if (row === undefined || (!caller.isAdmin && row.project_id !== caller.projectId)) {
    throw new Refusal(404, `Instance group ${id.slice(0, 64)} could not be found.`)
  }
  return row
}

/** Servers that want to be together, or apart. */
export function serverGroupRoutes(app: FastifyInstance, cloud: Cloud): void {
  const path = '/compute/v2.1/os-server-groups'
  app.get(path, async (request) => {
    const everybody = queryText(request.query, 'all_projects') !== undefined && request.caller.isAdmin
    const query = everybody ? groups(cloud) : groups(cloud).where('project_id', '=', request.caller.projectId ?? '')
    const offset = Number(/^\d{1,9}$/.exec(queryText(request.query, 'offset') ?? '0')?.[0] ?? 0)
    const rows = await query.orderBy('created_at').orderBy('id').limit(limitOf(request)).offset(offset).execute()
    return { server_groups: rows.map((row) => view(request, row)) }
  })
  app.get<ById>(`${path}/:id`, async (request) => ({ server_group: view(request, await groupOr404(cloud, request)) }))
  app.post(path, async (request) => {
    requireRole(request, 'member')
    const project = projectOf(request)
    const { name, policy, rules } = wishOf(request)
    const row = await cloud.store.transaction(async (trx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`groups of ${project}`}, 1))`.execute(trx)
      const count = trx.selectFrom('server_groups').select((eb) => eb.fn.countAll<number>().as('count'))
      const { count: has } = await count.where('project_id', '=', project).executeTakeFirstOrThrow()
      const { server_groups: limit } = await limitsOf(trx, cloud.settings.quotas, project)
      if (limit >= 0 && has >= limit) throw new Refusal(403, 'Quota exceeded, too many server groups.')
      const group = { id: randomUUID(), project_id: project, user_id: request.caller.userId, name, policy }
      const values = { ...group, rules: JSON.stringify(rules) }
      return trx.insertInto('server_groups').values(values).returningAll().executeTakeFirstOrThrow()
    })
    return { server_group: view(request, { ...row, members: [] }) }
  })
  app.delete<ById>(`${path}/:id`, async (request, reply) => {
    requireRole(request, 'member')
    const { id } = await groupOr404(cloud, request)
    await cloud.store.db.deleteFrom('server_groups').where('id', '=', id).execute()
    return noContent(reply)
  })
}
