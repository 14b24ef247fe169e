import { askHost, type HostName, type Log, NicSpec, type Bus, type Store } from '@kilonova/core'
import { sql } from 'kysely'
import { nicsWhere } from './ports.ts'
import { readPolicy } from './security-groups.ts'

const deadlineMs = 30_000
/** Changes that come together, as of servers that are made at once, are told together. */
const gatherMs = 20
const mostCountedMs = 100
/** While much changes, telling takes at most one part in so many of the time. */
const pushingShare = 4

/**
 * Has running guests follow their security groups: the store tells which ports, rules and members changed, and the
 * hosts that have to know are told what they are now. A host that does not answer is told all of it when it is back.
 */
export class SecurityPush implements AsyncDisposable {
  readonly #store: Store
  readonly #bus: Bus
  readonly #log: Log
  readonly #ports = new Set<string>()
  readonly #rules = new Set<string>()
  readonly #members = new Set<string>()
  #pushing: Promise<void> | undefined
  #pushTookMs = 0
  #pushedAt = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | undefined
  #subscription: AsyncDisposable | undefined

  constructor(store: Store, bus: Bus, log: Log) {
    this.#store = store
    this.#bus = bus
    this.#log = log
  }

  async listen(): Promise<void> {
    this.#subscription = await this.#store.listen(
      'security',
      (payload) => this.#hear(payload),
      () => void this.#all(),
    )
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#subscription?.[Symbol.asyncDispose]()
    clearTimeout(this.#timer)
    await this.#pushing
  }

  /** Tells a host all that concerns it; nothing is done when it has no ports. */
  async tellAll(host: HostName): Promise<void> {
    try {
      const { db } = this.#store
      const ports = await nicsWhere(db, (query) =>
        query.where((eb) =>
          eb.or([
            eb('ports.server_id', 'in', eb.selectFrom('servers').select('id').where('host', '=', host)),
            eb(
              'ports.server_id',
              'in',
              eb.selectFrom('server_migrations').select('server_id').where('held_host', '=', host),
            ),
          ]),
        ),
      )
      if (ports.length === 0) return
      const policy = await readPolicy(db, groupsOf(ports))
      await askHost(this.#bus, host, 'secureNetworks', { policy, ports, complete: true }, { deadlineMs })
    } catch (error) {
      this.#log.warn('a host could not be told its security groups', { host, error })
    }
  }

  #hear(payload: string): void {
    const [kind, id] = payload.split(' ')
    const set = kind === 'port' ? this.#ports : kind === 'rules' ? this.#rules : this.#members
    if (id === undefined) return
    set.add(id)
    this.#later()
  }

  #later(): void {
    if (this.#timer !== undefined || this.#pushing !== undefined) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      const began = performance.now()
      this.#pushing = this.#push().finally(() => {
        this.#pushing = undefined
        this.#pushedAt = performance.now()
        this.#pushTookMs = this.#pushedAt - began
        if (this.#ports.size + this.#rules.size + this.#members.size > 0) this.#later()
      })
    }, this.#waitMs())
  }

  /** A push that hosts let wait for long says nothing about how much there is to tell. */
  #waitMs(): number {
    const sinceMs = performance.now() - this.#pushedAt
    const rest = Math.min(this.#pushTookMs, mostCountedMs) * (pushingShare - 1) - sinceMs
    return Math.max(gatherMs, rest)
  }

  /** Tells what was heard until now; it stays to be told when the store can not be asked. */
  async #push(): Promise<void> {
    const [ports, rules, members] = [[...this.#ports], [...this.#rules], [...this.#members]]
    for (const set of [this.#ports, this.#rules, this.#members]) set.clear()
    try {
      const hosts = await this.#hostsOf(ports, rules, members)
      if (hosts.length === 0) return
      const { db } = this.#store
      const nics = ports.length === 0 ? [] : await nicsWhere(db, (query) => query.where('ports.id', 'in', ports))
      const policy = await readPolicy(db, [...new Set([...rules, ...groupsOf(nics)])], members)
      await Promise.all(
        hosts.map((host) =>
          askHost(this.#bus, host, 'secureNetworks', { policy, ports: nics, complete: false }, { deadlineMs }).catch(
            (error: unknown) => this.#log.info('a host will hear of security groups when it is back', { host, error }),
          ),
        ),
      )
    } catch (error) {
      this.#log.warn('a change of security groups was not told; all hosts are told all of it', { error })
      await this.#all()
    }
  }

  async #all(): Promise<void> {
    try {
      const hosts = await this.#store.db.selectFrom('hosts').select('name').execute()
      await Promise.all(hosts.map(({ name }) => this.tellAll(name as HostName)))
    } catch (error) {
      this.#log.warn('security groups not told', { error })
    }
  }

  /** Where a change has to be known: at the ports, at ports of the groups, at ports of groups that name the members. */
  async #hostsOf(ports: string[], rules: string[], members: string[]): Promise<HostName[]> {
    const { rows } = await sql<{ host: HostName }>`
      with concerned as (select server_id from ports where server_id is not null and (id::text = any(${ports}::text[])
        or security_group_ids && ${rules}::text[]
        or security_group_ids && array(select security_group_id::text from security_group_rules
          where remote_group_id::text = any(${members}::text[]))))
      select host from servers where id in (select server_id from concerned) and host is not null and deleted_at is null
      union select held_host from server_migrations
        where server_id in (select server_id from concerned) and held_host is not null`.execute(this.#store.db)
    return rows.map((row) => row.host)
  }
}

const groupsOf = (nics: readonly NicSpec[]): string[] => [...new Set(nics.flatMap((nic) => nic.security?.groups ?? []))]
