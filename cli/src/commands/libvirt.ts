import { loadReference } from '@kilonova/libvirt'
import { Problem } from '../problem.ts'
import type { CommandContext } from './context.ts'

export interface LibvirtHelpOptions {
  /** Words to look for, instead of a topic. */
  readonly search?: boolean
}

/** A page of the API that our libvirt client has: of a class, a method, a constant or a procedure. */
export async function libvirtHelp(
  { output }: CommandContext,
  words: readonly string[],
  options: LibvirtHelpOptions,
): Promise<void> {
  const reference = await loadReference()
  try {
    output.print(reference.libvirtHelp(options.search === true ? ['--search', ...words] : words))
  } catch (error) {
    if (!(error instanceof reference.NoHelpError)) throw error
    throw new Problem(error.message, {
      next: error.searched
        ? 'look for a shorter part of it, or go through the classes: `kilonova libvirt help`'
        : 'look for it with `kilonova libvirt help --search WORDS`',
      exit: 'notFound',
    })
  }
}

export interface LibvirtShellOptions {
  readonly write?: boolean
}

/** A prompt with a live connection to libvirt, until `.exit` or ctrl-D. */
export async function libvirtShell(
  { signal }: CommandContext,
  uri: string | undefined,
  options: LibvirtShellOptions,
): Promise<void> {
  const reference = await loadReference()
  await reference.libvirtShell({ uri, write: options.write, signal })
}
