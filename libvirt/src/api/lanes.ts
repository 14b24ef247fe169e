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
import type { Session } from '../session/session.ts'

/** May wait for a guest, its agent, a copy of gigabytes or another host. */
const longCalls =
  /^(?:domainMigrate(?:Prepare|Perform|Finish|Confirm|Begin)|domain(?:ManagedSave|Save|SaveFlags|SaveParams|Restore|RestoreFlags|RestoreParams|CoreDump|CoreDumpWithFormat|Create|CreateWithFlags|SnapshotCreateXml|SnapshotDelete|RevertToSnapshot|BackupBegin|BlockJobAbort|BlockCommit|BlockCopy|BlockRebase|BlockPull|FsFreeze|Fsfreeze|Fsthaw|Fstrim|GetFsinfo|GetGuestInfo|GetGuestVcpus|SetGuestVcpus|GetTime|SetTime|SetUserPassword|AuthorizedSshKeysGet|AuthorizedSshKeysSet|GetHostname|InterfaceAddresses|AttachDevice|AttachDeviceFlags|DetachDevice|DetachDeviceFlags|ShutdownFlags|Shutdown|Reboot|PmSuspendForDuration|AgentCommand|MonitorCommand)$|storageVol(?:CreateXml|CreateXmlFrom|Wipe|WipePattern|Resize|Delete)$|storagePool(?:Build|Create|CreateXml|Delete|Refresh)$|connectFindStoragePoolSources|nodeDevice(?:Dettach|DetachFlags|ReAttach|Reset|CreateXml)$|networkCreate)/
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

const idleMs = 60_000

/** The connections besides the main one. */
export class LanePool {
  readonly #open: () => Promise<Session>
  readonly #max: number
  readonly #slowCap: number
  readonly #long: Promise<Session>[] = []
  readonly #settled = new Map<Promise<Session>, Session>()
  #control: Promise<Session> | undefined
  #timer: NodeJS.Timeout | undefined
  #lastUse = 0

  constructor(open: () => Promise<Session>, max: number, slowCap: number) {
    this.#open = open
    this.#max = max
    this.#slowCap = slowCap
  }

  /** A connection with a free slot, a new one while there may be more, else the least busy. */
  async long(): Promise<Session> {
    this.#lastUse = performance.now()
    const known = this.#long.map((one) => this.#settled.get(one)).filter((one) => one !== undefined)
    const free = known.find((one) => one.slowCalls < this.#slowCap)
    if (free !== undefined) return free
    if (this.#long.length < this.#max) return this.#add()
    if (known.length === 0) return this.#long[0] as Promise<Session>
    return known.reduce((least, one) => (one.slowCalls < least.slowCalls ? one : least))
  }

  async control(): Promise<Session> {
    this.#lastUse = performance.now()
    if (this.#control === undefined) {
      const opening = this.#open()
      this.#control = opening
      const forget = (): void => void (this.#control === opening && (this.#control = undefined))
      opening.then((session) => session.whenEnded.then(forget), forget)
    }
    return this.#control
  }

  /** Closes all; what is in flight on them is rejected. */
  close(reason: LibvirtError): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    for (const one of [...this.#long.splice(0), ...(this.#control === undefined ? [] : [this.#control])]) {
      void one.then(
        (session) => session.fail(reason),
        () => undefined,
      )
    }
    this.#control = undefined
    this.#settled.clear()
  }

  #add(): Promise<Session> {
    const opening = this.#open()
    this.#long.push(opening)
    const forget = (): void => {
      const at = this.#long.indexOf(opening)
      if (at >= 0) void this.#long.splice(at, 1)
      this.#settled.delete(opening)
    }
    const keep = (session: Session): Promise<void> => {
      this.#settled.set(opening, session)
      return session.whenEnded.then(forget)
    }
    opening.then(keep, forget)
    this.#timer ??= setInterval(() => this.#closeIdle(), idleMs / 2).unref()
    return opening
  }

  #closeIdle(): void {
    if (performance.now() - this.#lastUse < idleMs) return
    const busy = [...this.#settled.values()].some((session) => session.callsInFlight > 0)
    if (!busy) this.close(connectionLost('an idle connection was closed'))
  }
}
