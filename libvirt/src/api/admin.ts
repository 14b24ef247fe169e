import { connectionLost } from '../errors/local.ts'
import type { LibvirtError } from '../errors/libvirt-error.ts'
import { admin } from '../protocol/generated/admin.js'
import { AdminCalls } from '../protocol/generated/calls/admin.js'
import type { Procedure } from '../protocol/procedure.ts'
import type { CallOptions } from '../session/pending-call.ts'
import type { Session } from '../session/session.ts'
import { type ConnectOptions, targetOf } from './connect.ts'
import { openAdminSession } from './open-session.ts'

/**
 * Opens the administration of a daemon: its workers, clients and log. Only over a unix socket, and only for root.
 * @param uri `libvirtd:///system`, `virtqemud:///session`, or with `?socket=/path`; '' for the system's libvirtd.
 * @throws LibvirtError when there is no such socket or we may not use it.
 * @remarks virAdmConnectOpen, since libvirt 2.0.0; admin procedure 1
 */
export async function connectAdmin(uri = '', options: ConnectOptions = {}): Promise<Admin> {
  const text = uri === '' ? 'libvirtd:///system' : uri
  const target = await targetOf(text, { ...options, keepaliveIntervalMs: 0 })
  const driver = target.uri.driver.replace(/^virt(.*)d$/, '$1').replace(/^libd?$/, 'libvirt')
  const mode = target.uri.driver === 'libvirtd' ? 'legacy' : 'direct'
  const parameters = new Map([['mode', mode], ...target.uri.parameters])
  const session = await openAdminSession({ ...target, uri: { ...target.uri, driver, parameters } }, options.signal)
  return new Admin(text, session)
}

/** The administration of a running daemon. */
export class Admin extends AdminCalls {
  readonly uri: string
  /** Resolves with the reason when the connection is over; never rejects. */
  readonly closed: Promise<LibvirtError>
  readonly #session: Session

  constructor(uri: string, session: Session) {
    super()
    this.uri = uri
    this.#session = session
    this.closed = session.whenEnded
  }

  /** Any call of the table `admin`. */
  call<Args, Ret>(procedure: Procedure<Args, Ret>, args: Args, options?: CallOptions): Promise<Ret> {
    return this.#session.call(procedure, args, options)
  }

  isAlive(): boolean {
    return this.#session.endReason === undefined
  }

  async close(): Promise<void> {
    if (!this.isAlive()) return
    await this.call(admin.connectClose, undefined, { timeoutMs: 2000 }).catch(() => undefined)
    this.#session.fail(connectionLost('the connection was closed by this program'))
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `<Admin ${this.uri}>`
  }
}
