import type { NicSpec, PortSecurity, SecurityPolicy, SecurityRule } from '@kilonova/core'
import { tapName } from '../network-names.ts'

/**
 * Security groups and anti-spoofing as nftables objects: chains, sets and map elements, each with its text.
 *
 *   guest ──tap──▶ spoof-<tap> ──▶ (connection tracking) ──▶ from-<tap> ─▶ out-<group>…  ──▶ bridge, host
 *   bridge, host ──▶ to-<tap> ─▶ in-<group>… ──tap──▶ guest
 *
 * All decisions are made in the bridge family, where the tap is known whatever addresses a packet has. That family
 * has no connection tracking on many kernels, so the ip family says it with a bit of the packet's mark: an answer is
 * let through, all else is asked about, also when its connection was allowed before. So a rule that is taken away ends
 * what it had allowed, and nobody has to look for connections.
 */

/** The part of a guarded port that its rules are made from. */
export type GuardedNic = Pick<NicSpec, 'portId' | 'mac' | 'address'> & {
  /** Its network's DHCP server. */
  readonly gateway: string
  readonly security: PortSecurity
}

export type Group = SecurityPolicy['groups'][number]

export interface GuardModel {
  readonly ports: ReadonlyMap<string, GuardedNic>
  readonly groups: ReadonlyMap<string, Group>
  readonly members: ReadonlyMap<string, readonly string[]>
}

/** By name: the lines of a chain, the elements of a set, or the chain that a map leads to. */
export interface GuardObjects {
  readonly chains: ReadonlyMap<string, readonly string[]>
  readonly sets: ReadonlyMap<string, readonly string[]>
  /** Taps that the three maps know. */
  readonly taps: ReadonlySet<string>
}

/** Set while a packet belongs to a connection that was begun by the other side. */
const answerBit = '0x00800000'
const allButAnswerBit = '0xff7fffff'
export const table = 'kilonova'

/** The tables with all that is the same for every guest. Carrying it out again changes nothing. */
export const skeleton: readonly string[] = [
  `add table bridge ${table}`,
  `add table ip ${table}`,
  ...['spoof', 'from', 'to'].map((map) => `add map bridge ${table} ${map} { type ifname : verdict; }`),
  // Before connection tracking (0 in this family): a forged packet must not touch the state of a connection.
  `add chain bridge ${table} spoofing { type filter hook prerouting priority -300; policy accept; }`,
  `add chain bridge ${table} leaving { type filter hook prerouting priority 10; policy accept; }`,
  `add chain bridge ${table} arriving { type filter hook postrouting priority -10; policy accept; }`,
  `add chain ip ${table} entering { type filter hook prerouting priority -150; policy accept; }`,
  `add chain ip ${table} own { type filter hook output priority -150; policy accept; }`,
  ...['spoofing', 'leaving', 'arriving'].map((chain) => `flush chain bridge ${table} ${chain}`),
  ...['entering', 'own'].map((chain) => `flush chain ip ${table} ${chain}`),
  `add rule bridge ${table} spoofing iifname vmap @spoof`,
  `add rule bridge ${table} leaving iifname vmap @from`,
  `add rule bridge ${table} arriving oifname vmap @to`,
  `add rule ip ${table} entering meta mark set meta mark & ${allButAnswerBit}`,
  ...['entering', 'own'].flatMap((chain) => [
    `add rule ip ${table} ${chain} ct state established ct direction reply meta mark set meta mark | ${answerBit}`,
    // An ICMP error about a connection.
    `add rule ip ${table} ${chain} ct state related meta mark set meta mark | ${answerBit}`,
  ]),
]

export const removeTables: readonly string[] = ['bridge', 'ip'].flatMap((family) => [
  `add table ${family} ${table}`,
  `delete table ${family} ${table}`,
])

