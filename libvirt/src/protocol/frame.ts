import { XdrError } from '../xdr/error.ts'

export const MessageType = {
  call: 0,
  reply: 1,
  message: 2,
  stream: 3,
  callWithFds: 4,
  replyWithFds: 5,
  streamHole: 6,
} as const
export const MessageStatus = { ok: 0, error: 1, continue: 2 } as const

export const lengthBytes = 4
export const headerBytes = 24
/** The daemon reads length words up to its limit and the word itself. */
export const maxPacketBytes = 33_554_432 + lengthBytes
const minPacketBytes = lengthBytes + headerBytes
const maxDescriptors = 32
/** Worth keeping: around the size of the daemon's stream packets, and large enough to be no part of Node's pool. */
const spareBytes = { min: 131_072, max: 1_048_576 }
const maxSpare = 4

/** The fixed part in front of every payload. One object is used again for each packet. */
export interface PacketHeader {
  program: number
  version: number
  procedure: number
  type: number
  serial: number
  status: number
}

/** Smaller pieces are copied: each would hold a whole read buffer. */
const minPieceBytes = 32_768

/**
 * The payload from `start` to `end` in `buffer`. Unless `owned`, the memory is used again after the call.
 */
export type PacketHandler = (header: PacketHeader, buffer: Buffer, start: number, end: number, owned: boolean) => void

/**
 * Splits a connection's bytes into packets: a 4-byte big-endian length that counts itself, a 24-byte header, the
 * payload, and one stray byte for each file descriptor that came along (Node cannot receive those).
 * A packet that is whole inside one chunk is handed on without being copied. With `pieces`, the data of a stream is
 * handed on as it comes, in as many pieces as the chunks cut it into: a stream's packets are no unit of anything.
 */
export class PacketParser {
  readonly #handler: PacketHandler
  readonly #header: PacketHeader = { program: 0, version: 0, procedure: 0, type: 0, serial: 0, status: 0 }
  #kept: Buffer = Buffer.alloc(0)
  #keptBytes = 0
  #skip = 0
  readonly #pieces: boolean
  /** What is still to come of a stream packet whose first bytes were handed on. */
  #streaming = 0
  /** Pieces of the present chunk that the handler keeps. */
  #handedOut = 0
  /** Memory of stream packets that was given back: fresh memory for each would keep the garbage collector busy. */
  readonly #spare: Buffer[] = []

  constructor(handler: PacketHandler, pieces = false) {
    this.#handler = handler
    this.#pieces = pieces
  }

