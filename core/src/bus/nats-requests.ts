import { randomUUID } from 'node:crypto'
import { type Msg, type NatsConnection, nuid } from '@nats-io/transport-node'
import type { Log } from '../log/log.ts'
import { decodeFault, Fault, type FaultRecord } from '../model/fault.ts'
import type { Progress, RequestOptions, Subject } from './bus.ts'
import { cancelled, nobodyServes, pastDeadline } from './bus-faults.ts'
import { decodeBody } from './message.ts'
import { flushed } from './nats-flushed.ts'
import { isNoResponders, readFields, toHeaders } from './nats-message.ts'

/** After this long without a word the request is sent again: an answer may have been lost with a connection. */
const silenceMs = 4500
/** A server that had the request is given this long to be started again. */
const restartMs = 10_000
/** One whose connection may be coming back, as ours just did, this long. */
const reconnectMs = 5000
const retryMs = 100

interface Pending {
  readonly subject: Subject
  readonly requestId: string
  readonly named: boolean
  readonly text: string
  readonly endsAt: number
  readonly onProgress: ((progress: Progress) => void) | undefined
  readonly settle: (result: { text: string } | { fault: Fault }) => void
  heardAt: number
  /** Somebody has worked on it. */
  taken: boolean
  awaySince: number | undefined
}

/** The asking half of the bus on NATS: one inbox for all requests, each with a word of its own. */
export class NatsRequests {
  readonly #connection: NatsConnection
  readonly #inbox: string
  readonly #log: Log
  readonly #pending = new Map<string, Pending>()
  #reconnectedAt = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | undefined

  constructor(connection: NatsConnection, inboxPrefix: string, log: Log) {
    this.#connection = connection
    this.#inbox = `${inboxPrefix}.${nuid.next()}`
    this.#log = log
  }

  async start(): Promise<void> {
    let refused: Error | undefined
    this.#connection.subscribe(`${this.#inbox}.*`, {
      callback: (error, message) => {
        if (error === null) this.#hear(message)
        else refused = error
      },
    })
    await flushed(this.#connection)
    if (refused !== undefined) throw new Fault('forbidden', 'this identity may not have this inbox', { cause: refused })
  }

  async request(subject: Subject, text: string, options: RequestOptions): Promise<unknown> {
    const { signal, deadlineMs, requestId, onProgress } = options
    const word = nuid.next()
    const { promise, resolve } = Promise.withResolvers<{ text: string } | { fault: Fault }>()
    const pending: Pending = {
      subject,
      ...{ requestId: requestId ?? randomUUID(), named: requestId !== undefined, text },
      ...{ endsAt: performance.now() + deadlineMs, onProgress, settle: resolve },
      ...{ heardAt: performance.now(), taken: false, awaySince: undefined },
    }
    const giveUp = (fault: Fault) => {
      this.#publish(word, pending, 'cancel')
      resolve({ fault })
    }
    const over = new AbortController()
    const timer = setTimeout(() => giveUp(pastDeadline(subject, deadlineMs)), deadlineMs)
    signal?.addEventListener('abort', () => giveUp(cancelled(subject, signal.reason)), {
      once: true,
      signal: over.signal,
    })
    this.#pending.set(word, pending)
    this.#timer ??= setInterval(() => this.#sendSilentAgain(), 500).unref()
    this.#publish(word, pending, 'request')
    try {
      const result = await promise
      if ('fault' in result) throw result.fault
      return decodeBody(result.text)
    } finally {
      clearTimeout(timer)
      over.abort()
      this.#pending.delete(word)
      if (this.#pending.size === 0) {
        clearInterval(this.#timer)
        this.#timer = undefined
      }
    }
  }

  /** The connection is back: what was asked before may have been lost, and the server may come back a moment later. */
  reconnected(): void {
    this.#reconnectedAt = performance.now()
    for (const [word, pending] of this.#pending) this.#publish(word, pending, 'request')
  }

  /** The server of the bus refused a publication. */
  refused(subject: Subject, cause: Error): void {
    for (const pending of this.#pending.values()) {
      if (pending.subject !== subject) continue
      pending.settle({ fault: new Fault('forbidden', `this identity may not ask ${subject}`, { cause }) })
    }
  }

  failAll(fault: Fault): void {
    for (const pending of this.#pending.values()) pending.settle({ fault })
  }

  #hear(message: Msg): void {
    const word = message.subject.slice(this.#inbox.length + 1)
    const pending = this.#pending.get(word)
    if (pending === undefined) return
    if (isNoResponders(message)) return this.#nobodyThere(word, pending)
    pending.heardAt = performance.now()
    pending.taken = true
    pending.awaySince = undefined
    const kind = readFields(message)?.kind
    if (kind === 'answer') pending.settle({ text: message.string() })
    else if (kind === 'fault') pending.settle({ fault: decodeFault(decodeBody(message.string()) as FaultRecord) })
    else if (kind === 'progress') this.#tell(pending, message.string())
  }

  #nobodyThere(word: string, pending: Pending): void {
    const now = performance.now()
    pending.awaySince ??= now
    const mayComeBack = pending.taken || now - this.#reconnectedAt < reconnectMs
    if (!mayComeBack || now - pending.awaySince > restartMs)
      return pending.settle({ fault: nobodyServes(pending.subject) })
    setTimeout(() => this.#pending.has(word) && this.#publish(word, pending, 'request'), retryMs)
  }

  #sendSilentAgain(): void {
    if (this.#connection.isClosed()) return
    for (const [word, pending] of this.#pending) {
      if (performance.now() - pending.heardAt < silenceMs) continue
      pending.heardAt = performance.now()
      this.#log.debug('no word of a request; sending it again', {
        subject: pending.subject,
        requestId: pending.requestId,
      })
      this.#publish(word, pending, 'request')
    }
  }

  #publish(word: string, { requestId, named, subject, text, endsAt }: Pending, kind: 'request' | 'cancel'): void {
    const inbox = `${this.#inbox}.${word}`
    try {
      if (kind === 'cancel') this.#connection.publish(subject, '', { headers: toHeaders({ kind, requestId, inbox }) })
      else {
        const deadlineMs = endsAt - performance.now()
        this.#connection.publish(subject, text, {
          reply: inbox,
          headers: toHeaders({ kind, requestId, named, deadlineMs }),
        })
      }
    } catch (error) {
      this.#log.debug('a request could not be sent', { error, subject, kind })
    }
  }

  #tell({ onProgress }: Pending, text: string): void {
    try {
      onProgress?.(decodeBody(text) as Progress)
    } catch (error) {
      this.#log.error('a listener of progress failed', { error })
    }
  }
}
