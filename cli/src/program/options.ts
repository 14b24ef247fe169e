import { type Command, InvalidArgumentError, Option } from 'commander'

/** What every command that talks to the API has. */
export function client(command: Command): Command {
  return command
    .option('--os-cloud <name>', 'the cloud in clouds.yaml (OS_CLOUD)')
    .addOption(new Option('--cloud <name>').hideHelp())
    .option('--json', "print the API's own JSON")
    .hook('preAction', (_program, action) => {
      const { cloud } = action.opts<{ cloud?: string }>()
      if (cloud !== undefined && action.getOptionValue('osCloud') === undefined) action.setOptionValue('osCloud', cloud)
    })
}

/** What every command that runs a service in the foreground has. */
export function foreground(command: Command): Command {
  return command
    .option('--libvirt <uri>', "libvirt's address (qemu:///system, with a libvirtd of our own when none answers)")
    .addOption(
      new Option('--log-level <level>', 'least weight of a log line').choices(['debug', 'info', 'warn', 'error']),
    )
    .addOption(
      new Option('--log-format <format>', 'lines for people, or JSON (which a pipe gets)').choices(['text', 'json']),
    )
}

export const repeated = (value: string, before: string[]): string[] => [...before, value]

export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Not a whole number.')
  if (text.length > 9) throw new InvalidArgumentError('Larger than 999999999.')
  return Number(text)
}

/**
 * An empty argument or value is a variable that was not set: nothing has an empty name, and `--state ''` would be the
 * folder that the user stands in.
 */
export function refuseEmpty(action: Command): void {
  const options = action.opts<Record<string, unknown>>()
  const option = action.options.find((one) => [options[one.attributeName()]].flat().includes(''))
  if (option !== undefined) action.error(`error: option '${option.flags}' is empty`)
  const at = action.args.indexOf('')
  if (at === -1) return
  const names = action.registeredArguments
  action.error(`error: argument '${names[Math.min(at, names.length - 1)]?.name() ?? ''}' is empty`)
}

/** Here, because a service would wait for ever for a libvirt at an address that is none. */
export async function refuseLibvirtUri(action: Command): Promise<void> {
  const { libvirt } = action.opts<{ libvirt?: string }>()
  if (libvirt === undefined) return
  const { parseConnectionUri } = await import('@kilonova/libvirt')
  try {
    parseConnectionUri(libvirt)
  } catch (error) {
    action.error(`error: option '--libvirt <uri>': ${error instanceof Error ? error.message : String(error)}`)
  }
}
