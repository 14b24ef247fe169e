import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage, type RequestOptions } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Problem } from '../problem.ts'

// node:http and not fetch: it starts in a third of the time, and an upload can be cut off with its reason. node:https
// brings all of TLS with it, so it is loaded when an address asks for it.

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  /** A JSON value, or bytes as they come. */
  readonly body?: unknown
  readonly stream?: Readable
  readonly ca?: string | undefined
  readonly verify?: boolean | undefined
  /** Longest time without an answer, in milliseconds. An upload has none while its bytes move. */
  readonly deadlineMs?: number
  readonly signal?: AbortSignal | undefined
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
  readonly text: string
}

const defaultDeadlineMs = 60_000

/**
 * One HTTP exchange.
 * @returns the answer whatever its status; a JSON body parsed.
 * @throws {Problem} `away` when nobody answers, `deadline` when the answer takes too long; the signal's reason on abort.
 */
export async function exchange(request: HttpRequest): Promise<HttpAnswer> {
  request.signal?.throwIfAborted()
  try {
    const response = await send(request)
    const text = await readText(response)
    const json = /\bjson\b/.test(response.headers['content-type'] ?? '')
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      text,
      body: json ? parseJson(text) : undefined,
    }
  } catch (error) {
    request.signal?.throwIfAborted()
    if (error instanceof Problem) throw error
    if (isCutOff(error)) {
      throw new Problem(`${request.url.origin} ended the connection before it answered`, {
        cause: error,
        next: request.method === 'GET' ? 'try again' : 'see whether it was done, then try again',
        exit: 'away',
      })
    }
    throw new Problem(`no service answers at ${request.url.origin}`, {
      cause: error,
      next: 'start it with `kilonova up`, or check the address in clouds.yaml',
      exit: 'away',
    })
  }
}

/** The service had taken the connection: what it was asked it may have done. */
const isCutOff = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE')

async function send(request: HttpRequest): Promise<IncomingMessage> {
  const open = request.url.protocol === 'https:' ? (await import('node:https')).request : httpRequest
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const payload = request.body === undefined ? undefined : Buffer.from(JSON.stringify(request.body))
  const options: RequestOptions & { ca?: string; rejectUnauthorized?: boolean } = {
    method: request.method,
    headers: {
      accept: 'application/json',
      ...(payload === undefined ? {} : { 'content-type': 'application/json', 'content-length': payload.length }),
      ...request.headers,
    },
    ...(request.signal === undefined ? {} : { signal: request.signal }),
    ...(request.ca === undefined ? {} : { ca: request.ca }),
    ...(request.verify === false ? { rejectUnauthorized: false } : {}),
  }
  const outgoing = open(request.url, options, resolve)
  const deadlineMs = request.deadlineMs ?? defaultDeadlineMs
  outgoing.setTimeout(deadlineMs, () => {
    outgoing.destroy(
      new Problem(`${request.url.origin} gave no answer within ${deadlineMs / 1000} s`, {
        next: 'look at the log of `kilonova up`',
        exit: 'deadline',
      }),
    )
  })
  outgoing.on('error', reject)
  if (request.stream === undefined) outgoing.end(payload)
  // A server that refuses early answers and closes: its answer counts, not the broken pipe that follows.
  else pipeline(request.stream, outgoing).catch((error: unknown) => setImmediate(reject, error))
  return promise
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
