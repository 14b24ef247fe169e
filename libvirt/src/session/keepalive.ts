export const keepaliveProgram = 0x6b65_6570
export const keepalivePing = 1
export const keepalivePong = 2

export interface KeepaliveOptions {
  /** Time without a byte from the peer after which it is asked. 0 never asks. */
  readonly intervalMs: number
  /** Questions left unanswered after which the peer is taken for dead. */
  readonly count: number
}

/**
 * Finds a dead peer: after each interval without a byte it asks, and after `count` questions without any byte in
 * answer it says so. A tick that comes late (the program itself was busy, or the machine slept) counts nothing:
 * answers may be waiting unread.
 */
export class Keepalive {
  readonly #timer: NodeJS.Timeout | undefined
  readonly #options: KeepaliveOptions
  readonly #ask: () => void
  readonly #dead: () => void
  #heard = false
  #suspended = false
  #unanswered = 0
  #lastTick = performance.now()

  constructor(options: KeepaliveOptions, ask: () => void, dead: () => void) {
    this.#options = options
    this.#ask = ask
    this.#dead = dead
    if (options.intervalMs > 0) this.#timer = setInterval(() => this.#tick(), options.intervalMs).unref()
  }

  heard(): void {
    this.#heard = true
  }

  /** While reading is paused silence says nothing about the peer. */
  suspend(on: boolean): void {
    this.#suspended = on
    this.#heard = true
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #tick(): void {
    const now = performance.now()
    const late = now - this.#lastTick > this.#options.intervalMs * 1.5
    this.#lastTick = now
    if (this.#heard || this.#suspended) {
      this.#heard = false
      this.#unanswered = 0
      return
    }
    if (!late && this.#unanswered >= this.#options.count) return this.#dead()
    this.#unanswered += late ? 0 : 1
    this.#ask()
  }
}
