import type { ServerId } from '@kilonova/core'
import { type Connect, type Domain, LibvirtError } from '@kilonova/libvirt'
import { type Power, powerOf } from './power-state.ts'

/** The server's domain; undefined when libvirt knows none. */
export async function findDomain(connection: Connect, serverId: ServerId): Promise<Domain | undefined> {
  try {
    return await connection.domainLookupByUuid(serverId)
  } catch (error) {
    if (isGone(error)) return undefined
    throw error
  }
}

/**
 * The guest's power now; `nostate` when it went away meanwhile. A domain without a definition that is shut off is being
 * forgotten at this moment: there is no guest that could be started again.
 */
export async function guestPower(domain: Domain): Promise<Power> {
  try {
    const power = powerOf((await domain.getState(0)).state)
    return power === 'shutdown' && !(await domain.isPersistent()) ? 'nostate' : power
  } catch (error) {
    if (isGone(error)) return 'nostate'
    throw error
  }
}

export const isGone = (error: unknown): boolean => error instanceof LibvirtError && error.is('VIR_ERR_NO_DOMAIN')

/** The guest is in no state for that call: off where it must run, or the other way round. */
export const isWrongState = (error: unknown): boolean =>
  error instanceof LibvirtError && error.is('VIR_ERR_OPERATION_INVALID')
