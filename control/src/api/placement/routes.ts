import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Cloud } from '../../cloud.ts'
import { type HostUsage, readHosts } from '../../scheduler/candidates.ts'
import { queryText } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { baseUrl, requireRole } from '../request.ts'

const newest = 39
const path = '/placement'
interface ByUuid {
  Params: { uuid: string }
}
interface Provider extends HostUsage {
  readonly uuid: string
}

/** Claims are no allocations that anyone could write: they are the servers themselves. So there is one generation. */
const generation = 1

/** The version that a placement client asks for; its answers differ little, and only by fields that came with it. */
function minorOf(request: FastifyRequest, reply: FastifyReply): number {
  const named = [request.headers['openstack-api-version'] ?? ''].flat().join(',')
  const version = /placement\s+(latest|1\.(\d{1,3}))(?=\s*(,|$))/.exec(named)
  const minor = version === null ? 0 : version[1] === 'latest' ? newest : Number(version[2])
  if (minor > newest) throw new Refusal(406, `Unacceptable version header: 1.${minor}`)
  reply.header('OpenStack-API-Version', `placement 1.${minor}`).header('Vary', 'OpenStack-API-Version')
  return minor
}

/**
 * What hosts have and what servers take of it, in the words of Placement. To be read only: the scheduler of this cloud
 * decides by the same records, and nobody else may claim.
 */
export function placementRoutes(app: FastifyInstance, cloud: Cloud): void {
  app.get(path, { config: { public: true } }, (request, reply) => {
    minorOf(request, reply)
    const links = [{ rel: 'self', href: `${baseUrl(request)}${path}` }]
    return { versions: [{ id: 'v1.0', min_version: '1.0', max_version: `1.${newest}`, status: 'CURRENT', links }] }
  })
  app.get(`${path}/resource_providers`, async (request, reply) => {
    const minor = start(request, reply)
    const [name, uuid] = [queryText(request.query, 'name'), queryText(request.query, 'uuid')]
    const all = await providers(cloud)
    const shown = all.filter(
      (one) => (name ?? one.hypervisorHostname) === one.hypervisorHostname && (uuid ?? one.uuid) === one.uuid,
    )
    return { resource_providers: shown.map((one) => providerView(one, minor)) }
  })
  const about = (suffix: string, view: (one: Provider, minor: number) => object | Promise<object>) =>
    app.get<ByUuid>(`${path}/resource_providers/:uuid${suffix}`, async (request, reply) => {
      const minor = start(request, reply)
      const { uuid } = request.params
      const one = (await providers(cloud)).find((provider) => provider.uuid === uuid)
      if (one === undefined) throw new Refusal(404, `No resource provider with uuid ${uuid.slice(0, 64)} found`)
      return view(one, minor)
    })
  about('', providerView)
  about('/inventories', (one) => ({ inventories: inventoriesOf(cloud, one), resource_provider_generation: generation }))
  about('/usages', (one) => ({ usages: usagesOf(one), resource_provider_generation: generation }))
  about('/traits', (one) => ({ traits: [...one.traits].toSorted(), resource_provider_generation: generation }))
  about('/aggregates', async (one, minor) => ({
    aggregates: await aggregatesOf(cloud, one.name),
    ...(minor >= 19 ? { resource_provider_generation: generation } : {}),
  }))
  about('/allocations', async (one) => ({
    allocations: await allocationsAt(cloud, one.name),
    resource_provider_generation: generation,
  }))
  app.get<ByUuid>(`${path}/allocations/:uuid`, async (request, reply) => {
    const minor = start(request, reply)
    return allocationsOf(cloud, request.params.uuid, minor)
  })
  app.get(`${path}/usages`, async (request, reply) => {
    start(request, reply)
    const project = queryText(request.query, 'project_id')
    if (project === undefined) throw new Refusal(400, "'project_id' is a required property")
    return { usages: await usagesOfProject(cloud, project) }
  })
  app.get(`${path}/traits`, async (request, reply) => {
    start(request, reply)
    const traits = new Set((await providers(cloud)).flatMap((one) => [...one.traits]))
    return { traits: [...traits].toSorted() }
  })
  app.get(`${path}/resource_classes`, (request, reply) => {
    start(request, reply)
    return {
      resource_classes: classes.map((name) => ({
        name,
        links: [{ rel: 'self', href: `${path}/resource_classes/${name}` }],
      })),
    }
  })
}

function start(request: FastifyRequest, reply: FastifyReply): number {
  requireRole(request, 'admin')
  return minorOf(request, reply)
}

const classes = ['VCPU', 'MEMORY_MB', 'DISK_GB'] as const

