import { remote } from '../protocol/generated/remote.js'
import type { Domain as Wire } from '../protocol/generated/remote.js'
import type { CallOptions } from '../session/pending-call.ts'
import type { Connect } from './connect.ts'
import { DomainMigration } from './domain-migration.ts'
import type { DomainSnapshot } from './domain-snapshot.ts'
import { openStream } from '../streams/open-stream.ts'
import type { Stream } from '../streams/stream.ts'
import { make } from './values.ts'

/** A guest: a handle made of its name, its UUID and the id it had when it was looked up. */
export class Domain extends DomainMigration {
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

  /**
   * Opens the guest's console, both ways.
   * @param devName alias of the device, as `serial0`; null for the first
   * @param flags `DomainConsoleFlags` values, added up
   * @throws LibvirtError VIR_ERR_OPERATION_INVALID when the guest does not run; VIR_ERR_OPERATION_FAILED when the console is in use
   * @remarks virDomainOpenConsole, since libvirt 0.8.6; remote procedure 201
   */
  async openConsole(devName: string | null = null, flags = 0, options?: CallOptions): Promise<Stream> {
    return (await openStream(this.conn, remote.domainOpenConsole, { dom: this, devName, flags }, options)).stream
  }

  /**
   * Opens a virtio channel to the guest, both ways.
   * @param name of the channel or its device; null for the first
   * @param flags `DomainChannelFlags` values, added up
   * @throws LibvirtError VIR_ERR_OPERATION_INVALID when the guest does not run
   * @remarks virDomainOpenChannel, since libvirt 1.0.2; remote procedure 296
   */
  async openChannel(name: string | null = null, flags = 0, options?: CallOptions): Promise<Stream> {
    return (await openStream(this.conn, remote.domainOpenChannel, { dom: this, name, flags }, options)).stream
  }

  /**
   * A picture of the guest's screen.
   * @param screen which one, from 0
   * @returns the picture's type, as `image/png`, and its bytes as a stream
   * @throws LibvirtError VIR_ERR_OPERATION_INVALID when the guest does not run
   * @remarks virDomainScreenshot, since libvirt 0.9.2; remote procedure 211
   */
  async screenshot(
    screen = 0,
    flags = 0,
    options?: CallOptions,
  ): Promise<{ readonly mime: string | null; readonly stream: Stream }> {
    const args = { dom: this, screen, flags }
    const { stream, reply } = await openStream(this.conn, remote.domainScreenshot, args, options)
    return { mime: reply.mime, stream }
  }
}

make.domain = (conn, wire) => new Domain(conn, wire)
