import type { Driver } from '../../driver/driver.ts'
import type { OperationHandlers } from '../serve-operations.ts'

type NetworkOperation = 'secureNetworks' | 'attachNic' | 'detachNic'

/** What the host does about networks beside starting and ending servers. */
export const networkHandlers = (driver: Driver): Pick<OperationHandlers, NetworkOperation> => ({
  secureNetworks: async ({ policy, ports, complete }) => {
    await driver.secureNetworks(policy, ports, complete)
    return {}
  },
  attachNic: async ({ spec, portId }, { signal }) => {
    await driver.attachNic(spec, portId, { signal })
    return {}
  },
  detachNic: async ({ serverId, portId, mac }, { signal }) => {
    await driver.detachNic({ serverId, portId, mac }, { signal })
    return {}
  },
})
