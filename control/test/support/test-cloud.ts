// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ControllerBus, FlowSettings, InProcessBus, type Log, silentLog, type Store } from '@kilonova/core'
import { startTestStores, type TestStores } from '@kilonova/core/testing'
import {
  type AdminCredentials,
  type Control,
  ControlSettings,
  type InspectImage,
  startControl,
} from '../../src/index.ts'
import { type AgentOptions, TestAgent } from './test-agent.ts'

export interface CloudOptions {
  readonly settings?: Parameters<typeof ControlSettings.parse>[0]
  readonly agents?: readonly AgentOptions[]
  readonly inspectImage?: InspectImage
  readonly log?: Log
  /** What is in the store before the first start, sealed with the service's key. */
  readonly secrets?: (key: Buffer) => Readonly<Record<string, string>>
  /** What is committed lasts when PostgreSQL is killed. */
  readonly durable?: boolean
  /** Open to hosts on the real bus, over real TLS. */
  readonly manyHosts?: boolean
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // oxlint-disable-next-line typescript/no-explicit-any -- a client's view of JSON: every test says what it expects
  readonly body: any
}

export interface Ask {
  readonly token?: string | null
  readonly minor?: number
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

/** The whole cloud side on a real PostgreSQL, a real bus and a real socket; only the hypervisors are stand-ins. */
export class TestCloud implements AsyncDisposable {
  readonly store: Store
  readonly bus: InProcessBus
  readonly agents: readonly TestAgent[]
  control: Control
  credentials: AdminCredentials | undefined
  token = ''
  readonly stateDirectory: string
  readonly #options: CloudOptions
  readonly #key: Buffer
  readonly #controllerBus: ControllerBus | undefined
  readonly #stores: TestStores

  private constructor(stores: TestStores, store: Store, stateDirectory: string, options: CloudOptions) {
    this.#stores = stores
    this.store = store
    this.stateDirectory = stateDirectory
    this.#options = options
    this.#key = randomBytes(32)
    this.bus = new InProcessBus()
    this.#controllerBus = options.manyHosts === true ? new ControllerBus(this.bus) : undefined
    this.agents = (options.agents ?? [{}]).map((agent) => new TestAgent(this.bus, agent))
    this.control = undefined as unknown as Control
  }

  static async start(options: CloudOptions = {}): Promise<TestCloud> {
    const stores = await startTestStores({ durable: options.durable === true })
    const store = await stores.open()
    const directory = await mkdtemp(join(tmpdir(), 'kilonova-control-'))
    await chmod(directory, 0o711) // nats-server runs as another user
    const cloud = new TestCloud(stores, store, directory, options)
    await cloud.#keepSecrets()
    await cloud.startControl()
    for (const agent of cloud.agents) await agent.start()
    await cloud.logIn()
    await eventually(async () => {
      const { body } = await cloud.ask('GET', '/compute/v2.1/os-hypervisors')
      assert.equal(body.hypervisors.length, cloud.agents.length)
    })
    return cloud
  }

  async #keepSecrets(): Promise<void> {
    for (const [name, sealed] of Object.entries(this.#options.secrets?.(this.#key) ?? {})) {
      await this.store.db.insertInto('cloud_secrets').values({ name, sealed }).execute()
    }
  }

