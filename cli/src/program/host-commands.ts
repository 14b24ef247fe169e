import type { Command } from 'commander'
import type { ClientOptions, CommandContext } from '../commands/context.ts'
import type { HostDisableOptions, HostRemoveOptions, HostTokenOptions } from '../commands/hosts.ts'
import type { AgentCommandOptions } from '../hosts/agent.ts'
import type { JoinCommandOptions } from '../hosts/join.ts'
import { defaultStateDirectory } from '../state-directory.ts'
import { addHostCache } from './host-cache.ts'
import { client, foreground, wholeNumber } from './options.ts'

/** Machines of the cloud: how one becomes a host, and what an administrator does with them. */
export function addHosts(program: Command, context: CommandContext): void {
  const state = [
    '--state <directory>',
    `where all state is kept (KILONOVA_STATE, else ${defaultStateDirectory})`,
  ] as const
  foreground(program.command('join').argument('[token]', 'what `kilonova host token` printed; - reads it from stdin'))
    .description('make this machine a host of a cloud, and run its agent in the foreground')
    .option(...state)
    .option('--token-file <path>', 'read the token from a file: as argument every user here can see it in `ps`')
    .option('--name <name>', "the host's name (this machine's)")
    .option('--address <address>', 'where other hosts reach this one (the address that reaches the controller)')
    .option('--no-start', 'only join; `kilonova agent` starts the agent')
    .addHelpText('after', '\nThe token may also be in KILONOVA_JOIN_TOKEN.')
    .action(async (token: string | undefined, options: JoinCommandOptions) =>
      (await import('../hosts/join.ts')).join(context, token, options),
    )
  foreground(program.command('agent'))
    .description("run a joined host's agent in the foreground until Ctrl-C; guests go on running without it")
    .option(...state)
    .action(async (options: AgentCommandOptions) => (await import('../hosts/agent.ts')).agent(context, options))
  addHost(program.command('host').description('machines that servers run on'), context)
}

function addHost(host: Command, context: CommandContext): void {
  client(host.command('token'))
    .description('make a token with which one machine may join this cloud, once')
    .option('--lifetime <seconds>', 'how long it is good for (3600)', wholeNumber)
    .action(async (options: HostTokenOptions) => (await import('../commands/hosts.ts')).hostToken(context, options))
  addHostCache(host, context)
  client(host.command('bus-users'))
    .description("print what the configuration of a NATS cluster of your own must include of this cloud's hosts")
    .action(async (options: ClientOptions) => (await import('../commands/hosts.ts')).hostBusUsers(context, options))
  client(host.command('list'))
    .description('list hosts')
    .action(async (options: ClientOptions) => (await import('../commands/hosts.ts')).hostList(context, options))
  client(host.command('show').argument('<host>'))
    .description('show one host')
    .action(async (name: string, options: ClientOptions) =>
      (await import('../commands/hosts.ts')).hostShow(context, name, options),
    )
  client(host.command('enable').argument('<host>'))
    .description('let new servers come to a host again')
    .action(async (name: string, options: ClientOptions) =>
      (await import('../commands/hosts.ts')).hostEnable(context, name, options),
    )
  client(host.command('disable').argument('<host>'))
    .description('keep new servers off a host; those on it go on')
    .option('--reason <text>', 'why')
    .action(async (name: string, options: HostDisableOptions) =>
      (await import('../commands/hosts.ts')).hostDisable(context, name, options),
    )
  client(host.command('remove').argument('<host>'))
    .description('take a host out of the cloud: its certificates and its place on the bus are worth nothing at once')
    .option(
      '--lost',
      'it is gone for good, and says nothing: remove it although servers are on it, which can be deleted then',
    )
    .action(async (name: string, options: HostRemoveOptions) =>
      (await import('../commands/hosts.ts')).hostRemove(context, name, options),
    )
}
