/** The longest body of a request, answer or event, as JSON text. */
export const maxMessageBytes = 8 * 1024 * 1024

/** A subject is dotted words: `host.h1.prepareServer`. In a pattern `*` stands for one word, a last `>` for the rest. */
export type Subject = string

/** Bytes, or whatever the unit says, done and to do. `total` is absent while it is unknown. */
export interface Progress {
  /** What is being done, for a person: `downloading image cirros`. */
  readonly label: string
  readonly done: number
  readonly total?: number
  readonly unit: 'bytes' | 'steps' | 'percent'
  /** What a kind of work tells beside, by name with its unit: `dirtyBytesPerSec`. */
  readonly figures?: Readonly<Record<string, number>>
}

export interface RequestOptions {
  /** Gives up waiting, and tells the server of the request to stop if it can. */
  readonly signal?: AbortSignal
  /** How long an answer may take. A missing server is told at once, never by this. */
  readonly deadlineMs: number
  /**
   * Names the effect: the same id sent twice to a subject is done once and answered twice, also some time after the
   * first answer. Only a failure is not kept: the same id after it tries again. A random one when left out.
   */
  readonly requestId?: string
  readonly onProgress?: (progress: Progress) => void
}

export interface RequestContext {
  readonly subject: Subject
  readonly requestId: string
  /** Aborts when every caller of this request id gave up or met its deadline. */
  readonly signal: AbortSignal
  /** Sent to the caller, at most every 100 ms; the last one always. */
  progress(progress: Progress): void
}

/** Answers a request with a JSON value; a throw crosses the bus as a Fault. */
export type Handler = (body: unknown, context: RequestContext) => Promise<unknown>

/**
 * Requests, answers and events between parts that may be in one process or on many machines. Bodies are JSON values;
 * even the in-process bus encodes and decodes them, so that nothing else slips through. What must last is in the
 * store: the bus keeps nothing.
 */
export interface Bus {
  /**
   * @throws {Fault} `hostAway` at once when nobody serves the subject; `deadline`; `cancelled`; or the fault that the
   * handler threw.
   */
  request(subject: Subject, body: unknown, options: RequestOptions): Promise<unknown>
  /** One handler per subject; a second one is refused. The result ends it, after the requests under way. */
  serve(subject: Subject, handler: Handler): Promise<AsyncDisposable>
  /** Told to those who listen now; nobody listening is no error. */
  publish(subject: Subject, body: unknown): void
  subscribe(pattern: Subject, listener: (subject: Subject, body: unknown) => void): Promise<AsyncDisposable>
  close(): Promise<void>
}
