import { AdminServerCalls } from '../protocol/generated/calls/admin-server.js'
import type { AdminNonnullServer as Wire } from '../protocol/generated/admin.js'
import type { Admin } from './admin.ts'
import { make } from './values.ts'

/** A server inside a daemon, as `libvirtd`: its workers and its clients. */
export class AdminServer extends AdminServerCalls {
  readonly admin: Admin
  readonly name: string

  constructor(admin: Admin, wire: Wire) {
    super()
    this.admin = admin
    this.name = wire.name
  }
}

make.adminServer = (admin, wire) => new AdminServer(admin, wire)
