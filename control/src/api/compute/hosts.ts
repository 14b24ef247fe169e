import type { Database } from '@kilonova/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Cloud } from '../../cloud.ts'
import { type HostUsage, isUp, readHosts } from '../../scheduler/candidates.ts'
import { domainNameOf } from '../../conductor/compose-spec.ts'
import { versionNumber } from '../../scheduler/filters.ts'
import { lockHost } from '../../scheduler/host-lock.ts'
import { limitOf, nextLinks } from './paging.ts'
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

/** Where other hosts reach it; this machine while it is the only one. */
const addressOf = (row: HostRow): string => {
  const door = row.facts['door']
  const address = typeof door === 'object' && door !== null && 'address' in door ? door.address : undefined
  return typeof address === 'string' ? address : '127.0.0.1'
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

function detail(request: FastifyRequest, { row, usage, up }: HostNow) {
  const { minor } = request
  const cpu = { arch: textFact(row, 'architecture'), model: textFact(row, 'cpuModel'), vendor: '', features: [] }
  const amounts = { ...amountsOf(row, usage), cpu_info: minor >= 28 ? cpu : JSON.stringify(cpu) }
  return {
    ...summary(request, row, up),
    host_ip: addressOf(row),
    hypervisor_type: usage.hypervisorType,
    hypervisor_version: versionNumber(textFact(row, 'qemuVersion')),
    service: { id: idOf(request, row), host: row.name, disabled_reason: row.disabled_reason },
    ...(minor < 88 ? amounts : { uptime: uptimeOf(row, up) }),
  }
}

/** As the program `uptime` would say it there; null for a host that is away. */
function uptimeOf(row: HostRow, up: boolean): string | null {
  const seconds = row.facts['uptimeSec']
  if (!up || typeof seconds !== 'number') return null
  const days = Math.floor(seconds / 86_400)
  const [hours, minutes] = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60]
  const load = (Array.isArray(row.facts['load']) ? row.facts['load'] : []).map((one) => Number(one).toFixed(2))
  const since = `${days === 0 ? '' : `${days} day${days === 1 ? '' : 's'}, `}${hours}:${String(minutes).padStart(2, '0')}`
  return ` ${new Date().toISOString().slice(11, 19)} up ${since},  0 users,  load average: ${load.join(', ')}`
}

interface HostNow {
  readonly row: HostRow
  readonly usage: HostUsage
  readonly up: boolean
}

