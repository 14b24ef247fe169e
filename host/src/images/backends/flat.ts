import { chmod, open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { convertImage } from '../../programs/qemu-img.ts'
import { runProgram } from '../../programs/run-program.ts'
import type { BaseImage } from '../cache/image-cache.ts'
import type { JobOptions } from '../cache/shared-jobs.ts'
import { exists, makeWhole, syncPath } from '../files.ts'
import type { Disk } from '../server-files.ts'
import { cannotClone, described, type DiskPlan, type ImageBackend } from './image-backend.ts'
import { reserveSpace } from './reserve-space.ts'

const watchEveryMs = 250

/** A raw file of its own for each disk: blocks shared with the base where the file system can, else copied, holes kept. */
export const flatBackend: ImageBackend = {
  kind: 'flat',
  can: { cloneImage: false, shareBase: false, snapshotLive: true, reachFromAnyHost: false, moveCold: true },
  clone: cannotClone('flat'),

  async create(plan: DiskPlan, base: BaseImage | undefined, options: JobOptions): Promise<Disk> {
    const path = join(plan.directory, plan.name)
    if (!(await exists(path))) {
      await makeWhole(path, async (partial) => {
        if (base === undefined) await (await open(partial, 'wx', 0o600)).close()
        else await copyBase(base, partial, options)
        await setLength(partial, plan.sizeBytes)
        if (plan.preallocate) await reserveSpace(partial, plan.sizeBytes, options.signal)
        await chmod(partial, 0o600)
        await syncPath(partial)
      })
    }
    return { ...described(plan), path, format: 'raw', sizeBytes: (await stat(path)).size }
  },

  async grow(disk: Disk, sizeBytes: number): Promise<Disk> {
    await setLength(disk.path, sizeBytes)
    return { ...disk, sizeBytes: (await stat(disk.path)).size }
  },

  remove: ({ path }) => rm(path, { force: true }),
  removeAll: () => Promise.resolve(),
}

async function copyBase(base: BaseImage, to: string, { signal, onProgress }: JobOptions): Promise<void> {
  if (base.format === 'qcow2') {
    const { path, virtualSizeBytes } = base
    await convertImage(
      { from: { path, format: 'qcow2' }, to: { path: to, format: 'raw' }, virtualSizeBytes },
      { signal },
    )
    return
  }
  const total = (await stat(base.path)).blocks * 512
  const report = async (): Promise<void> => {
    const done = await stat(to).then(
      (stats) => stats.blocks * 512,
      () => 0,
    )
    onProgress?.({ label: 'copying the base image', done: Math.min(done, total), total, unit: 'bytes' })
  }
  const watch = setInterval(() => void report(), watchEveryMs)
  try {
    // cp shares blocks where it can, copies inside the kernel where it cannot, and jumps over holes.
    await runProgram('cp', ['--reflink=auto', '--sparse=auto', '--', base.path, to], {
      signal,
      writesTo: to,
      timeoutMs: Infinity,
    })
  } finally {
    clearInterval(watch)
  }
}

/** Lengthens a file with a hole; leaves a longer one alone. */
async function setLength(path: string, sizeBytes: number): Promise<void> {
  await using file = await open(path, 'r+')
  if ((await file.stat()).size < sizeBytes) await file.truncate(sizeBytes)
}
