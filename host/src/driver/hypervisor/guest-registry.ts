import { setTimeout as sleep } from 'node:timers/promises'
import { chain, type GuestEvent, type GuestState, type Log, ServerId } from '@kilonova/core'
import {
  type Connect,
  type Domain,
  DomainControlState,
  type DomainLifecycleEvent,
  LibvirtError,
  type MissedEvents,
  parseElement,
  remote,
} from '@kilonova/libvirt'
import { ownNamespace } from '../plan/metadata-elements.ts'
import { guestPower } from './find-domain.ts'
import { type Power, readLifecycle } from './power-state.ts'

/** A guest's life as told by libvirt, without the host's name. */
export type GuestNews = Omit<GuestEvent, 'host'>

export interface GuestRegistryOptions {
  /** Guests whose metadata names this directory are ours. */
  readonly instancesDirectory: string
  readonly log: Log
  readonly tell: (news: GuestNews) => void
}

const metadataElementType = 2
/** Between looks at a guest that libvirt works on: twice as long each time. */
const firstPauseMs = 50
const longestPauseMs = 12_800

/**
 * Which of the host's guests are ours, and the power state last heard of each. What libvirt says is the truth; this
 * only remembers it, so that what changed while the connection was lost can be told afterwards.
 */
export class GuestRegistry {
  readonly #options: GuestRegistryOptions
  readonly #powers = new Map<ServerId, Power>()
  readonly #waiters = new Map<ServerId, Set<(news: GuestNews) => void>>()
  /** Events are taken one after the other, also when one must ask libvirt whose guest it is. */
  #queue: Promise<void> = Promise.resolve()

  constructor(options: GuestRegistryOptions) {
    this.#options = options
  }

  get count(): number {
    return this.list().length
  }

