import { type Command, Option } from 'commander'
import type { ClientOptions, CommandContext } from '../commands/context.ts'
import type { ServerMigrateOptions } from '../commands/server-migrate.ts'

/** `server migrate` and `server migration …`. */
export function addMigrate(server: Command, context: CommandContext, client: (command: Command) => Command): void {
  client(server.command('migrate').argument('<server>', 'name or id'))
    .description('move a server to another host')
    .option('--live', 'while it runs; without it the server is stopped, moved, and waits to be confirmed')
    .option('--to <host>', 'to this host; the best one when left out')
    .option('--dry-run', 'only say what stands against it, and how long it would take')
    .addOption(
      new Option('--block-migration <how>', 'whether its disks travel; found out when left out').choices([
        'auto',
        'yes',
        'no',
      ]),
    )
    .option('--no-wait', 'do not wait for its end')
    .action(async (name: string, options: ServerMigrateOptions) =>
      (await import('../commands/server-migrate.ts')).serverMigrate(context, name, options),
    )
  const migration = server.command('migration').description('moves of running servers')
  client(migration.command('list').argument('<server>', 'name or id'))
    .description('list the live migrations of a server')
    .action(async (name: string, options: ClientOptions) =>
      (await import('../commands/server-migrations.ts')).serverMigrationList(context, name, options),
    )
  client(migration.command('abort').argument('<server>', 'name or id'))
    .description('end the move that is under way; the server runs on where it is')
    .action(async (name: string, options: ClientOptions) =>
      (await import('../commands/server-migrations.ts')).serverMigrationAbort(context, name, options),
    )
  client(migration.command('force-complete').argument('<server>', 'name or id'))
    .description('have the move that is under way end soon, at the cost of a longer standstill')
    .action(async (name: string, options: ClientOptions) =>
      (await import('../commands/server-migrations.ts')).serverMigrationForceComplete(context, name, options),
    )
}
