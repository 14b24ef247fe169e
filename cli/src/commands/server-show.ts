import { findServer } from '../client/find.ts'
import { type Json, listOf, numberOf, objectOf, textOf } from '../client/json.ts'
import type { Output } from '../output/output.ts'
import { type Cell, printFields } from '../output/table.ts'
import { type ClientOptions, type CommandContext, connect } from './context.ts'

export async function serverShow(context: CommandContext, name: string, options: ClientOptions): Promise<void> {
  const session = await connect(context, options)
  const server = await findServer(session, name, context.signal)
  if (options.json === true) return context.output.json({ server })
  printServer(context.output, server)
}

const powerWords: Readonly<Record<number, string>> = {
  0: 'unknown',
  1: 'running',
  3: 'paused',
  4: 'shut down',
  6: 'crashed',
  7: 'suspended',
}

export function printServer(output: Output, server: Json): void {
  const fault = objectOf(server['fault'])
  const power = numberOf(server['OS-EXT-STS:power_state'])
  const fields: Record<string, Cell> = {
    id: server['id'] as Cell,
    name: server['name'] as Cell,
    status: server['status'] as Cell,
    task: server['OS-EXT-STS:task_state'] as Cell,
    power: power === undefined ? undefined : powerWords[power],
    addresses: addressesOf(server),
    flavor: flavorOf(server),
    image: textOf(objectOf(server['image'])['id']),
    host: server['OS-EXT-SRV-ATTR:host'] as Cell,
    domain: server['OS-EXT-SRV-ATTR:instance_name'] as Cell,
    key: server['key_name'] as Cell,
    'config drive': server['config_drive'] as Cell,
    created: server['created'] as Cell,
    updated: server['updated'] as Cell,
    metadata: Object.entries(objectOf(server['metadata']))
      .map(([key, value]) => `${key}=${String(value)}`)
      .join(', '),
  }
  if (textOf(fault['message']) !== undefined) {
    fields['fault'] = textOf(fault['message'])
    fields['details'] = textOf(fault['details'])
  }
  printFields(output, fields)
}

/** `private=10.42.0.5`, networks in the API's order. */
export function addressesOf(server: Json): string {
  return Object.entries(objectOf(server['addresses']))
    .map(
      ([network, list]) =>
        `${network}=${listOf(list)
          .map((one) => String(objectOf(one)['addr']))
          .join(',')}`,
    )
    .join('; ')
}

/** The flavor's name where the API version embeds it, else its id. */
export function flavorOf(server: Json): string | undefined {
  const flavor = objectOf(server['flavor'])
  return textOf(flavor['original_name']) ?? textOf(flavor['id'])
}
