import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isLive, type LiveOperation, TestLive } from './test-live.ts'
import { type MovesState, TestMoves } from './test-moves.ts'
import {
  type Bus,
  Fault,
  guestEventSubject,
  type GuestEvent,
  type Handler,
  heartbeatSubject,
  type HostFacts,
  HostName,
  type HostOperation,
  hostOperations,
  type HostRequest,
  hostSubject,
  ServerId,
  type ServerSpec,
  type StoredSnapshot,
} from '@kilonova/core'

type Power = GuestEvent['power']

/** Called before an operation is done: a test may wait there, or throw. */
export type Before = (
  operation: HostOperation,
  serverId: string | undefined,
  signal: AbortSignal,
) => Promise<void> | void

/** What the host holds, as its file keeps it. */
interface Held {
  readonly files: string[]
  readonly guests: [string, Power][]
  readonly snapshots?: string[]
  readonly cards?: string[]
  readonly moves?: MovesState
}

export interface AgentOptions {
  readonly name?: string
  readonly vcpus?: number
  readonly memoryMiB?: number
  readonly diskGiB?: number
  /** Where other hosts reach this one. */
  readonly door?: { readonly address: string; readonly port: number }
  readonly inController?: boolean
  /** Keeps what the host holds in a file there, so that it outlives the process. */
  readonly directory?: string
}

/**
 * A host's agent on the real bus and the real protocol, whose guests are entries in a map instead of domains: what it
 * holds at the end of a test is what a real host would have left over.
 */
export class TestAgent {
  readonly host: HostName
  readonly files = new Set<string>()
  /** The last request to prune the image cache. */
  pruneAsked: HostRequest<'pruneImageCache'> | undefined
  readonly guests = new Map<string, Power>()
  /** Ports whose cards guests were given while they ran. */
  readonly cards = new Set<string>()
  /** Servers of which a snapshot was taken and not dropped. */
  readonly snapshots = new Set<string>()
  readonly specs = new Map<string, ServerSpec>()
  /** What the host was told of security groups. */
  readonly secured: HostRequest<'secureNetworks'>[] = []
  /** What servers on their way have here. */
  readonly moves = new TestMoves(this)
  readonly #live: TestLive
  readonly asked: { operation: HostOperation; serverId: string | undefined }[] = []
  /** What the disk of a server that comes lies on must come from the server's host first. */
  lacksBase = false
  /** It answers, and has not told of itself yet. */
  isSilent = false
  before: Before = () => {}
  /** Called when an operation is done, before it is answered. */
  after: Before = () => {}
  readonly #bus: Bus
  #facts: HostFacts
  readonly #file: string | undefined
  #served: AsyncDisposable[] = []
  #timer: NodeJS.Timeout | undefined

