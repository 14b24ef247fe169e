import { connectionLost, localError } from '../errors/local.ts'
import type { LibvirtError } from '../errors/libvirt-error.ts'
import type { Procedure } from '../protocol/procedure.ts'
import { remote } from '../protocol/generated/remote.js'
import type { CallOptions } from '../session/pending-call.ts'
import { Session, type SessionOptions } from '../session/session.ts'
import { openSocket } from '../transport/socket.ts'
import type { Transport } from '../transport/transport.ts'
import { type ConnectionUri, parseConnectionUri } from './connection-uri.ts'
import { Domain } from './domain.ts'
import { EventHub } from './events/hub.ts'
import { Network } from './network.ts'

export interface ConnectOptions {
  /** Opens for reading only: the daemon refuses every change. */
  readonly readOnly?: boolean
  /** Gives up connecting. */
  readonly signal?: AbortSignal
  /** Longest time for connecting and opening; default 30,000 ms. */
  readonly connectTimeoutMs?: number
  /** Longest wait of a call that names none itself; default 0, for ever (keepalive finds a dead daemon). */
  readonly timeoutMs?: number
  /** Default 5,000 ms; 0 turns keepalive off. */
  readonly keepaliveIntervalMs?: number
  /** Unanswered keepalive questions until the daemon is taken for dead; default 5. */
  readonly keepaliveCount?: number
  /** Calls that may block in the daemon, in flight at a time: its max_client_requests less one; default 4. */
  readonly maxSlowCalls?: number
}

export interface NodeInfo {
  /** The CPU's model, as `x86_64`. */
  readonly model: string
  /** KiB */
  readonly memory: number
  readonly cpus: number
  readonly mhz: number
  /** NUMA cells. */
  readonly nodes: number
  readonly sockets: number
  readonly cores: number
  readonly threads: number
}

const keepaliveFeature = 10
const readOnlyFlag = 1

/**
 * Opens a connection.
 * @param uri as libvirt's own clients take it: `qemu:///system`, `test:///default`, `qemu+tcp://host/system`.
 * @throws LibvirtError when the daemon cannot be reached or does not let us in.
 */
export async function connect(uri: string, options: ConnectOptions = {}): Promise<Connect> {
  const parsed = parseConnectionUri(uri)
  const limit = AbortSignal.timeout(options.connectTimeoutMs ?? 30_000)
  const signal = options.signal === undefined ? limit : AbortSignal.any([limit, options.signal])
  const conn = new Connect(uri, await openTransport(parsed, options, signal), options)
  try {
    await conn.open(parsed, { signal })
    return conn
  } catch (cause) {
    conn.fail(connectionLost('the connection was not opened'))
    throw cause
  }
}

function openTransport(uri: ConnectionUri, options: ConnectOptions, signal: AbortSignal): Promise<Transport> {
  if (uri.transport === 'unix') {
    const name = options.readOnly === true ? 'libvirt-sock-ro' : 'libvirt-sock'
    return openSocket({ path: uri.parameters.get('socket') ?? `/run/libvirt/${name}` }, signal)
  }
  if (uri.transport === 'tcp') return openSocket({ host: uri.host || 'localhost', port: uri.port ?? 16_509 }, signal)
  throw localError('VIR_ERR_NO_SUPPORT', `no transport ${uri.transport} yet`)
}

/** An open connection to a libvirt daemon. Its methods carry libvirt's names; `call` makes any call of the tables. */
export class Connect {
  /** As given to `connect`. */
  readonly uri: string
  readonly events: EventHub
  /** Resolves with the reason when the connection is over, whoever ended it; never rejects. */
  readonly closed: Promise<LibvirtError>
  readonly #session: Session
  readonly #readOnly: boolean

