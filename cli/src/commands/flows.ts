import { findServer } from '../client/find.ts'
import { type Json, listOf, numberOf, objectOf, textOf } from '../client/json.ts'
import { type Cell, printFields, printTable } from '../output/table.ts'
import { type ClientOptions, type CommandContext, connect } from './context.ts'

export interface FlowListOptions extends ClientOptions {
  readonly all?: boolean
  readonly stuck?: boolean
  readonly server?: string
  readonly limit: number
}

const path = '/kilonova/v1/flows'

export async function flowList(context: CommandContext, options: FlowListOptions): Promise<void> {
  const session = await connect(context, options)
  const { signal } = context
  const query = new URLSearchParams({ limit: String(options.limit) })
  if (options.all !== true) query.set('open', 'true')
  if (options.stuck === true) query.set('stuck', 'true')
  if (options.server !== undefined)
    query.set('server_id', String((await findServer(session, options.server, signal))['id']))
  const answer = await session.call('kilonova', 'GET', `${path}?${query.toString()}`, { signal })
  if (options.json === true) return context.output.json(answer)
  const flows = listOf(answer['flows']).map(objectOf)
  printTable(
    context.output,
    ['id', 'flow', 'state', 'step', 'attempt', 'server', 'created', 'reason'],
    flows.map((flow) => [
      flow['id'] as Cell,
      flow['kind'] as Cell,
      flow['state'] as Cell,
      stepOf(flow),
      flow['attempt'] as Cell,
      flow['server_id'] as Cell,
      flow['created_at'] as Cell,
      reasonOf(flow),
    ]),
  )
}

export async function flowShow(context: CommandContext, id: string, options: ClientOptions): Promise<void> {
  const session = await connect(context, options)
  const answer = await session.call('kilonova', 'GET', `${path}/${encodeURIComponent(id)}`, { signal: context.signal })
  if (options.json === true) return context.output.json(answer)
  printFlow(context, objectOf(answer['flow']))
}

export async function flowRetry(context: CommandContext, id: string, options: ClientOptions): Promise<void> {
  await ask(context, id, 'retry', options, `flow ${id} is tried again`)
}

export async function flowUndo(context: CommandContext, id: string, options: ClientOptions): Promise<void> {
  await ask(context, id, 'undo', options, `flow ${id} is being undone`)
}

async function ask(context: CommandContext, id: string, what: string, options: ClientOptions, note: string) {
  const session = await connect(context, options)
  const url = `${path}/${encodeURIComponent(id)}/${what}`
  const answer = await session.call('kilonova', 'POST', url, {
    ...{ signal: context.signal, refused: `flow ${id} goes on as it was` },
  })
  if (options.json === true) return context.output.json(answer)
  context.output.note(`${note}; look with \`kilonova flow show ${id}\``)
}

/** `prepared 2/3` */
export function stepOf(flow: Json): string {
  const steps = numberOf(flow['steps']) === undefined ? '' : `/${numberOf(flow['steps'])}`
  return `${textOf(flow['step']) ?? '?'} ${String(flow['step_number'])}${steps}`
}

/** What stops it, or why it failed. */
export function reasonOf(flow: Json): string | undefined {
  const [stuck, failed] = [objectOf(flow['reason']), objectOf(flow['error'])]
  const shown = textOf(stuck['message']) === undefined ? failed : stuck
  const parts = [textOf(shown['message']), textOf(shown['cause'])].filter((one) => one !== undefined)
  return parts.length === 0 ? undefined : parts.join(': ')
}

function printFlow(context: CommandContext, flow: Json): void {
  printFields(context.output, {
    id: flow['id'] as Cell,
    flow: flow['kind'] as Cell,
    state: flow['state'] as Cell,
    step: stepOf(flow),
    attempt: flow['attempt'] as Cell,
    server: flow['server_id'] as Cell,
    request: flow['request_id'] as Cell,
    owner: flow['owner'] as Cell,
    reason: reasonOf(flow),
    next: textOf(objectOf(flow['reason'])['next']) ?? textOf(objectOf(flow['error'])['next']),
    'next try': flow['retry_at'] as Cell,
    created: flow['created_at'] as Cell,
    ended: flow['ended_at'] as Cell,
  })
  const history = listOf(flow['history']).map(objectOf)
  if (history.length === 0) return
  context.output.print('\n')
  printTable(
    context.output,
    ['step', 'state', 'attempt', 'began', 'ended'],
    history.map((step) => [
      step['name'] as Cell,
      step['state'] as Cell,
      step['attempt'] as Cell,
      step['began_at'] as Cell,
      step['ended_at'] as Cell,
    ]),
  )
}
