/**
 * One connection to a daemon: calls out, replies, events and stream packets in.
 *
 *   open ──end of transport, dead peer, broken packet, close()──▶ ended     (once; every promise settles)
 *
 * Any number of calls may be in flight, matched by serial. Of those that the daemon may keep waiting (`slow`), only
 * `maxSlowCalls` are sent at a time and the rest wait here: libvirtd stops reading a connection that has
 * max_client_requests (5) calls blocked, and with that its keepalive answers too.
 */
import { connectionLost, localError } from '../errors/local.ts'
import { LibvirtError } from '../errors/libvirt-error.ts'
import { headerBytes, lengthBytes, maxPacketBytes, MessageStatus, MessageType } from '../protocol/frame.ts'
import { type PacketHeader, PacketParser } from '../protocol/frame.ts'
import type { Procedure } from '../protocol/procedure.ts'
import { readRemoteError } from '../protocol/remote-error.ts'
import type { Transport, TransportOwner } from '../transport/transport.ts'
import { XdrReader } from '../xdr/reader.ts'
import { XdrWriter } from '../xdr/writer.ts'
import { Keepalive, type KeepaliveOptions, keepalivePing, keepalivePong, keepaliveProgram } from './keepalive.ts'
import { type AnyProcedure, type CallOptions, PendingCall } from './pending-call.ts'

export interface SessionOptions {
  /** Slow calls in flight at a time. The daemon's own limit (max_client_requests) less one. */
  readonly maxSlowCalls: number
  /** Longest wait of a call that names none itself; 0 waits for ever. */
  readonly timeoutMs: number
  readonly keepalive: KeepaliveOptions
}

/** Takes the packets of one stream. */
export interface StreamReceiver {
  /** @param bytes the receiver's own memory. */
  data(bytes: Buffer): void
  hole(length: bigint): void
  /** The daemon confirmed a finish or an abort. */
  confirmed(): void
  failed(error: Error): void
}

export interface SessionHooks {
  /** Takes an event packet. */
  readonly message: (program: number, procedure: number, reader: XdrReader) => void
  /** May put a better error in the place of the daemon's. */
  readonly explain: (error: LibvirtError, procedure: AnyProcedure) => LibvirtError
}

/** Smaller packets are copied out of the writer, larger ones take its buffer with them. */
const copiedBytes = 2048

export class Session implements TransportOwner {
  /** Resolves with the reason once the connection is over; never rejects. */
  readonly whenEnded: Promise<LibvirtError>
  readonly peer: string
  readonly secure: boolean
  readonly #transport: Transport
  readonly #options: SessionOptions
  readonly #parser = new PacketParser((...packet) => this.#packet(...packet), true)
  readonly #writer = new XdrWriter()
  readonly #reader = new XdrReader()
  readonly #pending = new Map<number, PendingCall>()
  readonly #streams = new Map<number, StreamReceiver>()
  readonly #waiting: PendingCall[] = []
  readonly #hooks: SessionHooks
  readonly #keepalive: Keepalive
  #serial = 0
  #slowInFlight = 0
  #slowAt = 0
  #flushPlanned = false
  #reason: LibvirtError | undefined
  #resolveEnded: (reason: LibvirtError) => void = () => {}

