import { hostname } from 'node:os'
import { type Bus, type ControllerBus, type FlowSettings, type Log, type Store } from '@kilonova/core'
import { FlowEngine } from '@kilonova/core/store'
import type { FastifyInstance } from 'fastify'
import { buildHttpServer } from './api/http-server.ts'
import type { Cloud, InspectImage } from './cloud.ts'
import { makeFlows } from './conductor/flows.ts'
import { GuestEvents } from './conductor/guest-events.ts'
import { MigrationKeeper } from './conductor/resize/migration-keeper.ts'
import { ServerNewsDesk } from './conductor/server-news.ts'
import { keepTasksSettled } from './conductor/settle-tasks.ts'
import { settleHost } from './conductor/settle-host.ts'
import { type HostBack, HostRegistry } from './scheduler/host-registry.ts'
import { Scheduler } from './scheduler/scheduler.ts'
import { ensureFlavors } from './services/flavors/default-flavors.ts'
import { Directory } from './services/identity/directory.ts'
import { ensureAdmin, type SaveAdmin } from './services/identity/first-start.ts'
import { Tokens } from './services/identity/tokens.ts'
import { awaitHosts } from './services/hosts/await-hosts.ts'
import { CloudSecrets } from './services/hosts/cloud-secrets.ts'
import { ManyHosts, type OpenCloud } from './services/hosts/many-hosts.ts'
import { VersionGuard } from './services/hosts/version-guard.ts'
import { ImageGrants } from './services/images/grants.ts'
import { CephImageKeeper } from './services/images/ceph-images.ts'
import { HostCaches, pruneNowAndThen } from './services/images/host-caches.ts'
import { ImageFiles } from './services/images/image-files.ts'
import { settleImages, settleOwnFiles, sweepImages } from './services/images/sweep.ts'
import { SecurityPush } from './services/network/security-push.ts'
import { ensureDefaultNetwork } from './services/network/default-network.ts'
import { SharedReads } from './services/shared-reads.ts'
import type { ControlSettings } from './settings.ts'

export interface ControlOptions {
  readonly store: Store
  readonly bus: Bus
  readonly log: Log
  readonly settings: ControlSettings
  readonly flowSettings?: FlowSettings
  /** Images lie in its `images` directory. */
  readonly stateDirectory: string
  /** Overrides the one in the settings; port 0 takes any free one. */
  readonly listen?: { readonly address: string; readonly port: number }
  /** The content of secret.key: tokens are signed, and passwords in the journal sealed, with keys made from it. */
  readonly secretKey: Uint8Array
  /** Looks into uploads before anything opens them; without it hostile images are refused by the host only. */
  readonly inspectImage?: InspectImage
  /** Keeps the admin's password at the first start, before the admin is there. */
  readonly saveAdmin?: SaveAdmin
  /** What this process does of a controller's work; both when absent. Others on the same store do the rest. */
  readonly role?: ControlRole
  /** This controller's name among those on one store; the machine's when absent. */
  readonly name?: string
  /** Lets the cloud grow beyond this process: the bus to be widened, and who has to know when that comes. */
  readonly manyHosts?: { readonly bus: ControllerBus; readonly onOpen: (open: OpenCloud) => Promise<void> }
}

/** `api` answers clients and leaves the work to others, `conductor` does the work and answers nobody but probes. */
export type ControlRole = 'all' | 'api' | 'conductor'

export interface Control extends AsyncDisposable {
  /** Where it listens: `http://127.0.0.1:8774`. */
  readonly url: string
  readonly authUrl: string
  /** Answers what is under way, leaves flows to the journal, and ends. */
  stop(): Promise<void>
}

/**
 * Starts the cloud side: API, conductor, scheduler. It first settles what the end of the last process left half done.
 * @throws {Fault} `storeAway`; an error of the operating system when the address can not be listened on.
 */
export async function startControl(options: ControlOptions): Promise<Control> {
  await using stack = new AsyncDisposableStack()
  const { store, bus, log, settings, role = 'all' } = options
  await checkSecretKey(options)
  await ensureAdmin(store, options.saveAdmin)
  await ensureFlavors(store)
  await ensureDefaultNetwork(store, settings.network)
  const imageFiles = await ImageFiles.open(options.stateDirectory)
  await settleImages(store, imageFiles)
  const tokens = stack.use(await Tokens.open(store, options.secretKey))
  const manyHosts = await startManyHosts(options, imageFiles)
  if (manyHosts !== undefined) stack.use(manyHosts)
  const guard = stack.use(await VersionGuard.start(bus, store, log))
  const cloud = makeCloud({ ...options, bus: guard }, { tokens, imageFiles, manyHosts })
  stack.use(cloud.news)
  await cloud.news.listen(bus)
  if (role !== 'api') await startWork(cloud, stack)
  const app = buildHttpServer(cloud, { onlyProbes: role === 'conductor' })
  stack.defer(() => app.close())
  const url = await listen(app, options.listen ?? settings.listen)
  log.info('the API listens', { url })
  const running = stack.move()
  const stop = () => running.disposeAsync()
  return { url, authUrl: `${url}/identity/v3`, stop, [Symbol.asyncDispose]: stop }
}

