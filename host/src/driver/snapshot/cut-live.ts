import { open, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '@kilonova/core'
import {
  type Connect,
  type Domain,
  DomainBlockCopyFlags as Copy,
  DomainBlockRebaseFlags as Rebase,
  DomainUndefineFlagsValues as Undefine,
  DomainXmlFlags,
  el,
  printXml,
} from '@kilonova/libvirt'
import { writeEmptyQcow2 } from '../../images/backends/write-qcow2.ts'
import { readBacking } from '../../images/extract/backing.ts'
import type { Disk, FileOptions } from '../../images/server-files.ts'
import { createQcow2 } from '../../programs/qemu-img.ts'
import type { DriverParts } from '../parts.ts'
import { abortBlockJob, BlockCopy } from './block-copy.ts'
import { findGuestDisk } from './guest-disk.ts'
import { atRest, cannotFreeze, type Quiesce } from './quiesce.ts'
import { defineAgain, restoreGuest } from './restore-guest.ts'
import { imageName, type SnapshotRecord, type SnapshotRecords } from './snapshot-record.ts'
import type { TakeRequest } from './snapshots.ts'

export interface LiveCut {
  readonly domain: Domain
  readonly disk: Disk
  readonly how: 'copy' | 'rebase'
  readonly quiesce: Quiesce
  readonly request: Pick<TakeRequest, 'imageId' | 'format'>
}

const deltaName = 'delta'
/** QEMU's default. */
const clusterSizeBytes = 65_536

/**
 * Fixes the disk of a guest that is on, while it goes on: it is mirrored until both are in step, then the mirror is ended.
 *
 * `copy` mirrors all of it, base included, into what is the image itself when it has the disk's format and no limit is set.
 * Otherwise, and with `rebase`, only what the disk has over its base goes into a delta. `rebase` is the older call, which
 * libvirt takes for guests without a definition only: it is taken away after it was put on stable storage, and given back
 * whatever happens. `copy` leaves it alone.
 */
export async function cutLive(
  parts: DriverParts,
  records: SnapshotRecords,
  connection: Connect,
  live: LiveCut,
  options: FileOptions,
): Promise<{ quiesced: boolean }> {
  const { domain, disk, request } = live
  const { imageId, format } = request
  const { target, agentConnected } = await findGuestDisk(domain, disk)
  if (live.quiesce === 'required' && !agentConnected) throw cannotFreeze(domain.uuid)
  const withFreeze = live.quiesce !== 'no' && agentConnected
  const record: SnapshotRecord = {
    version: 1,
    serverId: domain.uuid as SnapshotRecord['serverId'],
    imageId,
    phase: 'taking',
    at: new Date().toISOString(),
    target,
    ...(format === undefined ? {} : { format }),
    ...(withFreeze ? { frozen: true } : {}),
    ...(live.how === 'rebase' ? { definition: await definitionOf(domain) } : {}),
  }
  await abortBlockJob(domain, target) // a stale one of whoever was here before
  await records.write(record)
  const whole = live.how === 'copy' && isItsImage(parts, disk, format)
  const name = whole ? imageName : deltaName
  const delta = join(records.directoryOf(imageId), name)
  try {
    const shallow = await makeDelta(delta, disk, whole, options)
    const quiesced = await mirror(
      parts,
      connection,
      live,
      { ...record, target },
      { delta, shallow, withFreeze },
      options,
    )
    const source = { name, format: disk.format, sizeBytes: disk.sizeBytes }
    await records.write({ ...record, phase: 'cut', source, ...(whole ? { whole } : {}) })
    return { quiesced }
  } catch (error) {
    const failure = await explainBreak(error, records.directoryOf(imageId))
    await restoreGuest(parts, record).then(
      () => records.remove(imageId),
      (later: unknown) =>
        parts.log.error('a guest is not yet as it was before its snapshot; tried again when libvirt is back', {
          serverId: domain.uuid,
          error: later,
        }),
    )
    throw failure
  }
}

async function definitionOf(domain: Domain): Promise<string> {
  return domain.getXmlDesc(DomainXmlFlags.VIR_DOMAIN_XML_INACTIVE | DomainXmlFlags.VIR_DOMAIN_XML_SECURE)
}

/**
 * Whether a copy of the whole disk is to be the image. Not at a limited pace: the guest's own QEMU, which reads the base
 * too then, would be at it for hours.
 */
function isItsImage({ settings }: DriverParts, disk: Disk, wanted: 'raw' | 'qcow2' | undefined): boolean {
  const { imageFormat, compress, bandwidthMiBps } = settings.snapshot
  if (bandwidthMiBps > 0) return false
  const format = wanted ?? (imageFormat === 'source' ? disk.format : imageFormat)
  return format === disk.format && !(compress && format === 'qcow2')
}

/** @returns whether it stands on the disk's own base, so that only what lies above that is copied. */
async function makeDelta(path: string, disk: Disk, whole: boolean, { signal }: FileOptions): Promise<boolean> {
  if (disk.format === 'raw') {
    await using file = await open(path, 'wx', 0o600)
    await file.truncate(disk.sizeBytes)
    return false
  }
  const backing = whole ? undefined : await readBacking(disk.path)
  const wanted = { sizeBytes: disk.sizeBytes, clusterSizeBytes, ...(backing === undefined ? {} : { backing }) }
  if (!(await writeEmptyQcow2(path, wanted, 0o600))) await createQcow2({ path, ...wanted }, { signal })
  return backing !== undefined
}

interface Mirror {
  readonly delta: string
  readonly shallow: boolean
  readonly withFreeze: boolean
}

async function mirror(
  parts: DriverParts,
  connection: Connect,
  { domain, how, quiesce, disk }: LiveCut,
  record: SnapshotRecord & { readonly target: string },
  { delta, shallow, withFreeze }: Mirror,
  { signal, onProgress }: FileOptions,
): Promise<boolean> {
  const { target } = record
  const bandwidthMiBps = parts.settings.snapshot.bandwidthMiBps
  await using copy = await BlockCopy.follow(connection, domain, target)
  signal.throwIfAborted()
  if (how === 'rebase') {
    await domain.undefineFlags(Undefine.VIR_DOMAIN_UNDEFINE_KEEP_NVRAM | Undefine.VIR_DOMAIN_UNDEFINE_KEEP_TPM)
    const flags = Rebase.VIR_DOMAIN_BLOCK_REBASE_COPY | Rebase.VIR_DOMAIN_BLOCK_REBASE_REUSE_EXT
    await domain.blockRebase(
      target,
      delta,
      bandwidthMiBps,
      flags | (shallow ? Rebase.VIR_DOMAIN_BLOCK_REBASE_SHALLOW : 0),
    )
  } else {
    const place = el('disk', { type: 'file' }, el('source', { file: delta }), el('driver', { type: disk.format }))
    const flags = Copy.VIR_DOMAIN_BLOCK_COPY_REUSE_EXT | Copy.VIR_DOMAIN_BLOCK_COPY_TRANSIENT_JOB
    const limit = bandwidthMiBps === 0 ? {} : { bandwidth: bandwidthMiBps * 2 ** 20 }
    await domain.blockCopy(target, printXml(place), limit, flags | (shallow ? Copy.VIR_DOMAIN_BLOCK_COPY_SHALLOW : 0))
  }
  await copy.untilReady(signal, onProgress)
  let quiesced = false
  if (withFreeze) quiesced = await atRest(domain, quiesce, parts.log, () => copy.cut())
  else await copy.cut()
  await defineAgain(connection, domain, record)
  return quiesced
}

/** QEMU says only that the copy broke off; a full file system is the reason that can be seen from here. */
async function explainBreak(error: unknown, directory: string): Promise<unknown> {
  const { bavail, bsize } = await statfs(directory)
  if (!(error instanceof Fault) || error.kind !== 'hypervisorRefused' || bavail * bsize > 2 * 2 ** 20) return error
  return new Fault('noSpace', `the file system of ${directory} is full: no snapshot was taken, and the guest runs on`, {
    cause: error,
    next: 'free space on the host, or take the snapshot while the server is off',
    fields: { freeBytes: bavail * bsize },
  })
}
