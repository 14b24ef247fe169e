import { findServer } from '../client/find.ts'
import { listOf, objectOf } from '../client/json.ts'
import { type Cell, printTable } from '../output/table.ts'
import { type ClientOptions, type CommandContext, connect } from './context.ts'

export interface ServerRepairOptions extends ClientOptions {
  readonly endAt?: string
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Without a server: what differs. With one: mends it; an id may be that of a stray guest, which no record names. */
export async function serverRepair(
  context: CommandContext,
  named: string | undefined,
  options: ServerRepairOptions,
): Promise<void> {
  const session = await connect(context, options)
  const { output, signal } = context
  if (named === undefined) {
    const answer = await session.call('kilonova', 'GET', '/kilonova/v1/drift', { signal })
    if (options.json === true) return output.json(answer)
    const silent = listOf(answer['silent_hosts']).map(String)
    if (silent.length > 0) output.note(`did not answer: ${silent.join(', ')}`)
    const drift = listOf(answer['drift']).map(objectOf)
    if (drift.length === 0) return output.note('records and hosts agree')
    printTable(
      output,
      ['server', 'name', 'host', 'what', 'repair'],
      drift.map((one) => [
        one['server_id'] as Cell,
        one['name'] as Cell,
        one['host'] as Cell,
        one['detail'] as Cell,
        one['repair'] as Cell,
      ]),
    )
    return
  }
  const id = uuid.test(named) ? named : String((await findServer(session, named, signal))['id'])
  const body = options.endAt === undefined ? {} : { end_at: options.endAt }
  const path = `/kilonova/v1/servers/${encodeURIComponent(id)}/repair`
  const answer = await session.call('kilonova', 'POST', path, { body, signal })
  if (options.json === true) return output.json(answer)
  output.note(`server ${id}: ${String(objectOf(answer['repair'])['did'])}`)
}
