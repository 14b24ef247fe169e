import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { NetworkId, ServerId } from '@kilonova/core'

export interface DhcpHost {
  readonly mac: string
  readonly address: string
}

/**
 * The fixed addresses of one host's networks, as files that dnsmasq watches (`dhcp-hostsdir`): one directory for each
 * network, one file for each server. libvirt's own way, a live update of the network, has it run `iptables` some
 * eighty times for each entry; a file is there at once.
 */
export class DhcpHosts {
  readonly #directory: string
  readonly #leaseMinutes: number

  constructor(directory: string, leaseMinutes: number) {
    this.#directory = directory
    this.#leaseMinutes = leaseMinutes
  }

  directoryOf(networkId: NetworkId): string {
    return join(this.#directory, networkId)
  }

  /** Makes the network's directory, readable for dnsmasq, which has given its rights up by then. */
  async prepare(networkId: NetworkId): Promise<void> {
    await mkdir(this.directoryOf(networkId), { recursive: true, mode: 0o755 })
    await Promise.all([chmod(this.#directory, 0o755), chmod(this.directoryOf(networkId), 0o755)])
  }

  async add(networkId: NetworkId, serverId: ServerId, hosts: readonly DhcpHost[]): Promise<void> {
    await this.prepare(networkId)
    const text = hosts.map((host) => `${host.mac},${host.address},${this.#leaseMinutes}m\n`).join('')
    const path = join(this.directoryOf(networkId), serverId)
    if ((await readFile(path, 'utf8').catch(() => undefined)) === text) return
    // dnsmasq leaves files out whose name begins with a dot; the rename is what it sees.
    const unfinished = join(this.directoryOf(networkId), `.${serverId}`)
    await writeFile(unfinished, text, { mode: 0o644 })
    await rename(unfinished, path)
  }

  async remove(networkId: NetworkId, serverId: ServerId): Promise<void> {
    await rm(join(this.directoryOf(networkId), serverId), { force: true })
  }

  async drop(networkId: NetworkId): Promise<void> {
    await rm(this.directoryOf(networkId), { recursive: true, force: true })
  }
}

/**
 * Has a network's dnsmasq read its files anew, so that it forgets the removed ones. Best effort: what it still
 * remembers gives an address to nobody else.
 * @param network libvirt's name of it, by which libvirt names the pid file.
 */
export async function rereadHosts(network: string, runDirectory = '/run/libvirt/network'): Promise<boolean> {
  try {
    const pid = Number(await readFile(join(runDirectory, `${network}.pid`), 'utf8'))
    const program = (await readFile(`/proc/${pid}/comm`, 'utf8')).trim()
    if (program !== 'dnsmasq') return false
    process.kill(pid, 'SIGHUP')
    return true
  } catch {
    return false
  }
}
