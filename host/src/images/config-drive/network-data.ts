import type { NicSpec } from '@kilonova/core'
import { readSubnet } from '../../network/ipv4.ts'

/** network_data.json: links, networks on them, and services for all. Source: OpenStack's network metadata format. */
export function networkData(nics: readonly NicSpec[]): Record<string, unknown> {
  const servers = [...new Set(nics.flatMap((nic) => nic.network.dnsServers))]
  return {
    links: nics.map((nic) => ({
      id: linkId(nic),
      vif_id: nic.portId,
      type: 'bridge',
      mtu: nic.network.mtu ?? null,
      ethernet_mac_address: nic.mac,
    })),
    networks: nics.map((nic, index) => ({
      id: `network${index}`,
      link: linkId(nic),
      network_id: nic.network.id,
      ...addressing(nic),
    })),
    services: servers.map((address) => ({ type: 'dns', address })),
  }
}

/**
 * The host's DHCP gives the fixed address and all that goes with it, so a guest is told to ask. On somebody else's
 * network, or one without DHCP, it is told all of that here.
 */
function addressing({ network, address }: NicSpec): Record<string, unknown> {
  if (network.kind === 'nat' && network.dhcp !== false) return { type: 'ipv4_dhcp' }
  const netmask = readSubnet(network.cidr)?.netmask
  const routes = [{ network: '0.0.0.0', netmask: '0.0.0.0', gateway: network.gateway }]
  return { type: 'ipv4', ip_address: address, netmask, routes }
}

/** The tap device's name as Nova gives it: at most 14 characters. */
const linkId = (nic: NicSpec): string => `tap${nic.portId}`.slice(0, 14)
