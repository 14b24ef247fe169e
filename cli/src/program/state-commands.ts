import type { Command } from 'commander'
import type { CommandContext } from '../commands/context.ts'
import type { StateOptions } from '../state/backup.ts'
import { defaultStateDirectory } from '../state-directory.ts'
import type { UnitOptions } from '../units/install-units.ts'

/** What is done on a controller's own machine, beside its service. */
export function addState(program: Command, context: CommandContext): void {
  const option = ['--state <directory>', `the state directory (KILONOVA_STATE, else ${defaultStateDirectory})`] as const
  const state = program.command('state').description('the state of the service: backup and restore')
  state
    .command('backup')
    .argument('<directory>', 'is made, and must not be there yet')
    .description('write the store and its key into a directory, while the service runs')
    .option(...option)
    .option('--json', 'print JSON')
    .action(async (path: string, options: StateOptions) =>
      (await import('../state/backup.ts')).stateBackup(context, path, options),
    )
  state
    .command('restore')
    .argument('<directory>', 'what `state backup` made')
    .description('put a backup in the place of the state; the service must not run')
    .option(...option)
    .option('--yes', 'replace the state that is there')
    .option('--json', 'print JSON')
    .action(async (path: string, options: StateOptions & { yes?: boolean }) =>
      (await import('../state/backup.ts')).stateRestore(context, path, options),
    )
  program
    .command('units')
    .description('systemd units that start the service or a host’s agent with the machine')
    .option('--install', 'write them to /etc/systemd/system, instead of printing them')
    .option('--for <which>', 'controller or agent (what this machine is)')
    .option(...option)
    .action(async (options: UnitOptions) => (await import('../units/install-units.ts')).units(context, options))
}
