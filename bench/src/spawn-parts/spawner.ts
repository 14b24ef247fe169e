import type { NewServer, TestCloud } from '@kilonova/journeys'
import { ActiveWatch } from './active-watch.ts'

type Wish = Omit<NewServer, 'name'>

/** Asks for servers and times them; knows afterwards what part of it was the hosts'. */
export class Spawner implements AsyncDisposable {
  readonly #cloud: TestCloud
  readonly #watch: ActiveWatch
  /** Servers that were asked for alone, with the time each took. */
  readonly #alone = new Map<string, number>()

  private constructor(cloud: TestCloud, watch: ActiveWatch) {
    this.#cloud = cloud
    this.#watch = watch
  }

  static async open(cloud: TestCloud): Promise<Spawner> {
    return new Spawner(cloud, await ActiveWatch.open(cloud.api))
  }

  /** From the first request's first byte to the moment the last is ACTIVE. */
  async spawn(wish: Wish, count: number): Promise<{ ids: string[]; tookMs: number }> {
    const began = performance.now()
    const names = Array.from({ length: count }, (_, index) => `bench-${index}`)
    const ids = await Promise.all(names.map((name) => this.#cloud.api.create({ name, ...wish } as NewServer)))
    const tookMs = (await this.#watch.untilAll(ids)) - began
    const [id = ''] = ids
    if (count === 1) this.#alone.set(id, tookMs)
    return { ids, tookMs }
  }

  /** What is left of each server's time when the host's work on it is taken away. */
  async controlPartMs(): Promise<number[]> {
    const hostMs = new Map<string, number>()
    for (const line of (await this.#cloud.service.log()).split('\n')) {
      if (!/"(server prepared|guest started)"/.test(line)) continue
      const { serverId, tookMs } = JSON.parse(line) as { serverId: string; tookMs: number }
      hostMs.set(serverId, (hostMs.get(serverId) ?? 0) + tookMs)
    }
    return [...this.#alone].flatMap(([id, tookMs]) => {
      const host = hostMs.get(id)
      return host === undefined ? [] : [tookMs - host]
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#watch[Symbol.asyncDispose]()
  }
}
