import { type DiskFacts, Fault, type ServerSpec } from '@kilonova/core'
import { readManifest } from '../../images/disk-info.ts'
import { type DriverParts, whatFailed } from '../parts.ts'
import { listDisks } from './disk-list.ts'

/** The disks of a server that moves, by the record in one of its directories. */
export async function disksIn(parts: DriverParts, spec: ServerSpec, directory: string): Promise<DiskFacts[]> {
  const disks = await readManifest(directory)
  if (disks === undefined) {
    throw new Fault('conflict', `${whatFailed(spec.id, 'moved')}: ${directory} has no record of its disks`)
  }
  return listDisks(spec, disks, parts.files.ceph)
}
