import { StoragePoolCalls } from '../protocol/generated/calls/storage-pool.js'
import type { StoragePool as Wire } from '../protocol/generated/remote.js'
import type { Connect } from './connect.ts'
import { make } from './values.ts'

/** A place that volumes are kept in. */
export class StoragePool extends StoragePoolCalls {
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

make.storagePool = (conn, wire) => new StoragePool(conn, wire)
