import { Command, Option } from 'commander'
import ownPackage from '../package.json' with { type: 'json' }
import type { ClientOptions, CommandContext } from './commands/context.ts'
import type { ImageCreateOptions } from './commands/image-create.ts'
import type { LibvirtHelpOptions, LibvirtShellOptions } from './commands/libvirt.ts'
import type { ServerConsoleOptions } from './commands/server-console.ts'
import type { ServerCreateOptions } from './commands/server-create.ts'
import type { ServerDeleteOptions } from './commands/server-delete.ts'
import type { ServerListOptions } from './commands/server-list.ts'
import type { DoctorOptions } from './doctor/doctor.ts'
import { addHosts } from './program/host-commands.ts'
import { addFlows, addServerInsight } from './program/operator-commands.ts'
import { addState } from './program/state-commands.ts'
import { client, foreground, refuseEmpty, refuseLibvirtUri, repeated, wholeNumber } from './program/options.ts'
import { addNetworks } from './program/network.ts'
import { addPower } from './program/power.ts'
import { addResize } from './program/resize.ts'
import { addMigrate } from './program/migrate.ts'
import { defaultStateDirectory } from './state-directory.ts'
import { addSnapshot } from './program/snapshot.ts'
import type { UpOptions } from './up/up.ts'

/**
 * The command line. Every action loads its module when it runs, so that `kilonova server list` does not pay for the
 * database, and `--help` for nothing.
 */
export function buildProgram(context: CommandContext): Command {
  const program = new Command('kilonova')
    .description('A cloud on one machine: an OpenStack-compatible compute service on libvirt and QEMU.')
    .version(ownPackage.version, '--version', 'print the version')
    .showHelpAfterError('  next:  see --help')
    .helpCommand(false)
    .exitOverride()
    .hook('preAction', (_program, action) => refuseEmpty(action))
    .hook('preAction', (_program, action) => refuseLibvirtUri(action))
    .addHelpText('after', exitCodeHelp)
  addService(program, context)
  addImage(program.command('image').description('disk images that servers boot from'), context)
  addFlavor(program.command('flavor').description('sizes of servers'), context)
  addLibvirt(program.command('libvirt').description('the libvirt API: its pages, and a prompt'), context)
  addNetworks(program, context)
  addHosts(program, context)
  addFlows(program, context)
  const server = program.command('server').description('virtual machines')
  addServer(server, context)
  addServerInsight(server, context)
  addState(program, context)
  return program
}

const exitCodeHelp = `
Exit codes: 0 done, 1 fault, 2 wrong command line, 3 not found, 4 conflict or ambiguous name,
5 no service answers, 6 login refused or not allowed, 7 waited too long, 130 Ctrl-C, 143 SIGTERM.`

function addService(program: Command, context: CommandContext): void {
  foreground(program.command('up'))
    .description('run the service in the foreground until Ctrl-C; guests go on running without it')
    .option('--state <directory>', `where all state is kept (KILONOVA_STATE, else ${defaultStateDirectory})`)
    .option('--listen <address:port>', 'where the API answers (127.0.0.1:8774)')
    .addOption(
      new Option('--role <role>', 'what of the service runs here: everything, or a part beside others on one store')
        .choices(['all', 'api', 'conductor', 'agent'])
        .default('all'),
    )
    .action(async (options: UpOptions) => (await import('./up/up.ts')).up(context, options))
  program
    .command('doctor')
    .description('check this machine, and say what to do about each fault')
    .option('--state <directory>', `the state directory to check (KILONOVA_STATE, else ${defaultStateDirectory})`)
    .option('--listen <address:port>', 'the address that `up` will be given')
    .option('--libvirt <uri>', "libvirt's address")
    .option('--json', 'print JSON')
    .action(async (options: DoctorOptions) => (await import('./doctor/doctor.ts')).doctor(context, options))
}

