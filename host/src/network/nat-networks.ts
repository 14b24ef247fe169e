import { Fault, type Log, type NetworkId, type NicSpec, type ServerId, type ServerSpec } from '@kilonova/core'
import {
  allAtPath,
  type Connect,
  el,
  LibvirtError,
  type Network,
  NetworkUpdateCommand,
  NetworkUpdateFlags,
  NetworkUpdateSection,
  parseElement,
  printXml,
  type XmlElement,
} from '@kilonova/libvirt'
import type { HypervisorConnection } from '../driver/hypervisor/connection.ts'
import { type Claim, NetworkClaims } from './claims.ts'
import { contains, readSubnet, type Subnet } from './ipv4.ts'
import { KeyedLock } from './keyed-lock.ts'
import { bridgeName, networkName } from './network-names.ts'
import { releaseLease } from './release-lease.ts'

export interface NatNetworksOptions {
  readonly connection: HypervisorConnection
  /** Where claims are kept; ours alone. */
  readonly directory: string
  readonly leaseMinutes: number
  readonly log: Log
}

type CloudNetwork = NicSpec['network']

/**
 * libvirt NAT networks, one per cloud network: made when the first server of this host needs it, removed with the
 * last. Each server's fixed address is a DHCP entry that is there before its guest starts.
 *
 *   absent ──first claim: define, start──▶ running ──claims come and go: DHCP entries──▶ running ──last claim──▶ absent
 *
 * All changes of one network happen one after the other, so a server that comes while the last one leaves finds the
 * network gone, and makes it again.
 */
export class NatNetworks {
  readonly #options: NatNetworksOptions
  readonly #claims: NetworkClaims
  readonly #lock = new KeyedLock<NetworkId>()

  constructor(options: NatNetworksOptions) {
    this.#options = options
    this.#claims = new NetworkClaims(options.directory)
  }

  /** Makes all that the server's NICs need. Repeating it is harmless. */
  async plug(spec: ServerSpec, signal: AbortSignal): Promise<void> {
    const byNetwork = Map.groupBy(spec.nics, (nic) => nic.network.id)
    await Promise.all(
      [...byNetwork].map(([networkId, nics]) =>
        this.#lock.run(networkId, () => this.#plug(spec.id, nics, signal), signal),
      ),
    )
  }

  /** Gives back all that the server had, and each network that nobody uses any more. */
  async unplug(serverId: ServerId): Promise<void> {
    const claims = await this.#claims.ofServer(serverId)
    await Promise.all(claims.map((claim) => this.#lock.run(claim.networkId, () => this.#unplug(claim))))
  }

  /** Every server that has a claim. */
  servers(): Promise<ServerId[]> {
    return this.#claims.servers()
  }

  async #plug(serverId: ServerId, nics: readonly NicSpec[], signal: AbortSignal): Promise<void> {
    const network = nics[0]?.network
    if (network === undefined) return
    const subnet = checkedSubnet(network, nics)
    const hosts = nics.map((nic) => ({ mac: nic.mac, address: nic.address }))
    await this.#claims.add({ serverId, networkId: network.id, hosts })
    const what = `network ${network.name} was not made ready on this host`
    await this.#options.connection.use(
      what,
      async (connection) => {
        const found = await findNetwork(connection, network.id)
        if (found === undefined) return this.#make(connection, network, subnet)
        if (!(await found.isActive())) await found.create()
        await this.#addHosts(found, hosts)
      },
      signal,
    )
  }

  /** Defines and starts the network with the entries of all who claim it. */
  async #make(connection: Connect, network: CloudNetwork, subnet: Subnet): Promise<void> {
    const claims = await this.#claims.ofNetwork(network.id)
    const hosts = claims.flatMap((claim) => claim.hosts)
    const xml = networkXml(
      network,
      subnet,
      hosts.map((host) => this.#hostElement(host)),
    )
    const made = await connection.networkDefineXml(xml)
    try {
      await made.create()
      await made.setAutostart(true)
    } catch (cause) {
      await made.undefine().catch(() => undefined)
      throw cause
    }
    this.#options.log.info('network made', { network: made.name, networkId: network.id, cidr: network.cidr })
  }

