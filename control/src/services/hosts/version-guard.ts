import {
  type Bus,
  Fault,
  type Handler,
  HostFacts,
  hostWord,
  type Log,
  protocolVersion,
  type RequestOptions,
  type Store,
  type Subject,
} from '@kilonova/core'
import { sameVersion, spokenVersion, versionRefusal } from '../../scheduler/spoken-version.ts'

/**
 * The bus as flows and routes use it: a host that speaks another version is asked for nothing, since it could take half
 * of what it is asked for the whole. See docs/decisions/versions-of-controller-and-agent.md.
 */
export class VersionGuard implements Bus, AsyncDisposable {
  readonly #bus: Bus
  readonly #log: Log
  /** By the hosts' words in subjects. */
  readonly #spoken = new Map<string, number>()
  #hearing: AsyncDisposable | undefined

  private constructor(bus: Bus, log: Log) {
    this.#bus = bus
    this.#log = log
  }

  /** Knows what hosts spoke when they were last heard of, and hears of changes. */
  static async start(bus: Bus, store: Store, log: Log): Promise<VersionGuard> {
    const guard = new VersionGuard(bus, log)
    for (const { facts } of await store.db.selectFrom('hosts').select('facts').execute()) {
      const known = HostFacts.safeParse(facts)
      if (known.success) guard.#note(known.data)
    }
    guard.#hearing = await bus.subscribe('events.*.heartbeat', (subject, body) => {
      const facts = HostFacts.safeParse(body)
      if (facts.success && subject === `events.${hostWord(facts.data.host)}.heartbeat`) guard.#note(facts.data)
    })
    return guard
  }

  /** @throws {Fault} `hostAway` for a host that speaks another version, with both and what to do. */
  async request(subject: Subject, body: unknown, options: RequestOptions): Promise<unknown> {
    const word = /^host\.([^.]+)\./.exec(subject)?.[1]
    const spoken = word === undefined ? undefined : this.#spoken.get(word)
    const refusal = spoken === undefined ? undefined : versionRefusal(spoken)
    if (refusal !== undefined)
      throw new Fault('hostAway', `host ${word} is not asked: ${refusal}`, { next: sameVersion })
    return this.#bus.request(subject, body, options)
  }

  serve(subject: Subject, handler: Handler): Promise<AsyncDisposable> {
    return this.#bus.serve(subject, handler)
  }

  publish(subject: Subject, body: unknown): void {
    this.#bus.publish(subject, body)
  }

  subscribe(pattern: Subject, listener: (subject: Subject, body: unknown) => void): Promise<AsyncDisposable> {
    return this.#bus.subscribe(pattern, listener)
  }

  async close(): Promise<void> {
    await this.#bus.close()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#hearing?.[Symbol.asyncDispose]()
  }

  #note(facts: HostFacts): void {
    const [word, spoken] = [hostWord(facts.host), spokenVersion(facts)]
    const before = this.#spoken.get(word) ?? protocolVersion
    this.#spoken.set(word, spoken)
    if (spoken === before) return
    const refusal = versionRefusal(spoken)
    if (refusal === undefined) this.#log.info('a host speaks our version', { host: facts.host })
    else this.#log.error('a host speaks another version', { host: facts.host, error: refusal })
  }
}
