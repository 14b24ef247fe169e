import type { Database } from '@kilonova/core'
import type { Selectable } from 'kysely'
import { seconds } from '../time.ts'

export type NetworkRow = Selectable<Database['networks']>
export type SubnetRow = Selectable<Database['subnets']>
export type PortRow = Selectable<Database['ports']> & { readonly host: string | null; readonly vm_state: string | null }

export type SecurityGroupRow = Selectable<Database['security_groups']>
export type RuleRow = Selectable<Database['security_group_rules']>

const times = (row: { created_at: Date; updated_at: Date }) => ({
  created_at: seconds(row.created_at),
  updated_at: seconds(row.updated_at),
  revision_number: 1,
  tags: [],
})

export const networkView = (network: NetworkRow, subnetIds: readonly string[]) => ({
  id: network.id,
  name: network.name,
  description: network.description,
  tenant_id: network.project_id,
  project_id: network.project_id,
  admin_state_up: network.admin_state_up,
  status: 'ACTIVE',
  shared: network.shared,
  mtu: network.mtu ?? 1500,
  is_default: network.is_default,
  'router:external': false,
  port_security_enabled: network.port_security_enabled,
  'provider:network_type': network.kind === 'flat' ? 'flat' : 'local',
  'provider:physical_network': network.physical_network,
  'provider:segmentation_id': null,
  availability_zone_hints: [],
  availability_zones: ['nova'],
  subnets: subnetIds,
  ...times(network),
})

export const subnetView = (subnet: SubnetRow) => ({
  id: subnet.id,
  name: subnet.name,
  description: subnet.description,
  network_id: subnet.network_id,
  tenant_id: subnet.project_id,
  project_id: subnet.project_id,
  ip_version: 4,
  cidr: subnet.cidr,
  gateway_ip: subnet.gateway,
  enable_dhcp: subnet.enable_dhcp,
  dns_nameservers: subnet.dns_servers,
  allocation_pools: [{ start: subnet.pool_start, end: subnet.pool_end }],
  host_routes: [],
  ipv6_address_mode: null,
  ipv6_ra_mode: null,
  service_types: [],
  subnetpool_id: null,
  ...times(subnet),
})

export const portView = (port: PortRow) => ({
  id: port.id,
  name: port.name,
  description: port.description,
  network_id: port.network_id,
  tenant_id: port.project_id,
  project_id: port.project_id,
  device_id: port.server_id ?? '',
  device_owner: port.device_owner,
  admin_state_up: port.admin_state_up,
  status: port.attached && (port.vm_state === 'active' || port.vm_state === 'paused') ? 'ACTIVE' : 'DOWN',
  mac_address: port.mac,
  fixed_ips: port.address === null ? [] : [{ subnet_id: port.subnet_id, ip_address: port.address }],
  security_groups: port.security_group_ids,
  allowed_address_pairs: (port.allowed_address_pairs ?? []).map((pair) => ({
    mac_address: pair.mac,
    ip_address: pair.address,
  })),
  extra_dhcp_opts: [],
  port_security_enabled: port.port_security_enabled,
  'binding:host_id': port.host ?? '',
  'binding:vnic_type': 'normal',
  'binding:vif_type': port.host === null ? 'unbound' : 'bridge',
  'binding:profile': {},
  'binding:vif_details': {},
  ...times(port),
})

export const ruleView = (rule: RuleRow) => ({
  id: rule.id,
  security_group_id: rule.security_group_id,
  tenant_id: rule.project_id,
  project_id: rule.project_id,
  direction: rule.direction,
  ethertype: rule.ethertype,
  protocol: rule.protocol,
  port_range_min: rule.port_min,
  port_range_max: rule.port_max,
  remote_ip_prefix: rule.remote_cidr,
  normalized_cidr: rule.remote_cidr,
  remote_group_id: rule.remote_group_id,
  remote_address_group_id: null,
  description: rule.description,
  ...times({ created_at: rule.created_at, updated_at: rule.created_at }),
})

export const groupView = (group: SecurityGroupRow, rules: readonly RuleRow[]) => ({
  id: group.id,
  name: group.name,
  description: group.description,
  tenant_id: group.project_id,
  project_id: group.project_id,
  stateful: group.stateful,
  shared: false,
  security_group_rules: rules.map(ruleView),
  ...times(group),
})
