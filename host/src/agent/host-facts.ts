import { readFile, statfs } from 'node:fs/promises'
import { loadavg, uptime } from 'node:os'
import { type HostFacts, type HostName, programVersion, protocolVersion } from '@kilonova/core'
import type { HostDescription } from '../driver/hypervisor/read-capabilities.ts'

export interface Surroundings {
  readonly instancesDirectory: string
  readonly guests: number
  /** `CUSTOM_…` of the settings. */
  readonly ownTraits: readonly string[]
  readonly session: string
  readonly bootId: string
  /** Where other hosts reach this one. */
  readonly door: HostFacts['door']
  readonly inController?: boolean
}

/** What the host tells of itself; only the disk is asked anew. */
export async function hostFacts(
  host: HostName,
  description: HostDescription,
  { instancesDirectory, guests, ...life }: Surroundings,
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
    ...(life.door === undefined ? {} : { door: life.door }),
    ...(life.inController ? { inController: true } : {}),
    protocol: protocolVersion,
    version: programVersion,
    hypervisorType: 'QEMU',
    traits: [...new Set([...description.traits, ...life.ownTraits])],
    session: life.session,
    bootId: life.bootId,
    uptimeSec: Math.round(uptime()),
    load: loadavg(),
  }
}

/**
 * Names this life of the machine: the kernel's boot id, and when its first process started, which is another one in a
 * container that was started again.
 */
export async function readBootId(): Promise<string> {
  const [boot, first] = await Promise.all([
    readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => ''),
    readFile('/proc/1/stat', 'utf8').catch(() => ''),
  ])
  // The program's name stands in brackets and may hold blanks; the start is field 22.
  const startedAt = first.slice(first.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  return `${boot.trim()}.${startedAt}`
}
