import { Fault, type Log, type NetworkId, type NicSpec } from '@kilonova/core'
import { type Connect, el, LibvirtError, type Network, printXml } from '@kilonova/libvirt'
import { contains, readSubnet, type Subnet } from './ipv4.ts'
import { bridgeName, gatewayMac, networkName } from './network-names.ts'

export type CloudNetwork = NicSpec['network']

/** Makes the libvirt network and starts it; one that is there is started when it is not. */
export async function ensureNetwork(connection: Connect, networkId: NetworkId, xml: string, log: Log): Promise<void> {
  const found = await findNetwork(connection, networkId)
  if (found !== undefined) {
    if (!(await found.isActive())) await found.create()
    return
  }
  const made = await connection.networkDefineXml(xml)
  try {
    await made.create()
    await made.setAutostart(true)
  } catch (cause) {
    await made.undefine().catch(() => undefined)
    throw cause
  }
  log.info('network made', { network: made.name, networkId })
}

/** Ends and removes it; one that is not there is success. */
export async function removeNetwork(connection: Connect, networkId: NetworkId, log: Log): Promise<void> {
  const network = await findNetwork(connection, networkId)
  if (network === undefined) return
  if (await network.isActive()) await network.destroy()
  await network.undefine()
  log.info('network removed', { network: network.name })
}

async function findNetwork(connection: Connect, networkId: NetworkId): Promise<Network | undefined> {
  try {
    return await connection.networkLookupByUuid(networkId)
  } catch (error) {
    if (error instanceof LibvirtError && error.is('VIR_ERR_NO_NETWORK')) return undefined
    throw error
  }
}

const dnsmasqNamespace = 'http://libvirt.org/schemas/network/dnsmasq/1.0'
/** Nobody's card: libvirt has dnsmasq serve DHCP only when the network has an entry of its own. */
const nobody = '02:00:00:00:00:00'

/** Without a range dnsmasq answers only the guests that have an entry in the directory. */
export function networkXml(network: CloudNetwork, subnet: Subnet, hostsDirectory: string): string {
  return printXml(
    el(
      'network',
      { 'xmlns:dnsmasq': dnsmasqNamespace },
      el('name', {}, networkName(network.id)),
      el('uuid', {}, network.id),
      el('forward', { mode: 'nat' }),
      el('bridge', { name: bridgeName(network.id), stp: 'on', delay: 0 }),
      // The same on every host: a guest that arrives from another one knows its gateway by it.
      el('mac', { address: gatewayMac(network.id) }),
      network.mtu === undefined ? undefined : el('mtu', { size: network.mtu }),
      network.dnsServers.length === 0
        ? undefined
        : el(
            'dns',
            {},
            network.dnsServers.map((address) => el('forwarder', { addr: address })),
          ),
      el(
        'ip',
        { address: network.gateway, netmask: subnet.netmask },
        el('dhcp', {}, el('host', { mac: nobody, ip: network.gateway })),
      ),
      el('dnsmasq:options', {}, el('dnsmasq:option', { value: `dhcp-hostsdir=${hostsDirectory}` })),
    ),
  )
}

/**
 * A network of somebody else's: libvirt only learns which bridge of this host it is on, so that a guest's definition
 * is the same on hosts whose bridges have different names.
 */
export function flatNetworkXml(network: CloudNetwork, bridge: string): string {
  return printXml(
    el(
      'network',
      {},
      el('name', {}, networkName(network.id)),
      el('uuid', {}, network.id),
      el('forward', { mode: 'bridge' }),
      el('bridge', { name: bridge }),
    ),
  )
}

/** @throws {Fault} `invalid` when the network's addresses do not fit together. */
export function checkedSubnet(network: CloudNetwork, nics: readonly NicSpec[]): Subnet {
  const subnet = readSubnet(network.cidr)
  const strangers = [network.gateway, ...nics.map((nic) => nic.address)].filter(
    (address) => subnet === undefined || !contains(subnet, address),
  )
  if (subnet !== undefined && strangers.length === 0) return subnet
  throw new Fault(
    'invalid',
    subnet === undefined
      ? `${network.cidr} is no IPv4 subnet for a NAT network`
      : `${strangers.join(', ')} is outside ${network.cidr}`,
    {
      next: 'correct the network’s subnet, gateway or address',
      fields: { networkId: network.id, cidr: network.cidr },
    },
  )
}
