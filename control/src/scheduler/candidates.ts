import type { Database } from '@kilonova/core'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { ControlSettings } from '../settings.ts'
import { versionRefusal } from './spoken-version.ts'

export interface HostAggregate {
  readonly name: string
  readonly metadata: Readonly<Record<string, string>>
}

/** What a host is: told by its agent and by administrators, and seldom changing. */
export interface HostNature {
  readonly name: string
  readonly hypervisorHostname: string
  readonly zone: string
  readonly architecture: string
  readonly hypervisorType: string
  /** `7.2.0` */
  readonly hypervisorVersion: string
  readonly virtType: string
  readonly cpuModel: string
  readonly traits: ReadonlySet<string>
  readonly aggregates: readonly HostAggregate[]
}

/** How a host is now. */
export interface HostLoad {
  readonly disabled: boolean
  readonly forcedDown: boolean
  /** How long the host has said nothing, by the store's clock. */
  readonly silentMs: number
  /** The version of what its agent says and understands. */
  readonly protocol: number
  readonly vcpus: number
  readonly memoryMiB: number
  readonly diskGiB: number
  readonly usedVcpus: number
  readonly usedMemoryMiB: number
  readonly usedDiskGiB: number
  readonly servers: number
  /** Flows at work there. */
  readonly ioOps: number
  readonly failedBuilds: number
}

export interface HostUsage extends HostNature, HostLoad {}

interface NatureRow {
  name: string
  hypervisor_hostname: string
  availability_zone: string
  facts: Readonly<Record<string, unknown>>
  aggregates: HostAggregate[]
}

interface LoadRow {
  name: string
  disabled: boolean
  forced_down: boolean
  silent_ms: number
  protocol: number
  vcpus: number
  memory_mib: number
  disk_gib: number
  used_vcpus: number
  used_memory: number
  used_disk: number
  servers: number
  io_ops: number
  failed_builds: number
}

const natureColumns = sql.raw(`h.name, h.hypervisor_hostname, h.availability_zone, h.facts,
  coalesce((select json_agg(json_build_object('name', a.name, 'metadata', a.metadata) order by a.id)
    from aggregate_hosts m join aggregates a on a.id = m.aggregate_id where m.host = h.name), '[]') as aggregates`)

const loadColumns = sql.raw(`h.disabled, h.forced_down, h.vcpus, h.memory_mib, h.disk_gib, h.failed_builds,
  (extract(epoch from clock_timestamp() - h.last_seen_at) * 1000)::float8 as silent_ms,
  coalesce((h.facts->>'protocol')::int, 1) as protocol,
  coalesce(u.vcpus, 0)::int as used_vcpus, coalesce(u.memory, 0)::int as used_memory,
  coalesce(u.disk, 0)::int as used_disk, coalesce(u.servers, 0)::int as servers`)

/**
 * What live servers have of hosts, and what servers on their way hold at their other place. This sum is the only
 * account there is: nothing is counted beside it.
 */
const usedOf = (only?: string) => {
  const ofOne = only === undefined ? sql`is not null` : sql`= ${only}`
  return sql`(select host, sum(vcpus) as vcpus, sum(memory_mib) as memory, sum(disk_gib) as disk,
      sum(servers) as servers from (
    select host, vcpus, memory_mib, disk_gib, 1 as servers from servers where deleted_at is null and host ${ofOne}
    union all select held_host, held_vcpus, held_memory_mib, held_disk_gib, 0
      from server_migrations where held_host ${ofOne}) claims
    group by host)`
}

/**
 * Hosts with what live servers use of them, all or one.
 * @param along a change that is made by the same statement, which does not see it yet.
 */
export async function readHosts(
  db: Kysely<Database>,
  only?: string,
  along?: RawBuilder<unknown>,
): Promise<HostUsage[]> {
  const one = only === undefined ? sql`` : sql`where h.name = ${only}`
  const change = along === undefined ? sql`` : sql`with change as (${along})`
  const { rows } = await sql<NatureRow & Omit<LoadRow, 'io_ops'>>`
    ${change} select ${natureColumns}, ${loadColumns} from hosts h left join ${usedOf(only)} u on u.host = h.name
    ${one} order by h.name`.execute(db)
  return rows.map((row) => ({ ...natureOf(row), ...loadOf({ ...row, io_ops: 0 }) }))
}

/** Only how hosts are now, by name: a fraction of the bytes, for whoever knows the rest. */
export async function readLoads(db: Kysely<Database>): Promise<Map<string, HostLoad>> {
  const { rows } = await sql<LoadRow>`
    select h.name, ${loadColumns}, coalesce(busy.flows, 0)::int as io_ops
    from hosts h left join ${usedOf()} u on u.host = h.name
    left join (select s.host, count(*) as flows from flows f join servers s on s.id = f.server_id
      where f.state in ('queued', 'running', 'undoing') and s.host is not null group by s.host) busy
      on busy.host = h.name`.execute(db)
  return new Map(rows.map((row) => [row.name, loadOf(row)]))
}

export async function readNatures(db: Kysely<Database>): Promise<HostNature[]> {
  const { rows } = await sql<NatureRow>`select ${natureColumns} from hosts h order by h.name`.execute(db)
  return rows.map(natureOf)
}

function natureOf(row: NatureRow): HostNature {
  const text = (name: string): string => {
    const value = row.facts[name]
    return typeof value === 'string' ? value : ''
  }
  const traits = row.facts['traits']
  return {
    name: row.name,
    hypervisorHostname: row.hypervisor_hostname,
    zone: row.availability_zone,
    architecture: text('architecture'),
    hypervisorType: text('hypervisorType') || 'QEMU',
    hypervisorVersion: text('qemuVersion'),
    virtType: text('virtType'),
    cpuModel: text('cpuModel'),
    traits: new Set(Array.isArray(traits) ? (traits as string[]) : []),
    aggregates: row.aggregates,
  }
}

const loadOf = (row: LoadRow): HostLoad => ({
  disabled: row.disabled,
  forcedDown: row.forced_down,
  silentMs: row.silent_ms,
  protocol: row.protocol,
  vcpus: row.vcpus,
  memoryMiB: row.memory_mib,
  diskGiB: row.disk_gib,
  usedVcpus: row.used_vcpus,
  usedMemoryMiB: row.used_memory,
  usedDiskGiB: row.used_disk,
  servers: row.servers,
  ioOps: row.io_ops,
  failedBuilds: row.failed_builds,
})

export type SchedulerRules = ControlSettings['scheduler']

export const isUp = (host: HostLoad, rules: SchedulerRules): boolean =>
  !host.forcedDown && host.silentMs <= rules.hostDownAfterMs && versionRefusal(host.protocol) === undefined

/** What a host has to give out at most. */
export const capacityOf = (host: HostLoad, rules: SchedulerRules) => ({
  vcpus: Math.floor(host.vcpus * rules.cpuRatio),
  memoryMiB: Math.floor(host.memoryMiB * rules.memoryRatio) - rules.reservedMemoryMiB,
  diskGiB: Math.floor(host.diskGiB * rules.diskRatio) - rules.reservedDiskGiB,
})
