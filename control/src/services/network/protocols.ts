/** The protocols that Neutron knows by name, with their numbers. Source: IANA's protocol numbers. */
export const protocols: Readonly<Record<string, number>> = {
  ah: 51,
  dccp: 33,
  egp: 8,
  esp: 50,
  gre: 47,
  hopopt: 0,
  icmp: 1,
  icmpv6: 58,
  igmp: 2,
  ip: 0,
  ipip: 4,
  'ipv6-encap': 41,
  'ipv6-frag': 44,
  'ipv6-icmp': 58,
  'ipv6-nonxt': 59,
  'ipv6-opts': 60,
  'ipv6-route': 43,
  ospf: 89,
  pgm: 113,
  rsvp: 46,
  sctp: 132,
  tcp: 6,
  udp: 17,
  udplite: 136,
  vrrp: 112,
}

/** Those with ports. */
export const portProtocols: ReadonlySet<number> = new Set([6, 17, 33, 132, 136])
export const icmpProtocols: ReadonlySet<number> = new Set([1, 58])

/** @returns undefined for what is no protocol. */
export function protocolNumber(text: string): number | undefined {
  if (/^\d{1,3}$/.test(text)) return Number(text) < 256 ? Number(text) : undefined
  return Object.hasOwn(protocols, text) ? protocols[text] : undefined
}
