import type { Command } from 'commander'
import type { CommandContext } from '../commands/context.ts'
import type { ServerResizeOptions, SettleOptions } from '../commands/server-resize.ts'
import { client, wholeNumber } from './options.ts'

/** `server resize`, `server confirm`, `server revert`; `server migrate` stands with its live sister. */
export function addResize(server: Command, context: CommandContext): void {
  const waiting = (command: Command): Command =>
    client(command)
      .option('--wait', 'wait for its end, and show how many bytes are copied')
      .option('--timeout <seconds>', 'how long to wait', wholeNumber, 3600)
  waiting(server.command('resize').argument('<server>', 'name or id'))
    .description('give a server another flavor; it is stopped for it, and waits to be confirmed or reverted')
    .requiredOption('--flavor <flavor>', 'name or id')
    .action(async (name: string, options: ServerResizeOptions) =>
      (await import('../commands/server-resize.ts')).serverResize(context, name, options),
    )
  waiting(server.command('confirm').argument('<server>', 'name or id'))
    .description('keep a resized or migrated server as it is now')
    .action(async (name: string, options: SettleOptions) =>
      (await import('../commands/server-resize.ts')).serverConfirm(context, name, options),
    )
  waiting(server.command('revert').argument('<server>', 'name or id'))
    .description('bring a resized or migrated server back to what and where it was')
    .action(async (name: string, options: SettleOptions) =>
      (await import('../commands/server-resize.ts')).serverRevert(context, name, options),
    )
}
