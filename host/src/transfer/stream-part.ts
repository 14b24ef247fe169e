import { type ConnectionOptions, connect } from 'node:tls'
import type { Interval } from './intervals.ts'
import { pathOf, TransferRefused, type TransferSource } from './transfer-source.ts'

/** What TLS gives at once at most. */
const readBytes = 16 * 1024
const longestHead = 16 * 1024

export type Take = (piece: Buffer) => void | Promise<void>

/**
 * Asks for a part of a file, and hands its stream on in pieces that lie in one buffer used again and again: Node's own
 * HTTP client makes a new one for each 16 KiB, which costs as much time as the cipher, and a hundred MiB of memory.
 * @param take reads the piece at once; a promise makes the source wait.
 * @throws {TransferRefused} when the source answers anything but 200.
 */
export function streamPart(
  source: TransferSource,
  name: string,
  part: Interval & { readonly version: string },
  take: Take,
  signal: AbortSignal,
): Promise<void> {
  const query = new URLSearchParams({ from: String(part.from), to: String(part.to), version: part.version })
  const path = pathOf(source, name)
  if (path === undefined) return Promise.reject(new TransferRefused(name, 404))
  if (signal.aborted) return Promise.reject(signal.reason as Error)
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const head = new Head(name)
  let waiting: Promise<void> | undefined
  /** What came in one go with a piece that is waited for. */
  const behind: Buffer[] = []

  const end = (error?: unknown): void => {
    signal.removeEventListener('abort', aborted)
    socket.destroy()
    if (error === undefined) resolve()
    else reject(error as Error)
  }
  const aborted = (): void => end(signal.reason)
  const wait = (until: Promise<void>): void => {
    waiting = until.then(
      () => {
        waiting = undefined
        const next = behind.splice(0)
        for (const [index, piece] of next.entries()) {
          if (!takeOne(piece)) {
            behind.unshift(...next.slice(index + 1))
            return
          }
        }
        socket.resume()
      },
      (error: unknown) => end(error),
    )
  }
  const takeOne = (piece: Buffer): boolean => {
    try {
      const body = head.past(piece)
      const until = body === undefined ? undefined : take(body)
      if (until === undefined) return true
      wait(until)
    } catch (error) {
      end(error)
    }
    return false
  }
  const callback = (length: number, buffer: Uint8Array): boolean => {
    const piece = (buffer as Buffer).subarray(0, length)
    if (waiting === undefined) return takeOne(piece)
    behind.push(Buffer.from(piece))
    return false
  }

  const { hostname, port } = new URL(source.base)
  const options = {
    ...source.agent.options,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port),
    onread: { buffer: Buffer.allocUnsafeSlow(readBytes), callback },
  }
  const socket = connect(options as ConnectionOptions)
  signal.addEventListener('abort', aborted, { once: true })
  socket.setTimeout(source.stallMs)
  // While it waits for us it is not the source that is slow.
  socket.on('timeout', () => {
    if (waiting === undefined) end(new Error(`no byte came for ${source.stallMs} ms`))
    else socket.setTimeout(source.stallMs)
  })
  socket.once('error', end)
  socket.once('end', () => void over())
  socket.once('close', () => void over())
  const over = async (): Promise<void> => {
    while (waiting !== undefined) await waiting
    end(head.isPast ? undefined : new Error('the source closed the connection before it answered'))
  }
  socket.write(`GET ${path}?${query.toString()} HTTP/1.0\r\nauthorization: Bearer ${source.ticket}\r\n\r\n`)
  return promise
}

/** What comes before the bytes. HTTP/1.0 gives those as they are, up to the end of the connection. */
class Head {
  readonly #name: string
  #text = ''
  isPast = false

  constructor(name: string) {
    this.#name = name
  }

  /** @returns what of the piece is behind the head. @throws {TransferRefused} */
  past(piece: Buffer): Buffer | undefined {
    if (this.isPast) return piece
    const before = this.#text.length
    this.#text += piece.toString('latin1')
    const end = this.#text.indexOf('\r\n\r\n')
    if (end === -1) {
      if (this.#text.length > longestHead) throw new Error('the source’s answer has no end of its head')
      return undefined
    }
    const status = Number(/^HTTP\/1\.[01] (\d{3}) /.exec(this.#text)?.[1] ?? 0)
    if (status !== 200) throw new TransferRefused(this.#name, status)
    this.isPast = true
    this.#text = ''
    const rest = piece.subarray(end + 4 - before)
    return rest.length === 0 ? undefined : rest
  }
}
