import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Cloud } from '../../cloud.ts'
import { isUp, readHosts } from '../../scheduler/candidates.ts'
import { defaultLimits, type Limits, limitsOf, usageOf } from '../../services/quotas.ts'
import { LooseBoolean, looseInt, parse, queryText } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { ownOrAdmin, projectOf, requireRole } from '../request.ts'
import type { ById } from './servers/access.ts'

/** Zones, limits, quotas, extensions. */
export function cloudFactRoutes(app: FastifyInstance, cloud: Cloud): void {
  zoneRoutes(app, cloud)
  limitRoute(app, cloud)
  quotaRoutes(app, cloud)
  app.get('/compute/v2.1/extensions', () => ({ extensions: [] }))
  app.get<ById>('/compute/v2.1/extensions/:id', () => {
    throw new Refusal(404, 'The resource could not be found.')
  })
}

function zoneRoutes(app: FastifyInstance, cloud: Cloud): void {
  const zones = async (detail: boolean) => {
    const hosts = await readHosts(cloud.store.db)
    const names = [...new Set(['nova', ...hosts.map((host) => host.zone)])].toSorted()
    return names.map((zoneName) => {
      const inZone = hosts.filter((host) => host.zone === zoneName)
      const working = inZone.filter((host) => isUp(host, cloud.settings.scheduler) && !host.disabled)
      const states = inZone.map((host) => [
        host.name,
        {
          'nova-compute': {
            active: !host.disabled,
            available: isUp(host, cloud.settings.scheduler),
            updated_at: null,
          },
        },
      ])
      return {
        zoneName,
        zoneState: { available: working.length > 0 },
        hosts: detail ? (Object.fromEntries(states) as object) : null,
      }
    })
  }
  app.get('/compute/v2.1/os-availability-zone', async () => ({ availabilityZoneInfo: await zones(false) }))
  app.get('/compute/v2.1/os-availability-zone/detail', async (request) => {
    requireRole(request, 'admin')
    return { availabilityZoneInfo: await zones(true) }
  })
}

function limitRoute(app: FastifyInstance, cloud: Cloud): void {
  app.get('/compute/v2.1/limits', async (request) => {
    const asked = queryText(request.query, 'tenant_id')
    const project = asked === undefined ? projectOf(request) : ownOrAdmin(request, asked)
    const [limits, used, groups] = await Promise.all([
      limitsOf(cloud.store.db, cloud.settings.quotas, project),
      usageOf(cloud.store.db, project),
      groupsOf(cloud, project),
    ])
    const { minor } = request
    return {
      limits: {
        rate: [],
        absolute: {
          maxTotalInstances: limits.instances,
          maxTotalCores: limits.cores,
          maxTotalRAMSize: limits.ram,
          maxServerMeta: limits.metadata_items,
          maxTotalKeypairs: limits.key_pairs,
          maxServerGroups: limits.server_groups,
          maxServerGroupMembers: limits.server_group_members,
          totalInstancesUsed: used.instances,
          totalCoresUsed: used.cores,
          totalRAMUsed: used.ram,
          totalServerGroupsUsed: groups,
          ...(minor < 39 ? { maxImageMeta: 128 } : {}),
          ...(minor < 57
            ? {
                maxPersonality: cloud.settings.quotas.injectedFiles,
                maxPersonalitySize: cloud.settings.quotas.injectedFileContentBytes,
              }
            : {}),
          ...(minor < 36
            ? {
                maxTotalFloatingIps: -1,
                totalFloatingIpsUsed: 0,
                maxSecurityGroups: -1,
                maxSecurityGroupRules: -1,
                totalSecurityGroupsUsed: 0,
              }
            : {}),
        },
      },
    }
  })
}

async function groupsOf(cloud: Cloud, project: string): Promise<number> {
  const row = await cloud.store.db
    .selectFrom('server_groups')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('project_id', '=', project)
    .executeTakeFirstOrThrow()
  return row.count
}

const amount = looseInt(-1, 2_147_483_647).optional()
const QuotaChange = z.strictObject({
  quota_set: z.strictObject({
    instances: amount,
    cores: amount,
    ram: amount,
    metadata_items: amount,
    key_pairs: amount,
    server_groups: amount,
    server_group_members: amount,
    force: LooseBoolean.optional(),
    tenant_id: z.string().max(255).optional(),
  }),
})

/** Fields of Nova that old versions show whatever the cloud does. */
const oldFields = (minor: number, quotas: Cloud['settings']['quotas']) => ({
  ...(minor < 36 ? { fixed_ips: -1, floating_ips: -1, security_groups: -1, security_group_rules: -1 } : {}),
  ...(minor < 57
    ? {
        injected_files: quotas.injectedFiles,
        injected_file_content_bytes: quotas.injectedFileContentBytes,
        injected_file_path_bytes: quotas.injectedFilePathBytes,
      }
    : {}),
})

function quotaRoutes(app: FastifyInstance, cloud: Cloud): void {
  const path = '/compute/v2.1/os-quota-sets/:id'
  const { db } = cloud.store
  const view = (request: FastifyRequest, limits: Limits) => ({
    ...limits,
    ...oldFields(request.minor, cloud.settings.quotas),
  })
  app.get<ById>(path, async (request) => {
    const id = ownOrAdmin(request, request.params.id)
    return { quota_set: { id, ...view(request, await limitsOf(db, cloud.settings.quotas, id)) } }
  })
  app.get<ById>(`${path}/defaults`, (request) => ({
    quota_set: { id: request.params.id, ...view(request, defaultLimits(cloud.settings.quotas)) },
  }))
  app.get<ById>(`${path}/detail`, async (request) => {
    const id = ownOrAdmin(request, request.params.id)
    const [limits, used] = await Promise.all([limitsOf(db, cloud.settings.quotas, id), usageOf(db, id)])
    const details = Object.entries(view(request, limits)).map(([name, limit]) => [
      name,
      { limit, in_use: (used as unknown as Record<string, number>)[name] ?? 0, reserved: 0 },
    ])
    return { quota_set: { id, ...(Object.fromEntries(details) as object) } }
  })
  app.put<ById>(path, async (request) => {
    requireRole(request, 'admin')
    const { force: _force, tenant_id: _tenant, ...wanted } = parse(QuotaChange, request.body).quota_set
    const { id } = request.params
    for (const [resource, limit_value] of Object.entries(wanted)) {
      if (limit_value === undefined) continue
      await db
        .insertInto('quotas')
        .values({ project_id: id, resource, limit_value })
        .onConflict((conflict) => conflict.columns(['project_id', 'resource']).doUpdateSet({ limit_value }))
        .execute()
    }
    return { quota_set: view(request, await limitsOf(db, cloud.settings.quotas, id)) }
  })
  app.delete<ById>(path, async (request, reply) => {
    requireRole(request, 'admin')
    const names = Object.keys(defaultLimits(cloud.settings.quotas))
    const own = db.deleteFrom('quotas').where('project_id', '=', request.params.id)
    await own.where('resource', 'in', names).execute()
    return reply.code(202).send()
  })
}
