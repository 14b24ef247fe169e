import type { Command } from 'commander'
import type { CommandContext } from '../commands/context.ts'
import type { ServerBackupOptions, ServerSnapshotOptions } from '../commands/server-snapshot.ts'

/** What every command of this kind has, given by the program. */
export interface CommandParts {
  readonly client: (command: Command) => Command
  readonly wholeNumber: (text: string) => number
  readonly repeated: (value: string, before: string[]) => string[]
}

/** `server snapshot` and `server backup`. */
export function addSnapshot(server: Command, context: CommandContext, parts: CommandParts): void {
  const { client, wholeNumber, repeated } = parts
  client(server.command('snapshot').argument('<server>', 'name or id'))
    .description('make an image of its root disk; the server stays on, paused or off as it is')
    .option('--name <name>', "the image's name (the server's, with the time)")
    .option('--property <key=value>', 'a property of the image; may be repeated', repeated, [])
    .option('--wait', 'wait until the image is there; Ctrl-C then cancels the snapshot')
    .option('--timeout <seconds>', 'how long to wait', wholeNumber, 3600)
    .action(async (name: string, options: ServerSnapshotOptions) =>
      (await import('../commands/server-snapshot.ts')).serverSnapshot(context, name, options),
    )
  client(server.command('backup').argument('<server>', 'name or id'))
    .description('make an image of its root disk, and delete the oldest of that type')
    .option('--name <name>', "the image's name (the server's, with the type and the time)")
    .option('--type <type>', 'the series it belongs to, e.g. daily or weekly', 'daily')
    .option('--rotate <number>', 'how many of the series are kept, this one included; 0 deletes all', wholeNumber, 1)
    .option('--wait', 'wait until the image is there; Ctrl-C then cancels the backup')
    .option('--timeout <seconds>', 'how long to wait', wholeNumber, 3600)
    .action(async (name: string, options: ServerBackupOptions) =>
      (await import('../commands/server-snapshot.ts')).serverBackup(context, name, options),
    )
}
