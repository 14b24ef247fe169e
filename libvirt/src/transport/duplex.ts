import type { Readable, Writable } from 'node:stream'
import type { Transport, TransportOwner } from './transport.ts'

export interface DuplexParts {
  readonly peer: string
  readonly secure: boolean
  readonly readable: Readable
  readonly writable: Writable
  readonly destroy: () => void
  /** Resolves when both ways are over, with what went wrong if anything did. */
  readonly whenEnded: Promise<Error | undefined>
}

/** A transport over Node streams: TLS, or the two pipes of a child process. */
export class DuplexTransport implements Transport {
  readonly peer: string
  readonly secure: boolean
  readonly #parts: DuplexParts

  constructor(parts: DuplexParts) {
    this.peer = parts.peer
    this.secure = parts.secure
    this.#parts = parts
  }

  attach(owner: TransportOwner): void {
    this.#parts.readable.on('data', (chunk: Buffer) => owner.received(chunk, true))
    this.#parts.readable.resume() // it was paused after the first byte
    void this.#parts.whenEnded.then((cause) => owner.ended(cause))
  }

  write(bytes: Uint8Array): void {
    this.#parts.writable.write(bytes)
  }

  writeThrough(head: Uint8Array, bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#parts.writable.cork()
      this.#parts.writable.write(head)
      this.#parts.writable.write(bytes, (error) => (error ? reject(error) : resolve()))
      this.#parts.writable.uncork()
    })
  }

  pause(): void {
    this.#parts.readable.pause()
  }

  resume(): void {
    this.#parts.readable.resume()
  }

  /** Each chunk is fresh memory of Node's: nothing is used again. */
  recycle(): boolean {
    return false
  }

  destroy(): void {
    this.#parts.destroy()
  }

  end(): void {
    this.#parts.writable.end()
  }
}
