import { remote } from '../protocol/generated/remote.js'
import type { Domain as Wire } from '../protocol/generated/remote.js'
import type { CallOptions } from '../session/pending-call.ts'
import type { Connect } from './connect.ts'
import { DomainDetails } from './domain-details.ts'
import type { DomainSnapshot } from './domain-snapshot.ts'
import { make } from './values.ts'

/** A guest: a handle made of its name, its UUID and the id it had when it was looked up. */
export class Domain extends DomainDetails {
  readonly conn: Connect
  readonly name: string
  readonly uuid: string
  /** -1 when it was not running at that time. */
  readonly id: number

  constructor(conn: Connect, wire: Wire) {
    super()
    this.conn = conn
    this.name = wire.name
    this.uuid = wire.uuid
    this.id = wire.id
  }

  protected override get self(): this {
    return this
  }

  /**
   * Takes the guest back to a snapshot.
   * @param flags `DomainSnapshotRevertFlags` values, added up
   * @throws LibvirtError VIR_ERR_NO_DOMAIN_SNAPSHOT when it is gone; VIR_ERR_SNAPSHOT_REVERT_RISKY without the force flag
   * @remarks virDomainRevertToSnapshot, since libvirt 0.8.0; remote procedure 192
   */
  async revertToSnapshot(snapshot: DomainSnapshot, flags = 0, options?: CallOptions): Promise<void> {
    await this.conn.call(remote.domainRevertToSnapshot, { snap: snapshot, flags }, options)
  }
}

make.domain = (conn, wire) => new Domain(conn, wire)
