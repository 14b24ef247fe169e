import { connect as connectSocket, type NetConnectOpts, type Socket } from 'node:net'
import { connectFailed } from '../errors/local.ts'
import type { Transport, TransportOwner } from './transport.ts'

const readBytes = 256 * 1024

export type SocketAddress = { readonly path: string } | { readonly host: string; readonly port: number }

/**
 * Connects to a unix socket or a TCP port. Reads go into one buffer that is used again and again, past Node's stream
 * machinery: half the time of a short call would otherwise be spent there.
 * @throws LibvirtError when the connection cannot be made in time.
 */
export function openSocket(address: SocketAddress, signal: AbortSignal): Promise<Transport> {
  const peer = 'path' in address ? `unix:${address.path}` : `tcp:${address.host}:${address.port}`
  return new Promise((resolve, reject) => {
    let transport: SocketTransport | undefined
    const callback = (bytes: number, buffer: Uint8Array): boolean => {
      transport?.received(buffer as Buffer, bytes)
      return true
    }
    const options = { ...address, onread: { buffer: Buffer.allocUnsafeSlow(readBytes), callback } }
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
      transport = new SocketTransport(socket, peer, 'path' in address)
      resolve(transport)
    })
  })
}

class SocketTransport implements Transport {
  readonly peer: string
  readonly secure: boolean
  readonly #socket: Socket
  #owner: TransportOwner | undefined
  #early: Buffer[] = []
  #ended: { cause: Error | undefined } | undefined

  constructor(socket: Socket, peer: string, secure: boolean) {
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
    if (this.#owner === undefined) this.#early.push(Buffer.from(chunk))
    else this.#owner.received(chunk)
  }

  attach(owner: TransportOwner): void {
    this.#owner = owner
    for (const chunk of this.#early.splice(0)) owner.received(chunk)
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
