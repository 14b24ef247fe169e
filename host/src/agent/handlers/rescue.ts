import type { Driver } from '../../driver/driver.ts'
import type { OperationHandlers } from '../serve-operations.ts'

type Handlers = Pick<OperationHandlers, 'rescueServer' | 'unrescueServer'>

export const rescueHandlers = (driver: Driver): Handlers => ({
  rescueServer: ({ spec, rescue }, context) =>
    driver.rescueServer(spec, rescue, { signal: context.signal, onProgress: (told) => context.progress(told) }),
  unrescueServer: ({ spec }, { signal }) => driver.unrescueServer(spec, { signal }),
})
