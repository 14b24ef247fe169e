import { type Flow, flow, HostName, ServerId } from '@kilonova/core'
import type { CloudParts } from '../cloud.ts'
import { askPatiently } from './ask-patiently.ts'
import { clearOtherPlace, endMigrations } from './resize/end-with-server.ts'
import { releasePorts } from '../services/network/ports.ts'
import { hostOf } from './server-records.ts'

export interface DeleteInput {
  readonly serverId: string
}

export type DeleteFlow = Flow<DeleteInput, never>

/**
 * Takes a server away: guest, files, then the record with its claim and its ports. Asked for once it only goes on; a
 * host that is away is waited for, since nobody else can say that the guest is gone.
 */
export function deleteFlow(cloud: CloudParts): DeleteFlow {
  const ask = async (
    operation: 'destroyServer' | 'removeServerFiles',
    { input, signal, requestId }: { input: DeleteInput; signal: AbortSignal; requestId: string },
  ): Promise<void> => {
    const host = await hostOf(cloud.store, input.serverId)
    if (host === undefined) return
    const request = { serverId: ServerId.parse(input.serverId) }
    await askPatiently(cloud.bus, HostName.parse(host), operation, request, {
      signal,
      deadlineMs: cloud.settings.hostAnswerDeadlineMs,
      patienceMs: cloud.settings.scheduler.hostDownAfterMs,
      requestId,
    })
  }
  return flow<DeleteInput>('delete')
    .forwardOnly('its owner asked for its end')
    .step('destroyed', { do: (context) => ask('destroyServer', context) })
    .step('filesRemoved', { do: (context) => ask('removeServerFiles', context) })
    .step('otherPlaceCleared', { do: (context) => clearOtherPlace(cloud, context) })
    .step('deleted', {
      record: async (trx, { input }) => {
        const now = new Date()
        await releasePorts(trx, input.serverId)
        await endMigrations(trx, input.serverId)
        await trx.deleteFrom('server_group_members').where('server_id', '=', input.serverId).execute()
        await trx
          .updateTable('servers')
          .set({
            vm_state: 'deleted',
            task_state: null,
            power_state: 'nostate',
            deleted_at: now,
            terminated_at: now,
            updated_at: now,
            progress: 0,
          })
          .where('id', '=', input.serverId)
          .execute()
      },
    })
    .ends({}, { whenBusy: { build: 'cancel', delete: 'merge', '*': 'cancel' } })
}