  /** Guests that libvirt knows, with what it last said of each. */
  list(): GuestState[] {
    return [...this.#powers].flatMap(([serverId, power]) => (power === 'nostate' ? [] : [{ serverId, power }]))
  }

  has(serverId: ServerId): boolean {
    return this.#powers.has(serverId)
  }

  /** Makes its events ours before libvirt has heard of the guest. */
  expect(serverId: ServerId): void {
    if (!this.#powers.has(serverId)) this.#powers.set(serverId, 'nostate')
  }

  forget(serverId: ServerId): void {
    this.#powers.delete(serverId)
  }

  /** Resolves when the guest is said to be in one of the states; the signal ends the wait by rejecting. */
  async until(serverId: ServerId, wanted: readonly Power[], signal: AbortSignal): Promise<Power> {
    return (await this.#untilNews(serverId, (news) => wanted.includes(news.power), signal)).power
  }

  /** The same for one kind of event. */
  async untilEvent(serverId: ServerId, wanted: GuestNews['event'], signal: AbortSignal): Promise<void> {
    await this.#untilNews(serverId, (news) => news.event === wanted, signal)
  }

  #untilNews(serverId: ServerId, wanted: (news: GuestNews) => boolean, signal: AbortSignal): Promise<GuestNews> {
    return new Promise((resolve, reject) => {
      const waiters = this.#waiters.get(serverId) ?? new Set()
      this.#waiters.set(serverId, waiters)
      const leave = (): void => {
        waiters.delete(told)
        if (waiters.size === 0 && this.#waiters.get(serverId) === waiters) this.#waiters.delete(serverId)
        signal.removeEventListener('abort', aborted)
      }
      const told = (news: GuestNews): void => {
        if (!wanted(news)) return
        leave()
        resolve(news)
      }
      const aborted = (): void => {
        leave()
        reject(signal.reason as Error)
      }
      if (signal.aborted) return aborted()
      signal.addEventListener('abort', aborted, { once: true })
      waiters.add(told)
    })
  }

  /**
   * Listens on a new connection, then asks for everything, and tells what changed since the last one. Nothing is lost
   * between the two: events that come meanwhile wait.
   */
  async follow(connection: Connect): Promise<void> {
    const registered = Promise.withResolvers<void>()
    // The look comes before all events of this connection, and happens once the daemon sends them.
    const look = this.#queue.then(() => registered.promise).then(() => this.#lookAgain(connection))
    this.#queue = look.catch(() => undefined)
    try {
      await connection.events.on('domain.lifecycle', (event) => this.#enqueue(connection, event))
      registered.resolve()
    } catch (cause) {
      registered.reject(cause)
    }
    await look
  }

  #enqueue(connection: Connect, event: DomainLifecycleEvent | MissedEvents): void {
    this.#queue = this.#queue
      .then(() => (event.type === 'missed' ? this.#lookAgain(connection) : this.#take(connection, event)))
      .catch((error: unknown) => this.#options.log.warn('guest event not followed', { error: chain(error) }))
  }

  async #take(connection: Connect, event: DomainLifecycleEvent): Promise<void> {
    const serverId = asServerId(event.domain.uuid)
    if (serverId === undefined) return
    const known = this.#powers.has(serverId)
    const read = readLifecycle(event.event, event.detail, this.#powers.get(serverId))
    if (read === undefined) return
    if (!known && (read.event === 'undefined' || !(await this.#isOurs(connection, event.domain)))) return
    if (read.event === 'undefined' && read.power === 'nostate') this.#powers.delete(serverId)
    else this.#powers.set(serverId, read.power)
    this.#tell({ serverId, ...read, at: new Date().toISOString() })
  }

  async #lookAgain(connection: Connect): Promise<void> {
    const domains = await connection.listAllDomains(0)
    const seen = new Set<ServerId>()
    await Promise.all(
      domains.map(async (domain) => {
        const serverId = asServerId(domain.uuid)
        if (serverId === undefined) return
        if (!this.#powers.has(serverId) && !(await this.#isOurs(connection, domain))) return
        const power = await guestPower(domain)
        if (power === 'nostate') return
        seen.add(serverId)
        const before = this.#powers.get(serverId)
        this.#powers.set(serverId, power)
        if (before !== undefined && before !== 'nostate' && before !== power) this.#tellChange(serverId, power)
        if (power === 'running' || power === 'paused') void this.#lookWhenReached(connection, domain, serverId)
      }),
    )
    for (const [serverId, before] of this.#powers) {
      if (seen.has(serverId) || before === 'nostate') continue
      this.#powers.delete(serverId)
      const detail = 'while libvirt was away'
      this.#tell({ serverId, event: 'undefined', detail, power: 'nostate', at: new Date().toISOString() })
    }
  }

  /**
   * A fresh libvirtd takes a guest for running until it has reached its QEMU, and tells by no event that it could not.
   * Until then it works on the guest, which it says without waiting for it.
   */
  async #lookWhenReached(connection: Connect, domain: Domain, serverId: ServerId): Promise<void> {
    let control = await controlOf(domain)
    if (control === 'idle') return
    for (let pauseMs = firstPauseMs; control === 'busy' && pauseMs <= longestPauseMs; pauseMs *= 2) {
      await sleep(pauseMs, undefined, { ref: false })
      if (!connection.isAlive()) return // the next connection looks anew
      control = await controlOf(domain)
    }
    const look = async (): Promise<void> => {
      const [before, power] = [this.#powers.get(serverId), await guestPower(domain)]
      if (before === undefined || power === 'nostate' || before === power) return
      this.#powers.set(serverId, power)
      this.#tellChange(serverId, power)
    }
    this.#queue = this.#queue
      .then(look)
      .catch((error: unknown) => this.#options.log.warn('guest not looked at again', { error: chain(error) }))
  }

  #tellChange(serverId: ServerId, power: Power): void {
    const events = {
      running: 'resumed',
      paused: 'suspended',
      shutdown: 'stopped',
      crashed: 'crashed',
      suspended: 'pmsuspended',
      nostate: 'undefined',
    } as const
    this.#tell({
      serverId,
      event: events[power],
      detail: 'while libvirt was away',
      power,
      at: new Date().toISOString(),
    })
  }

  #tell(news: GuestNews): void {
    for (const waiter of [...(this.#waiters.get(news.serverId) ?? [])]) waiter(news)
    this.#options.tell(news)
  }

  /** Asks libvirt for our mark in the guest's metadata. */
  async #isOurs(connection: Connect, domain: Domain): Promise<boolean> {
    try {
      const args = { dom: domain, type: metadataElementType, uri: ownNamespace, flags: 0 }
      const { metadata } = await connection.call(remote.domainGetMetadata, args)
      return parseElement(metadata).attributes.get('instances') === this.#options.instancesDirectory
    } catch (error) {
      if (error instanceof LibvirtError && (error.is('VIR_ERR_NO_DOMAIN_METADATA') || error.is('VIR_ERR_NO_DOMAIN')))
        return false
      throw error
    }
  }
}

/** Whether libvirt is just at work with the guest's QEMU; `unknown` when it does not say, as of a guest that has ended. */
async function controlOf(domain: Domain): Promise<'idle' | 'busy' | 'unknown'> {
  try {
    return (await domain.getControlInfo(0)).state === DomainControlState.VIR_DOMAIN_CONTROL_OK ? 'idle' : 'busy'
  } catch {
    return 'unknown'
  }
}

function asServerId(uuid: string): ServerId | undefined {
  const parsed = ServerId.safeParse(uuid)
  return parsed.success ? parsed.data : undefined
}
