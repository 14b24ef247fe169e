import { integer, onOff, text, word, yesNo } from '../field.ts'
import { list, one, section } from '../nested.ts'
import { type ElementType, type Input, type Read, record } from '../record.ts'
import { deviceAddressXml } from './address.ts'

/** Rates in libvirt's kilobytes (1000 bytes) per second, `burstKB` in kilobytes. */
const rateXml = record('rate', {
  averageKBps: integer('@average'),
  peakKBps: integer('@peak'),
  burstKB: integer('@burst'),
  /** Guaranteed to this interface, where the network shapes its bridge. */
  floorKBps: integer('@floor'),
})

export const bandwidthXml = record('bandwidth', {
  inbound: one('inbound', rateXml),
  outbound: one('outbound', rateXml),
})

/** What an Open vSwitch or a VEPA switch is told of the port. */
export const virtualPortXml = record('virtualport', {
  type: word<'openvswitch' | '802.1Qbg' | '802.1Qbh' | 'midonet'>('@type'),
  interfaceId: text('parameters@interfaceid'),
  profileId: text('parameters@profileid'),
  managerId: integer('parameters@managerid'),
  typeId: integer('parameters@typeid'),
  typeIdVersion: integer('parameters@typeidversion'),
  instanceId: text('parameters@instanceid'),
})

export const vlanXml = record('vlan', {
  trunk: yesNo('@trunk'),
  tags: list('tag', record('tag', { id: integer('@id'), nativeMode: word<'tagged' | 'untagged'>('@nativeMode') })),
})

export const filterParameterXml = record('parameter', { name: text('@name'), value: text('@value') })

/** A network filter, with the values of its variables. */
export const filterReferenceXml = record('filterref', {
  filter: text('@filter'),
  parameters: list('parameter', filterParameterXml),
})

const interfaceSourceXml = record('source', {
  /** For the type `network`. */
  network: text('@network'),
  portgroup: text('@portgroup'),
  /** The network's port, of a running guest. */
  portId: text('@portid'),
  /** For the type `bridge`. */
  bridge: text('@bridge'),
  /** For the type `direct` (macvtap), and the path of a vDPA device. */
  dev: text('@dev'),
  mode: word<'vepa' | 'bridge' | 'private' | 'passthrough' | 'client' | 'server'>('@mode'),
  /** For the type `vhostuser`. */
  type: word<'unix'>('@type'),
  path: text('@path'),
  /** For the types `server`, `client`, `mcast` and `udp`. */
  hostAddress: text('@address'),
  hostPort: integer('@port'),
  /** For the type `hostdev`. */
  deviceAddress: one('address', deviceAddressXml),
})

const interfaceDriverXml = record('driver', {
  name: word<'vhost' | 'qemu' | 'vfio'>('@name'),
  txMode: word<'iothread' | 'timer'>('@txmode'),
  ioeventfd: onOff('@ioeventfd'),
  eventIdx: onOff('@event_idx'),
  queues: integer('@queues'),
  rxQueueSize: integer('@rx_queue_size'),
  txQueueSize: integer('@tx_queue_size'),
  rss: onOff('@rss'),
  rssHashReport: onOff('@rss_hash_report'),
  iommu: onOff('@iommu'),
  ats: onOff('@ats'),
  packed: onOff('@packed'),
  pagePerVq: onOff('@page_per_vq'),
})

const ipAddressXml = record('ip', {
  address: text('@address'),
  family: word<'ipv4' | 'ipv6'>('@family'),
  prefix: integer('@prefix'),
  peer: text('@peer'),
})

const domainInterfaceFields = {
  type: word<
    | 'network'
    | 'bridge'
    | 'direct'
    | 'ethernet'
    | 'vhostuser'
    | 'hostdev'
    | 'user'
    | 'vdpa'
    | 'internal'
    | 'udp'
    | 'mcast'
    | 'null'
  >('@type'),
  /** libvirt takes the interface's device from the host and gives it back: for `hostdev`. */
  managed: yesNo('@managed'),
  trustGuestRxFilters: yesNo('@trustGuestRxFilters'),
  mac: text('mac@address'),
  macType: word<'generated' | 'static'>('mac@type'),
  source: one('source', interfaceSourceXml),
  vlan: one('vlan', vlanXml),
  virtualPort: one('virtualport', virtualPortXml),
  ips: list('ip', ipAddressXml),
  script: text('script@path'),
  bandwidth: one('bandwidth', bandwidthXml),
  portIsolated: yesNo('port@isolated'),
  /** The host's device, such as `tap1a2b3c4d-5e`. */
  target: text('target@dev'),
  targetManaged: yesNo('target@managed'),
  model: word<
    | 'virtio'
    | 'virtio-transitional'
    | 'virtio-non-transitional'
    | 'e1000'
    | 'e1000e'
    | 'igb'
    | 'rtl8139'
    | 'ne2k_pci'
    | 'pcnet'
  >('model@type'),
  driver: section('driver', interfaceDriverXml),
  tapBackend: text('backend@tap'),
  vhostBackend: text('backend@vhost'),
  filter: one('filterref', filterReferenceXml),
  sendBufferBytes: integer('tune/sndbuf'),
  link: word<'up' | 'down'>('link@state'),
  mtu: integer('mtu@size'),
  teaming: word<'persistent' | 'transient'>('teaming@type'),
  bootOrder: integer('boot@order'),
  romFile: text('rom@file'),
  romBar: onOff('rom@bar'),
  romEnabled: yesNo('rom@enabled'),
  alias: text('alias@name'),
  address: one('address', deviceAddressXml),
}
export interface DomainInterfaceXml extends Read<typeof domainInterfaceFields> {}
export interface DomainInterfaceXmlInput extends Input<typeof domainInterfaceFields> {}
/** A network card of the guest. */
export const domainInterfaceXml: ElementType<
  DomainInterfaceXml,
  DomainInterfaceXmlInput,
  typeof domainInterfaceFields
> = record('interface', domainInterfaceFields)
