import { randomUUID } from 'node:crypto'
import { type Bus, HostFacts, HostName, hostWord, type Log, type Store } from '@kilonova/core'
import { sql } from 'kysely'

/** What is new about a host that was heard of. */
export interface HostBack {
  readonly host: HostName
  /** The machine was started anew: its guests are off. */
  readonly rebooted: boolean
}

/** Told when a host was not heard of before, or not for a while, or its agent is new: what runs there has to be asked. */
export type OnHostBack = (back: HostBack) => Promise<void>

/** Beats are kept together, so that a thousand hosts cost the store a few writes a second. */
const keepEveryMs = 200
const hostsPerWrite = 200
/** How old what is shown of a host's uptime and load may be. */
const wholeEveryMs = 60_000

interface Heard {
  readonly at: number
  /** When all of it was written. */
  readonly wholeAt: number
  readonly session: string
  /** What was written of it; the same again is not written, only that it lives. */
  readonly text: string
}

/** Hears the hosts' heartbeats and keeps what they say in the store. */
export class HostRegistry implements AsyncDisposable {
  readonly #store: Store
  readonly #log: Log
  readonly #downAfterMs: number
  readonly #onBack: OnHostBack
  readonly #heard = new Map<HostName, Heard>()
  readonly #waiting = new Map<HostName, HostFacts>()
  #writing: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #subscription: AsyncDisposable | undefined
  readonly #told = new Set<Promise<void>>()

  constructor(store: Store, log: Log, downAfterMs: number, onBack: OnHostBack) {
    this.#store = store
    this.#log = log
    this.#downAfterMs = downAfterMs
    this.#onBack = onBack
  }

  async listen(bus: Bus): Promise<void> {
    this.#subscription = await bus.subscribe('events.*.heartbeat', (subject, body) => this.#hear(subject, body))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#subscription?.[Symbol.asyncDispose]()
    clearTimeout(this.#timer)
    this.#waiting.clear()
    await this.#writing
    await Promise.all(this.#told)
  }

  #hear(subject: string, body: unknown): void {
    const facts = HostFacts.safeParse(body)
    if (!facts.success) return this.#log.warn('heartbeat not understood', { subject, error: facts.error })
    const { host } = facts.data
    // A host speaks for itself only: its subject is what the bus lets it use.
    if (subject !== `events.${hostWord(host)}.heartbeat`) {
      return this.#log.warn('heartbeat in the name of another host', { subject, host })
    }
    this.#waiting.set(host, facts.data)
    // One that is new is kept at once: servers may wait for it.
    if (this.#isNews(facts.data)) this.#keepNow()
    else this.#timer ??= setTimeout(() => this.#keepNow(), keepEveryMs)
  }

  #isNews({ host, session = '' }: HostFacts): boolean {
    const last = this.#heard.get(host)
    return last === undefined || performance.now() - last.at > this.#downAfterMs || last.session !== session
  }

  #keepNow(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    // The store is slow: what comes meanwhile goes together with the next.
    this.#writing ??= this.#keepAll().finally(() => (this.#writing = undefined))
  }

  async #keepAll(): Promise<void> {
    while (this.#waiting.size > 0) {
      const batch = [...this.#waiting.values()].slice(0, hostsPerWrite)
      for (const { host } of batch) this.#waiting.delete(host)
      try {
        await this.#keep(batch)
      } catch (error) {
        this.#log.warn('heartbeats not kept', { hosts: batch.length, error })
      }
    }
  }

  async #keep(batch: readonly HostFacts[]): Promise<void> {
    const now = performance.now()
    const { known = [], changed = [] } = Object.groupBy(batch, (facts) =>
      this.#isKnown(facts, now) ? 'known' : 'changed',
    )
    if (known.length > 0) await this.#touch(known, now)
    for (const facts of changed) await this.#write(facts, now)
  }

  #isKnown(facts: HostFacts, now: number): boolean {
    const last = this.#heard.get(facts.host)
    return (
      last !== undefined && !this.#isNews(facts) && now - last.wholeAt < wholeEveryMs && last.text === textOf(facts)
    )
  }

  /** They live, and told nothing new. What was removed meanwhile is no host any more until its agent joins again. */
  async #touch(batch: readonly HostFacts[], now: number): Promise<void> {
    await sql`update hosts h set last_seen_at = clock_timestamp()
      from (select name from hosts where name = any(${batch.map(({ host }) => host)}::text[])
        order by name for no key update) known
      where h.name = known.name`.execute(this.#store.db)
    for (const facts of batch) this.#note(facts, now, this.#heard.get(facts.host)?.wholeAt ?? now)
  }

  async #write(facts: HostFacts, now: number): Promise<void> {
    const { host, session = '', bootId = '' } = facts
    const told = {
      hypervisor_hostname: facts.hypervisorHostname,
      facts: JSON.stringify(facts),
      vcpus: facts.vcpus,
      memory_mib: facts.memoryMiB,
      disk_gib: facts.diskGiB,
      free_disk_gib: facts.freeDiskGiB,
    }
    const back = this.#isNews(facts)
    const { rows } = await sql<{ boot_id: string | null; removed: boolean }>`
      select (select boot_id from hosts where name = ${host}) as boot_id,
        exists (select 1 from revoked_certificates where name = ${host})
          and not exists (select 1 from members where role = 'host' and name = ${host}) as removed`.execute(
      this.#store.db,
    )
    const [before] = rows
    // What it said last is heard after its removal. One in a controller needs no membership, whatever its name was before.
    if (before?.removed === true && facts.inController !== true) {
      return this.#log.debug('heartbeat of a host that was removed', { host })
    }
    await this.#store.db
      .insertInto('hosts')
      .values({ name: host, id: randomUUID(), ...told, session, boot_id: bootId })
      .onConflict((conflict) =>
        // Its boot is noted by whoever has dealt with it.
        conflict.column('name').doUpdateSet({ ...told, session, last_seen_at: sql<Date>`clock_timestamp()` }),
      )
      .execute()
    this.#note(facts, now, now)
    const known = before?.boot_id ?? undefined
    const rebooted = known !== undefined && known !== bootId && bootId !== ''
    if (back || rebooted) this.#tell({ host, rebooted })
  }

  #note(facts: HostFacts, at: number, wholeAt: number): void {
    this.#heard.set(facts.host, { at, wholeAt, session: facts.session ?? '', text: textOf(facts) })
  }

  #tell(back: HostBack): void {
    const told = this.#onBack(back).finally(() => this.#told.delete(told))
    this.#told.add(told)
  }
}

/** What of a heartbeat is worth a write: not what changes with every one of them. */
function textOf({ uptimeSec: _uptime, load: _load, freeDiskGiB, ...rest }: HostFacts): string {
  return JSON.stringify({ ...rest, freeDiskGiB: Math.floor(freeDiskGiB / 4) })
}
