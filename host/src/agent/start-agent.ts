import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type Bus,
  Door,
  Fault,
  guestEventSubject,
  type HostFacts,
  HostName,
  lockFile,
  type Log,
  programVersion,
} from '@kilonova/core'
import type { Connect } from '@kilonova/libvirt'
import { Driver } from '../driver/driver.ts'
import { CephSecret } from '../driver/hypervisor/ceph-secret.ts'
import { HypervisorConnection } from '../driver/hypervisor/connection.ts'
import { GuestRegistry } from '../driver/hypervisor/guest-registry.ts'
import type { HostDescription } from '../driver/hypervisor/read-capabilities.ts'
import { removeProbes } from '../driver/migrate/check-destination.ts'
import { LinkRates } from '../driver/migrate/link-rates.ts'
import type { DriverParts } from '../driver/parts.ts'
import { ScrubTimer } from '../images/cache/scrub-timer.ts'
import { openServerFiles } from '../images/open-server-files.ts'
import { HostNetworks } from '../network/host-networks.ts'
import type { HostSettings } from '../settings.ts'
import { hasDirectIo } from './direct-io.ts'
import { doorRoutes } from './door-routes.ts'
import { Heartbeat } from './heartbeat.ts'
import { HostDescriber } from './host-describer.ts'
import { hostFacts, readBootId } from './host-facts.ts'
import type { Membership } from './membership/membership.ts'
import { operationHandlers } from './operation-handlers.ts'
import { serveOperations } from './serve-operations.ts'

export interface AgentOptions {
  readonly bus: Bus
  readonly settings: HostSettings
  /** Holds `instances/`, the lock, the remembered virt type and the claims on networks. */
  readonly stateDirectory: string
  readonly libvirtUri: string
  readonly host: string
  /** It works in a controller's process. */
  readonly inController?: boolean
  readonly log: Log
}

export interface Agent {
  readonly host: HostName
  /**
   * Takes part among other hosts from now on: opens this host's door to them, and tells where it is. The membership stays
   * the caller's to end.
   */
  meetOthers(membership: Membership): Promise<void>
  /** Ends what is under way (told `cancelled`) and leaves the guests running. */
  stop(): Promise<void>
}

/**
 * Starts this host's agent: it serves every operation of the host protocol, and publishes guest events and heartbeats.
 * libvirt may be away: requests that need it are refused as `hypervisorAway` until it is back.
 * @throws {Fault} `conflict` when another agent has the state directory.
 */
