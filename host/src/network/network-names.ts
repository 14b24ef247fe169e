/** The libvirt network of a cloud network: `kilonova-` and the first 8 hex digits of its id. */
export const networkName = (networkId: string): string => `kilonova-${networkId.slice(0, 8)}`

/** Its bridge; the kernel allows 15 characters. */
export const bridgeName = (networkId: string): string => `kn${networkId.slice(0, 8)}`

/** A port's tap device, as Nova and Neutron name it. */
export const tapName = (portId: string): string => `tap${portId.slice(0, 11)}`

/** The card of a network's gateway, which is the bridge. */
export const gatewayMac = (networkId: string): string =>
  ['52', '54', '00', networkId.slice(0, 2), networkId.slice(2, 4), networkId.slice(4, 6)].join(':')