async function providers({ store }: Cloud): Promise<Provider[]> {
  const [hosts, ids] = await Promise.all([
    readHosts(store.db),
    store.db.selectFrom('hosts').select(['name', 'id']).execute(),
  ])
  const byName = new Map(ids.map(({ name, id }) => [name, id]))
  return hosts.flatMap((host) => {
    const uuid = byName.get(host.name)
    return uuid === undefined ? [] : [{ ...host, uuid }]
  })
}

function providerView({ uuid, hypervisorHostname: name }: Provider, minor: number) {
  const names = [
    '',
    'aggregates',
    'inventories',
    'usages',
    ...(minor >= 6 ? ['traits'] : []),
    ...(minor >= 11 ? ['allocations'] : []),
  ]
  const self = `${path}/resource_providers/${uuid}`
  const links = names.map((rel) => ({ rel: rel === '' ? 'self' : rel, href: rel === '' ? self : `${self}/${rel}` }))
  const tree = minor >= 14 ? { root_provider_uuid: uuid, parent_provider_uuid: null } : {}
  return { uuid, name, generation, ...tree, links }
}

function inventoriesOf({ settings }: Cloud, host: Provider) {
  const { cpuRatio, memoryRatio, diskRatio, reservedMemoryMiB, reservedDiskGiB } = settings.scheduler
  const one = (total: number, ratio: number, reserved: number) => ({
    ...{ total, reserved, allocation_ratio: ratio, min_unit: 1, max_unit: total, step_size: 1 },
  })
  return {
    VCPU: one(host.vcpus, cpuRatio, 0),
    MEMORY_MB: one(host.memoryMiB, memoryRatio, reservedMemoryMiB),
    DISK_GB: one(host.diskGiB, diskRatio, reservedDiskGiB),
  }
}

const usagesOf = (host: Provider) => ({
  VCPU: host.usedVcpus,
  MEMORY_MB: host.usedMemoryMiB,
  DISK_GB: host.usedDiskGiB,
})

async function aggregatesOf({ store }: Cloud, host: string): Promise<string[]> {
  const rows = await store.db
    .selectFrom('aggregate_hosts')
    .innerJoin('aggregates', 'aggregates.id', 'aggregate_hosts.aggregate_id')
    .select('aggregates.uuid')
    .where('aggregate_hosts.host', '=', host)
    .orderBy('aggregates.id')
    .execute()
  return rows.map(({ uuid }) => uuid)
}

interface Held {
  readonly consumer: string
  readonly host: string
  readonly project_id: string
  readonly user_id: string
  readonly vcpus: number
  readonly memory: number
  readonly disk: number
}

/** What live servers claim, and what those on their way hold at their other place. */
async function held({ store }: Cloud, which: 'consumer' | 'host', value: string): Promise<Held[]> {
  const { rows } = await sql<Held>`select * from (
      select id::text as consumer, host, project_id, user_id, vcpus, memory_mib as memory, disk_gib as disk
        from servers where deleted_at is null and host is not null
      union all select m.id::text, m.held_host, s.project_id, s.user_id, m.held_vcpus, m.held_memory_mib, m.held_disk_gib
        from server_migrations m join servers s on s.id = m.server_id where m.held_host is not null) claims
    where ${sql.ref(which)} = ${value}`.execute(store.db)
  return rows
}

const resourcesOf = ({ vcpus, memory, disk }: Held): Partial<Record<(typeof classes)[number], number>> => ({
  VCPU: vcpus,
  MEMORY_MB: memory,
  ...(disk > 0 ? { DISK_GB: disk } : {}),
})

async function allocationsAt(cloud: Cloud, host: string) {
  const rows = await held(cloud, 'host', host)
  return Object.fromEntries(rows.map((row) => [row.consumer, { resources: resourcesOf(row) }]))
}

async function allocationsOf(cloud: Cloud, consumer: string, minor: number) {
  const [rows, all] = await Promise.all([held(cloud, 'consumer', consumer), providers(cloud)])
  const uuids = new Map(all.map(({ name, uuid }) => [name, uuid]))
  const allocations = Object.fromEntries(
    rows.map((row) => [uuids.get(row.host) ?? row.host, { resources: resourcesOf(row), generation }]),
  )
  const [first] = rows
  const owner = first === undefined || minor < 12 ? {} : { project_id: first.project_id, user_id: first.user_id }
  return { allocations, ...owner }
}

async function usagesOfProject({ store }: Cloud, project: string) {
  const rows = await store.db
    .selectFrom('servers')
    .select(['vcpus', 'memory_mib', 'disk_gib'])
    .where('project_id', '=', project)
    .where('deleted_at', 'is', null)
    .where('host', 'is not', null)
    .execute()
  if (rows.length === 0) return {}
  return {
    VCPU: rows.reduce((sum, { vcpus }) => sum + vcpus, 0),
    MEMORY_MB: rows.reduce((sum, { memory_mib }) => sum + memory_mib, 0),
    DISK_GB: rows.reduce((sum, { disk_gib }) => sum + disk_gib, 0),
  }
}
