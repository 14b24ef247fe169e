import type { Command } from 'commander'
import type { CommandContext } from '../commands/context.ts'
import type { HostCacheOptions, HostCachePruneOptions } from '../commands/host-cache.ts'
import { client } from './options.ts'

/** `kilonova host cache …` */
export function addHostCache(host: Command, context: CommandContext): void {
  const cache = host.command('cache').description('base images that hosts keep')
  client(cache.command('list').argument('[host]', 'one host; all when left out'))
    .description('list cached files, longest unused first')
    .action(async (name: string | undefined, options: HostCacheOptions) =>
      (await import('../commands/host-cache.ts')).hostCacheList(context, name, options),
    )
  client(cache.command('prune').argument('[host]', 'one host; all when left out'))
    .description('remove what nothing uses, and say for every file why it went or stayed')
    .option('--dry-run', 'only say what would be done')
    .action(async (name: string | undefined, options: HostCachePruneOptions) =>
      (await import('../commands/host-cache.ts')).hostCachePrune(context, name, options),
    )
}
