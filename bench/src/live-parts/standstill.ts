import type { ManyHostCloud } from '@kilonova/journeys'
import { connect, type Connect, type DomainLifecycleEvent, DomainEventType, type MissedEvents } from '@kilonova/libvirt'

const mostMs = 60_000

/** From the source's word that a guest stands still to the destination's that it goes on, by one clock. */
export class Standstill implements AsyncDisposable {
  readonly #connections: Connect[]
  readonly #waiting = new Map<string, Waiting>()

  private constructor(connections: Connect[]) {
    this.#connections = connections
  }

  static async start(cloud: ManyHostCloud): Promise<Standstill> {
    const connections = await Promise.all(cloud.lab.hosts.map((host) => connect(host.libvirtUri('unix'))))
    const watch = new Standstill(connections)
    for (const connection of connections) {
      await connection.events.on('domain.lifecycle', (event) => watch.#take(event))
    }
    return watch
  }

  /** Of its next move. @throws when it does not go on for a minute after it was seen to stand still. */
  of(uuid: string): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<number>()
    promise.catch(() => undefined)
    this.#waiting.set(uuid, { done: resolve, failed: reject })
    return promise
  }

  #take(event: DomainLifecycleEvent | MissedEvents): void {
    if (event.type === 'missed') return
    const one = this.#waiting.get(event.domain.uuid)
    if (one === undefined) return
    if (event.event === DomainEventType.VIR_DOMAIN_EVENT_SUSPENDED && one.suspended === undefined) {
      one.suspended = performance.now()
      one.timer = setTimeout(() => one.failed(new Error(`${event.domain.uuid} stands still for ever`)), mostMs)
    }
    if (event.event !== DomainEventType.VIR_DOMAIN_EVENT_RESUMED || one.suspended === undefined) return
    this.#waiting.delete(event.domain.uuid)
    clearTimeout(one.timer)
    one.done(performance.now() - one.suspended)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { timer } of this.#waiting.values()) clearTimeout(timer)
    await Promise.all(this.#connections.map((connection) => connection.close()))
  }
}

interface Waiting {
  suspended?: number
  timer?: NodeJS.Timeout
  readonly done: (milliseconds: number) => void
  readonly failed: (error: Error) => void
}
