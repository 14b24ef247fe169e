import type { Driver } from '../../driver/driver.ts'
import type { OperationHandlers } from '../serve-operations.ts'

type GuestCareOperation = 'diagnoseServer' | 'setGuestPassword' | 'crashDump'

/** Looking after a guest that is there. */
export const guestCareHandlers = (driver: Driver): Pick<OperationHandlers, GuestCareOperation> => ({
  diagnoseServer: ({ serverId, running }, { signal }) => driver.diagnoseServer(serverId, running, { signal }),
  setGuestPassword: async (wish, { signal }) => {
    await driver.setGuestPassword(wish, { signal })
    return {}
  },
  crashDump: async ({ serverId }, { signal }) => {
    await driver.crashDump(serverId, { signal })
    return {}
  },
})
