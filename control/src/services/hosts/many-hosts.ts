import { createHash, createPublicKey, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import {
  type Certificate,
  certificateFingerprint,
  type ControllerBus,
  controlIdentity,
  Door,
  encodeJoinToken,
  Fault,
  type HostName,
  type JoinAnswer,
  lifeMs,
  livedShare,
  type Log,
  makeAuthority,
  NatsBus,
  NatsServer,
  type Neighbourhood,
  newBusKey,
  newKey,
  originOf,
  Peers,
  type PeersNews,
  peersSubject,
  protocolVersion,
  renewAt,
  revocationList,
  type Store,
  usersConfiguration,
} from '@kilonova/core'
import type { ControlSettings } from '../../settings.ts'
import type { ImageGrants } from '../images/grants.ts'
import type { ImageFiles } from '../images/image-files.ts'
import { uploadPrefix, uploadSubject } from '../images/take-upload.ts'
import { CloudSecrets } from './cloud-secrets.ts'
import { addEntrance } from './entrance.ts'
import { type Candidate, type ControllerPlace, Members, membersChannel } from './members.ts'
import { ownAddresses } from './own-addresses.ts'

export interface ManyHostsOptions {
  readonly store: Store
  readonly bus: ControllerBus
  readonly settings: ControlSettings
  readonly stateDirectory: string
  readonly sealKey: Buffer
  readonly imageFiles: ImageFiles
  readonly grants: ImageGrants
  /** This controller's name among its like. */
  readonly name: string
  readonly log: Log
  /** Told once the cloud is open to other machines: the host in this process has to take part from then on. */
  readonly onOpen?: (open: OpenCloud) => Promise<void>
}

/** What the host in this controller's own process needs of it. */
export interface OpenCloud {
  readonly authority: string
  admitOwn(candidate: Candidate): Promise<JoinAnswer>
}

interface Running {
  readonly authority: Certificate
  /** Renewed in time, for one key. */
  own: Certificate
  readonly door: Door
  readonly members: Members
  readonly peers: Peers
  readonly addresses: readonly string[]
  readonly busAuthority: string
  readonly remote: NatsBus
  readonly server: NatsServer | undefined
  /** The public half of what controllers are on the bus with. */
  readonly controllerKey: string
}

const newsEveryMs = 15_000
/** Of a certificate that lives for minutes the time to renew it must not be slept through. */
const checksInALife = 12
const revocationDays = 365

/**
 * The cloud beyond this machine. Closed at first, with no port and no certificate; the first token opens it for good,
 * and a store that several controllers share has it open from the start:
 *
 *     closed ─ first token, or a store that was opened before ─▶ opening: authority, bus, entrance, own host ─▶ open
 */
export class ManyHosts implements AsyncDisposable {
  readonly #options: ManyHostsOptions
  readonly #secrets: CloudSecrets
  readonly #log: Log
  readonly #stack = new AsyncDisposableStack()
  #opening: Promise<Running> | undefined
  #running: Running | undefined
  #controllers: readonly ControllerPlace[] = []
  #identitiesKnown = ''
  /** One reading of the list after the other, so that the last one in force is the newest. */
  #refreshing: Promise<unknown> = Promise.resolve()
  #stopped = false

  private constructor(options: ManyHostsOptions) {
    this.#options = options
    this.#secrets = new CloudSecrets(options.store, options.sealKey)
    this.#log = options.log.child({ part: 'hosts' })
  }

  /** Opens at once when the cloud has been open before, here or at another controller. */
  static async start(options: ManyHostsOptions): Promise<ManyHosts> {
    const many = new ManyHosts(options)
    try {
      if (!options.store.exclusive || (await many.#secrets.read('authority')) !== undefined) await many.#open()
      return many
    } catch (error) {
      await many[Symbol.asyncDispose]()
      throw error
    }
  }

  get isOpen(): boolean {
    return this.#running !== undefined
  }

  /** A line that lets one machine in, once. Opens the cloud when this is the first. */
  async makeToken(lifetimeSec: number): Promise<{ token: string; expiresAt: Date }> {
    const { members, authority, addresses } = await this.#open()
    const { id, secret, expiresAt } = await members.makeToken(lifetimeSec)
    const token = encodeJoinToken({
      addresses,
      port: this.#options.settings.hosts.entrancePort,
      authorityFingerprint: certificateFingerprint(authority.certificate),
      id,
      secret,
    })
    return { token, expiresAt }
  }

  /** What a nats-server of the operator's has to know of this cloud's members, as a part of its configuration. */
  async busUsers(): Promise<string> {
    const { members, controllerKey } = await this.#open()
    return usersConfiguration(await members.busIdentities(controllerKey))
  }

  /** Throws a host out: its certificates and its place on the bus are worth nothing from now on. */
  async remove(host: HostName): Promise<boolean> {
    const { members, remote } = await this.#open()
    const removed = await members.remove(host)
    if (removed === undefined) return false
    const { version } = await this.#refresh()
    remote.publish(peersSubject, { version, removed: [removed] } satisfies PeersNews)
    return true
  }

  /** Where hosts on other machines fetch an image: of any controller, since one may have it that this one has not. */
  imageLocations(imageId: string): string[] {
    if (this.#running === undefined) return []
    const { grants, settings, name } = this.#options
    const grant = grants.make(imageId, settings.buildDeadlineMs + 600_000)
    const ownFirst = [...this.#controllers].sort((a, b) => Number(b.name === name) - Number(a.name === name))
    return entrancesOf(ownFirst).map((origin) => `${origin}/images/${imageId}?grant=${grant}`)
  }

  /** The other controllers' places for an image, and what to ask them with. */
  imageElsewhere(imageId: string): { locations: string[]; authority: string; own: Certificate } | undefined {
    if (this.#running === undefined) return undefined
    const { grants, name } = this.#options
    const grant = grants.make(imageId, 600_000)
    const locations = entrancesOf(this.#controllers.filter((one) => one.name !== name)).map(
      (origin) => `${origin}/images/${imageId}?grant=${grant}`,
    )
    return { locations, authority: this.#running.authority.certificate, own: this.#running.own }
  }

  /** Where hosts on other machines bring an image that they make. Nothing while there are none. */
  uploadLocations(imageId: string, lifetimeMs: number): string[] {
    if (this.#running === undefined) return []
    const grant = this.#options.grants.make(uploadSubject(imageId), lifetimeMs)
    const { name } = this.#options
    const own = this.#controllers.filter((one) => one.name === name) // its flow looks for the file here
    return entrancesOf(own).map((origin) => `${origin}${uploadPrefix}${imageId}?grant=${grant}`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true
    await this.#opening?.catch(() => {})
    await this.#stack.disposeAsync()
  }

  #open(): Promise<Running> {
    if (this.#stopped) throw new Fault('cancelled', 'the service is stopping')
    this.#opening ??= this.#openOnce().catch((error: unknown) => {
      this.#opening = undefined
      throw error
    })
    return this.#opening
  }

  async #openOnce(): Promise<Running> {
    const { store, settings, bus, grants, imageFiles } = this.#options
    const log = this.#log
    await using opened = new AsyncDisposableStack()
    const authority = JSON.parse(
      await this.#secrets.readOrMake('authority', async () => JSON.stringify(await makeAuthority('kilonova'))),
    ) as Certificate
    const members = new Members(store, authority, settings.hosts.certificateDays)
    const addresses = reachableAddresses(settings)
    // A fresh key at each start: what it is for is over with the process.
    const own = await this.#admitSelf(members, addresses, newKey())
    const peers = new Peers(await members.peers())
    const door = opened.use(
      await openEntrance({
        address: settings.hosts.listenAddress,
        port: settings.hosts.entrancePort,
        authority: authority.certificate,
        ...{ own, peers, log },
      }),
    )
    const controller = JSON.parse(
      await this.#secrets.readOrMake('bus seed', () => JSON.stringify(newBusKey())),
    ) as ReturnType<typeof newBusKey>
    const server = await this.#startServer(members, authority, own, controller.publicKey)
    if (server !== undefined) opened.use(server)
    const { servers, authorityFile } = settings.bus
    const busAuthority = authorityFile === undefined ? authority.certificate : await readFile(authorityFile, 'utf8')
    const remote = await NatsBus.connect({
      servers: server === undefined ? servers : [`tls://127.0.0.1:${server.port}`],
      identity: controlIdentity,
      seed: controller.seed,
      tls: { authority: busAuthority, ...own },
      log,
    })
    opened.defer(() => remote.close())
    const running: Running = {
      ...{ authority, own, door, members, peers, addresses, remote, server, busAuthority },
      controllerKey: controller.publicKey,
    }
    this.#running = running
    opened.defer(() => {
      this.#running = undefined
    })
    await this.#refresh()
    addEntrance(door, {
      ...{ members, authority: authority.certificate, imageFiles, grants, log },
      maxImageBytes: settings.images.maxSizeGiB * 1024 ** 3,
      stalledUploadMs: settings.images.stalledUploadMs,
      neighbourhood: () => this.#neighbourhood(running),
      joined: () => this.#refreshAndTell(running),
    })
    await bus.connect(remote)
    opened.use(
      await store.listen(
        membersChannel,
        () => this.#refreshSoon(),
        () => this.#refreshSoon(),
      ),
    )
    opened.use(this.#newsTimer(running))
    await this.#options.onOpen?.({
      authority: authority.certificate,
      admitOwn: async (candidate) => {
        const made = await members.admitOwn(candidate)
        await this.#refreshAndTell(running)
        return { certificate: made, neighbourhood: await this.#neighbourhood(running) }
      },
    })
    this.#stack.use(opened.move())
    log.info('the cloud is open to other machines', { addresses, entrancePort: door.port })
    return running
  }

  async #admitSelf(
    members: Members,
    addresses: readonly string[],
    { key, publicKey }: ReturnType<typeof newKey>,
  ): Promise<Certificate> {
    const { settings, name, store } = this.#options
    const isOwnBus = settings.bus.servers.length === 0
    const certificate = await members.admitController(name, publicKey, addresses, {
      entrance_port: settings.hosts.entrancePort,
      bus_port: isOwnBus ? settings.bus.port : null,
      cluster_port: isOwnBus && !store.exclusive ? settings.bus.clusterPort : null,
    })
    return { certificate, key }
  }

  /** Each controller has a server of its own, and all of them are one bus: none is missed when it goes. */
  async #startServer(
    members: Members,
    authority: Certificate,
    own: Certificate,
    controllerKey: string,
  ): Promise<NatsServer | undefined> {
    const { settings, stateDirectory, store, name } = this.#options
    const { bus, hosts } = settings
    if (bus.servers.length > 0) return undefined
    const others = (await members.controllers()).filter((one) => one.name !== name)
    const cluster = store.exclusive
      ? undefined
      : {
          serverName: name,
          port: bus.clusterPort,
          secret: await this.#secrets.readOrMake('bus cluster', () => randomBytes(24).toString('base64url')),
          routes: others.flatMap((one) => placesOf(one, one.cluster_port)),
          advertise: placesOf({ addresses: reachableAddresses(settings) }, bus.port)[0] ?? '',
        }
    const identities = await members.busIdentities(controllerKey)
    // It starts with them: to read them again would refuse the hosts that are coming back just then.
    this.#identitiesKnown = JSON.stringify(identities)
    return NatsServer.start({
      stateDirectory,
      address: hosts.listenAddress,
      port: bus.port,
      tls: { authority: authority.certificate, ...own },
      identities,
      ...(cluster === undefined ? {} : { cluster }),
      ...(bus.program === undefined ? {} : { program: bus.program }),
      log: this.#log,
    })
  }

  #refreshSoon(): void {
    this.#refresh().catch((error: unknown) => this.#log.warn('the list of hosts could not be read', { error }))
  }

  async #refreshAndTell({ remote }: Running): Promise<void> {
    const { version } = await this.#refresh()
    remote.publish(peersSubject, { version } satisfies PeersNews)
  }

  #refresh(): Promise<{ version: string }> {
    const done = this.#refreshing.then(() => this.#refreshOnce())
    this.#refreshing = done.catch(() => {})
    return done
  }

  /** Puts the list as the store has it in force, here and on the bus's server. */
  async #refreshOnce(): Promise<{ version: string }> {
    const running = this.#running
    if (running === undefined) throw new Fault('internal', 'the cloud is not open')
    const { members, peers, server } = running
    peers.set(await members.peers())
    this.#controllers = await members.controllers()
    const identities = await members.busIdentities(running.controllerKey)
    const known = JSON.stringify(identities)
    if (known !== this.#identitiesKnown) {
      await server?.setIdentities(identities)
      this.#identitiesKnown = known
    }
    return { version: versionOf(peers) }
  }

  async #neighbourhood({ members, peers, server, busAuthority, authority }: Running): Promise<Neighbourhood> {
    const busServers =
      server === undefined
        ? [...this.#options.settings.bus.servers]
        : this.#controllers.flatMap((one) => placesOf(one, one.bus_port).map((place) => `tls://${place}`))
    return {
      version: versionOf(peers),
      protocol: protocolVersion,
      peers: [...peers.list],
      controllers: entrancesOf(this.#controllers),
      busServers,
      busAuthority,
      revoked: revocationList(authority, await members.revokedSerials(), revocationDays),
    }
  }

  /** A process may live longer than its certificate, which hosts, the bus and other controllers look at. */
  async #renewOwn(running: Running): Promise<void> {
    const { own, members, addresses, authority, busAuthority, door, server, remote } = running
    if (livedShare(own.certificate) < renewAt) return
    const publicKey = createPublicKey(own.key).export({ type: 'spki', format: 'pem' }) as string
    const fresh = await this.#admitSelf(members, addresses, { key: own.key, publicKey })
    running.own = fresh
    door.renew(authority.certificate, fresh)
    remote.renew({ authority: busAuthority, ...fresh })
    await server?.renew(fresh.certificate)
    this.#log.info('this controller has a new certificate')
  }

  #newsTimer(running: Running): Disposable {
    const { remote, peers, members, own } = running
    const tell = async (): Promise<void> => {
      await members.touchController(this.#options.name)
      await this.#renewOwn(running)
      await this.#refresh()
      remote.publish(peersSubject, { version: versionOf(peers) } satisfies PeersNews)
    }
    const timer = setInterval(
      () => {
        tell().catch((error: unknown) => this.#log.debug('the list of hosts was not told', { error }))
      },
      Math.min(newsEveryMs, lifeMs(own.certificate) / checksInALife),
    )
    return { [Symbol.dispose]: () => clearInterval(timer) }
  }
}

function reachableAddresses({ hosts }: ControlSettings): string[] {
  const addresses = hosts.address === undefined ? ownAddresses() : [hosts.address]
  if (addresses.length > 0) return addresses
  throw new Fault('invalid', 'this machine has no address that another could reach', {
    next: 'set control.hosts.address',
  })
}

/** `10.0.0.1:8771`, for IPv6 with brackets: a controller as others reach it. */
function placesOf({ addresses }: Pick<ControllerPlace, 'addresses'>, port: number | null): string[] {
  if (port === null) return []
  return addresses.map((one) => originOf('tls', one, port).slice('tls://'.length))
}

const entrancesOf = (controllers: readonly ControllerPlace[]): string[] =>
  controllers.flatMap((one) => placesOf(one, one.entrance_port).map((place) => `https://${place}`))

const versionOf = ({ list }: Peers): string =>
  createHash('sha256')
    .update(
      list
        .map((peer) => `${peer.role} ${peer.name} ${peer.keyFingerprint}`)
        .sort()
        .join('\n'),
    )
    .digest('base64url')
    .slice(0, 16)

async function openEntrance(options: Parameters<typeof Door.open>[0]): Promise<Door> {
  try {
    return await Door.open(options)
  } catch (cause) {
    const where = `${options.address}:${options.port}`
    throw new Fault('conflict', `the entrance for other machines can not listen on ${where}`, {
      cause,
      next: 'free that port, or choose another with control.hosts.entrancePort',
    })
  }
}
