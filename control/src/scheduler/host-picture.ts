import type { Database, Log } from '@kilonova/core'
import type { Kysely, RawBuilder } from 'kysely'
import { type HostLoad, type HostNature, type HostUsage, readHosts, readLoads, readNatures } from './candidates.ts'
import type { Demand } from './demand.ts'

/** Older than this it is read again beside the work; older than the second, before it. */
const renewAfterMs = 300
const uselessAfterMs = 3000
/** Reading takes a tenth of the time at most, however many hosts there are. */
const readingShare = 10
/** What hosts are changes seldom; a claim looks at the truth anyway. */
const naturesAfterMs = 15_000

/**
 * Hosts as they were a moment ago: a hint about where to look first. With a thousand hosts reading them takes some
 * tens of milliseconds, which no claim should pay for alone. What is decided by it is decided again, by the store and
 * under a lock, when a host is claimed; what is refused by it is read anew before.
 */
export class HostPicture {
  readonly #db: Kysely<Database>
  readonly #log: Log
  #hosts = new Map<string, HostUsage>()
  #names: readonly string[] = []
  #readAt = Number.NEGATIVE_INFINITY
  #readTookMs = 0
  #naturesAt = Number.NEGATIVE_INFINITY
  #natures = new Map<string, HostNature>()
  #reading: Promise<void> | undefined
  #renewing = false
  #next: Promise<void> | undefined

  constructor(db: Kysely<Database>, log: Log) {
    this.#db = db
    this.#log = log
  }

  /** As they were up to three seconds ago, mostly less. @param trx reads them when nobody has for long. */
  async recent(trx: Kysely<Database>): Promise<Iterable<HostUsage>> {
    const age = performance.now() - this.#readAt
    const enough = Math.max(1, this.#readTookMs * readingShare)
    if (age > Math.max(uselessAfterMs, 2 * enough)) await this.#join(trx)
    else if (age > Math.max(renewAfterMs, enough)) this.#renew()
    return this.#shuffled()
  }

  /** All, beginning anywhere and in another order each time, one by one: who needs a few looks at a few. */
  *#shuffled(): Iterable<HostUsage> {
    const count = this.#names.length
    const from = Math.floor(Math.random() * count)
    const step = strideFor(count)
    for (let n = 0, at = from; n < count; n += 1, at = (at + step) % count) {
      const host = this.#hosts.get(this.#names[at] ?? '')
      if (host !== undefined) yield host
    }
  }

  /** As they are: read after this call began. */
  async fresh(trx: Kysely<Database>): Promise<Iterable<HostUsage>> {
    this.#naturesAt = Number.NEGATIVE_INFINITY
    if (this.#reading === undefined) await this.#read(trx)
    else {
      // The one under way began before us: all who wait for it share the next.
      this.#next ??= this.#reading
        .catch(() => {})
        .then(() => {
          this.#next = undefined
          return this.#read(trx)
        })
      await this.#next
    }
    return this.#hosts.values()
  }

  /** A claim was made here: the next one should see it before the store is asked again. */
  note(name: string, { vcpus, memoryMiB, diskGiB }: Demand): void {
    const host = this.#hosts.get(name)
    if (host === undefined) return
    this.#hosts.set(name, {
      ...host,
      usedVcpus: host.usedVcpus + vcpus,
      usedMemoryMiB: host.usedMemoryMiB + memoryMiB,
      usedDiskGiB: host.usedDiskGiB + diskGiB,
      servers: host.servers + 1,
      ioOps: host.ioOps + 1,
    })
  }

  /** What was read under a lock is truer than the picture. */
  correct(host: HostUsage): void {
    const ioOps = this.#hosts.get(host.name)?.ioOps ?? 0
    this.#hosts.set(host.name, { ...host, ioOps })
  }

  #join(db: Kysely<Database>): Promise<void> {
    return this.#reading ?? this.#read(db)
  }

  /**
   * A reading is one that others may wait for only once it has its connection: while it waits for that, those who would
   * wait for it have all there are.
   */
  #renew(): void {
    if (this.#reading !== undefined || this.#renewing) return
    this.#renewing = true
    this.#db
      .connection()
      .execute((db) => this.#join(db))
      .catch((error: unknown) => this.#log.debug('hosts not read', { error }))
      .finally(() => {
        this.#renewing = false
      })
  }

  /** The caller's own connection: one who has a connection must never wait for a second. */
  #read(db: Kysely<Database>): Promise<void> {
    const reading = this.#readFrom(db).finally(() => {
      if (this.#reading === reading) this.#reading = undefined
    })
    this.#reading = reading
    return reading
  }

  async #readFrom(db: Kysely<Database>): Promise<void> {
    const began = performance.now()
    if (began - this.#naturesAt > naturesAfterMs) {
      this.#natures = new Map((await readNatures(db)).map((one) => [one.name, one]))
      this.#naturesAt = began
    }
    const loads: ReadonlyMap<string, HostLoad> = await readLoads(db)
    const hosts = new Map<string, HostUsage>()
    for (const [name, load] of loads) {
      const nature = this.#natures.get(name)
      if (nature !== undefined) hosts.set(name, { ...nature, ...load })
      // It joined since: its nature is read the next time, or with the truth.
      else this.#naturesAt = Number.NEGATIVE_INFINITY
    }
    this.#hosts = hosts
    this.#names = [...hosts.keys()]
    this.#readAt = began
    this.#readTookMs = performance.now() - began
  }
}

/** A step that comes by every one of `count` places before it comes by any twice. */
function strideFor(count: number): number {
  let step = 1 + Math.floor(Math.random() * Math.max(1, count - 1))
  while (commonFactor(step, count) !== 1) step += 1
  return step
}

const commonFactor = (a: number, b: number): number => (b === 0 ? a : commonFactor(b, a % b))

/**
 * The truth about one host, to be read while its claims are locked, and a booking there by the same statement: what is
 * read does not have the booking yet.
 */
export async function trueHost(
  trx: Kysely<Database>,
  name: string,
  booking: RawBuilder<unknown>,
): Promise<HostUsage | undefined> {
  return (await readHosts(trx, name, booking))[0]
}
