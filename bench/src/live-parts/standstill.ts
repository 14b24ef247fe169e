import type { ManyHostCloud } from '@kilonova/journeys'
import { connect, type Connect, type DomainLifecycleEvent, DomainEventType, type MissedEvents } from '@kilonova/libvirt'

const mostMs = 240_000

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

  /** Of its next move. @throws when it was not seen to stand still and to go on within four minutes. */
  of(uuid: string): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<number>()
    promise.catch(() => undefined)
    clearTimeout(this.#waiting.get(uuid)?.timer)
    const timer = setTimeout(() => reject(new Error(`guest ${uuid} was not seen to stop and go on`)), mostMs)
    this.#waiting.set(uuid, { done: resolve, timer })
    return promise
  }

  #take(event: DomainLifecycleEvent | MissedEvents): void {
    if (event.type === 'missed') return
    const one = this.#waiting.get(event.domain.uuid)
    if (one === undefined) return
    if (event.event === DomainEventType.VIR_DOMAIN_EVENT_SUSPENDED) one.suspended ??= performance.now()
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
  readonly timer: NodeJS.Timeout
  readonly done: (milliseconds: number) => void
}
