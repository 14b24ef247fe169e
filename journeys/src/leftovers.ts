import { join } from 'node:path'
import type { LabHost } from '@kilonova/lab'

/** All that servers can leave on a host, as sorted lists of words. What is not a server's is left out. */
export interface Leftovers {
  readonly domains: readonly string[]
  readonly networks: readonly string[]
  /** QEMU and dnsmasq processes by their program and first distinct argument. */
  readonly processes: readonly string[]
  /** Entries of the instances directory but the image cache and its locks. */
  readonly instances: readonly string[]
  readonly bridges: readonly string[]
  /** Rows that hold something for a server that lives: ports, claims, unfinished flows. */
  readonly rows: readonly string[]
}

export const nothing: Leftovers = { domains: [], networks: [], processes: [], instances: [], bridges: [], rows: [] }

const ours = '/var/lib/kilonova'

/** What is there now. @param options.store false for a joined host, which has no store. */
export async function leftovers(
  host: LabHost,
  { stateDirectory = ours, store = true }: { readonly stateDirectory?: string; readonly store?: boolean } = {},
): Promise<Leftovers> {
  const [domains, networks, processes, instances, bridges, rows] = await Promise.all([
    lines(host, ['virsh', '--quiet', 'list', '--all', '--name']),
    lines(host, ['virsh', '--quiet', 'net-list', '--all', '--name']),
    lines(host, [
      'sh',
      '-c',
      String.raw`for f in /proc/[0-9]*/cmdline; do tr '\0' ' ' <"$f" 2>/dev/null; echo; done | grep -E '^[^ ]*(qemu-system-[^ ]*|dnsmasq) ' || true`,
    ]),
    lines(host, ['ls', '-A', join(stateDirectory, 'instances')]),
    lines(host, [
      'sh',
      '-c',
      "ip -o link | sed -n 's/^[0-9]*: \\([^:@]*\\).*/\\1/p' | grep -E '^(virbr|vnet|tap|kn)' || true",
    ]),
    store ? rowsOf(host, stateDirectory) : [],
  ])
  return {
    domains,
    networks,
    processes: processes.map((one) => one.split(' ').slice(0, 3).join(' ')),
    instances: instances.filter((one) => !['_base', 'locks', 'compute_nodes'].includes(one)),
    bridges,
    rows,
  }
}

async function lines(host: LabHost, argv: readonly string[]): Promise<string[]> {
  const text = await host.mustExec(argv)
  return text
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .sort()
}

async function rowsOf(host: LabHost, stateDirectory: string): Promise<string[]> {
  const text = await sql(
    host,
    stateDirectory,
    `select 'port ' || id from ports where not outlives_server
     union all select 'server ' || id || ' ' || vm_state from servers where deleted_at is null
     union all select 'flow ' || kind || ' ' || state from flows where state not in ('done', 'failed')`,
  )
  return text
    .split('\n')
    .filter((one) => one !== '')
    .sort()
}

/** Asks the service's private PostgreSQL. */
export async function sql(host: LabHost, stateDirectory: string, query: string): Promise<string> {
  const socket = join(stateDirectory, 'run', 'postgres')
  return host.mustExec(['psql', '--no-psqlrc', '-At', '-h', socket, '-U', 'kilonova', '-d', 'kilonova', '-c', query])
}
