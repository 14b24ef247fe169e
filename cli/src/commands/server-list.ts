import { type Cell, printTable } from '../output/table.ts'
import { type ClientOptions, type CommandContext, connect } from './context.ts'
import { addressesOf, flavorOf } from './server-show.ts'

export interface ServerListOptions extends ClientOptions {
  readonly allProjects?: boolean
  readonly status?: string
}

export async function serverList(context: CommandContext, options: ServerListOptions): Promise<void> {
  const session = await connect(context, options)
  const query = new URLSearchParams()
  if (options.allProjects === true) query.set('all_tenants', '1')
  if (options.status !== undefined) query.set('status', options.status)
  const path = query.size === 0 ? '/servers/detail' : `/servers/detail?${query.toString()}`
  const servers = await session.all('compute', path, 'servers', context.signal)
  if (options.json === true) return context.output.json({ servers })
  printTable(
    context.output,
    ['id', 'name', 'status', 'addresses', 'flavor', 'host'],
    servers.map((one) => [
      one['id'] as Cell,
      one['name'] as Cell,
      one['status'] as Cell,
      addressesOf(one),
      flavorOf(one),
      one['OS-EXT-SRV-ATTR:host'] as Cell,
    ]),
  )
}
