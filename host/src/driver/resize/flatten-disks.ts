import { rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { DiskFacts } from '@kilonova/core'
import { exists, makeDirectory, makeWhole, removePartials, syncPath } from '../../images/files.ts'
import type { FileOptions } from '../../images/server-files.ts'
import { convertImage } from '../../programs/qemu-img.ts'
import { runProgram } from '../../programs/run-program.ts'
import { pushFile } from '../../transfer/push-file.ts'
import type { DriverParts } from '../parts.ts'
import type { MigrateDisks } from './migrate-disks.ts'
import { placesOf } from './places.ts'

export interface FlattenDisks extends MigrateDisks {
  readonly disks: readonly DiskFacts[]
  /** All that travels, relative to the directory. */
  readonly paths: readonly string[]
  readonly directory: string
}

/** What a merged disk is called until it has its place. */
const mergedSuffix = '_rbase'

/**
 * The other way of moving: base and overlay are merged into one file, which is moved on shared storage and sent over ssh
 * else. It needs no base at the destination, and keys for ssh.
 */
export async function flattenDisks(parts: DriverParts, work: FlattenDisks, options: FileOptions): Promise<void> {
  await removePartials(work.directory)
  const to = work.shared ? placesOf(parts.files, work.spec.id).incoming : work.destination.incomingDirectory
  for (const path of work.paths) {
    const disk = work.disks.find((one) => one.name === path)
    const from = disk?.backing === undefined ? join(work.directory, path) : await merged(disk, work.directory, options)
    const target = join(to, path)
    if (!work.shared) {
      await pushFile({ from, address: work.destination.address, to: target, label: `sending ${path}` }, options)
    } else if (disk?.backing === undefined) await copyHere(from, target, options)
    else if (await exists(from)) await rename(from, target)
  }
  await dropMerged(work.directory, work.disks)
}

/** Of a move that was given up, too. */
export async function dropMerged(directory: string, disks: readonly Pick<DiskFacts, 'name'>[]): Promise<void> {
  await Promise.all(disks.map(({ name }) => rm(join(directory, `${name}${mergedSuffix}`), { force: true })))
}

async function merged(disk: DiskFacts, directory: string, { signal, onProgress }: FileOptions): Promise<string> {
  const path = join(directory, `${disk.name}${mergedSuffix}`)
  if (await exists(path)) return path
  const total = disk.diskSizeBytes + (disk.backing?.filledBytes ?? 0)
  await makeWhole(path, async (partial) => {
    await convertImage(
      {
        from: { path: join(directory, disk.name), format: 'qcow2' },
        to: { path: partial, format: 'qcow2' },
        virtualSizeBytes: disk.virtDiskSizeBytes,
        onPercent: (percent) =>
          onProgress?.({
            label: `merging ${disk.name} and its base`,
            done: Math.round((total * percent) / 100),
            total,
            unit: 'bytes',
          }),
      },
      { signal },
    )
    await syncPath(partial)
  })
  await stat(path)
  return path
}

async function copyHere(from: string, to: string, { signal }: FileOptions): Promise<void> {
  await makeDirectory(dirname(to), 0o711) // a TPM's state has its own
  await runProgram('cp', ['--reflink=auto', '--sparse=auto', '--', from, to], {
    signal,
    writesTo: to,
    timeoutMs: Infinity,
  })
}
