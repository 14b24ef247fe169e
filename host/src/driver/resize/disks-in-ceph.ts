import {
  type DiskFacts,
  type DiskOffer,
  Fault,
  type FlavorSpec,
  type HostRequest,
  type ServerId,
  type ServerSpec,
} from '@kilonova/core'
import { readManifest } from '../../images/disk-info.ts'
import { type CephDisks, disksInCeph } from '../../images/moving/ceph-disks.ts'
import type { Disk, FileOptions, ServerDisks } from '../../images/server-files.ts'
import { type DriverParts, type OperationOptions, whatFailed } from '../parts.ts'
import { swapStays, wantedBytes, type WantedSizes } from './disk-list.ts'
import { departing, incoming, type Places } from './places.ts'

// A disk in Ceph does not travel: source and destination prove that they open the very same, and what a revert goes back to
// is a snapshot of it.
//
//   source:       probe written ──guest is off, nobody has it open──▶ kept ──brought back, or confirmed──▶ snapshot removed
//   destination:  probe read and removed ──▶ grown; what is made anew has the migration in its name ──▶ started
//
// What is made anew never takes the name of what was there, so that the one can go without the other.

interface CephParts {
  readonly files: { readonly ceph?: CephDisks }
}

/** @throws {Fault} `internal` on a host whose disks are not in Ceph (any more). */
export function cephOf({ files }: CephParts, what: string): CephDisks {
  if (files.ceph !== undefined) return files.ceph
  throw new Fault('internal', `${what}: its disks are in Ceph, and this host has no backend for them any more`, {
    next: 'give the host its settings images.backend and images.rbd again',
  })
}

/** Source, before anything stops. @throws {Fault} `conflict` when the destination keeps its disks elsewhere. */
export function refuseOtherStorage(
  parts: CephParts,
  {
    spec,
    destination,
    ceph: there,
  }: Pick<HostRequest<'offerDisks'>, 'destination' | 'ceph'> & { spec: Pick<ServerSpec, 'id'> },
  { root }: Pick<ServerDisks, 'root'>,
): void {
  const what = whatFailed(spec.id, 'moved')
  const next = 'choose a host that keeps its disks as this one, or make a snapshot of it and a server from that'
  if (root.rbd === undefined) {
    if (there === undefined && parts.files.ceph === undefined) return
    throw new Fault('conflict', `${what}: its disks are files, and ${destination} keeps its disks in Ceph`, { next })
  }
  const { fsid } = cephOf(parts, what).settings
  const { pool } = root.rbd
  if (there === undefined) {
    throw new Fault('conflict', `${what}: its disks are in Ceph, and ${destination} keeps none there`, { next })
  }
  if (there.fsid === fsid && there.pool === pool) return
  throw new Fault(
    'conflict',
    `${what}: its disks are in pool ${pool} of Ceph cluster ${fsid}, those of ${destination} in pool ${there.pool} of ${there.fsid}`,
    { next },
  )
}

const inCeph = (disks: readonly DiskFacts[]): string[] => disks.filter(({ ceph }) => ceph !== undefined).map(pathOf)
const pathOf = ({ path }: { readonly path: string }): string => path

/** Source: what the destination is to find on the disks. */
export async function leaveProbes(
  parts: DriverParts,
  { spec, text }: { readonly spec: ServerSpec; readonly text: string },
  disks: readonly DiskFacts[],
  options: OperationOptions,
): Promise<void> {
  const paths = inCeph(disks)
  if (paths.length === 0) return
  const ceph = cephOf(parts, whatFailed(spec.id, 'moved'))
  await Promise.all(paths.map((path) => ceph.leaveProbe(path, text, options)))
}

/**
 * Destination, before anything stops: it opens the same disks as the source, and may write. Once seen, that is noted: asked
 * again the probes may be gone.
 */
export async function proveDisks(
  parts: DriverParts,
  {
    spec,
    offer,
    migrationId,
    places,
  }: {
    readonly spec: ServerSpec
    readonly offer: DiskOffer
    readonly migrationId: string
    readonly places: Places
  },
  options: OperationOptions,
): Promise<void> {
  const paths = inCeph(offer.disks)
  if (paths.length === 0) return
  const what = whatFailed(spec.id, 'moved')
  const ceph = cephOf(parts, what)
  const mark = await incoming.read(places.incoming)
  if (mark?.migrationId !== migrationId) throw new Fault('conflict', `${what}: this host was not prepared for it`)
  if (mark.seenInCeph !== true) {
    for (const path of paths) {
      const seen = await ceph.readProbe(path, options)
      if (seen !== undefined && seen === mark.probe) continue
      throw new Fault('conflict', `${what}: ${path} of this host is not the disk that its source has open`, {
        next: 'give both hosts the same cluster and pool (images.rbd), or choose another host',
        fields: { path },
      })
    }
    await incoming.write(places.incoming, { ...mark, seenInCeph: true })
  }
  await Promise.all(paths.map((path) => ceph.dropProbe(path, options)))
}

/** Source: the disks in Ceph that stay as they are, since the destination makes others. */
export const leftInCeph = (sizes: WantedSizes, disks: readonly DiskFacts[]): string[] =>
  inCeph(disks.filter((disk) => swapStays(sizes, disk)))

