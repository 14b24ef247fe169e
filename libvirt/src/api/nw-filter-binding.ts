import { NwFilterBindingCalls } from '../protocol/generated/calls/nw-filter-binding.js'
import type { NwfilterBinding as Wire } from '../protocol/generated/remote.js'
import type { Connect } from './connect.ts'
import { make } from './values.ts'

/** A network filter in use on one port. */
export class NwFilterBinding extends NwFilterBindingCalls {
  readonly conn: Connect
  /** The port's device, as `vnet0`. */
  readonly portdev: string
  readonly filtername: string

  constructor(conn: Connect, wire: Wire) {
    super()
    this.conn = conn
    this.portdev = wire.portdev
    this.filtername = wire.filtername
  }
}

make.nwFilterBinding = (conn, wire) => new NwFilterBinding(conn, wire)