/** The conductor's half: hears hosts and guests, and runs flows. */
async function startWork(cloud: Cloud, stack: AsyncDisposableStack): Promise<void> {
  const { store, bus, log, settings } = cloud
  const events = stack.use(new GuestEvents(store, bus, log, (serverId) => cloud.news.changed(serverId)))
  await events.listen()
  const security = stack.use(new SecurityPush(store, bus, log))
  await security.listen()
  const onBack = async (back: HostBack): Promise<void> => {
    await Promise.all([settleHost(cloud, events, back), security.tellAll(back.host)])
  }
  const hosts = stack.use(new HostRegistry(store, log, settings.scheduler.hostDownAfterMs, onBack))
  await hosts.listen(bus)
  if (cloud.manyHosts?.isOpen === true) await awaitHosts(store, log)
  await cloud.engine.start()
  stack.defer(() => cloud.engine.stop())
  stack.use(new MigrationKeeper(cloud))
  stack.use(keepTasksSettled(cloud))
  stack.use(sweepAfterBuilds(cloud))
  const cephImages = stack.use(new CephImageKeeper(cloud))
  // A build that succeeded has let go of nothing.
  const mayFree = (kind: string, what: string) => what === 'failed' || (what === 'done' && kind !== 'build')
  stack.use(cloud.engine.watch(({ kind, what }) => mayFree(kind, what) && cephImages.look()))
  stack.use(pruneNowAndThen(new HostCaches(store, bus), settings.images.pruneEverySec, log))
  stack.use(checkAfterFlows(cloud, events))
}

/** Controllers of one store need one key: with another one tokens are refused and what is sealed can not be read. */
async function checkSecretKey({ store, secretKey }: ControlOptions): Promise<void> {
  await new CloudSecrets(store, Buffer.from(secretKey)).readOrMake('key check', () => 'the key is right')
}

async function startManyHosts(options: ControlOptions, imageFiles: ImageFiles): Promise<ManyHosts | undefined> {
  const { manyHosts, store, settings, stateDirectory, log } = options
  if (manyHosts === undefined) return undefined
  return ManyHosts.start({
    ...{ store, settings, stateDirectory, imageFiles, log, name: options.name ?? hostname(), ...manyHosts },
    sealKey: Buffer.from(options.secretKey),
    grants: new ImageGrants(options.secretKey),
  })
}

function makeCloud(
  options: Omit<ControlOptions, 'bus'> & Pick<Cloud, 'bus'>,
  { tokens, imageFiles, manyHosts }: Pick<Cloud, 'tokens' | 'imageFiles' | 'manyHosts'>,
): Cloud {
  const { store, bus, log, settings } = options
  const parts = {
    store,
    bus,
    log,
    settings,
    scheduler: new Scheduler(store, settings.scheduler, log),
    reads: new SharedReads(),
    tokens,
    imageFiles,
    directory: new Directory(store),
    sealKey: Buffer.from(options.secretKey),
    inspectImage: options.inspectImage,
    manyHosts,
  }
  const flows = makeFlows(parts)
  const engine = new FlowEngine({
    ...{ store, owner: options.name ?? hostname(), log, flows: Object.values(flows) },
    ...(options.flowSettings === undefined ? {} : { settings: options.flowSettings }),
  })
  return { ...parts, flows, engine, news: new ServerNewsDesk(store, engine, log) }
}

const sweepAfterMs = 200

/** A deleted image's bytes wait for the builds that read them: they are looked at again when a build ends. */
function sweepAfterBuilds({ engine, store, imageFiles, log }: Cloud): Disposable {
  const sweep = store.exclusive ? sweepImages : settleOwnFiles
  let timer: NodeJS.Timeout | undefined
  const watching = engine.watch(({ kind, what }) => {
    if ((kind !== 'build' && kind !== 'snapshot') || (what !== 'done' && what !== 'failed')) return
    // Once for all that end together.
    timer ??= setTimeout(() => {
      timer = undefined
      sweep(store, imageFiles).catch((error: unknown) => log.warn('image store not swept', { error }))
    }, sweepAfterMs)
  })
  return {
    [Symbol.dispose]: () => {
      watching[Symbol.dispose]()
      clearTimeout(timer)
    },
  }
}

/** How a guest is after a flow is asked of its host once more. */
function checkAfterFlows({ engine }: Cloud, events: GuestEvents): Disposable {
  return engine.watch(({ serverId, kind, what }) => {
    if (serverId === null || kind === 'delete' || (what !== 'done' && what !== 'failed')) return
    events.check(serverId)
  })
}

async function listen(app: FastifyInstance, { address, port }: { address: string; port: number }): Promise<string> {
  await app.listen({ host: address, port })
  const bound = app.server.address()
  const actual = bound !== null && typeof bound === 'object' ? bound.port : port
  const host = address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address
  return `http://${host.includes(':') ? `[${host}]` : host}:${actual}`
}
