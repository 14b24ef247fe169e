import type { Database } from '@kilonova/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Kysely, sql, type Transaction } from 'kysely'
import { z } from 'zod'
import type { Cloud } from '../../cloud.ts'
import { looseInt, parse } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { noContent, ownOrAdmin, requireRole } from '../request.ts'
import type { ById } from './access.ts'

/** What counts, under Neutron's name of it. A port of a server counts among its server's: this is for those of none. */
const counted = {
  network: sql`networks where true`,
  subnet: sql`subnets where true`,
  port: sql`ports where server_id is null`,
  security_group: sql`security_groups where true`,
  security_group_rule: sql`security_group_rules where true`,
}
type Kind = keyof typeof counted
type Limits = Readonly<Record<Kind, number>>
const kinds = Object.keys(counted) as Kind[]

const defaultLimits = ({ settings: { quotas } }: Cloud): Limits => ({
  network: quotas.networks,
  subnet: quotas.subnets,
  port: quotas.ports,
  security_group: quotas.securityGroups,
  security_group_rule: quotas.securityGroupRules,
})

/** A project's own limits over the defaults; -1 is none. */
async function limitsOf(cloud: Cloud, db: Kysely<Database>, projectId: string): Promise<Limits> {
  const own = await db
    .selectFrom('quotas')
    .select(['resource', 'limit_value'])
    .where('project_id', '=', projectId)
    .where('resource', 'in', kinds)
    .execute()
  return { ...defaultLimits(cloud), ...Object.fromEntries(own.map((row) => [row.resource, row.limit_value])) }
}

async function countOf(db: Kysely<Database>, kind: Kind, projectId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${counted[kind]} and project_id = ${projectId}`.execute(db)
  return rows[0]?.count ?? 0
}

/**
 * Room for one more. A project's things of a kind are made one at a time from here to the end of the transaction, so
 * that neither one too many nor a double slips through.
 * @throws {Refusal} 409 in Neutron's words.
 */
export async function takeRoom(cloud: Cloud, trx: Transaction<Database>, kind: Kind, projectId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${kind} of ${projectId}`}, 1))`.execute(trx)
  const limit = (await limitsOf(cloud, trx, projectId))[kind]
  if (limit >= 0 && (await countOf(trx, kind, projectId)) >= limit)
    throw new Refusal(409, `Quota exceeded for resources: ['${kind}'].`)
}

const amount = looseInt(-1, 2_147_483_647).optional()
const Change = z.strictObject({
  quota: z.strictObject({
    network: amount,
    subnet: amount,
    port: amount,
    security_group: amount,
    security_group_rule: amount,
    force: z.boolean().optional(),
    check_limit: z.boolean().optional(),
    tenant_id: z.string().max(255).optional(),
    project_id: z.string().max(255).optional(),
  }),
})

/** How many networks, subnets, ports, security groups and rules a project may have. */
export function quotaRoutes(app: FastifyInstance, cloud: Cloud): void {
  const path = '/network/v2.0/quotas'
  const { db } = cloud.store
  app.get(path, async (request) => {
    requireRole(request, 'admin')
    const own = await db.selectFrom('quotas').select('project_id').distinct().where('resource', 'in', kinds).execute()
    const views = own.map(async ({ project_id: project }) => ({
      ...(await limitsOf(cloud, db, project)),
      project_id: project,
      tenant_id: project,
    }))
    return { quotas: await Promise.all(views) }
  })
  app.get<ById>(`${path}/:id`, async (request) => ({
    quota: await limitsOf(cloud, db, ownOrAdmin(request, request.params.id)),
  }))
  app.get<ById>(`${path}/:id/default`, (request) => {
    ownOrAdmin(request, request.params.id)
    return { quota: defaultLimits(cloud) }
  })
  const details = async (request: FastifyRequest<ById>) => {
    const id = ownOrAdmin(request, request.params.id)
    const limits = await limitsOf(cloud, db, id)
    const used = kinds.map(async (kind) => {
      return [kind, { limit: limits[kind], used: await countOf(db, kind, id), reserved: 0 }] as const
    })
    return { quota: Object.fromEntries(await Promise.all(used)) }
  }
  app.get<ById>(`${path}/:id/details`, details)
  app.get<ById>(`${path}/:id/details.json`, details)
  app.put<ById>(`${path}/:id`, async (request) => {
    requireRole(request, 'admin')
    const wanted = parse(Change, request.body).quota
    const { id } = request.params
    const values = kinds.flatMap((resource) => {
      const limit_value = wanted[resource]
      return limit_value === undefined ? [] : [{ project_id: id, resource, limit_value }]
    })
    if (values.length > 0)
      await db
        .insertInto('quotas')
        .values(values)
        .onConflict((conflict) =>
          conflict
            .columns(['project_id', 'resource'])
            .doUpdateSet((eb) => ({ limit_value: eb.ref('excluded.limit_value') })),
        )
        .execute()
    return { quota: await limitsOf(cloud, db, id) }
  })
  app.delete<ById>(`${path}/:id`, async (request, reply) => {
    requireRole(request, 'admin')
    const own = db.deleteFrom('quotas').where('project_id', '=', request.params.id)
    await own.where('resource', 'in', kinds).execute()
    return noContent(reply)
  })
}
