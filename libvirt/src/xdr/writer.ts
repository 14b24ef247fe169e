import { XdrError } from './error.ts'

const initialBytes = 4096
/** A buffer that one huge call made large is not kept for the small ones after it. */
const keptBytes = 1 << 20

/**
 * Writes XDR (RFC 4506) in one pass into a buffer that grows. Every bound of the tables is checked here, so that a
 * value the daemon would refuse never leaves the process.
 */
export class XdrWriter {
  buffer: Buffer = Buffer.allocUnsafeSlow(initialBytes)
  length = 0

  /** Forgets what was written; the bytes handed out before must have been copied. */
  reset(): void {
    this.length = 0
    if (this.buffer.length > keptBytes) this.buffer = Buffer.allocUnsafeSlow(initialBytes)
  }

  /** Hands over the buffer itself and starts a new one: what `written` holds is never written again. */
  take(): Buffer {
    const written = this.buffer.subarray(0, this.length)
    this.buffer = Buffer.allocUnsafeSlow(initialBytes)
    this.length = 0
    return written
  }

  /** Makes room for `bytes` more and returns the position where they go. */
  reserve(bytes: number): number {
    const at = this.length
    const end = at + bytes
    if (end > this.buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(end, this.buffer.length * 2))
      this.buffer.copy(larger, 0, 0, at)
      this.buffer = larger
    }
    this.length = end
    return at
  }

  i32(value: number): void {
    if ((value | 0) !== value) throw new XdrError(`${String(value)} is not a 32-bit integer`)
    this.#word(value)
  }

  u32(value: number): void {
    if (value >>> 0 !== value) throw new XdrError(`${String(value)} is not an unsigned 32-bit integer`)
    this.#word(value)
  }

  /** A small integer that still takes four bytes: char, unsigned char, short. */
  small(value: number, min: number, max: number): void {
    if (!Number.isInteger(value) || value < min || value > max) {
      throw new XdrError(`${String(value)} is not an integer from ${min} to ${max}`)
    }
    this.#word(value)
  }

  /** Writes a length word at a place reserved earlier. */
  patchU32(at: number, value: number): void {
    this.buffer.writeUInt32BE(value, at)
  }

  i64(value: bigint | number): void {
    const big = wholeNumber(value)
    if (BigInt.asIntN(64, big) !== big) throw new XdrError(`${big} is not a 64-bit integer`)
    this.buffer.writeBigInt64BE(big, this.reserve(8))
  }

  u64(value: bigint | number): void {
    const big = wholeNumber(value)
    if (BigInt.asUintN(64, big) !== big) throw new XdrError(`${big} is not an unsigned 64-bit integer`)
    this.buffer.writeBigUInt64BE(big, this.reserve(8))
  }

  f64(value: number): void {
    if (typeof value !== 'number') throw new XdrError(`${String(value)} is not a number`)
    this.buffer.writeDoubleBE(value, this.reserve(8))
  }

  string(value: string, max: number): void {
    if (typeof value !== 'string') throw new XdrError(`expected a string, got ${typeof value}`)
    const bytes = Buffer.byteLength(value)
    if (bytes > max) throw new XdrError(`string of ${bytes} bytes; the protocol allows ${max}`)
    if (value.includes('\0')) throw new XdrError('string with a NUL character')
    this.#word(bytes)
    const at = this.reserve((bytes + 3) & ~3)
    this.buffer.write(value, at, bytes, 'utf8')
    this.#pad(at, bytes)
  }

  optionalString(value: string | null | undefined, max: number): void {
    if (value === null || value === undefined) return this.#word(0)
    this.#word(1)
    this.string(value, max)
  }

  optional<T>(value: T | null | undefined, write: (writer: XdrWriter, value: T) => void): void {
    if (value === null || value === undefined) return this.#word(0)
    this.#word(1)
    write(this, value)
  }

  array<T>(values: readonly T[], write: (writer: XdrWriter, value: T) => void, max: number): void {
    if (values.length > max) throw new XdrError(`list of ${values.length} entries; the protocol allows ${max}`)
    this.#word(values.length)
    for (let i = 0; i < values.length; i += 1) write(this, values[i] as T)
  }

  opaque(value: Uint8Array, max: number): void {
    if (value.length > max) throw new XdrError(`${value.length} bytes; the protocol allows ${max}`)
    this.#word(value.length)
    this.#bytes(value)
  }

  fixed(value: Uint8Array, length: number): void {
    if (value.length !== length) throw new XdrError(`${value.length} bytes where the protocol has ${length}`)
    this.#bytes(value)
  }

  /** An array of `char`: each byte takes four, sign-extended. */
  chars(value: Uint8Array, max: number): void {
    if (value.length > max) throw new XdrError(`${value.length} bytes; the protocol allows ${max}`)
    this.#word(value.length)
    this.charsFixed(value, value.length)
  }

  charsFixed(value: Uint8Array, length: number): void {
    if (value.length !== length) throw new XdrError(`${value.length} bytes where the protocol has ${length}`)
    for (const byte of value) this.#word((byte << 24) >> 24)
  }

  /** A UUID in text, with or without dashes, as its 16 bytes. */
  uuid(text: string): void {
    const at = this.reserve(16)
    let digits = 0
    let byte = 0
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i)
      if (code === 0x2d) continue
      const digit = hexDigit(code)
      if (digit < 0 || digits === 32) throw new XdrError(`"${text.slice(0, 64)}" is not a UUID`)
      byte = (byte << 4) | digit
      digits += 1
      if ((digits & 1) === 0) {
        this.buffer[at + (digits >> 1) - 1] = byte
        byte = 0
      }
    }
    if (digits !== 32) throw new XdrError(`"${text.slice(0, 64)}" is not a UUID`)
  }

  /** Bytes as they are, without length or padding: the payload of a stream packet. */
  raw(value: Uint8Array): void {
    const at = this.reserve(value.length)
    this.buffer.set(value, at)
  }

  #word(value: number): void {
    const at = this.reserve(4)
    const b = this.buffer
    b[at] = value >>> 24
    b[at + 1] = value >>> 16
    b[at + 2] = value >>> 8
    b[at + 3] = value
  }

  #bytes(value: Uint8Array): void {
    const at = this.reserve((value.length + 3) & ~3)
    this.buffer.set(value, at)
    this.#pad(at, value.length)
  }

  #pad(at: number, bytes: number): void {
    for (let i = at + bytes; i < this.length; i += 1) this.buffer[i] = 0
  }
}

function wholeNumber(value: bigint | number): bigint {
  if (typeof value === 'bigint') return value
  if (!Number.isSafeInteger(value))
    throw new XdrError(`${String(value)} is not a whole number below 2^53; give a bigint`)
  return BigInt(value)
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}
