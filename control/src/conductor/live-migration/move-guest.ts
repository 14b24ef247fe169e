import { setTimeout as sleep } from 'node:timers/promises'
import {
  type FaultRecord,
  askHost,
  encodeFault,
  Fault,
  HostName,
  type LiveState,
  type MoveResult,
  type Progress,
  ServerId,
  type StepContext,
} from '@kilonova/core'
import type { CloudParts } from '../../cloud.ts'
import type { LiveMigrateInput } from './live-migrate.ts'
import { noteDetail, setStatus } from './migration-records.ts'
import type { Placed } from './place-guest.ts'

/** The guest runs at its destination. */
export interface Moved extends Partial<Omit<MoveResult, 'seen'>> {
  /** Post-copy failed half-way: both hosts have a part of it. */
  readonly torn?: FaultRecord
}

/** A job has its own limit of time, at its source. */
const moveDeadlineMs = 7 * 86_400_000
const stateDeadlineMs = 10_000
const asksEveryMs = 300
/** How long a source may say nothing before a guest that is not at its destination counts as still there. */
const silentMs = 20_000

/** How long one short request may take, and how long the host may be missing. */
export const shortAsk = ({ settings }: CloudParts, signal: AbortSignal, requestId: string) => ({
  signal,
  requestId,
  deadlineMs: settings.hostAnswerDeadlineMs,
  patienceMs: settings.scheduler.hostDownAfterMs,
})

/**
 * Has the source move the guest, and the destination let it go on. Whatever happens on the way, both hosts are asked
 * where it is; nothing is decided by a missing answer.
 * @throws {Fault} with the guest known to be at its source, or nowhere.
 */
export async function moveGuest(
  cloud: CloudParts,
  context: StepContext<LiveMigrateInput, unknown>,
  placed: Placed,
): Promise<Moved> {
  const { input, signal } = context
  await setStatus(cloud.store.db, input.migrationId, 'running')
  const note = new ProgressNotes(cloud, input)
  for (;;) {
    let failure: unknown
    try {
      const moved = await askSource(cloud, context, placed, (told) => {
        context.progress(told)
        note.take(told)
      })
      return await letGo(cloud, context, placed, moved)
    } catch (error) {
      if (isLost(signal)) throw error
      failure = error
    } finally {
      await note.written
    }
    const end = await settle(cloud, context, placed, failure)
    if (end !== 'again') return end
  }
}

function askSource(
  { bus }: CloudParts,
  { input, signal, requestId }: StepContext<LiveMigrateInput, unknown>,
  { guest, destination, copy, shared }: Placed,
  onProgress: (progress: Progress) => void,
): Promise<MoveResult> {
  const { migrationId } = input
  const request = { migrationId, serverId: ServerId.parse(input.serverId), guest, destination, copy, shared }
  const options = { signal, deadlineMs: moveDeadlineMs, requestId, onProgress }
  return askHost(bus, HostName.parse(input.source), 'moveLive', request, options)
}

/** The source has let go of it: now, and only now, it may go on at its destination. */
async function letGo(
  cloud: CloudParts,
  { input, requestId }: Pick<StepContext<LiveMigrateInput, unknown>, 'input' | 'requestId'>,
  { host, guest }: Placed,
  { seen: _seen, ...moved }: MoveResult,
): Promise<Moved> {
  const request = {
    serverId: ServerId.parse(input.serverId),
    migrationId: input.migrationId,
    power: guest.power,
  }
  const left = performance.now()
  // Not the flow's signal: a cancel that comes now is too late.
  const options = { deadlineMs: cloud.settings.hostAnswerDeadlineMs, requestId: `${requestId}.resume` }
  const { state } = await askHost(cloud.bus, HostName.parse(host), 'resumeLive', request, options)
  if (state === 'running' || (state === 'paused' && guest.power === 'paused')) return stoodStill(moved, left)
  throw new Fault('conflict', `server ${input.serverId} is ${state} at ${host}`, { fields: { state } })
}

/** The guest stood still until its destination has let it go on; in post-copy it ran there long before. */
function stoodStill(moved: Moved, left: number): Moved {
  const { standingMs, ...rest } = moved
  if (standingMs === undefined || moved.flags?.includes('POSTCOPY') === true) return rest
  return { ...moved, standingMs: standingMs + Math.round(performance.now() - left) }
}

/** What a host says of the guest; undefined when it says nothing. */
export async function stateAt(
  cloud: CloudParts,
  host: string,
  serverId: string,
  signal?: AbortSignal,
): Promise<LiveState | undefined> {
  try {
    const options = { deadlineMs: stateDeadlineMs, ...(signal === undefined ? {} : { signal }) }
    const request = { serverId: ServerId.parse(serverId) }
    return (await askHost(cloud.bus, HostName.parse(host), 'liveState', request, options)).state
  } catch {
    signal?.throwIfAborted()
    return undefined
  }
}

const here: ReadonlySet<LiveState | undefined> = new Set<LiveState>(['running', 'paused'])
const notHere: ReadonlySet<LiveState | undefined> = new Set<LiveState>(['absent', 'off'])

/**
 * Finds out where the guest is after the source's answer failed or was given up.
 * @returns the guest runs at its destination; or `again`: a job moves it still, and is to be watched.
 * @throws {Fault} it is at its source.
 */
