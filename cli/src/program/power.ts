import type { Command } from 'commander'
import type { ClientOptions, CommandContext } from '../commands/context.ts'
import type { LockOptions } from '../commands/server-marks.ts'
import type { PowerChange, PowerOptions } from '../commands/server-power.ts'
import { client, wholeNumber } from './options.ts'

const descriptions: Readonly<Record<PowerChange, string>> = {
  start: 'switch servers on',
  stop: 'have servers shut themselves down; their power is cut when they do not',
  reboot: 'have servers shut themselves down and start again',
  pause: 'hold servers’ CPUs; their memory stays',
  unpause: 'let paused servers go on',
  suspend: 'save servers’ memory to disk and switch them off',
  resume: 'let suspended servers go on',
}

/** `server start`, `stop` and the like, `rename`, `lock` and `unlock`. */
export function addPower(server: Command, context: CommandContext): void {
  for (const [change, description] of Object.entries(descriptions) as [PowerChange, string][]) {
    const command = client(server.command(change).argument('<server...>', 'names or ids')).description(description)
    if (change === 'reboot') command.option('--hard', 'cut their power, and define them anew')
    command
      .option('--wait', 'wait until it is done')
      .option('--timeout <seconds>', 'how long to wait', wholeNumber, 300)
      .action(async (names: string[], options: PowerOptions) =>
        (await import('../commands/server-power.ts')).serverPower(context, change, names, options),
      )
  }
  client(server.command('rename').argument('<server>', 'name or id').argument('<new-name>'))
    .description('give a server another name')
    .action(async (name: string, newName: string, options: ClientOptions) =>
      (await import('../commands/server-marks.ts')).serverRename(context, name, newName, options),
    )
  client(server.command('lock').argument('<server...>', 'names or ids'))
    .description('keep servers from being changed or deleted by others than administrators')
    .option('--reason <text>', 'why')
    .action(async (names: string[], options: LockOptions) =>
      (await import('../commands/server-marks.ts')).serverLock(context, 'lock', names, options),
    )
  client(server.command('unlock').argument('<server...>', 'names or ids'))
    .description('let servers be changed again')
    .action(async (names: string[], options: LockOptions) =>
      (await import('../commands/server-marks.ts')).serverLock(context, 'unlock', names, options),
    )
}
