import { request as httpRequest, type IncomingMessage } from 'node:http'
import { type Json, objectOf } from './json.ts'

export interface EventStreamOptions {
  readonly headers: Readonly<Record<string, string>>
  readonly ca?: string | undefined
  readonly verify?: boolean | undefined
  readonly signal: AbortSignal
}

const openWithinMs = 5000
/** A service that sends this much without an end of event is none of ours. */
const longestEvent = 1024 * 1024

/** Server-sent events of the service, one after the other. A stream that ends just says nothing more. */
export class EventStream implements AsyncDisposable {
  readonly #response: IncomingMessage
  readonly #waiting: Json[] = []
  #text = ''
  #ended = false
  #wake: (() => void) | undefined

  private constructor(response: IncomingMessage) {
    this.#response = response
    response.setEncoding('utf8')
    response.on('data', (chunk: string) => this.#take(chunk))
    response.on('error', () => {})
    response.on('close', () => this.#end())
  }

  /** @returns undefined when the service does not answer with a stream. */
  static async open(url: URL, options: EventStreamOptions): Promise<EventStream | undefined> {
    const start = url.protocol === 'https:' ? (await import('node:https')).request : httpRequest
    const { promise, resolve } = Promise.withResolvers<EventStream | undefined>()
    const outgoing = start(
      url,
      {
        headers: { accept: 'text/event-stream', ...options.headers },
        signal: options.signal,
        ...(options.ca === undefined ? {} : { ca: options.ca }),
        ...(options.verify === false ? { rejectUnauthorized: false } : {}),
      },
      (response) => {
        const isStream = response.headers['content-type']?.startsWith('text/event-stream') === true
        if (response.statusCode === 200 && isStream) return resolve(new EventStream(response))
        response.destroy()
        resolve(undefined)
      },
    )
    const timer = setTimeout(() => outgoing.destroy(), openWithinMs)
    outgoing.on('error', () => resolve(undefined))
    outgoing.end()
    try {
      return await promise
    } finally {
      clearTimeout(timer)
    }
  }

  /** @returns undefined when nothing came within that time. */
  async next(withinMs: number): Promise<Json | undefined> {
    const { promise, resolve } = Promise.withResolvers<void>()
    // After its end there is nothing to hear: whoever waits looks again by himself, once a second.
    const timer = setTimeout(resolve, this.#ended ? Math.min(withinMs, 1000) : withinMs)
    if (this.#waiting.length > 0) resolve()
    else if (!this.#ended) this.#wake = resolve
    await promise
    clearTimeout(timer)
    this.#wake = undefined
    return this.#waiting.shift()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#response.destroy()
    this.#end()
  }

  #take(chunk: string): void {
    this.#text += chunk
    const parts = this.#text.split('\n\n')
    this.#text = parts.pop() ?? ''
    for (const part of parts) {
      const data = /^data: (.*)$/m.exec(part)?.[1]
      if (data !== undefined) this.#waiting.push(parsed(data))
    }
    if (this.#text.length > longestEvent) this.#response.destroy()
    if (this.#waiting.length > 0) this.#wake?.()
  }

  #end(): void {
    this.#ended = true
    this.#wake?.()
  }
}

function parsed(text: string): Json {
  try {
    return objectOf(JSON.parse(text))
  } catch {
    return {}
  }
}
