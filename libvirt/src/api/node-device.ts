import { NodeDeviceCalls } from '../protocol/generated/calls/node-device.js'
import type { NodeDevice as Wire } from '../protocol/generated/remote.js'
import type { Connect } from './connect.ts'
import { make } from './values.ts'

/** A device of the host. */
export class NodeDevice extends NodeDeviceCalls {
  readonly conn: Connect
  readonly name: string

  constructor(conn: Connect, wire: Wire) {
    super()
    this.conn = conn
    this.name = wire.name
  }
}

make.nodeDevice = (conn, wire) => new NodeDevice(conn, wire)
