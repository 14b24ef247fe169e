import { bandwidthXml, virtualPortXml, vlanXml } from './domain/network-interface.ts'
import { integer, onOff, required, text, word, yesNo } from './field.ts'
import { list, one, rawChildren, values } from './nested.ts'
import { type ElementType, type Input, type Read, record } from './record.ts'

const leaseXml = record('lease', { expiry: integer('@expiry'), unit: word<'seconds' | 'minutes' | 'hours'>('@unit') })

const dhcpRangeXml = record('range', { start: text('@start'), end: text('@end'), lease: one('lease', leaseXml) })

/** A fixed lease. */
export const dhcpHostXml = record('host', {
  mac: text('@mac'),
  /** DHCPv6's identifier of a client. */
  id: text('@id'),
  name: text('@name'),
  ip: text('@ip'),
  lease: one('lease', leaseXml),
})

/** An address of the host on the network, and what it hands out by DHCP. */
export const networkIpXml = record('ip', {
  family: word<'ipv4' | 'ipv6'>('@family'),
  address: text('@address'),
  netmask: text('@netmask'),
  prefix: integer('@prefix'),
  localPtr: yesNo('@localPtr'),
  tftpRoot: text('tftp@root'),
  dhcpRanges: list('dhcp/range', dhcpRangeXml),
  dhcpHosts: list('dhcp/host', dhcpHostXml),
  bootFile: text('dhcp/bootp@file'),
  bootServer: text('dhcp/bootp@server'),
})

const routeXml = record('route', {
  family: word<'ipv4' | 'ipv6'>('@family'),
  address: text('@address'),
  netmask: text('@netmask'),
  prefix: integer('@prefix'),
  gateway: text('@gateway'),
  metric: integer('@metric'),
})

const portgroupXml = record('portgroup', {
  name: text('@name'),
  default: yesNo('@default'),
  trustGuestRxFilters: yesNo('@trustGuestRxFilters'),
  vlan: one('vlan', vlanXml),
  virtualPort: one('virtualport', virtualPortXml),
  bandwidth: one('bandwidth', bandwidthXml),
})

const dnsXml = record('dns', {
  enabled: yesNo('@enable'),
  forwardPlainNames: yesNo('@forwardPlainNames'),
  forwarders: list('forwarder', record('forwarder', { domain: text('@domain'), address: text('@addr') })),
  texts: list('txt', record('txt', { name: text('@name'), value: text('@value') })),
  services: list(
    'srv',
    record('srv', {
      service: text('@service'),
      protocol: text('@protocol'),
      domain: text('@domain'),
      target: text('@target'),
      port: integer('@port'),
      priority: integer('@priority'),
      weight: integer('@weight'),
    }),
  ),
  hosts: list('host', record('host', { ip: text('@ip'), hostnames: values('hostname') })),
})

/** How guests reach other networks. */
const forwardXml = record('forward', {
  dev: text('@dev'),
  mode: word<'nat' | 'route' | 'open' | 'bridge' | 'private' | 'vepa' | 'passthrough' | 'hostdev'>('@mode'),
  managed: yesNo('@managed'),
  interfaces: values('interface@dev'),
  natIpv6: yesNo('nat@ipv6'),
  natAddressStart: text('nat/address@start'),
  natAddressEnd: text('nat/address@end'),
  natPortStart: integer('nat/port@start'),
  natPortEnd: integer('nat/port@end'),
})

const networkFields = {
  ipv6: yesNo('@ipv6'),
  trustGuestRxFilters: yesNo('@trustGuestRxFilters'),
  /** How many guest interfaces use it. */
  connections: integer('@connections'),
  name: required(text('name')),
  uuid: text('uuid'),
  metadata: rawChildren('metadata'),
  forward: one('forward', forwardXml),
  bridge: text('bridge@name'),
  bridgeZone: text('bridge@zone'),
  stp: onOff('bridge@stp'),
  bridgeDelaySec: integer('bridge@delay'),
  macTableManager: word<'kernel' | 'libvirt'>('bridge@macTableManager'),
  mtu: integer('mtu@size'),
  mac: text('mac@address'),
  domain: text('domain@name'),
  domainLocalOnly: yesNo('domain@localOnly'),
  dns: one('dns', dnsXml),
  vlan: one('vlan', vlanXml),
  bandwidth: one('bandwidth', bandwidthXml),
  portIsolated: yesNo('port@isolated'),
  ips: list('ip', networkIpXml),
  routes: list('route', routeXml),
  virtualPort: one('virtualport', virtualPortXml),
  portgroups: list('portgroup', portgroupXml),
}
export interface NetworkXml extends Read<typeof networkFields> {}
export interface NetworkXmlInput extends Input<typeof networkFields> {}
export const networkXml: ElementType<NetworkXml, NetworkXmlInput, typeof networkFields> = record(
  'network',
  networkFields,
)

const networkPortFields = {
  uuid: text('uuid'),
  ownerName: text('owner/name'),
  ownerUuid: text('owner/uuid'),
  mac: text('mac@address'),
  group: text('group'),
  bandwidth: one('bandwidth', bandwidthXml),
  vlan: one('vlan', vlanXml),
  plugType: word<'network' | 'bridge' | 'direct' | 'hostdev-pci'>('plug@type'),
  plugBridge: text('plug@bridge'),
  plugDev: text('plug@dev'),
  portIsolated: yesNo('port@isolated'),
}
export interface NetworkPortXml extends Read<typeof networkPortFields> {}
export interface NetworkPortXmlInput extends Input<typeof networkPortFields> {}
/** The port of a guest's interface on a network. */
export const networkPortXml: ElementType<NetworkPortXml, NetworkPortXmlInput, typeof networkPortFields> = record(
  'networkport',
  networkPortFields,
)
