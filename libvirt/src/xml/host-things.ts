import { filterReferenceXml } from './domain/network-interface.ts'
import { integer, onOff, required, text, word, yesNo } from './field.ts'
import { list, rawChildren, values } from './nested.ts'
import { type Input, type Read, record } from './record.ts'

/** A secret's description; its value never is in XML. */
export const secretXml = record('secret', {
  ephemeral: yesNo('@ephemeral'),
  private: yesNo('@private'),
  uuid: text('uuid'),
  description: text('description'),
  usageType: word<'volume' | 'ceph' | 'iscsi' | 'tls' | 'vtpm'>('usage@type'),
  volume: text('usage/volume'),
  /** Name for the types `ceph`, `tls` and `vtpm`. */
  usageName: text('usage/name'),
  iscsiTarget: text('usage/target'),
})
export interface SecretXml extends Read<typeof secretXml.fields> {}
export interface SecretXmlInput extends Input<typeof secretXml.fields> {}

const filterRuleXml = record('rule', {
  action: word<'drop' | 'accept' | 'return' | 'reject' | 'continue'>('@action'),
  direction: word<'in' | 'out' | 'inout'>('@direction'),
  priority: integer('@priority'),
  stateMatch: word<'0' | 'false' | '1' | 'true'>('@statematch'),
  /** The protocol's element as it is: `el('tcp', { dstportstart: 22 })`. */
  matches: rawChildren(''),
})

/** A network filter. Filters it includes come before its own rules when written afresh. */
export const nwfilterXml = record('filter', {
  name: required(text('@name')),
  chain: text('@chain'),
  priority: integer('@priority'),
  uuid: text('uuid'),
  includes: list('filterref', filterReferenceXml),
  rules: list('rule', filterRuleXml),
})
export interface NwfilterXml extends Read<typeof nwfilterXml.fields> {}
export interface NwfilterXmlInput extends Input<typeof nwfilterXml.fields> {}

/** A filter that is in force on a port. */
export const nwfilterBindingXml = record('filterbinding', {
  ownerName: text('owner/name'),
  ownerUuid: text('owner/uuid'),
  portDevice: text('portdev@name'),
  linkDevice: text('linkdev@name'),
  mac: text('mac@address'),
  filter: text('filterref@filter'),
  parameters: list('filterref/parameter', record('parameter', { name: text('@name'), value: text('@value') })),
})
export interface NwfilterBindingXml extends Read<typeof nwfilterBindingXml.fields> {}
export interface NwfilterBindingXmlInput extends Input<typeof nwfilterBindingXml.fields> {}

const hostProtocolXml = record('protocol', {
  family: word<'ipv4' | 'ipv6'>('@family'),
  dhcp: text('dhcp@peerdns'),
  addresses: list('ip', record('ip', { address: text('@address'), prefix: integer('@prefix') })),
  gateway: text('route@gateway'),
})

/** A network interface of the host. */
export const hostInterfaceXml = record('interface', {
  type: word<'ethernet' | 'bridge' | 'bond' | 'vlan'>('@type'),
  name: required(text('@name')),
  startMode: word<'onboot' | 'hotplug' | 'none'>('start@mode'),
  mac: text('mac@address'),
  linkSpeedMbps: text('link@speed'),
  linkState: text('link@state'),
  mtu: integer('mtu@size'),
  protocols: list('protocol', hostProtocolXml),
  stp: onOff('bridge@stp'),
  bridgePorts: values('bridge/interface@name'),
  bondPorts: values('bond/interface@name'),
  vlanTag: integer('vlan@tag'),
  vlanInterface: text('vlan/interface@name'),
})
export interface HostInterfaceXml extends Read<typeof hostInterfaceXml.fields> {}
export interface HostInterfaceXmlInput extends Input<typeof hostInterfaceXml.fields> {}
