/**
 * One of libvirt's streams: a volume's bytes, a console, a picture.
 *
 *   open ──end of data read──▶ finished        open ──abort(), signal──▶ aborted
 *   open ──finish()──────────▶ finished        open ──daemon's error───▶ failed (the daemon has forgotten it)
 *   finishing ──abort(), signal──▶ aborted: the daemon answers a finish and nothing else, so it is hung up on
 *
 * It has a connection of its own: a reader that pauses would otherwise hold up every reply behind it.
 */
import { connectionLost, localError } from '../errors/local.ts'
import { MessageStatus } from '../protocol/frame.ts'
import type { Procedure } from '../protocol/procedure.ts'
import type { AnyProcedure, CallOptions } from '../session/pending-call.ts'
import type { Session, StreamReceiver } from '../session/session.ts'

/** A run of zeros that was not sent. */
export interface Hole {
  readonly hole: number
}
export type StreamChunk = Buffer | Hole

/** Larger packets gain nothing; a block of 256 KiB shall not be cut in two (the daemon's own bound is 24 bytes less). */
const packetBytes = 524_288
/** Data read ahead of the reader. */
const pauseAboveBytes = 4 * 1024 * 1024
const resumeBelowBytes = 1024 * 1024

type State = 'open' | 'finishing' | 'aborting' | 'over'
type Waiter<T> = { readonly resolve: (value: T) => void; readonly reject: (error: unknown) => void }

export class Stream implements AsyncIterable<Buffer> {
  readonly #session: Session
  #procedure: AnyProcedure | undefined
  #serial = 0
  #state: State = 'open'
  #error: unknown
  readonly #queue: StreamChunk[] = []
  #queuedBytes = 0
  #paused = false
  #ended = false
  #reader: Waiter<StreamChunk | null> | undefined
  #confirming: Waiter<void> | undefined
  #aborted: Promise<void> = Promise.resolve()

  constructor(session: Session) {
    this.#session = session
  }

  /** Makes the call that opens it. @throws LibvirtError of that call; then the connection is closed. */
  async open<Args, Ret>(procedure: Procedure<Args, Ret>, args: Args, options?: CallOptions): Promise<Ret> {
    this.#procedure = procedure
    const { serial, reply } = this.#session.openStream(procedure, args, this.#receiver, options)
    this.#serial = serial
    options?.signal?.addEventListener('abort', () => void this.abort().catch(() => undefined), { once: true })
    try {
      return await reply
    } catch (cause) {
      this.#over(cause)
      throw cause
    }
  }

