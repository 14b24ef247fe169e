import { StorageVolCalls } from '../protocol/generated/calls/storage-vol.js'
import type { StorageVol as Wire } from '../protocol/generated/remote.js'
import type { Connect } from './connect.ts'
import { make } from './values.ts'

/** A volume: an image file, a logical volume, or whatever its pool keeps. */
export class StorageVol extends StorageVolCalls {
  readonly conn: Connect
  /** Name of the pool it is in. */
  readonly pool: string
  readonly name: string
  /** Unlike any other volume's on this host; most often the path. */
  readonly key: string

  constructor(conn: Connect, wire: Wire) {
    super()
    this.conn = conn
    this.pool = wire.pool
    this.name = wire.name
    this.key = wire.key
  }
}

make.storageVol = (conn, wire) => new StorageVol(conn, wire)
