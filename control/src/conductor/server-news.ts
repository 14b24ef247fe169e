import { apiStatus, type Bus, GuestEvent, type Log, type Progress, type Store } from '@kilonova/core'
import type { FlowEngine } from '@kilonova/core'

/** Something that happened to a server, as those who watch are told. */
export interface ServerNews {
  readonly serverId: string
  readonly projectId: string
  /** `state`: its record changed; `progress`: how far a step is. */
  readonly what: 'state' | 'progress'
  readonly status?: string
  readonly taskState?: string | null
  readonly powerState?: string
  readonly flow?: string
  readonly step?: string
  readonly progress?: Progress
}

export type NewsListener = (news: ServerNews) => void

/**
 * Tells what happens to servers to those who listen now. It only says that something changed, with the record as it is
 * at that moment: whoever missed something asks the API.
 */
export class ServerNewsDesk implements AsyncDisposable {
  readonly #store: Store
  readonly #log: Log
  readonly #listeners = new Set<NewsListener>()
  readonly #watching: Disposable
  #subscription: AsyncDisposable | undefined

  constructor(store: Store, engine: FlowEngine, log: Log) {
    this.#store = store
    this.#log = log
    this.#watching = engine.watch(({ serverId, kind, what, step, progress }) => {
      if (serverId === null || this.#listeners.size === 0) return
      const more = {
        flow: kind,
        ...(step === undefined ? {} : { step }),
        ...(progress === undefined ? {} : { progress }),
      }
      void this.#tell(serverId, what === 'progress' ? 'progress' : 'state', more)
    })
  }

  async listen(bus: Bus): Promise<void> {
    this.#subscription = await bus.subscribe('events.*.guest', (_subject, body) => {
      const event = GuestEvent.safeParse(body)
      if (event.success && this.#listeners.size > 0) void this.#tell(event.data.serverId, 'state', {})
    })
  }

  /** What a host told of it stands in its record now: the word of the bus may have been passed on before that. */
  changed(serverId: string): void {
    if (this.#listeners.size > 0) void this.#tell(serverId, 'state', {})
  }

  add(listener: NewsListener): Disposable {
    this.#listeners.add(listener)
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#watching[Symbol.dispose]()
    await this.#subscription?.[Symbol.asyncDispose]()
  }

  async #tell(serverId: string, what: ServerNews['what'], more: Partial<ServerNews>): Promise<void> {
    try {
      const row = await this.#store.db
        .selectFrom('servers')
        .select(['project_id', 'vm_state', 'task_state', 'power_state'])
        .where('id', '=', serverId)
        .executeTakeFirst()
      if (row === undefined) return
      const news: ServerNews = {
        serverId,
        projectId: row.project_id,
        what,
        status: apiStatus(row.vm_state, row.task_state),
        taskState: row.task_state,
        powerState: row.power_state,
        ...more,
      }
      for (const listener of this.#listeners) listener(news)
    } catch (error) {
      this.#log.debug('news not told', { serverId, error })
    }
  }
}
