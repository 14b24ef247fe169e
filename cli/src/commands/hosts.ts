import type { CloudSession } from '../client/session.ts'
import { type Json, listOf, numberOf, objectOf, textOf } from '../client/json.ts'
import { printTable, type Cell } from '../output/table.ts'
import { Problem } from '../problem.ts'
import { type ClientOptions, type CommandContext, connect } from './context.ts'

export interface HostTokenOptions extends ClientOptions {
  readonly lifetime?: number
}

export interface HostDisableOptions extends ClientOptions {
  readonly reason?: string
}

export interface HostRemoveOptions extends ClientOptions {
  readonly lost?: boolean
}

const version = { 'openstack-api-version': 'compute 2.87' }

/** The token goes to stdout alone, so that it can be piped into `kilonova join -` over ssh. */
export async function hostToken(context: CommandContext, options: HostTokenOptions): Promise<void> {
  const session = await connect(context, options)
  const body = options.lifetime === undefined ? {} : { lifetime_sec: options.lifetime }
  // The first one starts the bus and opens this host to others.
  const answer = await session.call('kilonova', 'POST', '/kilonova/v1/host-tokens', {
    ...{ body, signal: context.signal, deadlineMs: 60_000, refused: 'no token was made' },
  })
  if (options.json === true) return context.output.json(answer)
  const made = objectOf(answer['host_token'])
  context.output.print(String(made['token']))
  context.output.note(`good for one machine until ${String(made['expires_at'])}; there: kilonova join TOKEN`)
  context.output.note('(in `ps` every user of that machine sees an argument: `kilonova join -` reads it from stdin)')
}

/** For a NATS cluster of the operator's: what its configuration must include, anew after each host that came or went. */
export async function hostBusUsers(context: CommandContext, options: ClientOptions): Promise<void> {
  const session = await connect(context, options)
  const answer = await session.call('kilonova', 'GET', '/kilonova/v1/bus-users', { signal: context.signal })
  if (options.json === true) return context.output.json(answer)
  context.output.print(String(answer['bus_users']).trimEnd())
  context.output.note('next: include it in the configuration of each nats-server, and `nats-server --signal reload`')
}

export async function hostList(context: CommandContext, options: ClientOptions): Promise<void> {
  const session = await connect(context, options)
  const { hosts, joined } = await readHosts(context, session)
  if (options.json === true) return context.output.json({ hosts, joined })
  printTable(
    context.output,
    ['name', 'state', 'status', 'zone', 'address', 'version', 'servers', 'vCPUs', 'memory MiB', 'disk GiB'],
    [...hosts, ...joined.map(rowOfJoined)].map((one) => [
      one['name'] as Cell,
      one['state'] as Cell,
      one['status'] as Cell,
      one['zone'] as Cell,
      one['host_ip'] as Cell,
      one['version'] as Cell,
      one['running_vms'] as Cell,
      usedOf(one, 'vcpus'),
      usedOf(one, 'memory_mb'),
      usedOf(one, 'local_gb'),
    ]),
  )
  for (const one of hosts) {
    if (typeof one['refused'] === 'string')
      context.output.note(`note: ${String(one['name'])} is not used: ${one['refused']}`)
  }
  for (const one of joined) context.output.note(`note: ${neverStarted(String(one['name']))}`)
}

function usedOf(host: Json, what: string): string | undefined {
  const [used, all] = [numberOf(host[`${what}_used`]), numberOf(host[what])]
  return used === undefined || all === undefined ? undefined : `${used}/${all}`
}

const rowOfJoined = ({ name, addresses }: Json): Json => ({ name, state: 'joined', host_ip: (addresses as Json[])[0] })

const neverStarted = (name: string): string =>
  `${name} joined, and its agent was never heard of: start \`kilonova agent\` there, or \`kilonova host remove ${name}\``

