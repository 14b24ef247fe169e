import { flushCompileCache } from 'node:module'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import {
  type AdminCredentials,
  type Control,
  type InspectImage,
  resetAdminPassword,
  startControl,
} from '@kilonova/control'
import {
  createLog,
  HostName,
  InProcessBus,
  type Log,
  loadSettings,
  type LogLevel,
  openStore,
  readOrMakeKey,
  type Store,
} from '@kilonova/core'
import { inspectImage, startAgent } from '@kilonova/host'
import type { CommandContext } from '../commands/context.ts'
import { Problem } from '../problem.ts'
import { hostPrograms, installCommand, missingPrograms } from '../programs.ts'
import { stateDirectoryOf } from '../state-directory.ts'
import { cloudName, pointClouds, writeClouds } from './clouds-yaml.ts'
import { introduceHost } from './introduce-host.ts'
import { checkListen, type ListenAddress, listenProblem, parseListen } from './listen-address.ts'
import { localLibvirtd } from './local-libvirtd.ts'
import { logLines } from './log-lines.ts'
import { prepareState } from './prepare-state.ts'
import { UpSettings } from './settings.ts'

export interface UpOptions {
  readonly state?: string
  readonly listen?: string
  readonly libvirt?: string
  readonly logLevel?: LogLevel
  readonly logFormat?: 'text' | 'json'
}

/** What an `up` is made of, decided before anything starts. */
interface Plan {
  readonly stateDirectory: string
  readonly settings: UpSettings
  readonly listen: ListenAddress
  readonly libvirtUri: string | undefined
  readonly host: HostName
  readonly log: Log
}

/**
 * Runs the service until the signal aborts: state directory locked ─ store ‖ libvirtd ─ agent ‖ control ─ ready. What
 * was started ends in reverse; guests go on. A fault at start leaves nothing running.
 */
export async function up(context: CommandContext, options: UpOptions): Promise<void> {
  const given = options.listen === undefined ? undefined : parseListen(options.listen)
  const stateDirectory = resolve(context.cwd, stateDirectoryOf(options.state, context.env))
  await using stack = new AsyncDisposableStack()
  const lock = await prepareState(stateDirectory)
  stack.defer(() => lock.release())
  const plan = await planUp(context, options, stateDirectory, given)
  const control = await startParts(context, plan, stack)
  const cloudsPath = join(stateDirectory, 'clouds.yaml')
  announce(context, control, cloudsPath)
  flushCompileCache() // now, and not at our end only: a service that is killed would start slowly the next time
  await aborted(context.signal)
  context.output.note('stopping; guests go on')
}

async function planUp(
  context: CommandContext,
  options: UpOptions,
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
  const host = HostName.safeParse(hostname())
  if (!host.success) {
    throw new Problem(`this machine's name ${hostname()} is no host name`, { next: 'set one with `hostname NAME`' })
  }
  return {
    stateDirectory,
    settings,
    listen,
    libvirtUri: options.libvirt,
    host: host.data,
    log: logOf(context, options, settings),
  }
}

function logOf({ output, env }: CommandContext, options: UpOptions, settings: UpSettings): Log {
  const isTerminal = output.stderr.isTTY === true
  const text = (options.logFormat ?? (isTerminal ? 'text' : 'json')) === 'text'
  const { level } = settings.log
  if (!text) return createLog({ level })
  return createLog({ level, destination: logLines(output.stderr, isTerminal && (env['NO_COLOR'] ?? '') === '') })
}

async function startParts(context: CommandContext, plan: Plan, stack: AsyncDisposableStack): Promise<Control> {
  const { stateDirectory, settings, host, log } = plan
  const bus = new InProcessBus()
  stack.defer(() => bus.close())
  const hypervisor = startHypervisor(context, plan, stack)
  const agent = hypervisor.then(() =>
    startAgent({
      bus,
      settings: settings.host,
      stateDirectory,
      libvirtUri: plan.libvirtUri ?? 'qemu:///system',
      host,
      log: log.child({ part: 'agent' }),
    }),
  )
  const [storeEnd, agentEnd, keyEnd] = await Promise.allSettled([
    openOwnStore(plan),
    agent,
    readOrMakeKey(join(stateDirectory, 'secret.key')),
  ])
  // What did start ends with the stack, also when something beside it did not.
  const store = valueOf(storeEnd, (one) => stack.defer(() => one.close()))
  const started = valueOf(agentEnd, (one) => stack.defer(() => one.stop()))
  for (const end of [storeEnd, agentEnd, keyEnd]) if (end.status === 'rejected') throw end.reason
  if (store === undefined || started === undefined || keyEnd.status === 'rejected') throw new Error('a part is missing')
  context.signal.throwIfAborted()
  // Last: it resumes unfinished flows at once, and those ask the agent.
  const control = await startCloud(plan, store, bus, keyEnd.value)
  stack.defer(() => control.stop())
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

async function startHypervisor(context: CommandContext, plan: Plan, stack: AsyncDisposableStack): Promise<void> {
  if (plan.libvirtUri !== undefined) return
  const libvirtd = await localLibvirtd({
    stateDirectory: plan.stateDirectory,
    env: context.env,
    log: plan.log.child({ part: 'libvirtd' }),
    signal: context.signal,
    note: (text) => context.output.note(`note: ${text}`),
  })
  stack.defer(() => libvirtd.stop())
}

async function startCloud(plan: Plan, store: Store, bus: InProcessBus, secretKey: Buffer): Promise<Control> {
  const { stateDirectory, settings, listen } = plan
  const path = join(stateDirectory, 'clouds.yaml')
  const saveAdmin = (login: AdminCredentials) => writeClouds(path, login, identityUrl(listen), settings.control.region)
  const log = plan.log.child({ part: 'control' })
  try {
    const control = await startControl({
      store,
      bus,
      log,
      settings: settings.control,
      stateDirectory,
      secretKey,
      inspectImage: inspector(settings),
      saveAdmin,
    })
    const actual = { ...listen, port: Number(new URL(control.url).port) }
    if (!(await pointClouds(path, identityUrl(actual)))) {
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

function aborted(signal: AbortSignal): Promise<void> {
  const { promise, resolve: done } = Promise.withResolvers<void>()
  if (signal.aborted) done()
  else signal.addEventListener('abort', () => done(), { once: true })
  return promise
}
