import { encodeFault } from '../model/fault.ts'
import type { Handler, Progress, Subject } from './bus.ts'
import { decodeBody, encodeBody, type Outcome } from './message.ts'
import { ProgressGate } from './progress-gate.ts'

export interface IncomingRequest {
  readonly subject: Subject
  readonly requestId: string
  /** JSON text. */
  readonly body: string
  /** The caller named the effect: its answer is kept. */
  readonly named: boolean
  readonly onProgress?: (progress: Progress) => void
}

export interface JoinedRequest {
  readonly outcome: Promise<Outcome>
  /** The caller does not wait any more; the last one to leave aborts the work. */
  leave(reason: unknown): void
}

/** Answers that were given, by subject and request id, so that a repeated request is answered and not done twice. */
export interface FinishedRequests {
  get(key: string): string | undefined
  /** Resolves once it is as safe as this kind of memory can make it. */
  put(key: string, body: string): void | Promise<void>
}

interface Running {
  readonly abort: AbortController
  readonly outcome: Promise<Outcome>
  readonly listeners: Set<(progress: Progress) => void>
  callers: number
}

/**
 * The serving half that every bus shares: one run of the handler for each subject and request id, however many callers
 * ask; its answer is remembered, a failure is not.
 */
export class ServedRequests {
  readonly #running = new Map<string, Running>()
  #finished: FinishedRequests
  constructor(finished: FinishedRequests = new RecentAnswers()) {
    this.#finished = finished
  }

  /** Answers from now on are kept there; what was kept so far is forgotten. */
  keepIn(finished: FinishedRequests): void {
    this.#finished = finished
  }

  join(request: IncomingRequest, handler: Handler): JoinedRequest {
    const key = `${request.subject} ${request.requestId}`
    // While it runs its answer may be kept already, but not yet as safely as it will be.
    const body = this.#running.has(key) ? undefined : this.#finished.get(key)
    if (body !== undefined) return { outcome: Promise.resolve({ ok: true, body }), leave: () => {} }
    const running = this.#running.get(key) ?? this.#start(key, request, handler)
    running.callers += 1
    const { onProgress } = request
    if (onProgress !== undefined) running.listeners.add(onProgress)
    let left = false
    const leave = (reason: unknown) => {
      if (left) return
      left = true
      running.callers -= 1
      if (onProgress !== undefined) running.listeners.delete(onProgress)
      if (running.callers === 0) running.abort.abort(reason)
    }
    return { outcome: running.outcome, leave }
  }

  /** Resolves when the requests of a subject (of all when absent) that run now have ended. */
  async settled(subject?: Subject): Promise<void> {
    const ended = [...this.#running].filter(([key]) => subject === undefined || key.startsWith(`${subject} `))
    await Promise.all(ended.map(([, { outcome }]) => outcome))
  }

  abortAll(reason: unknown): void {
    for (const { abort } of this.#running.values()) abort.abort(reason)
  }

  #start(key: string, request: IncomingRequest, handler: Handler): Running {
    const abort = new AbortController()
    const listeners = new Set<(progress: Progress) => void>()
    const gate = new ProgressGate((progress) => {
      for (const listener of listeners) listener(progress)
    })
    const run = async (): Promise<Outcome> => {
      try {
        abort.signal.throwIfAborted() // a request and its cancelling may come together
        const context = {
          subject: request.subject,
          requestId: request.requestId,
          signal: abort.signal,
          progress: (progress: Progress) => gate.report(progress),
        }
        const body = encodeBody(await handler(decodeBody(request.body), context), `the answer of ${request.subject}`)
        if (request.named) await this.#finished.put(key, body)
        return { ok: true, body }
      } catch (error) {
        return { ok: false, fault: encodeFault(error) }
      } finally {
        gate.flush()
        this.#running.delete(key)
      }
    }
    // Registered before it runs, so that a handler which asks again under its own id joins itself and not a second run.
    const running: Running = { abort, listeners, callers: 0, outcome: Promise.resolve().then(run) }
    this.#running.set(key, running)
    return running
  }
}

const keepMs = 10 * 60_000
const keepAnswers = 10_000
const keepBytes = 16 * 1024 * 1024

/** Answers of the last ten minutes, bounded in number and size: the oldest goes first. */
export class RecentAnswers implements FinishedRequests {
  readonly #answers = new Map<string, { body: string; at: number }>()
  #bytes = 0

  get(key: string): string | undefined {
    const found = this.#answers.get(key)
    return found !== undefined && performance.now() - found.at < keepMs ? found.body : undefined
  }

  put(key: string, body: string): void {
    this.#drop(key)
    this.#answers.set(key, { body, at: performance.now() })
    this.#bytes += body.length
    for (const [oldest, { at }] of this.#answers) {
      const crowded = this.#answers.size > keepAnswers || this.#bytes > keepBytes
      if (!crowded && performance.now() - at < keepMs) break
      this.#drop(oldest)
    }
  }

  #drop(key: string): void {
    this.#bytes -= this.#answers.get(key)?.body.length ?? 0
    this.#answers.delete(key)
  }
}
