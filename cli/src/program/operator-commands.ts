import type { Command } from 'commander'
import type { ClientOptions, CommandContext } from '../commands/context.ts'
import type { FlowListOptions } from '../commands/flows.ts'
import type { ServerRepairOptions } from '../commands/server-repair.ts'
import { client, wholeNumber } from './options.ts'

/** What operators look at when something does not go on: flows. */
export function addFlows(program: Command, context: CommandContext): void {
  const flow = program.command('flow').description('work under way, step by step (administrators)')
  client(flow.command('list'))
    .description('list flows that have not ended, the newest first')
    .option('--all', 'those that have ended too')
    .option('--stuck', 'only those that can not go on')
    .option('--server <server>', 'only those of one server')
    .option('--limit <number>', 'so many at most', wholeNumber, 100)
    .action(async (options: FlowListOptions) => (await import('../commands/flows.ts')).flowList(context, options))
  client(flow.command('show').argument('<flow>', 'its id'))
    .description('show one flow with its steps, and what stops it')
    .action(async (id: string, options: ClientOptions) =>
      (await import('../commands/flows.ts')).flowShow(context, id, options),
    )
  client(flow.command('retry').argument('<flow>', 'its id'))
    .description('try a flow that can not go on again, now')
    .action(async (id: string, options: ClientOptions) =>
      (await import('../commands/flows.ts')).flowRetry(context, id, options),
    )
  client(flow.command('undo').argument('<flow>', 'its id'))
    .description('take back what a flow did so far')
    .action(async (id: string, options: ClientOptions) =>
      (await import('../commands/flows.ts')).flowUndo(context, id, options),
    )
}

/** Why a server is as it is, and what to do when records and hosts disagree. */
export function addServerInsight(server: Command, context: CommandContext): void {
  client(server.command('why').argument('<server>', 'name or id'))
    .description('say why a server is as it is: what stops it, and what each host said')
    .action(async (name: string, options: ClientOptions) =>
      (await import('../commands/server-why.ts')).serverWhy(context, name, options),
    )
  client(server.command('repair').argument('[server]', 'name or id; without one all that differs is listed'))
    .description('show where records and hosts disagree, or mend one server (administrators)')
    .option('--end-at <host>', 'end a stray guest on this host')
    .action(async (id: string | undefined, options: ServerRepairOptions) =>
      (await import('../commands/server-repair.ts')).serverRepair(context, id, options),
    )
}
