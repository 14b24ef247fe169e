import {
  type BusyRule,
  type Database,
  Fault,
  type Flow,
  flow,
  type GuestState,
  HostName,
  ServerId,
  type TaskState,
  type VmState,
} from '@kilonova/core'
import { sql, type Transaction } from 'kysely'
import type { CloudParts } from '../cloud.ts'
import { askPatiently } from './ask-patiently.ts'
import { composeSpec } from './compose-spec.ts'
import { settleTorn } from './live-migration/settle-leftovers.ts'
import { hostOf } from './server-records.ts'

export interface PowerInput {
  readonly serverId: string
}
export type PowerFlow = Flow<PowerInput, never>

interface HostCall {
  readonly cloud: CloudParts
  readonly host: HostName
  readonly serverId: ServerId
  readonly signal: AbortSignal
  readonly requestId: string
}

/** One change of a guest's power: when it is allowed, what it shows meanwhile, and what it ends in. */
export interface PowerRule {
  /** As the action log names it. */
  readonly action: string
  readonly from: readonly VmState[]
  /** Tasks in which it may begin beside none. */
  readonly during?: readonly TaskState[]
  /** The tasks that it shows: when asked for, and while the host works on it. */
  readonly tasks: readonly [asked: TaskState, working: TaskState]
  readonly to: VmState
  readonly do: (call: HostCall) => Promise<GuestState>
}

/** A guest may take as long as it wants to shut down, up to the host's own limit; this is the limit of our patience. */
const deadlineMs = 900_000

const plain =
  (operation: 'stopServer' | 'pauseServer' | 'unpauseServer' | 'suspendServer') =>
  ({ cloud, host, serverId, signal, requestId }: HostCall) =>
    askPatiently(
      cloud.bus,
      host,
      operation,
      { serverId },
      { signal, requestId, deadlineMs, patienceMs: cloud.settings.scheduler.hostDownAfterMs },
    )

const withSpec =
  (operation: 'startServer' | 'resumeServer') =>
  async ({ cloud, host, serverId, signal, requestId }: HostCall) => {
    const spec = await composeSpec(cloud, serverId)
    return askPatiently(
      cloud.bus,
      host,
      operation,
      { spec },
      { signal, requestId, deadlineMs, patienceMs: cloud.settings.scheduler.hostDownAfterMs },
    )
  }

const reboot =
  (kind: 'soft' | 'hard') =>
  async ({ cloud, host, serverId, signal, requestId }: HostCall) => {
    const spec = await composeSpec(cloud, serverId)
    const state = await askPatiently(
      cloud.bus,
      host,
      'rebootServer',
      { spec, kind },
      { signal, requestId, deadlineMs, patienceMs: cloud.settings.scheduler.hostDownAfterMs },
    )
    if (kind === 'hard') await settleTorn(cloud, serverId)
    return state
  }

const softTasks = ['rebooting', 'reboot_pending', 'reboot_started'] as const
const otherTasks = ['rebooting_hard', 'resuming', 'pausing', 'unpausing', 'suspending'] as const

/** Every flow that changes a guest's power, by name. Source: Nova's table of actions and states. */
export const powerRules = {
  start: {
    action: 'start',
    from: ['stopped'],
    tasks: ['powering-on', 'powering-on'],
    to: 'active',
    do: withSpec('startServer'),
  },
  stop: {
    action: 'stop',
    from: ['active', 'error'],
    tasks: ['powering-off', 'powering-off'],
    to: 'stopped',
    do: plain('stopServer'),
  },
  reboot: {
    action: 'reboot',
    from: ['active'],
    tasks: ['rebooting', 'reboot_started'],
    to: 'active',
    do: reboot('soft'),
  },
  'hard-reboot': {
    action: 'reboot',
    from: ['active', 'stopped', 'paused', 'suspended', 'error'],
    during: [...softTasks, ...otherTasks],
    tasks: ['rebooting_hard', 'reboot_started_hard'],
    to: 'active',
    do: reboot('hard'),
  },
  pause: { action: 'pause', from: ['active'], tasks: ['pausing', 'pausing'], to: 'paused', do: plain('pauseServer') },
  unpause: {
    action: 'unpause',
    from: ['paused'],
    tasks: ['unpausing', 'unpausing'],
    to: 'active',
    do: plain('unpauseServer'),
  },
  suspend: {
    action: 'suspend',
    from: ['active'],
    tasks: ['suspending', 'suspending'],
    to: 'suspended',
    do: plain('suspendServer'),
  },
  resume: {
    action: 'resume',
    from: ['suspended'],
    tasks: ['resuming', 'resuming'],
    to: 'active',
    do: withSpec('resumeServer'),
  },
} as const satisfies Record<string, PowerRule>

