import type { Msg, NatsConnection } from '@nats-io/transport-node'
import type { Log } from '../log/log.ts'
import { Fault } from '../model/fault.ts'
import type { Handler, Progress, Subject } from './bus.ts'
import { flushed } from './nats-flushed.ts'
import { readFields, toHeaders } from './nats-message.ts'
import { type JoinedRequest, ServedRequests } from './served-requests.ts'

/** How often a caller is told that its request is worked on. */
const aliveMs = 2000
const probeMs = 2000
const lateMs = 100

/** The answering half of the bus on NATS. */
export class NatsServing {
  readonly #connection: NatsConnection
  readonly #served: ServedRequests
  readonly #log: Log
  readonly #subjects = new Set<Subject>()
  /** Requests under way, by the inbox that waits for the answer. */
  readonly #callers = new Map<string, JoinedRequest>()

  constructor(connection: NatsConnection, served: ServedRequests | undefined, log: Log) {
    this.#connection = connection
    this.#served = served ?? new ServedRequests()
    this.#log = log
  }

  /** @throws {Fault} `conflict` when it is served, here or elsewhere; `forbidden` when this identity may not. */
  async serve(subject: Subject, handler: Handler): Promise<AsyncDisposable> {
    if (this.#subjects.has(subject)) throw new Fault('conflict', `${subject} is served already`)
    this.#subjects.add(subject)
    try {
      if (await this.#isServedElsewhere(subject)) {
        throw new Fault('conflict', `${subject} is served already by another process`, {
          next: 'see that no two agents run under one host name',
        })
      }
      let refused: Error | undefined
      const subscription = this.#connection.subscribe(subject, {
        queue: subject, // should two agents claim one subject all the same, a request still reaches only one
        callback: (error, message) => {
          if (error === null) this.#take(subject, handler, message)
          else refused = error
        },
      })
      await flushed(this.#connection)
      if (refused !== undefined)
        throw new Fault('forbidden', `this identity may not serve ${subject}`, { cause: refused })
      return {
        [Symbol.asyncDispose]: async () => {
          subscription.unsubscribe()
          this.#subjects.delete(subject)
          await this.#served.settled(subject)
        },
      }
    } catch (error) {
      this.#subjects.delete(subject)
      throw error
    }
  }

  abortAll(reason: unknown): Promise<void> {
    this.#served.abortAll(reason)
    return this.#served.settled()
  }

  async #isServedElsewhere(subject: Subject): Promise<boolean> {
    for (let tries = 1; ; tries += 1) {
      const askedAt = performance.now()
      try {
        await this.#connection.request(subject, '', { timeout: probeMs, headers: toHeaders({ kind: 'probe' }) })
        return true
      } catch {
        // No responders, or one that is frozen: its requests would not be answered either. But a time-out that comes late
        // says that we stood still: the answer may be there unread.
        const isLate = performance.now() - askedAt > probeMs + lateMs
        if (!isLate || tries === 5) return false
      }
    }
  }

  #take(subject: Subject, handler: Handler, message: Msg): void {
    const fields = readFields(message)
    const inbox = message.reply
    if (fields?.kind === 'cancel') this.#callers.get(fields.inbox)?.leave(new Fault('cancelled', 'the caller gave up'))
    if (fields === undefined || inbox === undefined) return
    if (fields.kind === 'probe') return this.#send(inbox, 'answer', 'null')
    if (fields.kind !== 'request') return
    // Sent again because the caller heard nothing: the work goes on, and its answer will come.
    if (this.#callers.has(inbox)) return this.#send(inbox, 'alive', '')
    const { requestId, named, deadlineMs } = fields
    const onProgress = (progress: Progress) => this.#send(inbox, 'progress', JSON.stringify(progress))
    const joined = this.#served.join({ subject, requestId, named, body: message.string(), onProgress }, handler)
    this.#callers.set(inbox, joined)
    const alive = setInterval(() => this.#send(inbox, 'alive', ''), aliveMs)
    const deadline = setTimeout(
      () => joined.leave(new Fault('deadline', 'the caller does not wait any more')),
      deadlineMs,
    )
    const answer = async () => {
      const outcome = await joined.outcome
      clearInterval(alive)
      clearTimeout(deadline)
      this.#callers.delete(inbox)
      joined.leave(undefined)
      if (outcome.ok) this.#send(inbox, 'answer', outcome.body)
      else this.#send(inbox, 'fault', JSON.stringify(outcome.fault))
    }
    void answer()
  }

  #send(inbox: string, kind: 'answer' | 'fault' | 'progress' | 'alive', text: string): void {
    try {
      this.#connection.publish(inbox, text, { headers: toHeaders({ kind }) })
    } catch (error) {
      this.#log.debug('an answer could not be sent; the caller will ask again', { error, kind })
    }
  }
}
