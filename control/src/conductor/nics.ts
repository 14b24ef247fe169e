import { type Flow, flow, HostName, PortId, ServerId } from '@kilonova/core'
import type { Database } from '@kilonova/core'
import type { Transaction } from 'kysely'
import type { CloudParts } from '../cloud.ts'
import { releasePort } from '../services/network/ports.ts'
import { askPatiently } from './ask-patiently.ts'
import { composeSpec } from './compose-spec.ts'
import { hostOf } from './server-records.ts'

export interface NicInput {
  readonly serverId: string
  readonly portId: string
  readonly mac: string
}
export type NicFlow = Flow<NicInput, never>

/** A guest may take its time to let a card go. */
const detachDeadlineMs = 300_000

/** Cards of one server come and go one after the other; whatever else works on it makes the request be refused. */
const whenBusy = { 'attach-nic': 'queue', 'detach-nic': 'queue' } as const

/**
 * Gives a server a card for a port that is bound to it already.
 *
 *     attached: the guest has it ─ the port is shown as attached
 *
 * A failure takes the card back, and its port away from the server.
 */
export function attachNicFlow(cloud: CloudParts): NicFlow {
  return flow<NicInput>('attach-nic')
    .step('attached', {
      do: async ({ input, signal, requestId }) => {
        const host = await hostOf(cloud.store, input.serverId)
        if (host === undefined) return
        const spec = await composeSpec(cloud, input.serverId)
        const request = { spec, portId: PortId.parse(input.portId) }
        await askPatiently(cloud.bus, HostName.parse(host), 'attachNic', request, {
          ...patience(cloud, signal, requestId),
          deadlineMs: cloud.settings.hostAnswerDeadlineMs,
        })
      },
      record: async (trx, { input }) => {
        await trx.updateTable('ports').set({ attached: true }).where('id', '=', input.portId).execute()
      },
      undo: (context) => detach(cloud, context),
    })
    .ends({ failed: (trx, context) => giveUp(trx, context.input, context.flowId, true) }, { whenBusy })
}

/** Takes a card from a server, and its port with it; a user's own port is free again. */
export function detachNicFlow(cloud: CloudParts): NicFlow {
  return flow<NicInput>('detach-nic')
    .step('detached', {
      do: (context) => detach(cloud, context),
      record: (trx, { input }) => releasePort(trx, input.serverId, input.portId),
      noUndo: 'a card that its guest did not let go is still there, and shown again',
    })
    .ends({ failed: (trx, context) => giveUp(trx, context.input, context.flowId, false) }, { whenBusy })
}

interface Asked {
  readonly input: NicInput
  readonly signal: AbortSignal
  readonly requestId: string
}

async function detach(cloud: CloudParts, { input, signal, requestId }: Asked): Promise<void> {
  const host = await hostOf(cloud.store, input.serverId)
  if (host === undefined) return
  const request = { serverId: ServerId.parse(input.serverId), portId: PortId.parse(input.portId), mac: input.mac }
  await askPatiently(cloud.bus, HostName.parse(host), 'detachNic', request, {
    ...patience(cloud, signal, requestId),
    deadlineMs: detachDeadlineMs,
  })
}

const patience = ({ settings }: CloudParts, signal: AbortSignal, requestId: string) => ({
  signal,
  requestId,
  patienceMs: settings.scheduler.hostDownAfterMs,
})

async function giveUp(trx: Transaction<Database>, input: NicInput, flowId: string, release: boolean): Promise<void> {
  if (release) await releasePort(trx, input.serverId, input.portId)
  else await trx.updateTable('ports').set({ attached: true }).where('id', '=', input.portId).execute()
  await trx
    .updateTable('server_actions')
    .set({ message: 'Error', updated_at: new Date() })
    .where('flow_id', '=', flowId)
    .execute()
}