export type PowerName = keyof typeof powerRules
export const powerNames = Object.keys(powerRules) as PowerName[]

/** Flows that leave a guest running that ran before: after a reboot of its host it is started behind them. */
export const leavesRunning = ['snapshot', 'attach-nic', 'detach-nic', 'reboot', 'hard-reboot'] as const

/** A hard reboot ends what it may begin beside, a start waits; all else waits for nobody and is refused. */
const whenBusy: Partial<Record<PowerName, Readonly<Record<string, BusyRule>>>> = {
  'hard-reboot': {
    'hard-reboot': 'merge',
    reboot: 'cancel',
    resume: 'cancel',
    pause: 'queue',
    unpause: 'queue',
    suspend: 'cancel',
  },
  start: Object.fromEntries(leavesRunning.map((kind) => [kind, 'queue'])),
}

/**
 * begun: the task is shown ─ changed: the host did it, the state is set
 *
 * Nothing is taken back: a guest that was stopped is not started because a record could not be written.
 */
export function powerFlow(cloud: CloudParts, name: PowerName): PowerFlow {
  const rule: PowerRule = powerRules[name]
  const [asked, working] = rule.tasks
  return flow<PowerInput>(name)
    .step('begun', {
      record: (trx, { input }) => setTask(trx, input.serverId, asked, working),
      noUndo: 'the end clears the task',
    })
    .step('changed', {
      do: async ({ input, signal, requestId }) => {
        const host = await hostOf(cloud.store, input.serverId)
        if (host === undefined) throw new Fault('hostAway', `server ${input.serverId} is on no host`)
        const serverId = ServerId.parse(input.serverId)
        return rule.do({ cloud, host: HostName.parse(host), serverId, signal, requestId })
      },
      record: (trx, { input }, { power }) => finish(trx, input.serverId, rule, power),
      noUndo: 'a guest is not switched back: its next state is for its owner to choose',
    })
    .ends(
      { failed: (trx, { input, flowId }) => giveUp(trx, input.serverId, flowId, rule) },
      { whenBusy: whenBusy[name] ?? {} },
    )
}

async function setTask(trx: Transaction<Database>, id: string, from: TaskState, to: TaskState): Promise<void> {
  if (from === to) return
  await trx.updateTable('servers').set({ task_state: to }).where('id', '=', id).where('task_state', '=', from).execute()
}

async function finish(
  trx: Transaction<Database>,
  id: string,
  rule: PowerRule,
  power: GuestState['power'],
): Promise<void> {
  const now = new Date()
  await trx
    .updateTable('servers')
    .set({
      // One that waits to be confirmed goes on waiting.
      vm_state: sql`case when vm_state = 'resized' then vm_state else ${rule.to} end`,
      power_state: power,
      task_state: sql`case when task_state = any(${[...rule.tasks]}::text[]) then null else task_state end`,
      updated_at: now,
      ...(rule.to === 'active' && rule.action !== 'unpause' ? { launched_at: now } : {}),
    })
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .execute()
}

/** The guest is as its host left it; that is asked and written down after this. */
async function giveUp(trx: Transaction<Database>, id: string, flowId: string, rule: PowerRule): Promise<void> {
  await trx
    .updateTable('servers')
    .set({ task_state: null, updated_at: new Date() })
    .where('id', '=', id)
    .where('task_state', 'in', [...rule.tasks])
    .execute()
  await trx
    .updateTable('server_actions')
    .set({ message: 'Error', updated_at: new Date() })
    .where('flow_id', '=', flowId)
    .execute()
}
