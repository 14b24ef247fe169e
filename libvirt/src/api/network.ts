import { NetworkCalls } from '../protocol/generated/calls/network.js'
import type { Network as Wire } from '../protocol/generated/remote.js'
import type { Connect } from './connect.ts'
import { make } from './values.ts'

/** A virtual network of the host. */
export class Network extends NetworkCalls {
  readonly conn: Connect
  readonly name: string
  readonly uuid: string

  constructor(conn: Connect, wire: Wire) {
    super()
    this.conn = conn
    this.name = wire.name
    this.uuid = wire.uuid
  }
}

make.network = (conn, wire) => new Network(conn, wire)
