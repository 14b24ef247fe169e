import type { resizeOperations } from '@kilonova/core'
import type { Driver } from '../../driver/driver.ts'
import type { OperationHandlers } from '../serve-operations.ts'

/** Moves of servers that are off. */
export function resizeHandlers(driver: Driver): Pick<OperationHandlers, keyof typeof resizeOperations> {
  return {
    prepareMigration: (request, { signal }) => driver.prepareMigration(request, { signal }),
    offerDisks: (request, { signal }) => driver.offerDisks(request, { signal }),
    readyForDisks: async (request, context) => {
      await driver.readyForDisks(request, { signal: context.signal, onProgress: (told) => context.progress(told) })
      return {}
    },
    migrateDisks: (request, context) =>
      driver.migrateDisks(request, { signal: context.signal, onProgress: (told) => context.progress(told) }),
    putDisksAside: (request, { signal }) => driver.putDisksAside(request, { signal }),
    receiveDisks: (request, context) =>
      driver.receiveDisks(request, { signal: context.signal, onProgress: (told) => context.progress(told) }),
    startMigrated: (request, { signal }) => driver.startMigrated(request, { signal }),
    abandonMigration: async (request, { signal }) => {
      await driver.abandonMigration(request, { signal })
      return {}
    },
    canRestoreServer: async (request, { signal }) => ({
      restorable: await driver.canRestoreServer(request, { signal }),
    }),
    restoreServer: (request, { signal }) => driver.restoreServer(request, { signal }),
    confirmMigration: async (request, { signal }) => {
      await driver.confirmMigration(request, { signal })
      return {}
    },
  }
}
