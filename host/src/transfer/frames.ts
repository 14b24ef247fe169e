import { createHash, type Hash } from 'node:crypto'

/**
 * What travels between two agents: the filled parts of a file, in order, each with its place.
 *
 *     data:       1, offset (8 bytes), length (4 bytes), bytes
 *     checkpoint: 2, offset (8 bytes), SHA-256 of all bytes since the last checkpoint, their headers included
 *
 * A checkpoint says: up to this offset everything that is filled was sent; what was not sent is a hole. All numbers are
 * big-endian. The stream of a part ends with a checkpoint at the part's end.
 */
export const dataHeaderBytes = 13
export const checkpointBytes = 41
const typeData = 1
const typeCheckpoint = 2

/** No frame's payload is longer: what a peer claims never decides how much memory is taken. */
export const longestPayload = 2 ** 20

export function dataHeader(offset: number, length: number): Buffer {
  const header = Buffer.allocUnsafe(dataHeaderBytes)
  header.writeUInt8(typeData, 0)
  header.writeBigUInt64BE(BigInt(offset), 1)
  header.writeUInt32BE(length, 9)
  return header
}

export function checkpoint(offset: number, sha256: Buffer): Buffer {
  const frame = Buffer.allocUnsafe(checkpointBytes)
  frame.writeUInt8(typeCheckpoint, 0)
  frame.writeBigUInt64BE(BigInt(offset), 1)
  sha256.copy(frame, 9)
  return frame
}

/** A promise asks the sender of pieces to wait; what it was told of is taken at once, and its memory is the caller's again. */
export interface FrameSink {
  /** Bytes of the file at an offset. */
  data(offset: number, bytes: Buffer): void | Promise<void>
  /** All up to here has come, and was what was sent. */
  checkpoint(offset: number): void
}

/** The bytes that came are not those that were sent, or are no frames at all. */
export class FrameError extends Error {
  override readonly name = 'FrameError'
}

/** Takes a stream apart, however it is cut into pieces, and checks it against its checksums as it passes. */
export class FrameReader {
  readonly #from: number
  readonly #to: number
  readonly #sink: FrameSink
  readonly #head = Buffer.allocUnsafe(checkpointBytes)
  #headFilled = 0
  #left = 0
  #at: number
  #covered: number
  #hash: Hash = createHash('sha256')

  /** @param from @param to the part that was asked for: bytes outside it are an error. */
  constructor(from: number, to: number, sink: FrameSink) {
    this.#from = from
    this.#to = to
    this.#sink = sink
    this.#at = from
    this.#covered = from
  }

  get isWhole(): boolean {
    return this.#covered === this.#to && this.#headFilled === 0 && this.#left === 0
  }

  get covered(): number {
    return this.#covered
  }

  /** The piece is read at once: its memory may be used again when this returns. @returns what to wait for before the next. */
  push(piece: Buffer): void | Promise<void> {
    let wait: void | Promise<void> = undefined
    for (let used = 0; used < piece.length; ) {
      if (this.#left > 0) {
        const bytes = piece.subarray(used, Math.min(piece.length, used + this.#left))
        this.#hash.update(bytes)
        wait = this.#sink.data(this.#at, bytes)
        this.#at += bytes.length
        this.#left -= bytes.length
        used += bytes.length
      } else used += this.#takeHead(piece, used)
    }
    return wait
  }

  #takeHead(piece: Buffer, used: number): number {
    const type = this.#headFilled > 0 ? this.#head[0] : piece[used]
    if (type !== typeData && type !== typeCheckpoint) throw new FrameError(`a frame of unknown kind ${type}`)
    const wanted = type === typeData ? dataHeaderBytes : checkpointBytes
    const copied = piece.copy(this.#head, this.#headFilled, used, used + wanted - this.#headFilled)
    this.#headFilled += copied
    if (this.#headFilled < wanted) return copied
    this.#headFilled = 0
    const offset = Number(this.#head.readBigUInt64BE(1))
    if (type === typeData) this.#beginData(offset)
    else this.#endRun(offset)
    return copied
  }

  #beginData(offset: number): void {
    const length = this.#head.readUInt32BE(9)
    const fits = length > 0 && length <= longestPayload && offset >= this.#at && offset + length <= this.#to
    if (!fits) throw new FrameError(`${length} bytes at ${offset} are not within ${this.#at} to ${this.#to}`)
    this.#hash.update(this.#head.subarray(0, dataHeaderBytes))
    this.#at = offset
    this.#left = length
  }

  #endRun(offset: number): void {
    if (offset < this.#at || offset > this.#to) {
      throw new FrameError(`a checkpoint at ${offset}, outside ${this.#from} to ${this.#to}`)
    }
    const sha256 = this.#hash.digest()
    if (!sha256.equals(this.#head.subarray(9, checkpointBytes))) {
      throw new FrameError(`bytes between ${this.#covered} and ${offset} arrived changed: their checksum differs`)
    }
    this.#hash = createHash('sha256')
    this.#at = offset
    this.#covered = offset
    this.#sink.checkpoint(offset)
  }
}
