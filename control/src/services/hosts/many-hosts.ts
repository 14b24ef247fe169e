import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import {
  type Certificate,
  type ControllerBus,
  controlIdentity,
  Door,
  encodeJoinToken,
  Fault,
  type HostName,
  certificateFingerprint,
  type JoinAnswer,
  type Log,
  makeAuthority,
  NatsBus,
  NatsServer,
  type Neighbourhood,
  newBusKey,
  newKey,
  originOf,
  Peers,
  peersSubject,
  type PeersNews,
  revocationList,
  type Store,
} from '@kilonova/core'
import type { ControlSettings } from '../../settings.ts'
import type { ImageGrants } from '../images/grants.ts'
import type { ImageFiles } from '../images/image-files.ts'
import { uploadPrefix, uploadSubject } from '../images/take-upload.ts'
import { CloudSecrets } from './cloud-secrets.ts'
import { addEntrance } from './entrance.ts'
import { type Candidate, Members } from './members.ts'
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
  readonly members: Members
  readonly peers: Peers
  readonly door: Door
  readonly addresses: readonly string[]
  readonly busServers: readonly string[]
  readonly busAuthority: string
  readonly remote: NatsBus
  readonly server: NatsServer | undefined
  readonly controllerKey: string
}

const newsEveryMs = 15_000
const revocationDays = 365

