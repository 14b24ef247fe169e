import { type Database, Fault, type FlavorSpec, type Log, type Store } from '@kilonova/core'
import { along } from '@kilonova/core/store'
import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { HostUsage, SchedulerRules } from './candidates.ts'
import { type Demand, demandOf, type PlacedServer } from './demand.ts'
import { refusalOf } from './filters.ts'
import { type GroupWish, groupWish, noGroup } from './groups.ts'
import { hintRefusal } from './hints.ts'
import { lockFirstFree, lockHost } from './host-lock.ts'
import { HostPicture, trueHost } from './host-picture.ts'
import { bestHosts } from './weights.ts'

export interface Claim {
  readonly host: string
  readonly hypervisorHostname: string
  readonly zone: string
}

export interface DestinationOptions {
  /** The flavor that the server is to have there; its own when left out. */
  readonly flavor?: FlavorSpec
  /** Hosts that are no place for it, and why: `new Map([[source, 'it is there now']])`. */
  readonly exclude?: ReadonlyMap<string, string>
  /** The only host that will do: an administrator's choice. All else that must hold is checked too. */
  readonly only?: string | undefined
}

/** The statement that makes a host's resources a server's. */
type Booking = (host: string) => RawBuilder<unknown>

interface Search {
  readonly demand: Demand
  readonly wish: GroupWish
  readonly book: Booking
  /** Why hosts were refused, by name. */
  readonly refused: Map<string, string>
}

/**
 * Of a large cloud so many that fit are compared, taken at random: the best of them is nearly the best of all, and
 * claims do not cost more with each host that joins. A server whose group prefers certain hosts looks at all.
 */
const compared = 64

/** So many of the best are tried at a time: the first that no other claim has. */
const triedTogether = 8

/**
 * Chooses hosts and books them, in the caller's transaction. Where to look first is taken from a picture of all hosts
 * that may be a second old; the host that is chosen is read again under a lock, and nothing of the picture counts then.
 * So any number of these at once, in any number of processes, can not oversell a host.
 */
export class Scheduler {
  readonly #rules: SchedulerRules
  readonly #picture: HostPicture
  /** Told how each claim went, for metrics. */
  onClaim: (result: 'booked' | 'refused' | 'failed', seconds: number) => void = () => {}

  constructor(store: Store, rules: SchedulerRules, log: Log) {
    this.#rules = rules
    this.#picture = new HostPicture(store.db, log)
  }

