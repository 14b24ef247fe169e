import { ControlSettings } from '@kilonova/control/settings'
import { CoreSettings } from '@kilonova/core'
import { HostSettings } from '@kilonova/host'
import { z } from 'zod'

/**
 * `<state>/settings.yaml`: `log`, `store` and `flows` at the top, the two other parts in their sections. Environment
 * variables (`KILONOVA_CONTROL__LISTEN__PORT`) and options go before it.
 */
export const UpSettings = z.strictObject({
  ...CoreSettings.shape,
  control: ControlSettings.prefault({}),
  host: HostSettings.prefault({}),
})
export type UpSettings = z.infer<typeof UpSettings>