/**
 * The cloud beyond this machine. Closed at first, with no port and no certificate; the first token opens it for good:
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
  #controllerOrigins: string[] = []
  #firstRefresh = true
  /** One reading of the list after the other, so that the last one in force is the newest. */
  #refreshing: Promise<unknown> = Promise.resolve()
  #stopped = false

  private constructor(options: ManyHostsOptions) {
    this.#options = options
    this.#secrets = new CloudSecrets(options.store, options.sealKey)
    this.#log = options.log.child({ part: 'hosts' })
  }

  /** Opens at once when the cloud has been open before. */
  static async start(options: ManyHostsOptions): Promise<ManyHosts> {
    const many = new ManyHosts(options)
    try {
      if ((await many.#secrets.read('authority')) !== undefined) await many.#open()
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

  /** Throws a host out: its certificates and its place on the bus are worth nothing from now on. */
  async remove(host: HostName): Promise<boolean> {
    const { members, remote } = await this.#open()
    const removed = await members.remove(host)
    if (removed === undefined) return false
    const { version } = await this.#refresh()
    remote.publish(peersSubject, { version, removed: [removed] } satisfies PeersNews)
    return true
  }

  /** Where hosts on other machines fetch an image. Nothing while there are none. */
  imageLocations(imageId: string): string[] {
    if (this.#running === undefined) return []
    const { grants, settings } = this.#options
    const grant = grants.make(imageId, settings.buildDeadlineMs + 600_000)
    return this.#controllerOrigins.map((origin) => `${origin}/images/${imageId}?grant=${grant}`)
  }

  /** Where hosts on other machines bring an image that they make. Nothing while there are none. */
  uploadLocations(imageId: string, lifetimeMs: number): string[] {
    if (this.#running === undefined) return []
    const grant = this.#options.grants.make(uploadSubject(imageId), lifetimeMs)
    return this.#controllerOrigins.map((origin) => `${origin}${uploadPrefix}${imageId}?grant=${grant}`)
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
    const { store, settings, bus, name, grants, imageFiles } = this.#options
    await using opened = new AsyncDisposableStack()
    const authority = JSON.parse(
      await this.#secrets.readOrMake('authority', async () => JSON.stringify(await makeAuthority('kilonova'))),
    ) as Certificate
    const members = new Members(store, authority, settings.hosts.certificateDays)
    const addresses = settings.hosts.address === undefined ? ownAddresses() : [settings.hosts.address]
    if (addresses.length === 0) {
      throw new Fault('invalid', 'this machine has no address that another could reach', {
        next: 'set control.hosts.address',
      })
    }
    const { key, publicKey } = newKey()
    const certificate = await members.admitController(name, publicKey, [...addresses, 'localhost', '127.0.0.1'])
    const own: Certificate = { certificate, key }
    const peers = new Peers(await members.peers())
    const log = this.#log
    const door = opened.use(
      await openEntrance({
        address: settings.hosts.listenAddress,
        port: settings.hosts.entrancePort,
        authority: authority.certificate,
        ...{ own, peers, log },
      }),
    )
    const controllerSeed = await this.#secrets.readOrMake('bus seed', () => JSON.stringify(newBusKey()))
    const controller = JSON.parse(controllerSeed) as { seed: string; publicKey: string }
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
      ...{ authority, members, peers, door, addresses, remote, server, busAuthority },
      busServers: server === undefined ? servers : addresses.map((one) => originOf('tls', one, server.port)),
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
      joined: async () => {
        const { version } = await this.#refresh()
        remote.publish(peersSubject, { version } satisfies PeersNews)
      },
    })
    await bus.connect(remote)
    opened.use(
      await members.onChange(() => {
        this.#refresh().catch((error: unknown) => log.warn('the list of hosts could not be read', { error }))
      }),
    )
    opened.use(this.#newsTimer(running))
    await this.#options.onOpen?.({
      authority: authority.certificate,
      admitOwn: async (candidate) => {
        const made = await members.admitOwn(candidate)
        await this.#refresh()
        return { certificate: made, neighbourhood: await this.#neighbourhood(running) }
      },
    })
    this.#stack.use(opened.move())
    log.info('the cloud is open to other machines', { addresses, entrancePort: door.port })
    return running
  }

  async #startServer(
    members: Members,
    authority: Certificate,
    own: Certificate,
    controllerKey: string,
  ): Promise<NatsServer | undefined> {
    const { settings, stateDirectory } = this.#options
    if (settings.bus.servers.length > 0) return undefined
    return NatsServer.start({
      stateDirectory,
      address: settings.hosts.listenAddress,
      port: settings.bus.port,
      tls: { authority: authority.certificate, ...own },
      identities: await members.busIdentities(controllerKey),
      ...(settings.bus.program === undefined ? {} : { program: settings.bus.program }),
      log: this.#log,
    })
  }

  /** Puts the list as the store has it in force, here and on the bus's server. */
  #refresh(): Promise<{ version: string }> {
    const done = this.#refreshing.then(() => this.#refreshOnce())
    this.#refreshing = done.catch(() => {})
    return done
  }

  async #refreshOnce(): Promise<{ version: string }> {
    const running = this.#running
    if (running === undefined) throw new Fault('internal', 'the cloud is not open')
    const { members, peers, server } = running
    const before = versionOf(peers)
    peers.set(await members.peers())
    const version = versionOf(peers)
    const controllers = await members.controllers()
    const port = this.#options.settings.hosts.entrancePort
    this.#controllerOrigins = controllers.flatMap(({ addresses }) =>
      addresses.filter((one) => one !== 'localhost' && one !== '127.0.0.1').map((one) => originOf('https', one, port)),
    )
    if (version !== before || this.#firstRefresh) {
      this.#firstRefresh = false
      await server?.setIdentities(await members.busIdentities(running.controllerKey))
    }
    return { version }
  }

  async #neighbourhood(running: Running): Promise<Neighbourhood> {
    const { members, peers, busServers, busAuthority, authority } = running
    return {
      version: versionOf(peers),
      peers: [...peers.list],
      controllers: this.#controllerOrigins,
      busServers: [...busServers],
      busAuthority,
      revoked: revocationList(authority, await members.revokedSerials(), revocationDays),
    }
  }

  #newsTimer({ remote, peers }: Running): Disposable {
    const timer = setInterval(() => {
      try {
        remote.publish(peersSubject, { version: versionOf(peers) } satisfies PeersNews)
      } catch (error) {
        this.#log.debug('the list of hosts was not told', { error })
      }
    }, newsEveryMs)
    return { [Symbol.dispose]: () => clearInterval(timer) }
  }
}

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
