import { flushCompileCache } from 'node:module'
import { join, resolve } from 'node:path'
import {
  type AdminCredentials,
  type Control,
  type ControlOptions,
  type ControlRole,
  type InspectImage,
  type OpenCloud,
  resetAdminPassword,
  startControl,
} from '@kilonova/control'
import {
  ControllerBus,
  hostWord,
  InProcessBus,
  LocalAgentBus,
  loadSettings,
  type LogLevel,
  readOrMakeKey,
  ServedRequests,
  type Store,
} from '@kilonova/core'
import { openStore } from '@kilonova/core/store'
import { type Agent, inspectImage, type Membership, readMembership } from '@kilonova/host'
import type { CommandContext } from '../commands/context.ts'
import { ownMembership } from '../hosts/own-membership.ts'
import {
  connectHostBus,
  type HostPlan,
  openMembership,
  renewOnBus,
  ownHostName,
  startHostAgent,
  startHypervisor,
} from '../hosts/start-host.ts'
import { Problem } from '../problem.ts'
import { hostPrograms, installCommand, missingPrograms } from '../programs.ts'
import { stateDirectoryOf } from '../state-directory.ts'
import { aborted } from './aborted.ts'
import { cloudName, pointClouds, writeClouds } from './clouds-yaml.ts'
import { tellingFullDisk } from './full-disk.ts'
import { introduceHost } from './introduce-host.ts'
import { controllerName } from './controller-name.ts'
import { checkListen, type ListenAddress, listenProblem, parseListen } from './listen-address.ts'
import type { LocalLibvirtd } from './local-libvirtd.ts'
import { logOf } from './log-of.ts'
import { prepareState } from './prepare-state.ts'
import { UpSettings } from './settings.ts'

/** `all` is a controller and a host in one process; `agent` is a joined host and no controller. */
export type UpRole = ControlRole | 'agent'

export interface UpOptions {
  readonly state?: string
  readonly listen?: string
  readonly libvirt?: string
  readonly role?: UpRole
  readonly logLevel?: LogLevel
  readonly logFormat?: 'text' | 'json'
}

/** What an `up` is made of, decided before anything starts. */
interface Plan extends HostPlan {
  readonly role: ControlRole
  readonly name: string
  readonly listen: ListenAddress
}

/**
 * Runs the service until the signal aborts: state directory locked ─ store ‖ libvirtd ─ agent ‖ control ─ ready. What
 * was started ends in reverse; guests go on. A fault at start leaves nothing running.
 */
export async function up(context: CommandContext, options: UpOptions): Promise<void> {
  const { role = 'all' } = options
  if (role === 'agent') return (await import('../hosts/agent.ts')).agent(context, options)
  const given = options.listen === undefined ? undefined : parseListen(options.listen)
  const stateDirectory = resolve(context.cwd, stateDirectoryOf(options.state, context.env))
  await tellingFullDisk(stateDirectory, () => serve(context, { ...options, role }, stateDirectory, given))
}

async function serve(
  context: CommandContext,
  options: UpOptions & { readonly role: ControlRole },
  stateDirectory: string,
  given: ListenAddress | undefined,
): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const lock = await prepareState(stateDirectory)
  stack.defer(() => lock.release())
  const plan = await planUp(context, options, stateDirectory, given)
  const control = await startParts(context, plan, stack)
  const cloudsPath = join(stateDirectory, 'clouds.yaml')
  // Not at our end only: a service that is killed would start slowly the next time. It holds up everything for a tenth of
  // a second at a first start, so it comes before anybody is told to ask.
  flushCompileCache()
  announce(context, control, cloudsPath)
  await aborted(context.signal)
  context.output.note('stopping; guests go on')
}

async function planUp(
  context: CommandContext,
  options: UpOptions & { readonly role: ControlRole },
  stateDirectory: string,
  given: ListenAddress | undefined,
): Promise<Plan> {
  const settings = await loadSettings(UpSettings, {
    file: join(stateDirectory, 'settings.yaml'),
    env: context.env,
    overrides: {
      ...(options.logLevel === undefined ? {} : { log: { level: options.logLevel } }),
      ...(given === undefined ? {} : { control: { listen: given } }),
    },
  })
  const { listen } = settings.control
  const [missing] = await Promise.all([missingPrograms(hostPrograms, context.env), checkListen(listen)])
  if (missing.length > 0) {
    const because = missing.map((one) => `${one.name}, which ${one.why}`).join('; ')
    throw new Problem('programs are missing', { because, next: installCommand(missing) })
  }
  const shared = settings.store.connectionString !== undefined
  if (options.role !== 'all' && !shared) {
    throw new Problem(`a controller that is ${options.role} only shares its store with others`, {
      next: 'set store.connectionString to a PostgreSQL that all of them reach',
      exit: 'usage',
    })
  }
  return {
    role: options.role,
    name: await controllerName(stateDirectory, shared),
    stateDirectory,
    settings,
    listen,
    libvirtUri: options.libvirt,
    host: ownHostName(),
    log: logOf(context, options, settings),
  }
}

