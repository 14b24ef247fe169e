import { SecretCalls } from '../protocol/generated/calls/secret.js'
import type { Secret as Wire } from '../protocol/generated/remote.js'
import type { Connect } from './connect.ts'
import { make } from './values.ts'

/** A secret that libvirt keeps, such as a key for a disk. */
export class Secret extends SecretCalls {
  readonly conn: Connect
  readonly uuid: string
  /** A `SecretUsageType`. */
  readonly usageType: number
  /** The volume, target or name it serves. */
  readonly usageId: string

  constructor(conn: Connect, wire: Wire) {
    super()
    this.conn = conn
    this.uuid = wire.uuid
    this.usageType = wire.usageType
    this.usageId = wire.usageId
  }
}

make.secret = (conn, wire) => new Secret(conn, wire)
