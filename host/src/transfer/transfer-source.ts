import type { IncomingMessage } from 'node:http'
import { type Agent, request as httpsRequest } from 'node:https'
import { FileFacts } from './file-facts.ts'

/** Another host's door, and what opens it. */
export interface TransferSource {
  /** `https://address:port` */
  readonly base: string
  /** With our certificate and the authority that the other side's must be of; keeps its connections. */
  readonly agent: Agent
  readonly serverId: string
  readonly migrationId: string
  readonly ticket: string
  /** No byte for so long is a broken connection. */
  readonly stallMs: number
}

/** The source answers, and says no: trying again can not help. */
export class TransferRefused extends Error {
  override readonly name = 'TransferRefused'
  readonly status: number
  constructor(name: string, status: number) {
    super(`the source refused ${name} with status ${status}`)
    this.status = status
  }
}

export async function askFacts(source: TransferSource, name: string, signal: AbortSignal): Promise<FileFacts> {
  const response = await get(source, name, signal)
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of response as AsyncIterable<Buffer>) {
    length += piece.length
    if (length > 2 ** 20) throw new Error(`the source’s facts of ${name} are too long`)
    pieces.push(piece)
  }
  return FileFacts.parse(JSON.parse(Buffer.concat(pieces).toString('utf8')))
}

/** What the source takes for a name; such a one is a whole word of a path as it is. */
const plainName = /^[A-Za-z0-9._:-]{1,80}$/

/** Where the source's door has a file; undefined for what is no name of one. */
export const pathOf = (source: TransferSource, name: string): string | undefined =>
  plainName.test(name) ? `/transfers/${source.serverId}/${source.migrationId}/${name}` : undefined

function get(source: TransferSource, name: string, signal: AbortSignal): Promise<IncomingMessage> {
  const path = pathOf(source, name)
  if (path === undefined) return Promise.reject(new TransferRefused(name, 404))
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const sent = httpsRequest(`${source.base}${path}`, {
    agent: source.agent,
    headers: { authorization: `Bearer ${source.ticket}` },
    signal,
    timeout: source.stallMs,
  })
  sent.once('timeout', () => sent.destroy(new Error(`no byte came for ${source.stallMs} ms`)))
  sent.once('error', reject)
  sent.once('response', (response) => {
    if (response.statusCode === 200) return resolve(response)
    response.resume()
    reject(new TransferRefused(name, response.statusCode ?? 0))
  })
  sent.end()
  return promise
}
