import type { Cloud } from '../../../cloud.ts'
import type { Caller } from '../../../services/identity/tokens.ts'
import { Refusal } from '../../refusal.ts'
import type { NewServer } from './create-schema.ts'

export interface Place {
  readonly zone: string | null
  readonly host: string | null
}

/** Where a server is to go, if it says so: a zone, `zone:host`, or a host (2.74, admin). */
export async function choosePlace(cloud: Cloud, caller: Caller, server: NewServer): Promise<Place> {
  const [zone = '', forced = ''] = (server.availability_zone ?? '').split(':')
  const host = server.host ?? server.hypervisor_hostname ?? (forced === '' ? undefined : forced)
  if (zone === '' && host === undefined) return { zone: null, host: null }
  if (host !== undefined && !caller.isAdmin) throw new Refusal(403, 'Only an administrator may choose the host.')
  const hosts = await cloud.store.db
    .selectFrom('hosts')
    .select(['name', 'hypervisor_hostname', 'availability_zone'])
    .execute()
  const found = hosts.find((one) => one.name === host || one.hypervisor_hostname === host)
  if (host !== undefined && found === undefined) throw new Refusal(400, `Compute host ${host} could not be found.`)
  if (zone !== '' && zone !== 'nova' && !hosts.some((one) => one.availability_zone === zone)) {
    throw new Refusal(400, 'The requested availability zone is not available')
  }
  return { zone: zone === '' ? null : zone, host: found?.name ?? null }
}
