import { findNetwork } from '../client/find.ts'
import { listOf, objectOf } from '../client/json.ts'
import { type Cell, printFields, printTable } from '../output/table.ts'
import { type ClientOptions, type CommandContext, connect } from './context.ts'
import { eachNamed } from './each-named.ts'

export interface NetworkCreateOptions extends ClientOptions {
  readonly physicalNetwork?: string
  readonly mtu?: number
  readonly shared?: boolean
  readonly portSecurity: boolean
}

export async function networkList(context: CommandContext, options: ClientOptions): Promise<void> {
  const session = await connect(context, options)
  const answer = await session.call('network', 'GET', '/v2.0/networks', { signal: context.signal })
  if (options.json === true) return context.output.json(answer)
  printTable(
    context.output,
    ['id', 'name', 'type', 'shared', 'subnets'],
    listOf(answer['networks'])
      .map(objectOf)
      .map((one) => [
        one['id'] as Cell,
        one['name'] as Cell,
        one['provider:network_type'] as Cell,
        one['shared'] === true ? 'yes' : 'no',
        listOf(one['subnets']).length,
      ]),
  )
}

export async function networkCreate(
  context: CommandContext,
  name: string,
  options: NetworkCreateOptions,
): Promise<void> {
  const session = await connect(context, options)
  const { physicalNetwork, mtu, shared, portSecurity } = options
  const place =
    physicalNetwork === undefined
      ? {}
      : { 'provider:network_type': 'flat', 'provider:physical_network': physicalNetwork }
  const network = {
    name,
    ...place,
    ...(mtu === undefined ? {} : { mtu }),
    ...(shared === true ? { shared } : {}),
    ...(portSecurity ? {} : { port_security_enabled: false }),
  }
  const answer = await session.call('network', 'POST', '/v2.0/networks', {
    ...{ signal: context.signal, body: { network }, refused: `network ${name} was not made` },
  })
  if (options.json === true) return context.output.json(answer)
  context.output.note(`network ${name} is there; give it addresses with \`kilonova subnet create\``)
  const made = objectOf(answer['network'])
  printFields(context.output, {
    id: made['id'] as Cell,
    name: made['name'] as Cell,
    type: made['provider:network_type'] as Cell,
    'physical network': made['provider:physical_network'] as Cell,
    mtu: made['mtu'] as Cell,
    shared: made['shared'] as Cell,
    'port security': made['port_security_enabled'] as Cell,
  })
}

export async function networkDelete(context: CommandContext, names: string[], options: ClientOptions): Promise<void> {
  const session = await connect(context, options)
  await eachNamed(context, names, options, async (name) => {
    const id = String((await findNetwork(session, name, context.signal))['id'])
    await session.call('network', 'DELETE', `/v2.0/networks/${id}`, {
      ...{ signal: context.signal, refused: `network ${name} was not deleted` },
    })
    return { id, said: `network ${name} is deleted` }
  })
}
