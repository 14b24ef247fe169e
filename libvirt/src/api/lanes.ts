/**
 * Which connection a call travels on. The daemon stops reading a connection that has too many calls blocked, so a
 * call that may take minutes never shares one with the calls that must get through.
 *
 *   main     everything short, and the events
 *   long     calls that may take minutes: up to `maxSlowCalls` on each of a few connections, opened when needed
 *   control  abort and job queries, when the main connection is busy with slow calls
 */
import { connectionLost } from '../errors/local.ts'
import type { LibvirtError } from '../errors/libvirt-error.ts'
import { remote } from '../protocol/generated/remote.js'
import type { Session } from '../session/session.ts'

/** May wait for a guest, its agent, a copy of gigabytes or another host. */
const longCalls =
  /^(?:domainMigrate(?:Prepare|Perform|Finish|Confirm|Begin)|domain(?:ManagedSave|Save|SaveFlags|SaveParams|Restore|RestoreFlags|RestoreParams|CoreDump|CoreDumpWithFormat|Create|CreateWithFlags|CreateXml|SnapshotCreateXml|SnapshotDelete|RevertToSnapshot|BackupBegin|BlockJobAbort|BlockCommit|BlockCopy|BlockRebase|BlockPull|FsFreeze|Fsfreeze|Fsthaw|Fstrim|GetFsinfo|GetGuestInfo|GetGuestVcpus|SetGuestVcpus|GetTime|SetTime|SetUserPassword|AuthorizedSshKeysGet|AuthorizedSshKeysSet|GetHostname|InterfaceAddresses|AttachDevice|AttachDeviceFlags|DetachDevice|DetachDeviceFlags|ShutdownFlags|Shutdown|Reboot|PmSuspendForDuration|AgentCommand|MonitorCommand)$|storageVol(?:CreateXml|CreateXmlFrom|Wipe|WipePattern|Resize|Delete)$|storagePool(?:Build|Create|CreateXml|Delete|Refresh)$|connectFindStoragePoolSources|nodeDevice(?:Dettach|DetachFlags|ReAttach|Reset|CreateXml)$|networkCreate)/
/** Must get through whatever else waits. */
const controlCalls =
  /^domain(?:AbortJob|AbortJobFlags|GetJobInfo|GetJobStats|BlockJobAbort|GetBlockJobInfo|MigrateSet\w+|MigrateGet\w+|MigrateStartPostCopy|Suspend|Destroy|DestroyFlags)$/

/** A guest that dies with the connection that started it must be started on the main one. */
const autodestroy = 2

export type Lane = 'main' | 'long' | 'control'

const known = new Map<string, Lane>()

export function laneOf(procedure: { readonly name: string; readonly slow: boolean }, args: unknown): Lane {
  if (!procedure.slow) return 'main'
  let lane = known.get(procedure.name)
  if (lane === undefined) {
    lane = controlCalls.test(procedure.name) ? 'control' : longCalls.test(procedure.name) ? 'long' : 'main'
    known.set(procedure.name, lane)
  }
  if (lane !== 'long') return lane
  const flags = (args as { readonly flags?: number | bigint } | undefined)?.flags
  const starts = procedure.name.startsWith('domainCreate')
  return starts && typeof flags === 'number' && (flags & autodestroy) !== 0 ? 'main' : 'long'
}

/** A daemon that does not even read for so long is stuck: waiting longer helps nobody. */
const readMs = 1000

interface OpenedLane {
  readonly session: Promise<Session>
  opened: Session | undefined
}

/** The connections besides the main one. */
export class LanePool {
  readonly #open: () => Promise<Session>
  readonly #max: number
  readonly #slowCap: number
  readonly #idleMs: number
  readonly #long: OpenedLane[] = []
  #control: OpenedLane | undefined
  #timer: NodeJS.Timeout | undefined
  #lastUse = 0
  #turn: Promise<void> = Promise.resolve()

  /** @param idleMs they are closed when none was asked for in so long, and nothing is in flight on any. */
  constructor(open: () => Promise<Session>, max: number, slowCap: number, idleMs = 60_000) {
    this.#open = open
    this.#max = max
    this.#slowCap = slowCap
    this.#idleMs = idleMs
  }

  /**
   * A connection with a free slot, a new one while there may be more, else the least busy. Calls are let through one
   * at a time, each when the daemon has read the one before: libvirtd 9.0 starts a further worker only when no call is
   * queued, so that a burst of calls that block would leave it with those it has (5 of max_workers 20) and everything
   * else waiting. Can go when no supported libvirt compares those two unsigned numbers by their difference.
   */
  async long(): Promise<Session> {
    this.#lastUse = performance.now()
    const before = this.#turn
    let pass = (): void => {}
    this.#turn = new Promise((resolve) => (pass = resolve))
    await before
    try {
      const free = this.#long.find((lane) => this.#load(lane) < this.#slowCap)
      const lane = free ?? (this.#long.length < this.#max ? this.#add() : this.#leastBusy())
      const session = await lane.session
      // The caller makes its call in this turn of the event loop; the answer to ours proves that it was read.
      setImmediate(
        () => void session.call(remote.connectGetLibVersion, undefined, { timeoutMs: readMs }).then(pass, pass),
      )
      return session
    } catch (cause) {
      pass()
      throw cause
    }
  }

  #load(lane: OpenedLane): number {
    return lane.opened?.slowCalls ?? 0
  }

  #leastBusy(): OpenedLane {
    return this.#long.reduce((least, lane) => (this.#load(lane) < this.#load(least) ? lane : least))
  }

  async control(): Promise<Session> {
    this.#lastUse = performance.now()
    if (this.#control === undefined) {
      const lane = this.#openLane(() => void (this.#control === lane && (this.#control = undefined)))
      this.#control = lane
    }
    return this.#control.session
  }

  /** Closes all; what is in flight on them is rejected. */
  close(reason: LibvirtError): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    for (const { session } of this.#lanes()) session.then((one) => one.fail(reason)).catch(() => undefined)
    this.#long.length = 0
    this.#control = undefined
  }

  #lanes(): OpenedLane[] {
    return this.#control === undefined ? [...this.#long] : [...this.#long, this.#control]
  }

  #add(): OpenedLane {
    const lane = this.#openLane(() => {
      const at = this.#long.indexOf(lane)
      if (at >= 0) this.#long.splice(at, 1)
    })
    this.#long.push(lane)
    return lane
  }

  #openLane(forget: () => void): OpenedLane {
    const lane: OpenedLane = { session: this.#open(), opened: undefined }
    const keep = (session: Session): Promise<void> => {
      lane.opened = session
      return session.whenEnded.then(forget)
    }
    lane.session.then(keep, forget)
    this.#timer ??= setInterval(() => this.#closeIdle(), this.#idleMs / 2).unref()
    return lane
  }

  #closeIdle(): void {
    if (performance.now() - this.#lastUse < this.#idleMs) return
    // One that is still being opened is for a call that waits for it.
    const isBusy = this.#lanes().some(({ opened }) => opened === undefined || opened.callsInFlight > 0)
    if (!isBusy) this.close(connectionLost('an idle connection was closed'))
  }
}
