import type { DoorRoute } from '@kilonova/core'
import { Bandwidth } from '../../transfer/bandwidth.ts'
import { TransferServer, transferPrefix } from '../../transfer/serve-transfers.ts'
import type { DriverParts } from '../parts.ts'
import { placesOf } from './places.ts'

/** Lets the destination of a move read the disks that were offered to it. */
export function transferRoute(parts: DriverParts): DoorRoute {
  const server = new TransferServer({
    directoriesOf: (serverId) => {
      const { own, aside } = placesOf(parts.files, serverId)
      // Put aside between the first look and the second, it is found by the third.
      return [aside, own, aside]
    },
    bandwidth: new Bandwidth(parts.settings.resize.bandwidthMiBps * 2 ** 20),
    log: parts.log,
  })
  return {
    method: 'GET',
    prefix: transferPrefix,
    handle: ({ peer, ...asked }) => server.handle({ ...asked, peer: peer?.role === 'host' ? peer.name : '' }),
  }
}
