import { InterfaceCalls } from '../protocol/generated/calls/interface.js'
import type { Interface as Wire } from '../protocol/generated/remote.js'
import type { Connect } from './connect.ts'
import { make } from './values.ts'

/** A network interface of the host. */
export class Interface extends InterfaceCalls {
  readonly conn: Connect
  readonly name: string
  readonly mac: string

  constructor(conn: Connect, wire: Wire) {
    super()
    this.conn = conn
    this.name = wire.name
    this.mac = wire.mac
  }
}

make.interface = (conn, wire) => new Interface(conn, wire)
