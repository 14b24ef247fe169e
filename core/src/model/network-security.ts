import { z } from 'zod'

const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
const ipv4 = z.ipv4()
const cidr = z.cidrv4()

export const macAddress = z.string().regex(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/)

/** What a rule of a security group lets through; all that is absent is not asked about. IPv4 only. */
export const SecurityRule = z.strictObject({
  direction: z.enum(['ingress', 'egress']),
  /** The number of the IP protocol. */
  protocol: z.int().min(0).max(255).optional(),
  /** Ports of TCP, UDP, SCTP, DCCP and UDP-Lite; type and code of ICMP. */
  from: z.int().min(0).max(65_535).optional(),
  to: z.int().min(0).max(65_535).optional(),
  /** The other side: a network, or whoever is in a group. */
  remote: z.union([z.strictObject({ cidr }), z.strictObject({ group: uuid })]).optional(),
})
export type SecurityRule = z.infer<typeof SecurityRule>

/**
 * Rules and members of some security groups as they were at one moment. Of two policies with the same `source` the one
 * with the higher `revision` is the later one; it is a number of the store's own snapshot, so that nobody has to count.
 */
export const SecurityPolicy = z.strictObject({
  source: z.string().max(64),
  revision: z.int().min(0),
  groups: z.array(z.strictObject({ id: uuid, stateful: z.boolean(), rules: z.array(SecurityRule) })),
  /** Addresses of whoever is in the groups that rules name as the other side. */
  members: z.array(z.strictObject({ group: uuid, addresses: z.array(z.union([ipv4, cidr])) })),
})
export type SecurityPolicy = z.infer<typeof SecurityPolicy>

/** How a port is guarded; a port without it may send and receive anything. */
export const PortSecurity = z.strictObject({
  groups: z.array(uuid),
  /** Further senders that the port may be. */
  pairs: z.array(z.strictObject({ mac: macAddress, address: z.union([ipv4, cidr]) })),
})
export type PortSecurity = z.infer<typeof PortSecurity>
