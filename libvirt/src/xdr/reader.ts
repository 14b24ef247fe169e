import { XdrError } from './error.ts'

/**
 * Reads XDR (RFC 4506) out of one packet. What it returns never refers to the packet's memory, which the transport
 * uses again. A read past the end, a count above its bound or a flag other than 0 and 1 throws.
 */
export class XdrReader {
  buffer: Buffer
  position: number
  end: number

  constructor(buffer: Buffer = Buffer.alloc(0), position = 0, end: number = buffer.length) {
    this.buffer = buffer
    this.position = position
    this.end = end
  }

  get remaining(): number {
    return this.end - this.position
  }

  u32(): number {
    return this.i32() >>> 0
  }

  i32(): number {
    const at = this.#take(4)
    const b = this.buffer
    return (
      ((b[at] as number) << 24) | ((b[at + 1] as number) << 16) | ((b[at + 2] as number) << 8) | (b[at + 3] as number)
    )
  }

  i64(): bigint {
    return this.buffer.readBigInt64BE(this.#take(8))
  }

  u64(): bigint {
    return this.buffer.readBigUInt64BE(this.#take(8))
  }

  /** A 64-bit integer as a number where that is exact, else as a bigint. */
  i64Any(): number | bigint {
    const high = this.i32()
    const low = this.u32()
    if (high >= -0x200000 && high < 0x200000 && (high !== -0x200000 || low !== 0)) return high * 0x1_0000_0000 + low
    return (BigInt(high) << 32n) | BigInt(low)
  }

  u64Any(): number | bigint {
    const high = this.u32()
    const low = this.u32()
    return high < 0x200000 ? high * 0x1_0000_0000 + low : (BigInt(high) << 32n) | BigInt(low)
  }

  f64(): number {
    return this.buffer.readDoubleBE(this.#take(8))
  }

  string(max: number): string {
    const length = this.#count(max, 'string')
    const at = this.#take((length + 3) & ~3)
    return length === 0 ? '' : this.buffer.toString('utf8', at, at + length)
  }

  optionalString(max: number): string | null {
    return this.flag() ? this.string(max) : null
  }

  flag(): boolean {
    const value = this.i32()
    if (value !== 0 && value !== 1) throw new XdrError(`presence flag ${value}`)
    return value === 1
  }

  optional<T>(read: (reader: XdrReader) => T): T | null {
    return this.flag() ? read(this) : null
  }

  /** Every element takes at least four bytes, so a count the packet cannot hold is refused before room is made. */
  array<T>(read: (reader: XdrReader) => T, max: number): T[] {
    const length = this.#count(max, 'list')
    if (length * 4 > this.remaining) throw new XdrError(`list of ${length} entries in ${this.remaining} bytes`)
    const values: T[] = []
    for (let i = 0; i < length; i += 1) values.push(read(this))
    return values
  }

  opaque(max: number): Buffer {
    return this.fixed(this.#count(max, 'data'))
  }

  fixed(length: number): Buffer {
    const at = this.#take((length + 3) & ~3)
    return Buffer.from(this.buffer.subarray(at, at + length))
  }

  chars(max: number): Buffer {
    return this.charsFixed(this.#count(max, 'char array'))
  }

  charsFixed(length: number): Buffer {
    const at = this.#take(length * 4)
    const bytes = Buffer.allocUnsafe(length)
    for (let i = 0; i < length; i += 1) bytes[i] = this.buffer[at + i * 4 + 3] as number
    return bytes
  }

  uuid(): string {
    const at = this.#take(16)
    const hex = this.buffer.toString('hex', at, at + 16)
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  }

  #count(max: number, what: string): number {
    const count = this.u32()
    if (count > max) throw new XdrError(`${what} of ${count}; the protocol allows ${max}`)
    return count
  }

  #take(bytes: number): number {
    const at = this.position
    if (bytes > this.end - at) throw new XdrError(`packet ends ${bytes - (this.end - at)} bytes early`)
    this.position = at + bytes
    return at
  }
}