  async #addHosts(network: Network, hosts: Claim['hosts']): Promise<void> {
    const present = presentHosts(await network.getXmlDesc(0))
    for (const host of hosts) {
      const alike = present.filter((one) => one.mac === host.mac || one.address === host.address)
      if (alike.some((one) => one.mac === host.mac && one.address === host.address)) continue
      // The address is this card's alone: an entry that has it for another is of a server that is gone.
      for (const one of alike) await this.#updateHost(network, 'VIR_NETWORK_UPDATE_COMMAND_DELETE', one)
      await this.#updateHost(network, 'VIR_NETWORK_UPDATE_COMMAND_ADD_LAST', host)
    }
  }

  async #unplug(claim: Claim): Promise<void> {
    const { networkId, serverId } = claim
    const others = (await this.#claims.ofNetwork(networkId)).filter((one) => one.serverId !== serverId)
    const what = `network ${networkName(networkId)} was not given back`
    await this.#options.connection.use(what, async (connection) => {
      const found = await findNetwork(connection, networkId)
      if (found === undefined) return
      if (others.length === 0) await this.#removeNetwork(found)
      else await this.#removeHosts(found, claim)
    })
    await this.#claims.remove(networkId, serverId)
    if (others.length === 0) await this.#claims.drop(networkId)
  }

  async #removeNetwork(network: Network): Promise<void> {
    if (await network.isActive()) await network.destroy()
    await network.undefine()
    this.#options.log.info('network removed', { network: network.name })
  }

  async #removeHosts(network: Network, claim: Claim): Promise<void> {
    const xml = await network.getXmlDesc(0)
    const present = presentHosts(xml)
    for (const host of claim.hosts) {
      const entry = present.find((one) => one.mac === host.mac)
      if (entry === undefined) continue
      await this.#updateHost(network, 'VIR_NETWORK_UPDATE_COMMAND_DELETE', entry)
      await this.#releaseLease(xml, entry)
    }
  }

  async #releaseLease(xml: string, host: { mac: string; address: string }): Promise<void> {
    const ip = allAtPath(parseElement(xml), 'ip')[0]?.attributes
    const server = ip?.get('address')
    const prefix = ip?.get('prefix') ?? prefixOf(ip?.get('netmask') ?? '')
    const subnet = readSubnet(`${server}/${prefix}`)
    if (server === undefined || subnet === undefined) return
    await releaseLease({ server, broadcast: subnet.broadcast, ...host }).catch((error: unknown) =>
      this.#options.log.debug('lease left to its time', { address: host.address, error }),
    )
  }

  async #updateHost(
    network: Network,
    command: keyof typeof NetworkUpdateCommand,
    host: { mac: string; address: string },
  ): Promise<void> {
    const section = NetworkUpdateSection.VIR_NETWORK_SECTION_IP_DHCP_HOST
    const { VIR_NETWORK_UPDATE_AFFECT_LIVE: live, VIR_NETWORK_UPDATE_AFFECT_CONFIG: config } = NetworkUpdateFlags
    const element =
      command === 'VIR_NETWORK_UPDATE_COMMAND_DELETE'
        ? el('host', { mac: host.mac, ip: host.address })
        : this.#hostElement(host)
    await network.update(NetworkUpdateCommand[command], section, -1, printXml(element), live | config)
  }

  #hostElement(host: { mac: string; address: string }): XmlElement {
    return el(
      'host',
      { mac: host.mac, ip: host.address },
      el('lease', { expiry: this.#options.leaseMinutes, unit: 'minutes' }),
    )
  }
}

async function findNetwork(connection: Connect, networkId: NetworkId): Promise<Network | undefined> {
  try {
    return await connection.networkLookupByUuid(networkId)
  } catch (error) {
    if (error instanceof LibvirtError && error.is('VIR_ERR_NO_NETWORK')) return undefined
    throw error
  }
}

/** Without a range dnsmasq answers only the guests that have an entry. */
export function networkXml(network: CloudNetwork, subnet: Subnet, hosts: readonly XmlElement[]): string {
  return printXml(
    el(
      'network',
      {},
      el('name', {}, networkName(network.id)),
      el('uuid', {}, network.id),
      el('forward', { mode: 'nat' }),
      el('bridge', { name: bridgeName(network.id), stp: 'on', delay: 0 }),
      network.mtu === undefined ? undefined : el('mtu', { size: network.mtu }),
      network.dnsServers.length === 0
        ? undefined
        : el(
            'dns',
            {},
            network.dnsServers.map((address) => el('forwarder', { addr: address })),
          ),
      el('ip', { address: network.gateway, netmask: subnet.netmask }, el('dhcp', {}, hosts)),
    ),
  )
}

function presentHosts(xml: string): { mac: string; address: string }[] {
  return allAtPath(parseElement(xml), 'ip/dhcp/host').map((host) => ({
    mac: (host.attributes.get('mac') ?? '').toLowerCase(),
    address: host.attributes.get('ip') ?? '',
  }))
}

function checkedSubnet(network: CloudNetwork, nics: readonly NicSpec[]): Subnet {
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

function prefixOf(netmask: string): number {
  const bits = netmask
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('')
  return bits.indexOf('0') < 0 ? 32 : bits.indexOf('0')
}
