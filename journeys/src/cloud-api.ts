import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

export type Json = Record<string, unknown>

export interface ApiAnswer {
  readonly status: number
  readonly body: Json
  readonly text: string
  readonly headers: Headers
}

/** The service's words for a refusal, whichever of its APIs gave it. */
export const messageOf = (answer: ApiAnswer): string => {
  const inner = [answer.body, ...Object.values(answer.body)].find(
    (one) => typeof (one as Json)?.['message'] === 'string',
  )
  return inner === undefined ? answer.text : String((inner as Json)['message'])
}

export interface ImageUpload {
  readonly name: string
  readonly diskFormat: string
  readonly containerFormat?: string
  readonly bytes: Uint8Array<ArrayBuffer> | string
  readonly properties?: Readonly<Record<string, string | number>>
}

export interface NewServer {
  readonly name: string
  readonly imageRef: string
  readonly flavorRef: string
  readonly [field: string]: unknown
}

/** The plain HTTP API, as any client would use it: nothing of the service's own code is in between. */
export class CloudApi {
  readonly base: string
  readonly #token: string
  private constructor(base: string, token: string) {
    this.base = base
    this.#token = token
  }

  static async login(
    base: string,
    auth: { readonly username: string; readonly password: string; readonly project_name: string },
  ): Promise<CloudApi> {
    const domain = { id: 'default' }
    const response = await fetch(`${base}/identity/v3/auth/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        auth: {
          identity: {
            methods: ['password'],
            password: { user: { name: auth.username, domain, password: auth.password } },
          },
          scope: { project: { name: auth.project_name, domain } },
        },
      }),
    })
    const token = response.headers.get('x-subject-token')
    if (response.status !== 201 || token === null) throw new Error(`login: ${response.status} ${await response.text()}`)
    await response.arrayBuffer()
    return new CloudApi(base, token)
  }

  /** For requests whose answer is no JSON. */
  get headers(): Readonly<Record<string, string>> {
    return { 'x-auth-token': this.#token }
  }

  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ApiAnswer> {
    const isBytes = body instanceof Uint8Array
    const response = await fetch(this.base + path, {
      method,
      headers: {
        'x-auth-token': this.#token,
        ...(body === undefined ? {} : { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isBytes ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, text, headers: response.headers, body: parseObject(text) }
  }

  /** An answer that goes on, such as `/events`: its body is for the caller to read. */
  async stream(path: string): Promise<Response> {
    const response = await fetch(this.base + path, { headers: { 'x-auth-token': this.#token } })
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response
  }

  compute(method: string, path: string, body?: unknown): Promise<ApiAnswer> {
    return this.call(method, `/compute/v2.1${path}`, body)
  }

  /** Makes an image and uploads it. @returns its id, and the answer to the upload, whatever it was. */
  async upload(image: ImageUpload): Promise<{ id: string; answer: ApiAnswer }> {
    const made = await this.call('POST', '/image/v2/images', {
      name: image.name,
      disk_format: image.diskFormat,
      container_format: image.containerFormat ?? 'bare',
      ...image.properties,
    })
    if (made.status !== 201) throw new Error(`image ${image.name}: ${made.status} ${made.text}`)
    const id = String(made.body['id'])
    const bytes = typeof image.bytes === 'string' ? new Uint8Array(await readFile(image.bytes)) : image.bytes
    return { id, answer: await this.call('PUT', `/image/v2/images/${id}/file`, bytes) }
  }

  /** The same, where a refusal is an error. */
  async mustUpload(image: ImageUpload): Promise<string> {
    const { id, answer } = await this.upload(image)
    if (answer.status !== 204) throw new Error(`upload of ${image.name}: ${answer.status} ${answer.text}`)
    return id
  }

  /** Asks for a server. @returns its id. @throws unless it was accepted. */
  async create(server: NewServer): Promise<string> {
    const answer = await this.compute('POST', '/servers', { server })
    if (answer.status !== 202) throw new Error(`server ${server.name}: ${answer.status} ${answer.text}`)
    return String((answer.body['server'] as Json)['id'])
  }

  async server(id: string): Promise<Json | undefined> {
    const answer = await this.compute('GET', `/servers/${id}`)
    if (answer.status === 404) return undefined
    if (answer.status !== 200) throw new Error(`server ${id}: ${answer.status} ${answer.text}`)
    return answer.body['server'] as Json
  }

  /** Asks until the server has one of these states. @throws when it gets ERROR unasked, vanishes, or takes too long. */
  async until(id: string, states: readonly string[], timeoutMs = 120_000): Promise<Json> {
    const end = performance.now() + timeoutMs
    for (;;) {
      const server = await this.server(id)
      if (server === undefined) throw new Error(`server ${id} is gone, not ${states.join(' or ')}`)
      const status = String(server['status'])
      if (states.includes(status)) return server
      if (status === 'ERROR') throw new Error(`server ${id} is in ERROR: ${JSON.stringify(server['fault'])}`)
      if (performance.now() > end)
        throw new Error(`server ${id} is still ${status} (${String(server['OS-EXT-STS:task_state'])})`)
      await sleep(50)
    }
  }

  async untilGone(id: string, timeoutMs = 120_000): Promise<void> {
    const end = performance.now() + timeoutMs
    while ((await this.server(id)) !== undefined) {
      if (performance.now() > end) throw new Error(`server ${id} is still there after ${timeoutMs} ms`)
      await sleep(50)
    }
  }

  async delete(id: string, timeoutMs = 120_000): Promise<void> {
    const answer = await this.compute('DELETE', `/servers/${id}`)
    if (answer.status !== 204 && answer.status !== 404) throw new Error(`delete ${id}: ${answer.status} ${answer.text}`)
    await this.untilGone(id, timeoutMs)
  }

  async console(id: string): Promise<string> {
    const answer = await this.compute('POST', `/servers/${id}/action`, { 'os-getConsoleOutput': {} })
    if (answer.status !== 200) throw new Error(`console of ${id}: ${answer.status} ${answer.text}`)
    return String(answer.body['output'])
  }

  /** Reads the console until it has this line. @returns all of it. */
  async consoleLine(id: string, line: RegExp, timeoutMs = 240_000): Promise<string> {
    const end = performance.now() + timeoutMs
    for (;;) {
      const text = await this.console(id)
      if (line.test(text)) return text
      if (performance.now() > end) throw new Error(`no ${line.source} on the console of ${id}:\n${text.slice(-2000)}`)
      await sleep(100)
    }
  }

  /** The flavor with this name. */
  async flavor(name: string): Promise<string> {
    const answer = await this.compute('GET', '/flavors')
    const found = (answer.body['flavors'] as Json[]).find((one) => one['name'] === name)
    if (found === undefined) throw new Error(`no flavor ${name} among ${answer.text}`)
    return String(found['id'])
  }
}

function parseObject(text: string): Json {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Json) : {}
  } catch {
    return {}
  }
}
