import { type ConnectionOptions, connect } from 'node:tls'

/** What TLS gives at once at most. */
const readBytes = 16 * 1024
const longestHead = 16 * 1024

export type Take = (piece: Buffer) => void | Promise<void>

export interface BodyHead {
  readonly status: number
  /** By their names in small letters. */
  readonly headers: ReadonlyMap<string, string>
}

export interface BodyRequest {
  /** `https://address:port` */
  readonly origin: string
  readonly tls: ConnectionOptions
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** No byte for so long is a broken connection. */
  readonly stallMs: number
}

export interface BodyHooks {
  /** What it throws ends the connection, and is told. */
  readonly head: (head: BodyHead) => void
  /** Reads the piece at once; a promise makes the other side wait. */
  readonly take: Take
}

/**
 * GET at another host's door, with the body handed on in pieces that lie in one buffer used again and again: Node's own
 * HTTP client makes a new one for each 16 KiB, which costs as much time as the cipher, and a hundred MiB of memory.
 * Resolves when the other side has closed and all is taken; whether it was all is the caller's to know.
 */
export function streamBody(request: BodyRequest, hooks: BodyHooks, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.reject(signal.reason as Error)
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const end = (error?: unknown): void => {
    signal.removeEventListener('abort', aborted)
    socket.destroy()
    if (error === undefined) resolve()
    else reject(error)
  }
  const aborted = (): void => end(signal.reason)
  const head = new Head(hooks.head)
  const takeBody: Take = (piece) => {
    const body = head.past(piece)
    return body === undefined ? undefined : hooks.take(body)
  }
  const pieces = new Pieces(takeBody, { free: () => socket.resume(), failed: end })
  const callback = (length: number, buffer: Uint8Array): boolean => pieces.offer((buffer as Buffer).subarray(0, length))

  const { hostname, port } = new URL(request.origin)
  const options = {
    ...request.tls,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port),
    onread: { buffer: Buffer.allocUnsafeSlow(readBytes), callback },
  }
  const socket = connect(options as ConnectionOptions)
  signal.addEventListener('abort', aborted, { once: true })
  socket.setTimeout(request.stallMs)
  socket.on('timeout', () => {
    // While it waits for us it is not the source that is slow.
    if (pieces.isWaiting) socket.setTimeout(request.stallMs)
    else end(new Error(`no byte came for ${request.stallMs} ms`))
  })
  const over = async (): Promise<void> => {
    await pieces.taken
    end(head.isPast ? undefined : new Error('the source closed the connection before it answered'))
  }
  socket.once('error', end)
  socket.once('end', () => void over())
  socket.once('close', () => void over())
  const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`GET ${request.path} HTTP/1.0\r\n${headers.join('')}\r\n`)
  return promise
}

interface PiecesHooks {
  /** All that came is taken: more may come. */
  readonly free: () => void
  readonly failed: (error: unknown) => void
}

/** Hands pieces on one after the other; what comes while one is waited for, though nobody asked, is kept. */
class Pieces {
  readonly #take: Take
  readonly #hooks: PiecesHooks
  readonly #behind: Buffer[] = []
  #waiting: Promise<void> | undefined

  constructor(take: Take, hooks: PiecesHooks) {
    this.#take = take
    this.#hooks = hooks
  }

  get isWaiting(): boolean {
    return this.#waiting !== undefined
  }

  /** Resolves when nothing is left to be taken. */
  get taken(): Promise<void> {
    return this.#waiting ?? Promise.resolve()
  }

  /** @returns whether more may come at once. */
  offer(piece: Buffer): boolean {
    if (this.#waiting !== undefined) {
      // Its memory is used again, and its turn comes later.
      this.#behind.push(Buffer.from(piece))
      return false
    }
    try {
      const until = this.#take(piece)
      if (until === undefined) return true
      this.#waiting = this.#catchUp(until)
    } catch (error) {
      this.#hooks.failed(error)
    }
    return false
  }

  async #catchUp(until: Promise<void>): Promise<void> {
    try {
      await until
      for (let piece = this.#behind.shift(); piece !== undefined; piece = this.#behind.shift()) await this.#take(piece)
      this.#waiting = undefined
      this.#hooks.free()
    } catch (error) {
      this.#hooks.failed(error)
    }
  }
}

/** What comes before the bytes. HTTP/1.0 gives those as they are, up to the end of the connection. */
class Head {
  readonly #told: (head: BodyHead) => void
  #text = ''
  isPast = false

  constructor(told: (head: BodyHead) => void) {
    this.#told = told
  }

  /** @returns what of the piece is behind the head. */
  past(piece: Buffer): Buffer | undefined {
    if (this.isPast) return piece
    const before = this.#text.length
    this.#text += piece.toString('latin1')
    const end = this.#text.indexOf('\r\n\r\n')
    if (end === -1) {
      if (this.#text.length > longestHead) throw new Error('the source’s answer has no end of its head')
      return undefined
    }
    const [first = '', ...lines] = this.#text.slice(0, end).split('\r\n')
    const status = Number(/^HTTP\/1\.[01] (\d{3}) /.exec(first)?.[1] ?? 0)
    this.#told({ status, headers: new Map(lines.map(headerOf)) })
    this.isPast = true
    this.#text = ''
    const rest = piece.subarray(end + 4 - before)
    return rest.length === 0 ? undefined : rest
  }
}

function headerOf(line: string): [string, string] {
  const colon = line.indexOf(':')
  return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]
}
