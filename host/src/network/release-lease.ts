import { createSocket } from 'node:dgram'
import { randomBytes } from 'node:crypto'

export interface LeaseToRelease {
  /** The network's own address, which is dnsmasq's. */
  readonly server: string
  /** The network's broadcast address. */
  readonly broadcast: string
  readonly address: string
  readonly mac: string
}

/**
 * Gives a DHCP lease back in the guest's stead: a guest whose power is cut never does, and dnsmasq would refuse its
 * address to the next guest until the lease ran out. The message is sent to the bridge's broadcast address, which the
 * kernel also hands to dnsmasq as if it came in by the bridge; dnsmasq hears nothing from the loopback device.
 * It is UDP: there is no answer, and losing it only leaves the lease to its time.
 */
export async function releaseLease(lease: LeaseToRelease): Promise<void> {
  const socket = createSocket({ type: 'udp4', reuseAddr: true })
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject)
      socket.bind({ address: lease.server, port: 0 }, () => {
        socket.setBroadcast(true)
        socket.send(dhcpRelease(lease), 67, lease.broadcast, (error) => (error === null ? resolve() : reject(error)))
      })
    })
  } finally {
    socket.close()
  }
}

const ethernet = 1
const releaseType = 7
const magicCookie = [99, 130, 83, 99]

/** The DHCPRELEASE of RFC 2131, table 5. */
export function dhcpRelease({ server, address, mac }: LeaseToRelease): Uint8Array {
  const message = Buffer.alloc(300)
  message.set([1, ethernet, 6, 0], 0)
  message.set(randomBytes(4), 4)
  message.set(octets(address), 12)
  message.set(
    mac.split(':').map((part) => Number.parseInt(part, 16)),
    28,
  )
  message.set(magicCookie, 236)
  message.set([53, 1, releaseType, 54, 4, ...octets(server), 255], 240)
  return message
}

const octets = (address: string): number[] => address.split('.').map(Number)
