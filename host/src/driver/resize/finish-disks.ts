import { rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type DiskFacts, Fault, type ServerSpec, type TransferMode } from '@kilonova/core'
import { virtualSizeOf } from '../../images/disk-info.ts'
import { exists, makeWhole, syncPath } from '../../images/files.ts'
import { backingFileOf } from '../../images/cache/used-bases.ts'
import type { Disk, FileOptions } from '../../images/server-files.ts'
import { convertImage, mergeBacking, renameBacking } from '../../programs/qemu-img.ts'
import type { DriverParts } from '../parts.ts'
import { wantedBytes } from './disk-list.ts'
import { finishInCeph } from './disks-in-ceph.ts'
import { growFileSystem } from './grow-file-system.ts'

export interface FinishDisks {
  readonly spec: ServerSpec
  readonly migrationId: string
  readonly mode: TransferMode
  readonly disks: readonly DiskFacts[]
  /** Where they have arrived; nobody else knows of it yet. */
  readonly directory: string
}

/**
 * Makes of disks as they came what the server's flavor and this host's backend want, then what is missing. Every step
 * looks at what is there, so that all of it may run again after a crash.
 */
export async function finishDisks(parts: DriverParts, work: FinishDisks, options: FileOptions): Promise<void> {
  const { spec, directory } = work
  const kept = work.disks.filter((disk) => disk.kind !== 'swap' || wantedBytes(spec, disk) === disk.virtDiskSizeBytes)
  const done: { kind: DiskFacts['kind']; disk: Disk }[] = []
  for (const facts of kept) done.push({ kind: facts.kind, disk: await finishDisk(parts, work, facts, options) })
  const ofKind = (kind: DiskFacts['kind']): Disk[] => done.filter((one) => one.kind === kind).map(({ disk }) => disk)
  const [root] = ofKind('root')
  if (root === undefined) throw new Fault('conflict', `server ${spec.id} came without a root disk`)
  const [swap] = ofKind('swap')
  const [configDrive] = ofKind('configDrive')
  await parts.files.complete(
    spec,
    {
      directory,
      migrationId: work.migrationId,
      root,
      ephemerals: ofKind('ephemeral'),
      ...(swap === undefined ? {} : { swap }),
      ...(configDrive === undefined ? {} : { configDrive }),
    },
    options,
  )
}

async function finishDisk(
  parts: DriverParts,
  work: FinishDisks,
  facts: DiskFacts,
  options: FileOptions,
): Promise<Disk> {
  const { spec, mode, directory } = work
  if (facts.ceph !== undefined) return finishInCeph(parts, work, { ...facts, ceph: facts.ceph }, options)
  const path = join(directory, facts.name)
  const isPlain = facts.kind === 'configDrive' || facts.device === 'cdrom'
  if (facts.format === 'qcow2' && mode === 'overlay') await settleBacking(parts, work, facts, path, options)
  if (facts.format === 'raw' && !isPlain && parts.files.backend.kind === 'qcow2') {
    await rawToQcow2(path, facts.virtDiskSizeBytes, options)
  }
  const format = facts.format === 'raw' && (isPlain || parts.files.backend.kind !== 'qcow2') ? 'raw' : 'qcow2'
  const disk: Disk = {
    name: facts.name,
    path,
    format,
    sizeBytes: await virtualSizeOf(path, format),
    readOnly: facts.readOnly,
    device: facts.device,
  }
  const wanted = isPlain ? disk.sizeBytes : wantedBytes(spec, facts)
  if (wanted <= facts.virtDiskSizeBytes) return disk
  // One that was grown before a crash is asked for its file system again.
  return growFileSystem(parts, disk, Math.max(wanted, disk.sizeBytes), options)
}

/** The overlay lies on this host's copy of its base; on a base that only its source had it lies no more. */
async function settleBacking(
  parts: DriverParts,
  { spec, directory }: FinishDisks,
  facts: DiskFacts,
  path: string,
  options: FileOptions,
): Promise<void> {
  const { backing } = facts
  if (backing === undefined) return
  const names = await backingFileOf(path)
  if (names === undefined) return // Merged already.
  if (backing.ofImage) {
    const base = await parts.files.base(spec, options)
    if (names !== base.path || backing.format !== base.format) await renameBacking(path, base, options)
    return
  }
  const base = join(directory, `${facts.name}.base`)
  await renameBacking(path, { path: base, format: backing.format }, options)
  await mergeBacking(path, facts.virtDiskSizeBytes, options)
  await syncPath(path)
}

/**
 * The raw file keeps another name until the server is settled: nobody can then take the one for the other, whenever this
 * is cut short.
 */
async function rawToQcow2(path: string, virtualSizeBytes: number, { signal }: FileOptions): Promise<void> {
  const raw = `${path}.arrived`
  if (!(await exists(raw))) await rename(path, raw)
  if (await exists(path)) return
  await makeWhole(path, async (partial) => {
    await convertImage(
      { from: { path: raw, format: 'raw' }, to: { path: partial, format: 'qcow2' }, virtualSizeBytes },
      { signal },
    )
    await syncPath(partial)
  })
  await stat(path)
}
