import { Fault } from '@kilonova/core'
import type { Domain } from '@kilonova/libvirt'
import { imagesInCeph } from '../../images/extract/ceph-images.ts'
import { CephSnapshots } from '../../images/extract/ceph-snapshot.ts'
import type { Disk, FileOptions } from '../../images/server-files.ts'
import type { DriverParts } from '../parts.ts'
import { findGuestDisk } from './guest-disk.ts'
import { atRest, cannotFreeze, type Quiesce } from './quiesce.ts'
import type { TakeRequest } from './snapshots.ts'
import type { SnapshotRecord, SnapshotRecords } from './snapshot-record.ts'

export interface CephCut {
  /** The guest, when it is on. */
  readonly domain: Domain | undefined
  readonly disk: Disk
  readonly quiesce: Quiesce
  readonly request: TakeRequest
}

/** The snapshots of this host's cluster. */
export function cephOf(parts: DriverParts): CephSnapshots {
  const { rbd } = parts.settings.images
  if (rbd === undefined) throw new Fault('internal', 'a disk is in Ceph, and this host has no images.rbd settings')
  return new CephSnapshots(rbd)
}

/** Ceph fixes a disk by itself, without a copy: the guest only waits for its own file systems, if at all. */
export async function cutInCeph(
  parts: DriverParts,
  records: SnapshotRecords,
  { domain, disk, quiesce, request }: CephCut,
  options: FileOptions,
): Promise<{ quiesced: boolean; cephPlace?: string }> {
  const { serverId, imageId, format } = request
  const cephPlace = placeInCeph(parts, request)
  const agent = domain !== undefined && quiesce !== 'no' && (await findGuestDisk(domain, disk)).agentConnected
  if (quiesce === 'required' && !agent) throw cannotFreeze(serverId)
  const cephSnapshot = `${disk.path}@${imageId}`
  const record: SnapshotRecord = {
    version: 1,
    serverId,
    imageId,
    phase: 'taking',
    at: new Date().toISOString(),
    cephSnapshot,
    ...(cephPlace === undefined ? {} : { imageInCeph: true }),
    source: { name: cephSnapshot, format: 'raw', sizeBytes: disk.sizeBytes },
    ...(format === undefined ? {} : { format }),
    ...(agent ? { frozen: true } : {}),
  }
  await records.write(record)
  const cut = (): Promise<void> => cephOf(parts).make(cephSnapshot, options)
  let quiesced = false
  if (agent && domain !== undefined) quiesced = await atRest(domain, quiesce, parts.log, cut)
  else await cut()
  await records.write({ ...record, phase: 'cut' })
  return { quiesced, ...(cephPlace === undefined ? {} : { cephPlace }) }
}

/** Only raw images are cloned, and one whose format the store says is not for servers' disks alone. */
function placeInCeph({ settings }: DriverParts, { imageId, format }: TakeRequest): string | undefined {
  const { rbd } = settings.images
  if (rbd?.imagesPool === undefined || format !== undefined || settings.snapshot.imageFormat === 'qcow2')
    return undefined
  return imagesInCeph(rbd).placeOf(imageId)
}
