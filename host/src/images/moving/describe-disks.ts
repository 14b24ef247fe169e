import { open, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { DiskBacking, MovingDisk, ServerSpec } from '@kilonova/core'
import { baseName } from '../cache/base-name.ts'
import { readSidecar } from '../cache/sidecar.ts'
import { backingFileOf } from '../cache/used-bases.ts'
import type { Disk, ServerDisks } from '../server-files.ts'
import { type CephDisks, loginOf } from './ceph-disks.ts'
import { packFile } from './packed-file.ts'

interface DescribeOptions {
  readonly cacheDirectory: string
  readonly signal: AbortSignal
  readonly ceph: CephDisks | undefined
}

/** Every disk of a server as another host must have it, the config drive last. */
export async function describeDisks(
  spec: ServerSpec,
  disks: ServerDisks,
  options: DescribeOptions,
): Promise<MovingDisk[]> {
  const all = [disks.root, ...disks.ephemerals, disks.swap, disks.configDrive].filter((one) => one !== undefined)
  return Promise.all(all.map((disk) => describeDisk(spec, disk, options)))
}

async function describeDisk(
  spec: ServerSpec,
  disk: Disk,
  { cacheDirectory, signal, ceph }: DescribeOptions,
): Promise<MovingDisk> {
  const anywhere = disk.rbd !== undefined
  const { name, format, sizeBytes, readOnly, device } = disk
  const about = { name, format, sizeBytes, readOnly, device, anywhere }
  if (disk.rbd !== undefined && ceph !== undefined) {
    const { pool, image } = disk.rbd
    const watchers = await ceph.watchers(disk.path, { signal })
    const place = { fsid: ceph.settings.fsid, pool, image, login: loginOf(disk.rbd), watchers }
    return { ...about, allocatedBytes: sizeBytes, backing: { kind: 'none' }, ceph: place }
  }
  if (anywhere || disk.block === true) return { ...about, allocatedBytes: sizeBytes, backing: { kind: 'none' } }
  const [facts, backing, clusterSizeBytes] = await Promise.all([
    stat(disk.path),
    format === 'qcow2' ? backingOf(spec, disk.path, cacheDirectory, signal) : ({ kind: 'none' } as const),
    format === 'qcow2' ? clusterSizeOf(disk.path) : undefined,
  ])
  return {
    ...about,
    allocatedBytes: facts.blocks * 512,
    ...(clusterSizeBytes === undefined ? {} : { clusterSizeBytes }),
    backing,
  }
}

const formattedName = /^(ephemeral|swap)_[A-Za-z0-9_.-]+$/

async function backingOf(
  spec: ServerSpec,
  path: string,
  cacheDirectory: string,
  signal: AbortSignal,
): Promise<DiskBacking> {
  const backing = await backingFileOf(path)
  if (backing === undefined) return { kind: 'none' }
  if (dirname(backing) !== cacheDirectory) return { kind: 'other' }
  const name = basename(backing)
  if (name === baseName(spec.image.id)) {
    const sidecar = await readSidecar(backing)
    if (sidecar === undefined) return { kind: 'other' }
    const { source, format, virtualSizeBytes } = sidecar
    return { kind: 'image', sourceSha256: source.sha256, format, virtualSizeBytes }
  }
  if (!formattedName.test(name)) return { kind: 'other' }
  const content = await packFile(backing, signal)
  return content === undefined ? { kind: 'other' } : { kind: 'formatted', name, content }
}

async function clusterSizeOf(path: string): Promise<number | undefined> {
  await using file = await open(path, 'r')
  const { buffer, bytesRead } = await file.read(Buffer.alloc(24), 0, 24, 0)
  return bytesRead < 24 ? undefined : 2 ** buffer.readUInt32BE(20)
}
