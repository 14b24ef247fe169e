import { NwFilterCalls } from '../protocol/generated/calls/nw-filter.js'
import type { Nwfilter as Wire } from '../protocol/generated/remote.js'
import type { Connect } from './connect.ts'
import { make } from './values.ts'

/** Rules for what may pass a guest's network card. */
export class NwFilter extends NwFilterCalls {
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

make.nwFilter = (conn, wire) => new NwFilter(conn, wire)
