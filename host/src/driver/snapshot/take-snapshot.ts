import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault, type HostAnswer, type StoredSnapshot } from '@kilonova/core'
import { type Connect, type Domain } from '@kilonova/libvirt'
import { extractDisk, warmThreads } from '../../images/extract/extract-disk.ts'
import type { Disk, FileOptions } from '../../images/server-files.ts'
import { findDomain } from '../hypervisor/find-domain.ts'
import { powerOf } from '../hypervisor/power-state.ts'
import { type DriverParts, whatFailed } from '../parts.ts'
import { cutCold } from './cut-cold.ts'
import { cutInCeph } from './cut-in-ceph.ts'
import { cutLive } from './cut-live.ts'
import { findDestination } from './destination.ts'
import type { TakeRequest } from './snapshots.ts'
import { imageName, type SnapshotRecord, type SnapshotRecords } from './snapshot-record.ts'

export type Taken = HostAnswer<'takeSnapshot'>

/** What one snapshot is taken with. */
export interface TakeParts {
  readonly parts: DriverParts
  readonly records: SnapshotRecords
}

/**
 * Fixes the content of a server's root disk at one moment. What its guest must wait for is done here, all else in
 * `storeSnapshot`.
 */
export async function takeSnapshot(take: TakeParts, request: TakeRequest, options: FileOptions): Promise<Taken> {
  const { parts } = take
  const { serverId } = request
  const what = whatFailed(serverId, 'snapshotted')
  warmThreads()
  const disks = await parts.files.find(serverId)
  if (disks === undefined) {
    throw new Fault('conflict', `${what}: its disks are not on this host`, { next: 'rebuild it, or delete it' })
  }
  return parts.connection.use(
    what,
    async (connection) => {
      for (;;) {
        const domain = await findDomain(connection, serverId)
        const power = domain === undefined ? 'nostate' : powerOf((await domain.getState(0)).state)
        const guest = {
          domain,
          disk: disks.root,
          on: power === 'running' || power === 'paused',
          running: power === 'running',
        }
        try {
          return await takeNow(take, connection, guest, request, options)
        } catch (error) {
          // A guest that switched itself off meanwhile is read as one that is off.
          if (options.signal.aborted || !guest.on || domain === undefined) throw error
          const now = powerOf((await domain.getState(0)).state)
          if (now !== 'shutdown' && now !== 'crashed') throw error
          parts.log.info('guest went off during its snapshot; its disk is read now', { serverId, error })
        }
      }
    },
    options.signal,
  )
}

interface Guest {
  readonly domain: Domain | undefined
  readonly disk: Disk
  readonly on: boolean
  readonly running: boolean
}

async function takeNow(
  { parts, records }: TakeParts,
  connection: Connect,
  { domain, disk, on, running }: Guest,
  request: TakeRequest,
  options: FileOptions,
): Promise<Taken> {
  const { live } = parts.settings.snapshot
  const { imageId } = request
  const quiesce = running ? request.quiesce : requireNothing(request, on)
  if (disk.rbd !== undefined) {
    const cut = { domain: on ? domain : undefined, disk, quiesce, request }
    return { how: 'clone', ...(await cutInCeph(parts, records, cut, options)) }
  }
  if (domain === undefined || !on) {
    const stored = await readDisk(parts, records, disk, request, options)
    return { how: 'stopped', quiesced: false, ...stored }
  }
  // A logical volume, like all that only the cold way can read, has no copy that runs beside the guest.
  if (live !== 'off' && disk.block !== true) {
    const cut = { domain, disk, how: live, quiesce, request }
    return { how: live, ...(await cutLive(parts, records, connection, cut, options)) }
  }
  const cold = { domain, disk, running, quiesce, imageId }
  const read = (onRead: () => void) => readDisk(parts, records, disk, request, { ...options, onRead })
  const { quiesced, read: stored } = await cutCold(parts, records, connection, cold, read, options)
  // The guest is as before: nothing is to be taken back, and only an image that waits for its upload is kept.
  const record = await records.read(imageId)
  if (stored.stored !== undefined) await records.remove(imageId)
  else if (record !== undefined) await records.write({ ...record, phase: 'cut' })
  return { how: 'cold', quiesced, ...stored }
}

/** The agent of a paused guest can freeze nothing; one that is off has nothing to freeze. */
function requireNothing({ quiesce, serverId }: TakeRequest, on: boolean): 'no' {
  if (quiesce === 'required' && on) {
    throw new Fault(
      'conflict',
      `the file systems of server ${serverId} cannot be frozen while it is paused, and its image asks for that`,
      {
        next: 'unpause it, or stop it, first',
      },
    )
  }
  return 'no'
}

/** Reads a disk that nobody writes: into the store where we reach it, else into a file that is uploaded later. */
async function readDisk(
  parts: DriverParts,
  records: SnapshotRecords,
  disk: Disk,
  request: TakeRequest,
  options: FileOptions & { readonly onRead?: () => void },
): Promise<{ stored?: StoredSnapshot }> {
  const { serverId, imageId } = request
  const destination = await findDestination(request.destinations)
  if ('path' in destination) return { stored: await extractInto(parts, disk, destination.path, request, options) }
  const before = await records.read(imageId)
  const base: SnapshotRecord = before ?? {
    version: 1,
    serverId,
    imageId,
    phase: 'taking',
    at: new Date().toISOString(),
  }
  if (before === undefined) await records.write(base)
  const path = join(records.directoryOf(imageId), imageName)
  await (await open(path, 'w', 0o600)).close()
  const stored = await extractInto(parts, disk, path, request, {
    ...options,
    onRead: () => options.onRead?.(),
  })
  const source = { name: imageName, format: stored.diskFormat, sizeBytes: disk.sizeBytes }
  // Still `taking` for a guest that must go on from its memory: its record is turned into `cut` after that.
  await records.write({ ...base, ...(base.saved === true ? {} : { phase: 'cut' }), source, stored })
  return {}
}

export interface ReadableDisk {
  readonly path: string
  readonly format: 'raw' | 'qcow2'
  readonly sizeBytes: number
}

/** Copies a disk that nobody writes into one standalone file, hashed. */
export async function extractInto(
  parts: DriverParts,
  { path, format, sizeBytes }: ReadableDisk,
  target: string,
  { format: wanted, maxBytes }: Pick<TakeRequest, 'format' | 'maxBytes'>,
  options: FileOptions & { readonly onRead?: () => void },
): Promise<StoredSnapshot> {
  const { imageFormat, compress, bandwidthMiBps } = parts.settings.snapshot
  const diskFormat = wanted ?? (imageFormat === 'source' ? format : imageFormat)
  const extracted = await extractDisk(
    {
      source: { path, format, sizeBytes },
      target,
      format: diskFormat,
      compress: compress && diskFormat === 'qcow2',
      maxBytes,
      bytesPerSec: bandwidthMiBps * 2 ** 20,
    },
    options,
  )
  return { diskFormat, ...extracted }
}
