import { findSecurityGroup } from '../client/find.ts'
import { type Json, listOf, numberOf, objectOf, textOf } from '../client/json.ts'
import type { CloudSession } from '../client/session.ts'
import { type Cell, printFields, printTable } from '../output/table.ts'
import { Problem } from '../problem.ts'
import { type ClientOptions, type CommandContext, connect } from './context.ts'
import { eachNamed } from './each-named.ts'

export interface GroupCreateOptions extends ClientOptions {
  readonly description?: string
  readonly stateless?: boolean
}
export interface RuleCreateOptions extends ClientOptions {
  readonly egress?: boolean
  readonly protocol?: string
  readonly port?: string
  readonly from?: string
}

export async function securityGroupList(context: CommandContext, options: ClientOptions): Promise<void> {
  const session = await connect(context, options)
  const answer = await session.call('network', 'GET', '/v2.0/security-groups', { signal: context.signal })
  if (options.json === true) return context.output.json(answer)
  printTable(
    context.output,
    ['id', 'name', 'rules', 'description'],
    listOf(answer['security_groups'])
      .map(objectOf)
      .map((one) => [
        one['id'] as Cell,
        one['name'] as Cell,
        listOf(one['security_group_rules']).length,
        one['description'] as Cell,
      ]),
  )
}

export async function securityGroupCreate(
  context: CommandContext,
  name: string,
  options: GroupCreateOptions,
): Promise<void> {
  const session = await connect(context, options)
  const group = {
    name,
    ...(options.description === undefined ? {} : { description: options.description }),
    ...(options.stateless === true ? { stateful: false } : {}),
  }
  const answer = await session.call('network', 'POST', '/v2.0/security-groups', {
    signal: context.signal,
    refused: `security group ${name} was not made`,
    body: { security_group: group },
  })
  if (options.json === true) return context.output.json(answer)
  const made = objectOf(answer['security_group'])
  context.output.note(`security group ${name} is there: all may leave, nothing comes in`)
  printFields(context.output, {
    id: made['id'] as Cell,
    name: made['name'] as Cell,
    description: made['description'] as Cell,
    stateful: made['stateful'] as Cell,
  })
}

export async function securityGroupDelete(
  context: CommandContext,
  names: string[],
  options: ClientOptions,
): Promise<void> {
  const session = await connect(context, options)
  await eachNamed(context, names, options, async (name) => {
    const id = String((await findSecurityGroup(session, name, context.signal))['id'])
    await session.call('network', 'DELETE', `/v2.0/security-groups/${id}`, {
      ...{ signal: context.signal, refused: `security group ${name} was not deleted` },
    })
    return { id, said: `security group ${name} is deleted` }
  })
}

export async function ruleList(context: CommandContext, name: string, options: ClientOptions): Promise<void> {
  const session = await connect(context, options)
  const group = await findSecurityGroup(session, name, context.signal)
  const rules = listOf(group['security_group_rules']).map(objectOf)
  if (options.json === true) return context.output.json({ security_group_rules: rules })
  printTable(
    context.output,
    ['id', 'direction', 'protocol', 'ports', 'other side'],
    rules.map((rule) => [
      rule['id'] as Cell,
      rule['direction'] as Cell,
      textOf(rule['protocol']) ?? 'any',
      portsOf(rule),
      textOf(rule['remote_ip_prefix']) ?? textOf(rule['remote_group_id']) ?? String(rule['ethertype']),
    ]),
  )
}

function portsOf(rule: Json): string {
  const [low, high] = [numberOf(rule['port_range_min']), numberOf(rule['port_range_max'])]
  if (low === undefined) return 'any'
  return high === undefined || low === high ? String(low) : `${low}-${high}`
}

export async function ruleCreate(context: CommandContext, name: string, options: RuleCreateOptions): Promise<void> {
  const session = await connect(context, options)
  const group = await findSecurityGroup(session, name, context.signal)
  const rule = {
    security_group_id: group['id'],
    direction: options.egress === true ? 'egress' : 'ingress',
    ...(options.protocol === undefined ? {} : { protocol: options.protocol }),
    ...rangeOf(options.port),
    ...(await otherSide(context, session, options.from)),
  }
  const answer = await session.call('network', 'POST', '/v2.0/security-group-rules', {
    signal: context.signal,
    refused: `security group ${name} is as it was`,
    body: { security_group_rule: rule },
  })
  if (options.json === true) return context.output.json(answer)
  const made = objectOf(answer['security_group_rule'])
  context.output.note(`rule ${String(made['id'])} is in force for every server of security group ${name}`)
}

/** `22`, or `8000-8080`. */
function rangeOf(text: string | undefined): Json {
  if (text === undefined) return {}
  const match = /^(\d{1,5})(?:[-:](\d{1,5}))?$/.exec(text)
  if (match === null)
    throw new Problem(`${text} is no port`, { exit: 'usage', next: 'write --port 22 or --port 8000-8080' })
  return { port_range_min: Number(match[1]), port_range_max: Number(match[2] ?? match[1]) }
}

/** An address, a network, or the name of a group. */
async function otherSide(context: CommandContext, session: CloudSession, text: string | undefined): Promise<Json> {
  if (text === undefined) return {}
  if (/^[0-9a-fA-F:.]+(\/\d+)?$/.test(text) && /[.:]/.test(text)) return { remote_ip_prefix: text }
  return { remote_group_id: (await findSecurityGroup(session, text, context.signal))['id'] }
}

export async function ruleDelete(context: CommandContext, ids: string[], options: ClientOptions): Promise<void> {
  const session = await connect(context, options)
  await eachNamed(context, ids, options, async (id) => {
    await session.call('network', 'DELETE', `/v2.0/security-group-rules/${encodeURIComponent(id)}`, {
      signal: context.signal,
      refused: `rule ${id} was not deleted`,
    })
    return { id, said: `rule ${id} is deleted` }
  })
}
