import { NetworkPortCalls } from '../protocol/generated/calls/network-port.js'
import type { NetworkPort as Wire } from '../protocol/generated/remote.js'
import type { Connect } from './connect.ts'
import type { Network } from './network.ts'
import { make } from './values.ts'

/** A port of a virtual network: one guest's connection to it. */
export class NetworkPort extends NetworkPortCalls {
  readonly conn: Connect
  /** The network it belongs to. */
  readonly net: Network
  readonly uuid: string

  constructor(conn: Connect, wire: Wire) {
    super()
    this.conn = conn
    this.net = make.network(conn, wire.net)
    this.uuid = wire.uuid
  }
}

make.networkPort = (conn, wire) => new NetworkPort(conn, wire)
