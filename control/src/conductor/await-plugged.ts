import { setTimeout as sleep } from 'node:timers/promises'
import { Fault, type ServerId, type ServerSpec } from '@kilonova/core'
import type { CloudParts } from '../cloud.ts'

const lookEveryMs = 100

/** The server's ports on networks whose provider tells when a port is ready. Our own networks are ready at once. */
export function awaitedPorts({ settings }: CloudParts, spec: ServerSpec): string[] {
  const { externalPhysicalNetworks: external, vifPluggingTimeoutSec } = settings.network
  if (external.length === 0 || vifPluggingTimeoutSec === 0) return []
  return spec.nics
    .filter(({ network }) => network.physicalNetwork !== undefined && external.includes(network.physicalNetwork))
    .map((nic) => nic.portId)
}

/**
 * Waits until each port was said to be plugged, also before this was called.
 * @throws {Fault} when one failed or is late, if the settings make that fatal.
 */
export async function untilPlugged(
  cloud: CloudParts,
  serverId: ServerId,
  portIds: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const { vifPluggingTimeoutSec, vifPluggingIsFatal } = cloud.settings.network
  const end = performance.now() + vifPluggingTimeoutSec * 1000
  for (;;) {
    const ports = await cloud.store.db
      .selectFrom('ports')
      .select(['id', 'plug_event'])
      .where('server_id', '=', serverId)
      .where('id', 'in', [...portIds])
      .execute()
    const failed = ports.find((port) => port.plug_event === 'failed')
    const waiting = ports.filter((port) => port.plug_event === null)
    if (failed === undefined && waiting.length === 0) return
    const late = performance.now() > end
    if (failed !== undefined || late) {
      const ids = (failed === undefined ? waiting : [failed]).map((port) => port.id)
      if (vifPluggingIsFatal) throw notPlugged(ids, late && failed === undefined, vifPluggingTimeoutSec)
      cloud.log.warn('a guest goes on without its network', { serverId, ports: ids.join(' '), late })
      return
    }
    await sleep(lookEveryMs, undefined, { signal })
  }
}

function notPlugged(ids: readonly string[], late: boolean, seconds: number): Fault {
  const what = late ? `not plugged after ${seconds} s` : 'said to have failed by its network'
  return new Fault('hypervisorRefused', `Virtual Interface creation failed: port ${ids.join(', ')} was ${what}`, {
    next: 'look at what plugs ports on that network (settings: control.network)',
  })
}