async function load(cloud: Cloud): Promise<HostNow[]> {
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

interface ServersOf {
  readonly servers?: { readonly name: string; readonly uuid: string }[]
}

/** The servers of each of these hosts, in the words of hypervisors. */
async function serversOf(cloud: Cloud, hosts: readonly HostNow[]): Promise<Map<string, Required<ServersOf>>> {
  const names = hosts.map(({ row }) => row.name)
  const servers = await cloud.store.db
    .selectFrom('servers')
    .select(['id', 'number', 'host'])
    .where('host', 'in', [...names, ''])
    .where('deleted_at', 'is', null)
    .orderBy('number')
    .execute()
  const byHost = Map.groupBy(servers, ({ host }) => host ?? '')
  return new Map(
    [...byHost].map(([host, all]) => [
      host,
      { servers: all.map(({ id, number }) => ({ name: domainNameOf(number), uuid: id })) },
    ]),
  )
}

/** The machines that servers run on: for administrators. */
export function hypervisorRoutes(app: FastifyInstance, cloud: Cloud): void {
  const path = '/compute/v2.1/os-hypervisors'
  const noSuch = (id: string) => new Refusal(404, `Hypervisor with ID '${id.slice(0, 64)}' could not be found.`)
  const wanted = async (request: FastifyRequest) => {
    requireRole(request, 'admin')
    const pattern = request.minor >= 53 ? queryText(request.query, 'hypervisor_hostname_pattern') : undefined
    const all = await load(cloud)
    if (pattern === undefined) return all
    const found = all.filter(({ row }) => row.hypervisor_hostname.includes(pattern))
    if (found.length === 0) throw new Refusal(404, `No hypervisor matching '${pattern.slice(0, 64)}' could be found.`)
    return found
  }
  /** From 2.53 on, with `?with_servers=true`. */
  const servers = async (request: FastifyRequest, hosts: readonly HostNow[]) => {
    const asked = request.minor >= 53 && /^(true|1|yes|on)$/i.test(queryText(request.query, 'with_servers') ?? '')
    return asked ? serversOf(cloud, hosts) : new Map<string, ServersOf>()
  }
  const list = async (request: FastifyRequest, show: (host: HostNow) => object, suffix: string) => {
    const all = await wanted(request)
    const { page, more } = request.minor >= 33 ? pageOf(request, all) : { page: all, more: false }
    const with_ = await servers(request, page)
    const last = page.at(-1)
    return {
      hypervisors: page.map((host) => ({ ...show(host), ...with_.get(host.row.name) })),
      ...nextLinks(request, 'hypervisors', `os-hypervisors${suffix}`, more, last && String(idOf(request, last.row))),
    }
  }
  app.get(path, (request) => list(request, ({ row, up }) => summary(request, row, up), ''))
  app.get(`${path}/detail`, (request) => list(request, (host) => detail(request, host), '/detail'))
  app.get(`${path}/statistics`, async (request) => {
    until(request, 88)
    const all = (await wanted(request))
      .filter(({ row }) => !row.disabled)
      .map(({ row, usage }) => amountsOf(row, usage))
    return { hypervisor_statistics: { ...noAmounts, count: all.length, ...sums(all) } }
  })
  app.get<ById>(`${path}/:id`, async (request) => {
    const found = (await wanted(request)).find(({ row }) => String(idOf(request, row)) === request.params.id)
    if (found === undefined) throw noSuch(request.params.id)
    const with_ = await servers(request, [found])
    return { hypervisor: { ...detail(request, found), ...with_.get(found.row.name) } }
  })
  app.get<ById>(`${path}/:id/uptime`, async (request) => {
    until(request, 88)
    const found = (await wanted(request)).find(({ row }) => String(idOf(request, row)) === request.params.id)
    if (found === undefined) throw noSuch(request.params.id)
    const uptime = uptimeOf(found.row, found.up)
    if (!found.up) throw new Refusal(400, `The host ${found.row.name} says nothing now.`)
    if (uptime === null) throw new Refusal(501, `The agent of ${found.row.name} does not tell its uptime.`)
    return { hypervisor: { ...summary(request, found.row, found.up), uptime } }
  })
  const matching = async (request: FastifyRequest<ById>) => {
    until(request, 53)
    const found = (await wanted(request)).filter(({ row }) => row.hypervisor_hostname.includes(request.params.id))
    if (found.length === 0)
      throw new Refusal(404, `No hypervisor matching '${request.params.id.slice(0, 64)}' could be found.`)
    return found
  }
  app.get<ById>(`${path}/:id/search`, async (request) => ({
    hypervisors: (await matching(request)).map(({ row, up }) => summary(request, row, up)),
  }))
  app.get<ById>(`${path}/:id/servers`, async (request) => {
    const found = await matching(request)
    const of = await serversOf(cloud, found)
    return { hypervisors: found.map(({ row, up }) => ({ ...summary(request, row, up), ...of.get(row.name) })) }
  })
}

const noAmounts = {
  vcpus: 0,
  memory_mb: 0,
  local_gb: 0,
  vcpus_used: 0,
  memory_mb_used: 0,
  local_gb_used: 0,
  free_ram_mb: 0,
  free_disk_gb: 0,
  current_workload: 0,
  running_vms: 0,
  disk_available_least: 0,
}

/** One page of hosts in the order of their numbers. @throws {Refusal} 400 for a marker that is no host. */
function pageOf(request: FastifyRequest, all: readonly HostNow[]): { page: readonly HostNow[]; more: boolean } {
  const marker = queryText(request.query, 'marker')
  const limit = limitOf(request)
  const at = marker === undefined ? -1 : all.findIndex(({ row }) => String(idOf(request, row)) === marker)
  if (marker !== undefined && at < 0) throw new Refusal(400, `Marker ${marker.slice(0, 64)} could not be found.`)
  const rest = all.slice(at + 1)
  return { page: rest.slice(0, limit), more: rest.length > limit }
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
    await cloud.store.transaction(async (trx) => {
      // No claim may be made there meanwhile.
      await lockHost(trx, found.row.name)
      const [now] = await readHosts(trx, found.row.name)
      if (now !== undefined && (now.servers > 0 || now.usedVcpus > 0))
        throw new Refusal(
          409,
          `Unable to delete compute service that is hosting instances. Migrate or delete the instances first.`,
        )
      await trx.deleteFrom('hosts').where('name', '=', found.row.name).execute()
    })
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
