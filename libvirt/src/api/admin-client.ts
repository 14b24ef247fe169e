import { AdminClientCalls } from '../protocol/generated/calls/admin-client.js'
import type { AdminNonnullClient as Wire } from '../protocol/generated/admin.js'
import type { Admin } from './admin.ts'
import type { AdminServer } from './admin-server.ts'
import { make } from './values.ts'

/** A client of a daemon. */
export class AdminClient extends AdminClientCalls {
  readonly admin: Admin
  /** The server it is connected to. */
  readonly srv: AdminServer
  readonly id: bigint
  /** When it connected: seconds since 1970. */
  readonly timestamp: bigint
  /** A `ClientTransport`. */
  readonly transport: number

  constructor(admin: Admin, wire: Wire) {
    super()
    this.admin = admin
    this.srv = make.adminServer(admin, wire.srv)
    this.id = wire.id
    this.timestamp = wire.timestamp
    this.transport = wire.transport
  }
}

make.adminClient = (admin, wire) => new AdminClient(admin, wire)
