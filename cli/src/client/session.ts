import { readFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { Problem } from '../problem.ts'
import type { ExitName } from '../exit-codes.ts'
import type { Cloud, NameOrId } from './clouds.ts'
import { EventStream } from './events.ts'
import { exchange, type HttpAnswer, type HttpRequest } from './http.ts'
import { type Json, listOf, objectOf, textOf } from './json.ts'

/** `kilonova` is what this service has beyond OpenStack's APIs; no other cloud has it. */
export type ServiceType = 'compute' | 'image' | 'network' | 'kilonova'

export interface CallOptions {
  readonly body?: unknown
  readonly stream?: Readable
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal | undefined
  readonly deadlineMs?: number
  /** What became of the user's thing when the service refuses, without a full stop: `server web-1 was not started`. */
  readonly refused?: string
}

/** A logged-in connection to one cloud: calls go to the address that its catalog names. */
export class CloudSession {
  readonly cloud: Cloud
  readonly #token: string
  readonly #endpoints: ReadonlyMap<string, URL>
  readonly #ca: string | undefined
  constructor(cloud: Cloud, token: string, endpoints: ReadonlyMap<string, URL>, ca: string | undefined) {
    this.cloud = cloud
    this.#token = token
    this.#endpoints = endpoints
    this.#ca = ca
  }

  /**
   * @param path below the service's address in the catalog (for images: with its `/v2`), query included.
   * @returns the JSON body; `{}` for an empty one.
   * @throws {Problem} with the service's own words for every status from 400 on; `interrupted` when the signal came while
   * the service may have been doing what changes something.
   */
  async call(
    service: ServiceType,
    method: HttpRequest['method'],
    path: string,
    options: CallOptions = {},
  ): Promise<Json> {
    const { refused, ...rest } = options
    const url = this.#urlOf(service, path)
    const headers = { 'x-auth-token': this.#token, ...versionFor(service, method), ...options.headers }
    const request = { method, url, ...rest, headers, ca: this.#ca, verify: this.cloud.verify }
    const answer = await exchange(request).catch((error: unknown) => {
      throw refused !== undefined && options.signal?.aborted === true ? unheard() : error
    })
    if (answer.status >= 400) throw problemOf(answer, `${method} ${url.pathname}`, refused)
    return objectOf(answer.body)
  }

  /**
   * What happens to one server, as the service tells it.
   * @returns undefined where there is nothing to listen to: another cloud, or too many listen.
   */
  async events(serverId: string, signal: AbortSignal): Promise<EventStream | undefined> {
    const url = this.#urlOf('kilonova', `/events?server=${encodeURIComponent(serverId)}&all_tenants=1`)
    const options = { headers: { 'x-auth-token': this.#token }, ca: this.#ca, verify: this.cloud.verify, signal }
    return EventStream.open(url, options)
  }

  /** Every item of a paged list, following the links to the next page (Nova: `<key>_links`, Glance: `next`). */
  async all(service: ServiceType, path: string, key: string, signal?: AbortSignal): Promise<Json[]> {
    const items: Json[] = []
    let next: string | undefined = path
    while (next !== undefined) {
      const page: Json = await this.call(service, 'GET', next, { signal })
      items.push(...listOf(page[key]).map(objectOf))
      const link = listOf(page[`${key}_links`])
        .map(objectOf)
        .find((one) => one['rel'] === 'next')
      next = textOf(link?.['href']) ?? textOf(page['next'])
    }
    return items
  }

  #urlOf(service: ServiceType, path: string): URL {
    const endpoint = this.#endpoints.get(service)
    if (endpoint === undefined) {
      throw new Problem(`cloud ${this.cloud.name} has no ${service} service`, { exit: 'notFound' })
    }
    if (/^https?:/.test(path)) return new URL(path)
    const base = endpoint.href.replace(/\/$/, '')
    // Glance's catalog address has no version, its page links have: neither may double it.
    if (service === 'image') return new URL(base.replace(/\/v2$/, '') + path)
    return new URL(base + path)
  }
}

/**
 * From 2.47 on servers show their flavor by name; every cloud of today has it. What changes something is asked in 2.1,
 * where a server without networks gets the default one.
 */
function versionFor(service: ServiceType, method: HttpRequest['method']): Readonly<Record<string, string>> {
  return service === 'compute' && method === 'GET' ? { 'openstack-api-version': 'compute 2.47' } : {}
}

/** Logs in and reads the catalog. @throws {Problem} `denied` for a wrong password, `away` when nobody answers. */
export async function openSession(cloud: Cloud, signal?: AbortSignal): Promise<CloudSession> {
  const ca = cloud.caFile === undefined ? undefined : await readFile(cloud.caFile, 'utf8')
  const base = cloud.authUrl.replace(/\/+$/, '')
  const url = new URL(`${base.endsWith('/v3') ? base : `${base}/v3`}/auth/tokens`)
  const request = { method: 'POST', url, body: authBody(cloud), signal, ca, verify: cloud.verify } as const
  const answer = await exchange(request).catch((error: unknown) => {
    if (!(error instanceof Problem) || error.exit !== 'away') throw error
    const next = `start it with \`kilonova up\`, or check the address in ${cloud.source}`
    throw new Problem(error.message, { cause: error.cause, next, exit: 'away' })
  })
  if (answer.status === 401) {
    throw new Problem(`cloud ${cloud.name} refused the login`, {
      because: messageOf(answer).message,
      next: `check the user and password in ${cloud.source}`,
      exit: 'denied',
    })
  }
  if (answer.status >= 400) throw problemOf(answer, `POST ${url.pathname}`)
  const token = answer.headers['x-subject-token']
  if (typeof token !== 'string') {
    throw new Problem(`${url.origin} gave no token`, { next: 'check auth_url: it must name a Keystone service' })
  }
  return new CloudSession(cloud, token, endpointsOf(answer.body, cloud), ca)
}

function authBody(cloud: Cloud): unknown {
  const { auth } = cloud
  const identity =
    auth.kind === 'token'
      ? { methods: ['token'], token: { id: auth.token } }
      : {
          methods: ['password'],
          password: { user: { ...userOf(auth.user, auth.userDomain), password: auth.password } },
        }
  const scope = auth.scope
  if (scope === undefined) return { auth: { identity } }
  const project = scope.project.id === undefined ? { name: scope.project.name, domain: scope.domain } : scope.project
  return { auth: { identity, scope: { project } } }
}

const userOf = (user: NameOrId, domain: NameOrId) => (user.id === undefined ? { name: user.name, domain } : user)

function endpointsOf(body: unknown, cloud: Cloud): Map<string, URL> {
  const endpoints = new Map<string, URL>()
  for (const service of listOf(objectOf(objectOf(body)['token'])['catalog']).map(objectOf)) {
    const type = textOf(service['type'])
    const endpoint = listOf(service['endpoints'])
      .map(objectOf)
      .find((one) => one['interface'] === cloud.interface && (cloud.region ?? one['region_id']) === one['region_id'])
    const url = textOf(endpoint?.['url'])
    if (type !== undefined && url !== undefined && URL.canParse(url)) endpoints.set(type, new URL(url))
  }
  endpoints.set('kilonova', new URL(cloud.authUrl.replace(/\/identity(\/v3)?\/*$/, '')))
  return endpoints
}

interface Words {
  readonly message: string
  /** Whether the message says what became of the thing, and not only why. */
  readonly what: boolean
  readonly cause: string | undefined
  readonly next: string | undefined
}

/**
 * Our service says what, why and what to do in `fault`, beside the one `message` that every client shows. Else Nova:
 * `{itemNotFound: {message}}`; Keystone: `{error: {message}}`; Glance: `{message}`, HTML or text.
 */
function messageOf(answer: HttpAnswer): Words {
  const body = objectOf(answer.body)
  const inner = [body, ...Object.values(body).map(objectOf)].find((one) => typeof one['message'] === 'string')
  const fault = objectOf(inner?.['fault'])
  const what = textOf(fault['what'])
  if (what !== undefined)
    // A quota speaks of itself, whatever it was that it kept from being made.
    return {
      message: what,
      what: fault['kind'] !== 'overLimit',
      cause: textOf(fault['cause']),
      next: textOf(fault['next']),
    }
  const bare = { what: false, cause: undefined, next: undefined }
  if (inner !== undefined) return { ...bare, message: String(inner['message']) }
  const text = answer.text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 500)
  return { ...bare, message: text === '' ? `the service answered ${answer.status}` : text }
}

function problemOf(answer: HttpAnswer, what: string, refused?: string): Problem {
  const words = messageOf(answer)
  const [message, because] =
    words.what || refused === undefined ? [words.message, words.cause] : [refused, words.message]
  return new Problem(message, {
    ...(because === undefined ? {} : { because }),
    next: words.next ?? nextOf(answer, what),
    exit: exitOf(answer.status),
  })
}

const unheard = (): Problem =>
  new Problem('stopped before the service answered; it may still do what it was asked', {
    next: 'see whether it was done before you ask again',
    exit: 'interrupted',
  })

function exitOf(status: number): ExitName {
  if (status === 401 || status === 403) return 'denied'
  if (status === 404) return 'notFound'
  if (status === 409) return 'conflict'
  if (status === 503 || status === 502) return 'away'
  return 'fault'
}

function nextOf(answer: HttpAnswer, what: string): string {
  const id = answer.headers['x-openstack-request-id'] ?? answer.headers['x-compute-request-id']
  const request = typeof id === 'string' ? `${id} ` : ''
  if (answer.status === 401) return 'log in again: the token or the password is not valid any more'
  const [, server] = /\/servers\/([0-9a-f-]{36})/.exec(what) ?? []
  if (answer.status === 409 && server !== undefined)
    return `see \`kilonova server show ${server}\`, and try again when its state allows it`
  if (answer.status === 409) return 'remove what stands against it, and try again'
  if (answer.status === 403) return 'ask an administrator of the cloud'
  if (answer.status < 500) return 'correct what the service names, and try again'
  return `look for ${request}in the log of \`kilonova up\` (${what})`
}
