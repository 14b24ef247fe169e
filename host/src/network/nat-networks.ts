import { Fault, type Log, type NetworkId, type NicSpec, type ServerId, type ServerSpec } from '@kilonova/core'
import { type Connect, el, LibvirtError, type Network, printXml } from '@kilonova/libvirt'
import type { HypervisorConnection } from '../driver/hypervisor/connection.ts'
import { type Claim, NetworkClaims } from './claims.ts'
import { DhcpHosts, rereadHosts } from './dhcp-hosts.ts'
import { contains, readSubnet, type Subnet } from './ipv4.ts'
import { KeyedLock } from './keyed-lock.ts'
import { bridgeName, networkName } from './network-names.ts'
import { releaseLease } from './release-lease.ts'

export interface NatNetworksOptions {
  readonly connection: HypervisorConnection
  /** Where claims are kept; ours alone. */
  readonly directory: string
  /** Where the DHCP entries are kept; dnsmasq reads it. */
  readonly hostsDirectory: string
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
  readonly #hosts: DhcpHosts
  readonly #lock = new KeyedLock<NetworkId>()

  constructor(options: NatNetworksOptions) {
    this.#options = options
    this.#claims = new NetworkClaims(options.directory)
    this.#hosts = new DhcpHosts(options.hostsDirectory, options.leaseMinutes)
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

  /** Why the server's NICs can not be had on this host; empty when they can. Changes nothing. */
  refusals(spec: ServerSpec): string[] {
    const byNetwork = Map.groupBy(spec.nics, (nic) => nic.network.id)
    return [...byNetwork.values()].flatMap((nics) => {
      const network = nics[0]?.network
      try {
        if (network !== undefined) checkedSubnet(network, nics)
        return []
      } catch (error) {
        return [
          `network ${network?.name ?? ''} is not to be had: ${error instanceof Error ? error.message : String(error)}`,
        ]
      }
    })
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
    const { gateway } = network
    await this.#claims.add({ serverId, networkId: network.id, gateway, broadcast: subnet.broadcast, hosts })
    await this.#hosts.add(network.id, serverId, hosts)
    await this.#options.connection.use(
      `network ${network.name} was not made ready on this host`,
      async (connection) => {
        const found = await findNetwork(connection, network.id)
        if (found === undefined) await this.#make(connection, network, subnet)
        else if (!(await found.isActive())) await found.create()
      },
      signal,
    )
  }

  async #make(connection: Connect, network: CloudNetwork, subnet: Subnet): Promise<void> {
    const made = await connection.networkDefineXml(networkXml(network, subnet, this.#hosts.directoryOf(network.id)))
    try {
      await made.create()
      await made.setAutostart(true)
    } catch (cause) {
      await made.undefine().catch(() => undefined)
      throw cause
    }
    this.#options.log.info('network made', { network: made.name, networkId: network.id, cidr: network.cidr })
  }

  async #unplug(claim: Claim): Promise<void> {
    const { networkId, serverId } = claim
    const others = (await this.#claims.ofNetwork(networkId)).filter((one) => one.serverId !== serverId)
    await this.#hosts.remove(networkId, serverId)
    if (others.length === 0) {
      const what = `network ${networkName(networkId)} was not given back`
      await this.#options.connection.use(what, async (connection) => {
        const found = await findNetwork(connection, networkId)
        if (found !== undefined) await this.#removeNetwork(found)
      })
      await this.#hosts.drop(networkId)
    } else await this.#endLeases(claim)
    await this.#claims.remove(networkId, serverId)
    if (others.length === 0) await this.#claims.drop(networkId)
  }

  async #removeNetwork(network: Network): Promise<void> {
    if (await network.isActive()) await network.destroy()
    await network.undefine()
    this.#options.log.info('network removed', { network: network.name })
  }

  async #endLeases({ networkId, gateway, broadcast, hosts }: Claim): Promise<void> {
    await rereadHosts(networkName(networkId))
    for (const host of hosts) {
      await releaseLease({ server: gateway, broadcast, ...host }).catch((error: unknown) =>
        this.#options.log.debug('lease left to its time', { address: host.address, error }),
      )
    }
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
