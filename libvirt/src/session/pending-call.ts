import { callTimedOut } from '../errors/local.ts'
import type { Procedure } from '../protocol/procedure.ts'

/** What every call takes last. */
export interface CallOptions {
  /** Gives up waiting. The daemon is not told (the protocol has no cancel): it may still carry the call out. */
  readonly signal?: AbortSignal | undefined
  /** Longest wait in milliseconds, the wait for a free slot included; 0 waits for ever. */
  readonly timeoutMs?: number | undefined
}

export type AnyProcedure = Procedure<never, unknown>

/**
 * One call from `call()` to its reply. It settles once; after a deadline or an abort it stays in the session's table,
 * because the daemon's slot is taken until the reply comes.
 */
export class PendingCall {
  readonly procedure: AnyProcedure
  readonly args: unknown
  settled = false
  readonly #resolve: (value: unknown) => void
  readonly #reject: (error: unknown) => void
  #timer: NodeJS.Timeout | undefined
  #signal: AbortSignal | undefined
  #aborted: (() => void) | undefined

  constructor(
    procedure: AnyProcedure,
    args: unknown,
    resolve: (value: unknown) => void,
    reject: (error: unknown) => void,
  ) {
    this.procedure = procedure
    this.args = args
    this.#resolve = resolve
    this.#reject = reject
  }

  /** Starts the clock and listens for the abort. */
  watch(timeoutMs: number, signal: AbortSignal | undefined): void {
    if (timeoutMs > 0) {
      this.#timer = setTimeout(() => this.reject(callTimedOut(this.procedure.name, timeoutMs)), timeoutMs)
    }
    if (signal !== undefined) {
      this.#signal = signal
      this.#aborted = () => this.reject(signal.reason)
      signal.addEventListener('abort', this.#aborted, { once: true })
    }
  }

  resolve(value: unknown): void {
    if (this.settled) return
    this.#settle()
    this.#resolve(value)
  }

  reject(error: unknown): void {
    if (this.settled) return
    this.#settle()
    this.#reject(error)
  }

  #settle(): void {
    this.settled = true
    if (this.#timer !== undefined) clearTimeout(this.#timer)
    if (this.#aborted !== undefined) this.#signal?.removeEventListener('abort', this.#aborted)
  }
}
