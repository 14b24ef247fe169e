import { chmod, chown, link, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault, type StoredSnapshot } from '@kilonova/core'
import { imagesInCeph } from '../../images/extract/ceph-images.ts'
import { checkSize, hashWhenWritten, hashWhole } from '../../images/extract/extract-disk.ts'
import type { FileOptions } from '../../images/server-files.ts'
import { uploadImage } from '../../images/upload-image.ts'
import { whatFailed } from '../parts.ts'
import { cephOf } from './cut-in-ceph.ts'
import { findDestination } from './destination.ts'
import { imageName, type SnapshotRecord } from './snapshot-record.ts'
import type { StoreRequest } from './snapshots.ts'
import { extractInto, type TakeParts } from './take-snapshot.ts'

/** Brings what `takeSnapshot` fixed into the image store; nothing of the guest is touched. */
export async function storeSnapshot(
  take: TakeParts,
  request: StoreRequest,
  options: FileOptions,
): Promise<StoredSnapshot> {
  const { parts, records } = take
  const { serverId, imageId } = request
  const record = await records.read(imageId)
  if (record === undefined || record.phase !== 'cut') {
    throw new Fault(
      'conflict',
      `${whatFailed(serverId, 'snapshotted')}: what was fixed of its disk is gone from this host`,
      {
        next: 'take the snapshot again',
      },
    )
  }
  const destination = await findDestination(request.destinations)
  if ('path' in destination) return intoFile(take, record, destination.path, request, options)
  const path = join(records.directoryOf(imageId), imageName)
  let { stored } = record
  if (stored === undefined) {
    if (record.whole !== true) await (await open(path, 'w', 0o600)).close()
    stored = await intoFile(take, record, path, request, options)
    await records.write({ ...record, stored })
  }
  const membership = parts.membership()
  const tls = membership && { authority: membership.authority, ...membership.own }
  await uploadImage({ path, stored, urls: destination.urls, imageId, tls, log: parts.log }, options)
  return stored
}

async function intoFile(
  { parts, records }: TakeParts,
  record: SnapshotRecord,
  target: string,
  request: StoreRequest,
  options: FileOptions,
): Promise<StoredSnapshot> {
  const { source, cephSnapshot } = record
  if (source === undefined) throw new Error(`the record of snapshot ${record.imageId} names no source`)
  if (cephSnapshot !== undefined) {
    const { sizeBytes } = source
    const { imageFormat, compress, bandwidthMiBps: mibPerSec } = parts.settings.snapshot
    const diskFormat = record.format ?? (imageFormat === 'source' ? 'raw' : imageFormat)
    if (diskFormat === 'raw') checkSize(sizeBytes, request)
    let from = cephSnapshot
    if (record.imageInCeph === true) {
      const images = imagesInCeph(parts.settings.images.rbd)
      await images.make(record.imageId, cephSnapshot, options)
      from = images.sourceOf(record.imageId)
    }
    const how = { format: diskFormat, compress: compress && diskFormat === 'qcow2', mibPerSec }
    const extracted = await hashWhenWritten(target, options, async () => {
      await cephOf(parts).convertTo(from, target, how, options)
      checkSize((await stat(target)).size, request)
      return sizeBytes
    })
    return { diskFormat, ...extracted }
  }
  const directory = records.directoryOf(record.imageId)
  const path = join(directory, source.name)
  if (record.whole === true && (path === target || (await linkInto(directory, path, target)))) {
    checkSize((await stat(target)).size, request)
    const bytesPerSec = parts.settings.snapshot.bandwidthMiBps * 2 ** 20
    const virtualSizeBytes = Math.ceil(source.sizeBytes / 512) * 512
    return { diskFormat: source.format, ...(await hashWhole(target, virtualSizeBytes, bytesPerSec, options)) }
  }
  const wanted = record.format === undefined ? request : { ...request, format: record.format }
  return extractInto(parts, { ...source, path }, target, wanted, options)
}

/**
 * Puts a file in the place of the store's, without a copy. It keeps its first name too, so that this bears repeating.
 * @returns false when the store is another file system, or on one that has no second names.
 */
async function linkInto(directory: string, path: string, target: string): Promise<boolean> {
  const passing = join(directory, 'linked')
  await rm(passing, { force: true })
  try {
    await link(path, passing)
    const { uid, gid, mode } = await stat(target)
    await chown(passing, uid, gid)
    await chmod(passing, mode & 0o777)
    await rename(passing, target)
    await rm(passing, { force: true }) // two names of one file are not renamed
    return true
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EXDEV' || code === 'EPERM' || code === 'ENOTSUP') return false
    throw error
  }
}
