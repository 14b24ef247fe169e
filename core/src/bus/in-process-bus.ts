import { randomUUID } from 'node:crypto'
import { type Log, silentLog } from '../log/log.ts'
import { decodeFault, Fault } from '../model/fault.ts'
import type { Bus, Handler, Progress, RequestOptions, Subject } from './bus.ts'
import { busClosed, cancelled, nobodyServes, pastDeadline } from './bus-faults.ts'
import { decodeBody, encodeBody, type Outcome } from './message.ts'
import { type JoinedRequest, ServedRequests } from './served-requests.ts'
import { checkSubject, subjectMatcher } from './subject.ts'

interface Subscription {
  readonly matches: (subject: Subject) => boolean
  readonly listener: (subject: Subject, body: unknown) => void
}

/** The bus of one process. Bodies, progress and faults are encoded and decoded as if they crossed a network. */
export class InProcessBus implements Bus {
  readonly #log: Log
  readonly #handlers = new Map<Subject, Handler>()
  readonly #subscriptions = new Set<Subscription>()
  readonly #served: ServedRequests
  readonly #closed = new AbortController()
  /** @param served shared with another bus on which the same subjects are served. */
  constructor({ log = silentLog, served = new ServedRequests() }: { log?: Log; served?: ServedRequests } = {}) {
    this.#served = served
    this.#log = log.child({ part: 'bus' })
  }

  /** Whether somebody in this process answers it. */
  serves(subject: Subject): boolean {
    return this.#handlers.has(subject)
  }

  async request(subject: Subject, body: unknown, options: RequestOptions): Promise<unknown> {
    checkSubject(subject)
    const text = encodeBody(body, `the request to ${subject}`)
    if (options.signal?.aborted === true) throw cancelled(subject, options.signal.reason)
    this.#mustBeOpen()
    const handler = this.#handlers.get(subject)
    if (handler === undefined) throw nobodyServes(subject)
    const { onProgress } = options
    const joined = this.#served.join(
      {
        subject,
        requestId: options.requestId ?? randomUUID(),
        body: text,
        named: options.requestId !== undefined,
        ...(onProgress === undefined ? {} : { onProgress: (progress: Progress) => this.#tell(onProgress, progress) }),
      },
      handler,
    )
    const outcome = await this.#wait(subject, joined, options)
    if (outcome.ok) return decodeBody(outcome.body)
    throw decodeFault(JSON.parse(JSON.stringify(outcome.fault)) as typeof outcome.fault)
  }

  async serve(subject: Subject, handler: Handler): Promise<AsyncDisposable> {
    checkSubject(subject)
    this.#mustBeOpen()
    if (this.#handlers.has(subject)) throw new Fault('conflict', `${subject} is served already`)
    this.#handlers.set(subject, handler)
    return {
      [Symbol.asyncDispose]: async () => {
        if (this.#handlers.get(subject) === handler) this.#handlers.delete(subject)
        await this.#served.settled(subject)
      },
    }
  }

  publish(subject: Subject, body: unknown): void {
    checkSubject(subject)
    const text = encodeBody(body, `the event ${subject}`)
    this.#mustBeOpen()
    for (const subscription of this.#subscriptions) {
      if (subscription.matches(subject)) setImmediate(() => this.#deliver(subscription, subject, text))
    }
  }

  async subscribe(pattern: Subject, listener: (subject: Subject, body: unknown) => void): Promise<AsyncDisposable> {
    this.#mustBeOpen()
    const subscription = { matches: subjectMatcher(pattern), listener }
    this.#subscriptions.add(subscription)
    return {
      [Symbol.asyncDispose]: async () => {
        this.#subscriptions.delete(subscription)
      },
    }
  }

  async close(): Promise<void> {
    this.#handlers.clear()
    this.#subscriptions.clear()
    this.#closed.abort()
    this.#served.abortAll(busClosed())
    await this.#served.settled()
  }

  /** Waits for the outcome, the caller's signal, the deadline or the closing of the bus, whichever is first. */
  async #wait(subject: Subject, joined: JoinedRequest, { signal, deadlineMs }: RequestOptions): Promise<Outcome> {
    const done = new AbortController()
    let timer: NodeJS.Timeout | undefined
    const givenUp = new Promise<never>((_, reject) => {
      const giveUp = (fault: Fault) => {
        joined.leave(fault)
        reject(fault)
      }
      const whileWaiting = { once: true, signal: done.signal }
      timer = setTimeout(() => giveUp(pastDeadline(subject, deadlineMs)), deadlineMs)
      signal?.addEventListener('abort', () => giveUp(cancelled(subject, signal.reason)), whileWaiting)
      this.#closed.signal.addEventListener('abort', () => giveUp(busClosed()), whileWaiting)
    })
    try {
      return await Promise.race([joined.outcome, givenUp])
    } finally {
      clearTimeout(timer)
      done.abort()
      joined.leave(undefined)
    }
  }

  #tell(onProgress: (progress: Progress) => void, progress: Progress): void {
    try {
      onProgress(JSON.parse(JSON.stringify(progress)) as Progress)
    } catch (error) {
      this.#log.error('a listener of progress failed', { error })
    }
  }

  #deliver(subscription: Subscription, subject: Subject, text: string): void {
    if (!this.#subscriptions.has(subscription)) return
    try {
      subscription.listener(subject, decodeBody(text))
    } catch (error) {
      this.#log.error('a listener of events failed', { error, subject })
    }
  }

  #mustBeOpen(): void {
    if (this.#closed.signal.aborted) throw busClosed()
  }
}
