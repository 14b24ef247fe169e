import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { TLSSocket } from 'node:tls'
import type { Certificate } from '../certificates/authority.ts'
import type { Log } from '../log/log.ts'
import { chain, Fault, faultOf } from '../model/fault.ts'
import { type Peer, peerOf, type Peers } from './peers.ts'

export interface DoorRequest {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
  /** Who asks; undefined only on an open route. */
  readonly peer: Peer | undefined
  /** Aborts when the caller goes away, when it is removed from the list of peers, or when the door closes. */
  readonly signal: AbortSignal
}

export interface DoorRoute {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  /** Of the path: `/images/`, or a whole one. The longest that fits answers. */
  readonly prefix: string
  /** Open to callers without a certificate: the handler must check them by something else. */
  readonly open?: boolean
  /** A throw becomes the answer: a Fault with its kind, cause and next step. */
  handle(request: DoorRequest): Promise<void>
}

export interface DoorOptions {
  readonly address: string
  /** 0 takes a free one. */
  readonly port: number
  /** PEM. */
  readonly authority: string
  readonly own: Certificate
  readonly peers: Peers
  readonly log: Log
}

/**
 * One HTTPS server by which the machines of a cloud reach each other: TLS 1.3, both sides with certificates of the
 * service's own authority, and only those who are on the list of peers at this moment. Routes belong to whoever adds them.
 */
export class Door implements AsyncDisposable {
  readonly #server: Server
  readonly #peers: Peers
  readonly #log: Log
  readonly #routes: DoorRoute[] = []
  readonly #watching: Disposable
  readonly #closing = new AbortController()
  readonly #sockets = new Map<TLSSocket, AbortController>()

  private constructor(options: DoorOptions) {
    this.#peers = options.peers
    this.#log = options.log.child({ part: 'door' })
    this.#server = createServer({
      ca: options.authority,
      cert: options.own.certificate,
      key: options.own.key,
      minVersion: 'TLSv1.3',
      requestCert: true,
      rejectUnauthorized: false, // refused below, with a word; open routes need none
      maxHeaderSize: 16 * 1024,
      headersTimeout: 10_000,
      requestTimeout: 0, // disks may travel for hours: each route watches its own stalls
      keepAliveTimeout: 30_000,
    })
    this.#server.on('request', (request, response) => void this.#answer(request, response))
    this.#server.on('secureConnection', (socket) => this.#track(socket))
    this.#server.on('tlsClientError', (error) => this.#log.debug('a caller at the door failed', { error }))
    this.#watching = options.peers.onChange(() => this.#throwOut())
  }

  /** @throws an error of the operating system when the address can not be listened on. */
  static async open(options: DoorOptions): Promise<Door> {
    const door = new Door(options)
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    door.#server.once('error', reject).listen({ host: options.address, port: options.port }, resolve)
    await promise
    door.#server.off('error', reject)
    return door
  }

  get port(): number {
    const bound = this.#server.address()
    return bound !== null && typeof bound === 'object' ? bound.port : 0
  }

  /** The result takes it away again. */
  add(route: DoorRoute): Disposable {
    this.#routes.push(route)
    this.#routes.sort((a, b) => b.prefix.length - a.prefix.length)
    return { [Symbol.dispose]: () => void this.#routes.splice(this.#routes.indexOf(route), 1) }
  }

  /** A new certificate of the same key: for connections from now on. */
  renew(authority: string, own: Certificate): void {
    this.#server.setSecureContext({ ca: authority, cert: own.certificate, key: own.key, minVersion: 'TLSv1.3' })
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    this.#watching[Symbol.dispose]()
    this.#closing.abort(new Fault('cancelled', 'the service is stopping'))
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    await closed
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #track(socket: TLSSocket): void {
    const gone = new AbortController()
    this.#sockets.set(socket, gone)
    socket.once('close', () => {
      this.#sockets.delete(socket)
      gone.abort(new Fault('cancelled', 'the caller went away'))
    })
  }

  /** Connections of those who are on the list no more end now. */
  #throwOut(): void {
    for (const socket of this.#sockets.keys()) {
      if (socket.authorized && peerOf(socket, this.#peers) === undefined) socket.destroy()
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const socket = request.socket as TLSSocket
    try {
      const url = new URL(request.url ?? '/', 'https://door')
      const peer = peerOf(socket, this.#peers)
      const route = this.#routes.find(
        ({ method, prefix }) =>
          (method === request.method || (method === 'GET' && request.method === 'HEAD')) &&
          (prefix.endsWith('/') ? url.pathname.startsWith(prefix) : url.pathname === prefix),
      )
      if (peer === undefined && route?.open !== true) {
        throw new Fault('forbidden', 'this is for hosts of this cloud only', {
          next: 'join it with a token of `kilonova host token`',
        })
      }
      if (route === undefined) throw new Fault('notFound', `there is nothing at ${url.pathname.slice(0, 100)}`)
      const gone = this.#sockets.get(socket)?.signal ?? AbortSignal.abort()
      await route.handle({ request, response, url, peer, signal: AbortSignal.any([gone, this.#closing.signal]) })
    } catch (error) {
      this.#refuse(request, response, error)
    }
  }

  #refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    const fault = faultOf(error)
    const status = statusOf[fault?.kind ?? 'internal'] ?? 500
    if (status === 500) this.#log.error('the door failed', { path: request.url?.split('?')[0], error })
    else this.#log.debug('refused at the door', { path: request.url?.split('?')[0], error })
    if (response.headersSent) return void response.destroy()
    const body = { kind: fault?.kind ?? 'internal', message: fault?.message ?? 'a defect of the service' }
    response
      .writeHead(status, { 'content-type': 'application/json', connection: 'close' })
      .end(
        JSON.stringify({ ...body, ...(fault?.next === undefined ? {} : { next: fault.next }), cause: causeOf(fault) }),
      )
  }
}

const causeOf = (fault: Fault | undefined): string | undefined =>
  fault?.cause === undefined ? undefined : chain(fault.cause)

const statusOf: Partial<Record<string, number>> = {
  invalid: 400,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  overLimit: 413,
  noSpace: 507,
  storeAway: 503,
  hostAway: 503,
  deadline: 504,
}
