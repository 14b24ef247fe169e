import { Fault, type HostOperation } from '@kilonova/core'

type Power = 'nostate' | 'running' | 'paused' | 'shutdown' | 'crashed' | 'suspended'

/** The host's half of which servers' files and guests are where: what `TestAgent` has. */
interface Holder {
  readonly host: string
  readonly files: Set<string>
  readonly guests: Map<string, Power>
}

export interface MovesState {
  readonly incoming: [string, string][]
  readonly aside: [string, string][]
  readonly arrived: [string, string][]
}

interface Asked {
  readonly migrationId: string
  readonly sameHost?: boolean
  readonly running?: boolean
}

/**
 * A host's half of cold moves, with the directories of the real one as entries: `<uuid>`, `<uuid>_resize`,
 * `<uuid>_incoming`, each marked with its migration. An order that would lose or double a server throws.
 */
export class TestMoves {
  readonly #holder: Holder
  readonly incoming = new Map<string, string>()
  readonly aside = new Map<string, string>()
  readonly arrived = new Map<string, string>()

  constructor(holder: Holder) {
    this.#holder = holder
  }

  get isEmpty(): boolean {
    return this.incoming.size === 0 && this.aside.size === 0
  }

  get state(): MovesState {
    return { incoming: [...this.incoming], aside: [...this.aside], arrived: [...this.arrived] }
  }

  load(state: MovesState): void {
    for (const [id, migration] of state.incoming) this.incoming.set(id, migration)
    for (const [id, migration] of state.aside) this.aside.set(id, migration)
    for (const [id, migration] of state.arrived) this.arrived.set(id, migration)
  }

  answer(operation: HostOperation, id: string, request: unknown): unknown {
    const asked = request as Asked
    const { migrationId } = asked
    const { files, guests, host } = this.#holder
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the operations of moves; the others are answered elsewhere
    switch (operation) {
      case 'prepareMigration':
        this.incoming.set(id, migrationId)
        return {
          ticketSha256: '0'.repeat(64),
          probe: { name: `${id}_incoming/probe`, text: migrationId },
          incomingDirectory: `/incoming/${id}`,
        }
      case 'offerDisks':
        if (!files.has(id)) throw new Fault('conflict', `server ${id} is not on ${host}`)
        this.arrived.delete(id)
        return { shared: false, swapStays: false, flatten: false, disks: [] }
      case 'readyForDisks':
        this.#mustPrepare(id, migrationId)
        return {}
      case 'migrateDisks':
        if (this.aside.get(id) !== migrationId) {
          if (!files.has(id)) throw new Fault('conflict', `server ${id} has left ${host} already`)
          guests.set(id, 'shutdown')
        }
        return { mode: 'overlay', files: [], disks: [] }
      case 'putDisksAside':
        if (this.aside.get(id) !== migrationId) {
          if (guests.get(id) !== 'shutdown') throw new Fault('conflict', `server ${id} runs on ${host}`)
          if (!files.delete(id)) throw new Fault('conflict', `server ${id} has left ${host} already`)
          this.aside.set(id, migrationId)
        }
        return { versions: {} }
      case 'receiveDisks':
        if (this.arrived.get(id) !== migrationId) {
          this.#mustPrepare(id, migrationId)
          if (files.has(id)) throw new Fault('conflict', `server ${id} is on ${host} already`)
          this.incoming.delete(id)
          this.arrived.set(id, migrationId)
          files.add(id)
        }
        return { receivedBytes: 1 }
      case 'startMigrated':
        if (this.arrived.get(id) !== migrationId) throw new Fault('conflict', `server ${id} did not arrive at ${host}`)
        guests.set(id, asked.running === true ? 'running' : 'shutdown')
        return { serverId: id, power: guests.get(id) }
      case 'abandonMigration':
        if (this.incoming.get(id) === migrationId) this.incoming.delete(id)
        if (this.arrived.get(id) === migrationId) {
          this.arrived.delete(id)
          files.delete(id)
          guests.delete(id)
        }
        return {}
      case 'canRestoreServer':
        return { restorable: this.aside.get(id) === migrationId }
      case 'restoreServer':
        if (this.aside.get(id) === migrationId) {
          if (files.has(id)) throw new Fault('conflict', `server ${id} is twice on ${host}`)
          this.aside.delete(id)
          files.add(id)
        }
        if (asked.running === true) guests.set(id, 'running')
        return { serverId: id, power: guests.get(id) ?? 'shutdown' }
      case 'confirmMigration':
        if (this.aside.get(id) === migrationId) this.aside.delete(id)
        if (asked.sameHost !== true) guests.delete(id)
        return {}
      default:
        throw new Error(`${operation} is no move`)
    }
  }

  #mustPrepare(id: string, migrationId: string): void {
    if (this.incoming.get(id) === migrationId) return
    throw new Fault('conflict', `${this.#holder.host} was not prepared for server ${id}`)
  }
}