  constructor(transport: Transport, options: SessionOptions, hooks: SessionHooks) {
    this.peer = transport.peer
    this.secure = transport.secure
    this.#transport = transport
    this.#options = options
    this.#hooks = hooks
    this.whenEnded = new Promise((resolve) => (this.#resolveEnded = resolve))
    this.#keepalive = new Keepalive(
      options.keepalive,
      () => this.#sendKeepalive(keepalivePing),
      () => this.fail(connectionLost(`${this.peer} gave no sign of life`)),
    )
    transport.attach(this)
  }

  /** Why the connection is over; undefined while it lives. */
  get endReason(): LibvirtError | undefined {
    return this.#reason
  }

  /** Slow calls sent and not answered; equal to the cap when the next one has to wait. */
  get slowCalls(): number {
    return this.#slowInFlight + this.#waiting.length
  }

  /** How long ago a slow call was last answered or sent, in milliseconds. */
  slowSince(now: number): number {
    return now - this.#slowAt
  }

  /** Calls in flight of any kind. */
  get callsInFlight(): number {
    return this.#pending.size
  }

  /**
   * Makes one call.
   * @throws LibvirtError from the daemon; CallTimeoutError; ConnectionLostError; the signal's reason.
   */
  call<Args, Ret>(procedure: Procedure<Args, Ret>, args: Args, options?: CallOptions): Promise<Ret> {
    return new Promise<Ret>((resolve, reject) => {
      const refusal = this.#refusal(procedure, options)
      if (refusal !== undefined) return reject(refusal)
      const call = new PendingCall(procedure, args, resolve as (value: unknown) => void, reject)
      const timeoutMs = options?.timeoutMs ?? this.#options.timeoutMs
      if (timeoutMs > 0 || options?.signal !== undefined) call.watch(timeoutMs, options?.signal)
      if (procedure.slow && this.#slowInFlight >= this.#options.maxSlowCalls) this.#waiting.push(call)
      else this.#send(call)
    })
  }

  /** Opens a stream: the call itself, and from its serial on every packet to `receiver`. */
  openStream<Args, Ret>(
    procedure: Procedure<Args, Ret>,
    args: Args,
    receiver: StreamReceiver,
    options?: CallOptions,
  ): { serial: number; reply: Promise<Ret> } {
    let serial = 0
    const reply = new Promise<Ret>((resolve, reject) => {
      const refusal = this.#refusal(procedure, options)
      if (refusal !== undefined) return reject(refusal)
      const call = new PendingCall(procedure, args, resolve as (value: unknown) => void, reject)
      call.watch(options?.timeoutMs ?? this.#options.timeoutMs, options?.signal)
      serial = this.#send(call)
      if (!call.settled) this.#streams.set(serial, receiver)
    })
    return { serial, reply }
  }

  /** Ends a stream: status ok finishes it, error aborts it. */
  endStream(procedure: AnyProcedure, serial: number, status: number): void {
    this.#writePacket(procedure, MessageType.stream, serial, status, () => undefined)
  }

  /**
   * Sends stream data without copying it.
   * @returns when the bytes are with the kernel and their memory may be used again.
   */
  async sendStream(procedure: AnyProcedure, serial: number, bytes: Uint8Array): Promise<void> {
    if (this.#reason !== undefined) throw this.#reason
    this.#writePacket(procedure, MessageType.stream, serial, MessageStatus.continue, () => undefined, bytes.length)
    const head = Buffer.from(this.#writer.buffer.subarray(0, this.#writer.length))
    this.#writer.reset()
    await this.#transport.writeThrough(head, bytes)
  }

  /** Takes back the memory of stream data, once nobody reads it any more. */
  recycle(memory: ArrayBufferLike): void {
    if (!this.#transport.recycle(memory)) this.#parser.recycle(memory)
  }

  sendHole(procedure: AnyProcedure, serial: number, length: bigint): void {
    this.#writePacket(procedure, MessageType.streamHole, serial, MessageStatus.continue, (w) => {
      w.i64(length)
      w.u32(0)
    })
  }

  forgetStream(serial: number): void {
    this.#streams.delete(serial)
  }

  /** Stops reading everything that comes on this connection: for one that belongs to a single stream. */
  pauseReading(): void {
    this.#keepalive.suspend(true)
    this.#transport.pause()
  }

  resumeReading(): void {
    this.#keepalive.suspend(false)
    this.#transport.resume()
  }

  /** Ends the connection; what is in flight is rejected with `reason`. */
  fail(reason: LibvirtError): void {
    if (this.#reason !== undefined) return
    this.#reason = reason
    this.#keepalive.stop()
    this.#transport.destroy()
    const calls = [...this.#pending.values(), ...this.#waiting]
    const streams = [...this.#streams.values()]
    this.#pending.clear()
    this.#streams.clear()
    this.#waiting.length = 0
    for (const call of calls) call.reject(connectionLost(reason.text, call.procedure.name, reason.cause))
    for (const stream of streams) stream.failed(reason)
    this.#resolveEnded(reason)
  }

  received(chunk: Buffer, owned: boolean): number {
    this.#keepalive.heard()
    try {
      return this.#parser.push(chunk, owned)
    } catch (cause) {
      this.fail(connectionLost(`${this.peer} sent bytes that are not the protocol`, '', cause))
      return 1 // whoever holds a piece of it keeps it
    }
  }

  ended(cause?: Error): void {
    const how = cause === undefined ? 'was closed by the daemon' : 'broke'
    this.fail(connectionLost(`the connection to ${this.peer} ${how}`, '', cause))
  }

  #refusal(procedure: AnyProcedure, options: CallOptions | undefined): unknown {
    if (this.#reason !== undefined) return connectionLost(this.#reason.text, procedure.name, this.#reason)
    if (options?.signal?.aborted) return options.signal.reason
    if (!procedure.fds) return undefined
    return localError('VIR_ERR_NO_SUPPORT', 'needs file descriptors to travel, which Node.js cannot do', procedure.name)
  }

  /** @returns the serial, or 0 when the arguments cannot be written. */
  #send(call: PendingCall): number {
    this.#serial = this.#serial >= 0x7fff_ffff ? 1 : this.#serial + 1
    const { procedure, args } = call
    try {
      this.#writePacket(procedure, MessageType.call, this.#serial, MessageStatus.ok, (w) =>
        procedure.writeArgs?.(w, args as never),
      )
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause)
      call.reject(localError('VIR_ERR_INVALID_ARG', message, procedure.name, cause))
      return 0
    }
    this.#pending.set(this.#serial, call)
    if (procedure.slow) {
      this.#slowInFlight += 1
      this.#slowAt = performance.now()
    }
    return this.#serial
  }

  #writePacket(
    procedure: { readonly program: number; readonly number: number },
    type: number,
    serial: number,
    status: number,
    payload: (writer: XdrWriter) => unknown,
    bytesToFollow = 0,
  ): void {
    const writer = this.#writer
    const mark = writer.length
    try {
      const at = writer.reserve(lengthBytes + headerBytes)
      payload(writer)
      const length = writer.length - mark + bytesToFollow
      if (length > maxPacketBytes - lengthBytes) throw new RangeError(`a packet of ${length} bytes is too large`)
      const head = writer.buffer
      head.writeUInt32BE(length, at)
      head.writeUInt32BE(procedure.program, at + 4)
      head.writeUInt32BE(1, at + 8)
      head.writeInt32BE(procedure.number, at + 12)
      head.writeUInt32BE(type, at + 16)
      head.writeUInt32BE(serial, at + 20)
      head.writeUInt32BE(status, at + 24)
    } catch (cause) {
      writer.length = mark
      throw cause
    }
    if (!this.#flushPlanned) {
      this.#flushPlanned = true
      process.nextTick(this.#flush)
    }
  }

  /** All packets of one turn of the event loop go out in one write. */
  readonly #flush = (): void => {
    this.#flushPlanned = false
    const writer = this.#writer
    if (writer.length === 0 || this.#reason !== undefined) return
    const bytes = writer.length < copiedBytes ? Buffer.from(writer.buffer.subarray(0, writer.length)) : writer.take()
    writer.reset()
    this.#transport.write(bytes)
  }

  #packet(header: PacketHeader, buffer: Buffer, start: number, end: number, owned: boolean): void {
    const reader = this.#reader
    reader.buffer = buffer
    reader.position = start
    reader.end = end
    switch (header.type) {
      case MessageType.reply:
      case MessageType.replyWithFds:
        return this.#reply(header, reader)
      case MessageType.message:
        return this.#message(header, reader)
      case MessageType.stream:
      case MessageType.streamHole:
        return this.#streamPacket(header, reader, owned)
      default:
        throw new RangeError(`packet of type ${header.type}`)
    }
  }

  #reply(header: PacketHeader, reader: XdrReader): void {
    const call = this.#pending.get(header.serial)
    if (call === undefined) return
    this.#pending.delete(header.serial)
    const { procedure } = call
    if (procedure.slow) this.#freeSlot()
    try {
      if (header.status === MessageStatus.error) {
        this.#streams.delete(header.serial)
        const error = new LibvirtError({ ...readRemoteError(reader), procedure: procedure.name })
        call.reject(this.#hooks.explain(error, procedure))
      } else if (!call.settled) {
        call.resolve(procedure.readRet?.(reader))
      }
    } catch (cause) {
      call.reject(localError('VIR_ERR_RPC', 'the reply is not what the protocol says', procedure.name, cause))
    }
  }

  #freeSlot(): void {
    this.#slowInFlight -= 1
    this.#slowAt = performance.now()
    while (this.#slowInFlight < this.#options.maxSlowCalls) {
      const next = this.#waiting.shift()
      if (next === undefined) return
      if (!next.settled) this.#send(next)
    }
  }

  #message(header: PacketHeader, reader: XdrReader): void {
    if (header.program !== keepaliveProgram) return this.#hooks.message(header.program, header.procedure, reader)
    if (header.procedure === keepalivePing) this.#sendKeepalive(keepalivePong)
  }

  #sendKeepalive(number: number): void {
    this.#writePacket({ program: keepaliveProgram, number }, MessageType.message, 0, MessageStatus.ok, () => undefined)
  }

  #streamPacket(header: PacketHeader, reader: XdrReader, owned: boolean): void {
    const receiver = this.#streams.get(header.serial)
    if (receiver === undefined) return
    if (header.type === MessageType.streamHole) return receiver.hole(reader.i64())
    if (header.status === MessageStatus.continue) {
      const bytes = reader.buffer.subarray(reader.position, reader.end)
      return receiver.data(owned ? bytes : Buffer.from(bytes))
    }
    this.#streams.delete(header.serial)
    if (header.status === MessageStatus.ok) return receiver.confirmed()
    receiver.failed(new LibvirtError({ ...readRemoteError(reader), procedure: 'stream' }))
  }
}
