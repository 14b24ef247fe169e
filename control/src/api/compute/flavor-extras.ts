import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Cloud } from '../../cloud.ts'
import { parse, PlainText } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { requireRole } from '../request.ts'
import { flavorOr404, type FlavorRow } from './flavors.ts'

interface ById {
  Params: { id: string }
}
interface ByKey {
  Params: { id: string; key: string }
}

const Key = z.string().regex(/^[a-zA-Z0-9\-_:. ]{1,255}$/, 'a key has letters, digits, blanks, and - _ : .')
const Value = z.union([PlainText(255), z.number().transform(String)])
const Specs = z.strictObject({ extra_specs: z.record(Key, Value) })
const Access = z.union([
  z.strictObject({ addTenantAccess: z.strictObject({ tenant: PlainText(255).min(1) }) }),
  z.strictObject({ removeTenantAccess: z.strictObject({ tenant: PlainText(255).min(1) }) }),
])

/** Extra specs of a flavor, and which projects may use one that is not public. */
export function flavorExtraRoutes(app: FastifyInstance, cloud: Cloud): void {
  const path = '/compute/v2.1/flavors/:id/os-extra_specs'
  /** Changes them as they are in this moment: of two requests at once neither undoes the other. */
  const change = async (
    request: FastifyRequest<ById>,
    changed: (flavor: FlavorRow) => Record<string, string>,
  ): Promise<void> => {
    const { id } = await flavorOr404(cloud, request)
    await cloud.store.transaction(async (trx) => {
      const row = await trx.selectFrom('flavors').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
      if (row === undefined) throw new Refusal(404, `Flavor ${id} could not be found.`)
      const extra_specs = JSON.stringify(changed(row))
      await trx.updateTable('flavors').set({ extra_specs }).where('id', '=', id).execute()
    })
  }
  const specOf = (flavor: FlavorRow, key: string): string => {
    const value = flavor.extra_specs[key]
    if (value === undefined || !Object.hasOwn(flavor.extra_specs, key)) {
      throw new Refusal(404, `Flavor ${flavor.id} has no extra specs with key ${key.slice(0, 255)}.`)
    }
    return value
  }
  app.get<ById>(path, async (request) => ({ extra_specs: (await flavorOr404(cloud, request)).extra_specs }))
  app.post<ById>(path, async (request) => {
    requireRole(request, 'admin')
    const { extra_specs } = parse(Specs, request.body)
    await change(request, (flavor) => ({ ...flavor.extra_specs, ...extra_specs }))
    return { extra_specs }
  })
  app.get<ByKey>(`${path}/:key`, async (request) => {
    const { key } = request.params
    return { [key]: specOf(await flavorOr404(cloud, request), key) }
  })
  app.put<ByKey>(`${path}/:key`, async (request) => {
    requireRole(request, 'admin')
    const { key } = request.params
    const body = parse(z.record(Key, Value), request.body)
    if (!Object.hasOwn(body, key) || Object.keys(body).length !== 1)
      throw new Refusal(400, 'Request body and URI mismatch')
    await change(request, (flavor) => ({ ...flavor.extra_specs, ...body }))
    return body
  })
  app.delete<ByKey>(`${path}/:key`, async (request, reply) => {
    requireRole(request, 'admin')
    await change(request, (flavor) => {
      specOf(flavor, request.params.key)
      return Object.fromEntries(Object.entries(flavor.extra_specs).filter(([key]) => key !== request.params.key))
    })
    return reply.code(200).send()
  })
  accessRoutes(app, cloud)
}

function accessRoutes(app: FastifyInstance, cloud: Cloud): void {
  const list = async (flavor: FlavorRow) => {
    const rows = await cloud.store.db
      .selectFrom('flavor_access')
      .select('project_id')
      .where('flavor_id', '=', flavor.id)
      .orderBy('project_id')
      .execute()
    return { flavor_access: rows.map((row) => ({ flavor_id: flavor.id, tenant_id: row.project_id })) }
  }
  app.get<ById>('/compute/v2.1/flavors/:id/os-flavor-access', async (request) => {
    requireRole(request, 'admin')
    const flavor = await flavorOr404(cloud, request)
    if (flavor.is_public) throw new Refusal(404, 'Access list not available for public flavors.')
    return list(flavor)
  })
  app.post<ById>('/compute/v2.1/flavors/:id/action', async (request) => {
    requireRole(request, 'admin')
    const body = parse(Access, request.body)
    const flavor = await flavorOr404(cloud, request)
    if ('addTenantAccess' in body) {
      if (flavor.is_public) throw new Refusal(409, 'Can not add access to a public flavor.')
      const { tenant } = body.addTenantAccess
      const row = await cloud.store.db
        .insertInto('flavor_access')
        .values({ flavor_id: flavor.id, project_id: tenant })
        .onConflict((conflict) => conflict.doNothing())
        .returning(sql<number>`1`.as('one'))
        .executeTakeFirst()
      if (row === undefined)
        throw new Refusal(
          409,
          `Flavor access already exists for flavor ${flavor.id} and project ${tenant} combination.`,
        )
      return list(flavor)
    }
    const { tenant } = body.removeTenantAccess
    const gone = await cloud.store.db
      .deleteFrom('flavor_access')
      .where('flavor_id', '=', flavor.id)
      .where('project_id', '=', tenant)
      .executeTakeFirst()
    if (gone.numDeletedRows === 0n)
      throw new Refusal(404, `Flavor access not found for ${flavor.id} / ${tenant} combination.`)
    return list(flavor)
  })
}
