import { askHost, Fault, type GuestState, HostName, type PowerState, type ServerId } from '@kilonova/core'
import { sql } from 'kysely'
import type { Cloud } from '../cloud.ts'
import { isUp, readHosts } from '../scheduler/candidates.ts'

/**
 * `missing`: a server that should have a guest has none; `elsewhere`: its guest is on a host where the record does not
 * have it; `unknown`: a guest of no live server; `error-but-there`: the record says ERROR, the guest is there.
 */
export type DriftKind = 'missing' | 'elsewhere' | 'unknown' | 'error-but-there'

/** A difference between the records and what hosts have. It is shown, and nothing is done about it unasked. */
export interface Drift {
  readonly serverId: string
  readonly name: string | null
  /** Where the guest is, or is missed. */
  readonly host: string
  readonly kind: DriftKind
  readonly power: PowerState
  readonly detail: string
  /** What a repair does. */
  readonly repair: string
}

interface Known {
  readonly id: string
  readonly name: string
  readonly host: string | null
  readonly vm_state: string
  readonly settled: boolean
  readonly moving: boolean
}

const listDeadlineMs = 10_000

/** Asks every host that is up; those that do not answer are told by name. */
export async function findDrift(cloud: Cloud): Promise<{ drift: Drift[]; silent: string[] }> {
  const began = performance.now()
  const hosts = (await readHosts(cloud.store.db)).filter((host) => isUp(host, cloud.settings.scheduler))
  const silent: string[] = []
  const told = new Map<string, readonly GuestState[]>()
  await Promise.all(
    hosts.map(async ({ name }) => {
      try {
        const ask = { deadlineMs: listDeadlineMs }
        told.set(name, (await askHost(cloud.bus, HostName.parse(name), 'listGuests', {}, ask)).guests)
      } catch (error) {
        cloud.log.debug('a host did not list its guests', { host: name, error })
        silent.push(name)
      }
    }),
  )
  // The records after the hosts: what was built or removed meanwhile has a flow, and is left out.
  const tookSec = (performance.now() - began) / 1000 + 1
  const { rows } = await sql<Known>`select s.id, s.name, s.host, s.vm_state,
      s.task_state is null and not exists (select 1 from flows f where f.server_id = s.id
        and (f.state in ('queued', 'running', 'undoing') or f.ended_at > clock_timestamp() - make_interval(secs => ${tookSec}))) as settled,
      exists (select 1 from server_migrations m where m.server_id = s.id and m.held_host is not null) as moving
    from servers s where s.deleted_at is null`.execute(cloud.store.db)
  const known = new Map(rows.map((row) => [row.id, row]))
  const drift = [...told].flatMap(([host, guests]) => guests.flatMap((guest) => strange(host, guest, known)))
  for (const server of rows) drift.push(...missing(server, told))
  return { drift: drift.toSorted((a, b) => (a.serverId + a.host < b.serverId + b.host ? -1 : 1)), silent }
}

/** What is wrong about a guest that a host has. */
function strange(host: string, { serverId, power }: GuestState, known: ReadonlyMap<string, Known>): Drift[] {
  const server = known.get(serverId)
  const base = { serverId, name: server?.name ?? null, host, power }
  if (server === undefined) {
    const repair = `with --end-at ${host}: guest and files are removed there`
    return [{ ...base, kind: 'unknown', detail: `${host} has a guest (${power}) of no server that lives`, repair }]
  }
  if (!server.settled || server.moving) return []
  if (server.host !== host) {
    const detail = `${host} has the guest (${power}), the record says ${server.host ?? 'no host'}`
    return [{ ...base, kind: 'elsewhere', detail, repair: `with --end-at ${host}: the guest there is ended` }]
  }
  if (server.vm_state !== 'error') return []
  const repair = 'the record says what the guest is'
  return [{ ...base, kind: 'error-but-there', detail: `it is in ERROR, and its guest is ${power}`, repair }]
}

function missing(server: Known, told: ReadonlyMap<string, readonly GuestState[]>): Drift[] {
  const { id: serverId, name, host } = server
  if (host === null || !server.settled || server.moving) return []
  const guests = told.get(host)
  if (guests === undefined || guests.some((guest) => guest.serverId === serverId)) return []
  if (!['active', 'paused'].includes(server.vm_state)) return []
  const detail = `the record says ${server.vm_state}, ${host} has no such guest`
  return [
    {
      serverId,
      name,
      host,
      kind: 'missing',
      power: 'nostate',
      detail,
      repair: 'a hard reboot: defined and started from its disks',
    },
  ]
}

/**
 * Ends a guest where the record does not have it.
 * @throws {Fault} `conflict` where it belongs, or while something is under way with the server.
 */
export async function endStray(
  cloud: Cloud,
  { serverId, host, requestId }: { serverId: ServerId; host: HostName; requestId: string },
): Promise<void> {
  const { drift } = await findDrift(cloud)
  const stray = drift.find((one) => one.serverId === serverId && one.host === host)
  if (stray?.kind !== 'unknown' && stray?.kind !== 'elsewhere') {
    throw new Fault('conflict', `server ${serverId} has no stray guest on ${host}; nothing was ended`, {
      next: 'see `kilonova server repair` for what is',
    })
  }
  const options = { deadlineMs: cloud.settings.hostAnswerDeadlineMs, requestId }
  await askHost(cloud.bus, host, 'destroyServer', { serverId }, options)
  // The files may be a live server's only ones, where hosts share a directory: they go only with the last record.
  if (stray.kind === 'unknown') await askHost(cloud.bus, host, 'removeServerFiles', { serverId }, options)
  cloud.log.warn('a stray guest was ended', { serverId, host, kind: stray.kind, requestId })
}
