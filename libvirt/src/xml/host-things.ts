import { filterReferenceXml } from './domain/network-interface.ts'
import { integer, onOff, required, text, word, yesNo } from './field.ts'
import { list, rawChildren, values } from './nested.ts'
import { type ElementType, type Input, type Read, record } from './record.ts'

const secretFields = {
  ephemeral: yesNo('@ephemeral'),
  private: yesNo('@private'),
  uuid: text('uuid'),
  description: text('description'),
  usageType: word<'volume' | 'ceph' | 'iscsi' | 'tls' | 'vtpm'>('usage@type'),
  volume: text('usage/volume'),
  /** Name for the types `ceph`, `tls` and `vtpm`. */
  usageName: text('usage/name'),
  iscsiTarget: text('usage/target'),
}
export interface SecretXml extends Read<typeof secretFields> {}
export interface SecretXmlInput extends Input<typeof secretFields> {}
/** A secret's description; its value never is in XML. */
export const secretXml: ElementType<SecretXml, SecretXmlInput, typeof secretFields> = record('secret', secretFields)

const filterRuleXml = record('rule', {
  action: word<'drop' | 'accept' | 'return' | 'reject' | 'continue'>('@action'),
  direction: word<'in' | 'out' | 'inout'>('@direction'),
  priority: integer('@priority'),
  stateMatch: word<'0' | 'false' | '1' | 'true'>('@statematch'),
  /** The protocol's element as it is: `el('tcp', { dstportstart: 22 })`. */
  matches: rawChildren(''),
})

const nwfilterFields = {
  name: required(text('@name')),
  chain: text('@chain'),
  priority: integer('@priority'),
  uuid: text('uuid'),
  includes: list('filterref', filterReferenceXml),
  rules: list('rule', filterRuleXml),
}
export interface NwfilterXml extends Read<typeof nwfilterFields> {}
export interface NwfilterXmlInput extends Input<typeof nwfilterFields> {}
/** A network filter. Filters it includes come before its own rules when written afresh. */
export const nwfilterXml: ElementType<NwfilterXml, NwfilterXmlInput, typeof nwfilterFields> = record(
  'filter',
  nwfilterFields,
)

const nwfilterBindingFields = {
  ownerName: text('owner/name'),
  ownerUuid: text('owner/uuid'),
  portDevice: text('portdev@name'),
  linkDevice: text('linkdev@name'),
  mac: text('mac@address'),
  filter: text('filterref@filter'),
  parameters: list('filterref/parameter', record('parameter', { name: text('@name'), value: text('@value') })),
}
export interface NwfilterBindingXml extends Read<typeof nwfilterBindingFields> {}
export interface NwfilterBindingXmlInput extends Input<typeof nwfilterBindingFields> {}
/** A filter that is in force on a port. */
export const nwfilterBindingXml: ElementType<
  NwfilterBindingXml,
  NwfilterBindingXmlInput,
  typeof nwfilterBindingFields
> = record('filterbinding', nwfilterBindingFields)

const hostProtocolXml = record('protocol', {
  family: word<'ipv4' | 'ipv6'>('@family'),
  dhcp: text('dhcp@peerdns'),
  addresses: list('ip', record('ip', { address: text('@address'), prefix: integer('@prefix') })),
  gateway: text('route@gateway'),
})

const hostInterfaceFields = {
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
}
export interface HostInterfaceXml extends Read<typeof hostInterfaceFields> {}
export interface HostInterfaceXmlInput extends Input<typeof hostInterfaceFields> {}
/** A network interface of the host. */
export const hostInterfaceXml: ElementType<HostInterfaceXml, HostInterfaceXmlInput, typeof hostInterfaceFields> =
  record('interface', hostInterfaceFields)