  /**
   * The next bytes, or a hole; null at the end, once the daemon has confirmed it.
   * One read at a time.
   */
  async readChunk(): Promise<StreamChunk | null> {
    const next = this.#take() ?? (await this.#wait())
    if (next === null && this.#state === 'open') await this.finish()
    return next
  }

  /** The next bytes, holes as zeros; null at the end. @remarks virStreamRecv */
  async read(): Promise<Buffer | null> {
    const chunk = await this.readChunk()
    if (chunk === null || Buffer.isBuffer(chunk)) return chunk
    const piece = Math.min(chunk.hole, packetBytes)
    if (chunk.hole > piece) this.#queue.unshift({ hole: chunk.hole - piece })
    return Buffer.alloc(piece)
  }

  /**
   * Gives the memory of bytes that were read back to the stream, which saves the garbage collector most of its work.
   * Need not be called; whoever does must not look at the bytes again.
   */
  release(bytes: Buffer): void {
    this.#session.recycle(bytes.buffer)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void, undefined> {
    try {
      for (let bytes = await this.read(); bytes !== null; bytes = await this.read()) yield bytes
    } finally {
      if (this.#state === 'open') await this.abort()
    }
  }

  /**
   * Sends bytes. Resolves when their memory may be used again; waiting for it is the back-pressure.
   * @remarks virStreamSend
   */
  async send(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; at += packetBytes) {
      this.#mustBeOpen()
      const piece = bytes.subarray(at, at + packetBytes)
      await this.#session.sendStream(this.#opened(), this.#serial, piece).catch((cause: unknown) => {
        throw this.#error ?? cause
      })
    }
  }

  /** Skips zeros; only on a stream opened with the sparse flag (the daemon hangs up on others). @remarks virStreamSendHole */
  async sendHole(length: number | bigint): Promise<void> {
    this.#mustBeOpen()
    this.#session.sendHole(this.#opened(), this.#serial, BigInt(length))
  }

  /** Ends it in order and waits for the daemon to confirm. @throws LibvirtError what went wrong on the way. @remarks virStreamFinish */
  async finish(): Promise<void> {
    if (this.#state === 'over' && this.#error === undefined) return
    this.#mustBeOpen()
    this.#state = 'finishing'
    await this.#confirmed(MessageStatus.ok)
  }

  /** Breaks it off; what is under way is dropped. @remarks virStreamAbort */
  abort(): Promise<void> {
    const error = localError('VIR_ERR_OPERATION_ABORTED', 'the stream was aborted')
    if (this.#state === 'finishing') this.#over(error)
    if (this.#state !== 'open') return this.#aborted
    this.#state = 'aborting'
    // From here on: whoever reads before the daemon has confirmed would take that for the end of the data.
    this.#error = error
    this.#queue.length = 0
    this.#reader?.reject(error)
    this.#reader = undefined
    this.#aborted = this.#confirmed(MessageStatus.error)
    return this.#aborted
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#state === 'open') await this.abort()
  }

  /** As a web stream; cancelling it aborts. Take either this or the read methods. */
  get readable(): ReadableStream<Uint8Array> {
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          const bytes = await this.read()
          if (bytes === null) controller.close()
          else controller.enqueue(bytes)
        },
        cancel: () => this.abort(),
      },
      { highWaterMark: 0 },
    )
  }

  /** As a web stream; closing it finishes, aborting it aborts. */
  get writable(): WritableStream<Uint8Array> {
    return new WritableStream<Uint8Array>({
      write: (bytes) => this.send(bytes),
      close: () => this.finish(),
      abort: () => this.abort(),
    })
  }

  readonly #receiver: StreamReceiver = {
    data: (bytes) => {
      if (bytes.length === 0) this.#endOfData()
      else this.#deliver(bytes, bytes.length)
    },
    hole: (length) => this.#deliver({ hole: Number(length) }, 0),
    confirmed: () => this.#over(undefined),
    failed: (error) => this.#over(error),
  }

  #deliver(chunk: StreamChunk, bytes: number): void {
    if (this.#state === 'aborting' || this.#state === 'over') return
    const reader = this.#reader
    if (reader !== undefined) {
      this.#reader = undefined
      return reader.resolve(chunk)
    }
    this.#queue.push(chunk)
    this.#queuedBytes += bytes
    if (this.#queuedBytes > pauseAboveBytes && !this.#paused) {
      this.#paused = true
      this.#session.pauseReading()
    }
  }

  #endOfData(): void {
    this.#ended = true
    this.#reader?.resolve(null)
    this.#reader = undefined
  }

  #take(): StreamChunk | undefined {
    const chunk = this.#queue.shift()
    if (chunk === undefined) return undefined
    if (Buffer.isBuffer(chunk)) this.#queuedBytes -= chunk.length
    if (this.#paused && this.#queuedBytes < resumeBelowBytes) {
      this.#paused = false
      this.#session.resumeReading()
    }
    return chunk
  }

  #wait(): Promise<StreamChunk | null> {
    if (this.#error !== undefined) return Promise.reject(this.#error)
    if (this.#ended || this.#state === 'over') return Promise.resolve(null)
    if (this.#reader !== undefined) {
      return Promise.reject(localError('VIR_ERR_OPERATION_INVALID', 'another read of this stream is waiting'))
    }
    return new Promise((resolve, reject) => (this.#reader = { resolve, reject }))
  }

  #confirmed(status: number): Promise<void> {
    this.#session.resumeReading()
    return new Promise((resolve, reject) => {
      this.#confirming = { resolve, reject }
      this.#session.endStream(this.#opened(), this.#serial, status)
    })
  }

  /** The daemon has confirmed, or has failed: after an error it has forgotten the stream and answers nothing more. */
  #over(error: unknown): void {
    if (this.#state === 'over') return
    const aborting = this.#state === 'aborting'
    this.#state = 'over'
    if (error !== undefined && !aborting) this.#error = error
    this.#ended = true
    const { reader, confirming } = { reader: this.#reader, confirming: this.#confirming }
    this.#reader = undefined
    this.#confirming = undefined
    if (this.#error === undefined) {
      reader?.resolve(null)
      confirming?.resolve()
    } else {
      reader?.reject(this.#error)
      if (aborting) confirming?.resolve()
      else confirming?.reject(this.#error)
    }
    this.#session.fail(connectionLost('the stream is over'))
  }

  #opened(): AnyProcedure {
    if (this.#procedure === undefined) throw localError('VIR_ERR_OPERATION_INVALID', 'the stream is not open')
    return this.#procedure
  }

  #mustBeOpen(): void {
    if (this.#error !== undefined) throw this.#error
    if (this.#state !== 'open') throw localError('VIR_ERR_OPERATION_INVALID', `the stream is ${this.#state}`)
  }
}
