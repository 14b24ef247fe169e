import type {
  GuestDiagnostics,
  GuestState,
  ImageSpec,
  NicSpec,
  PortId,
  RescueSpec,
  SecurityPolicy,
  ServerId,
  ServerSpec,
} from '@kilonova/core'
import type { FileOptions } from '../images/server-files.ts'
import { KeyedLock } from '../network/keyed-lock.ts'
import { readConsole } from './console/read-console.ts'
import { destroyServer } from './destroy/destroy-server.ts'
import { findDomain, guestPower } from './hypervisor/find-domain.ts'
import { LiveDriver } from './migrate/live-driver.ts'
import { diagnoseServer } from './care/diagnose-server.ts'
import { crashDump, setGuestPassword } from './care/set-guest-password.ts'
import { attachNic, detachNic } from './nic/attach-nic.ts'
import type { DriverParts, OperationOptions } from './parts.ts'
import { pauseServer, unpauseServer } from './power/pause-server.ts'
import { type RebootKind, rebootServer } from './power/reboot-server.ts'
import { type StopResult, stopServer } from './power/stop-server.ts'
import { resumeServer, suspendServer } from './power/suspend-server.ts'
import { Snapshots } from './snapshot/snapshots.ts'
import { rescueServer, unrescueServer } from './rescue/rescue-server.ts'
import { prepareServer } from './spawn/prepare-server.ts'
import { abandonMigration } from './resize/abandon-migration.ts'
import { confirmMigration } from './resize/confirm-migration.ts'
import { migrateDisks } from './resize/migrate-disks.ts'
import { offerDisks } from './resize/offer-disks.ts'
import { prepareMigration } from './resize/prepare-migration.ts'
import { readyForDisks } from './resize/ready-for-disks.ts'
import { putDisksAside } from './resize/put-disks-aside.ts'
import { receiveDisks } from './resize/receive-disks.ts'
import { canRestoreServer, restoreServer } from './resize/restore-server.ts'
import { RunningMoves } from './resize/running-moves.ts'
import { startMigrated } from './resize/start-migrated.ts'
import { startServer, type StartOptions } from './spawn/start-server.ts'

/** What an operation takes behind the parts. */
type Params<F extends (parts: DriverParts, ...rest: never[]) => unknown> =
  Parameters<F> extends [DriverParts, ...infer Rest] ? Rest : never

/**
 * Requests become guests. Requests about one server are carried out in the order they came, requests about different
 * servers side by side; each may be repeated.
 */
export class Driver {
  readonly snapshots: Snapshots
  readonly #parts: DriverParts
  readonly #order = new KeyedLock<ServerId>()
  readonly live: LiveDriver
  readonly #moves = new RunningMoves()

  constructor(parts: DriverParts) {
    this.#parts = parts
    this.live = new LiveDriver(parts, (serverId, options, work) => this.#inTurn(serverId, options, work))
    this.snapshots = new Snapshots(parts, (serverId, options, work) => this.#inTurn(serverId, options, work))
  }

  prepareServer(spec: ServerSpec, options: FileOptions): Promise<{ imageFetched: boolean }> {
    return this.#inTurn(spec.id, options, () => prepareServer(this.#parts, spec, options))
  }

  startServer(spec: ServerSpec, options: StartOptions): Promise<GuestState> {
    return this.#inTurn(spec.id, options, () => startServer(this.#parts, spec, options))
  }

  destroyServer(serverId: ServerId, options: OperationOptions): Promise<void> {
    return this.#inTurn(serverId, options, () => destroyServer(this.#parts, serverId, options))
  }

  removeServerFiles(serverId: ServerId, options: OperationOptions): Promise<void> {
    this.#moves.stop(serverId)
    return this.#inTurn(serverId, options, async () => {
      const { files, networks, log } = this.#parts
      await files.remove(serverId)
      // A build that was given up when all was prepared has a network and no guest. A server without files needs none;
      // what libvirt cannot take back now is settled when it is there again.
      await networks.unplug(serverId).catch((error: unknown) => {
        log.warn('network of a removed server not given back yet', { serverId, error })
      })
    })
  }

