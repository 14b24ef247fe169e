import type { Log } from '@kilonova/core'
import { type Connect, el, LibvirtError, printXml, type Secret } from '@kilonova/libvirt'
import { cephSecretUuid, readCephKey } from '../../images/ceph-key.ts'
import type { RbdSettings } from '../../images/settings.ts'

const usagePrefix = 'kilonova: Ceph client.'
const keyTimeoutMs = 20_000

/**
 * The Ceph user's key as a libvirt secret: guests' disks name it, and libvirt hands it to QEMU. It is ephemeral and
 * private, so libvirt neither writes it down nor gives it back; after each new connection it is set again.
 */
export class CephSecret {
  readonly #settings: RbdSettings
  readonly #log: Log
  readonly uuid: string | undefined
  constructor(settings: RbdSettings, log: Log) {
    this.#settings = settings
    this.#log = log
    this.uuid = cephSecretUuid(settings)
  }

  /** Defines it and sets its value. One that somebody made by hand is left as it is. @throws {Fault} without a key. */
  async set(connection: Connect): Promise<void> {
    if (this.uuid === undefined) return
    const present = await find(connection, this.uuid)
    if (present !== undefined && !present.usageId.startsWith(usagePrefix)) return
    const key = await readCephKey(this.#settings, AbortSignal.timeout(keyTimeoutMs))
    const secret = present ?? (await connection.secretDefineXml(this.#xml(this.uuid)))
    await secret.setValue(key)
    if (present === undefined) this.#log.info('Ceph key given to libvirt', { secretUuid: this.uuid })
  }

  /** The same when it is missing; for those who are about to start a guest. */
  async need(connection: Connect): Promise<void> {
    if (this.uuid === undefined || (await find(connection, this.uuid)) !== undefined) return
    await this.set(connection)
  }

  /** At a new connection: a missing key must not keep the host from its other work. */
  async setOrLog(connection: Connect): Promise<void> {
    try {
      await this.set(connection)
    } catch (error) {
      if (error instanceof LibvirtError) throw error
      this.#log.error('guests with disks in Ceph cannot be started', { error })
    }
  }

  #xml(uuid: string): string {
    const { user, fsid } = this.#settings
    return printXml(
      el('secret', { ephemeral: 'yes', private: 'yes' }, [
        el('uuid', {}, uuid),
        el('usage', { type: 'ceph' }, el('name', {}, `${usagePrefix}${user} of ${fsid} (${uuid})`)),
      ]),
    )
  }
}

async function find(connection: Connect, uuid: string): Promise<Secret | undefined> {
  try {
    return await connection.secretLookupByUuid(uuid)
  } catch (error) {
    if (error instanceof LibvirtError && error.is('VIR_ERR_NO_SECRET')) return undefined
    throw error
  }
}