  constructor(uri: string, transport: Transport, options: ConnectOptions) {
    this.uri = uri
    this.#readOnly = options.readOnly ?? false
    const sessionOptions: SessionOptions = {
      maxSlowCalls: options.maxSlowCalls ?? 4,
      timeoutMs: options.timeoutMs ?? 0,
      keepalive: { intervalMs: options.keepaliveIntervalMs ?? 5000, count: options.keepaliveCount ?? 5 },
    }
    this.events = new EventHub(this, (procedure, args, callOptions) => this.call(procedure, args, callOptions))
    this.#session = new Session(transport, sessionOptions, (program, procedure, reader) =>
      this.events.message(program, procedure, reader),
    )
    this.closed = this.#session.whenEnded
    void this.closed.then((reason) => this.events.end(reason))
  }

  /** Authenticates and opens; `connect` does it. */
  async open(uri: ConnectionUri, options: CallOptions): Promise<void> {
    const { types } = await this.call(remote.authList, undefined, options)
    if (!types.includes(0) && types.length > 0) {
      throw localError('VIR_ERR_AUTH_FAILED', `the daemon asks for authentication of type ${types.join(', ')}`)
    }
    await this.call(remote.connectSupportsFeature, { feature: keepaliveFeature }, options)
    await this.call(remote.connectOpen, { name: uri.daemonUri, flags: this.#readOnly ? readOnlyFlag : 0 }, options)
  }

  /** Any call of the tables `remote`, `qemu`, `lxc`. The named methods are made of this. */
  call<Args, Ret>(procedure: Procedure<Args, Ret>, args: Args, options?: CallOptions): Promise<Ret> {
    return this.#session.call(procedure, args, options)
  }

  isAlive(): boolean {
    return this.#session.endReason === undefined
  }

  /** Closes in order: the daemon is told, then the socket ends. Calls in flight are rejected. */
  async close(): Promise<void> {
    if (!this.isAlive()) return
    this.events.end()
    await this.call(remote.connectClose, undefined, { timeoutMs: 2000 }).catch(() => undefined)
    this.#session.fail(connectionLost('the connection was closed by this program'))
  }

  fail(reason: LibvirtError): void {
    this.#session.fail(reason)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /** @returns major × 1,000,000 + minor × 1,000 + release of the daemon. */
  async getLibVersion(options?: CallOptions): Promise<number> {
    return Number((await this.call(remote.connectGetLibVersion, undefined, options)).libVer)
  }

  /** @returns the hypervisor's version: major × 1,000,000 + minor × 1,000 + release. */
  async getVersion(options?: CallOptions): Promise<number> {
    return Number((await this.call(remote.connectGetVersion, undefined, options)).hvVer)
  }

  async getType(options?: CallOptions): Promise<string> {
    return (await this.call(remote.connectGetType, undefined, options)).type
  }

  async getHostname(options?: CallOptions): Promise<string> {
    return (await this.call(remote.connectGetHostname, undefined, options)).hostname
  }

  async getCapabilities(options?: CallOptions): Promise<string> {
    return (await this.call(remote.connectGetCapabilities, undefined, options)).capabilities
  }

  async getDomainCapabilities(
    emulatorbin: string | null = null,
    arch: string | null = null,
    machine: string | null = null,
    virttype: string | null = null,
    flags = 0,
    options?: CallOptions,
  ): Promise<string> {
    const args = { emulatorbin, arch, machine, virttype, flags }
    return (await this.call(remote.connectGetDomainCapabilities, args, options)).capabilities
  }

  async nodeGetInfo(options?: CallOptions): Promise<NodeInfo> {
    const info = await this.call(remote.nodeGetInfo, undefined, options)
    const model = Buffer.from(info.model).toString('latin1')
    return { ...info, model: model.replace(/\0.*$/s, ''), memory: Number(info.memory) }
  }

  /** @param type of domain, as `kvm` */
  async getMaxVcpus(type: string | null = null, options?: CallOptions): Promise<number> {
    return (await this.call(remote.connectGetMaxVcpus, { type }, options)).maxVcpus
  }

  /** @param flags `ConnectListAllDomainsFlags` */
  async listAllDomains(flags = 0, options?: CallOptions): Promise<Domain[]> {
    const { domains } = await this.call(remote.connectListAllDomains, { needResults: 1, flags }, options)
    return domains.map((wire) => new Domain(this, wire))
  }

  async domainLookupByName(name: string, options?: CallOptions): Promise<Domain> {
    return new Domain(this, (await this.call(remote.domainLookupByName, { name }, options)).dom)
  }

  async domainLookupByUuid(uuid: string, options?: CallOptions): Promise<Domain> {
    return new Domain(this, (await this.call(remote.domainLookupByUuid, { uuid }, options)).dom)
  }

  /** @param flags `DomainDefineFlags` */
  async domainDefineXmlFlags(xml: string, flags = 0, options?: CallOptions): Promise<Domain> {
    return new Domain(this, (await this.call(remote.domainDefineXmlFlags, { xml, flags }, options)).dom)
  }

  /** Starts a transient domain. @param flags `DomainCreateFlags` */
  async domainCreateXml(xmlDesc: string, flags = 0, options?: CallOptions): Promise<Domain> {
    return new Domain(this, (await this.call(remote.domainCreateXml, { xmlDesc, flags }, options)).dom)
  }

  /** @param flags `ConnectListAllNetworksFlags` */
  async listAllNetworks(flags = 0, options?: CallOptions): Promise<Network[]> {
    const { nets } = await this.call(remote.connectListAllNetworks, { needResults: 1, flags }, options)
    return nets.map((wire) => new Network(this, wire))
  }

  async networkLookupByName(name: string, options?: CallOptions): Promise<Network> {
    return new Network(this, (await this.call(remote.networkLookupByName, { name }, options)).net)
  }

  async networkLookupByUuid(uuid: string, options?: CallOptions): Promise<Network> {
    return new Network(this, (await this.call(remote.networkLookupByUuid, { uuid }, options)).net)
  }

  async networkDefineXml(xml: string, options?: CallOptions): Promise<Network> {
    return new Network(this, (await this.call(remote.networkDefineXml, { xml }, options)).net)
  }

  async networkCreateXml(xml: string, options?: CallOptions): Promise<Network> {
    return new Network(this, (await this.call(remote.networkCreateXml, { xml }, options)).net)
  }
}
