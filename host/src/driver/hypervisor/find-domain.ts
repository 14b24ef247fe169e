import type { ServerId } from '@kilonova/core'
import { type Connect, type Domain, LibvirtError } from '@kilonova/libvirt'

/** The server's domain; undefined when libvirt knows none. */
export async function findDomain(connection: Connect, serverId: ServerId): Promise<Domain | undefined> {
  try {
    return await connection.domainLookupByUuid(serverId)
  } catch (error) {
    if (isGone(error)) return undefined
    throw error
  }
}

export const isGone = (error: unknown): boolean => error instanceof LibvirtError && error.is('VIR_ERR_NO_DOMAIN')

/** The guest is in no state for that call: off where it must run, or the other way round. */
export const isWrongState = (error: unknown): boolean =>
  error instanceof LibvirtError && error.is('VIR_ERR_OPERATION_INVALID')