/** Everything that the model asks for. */
export function guardObjects({ ports, groups, members }: GuardModel): GuardObjects {
  const chains = new Map<string, readonly string[]>()
  const sets = new Map<string, readonly string[]>()
  const used = new Set<string>()
  for (const port of ports.values()) {
    const tap = tapName(port.portId)
    const known = port.security.groups.filter((id) => groups.has(id))
    for (const id of known) used.add(id)
    // Without state every packet is asked about, answers too.
    const stateful = known.length === 0 || known.some((id) => groups.get(id)?.stateful === true)
    chains.set(`spoof-${tap}`, spoofRules(port))
    chains.set(`from-${tap}`, leavingRules(known, stateful))
    chains.set(`to-${tap}`, arrivingRules(port, known, stateful))
  }
  for (const id of used) {
    const rules = groups.get(id)?.rules ?? []
    chains.set(`in-${id}`, groupRules(rules, 'ingress'))
    chains.set(`out-${id}`, groupRules(rules, 'egress'))
    for (const rule of rules) {
      if (rule.remote === undefined || !('group' in rule.remote)) continue
      sets.set(`members-${rule.remote.group}`, [...(members.get(rule.remote.group) ?? [])].toSorted())
    }
  }
  return { chains, sets, taps: new Set([...ports.keys()].map(tapName)) }
}

/** Who a guest may be: its own card and address, and the pairs that its owner allowed. */
function spoofRules({ mac, address, security }: GuardedNic): string[] {
  const may = [{ mac, address }, ...security.pairs]
  const macs = [...new Set(may.map((one) => one.mac))]
  const each = (rule: (one: { mac: string; address: string }) => string): string[] => [...new Set(may.map(rule))]
  return [
    `ether saddr != { ${macs.join(', ')} } drop`,
    // Asking whether an address is free is done with none.
    ...macs.map((one) => `ether type arp arp saddr ether ${one} arp saddr ip 0.0.0.0 accept`),
    ...each((one) => `ether type arp arp saddr ether ${one.mac} arp saddr ip ${one.address} accept`),
    'ether type != ip drop',
    'ip saddr 0.0.0.0 udp sport 68 udp dport 67 accept',
    // Nobody but the host gives addresses.
    'udp sport 67 udp dport 68 drop',
    ...each((one) => `ether saddr ${one.mac} ip saddr ${one.address} accept`),
    'drop',
  ]
}

function leavingRules(groups: readonly string[], stateful: boolean): string[] {
  return [
    'ether type arp accept',
    'udp sport 68 udp dport 67 accept',
    ...(stateful ? [answers] : []),
    ...groups.map((id) => `jump out-${id}`),
    'drop',
  ]
}

function arrivingRules({ gateway }: GuardedNic, groups: readonly string[], stateful: boolean): string[] {
  return [
    'ether type arp accept',
    'ether type != ip drop',
    ...(stateful ? [answers] : []),
    `ip saddr ${gateway} udp sport 67 udp dport 68 accept`,
    ...groups.map((id) => `jump in-${id}`),
    'drop',
  ]
}

const answers = `meta mark & ${answerBit} != 0 accept`

function groupRules(rules: readonly SecurityRule[], direction: SecurityRule['direction']): string[] {
  const lines = rules.filter((rule) => rule.direction === direction).map(ruleLine)
  return [...new Set(lines)].toSorted()
}

const tcp = 6
/** Protocols with ports in their first four bytes. */
const withPorts = new Set([tcp, 17, 33, 132, 136])
const icmp = 1

function ruleLine({ direction, protocol, from, to, remote }: SecurityRule): string {
  const parts: string[] = []
  if (remote !== undefined) {
    const other = 'cidr' in remote ? remote.cidr : `@members-${remote.group}`
    parts.push(`ip ${direction === 'ingress' ? 'saddr' : 'daddr'} ${other}`)
  }
  if (protocol !== undefined) parts.push(`ip protocol ${protocol}`)
  if (protocol !== undefined && withPorts.has(protocol) && (from !== undefined || to !== undefined)) {
    const [low, high] = [from ?? 0, to ?? 65_535]
    parts.push(`th dport ${low === high ? low : `${low}-${high}`}`)
  }
  if (protocol === icmp && from !== undefined) parts.push(`icmp type ${from}`)
  if (protocol === icmp && to !== undefined) parts.push(`icmp code ${to}`)
  return [...parts, 'accept'].join(' ')
}
