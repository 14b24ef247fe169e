import { setTimeout as sleep } from 'node:timers/promises'
import { Fault, type ServerId } from '@kilonova/core'
import type { Connect, Domain } from '@kilonova/libvirt'
import { powerOffNow } from '../destroy/undefine-guest.ts'
import { findDomain, isGone } from '../hypervisor/find-domain.ts'
import { type DriverParts, whatFailed } from '../parts.ts'
import { shutDown } from '../power/stop-server.ts'

const tries = 50
const tryEveryMs = 100

/**
 * Switches a guest off so that it stays off: asked to shut down, its power cut when it does not, and looked at until the
 * id that it ran under is gone. One that came back meanwhile is ended again.
 * @returns the domain, off; undefined when libvirt has none.
 */
export async function powerOffForGood(
  parts: DriverParts,
  connection: Connect,
  serverId: ServerId,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Domain | undefined> {
  const domain = await findDomain(connection, serverId)
  if (domain === undefined) return undefined
  await shutDown(parts, connection, domain, serverId, timeoutMs, signal)
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const now = await findDomain(connection, serverId)
    if (now === undefined) return undefined
    const gone = domain.id === -1 || (await hasGone(connection, domain.id, serverId))
    if (now.id === -1 && gone) return now
    parts.log.warn('a guest that was switched off is there again; ending it', { serverId, attempt })
    await powerOffNow(now)
    await sleep(tryEveryMs, undefined, { signal })
  }
  throw new Fault('hypervisorRefused', `${whatFailed(serverId, 'moved')}: its guest does not stay off`, {
    next: 'find out who starts it: `virsh event --all`',
  })
}

/** libvirt gives an id again after a restart: it counts only for this server. */
async function hasGone(connection: Connect, id: number, serverId: ServerId): Promise<boolean> {
  try {
    return (await connection.domainLookupById(id)).uuid !== serverId
  } catch (error) {
    if (isGone(error)) return true
    throw error
  }
}
