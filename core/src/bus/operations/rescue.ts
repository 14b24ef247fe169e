import { z } from 'zod'
import { ServerId } from '../../model/ids.ts'
import { ImageSpec, ServerSpec } from '../../model/server-spec.ts'

/** What a server is rescued with. Properties `hw_rescue_device` and `hw_rescue_bus` of the image keep its own disks in their places. */
export const RescueSpec = z.strictObject({
  image: ImageSpec,
  kernel: ImageSpec.optional(),
  ramdisk: ImageSpec.optional(),
  adminPassword: z.string().optional(),
})
export type RescueSpec = z.infer<typeof RescueSpec>

const GuestPower = z.object({ serverId: ServerId, power: z.enum(['running', 'paused']) })

export const rescueOperations = {
  /**
   * Makes the rescue disks, ends the guest, and starts it from them. A guest that runs from them already is success.
   * On failure the guest is as it was, and the rescue disks are gone. Reports bytes.
   */
  rescueServer: { request: z.strictObject({ spec: ServerSpec, rescue: RescueSpec }), answer: GuestPower },
  /** Ends the rescue guest, starts the server as it was before, and removes the rescue disks. May be repeated. */
  unrescueServer: { request: z.strictObject({ spec: ServerSpec }), answer: GuestPower },
} as const
