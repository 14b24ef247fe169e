import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type BusIdentity,
  type Certificate,
  controlIdentity,
  issueCertificate,
  makeAuthority,
  NatsBus,
  type NatsBusOptions,
  NatsServer,
  newBusKey,
  type Log,
  silentLog,
} from '@kilonova/core'

/** A real nats-server with TLS, and identities for a controller and some hosts. */
export class TestBus implements AsyncDisposable {
  readonly directory: string
  readonly server: NatsServer
  readonly authority: Certificate
  readonly seeds: ReadonlyMap<string, string>
  readonly identities: readonly BusIdentity[]
  readonly #certificate: Certificate
  readonly #open: NatsBus[] = []

  private constructor(
    parts: Pick<TestBus, 'directory' | 'server' | 'authority' | 'seeds' | 'identities'>,
    own: Certificate,
  ) {
    this.directory = parts.directory
    this.server = parts.server
    this.authority = parts.authority
    this.seeds = parts.seeds
    this.identities = parts.identities
    this.#certificate = own
  }

  static async start(hosts: readonly string[] = [], log: Log = silentLog): Promise<TestBus> {
    const directory = await mkdtemp(join(tmpdir(), 'kilonova-nats-'))
    await chmod(directory, 0o711)
    const keys = [controlIdentity, ...hosts].map((name) => ({ name, ...newBusKey() }))
    const authority = await makeAuthority('kilonova-test')
    const certificate = await issueCertificate(authority, ['localhost', '127.0.0.1'], 1)
    const server = await NatsServer.start({
      stateDirectory: directory,
      ...{ address: '127.0.0.1', port: 0, log, identities: keys },
      tls: { authority: authority.certificate, ...certificate },
    })
    const seeds = new Map(keys.map(({ name, seed }) => [name, seed]))
    const own = await issueCertificate(authority, ['agent'], 1)
    return new TestBus({ directory, server, authority, seeds, identities: keys }, own)
  }

  async connect(identity: string, options: Partial<NatsBusOptions> = {}): Promise<NatsBus> {
    const bus = await NatsBus.connect({
      servers: [`tls://127.0.0.1:${this.server.port}`],
      identity,
      seed: this.seeds.get(identity) ?? '',
      tls: { authority: this.authority.certificate, ...this.#certificate },
      ...options,
    })
    this.#open.push(bus)
    return bus
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#open.map((bus) => bus.close()))
    await this.server.stop()
    await rm(this.directory, { recursive: true, force: true })
  }
}
