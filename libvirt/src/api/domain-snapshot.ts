import { DomainSnapshotCalls } from '../protocol/generated/calls/domain-snapshot.js'
import type { DomainSnapshot as Wire } from '../protocol/generated/remote.js'
import type { Connect } from './connect.ts'
import type { Domain } from './domain.ts'
import { make } from './values.ts'

/** A snapshot of a guest. */
export class DomainSnapshot extends DomainSnapshotCalls {
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

make.domainSnapshot = (conn, wire) => new DomainSnapshot(conn, wire)