export async function startAgent(options: AgentOptions): Promise<Agent> {
  const host = HostName.parse(options.host)
  const log = options.log.child({ host })
  const instancesDirectory = join(options.stateDirectory, 'instances')
  await mkdir(options.stateDirectory, { recursive: true, mode: 0o711 })
  await using stack = new AsyncDisposableStack()
  stack.use(await lockFile(join(options.stateDirectory, 'agent.lock'), `agent of ${host}`))
  let membership: Membership | undefined
  const files = await openServerFiles({
    instancesDirectory,
    settings: options.settings.images,
    log,
    cloudTls: () => membership && { authority: membership.authority, ...membership.own },
  })
  stack.use(new ScrubTimer(files.cache, { everySec: options.settings.images.scrubEverySec, log }))
  const bootId = await readBootId()
  const guests = new GuestRegistry({
    instancesDirectory,
    log,
    tell: (news) => options.bus.publish(guestEventSubject(host), { host, bootId, ...news }),
  })
  const describer = new HostDescriber(options, log)
  const stopping = describer.stopping
  const { rbd } = options.settings.images
  const cephSecret = rbd === undefined ? undefined : new CephSecret(rbd, log)
  const follower = new Follower(guests, describer, cephSecret, () => opened())
  const connection = new HypervisorConnection(options.libvirtUri, follower, log)
  const [directIo, linkRates] = await Promise.all([
    hasDirectIo(instancesDirectory),
    LinkRates.open(options.stateDirectory),
    sweep(files, log),
    removeProbes(instancesDirectory),
  ])
  const networks = new HostNetworks({
    connection,
    directory: join(options.stateDirectory, 'networks'),
    hostsDirectory: join(options.stateDirectory, 'dhcp-hosts'),
    guardPath: join(options.stateDirectory, 'port-guard.json'),
    leaseMinutes: options.settings.network.leaseMinutes,
    bridges: options.settings.network.bridges,
    log,
  })
  const life = {
    instancesDirectory,
    ownTraits: options.settings.traits,
    session: randomUUID(),
    bootId,
  }
  networks.start()
  stack.defer(() => networks.stop())
  const describeHost = (signal: AbortSignal): Promise<HostDescription> => describer.describe(connection, signal)
  const parts: DriverParts = {
    connection,
    guests,
    files,
    networks,
    settings: options.settings,
    instancesDirectory,
    directIo,
    linkRates,
    version: programVersion,
    describeHost,
    ...(cephSecret === undefined ? {} : { cephSecret }),
    membership: () => membership,
    log,
  }
  const driver = new Driver(parts)
  const facts = async (signal: AbortSignal): Promise<HostFacts> =>
    hostFacts(host, await describeHost(signal), {
      ...life,
      guests: guests.count,
      door: membership && doorOf(membership),
      inController: options.inController === true,
    })
  const opened = (): void => {
    heartbeat?.now()
    driver
      .settleNetworks()
      .catch((error: unknown) => log.warn('networks of gone servers not given back yet', { error }))
    driver.snapshots.settle().catch((error: unknown) => log.warn('snapshots are not settled', { error }))
  }
  connection.start()
  stack.defer(() => driver.snapshots.stop())
  stack.defer(() => connection.stop())
  let heartbeat: Heartbeat | undefined
  const handlers = operationHandlers(driver, files.cache, facts, bootId)
  stack.use(await serveOperations(options.bus, host, handlers, stopping.signal))
  heartbeat = new Heartbeat({
    bus: options.bus,
    host,
    intervalMs: options.settings.heartbeatSec * 1000,
    facts: () => (connection.isOpen ? facts(stopping.signal) : Promise.reject(new Error('libvirt is away'))),
    log,
  })
  const beating = heartbeat
  stack.defer(() => beating.stop())
  heartbeat.now()
  stack.defer(() => stopping.abort(new Fault('cancelled', 'the agent is stopping')))
  const running = stack.move()
  log.info('agent started', { stateDirectory: options.stateDirectory, libvirtUri: options.libvirtUri })
  return {
    host,
    async meetOthers(met) {
      const door = await openDoor(met, log)
      running.defer(() => door.close())
      for (const route of doorRoutes(parts)) door.add(route)
      running.use(met.onChange(() => door.renew(met.authority, met.own)))
      membership = met
      beating.now()
    },
    async stop() {
      await running.disposeAsync()
      log.info('agent stopped', { guests: guests.count })
    },
  }
}

const doorOf = ({ record }: Membership): NonNullable<HostFacts['door']> => ({
  address: record.addresses[0] ?? '',
  port: record.doorPort,
})

async function openDoor({ record, authority, own, peers }: Membership, log: Log): Promise<Door> {
  const address = record.addresses.some((one) => one.includes(':')) ? '::' : '0.0.0.0'
  try {
    return await Door.open({ address, port: record.doorPort, authority, own, peers, log })
  } catch (cause) {
    throw new Fault('conflict', `this host's door can not listen on port ${record.doorPort}`, {
      cause,
      next: 'free that port, or choose another with host.doorPort',
    })
  }
}

/** A connection is followed and described before anyone uses it. */
class Follower {
  readonly #guests: GuestRegistry
  readonly #describer: HostDescriber
  readonly #cephSecret: CephSecret | undefined
  readonly #opened: () => void

  constructor(guests: GuestRegistry, describer: HostDescriber, cephSecret: CephSecret | undefined, opened: () => void) {
    this.#guests = guests
    this.#describer = describer
    this.#cephSecret = cephSecret
    this.#opened = opened
  }

  async up(connection: Connect): Promise<void> {
    this.#describer.begin(connection)
    await Promise.all([this.#guests.follow(connection), this.#cephSecret?.setOrLog(connection)])
    // The heartbeat asks for the connection, which counts as open only after this.
    setImmediate(this.#opened)
  }

  down(): void {
    this.#describer.forget()
  }
}

/** Half-removed directories of an earlier life are removed; servers that are there stay as they are. */
async function sweep(files: Awaited<ReturnType<typeof openServerFiles>>, log: Log): Promise<void> {
  const servers = await files.list()
  log.info('servers found', { servers: servers.length })
}
