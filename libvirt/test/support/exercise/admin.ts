/** Makes every call of the administration and looks at the same thing with virt-admin. */
import type { LabHost } from '@kilonova/lab'
import { admin, type Admin, connect, connectAdmin, LibvirtError } from '../../../src/index.ts'
import type { Procedure } from '../../../src/protocol/procedure.ts'

interface AdminCase {
  readonly args?: () => object | Promise<object>
  /** A command of virt-admin; each value of our reply, or what `shows` gives, is in what it prints. */
  readonly virtAdmin?: string
  readonly shows?: (reply: never) => readonly unknown[]
  readonly after?: () => Promise<void>
  /** What the daemon answers instead, and why that is right. */
  readonly reason?: { readonly code: string; readonly why: string }
}

const srv = { name: 'libvirtd' }
const param = (field: string, value: number): object => ({ srv, params: [{ field, kind: 'uint', value }], flags: 0 })
const values = ({ params }: { params: { value: unknown }[] }): unknown[] => params.map(({ value }) => value)

export async function exerciseAdmin(host: LabHost): Promise<Map<string, string>> {
  const uri = `libvirtd:///system?socket=${host.libvirtSocketPath.replace('libvirt-sock', 'libvirt-admin-sock')}`
  await using conn = await connect(host.libvirtUri('unix'))
  const outcomes = new Map<string, string>()
  const cases = adminCases(uri, conn.closed)
  for (const procedure of Object.values(admin) as unknown as Procedure<never, unknown>[]) {
    if (!('writeArgs' in procedure)) continue
    await using client = await connectAdmin(uri)
    outcomes.set(`admin ${procedure.name}`, await outcome(host, client, procedure, cases[procedure.name] ?? {}))
  }
  return outcomes
}

async function outcome(
  host: LabHost,
  client: Admin,
  procedure: Procedure<never, unknown>,
  { args, virtAdmin, shows, after, reason }: AdminCase,
): Promise<string> {
  if (procedure.name === 'connectOpen') return 'called by each connection, before it is open'
  try {
    const reply = await client.call(procedure, { flags: 0, ...(await args?.()) } as never)
    await after?.()
    if (virtAdmin === undefined) return 'called'
    const text = await host.mustExec(['virt-admin', ...virtAdmin.split(' ')])
    const wanted = shows === undefined ? [] : shows(reply as never)
    const missing = wanted.filter((value) => !text.includes(String(value)))
    if (missing.length > 0) return `FAILED virt-admin does not show ${missing.join(', ')} but ${text}`
    return 'same as virt-admin'
  } catch (error) {
    if (!(error instanceof LibvirtError)) throw error
    if (reason !== undefined && error.codeName === reason.code) return `${error.codeName}: ${reason.why}`
    return `FAILED ${error.codeName}: ${error.text}`
  }
}

/** @param closed resolves when the client that is to be thrown out is. */
function adminCases(uri: string, closed: Promise<LibvirtError>): Record<string, AdminCase> {
  /** The first client of the daemon: the connection that was opened for it. */
  const firstClient = async (): Promise<object> => {
    await using client = await connectAdmin(uri)
    const { clients } = await client.call(admin.serverListClients, { srv, needResults: 1, flags: 0 })
    const [first] = clients
    if (first === undefined) throw new Error('the daemon has no client')
    return { id: first.id, clnt: first, srv }
  }
  return {
    connectGetLibVersion: {
      virtAdmin: 'version',
      shows: ({ libVer }: { libVer: bigint }) => [
        `${libVer / 1_000_000n}.${(libVer / 1000n) % 1000n}.${libVer % 1000n}`,
      ],
    },
    connectListServers: {
      args: () => ({ needResults: 1 }),
      virtAdmin: 'server-list',
      shows: ({ servers }: { servers: { name: string }[] }) => servers.map(({ name }) => name),
    },
    connectLookupServer: {
      args: () => srv,
      virtAdmin: 'server-list',
      shows: ({ srv: found }: { srv: { name: string } }) => [found.name],
    },
    serverGetThreadpoolParameters: {
      args: () => ({ srv }),
      virtAdmin: 'server-threadpool-info libvirtd',
      shows: ({ params }: { params: { field: string; value: unknown }[] }) =>
        params.filter(({ field }) => !/free|jobQueue/.test(field)).map(({ value }) => value),
    },
    serverSetThreadpoolParameters: {
      args: () => param('maxWorkers', 23),
      virtAdmin: 'server-threadpool-info libvirtd',
      shows: () => [23],
    },
    serverListClients: {
      args: () => ({ srv, needResults: 1 }),
      virtAdmin: 'client-list libvirtd',
      shows: ({ clients }: { clients: { id: bigint }[] }) => clients.map(({ id }) => id),
    },
    serverLookupClient: {
      args: firstClient,
      virtAdmin: 'client-list libvirtd',
      shows: ({ clnt }: { clnt: { id: bigint } }) => [clnt.id],
    },
    clientGetInfo: { args: firstClient },
    clientClose: { args: firstClient, after: async () => void (await closed) },
    serverGetClientLimits: { args: () => ({ srv }), virtAdmin: 'server-clients-info libvirtd', shows: values },
    serverSetClientLimits: {
      args: () => param('nclients_max', 4999),
      virtAdmin: 'server-clients-info libvirtd',
      shows: () => [4999],
    },
    connectGetLoggingOutputs: {
      virtAdmin: 'daemon-log-outputs',
      shows: ({ outputs }: { outputs: string }) => [outputs],
    },
    connectGetLoggingFilters: {
      virtAdmin: 'daemon-log-filters',
      shows: ({ filters }: { filters: string | null }) => [filters ?? ''],
    },
    connectSetLoggingOutputs: {
      args: () => ({ outputs: '3:stderr' }),
      virtAdmin: 'daemon-log-outputs',
      shows: () => ['3:stderr'],
    },
    connectSetLoggingFilters: {
      args: () => ({ filters: '3:util.event' }),
      virtAdmin: 'daemon-log-filters',
      shows: () => ['3:*util.event*'],
    },
    serverUpdateTlsFiles: { args: () => ({ srv }) },
    connectSetDaemonTimeout: { args: () => ({ timeout: 0 }) },
    connectDaemonShutdown: { reason: { code: 'VIR_ERR_RPC', why: 'newer than libvirt 9.0' } },
  }
}
