import { type Bus, HostFacts, hostWord, type Log, type Store } from '@kilonova/core'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'

/** Told when a host was not heard of before, or not for a while: what runs there has to be asked. */
export type OnHostBack = (host: HostFacts['host']) => void

/** Hears the hosts' heartbeats and keeps what they say in the store. */
export class HostRegistry implements AsyncDisposable {
  readonly #store: Store
  readonly #log: Log
  readonly #downAfterMs: number
  readonly #onBack: OnHostBack
  readonly #heard = new Map<string, number>()
  readonly #writing = new Map<string, Promise<void>>()
  #subscription: AsyncDisposable | undefined

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
    await Promise.allSettled(this.#writing.values())
  }

  #hear(subject: string, body: unknown): void {
    const facts = HostFacts.safeParse(body)
    if (!facts.success) return this.#log.warn('heartbeat not understood', { subject, error: facts.error })
    const { host } = facts.data
    // A host speaks for itself only: its subject is what the bus lets it use.
    if (subject !== `events.${hostWord(host)}.heartbeat`) {
      return this.#log.warn('heartbeat in the name of another host', { subject, host })
    }
    if (this.#writing.has(host)) return // the store is slow: the next one will do
    const last = this.#heard.get(host)
    const back = last === undefined || Date.now() - last > this.#downAfterMs
    this.#writing.set(host, this.#keep(facts.data, back))
  }

  async #keep(facts: HostFacts, back: boolean): Promise<void> {
    const { host } = facts
    try {
      await this.#write(facts)
      this.#heard.set(host, Date.now())
      if (back) this.#onBack(host)
    } catch (error) {
      this.#log.warn('heartbeat not kept', { host, error })
    } finally {
      this.#writing.delete(host)
    }
  }

  async #write(facts: HostFacts): Promise<void> {
    const told = {
      hypervisor_hostname: facts.hypervisorHostname,
      facts: JSON.stringify(facts),
      vcpus: facts.vcpus,
      memory_mib: facts.memoryMiB,
      disk_gib: facts.diskGiB,
      free_disk_gib: facts.freeDiskGiB,
    }
    await this.#store.db
      .insertInto('hosts')
      .values({ name: facts.host, id: randomUUID(), ...told })
      .onConflict((conflict) =>
        conflict.column('name').doUpdateSet({ ...told, last_seen_at: sql<Date>`clock_timestamp()` }),
      )
      .execute()
  }
}
