import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { contains, readSubnet, type Subnet } from './ipv4.ts'
import type { CloudNetwork } from './libvirt-network.ts'

const links = '/sys/class/net'

/** What of this host's own links stands against a network; undefined when nothing does. */
export async function linkRefusal(
  network: Pick<CloudNetwork, 'kind' | 'cidr' | 'gateway'>,
  subnet: Subnet,
  bridge: string,
): Promise<string | undefined> {
  if (network.kind === 'flat') return bridgeRefusal(bridge)
  // It runs here already.
  if (existsSync(join(links, bridge))) return undefined
  for (const [name, addresses = []] of Object.entries(networkInterfaces())) {
    for (const { family, address, cidr } of addresses) {
      if (family !== 'IPv4') continue
      const theirs = readSubnet(cidr ?? '')
      if (contains(subnet, address) || (theirs !== undefined && contains(theirs, network.gateway)))
        return `${network.cidr} overlaps with ${cidr ?? address} of its link ${name}`
    }
  }
  return undefined
}

async function bridgeRefusal(bridge: string): Promise<string | undefined> {
  if (!existsSync(join(links, bridge))) return `it has no link ${bridge}`
  if (!existsSync(join(links, bridge, 'bridge'))) return `its link ${bridge} is no bridge`
  const flags = Number(await readFile(join(links, bridge, 'flags'), 'utf8'))
  return (flags & up) === 0 ? `its bridge ${bridge} is down` : undefined
}

/** IFF_UP. */
const up = 1