/** Source, with the guest off: what a revert goes back to, of every disk that the destination takes. */
export async function keepDisks(
  parts: DriverParts,
  {
    spec,
    flavor,
    migrationId,
  }: { readonly spec: ServerSpec; readonly flavor: FlavorSpec; readonly migrationId: string },
  disks: readonly DiskFacts[],
  options: OperationOptions,
): Promise<void> {
  const paths = inCeph(disks)
  if (paths.length === 0) return
  const what = whatFailed(spec.id, 'moved')
  const ceph = cephOf(parts, what)
  await ceph.untilUnused(what, paths, options)
  const left = leftInCeph({ ...spec, flavor }, disks)
  const kept = paths.filter((path) => !left.includes(path))
  await Promise.all(kept.map((path) => ceph.keep(path, migrationId, options)))
}

/** Destination: the disk as this host opens it, and as large as the flavor says. */
export async function finishInCeph(
  parts: DriverParts,
  { spec, migrationId }: { readonly spec: ServerSpec; readonly migrationId: string },
  facts: DiskFacts & { readonly ceph: NonNullable<DiskFacts['ceph']> },
  options: FileOptions,
): Promise<Disk> {
  const what = whatFailed(spec.id, 'moved')
  const ceph = cephOf(parts, what)
  const { name, readOnly, device, virtDiskSizeBytes: sizeBytes } = facts
  const disk = ceph.adopt({ name, readOnly, device, sizeBytes }, facts.ceph.image)
  const wanted = device === 'cdrom' ? sizeBytes : wantedBytes(spec, facts)
  if (wanted <= sizeBytes) return disk
  // The source removes it once its guest may run again: from then on nobody else touches the disk.
  if (!(await ceph.hasKept(disk.path, migrationId, options))) {
    throw new Fault('conflict', `${what}: ${disk.path} was taken back by its source meanwhile`)
  }
  return parts.files.backend.grow(disk, wanted, options)
}

/** Before a guest starts on disks that another guest, or a program that died, may have open still. */
export async function untilDisksAreFree(
  parts: DriverParts,
  what: string,
  disks: ServerDisks | undefined,
  options: OperationOptions,
): Promise<void> {
  const paths = disksInCeph(disks).map(pathOf)
  if (paths.length > 0) await cephOf(parts, what).untilUnused(what, paths, options)
}

interface AtSource {
  readonly serverId: ServerId
  readonly migrationId: string
  /** Where the source's record of its disks is. */
  readonly directory: string
}

/** The disks that were kept, by the directory that was put aside. */
async function keptDisks({ directory }: AtSource): Promise<{ kept: string[]; left: readonly string[] }> {
  const [disks, mark] = await Promise.all([readManifest(directory), departing.read(directory)])
  const left = mark?.leftInCeph ?? []
  const kept = disksInCeph(disks).map(pathOf)
  return { kept: kept.filter((path) => !left.includes(path)), left }
}

/** Source: whether each disk can be brought back. */
export async function canBringBack(parts: DriverParts, at: AtSource, options: OperationOptions): Promise<boolean> {
  const { kept } = await keptDisks(at)
  if (kept.length === 0) return true
  const ceph = cephOf(parts, whatFailed(at.serverId, 'restored'))
  const found = await Promise.all(kept.map((path) => ceph.hasKept(path, at.migrationId, options)))
  return found.every((one) => one)
}

/** Source, while its directory is aside still, so that its guest has not run since: the bytes and sizes of before. */
export async function bringBackDisks(parts: DriverParts, at: AtSource, options: OperationOptions): Promise<void> {
  const { kept, left } = await keptDisks(at)
  if (kept.length + left.length === 0) return
  const what = whatFailed(at.serverId, 'restored')
  const ceph = cephOf(parts, what)
  await ceph.untilUnused(what, [...kept, ...left], options)
  await Promise.all(kept.map((path) => ceph.bringBack(path, at.migrationId, options)))
}

/** Source: the snapshots go, and a probe that nobody came to see. */
export async function dropKeptDisks(parts: DriverParts, at: AtSource, options: OperationOptions): Promise<void> {
  const { kept } = await keptDisks(at)
  if (kept.length === 0) return
  const ceph = cephOf(parts, whatFailed(at.serverId, 'restored'))
  await Promise.all(
    kept.flatMap((path) => [ceph.dropKept(path, at.migrationId, options), ceph.dropProbe(path, options)]),
  )
}

/** Source, confirmed: nothing to go back to stays. The server may be gone with all its disks. */
export async function forgetDisks(parts: DriverParts, at: AtSource, options: OperationOptions): Promise<void> {
  const { kept, left } = await keptDisks(at)
  if (kept.length + left.length === 0) return
  const ceph = cephOf(parts, whatFailed(at.serverId, 'confirmed'))
  await Promise.all([
    ...kept.map((path) => ceph.dropKept(path, at.migrationId, options)),
    ...left.map((path) => ceph.remove(path, options)),
  ])
}

/** Destination, given up: what it made anew goes. */
export async function removeMadeDisks(
  parts: DriverParts,
  { serverId, migrationId }: Pick<AtSource, 'serverId' | 'migrationId'>,
  options: OperationOptions,
): Promise<void> {
  const { ceph } = parts.files
  if (ceph === undefined) return
  const made = await ceph.madeBy(serverId, migrationId, options)
  await ceph.untilUnused(whatFailed(serverId, 'taken back'), made, options)
  await Promise.all(made.map((path) => ceph.remove(path, options)))
}
