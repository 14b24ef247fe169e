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
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Not a whole number.')
  return Number(text)
}
