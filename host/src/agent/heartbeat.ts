import { type Bus, type HostFacts, type HostName, heartbeatSubject, type Log } from '@kilonova/core'

/** Publishes the host's facts now and at each interval, until stopped. A beat that fails is left out: silence tells. */
export class Heartbeat {
  readonly #beat: () => Promise<void>
  readonly #timer: NodeJS.Timeout
  #beating: Promise<void> | undefined
  #stopped = false

  constructor(options: {
    readonly bus: Bus
    readonly host: HostName
    readonly intervalMs: number
    readonly facts: () => Promise<HostFacts>
    readonly log: Log
  }) {
    this.#beat = async () => {
      try {
        const facts = await options.facts()
        if (!this.#stopped) options.bus.publish(heartbeatSubject(options.host), facts)
      } catch (error) {
        options.log.debug('no heartbeat', { error })
      }
    }
    this.#timer = setInterval(() => this.now(), options.intervalMs)
  }

  /** One beat out of turn, unless one is under way. */
  now(): void {
    this.#beating ??= this.#beat().finally(() => {
      this.#beating = undefined
    })
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#timer)
    await this.#beating
  }
}