  /** Where its PostgreSQL has its files. */
  get postgresDirectory(): string {
    return join(this.#stores.directory, 'postgres')
  }

  get agent(): TestAgent {
    const [agent] = this.agents
    assert.ok(agent)
    return agent
  }

  async startControl(): Promise<void> {
    const { settings, inspectImage, log } = this.#options
    this.control = await startControl({
      store: this.store,
      bus: this.#controllerBus ?? this.bus,
      ...(this.#controllerBus === undefined
        ? {}
        : { manyHosts: { bus: this.#controllerBus, onOpen: () => Promise.resolve() } }),
      log: log ?? silentLog,
      settings: ControlSettings.parse(settings ?? {}),
      // Nobody else is there to take its flows: one that a busy machine stops for seconds does not begin steps anew.
      flowSettings: FlowSettings.parse({ leaseMs: 60_000 }),
      stateDirectory: this.stateDirectory,
      listen: { address: '127.0.0.1', port: 0 },
      secretKey: this.#key,
      ...(inspectImage === undefined ? {} : { inspectImage }),
      saveAdmin: async (credentials) => {
        this.credentials = credentials
      },
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.control.stop()
    for (const agent of this.agents) await agent.stop()
    await this.bus.close()
    await this.store.close()
    await this.#stores[Symbol.asyncDispose]()
    await rm(this.stateDirectory, { recursive: true, force: true })
  }

  async ask(
    method: string,
    path: string,
    { token = this.token, minor, body, headers = {} }: Ask = {},
  ): Promise<Answer> {
    const raw = body instanceof Uint8Array || typeof body === 'string'
    const response = await fetch(this.control.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === null ? {} : { 'X-Auth-Token': token }),
        ...(minor === undefined ? {} : { 'OpenStack-API-Version': `compute 2.${minor}` }),
        ...(body === undefined ? {} : { 'Content-Type': raw ? 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: raw ? (body as string) : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') === true
    return { status: response.status, headers: response.headers, body: isJson && text !== '' ? JSON.parse(text) : text }
  }

  async tokenFor(name: string, password: string, project: string): Promise<string> {
    const domain = { id: 'default' }
    const auth = {
      identity: { methods: ['password'], password: { user: { name, domain, password } } },
      scope: { project: { name: project, domain } },
    }
    const { status, headers } = await this.ask('POST', '/identity/v3/auth/tokens', { token: null, body: { auth } })
    assert.equal(status, 201)
    return headers.get('x-subject-token') ?? ''
  }

  async logIn(): Promise<void> {
    const { userName, password, projectName } = this.credentials ?? assert.fail('no admin was made')
    this.token = await this.tokenFor(userName, password, projectName)
  }

  /** A project with one user, who has `role` in it. */
  async tenant(name: string, role = 'member'): Promise<{ token: string; projectId: string; userId: string }> {
    const { body: project } = await this.ask('POST', '/identity/v3/projects', { body: { project: { name } } })
    const { body: user } = await this.ask('POST', '/identity/v3/users', {
      body: { user: { name, password: 'secret' } },
    })
    const path = `/identity/v3/projects/${project.project.id}/users/${user.user.id}/roles/${role}`
    assert.equal((await this.ask('PUT', path)).status, 204)
    return { token: await this.tokenFor(name, 'secret', name), projectId: project.project.id, userId: user.user.id }
  }

  /** An active raw image of these bytes. */
  async image(bytes: Uint8Array = new Uint8Array(1024), more: object = {}): Promise<string> {
    const body = { name: 'test', disk_format: 'raw', container_format: 'bare', visibility: 'public', ...more }
    const { status, body: image } = await this.ask('POST', '/image/v2/images', { body })
    assert.equal(status, 201)
    const put = await this.ask('PUT', `/image/v2/images/${image.id}/file`, { body: bytes })
    assert.equal(put.status, 204, JSON.stringify(put.body))
    return image.id
  }

  async create(more: object = {}, ask: Ask = {}): Promise<Answer> {
    const server = { name: 's', flavorRef: 'nano', ...more }
    return this.ask('POST', '/compute/v2.1/servers', { ...ask, body: { server } })
  }

  /** Waits until a server shows one of these states, and answers it. */
  async until(id: string, ...states: string[]): Promise<Answer['body']> {
    return eventually(async () => {
      const { body } = await this.ask('GET', `/compute/v2.1/servers/${id}`)
      assert.ok(states.includes(body.server?.status), `server is ${body.server?.status}`)
      return body.server
    })
  }

  async untilGone(id: string): Promise<void> {
    await eventually(async () => assert.equal((await this.ask('GET', `/compute/v2.1/servers/${id}`)).status, 404))
  }

  /** Nothing that a server could leave: no port, no claim, nothing on hosts. */
  async assertNothingLeft(): Promise<void> {
    assert.deepEqual(await this.store.db.selectFrom('ports').selectAll().execute(), [])
    for (const agent of this.agents) assert.ok(agent.isEmpty, `${agent.host} holds something`)
  }
}

/** Tries until it holds, or throws what the last try threw. The time is for what never comes, not for a busy machine. */
export async function eventually<T>(check: () => Promise<T>, withinMs = 60_000): Promise<T> {
  const end = performance.now() + withinMs
  for (;;) {
    try {
      return await check()
    } catch (error) {
      if (performance.now() > end) throw error
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
}
