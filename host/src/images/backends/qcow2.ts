import { chmod, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createQcow2, growImage } from '../../programs/qemu-img.ts'
import type { BaseImage } from '../cache/image-cache.ts'
import type { JobOptions } from '../cache/shared-jobs.ts'
import { virtualSizeOf } from '../disk-info.ts'
import { exists, makeWhole, syncPath } from '../files.ts'
import type { Disk } from '../server-files.ts'
import { writeEmptyQcow2 } from './write-qcow2.ts'
import { reserveSpace } from './reserve-space.ts'
import { cannotClone, described, type DiskPlan, type ImageBackend } from './image-backend.ts'

/** A qcow2 overlay on a shared base, or an empty qcow2 file where there is none. */
export const qcow2Backend: ImageBackend = {
  kind: 'qcow2',
  can: { cloneImage: false, shareBase: true, snapshotLive: true, reachFromAnyHost: false, moveCold: true },
  clone: cannotClone('qcow2'),

  async create(plan: DiskPlan, base: BaseImage | undefined, { signal }: JobOptions): Promise<Disk> {
    const path = join(plan.directory, plan.name)
    if (!(await exists(path))) {
      await makeWhole(path, async (partial) => {
        await makeOverlay(partial, plan.sizeBytes, base, signal)
        if (plan.preallocate) await reserveSpace(partial, plan.sizeBytes, signal)
      })
    }
    return {
      ...described(plan),
      path,
      format: 'qcow2',
      sizeBytes: await virtualSizeOf(path, 'qcow2'),
    }
  },

  async grow(disk: Disk, sizeBytes: number, { signal }: JobOptions): Promise<Disk> {
    if (sizeBytes > disk.sizeBytes) await growImage({ path: disk.path, format: 'qcow2' }, sizeBytes, { signal })
    return { ...disk, sizeBytes: await virtualSizeOf(disk.path, 'qcow2') }
  },

  remove: ({ path }) => rm(path, { force: true }),
  removeAll: () => Promise.resolve(),
}

/** QEMU's default. */
const defaultClusterBytes = 65_536

async function makeOverlay(
  path: string,
  sizeBytes: number,
  base: BaseImage | undefined,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted()
  const clusterSizeBytes = base?.clusterSizeBytes ?? defaultClusterBytes
  const backing = base === undefined ? {} : { backing: { path: base.path, format: base.format } }
  if (await writeEmptyQcow2(path, { sizeBytes, clusterSizeBytes, ...backing }, 0o600)) return
  await createQcow2({ path, sizeBytes, clusterSizeBytes, ...backing }, { signal })
  await chmod(path, 0o600)
  await syncPath(path)
}
