import { type DiskCopy, type Flow, flow, HostName, probeName, type Progress, ServerId } from '@kilonova/core'
import type { CloudParts } from '../../cloud.ts'
import { askPatiently } from '../ask-patiently.ts'
import { composeSpec } from '../compose-spec.ts'
import { hostOf } from '../server-records.ts'
import { bringBase, dropOffer } from './bring-base.ts'
import { finishIfMoved } from './finish-if-moved.ts'
import {
  failMigration,
  finishMigration,
  heldHost,
  noteCost,
  noteLeftover,
  releaseClaim,
  waitForTurn,
} from './migration-records.ts'
import { moveGuest, shortAsk, stateAt } from './move-guest.ts'
import { forgetCheck, placeGuest, type Placed } from './place-guest.ts'
import { rehome } from './rehome.ts'

export interface LiveMigrateInput {
  readonly serverId: string
  readonly migrationId: string
  readonly source: string
  /** The only host that will do. */
  readonly host?: string
  /** An administrator takes the host whatever the scheduler thinks of it; libvirt's own checks stay. */
  readonly force?: boolean
  readonly blockMigration: 'auto' | 'yes' | 'no'
}

export type LiveMigrateFlow = Flow<LiveMigrateInput, never>

/**
 * Moves a server to another host while its guest runs.
 *
 *     turn: one at a time leaves a host ─ placed: a host is claimed, both sides have nothing against it ─ prepared: disks
 *     (what they lie on first) and network are there ─ moved: the guest runs there, and its source can not let it go on
 *        │ a failure undoes in reverse: the guest runs on at its source
 *     from here only forward ─ rehomed: the record says so; for its user the move is over ─ finished: its files are marked
 *     as its own ─ left: its source has nothing of it any more
 */
export function liveMigrateFlow(cloud: CloudParts): LiveMigrateFlow {
  return flow<LiveMigrateInput>('live-migrate')
    .step('turn', {
      do: ({ input, signal }) => waitForTurn(cloud, input, signal),
      noUndo: 'the end of the migration is the end of its turn',
    })
    .step('placed', {
      do: async (context) => {
        // What the run before a crash had asked may not be what is chosen now.
        if (context.attempt > 1) await forgetAsked(cloud, context.input, context.signal)
        return placeGuest(cloud, context)
      },
      undo: async ({ input, signal, requestId }, placed) => {
        if (placed !== undefined) return cleanDestination(cloud, input, placed, { signal, requestId })
        await forgetAsked(cloud, input, signal)
      },
      recordUndo: (trx, { input }) => releaseClaim(trx, input.migrationId),
    })
    .step('prepared', {
      do: async (context) => {
        const { input, results, signal, requestId } = context
        const { placed } = results
        const spec = await composeSpec(cloud, input.serverId)
        const { host, guest, shared, destination } = placed
        const copy = await bringBase(cloud, context, spec, placed)
        const options = {
          signal,
          requestId,
          deadlineMs: cloud.settings.buildDeadlineMs,
          patienceMs: 0,
          onProgress: (told: Progress) => context.progress(told),
        }
        const request = { migrationId: input.migrationId, spec, guest, shared, copy, probe: destination.probe.name }
        await askPatiently(cloud.bus, HostName.parse(host), 'prepareLive', request, options)
        return { copy }
      },
      undo: async (context) => {
        const { placed } = context.results
        // First: it ends a base that is still on its way, which the rest would wait for.
        await dropOffer(cloud, context, placed)
        await cleanDestination(cloud, context.input, placed, context)
      },
    })
    .step('moved', {
      do: (context) => moveGuest(cloud, context, asPrepared(context.results)),
      // It fails with the guest at its source. Should it be given up all the same when the guest has gone, it is finished.
      undo: (context) => finishIfMoved(cloud, context, asPrepared(context.results)),
    })
    .forwardOnly('the guest runs at its destination')
    .step('rehomed', {
      record: async (trx, { input, results }) => {
        await rehome(trx, input, asPrepared(results), results.moved)
        await finishMigration(trx, input, results.placed, results.moved)
      },
    })
    .step('finished', {
      do: async ({ input, results, signal, requestId }) => {
        const { host, guest, shared } = results.placed
        const spec = await composeSpec(cloud, input.serverId)
        const torn = results.moved.torn === undefined ? {} : { torn: true }
        const request = { serverId: spec.id, migrationId: input.migrationId, spec, guest, shared, ...torn }
        return askPatiently(cloud.bus, HostName.parse(host), 'finishLive', request, shortAsk(cloud, signal, requestId))
      },
      record: (trx, { input, results }, cost) => noteCost(trx, input.migrationId, results.moved, cost),
    })
    .step('left', {
      do: async ({ input, results, signal, requestId }) => {
        if (results.moved.torn !== undefined) return
        const { shared } = results.placed
        const request = { serverId: ServerId.parse(input.serverId), migrationId: input.migrationId, shared }
        const source = HostName.parse(input.source)
        return noteLeftover(cloud, input, () =>
          askPatiently(cloud.bus, source, 'leaveLive', request, shortAsk(cloud, signal, requestId)),
        )
      },
    })
    .ends({ failed: (trx, { input, error, flowId }) => failMigration(trx, input, flowId, error) }, { whenBusy: {} })
}

/** The host that is held may have been asked, and have begun with the network. */
async function forgetAsked(cloud: CloudParts, input: LiveMigrateInput, signal: AbortSignal): Promise<void> {
  const asked = await heldHost(cloud.store.db, input.migrationId)
  if (asked !== undefined) await forgetCheck(cloud, asked, input, probeName(input.migrationId), signal)
}

/** How its disks really travel is known once its destination is prepared. */
const asPrepared = ({ placed, prepared }: { placed: Placed; prepared: { copy?: DiskCopy } }): Placed => ({
  ...placed,
  // A journal that an older controller began has no answer of that step.
  copy: prepared.copy ?? placed.copy,
})

/**
 * Takes back what the destination made. A guest that arrived there and never ran may be ended only if it is known to run
 * at its source.
 */
async function cleanDestination(
  cloud: CloudParts,
  input: LiveMigrateInput,
  placed: Placed,
  { signal, requestId }: { signal: AbortSignal; requestId: string },
): Promise<void> {
  if ((await hostOf(cloud.store, input.serverId)) === placed.host) return
  const source = await stateAt(cloud, input.source, input.serverId, signal)
  const request = {
    serverId: ServerId.parse(input.serverId),
    migrationId: input.migrationId,
    shared: placed.shared,
    probe: placed.destination.probe.name,
    runsAtSource: source === 'running' || source === 'paused',
    ...(source === 'running' ? { endIncoming: true } : {}),
  }
  const options = shortAsk(cloud, signal, requestId)
  await askPatiently(cloud.bus, HostName.parse(placed.host), 'undoPrepareLive', request, options)
}
