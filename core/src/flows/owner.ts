import { sql } from 'kysely'
import type { Store } from '../store/store.ts'

/**
 * This process among those that work on flows. Its row tells the others that it lives; whoever starts under the same
 * name later, fences it.
 */
export class FlowOwner {
  readonly name: string
  readonly #store: Store
  #epoch: number | undefined
  #seenAt = Number.NEGATIVE_INFINITY

  constructor(store: Store, name: string) {
    this.#store = store
    this.name = name
  }

  /** Takes the name. A store that only we can reach has no other owner: their rows go, and with them their flows. */
  async begin(): Promise<void> {
    if (this.#store.exclusive) await sql`delete from flow_owners where name <> ${this.name}`.execute(this.#store.db)
    const sentAt = performance.now()
    const { rows } = await sql<{ epoch: number }>`insert into flow_owners (name, epoch, seen_at)
      values (${this.name}, 1, clock_timestamp())
      on conflict (name) do update set epoch = flow_owners.epoch + 1, seen_at = clock_timestamp()
      returning epoch`.execute(this.#store.db)
    this.#epoch = rows[0]?.epoch
    this.#seenAt = sentAt
  }

  /** Says that we live. @returns false when another process has our name now. */
  async beat(): Promise<boolean> {
    // Nobody else could take over, so there is nobody to tell, and no write each second on an idle machine.
    if (this.#store.exclusive) return true
    const sentAt = performance.now()
    const { numAffectedRows } = await sql`update flow_owners set seen_at = clock_timestamp()
      where name = ${this.name} and epoch = ${this.#epoch ?? 0}`.execute(this.#store.db)
    if (numAffectedRows !== 1n) return false
    this.#seenAt = sentAt
    return true
  }

  /** Whether others may believe us dead by now: counted from before the last beat was sent, by our own clock. */
  isSilent(leaseMs: number): boolean {
    return !this.#store.exclusive && performance.now() - this.#seenAt > leaseMs
  }

  /** Leaves our flows to whoever comes. */
  async end(): Promise<void> {
    await sql`delete from flow_owners where name = ${this.name} and epoch = ${this.#epoch ?? 0}`.execute(this.#store.db)
  }
}
