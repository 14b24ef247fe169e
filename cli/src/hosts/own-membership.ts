import type { HostPlan } from './start-host.ts'
import type { OpenCloud } from '@kilonova/control'
import { ownAddresses } from '@kilonova/control'
import { type MembershipRecord, readMembership, readOrMakeKeys, writeMembership } from '@kilonova/host'
import { Problem } from '../problem.ts'

/** Makes the host in a controller's own process a member like all others, or finds that it is one. */
export async function ownMembership(plan: HostPlan, open: OpenCloud): Promise<MembershipRecord> {
  const { stateDirectory, host, settings } = plan
  const address = settings.control.hosts.address ?? ownAddresses()[0]
  if (address === undefined) {
    throw new Problem('this machine has no address that another could reach', { next: 'set control.hosts.address' })
  }
  const before = await readMembership(stateDirectory)
  const keys = before?.host === host ? before : await readOrMakeKeys(stateDirectory, host)
  const { publicKey, key, busKey, busSeed } = keys
  const certificate = before?.authority === open.authority ? before.certificate : undefined
  const addresses = [address]
  const answer = await open.admitOwn({
    ...{ host, addresses, publicKey, busKey },
    ...(certificate === undefined ? {} : { certificate }),
  })
  const record: MembershipRecord = {
    ...{ host, publicKey, key, busKey, busSeed, authority: open.authority, addresses },
    ...{ certificate: answer.certificate, neighbourhood: answer.neighbourhood, doorPort: settings.host.doorPort },
  }
  await writeMembership(stateDirectory, record)
  return record
}
