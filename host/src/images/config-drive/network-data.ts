import type { NicSpec } from '@kilonova/core'

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
    // The host's DHCP gives the fixed address and all that goes with it, so a guest is told to ask.
    networks: nics.map((nic, index) => ({
      id: `network${index}`,
      type: 'ipv4_dhcp',
      link: linkId(nic),
      network_id: nic.network.id,
    })),
    services: servers.map((address) => ({ type: 'dns', address })),
  }
}

/** The tap device's name as Nova gives it: at most 14 characters. */
const linkId = (nic: NicSpec): string => `tap${nic.portId}`.slice(0, 14)
