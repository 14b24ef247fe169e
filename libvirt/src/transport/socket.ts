import { connect as connectSocket, type NetConnectOpts, type Socket } from 'node:net'
import { connectFailed } from '../errors/local.ts'
import type { Transport, TransportOwner } from './transport.ts'

const readBytes = 256 * 1024
const maxSpare = 8

export type SocketAddress = { readonly path: string } | { readonly host: string; readonly port: number }

/**
 * Connects to a unix socket or a TCP port. Reads go into one buffer that is used again and again, past Node's stream
 * machinery: half the time of a short call would otherwise be spent there.
 * @param handOver for streams: the buffers go to the reader, who gives them back, and nothing is copied
 * @throws LibvirtError when the connection cannot be made in time.
 */
export function openSocket(address: SocketAddress, signal: AbortSignal, handOver = false): Promise<Transport> {
  const peer = 'path' in address ? `unix:${address.path}` : `tcp:${address.host}:${address.port}`
  return new Promise((resolve, reject) => {
    let transport: SocketTransport | undefined
    const buffers = handOver ? new ReadBuffers() : undefined
    const callback = (bytes: number, buffer: Uint8Array): boolean => {
      transport?.received(buffer as Buffer, bytes)
      return true
    }
    const buffer = buffers === undefined ? Buffer.allocUnsafeSlow(readBytes) : () => buffers.next()
    const options = { ...address, onread: { buffer, callback } }
    const socket = connectSocket(options as NetConnectOpts)
    const abort = (): void => {
      socket.destroy()
      reject(connectFailed(peer, signal.reason))
    }
    const failed = (cause: Error): void => {
      signal.removeEventListener('abort', abort)
      reject(connectFailed(peer, cause))
    }
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, { once: true })
    socket.once('error', failed)
    socket.once('connect', () => {
      signal.removeEventListener('abort', abort)
      socket.off('error', failed)
      transport = new SocketTransport(socket, peer, 'path' in address, buffers)
      resolve(transport)
    })
  })
}

/** Memory for reading: a buffer of which pieces were kept is not read into again before all have come back. */
class ReadBuffers {
  readonly #kept = new WeakMap<ArrayBufferLike, number>()
  readonly #spare: Buffer[] = []

  next(): Buffer {
    return this.#spare.pop() ?? Buffer.allocUnsafeSlow(readBytes)
  }

  read(buffer: Buffer, pieces: number): void {
    if (pieces === 0) this.#free(buffer.buffer)
    else this.#kept.set(buffer.buffer, pieces)
  }

  recycle(memory: ArrayBufferLike): boolean {
    const pieces = this.#kept.get(memory)
    if (pieces === undefined) return false
    if (pieces > 1) {
      this.#kept.set(memory, pieces - 1)
    } else {
      this.#kept.delete(memory)
      this.#free(memory)
    }
    return true
  }

  #free(memory: ArrayBufferLike): void {
    if (this.#spare.length < maxSpare) this.#spare.push(Buffer.from(memory))
  }
}

class SocketTransport implements Transport {
  readonly peer: string
  readonly secure: boolean
  readonly #socket: Socket
  readonly #buffers: ReadBuffers | undefined
  #owner: TransportOwner | undefined
  #early: Buffer[] = []
  #ended: { cause: Error | undefined } | undefined

  constructor(socket: Socket, peer: string, secure: boolean, buffers: ReadBuffers | undefined) {
    this.#buffers = buffers
    this.peer = peer
    this.secure = secure
    this.#socket = socket
    if (!secure) {
      socket.setNoDelay(true)
      socket.setKeepAlive(true, 30_000)
    }
    let failure: Error | undefined
    socket.on('error', (error) => (failure = error))
    socket.on('end', () => socket.destroy())
    socket.on('close', () => {
      this.#ended = { cause: failure }
      this.#owner?.ended(failure)
    })
  }

  received(buffer: Buffer, bytes: number): void {
    const chunk = buffer.subarray(0, bytes)
    let pieces = 0
    if (this.#owner === undefined) this.#early.push(Buffer.from(chunk))
    else pieces = this.#owner.received(chunk, this.#buffers !== undefined)
    this.#buffers?.read(buffer, pieces)
  }

  recycle(memory: ArrayBufferLike): boolean {
    return this.#buffers?.recycle(memory) ?? false
  }

  attach(owner: TransportOwner): void {
    this.#owner = owner
    for (const chunk of this.#early.splice(0)) owner.received(chunk, false)
    if (this.#ended !== undefined) owner.ended(this.#ended.cause)
  }

  write(bytes: Uint8Array): void {
    this.#socket.write(bytes)
  }

  writeThrough(head: Uint8Array, bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.cork()
      this.#socket.write(head)
      this.#socket.write(bytes, (error) => (error ? reject(error) : resolve()))
      this.#socket.uncork()
    })
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  destroy(): void {
    this.#socket.destroy()
  }

  end(): void {
    this.#socket.end()
  }
}
