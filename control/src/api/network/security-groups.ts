import { newId } from '@kilonova/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Cloud } from '../../cloud.ts'
import { addDefaultRules, ensureDefaultGroup } from '../../services/network/security-groups.ts'
import { LooseBoolean, parse, PlainText } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { noContent, requireRole } from '../request.ts'
import { type ById, groupOr404, onlyFields, ownerOf, requireOwner, textFilters } from './access.ts'
import { takeRoom } from './quotas.ts'
import { groupView, type RuleRow, type SecurityGroupRow } from './views.ts'

const fields = {
  name: PlainText(255).min(1).optional(),
  description: PlainText(255).optional(),
  stateful: LooseBoolean.optional(),
}
const NewGroup = z.strictObject({
  security_group: z.strictObject({
    ...fields,
    name: PlainText(255).min(1),
    project_id: PlainText(255).optional(),
    tenant_id: PlainText(255).optional(),
  }),
})
const Change = z.strictObject({ security_group: z.strictObject(fields) })

/** Named sets of rules that ports are put in. */
export function securityGroupRoutes(app: FastifyInstance, cloud: Cloud): void {
  groupReads(app, cloud)
  groupWrites(app, cloud)
}

const path = '/network/v2.0/security-groups'

function groupReads(app: FastifyInstance, cloud: Cloud): void {
  app.get(path, async (request) => {
    const { caller } = request
    if (caller.projectId !== null) await ensureDefaultGroup(cloud.store.db, caller.projectId)
    let query = cloud.store.db.selectFrom('security_groups').selectAll()
    if (!caller.isAdmin) query = query.where('project_id', '=', caller.projectId ?? '')
    const columns = {
      id: 'id',
      name: 'name',
      description: 'description',
      project_id: 'project_id',
      tenant_id: 'project_id',
      stateful: 'stateful',
    }
    for (const filter of textFilters(request, columns)) query = query.where(filter)
    const rows = await query.orderBy('name').orderBy('id').execute()
    return { security_groups: (await withRules(cloud, rows)).map((view) => onlyFields(request, view)) }
  })
  app.get<ById>(`${path}/:id`, async (request) =>
    show(cloud, request, await groupOr404(cloud, request, request.params.id)),
  )
}

function groupWrites(app: FastifyInstance, cloud: Cloud): void {
  app.post(path, async (request, reply) => {
    const { security_group: asked } = parse(NewGroup, request.body)
    const project = ownerOf(request, asked.project_id ?? asked.tenant_id)
    if (asked.name === 'default') throw new Refusal(409, 'Default security group already exists.')
    const row = await cloud.store.transaction(async (trx) => {
      await ensureDefaultGroup(trx, project)
      await takeRoom(cloud, trx, 'security_group', project)
      const made = await trx
        .insertInto('security_groups')
        .values({
          id: newId<'network'>(),
          project_id: project,
          name: asked.name,
          description: asked.description ?? '',
          stateful: asked.stateful ?? true,
        })
        .returningAll()
        .executeTakeFirstOrThrow()
      await addDefaultRules(trx, made.id, project, false)
      return made
    })
    return reply.code(201).send(await show(cloud, request, row))
  })
  app.put<ById>(`${path}/:id`, async (request) => {
    requireRole(request, 'member')
    const { security_group: change } = parse(Change, request.body)
    const row = await groupOr404(cloud, request, request.params.id)
    requireOwner(request, row)
    if (row.name === 'default' && change.name !== undefined && change.name !== 'default')
      throw new Refusal(409, 'Updating default security group not allowed.')
    if (row.name !== 'default' && change.name === 'default')
      throw new Refusal(409, 'Default security group already exists.')
    const changed = await cloud.store.transaction(async (trx) => {
      if (change.stateful !== undefined && change.stateful !== row.stateful)
        await sql`select pg_notify('security', ${`rules ${row.id}`})`.execute(trx)
      return trx
        .updateTable('security_groups')
        .set({
          name: change.name ?? row.name,
          description: change.description ?? row.description,
          stateful: change.stateful ?? row.stateful,
          updated_at: new Date(),
        })
        .where('id', '=', row.id)
        .returningAll()
        .executeTakeFirstOrThrow()
    })
    return show(cloud, request, changed)
  })
  app.delete<ById>(`${path}/:id`, async (request, reply) => {
    requireRole(request, 'member')
    const row = await groupOr404(cloud, request, request.params.id)
    requireOwner(request, row)
    if (row.name === 'default' && !request.caller.isAdmin)
      throw new Refusal(409, 'Insufficient rights for removing default security group.')
    await cloud.store.transaction(async (trx) => {
      // Ports that are put into it meanwhile wait for this, and then find it gone.
      await trx.selectFrom('security_groups').select('id').where('id', '=', row.id).forUpdate().execute()
      const used = await sql`select 1 from ports where security_group_ids @> array[${row.id}::text] limit 1`.execute(
        trx,
      )
      if (used.rows.length > 0) throw new Refusal(409, `Security Group ${row.id} in use.`)
      await trx.deleteFrom('security_groups').where('id', '=', row.id).execute()
    })
    return noContent(reply)
  })
}

async function show(cloud: Cloud, request: FastifyRequest, row: SecurityGroupRow) {
  const [view] = await withRules(cloud, [row])
  return { security_group: onlyFields(request, view ?? {}) }
}

async function withRules(cloud: Cloud, groups: readonly SecurityGroupRow[]) {
  const rules = new Map<string, RuleRow[]>(groups.map((group) => [group.id, []]))
  if (groups.length > 0) {
    const rows = await cloud.store.db
      .selectFrom('security_group_rules')
      .selectAll()
      .where('security_group_id', 'in', [...rules.keys()])
      .orderBy('created_at')
      .orderBy('ethertype')
      .orderBy('id')
      .execute()
    for (const row of rows) rules.get(row.security_group_id)?.push(row)
  }
  return groups.map((group) => groupView(group, rules.get(group.id) ?? []))
}