export async function hostShow(context: CommandContext, name: string, options: ClientOptions): Promise<void> {
  const session = await connect(context, options)
  const host = find(await readHosts(context, session), name)
  if (options.json === true) return context.output.json({ host })
  const shown = Object.entries(host).filter(([, value]) => value !== null && typeof value !== 'object')
  printTable(
    context.output,
    ['field', 'value'],
    shown.map(([field, value]) => [field, value as Cell]),
  )
}

export async function hostEnable(context: CommandContext, name: string, options: ClientOptions): Promise<void> {
  await change(context, name, options, { status: 'enabled' })
  if (options.json !== true) context.output.note(`new servers come to ${name} again`)
}

export async function hostDisable(context: CommandContext, name: string, options: HostDisableOptions): Promise<void> {
  const reason = options.reason === undefined ? {} : { disabled_reason: options.reason }
  await change(context, name, options, { status: 'disabled', ...reason })
  if (options.json !== true) context.output.note(`no new server comes to ${name}; those on it go on`)
}

export async function hostRemove(context: CommandContext, name: string, options: HostRemoveOptions): Promise<void> {
  const session = await connect(context, options)
  const asked = { signal: context.signal, refused: `host ${name} was not removed` }
  const query = options.lost === true ? '?lost=true' : ''
  await session.call('kilonova', 'DELETE', `/kilonova/v1/hosts/${encodeURIComponent(name)}${query}`, asked)
  if (options.json === true) return context.output.json({ removed: [name] })
  context.output.note(`host ${name} is out of the cloud; its certificates are revoked`)
  if (options.lost === true)
    context.output.note('next: delete the servers that were there: kilonova server list --all-projects')
}

async function change(context: CommandContext, name: string, options: ClientOptions, body: Json): Promise<void> {
  const session = await connect(context, options)
  const host = find(await readHosts(context, session), name)
  const path = `/os-services/${String(host['service_id'])}`
  const answer = await session.call('compute', 'PUT', path, {
    ...{ body, headers: version, signal: context.signal, refused: `host ${name} was not changed` },
  })
  if (options.json === true) context.output.json(answer)
}

interface Hosts {
  readonly hosts: readonly Json[]
  /** Let in, and never heard of since. */
  readonly joined: readonly Json[]
}

/** What the cloud knows of each host, from both of Nova's lists and its own of versions. */
async function readHosts(context: CommandContext, session: CloudSession): Promise<Hosts> {
  const ask = { headers: version, signal: context.signal }
  const [services, hypervisors, versions] = await Promise.all([
    session.call('compute', 'GET', '/os-services?binary=nova-compute', ask),
    session.call('compute', 'GET', '/os-hypervisors/detail', ask),
    session.call('kilonova', 'GET', '/kilonova/v1/hosts', { signal: context.signal }),
  ])
  const details = new Map(
    (hypervisors['hypervisors'] as Json[]).map((one) => [textOf(objectOf(one['service'])['host']), one]),
  )
  const spoken = new Map((versions['hosts'] as Json[]).map((one) => [String(one['name']), one]))
  const hosts = (services['services'] as Json[]).map((service) => {
    const name = String(service['host'])
    const { id, service: _service, servers: _servers, cpu_info: cpu, ...rest } = details.get(name) ?? {}
    return {
      name,
      id,
      service_id: service['id'],
      zone: service['zone'],
      ...rest,
      state: service['state'],
      status: service['status'],
      disabled_reason: service['disabled_reason'],
      last_heard: service['updated_at'],
      version: spoken.get(name)?.['version'],
      protocol: spoken.get(name)?.['protocol'],
      refused: spoken.get(name)?.['refused'],
      cpu,
    }
  })
  return { hosts, joined: listOf(versions['joined']).map(objectOf) }
}

function find({ hosts, joined }: Hosts, name: string): Json {
  const found = hosts.find((one) => one['name'] === name)
  if (found !== undefined) return found
  if (joined.some((one) => one['name'] === name)) throw new Problem(neverStarted(name), { exit: 'conflict' })
  const known = hosts.map((one) => String(one['name'])).join(', ')
  throw new Problem(`there is no host ${name}`, { because: `this cloud has ${known || 'none'}`, exit: 'notFound' })
}
