import { printTable } from '../output/table.ts'
import { type ClientOptions, type CommandContext, connect } from './context.ts'
import type { Cell } from '../output/table.ts'

export async function flavorList(context: CommandContext, options: ClientOptions): Promise<void> {
  const session = await connect(context, options)
  const flavors = await session.all('compute', '/flavors/detail', 'flavors', context.signal)
  if (options.json === true) return context.output.json({ flavors })
  printTable(
    context.output,
    ['id', 'name', 'vcpus', 'memory MiB', 'disk GiB', 'ephemeral GiB', 'swap MiB'],
    flavors.map((one) => [
      one['id'] as Cell,
      one['name'] as Cell,
      one['vcpus'] as Cell,
      one['ram'] as Cell,
      one['disk'] as Cell,
      (one['OS-FLV-EXT-DATA:ephemeral'] ?? 0) as Cell,
      (one['swap'] === '' ? 0 : one['swap']) as Cell,
    ]),
  )
}
