import { numberOf } from '../client/json.ts'
import { type Cell, printTable } from '../output/table.ts'
import { bytesText } from '../output/units.ts'
import { type ClientOptions, type CommandContext, connect } from './context.ts'

export async function imageList(context: CommandContext, options: ClientOptions): Promise<void> {
  const session = await connect(context, options)
  const images = await session.all('image', '/v2/images', 'images', context.signal)
  if (options.json === true) return context.output.json({ images })
  printTable(
    context.output,
    ['id', 'name', 'status', 'format', 'size'],
    images.map((one) => {
      const size = numberOf(one['size'])
      return [
        one['id'] as Cell,
        one['name'] as Cell,
        one['status'] as Cell,
        one['disk_format'] as Cell,
        size === undefined ? undefined : bytesText(size),
      ]
    }),
  )
}
