/** An IPv4 address as a number, for sums on subnets. */
export function addressToNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
}

export function numberToAddress(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.')
}

export interface SubnetPlan {
  readonly cidr: string
  readonly gateway: string
  readonly poolStart: string
  readonly poolEnd: string
}

/** The usual plan of a subnet: the first address is the gateway, the others but the broadcast are given out. */
export function planSubnet(cidr: string): SubnetPlan {
  const [base = '', bits = '24'] = cidr.split('/')
  const size = 2 ** (32 - Number(bits))
  const first = Math.floor(addressToNumber(base) / size) * size
  return {
    cidr: `${numberToAddress(first)}/${bits}`,
    gateway: numberToAddress(first + 1),
    poolStart: numberToAddress(first + 2),
    poolEnd: numberToAddress(first + size - 2),
  }
}
