import { randomUUID } from 'node:crypto'
import {
  askHost,
  type Bus,
  chain,
  type Database,
  GuestEvent,
  type GuestState,
  guestEventSubject,
  HostName,
  type Log,
  type PowerState,
  type ServerId,
  type Store,
} from '@kilonova/core'
import { type Kysely, sql, type Transaction } from 'kysely'

/** Servers that are asked after by one query. */
const checkedTogether = 500
const listDeadlineMs = 30_000
/** A host that does not answer is believed what it told. */
const stateDeadlineMs = 5000

/** What a host says of a guest, and in which life of the machine. */
interface Told extends GuestState {
  readonly host: HostName
  readonly detail: string
  readonly bootId: string | undefined
}

/**
 * Keeps the records true to what hosts see of their guests. It only writes down what is; nothing is ever started or
 * stopped because the store thinks otherwise. A server with a flow at work keeps its state: the flow will set it.
 */
export class GuestEvents implements AsyncDisposable {
  readonly #store: Store
  readonly #bus: Bus
  readonly #log: Log
  /** What is told of one guest is written in the order it was told. */
  readonly #queues = new Map<string, Promise<void>>()
  /** Servers whose flow has ended, to be asked after. */
  readonly #toCheck = new Set<string>()
  #checking: Promise<void> | undefined
  /** Hosts that are asked after such servers now, with those to be asked for next. */
  readonly #asked = new Map<string, Checked[]>()
  #subscription: AsyncDisposable | undefined

  readonly #noted: (serverId: string) => void

  /** @param noted told when what a host said of a guest stands in the record, whether that changed it or not. */
  constructor(store: Store, bus: Bus, log: Log, noted: (serverId: string) => void) {
    this.#store = store
    this.#bus = bus
    this.#log = log
    this.#noted = noted
  }

