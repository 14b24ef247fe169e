import { Fault } from '@kilonova/core'
import type { Domain } from '@kilonova/libvirt'
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
): Promise<boolean> {
  const { serverId, imageId, format } = request
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
  return quiesced
}
