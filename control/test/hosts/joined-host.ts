import { randomInt } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { request as httpsRequest } from 'node:https'
import {
  askDoor,
  type Certificate,
  decodeJoinToken,
  fetchAuthority,
  type JoinAnswer,
  JoinAnswer as JoinAnswerSchema,
  NatsBus,
  newBusKey,
  newKey,
  originOf,
  protocolVersion,
} from '@kilonova/core'
import { TestCloud } from '../support/test-cloud.ts'
import { TestAgent } from '../support/test-agent.ts'

/** A cloud that is open to hosts, on ports that nobody else has. */
export async function openCloud(
  settings: object = {},
  { certificateDays = 90, ...more }: { durable?: boolean; certificateDays?: number } = {},
): Promise<TestCloud> {
  const [entrancePort, port, clusterPort] = await freePorts(3)
  const hosts = { address: '127.0.0.1', listenAddress: '127.0.0.1', entrancePort, certificateDays }
  return TestCloud.start({
    manyHosts: true,
    agents: [],
    ...more,
    settings: { hosts, bus: { port, clusterPort }, ...settings },
  })
}

export async function makeToken(cloud: TestCloud, body: object = {}): Promise<string> {
  const answer = await cloud.ask('POST', '/kilonova/v1/host-tokens', { body })
  const { host_token: made } = answer.body as { host_token: { token: string } }
  return made.token
}

export interface Keys {
  readonly key: string
  readonly publicKey: string
  readonly bus: ReturnType<typeof newBusKey>
}

export const freshKeys = (): Keys => ({ ...newKey(), bus: newBusKey() })

/** Joins as `kilonova join` does, with what a hostile one would change. */
export async function joinAs(
  host: string,
  token: string,
  keys: Keys = freshKeys(),
  changed: { version?: number; secret?: string; addresses?: string[] } = {},
): Promise<JoinedHost> {
  const { addresses, port, authorityFingerprint, id, secret } = decodeJoinToken(token)
  const origin = new URL(originOf('https', addresses[0] ?? '', port))
  const authority = await fetchAuthority(origin, authorityFingerprint)
  const request = {
    version: protocolVersion,
    tokenId: id,
    secret,
    host,
    addresses: [`127.9.${host.length}.${Buffer.from(host).reduce((sum, letter) => sum + letter, 0) % 255}`],
    ...changed,
  }
  const { body } = await askDoor(
    'POST',
    new URL('/join', origin),
    { ...request, publicKey: keys.publicKey, busKey: keys.bus.publicKey },
    { authority },
  )
  return new JoinedHost(host, origin, authority, keys, JoinAnswerSchema.parse(body))
}

/** A host by the protocol alone: its certificate, its place on the bus, and an agent whose guests are entries in a map. */
export class JoinedHost implements AsyncDisposable {
  readonly name: string
  readonly origin: URL
  readonly authority: string
  readonly keys: Keys
  answer: JoinAnswer
  agent: TestAgent | undefined
  bus: NatsBus | undefined

  constructor(name: string, origin: URL, authority: string, keys: Keys, answer: JoinAnswer) {
    this.name = name
    this.origin = origin
    this.authority = authority
    this.keys = keys
    this.answer = answer
  }

  get own(): Certificate {
    return { certificate: this.answer.certificate, key: this.keys.key }
  }

  async connect(): Promise<NatsBus> {
    const { busServers, busAuthority } = this.answer.neighbourhood
    this.bus = await NatsBus.connect({
      servers: busServers,
      identity: this.name,
      seed: this.keys.bus.seed,
      tls: { authority: busAuthority, ...this.own },
    })
    return this.bus
  }

  async start(): Promise<this> {
    this.agent = await new TestAgent(await this.connect(), { name: this.name }).start()
    return this
  }

  ask(method: 'GET' | 'POST', path: string, body?: unknown, own: Certificate | undefined = this.own): Promise<unknown> {
    const options = { authority: this.authority, ...(own === undefined ? {} : { own }) }
    return askDoor(method, new URL(path, this.origin), body, options).then((answer) => answer.body)
  }

  /** The status and bytes of something that is no JSON. */
  fetch(url: string, headers: Record<string, string> = {}, own = true): Promise<{ status: number; bytes: Buffer }> {
    const { promise, resolve, reject } = Promise.withResolvers<{ status: number; bytes: Buffer }>()
    const tls = own ? { cert: this.own.certificate, key: this.own.key } : {}
    httpsRequest(url, { ca: this.authority, ...tls, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('end', () => resolve({ status: response.statusCode ?? 0, bytes: Buffer.concat(chunks) }))
      response.once('error', reject)
    })
      .once('error', reject)
      .end()
    return promise
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.agent?.stop()
    await this.bus?.close()
  }
}

/** Different ones that no connection from here is given until they are listened on: the kernel gives those of 32768 and above. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>()
  while (ports.size < count) {
    const port = randomInt(20_000, 32_768)
    const server = createServer()
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true))
    })
    if (!free) continue
    await new Promise((resolve) => server.close(resolve))
    ports.add(port)
  }
  return [...ports]
}

/** The process whose arguments name this directory and that program. */
export function processOf(program: string, directory: string): number {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
      if (words[0]?.endsWith(program) === true && words.some((word) => word.startsWith(directory))) return Number(pid)
    } catch {}
  }
  throw new Error(`no ${program} works in ${directory}`)
}
