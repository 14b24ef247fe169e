import {
  Fault,
  type Log,
  type NetworkId,
  type NicSpec,
  type SecurityPolicy,
  type ServerId,
  type ServerSpec,
} from '@kilonova/core'
import type { HypervisorConnection } from '../driver/hypervisor/connection.ts'
import { filterBridge, unfilterBridge } from './bridge-filter.ts'
import { type Claim, NetworkClaims } from './claims.ts'
import { DhcpHosts, rereadHosts } from './dhcp-hosts.ts'
import { PortGuard } from './guard/port-guard.ts'
import { KeyedLock } from './keyed-lock.ts'
import {
  checkedSubnet,
  type CloudNetwork,
  ensureNetwork,
  flatNetworkXml,
  networkXml,
  removeNetwork,
} from './libvirt-network.ts'
import { linkRefusal } from './link-refusal.ts'
import { bridgeName, networkName } from './network-names.ts'
import { releaseLease } from './release-lease.ts'

export interface HostNetworksOptions {
  readonly connection: HypervisorConnection
  /** Where claims are kept; ours alone. */
  readonly directory: string
  /** Where the DHCP entries are kept; dnsmasq reads it. */
  readonly hostsDirectory: string
  /** Where the security groups of this host's ports are kept. */
  readonly guardPath: string
  readonly leaseMinutes: number
  /** The bridge of each physical network, by its name. */
  readonly bridges: Readonly<Record<string, string>>
  readonly log: Log
}

/**
 * How the NICs of servers meet this host. A cloud network is a libvirt network here: made when the first server needs
 * it, removed with the last. A `nat` network has DHCP, where each server's fixed address is an entry that is there
 * before its guest starts; a `flat` one is a bridge of the administrator's. Ports are guarded by their security groups.
 *
 *   absent ──first claim: define, start──▶ running ──claims come and go: DHCP entries──▶ running ──last claim──▶ absent
 *
 * All changes of one network happen one after the other, so a server that comes while the last one leaves finds the
 * network gone, and makes it again.
 */
export class HostNetworks {
  readonly #options: HostNetworksOptions
  readonly #claims: NetworkClaims
  readonly #hosts: DhcpHosts
  readonly #guard: PortGuard
  readonly #lock = new KeyedLock<NetworkId>()
  /** By the bridge's name. */
  readonly #bridges = new KeyedLock<string>()

  constructor(options: HostNetworksOptions) {
    this.#options = options
    this.#claims = new NetworkClaims(options.directory)
    this.#hosts = new DhcpHosts(options.hostsDirectory, options.leaseMinutes)
    this.#guard = new PortGuard({ path: options.guardPath, log: options.log })
  }

  start(): void {
    this.#guard.start()
  }

  async stop(): Promise<void> {
    await this.#guard.stop()
  }

