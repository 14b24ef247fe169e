import { findNetwork, findSubnet } from '../client/find.ts'
import { listOf, objectOf } from '../client/json.ts'
import { type Cell, printFields, printTable } from '../output/table.ts'
import { type ClientOptions, type CommandContext, connect } from './context.ts'
import { eachNamed } from './each-named.ts'

export interface SubnetCreateOptions extends ClientOptions {
  readonly network: string
  readonly cidr: string
  readonly gateway?: string
  readonly dns: readonly string[]
  readonly dhcp: boolean
}

export async function subnetList(context: CommandContext, options: ClientOptions): Promise<void> {
  const session = await connect(context, options)
  const answer = await session.call('network', 'GET', '/v2.0/subnets', { signal: context.signal })
  if (options.json === true) return context.output.json(answer)
  printTable(
    context.output,
    ['id', 'name', 'network', 'cidr', 'gateway'],
    listOf(answer['subnets'])
      .map(objectOf)
      .map((one) => ['id', 'name', 'network_id', 'cidr', 'gateway_ip'].map((field) => one[field] as Cell)),
  )
}

export async function subnetCreate(context: CommandContext, name: string, options: SubnetCreateOptions): Promise<void> {
  const session = await connect(context, options)
  const network = await findNetwork(session, options.network, context.signal)
  const subnet = {
    name,
    network_id: network['id'],
    ip_version: 4,
    cidr: options.cidr,
    ...(options.gateway === undefined ? {} : { gateway_ip: options.gateway }),
    ...(options.dns.length === 0 ? {} : { dns_nameservers: options.dns }),
    ...(options.dhcp ? {} : { enable_dhcp: false }),
  }
  const answer = await session.call('network', 'POST', '/v2.0/subnets', {
    ...{ signal: context.signal, body: { subnet }, refused: `subnet ${name} was not made` },
  })
  if (options.json === true) return context.output.json(answer)
  const made = objectOf(answer['subnet'])
  const [pool = {}] = listOf(made['allocation_pools']).map(objectOf)
  context.output.note(`subnet ${name} is there`)
  printFields(context.output, {
    id: made['id'] as Cell,
    name: made['name'] as Cell,
    network: options.network,
    cidr: made['cidr'] as Cell,
    gateway: made['gateway_ip'] as Cell,
    addresses: `${String(pool['start'])} to ${String(pool['end'])}`,
    dhcp: made['enable_dhcp'] as Cell,
    'name servers': listOf(made['dns_nameservers']).join(', '),
  })
}

export async function subnetDelete(context: CommandContext, names: string[], options: ClientOptions): Promise<void> {
  const session = await connect(context, options)
  await eachNamed(context, names, options, async (name) => {
    const id = String((await findSubnet(session, name, context.signal))['id'])
    await session.call('network', 'DELETE', `/v2.0/subnets/${id}`, {
      ...{ signal: context.signal, refused: `subnet ${name} was not deleted` },
    })
    return { id, said: `subnet ${name} is deleted` }
  })
}