  /**
   * A place for a new server. The booking is the server's own `host`.
   * @param exclude hosts where its build failed, and how.
   * @throws {Fault} `noHost` that lists every host with the figure that failed.
   */
  async claimHost(
    trx: Transaction<Database>,
    server: PlacedServer,
    exclude: ReadonlyMap<string, string> = new Map(),
  ): Promise<Claim> {
    const demand = demandOf(server, { exclude, only: server.requested_host })
    return this.#claim(
      trx,
      demand,
      (host) => sql`update servers set host = h.name, hypervisor_hostname = h.hypervisor_hostname,
          availability_zone = h.availability_zone, updated_at = ${new Date()},
          task_state = case when task_state = 'scheduling' then 'spawning' else task_state end
        from hosts h where h.name = ${host} and servers.id = ${server.id}`,
    )
  }

  /**
   * A second place for a server that moves or is resized. The booking is `held_*` of its row in `server_migrations`,
   * whose `destination_host` is set along; it is given back by setting `held_host` to null. Claimed twice for one row
   * it moves the booking.
   * @param server its record as it is now: its own claim stays beside this one.
   * @throws {Fault} `noHost` that lists every host with the figure that failed.
   */
  async claimDestination(
    trx: Transaction<Database>,
    migrationId: string,
    server: PlacedServer,
    options: DestinationOptions = {},
  ): Promise<Claim> {
    const { only, ...rest } = options
    const demand = demandOf(server, { ...rest, only: only ?? null })
    // What the row holds already is no reason against its own host.
    await trx
      .updateTable('server_migrations')
      .set({ held_host: null, held_vcpus: 0, held_memory_mib: 0, held_disk_gib: 0 })
      .where('id', '=', migrationId)
      .where('held_host', 'is not', null)
      .execute()
    return this.#claim(
      trx,
      demand,
      (host) => sql`update server_migrations set destination_host = ${host}, held_host = ${host},
          held_vcpus = ${demand.vcpus}, held_memory_mib = ${demand.memoryMiB}, held_disk_gib = ${demand.diskGiB},
          updated_at = ${new Date()}
        where id = ${migrationId}`,
    )
  }

  /** Why each host is no place for a server, by name; those that would do are missing. Nothing is claimed. */
  async refusals(
    trx: Transaction<Database>,
    server: PlacedServer,
    exclude: ReadonlyMap<string, string> = new Map(),
  ): Promise<{ refusals: ReadonlyMap<string, string>; fitting: readonly string[] }> {
    const demand = demandOf(server, { exclude, only: server.requested_host })
    const wish = await wishOf(trx, demand)
    const refusals = new Map<string, string>()
    const fitting = this.#sort(await this.#picture.fresh(trx), demand, wish, refusals).map(({ name }) => name)
    return { refusals, fitting }
  }

  async #claim(trx: Transaction<Database>, demand: Demand, book: Booking): Promise<Claim> {
    const began = performance.now()
    const told = (result: Parameters<Scheduler['onClaim']>[0]) =>
      this.onClaim(result, (performance.now() - began) / 1000)
    try {
      const claim = await this.#findAndBook(trx, demand, book)
      told('booked')
      return claim
    } catch (error) {
      told(error instanceof Fault && error.kind === 'noHost' ? 'refused' : 'failed')
      throw error
    }
  }

  async #findAndBook(trx: Transaction<Database>, demand: Demand, book: Booking): Promise<Claim> {
    const wish = await wishOf(trx, demand)
    const refused = new Map<string, string>()
    const most = wish.prefers ? Number.POSITIVE_INFINITY : compared
    const host =
      (await this.#bookFirst(trx, { demand, wish, book, refused }, await this.#picture.recent(trx), most)) ??
      (await this.#bookFirst(trx, { demand, wish, book, refused }, await this.#picture.fresh(trx)))
    if (host === undefined) throw noHost(refused)
    this.#picture.note(host.name, demand)
    return { host: host.name, hypervisorHostname: host.hypervisorHostname, zone: host.zone }
  }

  /** @returns one that fits by the truth: it is locked and booked. */
  async #bookFirst(
    trx: Transaction<Database>,
    { demand, wish, book, refused }: Search,
    hosts: Iterable<HostUsage>,
    most = Number.POSITIVE_INFINITY,
  ): Promise<HostUsage | undefined> {
    // What the truth of this round says stays; what an older picture said is asked again.
    refused.clear()
    const fitting = this.#sort(hosts, demand, wish, refused, most)
    let left = bestHosts(fitting, this.#rules, wish.bonus, fitting.length).map(({ name }) => name)
    if (left.length > 0) await along(trx, sql`savepoint claim`)
    while (left.length > 0) {
      const name = await lockOne(trx, left)
      const host = await trueHost(trx, name, book(name))
      const refusal =
        host === undefined ? 'it was removed' : (refusalOf(host, demand, this.#rules) ?? wish.refusal(name))
      if (host !== undefined) this.#picture.correct(host)
      if (host !== undefined && refusal === undefined) return host
      // Gives booking and lock back: nobody ever waits for a host while it has another, so no two claims wait for each other.
      await sql`rollback to savepoint claim`.execute(trx)
      refused.set(name, refusal ?? '')
      left = left.filter((one) => one !== name)
    }
    return undefined
  }

  /** @returns those that fit; the others go into `refused`. */
  #sort(
    hosts: Iterable<HostUsage>,
    demand: Demand,
    wish: GroupWish,
    refused: Map<string, string>,
    most = Number.POSITIVE_INFINITY,
  ): HostUsage[] {
    const fitting: HostUsage[] = []
    for (const host of hosts) {
      if (fitting.length >= most) break
      const refusal = refusalOf(host, demand, this.#rules) ?? wish.refusal(host.name)
      if (refusal === undefined) fitting.push(host)
      else refused.set(host.name, refusal)
    }
    return fitting
  }
}

/**
 * Locks the best host that no other claim has. When others have them all it waits for any of these, by chance: were it
 * always the best, all who wait would wait for that one, while the others become free.
 */
async function lockOne(trx: Transaction<Database>, names: readonly string[]): Promise<string> {
  const free = await lockFirstFree(trx, names.slice(0, triedTogether))
  if (free !== undefined) return free
  const any = names[Math.floor(Math.random() * Math.min(names.length, triedTogether))] ?? ''
  await lockHost(trx, any)
  return any
}

async function wishOf(trx: Transaction<Database>, demand: Demand): Promise<GroupWish> {
  const group = demand.hints['group'] === undefined ? noGroup : await groupWish(trx, demand.serverId)
  const hint = await hintRefusal(trx, demand.hints)
  return { prefers: group.prefers, bonus: group.bonus, refusal: (host) => group.refusal(host) ?? hint(host) }
}

/** @throws {Fault} `noHost` with the reason of each host. */
export function noHost(refusals: ReadonlyMap<string, string>): Fault {
  const byName = [...refusals].toSorted(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
  const reasons = byName.map(([host, reason]) => `${host}: ${reason}`)
  const text = reasons.length === 0 ? 'no host has joined this cloud' : reasons.slice(0, 50).join('; ')
  const more = reasons.length > 50 ? `; and ${reasons.length - 50} more` : ''
  return new Fault('noHost', `No valid host was found. ${text}${more}`, {
    next: 'Free resources, choose a smaller flavor, or add a host',
    fields: Object.fromEntries(byName),
  })
}
