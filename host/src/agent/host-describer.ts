import type { Log } from '@kilonova/core'
import type { Connect } from '@kilonova/libvirt'
import type { HypervisorConnection } from '../driver/hypervisor/connection.ts'
import { type HostDescription, readCapabilities } from '../driver/hypervisor/read-capabilities.ts'
import { findVirtType } from '../driver/virt-type/find-virt-type.ts'
import type { HostSettings } from '../settings.ts'

/** The host's description, made once per connection, and again after it failed; KVM is tried in the background from the agent's start. */
export class HostDescriber {
  readonly stopping = new AbortController()
  readonly #virtType: Promise<'kvm' | 'qemu'>
  #description: Promise<HostDescription> | undefined

  constructor(options: { readonly settings: HostSettings; readonly stateDirectory: string }, log: Log) {
    this.#virtType = findVirtType({
      setting: options.settings.libvirt.virtType,
      stateDirectory: options.stateDirectory,
      log,
      signal: this.stopping.signal,
    }).then((answer) => {
      log.info('guests run by', { virtType: answer.virtType, reason: answer.reason, remembered: answer.remembered })
      return answer.virtType
    })
    this.#virtType.catch(() => undefined)
  }

  begin(connection: Connect): void {
    const description = this.#virtType.then((virtType) => readCapabilities(connection, virtType))
    this.#description = description
    description.catch(() => {
      if (this.#description === description) this.#description = undefined
    })
  }

  forget(): void {
    this.#description = undefined
  }

  describe(connection: HypervisorConnection, signal: AbortSignal): Promise<HostDescription> {
    return connection.use(
      'the host is not known yet',
      (open) => {
        if (this.#description === undefined) this.begin(open)
        return this.#description ?? Promise.reject(new Error('no description'))
      },
      signal,
    )
  }
}
