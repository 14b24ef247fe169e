import type { Command } from 'commander'
import type { ClientOptions, CommandContext } from '../commands/context.ts'
import type { NetworkCreateOptions } from '../commands/network.ts'
import type { PortCreateOptions, PortListOptions } from '../commands/port.ts'
import type { GroupCreateOptions, RuleCreateOptions } from '../commands/security-group.ts'
import type { SubnetCreateOptions } from '../commands/subnet.ts'
import { client, repeated, wholeNumber } from './options.ts'

/** `network`, `subnet`, `port` and `security-group`. */
export function addNetworks(program: Command, context: CommandContext): void {
  addNetwork(program.command('network').description('what servers can be attached to'), context)
  addSubnet(program.command('subnet').description('addresses of networks'), context)
  addPort(program.command('port').description('cards that are made before their servers'), context)
  const groups = program.command('security-group').description('what servers may send and receive')
  addSecurityGroup(groups, context)
  addRule(groups, context)
}

function addNetwork(network: Command, context: CommandContext): void {
  client(network.command('list'))
    .description('list networks')
    .action(async (options: ClientOptions) => (await import('../commands/network.ts')).networkList(context, options))
  client(network.command('create').argument('<name>'))
    .description('make a network; without more it is one with NAT of each host')
    .option('--physical-network <name>', 'put it on this bridge of the hosts (administrators)')
    .option('--mtu <bytes>', 'largest packet', wholeNumber)
    .option('--shared', 'for every project (administrators)')
    .option('--no-port-security', 'its servers may send and receive anything')
    .action(async (name: string, options: NetworkCreateOptions) =>
      (await import('../commands/network.ts')).networkCreate(context, name, options),
    )
  client(network.command('delete').argument('<network...>', 'names or ids'))
    .description('delete networks')
    .action(async (names: string[], options: ClientOptions) =>
      (await import('../commands/network.ts')).networkDelete(context, names, options),
    )
}

function addSubnet(subnet: Command, context: CommandContext): void {
  client(subnet.command('list'))
    .description('list subnets')
    .action(async (options: ClientOptions) => (await import('../commands/subnet.ts')).subnetList(context, options))
  client(subnet.command('create').argument('<name>'))
    .description('give a network its addresses')
    .requiredOption('--network <network>', 'name or id')
    .requiredOption('--cidr <subnet>', 'e.g. 10.43.0.0/24')
    .option('--gateway <address>', 'the router (the first address)')
    .option('--dns <address>', 'a name server; may be repeated', repeated, [])
    .option('--no-dhcp', 'guests are told their address by the config drive')
    .action(async (name: string, options: SubnetCreateOptions) =>
      (await import('../commands/subnet.ts')).subnetCreate(context, name, options),
    )
  client(subnet.command('delete').argument('<subnet...>', 'names or ids'))
    .description('delete subnets')
    .action(async (names: string[], options: ClientOptions) =>
      (await import('../commands/subnet.ts')).subnetDelete(context, names, options),
    )
}

function addPort(port: Command, context: CommandContext): void {
  client(port.command('list'))
    .description('list ports')
    .option('--server <server>', 'only those of this server')
    .action(async (options: PortListOptions) => (await import('../commands/port.ts')).portList(context, options))
  client(port.command('create').argument('<name>'))
    .description('make a port')
    .requiredOption('--network <network>', 'name or id')
    .option('--address <address>', 'its address (any free one)')
    .option('--mac <address>', 'its MAC')
    .option('--security-group <group>', 'name or id; may be repeated (the default group)', repeated, [])
    .option('--no-port-security', 'it may send and receive anything')
    .action(async (name: string, options: PortCreateOptions) =>
      (await import('../commands/port.ts')).portCreate(context, name, options),
    )
  client(port.command('delete').argument('<port...>', 'names or ids'))
    .description('delete ports')
    .action(async (names: string[], options: ClientOptions) =>
      (await import('../commands/port.ts')).portDelete(context, names, options),
    )
}

function addSecurityGroup(groups: Command, context: CommandContext): void {
  client(groups.command('list'))
    .description('list security groups')
    .action(async (options: ClientOptions) =>
      (await import('../commands/security-group.ts')).securityGroupList(context, options),
    )
  client(groups.command('create').argument('<name>'))
    .description('make a security group: all may leave, nothing comes in')
    .option('--description <text>', 'what it is for')
    .option('--stateless', 'answers need a rule too')
    .action(async (name: string, options: GroupCreateOptions) =>
      (await import('../commands/security-group.ts')).securityGroupCreate(context, name, options),
    )
  client(groups.command('delete').argument('<group...>', 'names or ids'))
    .description('delete security groups that no port is in')
    .action(async (names: string[], options: ClientOptions) =>
      (await import('../commands/security-group.ts')).securityGroupDelete(context, names, options),
    )
}

function addRule(groups: Command, context: CommandContext): void {
  client(groups.command('rule-list').argument('<group>', 'name or id'))
    .description('list the rules of a security group')
    .action(async (name: string, options: ClientOptions) =>
      (await import('../commands/security-group.ts')).ruleList(context, name, options),
    )
  client(groups.command('rule-create').argument('<group>', 'name or id'))
    .description('let something in; running servers follow at once')
    .option('--egress', 'let it out instead')
    .option('--protocol <protocol>', 'tcp, udp, icmp, …, or a number (any)')
    .option('--port <port>', 'one, or a range like 8000-8080 (any)')
    .option('--from <other side>', 'an address, a network, or a security group (anyone)')
    .action(async (name: string, options: RuleCreateOptions) =>
      (await import('../commands/security-group.ts')).ruleCreate(context, name, options),
    )
  client(groups.command('rule-delete').argument('<rule...>', 'ids'))
    .description('delete rules; what they let in goes on no longer')
    .action(async (ids: string[], options: ClientOptions) =>
      (await import('../commands/security-group.ts')).ruleDelete(context, ids, options),
    )
}
