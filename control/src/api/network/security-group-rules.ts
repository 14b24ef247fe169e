import { newId } from '@kilonova/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Cloud } from '../../cloud.ts'
import { icmpProtocols, portProtocols, protocolNumber, protocols } from '../../services/network/protocols.ts'
import { looseInt, parse, PlainText } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { noContent, requireRole } from '../request.ts'
import { type ById, groupOr404, onlyFields, ownerOf, requireOwner, ruleOr404, textFilters } from './access.ts'
import { takeRoom } from './quotas.ts'
import { type RuleRow, ruleView } from './views.ts'

const port = looseInt(0, 65_535).nullish()
const Rule = z.strictObject({
  security_group_id: z.uuid(),
  direction: z.enum(['ingress', 'egress']),
  ethertype: z.enum(['IPv4', 'IPv6', 'ipv4', 'ipv6']).nullish(),
  protocol: z.union([z.string().max(32), z.int().transform(String)]).nullish(),
  port_range_min: port,
  port_range_max: port,
  remote_ip_prefix: z.string().max(64).nullish(),
  remote_group_id: z.uuid().nullish(),
  remote_address_group_id: z.null().optional(),
  description: PlainText(255).nullish(),
  project_id: PlainText(255).optional(),
  tenant_id: PlainText(255).optional(),
})
const One = z.strictObject({ security_group_rule: Rule })
const Many = z.strictObject({ security_group_rules: z.array(Rule).min(1).max(100) })
type Wish = z.infer<typeof Rule>

/** A rule as it is kept: names in one way of writing, a prefix without bits beside its mask. */
interface PlainRule {
  readonly direction: 'ingress' | 'egress'
  readonly ethertype: 'IPv4' | 'IPv6'
  readonly protocol: string | null
  readonly port_min: number | null
  readonly port_max: number | null
  readonly remote_cidr: string | null
  readonly remote_group_id: string | null
}

/** What is let through; whatever no rule names is not. */
export function securityGroupRuleRoutes(app: FastifyInstance, cloud: Cloud): void {
  const path = '/network/v2.0/security-group-rules'
  app.get(path, async (request) => {
    const { caller } = request
    let query = cloud.store.db.selectFrom('security_group_rules').selectAll()
    if (!caller.isAdmin) query = query.where('project_id', '=', caller.projectId ?? '')
    const columns = {
      id: 'id',
      security_group_id: 'security_group_id',
      direction: 'direction',
      ethertype: 'ethertype',
      protocol: 'protocol',
      port_range_min: 'port_min',
      port_range_max: 'port_max',
      remote_ip_prefix: 'remote_cidr',
      remote_group_id: 'remote_group_id',
      project_id: 'project_id',
      tenant_id: 'project_id',
    }
    for (const filter of textFilters(request, columns)) query = query.where(filter)
    const rows = await query.orderBy('created_at').orderBy('ethertype').orderBy('id').execute()
    return { security_group_rules: rows.map((row) => onlyFields(request, ruleView(row))) }
  })
  app.get<ById>(`${path}/:id`, async (request) => ({
    security_group_rule: onlyFields(request, ruleView(await ruleOr404(cloud, request, request.params.id))),
  }))
  app.post(path, async (request, reply) => {
    requireRole(request, 'member')
    const many = (request.body as { security_group_rules?: unknown } | null)?.security_group_rules !== undefined
    const wishes = many
      ? parse(Many, request.body).security_group_rules
      : [parse(One, request.body).security_group_rule]
    const rows = await create(cloud, request, wishes)
    const views = rows.map(ruleView)
    return reply.code(201).send(many ? { security_group_rules: views } : { security_group_rule: views[0] })
  })
  app.delete<ById>(`${path}/:id`, async (request, reply) => {
    requireRole(request, 'member')
    const row = await ruleOr404(cloud, request, request.params.id)
    requireOwner(request, row)
    await cloud.store.db.deleteFrom('security_group_rules').where('id', '=', row.id).execute()
    return noContent(reply)
  })
}