  /**
   * @param chunk any cut of the stream: half a length, three packets and a bit, one byte.
   * @param owned the chunk's memory may be handed on.
   * @returns how many pieces of the chunk's memory were handed on.
   * @throws {XdrError} on a length that no packet has; the stream cannot be trusted after that.
   */
  push(chunk: Buffer, owned = false): number {
    let at = 0
    this.#handedOut = 0
    while (at < chunk.length) {
      if (this.#skip > 0) {
        const skipped = Math.min(this.#skip, chunk.length - at)
        this.#skip -= skipped
        at += skipped
      } else if (this.#streaming > 0) {
        at = this.#pass(chunk, at, owned)
      } else if (this.#keptBytes > 0) {
        at = this.#fill(chunk, at)
      } else {
        const left = chunk.length - at
        const length = left >= lengthBytes ? packetLength(chunk, at) : 0
        if (this.#pieces && length > 0 && left >= minPacketBytes && isStreamData(chunk, at)) {
          this.#readHeader(chunk, at)
          this.#streaming = length - minPacketBytes
          if (this.#streaming === 0) this.#handler(this.#header, chunk, at, at, false)
          at += minPacketBytes
        } else if (length === 0 || left < length) {
          this.#keep(chunk, at)
          return this.#handedOut
        } else {
          this.#emit(chunk, at, length, false)
          at += length
        }
      }
    }
    return this.#handedOut
  }

  /** Hands on what the chunk has of a stream packet's data. @returns how far the chunk is used. */
  #pass(chunk: Buffer, at: number, owned: boolean): number {
    const end = Math.min(at + this.#streaming, chunk.length)
    const keeps = owned && end - at >= minPieceBytes
    if (keeps) this.#handedOut += 1
    this.#streaming -= end - at
    this.#handler(this.#header, chunk, at, end, keeps)
    return end
  }

  /** Takes back the memory of a packet that was handed on as `owned`. */
  recycle(memory: ArrayBufferLike): void {
    const fits = memory.byteLength >= spareBytes.min && memory.byteLength <= spareBytes.max
    const known = this.#spare.some((one) => one.buffer === memory)
    if (fits && !known && this.#spare.length < maxSpare) this.#spare.push(Buffer.from(memory))
  }

  /** Adds to the packet that began in an earlier chunk. @returns how far the chunk is used. */
  #fill(chunk: Buffer, at: number): number {
    const wanted = this.#keptBytes < lengthBytes ? lengthBytes : packetLength(this.#kept, 0)
    const taken = Math.min(wanted - this.#keptBytes, chunk.length - at)
    this.#append(chunk, at, at + taken, wanted)
    if (this.#keptBytes >= lengthBytes) {
      const length = packetLength(this.#kept, 0)
      if (this.#keptBytes === length) {
        const packet = this.#kept
        this.#kept = Buffer.alloc(0)
        this.#keptBytes = 0
        this.#emit(packet, 0, length, true)
      }
    }
    return at + taken
  }

  #keep(chunk: Buffer, at: number): void {
    const left = chunk.length - at
    this.#append(chunk, at, chunk.length, left < lengthBytes ? lengthBytes : packetLength(chunk, at))
  }

  /** Grows with what has arrived, not with what the length word promises: a peer cannot claim memory by lying. */
  #append(chunk: Buffer, from: number, to: number, wanted: number): void {
    const bytes = this.#keptBytes + to - from
    if (bytes > this.#kept.length) {
      const larger = this.#room(Math.max(bytes, Math.min(wanted, bytes * 2)))
      this.#kept.copy(larger, 0, 0, this.#keptBytes)
      this.#kept = larger
    }
    chunk.copy(this.#kept, this.#keptBytes, from, to)
    this.#keptBytes = bytes
  }

  #room(bytes: number): Buffer {
    const spare = bytes >= spareBytes.min / 2 ? this.#spare.findIndex((one) => one.length >= bytes) : -1
    return spare < 0 ? Buffer.allocUnsafe(bytes) : (this.#spare.splice(spare, 1)[0] as Buffer)
  }

  #readHeader(buffer: Buffer, at: number): void {
    const header = this.#header
    header.program = buffer.readUInt32BE(at + 4)
    header.version = buffer.readUInt32BE(at + 8)
    header.procedure = buffer.readInt32BE(at + 12)
    header.type = buffer.readUInt32BE(at + 16)
    header.serial = buffer.readUInt32BE(at + 20)
    header.status = buffer.readUInt32BE(at + 24)
  }

  #emit(buffer: Buffer, at: number, length: number, owned: boolean): void {
    const header = this.#header
    this.#readHeader(buffer, at)
    let start = at + minPacketBytes
    const end = at + length
    if (header.type === MessageType.replyWithFds || header.type === MessageType.callWithFds) {
      if (end - start < 4) throw new XdrError('packet with file descriptors but without their number')
      const count = buffer.readUInt32BE(start)
      if (count > maxDescriptors) throw new XdrError(`packet with ${count} file descriptors`)
      this.#skip = count
      start += 4
    }
    this.#handler(header, buffer, start, end, owned)
  }
}

function isStreamData(buffer: Buffer, at: number): boolean {
  return buffer.readUInt32BE(at + 16) === MessageType.stream && buffer.readUInt32BE(at + 24) === MessageStatus.continue
}

function packetLength(buffer: Buffer, at: number): number {
  const length = buffer.readUInt32BE(at)
  if (length < minPacketBytes || length > maxPacketBytes) throw new XdrError(`packet length ${length}`)
  return length
}
