import type { ServerId } from '@kilonova/core'
import { findDomain } from '../hypervisor/find-domain.ts'
import { type DriverParts, type OperationOptions, whatFailed } from '../parts.ts'
import { undefineGuest } from './undefine-guest.ts'

/** Ends and undefines the guest, then gives its networks back; the files stay. Nothing there is success. */
export async function destroyServer(
  parts: DriverParts,
  serverId: ServerId,
  { signal }: OperationOptions,
): Promise<void> {
  const began = performance.now()
  await removeGuest(parts, serverId, 'destroyed', signal)
  parts.log.info('guest destroyed', { serverId, tookMs: Math.round(performance.now() - began) })
}

/** @param verb what of the server fails with this, in an error's words. */
export async function removeGuest(
  parts: DriverParts,
  serverId: ServerId,
  verb: string,
  signal: AbortSignal,
): Promise<void> {
  await parts.connection.use(
    whatFailed(serverId, verb),
    async (connection) => {
      const domain = await findDomain(connection, serverId)
      if (domain !== undefined) await undefineGuest(domain)
    },
    signal,
  )
  await parts.networks.unplug(serverId)
}
