import type { Database } from '@kilonova/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Cloud } from '../../cloud.ts'
import { type HostUsage, isUp, readHosts } from '../../scheduler/candidates.ts'
import { versionNumber } from '../../scheduler/filters.ts'
import { parse, PlainText, queryText } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { requireRole } from '../request.ts'
import { until } from '../microversion.ts'
import { microseconds } from '../time.ts'
import type { ById } from './servers/access.ts'

type HostRow = Selectable<Database['hosts']>

const textFact = (row: HostRow, name: string): string => {
  const value = row.facts[name]
  return typeof value === 'string' ? value : ''
}

const idOf = (request: FastifyRequest, row: HostRow) => (request.minor >= 53 ? row.id : row.number)

function summary(request: FastifyRequest, row: HostRow, up: boolean) {
  return {
    id: idOf(request, row),
    hypervisor_hostname: row.hypervisor_hostname,
    state: up ? 'up' : 'down',
    status: row.disabled ? 'disabled' : 'enabled',
  }
}

const amountsOf = (row: HostRow, usage: HostUsage) => ({
  vcpus: row.vcpus,
  memory_mb: row.memory_mib,
  local_gb: row.disk_gib,
  vcpus_used: usage.usedVcpus,
  memory_mb_used: usage.usedMemoryMiB,
  local_gb_used: usage.usedDiskGiB,
  free_ram_mb: row.memory_mib - usage.usedMemoryMiB,
  free_disk_gb: row.disk_gib - usage.usedDiskGiB,
  current_workload: 0,
  running_vms: usage.servers,
  disk_available_least: row.free_disk_gib,
})

function detail(request: FastifyRequest, row: HostRow, usage: HostUsage, up: boolean) {
  const { minor } = request
  const cpu = { arch: textFact(row, 'architecture'), model: textFact(row, 'cpuModel'), vendor: '', features: [] }
  const amounts = { ...amountsOf(row, usage), cpu_info: minor >= 28 ? cpu : JSON.stringify(cpu) }
  return {
    ...summary(request, row, up),
    host_ip: '127.0.0.1',
    hypervisor_type: 'QEMU',
    hypervisor_version: versionNumber(textFact(row, 'qemuVersion')),
    service: { id: idOf(request, row), host: row.name, disabled_reason: row.disabled_reason },
    ...(minor < 88 ? amounts : { uptime: null }),
  }
}

async function load(cloud: Cloud) {
  const [rows, usages] = await Promise.all([
    cloud.store.db.selectFrom('hosts').selectAll().orderBy('number').execute(),
    readHosts(cloud.store.db),
  ])
  const byName = new Map(usages.map((usage) => [usage.name, usage]))
  return rows.flatMap((row) => {
    const usage = byName.get(row.name)
    return usage === undefined ? [] : [{ row, usage, up: isUp(usage, cloud.settings.scheduler) }]
  })
}

/** The machines that servers run on: for administrators. */
export function hypervisorRoutes(app: FastifyInstance, cloud: Cloud): void {
  const path = '/compute/v2.1/os-hypervisors'
  const wanted = async (request: FastifyRequest) => {
    requireRole(request, 'admin')
    const pattern = request.minor >= 53 ? queryText(request.query, 'hypervisor_hostname_pattern') : undefined
    const all = await load(cloud)
    return pattern === undefined ? all : all.filter(({ row }) => row.hypervisor_hostname.includes(pattern))
  }
  app.get(path, async (request) => ({
    hypervisors: (await wanted(request)).map(({ row, up }) => summary(request, row, up)),
  }))
  app.get(`${path}/detail`, async (request) => ({
    hypervisors: (await wanted(request)).map(({ row, usage, up }) => detail(request, row, usage, up)),
  }))
  app.get(`${path}/statistics`, async (request) => {
    until(request, 88)
    const all = (await wanted(request)).map(({ row, usage }) => amountsOf(row, usage))
    return { hypervisor_statistics: { count: all.length, ...sums(all) } }
  })
  app.get<ById>(`${path}/:id`, async (request) => {
    const found = (await wanted(request)).find(({ row }) => String(idOf(request, row)) === request.params.id)
    if (found === undefined)
      throw new Refusal(404, `Hypervisor with ID '${request.params.id.slice(0, 64)}' could not be found.`)
    return { hypervisor: detail(request, found.row, found.usage, found.up) }
  })
}

function sums(all: readonly ReturnType<typeof amountsOf>[]): Record<string, number> {
  const total: Record<string, number> = {}
  for (const one of all) for (const [name, value] of Object.entries(one)) total[name] = (total[name] ?? 0) + value
  return total
}

