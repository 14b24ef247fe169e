import { open } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { isAbsolute, join } from 'node:path'
import { chain, type Log, ServerId } from '@kilonova/core'
import { isMissing } from '../images/files.ts'
import type { Bandwidth } from './bandwidth.ts'
import { fileFacts } from './file-facts.ts'
import { isFor, type Offer, readOffer } from './offers.ts'
import { sendPart } from './send-part.ts'
import type { Interval } from './intervals.ts'

export interface ServeTransfersOptions {
  /** Where a server's files may be: its directory, and what it is called while its server is away. */
  readonly directoriesOf: (serverId: ServerId) => readonly string[]
  readonly bandwidth: Bandwidth
  readonly log: Log
}

/** What the door says of one request: the caller's name is that of its certificate. */
export interface Asked {
  readonly peer: string
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
  /** Aborts when the caller goes away, or the door closes. */
  readonly signal: AbortSignal
}

/** `GET /transfers/<server>/<migration>/<file>`: its facts; with `?from=&to=&version=`: the filled bytes of that part. */
export const transferPrefix = '/transfers/'
const wanted = /^\/transfers\/([0-9a-f-]{36})\/([0-9a-f-]{36})\/([A-Za-z0-9._:-]{1,80})$/

/** Gives a server's files to the one host that they were offered to. */
export class TransferServer {
  readonly #options: ServeTransfersOptions
  /** The map of each file by its version, for as long as its parts are asked for. */
  readonly #maps = new Map<string, { version: string; map: Interval[] }>()

  constructor(options: ServeTransfersOptions) {
    this.#options = options
  }

  async handle(asked: Asked): Promise<void> {
    const { peer, request, response, url } = asked
    const [, server = '', migrationId = '', name = ''] = wanted.exec(url.pathname) ?? []
    const serverId = ServerId.safeParse(server)
    if (!serverId.success || request.method !== 'GET') return refuse(response, 404)
    const found = await this.#offerOf(serverId.data, migrationId)
    const ticket = /^Bearer ([A-Za-z0-9_-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    if (found === undefined || !isFor(found.offer, peer, ticket)) {
      this.#options.log.warn('a host asked for disks that were not offered to it', { serverId: serverId.data, peer })
      return refuse(response, 403)
    }
    const place = Object.hasOwn(found.offer.files, name) ? found.offer.files[name] : undefined
    if (place === undefined) return refuse(response, 404)
    const pathIn = (directory: string) => (isAbsolute(place) ? place : join(directory, place))
    const give = (path: string) =>
      url.searchParams.has('from') ? this.#sendPart(path, asked) : this.#sendFacts(path, asked)
    // The directory gets another name once its server has left, perhaps just now.
    const renamed = async (error: unknown): Promise<void> => {
      const now = response.headersSent ? undefined : await this.#offerOf(serverId.data, migrationId)
      if (now === undefined || now.directory === found.directory) throw error
      await give(pathIn(now.directory))
    }
    try {
      await give(pathIn(found.directory)).catch(renamed)
    } catch (error) {
      if (!response.headersSent) return refuse(response, isMissing(error) ? 404 : 500)
      // Cut off in the middle: the receiver sees that no checkpoint came, and asks again.
      response.destroy()
      this.#options.log.debug('sending a disk was broken off', { serverId: serverId.data, name, error: chain(error) })
    }
  }

  async #offerOf(serverId: ServerId, migrationId: string): Promise<{ offer: Offer; directory: string } | undefined> {
    for (const directory of this.#options.directoriesOf(serverId)) {
      const offer = await readOffer(directory).catch(() => undefined)
      if (offer?.migrationId === migrationId) return { offer, directory }
    }
    return undefined
  }

  async #sendFacts(path: string, { response, signal }: Asked): Promise<void> {
    const { facts } = await this.#look(path, signal)
    const text = JSON.stringify(facts)
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text)
  }

  async #sendPart(path: string, { request, response, url, signal: gone }: Asked): Promise<void> {
    const asked = url.searchParams
    const version = asked.get('version')
    const known = this.#maps.get(path)
    const looked = known?.version === version ? undefined : await this.#look(path, gone)
    if (looked !== undefined && looked.facts.version !== version) return refuse(response, 409)
    const map = looked?.map ?? known?.map ?? []
    const part = { from: Number(asked.get('from')), to: Number(asked.get('to')) }
    if (![part.from, part.to].every(Number.isSafeInteger) || part.from < 0 || part.to < part.from) {
      return refuse(response, 416)
    }
    // The connection may outlive this request.
    const closed = new AbortController()
    response.once('close', () => closed.abort(new Error('the receiver went away')))
    const signal = AbortSignal.any([gone, closed.signal])
    await using file = await open(path, 'r')
    response.writeHead(200, { 'content-type': 'application/octet-stream' })
    request.resume()
    await sendPart({ file, map, part, to: response, bandwidth: this.#options.bandwidth, signal })
    response.end()
  }

  async #look(path: string, signal: AbortSignal) {
    const { facts, map } = await fileFacts(path, signal)
    const [oldest] = this.#maps.keys()
    if (this.#maps.size >= 20 && oldest !== undefined) this.#maps.delete(oldest)
    this.#maps.set(path, { version: facts.version, map })
    return { facts, map }
  }
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status).end()
}
