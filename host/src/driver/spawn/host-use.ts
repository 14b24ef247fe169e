import type { ServerSpec } from '@kilonova/core'
import { allAtPath, parseElement } from '@kilonova/libvirt'
import type { DriverParts } from '../parts.ts'
import type { HostUse } from '../plan/host-capabilities.ts'

const nothing: HostUse = { pinnedCpus: [] }

/** CPUs that other guests hold for themselves, as libvirt has them; asked only for a guest that wants its own. */
export async function readHostUse(parts: DriverParts, spec: ServerSpec): Promise<HostUse> {
  const wants = /^(dedicated|mixed)$/i
  const policy = spec.flavor.extraSpecs['hw:cpu_policy'] ?? spec.image.properties['hw_cpu_policy'] ?? ''
  if (!wants.test(policy)) return nothing
  return parts.connection.use(`host CPUs in use are not known`, async (connection) => {
    const domains = await connection.listAllDomains(0)
    const texts = await Promise.all(
      domains.filter((domain) => domain.uuid !== spec.id).map((domain) => domain.getXmlDesc(0).catch(() => undefined)),
    )
    const pinned = texts.flatMap((text) => (text === undefined ? [] : pinnedIn(text)))
    return { pinnedCpus: [...new Set(pinned)] }
  })
}

/** A vCPU pinned to one CPU holds it; one that may run on several shares them. */
function pinnedIn(xml: string): number[] {
  return allAtPath(parseElement(xml), 'cputune/vcpupin').flatMap((pin) => {
    const cpuset = pin.attributes.get('cpuset') ?? ''
    return /^[0-9]+$/.test(cpuset) ? [Number(cpuset)] : []
  })
}
