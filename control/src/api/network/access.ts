import { NetworkId, violatedConstraint } from '@kilonova/core'
import type { FastifyRequest } from 'fastify'
import { type SqlBool, sql } from 'kysely'
import type { Cloud } from '../../cloud.ts'
import { Refusal } from '../refusal.ts'
import { projectOf, requireRole } from '../request.ts'
import type { NetworkRow, PortRow, RuleRow, SecurityGroupRow, SubnetRow } from './views.ts'

export interface ById {
  Params: { id: string }
}

const notFound = (kind: string, id: string) => new Refusal(404, `${kind} ${id.slice(0, 64)} could not be found.`)
const isUuid = (id: string): boolean => NetworkId.safeParse(id).success

export async function networkOr404(cloud: Cloud, request: FastifyRequest, id: string): Promise<NetworkRow> {
  const { caller } = request
  const row = isUuid(id)
    ? await cloud.store.db.selectFrom('networks').selectAll().where('id', '=', id).executeTakeFirst()
    : undefined
  const seen = row !== undefined && (caller.isAdmin || row.shared || row.project_id === caller.projectId)
  if (!seen) throw notFound('Network', id)
  return row
}

export async function subnetOr404(cloud: Cloud, request: FastifyRequest, id: string): Promise<SubnetRow> {
  const row = isUuid(id)
    ? await cloud.store.db.selectFrom('subnets').selectAll().where('id', '=', id).executeTakeFirst()
    : undefined
  if (row === undefined) throw notFound('Subnet', id)
  await networkOr404(cloud, request, row.network_id).catch(() => {
    throw notFound('Subnet', id)
  })
  return row
}

/** Ports with what is known of their servers. */
export const portQuery = (cloud: Cloud) =>
  cloud.store.db
    .selectFrom('ports')
    .leftJoin('servers', 'servers.id', 'ports.server_id')
    .selectAll('ports')
    .select(['servers.host', 'servers.vm_state'])

export async function portOr404(cloud: Cloud, request: FastifyRequest, id: string): Promise<PortRow> {
  const { caller } = request
  const row = isUuid(id) ? await portQuery(cloud).where('ports.id', '=', id).executeTakeFirst() : undefined
  if (row === undefined || (!caller.isAdmin && row.project_id !== caller.projectId)) throw notFound('Port', id)
  return row
}

/** Another project's group is as good as none. */
export async function groupOr404(cloud: Cloud, request: FastifyRequest, id: string): Promise<SecurityGroupRow> {
  const { caller } = request
  const row = isUuid(id)
    ? await cloud.store.db.selectFrom('security_groups').selectAll().where('id', '=', id).executeTakeFirst()
    : undefined
  if (row === undefined || (!caller.isAdmin && row.project_id !== caller.projectId))
    throw new Refusal(404, `Security group ${id.slice(0, 64)} does not exist`)
  return row
}

export async function ruleOr404(cloud: Cloud, request: FastifyRequest, id: string): Promise<RuleRow> {
  const { caller } = request
  const row = isUuid(id)
    ? await cloud.store.db.selectFrom('security_group_rules').selectAll().where('id', '=', id).executeTakeFirst()
    : undefined
  if (row === undefined || (!caller.isAdmin && row.project_id !== caller.projectId))
    throw new Refusal(404, `Security group rule ${id.slice(0, 64)} does not exist`)
  return row
}

/** @throws {Refusal} 403 for something that another project owns. */
export function requireOwner(request: FastifyRequest, row: { readonly project_id: string }): void {
  requireRole(request, 'member')
  if (!request.caller.isAdmin && row.project_id !== request.caller.projectId) {
    throw new Refusal(403, 'The resource belongs to another project.')
  }
}

/** Whose a new thing is: the caller's project, or another one for an admin. */
export function ownerOf(request: FastifyRequest, asked: string | undefined): string {
  requireRole(request, 'member')
  const own = projectOf(request)
  if (asked === undefined || asked === own) return own
  requireRole(request, 'admin')
  return asked
}

/** What is taken into use while it is being deleted stays: the store refuses then. */
export async function deleteUnless(deletion: Promise<unknown>, inUse: Refusal): Promise<void> {
  try {
    await deletion
  } catch (error) {
    throw violatedConstraint(error) === undefined ? error : inUse
  }
}

/** Only what `?fields=` names. */
export function onlyFields<T extends object>(request: FastifyRequest, view: T): Partial<T> {
  const fields = (request.query as Record<string, string | string[] | undefined>)['fields']
  if (fields === undefined) return view
  const wanted = new Set([fields].flat())
  return Object.fromEntries(Object.entries(view).filter(([name]) => wanted.has(name))) as Partial<T>
}

/** The values of a filter, which may be repeated; undefined when it is not used. */
export function filterValues(request: FastifyRequest, name: string): string[] | undefined {
  const value = (request.query as Record<string, string | string[] | undefined>)[name]
  const values = value === undefined ? undefined : [value].flat()
  if (values?.some((one) => one.includes('\u0000'))) throw new Refusal(400, `Invalid filter ${name}`)
  return values
}

/** A condition on text for each filter that was given. */
export function textFilters(request: FastifyRequest, columns: Readonly<Record<string, string>>) {
  return Object.entries(columns).flatMap(([name, column]) => {
    const values = filterValues(request, name)
    return values === undefined ? [] : [sql<SqlBool>`${sql.ref(column)}::text = any(${values}::text[])`]
  })
}
