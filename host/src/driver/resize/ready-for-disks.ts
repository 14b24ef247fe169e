import { join } from 'node:path'
import { type DiskFacts, type DiskOffer, Fault, type Progress, type ServerSpec } from '@kilonova/core'
import type { FileOptions } from '../../images/server-files.ts'
import { spaceAt } from '../../programs/no-space.ts'
import { receiveFile } from '../../transfer/receive-file.ts'
import type { TransferSource } from '../../transfer/transfer-source.ts'
import { type DriverParts, whatFailed } from '../parts.ts'
import { proveDisks } from './disks-in-ceph.ts'
import { baseNameInOffer } from './offer-disks.ts'
import { incoming, placesOf } from './places.ts'
import { type SourcePlace, sourceOf } from './source-of.ts'

export interface ReadyForDisks {
  readonly spec: ServerSpec
  readonly migrationId: string
  /** Absent when source and destination are one host. */
  readonly source?: SourcePlace | undefined
  readonly offer: DiskOffer
}

/** While the guest still runs: is there room, is all here that its disks lie on, and its network? */
export async function readyForDisks(parts: DriverParts, request: ReadyForDisks, options: FileOptions): Promise<void> {
  const { spec, offer, migrationId, source } = request
  const places = placesOf(parts.files, spec.id)
  const mark = await incoming.read(places.incoming)
  if (mark?.migrationId !== migrationId) {
    throw new Fault('conflict', `${whatFailed(spec.id, 'moved')}: this host was not prepared for it`)
  }
  await refuseWithoutRoom(spec, offer, places.incoming, source !== undefined && !offer.shared)
  await proveDisks(parts, { spec, offer, migrationId, places }, options)
  const plugged = parts.networks.plug(spec, options.signal)
  const brought = bringBases(parts, request, mark.ticket, places.incoming, options)
  // Both have ended before anything is said of the one that failed: what is undone next must meet no work.
  const failed = (await Promise.allSettled([plugged, brought])).find((one) => one.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}

async function bringBases(
  parts: DriverParts,
  { spec, offer, migrationId, source }: ReadyForDisks,
  ticket: string,
  directory: string,
  options: FileOptions,
): Promise<void> {
  if (source === undefined || offer.shared || offer.flatten) return
  const from = sourceOf(parts, source, { serverId: spec.id, migrationId, ticket })
  for (const disk of offer.disks) {
    if (disk.backing === undefined || (disk.kind === 'swap' && offer.swapStays)) continue
    if (disk.backing.ofImage) await imageBase(parts, { spec, disk, from }, options)
    else await ownBase(parts, { spec, disk, from, directory }, options)
  }
}

/** @throws {Fault} `noSpace` before anything is stopped. */
async function refuseWithoutRoom(
  spec: ServerSpec,
  offer: DiskOffer,
  directory: string,
  bringsBases: boolean,
): Promise<void> {
  const own = offer.disks.reduce((sum, disk) => sum + disk.diskSizeBytes, 0)
  const comesAlong = ({ backing }: DiskFacts): boolean => bringsBases && (offer.flatten || backing?.ofImage === false)
  const bases = offer.disks.reduce((sum, disk) => sum + (comesAlong(disk) ? (disk.backing?.filledBytes ?? 0) : 0), 0)
  const { freeBytes, mountPoint } = await spaceAt(directory)
  if (own + bases <= freeBytes) return
  const mib = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MiB`
  throw new Fault(
    'noSpace',
    `${whatFailed(spec.id, 'moved')}: its disks have ${mib(own + bases)}, and ${mib(freeBytes)} are free at ${mountPoint}`,
    {
      next: `free space on ${mountPoint} of that host, or choose another host`,
      fields: { neededBytes: own + bases, freeBytes },
    },
  )
}

interface BaseWork {
  readonly spec: ServerSpec
  readonly disk: DiskFacts
  readonly from: TransferSource
}

/** From the cache, a peer or the image service; from the source when the image was deleted. */
async function imageBase(parts: DriverParts, { spec, disk, from }: BaseWork, options: FileOptions): Promise<void> {
  const backing = disk.backing
  if (backing === undefined) return
  const base = await parts.files.base(spec, options, {
    format: backing.format,
    bring: (path, job) => bring(parts, { path, disk, from, filledBytes: backing.filledBytes }, job),
  })
  if (base.format === backing.format) return
  // The overlay says what it lies on: it is told the new format when it has come.
  parts.log.info('the base is kept in another format here', {
    serverId: spec.id,
    here: base.format,
    there: backing.format,
  })
}

/** A base that only the source has, as an empty file system is, comes along and is merged into the disk. */
async function ownBase(
  parts: DriverParts,
  { disk, from, directory }: BaseWork & { readonly directory: string },
  options: FileOptions,
): Promise<void> {
  const path = join(directory, `${disk.name}.base`)
  await bring(parts, { path, disk, from, filledBytes: disk.backing?.filledBytes ?? 0 }, options)
}

async function bring(
  parts: DriverParts,
  work: {
    readonly path: string
    readonly disk: DiskFacts
    readonly from: TransferSource
    readonly filledBytes: number
  },
  { signal, onProgress }: FileOptions,
): Promise<void> {
  let done = 0
  const told = (): Progress => ({
    label: `copying what ${work.disk.name} lies on`,
    done,
    total: Math.max(done, work.filledBytes),
    unit: 'bytes',
  })
  await receiveFile({
    source: work.from,
    name: baseNameInOffer(work.disk),
    path: work.path,
    signal,
    patienceMs: parts.settings.resize.patienceSec * 1000,
    onBytes: (more) => {
      done += more
      onProgress?.(told())
    },
    log: parts.log,
  })
}