function addImage(image: Command, context: CommandContext): void {
  client(image.command('create').argument('[name]', 'its name; the file name when left out'))
    .description('upload an image')
    .requiredOption('--file <path>', 'the file to upload')
    .option(
      '--disk-format <format>',
      'raw, qcow2, vmdk, vdi, vhd, vhdx, iso, aki, ari, ami (by the first bytes of the file)',
    )
    .option('--container-format <format>', 'bare, or aki, ari, ami with the disk format of that name')
    .option('--min-disk <GiB>', 'smallest root disk it fits on', wholeNumber)
    .option('--min-ram <MiB>', 'least memory it runs in', wholeNumber)
    .option('--kernel <image>', 'boot this kernel image with it')
    .option('--ramdisk <image>', 'boot this ramdisk image with it')
    .option('--property <key=value>', 'a property; may be repeated', repeated, [])
    .option('--public', 'every project may boot it')
    .action(async (name: string | undefined, options: ImageCreateOptions) =>
      (await import('./commands/image-create.ts')).imageCreate(context, name, options),
    )
  client(image.command('list'))
    .description('list images')
    .action(async (options: ClientOptions) => (await import('./commands/image-list.ts')).imageList(context, options))
  client(image.command('show').argument('<image>', 'name or id'))
    .description('show one image')
    .action(async (name: string, options: ClientOptions) =>
      (await import('./commands/image-show.ts')).imageShow(context, name, options),
    )
  client(image.command('delete').argument('<image...>', 'names or ids'))
    .description('delete images')
    .action(async (names: string[], options: ClientOptions) =>
      (await import('./commands/image-delete.ts')).imageDelete(context, names, options),
    )
}

function addFlavor(flavor: Command, context: CommandContext): void {
  client(flavor.command('list'))
    .description('list flavors')
    .action(async (options: ClientOptions) => (await import('./commands/flavor-list.ts')).flavorList(context, options))
}

function addLibvirt(libvirt: Command, context: CommandContext): void {
  libvirt
    .command('help')
    .argument('[topic...]', 'a class, Class.method, constant or procedure; nothing for an overview')
    .description('explain a part of the libvirt API')
    .option('--search', 'look for these words instead')
    .action(async (words: string[], options: LibvirtHelpOptions) =>
      (await import('./commands/libvirt.ts')).libvirtHelp(context, words, options),
    )
  libvirt
    .command('shell')
    .argument('[uri]', "libvirt's address; what libvirt's own programs would open when left out")
    .description('a prompt with a live connection; read-only unless told otherwise')
    .option('--write', 'let calls change things')
    .action(async (uri: string | undefined, options: LibvirtShellOptions) =>
      (await import('./commands/libvirt.ts')).libvirtShell(context, uri, options),
    )
}

function addServer(server: Command, context: CommandContext): void {
  client(server.command('create').argument('<name>'))
    .description('make and start a server')
    .requiredOption('--image <image>', 'name or id')
    .requiredOption('--flavor <flavor>', 'name or id')
    .option('--key-name <key>', 'a key pair that may log in')
    .option('--user-data <path>', 'a file for cloud-init')
    .option('--property <key=value>', 'metadata; may be repeated', repeated, [])
    .option('--config-drive', 'give it a config drive')
    .option('--network <network>', 'name or id; may be repeated (the default network)', repeated, [])
    .option('--port <port>', 'a port that is there, by name or id; may be repeated', repeated, [])
    .option('--security-group <group>', 'name or id; may be repeated (the default group)', repeated, [])
    .option('--wait', 'wait until it is active')
    .option('--timeout <seconds>', 'how long to wait', wholeNumber, 600)
    .action(async (name: string, options: ServerCreateOptions) =>
      (await import('./commands/server-create.ts')).serverCreate(context, name, options),
    )
  client(server.command('list'))
    .description('list servers')
    .option('--all-projects', 'of all projects (administrators)')
    .option('--status <status>', 'only in this state, e.g. ACTIVE')
    .action(async (options: ServerListOptions) =>
      (await import('./commands/server-list.ts')).serverList(context, options),
    )
  client(server.command('show').argument('<server>', 'name or id'))
    .description('show one server')
    .action(async (name: string, options: ClientOptions) =>
      (await import('./commands/server-show.ts')).serverShow(context, name, options),
    )
  client(server.command('delete').argument('<server...>', 'names or ids'))
    .description('end and delete servers')
    .option('--wait', 'wait until they are gone')
    .option('--timeout <seconds>', 'how long to wait', wholeNumber, 300)
    .action(async (names: string[], options: ServerDeleteOptions) =>
      (await import('./commands/server-delete.ts')).serverDelete(context, names, options),
    )
  addPower(server, context)
  addSnapshot(server, context, { client, wholeNumber, repeated })
  addMigrate(server, context, client)
  addResize(server, context)
  client(server.command('console').argument('<server>', 'name or id'))
    .description('print what the guest wrote to its serial console')
    .option('--lines <number>', 'only the last lines', wholeNumber)
    .option('--follow', 'go on printing until Ctrl-C')
    .action(async (name: string, options: ServerConsoleOptions) =>
      (await import('./commands/server-console.ts')).serverConsole(context, name, options),
    )
}
