import { findServer } from '../client/find.ts'
import { listOf, objectOf, textOf } from '../client/json.ts'
import { type Cell, printFields, printTable } from '../output/table.ts'
import { type ClientOptions, type CommandContext, connect } from './context.ts'
import { reasonOf, stepOf } from './flows.ts'

export async function serverWhy(context: CommandContext, name: string, options: ClientOptions): Promise<void> {
  const session = await connect(context, options)
  const { signal } = context
  const server = await findServer(session, name, signal)
  const answer = await session.call('kilonova', 'GET', `/kilonova/v1/servers/${String(server['id'])}/why`, { signal })
  if (options.json === true) return context.output.json(answer)
  const why = objectOf(answer['why'])
  const fault = objectOf(why['fault'])
  const { output } = context
  printFields(output, {
    server: why['name'] as Cell,
    id: why['server_id'] as Cell,
    status: why['status'] as Cell,
    task: why['task_state'] as Cell,
    host: why['host'] as Cell,
    why: why['says'] as Cell,
    fault: textOf(fault['message']),
    cause: textOf(fault['cause']),
    next: textOf(fault['next']),
  })
  const hosts = listOf(fault['hosts']).map(objectOf)
  if (hosts.length > 0) {
    output.print('\n')
    printTable(
      output,
      ['host', 'why not there'],
      hosts.map((one) => [one['host'] as Cell, one['reason'] as Cell]),
    )
  }
  const flows = listOf(why['flows']).map(objectOf)
  if (flows.length === 0) return
  output.print('\n')
  printTable(
    output,
    ['flow', 'state', 'step', 'created', 'ended', 'reason', 'id'],
    flows.map((flow) => [
      flow['kind'] as Cell,
      flow['state'] as Cell,
      stepOf(flow),
      flow['created_at'] as Cell,
      flow['ended_at'] as Cell,
      reasonOf(flow),
      flow['id'] as Cell,
    ]),
  )
}
