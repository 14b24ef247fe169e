import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { type DiskFacts, Fault, type ServerSpec } from '@kilonova/core'
import { baseName } from '../../images/cache/base-name.ts'
import { backingFileOf, backingFormatOf } from '../../images/cache/used-bases.ts'
import type { CephDisks } from '../../images/moving/ceph-disks.ts'
import type { Disk, ServerDisks } from '../../images/server-files.ts'

/** The disks of a server as they lie here, whichever of its directories they are in, or in Ceph. */
export async function listDisks(
  spec: ServerSpec,
  disks: ServerDisks,
  ceph: CephDisks | undefined,
): Promise<DiskFacts[]> {
  const kinds = [
    ['root', disks.root] as const,
    ...disks.ephemerals.map((disk) => ['ephemeral', disk] as const),
    ['swap', disks.swap] as const,
    ['configDrive', disks.configDrive] as const,
  ]
  const facts: DiskFacts[] = []
  for (const [kind, disk] of kinds)
    if (disk !== undefined) facts.push(cephFacts(kind, disk, ceph) ?? (await factsOf(spec, kind, disk)))
  return facts
}

/** It takes nothing of any host's file system. */
function cephFacts(kind: DiskFacts['kind'], disk: Disk, ceph: CephDisks | undefined): DiskFacts | undefined {
  if (disk.rbd === undefined || ceph === undefined) return undefined
  const { name, path, format, readOnly, device, rbd } = disk
  return {
    ...{ name, kind, path, format, readOnly, device },
    virtDiskSizeBytes: disk.sizeBytes,
    diskSizeBytes: 0,
    overCommittedDiskSizeBytes: 0,
    ceph: { fsid: ceph.settings.fsid, pool: rbd.pool, image: rbd.image },
  }
}

async function factsOf(spec: ServerSpec, kind: DiskFacts['kind'], disk: Disk): Promise<DiskFacts> {
  const diskSizeBytes = await allocatedBytes(disk.path)
  const backing = disk.format === 'qcow2' ? await backingFileOf(disk.path) : undefined
  const ofImage = kind === 'root' && backing !== undefined && basename(backing) === baseName(spec.image.id)
  return {
    name: disk.name,
    kind,
    path: disk.path,
    format: disk.format,
    readOnly: disk.readOnly,
    device: disk.device,
    virtDiskSizeBytes: disk.sizeBytes,
    diskSizeBytes,
    overCommittedDiskSizeBytes: Math.max(0, disk.sizeBytes - diskSizeBytes),
    ...(backing === undefined ? {} : { backing: await backingFacts(disk.path, backing, ofImage) }),
  }
}

async function backingFacts(disk: string, path: string, ofImage: boolean): Promise<NonNullable<DiskFacts['backing']>> {
  const format = await backingFormatOf(disk)
  if (format === undefined) {
    throw new Fault('conflict', `${disk} does not say which format ${path} has: nobody guesses it`, {
      next: 'name it with `qemu-img rebase -u`, with the server off',
    })
  }
  const below = format === 'qcow2' ? await backingFileOf(path) : undefined
  if (below !== undefined) {
    throw new Fault('conflict', `${path} lies on ${below}: a chain of more than one base does not move`, {
      next: 'make a snapshot of the server, and a server from it',
    })
  }
  return { path, format, ofImage, filledBytes: await allocatedBytes(path) }
}

const allocatedBytes = async (path: string): Promise<number> => (await stat(path)).blocks * 512

const gib = 2 ** 30
const mib = 2 ** 20

/** What says how large disks are: the flavor, and the block device mapping that the server was made with. */
export type WantedSizes = Pick<ServerSpec, 'flavor' | 'localDisks'>

/**
 * How large a disk becomes, in bytes. A root of 0 GiB stays as large as it is; ephemeral disks and swap that were mapped when
 * the server was made keep their sizes, whatever more the flavor would give.
 */
export function wantedBytes({ flavor, localDisks }: WantedSizes, disk: DiskFacts): number {
  switch (disk.kind) {
    case 'root':
      return flavor.rootGiB === 0 ? disk.virtDiskSizeBytes : flavor.rootGiB * gib
    case 'ephemeral':
      return localDisks === undefined ? flavor.ephemeralGiB * gib : disk.virtDiskSizeBytes
    case 'swap':
      return (localDisks?.swapMiB ?? flavor.swapMiB) * mib
    case 'configDrive':
      return disk.virtDiskSizeBytes
    default:
      return disk.kind satisfies never
  }
}

/** @throws {Fault} `invalid` naming the disk and both sizes: what lies beyond the new end would be lost. */
export function refuseShrinking(sizes: WantedSizes, disks: readonly DiskFacts[]): void {
  for (const disk of disks) {
    if (disk.kind === 'swap') continue // Made anew: nothing in it is kept.
    const wanted = wantedBytes(sizes, disk)
    if (wanted < disk.virtDiskSizeBytes) refuse(sizes, disk.name, disk.virtDiskSizeBytes, wanted)
  }
  if (sizes.localDisks === undefined) return
  const ephemerals = disks.filter((disk) => disk.kind === 'ephemeral')
  const together = ephemerals.reduce((sum, disk) => sum + disk.virtDiskSizeBytes, 0)
  const wanted = sizes.flavor.ephemeralGiB * gib
  const names = ephemerals.map((disk) => disk.name).join(', ')
  if (wanted < together) refuse(sizes, names, together, wanted)
}

function refuse({ flavor }: WantedSizes, disk: string, sizeBytes: number, wanted: number): never {
  throw new Fault(
    'invalid',
    `disk ${disk} has ${sizeText(sizeBytes)}, flavor ${flavor.name} gives it ${sizeText(wanted)}: a disk is never made smaller`,
    { next: 'choose a flavor with at least that much disk', fields: { disk, sizeBytes, wantedBytes: wanted } },
  )
}

const sizeText = (bytes: number): string =>
  bytes % gib === 0 ? `${bytes / gib} GiB` : `${Number((bytes / mib).toFixed(2))} MiB`

/** A swap disk whose size changes is made anew at its new place. */
export const swapStays = (sizes: WantedSizes, disk: DiskFacts): boolean =>
  disk.kind === 'swap' && wantedBytes(sizes, disk) !== disk.virtDiskSizeBytes
