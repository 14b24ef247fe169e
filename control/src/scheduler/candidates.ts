import type { Database } from '@kilonova/core'
import { type Kysely, sql } from 'kysely'
import type { ControlSettings } from '../settings.ts'

/** What a server needs of its host. */
export interface Demand {
  readonly vcpus: number
  readonly memoryMiB: number
  readonly diskGiB: number
  readonly zone?: string | null
  readonly host?: string | null
  readonly architecture?: string
  /** False saves the question which group it is in. */
  readonly inGroup?: boolean
}

export interface HostUsage {
  readonly name: string
  readonly hypervisorHostname: string
  readonly zone: string
  readonly architecture: string
  readonly disabled: boolean
  readonly forcedDown: boolean
  /** How long the host has said nothing, by the store's clock. */
  readonly silentMs: number
  readonly vcpus: number
  readonly memoryMiB: number
  readonly diskGiB: number
  readonly usedVcpus: number
  readonly usedMemoryMiB: number
  readonly usedDiskGiB: number
  readonly servers: number
}

interface UsageRow {
  name: string
  hypervisor_hostname: string
  availability_zone: string
  architecture: string | null
  disabled: boolean
  forced_down: boolean
  silent_ms: number
  vcpus: number
  memory_mib: number
  disk_gib: number
  used_vcpus: number
  used_memory: number
  used_disk: number
  servers: number
}

/**
 * Hosts with what live servers use of them, all or one. There is no second ledger: usage is a sum over servers and over
 * what servers on their way hold at their other place.
 */
export async function readHosts(db: Kysely<Database>, only?: string): Promise<HostUsage[]> {
  const one = only === undefined ? sql`` : sql`where h.name = ${only}`
  const ofOne = only === undefined ? sql`` : sql`and host = ${only}`
  const heldAtOne = only === undefined ? sql`` : sql`and held_host = ${only}`
  const { rows } = await sql<UsageRow>`
    select h.name, h.hypervisor_hostname, h.availability_zone, h.facts ->> 'architecture' as architecture,
      h.disabled, h.forced_down, (extract(epoch from clock_timestamp() - h.last_seen_at) * 1000)::float8 as silent_ms,
      h.vcpus, h.memory_mib, h.disk_gib, coalesce(u.vcpus, 0)::int as used_vcpus,
      coalesce(u.memory, 0)::int as used_memory, coalesce(u.disk, 0)::int as used_disk,
      coalesce(u.servers, 0)::int as servers
    from hosts h left join (
      select host, sum(vcpus) as vcpus, sum(memory_mib) as memory, sum(disk_gib) as disk, sum(servers) as servers from (
        select host, vcpus, memory_mib, disk_gib, 1 as servers
        from servers where deleted_at is null and host is not null ${ofOne}
        union all select held_host, held_vcpus, held_memory_mib, held_disk_gib, 0
        from server_migrations where held_host is not null ${heldAtOne}) claims
      group by host) u on u.host = h.name
    ${one} order by h.name`.execute(db)
  return rows.map((row) => ({
    name: row.name,
    hypervisorHostname: row.hypervisor_hostname,
    zone: row.availability_zone,
    architecture: row.architecture ?? '',
    disabled: row.disabled,
    forcedDown: row.forced_down,
    silentMs: row.silent_ms,
    vcpus: row.vcpus,
    memoryMiB: row.memory_mib,
    diskGiB: row.disk_gib,
    usedVcpus: row.used_vcpus,
    usedMemoryMiB: row.used_memory,
    usedDiskGiB: row.used_disk,
    servers: row.servers,
  }))
}

type Rules = ControlSettings['scheduler']

export const isUp = (host: HostUsage, rules: Rules): boolean =>
  !host.forcedDown && host.silentMs <= rules.hostDownAfterMs

/** What a host has to give out at most. */
export const capacityOf = (host: HostUsage, rules: Rules) => ({
  vcpus: Math.floor(host.vcpus * rules.cpuRatio),
  memoryMiB: Math.floor(host.memoryMiB * rules.memoryRatio) - rules.reservedMemoryMiB,
  diskGiB: Math.floor(host.diskGiB * rules.diskRatio) - rules.reservedDiskGiB,
})

/** @returns why the host can not take the server, with the figure that failed, or undefined when it can. */
export function refusalOf(host: HostUsage, demand: Demand, rules: Rules): string | undefined {
  if (demand.host !== undefined && demand.host !== null && demand.host !== host.name) return 'not the host asked for'
  if (demand.zone !== undefined && demand.zone !== null && demand.zone !== host.zone) {
    return `it is in zone ${host.zone}, not ${demand.zone}`
  }
  if (host.disabled) return 'it is disabled'
  if (!isUp(host, rules)) {
    return host.forcedDown ? 'it is forced down' : `it said nothing for ${Math.round(host.silentMs / 1000)} s`
  }
  if (demand.architecture !== undefined && demand.architecture !== host.architecture) {
    return `it is ${host.architecture}, the image is for ${demand.architecture}`
  }
  const capacity = capacityOf(host, rules)
  const needs = [
    ['vCPUs', '', demand.vcpus, capacity.vcpus - host.usedVcpus],
    ['memory', ' MiB', demand.memoryMiB, capacity.memoryMiB - host.usedMemoryMiB],
    ['disk', ' GiB', demand.diskGiB, capacity.diskGiB - host.usedDiskGiB],
  ] as const
  const lacking = needs.filter(([, , need, free]) => need > free)
  if (lacking.length === 0) return undefined
  return lacking.map(([what, unit, need, free]) => `needs ${need}${unit} of ${what}, ${free}${unit} free`).join(' and ')
}

/** How good a host is: the share of its memory that stays free, then of its vCPUs. Higher is better. */
export function weightOf(host: HostUsage, demand: Demand, rules: Rules): number {
  const capacity = capacityOf(host, rules)
  const memory = (capacity.memoryMiB - host.usedMemoryMiB - demand.memoryMiB) / Math.max(1, capacity.memoryMiB)
  const cpu = (capacity.vcpus - host.usedVcpus - demand.vcpus) / Math.max(1, capacity.vcpus)
  return memory + cpu / 10
}
