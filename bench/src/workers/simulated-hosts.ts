// Many hosts in one process, for the benchmark `scale`: each with a connection, an identity and the rights of its own on
// the bus, and with the agent's own serving and heartbeats. Only what is behind the driver is simulated: guests are
// entries of a map.
import {
  Fault,
  type HostFacts,
  HostName,
  hostOperations,
  NatsBus,
  type NatsBusOptions,
  type ServerId,
  silentLog,
  type ServerSpec,
} from '@kilonova/core'
import { Heartbeat, type OperationHandlers, serveOperations } from '@kilonova/host'

export interface SimulatedHosts {
  readonly servers: readonly string[]
  readonly tls: NatsBusOptions['tls']
  readonly hosts: readonly { readonly name: string; readonly seed: string }[]
  readonly heartbeatMs: number
}

const task = JSON.parse(await text(process.stdin)) as SimulatedHosts
const stop = new AbortController()

async function text(stream: NodeJS.ReadableStream): Promise<string> {
  let all = ''
  for await (const chunk of stream) all += String(chunk)
  return all
}

function factsOf(host: HostName, guests: number): HostFacts {
  return {
    ...{ host, hypervisorHostname: `${host}.example`, architecture: 'x86_64', libvirtVersion: '9.0.0' },
    ...{ qemuVersion: '7.2.0', virtType: 'qemu', vcpus: 64, memoryMiB: 262_144, diskGiB: 10_000, cpuModel: 'EPYC' },
    ...{ freeDiskGiB: 9000, guests, session: `session of ${host}`, bootId: 'one', hypervisorType: 'QEMU' },
    // As many as a real host tells.
    traits: Array.from({ length: 60 }, (_, n) => `CUSTOM_TRAIT_NUMBER_${n}`),
  }
}

function simulated(host: HostName): OperationHandlers {
  const guests = new Map<ServerId, 'running'>()
  const refused = async () => {
    throw new Fault('internal', 'a simulated host can not do this')
  }
  const handlers: Partial<OperationHandlers> = {
    describe: async () => factsOf(host, guests.size),
    prepareServer: async () => ({ imageFetched: false }),
    startServer: async ({ spec }: { spec: ServerSpec }) => {
      guests.set(spec.id, 'running')
      return { serverId: spec.id, power: 'running' }
    },
    destroyServer: async ({ serverId }) => {
      guests.delete(serverId)
      return {}
    },
    removeServerFiles: async () => ({}),
    guestState: async ({ serverId }) => ({ serverId, power: guests.get(serverId) ?? 'nostate' }),
    listGuests: async () => ({ guests: [...guests].map(([serverId, power]) => ({ serverId, power })) }),
  }
  return { ...Object.fromEntries(Object.keys(hostOperations).map((name) => [name, refused])), ...handlers } as never
}

/** On a busy machine a handshake among many may take longer than the client has patience. */
async function connect(identity: string, seed: string): Promise<NatsBus> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await NatsBus.connect({ servers: [...task.servers], identity, seed, tls: task.tls })
    } catch (error) {
      if (attempt === 10) throw error
    }
  }
}

const running = new AsyncDisposableStack()
/** A host at a time would take a minute for a thousand; all at once would be a storm. */
const together = 10
for (let at = 0; at < task.hosts.length; at += together) {
  await Promise.all(
    task.hosts.slice(at, at + together).map(async ({ name, seed }) => {
      const host = HostName.parse(name)
      const bus = await connect(name, seed)
      running.defer(() => bus.close())
      running.use(await serveOperations(bus, host, simulated(host), stop.signal))
      const facts = async () => factsOf(host, 0)
      const beats = new Heartbeat({ bus, host, intervalMs: task.heartbeatMs, facts, log: silentLog })
      running.defer(() => beats.stop())
      beats.now()
    }),
  )
}
process.stdout.write('ready\n')
process.once('SIGTERM', () => void running.disposeAsync().then(() => process.exit(0)))
