import { z } from 'zod'
import { ServerId } from '../../model/ids.ts'
import { SecurityPolicy } from '../../model/network-security.ts'
import { NicSpec, ServerSpec } from '../../model/server-spec.ts'

/** What a host does about networks beside starting and ending servers. */
export const networkOperations = {
  /**
   * Makes running guests' ports follow their security groups. Groups and ports that are not named stay as they are,
   * ports that are not plugged on the host are left out, and a policy older than what is there already changes nothing.
   */
  secureNetworks: {
    request: z.strictObject({
      policy: SecurityPolicy,
      ports: z.array(NicSpec),
      /** True: these are all ports of the host, and the rules are written from scratch. */
      complete: z.boolean(),
    }),
    answer: z.object({}),
  },
  /** Adds a card to a defined guest, at once when it runs. A card that is there already is success. */
  attachNic: { request: z.strictObject({ spec: ServerSpec, portId: NicSpec.shape.portId }), answer: z.object({}) },
  /** Takes a card away, and waits until the guest has let it go. One that is not there is success. */
  detachNic: {
    request: z.strictObject({ serverId: ServerId, portId: NicSpec.shape.portId, mac: z.string() }),
    answer: z.object({}),
  },
} as const
