/** An IPv4 subnet, read from `10.42.0.0/24`. */
export interface Subnet {
  readonly network: string
  readonly netmask: string
  readonly broadcast: string
  readonly prefix: number
}

/** @returns undefined when the text is no IPv4 subnet with room for hosts. */
export function readSubnet(cidr: string): Subnet | undefined {
  const match = /^([0-9.]+)\/([0-9]{1,2})$/.exec(cidr)
  const address = readAddress(match?.[1] ?? '')
  const prefix = Number(match?.[2])
  if (address === undefined || prefix < 1 || prefix > 30) return undefined
  const mask = (0xffff_ffff << (32 - prefix)) >>> 0
  const network = (address & mask) >>> 0
  return {
    network: writeAddress(network),
    netmask: writeAddress(mask),
    broadcast: writeAddress((network | ~mask) >>> 0),
    prefix,
  }
}

export function readAddress(text: string): number | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9][0-9]{0,2})$/.test(part) && Number(part) < 256))
    return undefined
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0)
}

const writeAddress = (value: number): string => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff).join('.')

export function contains(subnet: Subnet, address: string): boolean {
  const value = readAddress(address)
  const mask = readAddress(subnet.netmask)
  return value !== undefined && mask !== undefined && writeAddress((value & mask) >>> 0) === subnet.network
}