  constructor(bus: Bus, options: AgentOptions = {}) {
    this.#bus = bus
    this.#live = new TestLive(this, options.directory)
    this.#file = options.directory === undefined ? undefined : join(options.directory, `${options.name ?? 'host'}.json`)
    if (this.#file !== undefined && existsSync(this.#file)) {
      const held = JSON.parse(readFileSync(this.#file, 'utf8')) as Held
      for (const id of held.files) this.files.add(id)
      for (const [id, power] of held.guests) this.guests.set(id, power)
      for (const id of held.snapshots ?? []) this.snapshots.add(id)
      for (const id of held.cards ?? []) this.cards.add(id)
      if (held.moves !== undefined) this.moves.load(held.moves)
    }
    this.host = HostName.parse(options.name ?? 'h1')
    this.#facts = {
      host: this.host,
      hypervisorHostname: `${this.host}.example`,
      architecture: 'x86_64',
      libvirtVersion: '9.0.0',
      qemuVersion: '7.2.0',
      virtType: 'qemu',
      vcpus: options.vcpus ?? 64,
      memoryMiB: options.memoryMiB ?? 262_144,
      diskGiB: options.diskGiB ?? 10_000,
      freeDiskGiB: options.diskGiB ?? 10_000,
      cpuModel: 'qemu64',
      guests: 0,
      uptimeSec: 93_784,
      load: [0.2, 0.12, 0.14],
      ...(options.door === undefined ? {} : { door: options.door }),
      ...(options.inController === true ? { inController: true } : {}),
    }
  }

  async start(): Promise<this> {
    for (const operation of Object.keys(hostOperations) as HostOperation[]) {
      this.#served.push(await this.#bus.serve(hostSubject(this.host, operation), this.#handler(operation)))
    }
    this.beat()
    this.#timer = setInterval(() => this.beat(), 500)
    return this
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await Promise.all(this.#served.map((one) => one[Symbol.asyncDispose]()))
    this.#served = []
  }

  beat(): void {
    if (this.isSilent) return
    this.#bus.publish(heartbeatSubject(this.host), this.#facts)
  }

  /** The machine and its agent are started anew; what its guests are is for the test to say. */
  reboot(bootId: string): void {
    this.#facts = { ...this.#facts, bootId, session: `after ${bootId}` }
    this.beat()
  }

  /** The guest does something by itself, and libvirt tells of it. */
  guestDoes(serverId: string, event: GuestEvent['event'], power: Power): void {
    this.guests.set(serverId, power)
    const body: GuestEvent = {
      host: this.host,
      serverId: ServerId.parse(serverId),
      event,
      detail: 'by itself',
      power,
      bootId: this.#facts.bootId,
      at: new Date().toISOString(),
    }
    this.#bus.publish(guestEventSubject(this.host), body)
  }

  /** Nothing is here: no file, no guest. */
  get isEmpty(): boolean {
    return this.files.size === 0 && this.guests.size === 0 && this.snapshots.size === 0 && this.moves.isEmpty
  }

  /** Keeps what it holds for the next process. */
  save(): void {
    if (this.#file === undefined) return
    const fresh = `${this.#file}.${process.pid}`
    writeFileSync(
      fresh,
      JSON.stringify({
        files: [...this.files],
        guests: [...this.guests],
        snapshots: [...this.snapshots],
        cards: [...this.cards],
        moves: this.moves.state,
      } satisfies Held),
    )
    renameSync(fresh, this.#file)
  }

  #handler(operation: HostOperation): Handler {
    return async (body, context) => {
      const request: unknown = hostOperations[operation].request.parse(body)
      if (operation === 'pruneImageCache') this.pruneAsked = request as HostRequest<'pruneImageCache'>
      const { spec, serverId: named } = request as { spec?: ServerSpec; serverId?: ServerId }
      const serverId = spec?.id ?? named
      this.asked.push({ operation, serverId })
      if (operation === 'secureNetworks') this.secured.push(request as HostRequest<'secureNetworks'>)
      await this.before(operation, serverId, context.signal)
      if (spec !== undefined) this.specs.set(spec.id, spec)
      if (operation === 'prepareServer')
        context.progress({ label: 'downloading image', done: 1, total: 2, unit: 'bytes' })
      const answer = isLive(operation)
        ? this.#live.answer(operation, serverId ?? '', request)
        : this.#answer(operation, serverId ?? '', request)
      this.save()
      await this.after(operation, serverId, context.signal)
      return answer
    }
  }

  /** Fills the store's file as a host would. */
  store(destinations: readonly string[]): StoredSnapshot {
    const bytes = Buffer.from('disk of a guest')
    writeFileSync(fileURLToPath(destinations[0] ?? ''), bytes, { flag: 'r+' })
    const hash = (algorithm: string) => createHash(algorithm).update(bytes).digest('hex')
    const size = bytes.length
    const hashes = { md5: hash('md5'), sha256: hash('sha256'), sha512: hash('sha512') }
    return { diskFormat: 'raw', sizeBytes: size, virtualSizeBytes: size, ...hashes }
  }

  #answer(operation: Exclude<HostOperation, LiveOperation>, id: string, request: unknown): unknown {
    switch (operation) {
      case 'describe':
        return this.#facts
      case 'cacheImage':
        return { fetched: true }
      case 'prepareMigration':
      case 'offerDisks':
      case 'readyForDisks':
      case 'migrateDisks':
      case 'putDisksAside':
      case 'receiveDisks':
      case 'startMigrated':
      case 'abandonMigration':
      case 'canRestoreServer':
      case 'restoreServer':
      case 'confirmMigration':
        return this.moves.answer(operation, id, request)
      case 'prepareServer':
        this.files.add(id)
        return { imageFetched: true }
      case 'startServer':
        this.guests.set(id, 'running')
        this.guestDoes(id, 'started', 'running')
        return { serverId: id, power: 'running' }
      case 'destroyServer':
        this.guests.delete(id)
        return {}
      case 'removeServerFiles':
        this.files.delete(id)
        return {}
      case 'guestState':
        return { serverId: id, power: this.guests.get(id) ?? 'nostate', bootId: this.#facts.bootId }
      case 'listGuests':
        return {
          guests: [...this.guests].map(([serverId, power]) => ({ serverId, power })),
          bootId: this.#facts.bootId,
        }
      case 'readConsole':
        if (!this.files.has(id)) throw new Fault('notFound', `server ${id} has no console log`)
        return { text: `console of ${id}\n` }
      case 'stopServer':
        this.guestDoes(id, 'stopped', 'shutdown')
        return { serverId: id, power: 'shutdown', graceful: true }
      case 'rebootServer':
        this.guestDoes(id, 'stopped', 'shutdown')
        this.guestDoes(id, 'started', 'running')
        return { serverId: id, power: 'running', kind: 'soft' }
      case 'pauseServer':
        this.guestDoes(id, 'suspended', 'paused')
        return { serverId: id, power: 'paused' }
      case 'unpauseServer':
        this.guestDoes(id, 'resumed', 'running')
        return { serverId: id, power: 'running' }
      case 'suspendServer':
        this.guestDoes(id, 'stopped', 'shutdown')
        return { serverId: id, power: 'shutdown' }
      case 'resumeServer':
        this.guestDoes(id, 'started', 'running')
        return { serverId: id, power: 'running' }
      case 'takeSnapshot':
        this.snapshots.add(id)
        return {
          how: 'stopped',
          quiesced: false,
          stored: this.store((request as { destinations: string[] }).destinations),
        }
      case 'storeSnapshot':
        return this.store((request as { destinations: string[] }).destinations)
      case 'removeImageInCeph':
        return { state: 'gone' }
      case 'dropSnapshot':
        this.snapshots.delete(id)
        return {}
      case 'setGuestPassword':
      case 'crashDump':
        return {}
      case 'diagnoseServer':
        return {
          state: 'running',
          memoryMaxMiB: 64,
          memoryUsedMiB: 64,
          cpus: [],
          disks: [],
          nics: [],
          memory: {},
          cells: [],
        }
      case 'attachNic':
        this.cards.add((request as HostRequest<'attachNic'>).portId)
        return {}
      case 'detachNic':
        this.cards.delete((request as HostRequest<'detachNic'>).portId)
        return {}
      case 'secureNetworks':
        return {}
      case 'rescueServer':
      case 'unrescueServer':
        this.guestDoes(id, 'stopped', 'shutdown')
        this.guestDoes(id, 'started', 'running')
        return { serverId: id, power: 'running' }
      case 'listImageCache':
      case 'pruneImageCache':
        return { files: [] }
      default:
        // What this agent does not play is tested on real hosts.
        throw new Fault('internal', `the test's agent does not answer ${String(operation)}`)
    }
  }
}