/** All of them, or none. */
async function create(cloud: Cloud, request: FastifyRequest, wishes: readonly Wish[]): Promise<RuleRow[]> {
  const plain = await Promise.all(
    wishes.map(async (wish) => {
      const group = await groupOr404(cloud, request, wish.security_group_id)
      requireOwner(request, group)
      ownerOf(request, wish.project_id ?? wish.tenant_id)
      const rule = await plainRule(cloud, wish)
      if (rule.remote_group_id !== null) await groupOr404(cloud, request, rule.remote_group_id)
      return { group, rule, description: wish.description ?? '' }
    }),
  )
  return cloud.store.transaction(async (trx) => {
    const rows: RuleRow[] = []
    for (const { group, rule, description } of plain) {
      await takeRoom(cloud, trx, 'security_group_rule', group.project_id)
      const same = await trx
        .selectFrom('security_group_rules')
        .select('id')
        .where('security_group_id', '=', group.id)
        .where((eb) =>
          eb.and(Object.entries(rule).map(([name, value]) => eb(sql.ref(name), 'is not distinct from', value))),
        )
        .executeTakeFirst()
      if (same !== undefined) throw new Refusal(409, `Security group rule already exists. Rule id is ${same.id}.`)
      const row = await trx
        .insertInto('security_group_rules')
        .values({
          id: newId<'network'>(),
          security_group_id: group.id,
          project_id: group.project_id,
          ...rule,
          description,
        })
        .returningAll()
        .executeTakeFirstOrThrow()
      rows.push(row)
    }
    return rows
  })
}

/** @throws {Refusal} 400 in Neutron's words. */
async function plainRule(cloud: Cloud, wish: Wish): Promise<PlainRule> {
  const ethertype = wish.ethertype?.toLowerCase() === 'ipv6' ? 'IPv6' : 'IPv4'
  const [min, max] = [wish.port_range_min ?? null, wish.port_range_max ?? null]
  const protocol = plainProtocol(wish.protocol)
  checkPorts(protocol, min, max)
  if (wish.remote_ip_prefix != null && wish.remote_group_id != null)
    throw new Refusal(400, 'Only remote_ip_prefix or remote_group_id may be provided.')
  const cidr = wish.remote_ip_prefix == null ? null : await plainCidr(cloud, wish.remote_ip_prefix, ethertype)
  return {
    direction: wish.direction,
    ethertype,
    protocol,
    port_min: min,
    port_max: max,
    remote_cidr: cidr,
    remote_group_id: wish.remote_group_id ?? null,
  }
}

function plainProtocol(asked: string | null | undefined): string | null {
  const text = asked?.toLowerCase() ?? ''
  // Neutron's words for all protocols.
  if (text === '' || text === 'any' || text === '0') return null
  if (protocolNumber(text) === undefined) {
    throw new Refusal(
      400,
      `Security group rule protocol ${text} not supported. Only protocol values [${Object.keys(protocols).join(', ')}] and integer representations [0 to 255] are supported.`,
    )
  }
  return text
}

function checkPorts(protocol: string | null, min: number | null, max: number | null): void {
  if (min === null && max === null) return
  if (protocol === null) throw new Refusal(400, 'Must also specify protocol if port range is given.')
  const number = protocolNumber(protocol) ?? 0
  if (icmpProtocols.has(number)) {
    if (min === null)
      throw new Refusal(400, `ICMP code (port-range-max) ${max} is provided but ICMP type (port-range-min) is missing.`)
    for (const [field, name, value] of [
      ['port_range_min', 'type', min],
      ['port_range_max', 'code', max],
    ] as const) {
      if (value !== null && value > 255)
        throw new Refusal(400, `Invalid value for ICMP ${name} (${field}) ${value}. It must be 0 to 255.`)
    }
    return
  }
  if (!portProtocols.has(number))
    throw new Refusal(
      400,
      `Port range cannot be specified for protocol ${protocol}. Only protocols with ports have one.`,
    )
  if (min === null || max === null || min > max)
    throw new Refusal(400, 'For TCP/UDP protocols, port_range_min must be <= port_range_max')
}

/** Whole networks go through; bits beside the mask are cut off, as Neutron does. */
async function plainCidr(cloud: Cloud, text: string, ethertype: 'IPv4' | 'IPv6'): Promise<string> {
  const version = text.includes(':') ? 'IPv6' : 'IPv4'
  const known =
    version === 'IPv4'
      ? z.union([z.cidrv4(), z.ipv4()]).safeParse(text).success
      : z.union([z.cidrv6(), z.ipv6()]).safeParse(text).success
  if (!known) throw new Refusal(400, `Invalid input for remote_ip_prefix. Reason: '${text}' is not a valid IP subnet.`)
  if (version !== ethertype) throw new Refusal(400, `Conflicting value ethertype ${ethertype} for CIDR ${text}`)
  const { rows } = await sql<{ cidr: string }>`select network(${text}::inet)::text as cidr`.execute(cloud.store.db)
  return rows[0]?.cidr ?? text
}
