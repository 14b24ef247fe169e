import { findNetwork, findPort, findSecurityGroup, findServer } from '../client/find.ts'
import { type Json, listOf, objectOf } from '../client/json.ts'
import { type Cell, printFields, printTable } from '../output/table.ts'
import { type ClientOptions, type CommandContext, connect } from './context.ts'
import { eachNamed } from './each-named.ts'

export interface PortListOptions extends ClientOptions {
  readonly server?: string
}
export interface PortCreateOptions extends ClientOptions {
  readonly network: string
  readonly address?: string
  readonly mac?: string
  readonly securityGroup: readonly string[]
  readonly portSecurity: boolean
}

const addressOf = (port: Json): string =>
  listOf(port['fixed_ips'])
    .map((one) => String(objectOf(one)['ip_address']))
    .join(', ')

export async function portList(context: CommandContext, options: PortListOptions): Promise<void> {
  const session = await connect(context, options)
  const server = options.server === undefined ? undefined : await findServer(session, options.server, context.signal)
  const query = server === undefined ? '' : `?device_id=${String(server['id'])}`
  const answer = await session.call('network', 'GET', `/v2.0/ports${query}`, { signal: context.signal })
  if (options.json === true) return context.output.json(answer)
  printTable(
    context.output,
    ['id', 'name', 'address', 'mac', 'status', 'server'],
    listOf(answer['ports'])
      .map(objectOf)
      .map((one) => [
        one['id'] as Cell,
        one['name'] as Cell,
        addressOf(one),
        one['mac_address'] as Cell,
        one['status'] as Cell,
        one['device_id'] as Cell,
      ]),
  )
}

export async function portCreate(context: CommandContext, name: string, options: PortCreateOptions): Promise<void> {
  const { signal } = context
  const session = await connect(context, options)
  const network = await findNetwork(session, options.network, signal)
  const groups: unknown[] = []
  for (const group of options.securityGroup) groups.push((await findSecurityGroup(session, group, signal))['id'])
  const port = {
    name,
    network_id: network['id'],
    ...(options.address === undefined ? {} : { fixed_ips: [{ ip_address: options.address }] }),
    ...(options.mac === undefined ? {} : { mac_address: options.mac }),
    ...(groups.length === 0 ? {} : { security_groups: groups }),
    ...(options.portSecurity ? {} : { port_security_enabled: false }),
  }
  const answer = await session.call('network', 'POST', '/v2.0/ports', {
    ...{ signal, body: { port }, refused: `port ${name} was not made` },
  })
  if (options.json === true) return context.output.json(answer)
  const made = objectOf(answer['port'])
  context.output.note(`port ${name} is there; give it to a server with \`kilonova server create --port\``)
  printFields(context.output, {
    id: made['id'] as Cell,
    name: made['name'] as Cell,
    network: options.network,
    address: addressOf(made),
    mac: made['mac_address'] as Cell,
    'security groups': listOf(made['security_groups']).join(', '),
    'port security': made['port_security_enabled'] as Cell,
  })
}

export async function portDelete(context: CommandContext, names: string[], options: ClientOptions): Promise<void> {
  const session = await connect(context, options)
  await eachNamed(context, names, options, async (name) => {
    const id = String((await findPort(session, name, context.signal))['id'])
    await session.call('network', 'DELETE', `/v2.0/ports/${id}`, {
      ...{ signal: context.signal, refused: `port ${name} was not deleted` },
    })
    return { id, said: `port ${name} is deleted` }
  })
}
