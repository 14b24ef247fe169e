import {
  askHost,
  type Bus,
  type CacheFile,
  type CacheVerdict,
  chain,
  HostName,
  ImageId,
  type Log,
  type Store,
} from '@kilonova/core'
import { sql } from 'kysely'

const deadlineMs = 120_000

/** What one host's cache has, or why that is not known. */
export interface HostCache<File> {
  readonly host: string
  readonly files?: readonly File[]
  readonly error?: unknown
}

/** The image caches of hosts, asked together: one that does not answer does not hide the others. */
export class HostCaches {
  readonly #store: Store
  readonly #bus: Bus
  constructor(store: Store, bus: Bus) {
    this.#store = store
    this.#bus = bus
  }

  /** @param only one host by name; all when left out. */
  list(only: string | undefined, signal: AbortSignal): Promise<HostCache<CacheFile>[]> {
    return this.#each(only, async (host) => {
      const { files } = await askHost(this.#bus, host, 'listImageCache', {}, { deadlineMs, signal })
      return files
    })
  }

  async prune(only: string | undefined, dryRun: boolean, signal: AbortSignal): Promise<HostCache<CacheVerdict>[]> {
    return this.#each(only, async (host) => {
      // Asked for each host anew: a server may have been asked for while the others were at work.
      const request = { dryRun, neededImages: await this.#needed() }
      const { files } = await askHost(this.#bus, host, 'pruneImageCache', request, { deadlineMs, signal })
      return files
    })
  }

  async #each<File>(
    only: string | undefined,
    ask: (host: HostName) => Promise<readonly File[]>,
  ): Promise<HostCache<File>[]> {
    const all = this.#store.db.selectFrom('hosts').select('name').orderBy('number')
    const rows = await (only === undefined ? all : all.where('name', '=', only)).execute()
    return Promise.all(
      rows.map(async ({ name }): Promise<HostCache<File>> => {
        try {
          return { host: name, files: await ask(HostName.parse(name)) }
        } catch (error) {
          return { host: name, error }
        }
      }),
    )
  }

  /** Images, kernels and ramdisks that servers' records name, wherever those servers are. */
  async #needed(): Promise<ImageId[]> {
    const { rows } = await sql<{ id: string }>`
      select distinct one.id from servers s, lateral (values (s.image ->> 'id'), (s.kernel ->> 'id'), (s.ramdisk ->> 'id'),
        (s.rescue -> 'image' ->> 'id'), (s.rescue -> 'kernel' ->> 'id'), (s.rescue -> 'ramdisk' ->> 'id')) as one (id)
      where s.deleted_at is null and one.id is not null`.execute(this.#store.db)
    return rows.map(({ id }) => ImageId.parse(id))
  }
}

/** Prunes the caches of all hosts now and then. A host that is away is asked the next time. */
export function pruneNowAndThen(caches: HostCaches, everySec: number, log: Log): AsyncDisposable {
  const stopping = new AbortController()
  let running: Promise<void> | undefined
  const prune = async (): Promise<void> => {
    try {
      for (const { host, files = [], error } of await caches.prune(undefined, false, stopping.signal)) {
        if (error !== undefined) log.info('image cache of a host not pruned', { host, error: chain(error) })
        const removed = files.filter((file) => file.verdict === 'removed')
        for (const { name, imageId, reason } of removed)
          log.info('cached image removed', { host, name, imageId, reason })
      }
    } catch (error) {
      if (!stopping.signal.aborted) log.warn('image caches not pruned', { error })
    }
  }
  const look = (): void => {
    running ??= prune().finally(() => (running = undefined))
  }
  const timer = everySec === 0 ? undefined : setInterval(look, everySec * 1000)
  timer?.unref()
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      stopping.abort()
      await running
    },
  }
}
