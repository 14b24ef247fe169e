import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ImageServer extends AsyncDisposable {
  readonly url: string
  /** The `range` header of each request, or `all`. */
  readonly requests: string[]
  /** What to do with a request instead of answering it well. */
  misbehave: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined
}

/** A real HTTP server on loopback for one file, with ranges. */
export async function serveImage(path: string): Promise<ImageServer> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(request.headers.range ?? 'all')
    if (handle.misbehave?.(request, response) === true) return
    void answer(path, request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const handle: ImageServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/image`,
    requests,
    misbehave: undefined,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return handle
}

/** Sends the whole file or the rest that is asked for; `stopAfter` bytes, then the connection breaks. */
export async function answer(
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  stopAfter = Infinity,
): Promise<void> {
  const { size } = await stat(path)
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
  response.writeHead(from > 0 ? 206 : 200, {
    'content-length': size - from,
    ...(from > 0 ? { 'content-range': `bytes ${from}-${size - 1}/${size}` } : {}),
  })
  let sent = 0
  for await (const piece of createReadStream(path, { start: from }) as AsyncIterable<Buffer>) {
    if (sent + piece.length > stopAfter) {
      response.write(piece.subarray(0, stopAfter - sent), () => response.destroy())
      return
    }
    sent += piece.length
    if (!response.write(piece)) await new Promise((resolve) => response.once('drain', resolve))
  }
  response.end()
}