const Change = z.looseObject({
  status: z.enum(['enabled', 'disabled']).optional(),
  disabled_reason: PlainText(255).min(1).optional(),
  forced_down: z.boolean().optional(),
})
const OldChange = z.looseObject({
  host: PlainText(255).min(1),
  binary: PlainText(255).min(1),
  disabled_reason: PlainText(255).min(1).optional(),
  forced_down: z.boolean().optional(),
})

function serviceView(request: FastifyRequest, row: HostRow, up: boolean) {
  return {
    id: idOf(request, row),
    binary: 'nova-compute',
    host: row.name,
    zone: row.availability_zone,
    status: row.disabled ? 'disabled' : 'enabled',
    state: up ? 'up' : 'down',
    updated_at: microseconds(row.last_seen_at),
    disabled_reason: row.disabled_reason,
    ...(request.minor >= 11 ? { forced_down: row.forced_down } : {}),
  }
}

async function changeHost(cloud: Cloud, row: HostRow, change: z.infer<typeof Change>): Promise<HostRow> {
  const { status } = change
  return cloud.store.db
    .updateTable('hosts')
    .set({
      ...(status === undefined ? {} : { disabled: status === 'disabled' }),
      ...(status === undefined
        ? {}
        : { disabled_reason: status === 'disabled' ? (change.disabled_reason ?? null) : null }),
      ...(change.forced_down === undefined ? {} : { forced_down: change.forced_down }),
    })
    .where('name', '=', row.name)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** The compute service of each host; switching it off and on. */
export function computeServiceRoutes(app: FastifyInstance, cloud: Cloud): void {
  const path = '/compute/v2.1/os-services'
  app.get(path, async (request) => {
    requireRole(request, 'admin')
    const host = queryText(request.query, 'host')
    const binary = queryText(request.query, 'binary')
    const all = await load(cloud)
    const shown = binary === undefined || binary === 'nova-compute' ? all : []
    return {
      services: shown
        .filter(({ row }) => host === undefined || row.name === host)
        .map(({ row, up }) => serviceView(request, row, up)),
    }
  })
  app.put<ById>(`${path}/:id`, async (request) => {
    requireRole(request, 'admin')
    if (request.minor < 53) return { service: await oldChange(cloud, request) }
    const change = parse(Change, request.body)
    const found = (await load(cloud)).find(({ row }) => row.id === request.params.id)
    if (found === undefined) throw new Refusal(404, `Service ${request.params.id.slice(0, 64)} not found.`)
    return { service: serviceView(request, await changeHost(cloud, found.row, change), found.up) }
  })
  app.delete<ById>(`${path}/:id`, async (request, reply) => {
    requireRole(request, 'admin')
    const found = (await load(cloud)).find(({ row }) => String(idOf(request, row)) === request.params.id)
    if (found === undefined) throw new Refusal(404, `Service ${request.params.id.slice(0, 64)} not found.`)
    if (found.usage.servers > 0)
      throw new Refusal(
        409,
        `Unable to delete compute service that is hosting instances. Migrate or delete the instances first.`,
      )
    await cloud.store.db.deleteFrom('hosts').where('name', '=', found.row.name).execute()
    return reply.code(204).send()
  })
}

/** Before 2.53: PUT /os-services/{enable|disable|disable-log-reason|force-down}. */
async function oldChange(cloud: Cloud, request: FastifyRequest<ById>) {
  const body = parse(OldChange, request.body)
  const changes: Record<string, z.infer<typeof Change>> = {
    enable: { status: 'enabled' },
    disable: { status: 'disabled' },
    'disable-log-reason': { status: 'disabled', disabled_reason: body.disabled_reason },
    ...(request.minor >= 11 ? { 'force-down': { forced_down: body.forced_down ?? true } } : {}),
  }
  const change = Object.hasOwn(changes, request.params.id) ? changes[request.params.id] : undefined
  if (change === undefined) throw new Refusal(404, 'Unknown action')
  const found = (await load(cloud)).find(({ row }) => row.name === body.host)
  if (found === undefined || body.binary !== 'nova-compute') throw new Refusal(404, `Host '${body.host}' not found.`)
  const row = await changeHost(cloud, found.row, change)
  return {
    host: row.name,
    binary: 'nova-compute',
    ...(change.status === undefined ? { forced_down: row.forced_down } : { status: change.status }),
    ...(change.disabled_reason === undefined ? {} : { disabled_reason: change.disabled_reason }),
  }
}
