import type { IncomingMessage, ServerResponse } from 'node:http'
import type { z } from 'zod'
import { Fault } from '../model/fault.ts'

/** Reads and checks a small JSON body. @throws {Fault} `invalid`, `overLimit`. */
export async function readJson<S extends z.ZodType>(
  request: IncomingMessage,
  schema: S,
  { maxBytes = 64 * 1024, signal }: { readonly maxBytes?: number; readonly signal: AbortSignal },
): Promise<z.output<S>> {
  const stalled = setTimeout(() => request.destroy(), 10_000)
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      signal.throwIfAborted()
      length += chunk.length
      if (length > maxBytes) throw new Fault('overLimit', `a body of at most ${maxBytes} bytes is expected`)
      chunks.push(chunk)
    }
  } finally {
    clearTimeout(stalled)
  }
  const parsed = schema.safeParse(parseText(Buffer.concat(chunks).toString('utf8')))
  if (parsed.success) return parsed.data
  throw new Fault('invalid', 'the body is not of the agreed shape', {
    cause: parsed.error,
    next: 'run the same version on all machines',
  })
}

export function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
