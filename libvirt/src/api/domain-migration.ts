import { migrateBetween, migrateToUri, olderParams } from '../migration/migrate.ts'
import type { CallOptions } from '../session/pending-call.ts'
import type { Connect } from './connect.ts'
import type { Domain } from './domain.ts'
import { DomainDetails } from './domain-details.ts'
import type { TypedParamsInput } from './values.ts'

/**
 * Moving a guest to another host. Aborting the signal ends the job: the promise rejects with
 * VIR_ERR_OPERATION_ABORTED and the guest runs on at its source. Flags are `DomainMigrateFlags` values, added up.
 */
export abstract class DomainMigration extends DomainDetails {
  /**
   * Moves the guest; the source's daemon talks to the destination's itself (peer-to-peer).
   * @param dconnuri URI of the destination's daemon as the source reaches it, as `qemu+tls://host-b/system`
   * @param params fields `ParamName.VIR_MIGRATE_PARAM_…`; bandwidth in MiB/s; `migrate_disks` as an array
   * @param flags with `VIR_MIGRATE_PEER2PEER`; without it the hypervisors talk directly, which QEMU cannot
   * @throws LibvirtError VIR_ERR_OPERATION_FAILED when it could not be moved: it runs on at its source
   * @remarks virDomainMigrateToURI3, since libvirt 1.1.0; remote procedure 305
   */
  async migrateToUri3(
    dconnuri: string | null,
    params: TypedParamsInput = {},
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    return migrateToUri(this.self, dconnuri, params, flags, options)
  }

  /**
   * As `migrateToUri3`, with fixed arguments.
   * @param miguri where the data goes, as `tcp://host-b`; null lets the destination choose
   * @param dxml domain XML for the destination; null keeps it
   * @param dname name there; null keeps it
   * @param bandwidth MiB/s; 0 for no limit
   * @remarks virDomainMigrateToURI2, since libvirt 0.9.2; remote procedure 305
   */
  async migrateToUri2(
    dconnuri: string | null,
    miguri: string | null = null,
    dxml: string | null = null,
    flags = 0,
    dname: string | null = null,
    bandwidth = 0,
    options?: CallOptions,
  ): Promise<void> {
    return migrateToUri(this.self, dconnuri, olderParams(miguri, dname, dxml, bandwidth), flags, options)
  }

  /**
   * As `migrateToUri3`, with fewer arguments still.
   * @param duri with the peer-to-peer flag the destination daemon's URI, else where the hypervisor sends the data
   * @param bandwidth MiB/s; 0 for no limit
   * @remarks virDomainMigrateToURI, since libvirt 0.7.2; remote procedure 305
   */
  async migrateToUri(
    duri: string,
    flags = 0,
    dname: string | null = null,
    bandwidth = 0,
    options?: CallOptions,
  ): Promise<void> {
    const direct = (flags & 2) === 0
    const params = olderParams(direct ? duri : null, dname, null, bandwidth)
    return migrateToUri(this.self, direct ? null : duri, params, flags, options)
  }

  /**
   * Moves the guest between two connections of this program, which leads it through all phases.
   * @param params fields `ParamName.VIR_MIGRATE_PARAM_…`; bandwidth in MiB/s
   * @returns the guest at the destination
   * @throws LibvirtError VIR_ERR_OPERATION_FAILED when it could not be moved: every phase is undone
   * @remarks virDomainMigrate3, since libvirt 1.1.0; remote procedures 302 to 307
   */
  async migrate3(
    destination: Connect,
    params: TypedParamsInput = {},
    flags = 0,
    options?: CallOptions,
  ): Promise<Domain> {
    return migrateBetween(this.self, destination, params, flags, options)
  }

  /**
   * As `migrate3`, with fixed arguments.
   * @param dxml domain XML for the destination; null keeps it
   * @param uri where the data goes; null lets the destination choose
   * @param bandwidth MiB/s; 0 for no limit
   * @remarks virDomainMigrate2, since libvirt 0.9.2; remote procedures 302 to 307
   */
  async migrate2(
    destination: Connect,
    dxml: string | null = null,
    flags = 0,
    dname: string | null = null,
    uri: string | null = null,
    bandwidth = 0,
    options?: CallOptions,
  ): Promise<Domain> {
    return migrateBetween(this.self, destination, olderParams(uri, dname, dxml, bandwidth), flags, options)
  }

  /**
   * As `migrate3`, with fewer arguments still.
   * @param uri where the data goes; null lets the destination choose
   * @param bandwidth MiB/s; 0 for no limit
   * @remarks virDomainMigrate, since libvirt 0.3.2; remote procedures 302 to 307
   */
  async migrate(
    destination: Connect,
    flags = 0,
    dname: string | null = null,
    uri: string | null = null,
    bandwidth = 0,
    options?: CallOptions,
  ): Promise<Domain> {
    return migrateBetween(this.self, destination, olderParams(uri, dname, null, bandwidth), flags, options)
  }
}
