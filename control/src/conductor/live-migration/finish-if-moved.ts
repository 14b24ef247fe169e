import { Fault, HostName, type StepContext } from '@kilonova/core'
import type { CloudParts } from '../../cloud.ts'
import { askPatiently } from '../ask-patiently.ts'
import { composeSpec } from '../compose-spec.ts'
import type { LiveMigrateInput } from './live-migrate.ts'
import { finishMigration, noteCost, noteDetail } from './migration-records.ts'
import { type Moved, settle, shortAsk } from './move-guest.ts'
import type { Placed } from './place-guest.ts'
import { rehome } from './rehome.ts'

type Step = Pick<StepContext<LiveMigrateInput, unknown>, 'input' | 'signal' | 'requestId' | 'fence'>

/**
 * Before a move is taken back: where is its guest? One that runs at its destination already is not dragged back; the
 * record follows it, and what it left at its source is noted to be removed.
 */
export async function finishIfMoved(
  cloud: CloudParts,
  { input, signal, requestId, fence }: Step,
  placed: Placed,
): Promise<void> {
  const moved = await whereItIs(cloud, input, placed, { signal, requestId })
  if (moved === undefined) return
  const spec = await composeSpec(cloud, input.serverId)
  const { guest, shared } = placed
  const request = { serverId: spec.id, migrationId: input.migrationId, spec, guest, shared }
  const options = shortAsk(cloud, signal, requestId)
  const cost = await askPatiently(cloud.bus, HostName.parse(placed.host), 'finishLive', request, options)
  await cloud.store.transaction(async (trx) => {
    await fence(trx)
    await rehome(trx, input, placed, moved)
    await finishMigration(trx, input, placed, moved)
    await noteCost(trx, input.migrationId, moved, cost)
    await noteDetail(trx, input.migrationId, { leftAt: input.source })
  })
  const left = { serverId: spec.id, migrationId: input.migrationId, shared }
  await askPatiently(cloud.bus, HostName.parse(input.source), 'leaveLive', left, options)
}

/** Undefined when it is at its source, or nowhere. */
async function whereItIs(
  cloud: CloudParts,
  input: LiveMigrateInput,
  placed: Placed,
  parts: { readonly signal: AbortSignal; readonly requestId: string },
): Promise<Moved | undefined> {
  try {
    const found = await settle(cloud, { input, ...parts }, placed, new Fault('cancelled', 'the move was given up'))
    if (found !== 'again') return found
  } catch (error) {
    parts.signal.throwIfAborted()
    if (error instanceof Fault) return undefined
    throw error
  }
  throw new Fault('conflict', `server ${input.serverId} is still on its way`)
}
