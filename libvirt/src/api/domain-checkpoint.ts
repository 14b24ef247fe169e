import { DomainCheckpointCalls } from '../protocol/generated/calls/domain-checkpoint.js'
import type { DomainCheckpoint as Wire } from '../protocol/generated/remote.js'
import type { Connect } from './connect.ts'
import type { Domain } from './domain.ts'
import { make } from './values.ts'

/** A point from which an incremental backup can start. */
export class DomainCheckpoint extends DomainCheckpointCalls {
  readonly conn: Connect
  readonly name: string
  /** The guest it is of. */
  readonly dom: Domain

  constructor(conn: Connect, wire: Wire) {
    super()
    this.conn = conn
    this.name = wire.name
    this.dom = make.domain(conn, wire.dom)
  }
}

make.domainCheckpoint = (conn, wire) => new DomainCheckpoint(conn, wire)