  async listen(): Promise<void> {
    this.#subscription = await this.#bus.subscribe('events.*.guest', (subject, body) => {
      const event = GuestEvent.safeParse(body)
      if (!event.success) return this.#log.warn('guest event not understood', { subject, error: event.error })
      const { host, serverId, power, detail, bootId, event: what } = event.data
      // A host speaks for itself only.
      if (subject !== guestEventSubject(host)) {
        return this.#log.warn('guest event in the name of another host', { subject, host })
      }
      // A definition is no change of power: taken for one, it makes a guest that is just being started look off.
      if (what === 'defined') return
      void this.#inOrder(serverId, () =>
        this.#noteTold({ host, serverId, power, detail: `${what}: ${detail}`, bootId }),
      )
    })
  }

  /**
   * Asks after a server whose flow has ended: what its guest did in the last moments of the flow may have been overwritten
   * by its end. Those that end while a look is under way are looked after together, by the next. Never throws.
   */
  check(serverId: string): void {
    this.#toCheck.add(serverId)
    this.#checking ??= this.#checkAll().finally(() => (this.#checking = undefined))
  }

  async #checkAll(): Promise<void> {
    while (this.#toCheck.size > 0) {
      const ids = [...this.#toCheck].slice(0, checkedTogether)
      for (const id of ids) this.#toCheck.delete(id)
      try {
        await this.#checkThese(ids)
      } catch (error) {
        this.#log.warn('guests not asked for', { servers: ids.length, error })
      }
    }
  }

  async #checkThese(ids: readonly string[]): Promise<void> {
    const rows = await this.#store.db
      .selectFrom('servers')
      .innerJoin('hosts', 'hosts.name', 'servers.host')
      .select(['servers.id', 'hosts.name as host', 'power_state', 'vm_state', writing.as('writing')])
      .where(sql<boolean>`servers.id = any(${[...ids]}::uuid[])`)
      .where('deleted_at', 'is', null)
      .execute()
    for (const [host, servers] of Map.groupBy(rows, (row) => row.host)) {
      const waiting = this.#asked.get(host)
      if (waiting !== undefined) waiting.push(...servers)
      else void this.#checkAt(HostName.parse(host), servers)
    }
  }

  /** A host that is slow to answer keeps nobody waiting but those who are asked of it. */
  async #checkAt(host: HostName, servers: Checked[]): Promise<void> {
    this.#asked.set(host, servers)
    while (servers.length > 0) {
      const these = servers.splice(0)
      const differing = these.length === 1 ? these : await this.#differing(host, these)
      await Promise.all(
        differing.map((server) => this.#inOrder(server.id, () => this.#noteAsked(host, server.id, server))),
      )
    }
    this.#asked.delete(host)
  }

  /** Those that the host's list does not confirm. All of them when it gives none. */
  async #differing(host: HostName, servers: readonly Checked[]): Promise<readonly Checked[]> {
    try {
      const { guests } = await askHost(this.#bus, host, 'listGuests', {}, { deadlineMs: listDeadlineMs })
      const seen = new Map<string, PowerState>(guests.map((guest) => [guest.serverId, guest.power]))
      return servers.filter((server) => !says(server, seen.get(server.id) ?? 'nostate'))
    } catch (error) {
      this.#log.debug('no list of guests', { host, error })
      return servers
    }
  }

  /** Asks a host what runs there, and writes down what changed while nobody listened. */
  async compare(host: HostName): Promise<void> {
    try {
      const { guests } = await askHost(this.#bus, host, 'listGuests', {}, { deadlineMs: listDeadlineMs })
      const servers = await this.#store.db
        .selectFrom('servers')
        .select(['id', 'power_state', 'vm_state'])
        .where('host', '=', host)
        .where('deleted_at', 'is', null)
        .where('task_state', 'is', null)
        .execute()
      const seen = new Map<string, GuestState['power']>(guests.map((guest) => [guest.serverId, guest.power]))
      for (const server of servers) {
        const power = seen.get(server.id) ?? 'nostate'
        if (power !== server.power_state) {
          await this.#inOrder(server.id, () => this.#noteAsked(host, server.id))
        }
      }
    } catch (error) {
      this.#log.warn('could not ask a host for its guests', { host, error })
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#subscription?.[Symbol.asyncDispose]()
    this.#toCheck.clear()
    await this.#checking
    for (const waiting of this.#asked.values()) waiting.splice(0)
    await Promise.allSettled(this.#queues.values())
  }

  /**
   * An event may be older than the end of a flow that came after it: what would change the record is asked of the host
   * once more, so that the guest's stop in the middle of its reboot is not taken for its end.
   */
  async #noteTold(told: Told): Promise<void> {
    const { host, serverId } = told
    const standing = await standingOf(this.#store.db, host, serverId)
    if (standing === undefined || says(standing, told.power)) return
    const ask = async (): Promise<Told> => {
      const options = { deadlineMs: stateDeadlineMs }
      const now = await askHost(this.#bus, host, 'guestState', { serverId }, options).catch(() => undefined)
      return now === undefined ? told : { ...told, power: now.power, bootId: now.bootId }
    }
    await this.#askAndNote(standing, ask)
  }

  /** The list may be older than the last event: the one guest is asked for again, in the order of its events. */
  async #noteAsked(host: HostName, id: string, before?: Standing): Promise<void> {
    const serverId = id as ServerId
    const standing = before ?? (await standingOf(this.#store.db, host, serverId))
    await this.#askAndNote(standing, async () => {
      const options = { deadlineMs: listDeadlineMs }
      const { power, bootId } = await askHost(this.#bus, host, 'guestState', { serverId }, options)
      return { host, serverId, power, detail: 'found so', bootId }
    })
  }

  /**
   * An answer may be older than the end of a flow as well: it is only written over the record that was read before the
   * host was asked, and asked for again when that was changed meanwhile.
   */
  async #askAndNote(before: Standing | undefined, ask: () => Promise<Told>): Promise<void> {
    for (let standing = before; standing !== undefined; ) {
      const told = await ask()
      if (says(standing, told.power) || (await this.#note(told, standing))) return
      const now = await standingOf(this.#store.db, told.host, told.serverId)
      // The same record that was not changed: it waits for what its host's reboot has to bring.
      if (now?.writing === standing.writing) return
      standing = now
    }
  }

  #inOrder(serverId: string, work: () => Promise<void>): Promise<void> {
    const before = this.#queues.get(serverId) ?? Promise.resolve()
    const done = before
      .then(work)
      .catch((error: unknown) => this.#log.warn('guest event not kept', { serverId, error: chain(error) }))
    this.#queues.set(serverId, done)
    void done.finally(() => {
      this.#noted(serverId)
      if (this.#queues.get(serverId) === done) this.#queues.delete(serverId)
    })
    return done
  }

  /**
   * The state and its line in the action log are one change: nobody sees the one without the other.
   * @returns false when nothing was written.
   */
  async #note(told: Told, standing: Standing): Promise<boolean> {
    const { host, serverId, detail } = told
    const change = await this.#store.transaction(async (trx) => {
      const change = await keepPower(trx, told, standing)
      if (change !== undefined && change.was !== change.now) await logAction(trx, { host, serverId, detail, ...change })
      return change
    })
    if (change === undefined) return false
    const { was, now } = change
    if (was !== now) this.#log.info('a guest changed by itself', { serverId, host, was, now, detail })
    return true
  }
}

/** @returns undefined for a server that is deleted, or on another host. */
async function standingOf(db: Kysely<Database>, host: string, serverId: string): Promise<Standing | undefined> {
  return db
    .selectFrom('servers')
    .select(['power_state', 'vm_state', writing.as('writing')])
    .where('id', '=', serverId)
    .where('host', '=', host)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
}

interface Checked extends Standing {
  readonly id: string
}

/** What a record says of its guest. */
interface Standing {
  readonly power_state: PowerState
  readonly vm_state: string
  /** The transaction that wrote it so. */
  readonly writing: string
}

const writing = sql<string>`servers.xmin::text`

const says = ({ power_state, vm_state }: Standing, power: PowerState): boolean =>
  power_state === power && !contradicted[power]?.includes(vm_state)

/** States of a server that can not be when its guest is so: the same table as in the statement below. */
const contradicted: Partial<Record<PowerState, readonly string[]>> = {
  running: ['stopped', 'paused', 'suspended'],
  paused: ['active'],
  shutdown: ['active', 'paused'],
  crashed: ['active', 'paused'],
}

/**
 * After a reboot all guests are off, and which of them ran before stands in the record only: until `settleHost` has dealt
 * with the reboot, what is seen in the new life of the machine is not written. It asks for it once more.
 */
async function keepPower(
  trx: Transaction<Database>,
  { host, serverId, power, bootId = '' }: Told,
  standing: Standing,
): Promise<{ was: string; now: string } | undefined> {
  const { rows } = await sql<{ was: string; now: string }>`
    with old as (select id, vm_state, power_state, ${writing} as writing, case
        when task_state is not null then vm_state
        when ${power} = 'running' and vm_state in ('stopped', 'paused', 'suspended') then 'active'
        when ${power} = 'paused' and vm_state = 'active' then 'paused'
        when ${power} in ('shutdown', 'crashed') and vm_state in ('active', 'paused') then 'stopped'
        else vm_state end as next
      from servers where id = ${serverId} and host = ${host} and deleted_at is null
        and (${bootId} = '' or not exists (select 1 from hosts h
          where h.name = ${host} and h.boot_id not in ('', ${bootId})))
      for update)
    update servers s set power_state = ${power}, vm_state = old.next, updated_at = date_trunc('milliseconds', now())
    from old where s.id = old.id and old.writing = ${standing.writing} and (old.power_state <> ${power} or old.vm_state <> old.next)
    returning old.vm_state as was, s.vm_state as now`.execute(trx)
  return rows[0]
}

/** The actions that make a server active again, by what it was. */
const wokenBy: Readonly<Record<string, string>> = { paused: 'unpause', suspended: 'resume' }

/** What happened without a request stands in the action log too, in nobody's name. */
async function logAction(
  trx: Transaction<Database>,
  { host, serverId, was, now, detail }: { host: string; serverId: string; was: string; now: string; detail: string },
): Promise<void> {
  const action = now === 'active' ? (wokenBy[was] ?? 'start') : now === 'paused' ? 'pause' : 'stop'
  const id = randomUUID()
  await trx
    .insertInto('server_actions')
    .values({
      id,
      server_id: serverId,
      action,
      request_id: `req-${randomUUID()}`,
      user_id: null,
      project_id: null,
      flow_id: null,
      message: `the guest changed by itself (${detail})`,
    })
    .execute()
  const at = new Date()
  await trx
    .insertInto('server_action_events')
    .values({
      action_id: id,
      event: `guest_${now}`,
      host,
      started_at: at,
      finished_at: at,
      result: 'Success',
      details: detail,
    })
    .execute()
}
