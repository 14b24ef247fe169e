import type { CloudApi } from '@kilonova/journeys'

/** Hears of servers that become ACTIVE, over the service's own stream: asking again and again would slow what is timed. */
export class ActiveWatch implements AsyncDisposable {
  readonly #states = new Map<string, { status: string; at: number }>()
  readonly #stop = new AbortController()
  readonly #reading: Promise<void>
  #told: () => void = () => {}

  readonly #api: CloudApi

  private constructor(api: CloudApi, response: Response) {
    this.#api = api
    this.#reading = this.#read(response)
  }

  static async open(api: CloudApi): Promise<ActiveWatch> {
    return new ActiveWatch(api, await api.stream('/events'))
  }

  /** @returns when the last of them was ACTIVE, as `performance.now()` tells it. */
  async untilAll(ids: readonly string[], timeoutMs = 300_000): Promise<number> {
    const end = performance.now() + timeoutMs
    for (;;) {
      const states = ids.map((id) => this.#states.get(id))
      const failed = states.findIndex((one) => one?.status === 'ERROR')
      if (failed >= 0) throw new Error(`server ${ids[failed]} is in ERROR`)
      if (states.every((one) => one?.status === 'ACTIVE')) return Math.max(...states.map((one) => one?.at ?? 0))
      if (performance.now() > end) {
        const told = ids.map((id, index) => `${id} ${states[index]?.status ?? 'not heard of'}`)
        throw new Error(`not ACTIVE after ${timeoutMs} ms: ${told.join(', ')}`)
      }
      const { promise, resolve } = Promise.withResolvers<void>()
      this.#told = resolve
      const timer = setTimeout(resolve, 1000)
      const asked = performance.now()
      await promise
      clearTimeout(timer)
      if (performance.now() - asked >= 1000) await this.#ask(ids)
    }
  }

  /** For what the stream did not tell: a second late, so that its lack shows in the figures and ends nothing. */
  async #ask(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const status = (await this.#api.server(id))?.['status']
      if (typeof status === 'string' && this.#states.get(id)?.status !== status) {
        this.#states.set(id, { status, at: performance.now() })
      }
    }
  }

  async #read(response: Response): Promise<void> {
    let rest = ''
    const decoder = new TextDecoder()
    try {
      for await (const piece of response.body ?? []) {
        if (this.#stop.signal.aborted) return
        const lines = (rest + decoder.decode(piece as Uint8Array, { stream: true })).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) if (line.startsWith('data: ')) this.#note(line.slice('data: '.length))
      }
    } catch (error) {
      if (!this.#stop.signal.aborted) throw error
    }
  }

  #note(text: string): void {
    const { serverId, status } = JSON.parse(text) as { serverId: string; status?: string }
    if (status === undefined || this.#states.get(serverId)?.status === status) return
    this.#states.set(serverId, { status, at: performance.now() })
    this.#told()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    this.#reading.catch(() => undefined)
  }
}
