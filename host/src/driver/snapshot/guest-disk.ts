import { Fault } from '@kilonova/core'
import { allAtPath, atPath, type Domain, parseElement } from '@kilonova/libvirt'
import type { Disk } from '../../images/server-files.ts'

export interface GuestDisk {
  /** As block jobs name it: `vda`. */
  readonly target: string
  /** Whether the guest agent is there and answers, as libvirt last saw it. */
  readonly agentConnected: boolean
}

/** Finds a disk of ours among those of a guest that is on. @throws {Fault} when it has none on that place. */
export async function findGuestDisk(domain: Domain, disk: Disk): Promise<GuestDisk> {
  const guest = parseElement(await domain.getXmlDesc(0))
  const found = allAtPath(guest, 'devices/disk').find((one) => {
    const source = disk.rbd === undefined ? (disk.block === true ? 'source@dev' : 'source@file') : 'source@name'
    return atPath(one, source) === disk.path
  })
  const target = found === undefined ? undefined : atPath(found, 'target@dev')
  if (target === undefined) {
    throw new Fault('conflict', `the guest of server ${domain.uuid} does not run on ${disk.path}`, {
      next: 'reboot the server hard, which defines it anew',
    })
  }
  const agentConnected = allAtPath(guest, 'devices/channel/target').some(
    (one) => one.attributes.get('name') === 'org.qemu.guest_agent.0' && one.attributes.get('state') === 'connected',
  )
  return { target, agentConnected }
}
