import { findImage } from '../client/find.ts'
import { type Json, listOf, numberOf } from '../client/json.ts'
import type { Output } from '../output/output.ts'
import { type Cell, printFields } from '../output/table.ts'
import { bytesText } from '../output/units.ts'
import { type ClientOptions, type CommandContext, connect } from './context.ts'

export async function imageShow(context: CommandContext, name: string, options: ClientOptions): Promise<void> {
  const session = await connect(context, options)
  const image = await findImage(session, name, context.signal)
  if (options.json === true) return context.output.json(image)
  printImage(context.output, image)
}

const plain = ['id', 'name', 'status', 'disk_format', 'container_format', 'visibility', 'min_disk', 'min_ram']
const hidden = new Set(['self', 'file', 'schema', 'locations', 'direct_url', 'os_hash_algo', 'stores'])

/** One image, field by field; its free properties under their own names. */
export function printImage(output: Output, image: Json): void {
  const fields: Record<string, Cell> = {}
  for (const name of plain) fields[name] = image[name] as Cell
  const size = numberOf(image['size'])
  fields['size'] = size === undefined ? undefined : `${bytesText(size)} (${size} bytes)`
  for (const [name, value] of Object.entries(image)) {
    if (name in fields || hidden.has(name)) continue
    fields[name] = Array.isArray(value) ? listOf(value).map(String).join(', ') : (value as Cell)
  }
  printFields(output, fields)
}