export async function settle(
  cloud: CloudParts,
  context: Pick<StepContext<LiveMigrateInput, unknown>, 'input' | 'signal' | 'requestId'>,
  placed: Placed,
  failure: unknown,
): Promise<Moved | 'again'> {
  const { input, signal } = context
  const { serverId } = input
  const began = performance.now()
  for (;;) {
    if (isLost(signal)) throw signal.reason
    if (signal.aborted) await abortAtSource(cloud, input)
    const [source, there] = await Promise.all([
      stateAt(cloud, input.source, serverId),
      stateAt(cloud, placed.host, serverId),
    ])
    if (there === 'postcopy-failed' || source === 'postcopy-failed')
      return { torn: encodeFault(tornFault(input, failure)) }
    if (there === 'running') return {}
    if (here.has(source)) throw await atSource(cloud, input, placed, source, failure)
    if (source === 'leaving' && !signal.aborted) return 'again'
    const letGoOf = notHere.has(source) || (source === undefined && (await isFenced(cloud, input.source)))
    if (letGoOf && there === 'paused') return await letGo(cloud, context, placed, { seen: false })
    if (notHere.has(source) && there !== undefined && notHere.has(there)) throw goneFault(input, source, failure)
    const silent = source === undefined && performance.now() - began > silentMs
    if (silent && there !== undefined && notHere.has(there)) throw silentFault(input, failure)
    await sleep(asksEveryMs)
  }
}

/** A guest that libvirt left paused after a failure goes on: it is known to be nowhere else. */
async function atSource(
  cloud: CloudParts,
  input: LiveMigrateInput,
  { guest }: Placed,
  state: LiveState | undefined,
  failure: unknown,
): Promise<unknown> {
  if (state === 'paused' && guest.power === 'running') {
    const request = { serverId: ServerId.parse(input.serverId) }
    const options = { deadlineMs: cloud.settings.hostAnswerDeadlineMs }
    await askHost(cloud.bus, HostName.parse(input.source), 'unpauseServer', request, options).catch((error: unknown) =>
      cloud.log.warn('a guest that did not move is still paused', { serverId: input.serverId, error }),
    )
  }
  return failure instanceof Fault && failure.kind !== 'hostAway'
    ? failure
    : new Fault('hypervisorRefused', `server ${input.serverId} was not moved; it runs on at ${input.source}`, {
        cause: failure,
        next: 'try again when the reason above is mended',
      })
}

/** The job ends at its source; how, is seen by asking. */
async function abortAtSource(cloud: CloudParts, { source, serverId }: LiveMigrateInput): Promise<void> {
  const request = { serverId: ServerId.parse(serverId), to: 'abort' as const }
  await askHost(cloud.bus, HostName.parse(source), 'steerLive', request, { deadlineMs: stateDeadlineMs }).catch(
    () => undefined,
  )
}

/** An administrator vouches for it that the host does not run: `forced_down`. */
async function isFenced({ store }: CloudParts, host: string): Promise<boolean> {
  const row = await store.db.selectFrom('hosts').select('forced_down').where('name', '=', host).executeTakeFirst()
  return row?.forced_down === true
}

/** This process may not go on with the flow; a cancel is another thing. */
const isLost = (signal: AbortSignal): boolean => signal.aborted && !(signal.reason instanceof Fault)

function tornFault({ serverId, source }: LiveMigrateInput, cause: unknown): Fault {
  return new Fault('hypervisorRefused', `server ${serverId} was torn apart between ${source} and its destination`, {
    cause: new Error('post-copy failed half-way: a part of its memory is at either host, and it runs at neither', {
      cause,
    }),
    next: 'reboot it hard; what was not on its disk is lost',
  })
}

function goneFault({ serverId, source }: LiveMigrateInput, state: LiveState | undefined, cause: unknown): Fault {
  return new Fault('hypervisorRefused', `server ${serverId} stopped while it was moved from ${source}`, {
    cause,
    next: state === 'off' ? 'start it' : 'reboot it hard',
    fields: { guestLost: state === 'absent' },
  })
}

function silentFault({ serverId, source }: LiveMigrateInput, cause: unknown): Fault {
  return new Fault('hostAway', `server ${serverId} was not moved; its host ${source} says nothing`, {
    cause,
    next: 'bring that host back: its guest may still run there',
  })
}

const notedEveryMs = 1000

/** Keeps how far a move is in its record, about once a second: for those who look from elsewhere. */
class ProgressNotes {
  readonly #cloud: CloudParts
  readonly #input: LiveMigrateInput
  #next = 0
  #postCopy = false
  written: Promise<void> = Promise.resolve()

  constructor(cloud: CloudParts, input: LiveMigrateInput) {
    this.#cloud = cloud
    this.#input = input
  }

  take({ done, total, figures }: Progress): void {
    if (figures === undefined || performance.now() < this.#next) return
    this.#next = performance.now() + notedEveryMs
    const { store, log } = this.#cloud
    const { migrationId, serverId } = this.#input
    const percent = total === undefined || total === 0 ? 0 : Math.min(99, Math.floor((100 * done) / total))
    const write = async (): Promise<void> => {
      await noteDetail(store.db, migrationId, { figures })
      if (figures['postCopy'] === 1 && !this.#postCopy) {
        this.#postCopy = true
        await setStatus(store.db, migrationId, 'running (post-copy)')
      }
      await store.db
        .updateTable('servers')
        .set({ progress: percent })
        .where('id', '=', serverId)
        .where('task_state', '=', 'migrating')
        .execute()
    }
    this.written = this.written
      .then(write)
      .catch((error: unknown) => log.debug('how far a move is was not kept', { serverId, error }))
  }
}