async function startParts(context: CommandContext, plan: Plan, stack: AsyncDisposableStack): Promise<Control> {
  const { stateDirectory, host } = plan
  const served = new ServedRequests()
  const local = new InProcessBus({ served })
  stack.defer(() => local.close())
  const isHost = plan.role === 'all'
  const bus = new ControllerBus(local, isHost ? hostWord(host) : undefined)
  const agentBus = new LocalAgentBus(local)
  // A host that was one among others before is so from its start: libvirtd begins with its certificates.
  const before = isHost ? await readMembership(stateDirectory) : undefined
  const early = before?.host === host ? openMembership(plan, before, stack) : undefined
  const hypervisor = isHost ? startHypervisor(context, plan, stack, early) : Promise.resolve(undefined)
  const agent = isHost
    ? hypervisor.then(() => startHostAgent(plan, agentBus, { inController: true }))
    : Promise.resolve(undefined)
  const [storeEnd, agentEnd, keyEnd] = await Promise.allSettled([
    openOwnStore(plan),
    agent,
    readOrMakeKey(join(stateDirectory, 'secret.key')),
  ])
  // What did start ends with the stack, also when something beside it did not.
  const store = valueOf(storeEnd, (one) => stack.defer(() => one.close()))
  const started = valueOf(agentEnd, (one) => stack.defer(async () => one?.stop()))
  for (const end of [storeEnd, agentEnd, keyEnd]) if (end.status === 'rejected') throw end.reason
  if (store === undefined || keyEnd.status === 'rejected') throw new Error('a part is missing')
  context.signal.throwIfAborted()
  // Last: it resumes unfinished flows at once, and those ask the agent.
  const libvirtd = await hypervisor
  const control = await startCloud(plan, store, keyEnd.value, {
    bus,
    onOpen: async (open) => {
      if (started !== undefined)
        await meetOthers({ plan, agentBus, served, agent: started, libvirtd, early, stack }, open)
    },
  })
  stack.defer(() => control.stop())
  if (started === undefined) return control
  await introduceHost({
    store,
    bus,
    host,
    signal: context.signal,
    note: (text) => context.output.note(`note: ${text}`),
  })
  return control
}

function valueOf<T>(end: PromiseSettledResult<T>, use: (value: T) => void): T | undefined {
  if (end.status === 'rejected') return undefined
  use(end.value)
  return end.value
}

function openOwnStore({ settings, stateDirectory, log }: Plan): Promise<Store> {
  const { connectionString, connections, postgresBinaries } = settings.store
  const place =
    connectionString === undefined
      ? { stateDirectory, ...(postgresBinaries === undefined ? {} : { postgresBinaries }) }
      : { connectionString }
  return openStore({ ...place, connections }, { log: log.child({ part: 'store' }) })
}

interface OwnHost {
  readonly plan: Plan
  readonly agentBus: LocalAgentBus
  readonly served: ServedRequests
  readonly agent: Agent
  readonly libvirtd: LocalLibvirtd | undefined
  readonly early: Membership | undefined
  readonly stack: AsyncDisposableStack
}

/** From the first token on the host in this process is one among others: on the bus, with a door, with libvirt's TLS. */
async function meetOthers(own: OwnHost, open: OpenCloud): Promise<void> {
  const { plan, agentBus, served, agent, libvirtd, early, stack } = own
  const record = await ownMembership(plan, open)
  const membership = early ?? openMembership(plan, record, stack)
  early?.take(record)
  const remote = await connectHostBus(plan, record, served, stack)
  await agentBus.connect(remote)
  renewOnBus(membership, remote, stack)
  await membership.follow(remote)
  await agent.meetOthers(membership)
  if (early === undefined) await libvirtd?.serveOthers(membership)
}

async function startCloud(
  plan: Plan,
  store: Store,
  secretKey: Buffer,
  manyHosts: NonNullable<ControlOptions['manyHosts']>,
): Promise<Control> {
  const { stateDirectory, settings, listen } = plan
  const path = join(stateDirectory, 'clouds.yaml')
  const saveAdmin = (login: AdminCredentials) => writeClouds(path, login, identityUrl(listen), settings.control.region)
  const log = plan.log.child({ part: 'control' })
  try {
    const control = await startControl({
      ...{ store, role: plan.role, name: plan.name },
      bus: manyHosts.bus,
      manyHosts,
      log,
      settings: settings.control,
      flowSettings: settings.flows,
      stateDirectory,
      secretKey,
      inspectImage: inspector(settings),
      saveAdmin,
    })
    const actual = { ...listen, port: Number(new URL(control.url).port) }
    if (!(await pointClouds(path, identityUrl(actual)))) {
      if (!store.exclusive) {
        log.warn('clouds.yaml is missing: copy it from another controller to use the commands here', { path })
        return control
      }
      log.warn('clouds.yaml was missing: the administrator has a new password', { path })
      await resetAdminPassword(store, (login) => writeClouds(path, login, identityUrl(actual), settings.control.region))
    }
    return control
  } catch (error) {
    if (isListenError(error)) throw listenProblem(listen, error)
    throw error
  }
}

/** The cloud side may not know of image formats, the host does: it looks into each upload with the host's own eyes. */
function inspector({ host }: UpSettings): InspectImage {
  const limits = {
    maxVirtualSizeBytes: host.images.maxVirtualSizeGiB * 2 ** 30,
    allowInternalSnapshots: host.images.forceRaw,
  }
  return ({ path, declaredFormat }, { signal }) => inspectImage(path, declaredFormat, limits, { signal })
}

const isListenError = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && (error.syscall === 'listen' || error.syscall === 'bind')

/** The address that a client on this machine uses: nobody connects to "any address". */
function identityUrl({ address, port }: ListenAddress): string {
  const reachable = address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}/identity/v3`
}

function announce({ output }: CommandContext, control: Control, cloudsPath: string): void {
  output.print(`API     ${control.url}`)
  output.print(`clouds  ${cloudsPath} (cloud ${cloudName}; the password is in it)`)
  output.print('ready')
}
