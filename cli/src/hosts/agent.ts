import { flushCompileCache } from 'node:module'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault, loadSettings, type LogLevel, type NatsBus, ServedRequests } from '@kilonova/core'
import { type MembershipRecord, readMembership } from '@kilonova/host'
import type { CommandContext } from '../commands/context.ts'
import { Problem } from '../problem.ts'
import { hostPrograms, installCommand, missingPrograms } from '../programs.ts'
import { stateDirectoryOf } from '../state-directory.ts'
import { aborted } from '../up/aborted.ts'
import { tellingFullDisk } from '../up/full-disk.ts'
import { logOf } from '../up/log-of.ts'
import { prepareState } from '../up/prepare-state.ts'
import { UpSettings } from '../up/settings.ts'
import {
  connectHostBus,
  type HostPlan,
  openMembership,
  renewOnBus,
  startHostAgent,
  startHypervisor,
} from './start-host.ts'

export interface AgentCommandOptions {
  readonly state?: string
  readonly libvirt?: string
  readonly logLevel?: LogLevel
  readonly logFormat?: 'text' | 'json'
}

/** Runs a joined host's agent in the foreground until the signal aborts. Guests go on without it. */
export async function agent(context: CommandContext, options: AgentCommandOptions): Promise<void> {
  const stateDirectory = resolve(context.cwd, stateDirectoryOf(options.state, context.env))
  await tellingFullDisk(stateDirectory, () => serve(context, options, stateDirectory))
}

async function serve(context: CommandContext, options: AgentCommandOptions, stateDirectory: string): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const lock = await prepareState(stateDirectory)
  stack.defer(() => lock.release())
  const record = await readMembership(stateDirectory)
  if (record === undefined) {
    throw new Problem('this machine belongs to no cloud', {
      next: 'make a token on the controller with `kilonova host token`, then `kilonova join TOKEN` here',
    })
  }
  await runAgent(context, options, { stateDirectory, record }, stack)
}

/** libvirtd ─ bus ─ agent ─ door; ends in reverse. The state directory is the caller's. */
export async function runAgent(
  context: CommandContext,
  options: AgentCommandOptions,
  { stateDirectory, record }: { readonly stateDirectory: string; readonly record: MembershipRecord },
  stack: AsyncDisposableStack,
): Promise<void> {
  const settings = await readHostSettings(context, options, stateDirectory)
  const missing = await missingPrograms(hostPrograms, context.env)
  if (missing.length > 0) {
    const because = missing.map((one) => `${one.name}, which ${one.why}`).join('; ')
    throw new Problem('programs are missing', { because, next: installCommand(missing) })
  }
  const plan: HostPlan = {
    ...{ stateDirectory, settings, libvirtUri: options.libvirt, host: record.host },
    log: logOf(context, options, settings),
  }
  const membership = openMembership(plan, record, stack)
  await startHypervisor(context, plan, stack, membership)
  const bus = await untilConnected(context, plan, record, stack)
  const started = await startHostAgent(plan, bus)
  stack.defer(() => started.stop())
  renewOnBus(membership, bus, stack)
  await membership.follow(bus)
  await started.meetOthers(membership)
  context.output.print(`host    ${record.host}, reached at ${record.addresses[0]}:${record.doorPort}`)
  context.output.print('ready')
  flushCompileCache()
  const thrownOut = bus.closed().then(() => 'thrown out' as const)
  const end = await Promise.race([aborted(context.signal), thrownOut])
  if (end === 'thrown out' && !context.signal.aborted) {
    throw new Problem(`the cloud takes host ${record.host} no more; its guests go on`, {
      next: `if it was removed by mistake, remove ${join(stateDirectory, 'membership')} and join again with a new token`,
      exit: 'denied',
    })
  }
  context.output.note('stopping; guests go on')
}

export function readHostSettings(
  context: CommandContext,
  options: Pick<AgentCommandOptions, 'logLevel'>,
  stateDirectory: string,
): Promise<UpSettings> {
  return loadSettings(UpSettings, {
    file: join(stateDirectory, 'settings.yaml'),
    env: context.env,
    overrides: options.logLevel === undefined ? {} : { log: { level: options.logLevel } },
  })
}

/** A host may be up before its controller, as after a power cut: it waits, and says so. */
async function untilConnected(
  context: CommandContext,
  plan: HostPlan,
  record: MembershipRecord,
  stack: AsyncDisposableStack,
): Promise<NatsBus> {
  const served = new ServedRequests()
  for (let told = false; ; told = true) {
    try {
      return await connectHostBus(plan, record, served, stack)
    } catch (error) {
      if (!(error instanceof Fault) || error.kind !== 'hostAway') throw error
      if (!told) context.output.note(`note: ${error.message}; trying again until it does`)
      await sleep(1000, undefined, { signal: context.signal })
    }
  }
}
