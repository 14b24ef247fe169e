import { networkInterfaces } from 'node:os'

/** Links of guests and of containers: no other machine is reached by their addresses. */
const inner = /^(lo|virbr|vnet|tap|kn|docker|veth|br-|cni|flannel|vxlan)/

/** This machine's addresses that others can reach, IPv4 first. */
export function ownAddresses(): string[] {
  const all = Object.entries(networkInterfaces())
    .filter(([name]) => !inner.test(name))
    .flatMap(([, addresses]) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:') && !address.startsWith('169.254.'))
  return [...all.filter(({ family }) => family === 'IPv4'), ...all.filter(({ family }) => family === 'IPv6')].map(
    ({ address }) => address,
  )
}