  /** Makes all that the server's NICs need. Repeating it is harmless; a NIC that it had and has no more is given back. */
  async plug(spec: ServerSpec, signal: AbortSignal): Promise<void> {
    const byNetwork = Map.groupBy(spec.nics, (nic) => nic.network.id)
    const before = await this.#claims.ofServer(spec.id)
    const gone = before.filter((claim) => !byNetwork.has(claim.networkId))
    const ports = new Set<string>(spec.nics.map((nic) => nic.portId))
    const goneports = before.flatMap((claim) => claim.ports).filter((port) => !ports.has(port))
    const ends = await Promise.allSettled([
      ...[...byNetwork].map(([networkId, nics]) =>
        this.#lock.run(networkId, () => this.#plug(spec.id, nics, signal), signal),
      ),
      ...gone.map((claim) => this.#lock.run(claim.networkId, () => this.#unplug(claim))),
      this.#guard.plug(spec.nics, spec.security),
    ])
    // All have ended before anything is said of the one that failed: what is given back next must find every claim.
    const failed = ends.find((one) => one.status === 'rejected')
    if (failed !== undefined) throw failed.reason
    if (goneports.length > 0) await this.#guard.unplug(goneports)
  }

  /** Why the server's NICs can not be had on this host; empty when they can. Changes nothing. */
  async refusals(spec: ServerSpec): Promise<string[]> {
    const byNetwork = Map.groupBy(spec.nics, (nic) => nic.network.id)
    const found = await Promise.all([...byNetwork.values()].map((nics) => this.#refusal(nics)))
    return found.filter((reason) => reason !== undefined)
  }

  async #refusal(nics: readonly NicSpec[]): Promise<string | undefined> {
    const network = nics[0]?.network
    if (network === undefined) return undefined
    const why = await (async () => linkRefusal(network, checkedSubnet(network, nics), this.#bridgeOf(network)))().catch(
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    )
    return why === undefined ? undefined : `network ${network.name} is not to be had: ${why}`
  }

  /** Gives back all that the server had, and each network that nobody uses any more. */
  async unplug(serverId: ServerId): Promise<void> {
    const claims = await this.#claims.ofServer(serverId)
    await this.#guard.unplug(claims.flatMap((claim) => claim.ports))
    await Promise.all(claims.map((claim) => this.#lock.run(claim.networkId, () => this.#unplug(claim))))
  }

  /** Gives back one NIC of a server that keeps others. */
  async unplugPort(serverId: ServerId, portId: string): Promise<void> {
    await this.#guard.unplug([portId])
    const claim = (await this.#claims.ofServer(serverId)).find((one) => one.ports.includes(portId))
    if (claim === undefined) return
    await this.#lock.run(claim.networkId, async () => {
      const at = claim.ports.indexOf(portId)
      const without = <T>(list: readonly T[]): T[] => list.filter((_, index) => index !== at)
      const left: Claim = { ...claim, hosts: without(claim.hosts), ports: without(claim.ports) }
      if (left.ports.length === 0) return this.#unplug(claim)
      await this.#claims.add(left)
      await this.#hosts.add(claim.networkId, serverId, left.hosts)
      await this.#endLeases({ ...claim, hosts: claim.hosts.slice(at, at + 1) })
    })
  }

  /** Has the ports that are plugged here follow their security groups. */
  secure(policy: SecurityPolicy, nics: readonly NicSpec[], complete: boolean): Promise<void> {
    return this.#guard.secure(policy, nics, complete)
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
    const ports = nics.map((nic) => nic.portId)
    const { gateway } = network
    const bridge = this.#bridgeOf(network)
    const own = network.kind === 'flat' ? { bridge } : {}
    await this.#claims.add({
      serverId,
      networkId: network.id,
      gateway,
      broadcast: subnet.broadcast,
      hosts,
      ports,
      ...own,
    })
    if (network.kind === 'nat') await this.#hosts.add(network.id, serverId, network.dhcp === false ? [] : hosts)
    const xml =
      network.kind === 'nat'
        ? networkXml(network, subnet, this.#hosts.directoryOf(network.id))
        : flatNetworkXml(network, bridge)
    await this.#options.connection.use(
      `network ${network.name} was not made ready on this host`,
      (connection) => ensureNetwork(connection, network.id, xml, this.#options.log),
      signal,
    )
    if (nics.some((nic) => nic.security !== undefined))
      await this.#bridges.run(bridge, () => filterBridge(bridge, signal))
  }

  #bridgeOf(network: CloudNetwork): string {
    if (network.kind === 'nat') return bridgeName(network.id)
    const name = network.physicalNetwork ?? ''
    const bridge = this.#options.bridges[name]
    if (bridge !== undefined) return bridge
    throw new Fault('invalid', `network ${network.name} is on physical network ${name}, which this host has not`, {
      next: 'name the bridge in the host’s settings (network.bridges), or use a host that has it',
      fields: { networkId: network.id, physicalNetwork: name },
    })
  }

  async #unplug(claim: Claim): Promise<void> {
    const { networkId, serverId } = claim
    const others = (await this.#claims.ofNetwork(networkId)).filter((one) => one.serverId !== serverId)
    await this.#hosts.remove(networkId, serverId)
    if (others.length === 0) {
      const what = `network ${networkName(networkId)} was not given back`
      await this.#options.connection.use(what, (connection) => removeNetwork(connection, networkId, this.#options.log))
      await this.#hosts.drop(networkId)
      if (claim.bridge !== undefined) await this.#leaveBridge(claim.bridge, networkId)
    } else await this.#endLeases(claim)
    await this.#claims.remove(networkId, serverId)
    if (others.length === 0) await this.#claims.drop(networkId)
  }

  /** Other networks may be on the same bridge of the administrator's. */
  async #leaveBridge(bridge: string, networkId: NetworkId): Promise<void> {
    await this.#bridges.run(bridge, async () => {
      const others = (await this.#claims.networks()).filter((one) => one !== networkId)
      const claims = await Promise.all(others.map((one) => this.#claims.ofNetwork(one)))
      if (!claims.flat().some((claim) => claim.bridge === bridge)) await unfilterBridge(bridge)
    })
  }

  async #endLeases({ networkId, gateway, broadcast, hosts }: Claim): Promise<void> {
    if (!(await rereadHosts(networkName(networkId)))) return
    for (const host of hosts) {
      await releaseLease({ server: gateway, broadcast, ...host }).catch((error: unknown) =>
        this.#options.log.debug('lease left to its time', { address: host.address, error }),
      )
    }
  }
}