  /**
   * Gives back the networks of servers whose files are gone: what could not be given back while libvirt was away, or
   * before a crash. A server that is being prepared has its turn first.
   */
  async settleNetworks(): Promise<void> {
    const { files, networks } = this.#parts
    for (const serverId of await networks.servers()) {
      await this.#order.run(serverId, async () => {
        if ((await files.find(serverId)) === undefined) await networks.unplug(serverId)
      })
    }
  }

  /** Told apart from `destroyServer` by what stays: definition, network and files. */
  stopServer(serverId: ServerId, timeoutSec: number | undefined, options: OperationOptions): Promise<StopResult> {
    return this.#inTurn(serverId, options, () => stopServer(this.#parts, serverId, timeoutSec, options))
  }

  rebootServer(
    spec: ServerSpec,
    kind: RebootKind,
    timeoutSec: number | undefined,
    options: OperationOptions,
  ): Promise<GuestState & { kind: RebootKind }> {
    return this.#inTurn(spec.id, options, () => rebootServer(this.#parts, spec, kind, timeoutSec, options))
  }

  pauseServer(serverId: ServerId, options: OperationOptions): Promise<GuestState> {
    return this.#inTurn(serverId, options, () => pauseServer(this.#parts, serverId, options))
  }

  unpauseServer(serverId: ServerId, options: OperationOptions): Promise<GuestState> {
    return this.#inTurn(serverId, options, () => unpauseServer(this.#parts, serverId, options))
  }

  suspendServer(serverId: ServerId, options: FileOptions): Promise<GuestState> {
    return this.#inTurn(serverId, options, () => suspendServer(this.#parts, serverId, options))
  }

  resumeServer(spec: ServerSpec, options: OperationOptions): Promise<GuestState> {
    return this.#inTurn(spec.id, options, () => resumeServer(this.#parts, spec, options))
  }

  rescueServer(spec: ServerSpec, rescue: RescueSpec, options: FileOptions) {
    return this.#inTurn(spec.id, options, () => rescueServer(this.#parts, spec, rescue, options))
  }

  unrescueServer(spec: ServerSpec, options: OperationOptions) {
    return this.#inTurn(spec.id, options, () => unrescueServer(this.#parts, spec, options))
  }

  diagnoseServer(serverId: ServerId, running: boolean, options: OperationOptions): Promise<GuestDiagnostics> {
    return diagnoseServer(this.#parts, serverId, running, options)
  }

  setGuestPassword(
    wish: { readonly serverId: ServerId; readonly user: string; readonly password: string },
    options: OperationOptions,
  ): Promise<void> {
    return this.#inTurn(wish.serverId, options, () => setGuestPassword(this.#parts, wish, options))
  }

  crashDump(serverId: ServerId, options: OperationOptions): Promise<void> {
    return this.#inTurn(serverId, options, () => crashDump(this.#parts, serverId, options))
  }

  secureNetworks(policy: SecurityPolicy, nics: readonly NicSpec[], complete: boolean): Promise<void> {
    return this.#parts.networks.secure(policy, nics, complete)
  }

  attachNic(spec: ServerSpec, portId: PortId, options: OperationOptions): Promise<void> {
    return this.#inTurn(spec.id, options, () => attachNic(this.#parts, spec, portId, options))
  }

  detachNic(
    nic: { readonly serverId: ServerId; readonly portId: PortId; readonly mac: string },
    options: OperationOptions,
  ): Promise<void> {
    return this.#inTurn(nic.serverId, options, () => detachNic(this.#parts, nic, options))
  }

  /** `nostate` when libvirt knows no such guest. */
  guestState(serverId: ServerId, { signal }: OperationOptions): Promise<GuestState> {
    return this.#parts.connection.use(
      `the state of server ${serverId} is not known`,
      async (connection) => {
        const domain = await findDomain(connection, serverId)
        return { serverId, power: domain === undefined ? 'nostate' : await guestPower(domain) }
      },
      signal,
    )
  }

  /** This agent's guests and their states, as libvirt has them now. */
  listGuests({ signal }: OperationOptions): Promise<GuestState[]> {
    return this.#parts.connection.use(
      'the host’s guests are not known',
      async (connection) => {
        const domains = (await connection.listAllDomains(0)).filter((domain) =>
          this.#parts.guests.has(domain.uuid as ServerId),
        )
        const states = await Promise.all(
          domains.map(async (domain) => ({ serverId: domain.uuid as ServerId, power: await guestPower(domain) })),
        )
        return states.filter(({ power }) => power !== 'nostate')
      },
      signal,
    )
  }

  /** Fetches an image that servers will need later. @returns false when it was there. */
  cacheImage(image: ImageSpec, options: FileOptions): Promise<boolean> {
    return this.#parts.files.cacheImage(image, options)
  }

  readConsole(serverId: ServerId, lines?: number): Promise<string> {
    return readConsole(this.#parts.files.directoryOf(serverId), serverId, lines)
  }

  prepareMigration(...[request, options]: Params<typeof prepareMigration>) {
    return this.#inTurn(request.spec.id, options, () => prepareMigration(this.#parts, request, options))
  }

  offerDisks(...[request, options]: Params<typeof offerDisks>) {
    return this.#inTurn(request.spec.id, options, () => offerDisks(this.#parts, request, options))
  }

  readyForDisks(...[request, options]: Params<typeof readyForDisks>) {
    return this.#whileWanted(request.spec.id, options, (kept) => readyForDisks(this.#parts, request, kept))
  }

  migrateDisks(...[request, options]: Params<typeof migrateDisks>) {
    return this.#whileWanted(request.spec.id, options, (kept) => migrateDisks(this.#parts, request, kept))
  }

  putDisksAside(...[request, options]: Params<typeof putDisksAside>) {
    return this.#whileWanted(request.spec.id, options, (kept) => putDisksAside(this.#parts, request, kept))
  }

  receiveDisks(...[request, options]: Params<typeof receiveDisks>) {
    return this.#whileWanted(request.spec.id, options, (kept) => receiveDisks(this.#parts, request, kept))
  }

  startMigrated(...[request, options]: Params<typeof startMigrated>) {
    return this.#inTurn(request.spec.id, options, () => startMigrated(this.#parts, request, options))
  }

  abandonMigration(...[request, options]: Params<typeof abandonMigration>) {
    this.#moves.stop(request.serverId)
    return this.#inTurn(request.serverId, options, () => abandonMigration(this.#parts, request, options))
  }

  canRestoreServer(...[request, options]: Params<typeof canRestoreServer>) {
    return canRestoreServer(this.#parts, request, options)
  }

  restoreServer(...[request, options]: Params<typeof restoreServer>) {
    this.#moves.stop(request.spec.id)
    return this.#inTurn(request.spec.id, options, () => restoreServer(this.#parts, request, options))
  }

  confirmMigration(...[request, options]: Params<typeof confirmMigration>) {
    return this.#inTurn(request.serverId, options, () => confirmMigration(this.#parts, request, options))
  }

  /** For what copies: its programs and streams end when the server is removed meanwhile, and not only when it is done. */
  #whileWanted<T>(serverId: ServerId, options: FileOptions, work: (kept: FileOptions) => Promise<T>): Promise<T> {
    return this.#inTurn(serverId, options, async () => {
      using move = this.#moves.begin(serverId)
      return await work({ ...options, signal: AbortSignal.any([options.signal, move.signal]) })
    })
  }

  #inTurn<T>(serverId: ServerId, { signal }: OperationOptions, work: () => Promise<T>): Promise<T> {
    return this.#order.run(serverId, work, signal)
  }
}
