import { statfs } from 'node:fs/promises'
import type { HostFacts, HostName } from '@kilonova/core'
import type { HostDescription } from '../driver/hypervisor/read-capabilities.ts'

/** What the host tells of itself; only the disk is asked anew. */
export async function hostFacts(
  host: HostName,
  description: HostDescription,
  instancesDirectory: string,
  guests: number,
  door: HostFacts['door'],
): Promise<HostFacts> {
  const disk = await statfs(instancesDirectory)
  const gib = (blocks: number): number => Math.floor((blocks * disk.bsize) / 2 ** 30)
  return {
    host,
    hypervisorHostname: description.hypervisorHostname,
    architecture: description.architecture,
    libvirtVersion: description.libvirtVersion,
    qemuVersion: description.qemuVersion,
    virtType: description.virtType,
    vcpus: description.cpus,
    memoryMiB: description.memoryMiB,
    diskGiB: gib(disk.blocks),
    freeDiskGiB: gib(disk.bavail),
    cpuModel: description.cpuModel,
    guests,
    ...(door === undefined ? {} : { door }),
  }
}
