import type { ServerId, ServerSpec } from '@kilonova/core'
import type { Domain } from '@kilonova/libvirt'
import { type DriverParts, type OperationOptions, whatFailed } from '../parts.ts'
import { writeDomainXml, writeFixedDevices } from '../plan/fixed-devices.ts'
import { planToDomain } from '../plan/plan-to-domain.ts'
import { decide } from './start-server.ts'

/** Defines the guest of a server whose files are here, and leaves it off. One that is defined is defined anew. */
export async function defineServer(
  parts: DriverParts,
  spec: ServerSpec,
  { signal }: OperationOptions,
): Promise<Domain> {
  const plan = await decide(parts, spec, await parts.describeHost(signal))
  const xml = planToDomain(plan)
  const serverId = plan.serverId as ServerId
  const directory = parts.files.directoryOf(serverId)
  parts.guests.expect(serverId)
  return parts.connection.use(
    whatFailed(spec.id, 'defined'),
    async (connection) => {
      const [domain] = await Promise.all([
        connection.domainDefineXmlFlags(xml, 0, { timeoutMs: 0 }), // one that was given up on would still be carried out
        writeDomainXml(directory, xml),
        writeFixedDevices(directory, plan.fixed),
      ])
      return domain
    },
    signal,
  )
}
